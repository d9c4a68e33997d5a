"""Options and messages that several commands share."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indicators.collection import Collection
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.words.texts import LANGUAGES, translate

YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)

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


class Finite(click.FloatRange):
    """A number within bounds; NaN, which no bound keeps out, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Raises click.BadParameter."""
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(translate(language(), "{given} is not a number", given=value), param, ctx)
        return found


def language() -> str:
    """The language of who types: Chinese where the locale says so."""
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=language, help="Language of what is printed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CityOptions:
    """What is given to a command that writes the files of a city: the city's folder, the data, and the language."""

    city: str
    curated: Path
    seeds: Path | None
    lang: str

    @property
    def folder(self) -> Path:
        """The city's folder."""
        return self.curated / self.city

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return translate(self.lang, message, **values)


def tell(found: Collection, lang: str) -> None:
    """Print the problems of the data on standard error: the command goes on with the rest."""
    for problem in found.problems:
        click.echo(problem.text(lang), err=True)
