"""The cells in which a curator corrects a report's row (`cells_of`), and the row with what was typed there (`retyped`).

Nothing here knows a table: what a browser had kept is retyped in a process that has no pandas (`drafts.apart`).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from indicators.drafts import Draft, Drafted, Proposal
from indicators.drafts.correcting import too_long, value_fields
from indicators.model.schema import Indicator
from indicators.model.values import FILL_IN, FIRST_YEAR, LAST_YEAR, UNNAMED, is_year
from indicators.views.report_rows import NEW, ReportRow, doubts
from indicators.words import digits
from indicators.words.texts import Said, said

Cells = Mapping[Any, Any]  # a row of an edited table, by column
Find = Callable[[str, int], tuple[int, int] | None]  # `correcting.finder` makes it
ENTRY = ("zh", "en", "key", "unit", "measure", "better", "group")  # the columns of a new indicator's entry
_LONGEST = 1000  # characters of a cell; what stands in a draft's is shorter
_SHOWN = 20  # characters of a cell that can't be read that are shown
_QUALIFIED = ("due", "scope", "not_comparable", "note")
# 2026, 2026年, 2026-03-31, 2026年3月31日
_DUE = re.compile(r"(\d{4})年?(?:[-/.]?(\d{1,2})[-/.月](\d{1,2})日?)?")


def _value(figure: Drafted) -> str:
    """What stands in the cell of the value: the number, two of them, an indicator, or words."""
    if figure.form in ("done", "text"):
        return figure.text or ""
    return figure.refers_to or "–".join(format(n, "f") for n in figure.numbers)


def cells_of(row: ReportRow, lang: str = "en") -> dict[str, Any]:
    """A row's cells, by column; what was typed and can't be used stands there as typed."""
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
        "scope": figure.scope or "",
        "not_comparable": figure.not_comparable or "",
        "note": figure.note or "",
        **dict(row.typed),
    }


def entry_cells(row: ReportRow) -> dict[str, str]:
    """The cells of the new indicator that is proposed for a row, by `ENTRY`; empty what a person has to fill in."""
    entry = row.figure.proposal
    if entry is None:
        return dict.fromkeys(ENTRY, "")
    proposed: dict[str, str] = {key: getattr(entry, key) for key in ENTRY}
    return proposed | ({"key": "", "en": ""} if entry.en == FILL_IN else {})


def retyped(row: ReportRow, cells: Cells, find: Find, made: Draft, catalogue: Mapping[str, Indicator]) -> ReportRow:
    """One row with what its cells say now; `find` looks a quote up in the report's text."""
    old, shown = row.figure, cells_of(replace(row, typed=()))
    words = {name: typed(cells[name]) for name in ("form", "value", "unit", "quote", *_QUALIFIED)}
    if max(map(len, words.values())) > _LONGEST:
        return replace(row, wrong=said("a cell holds more than {n} characters", n=_LONGEST))
    target = cells["role"] == "target"
    change: dict[str, Any] = {
        "role": "target" if target else "outcome",
        "year": made.plans if target else made.reviews,
        "strive": bool(cells["strive"]) and target,
        "better": old.better if target else None,
        "interim_to": _day(cells["interim_to"]) if not target else None,
        "scope": words["scope"] or None,
        "note": words["note"] or None,
    }
    wrong: dict[str, Said] = {}  # by cell
    key = typed(cells["indicator"])
    if key != row.indicator:
        new = key.startswith(NEW)
        if new or key in catalogue:
            change |= {"indicator": None if new else key, "proposal": _entry(row, key, made) if new else None}
        else:  # a browser may send what its table does not offer
            wrong["indicator"] = said("the catalogue has no {given}: choose an indicator", given=key[:_SHOWN] or "–")
    empty = not (old.numbers or old.refers_to or old.text)
    if empty or any(words[name] != shown[name] for name in ("form", "value", "unit")):
        parts, unread = value_fields(words["form"], words["value"], catalogue)
        change |= parts | {"unit": words["unit"]}
        wrong |= {"value": unread} if unread else {}
    stretch, beyond = _stretch(cells["stretch"], old.stretch) if target else (None, None)
    change["stretch"] = stretch
    wrong |= {"stretch": beyond} if beyond else {}
    for name, (value, misplaced) in _qualified(words, target, row).items():
        change[name] = value
        wrong |= {name: misplaced} if misplaced else {}
    if words["quote"] != shown["quote"]:
        start, end = find(words["quote"], old.start) or (old.start, old.end)
        change |= {"quote": words["quote"], "start": start, "end": end}
    return replace(
        row,
        accepted=bool(cells["accepted"]),
        figure=replace(old, **change),
        wrong=next(iter(wrong.values()), None),
        typed=tuple((name, words[name]) for name in (*wrong, *(["unit"] if "value" in wrong else [])) if name in words),
    )


def _qualified(words: Mapping[str, str], target: bool, row: ReportRow) -> dict[str, tuple[Any, Said | None]]:
    """What the cells come to that only one of the two roles has, and what is wrong with each.

    What the draft itself gave goes without a word when the role is corrected; what a person typed does not.
    """
    due, reason = words["due"], words["not_comparable"]
    found: dict[str, tuple[Any, Said | None]] = {"due": (None, None), "not_comparable": (None, None)}
    if target:
        found["due"] = _due(due)
        if reason:
            why = said("only an outcome can be not comparable: clear the reason, or choose the role of an outcome")
            found["not_comparable"] = None, why
    else:
        found["not_comparable"] = reason or None, None
        read = row.drafted.due if row.drafted else None
        if due and due != str(read):
            why = said("only a promise is due: clear the cell, or choose the role of a promise")
            found["due"] = None, why
    return found


def _given(cell: Any) -> bool:
    """Whether a cell holds something: an edited table has None, NaN and NaT where there is nothing."""
    nothing = cell is None or type(cell).__name__ in ("NAType", "NaTType")
    return not nothing and not (isinstance(cell, float) and math.isnan(cell))


def typed(cell: Any) -> str:
    """The words that a cell holds, empty where it holds nothing."""
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
    parts = _DUE.fullmatch("".join(words.split()))
    try:
        year, month, day = map(int, (parts[1], parts[2] or 0, parts[3] or 0)) if parts else (0, 0, 0)
        due = datetime.date(year, month, day) if month else year
    except ValueError:
        parts = None  # no such day
    if parts is None:
        return None, said("{given} is no year and no day; write it like 2026 or 2026-03-31", given=words[:_SHOWN])
    if not is_year(year):
        return None, said("the year {n} is not between {first} and {last}", n=year, first=FIRST_YEAR, last=LAST_YEAR)
    return due, None


def _day(cell: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(str(cell)[:10]) if _given(cell) else None


def _entry(row: ReportRow, key: str, made: Draft) -> Proposal:
    """The entry of a new indicator: that proposed under this key, or an empty one for the row."""
    known = next(
        (f.proposal for f in (*made.figures, *made.context) if f.proposal and NEW + f.proposal.key == key), None
    )
    return known or Proposal(f"{UNNAMED}_{row.number}", "", "", row.figure.unit, "count", "higher", "economy")
