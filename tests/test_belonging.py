"""Whose number it is: numbers of a quote beside an indicator, whether they are that one's or something else's."""

from __future__ import annotations

import re

import pytest

from indicators.collection.belonging import Quote, read
from indicators.collection.evidence import normal
from indicators.collection.naming import Naming
from tests.samples import an_indicator

CATALOGUE = {
    key: an_indicator(zh=name, unit=unit)
    for key, name, unit in (
        ("gdp", "地区生产总值", "%"),
        ("industry", "规模以上工业增加值", "%"),
        ("investment", "固定资产投资", "%"),
        ("retail", "社会消费品零售总额", "%"),
        ("urban", "城镇居民人均可支配收入", "%"),
        ("rural", "农村居民人均可支配收入", "%"),
        ("schools", "新建学校", "所"),
        ("parks", "口袋公园", "座"),
        ("villages", "精品示范村", "个"),
        ("pm", "PM2.5浓度", "微克/立方米"),
        ("schooling", "平均受教育年限", "年"),
    )
}
NAMING = Naming(CATALOGUE)

# the quote | the indicator | the number | whose it is: `own`, else the words that it belongs to, or `nobody`
OWNERS = """
地区生产总值增长7%                                       | gdp        | 7   | own
地区生产总值1000亿元，增7%                               | gdp        | 7   | own
地区生产总值增长7%、力争8%                               | gdp        | 8   | own
增长7%                                                   | gdp        | 7   | nobody
地区生产总值增长7%                                       | schools    | 7   | 地区生产总值增长
固定资产投资增长7%                                       | gdp        | 7   | 固定资产投资增长
地区生产总值增长7%，税收增长8%                           | gdp        | 8   | 税收增长
地区生产总值增长7%，其中规模以上工业增加值增长6%         | gdp        | 6   | 其中规上工业增加值增长
全国地区生产总值增长5%                                   | gdp        | 5   | 全国地区生产总值增长
全国地区生产总值增长5%，全市增长7%                       | gdp        | 7   | 全国地区生产总值增长
地区生产总值比全国平均增速5.2%高                         | gdp        | 5.2 | 全国平均增速
地区生产总值增长7%，高于全国0.3个百分点                  | gdp        | 7   | own
地区生产总值能耗下降3%                                   | gdp        | 3   | 地区生产总值能耗
人均地区生产总值增长6%                                   | gdp        | 6   | 人均地区生产总值
工业固定资产投资增长9%                                   | investment | 9   | 工业固定资产投资
限额以上社会消费品零售总额增长3%                         | retail     | 3   | 限额以上社会消费品零售总额
社会消费品零售总额的利润增长3%                           | retail     | 3   | 社会消费品零售总额的利润
固定资产投资、规模以上工业增加值分别增长8%、6%           | investment | 8   | own
固定资产投资、规模以上工业增加值分别增长8%、6%           | investment | 6   | 规上工业增加值分别增长
固定资产投资、规模以上工业增加值分别增长8%、6%           | industry   | 6   | own
固定资产投资、规模以上工业增加值分别增长8%、6%           | industry   | 8   | 固定资产投资
社零、固定资产投资、规模以上工业增加值分别增长4%、8%、6% | investment | 4   | 社零
社零、固定资产投资、规模以上工业增加值分别增长4%、8%、6% | investment | 8   | own
社零、固定资产投资、规模以上工业增加值分别增长4%、8%、6% | industry   | 6   | own
城镇和农村居民人均可支配收入分别增长5%、7%               | urban      | 5   | own
城镇和农村居民人均可支配收入分别增长5%、7%               | urban      | 7   | 农村居民人均可支配收入分别增长
城镇和农村居民人均可支配收入分别增长5%、7%               | rural      | 7   | own
城镇居民人均可支配收入增长5%，农村增长7%                 | rural      | 7   | own
城镇居民人均可支配收入增长5%，农村增长7%                 | urban      | 7   | 农村增长
新建12所学校、3座口袋公园                                | schools    | 12  | own
新建12所学校、3座口袋公园                                | parks      | 3   | own
新建12所学校、3座口袋公园                                | schools    | 3   | 口袋公园
新建口袋公园3座、5个停车场                               | parks      | 5   | 停车场
口袋公园3座、5个高标准农田灌溉排水渠系配套设施改造区域   | parks      | 5   | 高标准农田灌溉排水渠系配套设施改造区
新建口袋公园3座、5座                                     | parks      | 5   | own
建设34个精品示范村、200个提档升级村                      | villages   | 34  | own
建设34个精品示范村、200个提档升级村                      | villages   | 200 | 提档升级村
新建学校3—5所                                            | schools    | 3   | own
新建学校3—5所                                            | schools    | 5   | own
2022年新建学校12所                                       | schools    | 12  | own
建成5G基站、新建学校7所                                  | schools    | 7   | own
PM2.5浓度36微克/立方米                                   | pm         | 36  | own
平均受教育年限12年                                       | schooling  | 12  | own
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in OWNERS.strip().splitlines()]


def a_quote(text: str, key: str, in_part: bool = False) -> Quote:
    """A quote read for an indicator of the catalogue above."""
    return read(normal(text), CATALOGUE[key], CATALOGUE[key].unit, NAMING, in_part)


def owner(quote: Quote, number: str) -> str | None:
    """Whose a number of a quote is, which stands there once."""
    (reading,) = (r for r in quote.readings if quote.text[r.start : r.end] == number)
    return quote.owner(reading)


@pytest.mark.parametrize(("text", "key", "number", "whose"), TABLE, ids=lambda part: part)
def test_a_number_is_its_indicators_or_of_what_else_the_quote_names(
    text: str, key: str, number: str, whose: str
) -> None:
    expected = None if whose == "own" else "" if whose == "nobody" else whose
    assert owner(a_quote(text, key), number) == expected


def test_what_is_said_of_a_part_of_the_city_may_have_a_narrower_name() -> None:
    assert owner(a_quote("城区固定资产投资增长9%", "investment", in_part=True), "9") is None
    assert owner(a_quote("城区固定资产投资增长9%", "investment"), "9") == "城区固定资产投资"


@pytest.mark.parametrize(
    ("text", "key", "numbers"),
    [
        ("2022年PM2.5浓度36微克/立方米", "pm", ["36"]),
        ("第3届、5G、零碳、12岁、6月1日、7所", "schools", ["7"]),
        ("覆盖率12.5/10万、7%", "gdp", ["12.5", "7"]),
        ("三十余所、五所", "schools", ["三十", "五"]),
        ("十大工程、百强县、7所", "schools", ["7"]),
    ],
)
def test_numbers_of_names_dates_and_words_are_no_figures(text: str, key: str, numbers: list[str]) -> None:
    quote = a_quote(text, key)
    assert [quote.text[r.start : r.end] for r in quote.readings] == numbers


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("城镇居民人均可支配收入与经济增长同步", True),
        ("经济增长与城镇居民人均可支配收入同步", False),
        ("税与城镇居民人均可支配收入同步", False),
        ("与上年一样，城镇居民人均可支配收入同步", True),
        ("城镇居民人均可支配收入高于经济增长", True),
        ("今年与去年相比，城镇居民人均可支配收入高于经济增长", True),
        ("经济增长高于城镇居民人均可支配收入", False),
    ],
)
def test_what_is_compared_is_named_before_the_comparison(text: str, named: bool) -> None:
    match = re.search("同步|高于", text)
    assert match is not None
    assert a_quote(text, "urban").before(match) == named
