"""What the check of one year's file, and of all years of a city together, has found: values that can be kept.

A year's file is checked by itself (`year_check`); suspicions also see what other years took from the same documents.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from indicators.collection.evidence import Evidence, FigureKey
from indicators.collection.files import CuratedFile
from indicators.collection.layers import Layer
from indicators.collection.places import settled, shared
from indicators.collection.refusals import Validated
from indicators.collection.shelf import Shelf
from indicators.collection.suspicions import suspected
from indicators.collection.year_check import YearCheck, keys_of
from indicators.model.problems import Problem
from indicators.model.schema import Promise


@dataclass(frozen=True, slots=True)
class CheckedYear:
    """A year's file: its promises that can be used, by indicator, or None where the file can't be; what is wrong, what
    was left out, where the words of each figure stand, and the former key of each promise that stands under one.

    `key` is equal for equal files of equal cities; None where that is not known. Nobody changes what it holds.
    """

    key: Hashable
    promises: Mapping[str, Promise] | None
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    evidence: Mapping[FigureKey, Evidence]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What is suspicious in a city's figures, and the better evidence of those whose words stand in both halves of a
    document. Nobody changes what it holds."""

    problems: tuple[Problem, ...]
    mended: Mapping[FigureKey, Evidence]


def checked_year(
    file: CuratedFile, found: Validated, year: int, shelf: Shelf, layer: Layer, key: Hashable
) -> CheckedYear:
    """Check every figure of a year's file, which was held against the schema already."""
    if found.model is None:
        return CheckedYear(key, None, found.problems, found.left_out, {}, {})
    check = YearCheck(file, year, shelf, layer)
    promises = check.run(found.model)
    problems, left_out = (*found.problems, *check.problems), (*found.left_out, *check.left_out)
    return CheckedYear(key, promises, problems, left_out, check.evidence, check.written)


def suspicions(
    shelf: Shelf, checked: Mapping[int, CheckedYear], files: Mapping[int, CuratedFile], layer: Layer
) -> Suspicions:
    """Suspect the figures of a city that can be used; `files` are those that the years stand in."""
    city = shelf.name
    years = {(city, year): each.promises for year, each in checked.items() if each.promises is not None}
    evidence = {
        key: found
        for each in checked.values()
        for key, found in each.evidence.items()
        if key[2] in years.get(key[:2], ())
    }
    documents = {(city, name): document for name, document in shelf.documents.items()}
    problems, mended = [], {}
    for key, found in (
        *suspected(layer.entries, {city: shelf.city}, years, evidence),
        *settled(years, documents, evidence),
        *shared(years, documents, evidence, {city: layer.naming}),
    ):
        if isinstance(found, Evidence):
            mended[key] = found
            continue
        _, year, name, role, i = key
        written = checked[year].written.get(name, name)
        problems.append(files[year].place(found, keys_of(written, years[city, year][name], role, i)))
    return Suspicions(tuple(problems), mended)
