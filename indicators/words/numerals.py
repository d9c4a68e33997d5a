"""Reading the numbers in Chinese official prose: 7%, 1.16亿, 近百, 八成, ３００, 二十五, 百分之七, 3-5家.

The text is expected as `indicators.collection.evidence.normal` leaves it: simplified, half-width, without white space.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
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
    """A number found in a text: its value with 万 and 亿 multiplied out, and the text right behind it, the unit first.

    `start` and `end` are the offsets of the number in the text; `falls` is true where a minus sign or a word such as
    下降 stands right before it. The value itself is never negative.
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
    """The value of Chinese characters read by their powers: 两万三千 → 23000."""
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
    """The value of a match of `_NUMBER`, with the powers that are part of it."""
    if match["percent"]:
        return spoken(match["of"])
    if match["spoken"]:
        return spoken(match["spoken"])
    value = Decimal(match["digits"].replace(",", ""))
    for power in match["powers"]:
        value *= _POWERS[power]
    return value


def readings(text: str) -> list[Reading]:
    """Every number in `text`, in order.

    The first number of a range (3-5家) has the unit and the power of the second, and each number of a list behind one
    word of falling (分别下降12.5%、9.1%) falls.
    """
    matches: list[re.Match[str]] = []
    found: list[Reading] = []
    read_to = 0
    for match in _NUMBER.finditer(text):
        if match.start() >= read_to:  # the 万 of 30余万 belongs to the number before
            reading, read_to = _read(text, match, matches[-1] if matches else None)
            matches.append(match)
            found.append(reading)
    return _lists_fallen(text, matches, _ranges_completed(text, matches, found))


def _read(text: str, match: re.Match[str], before: re.Match[str] | None) -> tuple[Reading, int]:
    """One number by itself, and the offset behind it; `before` is the number read before it."""
    start, end = match.span()
    behind, value, follows = end, _value(match), text[end : end + _UNIT]
    if match["percent"]:
        follows = "%" + follows
    elif more := AND_MORE.match(follows):
        follows, behind = follows[more.end() :], end + more.end()
        for power in more[1]:
            value *= _POWERS[power]
    falls = bool(_FALLS.search(text[max(0, start - 8) : start]))
    if text[start - 1 : start] in ("-", "−") and match["digits"]:
        # Behind a number and the same unit (3-5%, 3%-5%) it is the dash of a range.
        falls = before is None or not text.startswith(text[before.end() : start - 1], end)
    return Reading(value, follows, start, end, falls), behind


def _ranges_completed(text: str, matches: list[re.Match[str]], found: list[Reading]) -> list[Reading]:
    """The first number of each range with the unit of the second, and with its power unless it has one itself."""
    completed = list(found)
    for i, (one, other) in enumerate(pairwise(matches)):
        if _RANGE.fullmatch(text[one.end() : other.start()]):
            value = found[i].value
            for power in "" if one["powers"] else other["powers"] or "":
                value *= _POWERS[power]
            completed[i] = found[i]._replace(value=value, follows=found[i + 1].follows)
    return completed


def _lists_fallen(text: str, matches: list[re.Match[str]], found: list[Reading]) -> list[Reading]:
    """Every number of a list as falling whose first one falls: the word is printed once for the whole list."""
    fallen = list(found)
    for i, (one, other) in enumerate(pairwise(matches), 1):
        gap = text[one.end() : other.start()]
        if fallen[i - 1].falls and gap[-1:] in _LIST and text.startswith(gap[:-1], other.end()):
            fallen[i] = fallen[i]._replace(falls=True)
    return fallen
