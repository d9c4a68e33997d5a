"""Figures that stand where they should not in their document: in the other half of a report, or two in one place.

Which half a place is in is told by the figures around it, not by headings, which many reports lack. A `note` on the
figure answers, as it does all suspicions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from indicators.collection.belonging import read
from indicators.collection.evidence import Document, Evidence, FigureKey, normal
from indicators.collection.naming import Naming, Place
from indicators.model.problems import Problem
from indicators.model.schema import Figure, Promise
from indicators.words.texts import said

Years = Mapping[tuple[str, int], Mapping[str, Promise]]
# Words by which a report speaks of what is to come, in simplified and traditional script.
_PLANNING = re.compile(
    "今年|明年|新的一年|年内|力争|力爭|争取|爭取|确保|確保|目标|目標|预期|預期|计划|計劃|安排|将|將|要"
)
# Words by which it speaks of what has been.
_REVIEWING = re.compile(
    "去年|上年|过去|過去|以来|以來|一年来|一年來|五年来|五年來|同比|累计|累計|目前|截至|回顾|回顧|[荣榮][获獲]|"
    "(?:完成|取得|实现|實現|建成|达到|達到)了"
)
_PASSAGE = 1500  # characters; figures further apart than this say nothing of what stands between them


def figure_of(years: Years, key: FigureKey) -> Figure | None:
    """The figure of a key; None for a target that is not there."""
    city, year, name, role, i = key
    promise = years[city, year][name]
    return promise.target if role == "target" else promise.outcome[i]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A figure that was taken from a document, and where its quote stands there."""

    start: int
    end: int
    key: FigureKey
    figure: Figure


@dataclass(frozen=True, slots=True)
class _Halves:
    """A document and what was taken from it, in order: outcomes show where it reviews, targets where it plans."""

    document: Document
    outcomes: list[_Taken] = field(default_factory=list)
    targets: list[_Taken] = field(default_factory=list)

    def of_target(self, key: FigureKey, figure: Figure, start: int, end: int) -> Problem | None:
        """What is wrong with a target whose quote stands at (start, end); None where nothing is.

        It may be the very words of the same indicator's outcome with the same numbers, or stand between two outcomes
        in a passage without a word of planning.
        """
        after = bisect_right(self.outcomes, start, key=lambda taken: taken.start)
        for taken in self.outcomes[max(0, after - 1) : after + 1]:
            same = taken.key[2] == key[2] and taken.figure.numbers == figure.numbers
            if same and start < taken.end and taken.start < end:
                return Problem("copied-outcome", said("the same words are the outcome of {year}", year=taken.key[1]))
        if self._amid(self.outcomes, after, start, end, _PLANNING):
            return Problem(
                "wrong-half", said("the quote stands in the review of the year before, between two of its outcomes")
            )
        return None

    def of_outcome(self, key: FigureKey, figure: Figure, start: int, end: int) -> Problem | None:  # noqa: ARG002 - as of a target
        """What is wrong with an outcome whose quote stands at (start, end): it may stand between two targets in a
        passage without a word of what has been."""
        others = [taken for taken in self.targets if taken.end <= start or end <= taken.start]
        after = bisect_left(others, end, key=lambda taken: taken.start)
        if self._amid(others, after, start, end, _REVIEWING):
            return Problem(
                "wrong-half",
                said("the quote stands in the plan, between two of its targets"),
                said("take the outcome from the half that reviews, or say in `note` why it is an outcome"),
            )
        return None

    def _amid(self, others: list[_Taken], after: int, start: int, end: int, words: re.Pattern[str]) -> bool:
        """Whether a place stands close between two figures of the other half, and none of the words between them."""
        if not 0 < after < len(others):
            return False
        passage = self.document.text[min(start, others[after - 1].start) : max(end, others[after].end)]
        return len(passage) <= _PASSAGE and not words.search(passage)

    def settle(
        self, taken: _Taken, source: str, wrong: Callable[[FigureKey, Figure, int, int], Problem | None]
    ) -> Evidence | Problem | None:
        """None where a figure stands in its half; else the first place of its words that does, or, where there is none,
        what is wrong at the first of all."""
        first = problem = wrong(taken.key, taken.figure, taken.start, taken.end)
        end, found = taken.end, None
        while problem is not None:
            place = self.document.find(taken.figure.quote or "", after=end)
            if place is None:
                return first
            found, end = Evidence(source, *place, read=taken.figure.written is not None), place[1]
            problem = wrong(taken.key, taken.figure, *place)
        return found


def settled(
    years: Years, documents: Mapping[tuple[str, str], Document], evidence: Mapping[FigureKey, Evidence]
) -> Iterator[tuple[FigureKey, Evidence | Problem]]:
    """Figures whose words stand in the other half of a report, as told by the figures around them.

    Each comes with its key, and with the evidence of the same words outside of that half where they stand there too,
    else with a problem.
    """
    for (_, source), halves in _halves(years, documents, evidence).items():
        planned: list[_Taken] = []  # the targets that stand in the plan, each at its place there
        for taken in halves.targets:
            better = halves.settle(taken, source, halves.of_target) if taken.figure.note is None else None
            if better is not None:
                yield taken.key, better
            if better is None:
                planned.append(taken)
            elif isinstance(better, Evidence):
                planned.append(replace(taken, start=better.start or 0, end=better.end or 0))
        told = replace(halves, targets=sorted(planned, key=lambda taken: (taken.start, taken.end)))
        for taken in told.outcomes:
            if taken.figure.note is None and (better := told.settle(taken, source, told.of_outcome)):
                yield taken.key, better


def _halves(
    years: Years, documents: Mapping[tuple[str, str], Document], evidence: Mapping[FigureKey, Evidence]
) -> dict[tuple[str, str], _Halves]:
    """What was taken from each document, by city and source."""
    found: dict[tuple[str, str], _Halves] = {}
    for key, proof in evidence.items():
        figure = figure_of(years, key)
        if figure is not None and proof.start is not None and proof.end is not None:
            halves = found.setdefault((key[0], proof.source), _Halves(documents[key[0], proof.source]))
            taken = _Taken(proof.start, proof.end, key, figure)
            (halves.targets if key[3] == "target" else halves.outcomes).append(taken)
    for halves in found.values():
        halves.targets.sort(key=lambda taken: (taken.start, taken.end))
        halves.outcomes.sort(key=lambda taken: (taken.start, taken.end))
    return found


def shared(
    years: Years,
    documents: Mapping[tuple[str, str], Document],
    evidence: Mapping[FigureKey, Evidence],
    namings: Mapping[str, Naming],
) -> Iterator[tuple[FigureKey, Problem]]:
    """Figures of two indicators that are one number at one place of a document, though its words name one of them: the
    later one's key and the problem. `namings` are the names that each city sees."""
    for (city, _), halves in _halves(years, documents, evidence).items():
        for one, other in _overlapping(halves.targets):
            yield from _one_for_two(one, other, namings[city])
        for one, other in _overlapping(halves.outcomes):
            yield from _one_for_two(one, other, namings[city])


def _overlapping(places: list[_Taken]) -> Iterator[tuple[_Taken, _Taken]]:
    """Figures of two indicators with the same form and numbers whose quotes overlap."""
    by_number: dict[tuple[object, ...], list[_Taken]] = {}
    for taken in places:
        if taken.figure.note is None and (numbers := taken.figure.numbers):
            by_number.setdefault((taken.figure.form, numbers), []).append(taken)
    for alike in by_number.values():
        for one, other in combinations(alike, 2):
            if one.key[2] != other.key[2] and other.start < one.end:
                yield one, other


def _one_for_two(one: _Taken, other: _Taken, naming: Naming) -> Iterator[tuple[FigureKey, Problem]]:
    quote = normal(max(one.figure.quote or "", other.figure.quote or "", key=len))
    names = [
        read(quote, naming.catalogue[taken.key[2]], taken.figure.unit or "", naming).places for taken in (one, other)
    ]
    if not any(_apart(a, b) for a in names[0] for b in names[1]):
        indicator = naming.catalogue[one.key[2]]
        what = said("the same words give the same number for {name}", name=indicator)
        yield other.key, Problem("shared-place", what)


def _apart(one: Place, other: Place) -> bool:
    """Whether two names stand at different places, neither within the other, or share the end of a list."""
    in_a_list = len(one.parts) > 1 or len(other.parts) > 1
    return (one.start < other.start and (in_a_list or one.end < other.end)) or (
        other.start < one.start and (in_a_list or other.end < one.end)
    )
