"""Work in progress: what is kept of a report's rows, what becomes of it upon a fresh draft, and what a browser may not
bring back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.drafts import Draft, carried, draft
from indicators.drafts.correcting import finder
from indicators.drafts.marking import marked
from indicators.drafts.reports import LARGEST as LARGEST_FILE
from indicators.drafts.reports import held, read
from indicators.tables import Frames
from indicators.views import report_rows, unfinished
from indicators.views.report_rows import ReportRow
from indicators.views.resumed import LeftRow, left, resumed
from indicators.views.row_cells import cells_of, retyped
from indicators.views.unfinished import LARGE, REFUSED, Facts, Unfinished
from indicators.words.texts import Said
from tests.samples import REPORT

FACTS = Facts(
    city="yunzhou",
    kind="work_report",
    title="云州市2024年政府工作报告",
    reviews=2023,
    plans=2024,
    held="reviews",
    publisher="",
    date="2024-01-20",
    url="",
    zh="",
    en="",
    code="",
    folder="",
)
ENTRY = {
    "zh": "养老床位",
    "en": "Beds",
    "key": "beds",
    "unit": "张",
    "measure": "count",
    "better": "higher",
    "group": "livelihood",
}


@pytest.fixture(scope="module")
def made(mini: Frames) -> Draft:
    return draft(REPORT, mini.catalogue)


@pytest.fixture(scope="module")
def fresh(made: Draft) -> tuple[ReportRow, ...]:
    return report_rows.rows(made)


def _typed(rows: tuple[ReportRow, ...], number: int, made: Draft, mini: Frames, **cells: Any) -> tuple[ReportRow, ...]:
    def one(row: ReportRow) -> ReportRow:
        return retyped(row, cells_of(row) | cells, finder(REPORT), made, mini.catalogue)

    return tuple(one(row) if row.number == number else row for row in rows)


@pytest.fixture(scope="module")
def worked(fresh: tuple[ReportRow, ...], made: Draft, mini: Frames) -> tuple[ReportRow, ...]:
    """Rows after some work: one left out, one corrected, one that is wrong, one dated, one added."""
    rows = _typed(fresh, 11, made, mini, accepted=False)
    rows = _typed(rows, 12, made, mini, form="at_least", value="10", note="一句 | A line", due="2025年3月31日")
    rows = _typed(rows, 8, made, mini, value="ten")
    rows = _typed(rows, 1, made, mini, interim_to=datetime.date(2023, 6, 30), not_comparable="口径变了")
    rows = _typed(rows, 7, made, mini, stretch=6.25, accepted=True)
    found = marked(REPORT, mini.catalogue, made, "各位代表").figure
    assert found is not None
    return report_rows.added(rows, found)[0]


def _kept(rows: tuple[ReportRow, ...], entries: dict[int, dict[str, str]] | None = None, **over: object) -> str:
    whole = {
        "version": 1,
        "id": "0123456789abcdef",
        "text": REPORT,
        "rest": unfinished.packed(FACTS, left(rows, entries or {})),
    }
    return json.dumps(whole | over)


def _read(kept: str) -> Unfinished:
    found = carried.unpacked(carried.packed(unfinished.read(kept)))
    assert isinstance(found, Unfinished)
    return found


def test_of_rows_that_nobody_touched_nothing_is_kept(fresh: tuple[ReportRow, ...]) -> None:
    assert left(fresh, {}) == ()


def test_work_comes_back_as_it_was_left(
    worked: tuple[ReportRow, ...], fresh: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    came = _read(_kept(worked, {13: ENTRY}, title="whatever the browser needs"))
    assert (came.id, came.text) == ("0123456789abcdef", REPORT)
    assert dict(came.facts) == FACTS.model_dump() | {"date": datetime.date(2024, 1, 20)}
    rows, entries = resumed(fresh, came.rows, REPORT, made, mini.catalogue)
    assert [cells_of(row) | {"doubts": ""} for row in rows if row.drafted] == [
        cells_of(row) | {"doubts": ""} for row in worked if row.drafted
    ]
    assert [row.wrong for row in rows] == [row.wrong for row in worked]
    assert [row.figure.quote for row in rows] == [row.figure.quote for row in worked]
    assert [(row.figure.start, row.figure.end) for row in rows] == [(r.figure.start, r.figure.end) for r in worked]
    assert entries[13] == ENTRY
    assert entries[14]["zh"] == "各位代表"
    assert resumed(rows, left(rows, entries), REPORT, made, mini.catalogue)[0][0] == rows[0]


def test_what_a_new_draft_finds_no_longer_stays_and_says_so(
    worked: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    poorer = replace(made, figures=made.figures[:2], context=())
    rows, _ = resumed(report_rows.rows(poorer), left(worked, {}), REPORT, poorer, mini.catalogue)
    changed = {row.figure.quote for row in worked if left((row,), {})}
    assert changed <= {row.figure.quote for row in rows}
    schools = next(row for row in rows if row.figure.quote == "新建学校12所")
    assert (schools.accepted, schools.figure.indicator, str(schools.figure.numbers[0])) == (False, "schools_new", "12")
    assert report_rows.doubts(schools, "en") == "the draft finds this figure no longer: see whether it is right"
    assert len({row.number for row in rows}) == len(rows)


def test_other_years_keep_what_was_corrected_and_date_it_anew(worked: tuple[ReportRow, ...], mini: Frames) -> None:
    later = draft(REPORT, mini.catalogue, 2025, 2026)
    rows, _ = resumed(report_rows.rows(later), left(worked, {}), REPORT, later, mini.catalogue)
    parks = next(row for row in rows if "口袋公园" in row.figure.quote)
    assert (parks.figure.year, parks.figure.form, parks.figure.note) == (2026, "at_least", "一句 | A line")


def _with(path: str, value: object) -> Callable[[dict[str, Any]], object]:
    """A change of what is kept: at a path in it, some other value."""

    def change(rest: dict[str, Any]) -> object:
        *way, last = path.split(".")
        at: Any = rest
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = value
        return rest

    return change


@pytest.mark.parametrize(
    "change",
    [
        _with("facts.kind", "proclamation"),
        _with("facts.reviews", "2023"),
        _with("facts.plans", 9999),
        _with("facts.plans", True),
        _with("facts.title", "长" * 501),
        _with("facts.date", "2024-02-31"),
        _with("facts.date", "x' onload=1"),
        _with("facts.held", "all"),
        _with("facts.more", 1),
        _with("rows.0.start", -1),
        _with("rows.0.start", 1e9),
        _with("rows.0.cells.quote", "长" * 1001),
        _with("rows.0.cells.form", "__class__"),
        _with("rows.0.cells.role", "judge"),
        _with("rows.0.cells.accepted", "yes"),
        _with("rows.0.cells.stretch", 1e300),
        _with("rows.0.cells.interim_to", "soon"),
        _with("rows.0.cells.interim_to", "2023-99-99"),
        _with("rows.0.cells.of", "indicators.drafts.drafted:Drafted"),
        _with("rows.0.changed", ["x"] * 21),
        _with("rows.0.entry", {"zh": "x"}),
        _with("rows", {}),
        lambda rest: {**rest, "rows": rest["rows"] * 2001},
        lambda rest: [rest],
        lambda _: None,
    ],
)
def test_what_is_not_as_the_page_keeps_it_is_refused(
    worked: tuple[ReportRow, ...], change: Callable[[dict[str, Any]], object]
) -> None:
    rest = json.loads(unfinished.packed(FACTS, left(worked, {})))
    assert unfinished.read(_kept(worked, rest=json.dumps(change(rest)))) == REFUSED


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        '{"version": 1}',
        "\x00",
        json.dumps({"version": 2, "id": "0" * 16, "text": REPORT, "rest": "{}"}),
        json.dumps({"version": 1, "id": "<b>", "text": REPORT, "rest": "{}"}),
        json.dumps({"version": 1, "id": "0" * 16, "text": "", "rest": "{}"}),
        json.dumps({"version": 1, "id": "0" * 16, "text": "长" * 1_000_001, "rest": "{}"}),
        '{"version":1,"id":"0000000000000000","text":"\\ud800","rest":"{}"}',
    ],
)
def test_what_is_no_work_is_refused(kept: str) -> None:
    assert unfinished.read(kept) == REFUSED


def test_what_is_longer_than_any_work_is_refused_unread() -> None:
    assert unfinished.read("x" * (unfinished.LARGEST + 1)) == LARGE


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


@given(st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)))
def test_whatever_comes_back_is_work_or_a_line(given_: object) -> None:
    for kept in (
        json.dumps(given_),
        json.dumps({"version": 1, "id": "0" * 16, "text": "x", "rest": json.dumps(given_)}),
    ):
        assert isinstance(unfinished.read(kept), Said)


_CELL = st.sampled_from(
    ["", "12", "ten", "新建学校12所", "＋", "+", "+name_me_1", "schools_new", "2025", "2025-13-01", "|"]
)


@given(st.data())
def test_rows_that_fit_the_shape_are_put_upon_the_draft_whatever_they_say(
    mini: Frames, made: Draft, fresh: tuple[ReportRow, ...], data: st.DataObject
) -> None:
    texts = ("indicator", "value", "unit", "quote", "due", "scope", "not_comparable", "note")
    cells = {name: data.draw(_CELL) for name in texts} | {
        "accepted": data.draw(st.booleans()),
        "role": data.draw(st.sampled_from(["target", "outcome"])),
        "form": data.draw(st.sampled_from(["value", "between", "in_step_with", "text", "done"])),
        "strive": data.draw(st.booleans()),
        "stretch": data.draw(st.none() | st.floats(-1e14, 1e14)),
        "interim_to": data.draw(st.none() | st.just("2023-06-30")),
    }
    row = LeftRow(
        data.draw(st.integers(0, 10_000)), data.draw(st.integers(0, 10_000)), 0, True, tuple(cells.items()), (), ()
    )
    rows, _ = resumed(fresh, (row,), REPORT, made, mini.catalogue)
    assert len(rows) == len(fresh) + 1
    mine = next(one for one in rows if one.drafted is None)
    assert mine.wrong or mine.figure.fields("所")
    assert report_rows.pieces(REPORT, rows, mini.catalogue, "en")


@pytest.mark.parametrize(
    ("data", "name", "kept"),
    [
        (REPORT.encode(), "a.txt", True),
        (b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode(), "a.txt", True),
        (REPORT.replace("各位代表", "\x07各位代表").encode(), "", True),
        (REPORT.encode("gb18030"), "a.txt", False),
        (f"<html><body><p>{REPORT}</p></body></html>".encode(), "a.html", False),
    ],
)
def test_a_text_in_utf8_is_held_to_the_byte_and_of_all_else_its_words(data: bytes, name: str, kept: bool) -> None:
    assert len(data) < LARGEST_FILE
    text = read(data, name or "report.txt").text
    assert held(data, text) == (data if kept else text.encode())
    assert read(held(data, text), "report.txt").text == text
