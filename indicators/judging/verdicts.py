"""The verdict on a promise: the outcome's span against the target's span, by section "The verdict" of the README.

Inside: met. Apart: missed. Otherwise the printed figure is too vague to tell. Where there is nothing to compare the
verdict says why. Every promise has exactly one verdict, and a sentence in both languages that gives the reason.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from indicators.judging.comparing import compare
from indicators.judging.completion import last_day
from indicators.judging.context import Context
from indicators.judging.judgment import ANSWERED, JUDGED, KEPT, Judgment, Verdict
from indicators.judging.meaning import tolerance_for
from indicators.judging.owing import REPORTS, Owed, owed
from indicators.model.schema import Indicator, Promise, Source, Target
from indicators.model.wording import Day, named, promise_clause, quoted
from indicators.words.texts import Both, Said, inside, msgid, said

__all__ = ["ANSWERED", "JUDGED", "KEPT", "RULE_VERSION", "Context", "Judgment", "Verdict", "judge", "unanswered"]

RULE_VERSION = "3"  # of the rule: what changed from one to the next stands in the README


def judge(name: str, context: Context, tolerance: Decimal | None = None) -> Judgment | None:
    """The judgment of the promise for the indicator `name`; None where nothing was promised.

    `tolerance`, in percent (5 stand for 0.3 points between percentages), replaces the default and each indicator's own.
    KeyError where the year has no promise or outcome of that indicator.
    """
    promise, indicator = context.promises[name], context.catalogue[name]
    target = promise.target
    if target is None:
        return None
    if target.form == "text":
        return Judgment(Verdict.UNQUANTIFIED, _wordy(target, context))
    ranked = context.ranked(name)
    if not ranked:
        return _otherwise(name, target, context) or unanswered(name, context)
    allowed = tolerance_for(indicator, tolerance)
    found = [compare(target, promise.outcome[i], indicator, context, allowed) for i in ranked]
    first = found[0]
    turned = tuple(
        (i, other.verdict)
        for i, other in zip(ranked, found, strict=True)
        if other.verdict is not first.verdict and other.verdict in JUDGED
    )
    return Judgment(first.verdict, first.because, first.narrow, first.gap, first.in_words, ranked[0], turned)


def _otherwise(name: str, target: Target, context: Context) -> Judgment | None:
    """The judgment where the documents answer, but not to the promise itself; None where they don't.

    The outcome of the due year may be entered in that year's file alone, or kin answer in another measure.
    """
    due, indicator = target.due_year or context.year, context.catalogue[name]
    own = context.reported(name, due)
    if own:
        message = msgid("{outcome} is reported for {year}, {promised}, but not entered as the answer to it.")
        made = promise_clause(quoted(target, indicator), context.promised_in(target), due)
        because = said(message, promised=made, outcome=quoted(own[0], indicator), year=due)
        return Judgment(Verdict.UNCLEAR, because)
    kindred = context.kindred(name, due)
    if kindred is None:
        return None
    key, outcome = kindred
    other = context.catalogue[key]
    asked = quoted(target, indicator, context.catalogue.get(target.refers_to or ""))
    asked = said("{target} ({reference})", target=asked, reference=_inside(indicator))
    because = said(
        "Not comparable: {promised}, reported {outcome} ({kin}).",
        promised=promise_clause(asked, context.promised_in(target), due),
        outcome=quoted(outcome, other),
        kin=_inside(other),
    )
    return Judgment(Verdict.NOT_COMPARABLE, because)


def _wordy(target: Target, context: Context) -> Said:
    """Why a target of words alone can't be judged."""
    source = context.promised_in(target)
    if source is not None and not source.kind.to_congress:
        message = msgid("The target, as {source} tells it, is words without a number: “{words}”.")
        return said(message, source=named([source]), words=target.text)
    return said("The promise is words without a number: “{words}”.", words=target.text)


def _inside(indicator: Indicator) -> Both:
    return Both(indicator.zh, inside(indicator.en))


def unanswered(name: str, context: Context) -> Judgment:
    """The judgment where no document held answers the promise for `name`, by what is held of those that owe the
    answer."""
    promise, owing = context.promises[name], owed(name, context)
    held = context.reviewers(owing.due)
    if not held:
        return Judgment(Verdict.AWAITING, _awaited(name, owing.due, context))
    if owing.known:
        return Judgment(Verdict.UNREPORTED, said(_silence(promise), documents=named(owing.held), year=owing.due))
    return Judgment(Verdict.NOT_HELD, _unseen(owing, held))


def _unseen(owing: Owed, held: list[Source]) -> Said:
    """Why nobody can tell whether the answer was given; `held` are the documents held that review the year. That one
    gives no figure is said only where somebody looked."""
    if owing.held and not owing.looked:
        message = (
            msgid(
                "{documents}, which owes the answer, is held whole, and nobody has yet looked through it for this "
                "promise."
            )
            if owing.whole
            else msgid(
                "Of {documents}, which owes the answer, not the whole text is held, and nobody has yet looked through "
                "what is held for this promise."
            )
        )
        return said(message, documents=named(owing.held))
    if owing.held:
        message = msgid(
            "Of {documents}, which owes the answer, not the whole text is held, and what is held gives no figure; the "
            "place may well have given one."
        )
        return said(message, documents=named(owing.held))
    looked = all(source.looked for source in held)
    if owing.kind is not None:
        message = (
            msgid(
                "The {report} that reviews {year} owes the answer and is not held; {documents} gives no figure for it."
            )
            if looked
            else msgid("The {report} that reviews {year} owes the answer and is not held.")
        )
        return said(message, report=REPORTS[owing.kind], year=owing.due, documents=named(held))
    message = (
        msgid("It is not known which report owes the answer; {documents} gives no figure for it.")
        if looked
        else msgid("It is not known which report owes the answer.")
    )
    return said(message, documents=named(held))


def _silence(promise: Promise) -> str:
    """What a report held whole, and looked through, does not give: no more is claimed of it."""
    if promise.target is not None and promise.target.form == "done":
        return msgid("{documents}, held whole, reviews {year} and reports no completion of it.")
    return msgid("{documents}, held whole, gives no figure for the whole of {year}.")


def _awaited(name: str, due: int, context: Context) -> Said:
    """Why no document is held that reviews the due year: the promise is not due yet, or none was collected."""
    last = last_day(context.promises[name].target, context.year)
    newest = max((s.date for s in context.sources.values() if s.date), default=date.min)
    # An undated document may tell of a part of the year that ends after the newest dated one.
    until = max((o.interim_to for p in context.promises.values() for o in p.outcome if o.interim_to), default=date.min)
    if date.min < max(newest, until) < last:
        message = msgid("Not due before {day}; the newest document held is of {newest}.")
        if until > newest:
            message = msgid("Not due before {day}; what is held goes up to {newest}.")
        return said(message, day=Day(last), newest=Day(max(newest, until)))
    return said("No document that reviews {year} is held yet.", year=due)
