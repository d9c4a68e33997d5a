"""Units as printed, converted, and shown to English readers."""

from __future__ import annotations

from decimal import Decimal

import pytest

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
        ("万", 10**4, ""),
        ("/10万", 1, "/10万"),
        ("微克/立方米", 1, "微克/立方米"),
        ("", 1, ""),
    ],
)
def test_a_unit_is_a_power_of_ten_and_a_base(unit: str, power: int, base: str) -> None:
    assert units.parsed(unit) == (power, base)


@pytest.mark.parametrize(
    ("printed", "wanted", "factor"),
    [
        ("人", "万人", "0.0001"),
        ("万人", "人", "10000"),
        ("亿斤", "万吨", "5"),
        ("亿斤", "吨", "50000"),
        ("公顷", "亩", "15"),
        ("%", "‰", "10"),
        ("座", "个", "1"),
        ("家", "户", "1"),
        ("名", "人", "1"),
        ("公里", "米", "1000"),
        ("吉瓦", "万千瓦", "100"),
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


def test_converting_there_and_back_changes_nothing() -> None:
    for one, other in [("万人", "人"), ("亿斤", "万吨"), ("公里", "米"), ("%", "‰")]:
        assert units.factor(one, other) * units.factor(other, one) == 1  # type: ignore[operator]


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
        ("个", "1", ""),
        ("万个", "10000", ""),
        ("个百分点", "1", "pp"),
        ("/10万", "1", "per 100,000"),
    ],
)
def test_english_readers_see_the_number_multiplied_out(unit: str, factor: str, words: str) -> None:
    assert units.english(unit) == (Decimal(factor), words)
