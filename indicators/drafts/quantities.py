"""The quantities of a sentence: its numbers, each with the unit behind it and the form that the words around it make.

不低于, 以上, 左右, 近 and 3—5 make the forms of `schema.Figure`. Which quantities are figures of the report is not
decided here: `leaving` and `phrases` do that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from indicators.words import digits, forms, numerals, units

_PRINTED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿]*)\Z")
_SPOKEN = {"十": 1, "百": 2, "千": 3}  # powers of ten that are multiplied out: no unit is printed with them
_DASH = re.compile(r"[-~至到]{1,2}\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a sentence, or the two of a range, with unit and form.

    `numbers` are as printed, in `unit` (with its 万 or 亿; empty where none follows). `form` is one of `schema.FORMS`.
    Offsets in the sentence: `start` and `end` bound the quantity with the words that make its form, `digits` is where
    the number itself begins, `tail` where its unit ends. `falls` is true behind a word of falling (下降); the numbers
    are still positive then, and `fallen` turns them round. `spoken` is true of numbers in Chinese characters.
    """

    numbers: tuple[Decimal, ...]
    unit: str
    form: str
    start: int
    digits: int
    tail: int
    end: int
    falls: bool
    spoken: bool

    def fallen(self) -> Quantity:
        """The same as growth: a fall of 4 % is growth of −4, and a fall of 3 % or more is growth of −3 at most."""
        numbers = tuple(-n for n in reversed(self.numbers))
        return replace(self, numbers=numbers, form=forms.OPPOSITE.get(self.form, self.form))


class _Measured(NamedTuple):
    """One number with its unit; `tail` is where the unit ends."""

    number: Decimal
    unit: str
    tail: int


def _split(text: str, reading: numerals.Reading) -> tuple[Decimal, str, int]:
    """The number as it is to be typed, the power of ten that goes with the unit, and where the unit begins."""
    raw = text[reading.start : reading.end]
    end, powers = reading.end, ""
    if raw.startswith("百分之"):
        return reading.value, "", end
    if more := numerals.AND_MORE.match(text, end):
        end, powers = more.end(), more[1]
    if printed := _PRINTED.match(raw):
        number, own = Decimal(printed[1].replace(",", "")), printed[2]
    else:
        head = raw.rstrip("万亿")
        own = raw[len(head) :]
        number = numerals.spoken(head) if head else Decimal(1)
    while own and own[0] in _SPOKEN:
        number, own = number * 10 ** _SPOKEN[own[0]], own[1:]
    return number, own + powers, end


def _measured(text: str, reading: numerals.Reading) -> _Measured | None:
    """A number read in a text with the unit behind it, empty where none follows; None where the two do not agree."""
    number, powers, at = _split(text, reading)
    if not digits.fits(number):
        return None  # nobody could enter it
    if text.startswith("百分之", reading.start):
        return _Measured(number, "%", at)
    found = units.PRINTED.match(text, at)
    if "亿" in powers and forms.MARK.match(text, at):
        return _Measured(number, powers + "元", at)  # 突破千亿大关
    if found is None:
        return _Measured(number, powers, at)
    unit = powers + units.AS_USUAL.get(found[0], found[0])
    if unit == "成":
        number, unit = number * 10, "%"
    if reading.value != number * units.parsed(unit)[0] and unit != "%":
        return None  # the number was read in another way than its unit says
    return _Measured(number, unit, found.end())


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a sentence (as `evidence.normal` leaves it), in order; the two numbers of a range are one."""
    found: list[Quantity] = []
    readings = numerals.readings(text)
    i, read_to = 0, 0
    while i < len(readings):
        reading, i = readings[i], i + 1
        if reading.start < read_to:
            continue
        lower = _measured(text, reading)
        if lower is None:
            continue
        upper = _upper(text, reading, lower, readings[i]) if i < len(readings) else None
        if upper is None:
            found.append(_formed(text, (lower.number,), lower.unit, "value", reading, lower.tail))
        else:
            found.append(_formed(text, (lower.number, upper.number), upper.unit, "between", reading, upper.tail))
            i += 1
        read_to = found[-1].end
    return found


def _upper(text: str, reading: numerals.Reading, lower: _Measured, then: numerals.Reading) -> _Measured | None:
    """The upper end of a range whose lower end was read: 3-5家, 5%至6%; None where the next number is another one."""
    upper = _measured(text, then)
    between = text[reading.end : then.start]
    if upper is None or not upper.unit or upper.number <= lower.number or not _DASH.search(between):
        return None
    # Only the dash stands between, or the unit again and the dash.
    again = lower.unit == upper.unit and text[lower.tail : then.start].strip("-~至到") == ""
    return upper if _DASH.fullmatch(between) or again else None


def _formed(
    text: str, numbers: tuple[Decimal, ...], unit: str, form: str, reading: numerals.Reading, tail: int
) -> Quantity:
    """The quantity with the form that the words around it make."""
    start, end = reading.start, tail
    before = text[max(0, start - 10) : start]
    falls = numerals.falls_by(before) or reading.falls
    if text[start - 1 : start] == "-" and reading.falls:
        start -= 1
    if numerals.AND_MORE.match(text, reading.end) and form == "value":
        form = "more_than"
    for words, made in forms.BEHIND:
        if match := words.match(text, tail):
            end = match.end()
            form = made if form == "value" else form
            break
    if match := forms.MARK.match(text, end):
        end, form = match.end(), "more_than" if form == "value" else form
    for words, made in forms.FRONT:
        if match := words.search(before):
            start -= len(match[0])
            # 不低于…以上 says one thing; 近…余 contradicts itself and the words behind stay.
            form = made if form == "value" else form
            break
    if form == "value" and forms.EACH_AT_LEAST.search(text[max(0, start - 40) : start]):
        form = "at_least"
    spoken = not text[reading.start].isdigit()
    return Quantity(numbers, unit, form, start, reading.start, tail, end, falls, spoken)
