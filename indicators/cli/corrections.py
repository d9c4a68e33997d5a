"""`indicators corrections`: what was corrected after it was published, as Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from indicators import tables
from indicators.cli.options import CURATED, PathTyped, language, save
from indicators.cli.terminal import harmless
from indicators.tables import corrected
from indicators.tables.since import RevisionError
from indicators.views.corrections import corrections_view, markdown
from indicators.words.texts import LANGUAGES


@click.command()
@click.option("-o", "--output", "file", type=PathTyped(dir_okay=False), help="The file to write.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="Only this language; by default both.")
@CURATED
def corrections(file: Path | None, lang: str | None, curated: Path) -> None:
    """Print what was corrected after it was published, from Git's history, as Markdown."""
    try:
        found = corrected.corrections(curated)
    except RevisionError as error:
        raise click.UsageError(error.why.say(lang or language())) from error
    frames = tables.of_folder(curated)
    text = markdown([(each, corrections_view(frames, found, each)) for each in ((lang,) if lang else LANGUAGES)])
    if file is None:
        harmless(text)
    else:
        save({file: text.encode()}, lang or language())
