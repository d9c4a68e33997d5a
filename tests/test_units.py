"""Units as printed, converted, and shown to English readers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.words import units


@pytest.mark.parametrize(
    ("unit", "power", "base"),
    [
        ("万人", 10**4, "人"),
        ("亿元", 10**8, "元"),
        ("%", 1, "%"),
        ("个百分点", 1, "个百分点"),
        ("百分点", 1, "百分点"),
        ("万千瓦", 10**4, "千瓦"),
        ("亿千瓦时", 10**8, "千瓦时"),
        ("千克", 1, "千克"),
        ("千米", 1, "千米"),
        ("万千米", 10**4, "千米"),
        ("千瓦时", 1, "千瓦时"),
        ("百万千瓦", 10**6, "千瓦"),
        ("百人", 10**2, "人"),
        ("千户", 10**3, "户"),
        ("百万元", 10**6, "元"),
        ("千亿元", 10**11, "元"),
        ("万亿元", 10**12, "元"),
        ("万", 10**4, ""),
        ("/10万", 1, "/10万"),
        ("微克/立方米", 1, "微克/立方米"),
        ("", 1, ""),
        ("亿亿人", 10**16, "人"),
        ("千千千亿人", 1, "千千千亿人"),  # no document prints such a power
        ("百亿亿人", 1, "百亿亿人"),
    ],
)
def test_a_unit_is_a_power_of_ten_and_a_base(unit: str, power: int, base: str) -> None:
    assert units.parsed(unit) == (Decimal(power), base)


@pytest.mark.parametrize(
    ("printed", "wanted", "factor"),
    [
        ("人", "万人", "0.0001"),
        ("万人", "人", "10000"),
        ("亿斤", "万吨", "5"),
        ("亿斤", "吨", "50000"),
        ("公顷", "亩", "15"),
        ("平方公里", "公顷", "100"),
        ("平方千米", "公顷", "100"),
        ("公顷", "万平方米", "1"),
        ("%", "‰", "10"),
        ("座", "个", "1"),
        ("家", "户", "1"),
        ("名", "人", "1"),
        ("公里", "米", "1000"),
        ("千米", "公里", "1"),
        ("公斤", "斤", "2"),
        ("千克", "公斤", "1"),
        ("吨", "公斤", "1000"),
        ("千克", "克", "1000"),
        ("吉瓦", "万千瓦", "100"),
        ("吉瓦", "兆瓦", "1000"),
        ("百万千瓦", "吉瓦", "1"),
        ("千户", "户", "1000"),
        ("百人", "名", "100"),
        ("百分点", "个百分点", "1"),
        ("亿元", "亿元", "1"),
    ],
)
def test_units_of_one_dimension_convert(printed: str, wanted: str, factor: str) -> None:
    assert units.factor(printed, wanted) == Decimal(factor)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("元", "人"),
        ("%", "个百分点"),
        ("吨", "亩"),
        ("千瓦", "千瓦时"),
        ("个", "%"),
        ("微克/立方米", "克"),
        ("闻所未闻", "个"),
    ],
)
def test_units_of_different_dimensions_do_not_convert(printed: str, wanted: str) -> None:
    assert units.factor(printed, wanted) is None


@pytest.mark.parametrize(
    ("printed", "wanted", "alike"),
    [
        ("个", "处", True),
        ("万个", "处", True),
        ("家", "户", True),
        ("套", "台", True),
        ("户", "户", True),
        ("万户", "户", True),
        ("户", "条", False),  # homes and roads
        ("公里", "条", False),
        ("条", "公里", False),
        ("名", "户", False),
        ("公顷", "亩", True),  # whether these convert is asked elsewhere
    ],
)
def test_units_that_count_one_sort_of_thing(printed: str, wanted: str, alike: bool) -> None:
    assert units.counts_alike(printed, wanted) == alike


def test_differences_of_rates_and_of_points_are_in_points() -> None:
    in_points = [unit for unit in ("%", "‰", "百分点", "个百分点", "个", "", "倍") if units.in_points(unit)]
    assert in_points == ["%", "‰", "百分点", "个百分点"]


FAMILIES = [
    ("吨", "万吨", "公斤", "千克", "克", "斤", "亿斤"),
    ("公里", "千米", "百米", "米"),
    ("公顷", "亩", "万亩", "千公顷", "平方公里", "平方米", "万平方米"),
    ("吉瓦", "兆瓦", "千瓦", "万千瓦", "百万千瓦"),
    ("%", "‰"),
    ("个", "处", "座", "百座", "万件"),
    ("户", "千户", "套", "万套"),
    ("人", "名", "百人", "万人"),
]


def _times(printed: str, wanted: str) -> Decimal:
    found = units.factor(printed, wanted)
    assert found is not None
    return found


@given(st.sampled_from(FAMILIES), st.data())
def test_a_figure_is_the_same_whatever_units_it_is_converted_through(
    family: tuple[str, ...], data: st.DataObject
) -> None:
    one, other, third = (data.draw(st.sampled_from(family)) for _ in range(3))
    assert _times(one, one) == 1
    assert _times(one, other) * _times(other, third) == _times(one, third)


@given(st.sampled_from(FAMILIES), st.sampled_from(FAMILIES), st.data())
def test_what_is_measured_in_different_ways_never_converts(
    one: tuple[str, ...], other: tuple[str, ...], data: st.DataObject
) -> None:
    if one is not other:
        assert units.factor(data.draw(st.sampled_from(one)), data.draw(st.sampled_from(other))) is None


@pytest.mark.parametrize("home", ["户", "万户", "套", "万套"])
@pytest.mark.parametrize("community", ["个", "处", "座", "村", "条", "项", "所"])
def test_homes_and_households_never_count_communities(home: str, community: str) -> None:
    """12,000户 are the homes in 20个 neighbourhoods."""
    assert units.factor(home, community) is None
    assert units.factor(community, home) is None


def test_firms_are_counted_in_either_word() -> None:
    assert [units.factor(*pair) for pair in (("户", "家"), ("家", "户"), ("个", "家"))] == [Decimal(1)] * 3
    assert units.stands_first("户，", "家") and not units.stands_first("家，", "户")
    assert not units.stands_first("户籍人口", "家")


def test_measure_words_count_things_of_one_kind_one_by_one() -> None:
    for word in "家所处座台条项种场部支批期片只件间张辆栋村":
        assert units.factor(word, "个") == 1, word
        assert units.factor(f"万{word}", word) == 10**4, word


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("万人", ("人",)),
        ("个百分点", ("个百分点", "百分点")),
        ("百分点", ("个百分点", "百分点")),
        ("微克/立方米", ("微克/立方米", "微克")),
        ("/10万", ("/10万",)),
    ],
)
def test_a_document_may_print_a_unit_in_short(unit: str, names: tuple[str, ...]) -> None:
    assert units.names(unit) == names


@pytest.mark.parametrize(
    ("unit", "factor", "words"),
    [
        ("亿元", "0.1", "bn yuan"),
        ("万元", "0.01", "million yuan"),
        ("万人", "10000", "people"),
        ("万千瓦", "10", "MW"),
        ("亿斤", "100", "million jin"),
        ("亿吨", "100", "million t"),
        ("亿件", "100", "million"),
        ("亿千瓦时", "100", "million kWh"),
        ("亿立方米", "100", "million m³"),
        ("亿吨公里", "100", "million tonne-km"),
        ("亿美元", "0.1", "bn US dollars"),
        ("个", "1", ""),
        ("万个", "10000", ""),
        ("个百分点", "1", "pp"),
        ("/10万", "1", "per 100,000"),
    ],
)
def test_english_readers_see_the_number_multiplied_out(unit: str, factor: str, words: str) -> None:
    assert units.english(unit) == (Decimal(factor), words)


# unit | what stands behind its number in English; measure words have nothing, the indicator says what is counted
IN_ENGLISH = """
%           | %
‰           | ‰
百分点      | pp
元          | yuan
名          | people
人次        | visits
吨          | t
公斤        | kg
斤          | jin
公里        | km
米          | m
亩          | mu
公顷        | ha
平方米      | m²
平方公里    | km²
立方米      | m³
千瓦        | kW
兆瓦        | MW
天          | days
分钟        | min
岁          | years
年          | years
倍          | ×
微克/立方米 | µg/m³
户/千人     | per 1,000 people
户          |
张          |
套          |
件          |
            |
"""


@pytest.mark.parametrize("line", IN_ENGLISH.strip("\n").splitlines())
def test_english_readers_see_an_english_unit(line: str) -> None:
    unit, words = (part.strip() for part in line.split("|"))
    assert units.english(unit) == (Decimal(1), words)
    if unit not in ("元", "千瓦"):  # of those ten thousand have a name of their own
        assert units.english(f"万{unit}") == (Decimal(10**4), words)


@pytest.mark.parametrize(
    ("text", "unit", "stands"),
    [
        ("个项目", "个", True),
        ("个百分点", "个", False),
        ("个月", "个", False),
        ("个工作日", "个", False),
        ("百分点", "个百分点", True),
        ("人，", "万人", True),
        ("人次", "万人", False),
        ("人均", "人", False),
        ("户均已完工", "户", True),  # 均 is a word of its own
        ("亩均产出", "亩", False),
        ("吨", "万吨", True),
        ("吨/日", "万吨", False),
        ("吨每天", "万吨", False),
        ("吨标准煤", "万吨", True),
        ("公里/小时", "公里", False),
        ("微克/立方米", "微克/立方米", True),
        ("微克每立方米", "微克/立方米", True),
        ("微克每立方米", "人", False),
        ("微克，", "微克/立方米", True),
        ("个行政村", "个行政村", True),  # longer than any unit that is known
        ("微克/升", "微克/立方米", False),
        ("千瓦时", "万千瓦", False),
        ("平方米", "米", False),
        ("/10万，", "/10万", True),
        ("随便", "", True),
    ],
)
def test_a_unit_ends_where_its_word_ends(text: str, unit: str, stands: bool) -> None:
    assert units.stands_first(text, unit) == stands
