"""`indicators show`: one city, one year, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import pandas as pd
from rich import box
from rich.markup import escape
from rich.table import Table

from indicators import tables
from indicators.cli import terminal
from indicators.cli.options import CURATED, LANG, tell
from indicators.tables import Frames
from indicators.views.labels import group_name, judged_by, verdict_with_glyph
from indicators.words.inert import in_terminal
from indicators.words.texts import msgid, translate


@click.command()
@click.argument("city")
@click.argument("year", type=int)
@CURATED
@LANG
def show(city: str, year: int, curated: Path, lang: str) -> None:
    """Show what CITY promised for YEAR and what became of it."""
    found = tables.of_folder(curated)
    tell(found, lang)
    mine = found.only("promises", [city], year=year)
    context = found.only("figures", [city], year=year) if mine.empty else mine
    if context.empty:
        known = ", ".join(f"{row.city} {row.year}" for row in found.counted)
        raise click.UsageError(
            translate(
                lang, "no promises of {city} for {year}; there are: {known}", city=city, year=year, known=known or "–"
            )
        )
    console = terminal.console()
    console.print(f"[bold]{escape(in_terminal(found.cities[city].say(lang)))} {year}[/bold]")
    if mine.empty:
        console.print(_reported(context, found, lang))
        console.print(translate(lang, "no promise for this year is entered, so there is nothing to judge"))
        return
    columns = (msgid("Indicator"), msgid("Promised"), msgid("Reported"), msgid("Verdict"), msgid("Gap"))
    table = _table(columns, lang)
    for group, rows in mine.groupby(mine["group"].where(~mine["headline"], "headline"), sort=False):
        table.add_row(f"[bold]{group_name(str(group), lang)}[/bold]")
        for row in rows.to_dict("records"):
            name = verdict_with_glyph(row["verdict"], lang)
            promised, reported, gap = (row[f"{column}_{lang}"] for column in ("target", "outcome", "gap"))
            cells = (f"  {row[f'name_{lang}']}", promised, reported, name, gap)
            table.add_row(*(escape(in_terminal(words)) for words in cells))
    console.print(table)
    console.print(judged_by(lang), style="dim")


def _table(columns: Sequence[str], lang: str) -> Table:
    """An empty table with these headings."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(translate(lang, column), overflow="fold")
    return table


def _reported(context: pd.DataFrame, found: Frames, lang: str) -> Table:
    """What was reported for a year without promises, as it is for the year before a city's first report."""
    table = _table(("Indicator", "Reported"), lang)
    for row in context.to_dict("records"):
        name = found.catalogue[row["indicator"]].say(lang)
        table.add_row(*(escape(in_terminal(words)) for words in (name, row[f"shown_{lang}"])))
    return table
