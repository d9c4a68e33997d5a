"""The most telling facts, each as a sentence with a way to its row: what a report left out, and what happened to
promises over the years."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.tables import Frames
from indicators.views.elsewhere import left_out
from indicators.views.labels import address
from indicators.words.texts import msgid, translate

FACT_NAMES = {
    "left_out": msgid("Left out of the report"),
    "silent": msgid("Silent for years"),
    "dropped": msgid("Dropped"),
    "lowered": msgid("Lowered"),
    "floor": msgid("A floor"),
    "reworded": msgid("Reworded"),
    "raised": msgid("Raised"),
}
_LEFT_OUT = 8  # how telling it is by itself that a report is silent where the city fell short; see `histories.WEIGHTS`
_HEADLINE = 10


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact: its name in a word or two, the sentence that gives its reason, and the address of its row."""

    fact: str
    word: str
    sentence: str
    href: str
    weight: int


def fact_name(fact: str, lang: str) -> str:
    """A fact's name."""
    return translate(lang, FACT_NAMES[fact])


def telling(
    frames: Frames, lang: str, indicator: str | None = None, cities: list[str] | None = None
) -> tuple[Telling, ...]:
    """All facts, the most telling first; of one indicator or of some cities only, where they are given."""
    found = [*_left_out(frames, lang, indicator, cities), *_histories(frames, lang, indicator, cities)]
    return tuple(sorted(found, key=lambda fact: -fact.weight))


def _chosen(rows: pd.DataFrame, indicator: str | None, cities: list[str] | None) -> pd.DataFrame:
    if indicator is not None:
        rows = rows[rows["indicator"] == indicator]
    return rows if cities is None else rows[rows["city"].isin(cities)]


def _left_out(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[Telling]:
    """Missed promises on which a whole report to the congress is silent, though another document tells."""
    rows = frames.promises
    rows = _chosen(rows[(rows["answered_in"] == "elsewhere") & (rows["verdict"] == "missed")], indicator, cities)
    found = []
    for row in rows.to_dict("records"):
        if not left_out(frames, row):
            continue
        place, name = frames.data.cities[row["city"]].say(lang), row[f"name_{lang}"]
        values = {
            "city": place,
            "year": row["year"],
            "name": name,
            "because": row[f"because_{lang}"],
            "where": row[f"answered_{lang}"],
        }
        sentence = translate(lang, "{city} {year}, {name}: {because} {where}", **values)
        href = address("scorecard", frames, city=row["city"], year=row["year"], open=row["indicator"], lang=lang)
        found.append(
            Telling(
                "left_out",
                fact_name("left_out", lang),
                sentence,
                href,
                _LEFT_OUT + (_HEADLINE if row["headline"] else 0),
            )
        )
    return found


def _histories(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[Telling]:
    rows = _chosen(frames.histories, indicator, cities)
    promised = set(zip(frames.promises["city"], frames.promises["year"], frames.promises["indicator"], strict=True))
    found = []
    for row in rows.to_dict("records"):
        year = next(y for y in (row["next_year"], row["year"]) if (row["city"], y, row["indicator"]) in promised)
        href = address("scorecard", frames, city=row["city"], year=year, open=row["indicator"], lang=lang)
        sentence = translate(
            lang, "{city}, {because}", city=frames.data.cities[row["city"]].say(lang), because=row[f"because_{lang}"]
        )
        found.append(Telling(row["fact"], fact_name(row["fact"], lang), sentence, href, int(row["weight"])))
    return found
