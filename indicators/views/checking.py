"""The check of files that are not in the project yet: those of a contribution, and a year's file that someone brings.

They are checked in memory as if they stood in the project; nothing is written. This is the one view that reads a
collection from disk: all others are made from tables. Since whoever brings a file may be anyone, pages have it done
apart (`drafts.apart`), with a `Project` in place of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from indicators import collection
from indicators.collection import Collection, files, yamlfile
from indicators.drafts.rereading import Asked, asked
from indicators.model.problems import Lapse, Problem
from indicators.model.schema import City, Indicator, Source
from indicators.model.values import is_year
from indicators.words.texts import joined, translate

LARGEST = yamlfile.LARGEST  # bytes of a year's file
_CURATED = "curated/"  # how a project's paths begin, whatever its curated folder is called on this machine
_AROUND = 4  # lines shown before and after one with a problem, where the file is long
_WHOLE = 400  # lines up to which a file is shown whole
_SHOWN = 200  # problems of a file that are shown; nobody mends more at a time


class Standing(Protocol):
    """The project as it stands, as far as a check asks: the tables (`Frames`), or a `Project`."""

    @property
    def root(self) -> Path:
        """Its curated folder."""

    @property
    def catalogue(self) -> Mapping[str, Indicator]:
        """Its indicators, by key."""

    @property
    def owners(self) -> Mapping[str, str]:
        """The city of each indicator that stands in a city's own layer of the catalogue."""

    @property
    def former(self) -> Mapping[str, str]:
        """The present key by each that an indicator had before."""

    def catalogue_of(self, city: str) -> dict[str, Indicator]:
        """The indicators that a city sees: the common ones, and its own where the city is there."""

    @property
    def cities(self) -> Container[str]:
        """The folders of its cities."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in it already."""

    @property
    def lapses(self) -> tuple[Lapse, ...]:
        """Its files that are not what they were."""

    @property
    def version(self) -> str:
        """The version of its data."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a check asks of the project and nothing more: so much goes to the process in which it is done."""

    root: Path
    catalogue: Mapping[str, Indicator]
    owners: Mapping[str, str]
    former: Mapping[str, str]
    cities: frozenset[str]
    problems: tuple[Problem, ...]
    lapses: tuple[Lapse, ...]
    version: str

    def catalogue_of(self, city: str) -> dict[str, Indicator]:
        """The indicators that a city sees: the common ones, and its own where the city is there."""
        return {key: entry for key, entry in self.catalogue.items() if self.owners.get(key, city) == city}


def project(frames: Standing, cities: Iterable[str]) -> Project:
    """The project as it stands in the tables; `cities` are the folders of its cities."""
    return Project(
        frames.root.absolute(),
        frames.catalogue,
        frames.owners,
        frames.former,
        frozenset(cities),
        frames.problems,
        frames.lapses,
        frames.version,
    )


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the file, its number, and what is wrong in it; None as number: lines that are not shown."""

    number: int | None
    text: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a year's file says: a sentence, how many problems, and the lines of the file with theirs.

    `elsewhere` are problems that the file causes in other files of the city.
    """

    verdict: str
    problems: int
    lines: tuple[FileLine, ...]
    elsewhere: tuple[str, ...] = ()


def city_and_year(name: str, cities: Iterable[str]) -> tuple[str | None, int | None]:
    """The city and the year in a file's name, None for either that is not in it.

    Read are taiyuan-2024.yaml, taiyuan/2024.yaml, 2024.yaml; `cities` are the folders that may be named.
    """
    numbers = map(int, re.findall(r"(?=(\d{4}))", name))
    return next((city for city in cities if city in name.lower()), None), next(filter(is_year, numbers), None)


def without_place(problem: Problem, lang: str) -> str:
    """What is wrong and what to do about it, in one line without the place."""
    return joined((problem.what.say(lang), problem.cure.say(lang)), lang, "statements")


def content(frames: Standing, path: str) -> bytes | None:
    """The bytes of a curated file by its path in the project, `curated/taiyuan/2024.yaml`; None where there is none."""
    kept = _kept(frames.lapses).get(f"{frames.root.absolute().name}/{path.removeprefix(_CURATED)}")
    return files.content(frames.root, path.removeprefix(_CURATED)) if kept is None else kept


def problems_with(frames: Standing, added: Mapping[str, bytes], city: str) -> list[Problem]:
    """What `check` finds in a city with these files (by path in the project) in place, and does not find without them.

    The problems name the files by the same paths.
    """
    root = f"{frames.root.absolute().name}/"

    def moved(path: str, old: str, new: str) -> str:
        return new + path.removeprefix(old) if path.startswith(old) else path

    instead = {moved(path, _CURATED, root): raw for path, raw in added.items()}
    found = _found(frames, instead, city)
    return [replace(problem, path=moved(problem.path, root, _CURATED)) for problem in _unknown(found, frames)]


def checked(frames: Standing, city: str, year: int, raw: bytes, lang: str) -> Checked:
    """Check a file's content as that of the city and year; whatever it holds, nothing is raised."""
    path = f"{frames.root.absolute().name}/{city}/{year}.yaml"
    found = _found(frames, {path: raw}, city)
    mine = [p for p in found.problems if p.path == path]
    others = [p for p in _unknown(found, frames) if p.path != path]
    lines = raw.decode("utf-8", errors="replace").splitlines() or [""]
    by_line: dict[int, list[str]] = {}
    for problem in mine[:_SHOWN]:
        # What is missing at the end of a file is said at its last line.
        by_line.setdefault(min(problem.line, len(lines)), []).append(f"{problem.code}: {without_place(problem, lang)}")
    total = len(mine) + len(others)
    if total:
        verdict = translate(lang, "{path}: problems: {n}", path=path, n=total)
    else:
        promises = found.years.get((city, year), {}).values()
        figures = [e for key, e in found.evidence.items() if key[:2] == (city, year)]
        verdict = translate(
            lang,
            "{path} is in order: {promises} promises, {figures} figures, {verified} of them found in their documents.",
            path=path,
            promises=sum(p.target is not None for p in promises),
            figures=len(figures),
            verified=sum(e.verified for e in figures),
        )
    if total > _SHOWN:
        verdict = joined((verdict, translate(lang, "shown are the first {n}", n=_SHOWN)), lang, "statements")
    elsewhere = tuple(p.text(lang) for p in others[:_SHOWN])
    return Checked(verdict, total, tuple(_lines(lines, by_line)), elsewhere)


def sources(frames: Standing, city: str) -> Mapping[str, Source]:
    """The documents that a city's file names, by their names; none where there is no such city."""
    found = city_of(frames, city)
    return found.sources if found else {}


def city_of(frames: Standing, folder: str) -> City | None:
    """A city by its folder; None where there is none."""
    return _city(frames.root, frames.version, frames.lapses, folder) if folder in frames.cities else None


@lru_cache(maxsize=16)
def _city(root: Path, version: str, lapses: tuple[Lapse, ...], folder: str) -> City | None:  # noqa: ARG001 - the version tells when to read anew
    """Read once for each version of the data: a page asks after every edit. None where it vanished just now."""
    return collection.load(root, instead=_kept(lapses), city=folder).cities.get(folder)


def figures_to_read(frames: Standing, city: str) -> tuple[Asked, ...]:
    """The figures of a city that can be read a second time; none where there is no such city."""
    return _to_read(frames.root, frames.version, frames.lapses, city) if city in frames.cities else ()


@lru_cache(maxsize=16)
def _to_read(root: Path, version: str, lapses: tuple[Lapse, ...], city: str) -> tuple[Asked, ...]:  # noqa: ARG001 - the version tells when to read anew
    """Read once for each version of the data: a page asks after every field."""
    found = collection.load(root, instead=_kept(lapses), city=city)
    return asked(found, city) if city in found.cities else ()


def _kept(lapses: tuple[Lapse, ...]) -> dict[str, bytes]:
    """The last good versions of the files that have lapsed, by path: what stands on disk is not what is shown."""
    return {lapse.path: lapse.kept for lapse in lapses if lapse.kept is not None}


def _found(frames: Standing, instead: Mapping[str, bytes], city: str) -> Collection:
    """The city's folder, read anew with some files in place of what is on disk."""
    return collection.load(frames.root, instead={**_kept(frames.lapses), **instead}, city=city)


def _unknown(found: Collection, frames: Standing) -> Iterator[Problem]:
    """The problems that were found and that the data does not have."""
    known = {problem.identity for problem in frames.problems}
    return (problem for problem in found.problems if problem.identity not in known)


def _lines(lines: list[str], by_line: dict[int, list[str]]) -> Iterator[FileLine]:
    """The lines with their problems; of a long file those around the problems."""
    shown = (
        set(range(1, len(lines) + 1))
        if len(lines) <= _WHOLE
        else {n for at in by_line for n in range(at - _AROUND, at + _AROUND + 1)}
    )
    left_out = False
    for number, line in enumerate(lines, 1):
        if number in shown:
            yield FileLine(number, line[:500], tuple(by_line.get(number, ())))
        elif not left_out:
            yield FileLine(None, "…")
        left_out = number not in shown
