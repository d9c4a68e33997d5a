"""How many promises got each verdict, and how many were answered where, by city and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.judging.answers import Where
from indicators.judging.verdicts import ANSWERED, JUDGED, KEPT, Verdict

ANSWERED_COLUMNS = tuple(f"answered_{where.value}" for where in Where)
# The columns of `counts`, behind city and year: how many promises …
NUMBERS = (
    *(verdict.value for verdict in Verdict),
    "promises",
    "kept",
    "judged",
    "answered",
    "answerable",
    *ANSWERED_COLUMNS,
)


@dataclass(frozen=True, slots=True)
class CountRow:
    """What became of the promises of a city and year. `of` has a number for each name in `NUMBERS`."""

    city: str
    year: int
    of: Mapping[str, int]


def count_rows(judged: pd.DataFrame) -> tuple[CountRow, ...]:
    """The rows of `counts`, by city and year."""
    tally: dict[tuple[str, int], Counter[str]] = {}
    for city, year, verdict, where in zip(
        judged["city"], judged["year"], judged["verdict"], judged["answered_in"], strict=True
    ):
        row = tally.setdefault((city, int(year)), Counter())
        row[verdict] += 1
        if verdict != Verdict.UNQUANTIFIED:
            row[f"answered_{where}"] += 1
    return tuple(CountRow(city, year, _summed(found)) for (city, year), found in sorted(tally.items()))


def _summed(found: Counter[str]) -> dict[str, int]:
    """The numbers of a row, from how often each verdict and each place of an answer came up."""
    answered = sum(found[v] for v in ANSWERED)
    sums = {
        "promises": sum(found[v] for v in Verdict),
        "kept": sum(found[v] for v in KEPT),
        "judged": sum(found[v] for v in JUDGED),
        "answered": answered,
        "answerable": answered + found[Verdict.UNREPORTED],
    }
    return {name: sums.get(name, found[name]) for name in NUMBERS}


def counts(judged: pd.DataFrame) -> pd.DataFrame:
    """What became of the promises, one row per city and year; `judged` is the table of promises, or a part of it.

    Columns: city, year, one per verdict, `promises` (their sum), and the two rates as numerators and denominators:
    `kept` of `judged` (exceeded and met, of those and missed), `answered` of `answerable` (all that an outcome was
    given for, of those and unreported). `answered_congress`, `answered_elsewhere`, `answered_never` and
    `answered_unknown` say where: they add up to the promises that are not words alone (`promises` − `unquantified`).
    """
    rows = [{"city": row.city, "year": row.year, **row.of} for row in count_rows(judged)]
    return pd.DataFrame(rows, columns=["city", "year", *NUMBERS])
