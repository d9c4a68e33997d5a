"""The draft engine: sentences and what they must yield, and what holds for every draft of any text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.evidence import Document
from indicators.collection.proof import quote_problem
from indicators.drafts import Draft, Drafted, draft
from indicators.drafts.dating import Years
from indicators.drafts.halves import halves
from indicators.drafts.paragraphs import paragraphs
from indicators.model.schema import Indicator
from tests.samples import catalogue_of_reports

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "draft_cases.yaml").read_text(encoding="utf-8"))
CATALOGUE = catalogue_of_reports()


def _said(figure: Drafted) -> dict[str, Any]:
    """A figure as a case of the table writes it."""
    value = figure.text if figure.form in ("done", "text") else figure.refers_to or [str(n) for n in figure.numbers]
    given: dict[str, Any] = {figure.form: value[0] if isinstance(value, list) and len(value) == 1 else value}
    if figure.numbers:
        given["unit"] = figure.unit
    for flag in ("stretch", "due", "interim_to"):
        if getattr(figure, flag) is not None:
            given[flag] = getattr(figure, flag)
    if figure.strive:
        given["strive"] = True
    return {**given, "role": figure.role, "indicator": figure.indicator}


def _wanted(case: dict[str, Any]) -> dict[str, Any]:
    """A row of the table with its numbers as text."""
    return {
        k: [str(n) for n in v]
        if isinstance(v, list)
        else str(v)
        if isinstance(v, (int, float)) and k not in ("due", "strive")
        else v
        for k, v in case.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["says"][:30])
def test_a_sentence_yields_its_figures(case: dict[str, Any]) -> None:
    found = draft(str(case["says"]), CATALOGUE, 2023, 2024)
    figures = [*found.figures, *found.context]
    got = [{k: str(v) if isinstance(v, Decimal) else v for k, v in _said(f).items()} for f in figures]
    wanted = [_wanted(row) for row in case["yields"]]
    # A row that names no indicator leaves it open.
    for mine, row in zip(got, wanted, strict=False):
        if "indicator" not in row:
            mine.pop("indicator")
    assert got == wanted


def holds(text: str, found: Draft, catalogue: Mapping[str, Indicator]) -> None:
    """What holds for every draft: each figure is proved by its quote, and what is quoted stands where it says."""
    for figure in (*found.figures, *found.context):
        assert text[figure.start : figure.end] == figure.quote
        assert Document(text, 0, len(text)).find(figure.quote) is not None
        indicator = figure.proposal.indicator if figure.proposal else catalogue[figure.name]
        assert quote_problem(figure.figure(indicator), indicator) is None
    for gone in found.left_out:
        assert gone.words
        assert text[gone.start : gone.end].startswith(gone.words)


PIECES = st.lists(
    st.sampled_from(
        [str(case["says"]) for case in CASES]
        + [
            "，",
            "。",
            "、",
            "\n",
            "其中",
            "力争",
            "分别",
            "均",
            "增长",
            "5%",
            "3-5家",
            "12.6/10万",
            "　",
            "以上",
            "“三个一”",
            "二〇二三年",
            "亿",
            "万",
            "（",
            "级",
            "1,234",
            "-",
            "下降",
        ]
    ),
    max_size=30,
)


@given(PIECES)
def test_every_figure_is_proved_by_its_quote(pieces: list[str]) -> None:
    text = "".join(pieces)
    holds(text, draft(text, CATALOGUE), CATALOGUE)


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    holds(text, draft(text, CATALOGUE, 2023, 2024), CATALOGUE)


@pytest.mark.parametrize(
    "odd", ["增长5%、", "一二三四五百千万亿", "中", "，力争", "12", "（", "\n- ", "分别增长5%、6%，"]
)
def test_no_text_keeps_reading_without_end(odd: str) -> None:
    text = odd * 10_000
    found = draft(text, CATALOGUE, 2023, 2024)
    assert len(found.figures) + len(found.context) < 5_000


def test_more_figures_than_a_report_has_are_said() -> None:
    found = draft("".join(f"今年新建学校{n}所。\n" for n in range(2, 3_000)), CATALOGUE, 2023, 2024)
    assert [doubt.message for doubt in found.doubts] == ["more figures than any report has: the rest was not read"]


def _halves(*texts: str) -> list[str]:
    return [str(half) for half in halves(paragraphs("\n\n".join(texts)), Years(2023, 2024))]


def test_one_odd_sentence_turns_no_half() -> None:
    review = [
        "2023年工作回顾",
        "荣获全国文明城市，入选示范名单。",
        "力争取得更好成绩。",
        "同比增长明显，成功举办盛会。",
    ]
    assert _halves(*review) == ["reviews"] * 4
    plan = [
        "今年的主要目标任务",
        "力争实现新突破，要加快建设。",
        "去年荣获称号的企业是榜样。",
        "确保完成任务，力争走在前列。",
    ]
    assert _halves(*review, *plan) == ["reviews"] * 4 + ["plans"] * 4


def test_a_plan_that_stands_before_its_review_is_read_as_one() -> None:
    plan = ["2024年工作安排", "今年要力争实现新增就业，确保完成目标，着力抓好重点任务。"]
    review = ["2023年工作回顾", "一年来，全年累计完成投资，同比增长，荣获表彰，再创新高。"]
    assert _halves(*plan, *review) == ["plans", "plans", "reviews", "reviews"]


def test_a_figure_whose_quote_may_not_prove_it_is_to_be_looked_at_twice() -> None:
    text = "今年粮食播种面积和总产量分别稳定在108万亩、31亿斤以上。今年地区生产总值增长6%。"
    found = draft(text, CATALOGUE, 2023, 2024)
    doubts = {f.indicator: [d.say("en") for d in f.doubts] for f in found.figures}
    assert doubts["grain_area"] == ["the words around 108 make it value, not at_least"]
    assert doubts["gdp_growth"] == []


YEARS = [
    # The words of a report, and the years that it reviews and plans.
    ("2023年主要目标任务圆满完成，全市上下奋力拼搏。\n今年改造老旧小区20个，我们要重点抓好八件事。", (2023, 2024)),
    ("去年粮食产量20亿斤。\n今年粮食产量达到21亿斤。\n（据《云岭日报》2016年1月26日）", (2015, 2016)),
    (
        "市长在报告中说，2015年是收官之年，全市地区生产总值完成852.3亿元。\n市长指出，2016年要重点抓好五项工作。",
        (2015, 2016),
    ),
    ("政府工作报告\n——二○二二年一月十二日在某市人民代表大会上", (2021, 2022)),
    ("关于某市二〇一九年国民经济和社会发展计划执行情况与二〇二〇年计划草案的报告", (2019, 2020)),
    ("政府工作报告\n2016年12月28日在某县第十七届人民代表大会第一次会议上", (2016, 2017)),
    ("粮食丰收，山川秀美。", (None, None)),
]


@pytest.mark.parametrize(("text", "expected"), YEARS, ids=lambda value: str(value)[:20])
def test_the_years_of_a_report_are_what_most_of_it_says(text: str, expected: tuple[int | None, int | None]) -> None:
    found = draft(text, CATALOGUE)
    assert (found.reviews, found.plans) == expected


def _by_role(text: str, reviews: int | None = 2021, plans: int | None = 2022) -> dict[str, list[str]]:
    found = draft(text, CATALOGUE, reviews, plans)
    told: dict[str, list[str]] = {"outcome": [], "target": []}
    for figure in sorted((*found.figures, *found.context), key=lambda f: f.start):
        told[figure.role].append("-".join(map(str, figure.numbers)))
    return told


def test_an_excerpt_that_runs_both_halves_together_is_read_in_both() -> None:
    text = (
        "某市政府工作报告摘登\n2021年全市地区生产总值增长7.2%，城镇登记失业率3.6%。改造老旧小区22个。"
        "2022年，全市地区生产总值预期增长7%左右，城镇登记失业率控制在4%以内。改造老旧小区18个。"
    )
    assert _by_role(text, None, None) == {"outcome": ["7.2", "3.6", "22"], "target": ["7", "4", "18"]}


def test_a_list_without_marks_is_read_line_by_line_below_its_titles() -> None:
    review = (
        "去年成绩单\n全市生产总值增长7.2%\n规模以上工业增加值增长8%\n新建高标准农田12万亩\n棚户区改造开工6500套\n\n"
    )
    plan = "今年目标\n全市生产总值增长7%\n规模以上工业增加值增长8%以上\n新建高标准农田10万亩\n棚户区改造开工5500套\n"
    assert _by_role(review + plan) == {"outcome": ["7.2", "8", "12", "6500"], "target": ["7", "8", "10", "5500"]}


def test_a_title_of_several_years_holds_for_what_stands_below_it() -> None:
    text = (
        "一、过去五年工作回顾\n过去五年，是极不平凡的五年。\n（一）实力增强。累计完成固定资产投资820亿元，新建学校126所。\n"
        "（二）民生改善。改造老旧小区186个，2021年新增学位3200个。森林覆盖率提高到42%。\n"
        "2021年是夺取胜利的一年。\n（一）经济回升。地区生产总值增长8.2%。\n（二）民生改善。改造老旧小区26个。\n"
        "二、今后五年的目标\n今后五年，地区生产总值年均增长7%，高新技术企业达到200家。\n——环境更美。森林覆盖率达到46%。\n"
        "三、2022年重点工作\n地区生产总值增长7%以上。\n（一）改善民生。改造老旧小区22个。\n"
    )
    assert _by_role(text) == {"outcome": ["3200", "42", "8.2", "26"], "target": ["7", "22"]}
    standing = next(f for f in (*draft(text, CATALOGUE).figures, *draft(text, CATALOGUE).context) if "42%" in f.quote)
    assert [doubt.say("en") for doubt in standing.doubts] == [
        "the passage speaks of several years: is it the figure of the last of them?"
    ]


DOUBTS = [
    ("一年来，城镇居民人均可支配收入比上年增加1860元。", "by how much it changed"),
    ("今年城镇新增就业　　　　3万人。", "cells of a table"),
    ("一年来，完成小升规12户。", "narrower or wider"),
    ("今年新登记经营主体3万户。", ""),
    ("今年改造老旧小区30条。", "the report counts in 条"),
    ("一年来，外贸进出口总额完成120亿元。", ""),
    ("今年改造老旧小区30处。", ""),
    ("一年来，全市累计改造老旧小区320个。", "a sum up to now"),
    ("一年来，全市全年累计改造老旧小区320个。", ""),
    ("一年来，春节期间新增市场主体3万户。", "of a part of the year"),
    ("一年来，开发区新增规上工业企业12户。", "narrower or wider"),
    ("一年来，滨江大道完成投资2亿元，改造老旧小区32个。", "of one project, firm or village"),
    ("一年来，口袋公园新建32个，改造老旧小区32个。", ""),
    ("一年来，力争城镇新增就业3万人。", "reads as a promise"),
    ("今年一般公共预算收入同比增长6%。", "reads as something done"),
    ("今年三年内新增公共停车位3000个。", ""),
    ("五年内新增公共停车位3000个。", "over several years"),
    ("五年内新增公共停车位3000个。", "due in 2028"),
    ("今年地区生产总值增长6800%。", "is hardly true"),
]


@pytest.mark.parametrize(("text", "doubted"), DOUBTS)
def test_a_match_of_other_words_or_of_another_thing_is_to_be_looked_at_twice(text: str, doubted: str) -> None:
    (*_, figure) = draft(text, CATALOGUE, 2023, 2024).figures or draft(text, CATALOGUE, 2023, 2024).context
    doubts = [doubt.say("en") for doubt in figure.doubts]
    assert any(doubted in doubt for doubt in doubts) if doubted else doubts == []


def test_a_text_that_has_lost_its_lines_is_read_in_both_halves() -> None:
    review = "一、2021年工作回顾（一）实力增强。地区生产总值增长8.2%。改造老旧小区26个。我们也清醒看到，短板不少。"
    plan = "二、2022年工作安排2022年是开局之年，地区生产总值增长7%。（一）扩大投资。改造老旧小区22个。"
    assert _by_role(review + plan, None, None) == {"outcome": ["8.2", "26"], "target": ["7", "22"]}


def test_a_cut_text_is_read_in_both_halves_without_a_title() -> None:
    review = "改造老旧小区26个，新增学位3200个。\n同时也要看到，产业结构偏重，民间投资下降4.6%。\n"
    plan = "2022年是开局之年，也是攻坚之年。\n地区生产总值增长7%。\n改造老旧小区22个。"
    assert _by_role(review + plan, None, None) == {"outcome": ["26", "3200", "-4.6"], "target": ["7", "22"]}
