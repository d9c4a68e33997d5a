"""Options and messages that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from indicators.collection import Collection
from indicators.words.texts import LANGUAGES

CURATED = click.option(
    "--curated",
    default="curated",
    envvar="INDICATORS_CURATED",
    show_default=True,
    help="The curated folder.",
    type=click.Path(path_type=Path),
)
SEEDS = click.option(
    "--seeds",
    default=None,
    help="The folder of held texts; by default seeds/ beside it.",
    type=click.Path(path_type=Path),
)


def language() -> str:
    """The language of who types: Chinese where the locale says so."""
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=language, help="Language of what is printed.")


def tell(found: Collection, lang: str) -> None:
    """Print the problems of the data on standard error: the command goes on with the rest."""
    for problem in found.problems:
        click.echo(problem.text(lang), err=True)
