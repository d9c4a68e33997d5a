"""Words that spell a number without a numeral that `numerals` reads: 两位数, 翻一番, 持平, 由负转正, 过半, 三分之二.

What each can mean stands in one table, so that words which name no number (平稳增长) are told apart from those that do.
"""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.words.digits import rounded
from indicators.words.numerals import LONGEST, spoken

# Words around the numeral that do not change it.
_AROUND = re.compile(r"与(?:上年|去年)|上年|去年|同比|实现|达到?|增长|增速|左右|基本|总体|的|了|以上")
# The words, and what they can mean: pairs of form and number, by unit ("%", "倍", or "" for any).
_MEANINGS: tuple[tuple[str, dict[str, tuple[tuple[str, Decimal], ...]]], ...] = (
    ("两位数|二位数|双位数", {"": (("at_least", Decimal(10)),)}),
    ("三位数", {"": (("at_least", Decimal(100)),)}),
    ("翻一番|翻番|翻了一番|倍增|增加一倍|一倍", {"%": (("value", Decimal(100)),), "倍": (("value", Decimal(2)),)}),
    ("翻两番|翻了两番", {"%": (("value", Decimal(300)),), "倍": (("value", Decimal(4)),)}),
    ("减半", {"%": (("value", Decimal(-50)), ("value", Decimal(50)))}),
    ("持平|零|清零|归零|零新增", {"": (("value", Decimal(0)),)}),
    ("由负转正|扭负为正|转负为正|由降转升|转正", {"": (("more_than", Decimal(0)),)}),
    ("由正转负|由升转降|转负", {"": (("less_than", Decimal(0)),)}),
    ("过半|过半数|超半数|超一半|大半|一大半|多半|超过半数", {"%": (("more_than", Decimal(50)),)}),
    (
        "半数以上|一半以上|半以上",
        {"%": (("more_than", Decimal(50)), ("at_least", Decimal(50)))},
    ),
    ("半数|一半|对半", {"%": (("value", Decimal(50)), ("about", Decimal(50)))}),
    ("近半|近半数|近一半|将近一半", {"%": (("nearly", Decimal(50)),)}),
)
_ANY = re.compile("|".join(pattern for pattern, _ in _MEANINGS if not pattern.startswith("持平")) + "|持平")
_FRACTION = re.compile(r"(近|超|超过)?([一二三四五六七八九十]+)分之([一二三四五六七八九十]+)")
_AND_A_HALF = re.compile(r"([一二两三四五六七八九十]+)(?:个|倍|年|天|小时)半")


def found_in(text: str) -> str | None:
    """The first words of a text that spell a number; None where there are none. 零 alone is too short to tell."""
    found = _ANY.search(text)
    return found[0] if found else None


def meanings(words: str, unit: str) -> tuple[tuple[str, Decimal], ...]:
    """What words that spell a number can mean in a unit: pairs of form and number, none where they spell no number.

    `words` are plain, as `collection.evidence.normal` leaves them.
    """
    bare = _AROUND.sub("", words)
    for spelled in (words, bare):
        for pattern, by_unit in _MEANINGS:
            if re.fullmatch(pattern, spelled):
                return by_unit.get(unit, by_unit.get("", ()))
    if len(words) > LONGEST:
        return ()
    if (fraction := _FRACTION.fullmatch(words)) and unit == "%":
        share = spoken(fraction[3]) * 100 / spoken(fraction[2])
        form = {"近": "nearly", "超": "more_than", "超过": "more_than"}.get(fraction[1] or "", "value")
        return tuple((form, rounded(share, places)) for places in range(3))
    if half := _AND_A_HALF.fullmatch(words):
        return (("value", spoken(half[1]) + Decimal("0.5")),)
    return ()
