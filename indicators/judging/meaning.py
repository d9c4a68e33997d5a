"""What a printed figure means: its numbers in the indicator's unit, its good side, and the span it stands for.

The forms and their spans are the table of section "The verdict" of the README.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.judging.spans import Span
from indicators.model.schema import Better, Figure, Indicator, Target
from indicators.words import units

DEFAULT_TOLERANCE = Decimal(5)  # percent: what 左右, 约, 近, 同步 and a narrow miss allow; a stated opinion


def in_unit(figure: Figure, indicator: Indicator) -> tuple[Decimal, ...]:
    """A figure's numbers in the indicator's unit: one, two for `between`, none for words and comparisons.

    Units that don't convert were refused when the data was read; of such a figure the numbers come back as printed.
    """
    factor = Decimal(1) if figure.unit is None else units.factor(figure.unit, indicator.unit) or Decimal(1)
    return tuple(n * factor for n in figure.numbers)


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


def target_span(form: str, numbers: tuple[Decimal, ...], better: Better, tolerance: Decimal) -> Span | None:
    """The numbers that keep a target of this form; None for words without a number.

    `numbers` are one, or two of a range, in the unit that the span is to have; `tolerance` is in percent of the first.
    """
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    spread = abs(low) * tolerance / 100
    if form == "at_least":
        return Span(low, None)
    if form == "more_than":
        return Span(low, None, low_open=True)
    if form == "at_most":
        return Span(None, high)
    if form == "less_than":
        return Span(None, high, high_open=True)
    if form in ("about", "nearly"):
        low, high = low - spread, high + spread
    elif better is Better.CLOSER and form == "value":
        return Span(low - spread, high + spread)
    if better is Better.CLOSER:
        return Span(low, high)
    return Span(low, None) if better is Better.HIGHER else Span(None, high)


def outcome_span(form: str, numbers: tuple[Decimal, ...], tolerance: Decimal) -> Span | None:
    """The numbers an outcome of this form may mean; None for words without a number. Arguments as of `target_span`."""
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    spread = abs(low) * tolerance / 100
    if form == "about":
        return Span(low - spread, high + spread)
    if form == "nearly":
        return Span(low - spread, high, high_open=True)
    if form in ("value", "between"):
        return Span(low, high)
    return target_span(form, numbers, Better.HIGHER, tolerance)


def gap_between(printed: tuple[Decimal, ...], target: tuple[Decimal, ...], better: Better) -> Decimal:
    """How far the printed outcome is past the printed target on the good side, negative when short.

    Of ranges the worse ends count. Where closer is better nothing is past a target: 0 is inside its range.
    """
    if better is Better.HIGHER:
        return printed[0] - target[0]
    if better is Better.LOWER:
        return target[-1] - printed[-1]
    inside = max(target[0], min(printed[0], target[-1]))
    return -abs(printed[0] - inside)


def tolerance_for(indicator: Indicator, chosen: Decimal | None) -> Decimal:
    """The tolerance in percent of a target: what the reader chose, else the indicator's own, else the default."""
    if chosen is not None:
        return chosen
    return DEFAULT_TOLERANCE if indicator.tolerance is None else indicator.tolerance
