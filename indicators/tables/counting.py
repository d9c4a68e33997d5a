"""How many promises got each verdict, how many were answered, and where, by city and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.judging.answers import Where
from indicators.judging.judgment import ANSWERED, JUDGED, KEPT, Verdict

ANSWERED_COLUMNS = tuple(f"answered_{where.value}" for where in Where)
# The columns of `counts`, behind city and year: how many promises …
NUMBERS = (
    *(verdict.value for verdict in Verdict),
    "promises",
    "kept",
    "kept_in_words",
    "judged",
    "answered",
    "answerable",
    "partly_held",
    "partly_held_figures",
    *ANSWERED_COLUMNS,
)
# Besides, in a CountRow: of how many nobody has looked through what owes the answer, and how many of these have none.
_UNLOOKED = ("unlooked", "unlooked_for")
# The columns of the table of promises that are counted by.
_COLUMNS = ("city", "year", "verdict", "answered_in", "in_words", "owed_whole")
COLUMNS = (*_COLUMNS, "owed_looked")


@dataclass(frozen=True, slots=True)
class CountRow:
    """What became of the promises of a city and year. `of` has a number for each name in `NUMBERS`, and
    `unlooked`: of how many nobody has looked through what is held of the reports that owe the answer; `unlooked_for` of
    these are without one."""

    city: str
    year: int
    of: Mapping[str, int]


def count_rows(judged: pd.DataFrame) -> tuple[CountRow, ...]:
    """The rows of `counts`, by city and year."""
    tally: dict[tuple[str, int], Counter[str]] = {}
    # A table of a former version has no such column: silence was told there without anybody having said so.
    looked = judged["owed_looked"] if "owed_looked" in judged.columns else [True] * len(judged)
    rows = zip(*(judged[column] for column in _COLUMNS), looked, strict=True)
    for city, year, verdict, where, in_words, whole, sought in rows:
        row = tally.setdefault((city, int(year)), Counter())
        row[verdict] += 1
        row["kept_in_words"] += bool(in_words)
        if verdict != Verdict.UNQUANTIFIED:
            row[f"answered_{where}"] += 1
            known = bool(whole) and bool(sought)
            row["answerable"] += known
            row["answered"] += known and verdict in ANSWERED
            partly = not known and verdict != Verdict.AWAITING
            row["unlooked"] += partly and not sought
            row["unlooked_for"] += verdict == Verdict.NOT_HELD and not sought
            row["partly_held"] += partly
            row["partly_held_figures"] += partly and not in_words and where in (Where.CONGRESS, Where.ELSEWHERE)
    return tuple(CountRow(city, year, _summed(found)) for (city, year), found in sorted(tally.items()))


def _summed(found: Counter[str]) -> dict[str, int]:
    """The numbers of a row, from how often each verdict and each place of an answer came up."""
    sums = {
        "promises": sum(found[v] for v in Verdict),
        "kept": sum(found[v] for v in KEPT),
        "judged": sum(found[v] for v in JUDGED),
    }
    return {name: sums.get(name, found[name]) for name in (*NUMBERS, *_UNLOOKED)}


def count_table(counted: Iterable[CountRow]) -> pd.DataFrame:
    """Rows of `count_rows` as the table `counts`."""
    rows = [{"city": row.city, "year": row.year, **{n: row.of[n] for n in NUMBERS}} for row in counted]
    return pd.DataFrame(rows, columns=["city", "year", *NUMBERS])


def counts(judged: pd.DataFrame) -> pd.DataFrame:
    """What became of the promises, one row per city and year; `judged` is the table of promises, or a part of it.

    Columns: city, year, one per verdict, `promises` (their sum), and the two rates as numerators and denominators:
    `kept` of `judged` (exceeded and met, of those and missed; `kept_in_words` of them by words that say it is done),
    `answered` of `answerable` (those that any document answers, of those whose owing reports are all held whole and
    were looked through: of the others nobody can say what share was answered). Those others, but for what awaits its
    report, are `partly_held`, and `partly_held_figures` of them have a comparable figure in some document.
    `answered_congress`, `_elsewhere`, `_words`, `_silent` and `_unknown` say where the outcome stands, of all promises:
    they add up to those that are not words alone (`promises` − `unquantified`). Rows of places of one level alone may
    be added up: what a province promises holds what its prefectures do.
    """
    return count_table(count_rows(judged))
