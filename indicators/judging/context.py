"""What a verdict needs besides the promise itself: the city's documents, and what they report of a year, in the order
in which it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.judging.kin import akin
from indicators.judging.meaning import WHOLE, comparable
from indicators.model.schema import Indicator, Kind, Outcome, Promise, Source, Target, default_sources
from indicators.words.texts import Both


@dataclass(frozen=True, slots=True)
class Context:
    """The year of a promise and, of its city, the sources by key and the promises of that year by indicator.

    `years` are the promises of the years around it, by year: what is due later, or refers to such a year, is answered
    there. `whole` is the place as a whole, as its documents call it.
    """

    year: int
    sources: Mapping[str, Source]
    catalogue: Mapping[str, Indicator]
    promises: Mapping[str, Promise]
    years: Mapping[int, Mapping[str, Promise]] = field(default_factory=dict)
    whole: Both = WHOLE

    def source_of(self, outcome: Outcome, due: int) -> Source | None:
        """The document an outcome stands in: the one it names, else the one that reviews the year `due`."""
        name = outcome.source or next(iter(default_sources(self.sources, "reviews", due)), "")
        return self.sources.get(name)

    def promised_in(self, target: Target) -> Source | None:
        """The document a target stands in: the one it names, else the one that plans the year."""
        name = target.source or next(iter(default_sources(self.sources, "plans", self.year)), "")
        return self.sources.get(name)

    def reviewers(self, year: int) -> list[Source]:
        """The documents held that review a year, whole or in excerpts."""
        return [s for s in self.sources.values() if s.reviews == year and s.file]

    def ranked(self, name: str) -> list[int]:
        """The positions of the outcomes of the promise for `name`, the deciding one first.

        What can be compared comes before what can't, then it goes by kind of source, then the newest, undated ones
        last. Outcomes of part of the year never decide and are left out.
        """
        promise, indicator = self.promises[name], self.catalogue[name]
        whole = [i for i, outcome in enumerate(promise.outcome) if outcome.interim_to is None]
        due = promise.due_in(self.year)
        return sorted(
            whole,
            key=lambda i: (
                not comparable(promise.outcome[i], promise.target, indicator, self.whole),
                *self._precedence(promise.outcome[i], due),
            ),
        )

    def _precedence(self, outcome: Outcome, due: int) -> tuple[int, int]:
        """What outcomes for the year `due` are sorted by: the kind of their source, then the newest first."""
        source = self.source_of(outcome, due)
        if source is None:
            return len(Kind), 0  # behind all that have one
        return source.kind.order, -(source.date or date.min).toordinal()

    def reported(self, name: str, due: int) -> list[Outcome]:
        """The outcomes of an indicator for the whole of the year `due`, wherever they are entered, plain numbers first.

        They stand in the file of that year, or beside a promise of an earlier year that is due in it.
        """
        found = [
            outcome
            for year, promises in {**self.years, self.year: self.promises}.items()
            if name in promises and promises[name].due_in(year) == due
            for outcome in promises[name].outcome
            if outcome.interim_to is None
        ]
        indicator = self.catalogue[name]
        return sorted(
            found,
            key=lambda o: (not (o.numbers and comparable(o, None, indicator, self.whole)), *self._precedence(o, due)),
        )

    def kindred(self, name: str, due: int) -> tuple[str, Outcome] | None:
        """The outcome that answers for `name` in another measure, with the indicator that it is of; None where none is
        held for the year `due`."""
        entered = dict.fromkeys(key for promises in (self.promises, *self.years.values()) for key in promises)
        kin = [key for key in entered if key in self.catalogue and akin(name, key, self.catalogue)]
        found = [(key, outcomes[0]) for key in kin if (outcomes := self.reported(key, due))]
        return min(found, key=lambda pair: not pair[1].numbers, default=None)
