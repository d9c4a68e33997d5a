"""What a quote proves: the figure's number stands in it, in its unit, with its form and its sign."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.collection.evidence import normal
from indicators.collection.naming import Naming
from indicators.collection.proof import doubt, quote_problem
from tests.samples import a_target, an_indicator, an_outcome

PERCENT: dict[str, object] = {}
COUNT: dict[str, object] = {"unit": "个", "measure": "count"}


@pytest.mark.parametrize(
    ("figure", "quote", "indicator"),
    [
        ({"value": 7}, "增长7%", PERCENT),
        ({"value": 7}, "增长７％", PERCENT),
        ({"value": 7}, "增長百分之七", PERCENT),
        ({"value": 80}, "达到八成", PERCENT),
        ({"value": 120}, "增长1.2倍", PERCENT),
        ({"value": 1.2}, "达到上年的1.2倍", {"unit": "倍", "measure": "level"}),
        ({"value": 0.5}, "增长0.5%", PERCENT),
        ({"value": -0.5}, "下降0.5%", PERCENT),
        ({"value": 0}, "增长0%", PERCENT),
        ({"value": 0}, "增长-0.0%", PERCENT),
        ({"value": 3}, "减少3个", COUNT),
        ({"value": 3}, "降低3个百分点", {"unit": "个百分点", "measure": "share"}),
        ({"value": -3.5}, "下降3.5%", PERCENT),
        ({"value": -3.5}, "增长-3.5%", PERCENT),
        ({"value": 7, "stretch": 7.5}, "增长7%、力争实现7.5%", PERCENT),
        ({"between": [10, 15]}, "10—15个", COUNT),
        ({"between": [3, 5]}, "增长3%-5%", PERCENT),
        ({"more_than": 30}, "30余个", COUNT),
        ({"nearly": 100}, "近百个", COUNT),
        ({"value": 8.12}, "新增就业8.12万人", {"unit": "万人"}),
        ({"value": 1.5}, "新增就业一点五万人", {"unit": "万人"}),
        ({"value": 21000, "unit": "人"}, "新增就业21000人", {"unit": "万人"}),
        ({"value": 3.5}, "三万五千人", {"unit": "万人"}),
        ({"value": 36}, "36微克／立方米", {"unit": "微克/立方米"}),
        ({"value": 0.5}, "下降0.5个百分点", {"unit": "个百分点", "measure": "level"}),
        ({"value": 3}, "亩均3", {"unit": ""}),
        ({"value": 50, "written": "半数"}, "半数以上", PERCENT),
        ({"text": "全覆盖"}, "实现全覆蓋", PERCENT),
        ({"in_step_with": "gdp"}, "与经济增长基本同步", PERCENT),
        ({"in_step_with": "gdp"}, "与经济增长持平", PERCENT),
        ({"in_step_with": "gdp"}, "与经济增长相当", PERCENT),
        ({"in_step_with": "gdp"}, "与经济增长一致", PERCENT),
        ({"faster_than": "gdp"}, "高于经济增长", PERCENT),
        ({"faster_than": "gdp"}, "快于经济增长", PERCENT),
        ({"faster_than": "gdp"}, "超过经济增长", PERCENT),
    ],
)
def test_a_figure_is_read_in_its_quote(figure: dict[str, object], quote: str, indicator: dict[str, object]) -> None:
    assert quote_problem(a_target(quote=quote, **figure), an_indicator(**indicator)) is None


@pytest.mark.parametrize(
    ("figure", "quote", "indicator", "what"),
    [
        ({"value": 8}, "增长7%", PERCENT, "8% is not in the quote, which has 7%"),
        ({"value": 7}, "增长7个百分点", PERCENT, "7% is not in the quote, which has 7个百分"),
        ({"value": 7}, "大幅增长", PERCENT, "7% is not in the quote, which has no number"),
        ({"value": 70}, "达到八成", PERCENT, "70% is not in the quote, which has 八成"),
        ({"value": 90}, "达到八成", PERCENT, "90% is not in the quote, which has 八成"),
        ({"value": 110}, "增长1.2倍", PERCENT, "110% is not in the quote, which has 1.2倍"),
        ({"value": 130}, "增长1.2倍", PERCENT, "130% is not in the quote, which has 1.2倍"),
        (
            {"value": 30},
            "提高三成",
            {"unit": "个百分点", "measure": "share"},
            "30个百分点 is not in the quote, which has 三成",
        ),
        (
            {"value": 200},
            "提高2倍",
            {"unit": "个百分点", "measure": "share"},
            "200个百分点 is not in the quote, which has 2倍",
        ),
        ({"value": 30}, "完成三成", {"unit": ""}, "30 is not in the quote, which has 三成"),
        ({"value": 200}, "完成2倍", {"unit": ""}, "200 is not in the quote, which has 2倍"),
        ({"value": 8}, "新增就业8人", {"unit": "万人"}, "8万人 is not in the quote, which has 8人"),
        ({"value": 7, "stretch": 7.5}, "增长7%", PERCENT, "7.5% is not in the quote, which has 7%"),
        ({"between": [10, 15]}, "10个", COUNT, "15个 is not in the quote, which has 10个"),
        ({"value": 50, "written": "半数"}, "一半", PERCENT, "the quote does not have the words 半数"),
        ({"text": "全覆盖"}, "基本覆盖", PERCENT, "the quote does not have the words 全覆盖"),
        (
            {"faster_than": "gdp"},
            "与经济增长同步",
            PERCENT,
            "the quote makes no such comparison (it has none of 高于、快于、超过、高出、大于、跑赢、优于、领先)",
        ),
    ],
)
def test_a_figure_that_its_quote_does_not_bear_out_is_a_problem(
    figure: dict[str, object], quote: str, indicator: dict[str, object], what: str
) -> None:
    problem = quote_problem(a_target(quote=quote, **figure), an_indicator(**indicator))
    assert problem is not None
    assert (problem.code, problem.what.say("en")) == ("figure-not-in-quote", what)


@pytest.mark.parametrize(
    ("value", "quote", "what"),
    [
        (Decimal(7), "下降7%", "the quote says that it fell by 7%"),
        (Decimal(-7), "增长7%", "the quote does not say that it fell by 7%"),
        (Decimal("0.5"), "下降0.5%", "the quote says that it fell by 0.5%"),
        (Decimal("-0.5"), "增长0.5%", "the quote does not say that it fell by 0.5%"),
    ],
)
def test_a_sign_that_its_verb_does_not_bear_out_is_a_problem(value: Decimal, quote: str, what: str) -> None:
    problem = quote_problem(a_target(value=value, quote=quote), an_indicator())
    assert problem is not None
    assert (problem.code, problem.what.say("en")) == ("sign", what)


def test_a_fall_promised_as_a_positive_number_is_read_where_the_measure_is_no_growth() -> None:
    figure = an_outcome(value=3, quote="压减3万吨")
    assert quote_problem(figure, an_indicator(unit="万吨", measure="level")) is None


def test_a_number_ten_thousand_is_not_read_out_of_a_bigger_one() -> None:
    figure = a_target(value=1, unit="万户", quote="30余万户")
    assert quote_problem(figure, an_indicator(unit="户", measure="count")) is not None


# ---- words that compare


INCOME = an_indicator(zh="居民收入", en="Income")
NAMING = Naming({"gdp_growth": an_indicator(zh="地区生产总值增速", en="GDP growth"), "income": INCOME})


@pytest.mark.parametrize(
    ("form", "quote", "compares"),
    [
        ("in_step_with", "居民收入与经济增长同步", True),
        ("in_step_with", "居民收入与全市经济增长同步", True),
        ("in_step_with", "居民收入与全国经济增长同步", False),
        ("in_step_with", "居民收入与物价上涨同步", False),
        ("in_step_with", "居民收入经济增长同步", False),  # nothing joins them
        ("in_step_with", "居民收入不低于经济增长", True),
        ("in_step_with", "与经济增长相比居民收入不低于全国", False),
        ("faster_than", "居民收入高于经济增长，物价平稳", True),
        ("faster_than", "居民收入高于物价，经济增长平稳", False),
        ("faster_than", "与经济增长相比居民收入高于全国", False),
    ],
)
def test_a_comparison_is_with_what_the_figure_refers_to(form: str, quote: str, compares: bool) -> None:
    figure = a_target(**{form: "gdp_growth"}, quote=quote)
    for naming, name in ((NAMING, "GDP growth"), (None, "gdp_growth")):
        problem = quote_problem(figure, INCOME, naming=naming)
        said = None if compares else f"the quote does not compare with {name}"
        assert (problem.what.say("en") if problem else None) == said


@pytest.mark.parametrize("refers_to", ["exports", "income"])
def test_a_comparison_with_what_nobody_knows_the_names_of_is_believed(refers_to: str) -> None:
    assert quote_problem(a_target(in_step_with=refers_to, quote="与居民支出同步"), an_indicator()) is None


@pytest.mark.parametrize(
    ("figure", "quote", "code"),
    [
        ({"value": 40, "written": "半数"}, "半数以上", "figure-not-in-quote"),
        ({"value": 100, "unit": "家"}, "培育企业数百家", "vague-number"),
        ({"value": 100, "unit": "家"}, "培育企业数百家，新增30家", "figure-not-in-quote"),
    ],
)
def test_a_number_that_is_not_in_the_quote_is_told_by_what_is_there(
    figure: dict[str, object], quote: str, code: str
) -> None:
    problem = quote_problem(a_target(quote=quote, **figure), an_indicator(unit="%"))
    assert problem is not None and problem.code == code


# ---- what a person may know better

SUBJECT: dict[str, object] = {"zh": "参保率", "en": "Coverage"}
UNNAMED, ANOTHER = "the quote does not name Coverage", "the quote gives a change, or a share, which Coverage is not"


@pytest.mark.parametrize(
    ("figure", "quote", "indicator", "what"),
    [
        ({"value": 7}, "参保率增长７％", {}, None),
        ({"value": 7}, "增长7%", {}, "the quote does not say what the number is about"),
        ({"value": 7}, "7%，税收平稳", {}, UNNAMED),
        ({"value": 7}, "固定投资增长7%，税收增长7%", {}, "in the quote 7 belongs to 固定投资增长, not to Coverage"),
        ({"value": 2}, "参保率提高2%", {"measure": "share"}, ANOTHER),
        ({"value": 2}, "参保率达到2%", {"measure": "share"}, None),
        ({"value": 7}, "参保率占比7%", {}, ANOTHER),
        ({"value": 7}, "参保率占比7%", {"measure": "level"}, None),
        ({"value": 7}, "参保率占比7%", {"measure": "count"}, None),
        ({"value": 17}, "同比增加17天参保率", {"measure": "count", "unit": "天"}, ANOTHER),
        ({"at_least": 5}, "企业100%以上，参保率5%", {}, "the words around 5 make it value, not at_least"),
        ({"at_most": "-0.5"}, "参保率下降0.5%以上", {}, None),
        ({"at_least": -3}, "参保率增长-3%以上", {}, None),
        ({"at_least": "0.5"}, "参保率增长0.5%以上", {}, None),
        ({"at_least": 0}, "参保率增长0%以上", {}, None),
    ],
)
def test_what_a_quote_may_not_prove_is_a_doubt(
    figure: dict[str, object], quote: str, indicator: dict[str, object], what: str | None
) -> None:
    subject = an_indicator(**(SUBJECT | indicator))
    found = doubt(a_target(quote=quote, **figure), subject, Naming({"x": subject}))
    assert (found.what.say("en") if found else None) == what
    given = doubt(a_target(quote="…", **figure), subject, Naming({"x": subject}), normal(quote))
    assert given == found
