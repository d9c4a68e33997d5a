"""The curated folder as one checked collection.

Reads `indicators.yaml`, every `<city>/city.yaml` and every `<city>/<year>.yaml`, holds them against the schema, each
other and the held documents, and gathers every problem. A file or entry that can't be used is left out visibly (its
problem names it) and the rest goes on.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from indicators import units
from indicators.evidence import Document, document, normal, quote_problem
from indicators.problems import Problem
from indicators.refusals import explained
from indicators.schema import Catalogue, City, Figure, Indicator, Promise, Source, YearFile
from indicators.texts import Both, Said, said
from indicators.verdicts import Context
from indicators.yamlfile import Path_, YamlFile, read

M = TypeVar("M", bound=BaseModel)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class Evidence(NamedTuple):
    """Where a figure's words stand: its source's name, and the offsets of its quote in the held text.

    `start` is None where no text of the source is held: the figure is cited, not verified.
    """

    source: str
    start: int | None = None
    end: int | None = None

    @property
    def verified(self) -> bool:
        """Whether a machine found the quote in the document and the figure in the quote."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Collection:
    """All curated data that could be used, and all problems. `evidence` is keyed (city, year, indicator, role, position)."""

    root: Path
    catalogue: dict[str, Indicator]
    cities: dict[str, City]
    years: dict[tuple[str, int], dict[str, Promise]]
    documents: dict[tuple[str, str], Document]
    evidence: dict[tuple[str, int, str, str, int], Evidence]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    version: str

    def context(self, city: str, year: int) -> Context:
        """What a verdict on a promise of that city and year needs to know."""
        return Context(year, self.cities[city].sources, self.catalogue, self.years[city, year])


class _Reader:
    """One run over a curated folder: gathers data and problems."""

    def __init__(self, root: Path, seeds: Path) -> None:
        self.root, self.seeds = root, seeds
        self.problems: list[Problem] = []
        self.left_out: list[str] = []
        self.catalogue: dict[str, Indicator] = {}
        self.cities: dict[str, City] = {}
        self.years: dict[tuple[str, int], dict[str, Promise]] = {}
        self.documents: dict[tuple[str, str], Document] = {}
        self.evidence: dict[tuple[str, int, str, str, int], Evidence] = {}
        self.digest = hashlib.sha256()
        self.incomplete: set[str] = set()  # cities with sources left out: that others are missing says nothing

    def load(self, file: Path, model: type[M], wrap: str | None = None) -> tuple[YamlFile, M | None]:
        """One file through YAML and schema; None where it can't be used at all."""
        path = f"{self.root.name}/{file.relative_to(self.root).as_posix()}"
        yaml = read(file, path, self.digest)
        self.problems += yaml.problems
        if yaml.problems:
            self.left_out.append(path)
            return yaml, None
        data = yaml.data
        if not isinstance(data, dict):
            self.note(yaml, (), "not-a-mapping", said("the file is not a list of keys"), said("begin it as the template shows"))
            self.left_out.append(path)
            return yaml, None
        return yaml, self.valid(yaml, {wrap: data} if wrap else data, model, wrap)

    def valid(self, yaml: YamlFile, data: dict[str, object], model: type[M], wrap: str | None) -> M | None:
        """The validated model. Entries with errors are left out, one by one, when the rest stands without them."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            found = error
        broken: set[tuple[str, str]] = set()
        for entry in found.errors(include_url=False):
            keys = _keys(entry["loc"])
            problem = explained(dict(entry), model)
            self.problems.append(yaml.place(problem, keys[1:] if wrap else keys))
            broken.add((str(keys[0]), str(keys[1])) if len(keys) > 1 else ("", ""))
        section = "promises" if model is YearFile else wrap or "sources"
        entries = data.get(section)
        if all(top == section for top, _ in broken) and isinstance(entries, dict):
            kept = {key: value for key, value in entries.items() if (section, key) not in broken}
            self.left_out += [f"{yaml.path}: {key}" for _, key in sorted(broken)]
            return model.model_validate({**data, section: kept})
        self.left_out.append(yaml.path)
        return None

    def note(self, yaml: YamlFile, keys: Path_, code: str, what: Said, cure: Said) -> None:
        """Gather a problem."""
        self.problems.append(yaml.place(Problem(code, what, cure), keys))

    def run(self) -> Collection:
        """Read the whole folder."""
        if not self.root.is_dir():
            problem = Problem("missing-folder", said("there is no such folder"), said("give the path of the curated folder"))
            self.problems.append(problem.at(str(self.root), 1, 1, ""))
            return self.collection()
        catalogue_yaml, catalogue = self.load(self.root / "indicators.yaml", Catalogue, "indicators")
        if catalogue:
            self.catalogue = dict(catalogue.indicators)
            self.check_catalogue(catalogue_yaml)
        for folder in sorted(p for p in self.root.iterdir() if p.is_dir() and not p.name.startswith((".", "_")) and p.name != "schema"):
            self.read_city(folder)
        return self.collection()

    def check_catalogue(self, yaml: YamlFile) -> None:
        """The references inside the catalogue."""
        for name, indicator in self.catalogue.items():
            if indicator.growth_of and indicator.growth_of not in self.catalogue:
                self.unknown(yaml, (name, "growth_of"), "unknown-indicator", "indicator", indicator.growth_of, self.catalogue)

    def unknown(self, yaml: YamlFile, keys: Path_, code: str, kind: str, name: str, known: Iterable[str]) -> None:
        """A name that is not among the known ones, with the nearest of them as a hint."""
        near = get_close_matches(name, list(known), 1, 0.75)
        kinds = {"indicator": Both("指标", "indicator"), "source": Both("来源", "source")}
        what = said("there is no {kind} {name}", kind=kinds[kind], name=name)
        if near:
            cure = said("did you mean {near}?", near=near[0])
        elif kind == "indicator":
            cure = said("correct the name or add it to indicators.yaml")
        else:
            cure = said("correct the name or add it to city.yaml")
        self.note(yaml, keys, code, what, cure)

    def read_city(self, folder: Path) -> None:
        """A city's own file, its documents and its years."""
        files = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.name != "city.yaml")
        if not (folder / "city.yaml").is_file():
            for file in files:
                path = f"{self.root.name}/{file.relative_to(self.root).as_posix()}"
                what = said("the folder {folder} has no city.yaml", folder=folder.name)
                self.problems.append(Problem("no-city", what, said("add city.yaml with the city's name and sources")).at(path, 1, 1, ""))
                self.left_out.append(path)
            return
        yaml, city = self.load(folder / "city.yaml", City)
        if city is None:
            self.left_out += [f"{self.root.name}/{file.relative_to(self.root).as_posix()}" for file in files]
            return
        self.cities[folder.name] = city
        if any(left.startswith(yaml.path) for left in self.left_out):
            self.incomplete.add(folder.name)
        for name, source in city.sources.items():
            self.read_source(yaml, folder.name, name, source)
        for file in files:
            if not _YEAR.match(file.stem) or file.suffix != ".yaml":
                path = f"{self.root.name}/{file.relative_to(self.root).as_posix()}"
                what, cure = said("the file's name is not a year"), said("name it like 2025.yaml")
                self.problems.append(Problem("not-a-year", what, cure).at(path, 1, 1, ""))
                self.left_out.append(path)
                continue
            self.read_year(folder.name, int(file.stem), city, file)

    def read_source(self, yaml: YamlFile, city: str, name: str, source: Source) -> None:
        """A document: its text, its checksum and its bounds."""
        keys = ("sources", name)
        if source.file is None:
            return
        file = self.seeds / source.file
        if Path(source.file).name != source.file:
            self.note(yaml, (*keys, "file"), "source-file", said("{file} is not a plain file name", file=source.file), said("put the text into seeds/"))
            return
        try:
            raw = file.read_bytes()
            text = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            what = said("the text {file} is not in seeds/ or is not UTF-8", file=source.file)
            self.note(yaml, (*keys, "file"), "source-file", what, said("add it, or cite the source by url instead"))
            return
        if source.sha256 is not None and hashlib.sha256(raw).hexdigest() != source.sha256:
            what = said("seeds/{file} is not the text that was curated: its SHA-256 differs", file=source.file)
            self.note(yaml, (*keys, "sha256"), "source-changed", what, said("restore the text, or check every quote again and renew the sum"))
        self.digest.update(raw)
        found = document(text, source.begins, source.ends)
        if found is None:
            what = said("the words in `begins` or `ends` are not in seeds/{file}", file=source.file)
            self.note(yaml, keys, "source-bounds", what, said("copy them from the text"))
            found = Document(text, 0, len(text))
        self.documents[city, name] = found

    def read_year(self, folder: str, year: int, city: City, file: Path) -> None:
        """A year's promises, each figure checked; those that can't be used are left out."""
        yaml, parsed = self.load(file, YearFile)
        if parsed is None:
            return
        kept: dict[str, Promise] = {}
        for name, promise in parsed.promises.items():
            indicator = self.catalogue.get(name)
            if indicator is None:
                if self.catalogue:
                    self.unknown(yaml, ("promises", name), "unknown-indicator", "indicator", name, self.catalogue)
                self.left_out.append(f"{yaml.path}: {name}")
                continue
            sound = [
                self.check_figure(yaml, keys, (folder, year, name, role, i), figure, indicator, city, promise)
                for keys, role, i, figure in _figures(name, promise)
            ]
            if all(sound):
                kept[name] = promise
            else:
                self.left_out.append(f"{yaml.path}: {name}")
        self.years[folder, year] = kept

    def check_figure(
        self, yaml: YamlFile, keys: Path_, key: tuple[str, int, str, str, int], figure: Figure, indicator: Indicator, city: City, promise: Promise
    ) -> bool:
        """Check one figure; false where it can't be used (no convertible unit, no source)."""
        folder, year, _, role, _ = key
        if figure.refers_to and figure.refers_to not in self.catalogue:
            self.unknown(yaml, (*keys, figure.form), "unknown-indicator", "indicator", figure.refers_to, self.catalogue)
        if figure.unit is not None and units.factor(figure.unit, indicator.unit) is None:
            what = said("{given} can't be converted into the indicator's unit {unit}", given=figure.unit, unit=indicator.unit or "–")
            self.note(yaml, (*keys, "unit"), "unit", what, said("correct the unit, or mark the outcome not_comparable"))
            return False
        due = getattr(promise.target, "due", None) or year
        source = figure.source or self.default_source(yaml, keys, role, year if role == "target" else due, folder)
        if source is None:
            return False
        if source not in city.sources:
            if folder in self.incomplete:
                return False
            self.unknown(yaml, (*keys, "source"), "unknown-source", "source", source, city.sources)
            return False
        if due < year and role == "target":
            what = said("the promise for {year} is due in {due}, before it was made", year=year, due=due)
            self.note(yaml, (*keys, "due"), "due", what, said("correct `due` or leave it out"))
        self.prove(yaml, keys, key, figure, indicator, source, self.documents.get((folder, source)), city.sources[source])
        return True

    def default_source(self, yaml: YamlFile, keys: Path_, role: str, year: int, folder: str) -> str | None:
        """The city's one document that plans (reviews) the year."""
        half = "plans" if role == "target" else "reviews"
        city = self.cities[folder]
        fitting = [name for name, s in city.sources.items() if getattr(s, half) == year]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            what = said("{n} documents have `{half}: {year}`: {names}", n=len(fitting), half=half, year=year, names=", ".join(fitting))
            self.note(yaml, keys, "no-source", what, said("name one of them: `source: …`"))
        elif folder not in self.incomplete:
            what = said("no document of the city has `{half}: {year}`", half=half, year=year)
            self.note(yaml, keys, "no-source", what, said("name the figure's `source: …` or add the document to city.yaml"))
        return None

    def prove(
        self,
        yaml: YamlFile,
        keys: Path_,
        key: tuple[str, int, str, str, int],
        figure: Figure,
        indicator: Indicator,
        name: str,
        text: Document | None,
        source: Source,
    ) -> None:
        """The check of evidence: the quote in the text, the figure in the quote."""
        quote = normal(figure.quote)
        problem = quote_problem(figure, indicator, quote)
        if problem is not None and (text is not None or figure.refers_to is None):
            self.problems.append(yaml.place(problem, (*keys, "quote")))
        found = None if text is None else text.find(figure.quote)
        self.evidence[key] = Evidence(name, *found) if found and problem is None else Evidence(name)
        if text is None:
            return
        if found is None:
            elsewhere = text.find(figure.quote, whole_file=True)
            what = (
                said("the quote stands in seeds/{file}, but outside the document", file=source.file)
                if elsewhere
                else said("the quote is not in seeds/{file}", file=source.file)
            )
            self.note(yaml, (*keys, "quote"), "quote-not-found", what, said("copy it from the text, word for word"))

    def collection(self) -> Collection:
        """What was read, and the version of the data: a hash over the files it was read from."""
        order = sorted(self.problems, key=lambda p: (p.path, p.line, p.column, p.code))
        return Collection(
            self.root, self.catalogue, self.cities, self.years, self.documents, self.evidence,
            tuple(order), tuple(self.left_out), self.digest.hexdigest()[:12],
        )  # fmt: skip


def _figures(name: str, promise: Promise) -> Iterator[tuple[Path_, str, int, Figure]]:
    if promise.target is not None:
        yield ("promises", name, "target"), "target", 0, promise.target
    many = len(promise.outcome) > 1
    for i, outcome in enumerate(promise.outcome):
        yield ("promises", name, "outcome", *([i] if many else [])), "outcome", i, outcome


def _keys(loc: tuple[int | str, ...]) -> Path_:
    """Pydantic's place as keys of the file: a single outcome stands there without a position."""
    return tuple(k for i, k in enumerate(loc) if not (isinstance(k, int) and i and loc[i - 1] == "outcome" and k == 0))


def load(root: Path | str, seeds: Path | str | None = None) -> Collection:
    """Read and check a curated folder.

    `seeds` is the folder of the held texts, by default `seeds` beside the curated folder. Never raises on bad data:
    what is wrong is in `problems`, what could not be used in `left_out`.
    """
    root = Path(root)
    reader = _Reader(root, Path(seeds) if seeds is not None else root.resolve().parent / "seeds")
    collecting = gc.isenabled()
    gc.disable()  # reading makes many small objects and hardly any garbage: searching for it takes a tenth of the time
    try:
        return reader.run()
    finally:
        if collecting:
            gc.enable()
