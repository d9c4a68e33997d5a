"""Figures that are hardly true though their words stand in the document: a slip of the curator, or a misprint.

Only what is sure enough to stop a pull request is suspected. A `note` on the figure answers a suspicion, since the
readers of a figure so strange deserve one. What is suspected, and why: curated/README.md, section "Problem codes".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from indicators.collection.evidence import Evidence, FigureKey
from indicators.collection.places import Years
from indicators.judging.meaning import direction, in_unit
from indicators.model.problems import Problem
from indicators.model.schema import Better, City, Figure, Indicator, Outcome, Promise, Target
from indicators.words.texts import said

# Where the catalogue gives no bounds: nothing falls by more than all there is, no part is more than the whole.
_BOUNDS = {"growth": (Decimal(-100), Decimal(1000)), "share": (Decimal(0), Decimal(100))}
_TIMES = 100  # an outcome this many times its target is counted in another unit
_PART = 1000  # so is one that is this small a part of its target; even a bad miss is larger
_LAST_MONTH = 12  # reports of December may speak of the whole year


def suspected(
    catalogue: Mapping[str, Indicator],
    cities: Mapping[str, City],
    years: Years,
    evidence: Mapping[FigureKey, Evidence],
) -> Iterator[tuple[FigureKey, Problem]]:
    """What is suspicious in a figure itself, or beside its target: the figure's key and the problem, without its place.

    `years` are the promises by city and year; `evidence` names the source of each of their figures.
    """
    for (city, year), promises in years.items():
        for name, promise in promises.items():
            for problem in _of_target(promise.target, catalogue[name]):
                yield (city, year, name, "target", 0), problem
            for i, outcome in enumerate(promise.outcome):
                key = (city, year, name, "outcome", i)
                date = cities[city].sources[evidence[key].source].date
                told = cities[city].sources[evidence[key].source].reviews
                # Of a report that reviews a year before the promise is due `timing` asks whether it was kept early.
                due = promise.due_in(year) if told is None or told < year else min(promise.due_in(year), told)
                for problem in _of_outcome(outcome, promise, catalogue[name], due, date):
                    yield key, problem


def _of_target(target: Target | None, indicator: Indicator) -> Iterator[Problem]:
    if target is not None and target.note is None:
        yield from filter(None, (implausible(target, indicator), _easier(target, indicator)))


def _of_outcome(
    outcome: Outcome, promise: Promise, indicator: Indicator, due: int, date: datetime.date | None
) -> Iterator[Problem]:
    if outcome.note is None:
        found = (
            implausible(outcome, indicator),
            _out_of_scale(outcome, promise.target, indicator),
            _too_early(outcome, due, date),
        )
        yield from filter(None, found)


def implausible(figure: Figure, indicator: Indicator) -> Problem | None:
    """A number outside of what is plausible for its indicator: a growth rate of 65, a share of 120."""
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
    if target.stretch is None or not target.numbers:
        return None
    better = direction(target, indicator)
    if better is Better.CLOSER:
        return None
    beyond = target.stretch > max(target.numbers) if better is Better.HIGHER else target.stretch < min(target.numbers)
    return (
        None
        if beyond
        else Problem("stretch", said("the stretch {stretch} is not beyond the promise", stretch=target.stretch))
    )


def _out_of_scale(outcome: Outcome, target: Target | None, indicator: Indicator) -> Problem | None:
    """An outcome a hundred times its target or a thousandth of it, as with a forgotten 万."""
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
    """An outcome given as that of the whole year, in a document of `date`, before that year's December."""
    if date is None or outcome.interim_to is not None or outcome.not_comparable is not None:
        return None
    if date >= datetime.date(year, _LAST_MONTH, 1):
        return None
    return Problem(
        "too-early",
        said("the document is of {date}, before the year {year} was over", date=date.isoformat(), year=year),
    )
