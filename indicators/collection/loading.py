"""The curated folder as one checked collection.

Reads `indicators.yaml`, `rules.yaml`, every city's `indicators.yaml`, `city.yaml` and years, holds them against the
schema, each other and the held documents, and gathers every problem. A file or entry that can't be used is left out
visibly (its problem names it) and the rest goes on. `layers` puts the catalogue together, `shelf` checks a city's
documents, `checked` its years; what was made of a file that did not change is in `memory`.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from indicators.collection.checked import CheckedYear, Suspicions, checked_year, suspicions
from indicators.collection.codes import Codes
from indicators.collection.evidence import Document, Evidence, FigureKey
from indicators.collection.files import CuratedFile, Files, shown
from indicators.collection.layers import FILE, Layer, Layers, breaks_of
from indicators.collection.memory import MEMORY
from indicators.collection.refusals import Validated, unknown, validated
from indicators.collection.rule_changes import RuleChange, RuleChanges
from indicators.collection.shelf import Shelf
from indicators.judging.verdicts import Context
from indicators.model.levels import home, whole
from indicators.model.problems import Lapse, Problem
from indicators.model.schema import Break, Catalogue, City, Indicator, Promise, YearFile
from indicators.model.values import is_year
from indicators.words.texts import said

M = TypeVar("M", bound=BaseModel)
_REACH = 5  # years: no promise of a yearly plan is due later than the plan of five years
_YEAR = re.compile(r"(\d{4})\.yaml\Z")


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


@dataclass(slots=True)
class _Loading:
    """One run over a curated folder: gathers data and problems."""

    files: Files
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    layers: Layers = field(default_factory=Layers)
    seen: dict[str, Layer] = field(default_factory=dict)  # what each city sees of the catalogue
    cities: dict[str, City] = field(default_factory=dict)
    years: dict[tuple[str, int], dict[str, Promise]] = field(default_factory=dict)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    evidence: dict[FigureKey, Evidence] = field(default_factory=dict)
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)

    def run(self) -> None:
        """Read the whole folder."""
        if not self.files.exists():
            missing = Problem("missing-folder", said("there is no such folder"))
            self.problems.append(missing.at(shown(str(self.files.root)), 1, 1, ""))
            return
        self.layer(f"{self.files.name}/{FILE}")
        record = f"{self.files.name}/rules.yaml"
        if self.files.holds(record):
            _, changes = self.load(record, RuleChanges)
            self.rules = changes.versions if changes else {}
        for folder in self.files.folders():
            self.read_city(folder)

    def layer(self, path: str, city: str | None = None) -> Layer:
        """Read a layer of the catalogue; what is seen with it."""
        before = len(self.left_out)
        yaml, read = self.load(path, Catalogue)
        refused = [left.removeprefix(f"{path}: ") for left in self.left_out[before:]]
        made, problems = self.layers.add(yaml, read.indicators if read else None, refused, city)
        self.problems += problems
        return made

    def load(self, path: str, model: type[M]) -> tuple[CuratedFile, M | None]:
        """One file through YAML and schema; None where it can't be used at all."""
        file = self.files.file(path)
        found = _held_against(file, model)
        self.problems += found.problems
        self.left_out += found.left_out
        return file, found.model

    def leave(self, path: str, problem: Problem | None = None) -> None:
        """Leave out a whole file, for a problem of its own or, without one, for that of the file it belongs to."""
        self.left_out.append(path)
        if problem is not None:
            self.problems.append(problem.at(path, 1, 1, ""))

    def read_city(self, folder: str) -> None:
        """A city's own file, its documents and its years."""
        own = f"{self.files.name}/{folder}/city.yaml"
        paths = self.files.of(folder)
        if own not in paths:
            for path in paths:
                self.leave(path, Problem("no-city", said("the folder {folder} has no city.yaml", folder=folder)))
            return
        paths.remove(own)
        catalogue = f"{self.files.name}/{folder}/{FILE}"
        layer = self.layer(catalogue, folder) if catalogue in paths else self.layers.common
        paths = [path for path in paths if path != catalogue]
        self.seen[folder] = layer
        yaml, city = self.load(own, City)
        if city is None:
            self.left_out += paths
            return
        city, problems = breaks_of(yaml, city, layer)
        self.problems += problems
        self.cities[folder] = city
        self.check_breaks(yaml, city)
        self.problems += self.codes.add(yaml, folder, city)
        self.seen[folder] = layer = layer.told_by(home(city.code, city.zh))
        shelf = Shelf(folder, city, whole=not any(left.startswith(own) for left in self.left_out))
        self.problems += shelf.fill(yaml, self.files)
        self.documents |= {(folder, name): document for name, document in shelf.documents.items()}
        years = {}
        for path in paths:
            year = _YEAR.match(path.rsplit("/", 1)[1])
            if year and is_year(int(year[1])):
                years[int(year[1])] = path
            else:
                self.leave(path, Problem("not-a-year", said("the file's name is not a year")))
        base = layer.key and yaml.sum and (folder, layer.key, yaml.sum, tuple(shelf.sums.items()))
        self.read_years(years, shelf, base)

    def check_breaks(self, yaml: CuratedFile, city: City) -> None:
        """Check the sources that the breaks refer to."""
        for name, breaks in city.breaks.items():
            for i, each in enumerate(breaks):
                if each.source and each.source not in city.sources:
                    self.problems.append(
                        yaml.place(unknown("source", each.source, city.sources), ("breaks", name, i, "source"))
                    )

    def read_years(self, paths: Mapping[int, str], shelf: Shelf, base: Hashable) -> None:
        """A city's promises, each figure checked; those that can't be used are left out. `base` stands for all that
        they are checked with."""
        layer, files, checked = self.seen[shelf.name], {}, {}
        for year, path in paths.items():
            file = self.files.file(path)
            checked[year] = each = _checked(file, year, shelf, layer, base)
            files[year] = replace(file)  # parsed once more for what is suspected, as that is little: nodes are large
            self.problems += each.problems
            self.left_out += each.left_out
            self.evidence |= each.evidence
            if each.promises is not None:
                self.years[shelf.name, year] = dict(each.promises)
        keys = tuple(each.key for each in checked.values())
        key = None if None in keys else ("suspicions", keys)
        found: Suspicions | None = MEMORY.find(key)
        if found is None:
            found = suspicions(shelf, checked, files, layer)
            MEMORY.keep(key, found, sum(len(file.content or b"") for file in files.values()))
        self.problems += found.problems
        self.evidence |= found.mended

    def collection(self) -> Collection:
        """What was read, and the version of the data: a hash over the files it was read from."""
        order = sorted([*self.problems, *self.files.problems], key=lambda p: (p.path, p.line, p.column, p.code))
        return Collection(
            self.files.root,
            self.layers.entries,
            self.cities,
            self.years,
            self.documents,
            self.evidence,
            tuple(order),
            tuple(self.left_out),
            self.files.digest.hexdigest()[:12],
            {version: change.by(self.layers.former) for version, change in self.rules.items()},
            owners=self.layers.owners,
            former=self.layers.former,
        )


def _held_against(file: CuratedFile, model: type[BaseModel]) -> Validated:
    """A file through YAML and schema."""
    key = file.sum and (model, file.path, file.sum)
    found: Validated | None = MEMORY.find(key)
    if found is None:
        found = validated(file.yaml, model)
        MEMORY.keep(key, found, len(file.content or b""))
    return found


def _checked(file: CuratedFile, year: int, shelf: Shelf, layer: Layer, base: Hashable) -> CheckedYear:
    """The check of a year's file; `base` stands for all that it is checked with."""
    key = base and file.sum and (base, file.path, file.sum)
    found: CheckedYear | None = MEMORY.find(key)
    if found is None:
        found = checked_year(file, _held_against(file, YearFile), year, shelf, layer, key)
        # Which city has an indicator that this one does not see, is written in the files of neither.
        if not any(problem.code == "unknown-indicator" for problem in found.problems):
            MEMORY.keep(key, found, len(file.content or b""))
    return found


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


def read(files: Files) -> Collection:
    """Read and check a curated folder by its files, as `load` does."""
    loading = _Loading(files)
    collecting = gc.isenabled()
    gc.disable()  # reading makes many small objects and hardly any garbage: searching for it takes a tenth of the time
    try:
        loading.run()
    finally:
        if collecting:
            gc.enable()
    return loading.collection()
