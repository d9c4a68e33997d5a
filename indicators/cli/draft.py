"""`indicators draft`: promises and outcomes read from a report, for a curator to look over."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS, YEAR, CityOptions, PathTyped, given
from indicators.collection import Collection
from indicators.collection.unanswered import Unanswered, promised, unanswered
from indicators.drafts import Draft, Drafted, apart, looking, reports
from indicators.drafts import draft as read
from indicators.drafts.inserting import OTHER, STANDS, Inserted, Material, renew
from indicators.drafts.nearest import nearest, wanted
from indicators.drafts.skeletons import registered
from indicators.drafts.stale import without_passages
from indicators.drafts.writing import CONTEXT, perhaps_line, scalar, sources_to_name, year_file
from indicators.model.problems import Problem
from indicators.model.schema import Indicator, Source
from indicators.model.values import FOLDER
from indicators.words.texts import Said, msgid

_Passages = Mapping[int, Mapping[str, tuple[str, ...]]]  # by the year of the file and indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftOptions(CityOptions):
    """What was given on the command line; years and source are None where the report itself is to say them, `looked` is
    the name of whoever has gone through what was listed."""

    report: Path
    reviews: int | None
    plans: int | None
    source: str | None
    write: bool
    looked: str | None


def _source(sources: Mapping[str, Source], data: bytes, asked: _DraftOptions) -> str | None:
    """The name of the source this report is: the one given, or the one whose text is registered with these bytes."""
    if asked.source is not None and asked.source not in sources:
        raise click.UsageError(
            asked.say(
                "there is no source {name} in city.yaml; there are: {known}",
                name=asked.source,
                known=", ".join(sources) or "–",
            )
        )
    return asked.source or registered(sources, hashlib.sha256(data).hexdigest())


@click.command()
@click.argument("report", type=PathTyped(exists=True, dir_okay=False))
@click.option("--city", required=True, help="The city's folder in the curated folder.")
@click.option(
    "--reviews", type=YEAR, default=None, help="The year the report answers for, where its text does not say."
)
@click.option("--plans", type=YEAR, default=None, help="The year the report promises for, where its text does not say.")
@click.option("--source", default=None, help="The report's name in city.yaml, where the city has several for a year.")
@click.option("--write", is_flag=True, help="Write into curated/CITY/YEAR.yaml what is not there yet.")
@click.option(
    "--looked",
    metavar="NAME",
    default=None,
    help="Instead: write into city.yaml that NAME has looked for the answer to every promise, and take out the "
    "passages listed.",
)
@CURATED
@SEEDS
@LANG
@click.pass_context
def draft(context: click.Context, /, **options: Any) -> None:
    """Draft promises and outcomes from REPORT (.txt, .html, .docx or .pdf with text), to be looked over by a person.

    Prints the entries of each year's file; with --write adds them to the files, never touching what a person wrote
    there. What an earlier draft of the report wrote as comments is replaced. Below each promise without an outcome it
    lists the passages in which the answer may stand (“perhaps here”); who has gone through them says so with --looked.
    """
    asked = _DraftOptions(**options)
    if not FOLDER.fullmatch(asked.city):
        raise click.UsageError(asked.say("a city's folder is named in lower-case letters: {city}", city=asked.city))
    if asked.looked is not None and asked.write:
        raise click.UsageError(asked.say("give --looked alone, once what --write has listed is gone through"))
    data = given(asked.report, reports.LARGEST, asked.lang)
    report = apart.report(data, asked.report.name)
    if report.what is not None:
        click.echo(report.refusal(asked.lang, str(asked.report)), err=True)
        context.exit(1)
    found = collection.load(asked.curated, asked.seeds)
    if not found.catalogue:
        raise click.ClickException(found.problems[0].text(asked.lang) if found.problems else str(asked.curated))
    sources = found.cities[asked.city].sources if asked.city in found.cities else {}
    name = _source(sources, data, asked)
    if asked.looked is not None:
        _looked(found, name, report.text, asked)
        return
    text, made = _drafted(report.text, found, name, asked)
    if missing := _missing(made, asked):
        click.echo(f"{asked.report}: {missing}", err=True)
        context.exit(1)
    to_name = sources_to_name(sources, name, made.reviews, made.plans)
    perhaps = _passages(text, made, found, name, asked)
    if asked.write:
        _write(text, made, perhaps, found.catalogue_of(asked.city), to_name, asked)
    else:
        _print(made, perhaps, found, to_name, asked)
    _tell(made, asked.city in found.cities, asked)


def _drafted(text: str, found: Collection, name: str | None, asked: _DraftOptions) -> tuple[str, Draft]:
    """The report's text and its draft, with the years of its source (`name`) where none were asked for.

    Of a text that is held already only the part that its source names is read.
    """
    reviews, plans = asked.reviews, asked.plans
    if name is not None:
        mine = found.cities[asked.city].sources[name]
        reviews, plans = reviews or mine.reviews, plans or mine.plans
        held = found.documents.get((asked.city, name))
        text = held.text[held.begin : held.end] if held is not None and asked.source is None else text
    try:
        return text, apart.done(read, text, found.catalogue_of(asked.city), reviews, plans)
    except apart.StoppedError as stopped:
        raise click.ClickException(stopped.report.refusal(asked.lang, str(asked.report))) from stopped


def _missing(made: Draft, asked: _DraftOptions) -> str:
    """What a draft lacks without which it can't be used; empty where it can."""
    if made.plans is None:
        return asked.say("the text does not say which years it reviews and plans; give --reviews and --plans")
    return "" if made.figures else asked.say("no figure was found")


def _passages(text: str, made: Draft, found: Collection, name: str | None, asked: _DraftOptions) -> _Passages:
    """For the promises of the year that the report reviews, which have no outcome and get none from this draft: the
    passages in which the answer may stand. None where somebody has looked through the report already."""
    mine = found.cities[asked.city].sources.get(name or "") if asked.city in found.cities else None
    if mine is not None and mine.looked is not None:
        return {}
    answered = {f.indicator for f in made.figures if f.role == "outcome" and f.interim_to is None}
    open_: list[Unanswered] = [
        one
        for one in (unanswered(found, asked.city) if asked.city in found.cities else ())
        if one.due == made.reviews and not (one.year == made.reviews and one.indicator in answered)
    ]
    looked_for = [wanted(found.catalogue[one.indicator], one.target.quote) for one in open_]
    try:
        near = apart.done(nearest, text, made.halves, tuple(looked_for))
    except apart.StoppedError as stopped:
        raise click.ClickException(stopped.report.refusal(asked.lang, str(asked.report))) from stopped
    listed: dict[int, dict[str, tuple[str, ...]]] = {}
    for one, passages in zip(open_, near, strict=True):
        listed.setdefault(one.year, {})[one.indicator] = passages
    return listed


def _reviewing(found: Collection, name: str | None, asked: _DraftOptions) -> int:
    """The year that the source `name` reviews, whose text is held so that somebody can have looked through it."""
    source = found.cities[asked.city].sources.get(name or "") if asked.city in found.cities else None
    if source is None:
        told = asked.say(
            "this text is not that of a source in curated/{city}/city.yaml: give the file in seeds/, or --source",
            city=asked.city,
        )
        raise click.UsageError(told)
    if source.file is None or source.reviews is None:
        told = asked.say("{name} is not held or reviews no year: there is no answer to look for in it", name=name)
        raise click.UsageError(told)
    return source.reviews


def _looked(found: Collection, name: str | None, report: str, asked: _DraftOptions) -> None:
    """Write into city.yaml who has looked through the source `name`, take the passages that drafts of the report have
    listed out of the years' files, and say which promises count as unreported by it. `report` is the text."""
    who = looking.name_of(asked.looked or "")
    if not who:
        raise click.UsageError(asked.say("give --looked the name of whoever looked: --looked 张三"))
    reviewed = _reviewing(found, name, asked)
    if not promised(found, asked.city, reviewed):  # written now, it would vouch for promises that are entered later
        told = msgid("no promise for {year} is entered, so there is no answer to look for: nothing was written")
        click.echo(asked.say(told, year=reviewed))
        return
    own, day = asked.folder / "city.yaml", datetime.datetime.now().astimezone().date()
    path = f"{found.root.absolute().name}/{asked.city}/{own.name}"
    changed = looking.with_looked(asked.standing(own.name) or b"", path, name or "", who, day)
    if isinstance(changed, Problem):
        raise click.ClickException(changed.text(asked.lang))
    files: dict[Path, bytes] = {}
    for city, year in found.years:
        old = asked.standing(f"{year}.yaml") if city == asked.city else None
        if old is not None and (new := without_passages(old, report)) != old:
            files[asked.folder / f"{year}.yaml"] = new
    asked.save({**files, own: changed})  # last what says that the others are gone through
    click.echo(asked.say("written: {path}", path=own))
    before = looking.unreported(found, asked.city)
    now = looking.unreported(collection.load(asked.curated, asked.seeds, city=asked.city), asked.city)
    after = {key: quote for key, quote in now.items() if key not in before}
    click.echo(asked.say("promises that count as unreported by it: {n}", n=len(after)))
    for (year, key), quote in after.items():
        click.echo(f"  {year} {key} ({quote})")


def _by_year(figures: tuple[Drafted, ...]) -> dict[int, list[Drafted]]:
    by_year: dict[int, list[Drafted]] = {}
    for figure in figures:
        by_year.setdefault(figure.year or 0, []).append(figure)
    return by_year


def _print(
    made: Draft, perhaps: _Passages, found: Collection, to_name: Mapping[str, str | None], asked: _DraftOptions
) -> None:
    """Print the entries of each year's file, then what no indicator fits and where answers may stand."""
    for year, figures in sorted(_by_year(made.figures).items()):
        click.echo(f"# {asked.folder / f'{year}.yaml'}")
        click.echo(year_file(figures, found.catalogue_of(asked.city), to_name, asked.lang))
    if made.context:
        click.echo(f"# {asked.say(CONTEXT)}")
        for figure in made.context:
            click.echo(f"# {scalar(figure.fields(''), True)}")
    for year, promises in sorted(perhaps.items()):
        for key, passages in promises.items():
            if passages:
                click.echo(f"# {year} {key} ({found.catalogue[key].say(asked.lang)}):")
            for passage in passages:
                click.echo(perhaps_line(passage, asked.lang, ""))


def _write(
    text: str,
    made: Draft,
    perhaps: _Passages,
    catalogue: Mapping[str, Indicator],
    to_name: Mapping[str, str | None],
    asked: _DraftOptions,
) -> None:
    """Add to each year's file the figures that it lacks, all files or none, and say what became of the figures."""
    by_year = _by_year(made.figures)
    # Comments alone make no file.
    for figure in made.context if made.reviews in by_year or asked.standing(f"{made.reviews}.yaml") else ():
        by_year.setdefault(made.reviews or 0, []).append(figure)
    done: dict[Path, tuple[bytes | None, Inserted]] = {}
    for year in sorted({*by_year, *perhaps}):
        path = asked.folder / f"{year}.yaml"
        material = Material(tuple(by_year.get(year, ())), text, perhaps.get(year, {}))
        old = asked.standing(path.name)
        done[path] = old, renew(old, str(path), material, catalogue, to_name, asked.lang)
        if problem := done[path][1].problem:
            raise click.ClickException(problem.text(asked.lang))
    changed = {path: each.content for path, (old, each) in done.items() if each.content not in (None, old)}
    asked.save({path: content for path, content in changed.items() if content is not None})
    for path, (_, each) in done.items():
        if each.added or each.skipped or each.fitted or each.listed:
            _report(path, each, asked)


def _report(path: Path, each: Inserted, asked: _DraftOptions) -> None:
    """Say what became of the figures of one file."""
    told = asked.say(
        "{path}: {n} figures added, {open} of them as comments: no indicator fits",
        path=path,
        n=len(each.added),
        open=sum(figure.indicator is None for figure in each.added),
    )
    click.echo(told)
    if each.fitted:
        click.echo(f"  {asked.say('{n} that stood there as comments have found their indicator', n=each.fitted)}")
    if each.listed:
        told = asked.say(
            "below {n} promises without an outcome stand the passages that come nearest (“perhaps here”)", n=each.listed
        )
        click.echo(f"  {told}")
    for why in dict.fromkeys(why for _, why in each.skipped):
        those = [figure for figure, reason in each.skipped if reason == why]
        names = ", ".join(_named(figure, why) for figure in those) if why != STANDS else str(len(those))
        click.echo(f"  {asked.say('left out, {why}: {names}', why=why, names=names)}")


def _named(figure: Drafted, why: Said) -> str:
    """A figure that was left out, with its words where the file says something else."""
    return f"{figure.name} ({figure.role}{f': {figure.quote}' if why == OTHER else ''})"


def _tell(made: Draft, known: bool, asked: _DraftOptions) -> None:
    """On standard error: what was read, and the next step; `known` tells that the city has its folder already."""
    doubtful = sum(bool(figure.doubts) for figure in made.figures)
    told = asked.say(
        "reviews {reviews}, plans {plans}: {figures} figures ({doubtful} to look at twice), "
        "{context} outcomes no indicator fits, {left} numbers left alone",
        reviews=made.reviews,
        plans=made.plans,
        figures=len(made.figures),
        doubtful=doubtful,
        context=len(made.context),
        left=len(made.left_out),
    )
    click.echo(told, err=True)
    if not known:
        told = asked.say("next: describe the city and the report in curated/{city}/city.yaml", city=asked.city)
    elif asked.write:
        told = asked.say(
            "next: hold every figure against the report and go through the passages listed; then the same command with "
            "--looked NAME instead of --write, and indicators check"
        )
    else:
        told = asked.say("next: the same command with --write puts them into the files")
    click.echo(told, err=True)
