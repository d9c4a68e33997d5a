"""A report's rows as a curator left them, put upon a draft that is made anew.

A draft is made anew when its years or its city are corrected, and when work comes back from the reader's browser. What
the curator changed stays; what they did not touch is as the new draft has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.drafts import Draft, Drafted, draft
from indicators.drafts.correcting import finder, stands
from indicators.model.schema import Indicator
from indicators.model.values import UNNAMED
from indicators.views import report_rows
from indicators.views.report_rows import ReportRow
from indicators.views.row_cells import ENTRY, Cells, cells_of, entry_cells, retyped, typed
from indicators.words.texts import said

Cell = str | bool | float | None
_OURS = ("number", "doubts")  # cells in which nobody types


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row as a curator left it.

    `start` and `end` are the offsets of its quote as it was drafted, or marked where it was `added`; `nth` tells apart
    the drafted rows of the same words. `cells` are those of the table of rows, `changed` the columns of those that are
    not as drafted, `entry` the cells of its new indicator, where they were edited.
    """

    start: int
    end: int
    nth: int
    added: bool
    cells: tuple[tuple[str, Cell], ...]
    changed: tuple[str, ...]
    entry: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Redrafted:
    """A draft that was made anew, the rows by it, and by their numbers the cells of new indicators that were edited."""

    made: Draft
    rows: tuple[ReportRow, ...]
    entries: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()


def redrafted(
    text: str,
    catalogue: Mapping[str, Indicator],
    years: tuple[int | None, int | None],
    before: Iterable[LeftRow] = (),
) -> Redrafted:
    """A report's draft for the years that it reviews and plans (None: as its text says), with what was `before`."""
    made = draft(text, catalogue, *years)
    found, entries = resumed(report_rows.rows(made), before, text, made, catalogue)
    return Redrafted(made, found, tuple((number, tuple(cells.items())) for number, cells in entries.items()))


def left(rows: Iterable[ReportRow], entries: Mapping[int, Cells]) -> tuple[LeftRow, ...]:
    """What is to be kept of the rows: those that are not as drafted. `entries` are the cells of new indicators as they
    were edited, by the row's number."""
    found = (_left(row, nth, entries.get(row.number)) for row, nth in _counted(rows))
    return tuple(one for one in found if one.added or one.changed or one.entry)


def _left(row: ReportRow, nth: int, entry: Cells | None) -> LeftRow:
    """One row as it is to be kept."""
    cells, drafted = cells_of(row), row.drafted
    before = cells_of(ReportRow(row.number, not drafted.doubts, drafted)) if drafted else {}
    at = drafted or row.figure
    if entry is None and drafted is None:
        entry = entry_cells(row)  # no draft will propose it again
    return LeftRow(
        at.start,
        at.end,
        nth,
        drafted is None,
        tuple((name, _plain(value)) for name, value in cells.items() if name not in _OURS),
        tuple(name for name in cells if name not in _OURS and drafted and cells[name] != before[name]),
        tuple((key, typed(entry[key])) for key in ENTRY) if entry and row.figure.indicator is None else (),
    )


def _counted(rows: Iterable[ReportRow]) -> Iterator[tuple[ReportRow, int]]:
    """The rows, each with how many drafted ones of the same words stand before it."""
    seen: Counter[tuple[int, int]] = Counter()
    for row in rows:
        place = (row.drafted.start, row.drafted.end) if row.drafted else None
        yield row, seen[place] if place else 0
        if place:
            seen[place] += 1


def _plain(value: Any) -> Cell:
    """A cell's value as JSON has it."""
    return value if value is None or isinstance(value, (str, bool, float)) else str(value)


def resumed(
    fresh: Sequence[ReportRow], before: Iterable[LeftRow], text: str, made: Draft, catalogue: Mapping[str, Indicator]
) -> tuple[tuple[ReportRow, ...], dict[int, dict[str, str]]]:
    """The rows of a fresh draft with what was left, and the cells of their new indicators by number.

    `text` is the report's, `made` its draft. A row that was changed or added stays one, also where the draft finds it
    no longer.
    """
    find = finder(text)
    places = {(row.drafted.start, row.drafted.end, nth): row for row, nth in _counted(fresh) if row.drafted}
    rows, entries, lost = {row.number: row for row in fresh}, {}, []
    for one in before:
        row = None if one.added else places.get((one.start, one.end, one.nth))
        if row is None:
            lost.append(one)
            continue
        if one.changed:
            changed = {name: value for name, value in one.cells if name in one.changed}
            rows[row.number] = retyped(row, cells_of(row) | changed, find, made, catalogue)
        if one.entry:
            entries[row.number] = dict(one.entry)
    for number, one in enumerate(lost, len(fresh) + 1):
        base = ReportRow(number, False, _blank(one, text, made))
        rows[number] = retyped(base, cells_of(base) | dict(one.cells), find, made, catalogue)
        if one.entry:
            entries[number] = dict(one.entry)
    for entry in entries.values():
        if entry["key"].startswith(UNNAMED):  # with the number of another row, by now
            entry["key"] = ""
    return tuple(sorted(rows.values(), key=lambda row: (row.figure.start, row.figure.end, row.number))), entries


def _blank(one: LeftRow, text: str, made: Draft) -> Drafted:
    """The figure to begin with where the draft has none, with the quote where it stood."""
    quote = str(dict(one.cells)["quote"])
    place = (one.start, one.end) if stands(quote, text, one.start, one.end) else (0, 0)
    doubts = () if one.added else (said("the draft finds this figure no longer: see whether it is right"),)
    return Drafted("target", made.plans, None, "value", (), "", text[slice(*place)], *place, "kept", doubts=doubts)
