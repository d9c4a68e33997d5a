"""A report's rows, what a curator makes of them, and the marks in its text."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from indicators.drafts import Draft, draft, opening
from indicators.drafts.drafted import in_both
from indicators.tables import Frames
from indicators.views import report_rows
from indicators.views.report_rows import NEW, ReportRow
from indicators.views.row_cells import cells_of
from indicators.views.row_edits import accepting, corrected, newly_chosen, table
from tests.samples import REPORT


@pytest.fixture(scope="module")
def made(mini: Frames) -> Draft:
    return draft(REPORT, mini.catalogue)


@pytest.fixture
def rows(made: Draft) -> tuple[ReportRow, ...]:
    return report_rows.rows(made)


def _of(rows: tuple[ReportRow, ...], indicator: str, role: str) -> ReportRow:
    (row,) = [r for r in rows if (r.indicator, r.figure.role) == (indicator, role)]
    return row


def _edited(rows: tuple[ReportRow, ...], row: ReportRow, made: Draft, mini: Frames, **cells: Any) -> ReportRow:
    """A row after some of its cells were edited in the table."""
    frame = table(rows, "en").astype(
        {
            "role": "object",
            "indicator": "object",
            "form": "object",
            "value": "object",
            "unit": "object",
            "quote": "object",
        }
        | dict.fromkeys(("due", "scope", "not_comparable", "note"), "object")
    )
    for name, value in cells.items():
        frame.loc[frame["number"] == row.number, name] = value
    after = corrected(rows, frame, REPORT, made, mini.catalogue)
    assert [r for r in after if r.number != row.number] == [r for r in rows if r.number != row.number]
    return after[row.number - 1]


def test_rows_stand_in_the_order_of_the_text_and_are_accepted_where_nothing_is_doubtful(
    rows: tuple[ReportRow, ...],
) -> None:
    assert [r.number for r in rows] == list(range(1, len(rows) + 1))
    assert [r.figure.start for r in rows] == sorted(r.figure.start for r in rows)
    assert all(r.accepted != bool(r.figure.doubts) for r in rows)
    assert _of(rows, "gdp_growth", "target").accepted
    beds = next(r for r in rows if "养老床位" in r.figure.quote)
    assert not beds.accepted
    assert beds.indicator.startswith(NEW)
    assert "no indicator fits" in report_rows.doubts(beds, "en")
    assert "没有合适的指标" in report_rows.doubts(beds, "zh")


def test_a_table_that_nobody_edited_changes_no_row(rows: tuple[ReportRow, ...], made: Draft, mini: Frames) -> None:
    assert corrected(rows, table(rows, "zh"), REPORT, made, mini.catalogue) == rows


def test_a_row_is_dropped_and_its_number_unit_and_form_corrected(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    row = _of(rows, "schools_new", "target")
    assert _edited(rows, row, made, mini, accepted=False) == replace(row, accepted=False)
    better = _edited(rows, row, made, mini, form="between", value="12—15", unit="家").figure
    assert (better.form, better.numbers, better.unit) == ("between", (Decimal(12), Decimal(15)), "家")
    assert _edited(rows, row, made, mini, value="１２．５").figure.numbers == (Decimal("12.5"),)
    assert _edited(rows, row, made, mini, value="1,200").figure.numbers == (Decimal(1200),)
    assert _edited(rows, row, made, mini, form="text", value="12所").figure.text == "12所"
    assert (
        _edited(rows, row, made, mini, form="in_step_with", value="地区生产总值增速").figure.refers_to == "gdp_growth"
    )


@pytest.mark.parametrize(
    ("form", "value", "why"),
    [
        ("value", "many", "many is not a number; write it as printed, without its unit"),
        ("value", "", "– is not a number; write it as printed, without its unit"),
        ("value", "NaN", "NaN is not a number; write it as printed, without its unit"),
        ("between", "12", "write two numbers: 10–15"),
        ("text", "", "words are missing in the cell of the value"),
        ("faster_than", "the moon", "the moon is no indicator to compare with; write its name"),
    ],
)
def test_what_is_no_value_is_said_and_nothing_is_lost(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames, form: str, value: str, why: str
) -> None:
    row = _of(rows, "schools_new", "target")
    wrong = _edited(rows, row, made, mini, form=form, value=value).wrong
    assert wrong is not None
    assert wrong.say("en") == why


@pytest.mark.parametrize("cell", ["form", "value", "unit", "quote"])
def test_a_cell_that_is_too_long_is_said_and_its_row_stays(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames, cell: str
) -> None:
    row = _of(rows, "schools_new", "target")
    edited = _edited(rows, row, made, mini, **{cell: "九" * 1001})
    assert edited.figure == row.figure
    assert edited.wrong is not None and edited.wrong.say("en") == "a cell holds more than 1000 characters"


def test_flags_follow_the_role(rows: tuple[ReportRow, ...], made: Draft, mini: Frames) -> None:
    row = _of(rows, "gdp_growth", "target")
    assert row.figure.stretch == Decimal("6.5")
    turned = _edited(rows, row, made, mini, role="outcome", interim_to=pd.Timestamp("2023-06-30")).figure
    assert (turned.role, turned.year, turned.stretch, turned.interim_to) == (
        "outcome",
        2023,
        None,
        datetime.date(2023, 6, 30),
    )
    later = _edited(rows, row, made, mini, due="2025", strive=True, stretch=7.0).figure
    assert (later.due, later.strive, later.stretch) == (2025, True, Decimal(7))
    assert _edited(rows, row, made, mini, due="2024-06-30").figure.due == datetime.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("due", "read"),
    [
        ("2025", 2025),
        (" ２０２５年 ", 2025),
        ("2025年3月31日", datetime.date(2025, 3, 31)),
        ("2025/3/31", datetime.date(2025, 3, 31)),
        ("年底前", "年底前 is no year and no day; write it like 2026 or 2026-03-31"),
        ("2025-02-30", "2025-02-30 is no year and no day; write it like 2026 or 2026-03-31"),
        ("2205", "the year 2205 is not between 1978 and 2100"),
        ("", None),
    ],
)
def test_what_a_promise_is_due_is_a_year_or_a_day(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames, due: str, read: object
) -> None:
    row = _edited(rows, _of(rows, "gdp_growth", "target"), made, mini, due=due)
    assert (row.wrong.say("en") if row.wrong else row.figure.due) == read
    assert cells_of(row)["due"] == (due if row.wrong else "" if read is None else str(read))


def test_what_only_one_role_has_is_said_of_the_other_and_kept(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    promise, outcome = _of(rows, "gdp_growth", "target"), _of(rows, "gdp_growth", "outcome")
    apart = _edited(rows, outcome, made, mini, not_comparable="口径变了 | Another scope", scope="市区", note="初步核算")
    assert apart.wrong is None
    assert apart.figure.fields("%") | {"quote": ""} == {
        "value": Decimal("6.2"),
        "scope": {"zh": "市区", "en": "urban districts"},  # whose English is known
        "not_comparable": {"zh": "口径变了", "en": "Another scope"},
        "note": "初步核算",
        "quote": "",
    }
    wrong = _edited(rows, promise, made, mini, not_comparable="口径变了")
    assert wrong.wrong is not None and wrong.wrong.say("en").startswith("only an outcome can be not comparable")
    assert (wrong.figure.not_comparable, cells_of(wrong)["not_comparable"]) == (None, "口径变了")
    dated = _edited(rows, outcome, made, mini, due="2025")
    assert dated.wrong is not None and dated.wrong.say("en").startswith("only a promise is due")
    assert (dated.figure.due, cells_of(dated)["due"]) == (None, "2025")
    # What the machine read goes without a word when a person turns the role.
    later = replace(promise, figure=replace(promise.figure, due=2025))
    later = replace(later, drafted=later.figure)
    turned = tuple(later if r is promise else r for r in rows)
    assert _edited(turned, later, made, mini, role="outcome").wrong is None


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("市区", "市区"),
        ("市区 | urban districts", {"zh": "市区", "en": "urban districts"}),
        ("市区｜urban districts", {"zh": "市区", "en": "urban districts"}),
        ("市区 |", "市区"),
        ("| urban districts", "urban districts"),
        (" | ", None),
        ("", None),
        (None, None),
    ],
)
def test_words_are_in_one_language_or_in_both(words: str | None, read: object) -> None:
    assert in_both(words) == read


def test_a_value_that_is_no_number_stays_in_its_cell_and_is_said_again(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    row = _edited(rows, _of(rows, "schools_new", "target"), made, mini, form="at_least", value="ten", unit="座")
    assert [cells_of(row)[name] for name in ("form", "value", "unit")] == ["at_least", "ten", "座"]
    rest = tuple(row if r.number == row.number else r for r in rows)
    again = corrected(rest, table(rest, "en"), REPORT, made, mini.catalogue)
    assert again == rest
    mended = _edited(rest, row, made, mini, value="12")
    assert (mended.wrong, mended.figure.numbers, mended.figure.unit) == (None, (Decimal(12),), "座")


def test_an_indicator_that_no_table_offers_is_said(rows: tuple[ReportRow, ...], made: Draft, mini: Frames) -> None:
    row = _edited(rows, _of(rows, "schools_new", "target"), made, mini, indicator="moons")
    assert row.figure.indicator == "schools_new"
    assert row.wrong is not None and row.wrong.say("en") == "the catalogue has no moons: choose an indicator"


def test_to_choose_an_indicator_is_to_accept_its_row_once(
    rows: tuple[ReportRow, ...], made: Draft, mini: Frames
) -> None:
    before = table(rows, "en")
    edited = before.astype({"indicator": "object"})
    edited.loc[edited["number"] == 13, "indicator"] = "parks_new"
    assert newly_chosen(before, before, {}) == {}
    assert newly_chosen(before, edited, {}) == {13: "parks_new"}
    assert newly_chosen(before, edited, {13: "parks_new"}) == {}  # so that it can be left out all the same
    assert newly_chosen(before, edited, {13: "schools_new"}) == {13: "parks_new"}
    after = corrected(rows, edited, REPORT, made, mini.catalogue)
    assert not after[12].accepted
    assert accepting(after, {13}) == (*after[:12], replace(after[12], accepted=True))


def test_a_marked_figure_becomes_a_row_where_it_stands(rows: tuple[ReportRow, ...], made: Draft) -> None:
    known = replace(rows[0].figure, start=20, end=25, quote=REPORT[20:25])
    after, number, new = report_rows.added(rows, known)
    assert (number, new, after[0].number, after[0].accepted) == (14, True, 14, True)
    assert after[1:] == rows
    again, number, new = report_rows.added(after, known)
    assert (again, number, new) == (after, 14, False)
    beds = next(f for f in made.figures if "养老床位" in f.quote)
    last, number, new = report_rows.added(after, replace(beds, start=beds.start + 1))
    assert (number, new, last[-1].number, last[-1].accepted) == (15, True, 15, False)
    assert report_rows.doubts(last[-1], "en") == "no indicator fits; choose one, or name a new one"
    assert report_rows.selected(last, "all", 15) == last[-2:]


def test_each_part_of_a_piece_knows_where_in_the_report_it_stands(mini: Frames) -> None:
    text = " \n \n" + REPORT.replace("各位代表", "各位\u202e代表").replace("\n\n", "\r\n \n\n")
    found = report_rows.rows(draft(text, mini.catalogue))
    parts = [p for piece in report_rows.pieces(text, found, mini.catalogue, "en") for p in piece.parts]
    assert [p.start for p in parts[1:]] == [p.end for p in parts[:-1]]
    assert (text[: parts[0].start].strip(), parts[-1].end) == ("", len(text))
    changed = {p.words for p in parts if p.words != text[p.start : p.end]}
    assert changed == {"⟦U+202E⟧", "\n\n"}


def test_another_indicator_or_a_new_one_is_chosen(rows: tuple[ReportRow, ...], made: Draft, mini: Frames) -> None:
    row = _of(rows, "schools_new", "target")
    assert _edited(rows, row, made, mini, indicator="clinics_new").figure.indicator == "clinics_new"
    fresh = _edited(rows, row, made, mini, indicator=NEW).figure
    assert fresh.indicator is None
    assert fresh.proposal is not None
    assert fresh.proposal.unit == "所"
    beds = next(r for r in rows if "养老床位" in r.figure.quote)
    same = _edited(rows, row, made, mini, indicator=beds.indicator).figure
    assert same.proposal == beds.figure.proposal


def test_a_corrected_quote_is_marked_where_it_stands(rows: tuple[ReportRow, ...], made: Draft, mini: Frames) -> None:
    row = _of(rows, "schools_new", "target")
    figure = _edited(rows, row, made, mini, quote="新建学校12所，新建口袋公园10—12个").figure
    assert REPORT[figure.start : figure.end] == "新建学校12所，新建口袋公园10—12个"


def test_the_pieces_are_the_text_with_each_row_once(rows: tuple[ReportRow, ...], mini: Frames) -> None:
    pieces = report_rows.pieces(REPORT, rows, mini.catalogue, "en")
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(REPORT.split())
    signs = [sign for p in pieces for sign in p.signs]
    assert signs == [(r.figure.role, r.number) for r in rows]
    row = _of(rows, "schools_new", "target")
    (piece,) = [p for p in pieces if p.row == row.number]
    assert (piece.text, piece.role, piece.accepted, piece.label) == (
        row.figure.quote,
        "target",
        True,
        f"{row.number} · promise · New schools",
    )


def test_words_that_two_rows_share_belong_to_the_one_that_is_accepted(
    rows: tuple[ReportRow, ...], mini: Frames
) -> None:
    row = _of(rows, "schools_new", "target")
    two = (replace(row, number=1), replace(row, number=2, accepted=False))
    (piece,) = [p for p in report_rows.pieces(REPORT, two, mini.catalogue, "en") if p.row]
    assert piece.row == 1
    assert piece.signs == (("target", 1), ("target", 2))


def test_rows_are_shown_by_kind_or_around_one(rows: tuple[ReportRow, ...]) -> None:
    kinds = {show: {r.number for r in report_rows.selected(rows, show, None)} for show in report_rows.SHOWN}
    assert kinds["all"] == {r.number for r in rows}
    assert kinds["accepted"] | kinds["dropped"] == kinds["all"]
    assert not kinds["accepted"] & kinds["dropped"]
    assert kinds["doubtful"] and kinds["apart"] and not kinds["doubtful"] & kinds["apart"]
    row = _of(rows, "schools_new", "target")
    assert report_rows.selected(rows, "dropped", row.number) == (row,)


def test_the_next_doubtful_row_comes_round_again(rows: tuple[ReportRow, ...]) -> None:
    doubtful = [r.number for r in rows if r.doubtful]
    assert report_rows.next_doubtful(rows, 0) == doubtful[0]
    assert report_rows.next_doubtful(rows, doubtful[0]) == doubtful[1]
    assert report_rows.next_doubtful(rows, doubtful[-1]) == doubtful[0]
    assert report_rows.next_doubtful((), 0) is None


def test_the_tally_adds_up(rows: tuple[ReportRow, ...]) -> None:
    accepted = sum(r.accepted for r in rows)
    assert report_rows.tally(rows, "en").startswith(f"Accepted {accepted} of {len(rows)}: ")
    assert report_rows.tally(rows, "zh").startswith(f"共 {len(rows)} 行，已采用 {accepted} 行")


def test_a_report_suggests_its_city_kind_and_title(mini: Frames) -> None:
    cities = mini.cities
    found = opening.suggested(REPORT, cities)
    assert (found.city, found.kind, found.title) == ("yunzhou", "work_report", "云州市2024年政府工作报告")
    plan = opening.suggested("关于澜城市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", cities)
    assert (plan.city, plan.kind) == ("lancheng", "plan_report")
    assert opening.suggested("某地报告", cities).city is None
