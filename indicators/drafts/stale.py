"""The comments that a draft has written into a year's file, taken out again so that a later draft can write its own.

Taken out is only what a draft of the same report writes to the letter: an entry that no indicator fitted, and its
proposal, as long as nobody has touched them; a passage that stands in the report ("perhaps here"); the empty entry that
`new` began a city's first year with, once its indicator is entered. A comment of a curator's own stays, and so does one
of the draft's that they changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from indicators.collection.evidence import normal
from indicators.drafts import writing
from indicators.drafts.drafted import Drafted
from indicators.model.schema import Indicator
from indicators.model.values import FILL_IN, UNNAMED
from indicators.words.texts import LANGUAGES, translate

Chunk = tuple[str, ...]  # the lines of a figure without what stands in front of them
_KEY = re.compile(r"(?P<indent>\s*)# (?P<key>[a-z]\w*):\s*\Z")
_EMPTY = re.compile(r"\s*#   target: \{\w+: , quote: \}\s*\Z")
_ROLE = re.compile(r"  (?:# )?(?:target|outcome):")
_ALIKE = re.compile(r"[a-z]\w* \(.+\)\Z")


@dataclass(frozen=True, slots=True)
class Cleared:
    """A file without the comments of earlier drafts; `figures` are the lines of the figures that stood there as
    comments."""

    text: str
    figures: frozenset[Chunk]


def chunks(figure: Drafted, source: str | None) -> Iterator[Chunk]:
    """The lines of a figure that no indicator fits, in each way in which a draft may write them: on one line or
    several, with its source named and its unit, or without."""
    for named, unit in product({source, None}, (figure.unit, "")):
        for lines in writing.layouts(figure, unit, named):
            yield tuple(line.strip() for line in lines)


@cache
def _heads() -> re.Pattern[str]:
    """The comments that stand over others, in either language."""
    told = [translate(lang, head) for lang in LANGUAGES for head in (*writing.HEADS, *writing.SKELETON_HEADS)]
    return re.compile("# (?:" + "|".join(re.sub(r"\\\{\w+\\\}", r"\\d{4}", re.escape(one)) for one in told) + ")")


@cache
def _besides() -> tuple[str, ...]:
    """How the comments in front of an entry begin, in either language: what it resembles, what is doubtful of it."""
    alike = (translate(lang, writing.ALIKE, names="") for lang in LANGUAGES)
    doubts = (f"# {translate(lang, 'look twice')}: " for lang in LANGUAGES)
    return *(f"# {each}" for each in alike), *(f"# {each}" for each in doubts)


@cache
def _perhaps() -> re.Pattern[str]:
    """A passage in which an answer may stand, as a comment in either language."""
    told = (re.escape(translate(lang, writing.PERHAPS, words="{words}")) for lang in LANGUAGES)
    return re.compile(r"\s*# (?:" + "|".join(each.replace(r"\{words\}", "(.+)") for each in told) + r")\s*")


def passage(line: str) -> str | None:
    """The passage that a line lists as one in which an answer may stand, without the ellipsis behind it; None for any
    other line."""
    found = _perhaps().fullmatch(line)
    return None if found is None else next(filter(None, found.groups())).removesuffix("…")


def cleared(
    text: str,
    report: str,
    figures: Iterable[tuple[Drafted, str | None]],
    entered: Collection[str],
    catalogue: Mapping[str, Indicator],
) -> Cleared:
    """A year's file without what drafts of the report, whose text is `report`, have written into its comments.

    `figures` are those of the draft as it is now, each with the source that it would name. `entered` are the indicators
    for which the file has a target or gets one: of these the empty entries of `new` go too.
    """
    known: set[Chunk] = set()
    proposals: set[Chunk] = set()
    for figure, source in figures:
        known.update(chunks(figure, source))
        if figure.proposal is not None:
            proposals.add(tuple(writing.proposed_lines(figure.proposal)[1:]))
    run = _Clearing(text.splitlines(keepends=True), normal(report), known, proposals)
    return run.done(entered, catalogue)


def without_passages(content: bytes, report: str) -> bytes:
    """A year's file without the passages of a report, whose text is given, that drafts have listed in it."""
    text = normal(report)
    lines = content.decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if (found := passage(line)) is None or normal(found) not in text).encode()


class _Clearing:
    """One run over the lines of a file."""

    def __init__(self, lines: Sequence[str], report: str, known: set[Chunk], proposals: set[Chunk]) -> None:
        self.lines, self.report, self.known, self.proposals = lines, report, known, proposals
        self.gone: set[int] = set()
        self.found: set[Chunk] = set()

    def done(self, entered: Collection[str], catalogue: Mapping[str, Indicator]) -> Cleared:
        """Take out what is the draft's own, then the heads that stand over nothing any more."""
        at = 0
        while at < len(self.lines):
            end = self._passage(at) or self._entry(at) or self._skeleton(at, entered, catalogue)
            if end:
                self.gone.update(range(at, end))
            at = end or at + 1
        for at in reversed(range(len(self.lines))):  # from below: one head may stand over another
            if _heads().fullmatch(self.lines[at].strip()) and not self._stands_over_something(at):
                self.gone.add(at)
        for at in sorted(self.gone):  # a draft writes a blank line before its comments
            if at and at - 1 not in self.gone and not self.lines[at - 1].strip():
                self.gone.add(at - 1)
        kept = "".join(line for at, line in enumerate(self.lines) if at not in self.gone)
        return Cleared(kept, frozenset(self.found))

    def _passage(self, at: int) -> int:
        """Where a passage ends that is listed at a line and stands in the report; 0 where there is none."""
        words = passage(self.lines[at])
        return at + 1 if words is not None and normal(words) in self.report else 0

    def _entry(self, at: int) -> int:
        """Where an entry ends that no indicator fitted, or a proposed one, if it begins at a line; 0 where none does.
        It begins with what is said of it."""
        first = at
        while first < len(self.lines) and _said_of_an_entry(self.lines[first].strip()):
            first += 1
        head = _KEY.fullmatch(self.lines[first].rstrip("\r\n")) if first < len(self.lines) else None
        if head is None or not head["key"].startswith(UNNAMED):
            return 0
        below, end = f"{head['indent']}#   ", first + 1
        while end < len(self.lines) and self.lines[end].startswith(below):
            end += 1
        body = [line.rstrip("\r\n")[len(head["indent"]) + 2 :] for line in self.lines[first + 1 : end]]
        return end if self._untouched(body) else 0

    def _untouched(self, body: Sequence[str]) -> bool:
        """Whether the lines below the key of an entry, without their #, are as a draft writes them."""
        lines = tuple(line.strip() for line in body)
        if lines in self.proposals:
            return True
        if lines and lines[0].startswith("zh: "):
            name = normal(lines[0].removeprefix("zh: ")).replace('"', "").removesuffix("增速")
            return f'en: "{FILL_IN}"' in lines and name in self.report.replace('"', "")
        found = list(_figures(body))
        if not found or not self.known.issuperset(found):
            return False
        self.found.update(found)
        return True

    def _skeleton(self, at: int, entered: Collection[str], catalogue: Mapping[str, Indicator]) -> int:
        """Where the empty entry of `new` that begins at a line ends, if its indicator is entered; else 0."""
        if at + 2 >= len(self.lines):
            return 0
        head = _KEY.fullmatch(self.lines[at + 1].rstrip("\r\n"))
        if head is None or head["key"] not in entered or not _EMPTY.fullmatch(self.lines[at + 2].rstrip("\r\n")):
            return 0
        indicator = catalogue.get(head["key"])
        # One that tells what was promised before stays: it is there to be compared.
        name = "" if indicator is None else re.escape(f"# {indicator.zh} · {indicator.en}")
        return at + 3 if name and re.fullmatch(name + r"(?: \([^;]*\))?", self.lines[at].strip()) else 0

    def _stands_over_something(self, at: int) -> bool:
        """Whether a comment that is left follows on a head."""
        left = (self.lines[i].strip() for i in range(at + 1, len(self.lines)) if i not in self.gone)
        after = next(filter(None, left), "")
        return after.startswith("#") and not _heads().fullmatch(after)


def _said_of_an_entry(line: str) -> bool:
    """Whether a line is what a draft writes in front of an entry that no indicator fitted."""
    alike, doubts = _besides()[: len(LANGUAGES)], _besides()[len(LANGUAGES) :]
    return line.startswith(doubts) or any(
        line.startswith(each) and _ALIKE.match(line.removeprefix(each)) is not None for each in alike
    )


def _figures(body: Sequence[str]) -> Iterator[Chunk]:
    """The figures of an entry, each as the lines it would have alone: a second one for a role is a comment itself."""
    own: list[str] = []
    for line in body:
        if _ROLE.match(line) and own:
            yield tuple(own)
            own = []
        own.append(re.sub(r"\A#\s*", "", line.strip()))
    if own:
        yield tuple(own)
