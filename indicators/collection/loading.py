"""The curated folder as one checked collection.

Reads `indicators.yaml`, `rules.yaml`, every city's `indicators.yaml`, `city.yaml` and years, holds them against the
schema, each other and the held documents, and gathers every problem. A file or entry that can't be used is left out
visibly (its problem names it) and the rest goes on. Each city is checked by itself (`city_check`); here they are put
together.
"""

from __future__ import annotations

import gc
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indicators.collection.city_check import checked_city, declared_in, read_common
from indicators.collection.evidence import Document, Evidence, FigureKey
from indicators.collection.files import Files, shown, version
from indicators.collection.layers import shared_out
from indicators.collection.rule_changes import RuleChange
from indicators.judging.verdicts import Context
from indicators.model.levels import whole
from indicators.model.problems import Lapse, Problem
from indicators.model.schema import Break, City, Indicator, Promise
from indicators.words.texts import said

_REACH = 5  # years: no promise of a yearly plan is due later than the plan of five years


# Compared by identity, not by content: so a collection can be the key of a cache without hashing all that it holds.
@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """All curated data that could be used, and all problems.

    `catalogue` is by indicator, of both layers: `owners` has the city of each that stands in a city's own layer,
    `former` the present key by each that an indicator had before. `cities` are by folder, `years` by (city, year) and
    then indicator, `documents` (the held texts) by (city, source), `evidence` by (city, year, indicator, role, position
    of the outcome). `left_out` names files and entries that could not be used, `version` is a hash over all that was
    read, `rules` what each version of the rule turned, by version, oldest first. `lapses` are files that are not what
    they were.
    """

    root: Path
    catalogue: dict[str, Indicator]
    cities: dict[str, City]
    years: dict[tuple[str, int], dict[str, Promise]]
    documents: dict[tuple[str, str], Document]
    evidence: dict[FigureKey, Evidence]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    version: str
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    lapses: tuple[Lapse, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def catalogue_of(self, city: str) -> dict[str, Indicator]:
        """The indicators that a city sees: the common ones, and its own where the city is there."""
        return {key: entry for key, entry in self.catalogue.items() if self.owners.get(key, city) == city}

    def context(self, city: str, year: int) -> Context:
        """What a verdict on a promise of that city and year needs to know."""
        near = range(year - _REACH, year + _REACH + 1)
        years = {y: self.years[city, y] for y in near if (city, y) in self.years}
        here = self.cities[city]
        return Context(year, here.sources, self.catalogue, self.years[city, year], years, whole(here.code, here.zh))

    def broken(self, city: str, indicator: str, one: int, other: int) -> Break | None:
        """The first break between the years `one` and `other` of an indicator's series, or None. Nothing is computed
        across it."""
        return next((b for b in self.cities[city].breaks.get(indicator, ()) if b.lies_between(one, other)), None)


def load(
    root: Path | str,
    seeds: Path | str | None = None,
    instead: Mapping[str, bytes] | None = None,
    city: str | None = None,
) -> Collection:
    """Read and check a curated folder.

    `seeds` is the folder of the held texts, by default `seeds` beside the curated folder. `instead` gives contents that
    replace or add files without touching the disk, by their paths as problems name them: `curated/taiyuan/2024.yaml`,
    `seeds/report.txt`. `city` reads that city's folder alone, beside the catalogue. Never raises on bad data: what is
    wrong is in `problems`, what could not be used in `left_out`.
    """
    return read(Files(Path(root), None if seeds is None else Path(seeds), instead or {}, city))


def read(files: Files, only: Container[str] | None = None) -> Collection:
    """Read and check a curated folder by its files, as `load` does; with `only` no other cities than these, beside what
    their layers of the catalogue hold."""
    collecting = gc.isenabled()
    gc.disable()  # reading makes many small objects and hardly any garbage: searching for it takes a tenth of the time
    try:
        return _read(files, only)
    finally:
        if collecting:
            gc.enable()


def _read(files: Files, only: Container[str] | None) -> Collection:
    if not files.exists():
        missing = Problem("missing-folder", said("there is no such folder")).at(shown(str(files.root)), 1, 1, "")
        return Collection(files.root, {}, {}, {}, {}, {}, (missing,), (), version({}))
    common = read_common(files)
    folders = files.folders()
    layers = {folder: declared_in(files, folder) for folder in folders}
    everyone = shared_out({folder: (names, "") for folder, names in layers.items()}, common.layer)
    cities = [
        checked_city(files, folder, common, everyone._replace(city=folder))
        for folder in folders
        if only is None or folder in only
    ]
    codes = {each.folder: each.city.code if each.city else "" for each in cities}
    everyone = shared_out({folder: (names, codes.get(folder, "")) for folder, names in layers.items()}, common.layer)
    for i, each in enumerate(cities):  # hardly ever does any have another's code
        others = everyone._replace(city=each.folder)
        if others.coded(codes[each.folder]):
            cities[i] = checked_city(files, each.folder, common, others)
    problems = [*common.problems, *files.problems, *(problem for each in cities for problem in each.problems)]
    former = {**common.layer.former, **{old: new for old, (new, _) in everyone.former.items()}}
    used = {each.folder: each for each in cities if each.city is not None}
    return Collection(
        files.root,
        {**common.layer.entries, **{key: entry for each in cities for key, entry in each.own.items()}},
        {folder: each.city for folder, each in used.items() if each.city is not None},
        {(folder, year): dict(found) for folder, each in used.items() for year, found in each.years.items()},
        {(folder, name): document for folder, each in used.items() for name, document in each.documents.items()},
        {key: found for each in used.values() for key, found in each.evidence.items()},
        tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code))),
        (*common.left_out, *(left for each in cities for left in each.left_out)),
        version({**common.sums, **{path: total for each in cities for path, total in each.sums.items()}}),
        {version: change.by(former) for version, change in common.rules.items()},
        owners=everyone.owners,
        former=former,
    )
