"""Step 3 of the Contribute page: the promises that nothing answers yet, the tick of whoever has looked, and the rows of
the register that go with a contribution."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indicators import collection, tables
from indicators.drafts import draft
from indicators.tables import Frames
from indicators.views import report_rows
from indicators.views.contribution import contribution
from indicators.views.report_facts import About
from indicators.views.report_rows import ReportRow
from indicators.views.sought import sought
from tests.samples import REPORT, copy_of_mini
from tests.test_contribute_page import _files, _key, _pasted, _sound, _text

ABOUT = About("yunzhou", "work_report", "云州市2024年政府工作报告", 2023, 2024, ("plans",), speaker="市长程远")
TEXT = REPORT.replace("新建道路62公里", "调查失业率总体稳定，新建道路62公里").replace("城镇调查失业率5.3%，", "")


@pytest.fixture
def frames(tmp_path: Path) -> Frames:
    """The tables of the invented data, with a promise for 2023 more and a register."""
    curated = copy_of_mini(tmp_path)
    year = curated / "yunzhou" / "2023.yaml"
    text = year.read_text(encoding="utf-8")
    year.write_text(
        text + "  unemployment_rate:\n    target: {at_most: 5.5, source: work-report-2021, note: 虚构, "
        "quote: 城镇调查失业率控制在5.5%左右}\n",
        encoding="utf-8",
    )
    head = "| 文件 file | city | kind | title | reviews | plans |\n|---|---|---|---|---|---|\n"
    (curated.parent / "seeds" / "README.md").write_text(head, encoding="utf-8")
    return tables.frames(collection.load(curated))


@pytest.fixture
def rows(frames: Frames) -> tuple[ReportRow, ...]:
    return report_rows.rows(draft(TEXT, frames.catalogue))


def test_what_nothing_answers_is_looked_for_and_what_a_row_answers_is_not(
    frames: Frames, rows: tuple[ReportRow, ...]
) -> None:
    found = {one.indicator: one for one in sought(frames, ABOUT, rows, "en")}
    assert "unemployment_rate" in found and "gdp_growth" not in found
    assert found["unemployment_rate"].wanted.quote == "城镇调查失业率控制在5.5%左右"
    dropped = [replace(row, accepted=False) for row in rows]
    assert "gdp_growth" in {one.indicator for one in sought(frames, ABOUT, dropped, "en")}
    assert sought(frames, replace(ABOUT, reviews=None), rows, "en") == ()
    assert sought(frames, replace(ABOUT, folder="nowhere"), rows, "en") == ()


def test_who_looked_and_the_rows_of_the_register_go_with_the_files(frames: Frames, rows: tuple[ReportRow, ...]) -> None:
    about = replace(ABOUT, looked="  甲  ")
    made = contribution(frames, about, TEXT.encode(), rows, "en")
    assert made.problems == ()
    files = {file.path: file for file in made.files}
    assert "    looked: {by: 甲, on: " in files["curated/yunzhou/city.yaml"].block
    assert "    note: {zh: 报告人：市长程远, en: Given by 市长程远}" in files["curated/yunzhou/city.yaml"].block
    register = files["seeds/README.md"]
    assert not register.new and not register.held
    assert "| `yunzhou-work-report-2024.txt` | 云州 Yunzhou |" in register.block
    for file in made.files:
        (frames.root.parent / file.path).write_bytes(file.content)
    laid = tables.frames(collection.load(frames.root))
    mine = laid.promises[(laid.promises.city == "yunzhou") & (laid.promises.year == 2023)]
    assert "unreported" in set(mine.verdict)
    # Another looks again: only the city's file changes.
    again = contribution(laid, replace(about, looked="乙"), TEXT.encode(), (), "en")
    (changed,) = again.files
    assert changed.path == "curated/yunzhou/city.yaml" and changed.block.endswith("}\n") and "by: 乙" in changed.block
    assert contribution(laid, replace(about, looked=""), TEXT.encode(), (), "en").files == ()


@pytest.mark.parametrize(("lang", "asks"), [("en", "I have looked in this report"), ("zh", "我都在这份报告里找过结果")])
def test_the_page_lists_them_and_the_tick_writes_the_name(
    lang: str, asks: str, frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(frames.root))
    app = _pasted(TEXT, lang)
    (tick,) = [box for box in app.checkbox if asks in box.label]
    assert f"{frames.catalogue['unemployment_rate'].say(lang)} · " in _text(app)
    assert "looked:" not in _files(app)["curated/yunzhou/city.yaml"]
    tick.check()
    _sound(app.run())
    assert "looked:" not in _files(app)["curated/yunzhou/city.yaml"]  # nobody has given a name
    app.text_input(key=_key(app.text_input, "lookedby_")).set_value("甲")
    _sound(app.run())
    assert "    looked: {by: 甲, on: " in _files(app)["curated/yunzhou/city.yaml"]
