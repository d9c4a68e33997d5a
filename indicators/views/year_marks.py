"""The small marks of an indicator's figure: what happened between two years, breaks in the series, other outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from indicators.tables import Frames
from indicators.tables.columns import FigureRow, HistoryRow, PromiseRow, in_words, records
from indicators.tables.comparability import comparable
from indicators.views.labels import hover_lines, kind_name
from indicators.views.ledger import figure_words
from indicators.words.texts import msgid, translate

MARK_WORDS = {
    "lowered": msgid("↓ asks less"),
    "raised": msgid("↑ asks more"),
    "reworded": msgid("≈ reworded"),
    "floor": msgid("below what was reached"),
}


@dataclass(frozen=True, slots=True)
class HistoryMark:
    """What became of a promise from one year to the next: `year` is the later one, `kind` a key of `MARK_WORDS`.

    `x` (in years) and `y` (in the indicator's unit) say where its word stands. Where the later promise asks less or
    more, `line` leads from one to the other: (x, y, x, y).
    """

    kind: str
    year: int
    word: str
    because: str
    hover: str
    x: float
    y: float
    line: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class BreakMark:
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


def beside(frames: Frames, figure: FigureRow, lang: str) -> Beside:
    """An outcome that did not decide, with its source."""
    source = frames.sources_of(figure["city"])[figure["source"]]
    words = translate(
        lang,
        "{kind} {source}: {outcome}",
        kind=kind_name(source, lang),
        source=in_words(source, "named", lang),
        outcome=figure_words(figure, lang),
    )
    return Beside(
        figure["number"], bool(figure["interim_to"]), words, f"<b>{figure['year']}</b><br>{hover_lines(words, lang)}"
    )


def marked_histories(frames: Frames, name: str, cities: Sequence[str]) -> dict[str, list[HistoryRow]]:
    """What happened from year to year to the promises of an indicator and is marked, by city."""
    found: dict[str, list[HistoryRow]] = {}
    for row in records(frames.only("histories", cities, indicator=name, history=list(MARK_WORDS)), HistoryRow):
        found.setdefault(row["city"], []).append(row)
    return found


def history_marks(
    rows: Sequence[HistoryRow], targets: Mapping[int, float | None], lang: str
) -> tuple[HistoryMark, ...]:
    """The marks of what happened to the promises of one city (`marked_histories`); `targets` are their numbers by year,
    in the indicator's unit (None: words)."""
    marks = (_history_mark(row, targets, lang) for row in rows)
    return tuple(mark for mark in marks if mark is not None)


def _history_mark(row: HistoryRow, targets: Mapping[int, float | None], lang: str) -> HistoryMark | None:
    """The mark of a history; None where a year is not shown, or neither has a number to draw it at."""
    kind, first, last = row["history"], row["year"], row["next_year"]
    if not {first, last} <= set(targets):
        return None
    one, other = targets[first], targets[last]
    heights = [v for v in ((other, one) if kind == "floor" else (one, other)) if v is not None]
    if not heights:
        return None
    because = in_words(row, "because", lang)
    line = None
    if kind in ("lowered", "raised") and one is not None and other is not None:
        line = (float(first), one, float(last), other)
    return HistoryMark(
        kind,
        last,
        translate(lang, MARK_WORDS[kind]),
        because,
        hover_lines(because, lang),
        last - 0.5 if kind == "floor" else (first + last) / 2,
        sum(heights) / len(heights) if line else heights[0],
        line,
    )


def break_marks(frames: Frames, city: str, name: str, lang: str) -> tuple[BreakMark, ...]:
    """Where the series of one city breaks."""
    word = translate(lang, "the series breaks")
    breaks = frames.cities[city].breaks.get(name, ())
    return tuple(BreakMark(*b.between, word, b.reason.say(lang), hover_lines(b.reason.say(lang), lang)) for b in breaks)


def unlike(frames: Frames, name: str, cities: list[str], lang: str) -> tuple[str, ...]:
    """Why promises of the same year can't be laid side by side, a line for each pair of cities and year."""
    alike = ["city", "indicator", "year", "due", "scope", "scope_en", "better"]  # what makes promises so
    rows = frames.only("promises", cities, alike, indicator=name)
    found = []
    for year, of_year in rows.groupby("year"):
        for one, other in combinations(records(of_year, PromiseRow), 2):
            reason = comparable(frames, one, other)
            if reason is not None:
                places = [frames.cities[row["city"]].say(lang) for row in (one, other)]
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
