"""Who owes the answer to a promise: the next report of the kind that made it.

What a work report promised the next work report owes, what a plan report promised the next plan report; a promise known
from the news is owed by the kind of report that the news told of. A communiqué, a bureau's release or an article owes
nothing: its silence never accuses, though what it prints may answer. Nor does that of a report which nobody has looked
through.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.judging.context import Context
from indicators.model.schema import Kind, Source, Target, default_sources
from indicators.words.texts import Both

# The kinds of report that promise and answer, as they stand in a sentence.
REPORTS = {Kind.WORK_REPORT: Both("政府工作报告", "work report"), Kind.PLAN_REPORT: Both("计划报告", "plan report")}


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to a promise due in the year `due`.

    `kind` is the kind of report that owes the answer, None where nobody knows; `documents` are those of that kind that
    review the year, by key, held or not.
    """

    due: int
    kind: Kind | None
    documents: dict[str, Source]

    @property
    def held(self) -> list[Source]:
        """Those of which a text is held, whole or in excerpts."""
        return [source for source in self.documents.values() if source.file]

    @property
    def whole(self) -> bool:
        """Whether there are any and each is held whole."""
        return bool(self.documents) and all(s.held_whole("reviews") for s in self.documents.values())

    @property
    def looked(self) -> bool:
        """Whether somebody looked for the answer in all that is held of them."""
        return all(source.looked for source in self.held)

    @property
    def known(self) -> bool:
        """Whether each is held whole and was looked through: only then does their silence say something."""
        return self.whole and self.looked


def owed(name: str, context: Context) -> Owed:
    """Who owes the answer to the promise for the indicator `name`. KeyError where the year has no entry of it."""
    promise = context.promises[name]
    due = promise.due_in(context.year)
    kind = None if promise.target is None else _owing_kind(promise.target, context)
    documents = {k: s for k, s in context.sources.items() if s.reviews == due and kind is not None and s.kind is kind}
    return Owed(due, kind, documents)


def _owing_kind(target: Target, context: Context) -> Kind | None:
    """The kind of report that owes the answer to a target; None where its sources leave that open."""
    names = (target.source,) if target.source else default_sources(context.sources, "plans", context.year)
    kinds = {_told_by(context.sources[name]) for name in names if name in context.sources}
    return kinds.pop() if len(kinds) == 1 else None


def _told_by(source: Source) -> Kind | None:
    """The kind of report that made the promises a document tells of."""
    if source.kind.to_congress:
        return source.kind
    return None if source.news_of is None else Kind(source.news_of)
