"""`indicators read`: a second reading. Quotes without their figures as a sheet, and the sheet that comes back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indicators import collection, tables
from indicators.cli.options import CURATED, LANG, SEEDS, PathTyped, failed, given, save, tell
from indicators.collection import Collection, yamlfile
from indicators.disk import regular
from indicators.drafts import read_sheet
from indicators.drafts.countersigning import mark_read, readings
from indicators.drafts.rereading import Asked, asked
from indicators.model.problems import Problem
from indicators.views.second_reading import Compared, compared, place_words, question
from indicators.words.texts import translate

_MOST_NAME = 100  # characters, as the schema has it


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadOptions:
    """What was given on the command line."""

    city: str | None
    year: int | None
    everything: bool
    filled: Path | None
    write: bool
    by: str | None
    on: datetime.datetime | None
    output: Path | None
    curated: Path
    seeds: Path | None
    lang: str

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return translate(self.lang, message, **values)


@click.command()
@click.argument("city", required=False)
@click.argument("year", required=False, type=int)
@click.option("--all", "everything", is_flag=True, help="Also the figures that have a second reader already.")
@click.option("-o", "--output", type=PathTyped(dir_okay=False), help="Write the sheet to this file.")
@click.option("--filled", type=PathTyped(exists=True, dir_okay=False), help="A sheet that came back, filled in.")
@click.option("--write", is_flag=True, help="Write who read them (--by) to the figures that agree.")
@click.option("--by", help="Who read the sheet.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was read; by default today.")
@CURATED
@SEEDS
@LANG
@click.pass_context
def read(context: click.Context, /, **options: Any) -> None:
    """Have figures read a second time, from their quotes alone (all, or those of CITY, of the file of YEAR).

    Prints a sheet: a line of JSON for each figure that nobody has read a second time, with its words and without what
    is held of it. A reader fills in `read`. With --filled the sheet comes back: what agrees, what differs; exits 1
    where a line can't be used.
    """
    wanted = _ReadOptions(**options)
    if wanted.write and (wanted.filled is None or not (wanted.by or "").strip()):
        raise click.UsageError(wanted.say("--write takes a sheet that came back (--filled) and who read it (--by)"))
    if len(wanted.by or "") > _MOST_NAME:
        raise click.UsageError(wanted.say("the name is longer than {n} characters", n=_MOST_NAME))
    found = collection.load(wanted.curated, wanted.seeds)
    tell(found, wanted.lang)
    figures = _figures(found, wanted)
    if wanted.filled is None:
        _sheet(found, figures, wanted)
        return
    sheet = read_sheet.filled(given(wanted.filled, read_sheet.LARGEST, wanted.lang), figures)
    result = compared(figures, dict(sheet.read), wanted.lang)
    _tell(result, sheet, wanted)
    if wanted.write:
        _write(result, wanted)
    context.exit(1 if sheet.wrong else 0)


def _figures(found: Collection, wanted: _ReadOptions) -> list[Asked]:
    """The figures of the city and year that were named; of all where none was."""
    if wanted.city is not None and wanted.city not in found.cities:
        known = ", ".join(found.cities)
        raise click.UsageError(
            wanted.say("there is no city {city}; there are: {known}", city=wanted.city, known=known or "–")
        )
    cities = found.cities if wanted.city is None else (wanted.city,)
    return [one for city in cities for one in asked(found, city) if wanted.year in (None, one.year)]


def _sheet(found: Collection, figures: list[Asked], wanted: _ReadOptions) -> None:
    """The sheet of the figures that are to be read."""
    frames = tables.frames(found)
    mine = [one for one in figures if wanted.everything or not one.read_by]
    lines = "".join(read_sheet.line(one, question(frames, one, wanted.lang).words) for one in mine)
    if wanted.output is None:
        click.echo(lines, nl=False)
    else:
        save({wanted.output: lines.encode()}, wanted.lang)
    told = wanted.say("to be read: {n} figures; read a second time already: {read}", n=len(mine), read=_twice(figures))
    click.echo(told, err=True)


def _twice(figures: list[Asked]) -> int:
    return sum(bool(one.read_by) for one in figures)


def _tell(result: Compared, sheet: read_sheet.Filled, wanted: _ReadOptions) -> None:
    """The differences, one a line, what can't be used, and the counts."""
    for each in result.differences:
        message = wanted.say(
            "{place}: {what}. Read: {read}. Held: {held}. Words: {quote}.",
            place=place_words(each.place),
            what=each.what,
            read=each.read,
            held=each.held,
            quote=each.quote,
        )
        click.echo(" ".join(filter(None, (message, each.remark))))
    for number, what in sheet.wrong:
        click.echo(f"{wanted.filled}:{number}: {what.say(wanted.lang)}", err=True)
    click.echo(result.sentence)
    if sheet.empty or sheet.wrong:
        told = wanted.say(
            "lines left empty: {empty}; lines that can't be used: {wrong}", empty=sheet.empty, wrong=len(sheet.wrong)
        )
        click.echo(told)


def _write(result: Compared, wanted: _ReadOptions) -> None:
    """Write the reader's name to the figures that agree, in all files or in none."""
    day = (wanted.on or datetime.datetime.now()).date()
    contents: dict[Path, bytes] = {}
    marks = readings(result.agreed, (wanted.by or "").strip(), day)
    for (city, year), of_year in marks.items():
        file = wanted.curated / city / f"{year}.yaml"
        try:
            made = mark_read(regular.read(wanted.curated, f"{city}/{year}.yaml", yamlfile.LARGEST), str(file), of_year)
        except OSError as error:
            raise failed(file, error, wanted.lang) from error
        if isinstance(made, Problem):
            raise click.ClickException(made.text(wanted.lang))
        contents[file] = made
    save(contents, wanted.lang)
    for file, of_year in zip(contents, marks.values(), strict=True):
        click.echo(wanted.say("{path}: {n} figures have a second reader now", path=file, n=len(of_year)))
