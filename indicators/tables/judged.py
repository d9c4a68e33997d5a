"""Every promise with the judgment on it and the documents its figures stand in: of it the tables' rows are made."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.collection import Collection
from indicators.judging.context import Context
from indicators.judging.judgment import Judgment
from indicators.judging.meaning import Tolerance, tolerance_for
from indicators.judging.verdicts import judge
from indicators.model.read_marks import standing
from indicators.model.schema import Figure, Indicator, Outcome, Promise, ReadBy, Target

Key = tuple[str, int, str]  # city, year, indicator


@dataclass(frozen=True, slots=True)
class JudgedPromise:
    """An entry of a year's file. `judgment` is None where nothing was promised: its outcomes are context.

    `sources` are the names of the documents of its figures, by role and position; `ranked` the positions of the
    outcomes of the whole period, the deciding one first.
    """

    city: str
    year: int
    name: str
    promise: Promise
    indicator: Indicator
    context: Context
    judgment: Judgment | None
    ranked: tuple[int, ...]
    sources: dict[tuple[str, int], str]
    tolerance: Tolerance

    def reference(self, figure: Figure) -> Indicator | None:
        """The indicator a relative figure is compared with; None where it is not relative."""
        return self.context.catalogue.get(figure.refers_to) if figure.refers_to else None

    def second_readings(self, figure: Target | Outcome) -> tuple[ReadBy, ...]:
        """Who read a figure of the promise a second time, as it stands."""
        role, year = "target" if isinstance(figure, Target) else "outcome", self.promise.due_in(self.year)
        return standing(figure, self.name, self.indicator, role, year)


def judged(data: Collection, tolerance: Decimal | None = None) -> dict[Key, JudgedPromise]:
    """All promises of a collection, each judged once, by city, year and indicator.

    `tolerance` in percent replaces the default and every indicator's own.
    """
    sources: dict[Key, dict[tuple[str, int], str]] = {}
    for (city, year, name, role, position), evidence in data.evidence.items():
        sources.setdefault((city, year, name), {})[role, position] = evidence.source
    found = {}
    for (city, year), promises in sorted(data.years.items()):
        context = data.context(city, year)
        for name, promise in promises.items():
            indicator = data.catalogue[name]
            found[city, year, name] = JudgedPromise(
                city,
                year,
                name,
                promise,
                indicator,
                context,
                judge(name, context, tolerance),
                tuple(context.ranked(name)),
                sources.get((city, year, name), {}),
                tolerance_for(indicator, tolerance),
            )
    return found


def as_float(value: Decimal | None) -> float:
    """A number as the tables hold it: NaN where there is none."""
    return float("nan") if value is None else float(value)
