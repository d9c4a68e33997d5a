"""The tables that a curator edits: a report's rows (`table`), and the new indicators that they need (`entry_table`).

`corrected` and `with_entries` take the edited tables and give the rows with what was typed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from indicators.drafts import Draft, Drafted, Proposal
from indicators.drafts.correcting import finder, too_long, value_fields
from indicators.drafts.proposals import FILL_IN, Resembling
from indicators.model.schema import Indicator
from indicators.views.report_rows import NEW, ReportRow, doubts
from indicators.words import digits
from indicators.words.texts import Said, joined, msgid, said, translate

_LONGEST = 1000  # characters of a cell; what stands in a draft's is shorter
Cells = Mapping[Any, Any]  # a row of an edited table, by column
_ENTRY = ("zh", "en", "key", "unit", "measure", "better", "group")
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
_SHOWN = 20  # characters of a cell that can't be read that are shown
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
}


def _value(figure: Drafted) -> str:
    """What stands in the cell of the value: the number, two of them, an indicator, or words."""
    if figure.form in ("done", "text"):
        return figure.text or ""
    return figure.refers_to or "–".join(format(n, "f") for n in figure.numbers)


def _cells(row: ReportRow, lang: str) -> dict[str, object]:
    """A row's cells, by column."""
    figure = row.figure
    return {
        "number": row.number,
        "accepted": row.accepted,
        "role": figure.role,
        "indicator": row.indicator,
        "form": figure.form,
        "value": _value(figure),
        "unit": figure.unit if figure.numbers else "",
        "doubts": doubts(row, lang),
        "quote": re.sub(r"\s*\n\s*", "", figure.quote),
        "strive": figure.strive,
        "stretch": None if figure.stretch is None else float(figure.stretch),
        "due": "" if figure.due is None else str(figure.due),
        "interim_to": figure.interim_to,
    }


def table(chosen: Iterable[ReportRow], lang: str) -> pd.DataFrame:
    """The rows as the table that is edited, one a row; its columns are those of `_TYPES`."""
    return pd.DataFrame([_cells(row, lang) for row in chosen], columns=list(_TYPES)).astype(_TYPES)


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
        _corrected(row, found[row.number], find, made, catalogue) if row.number in found else row for row in before
    )


def _corrected(
    row: ReportRow,
    cells: Cells,
    find: Callable[[str, int], tuple[int, int] | None],
    made: Draft,
    catalogue: Mapping[str, Indicator],
) -> ReportRow:
    """One row with what its cells say now."""
    old, shown = row.figure, _cells(row, "en")
    target = cells["role"] == "target"
    due, undated = _due(_words(cells["due"])) if target else (None, None)
    change: dict[str, Any] = {
        "role": "target" if target else "outcome",
        "year": made.plans if target else made.reviews,
        "strive": bool(cells["strive"]) and target,
        "due": due,
        "better": old.better if target else None,
        "interim_to": _day(cells["interim_to"]) if not target else None,
    }
    key = str(cells["indicator"] or "")
    if key != row.indicator:
        new = key.startswith(NEW)
        change |= {"indicator": None if new else key, "proposal": _entry(row, key, made) if new else None}
    wrong: Said | None = None
    form, value, unit = str(cells["form"]), _words(cells["value"]), _words(cells["unit"])
    quote = _words(cells["quote"])
    if max(map(len, (form, value, unit, quote))) > _LONGEST:
        return replace(row, wrong=said("a cell holds more than {n} characters", n=_LONGEST))
    if (form, value, unit) != (shown["form"], shown["value"], shown["unit"]):
        parts, wrong = value_fields(form, value, catalogue)
        change |= parts | {"unit": unit}
    stretch, beyond = _stretch(cells["stretch"], old.stretch) if target else (None, None)
    change["stretch"] = stretch
    if quote != shown["quote"]:
        start, end = find(quote, old.start) or (old.start, old.end)
        change |= {"quote": quote, "start": start, "end": end}
    return replace(
        row, accepted=bool(cells["accepted"]), figure=replace(old, **change), wrong=wrong or beyond or undated
    )


def _given(cell: Any) -> bool:
    """Whether a cell holds something: an edited table has None, NaN and NaT where there is nothing."""
    return cell is not None and not pd.isna(cell)


def _words(cell: Any) -> str:
    return str(cell).strip() if _given(cell) else ""


def _stretch(cell: Any, old: Decimal | None) -> tuple[Decimal | None, Said | None]:
    """The stretch that a cell holds, and what is wrong with it: with its digits as they were where the cell was not
    edited, else as typed."""
    if not _given(cell):
        return None, None
    value = float(str(cell))
    if old is not None and float(old) == value:
        return old, None
    shown = f"{value:.0f}" if value.is_integer() else repr(value)
    typed = digits.typed(shown)
    return typed, None if typed is not None else too_long(shown)


def _due(words: str) -> tuple[int | datetime.date | None, Said | None]:
    """The year or the day that the cell of `due` holds, and what is wrong with it."""
    if not words:
        return None, None
    try:
        return (int(words) if re.fullmatch(r"\d{4}", words) else datetime.date.fromisoformat(words)), None
    except ValueError:
        return None, said("{given} is no year and no day; write it like 2026 or 2026-03-31", given=words[:_SHOWN])


def _day(cell: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(str(cell)[:10]) if _given(cell) else None


def _entry(row: ReportRow, key: str, made: Draft) -> Proposal:
    """The entry of a new indicator: that proposed under this key, or an empty one for the row."""
    known = next(
        (f.proposal for f in (*made.figures, *made.context) if f.proposal and NEW + f.proposal.key == key), None
    )
    return known or Proposal(f"name_me_{row.number}", "", "", row.figure.unit, "count", "higher", "economy")


def entry_table(needing: Iterable[ReportRow], kept: Mapping[int, Cells]) -> pd.DataFrame:
    """The new indicators of rows as the table that is edited, a row each.

    Cells are as they were edited before (`kept`, by the row's number), else as proposed.
    """

    def cells(row: ReportRow) -> dict[str, Any]:
        entry = row.figure.proposal
        proposed: dict[str, Any] = {key: getattr(entry, key) for key in _ENTRY} if entry else dict.fromkeys(_ENTRY, "")
        if entry is not None and entry.en == FILL_IN:
            proposed |= {"key": "", "en": ""}
        return {"number": row.number, **proposed, **kept.get(row.number, {})}

    return pd.DataFrame([cells(row) for row in needing], columns=["number", *_ENTRY]).astype(
        {"number": "int64"} | dict.fromkeys(_ENTRY, "str")
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
        entry = Proposal(**{key: _words(cells[key]) for key in _ENTRY})
        return replace(row, figure=replace(row.figure, proposal=entry))

    return tuple(entered(row) for row in rows)
