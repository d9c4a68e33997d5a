"""Reading the numbers in Chinese official prose: 7%, 1.16亿, 近百, 八成, ３００, 二十五, 百分之七, 3-5家.

The text is expected as `indicators.collection.evidence.normal` leaves it: simplified, half-width, without white space.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from indicators.words import units
from indicators.words.digits import LARGEST_POWER, WHOLE

LONGEST = 40  # characters of a number; what is longer (an account, a row of 亿) is none
_UNIT = 14  # characters behind a number that are kept: no unit is longer
_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_BEYOND = Decimal("Infinity")
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
_BRACKET = re.compile(r"\(([万亿]*)([^()\d]{1,8})\)")  # a unit in brackets: 650(万千瓦)
# Numerals that name no number: 数百, 几十, 十几, 若干, 三五家, 数以万计, 成百上千.
_VAGUE_BEFORE = ("数", "几", "数以", "成", "成百上", "成千上")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_VAGUE_WORDS = re.compile(r"[数几][十百千万亿]+|[十百千万]+几|若干|[一二两三四五六七八九]{2}(?=[十百千万亿]|个|家)")
_LIST = ("、", ",", ";", "和", "与", "及")
# Words that say that something fell, before how much it was (下降3%, 减少了近3%), not before what it fell to (降至3%).
_FALLING = (
    r"(?:下降|减少|降低|回落|负增长|压减|下滑|缩减|下跌|压缩|缩短|(?<![降跌减]幅)收窄|[降跌减])(?:幅度|率)?"
    r"(?:[了约近超逾达]|超过|突破|不低于|不少于|不超过|至少|最多|接近|将近|大约|大概|力争|目标)*"
)
# Words that name a fall, before its size in any wording: 降幅为3%, 跌幅收窄至3%.
_FALL = (
    r"(?:[降跌减]幅|(?:下降|降低|减少|下跌|负增长)(?:幅度|率))(?:(?:收窄|缩小|扩大|控制)(?=[至到为在]))?"
    r"(?:[为达到至在约近超]|超过|不低于|不少于|不超过)*"
)
_FALLS = re.compile(rf"(?:{_FALLING}|{_FALL}|负)\Z")
_FELL = re.compile("[降减落负滑跌缩窄]")  # each of them has one of these, which is found sooner
_BEFORE = 16  # characters before a number in which words of falling stand
# What stands between the numbers of a list that share one word of falling: 、 and its like, or the word of striving.
_SHARING = re.compile(r"(?:、?(?:和|与|及|以及|并)?|[、,;]?(?:力争|争取|努力|确保)(?:实现|达到|完成)?|[-~至到]+)\Z")


class Reading(NamedTuple):
    """A number found in a text: its value with 万 and 亿 multiplied out, and the text right behind it, the unit first.

    `start` and `end` are the offsets of the number in the text, `unit_end` that behind its unit; `falls` is true where
    a minus sign stands right before it, or a word such as 下降 that says by how much something fell. `ranges` is true
    of the two numbers of a range. The value itself is never negative.
    """

    value: Decimal
    follows: str
    start: int
    end: int
    falls: bool
    unit_end: int
    ranges: bool = False


def falls_by(before: str) -> bool:
    """Whether the words up to a number say that something fell by that much: 下降, 减少了, 压减超过; not 下降到."""
    return _FELL.search(before) is not None and _FALLS.search(before) is not None


def vague(text: str) -> str | None:
    """The first numeral in a text that names no number (数百, 几十, 十几, 若干); None where there is none."""
    found = _VAGUE_WORDS.search(text)
    return found[0] if found else None


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
    """The value of a match of `_NUMBER`, with the powers that are part of it; infinite where it is beyond the bound."""
    if match.end() - match.start() > LONGEST:
        return _BEYOND
    if match["percent"]:
        return spoken(match["of"])
    if match["spoken"]:
        return spoken(match["spoken"])
    return _times(Decimal(match["digits"].replace(",", "")), match["powers"])


def _times(value: Decimal, powers: str) -> Decimal:
    """A value times 十, 百, 千, 万 and 亿; infinite where these are more than any document prints."""
    if len(powers) > LARGEST_POWER:
        return _BEYOND
    for power in powers:
        value *= _POWERS[power]
    return value


def _readable(value: Decimal) -> bool:
    """Whether a value, its powers multiplied out, is within the bound of what is typed times the largest power."""
    return value.is_finite() and value.adjusted() < WHOLE + LARGEST_POWER


@lru_cache(maxsize=4096)  # a quote is read for its number, its form and its subject
def readings(text: str) -> tuple[Reading, ...]:
    """Every number in `text`, in order; numerals that name no number (数百, 十几), or one beyond all bounds, are not
    read.

    The first number of a range (3-5家) has the unit and the power of the second, and each number of a list or a range
    behind one word of falling (分别下降12.5%、9.1%) falls.
    """
    matches: list[re.Match[str]] = []
    found: list[Reading] = []
    read_to = 0
    for match in _NUMBER.finditer(text):
        if match.start() >= read_to and not _is_vague(text, match):  # the 万 of 30余万 belongs to the number before
            reading, read_to = _read(text, match, matches[-1] if matches else None)
            if _readable(reading.value):
                matches.append(match)
                found.append(reading)
    return tuple(_shared(text, matches, _ranges_completed(text, matches, found)))


def _is_vague(text: str, match: re.Match[str]) -> bool:
    """Whether a spelled numeral names no number: 数百, 十几, 三五."""
    spelled = match["spoken"]
    if not spelled:
        return False
    digits_alone = all(c in _DIGITS for c in spelled)  # a year: 二〇二三
    return (
        (spelled[0] in _POWERS and text.endswith(_VAGUE_BEFORE, 0, match.start()))
        or text.startswith("几", match.end())
        or (_TWO_DIGITS.search(spelled) is not None and not (digits_alone and len(spelled) > 2))
    )


def _read(text: str, match: re.Match[str], before: re.Match[str] | None) -> tuple[Reading, int]:
    """One number by itself, and the offset behind it; `before` is the number read before it."""
    start, end = match.span()
    behind, value, follows = end, _value(match), text[end : end + _UNIT]
    unit_end = 0
    if match["percent"]:
        follows, unit_end = "%" + follows, end
    elif more := AND_MORE.match(follows):
        follows, behind = text[end + more.end() : end + more.end() + _UNIT], end + more.end()
        value = _times(value, more[1])
    if (bracket := _BRACKET.match(text, behind)) and units.PRINTED.fullmatch(bracket[2]):
        follows, unit_end = bracket[2] + text[bracket.end() : bracket.end() + _UNIT], bracket.end()
        value = _times(value, bracket[1])
        behind = unit_end
    falls = falls_by(text[max(0, start - _BEFORE) : start])
    if text[start - 1 : start] == "-" and match["digits"]:
        # Behind a number and the same unit (3-5%, 3%-5%) it is the dash of a range; behind 、 (3%、-5%) a minus.
        gap = text[before.end() : start - 1] if before else None
        falls = gap is None or gap.endswith(_LIST) or not text.startswith(gap, end)
    if not unit_end:
        printed = units.PRINTED.match(text, behind)
        unit_end = printed.end() if printed else behind
    return Reading(value, follows, start, end, falls, unit_end), behind


def _ranges_completed(text: str, matches: list[re.Match[str]], found: list[Reading]) -> list[Reading]:
    """The numbers of each range marked as such, the first with the unit of the second, and with its power unless it has
    one itself."""
    completed = list(found)
    for i, (one, other) in enumerate(pairwise(matches)):
        gap = text[one.end() : other.start()]
        if _RANGE.fullmatch(gap):
            value = _times(found[i].value, "" if one["powers"] else other["powers"] or "")
            completed[i] = found[i]._replace(
                value=value, follows=found[i + 1].follows, unit_end=found[i + 1].unit_end, ranges=True
            )
            completed[i + 1] = completed[i + 1]._replace(ranges=True)
        elif _RANGE.fullmatch(text[found[i].unit_end : other.start()]) and _same_unit(text, found[i], found[i + 1]):
            completed[i] = completed[i]._replace(unit_end=found[i + 1].unit_end, ranges=True)
            completed[i + 1] = completed[i + 1]._replace(ranges=True)
    return completed


def _same_unit(text: str, one: Reading, other: Reading) -> bool:
    """Whether two numbers have the same unit printed behind them."""
    return text[one.end : one.unit_end] == text[other.end : other.unit_end] != ""


def _shared(text: str, matches: list[re.Match[str]], found: list[Reading]) -> list[Reading]:
    """Every number of a list or range as falling whose first one falls by a word: it is printed once for all."""
    fallen = list(found)
    for i, other in enumerate(matches[1:], 1):
        before = fallen[i - 1]
        apart = text[before.end if before.ranges else before.unit_end : other.start()]
        unit = text[other.end() : found[i].unit_end]
        if before.falls and before.start and text[before.start - 1] != "-":
            alike = before.ranges or _same_unit(text, found[i - 1], found[i]) or before.unit_end == before.end
            gap = apart.removeprefix(unit) if before.ranges else apart
            if alike and _SHARING.fullmatch(gap):
                fallen[i] = fallen[i]._replace(falls=True)
    return fallen
