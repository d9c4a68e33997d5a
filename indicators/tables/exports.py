"""Frames as files: csv, xlsx, parquet, json. Text that looks like a formula stays text."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd

from indicators.disk import whole

ENDINGS = ("csv", "xlsx", "parquet", "json")
# What a spreadsheet takes away before it looks for a formula: blanks, quotation marks, what nobody sees.
_SKIPPED = r"[\s\"'`“”‘’＂＇\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*"
_SIGNS = "[=+@＝＋－＠﹦﹢﹣﹫-]"  # the wide and the small ones too: an input method turns them into plain ones
_BEGINS = re.compile(rf"(?=[\t\r]|{_SKIPPED}{_SIGNS})")
# Where a cell begins for a spreadsheet that parts cells by semicolons or tabs, or takes no heed of quotation marks.
_BEGINS_INSIDE = re.compile(rf"(?<=[;\t\n\r])(?={_SKIPPED}{_SIGNS})")


def _harmless(value: object) -> object:
    """A spreadsheet would run text that begins like a formula; an apostrophe keeps it text."""
    if not isinstance(value, str):
        return value
    return _BEGINS_INSIDE.sub("'", "'" + value if _BEGINS.match(value) else value)


def to_bytes(frame: pd.DataFrame, ending: str) -> bytes:
    """The frame as the bytes of a file of that kind. Raises ValueError for an unknown ending."""
    if ending == "csv":
        safe = frame.map(_harmless)
        return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")  # with BOM: Excel reads it as UTF-8
    if ending == "json":
        return frame.to_json(orient="records", force_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    if ending == "parquet":
        frame.to_parquet(buffer, index=False)
    elif ending == "xlsx":
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
            frame.to_excel(writer, sheet_name="data", index=False, freeze_panes=(1, 0))
            sheet = writer.sheets["data"]
            sheet.autofilter(0, 0, max(len(frame), 1), max(len(frame.columns) - 1, 0))
    else:
        raise ValueError(f"unknown ending: {ending}")
    return buffer.getvalue()


def write(frame: pd.DataFrame, file: Path) -> None:
    """Write the frame to `file`, the kind by its ending. Raises OSError, and ValueError for an unknown ending."""
    whole.write(file, to_bytes(frame, file.suffix.lstrip(".").lower()))
