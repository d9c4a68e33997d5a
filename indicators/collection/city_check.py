"""A city read and checked by itself: what is wrong in its folder, and what of it can be used.

It depends on the files of the city's folder, the texts that its sources name, the common catalogue, and on which of the
keys that it uses other cities have taken: on nothing else, so that what was found lasts for as long as these stay
(`memory`). Whoever wants all cities puts together what was found for each (`loading`, `tables.country`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import BaseModel

from indicators.collection.codes import code_problems
from indicators.collection.evidence import Document, Evidence, FigureKey
from indicators.collection.files import CuratedFile, Files
from indicators.collection.layers import FILE, Declared, Layer, Others, breaks_of, declared, layer
from indicators.collection.memory import MEMORY
from indicators.collection.places import settled, shared
from indicators.collection.refusals import Validated, unknown, validated
from indicators.collection.rule_changes import RuleChange, RuleChanges
from indicators.collection.shelf import Shelf
from indicators.collection.suspicions import suspected
from indicators.collection.year_check import YearCheck, keys_of
from indicators.model.levels import home
from indicators.model.problems import Problem
from indicators.model.schema import Catalogue, City, Indicator, Promise, YearFile
from indicators.model.values import is_year
from indicators.words.texts import said

M = TypeVar("M", bound=BaseModel)
_YEAR = re.compile(r"(\d{4})\.yaml\Z")


@dataclass(frozen=True, slots=True)
class Common:
    """What all cities share: the common layer of the catalogue, and what each version of the rule turned. `sums` and
    `contents` are of the files that it was read from.

    Two with the same `key` are the same; None: a file of it can't be read, and nothing that was made with it is kept.
    """

    layer: Layer
    rules: Mapping[str, RuleChange]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    sums: Mapping[str, str]
    contents: Mapping[str, bytes] = field(repr=False)
    key: Hashable


@dataclass(frozen=True, slots=True)
class CheckedCity:
    """A city's folder as it was found. `city` is None where it has no file of its own that can be used.

    `own` are the entries that its layer of the catalogue adds, `former` the present key by each that these had before,
    `declared` what stands in its file of that name, used or not. `years` are by year and indicator, `documents` by
    source. `others` is what it saw of other cities, `touched` the keys by which it may see more. `sums` has the SHA-256
    of each file that was read, `texts` the paths of the texts that were looked for; `known` is false where one of them
    could not be read. Nobody changes what it holds.
    """

    folder: str
    city: City | None = None
    layer: Layer = field(default_factory=lambda: layer(CuratedFile("", b"{}"), {}, ())[0])
    own: Mapping[str, Indicator] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    declared: Declared = field(default_factory=dict)
    years: Mapping[int, Mapping[str, Promise]] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    evidence: Mapping[FigureKey, Evidence] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
    others: Others = Others()  # noqa: RUF009 - it is never changed
    touched: frozenset[str] = frozenset()
    sums: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    known: bool = True


def read_common(files: Files) -> Common:
    """Read what all cities share."""
    path, record = f"{files.name}/{FILE}", f"{files.name}/rules.yaml"
    file = files.file(path)
    contents = {path: file.content or b""}
    key = file.sum and ("common", path, file.sum)
    known: tuple[Layer, tuple[Problem, ...], tuple[str, ...]] | None = MEMORY.find(key)
    if known is None:
        read = validated(file.yaml, Catalogue)
        made, wrong = _layer(file, read)
        known = made, (*read.problems, *wrong), read.left_out
        MEMORY.keep(key, known, len(file.content or b""))
    if not files.holds(record):
        return Common(known[0], {}, known[1], known[2], dict(files.sums), contents, key)
    recorded = files.file(record)
    contents[record] = recorded.content or b""
    rules = validated(recorded.yaml, RuleChanges)
    turned: Mapping[str, RuleChange] = rules.model.versions if rules.model else {}
    problems, left_out = (*known[1], *rules.problems), (*known[2], *rules.left_out)
    return Common(known[0], turned, problems, left_out, dict(files.sums), contents, key)


def _layer(
    file: CuratedFile,
    read: Validated,
    below: Layer | None = None,
    others: Others = Others(),  # noqa: B008
) -> tuple[Layer, list[Problem]]:
    refused = [left.removeprefix(f"{file.path}: ") for left in read.left_out]
    return layer(file, read.model.indicators if read.model else None, refused, below, others)


def declared_in(files: Files, folder: str) -> Declared:
    """What a city's layer of the catalogue declares, used or not; nothing where it has none that could be used."""
    path = f"{files.name}/{folder}/{FILE}"
    if not {path, f"{files.name}/{folder}/city.yaml"} <= set(files.of(folder)):
        return {}
    file = files.of_city(folder).file(path)
    key = file.sum and ("declared", path, file.sum)
    found: Declared | None = MEMORY.find(key)
    if found is None:
        read = validated(file.yaml, Catalogue)
        found = declared(read.model.indicators) if read.model else {}
        MEMORY.keep(key, found, len(file.content or b""))
    return found


def checked_city(files: Files, folder: str, common: Common, others: Others) -> CheckedCity:
    """Read and check a city's folder, or find what was found of the same files before. `others` is what all other
    cities hold, or as much of it as concerns this city."""
    mine = files.of_city(folder)
    read = {path: mine.file(path) for path in mine.of(folder)}
    sums = tuple((path, file.sum) for path, file in read.items())
    key = (common.key, files.name, folder, sums) if common.key is not None else None
    kept: tuple[CheckedCity, ...] = MEMORY.find(key) or ()
    for found in kept:
        if found.others == others.of(found.touched, found.city.code if found.city else "") and _texts_are(mine, found):
            return found
    made = _Check(mine, folder, common, others, read).run()
    if made.known:
        MEMORY.keep(key, (made, *kept[:2]), sum(len(file.content or b"") for file in read.values()))
    return made


def check_city(files: Files, folder: str, common: Common, others: Others) -> CheckedCity:
    """Read and check a city's folder, of which `files` are (`Files.of_city`); nothing is kept."""
    return _Check(files, folder, common, others, {path: files.file(path) for path in files.of(folder)}).run()


def _texts_are(files: Files, found: CheckedCity) -> bool:
    """Whether the texts of a city are what they were."""
    for path in found.texts:
        try:
            _, total = files.text(path.removeprefix("seeds/"))
        except OSError:
            return False
        if total != found.sums.get(path):
            return False
    return True


@dataclass(slots=True)
class _Check:
    """One run over a city's folder."""

    files: Files
    folder: str
    common: Common
    others: Others
    read: Mapping[str, CuratedFile]
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    years: dict[int, Mapping[str, Promise]] = field(default_factory=dict)
    evidence: dict[FigureKey, Evidence] = field(default_factory=dict)

    def run(self) -> CheckedCity:
        """Check it all."""
        paths, place = list(self.read), f"{self.files.name}/{self.folder}"
        if f"{place}/city.yaml" not in paths:
            for path in paths:
                what = said("the folder {folder} has no city.yaml", folder=self.folder)
                self.leave(path, Problem("no-city", what))
            return self.found(None, replace(self.common.layer, asked=set()), {}, None)
        paths.remove(f"{place}/city.yaml")
        seen, names = replace(self.common.layer, others=self.others, asked=set()), {}
        if f"{place}/{FILE}" in paths:
            paths.remove(f"{place}/{FILE}")
            own = self.read[f"{place}/{FILE}"]
            read = self.held_against(own, Catalogue)
            seen, problems = _layer(own, read, self.common.layer, self.others)
            self.problems += problems
            names = dict(declared(read.model.indicators)) if read.model else {}
        return self.read_city(self.read[f"{place}/city.yaml"], paths, seen, names)

    def read_city(self, yaml: CuratedFile, paths: list[str], seen: Layer, names: Declared) -> CheckedCity:
        """The city's own file, its documents, its years."""
        before = len(self.left_out)
        city = self.held_against(yaml, City).model
        if city is None:
            self.left_out += paths
            return self.found(None, seen, names, None)
        whole = len(self.left_out) == before
        city, problems = breaks_of(yaml, city, seen)
        self.problems += problems
        self.check_breaks(yaml, city)
        self.problems += code_problems(yaml, city, self.others.coded(city.code))
        seen = seen.told_by(home(city.code, city.zh))
        shelf = Shelf(self.folder, city, whole)
        self.problems += shelf.fill(yaml, self.files)
        years = {}
        for path in paths:
            year = _YEAR.match(path.rsplit("/", 1)[1])
            if year and is_year(int(year[1])):
                years[int(year[1])] = self.read[path]
            else:
                self.leave(path, Problem("not-a-year", said("the file's name is not a year")))
        self.read_years(years, shelf, seen)
        return self.found(city, seen, names, shelf)

    def found(self, city: City | None, seen: Layer, names: Declared, shelf: Shelf | None) -> CheckedCity:
        """What was found, as a value."""
        touched = frozenset(seen.asked) | names.keys() | {old for was in names.values() for old in was}
        common = self.common.layer
        sources = city.sources.values() if city else ()
        texts = tuple(dict.fromkeys(f"seeds/{s.file}" for s in sources if s.file and "/" not in s.file))
        return CheckedCity(
            self.folder,
            city,
            seen,
            {key: entry for key, entry in seen.entries.items() if key not in common.entries},
            {old: key for old, key in seen.former.items() if old not in common.former},
            names,
            self.years,
            dict(shelf.documents) if shelf else {},
            self.evidence,
            (*self.problems, *self.files.problems),
            tuple(self.left_out),
            self.others.of(touched, city.code if city else ""),
            touched,
            dict(self.files.sums),
            texts,
            not self.files.problems and self.files.sums.keys() >= {*self.read, *texts},
        )

    def held_against(self, file: CuratedFile, model: type[BaseModel]) -> Validated:
        """One file through YAML and schema."""
        found = validated(file.yaml, model)
        self.problems += found.problems
        self.left_out += found.left_out
        return found

    def leave(self, path: str, problem: Problem) -> None:
        """Leave out a whole file."""
        self.left_out.append(path)
        self.problems.append(problem.at(path, 1, 1, ""))

    def check_breaks(self, yaml: CuratedFile, city: City) -> None:
        """Check the sources that the breaks refer to."""
        for name, breaks in city.breaks.items():
            for i, each in enumerate(breaks):
                if each.source and each.source not in city.sources:
                    self.problems.append(
                        yaml.place(unknown("source", each.source, city.sources), ("breaks", name, i, "source"))
                    )

    def read_years(self, files: Mapping[int, CuratedFile], shelf: Shelf, seen: Layer) -> None:
        """The city's promises, each figure checked; those that can't be used are left out."""
        written: dict[int, Mapping[str, str]] = {}
        for year, file in files.items():
            read = self.held_against(file, YearFile)
            if read.model is None:
                continue
            check = YearCheck(file, year, shelf, seen)
            self.years[year] = check.run(read.model)
            self.problems += check.problems
            self.left_out += check.left_out
            self.evidence |= check.evidence
            written[year] = check.written
        self.suspect(files, shelf, seen, written)

    def suspect(
        self, files: Mapping[int, CuratedFile], shelf: Shelf, seen: Layer, written: Mapping[int, Mapping[str, str]]
    ) -> None:
        """Suspect the figures that can be used. Those whose words stand in both halves of a document get the better
        evidence."""
        city = shelf.name
        years = {(city, year): promises for year, promises in self.years.items()}
        evidence = {key: found for key, found in self.evidence.items() if key[2] in years[key[:2]]}
        documents = {(city, name): document for name, document in shelf.documents.items()}
        for key, found in (
            *suspected(seen.entries, {city: shelf.city}, years, evidence),
            *settled(years, documents, evidence),
            *shared(years, documents, evidence, {city: seen.naming}),
        ):
            if isinstance(found, Evidence):
                self.evidence[key] = found
                continue
            _, year, name, role, i = key
            keys = keys_of(written[year].get(name, name), years[city, year][name], role, i)
            self.problems.append(files[year].place(found, keys))
