"""Which time a number is for: the year of its half of the report, a part of that year, another year, or several."""

from __future__ import annotations

import datetime
import re

from indicators.drafts.drafted import Role
from indicators.drafts.halves import Years
from indicators.words.numerals import spoken
from indicators.words.texts import Said, said

_N = r"([一二两三四五六七八九十]|\d{1,2})"
_LONG = re.compile(
    r"(?:过去|近|这|今后|未来|以来的?)(?:的)?[五三5]年|五年来|三年来|五年间|本届政府|\"?十[一二三四五六]五\"?(?:时期|期间|以来|规划期|末)|到?20[2-5][05]年(?:末|底)?,?(?:基本|全面)"
)
_WITHIN = re.compile(rf"{_N}(?:至|到|-){_N}年(?:时间|内)|{_N}年(?:时间|内|之内|左右时间)")
_BY = re.compile(r"(?:到|至|力争)(20\d\d)年|(20\d\d)年(?:底|末|年底|上半年|[0-9一二]+月)?(?:前|之前|,|达|实现|力争|将)")
_PART = (
    (re.compile(r"上半年|1-6月|一至六月"), (6, 30)),
    (re.compile(r"前三季度|1-9月"), (9, 30)),
    (re.compile(r"一季度|1-3月"), (3, 31)),
    (re.compile(r"1-11月|前11个?月"), (11, 30)),
    (re.compile(r"1-10月|前10个?月"), (10, 31)),
)
LONGER = said("for several years, not for one")
BEFORE = said("a figure of the year before")
LATER = said("for a year that the plan does not reach")


def several_years(paragraph: str, years: Years, below: bool) -> bool:
    """Whether a paragraph speaks of several years at once (过去五年, “十四五”时期).

    Its first words say so; else it does as the title that it stands below (`below`).
    """
    opening = paragraph[:40]
    if _LONG.search(opening) and not any(year in opening for year in _own(years)):
        return True
    return below and not (len(paragraph) <= 60 and re.match(r"[#*【\[(]*[一二三四五六七八九十\d]", paragraph))


def goes_on(sentence: str, years: Years, several: bool) -> bool:
    """Whether this sentence speaks of several years at once; `several` says whether the one before it did."""
    if _LONG.search(sentence[:30]):
        return True
    turns = re.match(r"[^,]{0,12}(?:今年|去年|过去一年|一年来|全年)", sentence)
    return several and not turns and not any(year in sentence[:16] for year in _own(years))


def _own(years: Years) -> list[str]:
    """The two years of the report as it prints them."""
    return [f"{year}年" for year in (years.reviews, years.plans) if year]


def elsewhen(front: str, sentence: str, at: int, several: bool, role: Role, years: Years) -> Said | None:
    """Why a number is not for the year of its half; None where it is.

    `front` are the words of its clause in front of it, `at` its offset in the sentence; `several` tells that the
    passage speaks of several years.
    """
    if several:
        return LONGER
    if re.search(r"年均|五年累计|三年累计|累计.{0,4}[五三]年", front):
        return LONGER
    clause = re.split(r"[;。]", sentence[:at])[-1]
    if role == "target" and re.search(r"去年(?!同期)|上年(?!同期)|20\d\d年以来", front):
        return BEFORE
    named = re.findall(r"(20\d\d)年", front)
    if role == "target" and years.plans and named and int(named[-1]) > years.plans + 5:
        return LATER
    if role == "target" and years.plans and named and int(named[-1]) < years.plans and not re.search(r"以来", clause):
        return BEFORE
    if role == "outcome" and years.reviews and named and int(named[-1]) < years.reviews:
        return BEFORE
    return None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else int(spoken(text))


def due(front: str, plans: int | None) -> int | None:
    """The later year in which a promise is due, from 两年内 or 到2026年 in the words before its number.

    None where it is due in the year that is planned.
    """
    if plans is None:
        return None
    if match := _WITHIN.search(front):
        year = plans + _count(match[2] or match[3]) - 1
    elif match := _BY.search(front):
        year = int(match[1] or match[2])
    else:
        return None
    return year if plans < year <= plans + 5 else None


def interim(front: str, reviews: int | None) -> datetime.date | None:
    """The last day of the part of the year that an outcome covers (上半年, 前三季度); None where it covers it all."""
    if reviews is None:
        return None
    return next((datetime.date(reviews, *end) for words, end in _PART if words.search(front)), None)
