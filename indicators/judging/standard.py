"""What an outcome is held against: the numbers that keep a target; of a relative one, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.judging.context import Context
from indicators.judging.meaning import (
    EXACT,
    Tolerance,
    comparable,
    direction,
    in_unit,
    outcome_span,
    target_span,
)
from indicators.judging.spans import Span
from indicators.model.schema import Better, Indicator, Outcome, Target
from indicators.words import units


@dataclass(frozen=True, slots=True)
class Standard:
    """What keeps a target, in the indicator's unit.

    `surely` are the numbers that keep it whatever the figure referred to means, None where there are none; `perhaps`
    those that keep it for some number it may mean; both are the same where nothing is vague. `printed` is what the
    promise says without any tolerance, `numbers` are the numbers that the gap is measured from.
    """

    surely: Span | None
    perhaps: Span
    printed: Span
    numbers: tuple[Decimal, ...]


def standard(target: Target, indicator: Indicator, context: Context, tolerance: Tolerance) -> Standard | None:
    """What an outcome of the target is held against; None where that is words, or a figure that is not known."""
    better = direction(target, indicator)
    if target.refers_to:
        outcome, other = referred(target, indicator, context), context.catalogue.get(target.refers_to)
        return None if outcome is None or other is None else _relative(target, outcome, indicator, other, tolerance)
    numbers = in_unit(target, indicator)
    span = target_span(target.form, numbers, better, tolerance)
    # What is printed with 左右 or 近 has had its tolerance: a miss is measured from the number itself.
    form = "value" if target.form in ("about", "nearly") else target.form
    printed = target_span(form, numbers, better, EXACT)
    return None if span is None or printed is None else Standard(span, span, printed, numbers)


def promised_span(target: Target, indicator: Indicator, context: Context, tolerance: Tolerance) -> Span | None:
    """The numbers that surely keep a target, in the indicator's unit; None where it has no number, or none yet."""
    found = standard(target, indicator, context, tolerance)
    return found.surely if found else None


def same_measure(indicator: Indicator, other: Indicator) -> bool:
    """Whether figures of two indicators can be held against each other: of one measure, in units that convert."""
    return indicator.measure == other.measure and units.factor(other.unit, indicator.unit) is not None


def referred(target: Target, indicator: Indicator, context: Context) -> Outcome | None:
    """The outcome that a relative target refers to: that of the year it is due in, of the same measure, for the whole
    of what its indicator covers. None where no such number is held."""
    name = target.refers_to or ""
    other = context.catalogue.get(name)
    if other is None or not same_measure(indicator, other):
        return None
    found = context.reported(name, target.due_year or context.year)
    return next((o for o in found if o.numbers and comparable(o, None, other, context.whole)), None)


def _relative(
    target: Target, outcome: Outcome, indicator: Indicator, other: Indicator, tolerance: Tolerance
) -> Standard | None:
    """What keeps a target that refers to an outcome of another indicator."""
    better = direction(target, indicator)
    factor = units.factor(other.unit, indicator.unit)
    meant = outcome_span(outcome, other, tolerance)
    if factor is None or meant is None:
        return None
    meant = meant.times(factor)
    allowed = EXACT if target.faster_than else tolerance
    strict = target.faster_than is not None
    return Standard(
        _beyond_all(meant, better, allowed, strict),
        _beyond_some(meant, better, allowed, strict),
        _beyond_some(meant, better, EXACT, strict),
        tuple(n * factor for n in in_unit(outcome, other)),
    )


def _beyond_all(meant: Span, better: Better, tolerance: Tolerance, strict: bool) -> Span | None:
    """The numbers beyond every number in `meant` on the good side, but for the tolerance; None where there are none.

    `strict` is for what has to be more, not as much: where the span does not hold its own end, that end will do.
    """
    low = None if meant.high is None else meant.high - tolerance.of(meant.high)
    high = None if meant.low is None else meant.low + tolerance.of(meant.low)
    if better is Better.HIGHER:
        return None if low is None else Span(low, None, low_open=strict and not meant.high_open)
    if better is Better.LOWER:
        return None if high is None else Span(None, high)
    return None if low is None or high is None or low > high else Span(low, high)


def _beyond_some(meant: Span, better: Better, tolerance: Tolerance, strict: bool) -> Span:
    """The numbers beyond at least one number in `meant` on the good side, but for the tolerance."""
    low = None if meant.low is None else meant.low - tolerance.of(meant.low)
    high = None if meant.high is None else meant.high + tolerance.of(meant.high)
    if better is Better.HIGHER:
        return Span(low, None, low_open=low is not None and (strict or meant.low_open))
    if better is Better.LOWER:
        return Span(None, high, high_open=high is not None and meant.high_open)
    return Span(low, high, low is not None and meant.low_open, high is not None and meant.high_open)
