"""The promises of a collection without an outcome: who owes the answer, and whether anybody has looked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.collection.loading import Collection
from indicators.judging.judgment import Verdict
from indicators.judging.owing import Owed, owed
from indicators.judging.verdicts import judge
from indicators.model.schema import Target


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A promise that has no outcome of the whole year: where it stands, who owes the answer, and its verdict."""

    city: str
    year: int
    indicator: str
    target: Target
    owing: Owed
    verdict: Verdict

    @property
    def due(self) -> int:
        """The year it is due in."""
        return self.owing.due

    @property
    def unlooked(self) -> bool:
        """Whether nothing answers it, kin neither, and nobody has looked through what is held of the reports that owe
        the answer."""
        return self.verdict is Verdict.NOT_HELD and not self.owing.looked


def unanswered(found: Collection, city: str) -> Iterator[Unanswered]:
    """The promises of a city that have no outcome of the whole year entered beside them, those of mere words left out:
    whatever answers these, nobody can check them."""
    for place, year in sorted(key for key in found.years if key[0] == city):
        context = found.context(place, year)
        for name, promise in found.years[place, year].items():
            if promise.target is None or promise.target.form == "text":
                continue
            judgment = judge(name, context)
            if judgment is not None and all(outcome.interim_to for outcome in promise.outcome):
                yield Unanswered(place, year, name, promise.target, owed(name, context), judgment.verdict)


def promised(found: Collection, city: str, due: int) -> bool:
    """Whether any promise of a city is entered that is due in that year, answered or not."""
    return any(
        promise.target is not None and owed(name, found.context(*place)).due == due
        for place, year in found.years.items()
        if place[0] == city
        for name, promise in year.items()
    )
