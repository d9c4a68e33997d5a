"""Which years a report reviews and plans: by its titles, the day of its meeting, and what its prose says of years."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from indicators.drafts.paragraphs import Paragraph
from indicators.words.numerals import spoken

_YEARS = r"((?<!\d)20[0-3]\d|二[〇○零oO0]?[〇○零oO0一二三][〇○零oO0一二三四五六七八九])"
_REVIEWED = re.compile(
    _YEARS + r"年?(?:的)?(?:主要)?(?:工作回顾|工作的回顾|回顾|工作总结|"
    r"国民经济和社会发展(?:计划)?(?:执行|完成)|计划执行|(?:经济社会)?发展(?:主要)?(?:情况|成效))"
)
_PLANNED = re.compile(
    _YEARS + r"年(?:的)?(?:政府)?(?:主要|重点|总体)?"
    r"(?:工作安排|工作部署|总体要求|要求和|重点(?:工作|任务)|工作(?:思路|重点|要点|任务)|发展思路|奋斗目标|"
    r"工作的?(?:总体要求|建议|主要任务|目标|计划|打算)|"
    r"(?:全市|全县|全区|全省|全州|全盟|全旗|经济社会|国民经济和社会|发展|主要|预期)*"
    r"(?:计划草案|计划\(草案\)|发展计划(?!执行)|预期目标|发展目标|目标))"
)
# Behind the words of a plan, in the same clause: that year's plan was carried out, so that it is the year reviewed.
_CARRIED_OUT = re.compile(r"[^,;。!]{0,14}(?:完成|实现情况|执行|落实|兑现|达到预期)(?!情况与)")
_TITLE = re.compile(_YEARS + r"年(?!.{0,4}工作回顾).{0,12}政府工作报告")
_DAY = r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_MET = re.compile(_YEARS + r"年" + _DAY + r"(.{0,30}(?:代表大会|人大|会议))?")
_NAMED = re.compile(r"(?<![到至自从比较])" + _YEARS + r"年(?!以来|[底末]?前|以前|以后|\d{1,2}月)")
_OPENS = re.compile(r"(?:\A|[。!]|[说出示绍调],)(?:各位代表[!,:])?" + _YEARS + r"年[,全来]?([^。!]{0,80})")
_AHEAD = re.compile(r"预期目标|目标建议|要(?:重点|着力|抓好|坚持|突出)|我们将|将重点|力争|预期|左右")
_BEHIND = re.compile(r"(?:完成|实现|达到?)[\d.]+|同比|过去|不平凡|取得了?|全面完成|圆满|增长[\d.]+%[,;。、](?!左右)")


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a report reviews and plans, as far as its words or its reader say; None where they do not."""

    reviews: int | None
    plans: int | None


def _year(text: str) -> int:
    """A year in digits or Chinese numerals, whose zero may be printed as a letter o."""
    return int(text) if text.isdigit() else int(spoken(re.sub("[○oO0]", "〇", text)))


def years(found: list[Paragraph], reviews: int | None = None, plans: int | None = None) -> Years:
    """The years of the two halves: those given, else what titles, headings, the day of the meeting and the prose say.

    Each of them gives points to a year that may be the one planned; the year with the most points is.
    """
    if reviews is None and plans is None:
        points: Counter[int] = Counter()
        for i, paragraph in enumerate(found):
            points.update(_votes(paragraph.text, paragraph.heading, i < 12))
        # A report names both of its years again and again; that alone weighs little.
        named = Counter(_year(match[1]) for paragraph in found for match in _NAMED.finditer(paragraph.text))
        for year in {*named, *(year + 1 for year in named)}:
            points[year] += min(named[year], 5) + min(named[year - 1], 5)
        plans = max(points, key=lambda year: (points[year], -year), default=None)
    if reviews is None and plans is not None:
        reviews = plans - 1
    if plans is None and reviews is not None:
        plans = reviews + 1
    return Years(reviews, plans)


def _votes(text: str, heading: bool, opening: bool) -> Counter[int]:
    """The points that a paragraph gives to each year that may be the one planned.

    A heading counts for more than prose. `opening` tells that it is one of the first.
    """
    votes: Counter[int] = Counter()
    weight = 24 if heading else 8
    for match in _PLANNED.finditer(text):
        done = _CARRIED_OUT.match(text, match.end()) is not None
        votes[_year(match[1]) + done] += weight
    for match in _REVIEWED.finditer(text):
        votes[_year(match[1]) + 1] += weight
    for match in _OPENS.finditer(text):
        behind, ahead = bool(_BEHIND.search(match[2])), bool(_AHEAD.search(match[2]))
        if behind != ahead:
            votes[_year(match[1]) + behind] += 4
        elif re.match(r"是.{2,60}?(?:之年|一年|开端)", match[2]):
            votes[_year(match[1])] += 3  # 2024年是攻坚之年 opens a plan
    if opening:
        for match in _TITLE.finditer(text[:200]):
            votes[_year(match[1])] += 24
        for match in _MET.finditer(text[:200]):
            month = int(match[2]) if match[2].isdigit() else int(spoken(match[2]))
            votes[_year(match[1]) + (month >= 11)] += 24 if match[3] else 12
    return votes
