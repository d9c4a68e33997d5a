"""New indicators that the rows of a contribution need: a table of them, to be named, and the rows with what was
typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from indicators.drafts import Proposal
from indicators.views.contribute import Row

_ENTRY = ("zh", "en", "key", "unit", "measure", "better", "group")


def entry_table(needing: Sequence[Row], kept: Mapping[int, Mapping[str, object]]) -> pd.DataFrame:
    """The new indicators of rows as the table that is edited: as they were edited before, else as proposed."""

    def cells(row: Row) -> dict[str, object]:
        entry = row.figure.proposal
        proposed = {key: getattr(entry, key) for key in _ENTRY} if entry else dict.fromkeys(_ENTRY, "")
        if entry is not None and not entry.named:
            proposed |= {"key": "", "en": ""}
        return {"number": row.number, **proposed, **kept.get(row.number, {})}

    return pd.DataFrame([cells(row) for row in needing], columns=["number", *_ENTRY]).astype(
        {"number": "int64"} | dict.fromkeys(_ENTRY, "str")
    )


def with_entries(rows: Sequence[Row], kept: Mapping[int, Mapping[str, object]]) -> tuple[Row, ...]:
    """The rows with their new indicators as they were edited."""

    def entered(row: Row) -> Row:
        cells = kept.get(row.number)
        if row.figure.indicator is not None or cells is None:
            return row
        words = {key: "" if pd.isna(cells[key]) else str(cells[key]).strip() for key in _ENTRY}
        return replace(row, figure=replace(row.figure, proposal=Proposal(**words, named=True)))

    return tuple(entered(row) for row in rows)
