"""The table of a report's rows that a curator edits (`table`), and the rows with what was typed there (`corrected`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from indicators.drafts import Draft
from indicators.drafts.correcting import finder
from indicators.model.schema import Indicator
from indicators.views.report_rows import ReportRow
from indicators.views.row_cells import cells_of, retyped
from indicators.words.texts import msgid

FORM_NAMES: Mapping[str, str] = {
    "value": msgid("the number"),
    "at_least": msgid("at least"),
    "more_than": msgid("more than"),
    "at_most": msgid("at most"),
    "less_than": msgid("less than"),
    "about": msgid("about"),
    "nearly": msgid("nearly"),
    "between": msgid("between two"),
    "in_step_with": msgid("in step with"),
    "faster_than": msgid("faster than"),
    "done": msgid("completed, in words"),
    "text": msgid("words only"),
}
_TYPES = {
    "number": "int64",
    "accepted": "bool",
    "role": "str",
    "indicator": "str",
    "form": "str",
    "value": "str",
    "unit": "str",
    "doubts": "str",
    "quote": "str",
    "strive": "bool",
    "stretch": "float64",
    "due": "str",
    "interim_to": "datetime64[ns]",
    "scope": "str",
    "not_comparable": "str",
    "note": "str",
}


def table(chosen: Iterable[ReportRow], lang: str) -> pd.DataFrame:
    """The rows as the table that is edited, one a row; its columns are those of `_TYPES`."""
    return pd.DataFrame([cells_of(row, lang) for row in chosen], columns=list(_TYPES)).astype(_TYPES)


def newly_chosen(before: pd.DataFrame, edited: pd.DataFrame, known: Mapping[int, str]) -> dict[int, str]:
    """The rows, by number, for which another indicator was chosen in the table than it had `before`, and which.

    To choose one is to accept the row: nobody does so for a figure that they leave out. `known` are the choices that
    were noticed already, so that such a row can be left out all the same.
    """
    pairs = zip(before.to_dict("records"), edited.to_dict("records"), strict=True)
    chosen = {int(now["number"]): str(now["indicator"]) for then, now in pairs if then["indicator"] != now["indicator"]}
    return {number: key for number, key in chosen.items() if known.get(number) != key}


def accepting(rows: Iterable[ReportRow], numbers: Collection[int]) -> tuple[ReportRow, ...]:
    """The rows, those of these numbers accepted."""
    return tuple(replace(row, accepted=True) if row.number in numbers else row for row in rows)


def corrected(
    before: Sequence[ReportRow], edited: pd.DataFrame, text: str, made: Draft, catalogue: Mapping[str, Indicator]
) -> tuple[ReportRow, ...]:
    """All rows as they are after the table, which may hold only some of them, was edited.

    `text` is the report's and `made` its draft, for the years and the proposed indicators. A value that can't be read
    does not raise: what is wrong with it stands in its row, which stays as it was where a cell is too long.
    """
    found = {int(cells["number"]): cells for cells in edited.to_dict("records")}
    find = finder(text)
    return tuple(
        retyped(row, found[row.number], find, made, catalogue) if row.number in found else row for row in before
    )
