"""Histories in words: what happened to promises over the years, and misses that a report left out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.tables import Frames
from indicators.tables.columns import HistoryRow, PromiseRow, in_words, records
from indicators.views.labels import address
from indicators.words.texts import msgid, translate

HISTORY_NAMES = {
    "left_out": msgid("Left out of the report"),
    "silent": msgid("Silent for years"),
    "dropped": msgid("Dropped"),
    "lowered": msgid("Lowered"),
    "floor": msgid("A floor"),
    "reworded": msgid("Reworded"),
    "raised": msgid("Raised"),
}
_LEFT_OUT = 8  # the weight of a miss that the report left out, on the scale of `history.WEIGHTS`
_HEADLINE = 10  # added for a headline figure


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a promise. `kind` is a key of `HISTORY_NAMES`, `word` its name in the reader's language.

    `sentence` says what happened, `href` is the address of the promise; heavier ones are shown first.
    """

    kind: str
    word: str
    sentence: str
    href: str
    weight: int


def history_name(kind: str, lang: str) -> str:
    """The name of a kind of history."""
    return translate(lang, HISTORY_NAMES[kind])


def histories(
    frames: Frames, lang: str, indicator: str | None = None, cities: list[str] | None = None
) -> tuple[History, ...]:
    """All histories, the weightiest first; of one indicator or of some cities only, where they are given."""
    found = [*_left_out(frames, lang, indicator, cities), *_over_years(frames, lang, indicator, cities)]
    return tuple(sorted(found, key=lambda history: -history.weight))


def _chosen(rows: pd.DataFrame, indicator: str | None, cities: list[str] | None) -> pd.DataFrame:
    if indicator is not None:
        rows = rows[rows["indicator"] == indicator]
    return rows if cities is None else rows[rows["city"].isin(cities)]


def _left_out(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[History]:
    """Missed promises whose outcome another document gives, while a report to the congress, held whole, gives none."""
    rows = frames.promises
    rows = _chosen(rows[rows["left_out"] & (rows["verdict"] == "missed")], indicator, cities)
    found = []
    for row in records(rows, PromiseRow):
        values = {
            "city": frames.cities[row["city"]].say(lang),
            "year": row["year"],
            "name": in_words(row, "name", lang),
            "because": in_words(row, "because", lang),
            "where": in_words(row, "answered", lang),
        }
        sentence = translate(lang, "{city} {year}, {name}: {because} {where}", **values)
        href = address("scorecard", frames, city=row["city"], year=row["year"], open=row["indicator"], lang=lang)
        found.append(
            History(
                "left_out",
                history_name("left_out", lang),
                sentence,
                href,
                _LEFT_OUT + (_HEADLINE if row["headline"] else 0),
            )
        )
    return found


def _over_years(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[History]:
    rows = _chosen(frames.histories, indicator, cities)
    promised = set(zip(frames.promises["city"], frames.promises["year"], frames.promises["indicator"], strict=True))
    found = []
    for row in records(rows, HistoryRow):
        year = next(y for y in (row["next_year"], row["year"]) if (row["city"], y, row["indicator"]) in promised)
        href = address("scorecard", frames, city=row["city"], year=year, open=row["indicator"], lang=lang)
        sentence = translate(
            lang, "{city}, {because}", city=frames.cities[row["city"]].say(lang), because=in_words(row, "because", lang)
        )
        found.append(History(row["history"], history_name(row["history"], lang), sentence, href, row["weight"]))
    return found
