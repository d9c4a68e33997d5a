"""Where a promise was answered: to the congress that heard it, elsewhere only, or nowhere.

A city answers to its People's Congress in a work report or a plan report. An outcome that only a communiqué, a bureau
or the news gives counts as found elsewhere. Silence is claimed only where the review is held whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.judging.verdicts import Context, Verdict, unanswered
from indicators.model.schema import Source
from indicators.model.wording import named
from indicators.words.texts import Joined, Said, msgid, said


class Where(StrEnum):
    """Where the outcome of a promise stands."""

    CONGRESS = "congress"
    ELSEWHERE = "elsewhere"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a promise was answered, and a sentence that names the documents which show it."""

    where: Where
    because: Said


def answer(name: str, context: Context) -> Answer | None:
    """Where the promise for indicator `name` was answered; None where nothing was promised.

    Outcomes of part of the year are no answer.
    """
    promise = context.promises[name]
    if promise.target is None:
        return None
    due = promise.due_in(context.year)
    found = [s for i in context.ranked(promise) if (s := context.source_of(promise.outcome[i], due)) is not None]
    if not found:
        judgment = unanswered(due, context)
        return Answer(Where.NEVER if judgment.verdict is Verdict.UNREPORTED else Where.UNKNOWN, judgment.because)
    told = [s for s in found if s.kind.to_congress]
    if told:
        return Answer(Where.CONGRESS, said("Answered to the congress in {documents}.", documents=named(told)))
    return Answer(
        Where.ELSEWHERE, _elsewhere(named(found), [s for s in context.reviewers(due) if s.kind.to_congress], due)
    )


def _elsewhere(documents: Joined, reports: list[Source], due: int) -> Said:
    """The sentence for a figure that stands elsewhere: in which documents, and whether the reports held are silent."""
    whole = [s for s in reports if s.held_whole("reviews")]
    if whole:
        message = msgid("{reports} is held whole, reviews {year} and does not say; the figure stands in {documents}.")
        return said(message, reports=named(whole), year=due, documents=documents)
    if reports:
        message = msgid(
            "The figure stands in {documents}; of {reports}, which reviews {year}, only excerpts are held, and "
            "they do not say."
        )
        return said(message, reports=named(reports), year=due, documents=documents)
    return said(
        "The figure stands in {documents}; no report to the congress on {year} is held.", documents=documents, year=due
    )
