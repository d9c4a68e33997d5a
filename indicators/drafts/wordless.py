"""Figures without a number: comparisons (与经济增长基本同步), words of completion (全覆盖, 建成投用), items of
livelihood lists, and what is said of something measured in words (完成省下达任务, 与上年持平)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.drafts.drafted import Role
from indicators.drafts.lists import items
from indicators.drafts.matching import Names, bare
from indicators.drafts.vocabulary import STRIVING

_PACE = r"(?:的)?(?:增速|增幅|增长|发展)?(?:速度|水平)?"
_OWN = r"(?:全市|全县|全区|全省|全州|全盟|全旗|当地|本地|地区(?!生产))?"
# 城镇居民人均可支配收入(增速)与经济增长基本同步; 农村居民人均可支配收入高于经济增长(水平)
_RELATIVE = re.compile(
    rf"(?P<subject>[^,;:。]{{2,40}}?)(?:的)?(?:增速|增幅|增长|增长速度)?(?:均|都|分别|继续|力争|保持|实现)*"
    rf"(?:(?:和|与|同|跟){_OWN}(?P<step>[^,;:。]{{2,16}}?){_PACE}(?:保持|实现|基本|大体|总体)*(?:同步|一致|相当)(?:增长)?"
    rf"|(?P<least>不低于|不慢于){_OWN}(?P<to>[^,;:。\d]{{2,16}}?){_PACE}(?=[,;:。)]|\Z)"
    rf"|(?:略)?(?:高于|快于|跑赢|超过){_OWN}(?P<than>[^,;:。\d]{{2,16}}?){_PACE}(?=[,;:。)]|\Z))"
)
_ECONOMY = re.compile(r"经济(?:发展|增长|增速)?|GDP|生产总值")
_AVERAGE = re.compile(r"平均|全国|全省|国家|省定|预期|计划|目标|同期|上年|去年|周边|省级|标准")
# Words in place of a number: the task handed down is fulfilled, steady growth, above the average, as much as last year.
_TASK = (
    r"(?:较好|全面|全部|圆满|确保|如期|按时|力争|不折不扣|严格|均|都|按要求|按照[^,;。]{2,14}要求)*(?:完成|达到|实现|控制在)了?"
    r"(?=[^,;。]{0,12}(?:国家|省|市|盟|州|自治区|上级|年度|预期|约束性|下达|规定|既定))[^,;。]{2,22}?"
    r"(?:任务|目标|要求|指标|标准|范围|水平|计划)(?:以内|之内|内|要求|任务)?|(?:不折不扣)?按照[^,;。]{2,14}要求(?:全面)?完成"
)
_STEADY = (
    r"(?:继续|力争|努力|总体|基本|持续|保持)*(?:实现|保持)(?:了)?(?:基本|总体|相对)?"
    r"(?:[双正]增长|(?:平稳|稳定|较快|适度|稳步|中高速|两位数|合理|健康)[^,;。、]{0,4}增长|稳定|平稳|稳中[有提向][升增进质好]|稳步提升|在?合理(?:区间|水平|适度))"
)
_ABOVE = (
    r"(?:增速|增幅)?(?:继续|力争|努力|均|总体|仍)*(?:(?:保持|稳定|位居|处于|居于)在?|达到)?(?:不低于|略?高于|略?快于|好于|优于|领先)?"
    r"(?:全国|全省|全市|全盟|全州|全区|省|国家|周边)[^,;。\d]{0,6}(?:平均(?:水平|增速|增幅)?|水平|增速)(?:以上|之上)?"
)
_AS_BEFORE = (
    r"(?:增速|增幅)?(?:与|和|较|同)?(?:上年|去年)?(?:同期|水平)?(?:基本|大体|总体|大致|略)?"
    r"(?:持平|稳中有[升增进降]|稳中[提向][质好升]|(?:实现)?[双正]增长)"
)
_SAID_OF = {
    "target": re.compile(rf"(?:{_TASK}|{_STEADY}|{_ABOVE}|{_AS_BEFORE})\Z"),
    "outcome": re.compile(rf"(?:{_AS_BEFORE}|{_STEADY}|{_TASK})\Z"),
}
# What a subject without a number ends with to be something measured.
_MEASURE = re.compile(
    r"(?:率|量|额|值|指数|收入|投资|价格|物价|就业|消费|零售|出口|外贸|能耗|排放|浓度|比重|比例|占比|面积|天数|减排|降碳|存栏|出栏|增速|水质|强度|产值)\Z"
)
# 实现全覆盖, 全部开工, 基本消除
_WHOLLY = re.compile(
    r"(?:实现|推动|实行|做到|实施|达到)?[^,;。]{0,20}(?:全覆盖|清零|全达标)(?:[^,;。]{0,4})(?=[,;。]|\Z)"
    r"|(?:全部|全面|基本|如期)(?:完成|建成|开工|复工|投产|关闭|达标|消除|消灭|取缔|淘汰|竣工|投用|贯通|通车|脱贫|退出|销号)[^,;。、]{0,24}"
    r"|所有[^,;。]{2,14}(?:达到?|实现)[^,;。]{2,10}"
)
_TOWARDS = re.compile(r"向[十百千万两数\d]+亿(?:元)?(?:级)?(?:目标|大关|台阶)?(?:迈进|冲刺|进军|挺进|跨越)")
_ENDS = re.compile(
    r"完成|建成|竣工|完工|(?<!直)通车|贯通|打通(?!\")|投用|投运|投入(?:使用|运营|运行)|开诊|招生|开园|开馆|\"?破零\"?|关闭|取缔|全面(?:实行|消除)|清零|销号|全覆盖|全部|所有(?!权|制)"
)
_SOFT = re.compile(
    r"逐步|积极|一体|基本|持续|继续|早日|一批|前期|大部分|有序|主体|为重点|为目标|(?:全面)?提升|加大|进一步|不断|启动|谋划|(?<!全部)开工(?!.*(?:建成|投用))"
)
# What nobody could point at: all our work, a practice, a struggle.
_VAGUE = re.compile(
    r"各项|目标任务|任务目标|全年(?:目标|任务)|使命|战略|机制|制\"|体制|制度|体系|理念|格局|环境|能力|模式|水平|工作(?!站|室|面|平台)|闭环|链条|领域|过程|周期|方位|要素|力量|资源|精力|覆盖面|转型"
)
_GENERAL = re.compile(r"各项(?:目标|任务|工作|指标)|目标任务|(?:全年|年度)(?:目标|任务)")
_EFFORT = re.compile(r"推动|推进|加快|确保|力争|年内|年底前|今年|全面|实施|全力|抓好|实现|上半年|一季度|项目|工程|建设")
_CLAUSE = re.compile(r"[^,;。:!]+")
_PART = re.compile(r"[^、]+")
_NO_PROMISE = re.compile(r"小康|百年|现代化(?:国家|强国)|之年|社会主义|党的|会议")
_NUMBER = re.compile(r"\d|百分之|[一二三四五六七八九十百千]{2,}[个家所座户套公万亿]")
# Digits that count nothing: PM2.5, 5G, 20年以上, 4米, 220千伏, 一至两年内.
_NAMED = re.compile(
    r"(?:PM|pm)?2\.5|\d+(?:\.\d+)?(?:[-至到]\d+)?(?:[GA级号线]|年|月|米|岁|周岁|蒸吨|千伏|分钟|小时)|20\d\d"
)
_ITEM = re.compile(r"(?:^|[;。:,])(?:[一二三四五六七八九十]{1,3}是|[(（]?\d{1,2}[)）.、](?!\d)|[①-⑳])")
_LIVELIHOOD = re.compile(r"民生实事|为民办实事|民生工程|惠民实事|实事项目|民生项目")
_PURPOSE = re.compile(r"^(?:让|使|不断|进一步|切实|有效|持续|更好|确保(?!.*(?:达|率)))")


@dataclass(frozen=True, slots=True)
class Wordless:
    """A promise without a number.

    `form` is a relative one, with the key of the indicator it `refers_to`, or "done" or "text" with its `words`.
    `start` and `end` bound what is to be quoted in the sentence; `rule` names what found it.
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
        towards = match["step"] or match["to"] or match["than"]
        target = None if _AVERAGE.search(towards) else _compared_with(towards, match["subject"], names)
        subject = bare(match["subject"])
        if target is None or len(subject) < 2:
            continue
        both = (
            items(match["subject"], names, 0)
            if re.search(r"城乡居民|均|都|分别|、|和|与", match["subject"] + match[0][len(match["subject"]) :][:4])
            else [match["subject"]]
        )
        form = "faster_than" if match["than"] else "in_step_with"
        strive = bool(STRIVING.search(match[0]))
        for one in both:
            yield Wordless(one, form, target, None, match.start("subject"), match.end(), "relative", strive)


def _compared_with(towards: str, subject: str, names: Names) -> str | None:
    """The indicator of growth that a comparison names: the economy, or another by its name, which it may share with the
    subject (城镇居民 beside 农村居民收入)."""
    if _ECONOMY.fullmatch(towards):
        return names.find("地区生产总值", "growth", "%", False, False).indicator
    ends = ("", "收入", "人均可支配收入") if "居民" in towards and "收入" in subject else ("",)
    found = (names.find(towards + end, "growth", "%", False, False) for end in ends)
    return next((match.indicator for match in found if match.indicator and match.exact), None)


def in_words(text: str, role: Role, names: Names) -> Iterator[Wordless]:
    """What a sentence says of something measured in place of a number: 完成省下达任务, 保持稳定, 与上年持平."""
    for clause in _CLAUSE.finditer(text):
        words = clause[0]
        said_of = _SAID_OF[role].search(words)
        if said_of is None or _NO_PROMISE.search(words) or _NUMBER.search(_NAMED.sub("", words)):
            continue
        subject = re.sub(r"(?:等)?(?:主要|约束性)?指标\Z", "", words[: said_of.start()]) or words[: said_of.start()]
        listed = _PART.findall(re.sub("以及|[和与及]", "、", bare(subject)))
        every = listed if len(listed) > 1 and all(_measured(one, names) for one in listed) else [subject]
        form = "done" if role == "target" and "完成" in said_of[0] else "text"
        for one in every:
            if "约束性指标" in words or _measured(bare(one), names):
                one = "约束性指标" if "约束性指标" in words else one
                yield Wordless(one, form, None, said_of[0], clause.start(), clause.end(), "in words")


def _measured(subject: str, names: Names) -> bool:
    """Whether a subject is something measured: an indicator's name, or words that end as such names do."""
    return len(subject) > 2 and (
        _MEASURE.search(subject) is not None or any(name in subject for name in names.words if len(name) > 3)
    )


def words_only(text: str, livelihood: bool) -> Iterator[Wordless]:
    """The promises in words of a sentence that something is completed or covered whole: 全部开工, 建成投用, 全覆盖.

    In a list of livelihood works every item without a number is a promise.
    """
    for part in (one for clause in _CLAUSE.finditer(text) for one in _parts(clause)):
        clause = part[0]
        own = _unnumbered(clause)
        if _NO_PROMISE.search(clause) or (_NUMBER.search(_NAMED.sub("", own)) and not _TOWARDS.search(clause)):
            continue
        form = "done" if finished(own) else "text"
        if _GENERAL.search(clause) and "约束性指标" not in clause:
            continue
        if match := _TOWARDS.search(clause):
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
            yield Wordless(subject, form, None, match[0], part.start(), part.end(), "wholly")
        elif livelihood and not _PURPOSE.match(own) and len(own) >= 6 and _verbal(own):
            yield Wordless(own, form, None, own, part.end() - len(own), part.end(), "livelihood")
        elif form == "done":
            yield Wordless(own, form, None, own, part.end() - len(own), part.end(), "finished")


def finished(words: str) -> bool:
    """Whether words promise that something one can point at comes to its end, or that none is left out."""
    if _SOFT.search(words) or _VAGUE.search(words) or not 6 <= len(words) <= 48:
        return False
    ends = _ENDS.search(words)
    return ends is not None and len(_ENDS.sub("", _EFFORT.sub("", bare(words)))) >= 4


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
