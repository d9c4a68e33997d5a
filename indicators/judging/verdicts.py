"""The verdict on a promise: the outcome's span against the target's span, by section "The verdict" of the README.

Inside: met. Apart: missed. Otherwise the printed figure is too vague to tell. Where there is nothing to compare the
verdict says honestly why. Every promise has exactly one verdict, and a sentence in both languages that says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.judging.spans import Span
from indicators.model.schema import Better, Figure, Indicator, Outcome, Promise, Source, Target, default_sources
from indicators.model.wording import Amount, Printed
from indicators.words import units
from indicators.words.texts import Both, Joined, Said, msgid, number, said

DEFAULT_TOLERANCE = Decimal(5)  # percent: what 左右, 约, 近, 同步 and a narrow miss allow; a stated opinion


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
    """A verdict and its reason.

    `gap`: how far past the printed target on the good side, in the indicator's unit, negative when short; None
    where nothing was compared. `deciding`: which of the promise's outcomes decided. `turned_by`: other outcomes,
    by position, with the verdict each would have given.
    """

    verdict: Verdict
    because: Said
    narrow: bool = False
    gap: Decimal | None = None
    deciding: int | None = None
    turned_by: tuple[tuple[int, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict needs besides the promise: its year, the city's sources, and how to find other outcomes."""

    year: int
    sources: Mapping[str, Source]
    catalogue: Mapping[str, Indicator]
    promises: Mapping[str, Promise]

    def source_of(self, outcome: Outcome, due: int) -> Source | None:
        """The document an outcome stands in: the one it names, else the one that reviews the due year."""
        name = outcome.source or next(iter(default_sources(self.sources, "reviews", due)), "")
        return self.sources.get(name)

    def reviewers(self, year: int) -> list[Source]:
        """The documents held that review a year, whole or in excerpts."""
        return [s for s in self.sources.values() if s.reviews == year and s.file]

    def ranked(self, promise: Promise) -> list[int]:
        """Positions of a promise's outcomes of the whole period, the deciding one first: kind of source, then
        newest."""
        due = (promise.target.due if promise.target else None) or self.year

        def key(i: int) -> tuple[int, int]:
            source = self.source_of(promise.outcome[i], due)
            if source is None:
                return 9, 0
            return source.kind.order, -(source.date or date.min).toordinal()

        return sorted((i for i, o in enumerate(promise.outcome) if o.interim_to is None), key=key)


def in_unit(figure: Figure, indicator: Indicator) -> tuple[Decimal, ...]:
    """A figure's numbers in the indicator's unit (`collection` has refused units that do not convert)."""
    factor = Decimal(1) if figure.unit is None else units.factor(figure.unit, indicator.unit) or Decimal(1)
    return tuple(n * factor for n in figure.numbers)


def direction(target: Target | None, indicator: Indicator) -> Better:
    """The good side: what an explicit comparison says, else the promise's own word, else the indicator's."""
    if target is not None:
        if target.form in ("at_least", "more_than", "faster_than"):
            return Better.HIGHER
        if target.form in ("at_most", "less_than"):
            return Better.LOWER
        if target.better is not None:
            return target.better
    return indicator.better


def target_span(form: str, numbers: tuple[Decimal, ...], better: Better, tolerance: Decimal) -> Span | None:
    """The numbers that keep a target (`tolerance` in percent of it); None for words without a number."""
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
    """The numbers an outcome may mean (`tolerance` in percent of it); None for words without a number."""
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


def _gap(printed: tuple[Decimal, ...], target: tuple[Decimal, ...], better: Better) -> Decimal:
    """How far the printed outcome is past the printed target on the good side; of ranges, the worse ends."""
    if better is Better.HIGHER:
        return printed[0] - target[0]
    if better is Better.LOWER:
        return target[-1] - printed[-1]
    inside = max(target[0], min(printed[0], target[-1]))
    return -abs(printed[0] - inside)


def promised_span(target: Target, indicator: Indicator, context: Context, tolerance: Decimal) -> Span | None:
    """The span of a target, a relative one resolved; None where it has no number (yet)."""
    form, numbers = target.form, in_unit(target, indicator)
    if target.refers_to:
        form, numbers = _resolved(form), reference(target, context) or ()
    return target_span(form, numbers, direction(target, indicator), tolerance)


def _resolved(form: str) -> str:
    """A relative form once the outcome it refers to is known."""
    return "about" if form == "in_step_with" else "more_than"


def reference(target: Target, context: Context) -> tuple[Decimal, ...] | None:
    """The outcome a relative target refers to: its number, () where it is not one exact number, None if there is
    none."""
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
    other = context.catalogue.get(target.refers_to) if target.refers_to else None
    promised = Printed(target, indicator, other)
    reported = Printed(outcome, indicator)
    if outcome.not_comparable is not None:
        reason = outcome.not_comparable
        return Judgment(Verdict.NOT_COMPARABLE, said("Not comparable: {reason}.", reason=_open(reason.zh, reason.en)))
    form, wanted = target.form, in_unit(target, indicator)
    if target.refers_to:
        found = reference(target, context)
        if found is None:
            why = said(
                "Not comparable: no outcome is held of {name}, to which the promise refers.",
                name=other or target.refers_to,
            )
            return Judgment(Verdict.NOT_COMPARABLE, why)
        if not found:
            message = msgid(
                "Reported {outcome}, promised {target}: that was not reported as one exact number, so it is too "
                "vague to tell."
            )
            return Judgment(Verdict.UNCLEAR, said(message, outcome=reported, target=promised))
        form, wanted = _resolved(form), found
        if other is not None:
            promised = _with(promised, Amount(found[0], other))
    better = direction(target, indicator)
    printed = in_unit(outcome, indicator)
    allowed, meant = target_span(form, wanted, better, tolerance), outcome_span(outcome.form, printed, tolerance)
    if allowed is None or meant is None:
        what = said(
            "Reported {outcome}, promised {target}: words without a number can't be compared.",
            outcome=reported,
            target=promised,
        )
        return Judgment(Verdict.UNCLEAR, what)
    if meant.apart(allowed):
        gap = _gap(printed, wanted, better)
        allowance = abs(wanted[0]) * tolerance / 100
        printed_span = target_span(form, wanted, better, Decimal(0)) or allowed  # 左右 has had its tolerance already
        near = printed_span.widened(allowance)
        narrow = bool(tolerance) and not meant.apart(near) and meant.inside(near)
        short = Amount(abs(gap), indicator, points=True)
        if narrow:
            message = msgid(
                "Reported {outcome}, promised {target}: a narrow miss, short by {gap}, which is within {tolerance} "
                "% of the promise."
            )
        elif gap:
            message = msgid("Reported {outcome}, promised {target}: short by {gap}.")
        else:
            message = msgid("Reported {outcome}, promised {target}: not reached.")
        percent = Both(number(tolerance, "zh"), number(tolerance, "en"))
        values = {"outcome": reported, "target": promised, "gap": short, "tolerance": percent}
        return Judgment(Verdict.MISSED, Said(message, tuple(values.items())), narrow, gap)
    if not meant.inside(allowed):
        what = said(
            "Reported {outcome}, promised {target}: the printed figures are too vague to tell.",
            outcome=reported,
            target=promised,
        )
        return Judgment(Verdict.UNCLEAR, what)
    gap = _gap(printed, wanted, better)
    if target.further is not None:
        harder = target_span("value", in_unit(target.further, indicator), better, tolerance)
        if harder is not None and not meant.apart(harder) and meant.inside(harder):
            further = Printed(target.further, indicator)
            message = msgid("Reported {outcome}, promised {target}: even the {stretch} striven for was reached.")
            return Judgment(
                Verdict.EXCEEDED, said(message, outcome=reported, target=promised, stretch=further), gap=gap
            )
    return Judgment(
        Verdict.MET, said("Reported {outcome}, promised {target}.", outcome=reported, target=promised), gap=gap
    )


def _open(zh: str, en: str) -> Both:
    """Both wordings without their closing stop, for use inside a sentence."""
    return Both(zh.rstrip("。."), (en[:1].lower() + en[1:] if en[1:2].islower() else en).rstrip("."))


def _with(promised: Printed, amount: Amount) -> Both:
    """A relative target with the number it came to."""
    return Both(f"{promised.say('zh')}（{amount.say('zh')}）", f"{promised.say('en')} ({amount.say('en')})")


def unanswered(due: int, context: Context) -> Judgment:
    """The judgment where there is no outcome: nothing to look in, only excerpts, or a whole document that is silent."""
    reviewers = context.reviewers(due)
    whole = [s for s in reviewers if "reviews" not in s.excerpt]
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


def named(sources: list[Source]) -> Joined:
    """The titles of documents as they stand in a sentence."""
    return Joined(tuple(Both(f"《{s.title}》", f"《{s.title}》") for s in dict.fromkeys(sources)))


def tolerance_for(indicator: Indicator, chosen: Decimal | None) -> Decimal:
    """The tolerance in percent: what the reader chose, else the indicator's own, else the default."""
    if chosen is not None:
        return chosen
    return DEFAULT_TOLERANCE if indicator.tolerance is None else indicator.tolerance


def judge(name: str, context: Context, tolerance: Decimal | None = None) -> Judgment | None:
    """The judgment of the promise for indicator `name`; None where nothing was promised.

    `tolerance` in percent replaces the default and every indicator's own.
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
        return unanswered(target.due or context.year, context)
    allowed = tolerance_for(indicator, tolerance)
    first, *others = (_compare(target, promise.outcome[i], indicator, context, allowed) for i in ranked)
    turned = tuple((i, j.verdict) for i, j in zip(ranked[1:], others, strict=True) if j.verdict != first.verdict)
    return Judgment(first.verdict, first.because, first.narrow, first.gap, ranked[0], turned)
