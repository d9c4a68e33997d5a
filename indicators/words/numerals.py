"""Reading the numbers in Chinese official prose: 7%, 1.16亿, 近百, 八成, ３００, 二十五, 百分之七, 3-5家.

The text is expected as `indicators.collection.evidence.normal` leaves it: simplified, half-width, without white space.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_UNIT = 14  # characters behind a number that are kept: no unit is longer
_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SPOKEN = "零〇一二三四五六七八九十百千万亿两"
# 千瓦, 千米, 千克, 百分: there the character belongs to the unit.
_POWER = r"(?:十|百(?!分)|千(?![瓦米克])|万|亿)"
_NUMBER = re.compile(
    rf"(?=[\d{_SPOKEN}])(?:(?P<percent>百分之(?P<of>[{_SPOKEN}]+(?:点[{_SPOKEN}]+)?))"
    rf"|(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<powers>{_POWER}*)"
    rf"|(?P<spoken>(?:[零〇一二三四五六七八九两]|{_POWER})+(?:点[零〇一二三四五六七八九]+[万亿]*)?))"
)
_RANGE = re.compile(r"[-—–~～至到]+\Z")
AND_MORE = re.compile(r"[余多来]([万亿]*)")  # right behind a number: 30余, 20多, 20来; the power follows it (30余万户)
_LIST = ("、", "和", "与", "及")
_FALLING = "下降|减少|降低|回落|负增长|压减|下滑|缩减|下跌|压缩|缩短|收窄"
_BY = "[了约近超逾]|超过|不低于|不少于|幅度达?到?"  # what may stand between the word of falling and how much it was
_FALLS_BY = re.compile(rf"(?:{_FALLING})(?:{_BY})?\Z")
_FALLS = re.compile(rf"(?:{_FALLING})(?:{_BY}|[为至到])?\Z")


class Reading(NamedTuple):
    """A number found in a text: its value with 万 and 亿 multiplied out, and the text right behind it (the unit).

    `start` and `end` are offsets in the text; `falls` is true where a minus sign or a word such as 下降 stands
    right before the number.
    """

    value: Decimal
    follows: str
    start: int
    end: int
    falls: bool = False


def falls_by(before: str) -> bool:
    """Whether the words up to a number say that something fell by that much: 下降, 减少了, 压减超过; not 下降到."""
    return _FALLS_BY.search(before) is not None


def spoken(text: str) -> Decimal:
    """The value of a number in Chinese characters: 二十五 → 25, 两万三千 → 23000, 一点五 → 1.5, 二〇二三 → 2023."""
    whole, _, decimals = text.partition("点")
    digits = decimals.rstrip("万亿")
    powers, decimals = decimals[len(digits) :], digits
    if whole and all(c in _DIGITS for c in whole):
        value = Decimal("".join(str(_DIGITS[c]) for c in whole))
    else:
        value = Decimal(_grouped(whole))
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
    for power in powers:
        value *= _POWERS[power]
    return value


def _grouped(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif _POWERS[c] < 10**4:
            section += (digit or 1) * _POWERS[c]
            digit = 0
        else:
            here = section + digit
            if _POWERS[c] == 10**8:
                total = (total + here or 1) * 10**8
            else:
                total += (here or 1) * 10**4
            section = digit = 0
    return total + section + digit


def _value(match: re.Match[str]) -> Decimal:
    if match["percent"]:
        return spoken(match["of"])
    if match["spoken"]:
        return spoken(match["spoken"])
    value = Decimal(match["digits"].replace(",", ""))
    for power in match["powers"]:
        value *= _POWERS[power]
    return value


def readings(text: str) -> list[Reading]:
    """Every number in `text`, in order. The first number of a range (3-5家) has the unit and power of the second."""
    found: list[Reading] = []
    matches: list[re.Match[str]] = []
    read_to = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start < read_to:
            continue  # the 万 of 30余万 belongs to the number before
        follows = text[end : end + _UNIT]
        value = _value(match)
        if match["percent"]:
            follows = "%" + follows
        elif more := AND_MORE.match(follows):
            follows = follows[more.end() :]
            read_to = end + more.end()
            for power in more[1]:
                value *= _POWERS[power]
        falls = bool(_FALLS.search(text[max(0, start - 8) : start]))
        if text[start - 1 : start] in ("-", "−") and match["digits"]:
            # Behind a number and the same unit (3-5%, 3%-5%) it is the dash of a range.
            falls = not (matches and text.startswith(text[matches[-1].end() : start - 1], end))
        matches.append(match)
        found.append(Reading(value, follows, start, end, falls))
    for i in range(len(matches) - 1):
        if _RANGE.fullmatch(text[matches[i].end() : matches[i + 1].start()]):
            value, power = found[i].value, matches[i + 1]["powers"] or ""
            if not matches[i]["powers"]:
                for p in power:
                    value *= _POWERS[p]
            found[i] = Reading(value, found[i + 1].follows, found[i].start, found[i].end, found[i].falls)
    for i in range(1, len(matches)):
        gap = text[matches[i - 1].end() : matches[i].start()]
        # 分别下降12.5%、9.1%: the word is printed once for the whole list.
        if found[i - 1].falls and gap[-1:] in _LIST and text.startswith(gap[:-1], matches[i].end()):
            found[i] = found[i]._replace(falls=True)
    return found
