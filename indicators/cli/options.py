"""Options and messages that several commands share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, Protocol

import click

from indicators.collection import yamlfile
from indicators.disk import reasons, regular, whole
from indicators.model.problems import Problem
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.words.texts import LANGUAGES, translate

YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)


class NumberWithin(click.FloatRange):
    """A number within a range; what is no number (nan) is in none, though it is less than nothing either."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As in click, which lets nan through."""
        found = super().convert(value, param, ctx)
        if isnan(found):
            self.fail(translate(language(), "{given} is not a number", given=value), param, ctx)
        return found


TOLERANCE = click.option(
    "--tolerance", type=NumberWithin(0, 50), default=None, help="Tolerance in percent instead of the default."
)


def language() -> str:
    """The language of who types: Chinese where the locale says so."""
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


class PathTyped(click.Path):
    """A path as it is typed; one that no file can have is misuse."""

    def __init__(self, **options: Any) -> None:
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not regular.possible(os.fspath(value)):
            self.fail(translate(language(), "no file can have such a path"), param, ctx)
        return super().convert(value, param, ctx)


CURATED = click.option(
    "--curated",
    default="curated",
    envvar="INDICATORS_CURATED",
    show_default=True,
    help="The curated folder.",
    type=PathTyped(),
)
SEEDS = click.option(
    "--seeds",
    default=None,
    help="The folder of held texts; by default seeds/ beside it.",
    type=PathTyped(),
)

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

    def standing(self, name: str) -> bytes | None:
        """What a file of the city's folder holds, None where there is none; the command ends where it can't be read."""
        try:
            return regular.read(self.curated, f"{self.city}/{name}", yamlfile.LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise failed(self.folder / name, error, self.lang) from error

    def save(self, contents: Mapping[Path, bytes]) -> None:
        """Write files, all or none of them, and the folders that they stand in; the command ends where it can't."""
        for file in contents:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise failed(file.parent, error, self.lang) from error
        save(contents, self.lang)


def failed(file: Path, error: OSError, lang: str) -> click.ClickException:
    """The end of a command that can't read or write a file, in one line."""
    return click.ClickException(f"{file}: {reasons.why(error).say(lang)}")


def given(file: Path, most: int, lang: str) -> bytes:
    """The bytes of a file that was named, `most` of them and one where it is larger; the command ends where there are
    none."""
    try:
        return regular.given(file, most)
    except OSError as error:
        raise failed(file, error, lang) from error


def save(contents: Mapping[Path, bytes], lang: str) -> None:
    """Write files, all or none of them (`whole.write_all`); the command ends where that can't be done."""
    try:
        whole.write_all(contents)
    except OSError as error:
        raise failed(Path(os.fsdecode(error.filename or next(iter(contents)))), error, lang) from error


class Checked(Protocol):
    """What was read and checked: a collection, tables, a country."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in it."""


def tell(found: Checked, lang: str) -> None:
    """Print the problems of the data on standard error: the command goes on with the rest."""
    for problem in found.problems:
        click.echo(problem.text(lang), err=True)
