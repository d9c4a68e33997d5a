"""A contribution: a report's accepted rows as files of the project, checked in memory, and their way to GitHub."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from indicators.drafts import Proposal, skeletons, writing
from indicators.drafts.inserting import insert
from indicators.drafts.skeletons import SourceEntry
from indicators.model.problems import Problem
from indicators.model.schema import Indicator, Source
from indicators.model.values import FILL_IN, UNNAMED
from indicators.views import checking, newfiles
from indicators.views.checking import Standing
from indicators.views.newfiles import NewFile
from indicators.views.report_facts import About
from indicators.views.report_rows import ReportRow
from indicators.words.texts import Said, joined, said

_KEY = re.compile(r"[a-z][a-z0-9_]*")  # of an indicator
_LONGEST_NAME = 200  # characters of an indicator's key and names
LONGEST_ADDRESS = 6000  # characters; GitHub refuses longer ones


@dataclass(frozen=True, slots=True)
class Remark:
    """A line to the curator, about the row of that number (None: about the whole)."""

    row: int | None
    line: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """The files, what is wrong with them, and which rows were left out because the project has them already."""

    files: tuple[NewFile, ...] = ()
    problems: tuple[Remark, ...] = ()
    there: tuple[Remark, ...] = ()


def contribution(frames: Standing, about: About, held: bytes, rows: Sequence[ReportRow], lang: str) -> Contribution:
    """The files that the accepted rows of a report make; empty where none is accepted.

    `held` is what is held of the report (`reports.held`), `about` what the curator says of it, complete
    (`report_facts.wanting` finds nothing). Problems, and comments in the files, are in `lang`.
    """
    # Who accepts a row has looked at it: no file says that somebody still has to.
    accepted = [replace(row, figure=replace(row.figure, doubts=())) for row in rows if row.accepted]
    if not accepted and not about.looked:
        return Contribution()
    run = _Gathering(frames, about, held, lang)
    name, sources = run.source()
    catalogue, usable = run.catalogue(accepted)
    run.check(run.years(run.one_each(usable), name, sources, catalogue))
    order = {f"curated/{about.folder}/indicators.yaml": 2, f"curated/{about.folder}/city.yaml": 1}
    return Contribution(
        tuple(sorted(run.files, key=lambda file: (order.get(file.path, 3 if file.held else 0), file.path))),
        tuple(sorted(run.problems, key=lambda p: (p.row is None, p.row or 0))),
        tuple(sorted(run.there, key=lambda p: p.row or 0)),
    )


def _is_named(entry: Proposal) -> bool:
    """Whether a new indicator has a key and both names, none of them still a place to fill in."""
    key = _KEY.fullmatch(entry.key) and not entry.key.startswith(UNNAMED)
    if max(map(len, (entry.key, entry.zh, entry.en))) > _LONGEST_NAME:
        return False
    return bool(key and entry.zh and entry.en) and entry.en != FILL_IN


@dataclass(slots=True)
class _Gathering:
    """One run, step by step: the report's source, new indicators, the years' files, the check of it all."""

    frames: Standing
    about: About
    held: bytes
    lang: str
    files: list[NewFile] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    there: list[Remark] = field(default_factory=list)

    def note(self, row: ReportRow | None, what: Said | Problem) -> None:
        """Note what the curator has to see to, in a row (None: in the whole)."""
        line = what.text(self.lang) if isinstance(what, Problem) else what.say(self.lang)
        self.problems.append(Remark(row.number if row else None, line))

    def add(self, path: str, content: bytes, block: str, old: bytes | None) -> None:
        """A file of the contribution, if it differs from the `old` content (None: there is none)."""
        if content != old:
            self.files.append(NewFile(path, content, old is None, block))

    def beside(self, made: NewFile | Problem | None) -> None:
        """A file that goes with the others, or why it can't be made; None: there is none."""
        if isinstance(made, Problem):
            self.note(None, made)
        elif made is not None:
            self.files.append(made)

    def source(self) -> tuple[str, Mapping[str, Source]]:
        """The name of the report among the city's sources, and all these sources.

        Where the city does not have the report yet, its text and the changed city.yaml are added to the files.
        """
        about, digest = self.about, hashlib.sha256(self.held).hexdigest()
        sources = checking.sources(self.frames, about.folder)
        path = f"curated/{about.folder}/city.yaml"
        old = checking.content(self.frames, path)
        if held := skeletons.registered(sources, digest):
            self.beside(newfiles.looked(old, path, held, about.looked))
            return held, sources
        entry = self.entry(digest, sources)
        if old is None:
            whole = skeletons.city(about.zh, about.en, about.code, entry, self.lang)
            self.add(path, whole.encode(), whole, None)
        elif isinstance(changed := skeletons.with_source(old, path, entry, self.lang), Problem):
            self.note(None, changed)
        else:
            self.add(path, changed, "\n".join(["sources:", *entry.lines(self.lang)]) + "\n", old)
        self.files.append(NewFile(f"seeds/{entry.file}", self.held, True, ""))
        self.beside(newfiles.registered(self.frames, about, entry, self.held))
        return entry.name, {**sources, entry.name: Source.model_validate(entry.fields())}

    def entry(self, digest: str, known: Mapping[str, Source]) -> SourceEntry:
        """The report as city.yaml names it, by a name that is not `known`."""
        about = self.about
        entry = SourceEntry(
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
            speaker=about.speaker,
            looked=newfiles.looker(about.looked),
        )
        while entry.name in known:
            entry = replace(entry, again=entry.again + 1)
        return skeletons.named(entry, about.folder)

    def catalogue(self, accepted: Sequence[ReportRow]) -> tuple[dict[str, Indicator], list[ReportRow]]:
        """What the city sees of the catalogue with the new indicators that are accepted, and the rows that can be
        entered. New ones go into the city's own layer: whether any city reports them, one report can't tell."""
        known = self.frames.catalogue_of(self.about.folder)
        catalogue, lines, usable = dict(known), [], []
        for row in accepted:
            figure, entry = row.figure, row.figure.proposal
            if row.wrong is not None:
                self.note(row, row.wrong)
            elif figure.indicator:
                usable.append(row)
            elif entry is None or not _is_named(entry):
                what = said("the new indicator needs a key in lower-case letters, a Chinese and an English name")
                self.note(row, what)
            elif entry.key in known:
                self.note(row, said("the catalogue has {key} already: choose it in the table", key=entry.key))
            elif entry.key in self.frames.catalogue:
                self.note(
                    row, said("another city has an indicator {key} of its own: choose another key", key=entry.key)
                )
            elif entry.key in self.frames.former:
                self.note(row, said("{key} is the old key of an indicator: choose another key", key=entry.key))
            else:
                if entry.key not in catalogue:
                    try:
                        catalogue[entry.key] = entry.indicator
                    except ValueError:  # a browser may send what its table does not offer
                        self.note(row, said("choose measure, good side and group of the new indicator in its table"))
                        continue
                    lines += writing.proposed_lines(entry)
                usable.append(replace(row, figure=replace(figure, indicator=entry.key, proposal=None)))
        if lines:
            path = f"curated/{self.about.folder}/indicators.yaml"
            old, block = checking.content(self.frames, path), "\n".join(lines) + "\n"
            if old is None:
                block = writing.CATALOGUE_HEAD + block
            gap = b"\n" if old and not old.endswith(b"\n") else b""
            self.add(path, (old or b"") + gap + block.encode(), block, old)
        return catalogue, usable

    def one_each(self, usable: Sequence[ReportRow]) -> list[ReportRow]:
        """The first row of each indicator and role: what else is for the same has to be dropped."""
        first: dict[tuple[str, str | None], ReportRow] = {}
        for row in usable:
            other = first.setdefault((row.figure.role, row.figure.indicator), row)
            if other is not row:
                what = said(
                    "row {n} has the same indicator: leave one of the two out, or choose another indicator",
                    n=other.number,
                )
                self.note(row, what)
        return list(first.values())

    def years(
        self, usable: Sequence[ReportRow], name: str, sources: Mapping[str, Source], catalogue: Mapping[str, Indicator]
    ) -> dict[tuple[str, str, str], ReportRow]:
        """The years' files; the rows that went into them by path, indicator and role."""
        about = self.about
        named = writing.sources_to_name(sources, name, about.reviews, about.plans)
        placed: dict[tuple[str, str, str], ReportRow] = {}
        for year, role in ((about.reviews, "outcome"), (about.plans, "target")):
            mine = {id(row.figure): row for row in usable if row.figure.role == role}
            if not year:
                for row in mine.values():
                    self.note(row, said("say above which year the report reviews and which it plans"))
            if not year or not mine:
                continue
            path = f"curated/{about.folder}/{year}.yaml"
            old = checking.content(self.frames, path)
            done = insert(old, path, [row.figure for row in mine.values()], catalogue, named, self.lang)
            if done.content is None:
                self.problems.append(Remark(None, done.problem.text(self.lang) if done.problem else path))
                continue
            self.there += [Remark(mine[id(figure)].number, why.say(self.lang)) for figure, why in done.skipped]
            if done.added:
                self.add(path, done.content, done.content.decode("utf-8-sig"), old)
            placed |= {(path, figure.indicator or "", role): mine[id(figure)] for figure in done.added}
        return placed

    def check(self, placed: Mapping[tuple[str, str, str], ReportRow]) -> None:
        """What `check` finds in the city with these files, and did not find before, each at its row."""
        ambiguous: dict[str, list[str]] = {}
        files = {file.path: file.content for file in self.files}
        for problem in checking.problems_with(self.frames, files, self.about.folder):
            parts = problem.place.split(".")
            row = placed.get((problem.path, parts[1], parts[2])) if len(parts) > 2 and parts[0] == "promises" else None
            if row is None and problem.code == "no-source":
                ambiguous.setdefault(problem.path, []).append(str(problem.line))
            elif row is None:
                self.note(None, problem)
            else:
                self.problems.append(Remark(row.number, checking.without_place(problem, self.lang)))
        for path, lines in ambiguous.items():
            what = said(
                "{path}: with this report the year has several documents; "
                "figures there that name none need their `source: …` (lines {lines})",
                path=path,
                lines=joined(lines, self.lang),
            )
            self.note(None, what)


def packed(files: Sequence[NewFile]) -> bytes:
    """All files in one .zip, at their paths in the project; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.path, (1980, 1, 1, 0, 0, 0)), file.content)
    return made.getvalue()


def on_github(repository: str, file: NewFile) -> tuple[str, bool]:
    """The address of GitHub's page to begin, edit or (for a held text) upload a file, and whether the content is in it.

    `repository` is owner/name.
    """
    folder, name = file.path.rsplit("/", 1)
    if file.held:
        return f"{upload_page(repository)}/{folder}", False
    if not file.new:
        return f"https://github.com/{repository}/edit/main/{file.path}", False
    page = f"https://github.com/{repository}/new/main/{folder}?"
    filled = page + urlencode({"filename": name, "value": file.content.decode()})
    return (filled, True) if len(filled) <= LONGEST_ADDRESS else (page + urlencode({"filename": name}), False)


def upload_page(repository: str) -> str:
    """The address of GitHub's page that takes whole folders."""
    return f"https://github.com/{repository}/upload/main"
