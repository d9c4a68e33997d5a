"""Promises without a number: comparisons (与经济增长基本同步), words such as 全覆盖, and items of livelihood lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.drafts.lists import items
from indicators.drafts.matching import Names, bare
from indicators.drafts.vocabulary import STRIVING

# 城镇居民人均可支配收入(增速)与经济增长基本同步; 农村居民人均可支配收入高于经济增长(水平)
_RELATIVE = re.compile(
    r"(?P<subject>[^,;:。]{2,40}?)(?:的)?(?:增速|增幅|增长|增长速度)?(?:均|都|分别|继续|力争|保持|实现)*"
    r"(?:(?:和|与|同|跟)(?:全市|全县|全区|全省|地区)?(?P<step>经济(?:发展)?(?:增长|增速|发展)?|地区生产总值|生产总值|GDP|居民收入)(?:增长|增速|发展|增幅)?(?:速度|水平)?(?:保持|实现|基本|大体|总体)*(?:同步|一致|持平|相当)(?:增长)?"
    r"|(?P<faster>高于|快于|略高于|略快于|不低于)(?:全市|全县|全区|全省|地区)?(?P<than>经济(?:发展)?(?:增长|增速|发展)|地区生产总值|生产总值|GDP|(?:城镇|农村)居民(?:人均可支配)?收入)(?:的)?(?:增长|增速|发展|增幅)?(?:速度|水平)?)"
)
# What is compared with, and the name under which the catalogue has its growth.
_TARGETED = {
    "经济": "地区生产总值",
    "地区生产总值": "地区生产总值",
    "生产总值": "地区生产总值",
    "GDP": "地区生产总值",
    "城镇居民": "城镇居民人均可支配收入",
    "农村居民": "农村居民人均可支配收入",
}
_BINDING = re.compile(
    r"(?:[^,;。]{0,20}(?:约束性指标|节能减排|节能降耗|减排)[^,;。]{0,12}?)?(?P<text>(?:不折不扣|全面|全部|确保|圆满|按要求|按照[^,;。]{2,14}要求|严格)*(?:完成|达到|控制在)[^,;。]{0,30})"
)
_BOUND = re.compile(
    r"约束性指标|(?:节能减排|能耗|减排|节能降耗)[^,;。]{0,14}(?:完成|达到|控制在)[^,;。]{0,8}(?:省|国家|市|上级)"
)
# 实现全覆盖, 全部开工, 基本消除
_WHOLLY = re.compile(
    r"(?:实现|推动|实行|做到|实施|达到)?[^,;。]{0,20}(?:全覆盖|清零|全达标)(?:[^,;。]{0,4})(?=[,;。]|\Z)"
    r"|(?:全部|全面|基本|如期)(?:完成|建成|开工|复工|投产|关闭|达标|消除|消灭|取缔|淘汰|竣工|投用|贯通|通车|脱贫|退出|销号)[^,;。、]{0,24}"
    r"|所有[^,;。]{2,14}(?:达到?|实现)[^,;。]{2,10}"
)
_TOWARDS = re.compile(r"向[十百千万两数\d]+亿(?:元)?(?:级)?(?:目标|大关|台阶)?(?:迈进|冲刺|进军|挺进|跨越)")
_CLAUSE = re.compile(r"[^,;。:!]+")
_PART = re.compile(r"[^、]+")
_NO_PROMISE = re.compile(r"小康|百年|现代化(?:国家|强国)|之年|社会主义|党的|会议")
_NUMBER = re.compile(r"\d|百分之|[一二三四五六七八九十百千]{2,}[个家所座户套公万亿]")
# Digits that count nothing: PM2.5, 5G, 20年以上, 4米, 一至两年内.
_NAMED = re.compile(r"(?:PM|pm)?2\.5|\d+(?:\.\d+)?(?:[-至到]\d+)?(?:[GA级号线]|年|月|米|岁|周岁|蒸吨|分钟|小时)|20\d\d")
_ITEM = re.compile(r"(?:^|[;。:,])(?:[一二三四五六七八九十]{1,3}是|[(（]?\d{1,2}[)）.、](?!\d)|[①-⑳])")
_LIVELIHOOD = re.compile(r"民生实事|为民办实事|民生工程|惠民实事|实事项目|民生项目")
_PURPOSE = re.compile(r"^(?:让|使|不断|进一步|切实|有效|持续|更好|确保(?!.*(?:达|率)))")


@dataclass(frozen=True, slots=True)
class Wordless:
    """A promise without a number.

    `form` is a relative one, with the key of the indicator it `refers_to`, or "text" with its `words`. `start` and
    `end` bound what is to be quoted in the sentence; `rule` names what found it.
    """

    subject: str
    form: str
    refers_to: str | None
    words: str | None
    start: int
    end: int
    rule: str
    strive: bool = False


def relative(text: str, names: Names) -> Iterator[Wordless]:
    """The promises of a sentence that compare with the growth of another indicator of the catalogue."""
    for match in _RELATIVE.finditer(text):
        towards = match["step"] or match["than"]
        name = next((name for words, name in _TARGETED.items() if towards.startswith(words)), "")
        target = names.find(name, "growth", "%", False, False).indicator
        subject = bare(match["subject"])
        if target is None or len(subject) < 2:
            continue
        both = (
            items(match["subject"], names, 0)
            if re.search(r"城乡居民|均|都|分别|、|和|与", match["subject"] + match[0][len(match["subject"]) :][:4])
            else [match["subject"]]
        )
        for one in both:
            form = "in_step_with" if match["step"] else "faster_than"
            yield Wordless(
                one,
                form,
                target,
                None,
                match.start("subject"),
                match.end(),
                "relative",
                bool(STRIVING.search(match[0])),
            )


def words_only(text: str, livelihood: bool) -> Iterator[Wordless]:
    """The promises in words of a sentence: binding targets, 全覆盖 and its like.

    In a list of livelihood works every item without a number is one.
    """
    for part in (one for clause in _CLAUSE.finditer(text) for one in _parts(clause)):
        clause = part[0]
        if _NO_PROMISE.search(clause) or (_NUMBER.search(_NAMED.sub("", clause)) and not _TOWARDS.search(clause)):
            continue
        if _BOUND.search(clause) and (match := _BINDING.search(clause)):
            yield Wordless("约束性指标", "text", None, match["text"], part.start(), part.end(), "binding")
        elif match := _TOWARDS.search(clause):
            yield Wordless(
                clause[: match.start()],
                "text",
                None,
                match[0],
                part.start() + _first_thing(clause, match.start()),
                part.start() + match.end(),
                "towards",
            )
        elif match := _WHOLLY.search(clause):
            subject = clause[: match.start()] if bare(clause[: match.start()]) else clause
            yield Wordless(subject, "text", None, match[0], part.start(), part.end(), "wholly")
        elif (
            livelihood
            and not _PURPOSE.match(_unnumbered(clause))
            and len(_unnumbered(clause)) >= 6
            and _verbal(_unnumbered(clause))
        ):
            own = _unnumbered(clause)
            start = part.end() - len(own)
            yield Wordless(own, "text", None, own, start, part.end(), "livelihood")


def _parts(clause: re.Match[str]) -> Iterator[re.Match[str]]:
    """A clause, in parts where each of them says that something is done wholly: 甲类项目全部复工、乙类项目全部开工."""
    if len(_WHOLLY.findall(clause[0])) < 2:
        yield clause
    else:
        yield from _PART.finditer(clause.string, clause.start(), clause.end())


def _first_thing(clause: str, upto: int) -> int:
    """Where the words after the last list comma begin, in front of `upto`."""
    return max(clause.rfind("、", 0, upto), -1) + 1


def _unnumbered(clause: str) -> str:
    """An item of a list without its number."""
    return re.sub(
        r"^(?:[一二三四五六七八九十]{1,3}是|第?[一二三四五六七八九十]{1,3}[、.)]|[(]?\d{1,2}[).、]|[①-⑳])", "", clause
    )


def _verbal(clause: str) -> bool:
    """Whether a clause says that something will be done."""
    return bool(
        re.match(
            r"(?:为|对|在|继续|推动|推进|实施|开展|建设|新建|改造|完成|提升|加强|加快|实行|扩大|免费|给予|优化|完善|启动|设立|提高|打造|全面|深化|健全|建立|组织|落实|改善|增设|配备|解决|大型|整治|规范)",
            clause,
        )
    )


def livelihood_list(text: str) -> bool:
    """Whether a paragraph lists the livelihood works of the year."""
    return bool(_LIVELIHOOD.search(text)) and len(_ITEM.findall(text)) >= 3
