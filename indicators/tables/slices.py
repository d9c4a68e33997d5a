"""The rows of the tables, whole or in slices: from frames in memory, or from the files of compiled cities."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import Generic, Protocol, TypeVar

import pandas as pd

from indicators.tables import counting
from indicators.tables.columns import COLUMNS, ROWS, table
from indicators.tables.counting import CountRow, count_rows
from indicators.tables.country import Country
from indicators.tables.head import Use
from indicators.tables.stored import Where

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_FEW = 6  # cities whose whole tables are kept for whoever asks for slices of them
_CITIES = 16  # cities of which they are kept at once
_LARGE = 20_000  # rows above which a whole table is made for each who asks, and not kept


class Latest(Generic[K, V]):
    """What was made last, `most` of them, for all threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept under a key, or made now."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        found = make()
        with self._lock:
            self._made[key] = found
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return found


class Rows(Protocol):
    """The tables of `columns.COLUMNS` by name."""

    def whole(self, name: str) -> pd.DataFrame:
        """All of a table. KeyError where there is none of that name."""

    def only(
        self, name: str, cities: Sequence[str] | None, columns: Sequence[str] | None, where: Mapping[str, object]
    ) -> pd.DataFrame:
        """Rows of a table in its order, as `Frames.only` says."""

    @property
    def counted(self) -> tuple[CountRow, ...]:
        """What became of the promises, by city and year."""

    @property
    def uses(self) -> Mapping[str, Mapping[str, Use]]:
        """How many promises and figures of each indicator each city has, by indicator and city."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have figures."""

    @property
    def sizes(self) -> Mapping[str, Mapping[str, int]]:
        """How many rows each city has in each table, by table and city."""


def _fitting(frame: pd.DataFrame, where: Mapping[str, object]) -> pd.DataFrame:
    """The rows of a frame of which each column that is named has the value that is given, or one of several."""
    for column, value in where.items():
        frame = frame[frame[column].isin(value) if isinstance(value, list) else frame[column] == value]
    return frame


class Given:
    """Tables that are in memory; `later` makes that of histories, when it is first asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], later: Callable[[], pd.DataFrame] | None = None) -> None:
        self._tables, self._later = dict(tables), later

    def whole(self, name: str) -> pd.DataFrame:
        """As `Rows`."""
        if name == "histories" and name not in self._tables and self._later is not None:
            self._tables[name] = self._later()
        return self._tables[name]

    @cached_property
    def _places(self) -> dict[str, dict[str, list[int]]]:
        """The positions of the rows of each city, by table."""
        return {}

    def only(
        self, name: str, cities: Sequence[str] | None, columns: Sequence[str] | None, where: Mapping[str, object]
    ) -> pd.DataFrame:
        """As `Rows`."""
        frame = self.whole(name)
        if cities is not None:
            places = self._places.get(name)
            if places is None:
                places = self._places[name] = {}
                for i, city in enumerate(frame["city"]):
                    places.setdefault(city, []).append(i)
            frame = frame.iloc[sorted(i for city in cities for i in places.get(city, ()))]
        frame = _fitting(frame, where)
        return frame if columns is None else frame[list(columns)]

    @cached_property
    def counted(self) -> tuple[CountRow, ...]:
        """As `Rows`."""
        return count_rows(self.whole("promises"))

    @cached_property
    def uses(self) -> dict[str, dict[str, Use]]:
        """As `Rows`."""
        found: dict[str, dict[str, Use]] = {}
        figures = self.whole("figures")
        for city, indicator, role in zip(figures["city"], figures["indicator"], figures["role"], strict=True):
            had = found.setdefault(indicator, {}).get(city, Use(0, 0))
            found[indicator][city] = Use(had.promises + (role == "target"), had.figures + 1)
        return found

    @cached_property
    def years(self) -> tuple[int, ...]:
        """As `Rows`."""
        return tuple(sorted({int(year) for year in self.whole("figures")["year"]}))

    @cached_property
    def sizes(self) -> dict[str, Counter[str]]:
        """As `Rows`."""
        return {name: Counter(self.whole(name)["city"]) for name in COLUMNS}


class Kept:
    """Tables of a compiled folder, of which no more is read from the cache than is asked for."""

    def __init__(self, country: Country, tolerance: Decimal | None) -> None:
        self._country, self._tolerance = country, tolerance
        self._place = {name: i for i, name in enumerate(country.catalogue)}
        self._of_cities: Latest[tuple[str, str], pd.DataFrame] = Latest(_CITIES * len(COLUMNS))
        self._whole: Latest[str, pd.DataFrame] = Latest(len(COLUMNS))

    def _of_city(self, name: str, city: str) -> pd.DataFrame:
        return self._of_cities.get((name, city), lambda: self._country.table(name, city, self._tolerance))

    def whole(self, name: str) -> pd.DataFrame:
        """As `Rows`."""
        if name not in COLUMNS:
            raise KeyError(name)
        if self.sizes[name].total() > _LARGE:
            return self._read(name, None, None, {})
        return self._whole.get(name, lambda: self._read(name, None, None, {}))

    def only(
        self, name: str, cities: Sequence[str] | None, columns: Sequence[str] | None, where: Mapping[str, object]
    ) -> pd.DataFrame:
        """As `Rows`."""
        if cities is None:
            return self._read(name, None, columns, where)
        here = [city for city in cities if city in self._country.cities]
        if len(here) == 1:
            frame = _fitting(self._of_city(name, here[0]), where)
            return frame if columns is None else frame[list(columns)]
        return self._read(name, here, columns, where)

    def _read(
        self, name: str, cities: Sequence[str] | None, columns: Sequence[str] | None, where: Mapping[str, object]
    ) -> pd.DataFrame:
        """Rows of several cities, in the order of the table."""
        chosen = sorted(self._country.cities) if cities is None else sorted(cities)
        wanted = None if columns is None else list(columns)
        if wanted is not None and name == "histories":
            wanted = list(
                dict.fromkeys([*wanted, "city", "indicator", "weight", "next_year"])
            )  # what they are sorted by
        if len(chosen) <= _FEW:
            frames = [_fitting(self._of_city(name, city), where) for city in chosen]
            frames = frames if wanted is None else [frame[wanted] for frame in frames]
        else:
            self._country.ready(self._tolerance)
            filters: Where = [
                (column, "in" if isinstance(value, list) else "==", value) for column, value in where.items()
            ]
            asked = None if wanted is None else tuple(wanted)
            frames = [self._country.table(name, city, self._tolerance, asked, filters) for city in chosen]
        frames = [frame for frame in frames if len(frame)] or frames[:1]
        if not frames:
            frames = [table((), ROWS[name])]
            frames = frames if wanted is None else [frames[0][wanted]]
        found = pd.concat(frames, ignore_index=True)
        if name == "histories":
            place = found["indicator"].map(self._place)
            order = found.assign(_weight=-found["weight"], _next=-found["next_year"], _place=place)
            found = found.loc[order.sort_values(["_weight", "_next", "_place", "city"], kind="stable").index]
            found = found.reset_index(drop=True)
        return found if columns is None else found[list(columns)]

    @cached_property
    def counted(self) -> tuple[CountRow, ...]:
        """As `Rows`."""
        if self._tolerance is None:
            return tuple(row for head in self._country.cities.values() for row in head.counted)
        return count_rows(self._read("promises", None, counting.COLUMNS, {}))

    @cached_property
    def uses(self) -> dict[str, dict[str, Use]]:
        """As `Rows`."""
        found: dict[str, dict[str, Use]] = {}
        for city, head in self._country.cities.items():
            for indicator, use in head.uses.items():
                found.setdefault(indicator, {})[city] = use
        return found

    @cached_property
    def years(self) -> tuple[int, ...]:
        """As `Rows`."""
        return tuple(sorted({year for head in self._country.cities.values() for year in head.years}))

    @cached_property
    def sizes(self) -> dict[str, Counter[str]]:
        """As `Rows`."""
        cities = self._country.cities.items()
        return {name: Counter({city: head.sizes[name] for city, head in cities}) for name in COLUMNS}
