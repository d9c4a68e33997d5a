"""Drafted figures written into a year's file: what is there stays to the byte, what is written passes `check`."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection
from indicators.cli import main
from indicators.drafts import draft
from indicators.drafts.inserting import STANDS, insert
from indicators.drafts.proposals import Resembling
from indicators.drafts.writing import scalar, year_file
from indicators.words.characters import UNSEEN
from indicators.words.texts import said
from tests.samples import copy_of_mini

MINI = collection.load(Path(__file__).parent / "mini" / "curated").catalogue
REPORT = """政府工作报告
一、2023年工作回顾
过去一年，全市地区生产总值完成512.3亿元、增长5.6%，城镇新增就业2.3万人。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6%左右，城镇新增就业2.5万人以上。建成充电站12个。
"""
NO_SOURCES: dict[str, str | None] = {}


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], env={"LC_ALL": "C.UTF-8"})


def _draft(folder: Path, *more: object, text: str = REPORT) -> Result:
    report = folder / "report.txt"
    report.write_text(text, encoding="utf-8")
    return _run("draft", report, "--city", "yunzhou", "--curated", folder / "mini" / "curated", *more)


@given(st.text(max_size=60))
def test_any_text_comes_back_from_the_yaml_it_is_written_as(text: str) -> None:
    # What no document prints is dropped.
    wanted = UNSEEN.sub("", re.sub(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))
    for flow in (True, False):
        written = scalar(wanted, flow)
        back = yaml.safe_load(f"{{a: {written}}}" if flow else f"a: {written}")["a"]
        assert "".join(back.split()) == "".join(wanted.split())


def test_a_new_file_is_data_that_the_schema_takes() -> None:
    made = draft(REPORT, MINI)
    text = year_file([f for f in made.figures if f.year == 2024], MINI, NO_SOURCES, "en")
    assert text.startswith("# yaml-language-server: $schema=../schema/year.json\npromises:\n")
    data = yaml.safe_load(text)["promises"]
    assert data["gdp_growth"]["target"] == {"about": 6, "quote": "地区生产总值增长6%左右"}
    assert "#   target: {value: 12, unit: 个, quote: 建成充电站12个}" not in data
    assert "\n  # name_me_new:\n  #   target: {value: 12, quote: 建成充电站12个}\n" in text


EXISTING = """# yaml-language-server: $schema=../schema/year.json
# A curator's words — kept.
promises:
  gdp_growth:      # the first
    target: {value: 7,   quote: "地区生产总值增长7%"}   # odd   spacing

  # a group
  new_jobs:
    outcome:
      value: 2.3
      quote: >-
        城镇新增就业2.3万人
  # an end
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "cut"])
def test_what_a_curator_wrote_stays_to_the_byte(ending: str, last: str) -> None:
    old = EXISTING.replace("\n", ending).encode()
    old = old.rstrip() if last else old
    made = draft(REPORT.replace("2024年", "2023年").replace("2023年工作回顾", "2022年工作回顾"), MINI)
    figures = [f for f in made.figures if f.year == 2023]
    done = insert(old, "curated/yunzhou/2023.yaml", figures, MINI, NO_SOURCES, "zh")
    assert done.content is not None
    assert [f.indicator for f in done.added] == ["new_jobs", None]
    assert [(f.indicator, why.message) for f, why in done.skipped] == [("gdp_growth", "the file gives another figure")]
    # Taking the inserted lines out again gives the old bytes.
    kept, new = iter(old.splitlines(keepends=True)), done.content.splitlines(keepends=True)
    wanted, left = next(kept, None), []
    for line in new:
        if wanted is not None and line.rstrip(b"\r\n") == wanted.rstrip(b"\r\n"):
            wanted = next(kept, None)
        else:
            left.append(line)
    assert wanted is None
    data = yaml.safe_load(done.content)["promises"]
    assert data["new_jobs"]["target"] == {"at_least": 2.5, "quote": "城镇新增就业2.5万人以上"}
    assert data["gdp_growth"] == {"target": {"value": 7, "quote": "地区生产总值增长7%"}}
    again = insert(done.content, "curated/yunzhou/2023.yaml", figures, MINI, NO_SOURCES, "zh")
    assert (again.added, again.content) == ((), done.content)


def test_beside_a_promise_that_is_there_nothing_of_an_outcome_is_lost() -> None:
    (jobs,) = (f for f in draft(REPORT, MINI).figures if f.indicator == "new_jobs" and f.role == "outcome")
    doubted = replace(jobs, doubts=(said("no figure was found"),))
    again = replace(jobs, numbers=(Decimal("2.4"),), quote="新增就业2.4万人")
    promised = "promises:\n  new_jobs:\n    target: {value: 2, quote: 城镇新增就业2万人}\n"
    done = insert(promised.encode(), "x.yaml", [doubted, again], MINI, NO_SOURCES, "en")
    assert (done.added, done.skipped) == ((doubted, again), ())
    assert (done.content or b"").decode() == promised + (
        "    # look twice: no figure was found\n"
        "    outcome: {value: 2.3, quote: 城镇新增就业2.3万人}\n"
        "    # outcome: {value: 2.4, quote: 新增就业2.4万人}\n"
    )
    once_more = insert(done.content or b"", "x.yaml", [doubted, again], MINI, NO_SOURCES, "en")
    assert [why for _, why in once_more.skipped] == [STANDS, STANDS]


def test_what_the_file_says_otherwise_is_told_and_what_it_has_is_only_counted(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    year = curated / "yunzhou" / "2024.yaml"
    year.write_text(
        "promises:\n"
        "  gdp_growth:\n    target: {about: 6, quote: 地区生产总值增长6%左右}\n"
        "  new_jobs:\n    target: {at_least: 3, quote: 城镇新增就业3万人以上}\n",
        encoding="utf-8",
    )
    told = _draft(tmp_path, "--write").stdout
    assert "left out, the file has this figure already: 1\n" in told  # it is not named
    assert "left out, the file gives another figure: new_jobs (target: 城镇新增就业2.5万人以上)\n" in told


def test_a_proposed_name_keeps_its_quotation_marks_and_goes_once_it_is_entered(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    text = REPORT + "“三公”经费压减5%以上。\n"
    _draft(tmp_path, "--write", text=text)
    year = curated / "yunzhou" / "2024.yaml"
    assert "# zh: “三公”经费增速" in re.sub(r"#\s+", "# ", year.read_text(encoding="utf-8"))
    (curated / "yunzhou" / "indicators.yaml").write_text(
        "spending_cut:\n  {zh: “三公”经费增速, en: Official spending, unit: '%', measure: growth, better: lower, "
        "group: economy}\n",
        encoding="utf-8",
    )
    _draft(tmp_path, "--write", text=text)
    written = year.read_text(encoding="utf-8")
    assert "spending_cut:\n    target: {at_most: -5, quote: “三公”经费压减5%以上}" in written
    assert "经费增速" not in written


@pytest.mark.parametrize("begun", ["# only a comment\npromises:\n", "promises:\n  # gdp_growth:\n  #   target:\n"])
def test_a_skeleton_is_filled(begun: str) -> None:
    done = insert(
        begun.encode(), "x.yaml", [f for f in draft(REPORT, MINI).figures if f.year == 2024], MINI, NO_SOURCES, "en"
    )
    assert done.content is not None
    assert done.content.decode().replace("\r", "").startswith(begun.split("  #")[0])
    assert "gdp_growth" in yaml.safe_load(done.content)["promises"]


@pytest.mark.parametrize(
    "broken",
    [
        "promises: {gdp_growth: {target: {value: 7, quote: x}}}\n",
        "promises:\n  a: [\n",
        "just words\n",
        "promises: []\n",
    ],
)
def test_a_file_that_cannot_take_it_is_left_alone(broken: str) -> None:
    done = insert(broken.encode(), "x.yaml", draft(REPORT, MINI).figures, MINI, NO_SOURCES, "en")
    assert done.content is None
    assert done.problem is not None


def test_the_command_prints_and_with_write_writes(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    before = {file: file.read_bytes() for file in curated.rglob("*.yaml")}
    printed = _draft(tmp_path)
    assert printed.exit_code == 0
    assert "gdp_growth:\n    target: {about: 6, quote: 地区生产总值增长6%左右}" in printed.stdout
    assert {file: file.read_bytes() for file in curated.rglob("*.yaml")} == before
    written = _draft(tmp_path, "--write")
    assert written.exit_code == 0
    made = yaml.safe_load((curated / "yunzhou" / "2024.yaml").read_text(encoding="utf-8"))["promises"]
    assert made["new_jobs"]["target"]["at_least"] == 2.5
    assert "3 figures added, 1 of them as comments" in written.stdout
    again = _draft(tmp_path, "--write")
    assert "0 figures added" in again.stdout
    assert {file: file.read_bytes() for file in curated.rglob("*.yaml") if file in before and file.stem != "2023"} == {
        file: content for file, content in before.items() if file.stem != "2023"
    }


def test_years_are_asked_for_where_the_text_has_none(tmp_path: Path) -> None:
    copy_of_mini(tmp_path)
    text = "各位代表：\n今年全市地区生产总值增长6%以上，城镇新增就业2万人。"
    asked = _draft(tmp_path, text=text)
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert asked.stderr.endswith("the text does not say which years it reviews and plans; give --reviews and --plans\n")
    given_years = _draft(tmp_path, "--plans", "2031", text=text)
    assert "2031.yaml" in given_years.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--city", "../x"), "a city's folder is named in lower-case letters"),
        (("--source", "nothing"), "there is no source nothing in city.yaml"),
    ],
)
def test_misuse_is_said(tmp_path: Path, options: tuple[str, str], message: str) -> None:
    copy_of_mini(tmp_path)
    done = _draft(tmp_path, *options)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_figure_of_a_part_of_the_place_says_so() -> None:
    (made,) = draft("今年中心城区新建口袋公园30个。", MINI, 2023, 2024).figures
    assert made.scope == "中心城区"
    data = yaml.safe_load(year_file([made], MINI, NO_SOURCES, "en"))["promises"]
    assert data["parks_new"]["target"]["scope"] == {"zh": "中心城区", "en": "central urban districts"}


def test_what_no_indicator_surely_fits_is_told_which_of_the_catalogue_it_may_be() -> None:
    known = Resembling(MINI)
    assert known.to("新建学校项目", "所") == ["schools_new"]
    assert known.to("新建学校项目", "亿元") == []
    told = year_file(draft("今年新建专门学校项目7所。", MINI, 2023, 2024).figures, MINI, NO_SOURCES, "en").splitlines()
    assert [line.strip() for line in told if "Perhaps" in line] == ["# Perhaps it is this: schools_new (New schools)"]
