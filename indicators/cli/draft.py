"""`indicators draft`: promises and outcomes read from a report, for a curator to look over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS, YEAR, CityOptions, PathTyped, given
from indicators.collection import Collection
from indicators.drafts import Draft, Drafted, apart, reports
from indicators.drafts import draft as read
from indicators.drafts.inserting import Inserted, insert
from indicators.drafts.skeletons import registered
from indicators.drafts.writing import scalar, sources_to_name, year_file
from indicators.model.schema import Indicator, Source
from indicators.model.values import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftOptions(CityOptions):
    """What was given on the command line; years and source are None where the report itself is to say them."""

    report: Path
    reviews: int | None
    plans: int | None
    source: str | None
    write: bool


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
@CURATED
@SEEDS
@LANG
@click.pass_context
def draft(context: click.Context, /, **options: Any) -> None:
    """Draft promises and outcomes from REPORT (.txt, .html, .docx or .pdf with text), to be looked over by a person.

    Prints the entries of each year's file; with --write adds them to the files, never touching what stands there.
    """
    asked = _DraftOptions(**options)
    if not FOLDER.fullmatch(asked.city):
        raise click.UsageError(asked.say("a city's folder is named in lower-case letters: {city}", city=asked.city))
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
    made = _drafted(report.text, found, name, asked)
    if missing := _missing(made, asked):
        click.echo(f"{asked.report}: {missing}", err=True)
        context.exit(1)
    to_name = sources_to_name(sources, name, made.reviews, made.plans)
    by_year: dict[int, list[Drafted]] = {}
    for figure in made.figures:
        by_year.setdefault(figure.year or 0, []).append(figure)
    seen = found.catalogue_of(asked.city)
    if asked.write:
        _write(by_year, seen, to_name, asked)
    else:
        for year, figures in sorted(by_year.items()):
            click.echo(f"# {asked.folder / f'{year}.yaml'}")
            click.echo(year_file(figures, seen, to_name, asked.lang))
    if not asked.write and made.context:
        told = asked.say("Outcomes that no indicator fits; take those that the city promised in some year:")
        click.echo(f"# {told}")
        for figure in made.context:
            click.echo(f"# {scalar(figure.fields(''), True)}")
    _tell(made, asked.city in found.cities, asked)


def _drafted(text: str, found: Collection, name: str | None, asked: _DraftOptions) -> Draft:
    """The draft of the report, with the years of its source (`name`) where none were asked for.

    Of a text that is held already only the part that its source names is read.
    """
    reviews, plans = asked.reviews, asked.plans
    if name is not None:
        mine = found.cities[asked.city].sources[name]
        reviews, plans = reviews or mine.reviews, plans or mine.plans
        held = found.documents.get((asked.city, name))
        text = held.text[held.begin : held.end] if held is not None and asked.source is None else text
    try:
        return apart.done(read, text, found.catalogue_of(asked.city), reviews, plans)
    except apart.StoppedError as stopped:
        raise click.ClickException(stopped.report.refusal(asked.lang, str(asked.report))) from stopped


def _missing(made: Draft, asked: _DraftOptions) -> str:
    """What a draft lacks without which it can't be used; empty where it can."""
    if made.plans is None:
        return asked.say("the text does not say which years it reviews and plans; give --reviews and --plans")
    return "" if made.figures else asked.say("no figure was found")


def _write(
    by_year: Mapping[int, list[Drafted]],
    catalogue: Mapping[str, Indicator],
    to_name: Mapping[str, str | None],
    asked: _DraftOptions,
) -> None:
    """Add to each year's file the figures that it lacks, all files or none, and say what became of the figures."""
    done: dict[Path, Inserted] = {}
    for year, figures in sorted(by_year.items()):
        path = asked.folder / f"{year}.yaml"
        done[path] = insert(asked.standing(path.name), str(path), figures, catalogue, to_name, asked.lang)
        if problem := done[path].problem:
            raise click.ClickException(problem.text(asked.lang))
    asked.save({path: each.content for path, each in done.items() if each.added and each.content is not None})
    for path, each in done.items():
        told = asked.say(
            "{path}: {n} figures added, {open} of them as comments: no indicator fits",
            path=path,
            n=len(each.added),
            open=sum(figure.indicator is None for figure in each.added),
        )
        click.echo(told)
        for why in dict.fromkeys(why for _, why in each.skipped):
            names = [f"{figure.name} ({figure.role})" for figure, reason in each.skipped if reason == why]
            click.echo(f"  {asked.say('left out, {why}: {names}', why=why, names=', '.join(names))}")


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
        told = asked.say("next: hold every figure against the report, then run indicators check")
    else:
        told = asked.say("next: the same command with --write puts them into the files")
    click.echo(told, err=True)
