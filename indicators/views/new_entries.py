"""The new indicators that a report's rows need, as the table in which they are named (`entry_table`).

`with_entries` takes what was typed there and gives the rows with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from indicators.drafts import Proposal
from indicators.drafts.proposals import Resembling
from indicators.model.schema import Indicator
from indicators.model.values import FILL_IN
from indicators.views.report_rows import ReportRow
from indicators.views.row_edits import Cells, typed
from indicators.words.texts import joined, msgid, translate

ENTRY = ("zh", "en", "key", "unit", "measure", "better", "group")


def entry_table(needing: Iterable[ReportRow], kept: Mapping[int, Cells]) -> pd.DataFrame:
    """The new indicators of rows as the table that is edited, a row each.

    Cells are as they were edited before (`kept`, by the row's number), else as proposed.
    """

    def cells(row: ReportRow) -> dict[str, Any]:
        entry = row.figure.proposal
        proposed: dict[str, Any] = {key: getattr(entry, key) for key in ENTRY} if entry else dict.fromkeys(ENTRY, "")
        if entry is not None and entry.en == FILL_IN:
            proposed |= {"key": "", "en": ""}
        return {"number": row.number, **proposed, **kept.get(row.number, {})}

    return pd.DataFrame([cells(row) for row in needing], columns=["number", *ENTRY]).astype(
        {"number": "int64"} | dict.fromkeys(ENTRY, "str")
    )


def resembling(needing: Iterable[ReportRow], catalogue: Mapping[str, Indicator], lang: str) -> tuple[str, ...]:
    """For each row that needs a new indicator a line with the entries of the catalogue that it resembles, if any."""
    known, lines = Resembling(catalogue), []
    message = msgid(
        "Row {n}, {name}, resembles what the catalogue has: {names}. If one means the same, choose it above."
    )
    for row in needing:
        entry = row.figure.proposal
        keys = known.to(entry.zh, entry.unit) if entry is not None else []
        if keys and entry is not None:
            names = joined((catalogue[key].say(lang) for key in keys), lang)
            lines.append(translate(lang, message, n=row.number, name=entry.zh, names=names))
    return tuple(lines)


def with_entries(rows: Iterable[ReportRow], kept: Mapping[int, Cells]) -> tuple[ReportRow, ...]:
    """The rows with their new indicators as they were edited (`kept`, by number)."""

    def entered(row: ReportRow) -> ReportRow:
        cells = kept.get(row.number)
        if row.figure.indicator is not None or cells is None:
            return row
        entry = Proposal(**{key: typed(cells[key]) for key in ENTRY})
        return replace(row, figure=replace(row.figure, proposal=entry))

    return tuple(entered(row) for row in rows)
