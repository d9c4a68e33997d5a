"""What is hardly true though its words stand in the document: a slip of the curator, or a misprint worth a word to
readers.

Only what is sure enough to stop a pull request. A figure with a `note` is not suspected: the note is the answer, and
the readers of a figure so strange deserve one.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.collection.evidence import Document, Evidence, FigureKey
from indicators.judging.meaning import direction, in_unit
from indicators.model.problems import Problem
from indicators.model.schema import Better, City, Figure, Indicator, Outcome, Promise, Target
from indicators.words.texts import said

_Years = Mapping[tuple[str, int], Mapping[str, Promise]]
# Where the catalogue gives no bounds: nothing falls by more than all there is, no part is more than the whole.
_BOUNDS = {"growth": (Decimal(-100), Decimal(1000)), "share": (Decimal(0), Decimal(100))}
_TIMES = 100  # an outcome so many times its target counts in another unit
_PART = 1000  # so does one that is so small a part of it; a bad miss is larger
_PLANNING = re.compile(
    "今年|明年|新的一年|年内|力争|力爭|争取|爭取|确保|確保|目标|目標|预期|預期|计划|計劃|安排|将|將|要"
)
_PASSAGE = 1500  # characters; between two outcomes that stand further apart there may be anything
_LAST_MONTH = 12  # reports of December may speak of the whole year


def suspected(
    catalogue: Mapping[str, Indicator],
    cities: Mapping[str, City],
    years: _Years,
    evidence: Mapping[FigureKey, Evidence],
) -> Iterator[tuple[FigureKey, Problem]]:
    """What is suspicious in a figure itself, and beside its target."""
    for (city, year), promises in years.items():
        for name, promise in promises.items():
            indicator, target = catalogue[name], promise.target
            if target is not None and target.note is None:
                key = (city, year, name, "target", 0)
                for problem in (_implausible(target, indicator), _easier(target, indicator)):
                    if problem is not None:
                        yield key, problem
            for i, outcome in enumerate(promise.outcome):
                if outcome.note is not None:
                    continue
                key = (city, year, name, "outcome", i)
                date = cities[city].sources[evidence[key].source].date
                due = promise.due_in(year)
                for problem in (
                    _implausible(outcome, indicator),
                    _out_of_scale(outcome, target, indicator),
                    _too_early(outcome, due, date),
                ):
                    if problem is not None:
                        yield key, problem


def _implausible(figure: Figure, indicator: Indicator) -> Problem | None:
    """A growth rate of 65, a share of 120."""
    bounds = indicator.plausible or (_BOUNDS.get(indicator.measure) if indicator.unit == "%" else None)
    if bounds is None:
        return None
    for number in in_unit(figure, indicator):
        if not bounds[0] <= number <= bounds[1]:
            what = said(
                "{number}{unit} is hardly true: from {least} to {most} is plausible",
                number=number,
                unit=indicator.unit,
                least=bounds[0],
                most=bounds[1],
            )
            return Problem("implausible", what)
    return None


def _easier(target: Target, indicator: Indicator) -> Problem | None:
    """A stretch that is not beyond the promise on the target's good side."""
    better = direction(target, indicator)
    if target.stretch is None or not target.numbers or better is Better.CLOSER:
        return None
    beyond = target.stretch > max(target.numbers) if better is Better.HIGHER else target.stretch < min(target.numbers)
    return (
        None
        if beyond
        else Problem("stretch", said("the stretch {stretch} is not beyond the promise", stretch=target.stretch))
    )


def _out_of_scale(outcome: Outcome, target: Target | None, indicator: Indicator) -> Problem | None:
    """A forgotten 万: the outcome is a hundred times its target, or a thousandth."""
    if target is None or indicator.in_points or outcome.not_comparable is not None:
        return None
    promised, reported = in_unit(target, indicator), in_unit(outcome, indicator)
    if not promised or not reported or promised[0] <= 0 or reported[0] <= 0:
        return None
    if not promised[0] / _PART < reported[0] < promised[0] * _TIMES:
        what = said(
            "{outcome}{unit} was reported where {target}{unit} was promised",
            outcome=reported[0],
            target=promised[0],
            unit=indicator.unit,
        )
        return Problem("out-of-scale", what)
    return None


def _too_early(outcome: Outcome, year: int, date: datetime.date | None) -> Problem | None:
    """An outcome of the whole year in a document from before its end."""
    if date is None or outcome.interim_to is not None or outcome.not_comparable is not None:
        return None
    if date >= datetime.date(year, _LAST_MONTH, 1):
        return None
    return Problem(
        "too-early",
        said("the document is of {date}, before the year {year} was over", date=date.isoformat(), year=year),
    )


@dataclass(frozen=True, slots=True)
class _Review:
    """A document and where the outcomes taken from it stand, in order: the half that reviews."""

    document: Document
    outcomes: list[tuple[int, int, FigureKey, Outcome]]

    def of(self, key: FigureKey, target: Target, start: int, end: int) -> Problem | None:
        """What is wrong with a target whose words stand on its own outcome's, or between two with no word of
        planning."""
        after = bisect_right(self.outcomes, start, key=lambda place: place[0])
        for first, last, other, outcome in self.outcomes[max(0, after - 1) : after + 1]:
            if start < last and first < end and other[2] == key[2] and outcome.numbers == target.numbers:
                return Problem("copied-outcome", said("the same words are the outcome of {year}", year=other[1]))
        if 0 < after < len(self.outcomes):
            passage = self.document.text[min(start, self.outcomes[after - 1][0]) : max(end, self.outcomes[after][1])]
            if len(passage) <= _PASSAGE and not _PLANNING.search(passage):
                return Problem(
                    "wrong-half", said("the quote stands in the review of the year before, between two of its outcomes")
                )
        return None

    def settle(self, key: FigureKey, target: Target, found: Evidence) -> Evidence | Problem:
        """The first place of a target's words outside of the review; the problem, where there is none."""
        first = problem = self.of(key, target, found.start or 0, found.end or 0)
        while problem is not None and first is not None:
            place = self.document.find(target.quote or "", after=found.end or 0)
            if place is None:
                return first
            found = Evidence(found.source, *place)
            problem = self.of(key, target, *place)
        return found


def settled(
    years: _Years, documents: Mapping[tuple[str, str], Document], evidence: Mapping[FigureKey, Evidence]
) -> Iterator[tuple[FigureKey, Evidence | Problem]]:
    """Targets whose words stand in the reviewing half of a report, by the outcomes around them.

    Where the same words stand a second time outside of it, that is the target's evidence. Otherwise it is a problem.
    """
    reviews: dict[tuple[str, str], _Review] = {}
    for key, found in evidence.items():
        city, year, name, role, i = key
        if role == "outcome" and found.start is not None and found.end is not None:
            review = reviews.setdefault((city, found.source), _Review(documents[city, found.source], []))
            review.outcomes.append((found.start, found.end, key, years[city, year][name].outcome[i]))
    for review in reviews.values():
        review.outcomes.sort(key=lambda place: place[:2])
    for key, found in evidence.items():
        city, year, name, role, _ = key
        target = years[city, year][name].target
        if (
            role == "target"
            and target is not None
            and target.note is None
            and found.verified
            and (city, found.source) in reviews
        ):
            better = reviews[city, found.source].settle(key, target, found)
            if better is not found:
                yield key, better
