"""The Data page: the tables with filters, the data dictionary, the rules of verdicts, and what the tolerance turns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.tables import Frames
from indicators.tables.columns import COLUMNS
from indicators.views.documents import document_name
from indicators.views.labels import KIND_NAMES, MEANINGS, ORDER, verdict_with_glyph
from indicators.views.overview import turned
from indicators.views.roster import place_word
from indicators.words.texts import msgid, translate

WHAT = tuple(COLUMNS)
WHAT_NAMES = {
    "promises": msgid("Promises"),
    "figures": msgid("Figures"),
    "histories": msgid("Over the years"),
    "sources": msgid("Sources"),
}
READ_NAMES = {"once": msgid("Read once"), "twice": msgid("Read twice")}
PAPER_ROWS = 500


def _on_paper(frame: pd.DataFrame, frames: Frames, what: str, lang: str) -> pd.DataFrame:
    """The columns of a table that people read, in words, as headings and texts; the files hold the others."""
    cities = [frames.cities[city].say(lang) for city in frame["city"]]
    if what == "sources":
        kinds = [translate(lang, KIND_NAMES[kind]) for kind in frame["kind"]]
        return pd.DataFrame(
            {
                place_word(frames, lang): cities,
                translate(lang, "Document"): frame[f"named_{lang}"],
                translate(lang, "Kind"): kinds,
                translate(lang, "Date"): frame["date"],
                translate(lang, "Promises"): frame["targets"],
                translate(lang, "Outcomes"): frame["outcomes"],
            }
        )
    names = [frames.catalogue[name].say(lang) for name in frame["indicator"]]
    shared = {
        place_word(frames, lang): cities,
        translate(lang, "Year"): frame["year"],
        translate(lang, "Indicator"): names,
    }
    if what == "figures":
        roles = [
            translate(lang, msgid("Promised") if role == "target" else msgid("Reported")) for role in frame["role"]
        ]
        documents = [
            document_name(frames, (city, source), lang)
            for city, source in zip(frame["city"], frame["source"], strict=True)
        ]
        return pd.DataFrame(
            {
                **shared,
                translate(lang, "Role"): roles,
                translate(lang, "Figure"): frame[f"shown_{lang}"],
                translate(lang, "Document"): documents,
                translate(lang, "Read a second time"): frame["read_by"],
            }
        )
    if what == "histories":
        return pd.DataFrame({**shared, translate(lang, "Reason"): frame[f"because_{lang}"]})
    verdicts = [verdict_with_glyph(verdict, lang) for verdict in frame["verdict"]]
    words = {msgid("Promised"): f"target_{lang}", msgid("Reported"): f"outcome_{lang}"}
    told = {translate(lang, heading): frame[column] for heading, column in words.items()}
    return pd.DataFrame(
        {**shared, **told, translate(lang, "Verdict"): verdicts, translate(lang, "Gap"): frame[f"gap_{lang}"]}
    )


@dataclass(frozen=True, slots=True)
class DataView:
    """All that the page shows: the filtered table, its first rows as they are printed, and the fixed parts."""

    frame: pd.DataFrame
    paper: pd.DataFrame
    shown: str
    read: str
    dictionary: pd.DataFrame
    rules: pd.DataFrame
    turned: pd.DataFrame
    problems: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A table, and what its rows are filtered by: each where it is not empty and the table has such a column. `read` is
    one of `READ_NAMES`."""

    what: str
    city: str = ""
    year: str = ""
    verdict: str = ""
    read: str = ""


def _twice(frame: pd.DataFrame) -> pd.Series[bool] | None:
    """Which rows of a table were read a second time; None where the table does not tell."""
    if "read_by" in frame.columns:
        return frame["read_by"] != ""
    return frame["read_twice"] if "read_twice" in frame.columns else None


def data_view(frames: Frames, stated: Frames, choice: Choice, lang: str) -> DataView:
    """The page; `stated` are the tables at the stated tolerance."""
    what = choice.what
    total = frames.size(what)
    wanted: dict[str, object] = {"year": choice.year and int(choice.year), "verdict": choice.verdict}
    where = {column: value for column, value in wanted.items() if value and column in COLUMNS[what]}
    frame = frames.rows.only(what, [choice.city] if choice.city else None, None, where)
    twice, read = _twice(frame), ""
    if twice is not None:
        read = translate(lang, "Read a second time: {n} of {total}", n=int(twice.sum()), total=len(frame))
        frame = frame[twice == (choice.read == "twice")] if choice.read else frame
    dictionary = pd.DataFrame(
        [
            {translate(lang, "Column"): name, translate(lang, "Meaning"): meaning.say(lang)}
            for name, meaning in COLUMNS[what].items()
        ]
    )
    rules = pd.DataFrame(
        [
            {
                translate(lang, "Verdict"): verdict_with_glyph(v, lang),
                translate(lang, "When"): translate(lang, MEANINGS[v]),
            }
            for v in ORDER
        ]
    )
    return DataView(
        frame=frame,
        paper=_on_paper(frame.head(PAPER_ROWS), frames, what, lang),
        shown=translate(lang, "{n} of {total} rows", n=len(frame), total=total),
        read=read,
        dictionary=dictionary,
        rules=rules,
        turned=turned(frames, stated, lang),
        problems=tuple(p.text(lang) for p in frames.problems),
        empty="" if len(frame) else translate(lang, "No row fits the filters."),
    )
