"""How well a name of the catalogue fits the subject of a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indicators.drafts.vocabulary import LEAD, PREDICATE, SCOPES
from indicators.model.schema import Indicator

# What a number measures: a growth rate, a share, a change in percentage points, or an amount of something.
NumberKind = Literal["growth", "share", "points", "amount"]
# Behind a name these say nothing new about what is measured.
_AFTER = re.compile(
    r"(?:总数|总量|总额|总值|总和|数量|人数|户数|家数|个数|规模|面积|水平|增速|增幅|涨幅|降幅|增长率|增长|总体|累计|年均|占比|比重|比例|总规模|任务|项目|建设|工程|工作|\((?:套|间|站|个|含[^)]{1,8})\)|\"|年度|分别|均|覆盖|达到?|新增|净增)*\Z"
)
_RUNNING = re.compile(
    r"退出|脱贫|投产|开工|完工|完成|建成|进行|实现|达到|定期|表彰|旧貌换新|焕然一新|焕发|实行|纳入|通过|创建|提升|改造|建设|认定|运营|入统|入驻|上市|,|;|。|\(|予以|投入|交付|发展|等"
)
_DEEDS = ("改造", "认定", "建设", "资源整合", "投产", "维修", "治理", "新增", "新建", "建成", "创建", "培育")
# A name in front of which only a word such as 全市 may stand: another one makes it another indicator
# (工业固定资产投资).
_JOINING = (
    "的",
    '"',
    "、",
    "和",
    "与",
    "及",
    "对",
    "在",
    "中",
    "(",
    ")",
    ":",
    ",",
    "-",
    "—",
    "各类",
    "各种",
    "规模",
    "主要",
    "市",
    "城",
)
# Another place than the report's own, with what it did: 高新区实现.
_PLACE = re.compile(
    r"(?:\A|[,;:、])(?![全我本各该])[\u4e00-\u9fff]{2,7}(?<![全我本城各])[市区县镇乡园旗](?:实现|完成|达到|新增|建成)?\Z"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name or an alias of an indicator, as `evidence.normal` leaves it, and the indicator's key."""

    words: str
    key: str
    indicator: Indicator


def worth_of(name: Name, subject: str, kind: NumberKind) -> float | None:
    """How well a name fits a subject: its length in characters, less for words left over; None for a misfit."""
    worth = float(len(name.words))
    at = subject.rfind(name.words)
    if at < 0:
        return _turned(name, subject)
    before, after = subject[:at], subject[at + len(name.words) :]
    while match := PREDICATE.search(after):
        after = after[: match.start()]
    if after and not _AFTER.match(after):
        if not _RUNNING.match(after):
            return None
        worth -= 0.25
    if (
        kind == "share"
        and name.indicator.measure == "share"
        and "率" not in name.words + after
        and "比" not in name.words + after
        and name.indicator.headline
    ):
        return None
    if before and not _joins(before):
        if name.indicator.headline:
            return None
        worth -= 1.25
    return worth


def _joins(before: str) -> bool:
    """Whether the words in front of a name say nothing about what is measured."""
    if _PLACE.search(before) and not before.startswith(tuple(SCOPES)):
        return False
    if before.endswith(_JOINING):
        return True
    for cut in range(len(before)):
        match = LEAD.match(before, cut)
        if match and match.end() == len(before):
            return True
    return bool(
        re.search(
            r"(?:推动|实现|带动|促进|全年|确保|力争|完成|新增|建成|新建|改造|达到|培育|打造|新|再|抓好)\Z", before
        )
    )


def _turned(name: Name, subject: str) -> float | None:
    """How well a name fits whose thing and deed are printed the other way round: 危桥改造 for 新改造3座危桥."""
    for doing, thing in done_to(name.words):
        if thing in subject and doing in subject.replace(thing, "", 1):
            after = subject[subject.rfind(thing) + len(thing) :]
            before = subject[: subject.rfind(thing)]
            if (not after or _AFTER.match(after) or _RUNNING.match(after)) and (
                not before or _joins(before) or before.endswith(doing)
            ):
                return float(len(name.words)) - 0.25
    return None


@cache
def done_to(words: str) -> tuple[tuple[str, str], ...]:
    """What a name says is done, and the thing to which it is done, wherever it may be cut: 危桥 and 改造."""
    cuts = ((doing, thing) for doing in _DEEDS for thing in (words.removesuffix(doing), words.removeprefix(doing)))
    return tuple((doing, thing) for doing, thing in cuts if thing != words and len(thing) >= 3)
