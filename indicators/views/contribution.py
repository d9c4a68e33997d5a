"""What a contribution comes to: the accepted rows as the project's files, checked in memory, nothing written
anywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators import collection
from indicators.collection import Collection
from indicators.drafts import Drafted, skeletons
from indicators.drafts.inserting import insert
from indicators.drafts.writing import proposed_lines
from indicators.model.problems import Problem
from indicators.model.schema import City, Indicator, Source, default_sources
from indicators.views.checking import in_words
from indicators.views.contribute import Row
from indicators.words.texts import Said, joined, said, translate

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")
_FOLDER = re.compile(r"[a-z][a-z0-9_-]*\Z")


@dataclass(frozen=True, slots=True)
class About:
    """What a curator says of a report. `folder` is the city's; `zh`, `en` and `code` are those of a city that is new.

    `excerpt` names the halves of which the text is not the whole; `date` is an ISO date or empty, like the words
    beside it.
    """

    folder: str
    kind: str
    title: str
    reviews: int | None
    plans: int | None
    excerpt: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    zh: str = ""
    en: str = ""
    code: str = ""

    @property
    def year(self) -> int | None:
        """The year in the names of the source and its text."""
        return self.plans or self.reviews


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the contribution: its path in the project, its content, whether the project has none there yet, and
    what it adds to one that there is (the same as the content where it is new)."""

    path: str
    content: bytes
    new: bool
    block: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[1]

    @property
    def held(self) -> bool:
        """Whether it is the text of a document, which has to arrive to the byte."""
        return self.path.startswith("seeds/")


@dataclass(frozen=True, slots=True)
class Remark:
    """A line to the curator, about a row (None: about the whole)."""

    row: int | None
    line: str


@dataclass(frozen=True, slots=True)
class Composition:
    """The files, what is wrong with them, and what was left out because the files have it already."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Remark, ...] = ()
    there: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Composer:
    """One run: gathers sheets and remarks."""

    data: Collection
    about: About
    text: str
    lang: str
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    there: list[Remark] = field(default_factory=list)

    def note(self, row: Row | None, what: Said) -> None:
        """Note what the curator has to see to."""
        self.problems.append(Remark(row.number if row else None, what.say(self.lang)))

    def old(self, path: str) -> bytes | None:
        """What a file of the project holds, by its path from the curated folder; None where it is not there."""
        file = self.data.root / path
        return file.read_bytes() if file.is_file() else None

    def add(self, path: str, content: bytes, block: str, old: bytes | None) -> None:
        """A file of the contribution, if it differs from what there is."""
        if content != old:
            self.sheets.append(Sheet(path, content, old is None, block))

    def source(self) -> tuple[str, City | None]:
        """The name of the report's source; its city as it will be. Adds text and city.yaml where they are not held
        yet."""
        about, raw = self.about, self.text.encode()
        digest = hashlib.sha256(raw).hexdigest()
        city = self.data.cities.get(about.folder)
        known = city.sources if city else {}
        held = next((name for name, source in known.items() if source.sha256 == digest), None)
        if held:
            return held, city
        report = self.report(digest, known)
        path = f"{about.folder}/city.yaml"
        old = self.old(path)
        if old is None:
            whole = skeletons.city(about.zh, about.en, about.code, report, self.lang)
            self.add(f"curated/{path}", whole.encode(), whole, None)
        else:
            changed = skeletons.with_source(old, f"curated/{path}", report, self.lang)
            if isinstance(changed, Problem):
                self.problems.append(Remark(None, changed.text(self.lang)))
            else:
                self.add(f"curated/{path}", changed, "\n".join(["sources:", *report.lines(self.lang)]) + "\n", old)
        self.sheets.append(Sheet(f"seeds/{report.file}", raw, True, ""))
        fresh = Source.model_validate(report.fields())
        if city is None:
            city = City.model_validate({"zh": about.zh, "en": about.en, "code": about.code})
        return report.name, city.model_copy(update={"sources": {**city.sources, report.name: fresh}})

    def report(self, digest: str, known: Mapping[str, Source]) -> skeletons.SourceEntry:
        """The report as city.yaml names it, by a name that is not `known`."""
        about = self.about
        report = skeletons.SourceEntry(
            about.kind,
            about.title,
            about.reviews,
            about.plans,
            "",
            digest,
            about.publisher,
            about.date,
            about.url,
            tuple(half for half in about.excerpt if getattr(about, half)),
            seen=True,
        )
        while report.name in known:
            report = replace(report, again=report.again + 1)
        return replace(report, file=f"{about.folder}-{report.name}.txt")

    def catalogue(self, accepted: Sequence[Row]) -> tuple[dict[str, Indicator], list[Row]]:
        """The catalogue with the new indicators that are accepted, and the rows that can be entered."""
        catalogue, lines, usable = dict(self.data.catalogue), [], []
        for row in accepted:
            figure, entry = row.figure, row.figure.proposal
            if row.wrong is not None:
                self.note(row, row.wrong)
            elif figure.indicator:
                usable.append(row)
            elif (
                entry is None
                or not _KEY.match(entry.key)
                or entry.key.startswith("name_me")
                or not entry.zh
                or not entry.en
                or entry.en.startswith("FILL IN")
            ):
                self.note(
                    row, said("the new indicator needs a key in lower-case letters, a Chinese and an English name")
                )
            elif entry.key in self.data.catalogue:
                self.note(row, said("the catalogue has {key} already: choose it in the table", key=entry.key))
            else:
                if entry.key not in catalogue:
                    catalogue[entry.key] = entry.indicator
                    lines += proposed_lines(entry)
                usable.append(replace(row, figure=replace(figure, indicator=entry.key, proposal=None)))
        if lines:
            old = self.old("indicators.yaml") or b""
            block = "\n".join(lines) + "\n"
            gap = b"" if old.endswith(b"\n") or not old else b"\n"
            self.add("curated/indicators.yaml", old + gap + block.encode(), block, old)
        return catalogue, self.alone(usable)

    def alone(self, usable: list[Row]) -> list[Row]:
        """One row for each indicator and role: what else says the same is to be dropped."""
        first: dict[tuple[str, str | None], Row] = {}
        kept = []
        for row in usable:
            other = first.setdefault((row.figure.role, row.figure.indicator), row)
            if other is row:
                kept.append(row)
            else:
                self.note(
                    row,
                    said(
                        "row {n} has the same indicator: leave one of the two out, or choose another indicator",
                        n=other.number,
                    ),
                )
        return kept

    def years(
        self, usable: list[Row], name: str, city: City, catalogue: Mapping[str, Indicator]
    ) -> dict[tuple[str, str, str], Row]:
        """The years' files; the rows in them by path, indicator and role."""
        placed: dict[tuple[str, str, str], Row] = {}
        named = {
            "target": None if default_sources(city.sources, "plans", self.about.plans or 0) == (name,) else name,
            "outcome": None if default_sources(city.sources, "reviews", self.about.reviews or 0) == (name,) else name,
        }
        for year, role in ((self.about.reviews, "outcome"), (self.about.plans, "target")):
            mine = {id(row.figure): row for row in usable if row.figure.role == role}
            if not year:
                for row in mine.values():
                    self.note(row, said("say above which year the report reviews and which it plans"))
            if not year or not mine:
                continue
            path = f"{self.about.folder}/{year}.yaml"
            old = self.old(path)
            figures: list[Drafted] = [row.figure for row in mine.values()]
            done = insert(old, f"curated/{path}", figures, catalogue, named, self.lang)
            if done.content is None:
                self.problems.append(Remark(None, done.problem.text(self.lang) if done.problem else path))
                continue
            for figure, why in done.skipped:
                self.there.append(Remark(mine[id(figure)].number, why.say(self.lang)))
            if done.added:
                self.add(f"curated/{path}", done.content, done.content.decode("utf-8-sig"), old)
            skipped = {id(figure) for figure, _ in done.skipped}
            placed |= {
                (f"curated/{path}", row.figure.indicator or "", role): row
                for key, row in mine.items()
                if key not in skipped
            }
        return placed

    def check(self, placed: Mapping[tuple[str, str, str], Row]) -> None:
        """What `check` finds in the city with these files, and did not find before."""
        root = self.data.root.absolute().name
        instead = {re.sub(r"^curated/", f"{root}/", sheet.path): sheet.content for sheet in self.sheets}
        found = collection.load(self.data.root, instead=instead, city=self.about.folder)
        known = {_fingerprint(p) for p in self.data.problems}
        ambiguous: dict[str, list[str]] = {}
        for problem in found.problems:
            if _fingerprint(problem) in known:
                continue
            parts = problem.place.split(".")
            path = re.sub(rf"^{re.escape(root)}/", "curated/", problem.path)
            row = placed.get((path, parts[1], parts[2])) if len(parts) > 2 and parts[0] == "promises" else None
            if row is None and problem.code == "no-source":
                ambiguous.setdefault(path, []).append(str(problem.line))
                continue
            words = in_words(problem, self.lang) if row else problem.text(self.lang)
            self.problems.append(Remark(row.number if row else None, words))
        for path, lines in ambiguous.items():
            listed = joined(lines, self.lang)
            self.note(
                None,
                said(
                    (
                        "{path}: with this report the year has several documents; figures there that name none "
                        "need their `source: …` (lines {lines})"
                    ),
                    path=path,
                    lines=listed,
                ),
            )


def _fingerprint(problem: Problem) -> tuple[str, str, str, str]:
    return problem.path, problem.code, problem.place, problem.what.say("en")


def wanting(about: About, data: Collection, lang: str) -> tuple[str, ...]:
    """What is still to be said of the report before anything can be composed, a line each."""
    lines = []
    if about.folder not in data.cities:
        if not _FOLDER.match(about.folder):
            lines.append(translate(lang, "Give the new city's folder in lower-case letters: datong."))
        if not about.zh or not about.en:
            lines.append(translate(lang, "Give the new city's name in Chinese and in English."))
        if not re.fullmatch(r"\d{6}", about.code):
            lines.append(translate(lang, "Give the new city's six digits of GB/T 2260: 140200."))
    if not about.title:
        lines.append(translate(lang, "Give the report's title as it is printed."))
    if about.year is None:
        lines.append(translate(lang, "Say which year the report reviews and which it plans: its text does not."))
    if about.reviews and about.plans and about.reviews >= about.plans:
        lines.append(translate(lang, "The year that is planned comes after the one that is reviewed."))
    return tuple(lines)


def compose(data: Collection, about: About, text: str, rows: Sequence[Row], lang: str) -> Composition:
    """The files of a contribution by the rows that are accepted; none while something is `wanting`, which the caller
    has seen to."""
    composer = _Composer(data, about, text, lang)
    accepted = [row for row in rows if row.accepted]
    if not accepted:
        return Composition()
    name, city = composer.source()
    assert city is not None
    catalogue, usable = composer.catalogue(accepted)
    composer.check(composer.years(usable, name, city, catalogue))
    order = {"curated/indicators.yaml": 2, f"curated/{about.folder}/city.yaml": 1}
    sheets = sorted(composer.sheets, key=lambda s: (order.get(s.path, 3 if s.held else 0), s.path))
    problems = sorted(composer.problems, key=lambda p: (p.row is None, p.row or 0))
    return Composition(tuple(sheets), tuple(problems), tuple(sorted(composer.there, key=lambda p: p.row or 0)))


def folder_of(en: str) -> str:
    """The folder that a city's English name suggests: Xi'an → xian."""
    return re.sub(r"[^a-z0-9]+", "-", en.lower().replace("'", "").strip()).strip("-")
