"""All tables of the data at one tolerance, with what goes with them by name: what every view is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Protocol

import pandas as pd

from indicators.collection import Collection
from indicators.collection.rule_changes import RuleChange
from indicators.judging.verdicts import RULE_VERSION
from indicators.model.levels import Level
from indicators.model.problems import Lapse, Problem
from indicators.model.schema import Break, Indicator
from indicators.tables.columns import FigureRow, PromiseRow, SourceRow, records
from indicators.tables.figure_rows import figure_table
from indicators.tables.history import histories
from indicators.tables.judged import judged
from indicators.tables.promise_rows import promise_table
from indicators.tables.source_rows import sources


@dataclass(frozen=True, slots=True)
class NamedCity:
    """A city's name in both languages, where its series break, by indicator, and its level: it may be another place
    than a city."""

    zh: str
    en: str
    breaks: Mapping[str, tuple[Break, ...]]
    level: Level = Level.PREFECTURE

    def say(self, lang: str) -> str:
        """The city's name in `lang`."""
        return self.zh if lang == "zh" else self.en

    def broken(self, indicator: str, one: int, other: int) -> Break | None:
        """The break between two years of an indicator's series; None where there is none."""
        return next((b for b in self.breaks.get(indicator, ()) if b.lies_between(one, other)), None)


@dataclass(frozen=True, slots=True)
class HeldText:
    """The text held of a document. `begin` and `end` bound the document where the file holds more."""

    text: str
    begin: int
    end: int


class Later(Protocol):
    """What is computed of the same data only when it is asked for."""

    @property
    def histories(self) -> pd.DataFrame:
        """The table of histories."""

    def at(self, tolerance: Decimal | None) -> Frames:
        """The tables at another tolerance."""


# Compared by identity, not by content: so tables can be the key of a cache.
@dataclass(frozen=True, eq=False)
class Frames:
    """The tables of the data, judged at `tolerance` in percent (None: the stated ones).

    `catalogue` has the indicators of both layers, `owners` the city of each that stands in a city's own, `former` the
    present key by each that an indicator had before. `texts` are by city and source. `problems` is what is wrong in the
    data, `left_out` what could not be used of it; `version` is the data's, `lapses` the files that are not what they
    were, `rules` what each version of the rule turned, `root` the folder it was read from. A copy with fewer rows
    (`dataclasses.replace`) shows just those.
    """

    promises: pd.DataFrame
    figures: pd.DataFrame
    sources: pd.DataFrame
    catalogue: Mapping[str, Indicator]
    cities: Mapping[str, NamedCity]
    texts: Mapping[tuple[str, str], HeldText]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    version: str
    lapses: tuple[Lapse, ...]
    rules: Mapping[str, RuleChange]
    owners: Mapping[str, str]
    former: Mapping[str, str]
    root: Path
    tolerance: Decimal | None
    later: Later = field(repr=False)

    @property
    def histories(self) -> pd.DataFrame:
        """What happened to the promises over the years, of all promises; computed when first asked for."""
        return self.later.histories

    @property
    def rule(self) -> str:
        """The version of the rule that judged."""
        return RULE_VERSION

    def catalogue_of(self, city: str) -> dict[str, Indicator]:
        """The indicators that a city sees: the common ones, and its own where the city is there."""
        return {key: entry for key, entry in self.catalogue.items() if self.owners.get(key, city) == city}

    def at(self, tolerance: Decimal | None) -> Frames:
        """The same data judged at another tolerance; None: at the stated ones."""
        return self if tolerance == self.tolerance else self.later.at(tolerance)

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables by its name in `columns.COLUMNS`; KeyError where there is none of that name."""
        if name == "histories":
            return self.histories
        return {"promises": self.promises, "figures": self.figures, "sources": self.sources}[name]

    @cached_property
    def _promise_places(self) -> dict[tuple[str, int], list[int]]:
        return _places(self.promises)

    @cached_property
    def _figure_places(self) -> dict[tuple[str, int], list[int]]:
        return _places(self.figures)

    @cached_property
    def _promises(self) -> dict[tuple[str, int], tuple[PromiseRow, ...]]:
        return {}

    @cached_property
    def _figures(self) -> dict[tuple[str, int], dict[str, tuple[FigureRow, ...]]]:
        return {}

    @cached_property
    def _sources(self) -> dict[str, dict[str, SourceRow]]:
        by_city: dict[str, dict[str, SourceRow]] = {}
        for row in records(self.sources, SourceRow):
            by_city.setdefault(row["city"], {})[row["source"]] = row
        return by_city

    def promises_of(self, city: str, year: int) -> tuple[PromiseRow, ...]:
        """The promises of a city and year, in the order of the table."""
        found = self._promises.get((city, year))
        if found is None:
            rows = records(self.promises.iloc[self._promise_places.get((city, year), [])], PromiseRow)
            found = self._promises[city, year] = tuple(rows)
        return found

    def figures_of(self, city: str, year: int) -> Mapping[str, tuple[FigureRow, ...]]:
        """The figures of a city and year by indicator: the target first, where there is one, then the outcomes."""
        found = self._figures.get((city, year))
        if found is None:
            rows = records(self.figures.iloc[self._figure_places.get((city, year), [])], FigureRow)
            rows.sort(key=lambda row: (row["indicator"], row["role"] == "outcome", row["position"]))
            grouped = groupby(rows, key=lambda row: row["indicator"])
            found = self._figures[city, year] = {name: tuple(of_name) for name, of_name in grouped}
        return found

    def outcomes_of(self, city: str, year: int, indicator: str) -> tuple[FigureRow, ...]:
        """The outcomes of an indicator for a city and year, in the order of the file."""
        return tuple(f for f in self.figures_of(city, year).get(indicator, ()) if f["role"] == "outcome")

    def sources_of(self, city: str) -> Mapping[str, SourceRow]:
        """A city's documents by name, in the order of its file."""
        return self._sources.get(city, {})


def _places(frame: pd.DataFrame) -> dict[tuple[str, int], list[int]]:
    """The positions of a frame's rows by city and year."""
    places: dict[tuple[str, int], list[int]] = {}
    for i, (city, year) in enumerate(zip(frame["city"], frame["year"], strict=True)):
        places.setdefault((city, int(year)), []).append(i)
    return places


@dataclass(frozen=True)
class _Loaded:
    """The loaded data, of which the rest is computed, and the table of promises that it gave."""

    data: Collection
    promises: pd.DataFrame

    @cached_property
    def histories(self) -> pd.DataFrame:
        return histories(self.data, self.promises)

    def at(self, tolerance: Decimal | None) -> Frames:
        return frames(self.data, tolerance)


def promises(data: Collection, tolerance: Decimal | None = None) -> pd.DataFrame:
    """One row per promise, judged; columns as in `columns.PromiseRow`.

    `tolerance` in percent replaces the default and every indicator's own. Rows stand by city and year, headline
    figures first, then by group in the order of `schema.GROUPS`, then in the order of the catalogue.
    """
    return promise_table(data, judged(data, tolerance))


def figures(data: Collection, tolerance: Decimal | None = None) -> pd.DataFrame:
    """One row per figure, outcomes without a promise included; columns as in `columns.FigureRow`."""
    return figure_table(data, judged(data, tolerance))


def frames(data: Collection, tolerance: Decimal | None = None) -> Frames:
    """The tables of a collection, judged at `tolerance` in percent; None: at the stated ones."""
    found = judged(data, tolerance)
    of_promises = promise_table(data, found)
    return Frames(
        promises=of_promises,
        figures=figure_table(data, found),
        sources=sources(data),
        catalogue=data.catalogue,
        cities={name: NamedCity(city.zh, city.en, city.breaks, city.level) for name, city in data.cities.items()},
        texts={key: HeldText(d.text, d.begin, d.end) for key, d in data.documents.items()},
        problems=data.problems,
        left_out=data.left_out,
        version=data.version,
        lapses=data.lapses,
        rules=data.rules,
        owners=data.owners,
        former=data.former,
        root=data.root,
        tolerance=tolerance,
        later=_Loaded(data, of_promises),
    )
