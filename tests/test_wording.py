"""Figures in words, for readers of either language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.model.schema import City
from indicators.model.wording import Amount, Printed, named, with_unit
from tests.samples import a_source, a_target, an_indicator

JOBS = {"unit": "万人", "measure": "count"}
MONEY = {"unit": "亿元", "measure": "level"}


@pytest.mark.parametrize(
    ("figure", "indicator", "zh", "en"),
    [
        ({"value": 7}, {}, "7%", "7%"),
        ({"value": Decimal("7.0")}, {}, "7.0%", "7.0%"),
        ({"value": Decimal("-3.5")}, {}, "−3.5%", "−3.5%"),
        ({"value": Decimal("8.12")}, JOBS, "8.12万人", "81,200 people"),
        ({"value": 21000, "unit": "人"}, JOBS, "21,000人", "21,000 people"),
        ({"value": Decimal("5571.17")}, MONEY, "5,571.17亿元", "557.117 bn yuan"),
        ({"at_least": 10}, {"unit": "万户"}, "≥10万户", "≥100,000"),
        ({"more_than": 1000}, MONEY, ">1,000亿元", ">100 bn yuan"),
        ({"at_most": 36}, {"unit": "微克/立方米"}, "≤36微克/立方米", "≤36 µg/m³"),
        ({"less_than": 5}, {}, "<5%", "<5%"),
        ({"about": 3}, {}, "3%左右", "about 3%"),
        ({"nearly": 100}, {"unit": "座"}, "近100座", "nearly 100"),
        ({"between": [10, 15]}, {"unit": "个"}, "10–15个", "10–15"),
        ({"text": "全覆盖"}, {}, "全覆盖", "“全覆盖”"),
    ],
)
def test_a_figure_is_said_as_its_readers_write_numbers(
    figure: dict[str, object], indicator: dict[str, object], zh: str, en: str
) -> None:
    printed = Printed(a_target(**figure), an_indicator(**indicator))
    assert (printed.say("zh"), printed.say("en")) == (zh, en)


def test_a_source_is_named_by_its_title_and_each_once() -> None:
    one, other = a_source(title="甲"), a_source(title="乙")
    assert (named([one, other, one]).say("zh"), named([one]).say("en")) == ("《甲》、《乙》", "《甲》")


def test_units_can_be_left_out() -> None:
    printed = Printed(a_target(value=Decimal("8.12")), an_indicator(**JOBS), units=False)
    assert (printed.say("zh"), printed.say("en")) == ("8.12", "81,200")


@pytest.mark.parametrize(
    ("name", "en"),
    [
        ("GDP growth", "in step with GDP growth"),
        ("Income growth", "in step with income growth"),
        ("CPI growth", "in step with CPI growth"),
        ("R&D spending", "in step with R&D spending"),
    ],
)
def test_a_relative_figure_names_what_it_is_compared_with(name: str, en: str) -> None:
    reference = an_indicator(zh="对照", en=name)
    assert Printed(a_target(in_step_with="x"), an_indicator(), reference).say("en") == en


def test_a_relative_figure_without_its_indicator_names_the_key() -> None:
    assert Printed(a_target(faster_than="gnp"), an_indicator()).say("en") == "faster than gnp"


@pytest.mark.parametrize(
    ("value", "indicator", "sign", "zh", "en"),
    [
        ("3.7", {}, False, "3.7个百分点", "3.7 pp"),
        ("-3.7", {}, True, "−3.7个百分点", "−3.7 pp"),
        ("1.5", JOBS, True, "+1.5万人", "+15,000 people"),
        ("0.12", JOBS, True, "+0.12万人", "+1,200 people"),
        ("0", JOBS, True, "0万人", "0 people"),
        ("0.6129", JOBS, True, "+6,129人", "+6,129 people"),
        ("-0.98125", MONEY, True, "−9,812.5万元", "−0.098125 bn yuan"),
        ("0.123456789", MONEY, False, "12,345,678.9元", "0.0123456789 bn yuan"),
        ("0.3", {"unit": "‰"}, False, "0.3‰", "0.3‰"),
        ("0.3", {"unit": "个百分点"}, False, "0.3个百分点", "0.3 pp"),
        ("-224.5", MONEY, True, "−224.5亿元", "−22.45 bn yuan"),
    ],
)
def test_a_difference_of_percentages_is_in_points_and_others_in_their_unit(
    value: str, indicator: dict[str, object], sign: bool, zh: str, en: str
) -> None:
    amount = Amount(Decimal(value), an_indicator(**indicator), points=True, sign=sign)
    assert (amount.say("zh"), amount.say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("title", "kind", "zh", "en"),
    [
        ("政府工作报告", "work_report", "晋中市《政府工作报告》（2023年）", "《政府工作报告》 of Jinzhong (2023)"),
        ("2023年政府工作报告", "work_report", "晋中市《2023年政府工作报告》", "《2023年政府工作报告》 of Jinzhong"),
        ("晋中市政府工作报告", "work_report", "《晋中市政府工作报告》（2023年）", "《晋中市政府工作报告》 (2023)"),
        ("晋中二〇二三年计划报告", "plan_report", "《晋中二〇二三年计划报告》", "《晋中二〇二三年计划报告》"),
        ("企稳回升", "news", "《企稳回升》", "《企稳回升》"),
    ],
)
def test_a_report_is_named_with_the_city_and_year_that_its_title_lacks(title: str, kind: str, zh: str, en: str) -> None:
    source = {"kind": kind, "title": title, "reviews": 2022, "plans": 2023}
    city = City.model_validate({"zh": "晋中市", "en": "Jinzhong", "code": "140700", "sources": {"report": source}})
    assert (city.sources["report"].say("zh"), city.sources["report"].say("en")) == (zh, en)


def test_english_puts_a_space_before_a_unit_but_not_before_a_percent_sign() -> None:
    assert [with_unit("7", unit, "en") for unit in ("%", "‰", "倍", "公里", "个")] == ["7%", "7‰", "7×", "7 km", "7"]


def test_a_figure_in_another_unit_than_its_name_shows_brings_its_own() -> None:
    firms = Printed(a_target(value=Decimal("1"), unit="万家"), an_indicator(unit="家"), units=False)
    assert (firms.say("zh"), firms.say("en")) == ("1万家", "10,000")
    same = Printed(a_target(value=Decimal("70"), unit="个"), an_indicator(unit="座"), units=False)
    assert (same.say("zh"), same.say("en")) == ("70", "70")
    grain = Printed(a_target(value=Decimal("5"), unit="亿斤"), an_indicator(unit="吨"), units=False)
    assert (grain.say("zh"), grain.say("en")) == ("5亿斤", "500 million jin")
