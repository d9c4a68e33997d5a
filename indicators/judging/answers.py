"""Where a promise was answered: to the congress that heard it, elsewhere only, in words, or not at all.

A city answers to its People's Congress in a work report or a plan report. An outcome that only a communiqué, a bureau
or the news gives counts as found elsewhere; words, another scope or another measure answer without a figure that could
be compared. Silence is claimed only where every document that owes the answer is held whole and somebody looked there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from indicators.judging.context import Context
from indicators.judging.judgment import Verdict
from indicators.judging.meaning import comparable, in_unit
from indicators.judging.owing import Owed, owed
from indicators.judging.verdicts import unanswered
from indicators.model.schema import Indicator, Outcome, Source
from indicators.model.wording import named, quoted
from indicators.words.texts import Joined, Said, msgid, said


class Where(StrEnum):
    """Where the outcome of a promise stands."""

    CONGRESS = "congress"
    ELSEWHERE = "elsewhere"
    WORDS = "words"
    SILENT = "silent"
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
    promise, indicator = context.promises[name], context.catalogue[name]
    if promise.target is None:
        return None
    owing = owed(name, context)
    outcomes = [promise.outcome[i] for i in context.ranked(name)]
    figures = [o for o in outcomes if comparable(o, promise.target, indicator, context.whole)]
    if figures:
        others = _documents([o for o in outcomes if o not in figures], context, owing.due)
        told = [o for o in figures if (s := context.source_of(o, owing.due)) is not None and s.kind.to_congress]
        if told:
            return _to_congress(told, figures[0], indicator, context, owing)
        return _with_a_figure(_documents(figures, context, owing.due), others, owing)
    if not outcomes:
        kindred = context.kindred(name, owing.due)
        outcomes = context.reported(name, owing.due) or ([kindred[1]] if kindred else [])
    if outcomes:
        documents = _documents(outcomes, context, owing.due)
        message = msgid("Answered without a figure that could be compared, in {documents}.")
        return Answer(Where.WORDS, said(message, documents=named(documents)))
    judgment = unanswered(name, context)
    return Answer(Where.SILENT if judgment.verdict is Verdict.UNREPORTED else Where.UNKNOWN, judgment.because)


def _documents(outcomes: Iterable[Outcome], context: Context, due: int) -> list[Source]:
    """The documents that outcomes stand in."""
    return [source for o in outcomes if (source := context.source_of(o, due)) is not None]


def _to_congress(told: list[Outcome], deciding: Outcome, indicator: Indicator, context: Context, owing: Owed) -> Answer:
    """The answer where reports to the congress give the figures `told`; the first is said where another decides."""
    documents = named(_documents(told, context, owing.due))
    if in_unit(told[0], indicator) == in_unit(deciding, indicator):
        return Answer(Where.CONGRESS, said("Reported to the People's Congress in {documents}.", documents=documents))
    message = msgid("Reported to the People's Congress in {documents}, as {outcome}.")
    return Answer(Where.CONGRESS, said(message, documents=documents, outcome=quoted(told[0], indicator)))


def _with_a_figure(found: list[Source], others: list[Source], owing: Owed) -> Answer:
    """The answer where a comparable figure stands in the documents `found`, none of them given to the congress, and
    something else in `others`."""
    otherwise = [s for s in owing.held if s in others]
    if otherwise:
        message = msgid("{reports} gives no figure that could be compared; it stands in {documents}.")
        return Answer(Where.ELSEWHERE, said(message, reports=named(otherwise), documents=named(found)))
    return Answer(Where.ELSEWHERE, _elsewhere(named(found), owing))


def _elsewhere(documents: Joined, owing: Owed) -> Said:
    """The sentence for a figure that stands elsewhere: in which documents, and what is held of those that owe it."""
    if owing.known:
        message = msgid("{reports}, held whole, gives no figure for the whole of {year}; it stands in {documents}.")
        return said(message, reports=named(owing.held), year=owing.due, documents=documents)
    if owing.held and not owing.looked:
        message = msgid(
            "The figure stands in {documents}; {reports}, which reviews {year}, is held, and nobody has yet looked "
            "through it for this promise."
        )
        return said(message, reports=named(owing.held), year=owing.due, documents=documents)
    if owing.held:
        message = msgid(
            "The figure stands in {documents}; of {reports}, which reviews {year}, not the whole text is held, and "
            "what is held gives none."
        )
        return said(message, reports=named(owing.held), year=owing.due, documents=documents)
    message = msgid("The figure stands in {documents}; the report that owes the answer for {year} is not held.")
    return said(message, documents=documents, year=owing.due)
