"""The new indicators that a report's rows need, as the table in which they are named (`entry_table`).

`with_entries` takes what was typed there and gives the rows with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from indicators.drafts import Proposal
from indicators.drafts.proposals import Resembling
from indicators.model.schema import Indicator
from indicators.views.report_rows import ReportRow
from indicators.views.row_cells import ENTRY, Cells, entry_cells, typed
from indicators.words.texts import joined, msgid, translate


def entry_table(needing: Iterable[ReportRow], kept: Mapping[int, Cells]) -> pd.DataFrame:
    """The new indicators of rows as the table that is edited, a row each.

    Cells are as they were edited before (`kept`, by the row's number), else as proposed.
    """

    found = [{"number": row.number, **entry_cells(row), **kept.get(row.number, {})} for row in needing]
    return pd.DataFrame(found, columns=["number", *ENTRY]).astype({"number": "int64"} | dict.fromkeys(ENTRY, "str"))


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
