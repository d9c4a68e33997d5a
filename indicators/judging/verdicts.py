"""The verdict on a promise: the outcome's span against the target's span, by section "The verdict" of the README.

Inside: met. Apart: missed. Otherwise the printed figure is too vague to tell. Where there is nothing to compare the
verdict says why. Every promise has exactly one verdict, and a sentence in both languages that gives the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.judging.meaning import direction, gap_between, in_unit, outcome_span, target_span, tolerance_for
from indicators.judging.spans import Span
from indicators.model.schema import Better, Indicator, Kind, Outcome, Promise, Source, Target, default_sources
from indicators.model.values import Words
from indicators.model.wording import Amount, Printed, named
from indicators.words.texts import Both, Said, Sayable, inside, msgid, number, said


class Verdict(StrEnum):
    """What became of a promise; the order is that of stacked bars and legends."""

    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"
    UNCLEAR = "unclear"
    NOT_COMPARABLE = "not_comparable"
    UNREPORTED = "unreported"
    NOT_HELD = "not_held"
    AWAITING = "awaiting"
    UNQUANTIFIED = "unquantified"


KEPT = (Verdict.EXCEEDED, Verdict.MET)
JUDGED = (*KEPT, Verdict.MISSED)
ANSWERED = (*JUDGED, Verdict.UNCLEAR, Verdict.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict and its reason, a sentence in both languages.

    `narrow`: missed by no more than the tolerance. `gap`: how far the outcome is past the printed target on the good
    side, in the indicator's unit (percentage points for rates), negative when short; None where nothing was compared.
    `deciding`: the position in the promise's outcomes of the one that decided. `turned_by`: the positions of others
    that would have given another verdict, each with that verdict.
    """

    verdict: Verdict
    because: Said
    narrow: bool = False
    gap: Decimal | None = None
    deciding: int | None = None
    turned_by: tuple[tuple[int, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict needs besides the promise itself: its year, and of its city the sources, by key, and the promises
    of that year, by indicator, since a relative target is compared with another indicator's outcome."""

    year: int
    sources: Mapping[str, Source]
    catalogue: Mapping[str, Indicator]
    promises: Mapping[str, Promise]

    def source_of(self, outcome: Outcome, due: int) -> Source | None:
        """The document an outcome stands in: the one it names, else the one that reviews the year `due`."""
        name = outcome.source or next(iter(default_sources(self.sources, "reviews", due)), "")
        return self.sources.get(name)

    def reviewers(self, year: int) -> list[Source]:
        """The documents held that review a year, whole or in excerpts."""
        return [s for s in self.sources.values() if s.reviews == year and s.file]

    def ranked(self, promise: Promise) -> list[int]:
        """The positions of a promise's outcomes in the order of deciding: by kind of source, then the newest.

        Outcomes of part of the year never decide and are left out.
        """
        due = promise.due_in(self.year)

        def key(i: int) -> tuple[int, int]:
            source = self.source_of(promise.outcome[i], due)
            if source is None:
                return len(Kind), 0  # behind all that have one
            return source.kind.order, -(source.date or date.min).toordinal()

        return sorted((i for i, o in enumerate(promise.outcome) if o.interim_to is None), key=key)


def standard(target: Target, indicator: Indicator, context: Context) -> tuple[str, tuple[Decimal, ...]]:
    """The form and the numbers, in the indicator's unit, that an outcome is held against.

    They are the target's own; a relative target stands for the number it refers to, and has none while that is unknown.
    """
    if not target.refers_to:
        return target.form, in_unit(target, indicator)
    return "about" if target.in_step_with else "more_than", reference(target, context) or ()


def promised_span(target: Target, indicator: Indicator, context: Context, tolerance: Decimal) -> Span | None:
    """The numbers that keep a target (`tolerance` in percent of it); None where it has no number, or none yet."""
    return target_span(*standard(target, indicator, context), direction(target, indicator), tolerance)


def reference(target: Target, context: Context) -> tuple[Decimal, ...] | None:
    """The number a relative target refers to: the deciding comparable outcome of that indicator in the same year.

    In that indicator's unit; () where it was not reported as one exact number, None where no outcome is held.
    """
    name = target.refers_to or ""
    promise, indicator = context.promises.get(name), context.catalogue.get(name)
    if promise is None or indicator is None:
        return None
    for i in context.ranked(promise):
        outcome = promise.outcome[i]
        if outcome.not_comparable is None:
            return in_unit(outcome, indicator) if outcome.form == "value" else ()
    return None


def _compare(target: Target, outcome: Outcome, indicator: Indicator, context: Context, tolerance: Decimal) -> Judgment:
    """The verdict that one outcome gives."""
    if outcome.not_comparable is not None:
        why = said("Not comparable: {reason}.", reason=_open(outcome.not_comparable))
        return Judgment(Verdict.NOT_COMPARABLE, why)
    other = context.catalogue.get(target.refers_to or "")
    promised: Sayable = Printed(target, indicator, other)
    reported = Printed(outcome, indicator)
    if target.refers_to:
        known = reference(target, context)
        if known is None:
            message = msgid("Not comparable: no outcome is held of {name}, to which the promise refers.")
            return Judgment(Verdict.NOT_COMPARABLE, said(message, name=other or target.refers_to))
        if not known:
            message = msgid(
                "Reported {outcome}, promised {target}: that was not reported as one exact number, so it is too "
                "vague to tell."
            )
            return Judgment(Verdict.UNCLEAR, said(message, outcome=reported, target=promised))
        if other is not None:
            promised = _with(promised, Amount(known[0], other))
    form, wanted = standard(target, indicator, context)
    return _Comparison(target, outcome, indicator, tolerance, form, wanted, promised, reported).judgment()


@dataclass(frozen=True, slots=True)
class _Comparison:
    """An outcome held against a target: the outcome's span against the target's span.

    `form` and `wanted` are the target's as `standard` gives them; `promised` and `reported` are both in words.
    """

    target: Target
    outcome: Outcome
    indicator: Indicator
    tolerance: Decimal
    form: str
    wanted: tuple[Decimal, ...]
    promised: Sayable
    reported: Sayable

    @property
    def better(self) -> Better:
        return direction(self.target, self.indicator)

    @property
    def gap(self) -> Decimal:
        return gap_between(in_unit(self.outcome, self.indicator), self.wanted, self.better)

    def judgment(self) -> Judgment:
        """Apart: missed. Inside: kept. Otherwise too vague to tell."""
        allowed = target_span(self.form, self.wanted, self.better, self.tolerance)
        meant = outcome_span(self.outcome.form, in_unit(self.outcome, self.indicator), self.tolerance)
        if allowed is None or meant is None:
            message = msgid("Reported {outcome}, promised {target}: words without a number can't be compared.")
            return Judgment(Verdict.UNCLEAR, self._said(message))
        if meant.apart(allowed):
            return self._missed(meant)
        if not meant.inside(allowed):
            message = msgid("Reported {outcome}, promised {target}: the printed figures are too vague to tell.")
            return Judgment(Verdict.UNCLEAR, self._said(message))
        return self._kept(meant)

    def _missed(self, meant: Span) -> Judgment:
        gap, narrow = self.gap, self._narrowly(meant)
        if narrow:
            message = msgid(
                "Reported {outcome}, promised {target}: a narrow miss, short by {gap}, which is within {tolerance} "
                "% of the promise."
            )
        elif gap:
            message = msgid("Reported {outcome}, promised {target}: short by {gap}.")
        else:
            message = msgid("Reported {outcome}, promised {target}: not reached.")
        short = Amount(abs(gap), self.indicator, points=True)
        percent = Both(number(self.tolerance, "zh"), number(self.tolerance, "en"))
        return Judgment(Verdict.MISSED, self._said(message, gap=short, tolerance=percent), narrow, gap)

    def _narrowly(self, meant: Span) -> bool:
        """Whether all that the outcome may mean is within the tolerance of the printed promise."""
        printed = target_span(self.form, self.wanted, self.better, Decimal(0))  # 左右 has had its tolerance already
        if printed is None or not self.tolerance:
            return False
        near = printed.widened(abs(self.wanted[0]) * self.tolerance / 100)
        return not meant.apart(near) and meant.inside(near)

    def _kept(self, meant: Span) -> Judgment:
        further = self.target.further
        if further is not None:
            harder = target_span("value", in_unit(further, self.indicator), self.better, self.tolerance)
            if harder is not None and not meant.apart(harder) and meant.inside(harder):
                message = msgid("Reported {outcome}, promised {target}: even the {stretch} striven for was reached.")
                because = self._said(message, stretch=Printed(further, self.indicator))
                return Judgment(Verdict.EXCEEDED, because, gap=self.gap)
        return Judgment(Verdict.MET, self._said(msgid("Reported {outcome}, promised {target}.")), gap=self.gap)

    def _said(self, message: str, **values: Sayable) -> Said:
        return said(message, outcome=self.reported, target=self.promised, **values)


def _open(reason: Words) -> Both:
    """A reason as it stands inside a sentence: no capital in front, no stop behind."""
    return Both(reason.zh.rstrip("。."), inside(reason.en).rstrip("."))


def _with(promised: Sayable, amount: Amount) -> Both:
    """A relative target with the number it came to."""
    return Both(f"{promised.say('zh')}（{amount.say('zh')}）", f"{promised.say('en')} ({amount.say('en')})")


def unanswered(due: int, context: Context) -> Judgment:
    """The judgment where no outcome is held for the year `due`, by the documents held that review it: one held whole is
    silent, only excerpts are held, or none at all."""
    reviewers = context.reviewers(due)
    whole = [s for s in reviewers if s.held_whole("reviews")]
    if whole:
        why = said("{documents} is held whole, reviews {year} and does not say.", documents=named(whole), year=due)
        return Judgment(Verdict.UNREPORTED, why)
    if reviewers:
        why = said(
            "Of {documents} only excerpts are held, and they do not say; the city may well have answered.",
            documents=named(reviewers),
        )
        return Judgment(Verdict.NOT_HELD, why)
    return Judgment(Verdict.AWAITING, said("No document that reviews {year} is held yet.", year=due))


def judge(name: str, context: Context, tolerance: Decimal | None = None) -> Judgment | None:
    """The judgment of the promise for the indicator `name`; None where nothing was promised.

    `tolerance`, in percent of the target, replaces the default and each indicator's own. KeyError where the year has no
    promise or outcome of that indicator.
    """
    promise, indicator = context.promises[name], context.catalogue[name]
    target = promise.target
    if target is None:
        return None
    if target.form == "text":
        return Judgment(
            Verdict.UNQUANTIFIED, said("The promise is words without a number: “{words}”.", words=target.text)
        )
    ranked = context.ranked(promise)
    if not ranked:
        return unanswered(promise.due_in(context.year), context)
    allowed = tolerance_for(indicator, tolerance)
    first, *others = (_compare(target, promise.outcome[i], indicator, context, allowed) for i in ranked)
    turned = tuple((i, j.verdict) for i, j in zip(ranked[1:], others, strict=True) if j.verdict != first.verdict)
    return Judgment(first.verdict, first.because, first.narrow, first.gap, ranked[0], turned)
