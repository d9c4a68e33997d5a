"""Units as Chinese documents print them: 万人, 亿斤, 微克/立方米.

A unit is an optional power of ten (万 亿 千 百) and a base. Units of one dimension convert into each other by a
fixed factor; measure words (个 家 户 所 处 座 …) all count things one by one and convert with factor 1. The mass
and area factors are the statutory Chinese ones: 1 斤 = 0.5 kg, 15 亩 = 1 公顷.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8}
_PREFIXED = re.compile(r"^([百千万亿]*)(.*)$")
# Bases that begin with a character that is a power elsewhere.
_WHOLE = ("百分点", "千瓦时", "千瓦", "千克", "千米")
_DIMENSIONS: tuple[dict[str, Decimal], ...] = (
    {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5"), "克": Decimal("0.001")},
    {"公里": Decimal(1000), "千米": Decimal(1000), "米": Decimal(1)},
    {"公顷": Decimal(15), "亩": Decimal(1)},
    {"吉瓦": Decimal(1000000), "兆瓦": Decimal(1000), "千瓦": Decimal(1)},
    {"%": Decimal(10), "‰": Decimal(1)},
    {"个百分点": Decimal(1), "百分点": Decimal(1)},
    {"人": Decimal(1), "名": Decimal(1)},
    {word: Decimal(1) for word in "个家户所处座台条项种场部支批期片只件套间张辆栋村" if word},
)
# How English readers are shown a unit: the factor on the printed number, and the words. Measure words have none:
# the indicator's name says what is counted.
_ENGLISH_BASE = {
    "": "",
    "%": "%",
    "‰": "‰",
    "个百分点": "pp",
    "百分点": "pp",
    "元": "yuan",
    "人": "people",
    "名": "people",
    "人次": "visits",
    "吨": "t",
    "斤": "jin",
    "公里": "km",
    "亩": "mu",
    "公顷": "ha",
    "平方米": "m²",
    "千瓦": "kW",
    "天": "days",
    "倍": "×",
    "微克/立方米": "µg/m³",
    "/10万": "per 100,000",
    "户": "",
    "张": "",
    "套": "",
    "立方米": "m³",
    "平方公里": "km²",
    "分钟": "min",
    "公斤": "kg",
    "兆瓦": "MW",
    "岁": "years",
    "件": "",
    "年": "years",
    "万元": "yuan",
    "户/千人": "per 1,000 people",
    "米": "m",
}
_ENGLISH_WHOLE = {
    "亿元": (Decimal("0.1"), "bn yuan"),
    "万元": (Decimal("0.01"), "million yuan"),
    "亿吨": (Decimal(100), "million t"),
    "亿斤": (Decimal(100), "million jin"),
    "亿件": (Decimal(100), "million"),
    "万千瓦": (Decimal(10), "MW"),
}


@lru_cache(maxsize=1024)
def parsed(unit: str) -> tuple[Decimal, str]:
    """The power of ten a unit carries and its base: 万人 → (10000, 人), % → (1, %)."""
    if unit.startswith(_WHOLE) or unit.startswith("/"):
        return Decimal(1), unit
    powers, base = _PREFIXED.match(unit).groups()  # type: ignore[union-attr]
    for whole in _WHOLE:
        if powers and (powers[-1] + base).startswith(whole):
            powers, base = powers[:-1], powers[-1] + base
    exponent = sum(_POWERS[power] for power in powers)
    return Decimal(10) ** exponent, base


@lru_cache(maxsize=1024)
def factor(printed: str, wanted: str) -> Decimal | None:
    """What a number in unit `printed` is multiplied by to be in unit `wanted`; None where they don't convert."""
    (scale, base), (wanted_scale, wanted_base) = parsed(printed), parsed(wanted)
    if base == wanted_base:
        return scale / wanted_scale
    for dimension in _DIMENSIONS:
        if base in dimension and wanted_base in dimension:
            return scale * dimension[base] / (wanted_scale * dimension[wanted_base])
    return None


def in_points(unit: str) -> bool:
    """Whether a difference of two numbers in this unit is in percentage points: 6% and 7% differ by one point."""
    return unit in ("%", "‰") or unit.endswith("百分点")


def names(unit: str) -> tuple[str, ...]:
    """The ways a document may print the base of a unit right behind a number, the fullest first."""
    base = parsed(unit)[1]
    if base.endswith("百分点"):
        return "个百分点", "百分点"
    head = base.split("/")[0]
    return (base, head) if head and head != base else (base,)


@lru_cache(maxsize=1024)
def english(unit: str) -> tuple[Decimal, str]:
    """The factor on the printed number and the words with which English readers see this unit."""
    if unit in _ENGLISH_WHOLE:
        return _ENGLISH_WHOLE[unit]
    if unit in _ENGLISH_BASE:
        return Decimal(1), _ENGLISH_BASE[unit]
    scale, base = parsed(unit)
    return scale, _ENGLISH_BASE.get(base, "")
