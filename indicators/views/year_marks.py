"""What stands between and beside the years of an indicator: drifting promises, breaks in the series, other outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from indicators.tables import Frames
from indicators.tables.comparability import comparable
from indicators.views.labels import KIND_NAMES, hover_lines
from indicators.words.texts import msgid, translate

DRIFT_WORDS = {
    "lowered": msgid("↓ lowered"),
    "raised": msgid("↑ raised"),
    "reworded": msgid("≈ reworded"),
    "floor": msgid("a floor"),
}


@dataclass(frozen=True, slots=True)
class Drift:
    """What the promise of `year` is beside that of the year before, or beside what there was already (a floor).

    `x` and `y` say where its word stands; `line` leads from one promise to the other (x, y, x, y) where one asks less
    or more.
    """

    fact: str
    year: int
    word: str
    because: str
    hover: str
    x: float
    y: float
    line: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A break in the series, somewhere between two years."""

    first: int
    last: int
    word: str
    reason: str
    hover: str


@dataclass(frozen=True, slots=True)
class Beside:
    """An outcome that did not decide; hollow where it is of part of the year."""

    value: float
    hollow: bool
    words: str
    hover: str


def beside(frames: Frames, city: str, figure: Mapping[str, Any], lang: str) -> Beside:
    """An outcome that did not decide, a row of `tables.figures`, with its source."""
    source = frames.data.cities[city].sources[figure["source"]]
    shown = str(figure[f"shown_{lang}"])
    if figure["interim_to"]:
        shown = translate(lang, "{outcome} (to {date})", outcome=shown, date=figure["interim_to"])
    words = translate(
        lang,
        "{kind} {source}: {outcome}",
        kind=translate(lang, KIND_NAMES[source.kind]),
        source=source.say(lang),
        outcome=shown,
    )
    return Beside(
        float(figure["number"]),
        bool(figure["interim_to"]),
        words,
        f"<b>{figure['year']}</b><br>{hover_lines(words, lang)}",
    )


def drifts(frames: Frames, city: str, name: str, targets: Mapping[int, float | None], lang: str) -> tuple[Drift, ...]:
    """How the promises of one city drift; `targets` are their numbers by year, in the indicator's unit (None:
    words)."""
    rows = frames.histories
    rows = rows[(rows["city"] == city) & (rows["indicator"] == name) & rows["fact"].isin(list(DRIFT_WORDS))]
    found = []
    for row in rows.to_dict("records"):
        first, last = int(row["year"]), int(row["next_year"])
        one, other = targets.get(first), targets.get(last)
        heights = [v for v in ((other, one) if row["fact"] == "floor" else (one, other)) if v is not None]
        if not heights:
            continue
        because = row[f"because_{lang}"]
        line = None
        if row["fact"] in ("lowered", "raised") and one is not None and other is not None:
            line = (float(first), one, float(last), other)
        x = last - 0.5 if row["fact"] == "floor" else (first + last) / 2
        word = translate(lang, DRIFT_WORDS[row["fact"]])
        found.append(
            Drift(
                row["fact"],
                last,
                word,
                because,
                hover_lines(because, lang),
                x,
                sum(heights) / len(heights) if line else heights[0],
                line,
            )
        )
    return tuple(found)


def gaps(frames: Frames, city: str, name: str, lang: str) -> tuple[Gap, ...]:
    """Where the series of one city breaks."""
    word = translate(lang, "the series breaks")
    breaks = frames.data.cities[city].breaks.get(name, ())
    return tuple(Gap(*b.between, word, b.reason.say(lang), hover_lines(b.reason.say(lang), lang)) for b in breaks)


def unlike(frames: Frames, name: str, cities: list[str], lang: str) -> tuple[str, ...]:
    """Why promises of the same year can't be laid side by side, a line for each pair of cities and year."""
    rows = frames.promises[(frames.promises["indicator"] == name) & frames.promises["city"].isin(cities)]
    rows = rows[["city", "indicator", "year", "due", "scope", "scope_en", "better"]]  # what makes promises alike
    found = []
    for year, of_year in rows.groupby("year"):
        for one, other in combinations(of_year.to_dict("records"), 2):
            reason = comparable(frames.data, one, other)
            if reason is not None:
                places = [frames.data.cities[row["city"]].say(lang) for row in (one, other)]
                found.append(
                    translate(
                        lang,
                        "{one} and {other} {year}: {reason}",
                        one=places[0],
                        other=places[1],
                        year=year,
                        reason=reason,
                    )
                )
    return tuple(found)
