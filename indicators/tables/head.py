"""What is known of a compiled city without reading its tables: small, plain, and kept in memory for every city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
from pydantic import BaseModel, ConfigDict

from indicators.collection.city_check import CheckedCity
from indicators.collection.layers import Others
from indicators.model.problems import Problem
from indicators.model.schema import Break, Indicator
from indicators.tables.counting import CountRow, count_rows
from indicators.words.texts import Both, Said

_AS_TOLD = "{told}"  # no message of the catalogue: what was said is told as it was


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True)


class Told(_Plain):
    """A problem, in words of both languages."""

    code: str
    what: tuple[str, str]
    cure: tuple[str, str] | None
    path: str
    line: int
    column: int
    place: str

    @classmethod
    def of(cls, problem: Problem) -> Told:
        """A problem as it is kept."""
        own = problem.own_cure
        what = (problem.what.say("zh"), problem.what.say("en"))
        cure = (own.say("zh"), own.say("en")) if own else None
        return cls(
            code=problem.code,
            what=what,
            cure=cure,
            path=problem.path,
            line=problem.line,
            column=problem.column,
            place=problem.place,
        )

    @property
    def problem(self) -> Problem:
        """The problem that was kept."""
        what, cure = (text and Said(_AS_TOLD, (("told", Both(*text)),)) for text in (self.what, self.cure))
        assert what is not None
        return Problem(self.code, what, cure, self.path, self.line, self.column, self.place)


class TextPlace(_Plain):
    """A held text: its file in `seeds/`, and the bounds of the document in it."""

    file: str
    begin: int
    end: int


class Use(NamedTuple):
    """How many promises and figures of an indicator a city has."""

    promises: int
    figures: int


class Head(_Plain):
    """A compiled city without its tables.

    `names` are in Chinese and English, None where the city can't be shown; `breaks` are those of its series. `own` are
    the indicators of its own layer, `former` the present key by each that these had before, `declared`, `touched`,
    `owners`, `formerly` and `coded` what tells whether another city would change it (`layers.Others`). `sums` has the
    SHA-256 of each of its files, `texts` the paths of those that are texts, `named` the sum that a source names for
    each. `usable` is how many promises of each year's file can be used. `held` are its texts by source, `uses` what it
    has of each indicator, `counts` what became of its promises by year (`counting.NUMBERS`), `years` those of which it
    has figures, `sizes` how many rows each of its tables has.
    """

    folder: str
    names: tuple[str, str] | None
    code: str
    breaks: dict[str, tuple[Break, ...]]
    own: dict[str, Indicator]
    former: dict[str, str]
    declared: dict[str, tuple[str, ...]]
    touched: tuple[str, ...]
    owners: dict[str, str]
    formerly: dict[str, tuple[str, str]]
    coded: dict[str, str]
    sums: dict[str, str]
    texts: tuple[str, ...]
    named: dict[str, str | None]
    problems: tuple[Told, ...]
    left_out: tuple[str, ...]
    usable: dict[str, int]
    held: dict[str, TextPlace]
    uses: dict[str, Use]
    counts: tuple[tuple[int, dict[str, int]], ...]
    years: tuple[int, ...]
    sizes: dict[str, int]

    @property
    def others(self) -> Others:
        """What it saw of other cities."""
        return Others(self.owners, self.formerly, self.coded, self.folder)

    def stands(self, everyone: Others) -> bool:
        """Whether it is as it would be with what all cities hold now."""
        return self.others == everyone._replace(city=self.folder).of(self.touched, self.code)

    @property
    def counted(self) -> tuple[CountRow, ...]:
        """What became of its promises, by year."""
        return tuple(CountRow(self.folder, year, of) for year, of in self.counts)

    @property
    def entries(self) -> Counter[str]:
        """How many promises stand in each year's file, used or not."""
        return Counter(self.usable) + Counter(left.split(": ")[0] for left in self.left_out if ": " in left)


def head_of(checked: CheckedCity, curated: str, tables: Mapping[str, pd.DataFrame]) -> Head:
    """The head of a checked city with its tables; `curated` is what its folder's folder is called."""
    city, seen = checked.city, checked.others
    sources = city.sources if city else {}
    held = {name: (sources[name].file or "", document) for name, document in checked.documents.items()}
    return Head(
        folder=checked.folder,
        names=(city.zh, city.en) if city else None,
        code=city.code if city else "",
        breaks=dict(city.breaks) if city else {},
        own=dict(checked.own),
        former=dict(checked.former),
        declared=dict(checked.declared),
        touched=tuple(sorted(checked.touched)),
        owners=dict(seen.owners),
        formerly=dict(seen.former),
        coded=dict(seen.codes),
        sums=dict(checked.sums),
        texts=checked.texts,
        named={f"seeds/{source.file}": source.sha256 for source in sources.values() if source.file},
        problems=tuple(map(Told.of, checked.problems)),
        left_out=checked.left_out,
        usable={f"{curated}/{checked.folder}/{year}.yaml": len(found) for year, found in checked.years.items()},
        held={name: TextPlace(file=file, begin=d.begin, end=d.end) for name, (file, d) in held.items()},
        uses=_uses(checked),
        counts=tuple((row.year, dict(row.of)) for row in count_rows(tables["promises"])),
        years=tuple(sorted({int(year) for year in tables["figures"]["year"]})),
        sizes={name: len(table) for name, table in tables.items()},
    )


def _uses(checked: CheckedCity) -> dict[str, Use]:
    found: dict[str, Use] = {}
    for promises in checked.years.values():
        for key, promise in promises.items():
            had, promised = found.get(key, Use(0, 0)), promise.target is not None
            found[key] = Use(had.promises + promised, had.figures + promised + len(promise.outcome))
    return found
