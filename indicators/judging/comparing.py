"""One outcome held against one target: inside what keeps it, apart from it, or too vague to tell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.judging.completion import completion
from indicators.judging.context import Context
from indicators.judging.judgment import Judgment, Verdict
from indicators.judging.meaning import (
    Tolerance,
    direction,
    gap_between,
    in_unit,
    outcome_span,
    read_as_ceiling,
    scope_of,
    target_span,
)
from indicators.judging.spans import Span
from indicators.judging.standard import Standard, referred, same_measure, standard
from indicators.model.schema import Better, Figure, Indicator, Outcome, Target
from indicators.model.values import Words
from indicators.model.wording import Amount, Printed, promise_clause, quoted
from indicators.words.texts import Both, Said, Sayable, inside, msgid, number, said


def compare(target: Target, outcome: Outcome, indicator: Indicator, context: Context, tolerance: Tolerance) -> Judgment:
    """The verdict that one outcome gives; the target is none of mere words."""
    unlike = _unlike(target, outcome, indicator, context.whole)
    if unlike is not None:
        return Judgment(Verdict.NOT_COMPARABLE, unlike)
    if target.form == "done":
        return completion(target, outcome, indicator, context)
    if not outcome.numbers:
        message = msgid("Reported {outcome}, {promised}: words without a number can't be compared.")
        words = said(message, outcome=quoted(outcome, indicator), promised=_promised(target, indicator, context))
        return Judgment(Verdict.UNCLEAR, words)
    against = standard(target, indicator, context, tolerance)
    if against is None:
        return Judgment(Verdict.NOT_COMPARABLE, _unreferred(target, indicator, context))
    return _Comparison(target, outcome, indicator, tolerance, against, _promised(target, indicator, context)).judgment()


def _unlike(target: Target, outcome: Outcome, indicator: Indicator, whole: Both) -> Said | None:
    """Why an outcome can't be compared with a target: the curator says so, or they cover different parts of the
    place."""
    if outcome.not_comparable is not None:
        return said("Not comparable: {reason}.", reason=_open(outcome.not_comparable))
    if scope_of(target, indicator, whole) == scope_of(outcome, indicator, whole):
        return None
    message = msgid("Not comparable: the promise is for {promised}, the outcome for {reported}.")
    return said(message, promised=_part(target, indicator, whole), reported=_part(outcome, indicator, whole))


def _part(figure: Figure, indicator: Indicator, whole: Both) -> Sayable:
    """The part of the place that a figure covers, as it stands in a sentence."""
    scope = figure.scope or indicator.scope
    if scope is None or not scope_of(figure, indicator, whole):
        return whole
    return Both(scope.zh, inside(scope.en) if scope.en != scope.zh else f"“{scope.en}”")


def _promised(target: Target, indicator: Indicator, context: Context) -> Sayable:
    """A target as a clause that says who promised it, or who told of it."""
    year = target.due_year or context.year
    return promise_clause(_target(target, indicator, context), context.promised_in(target), year)


def _target(target: Target, indicator: Indicator, context: Context) -> Sayable:
    """A target in words: with the figure it refers to, where that is known, or the convention it is read by."""
    if read_as_ceiling(target, indicator):
        return said("{target} (read as a ceiling)", target=Printed(target, indicator))
    if not target.refers_to:
        return quoted(target, indicator)
    other = context.catalogue.get(target.refers_to)
    words = Printed(target, indicator, other)
    outcome = referred(target, indicator, context)
    if outcome is None or other is None:
        return words
    return said("{target} ({reference})", target=words, reference=Printed(outcome, other))


def _unreferred(target: Target, indicator: Indicator, context: Context) -> Said:
    """Why there is nothing to hold an outcome of a relative target against."""
    name = target.refers_to or ""
    other = context.catalogue.get(name)
    if other is not None and not same_measure(indicator, other):
        return said("Not comparable: the promise refers to {name}, which is measured otherwise.", name=_inside(other))
    message = msgid("Not comparable: no number is held of {name} in {year}, to which the promise refers.")
    return said(message, name=name if other is None else _inside(other), year=target.due_year or context.year)


def _inside(indicator: Indicator) -> Both:
    """An indicator's name inside a sentence."""
    return Both(indicator.zh, inside(indicator.en))


def _open(reason: Words) -> Both:
    """A reason as it stands inside a sentence: no capital in front, no stop behind."""
    return Both(reason.zh.rstrip("。."), inside(reason.en).rstrip("."))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The numbers of an outcome held against what keeps a target. `promised` is the promise as a clause."""

    target: Target
    outcome: Outcome
    indicator: Indicator
    tolerance: Tolerance
    against: Standard
    promised: Sayable

    @property
    def better(self) -> Better:
        return direction(self.target, self.indicator)

    @property
    def gap(self) -> Decimal:
        return gap_between(in_unit(self.outcome, self.indicator), self.against.numbers, self.better)

    def judgment(self) -> Judgment:
        """Apart: missed. Inside: kept. Otherwise too vague to tell."""
        meant = outcome_span(self.outcome, self.indicator, self.tolerance)
        assert meant is not None  # an outcome with numbers has a span
        if meant.apart(self.against.perhaps):
            return self._missed(meant)
        if self.against.surely is None or not _within(meant, self.against.surely):
            message = msgid("Reported {outcome}, {promised}: the printed figures are too vague to tell.")
            return Judgment(Verdict.UNCLEAR, self._said(message))
        if self.indicator.ceiling and self.better is Better.LOWER and self._fell():
            message = msgid("Reported {outcome}, {promised}: prices fell, and a ceiling does not ask for that.")
            return Judgment(Verdict.UNCLEAR, self._said(message))
        return self._kept(meant)

    def _fell(self) -> bool:
        """Whether a fall was reported where no fall was promised."""
        return min(in_unit(self.outcome, self.indicator)) < 0 <= min(self.against.numbers)

    def _missed(self, meant: Span) -> Judgment:
        gap, narrow = self.gap, self._narrowly(meant)
        short = Amount(abs(gap), self.indicator, points=True)
        if narrow and not gap:
            message = msgid("Reported {outcome}, {promised}: nearly, but not quite.")
        elif narrow and self.tolerance.in_points:
            message = msgid(
                "Reported {outcome}, {promised}: a narrow miss, short by {gap}, which is within {tolerance}."
            )
        elif narrow:
            message = msgid(
                "Reported {outcome}, {promised}: a narrow miss, short by {gap}, which is within {tolerance} "
                "% of the promise."
            )
        elif gap:
            message = msgid("Reported {outcome}, {promised}: short by {gap}.")
        else:
            message = msgid("Reported {outcome}, {promised}: not reached.")
        return Judgment(Verdict.MISSED, self._said(message, gap=short, tolerance=self._allowance()), narrow, gap)

    def _allowance(self) -> Sayable:
        """The tolerance in words: points, or the percentage as a bare number."""
        if self.tolerance.in_points:
            return Amount(self.tolerance.points.normalize(), self.indicator, points=True)
        return Both(number(self.tolerance.percent, "zh"), number(self.tolerance.percent, "en"))

    def _narrowly(self, meant: Span) -> bool:
        """Whether all that the outcome may mean is within the tolerance of the printed promise.

        Short by nothing is not narrow: the promise asked for more than the number. But 近百 for a hundred is, by the
        document's own word.
        """
        if not self.tolerance.percent:
            return False
        if not self.gap:
            return self.outcome.form == "nearly"
        return _within(meant, self.against.printed.widened(self.tolerance.of))

    def _kept(self, meant: Span) -> Judgment:
        further = self.target.further
        if further is not None:
            harder = target_span("value", in_unit(further, self.indicator), self.better, self.tolerance)
            if harder is not None and _within(meant, harder):
                message = msgid("Reported {outcome}, {promised}: even the {stretch} striven for was reached.")
                because = self._said(message, stretch=Printed(further, self.indicator))
                return Judgment(Verdict.EXCEEDED, because, gap=self.gap)
        return Judgment(Verdict.MET, self._said(msgid("Reported {outcome}, {promised}.")), gap=self.gap)

    def _said(self, message: str, **values: Sayable) -> Said:
        return said(message, outcome=Printed(self.outcome, self.indicator), promised=self.promised, **values)


def _within(meant: Span, span: Span) -> bool:
    """Whether all that is meant is inside a span. An empty span, just below a number, is only where that is."""
    return not meant.apart(span) and meant.inside(span)
