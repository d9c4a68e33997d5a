"""Histories in words: what happened to promises over the years, and misses that a report left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.tables import Frames
from indicators.tables.columns import HistoryRow, PromiseRow, in_words, records
from indicators.tables.strength import STRENGTHS
from indicators.views.labels import address, evidence_name
from indicators.words.texts import bracketed, inside, joined, msgid, translate

HISTORY_NAMES = {
    "left_out": msgid("No figure in the report"),
    "silent": msgid("No outcome for years"),
    "dropped": msgid("No target set again"),
    "lowered": msgid("Asks less"),
    "floor": msgid("Below what was reached"),
    "reworded": msgid("Reworded"),
    "raised": msgid("Asks more"),
}
_LEFT_OUT = 8  # the weight of a miss that the report left out, on the scale of `history.WEIGHTS`
_HEADLINE = 10  # added for a headline figure


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a promise. `kind` is a key of `HISTORY_NAMES`, `word` its name in the reader's language.

    `sentence` says what happened, `evidence` how strong that is proved, `href` is the address of the promise; histories
    are shown in the order of `rank`.
    """

    kind: str
    word: str
    sentence: str
    evidence: str
    href: str
    rank: tuple[bool, int, int]


def _rank(sure: bool, strength: str, weight: int) -> tuple[bool, int, int]:
    """What is sure comes before what is not, then the strongest evidence, then the weightiest."""
    return not sure, STRENGTHS.index(strength), -weight


def history_name(kind: str, lang: str, sure: bool = True) -> str:
    """The name of a kind of history; of one that is not sure, that it may be so."""
    name = translate(lang, HISTORY_NAMES[kind])
    return name if sure else translate(lang, "Perhaps: {name}", name=inside(name))


def strongest(rows: Iterable[HistoryRow]) -> list[HistoryRow]:
    """Rows of the table, those quoted before those only cited, the weightiest first."""
    return sorted(rows, key=lambda row: _rank(row["sure"], row["evidence"], row["weight"]))


def history_sentence(row: HistoryRow, lang: str) -> str:
    """A history's reason with how strong its evidence is."""
    evidence = evidence_name(row["evidence"], lang)
    return joined([in_words(row, "because", lang), bracketed(evidence, lang)], lang, "sentences")


def histories(
    frames: Frames, lang: str, indicator: str | None = None, cities: list[str] | None = None
) -> tuple[History, ...]:
    """All histories, those quoted before those only cited, the weightiest first; of one indicator or of some cities
    only, where they are given."""
    found = [*_left_out(frames, lang, indicator, cities), *_over_years(frames, lang, indicator, cities)]
    return tuple(sorted(found, key=lambda history: history.rank))


def _of(indicator: str | None) -> dict[str, str]:
    """The filter of one indicator, or of none."""
    return {} if indicator is None else {"indicator": indicator}


def _left_out(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[History]:
    """Missed promises whose outcome another document gives, while a report to the congress, held whole, gives none."""
    rows = frames.only("promises", cities, left_out=True, verdict="missed", **_of(indicator))
    found = []
    for row in records(rows, PromiseRow):
        values = {
            "city": frames.cities[row["city"]].say(lang),
            "year": row["year"],
            "name": in_words(row, "name", lang),
            "because": inside(in_words(row, "because", lang)),
            "where": in_words(row, "answered", lang),
        }
        sentence = translate(lang, "{city} {year}, {name}: {because} {where}", **values)
        href = address("scorecard", frames, city=row["city"], year=row["year"], open=row["indicator"], lang=lang)
        found.append(
            History(
                "left_out",
                history_name("left_out", lang),
                sentence,
                evidence_name(row["evidence"], lang),
                href,
                _rank(True, row["evidence"], _LEFT_OUT + (_HEADLINE if row["headline"] else 0)),
            )
        )
    return found


def _over_years(frames: Frames, lang: str, indicator: str | None, cities: list[str] | None) -> list[History]:
    rows = frames.only("histories", cities, **_of(indicator))
    promises = frames.only("promises", cities, ["city", "year", "indicator"], **_of(indicator))
    promised = set(zip(promises["city"], promises["year"], promises["indicator"], strict=True))
    found = []
    for row in records(rows, HistoryRow):
        year = next(y for y in (row["next_year"], row["year"]) if (row["city"], y, row["indicator"]) in promised)
        href = address("scorecard", frames, city=row["city"], year=year, open=row["indicator"], lang=lang)
        sentence = translate(
            lang,
            "{city}, {because}",
            city=frames.cities[row["city"]].say(lang),
            because=inside(in_words(row, "because", lang)),
        )
        word, evidence = history_name(row["history"], lang, row["sure"]), evidence_name(row["evidence"], lang)
        rank = _rank(row["sure"], row["evidence"], row["weight"])
        found.append(History(row["history"], word, sentence, evidence, href, rank))
    return found
