"""The Data page: the tables with filters, the data dictionary, the rules of verdicts, and what the tolerance turns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators import columns, tables
from indicators.tables import Frames
from indicators.texts import translate
from indicators.views.labels import GLYPHS, MEANINGS, ORDER, verdict_name
from indicators.views.overview import turned

WHAT = ("promises", "figures", "sources")
WHAT_NAMES = {"promises": "Promises", "figures": "Figures", "sources": "Sources"}
_COLUMNS = {"promises": columns.PROMISE_COLUMNS, "figures": columns.FIGURE_COLUMNS, "sources": columns.SOURCE_COLUMNS}


@dataclass(frozen=True, slots=True)
class DataView:
    """All that the page shows: the filtered table with all its columns, and the fixed parts."""

    frame: pd.DataFrame
    shown: str
    dictionary: pd.DataFrame
    rules: pd.DataFrame
    turned: pd.DataFrame
    problems: tuple[str, ...]
    empty: str


def data_view(frames: Frames, stated: Frames, what: str, city: str, year: str, verdict: str, lang: str) -> DataView:
    """The page. `city`, `year` and `verdict` filter where they are not empty and the table has such a column."""
    frame = {"promises": frames.promises, "figures": frames.figures}.get(what)
    if frame is None:
        frame = tables.sources(frames.data)
    total = len(frame)
    for column, wanted in (("city", city), ("year", year), ("verdict", verdict)):
        if wanted and column in frame.columns:
            frame = frame[frame[column].astype(str) == wanted]
    dictionary = pd.DataFrame([{translate(lang, "Column"): name, translate(lang, "Meaning"): meaning.say(lang)} for name, meaning in _COLUMNS[what].items()])
    rules = pd.DataFrame(
        [
            {translate(lang, "Verdict"): f"{GLYPHS[v]} {verdict_name(v, lang)}", translate(lang, "When"): translate(lang, MEANINGS[v])}
            for v in ORDER
        ]
    )
    return DataView(
        frame=frame,
        shown=translate(lang, "{n} of {total} rows", n=len(frame), total=total),
        dictionary=dictionary,
        rules=rules,
        turned=turned(frames, stated, lang),
        problems=tuple(p.text(lang) for p in frames.data.problems),
        empty="" if len(frame) else translate(lang, "No row fits the filters."),
    )
