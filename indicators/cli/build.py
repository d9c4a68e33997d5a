"""`indicators build`: compile the cities of a curated folder ahead of time."""

from __future__ import annotations

import time
from pathlib import Path

import click
from rich import box
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from indicators.cli import terminal
from indicators.cli.options import CURATED, LANG, tell
from indicators.collection.watching import Watch
from indicators.tables import country
from indicators.tables.country import Country
from indicators.words.texts import msgid, translate


@click.command()
@CURATED
@LANG
def build(curated: Path, lang: str) -> None:
    """Check, judge and compile all cities into the cache, so that pages and commands find them there.

    Only cities of which a file has changed are compiled. The cache may be deleted at any time.
    """
    start = time.monotonic()
    found = _read(curated, lang)
    seconds = time.monotonic() - start
    tell(found, lang)
    cities = found.cities.values()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    row = {
        msgid("Cities"): f"{len(cities):,}",
        msgid("Files"): f"{len(found.sums):,}",
        msgid("Promises"): f"{sum(head.sizes['promises'] for head in cities):,}",
        msgid("Compiled now"): f"{len(found.compiled):,}",
        msgid("Seconds"): f"{seconds:.1f}",
        msgid("Cache, MB"): f"{found.store.size(found.keys) / 1e6:.1f}",
    }
    for heading in row:
        table.add_column(translate(lang, heading), justify="right")
    table.add_row(*row.values())
    console = terminal.console()
    console.print(table)
    if not found.store.writable():
        place = terminal.in_terminal(str(found.store.place.parent))
        told = translate(lang, "nothing could be kept: {place} can't be written to; set INDICATORS_CACHE", place=place)
        raise click.ClickException(told)


def _read(curated: Path, lang: str) -> Country:
    """The folder, with a progress bar on standard error."""
    watch = Watch(curated)
    watch.look()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=terminal.console(error=True), transient=True) as progress:
        task = progress.add_task(translate(lang, "Compiling the cities"), total=None)
        return country.read(watch, progress=lambda done, of: progress.update(task, completed=done, total=of))
