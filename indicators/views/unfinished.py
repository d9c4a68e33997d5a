"""Work in progress on a report, as it is kept in the reader's own browser, and what comes back from there.

Whatever comes back may have been written by anyone: it is bounded, held against the shape below and nothing else, and
goes the way that an upload and typed cells go.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from indicators.drafts.unreadable import LONGEST
from indicators.model.schema import FORMS, GROUPS, Kind
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.views.resumed import LeftRow
from indicators.words.texts import Said, said

VERSION = 1
LARGEST = 8 * 2**20  # characters of what comes back; the longest text and a thousand rows are less
ID = r"[0-9a-f]{16}"  # what a piece of work is called
_ROWS = 2000
REFUSED = said("what this browser had kept is not as this page keeps it; throw it away and begin again")
LARGE = said("what this browser had kept is longer than any report; throw it away and begin again")

_Cell = Annotated[str, StringConstraints(max_length=1000)]
_Fact = Annotated[str, StringConstraints(max_length=500)]
_Place = Annotated[int, Field(ge=0, le=LONGEST * 2)]
_Day = Annotated[str, AfterValidator(lambda day: datetime.date.fromisoformat(day).isoformat())]
_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class _Strict(BaseModel):
    """A part of what is kept: just these keys, of just these types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Facts(_Strict):
    """What the reader said of the report, by the controls of step 1; the halves are those of which `held` says that
    only extracts are there."""

    city: Annotated[str, StringConstraints(max_length=100)]
    kind: Literal[tuple(kind.value for kind in Kind)]  # type: ignore[valid-type]
    title: _Fact
    reviews: _Year | None
    plans: _Year | None
    held: Literal["reviews plans", "reviews", "plans", ""]
    publisher: _Fact
    date: _Day | Literal[""]
    url: _Fact
    zh: _Fact
    en: _Fact
    code: Annotated[str, StringConstraints(max_length=6)]
    folder: _Fact


class _Cells(_Strict):
    """The cells of a row, by the columns of `row_edits.table`."""

    accepted: bool
    role: Literal["target", "outcome"]
    indicator: Annotated[str, StringConstraints(max_length=200)]
    form: Literal[FORMS]  # type: ignore[valid-type]
    value: _Cell
    unit: _Cell
    quote: _Cell
    strive: bool
    stretch: Annotated[float, Field(allow_inf_nan=False, gt=-1e15, lt=1e15)] | None
    due: _Cell
    interim_to: _Day | None
    scope: _Cell
    not_comparable: _Cell
    note: _Cell


class _Entry(_Strict):
    """The cells of a new indicator, by the columns of `new_entries.entry_table`."""

    zh: _Cell
    en: _Cell
    key: _Cell
    unit: _Cell
    measure: Literal["growth", "level", "count", "share", "index"]
    better: Literal["higher", "lower", "closer"]
    group: Literal[GROUPS]  # type: ignore[valid-type]


class _Row(_Strict):
    """A row, as `resumed.LeftRow` has it."""

    start: _Place
    end: _Place
    nth: Annotated[int, Field(ge=0, le=_ROWS)]
    added: bool
    cells: _Cells
    changed: Annotated[list[str], Field(max_length=20)]
    entry: _Entry | None


class _Rest(_Strict):
    """All of it but the text."""

    facts: Facts
    rows: Annotated[list[_Row], Field(max_length=_ROWS)]


class _Kept(BaseModel):
    """What stands in the browser. The keys by which the browser itself finds its way are not looked at here."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    version: Literal[1]
    id: Annotated[str, StringConstraints(pattern=f"^{ID}$")]
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST * 2)]
    rest: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Work that came back: what it is called, the report's text as it is held, the facts by the names of their
    controls, and the rows that are not as drafted."""

    id: str
    text: str
    facts: tuple[tuple[str, str | int | datetime.date | None], ...]
    rows: tuple[LeftRow, ...]


def packed(facts: Facts, rows: Iterable[LeftRow]) -> str:
    """All of the work but the report's text, as JSON; the same work gives the same."""
    made = [
        {
            "start": row.start,
            "end": row.end,
            "nth": row.nth,
            "added": row.added,
            "cells": dict(row.cells),
            "changed": list(row.changed),
            "entry": dict(row.entry) or None,
        }
        for row in rows
    ]
    return json.dumps({"facts": facts.model_dump(), "rows": made}, ensure_ascii=False, separators=(",", ":"))


def read(kept: str) -> Unfinished | Said:
    """The work that came back from a browser, or why it is none; never raises."""
    if len(kept) > LARGEST:
        return LARGE
    try:
        whole = _Kept.model_validate_json(kept)
        rest = _Rest.model_validate_json(whole.rest)
        facts = rest.facts.model_dump()
        facts["date"] = datetime.date.fromisoformat(facts["date"]) if facts["date"] else None
    except ValueError:  # ValidationError too
        return REFUSED
    return Unfinished(whole.id, whole.text, tuple(facts.items()), tuple(map(_row, rest.rows)))


def _row(row: _Row) -> LeftRow:
    entry = tuple(row.entry.model_dump().items()) if row.entry else ()
    cells = tuple(row.cells.model_dump().items())
    return LeftRow(row.start, row.end, row.nth, row.added, cells, tuple(row.changed), entry)
