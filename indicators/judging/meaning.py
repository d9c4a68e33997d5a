"""What a printed figure means: its numbers in the indicator's unit, its good side, and the span it stands for.

The forms and their spans are the table "Forms of a figure" of curated/README.md. Numbers of a fall are negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.judging.spans import Span
from indicators.model.schema import Better, Figure, Indicator, Outcome, Target
from indicators.words import units
from indicators.words.rounding import turns_at
from indicators.words.texts import Both

DEFAULT_TOLERANCE = Decimal(5)  # percent: what 左右, 约, 同步 and a narrow miss allow; a stated opinion
# A percentage of a small rate vanishes: between percentages the tolerance is in points, 0.3 for 5 %.
_POINTS = Decimal("0.06")
_NEARLY = Decimal("0.9")  # 近 is within a tenth below
WHOLE = Both("全市", "the whole city")  # how documents call a place as a whole; the usual place is a city


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may be off: `percent` of it, or in points, of which 0.06 stand for each of the percent."""

    percent: Decimal
    in_points: bool = False

    @property
    def points(self) -> Decimal:
        """The tolerance in percentage points, where it is in points."""
        return self.percent * _POINTS

    def of(self, number: Decimal) -> Decimal:
        """How far from `number`, in its unit; never negative."""
        return self.points if self.in_points else abs(number) * self.percent / 100


EXACT = Tolerance(Decimal(0))


def tolerance_for(indicator: Indicator, chosen: Decimal | None) -> Tolerance:
    """The tolerance for an indicator's targets: what the reader chose in percent, else its own, else the default.

    An indicator's own is in percent of the target whatever its unit; the other two are in points between percentages.
    """
    if chosen is None and indicator.tolerance is not None:
        return Tolerance(indicator.tolerance)
    return Tolerance(DEFAULT_TOLERANCE if chosen is None else chosen, indicator.in_points)


def in_unit(figure: Figure, indicator: Indicator) -> tuple[Decimal, ...]:
    """A figure's numbers in the indicator's unit: one, two for `between`, none for words and comparisons.

    Units that don't convert were refused when the data was read; of such a figure the numbers come back as printed.
    """
    factor = _factor(figure, indicator)
    return tuple(n * factor for n in figure.numbers)


def _factor(figure: Figure, indicator: Indicator) -> Decimal:
    return Decimal(1) if figure.unit is None else units.factor(figure.unit, indicator.unit) or Decimal(1)


def scope_of(figure: Figure | None, indicator: Indicator, whole: Both = WHOLE) -> str:
    """The part of the place that a figure covers, in Chinese: its own, else the indicator's; "" for the place as a
    whole, which its documents call `whole`."""
    scope = (figure.scope if figure else None) or indicator.scope
    return "" if scope is None or scope.zh in (whole.zh, "全域") else scope.zh


def direction(target: Target | None, indicator: Indicator) -> Better:
    """The good side of a target: what its form says (至少, 不超过), else its own `better`, else the indicator's."""
    if target is not None:
        if target.form in ("at_least", "more_than", "faster_than"):
            return Better.HIGHER
        if target.form in ("at_most", "less_than"):
            return Better.LOWER
        if target.better is not None:
            return target.better
    return indicator.better


def read_as_ceiling(target: Target, indicator: Indicator) -> bool:
    """Whether a target prints a plain number that is by convention a ceiling (居民消费价格涨幅3%左右)."""
    plain = target.form in ("value", "about", "nearly", "between")
    return indicator.ceiling and plain and direction(target, indicator) is Better.LOWER


def _sided(low: Decimal, high: Decimal, better: Better) -> Span:
    """The numbers from the worse end of a range on; where closer is better the range itself."""
    if better is Better.CLOSER:
        return Span(low, high)
    return Span(low, None) if better is Better.HIGHER else Span(None, high)


def target_span(form: str, numbers: tuple[Decimal, ...], better: Better, tolerance: Tolerance) -> Span | None:
    """The numbers that keep a target of this form; None for words without a number.

    `numbers` are one, or two of a range, in the unit that the span is to have.
    """
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    spread = tolerance.of(low)
    if form == "at_least":
        return Span(low, None)
    if form == "more_than":
        return Span(low, None, low_open=True)
    if form == "at_most":
        return Span(None, high)
    if form == "less_than":
        return Span(None, high, high_open=True)
    if form == "nearly":
        low, high = sorted((low, low * _NEARLY))
    elif form == "about" or (form == "value" and better is Better.CLOSER):
        low, high = low - spread, high + spread
    return _sided(low, high, better)


def outcome_span(outcome: Outcome, indicator: Indicator, tolerance: Tolerance) -> Span | None:
    """The numbers an outcome may mean, in the indicator's unit; None for words without a number.

    A round number with 余, 多 or 来 behind it in the quote ends where its last printed digit would turn.
    """
    numbers, form = in_unit(outcome, indicator), outcome.form
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    if form == "about":
        return Span(low - tolerance.of(low), high + tolerance.of(low))
    if form == "nearly":
        return Span(low * _NEARLY, high, high_open=True) if low >= 0 else Span(low, low * _NEARLY, low_open=True)
    if form in ("value", "between"):
        return Span(low, high)
    end = _round_end(outcome, indicator)
    if form in ("at_least", "more_than"):
        return Span(low, end, low_open=form == "more_than", high_open=end is not None)
    return Span(end, high, low_open=end is not None, high_open=form == "less_than")


def _round_end(outcome: Outcome, indicator: Indicator) -> Decimal | None:
    """Where an outcome that is more than a round number (30余) ends, away from nought; None where it has no end."""
    number = outcome.numbers[0]
    upwards = outcome.form in ("at_least", "more_than")
    if outcome.quote is None or (number <= 0 if upwards else number >= 0):
        return None
    power = units.parsed(indicator.unit if outcome.unit is None else outcome.unit)[0]
    end = turns_at(outcome.quote, abs(number) * power)
    if end is None:
        return None
    return (end if upwards else -end) / power * _factor(outcome, indicator)


def gap_between(printed: tuple[Decimal, ...], target: tuple[Decimal, ...], better: Better) -> Decimal:
    """How far the printed outcome is past the printed target on the good side, negative when short.

    Of ranges the worse ends count. Where closer is better nothing is past a target: 0 is inside its range.
    """
    if better is Better.HIGHER:
        return printed[0] - target[0]
    if better is Better.LOWER:
        return target[-1] - printed[-1]
    return -max(abs(end - max(target[0], min(end, target[-1]))) for end in printed)


def comparable(outcome: Outcome, target: Target | None, indicator: Indicator, whole: Both = WHOLE) -> bool:
    """Whether an outcome can be held against a target: not another thing or another part of the place, and no words
    where a number was promised. Without a target: whether it is a plain number, or a completion, of the indicator.
    `whole` is as of `scope_of`."""
    if outcome.not_comparable is not None:
        return False
    if scope_of(outcome, indicator, whole) != scope_of(target, indicator, whole):
        return False
    if target is None or target.form == "text":
        return outcome.form != "text"
    if target.form == "done":
        return outcome.form == "done" or (bool(outcome.numbers) and is_share(indicator))
    return bool(outcome.numbers)


def is_share(indicator: Indicator) -> bool:
    """Whether 100 of the indicator is the whole, so that it says whether something is done."""
    return indicator.measure == "share" and indicator.unit == "%"
