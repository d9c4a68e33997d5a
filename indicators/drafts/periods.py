"""Which time a number is for: the year of its half of the report, a part of that year, another year, or several."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass

from indicators.drafts.dating import Years
from indicators.drafts.drafted import Role
from indicators.drafts.fitting import NumberKind
from indicators.drafts.halves import SO_FAR
from indicators.drafts.matching import bare
from indicators.drafts.paragraphs import Paragraph
from indicators.words.numerals import spoken
from indicators.words.texts import Said, said

_N = r"([一二两三四五六七八九十]|\d{1,2})"
_LONG = re.compile(
    r"(?:过去|近|这|今后|未来|以来的?|下一?个?|任期|奋斗)(?:的)?(?:[五三5]年|[五三5]个年头)|近(?:几|两)?年来|[两四六七八九十几]年(?:来|间)|[五三]年(?:来|间|里|以来|任期|奋斗|发展|巨变|历程|目标)"
    r"|本届政府|(?:换届|届(?:人大|政府)[^,。]{0,6}|20\d\d年)以来(?!的?一年)|20\d\d(?:年)?(?:-|至|到)20\d\d年"
    r"|\"?十[一二三四五六]五\"?(?:时期|期间|以来|规划期|末)|到?20[2-5][05]年(?:末|底)?,?(?:基本|全面)"
)
_ONE = re.compile(r"(?:过去的?|这|刚刚过去的)一年|一年来|去年|今年(?!以来)|新的一年")
_BEGINS = 20  # characters of a paragraph in which it says which year it is about
# The rank of a title by its number: 一、 before (一) before 1. before (1); one without a number is of no rank.
_RANKS = (
    re.compile(r"[#*【\[ ]*(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,3}、)"),
    re.compile(r"[#*【\[ ]*\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"[#*【\[ ]*\d{1,2}[.、](?!\d)"),
    re.compile(r"[#*【\[ ]*(?:\(\d{1,2}\)|[①-⑳])"),
)
# What stood at the end of the years: 提高到, 总数达, 突破; and what was done over all of them.
_STANDS = re.compile(
    r"(?:(?:增加|提高|提升|上升|扩大|增长|下降|降低|减少|缩小|压减|跃升|发展|增|升|降)[到至为]|达到?|突破|超过|首破|迈上|跃上|拥有|保有量|总[数量])"
    r"(?:了|近|约|超|到|的)?\Z"
)
_DONE = re.compile(
    r"累计|新增|新建|新改|改扩建|改造|完成|投入|实施|引进|建成|发放|培训|转移|争取|年均|平均每年|投资|接待|兑现|减免|化解|处置|搬迁|开工|签约|到位|脱贫|每年|合计|(?<!公)共"
)
# 连续八年稳定在: a standing, not the figure of the year.
_FOR_YEARS = re.compile(r"连续[\d一二三四五六七八九十]{1,3}(?:年|个年头|个季度|个月)[^,;。]*\Z")
# Sums and means over years: 历年累计, 自开工以来, 两年平均.
_SUMMED = re.compile(
    r"年均(?!浓度|值|气温|降)|(?:[两二三四五六七八九十]年|五\"?(?:时期|期间)?)累计|累计.{0,4}[五三]年|[两二三四五六七八九十\d]年平均|历年|自(?!去年|今年)[^,;。]{1,12}以来|至今"
)
_WITHIN = re.compile(rf"{_N}(?:至|到|-){_N}年(?:时间|内)|(?<![\d十]){_N}年(?:时间|内|之内|左右时间)|分{_N}年")
_BY = re.compile(r"(?:到|至|力争)(20\d\d)年|(20\d\d)年(?:底|末|年底|上半年|[0-9一二]+月)?(?:前|之前|,|达|实现|力争|将)")
_MONTH = re.compile(r"(?:20\d\d年)?(\d{1,2})月(?:(\d{1,2})日|底|末|份)?(?:以前|之?前|完成|建成|投用)")
_BY_PART = (("上半年", (6, 30)), ("前三季度", (9, 30)), ("一季度", (3, 31)), ("二季度", (6, 30)), ("三季度", (9, 30)))
# The terms of promises, each up to the next; the last ones are simply the year.
_TERM = re.compile(
    rf"{_WITHIN.pattern}|{_MONTH.pattern}|{_BY.pattern}|(?<!下)上半年(?!年)|前三季度|第?[一二三]季度"
    r"|下半年|第?四季度|年[底末]前?|年内|全年|今年|当年"
)
_PART = (
    (re.compile(r"上半年|1-6月|一至六月"), (6, 30)),
    (re.compile(r"前三季度|1-9月"), (9, 30)),
    (re.compile(r"一季度|1-3月"), (3, 31)),
    (re.compile(r"1-11月|前11个?月"), (11, 30)),
    (re.compile(r"1-10月|前10个?月"), (10, 31)),
)
_SOON, _REACH = 2, 5  # years behind the planned one in which what is promised may be due
AT_THE_END = said("the passage speaks of several years: is it the figure of the last of them?")
LONGER = said("for several years, not for one")
BEFORE = said("a figure of the year before")
LATER = said("for a year that the plan does not reach")


def _rank(text: str) -> int:
    """The rank of a title, 0 the first; that of no rank comes last."""
    return next((i for i, number in enumerate(_RANKS) if number.match(text)), len(_RANKS))


@dataclass(slots=True)
class Passages:
    """Whether what is read speaks of several years at once (过去五年, “十四五”时期), told paragraph by paragraph.

    A title, and a paragraph that only leads in (五年来，我们做了以下工作：), hold for what stands below, up to a title
    of the same rank or words of one year. `below` is what holds there, `rank` that of the title it comes from.
    """

    years: Years
    below: bool = False
    rank: int = 0

    def several(self, paragraph: Paragraph) -> bool:
        """Whether the next paragraph speaks of several years."""
        text, opening, rank = paragraph.text, paragraph.text[:40], _rank(paragraph.text)
        begins = opening if paragraph.heading else opening[:_BEGINS]
        one = bool(_ONE.search(begins)) or any(year in begins for year in _own(self.years))
        long = bool(_LONG.search(opening)) and not one
        numbered = rank < len(_RANKS)
        leads = paragraph.heading or text.endswith((":", "、")) or (long and not re.search(r"\d", text[16:]))
        if one and re.match(r"[^,。]{0,14}年", text):
            leads = True  # from here on it is one year
        if long or one:
            if leads:
                self.below, self.rank = long, rank if numbered else self.rank
            return long
        if numbered and rank <= self.rank and self.below:
            self.below = False
        return self.below


def goes_on(sentence: str, years: Years, several: bool) -> bool:
    """Whether this sentence speaks of several years at once; `several` says whether the one before it did."""
    if _LONG.search(sentence[:30]):
        return True
    turns = re.match(r"[^,]{0,12}(?:今年|去年|过去的?一年|一年来|全年)", sentence)
    named = any(re.match(rf"[^,;\d]{{0,12}}{year}", sentence) for year in _own(years))
    return several and not turns and not named


def _own(years: Years) -> list[str]:
    """The two years of the report as it prints them."""
    return [f"{year}年" for year in (years.reviews, years.plans) if year]


def role_of(sentence: str, at: int, role: Role, years: Years) -> Role:
    """Whether a number is promised or reported, by the year that its sentence last named at the head of a clause:
    去年完成20个，今年完成25个; `role` is that of the passage, `at` the number's offset."""
    own = rf"(?P<outcome>去年|{years.reviews}年)|(?P<target>今年|{years.plans}年)"
    heads = re.finditer(
        rf"(?:^|[,;:])(?:其中|计划|预计|力争|确保)?(?:{own})(?!{SO_FAR}|同期|[底末初]|基础|的?基础|\d)", sentence[:at]
    )
    last = next(reversed(list(heads)), None)
    return role if last is None else "outcome" if last["outcome"] else "target"


def elsewhen(front: str, sentence: str, at: int, several: bool, role: Role, years: Years) -> Said | None:
    """Why a number is not for the year of its half; None where it is.

    `front` are the words of its clause in front of it, `at` its offset in the sentence; `several` tells that the
    passage speaks of several years.
    """
    if several and not _turned_to_one(sentence[:at], years.reviews if role == "outcome" else years.plans):
        return LONGER
    if _SUMMED.search(front):
        return LONGER
    if _FOR_YEARS.search(front):
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


def _turned_to_one(before: str, own: int | None) -> bool:
    """Whether the last words on time in front of a number are of one year: 五年来…，2021年达到."""
    marks = list(re.finditer(rf"(?P<one>{own}年(?!以来|[至到-])|去年|今年)|{_LONG.pattern}|累计", before))
    return bool(marks) and marks[-1]["one"] is not None


def stands_at_the_end(front: str, kind: NumberKind) -> bool:
    """Whether a number in a passage of several years is what stood at their end (增加到, 总数达), no sum over them."""
    return kind in ("amount", "share") and _STANDS.search(front) is not None and not _DONE.search(front)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else int(spoken(text))


def due(sentence: str, at: int, end: int, plans: int | None, heading: str = "") -> int | datetime.date | None:
    """The later year or the day by which a promise is due, whose number stands between two offsets of its sentence.

    A term in front of a list (3月底前新建A 3处、B 5处) holds up to the next one or the end of the sentence, one behind
    its subject or in brackets (A 3处(6月底前)) for that alone. `heading` is the term that a table's row gives. None
    where it is due in the year that is planned.
    """
    if plans is None:
        return None
    behind = re.match(rf"\(([^()]{{0,6}}?(?:{_TERM.pattern})[^()]{{0,4}})\)", sentence[end:])
    found = _TERM.search(behind[1] if behind else heading)
    if found is None:
        clause = max(sentence.rfind(mark, 0, at) for mark in ",:") + 1
        for match in _TERM.finditer(sentence, 0, at):
            begins = max(sentence.rfind(mark, 0, match.start()) for mark in ",:、") + 1
            leads = bare(sentence[begins : match.start()]) in ("", "用")
            bracketed = sentence.rfind("(", 0, match.start()) > sentence.rfind(")", 0, match.start())
            if (match.start() >= clause or leads) and not bracketed:
                found = match
    return _day_or_year(found, plans) if found else None


def late(due: int | datetime.date | None, plans: int | None) -> bool:
    """Whether a promise is due so late that it may be a goal for years to come."""
    return plans is not None and isinstance(due, int) and due > plans + _SOON


def too_late(due: int | datetime.date | None, plans: int | None) -> bool:
    """Whether a promise is due so late that it is a goal for years to come for certain."""
    return plans is not None and isinstance(due, int) and due > plans + _REACH


def _day_or_year(term: re.Match[str], plans: int) -> int | datetime.date | None:
    """The year or day that a term names; None where that is simply the year planned."""
    words = term[0]
    if match := _WITHIN.match(words):
        later = plans + _count(match[2] or match[3] or match[4]) - 1
    elif match := _BY.match(words):
        later = int(match[1] or match[2])
    elif (match := _MONTH.match(words)) and 1 <= int(match[1]) <= 12:
        month, day = int(match[1]), int(match[2] or 0)
        return datetime.date(plans, month, min(day or 31, monthrange(plans, month)[1]))
    else:
        return next((datetime.date(plans, *last) for part, last in _BY_PART if part in words), None)
    return later if later > plans else None


def interim(front: str, reviews: int | None) -> datetime.date | None:
    """The last day of the part of the year that an outcome covers (上半年, 前三季度); None where it covers it all."""
    if reviews is None:
        return None
    return next((datetime.date(reviews, *end) for words, end in _PART if words.search(front)), None)
