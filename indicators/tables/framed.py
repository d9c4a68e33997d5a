"""All tables of the data at one tolerance, with what goes with them by name: what every view is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from indicators.collection import Collection
from indicators.collection.rule_changes import RuleChange
from indicators.judging.verdicts import RULE_VERSION
from indicators.model.levels import Level
from indicators.model.problems import Lapse, Problem
from indicators.model.schema import Break, Indicator
from indicators.tables.columns import COLUMNS, FigureRow, PromiseRow, SourceRow, records
from indicators.tables.counting import CountRow
from indicators.tables.figure_rows import figure_table
from indicators.tables.head import Use
from indicators.tables.history import histories
from indicators.tables.judged import judged
from indicators.tables.promise_rows import promise_table
from indicators.tables.slices import Given, Latest, Rows
from indicators.tables.source_rows import sources

_CITY_YEARS = 4000  # of which rows are kept as they are shown; a city's year has some 40 rows


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


class Texts(Protocol):
    """The held texts by city and source, read when they are asked for."""

    def __contains__(self, document: object) -> bool:
        """Whether a text of that document is held."""

    def __getitem__(self, document: tuple[str, str]) -> HeldText:
        """The text of a document. KeyError where none is held."""

    def get(self, document: tuple[str, str]) -> HeldText | None:
        """The text of a document; None where none is held."""


class Later(Protocol):
    """What is computed of the same data only when it is asked for."""

    def at(self, tolerance: Decimal | None) -> Frames:
        """The tables at another tolerance."""


# Compared by identity, not by content: so tables can be the key of a cache.
@dataclass(frozen=True, eq=False)
class Frames:
    """The tables of the data, judged at `tolerance` in percent (None: the stated ones).

    `catalogue` has the indicators of both layers, `owners` the city of each that stands in a city's own, `former` the
    present key by each that an indicator had before. `texts` are by city and source. `problems` is what is wrong in the
    data, `left_out` what could not be used of it; `version` is the data's, `lapses` the files that are not what they
    were, `rules` what each version of the rule turned, `root` the folder it was read from. `rows` are the tables
    themselves; whoever shows a part of them asks for that (`only`, `promises_of`, …), so that no more is read.
    """

    rows: Rows
    catalogue: Mapping[str, Indicator]
    cities: Mapping[str, NamedCity]
    texts: Texts
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
    def promises(self) -> pd.DataFrame:
        """All promises."""
        return self.rows.whole("promises")

    @property
    def figures(self) -> pd.DataFrame:
        """All figures."""
        return self.rows.whole("figures")

    @property
    def sources(self) -> pd.DataFrame:
        """All documents."""
        return self.rows.whole("sources")

    @property
    def histories(self) -> pd.DataFrame:
        """What happened to all promises over the years."""
        return self.rows.whole("histories")

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

    def showing(self, **tables: pd.DataFrame) -> Frames:
        """A copy that shows other rows of the tables that are named."""
        return replace(self, rows=Given({n: tables[n] if n in tables else self.table(n) for n in COLUMNS}))

    def of(self, cities: Iterable[str]) -> Frames:
        """A copy that shows some cities alone."""
        chosen = list(cities)
        return self.showing(**{name: self.only(name, chosen) for name in COLUMNS})

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables by its name in `columns.COLUMNS`; KeyError where there is none of that name."""
        return self.rows.whole(name)

    def only(
        self, name: str, cities: Iterable[str] | None = None, columns: Sequence[str] | None = None, **where: object
    ) -> pd.DataFrame:
        """Rows of a table in its order: those of some cities (None: of all), of which each column that is named has the
        value that is given, or one of several (a list). With `columns` no others."""
        return self.rows.only(name, None if cities is None else list(dict.fromkeys(cities)), columns, where)

    @property
    def counted(self) -> tuple[CountRow, ...]:
        """What became of the promises, by city and year (`counting.count_rows`)."""
        return self.rows.counted

    @cached_property
    def years_promised(self) -> Mapping[str, list[int]]:
        """The years that each city promised for, the newest last; cities without promises are left out."""
        found: dict[str, list[int]] = {}
        for row in self.counted:
            found.setdefault(row.city, []).append(row.year)
        return found

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have figures."""
        return self.rows.years

    def size(self, name: str, city: str | None = None) -> int:
        """How many rows a table has, of one city or of all."""
        sizes = self.rows.sizes[name]
        return sum(sizes.values()) if city is None else sizes.get(city, 0)

    @property
    def uses(self) -> Mapping[str, Mapping[str, Use]]:
        """How many promises and figures of each indicator each city has, by indicator and city."""
        return self.rows.uses

    @cached_property
    def _rows(self) -> Latest[tuple[str, int | None, str], Any]:
        return Latest(_CITY_YEARS)

    def promises_of(self, city: str, year: int) -> tuple[PromiseRow, ...]:
        """The promises of a city and year, in the order of the table."""

        def make() -> tuple[PromiseRow, ...]:
            return tuple(records(self.only("promises", [city], year=year), PromiseRow))

        found: tuple[PromiseRow, ...] = self._rows.get((city, year, "promises"), make)
        return found

    def figures_of(self, city: str, year: int) -> Mapping[str, tuple[FigureRow, ...]]:
        """The figures of a city and year by indicator: the target first, where there is one, then the outcomes."""

        def make() -> Mapping[str, tuple[FigureRow, ...]]:
            rows = records(self.only("figures", [city], year=year), FigureRow)
            rows.sort(key=lambda row: (row["indicator"], row["role"] == "outcome", row["position"]))
            return {name: tuple(of_name) for name, of_name in groupby(rows, key=lambda row: row["indicator"])}

        found: Mapping[str, tuple[FigureRow, ...]] = self._rows.get((city, year, "figures"), make)
        return found

    def outcomes_of(self, city: str, year: int, indicator: str) -> tuple[FigureRow, ...]:
        """The outcomes of an indicator for a city and year, in the order of the file."""
        return tuple(f for f in self.figures_of(city, year).get(indicator, ()) if f["role"] == "outcome")

    def sources_of(self, city: str) -> Mapping[str, SourceRow]:
        """A city's documents by name, in the order of its file."""

        def make() -> Mapping[str, SourceRow]:
            return {row["source"]: row for row in records(self.only("sources", [city]), SourceRow)}

        found: Mapping[str, SourceRow] = self._rows.get((city, None, "sources"), make)
        return found


@dataclass(frozen=True)
class _Loaded:
    """The loaded data, of which the rest is computed."""

    data: Collection

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
    made = {"promises": of_promises, "figures": figure_table(data, found), "sources": sources(data)}
    return Frames(
        rows=Given(made, lambda: histories(data, of_promises)),
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
        later=_Loaded(data),
    )
