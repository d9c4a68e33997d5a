"""`indicators feed`: the changes of the data as an Atom feed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from indicators.briefs import atom
from indicators.cli.options import CURATED, LANG, PathTyped, save
from indicators.words.texts import translate


@click.command()
@click.option("-o", "--output", "file", required=True, type=PathTyped(dir_okay=False), help="The file to write.")
@click.option(
    "--base", default="http://localhost:8501", show_default=True, help="The dashboard's address, for the links."
)
@CURATED
@LANG
def feed(file: Path, base: str, curated: Path, lang: str) -> None:
    """Write an Atom feed with an entry for each revision that changed a figure or a verdict."""
    if not os.path.isdir(curated):
        raise click.UsageError(translate(lang, "there is no file or folder {path}", path=curated))
    save({file: atom.atom(curated, lang, base)}, lang)
