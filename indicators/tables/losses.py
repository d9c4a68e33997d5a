"""What a change of the data takes away at once: figures of a city and year, more than anybody deletes by slip; and the
reason that its commits give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.tables.changes import Changes
from indicators.tables.corrected import reason_in
from indicators.tables.lasting import FEWEST, SHARE


@dataclass(frozen=True, slots=True)
class Loss:
    """Of a city and year (None: of all its years) `lost` of the `had` figures are gone."""

    city: str
    year: int | None
    had: int
    lost: int


def losses(found: Changes) -> tuple[Loss, ...]:
    """Where at least FEWEST figures are gone and one in SHARE of those that there were: of a year, else of a city over
    its years. What stands in the same city under another indicator or year, with the same words, has only moved."""
    moved = Counter((f.city, f.role, f.after.figure.quote) for f in found.figures if f.before is None and f.after)
    lost: Counter[tuple[str, int]] = Counter()
    for change in found.figures:
        if change.before is not None and change.after is None:
            here = (change.city, change.role, change.before.figure.quote)
            if change.before.figure.quote and moved[here] > 0:
                moved[here] -= 1
            else:
                lost[change.city, change.year] += 1
    return tuple(_large(found, lost))


def _large(found: Changes, lost: Counter[tuple[str, int]]) -> Iterator[Loss]:
    told = set()
    for (city, year), n in sorted(lost.items()):
        had = found.before.get((city, year), 0)
        if _many(had, n):
            told.add(city)
            yield Loss(city, year, had, n)
    for city in dict.fromkeys(city for city, _ in sorted(lost)):
        had = sum(n for (of, _), n in found.before.items() if of == city)
        n = sum(n for (of, _), n in lost.items() if of == city)
        if city not in told and _many(had, n):
            yield Loss(city, None, had, n)


def _many(had: int, lost: int) -> bool:
    return lost >= FEWEST and lost * SHARE >= had


def reason_for(messages: Iterable[str]) -> str:
    """The reason that commits give for what they take away: the `Correction:` lines of their messages; empty where none
    has any."""
    return " ".join(dict.fromkeys(reason for message in messages if (reason := reason_in(message))))
