"""`indicators export`: all promises, figures or histories as one file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from indicators import tables
from indicators.cli.options import CURATED, LANG, TOLERANCE, PathTyped, save, tell
from indicators.tables import exports
from indicators.words.texts import translate


@click.command()
@click.argument("file", type=PathTyped(dir_okay=False))
@click.option("--figures", is_flag=True, help="A row per figure instead of a row per promise.")
@click.option(
    "--histories",
    is_flag=True,
    help="A row per promise dropped, lowered, raised, reworded, set as a floor or met with silence.",
)
@TOLERANCE
@CURATED
@LANG
def export(file: Path, figures: bool, histories: bool, tolerance: float | None, curated: Path, lang: str) -> None:
    """Export all promises (or figures, or what happened over the years) to FILE: .csv, .xlsx, .parquet or .json."""
    ending = file.suffix.lstrip(".").lower()
    if ending not in exports.ENDINGS:
        raise click.UsageError(translate(lang, "the file must end in .csv, .xlsx, .parquet or .json"))
    if figures and histories:
        raise click.UsageError(translate(lang, "choose one of --figures and --histories"))
    found = tables.of_folder(curated, None if tolerance is None else Decimal(str(tolerance)))
    tell(found, lang)
    frame = found.table("figures" if figures else "histories" if histories else "promises")
    save({file: exports.to_bytes(frame, ending)}, lang)
    click.echo(translate(lang, "{n} rows written to {file}", n=len(frame), file=file.name))
