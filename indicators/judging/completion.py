"""What was promised to be done, and whether it is: by words that say so, or by a share that is the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from indicators.judging.context import Context
from indicators.judging.judgment import Judgment, Verdict
from indicators.judging.meaning import EXACT, is_share, outcome_span
from indicators.judging.spans import Span
from indicators.model.schema import Indicator, Outcome, Target
from indicators.model.wording import Day, promise_clause, quoted
from indicators.words.texts import Said, Sayable, msgid, said

_WHOLE = Span(Decimal(100), None)  # percent


def last_day(target: Target | None, year: int) -> date:
    """The last day on which a target of that year's file is kept in time: the day it names, or the end of its year."""
    due = None if target is None else target.due_day
    return due or date((target.due_year if target else None) or year, 12, 31)


def completion(target: Target, outcome: Outcome, indicator: Indicator, context: Context) -> Judgment:
    """The verdict on a promise that something is done."""
    reported = quoted(outcome, indicator)
    made = promise_clause(quoted(target, indicator), context.promised_in(target), target.due_year or context.year)

    def told(message: str, **values: Sayable) -> Said:
        return said(message, outcome=reported, promised=made, **values)

    if outcome.form == "done":
        due = last_day(target, context.year)
        if outcome.done_on is not None and outcome.done_on > due:
            message = msgid("Reported {outcome}, {promised}: done late, on {day}; it was due by {due}.")
            return Judgment(Verdict.MISSED, told(message, day=Day(outcome.done_on), due=Day(due)))
        message = msgid("Reported {outcome}, {promised}: done, by the words of the report.")
        return Judgment(Verdict.MET, told(message), in_words=True)
    meant = outcome_span(outcome, indicator, EXACT) if is_share(indicator) else None
    if meant is None:
        message = msgid("Reported {outcome}, {promised}: that does not say whether it is done.")
        return Judgment(Verdict.UNCLEAR, told(message))
    if meant.apart(_WHOLE):
        return Judgment(Verdict.MISSED, told(msgid("Reported {outcome}, {promised}: not the whole.")))
    if not meant.inside(_WHOLE):
        message = msgid("Reported {outcome}, {promised}: the printed figures are too vague to tell.")
        return Judgment(Verdict.UNCLEAR, told(message))
    return Judgment(Verdict.MET, told(msgid("Reported {outcome}, {promised}: the whole.")), in_words=True)
