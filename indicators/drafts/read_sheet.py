"""The sheet of a second reading: a line of JSON for each figure, with its words and without what is held of it.

A reader fills in `read` and gives the sheet back. A line names its figure by `figure`, the name it got when the sheet
was written, or by `city`, `year` (of the file), `indicator`, `role` and `n` (which of several outcomes, from 0).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.drafts.rereading import Asked, Read, numbers_typed
from indicators.model.schema import FORMS
from indicators.model.values import is_year
from indicators.words.texts import Said, said

LARGEST = 4_000_000  # bytes; a line has some 800
_SHOWN = 60  # characters of what can't be read that are shown again
EMPTY: Mapping[str, object] = {
    "form": "",
    "numbers": [],
    "unit": "",
    "year": None,
    "stretch": None,
    "bears": True,
    "remark": "",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a sheet that came back says: the figures that were read, each with what it was read as, how many lines were
    left empty, and by number the lines that can't be used, with the reason. `compared` are those figures of which the
    reader has seen what is held."""

    read: tuple[tuple[str, Read], ...]
    compared: tuple[str, ...]
    empty: int
    wrong: tuple[tuple[int, Said], ...]


def line(one: Asked, words: Mapping[str, str], read: Read | None = None, compared: bool = False) -> str:
    """A figure as its line of the sheet; `words` are what a reader is shown of it, `read` what is filled in already,
    `compared` whether they have seen what is held of it."""
    filled = dict(EMPTY) if read is None else fields_of(read)
    row: dict[str, object] = {"figure": one.id, "indicator": one.indicator, "role": one.role, **words, "read": filled}
    row |= {"compared": True} if compared else {}
    return json.dumps(row, ensure_ascii=False) + "\n"


def fields_of(read: Read) -> dict[str, object]:
    """What was read, as a line's `read` has it."""
    return {
        "form": read.form,
        "numbers": [format(number, "f") for number in read.numbers],
        "unit": read.unit,
        "year": read.year,
        "stretch": None if read.stretch is None else format(read.stretch, "f"),
        "bears": read.bears,
        "remark": read.remark,
    }


def filled(raw: bytes, figures: Sequence[Asked]) -> Filled:
    """A sheet that came back, of these figures."""
    known: dict[object, Asked] = {one.id: one for one in figures}
    known |= {one.place: one for one in figures}
    read: dict[str, Read] = {}
    wrong: list[tuple[int, Said]] = []
    compared: list[str] = []
    empty = 0
    for number, text in enumerate(raw.decode("utf-8-sig", errors="replace").split("\n"), 1):
        if not text.strip():
            continue
        row = _row(text)
        one = None if row is None else known.get(str(row["figure"]) if "figure" in row else _place(row))
        given = None if row is None or one is None else read_of(row.get("read"))
        if row is None:
            wrong.append((number, said("this is no line of a sheet: a JSON object in one line")))
        elif one is None:
            what = said("the data has no such figure; it may have been changed since the sheet was written")
            wrong.append((number, what))
        elif isinstance(given, Said):
            wrong.append((number, given))
        elif given is None:
            empty += 1
        elif one.id in read:
            wrong.append((number, said("the figure stands in a line above already")))
        else:
            read[one.id] = given
            compared += [one.id] if row.get("compared") is True else []
    return Filled(tuple(read.items()), tuple(compared), empty, tuple(wrong))


def _row(text: str) -> dict[str, Any] | None:
    """The object of a line; None where it is none."""
    try:
        row = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _place(row: Mapping[str, Any]) -> tuple[str, int | None, str, str, int | None]:
    """The place that a line names without the name of the figure."""
    city, indicator, role = (str(row.get(key, "")) for key in ("city", "indicator", "role"))
    return city, _whole(row.get("year")), indicator, role, _whole(row.get("n", "0"))


def _whole(given: object) -> int | None:
    text = str(given)
    return int(text) if text.isdecimal() and len(text) < 5 else None


def read_of(given: object) -> Read | Said | None:
    """What was read as a line's `read` has it, or what is wrong with it; None where nothing is filled in."""
    if not isinstance(given, dict):
        return said("the line has no `read`: an object with form, numbers, unit and year")
    form, bears = str(given.get("form") or ""), given.get("bears", True)
    remark = str(given.get("remark") or "").strip()
    if bears is False:
        return Read("", bears=False, remark=remark)
    if not form:
        return None
    if form not in FORMS:
        return said("{given} is no form; there are: {forms}", given=form[:_SHOWN], forms=", ".join(FORMS))
    numbers = given.get("numbers") or []
    if not isinstance(numbers, list):
        return said('`numbers` takes a list: ["7"]')
    found, wrong = numbers_typed(form, list(map(str, numbers)))
    if wrong is not None:
        return wrong
    further, year = given.get("stretch"), _whole(given.get("year"))
    stretch, wrong = numbers_typed("text" if further is None else "value", [str(further)])
    if wrong is not None:
        return wrong
    if given.get("year") is not None and (year is None or not is_year(year)):
        return said("{given} is no year", given=str(given["year"])[:_SHOWN])
    unit = str(given.get("unit") or "").strip()
    return Read(form, found, unit, year, stretch[0] if stretch else None, True, remark)
