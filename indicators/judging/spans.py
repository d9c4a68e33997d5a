"""Intervals of decimal numbers: those that satisfy a target, or that an outcome may mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of numbers. An end of None is infinite; an open end is not itself part of the span.

    `Span(a, a, high_open=True)` is empty, and stands for "just below a" where nothing is tolerated (近百 at a tolerance
    of 0). It is apart from [a, ∞), but by its ends also inside it: so ask `apart` before `inside`.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def inside(self, other: Span) -> bool:
        """Whether every number of this span is in the other."""
        if other.low is not None and (
            self.low is None or self.low < other.low or (self.low == other.low and other.low_open and not self.low_open)
        ):
            return False
        return not (
            other.high is not None
            and (
                self.high is None
                or self.high > other.high
                or (self.high == other.high and other.high_open and not self.high_open)
            )
        )

    def apart(self, other: Span) -> bool:
        """Whether no number is in both."""
        return self._below(other) or other._below(self)

    def _below(self, other: Span) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def widened(self, by: Decimal) -> Span:
        """The span with both of its finite ends moved outwards by `by` (not negative), and closed if it moved."""
        if not by:
            return self
        return Span(
            None if self.low is None else self.low - by,
            None if self.high is None else self.high + by,
        )
