"""Frames as files: what is read back is what was written, and no text runs as a formula."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from indicators import collection, tables
from indicators.tables import exports
from tests.samples import MINI

SIGNS = "=+-@＝＋－＠"
FORMULAS = [
    *(f"{sign}1+1" for sign in SIGNS),
    *(
        before + "=1"
        for before in ("\t", "\r", "\n", " ", "\u3000", "\xa0", "\u200b", '"', '"\n', "'", "“", "\x7f", ' "\t ')
    ),
    '=HYPERLINK("http://example.org","x")',
    "\t1",
]
CELLS_OF_OTHERS = [
    "a;=1",
    'a"\n=1',
    "a\t@x",
    "a; ＝1",
    'a;"+1',
]  # where another separator, or none of the quotes, counts


@pytest.fixture(scope="module")
def promises() -> pd.DataFrame:
    return tables.promises(collection.load(MINI))


def test_csv_reads_back_and_excel_knows_it_as_utf8(promises: pd.DataFrame) -> None:
    raw = exports.to_bytes(promises, "csv")
    assert raw.startswith(b"\xef\xbb\xbfcity,year,due,indicator,")
    back = pd.read_csv(io.BytesIO(raw), encoding="utf-8-sig", keep_default_na=False, na_values={"gap": [""]})
    assert list(back) == list(promises) and len(back) == len(promises)
    assert back["because_zh"].tolist() == promises["because_zh"].tolist()
    assert back["gap"].round(6).equals(promises["gap"].round(6))


def test_xlsx_reads_back_with_numbers_as_numbers(promises: pd.DataFrame) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.to_bytes(promises, "xlsx")))
    header, *rows = book["data"].iter_rows(values_only=True)
    assert list(header) == list(promises) and len(rows) == len(promises)
    column = list(header).index
    assert [r[column("target_quote")] for r in rows] == promises["target_quote"].tolist()
    assert [r[column("year")] for r in rows] == promises["year"].tolist()
    assert rows[0][column("gap")] == pytest.approx(-0.1)
    assert book["data"].freeze_panes == "A2"


def test_parquet_reads_back_whole(promises: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(exports.to_bytes(promises, "parquet"))), promises)


def test_parquet_keeps_offsets_whole_numbers() -> None:
    figures = tables.figures(collection.load(MINI))
    back = pd.read_parquet(io.BytesIO(exports.to_bytes(figures, "parquet")))
    assert str(back["start"].dtype) == "Int64"
    pd.testing.assert_series_equal(back["start"], figures["start"])
    assert back["start"].notna().any() and back["start"].isna().any()


def test_json_reads_back_with_null_for_what_is_not_there(promises: pd.DataFrame) -> None:
    raw = exports.to_bytes(promises, "json").decode()
    rows = json.loads(raw)
    assert [list(row) for row in rows] == [list(promises)] * len(promises)
    assert [row["name_zh"] for row in rows] == promises["name_zh"].tolist()
    assert [row["gap"] is None for row in rows] == promises["gap"].isna().tolist()
    assert "地区生产总值" in raw


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    frame = pd.DataFrame({"quote": [text], "gap": [-3.7]})
    line = exports.to_bytes(frame, "csv").decode("utf-8-sig").split("\n", 1)[1]
    assert line.lstrip('"').startswith("'")
    assert line.rstrip().endswith(",-3.7")
    cell = openpyxl.load_workbook(io.BytesIO(exports.to_bytes(frame, "xlsx")))["data"]["A2"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert json.loads(exports.to_bytes(frame, "json"))[0]["quote"] == text


@pytest.mark.parametrize("text", CELLS_OF_OTHERS)
def test_text_that_another_reading_of_the_file_cuts_is_no_formula_either(text: str) -> None:
    written = exports.to_bytes(pd.DataFrame({"quote": [text]}), "csv").decode("utf-8-sig")
    cells = re.split(r"[;\t\n]", written)
    assert not [cell for cell in cells if cell.strip('" ')[:1] in tuple(SIGNS)]


def test_plain_text_is_left_alone() -> None:
    plain = ["GDP增长7%—8%", "−3.7个百分点", "a = b", "“全覆盖”", "5;6", "1,-2"]
    back = pd.read_csv(
        io.BytesIO(exports.to_bytes(pd.DataFrame({"quote": plain}), "csv")), encoding="utf-8-sig", dtype=str
    )
    assert back["quote"].tolist() == plain


@pytest.mark.parametrize("text", ["http://example.org", "mailto:a@b.c", "internal:A1", "external:x", "12", "1e9", "=1"])
def test_a_cell_of_a_workbook_is_text_and_nothing_else(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.to_bytes(pd.DataFrame({"quote": [text]}), "xlsx")))
    cell = book["data"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize("ending", exports.ENDINGS)
def test_a_frame_without_rows_can_be_written(ending: str, tmp_path: Path) -> None:
    empty = tables.promises(collection.load(tmp_path / "nowhere"))
    exports.write(empty, tmp_path / f"empty.{ending}")
    assert (tmp_path / f"empty.{ending}").stat().st_size > 0


def test_the_ending_of_the_file_decides_whatever_its_case(promises: pd.DataFrame, tmp_path: Path) -> None:
    exports.write(promises, tmp_path / "OUT.CSV")
    assert (tmp_path / "OUT.CSV").read_bytes() == exports.to_bytes(promises, "csv")


def test_an_unknown_ending_is_refused(promises: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^unknown ending: doc$"):
        exports.write(promises, tmp_path / "out.doc")
