"""`indicators draft`: promises and outcomes read from a report, for a curator to look over."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS
from indicators.collection import Collection
from indicators.drafts import Draft, Drafted, reports
from indicators.drafts import draft as read
from indicators.drafts.inserting import insert
from indicators.drafts.writing import scalar, year_file
from indicators.model.schema import default_sources
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.words.texts import translate

YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)


def _source(found: Collection, city: str, data: bytes, wanted: str | None, lang: str) -> str | None:
    """The name of the source this report is: the one given, or the one whose text is registered with these bytes."""
    known = found.cities[city].sources if city in found.cities else {}
    if wanted is not None and wanted not in known:
        raise click.UsageError(
            translate(
                lang,
                "there is no source {name} in city.yaml; there are: {known}",
                name=wanted,
                known=", ".join(known) or "–",
            )
        )
    digest = hashlib.sha256(data).hexdigest()
    return wanted or next((name for name, source in known.items() if source.sha256 == digest), None)


def _named(found: Collection, city: str, name: str | None, made: Draft) -> dict[str, str | None]:
    """What `source` a target and an outcome must name: only where the city's documents don't settle it."""
    sources = found.cities[city].sources if city in found.cities else {}
    targets = default_sources(sources, "plans", made.plans or 0)
    outcomes = default_sources(sources, "reviews", made.reviews or 0)
    return {"target": name if targets != (name,) else None, "outcome": name if outcomes != (name,) else None}


@click.command()
@click.argument("report", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--city", required=True, help="The city's folder in the curated folder.")
@click.option(
    "--reviews", type=YEAR, default=None, help="The year the report answers for, where its text does not say."
)
@click.option("--plans", type=YEAR, default=None, help="The year the report promises for, where its text does not say.")
@click.option("--source", default=None, help="The report's name in city.yaml, where the city has several for a year.")
@click.option("--write", is_flag=True, help="Write into curated/CITY/YEAR.yaml what is not there yet.")
@CURATED
@SEEDS
@LANG
@click.pass_context
def draft(
    context: click.Context,
    report: Path,
    city: str,
    reviews: int | None,
    plans: int | None,
    source: str | None,
    write: bool,
    curated: Path,
    seeds: Path | None,
    lang: str,
) -> None:
    """Draft promises and outcomes from REPORT (.txt, .html, .docx or .pdf with text), to be looked over by a person.

    Prints the entries of each year's file; with --write adds them to the files, never touching what stands there.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", city):
        raise click.UsageError(translate(lang, "a city's folder is named in lower-case letters: {city}", city=city))
    data = _bytes(report, lang)
    given = reports.read(data, report.name)
    if given.what is not None:
        click.echo(given.refusal(lang, str(report)), err=True)
        context.exit(1)
    found = collection.load(curated, seeds)
    if not found.catalogue:
        raise click.ClickException(found.problems[0].text(lang) if found.problems else str(curated))
    name = _source(found, city, data, source, lang)
    text = given.text
    if name is not None:
        mine = found.cities[city].sources[name]
        reviews, plans = reviews or mine.reviews, plans or mine.plans
        held = found.documents.get((city, name))
        text = held.text[held.begin : held.end] if held is not None and source is None else text
    made = read(text, found.catalogue, reviews, plans)
    if made.plans is None:
        click.echo(
            (
                f"{report}: "
                f"{translate(lang, 'the text does not say which years it reviews and plans; give --reviews and --plans')}"
            ),
            err=True,
        )
        context.exit(1)
    if not made.figures:
        click.echo(f"{report}: {translate(lang, 'no figure was found')}", err=True)
        context.exit(1)
    sources = _named(found, city, name, made)
    by_year: dict[int, list[Drafted]] = {}
    for figure in made.figures:
        by_year.setdefault(figure.year or 0, []).append(figure)
    for year, figures in sorted(by_year.items()):
        path = curated / city / f"{year}.yaml"
        if write:
            _write(path, figures, found, sources, lang)
        else:
            click.echo(f"# {path}")
            click.echo(year_file(figures, found.catalogue, sources, lang))
    if not write and made.context:
        click.echo(
            f"# {translate(lang, 'Outcomes that no indicator fits; take those that the city promised in some year:')}"
        )
        for figure in made.context:
            fields = figure.fields("")
            click.echo("# {" + ", ".join(f"{key}: {scalar(value, True)}" for key, value in fields.items()) + "}")
    _tell(made, city, found, write, lang)


def _bytes(report: Path, lang: str) -> bytes:
    """The bytes of the file, no more of them than a report may have."""
    try:
        with report.open("rb") as opened:
            return opened.read(reports.LARGEST + 1)
    except OSError as error:
        raise click.ClickException(f"{report}: {error.strerror}") from error


def _write(path: Path, figures: list[Drafted], found: Collection, sources: dict[str, str | None], lang: str) -> None:
    """Add the figures that the file lacks, and say what became of them."""
    try:
        old = path.read_bytes() if path.exists() else None
        done = insert(old, str(path), figures, found.catalogue, sources, lang)
        if done.problem is not None or done.content is None:
            raise click.ClickException(done.problem.text(lang) if done.problem else str(path))
        if done.added:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(done.content)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error
    open_ = sum(figure.indicator is None for figure in done.added)
    click.echo(
        translate(
            lang,
            "{path}: {n} figures added, {open} of them as comments: no indicator fits",
            path=path,
            n=len(done.added),
            open=open_,
        )
    )
    for why in dict.fromkeys(why for _, why in done.skipped):
        names = [f"{figure.name} ({figure.role})" for figure, reason in done.skipped if reason == why]
        click.echo(f"  {translate(lang, 'left out, {why}: {names}', why=why, names=', '.join(names))}")


def _tell(made: Draft, city: str, found: Collection, write: bool, lang: str) -> None:
    """On standard error: what was read, and the next step."""
    doubtful = sum(bool(figure.doubts) for figure in made.figures)
    click.echo(
        translate(
            lang,
            (
                "reviews {reviews}, plans {plans}: {figures} figures ({doubtful} to look at twice), {context} "
                "outcomes no indicator fits, {left} numbers left alone"
            ),
            reviews=made.reviews,
            plans=made.plans,
            figures=len(made.figures),
            doubtful=doubtful,
            context=len(made.context),
            left=len(made.left_out),
        ),
        err=True,
    )
    if city not in found.cities:
        click.echo(
            translate(lang, "next: describe the city and the report in curated/{city}/city.yaml", city=city), err=True
        )
    elif write:
        click.echo(translate(lang, "next: hold every figure against the report, then run indicators check"), err=True)
    else:
        click.echo(translate(lang, "next: the same command with --write puts them into the files"), err=True)
