"""The checks of one year's file: every figure's indicator, unit, source and quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from indicators.collection.evidence import Document, Evidence, normal, quote_problem
from indicators.collection.refusals import unknown
from indicators.collection.shelf import Shelf
from indicators.collection.yamlfile import Path_, YamlFile
from indicators.model.problems import Problem
from indicators.model.schema import Figure, Indicator, Promise, YearFile, default_sources
from indicators.words import units
from indicators.words.texts import said

Key = tuple[str, int, str, str, int]  # city, year, indicator, role, position


@dataclass(slots=True)
class YearCheck:
    """One city and year: its promises that can be used, the evidence of their figures, and what is wrong.

    `refused` are the indicators whose own entry in the catalogue is broken, which is said there and not again here.
    """

    yaml: YamlFile
    year: int
    shelf: Shelf
    catalogue: dict[str, Indicator]
    refused: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    evidence: dict[Key, Evidence] = field(default_factory=dict)
    fitting: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)  # default sources by half and year

    def run(self, parsed: YearFile) -> dict[str, Promise]:
        """Check all figures; the promises that can be used."""
        kept: dict[str, Promise] = {}
        for name, promise in parsed.promises.items():
            indicator = self.catalogue.get(name)
            if indicator is None:
                self._unknown_indicator(name, ("promises", name))
                sound = [False]
            else:
                city, year = self.shelf.name, self.year
                sound = [
                    self._check(keys, (city, year, name, role, i), figure, promise, indicator)
                    for keys, role, i, figure in _figures(name, promise)
                ]
            if all(sound):
                kept[name] = promise
            else:
                self.left_out.append(f"{self.yaml.path}: {name}")
        return kept

    def _note(self, problem: Problem, keys: Path_) -> None:
        self.problems.append(self.yaml.place(problem, keys))

    def _unknown_indicator(self, name: str, keys: Path_) -> None:
        if self.catalogue and name not in self.refused:
            self._note(unknown("indicator", name, self.catalogue), keys)

    def _check(self, keys: Path_, key: Key, figure: Figure, promise: Promise, indicator: Indicator) -> bool:
        """Check one figure; false where it can't be used (no convertible unit, no source)."""
        role = key[3]
        if figure.refers_to and figure.refers_to not in self.catalogue:
            self._unknown_indicator(figure.refers_to, (*keys, figure.form))
        if figure.unit is not None and units.factor(figure.unit, indicator.unit) is None:
            what = said(
                "{given} can't be converted into the indicator's unit {unit}",
                given=figure.unit,
                unit=indicator.unit or "–",
            )
            self._note(Problem("unit", what), (*keys, "unit"))
            return False
        due = promise.due_in(self.year)
        source = figure.source or self._default_source(keys, role, self.year if role == "target" else due)
        if source is None:
            return False
        if source not in self.shelf.city.sources:
            if self.shelf.whole:
                self._note(unknown("source", source, self.shelf.city.sources), (*keys, "source"))
            return False
        if due < self.year and role == "target":
            self._note(
                Problem(
                    "due", said("the promise for {year} is due in {due}, before it was made", year=self.year, due=due)
                ),
                (*keys, "due"),
            )
        if figure.quote is None:
            if self.shelf.city.sources[source].file:
                self._note(
                    Problem(
                        "missing-key", said("the key quote is missing, and the text of {source} is held", source=source)
                    ),
                    (*keys, "quote"),
                )
                return False
            self.evidence[key] = Evidence(source)
            return True
        self.evidence[key] = self._prove(keys, figure, figure.quote, indicator, source)
        return True

    def _default_source(self, keys: Path_, role: str, year: int) -> str | None:
        """The city's one document that plans (reviews) the year; of several the one held."""
        half: Literal["reviews", "plans"] = "plans" if role == "target" else "reviews"
        fitting = self.fitting.get((half, year))
        if fitting is None:
            fitting = self.fitting[half, year] = default_sources(self.shelf.city.sources, half, year)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            what = said(
                "{n} documents have `{half}: {year}`: {names}",
                n=len(fitting),
                half=half,
                year=year,
                names=", ".join(fitting),
            )
            self._note(Problem("no-source", what, said("name one of them: `source: …`")), keys)
        elif self.shelf.whole:
            self._note(
                Problem("no-source", said("no document of the city has `{half}: {year}`", half=half, year=year)), keys
            )
        return None

    def _prove(self, keys: Path_, figure: Figure, quote: str, indicator: Indicator, source: str) -> Evidence:
        """The check of evidence: the quote in the text, the figure in the quote."""
        held = self.shelf.documents.get(source)
        problem = quote_problem(figure, indicator, normal(quote))
        if problem is not None and (held is not None or figure.refers_to is None):
            self._note(problem, (*keys, "quote"))
        if held is None:
            return Evidence(source)
        found = held.find(quote)
        if found is None:
            self._note(_not_found(held, quote, str(self.shelf.city.sources[source].file)), (*keys, "quote"))
        return Evidence(source, *found) if found and problem is None else Evidence(source)


def _not_found(held: Document, quote: str, file: str) -> Problem:
    """A quote that is not in its document, with what the text has instead."""
    if held.find(quote, whole_file=True):
        return Problem("quote-not-found", said("the quote stands in seeds/{file}, but outside the document", file=file))
    near = held.nearest(quote)
    if near is None:
        return Problem("quote-not-found", said("the quote is not in seeds/{file}", file=file))
    return Problem(
        "quote-not-found",
        said("the quote is not in seeds/{file}, whose nearest words are: {words}", file=file, words=near),
    )


def keys_of(name: str, promise: Promise, role: str, i: int) -> Path_:
    """The keys that lead to a figure in its year's file: a single outcome stands there without a position."""
    return ("promises", name, role, *([i] if role == "outcome" and len(promise.outcome) > 1 else []))


def _figures(name: str, promise: Promise) -> Iterator[tuple[Path_, str, int, Figure]]:
    """The figures of a promise: the keys that lead to each, its role and position."""
    if promise.target is not None:
        yield keys_of(name, promise, "target", 0), "target", 0, promise.target
    for i, outcome in enumerate(promise.outcome):
        yield keys_of(name, promise, "outcome", i), "outcome", i, outcome
