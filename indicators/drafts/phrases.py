"""What each quantity of a sentence is a figure of: its subject, its kind of number, and the words to be quoted.

Two orders are read: the thing before its number (新增停车位900个) and behind it (建成2座水厂). Lists share a subject,
a verb or a predicate: A、B分别增长5%、6%; A和B均增长5%; 新建A 10个、B 20个; 实现500亿元、增长4%. A sentence is read run
by run (`lists.Run`) from its start; each run sees the figures in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.drafts import leaving
from indicators.drafts.fitting import NumberKind
from indicators.drafts.lists import Run, runs
from indicators.drafts.matching import Names, bare
from indicators.drafts.quantities import Quantity, quantities
from indicators.drafts.sharing import Read, listed
from indicators.drafts.subjects import Left, Phrase, Setting, kind_of, milestones, stretched, subject_of
from indicators.drafts.vocabulary import BEGINS, DOING, FOUNDING, FUND, LOOKING, PREDICATE, STRIVING

_STOP = re.compile(r"[,;:。!?]")
_JOINT = re.compile(r"(?:以及|并|[、和与]|(?<![惠普涉危波顾触])及)(?=[^、和与及]*\Z)")
_THING = re.compile(r"[\u4e00-\u9fff\"A-Z《0-9]")
_NO_THING = re.compile(r"(?:[、,;。!?)和与及并而]|以及|的|时|$)")
_DONE_WITH = re.compile(  # what was done with the thing before a number: 贫困人口2.13万人全部脱贫
    r"(?:全部|均|都|已|如期|顺利|稳定脱|实现|得到|脱贫|摘帽|投产|投用|竣工|开工|完工|建成|落地|开业|通车|交付|入住|复工|达产)"
)
_AND_PEOPLE = re.compile(r"\d[\d,.]*万?(?:人|口|户)")  # 1126户2684人
_FILLER = re.compile(
    r"^(?:[,、。]|全年|年内|今年|全市|力争|争取|确保|加快|着力|其中|(?:[一二三四五六七八九十]{1,3}是))+"
)
_NOT_LED = re.compile(r"^(?:全年|年内|今年|全市|力争|确保|加快|着力|[^,]{0,4}年[内底](?:前)?)+")
_NEXT_FIGURE = re.compile(
    r"(?:达到?|为|占|增长|提高|超过|不足|中|有)[^,;]{0,6}(?:\d|百分之|[二三四五六七八九十]+[个件成])"
)
_OPENS_STRIVING = re.compile(r"(?:今年|全年|年内|并|全市|全县|全区)*(?:力争|争取|努力|力促)")


def read(text: str, names: Names, home: str, above: str = "") -> tuple[list[Phrase], list[Left]]:
    """The figures of a sentence (normalised) and the quantities left alone, each in the order they were found.

    `home` is how the report calls its own area (全市), `above` the paragraph up to the sentence.
    """
    kept: list[Quantity] = []
    left: list[Left] = []
    for quantity in quantities(text):
        why = leaving.reason(text, quantity, _clause(text, quantity.start), home)
        if why is None:
            kept.append(quantity)
        else:
            left.append(Left(quantity, why))
    found: list[Phrase] = []
    for run in runs(text, kept):
        one = _run(run, _setting(text, run.quantities[0], found, names, above))
        if one.last is not None:
            found[-1] = one.last
        found += one.phrases
        left += one.left
    kept_figures, passed = milestones(stretched(found))
    return kept_figures, left + passed


def _clause(text: str, at: int) -> int:
    """Where the clause begins that `at` stands in."""
    begin = 0
    for match in _STOP.finditer(text, 0, at):
        # The comma in 1,234 is inside a number and the colon in 10:30 too.
        if not (text[match.end() : match.end() + 1].isdigit() and text[match.start() - 1 : match.start()].isdigit()):
            begin = match.end()
    return begin


def _cut(text: str, clause: int, last: Phrase | None, first: Quantity) -> int:
    """Where the words begin that belong to `first`: behind the figure before it and the thing that figure counts."""
    if last is None or last.quantity.end <= clause:
        return clause
    between = text[last.quantity.end : first.start]
    joint = _JOINT.search(between)
    if last.quantity.end == last.end or joint is None:
        return last.quantity.end + (joint.end() if joint and not _THING.match(between) else 0)
    comma = between.rfind("、")
    return last.quantity.end + (comma + 1 if comma >= 0 else joint.end())


def _setting(text: str, first: Quantity, earlier: Sequence[Phrase], names: Names, above: str) -> Setting:
    """The words in which the subject of a run is looked for, from the run's first quantity."""
    last = earlier[-1] if earlier else None
    clause = _clause(text, first.start)
    begin = _cut(text, clause, last, first)
    front = text[begin : first.start]
    # 力争两年内床位达到500张，护理员达到90名: what opens with 力争 holds on until a new verb comes.
    held = (
        last is not None
        and last.strive
        and _OPENS_STRIVING.match(text, last.start) is not None
        and not BEGINS.match(_FILLER.sub("", front))
    )
    strive = bool(STRIVING.search(text[clause : first.start])) or held
    return Setting(text, begin, front, strive, tuple(earlier), names, above)


def _run(run: Run, at: Setting) -> Read:
    """Read one run: a list, or a quantity alone with its thing behind it or before."""
    first = run.quantities[0]
    if len(run.quantities) > 1 or run.each:
        return listed(run, at)
    behind = _behind(at.text, first, at.front)
    return _thing_behind(first, behind, at) if behind else _thing_before(first, at)


def _behind(text: str, quantity: Quantity, front: str) -> str:
    """The thing that stands right behind a quantity, up to the end of its clause; empty where there is none.

    `front` are the words of its clause in front of it: what was done with them (贫困人口2万人全部脱贫) is no thing.
    """
    rest = text[quantity.end :]
    if (people := _AND_PEOPLE.match(rest)) and not bare(front):
        stop = re.search(r"[,;。!?:]", rest)
        return rest[: stop.start()] if stop and stop.start() > people.end() else ""
    if quantity.unit == "%" and rest.startswith("的"):
        rest = rest[1:]  # 95%以上的政务服务事项
    if quantity.unit == "%" and quantity.end == quantity.tail and not re.match(r"[\u4e00-\u9fff]{4}", rest):
        return ""
    if (
        not _THING.match(rest)
        or _NO_THING.match(rest)
        or (_DONE_WITH.match(rest) and bare(front) and not DOING.search(front))
        or (rest[:1].isdigit() and not re.match(r"\d{1,2}(?:-\d{1,2})?周?岁", rest))
    ):
        return ""
    stop = re.search(r"[,;。!?:]", rest)
    return rest[: stop.start()] if stop else rest


def _thing_behind(quantity: Quantity, behind: str, at: Setting) -> Read:
    """Read a quantity whose thing stands behind it (建成2座水厂, 90%以上的事项网上办).

    A number that only describes (等6条产业链) is left alone.
    """
    end = quantity.end + len(behind)
    share = quantity.unit == "%" and (
        not bare(at.front) or (at.front.endswith("的") and re.match(r"用于|投向|来自", behind) is not None)
    )
    if share and bare(at.front):
        front = at.front.removesuffix("的")  # 支出的八成用于民生
        return Read((Phrase(quantity, front + behind, "share", at.begin, end, front, "behind", at.strive),))
    verb = DOING.search(at.front)
    listed = re.search(r"(?:、|以及|[和与及])[^、和与及]{0,6}\Z", at.text[: quantity.start]) is not None
    led = verb is not None or _led(quantity, behind, at)
    if not led and (_describes(quantity, behind, at) or not (share or _begins_of_itself(at, listed))):
        return Read(left=(Left(quantity, leaving.DESCRIBED),))
    thing = behind if _AND_PEOPLE.match(behind) else _before_next(behind)
    end = quantity.end + len(thing)
    doing, last = verb[0] if verb else "", None
    if verb is None and listed and not bare(at.front) and at.last is not None and at.last.rule == "behind":
        doing = (DOING.search(at.last.front) or [""])[0]
        if at.last.subject.endswith("级") and "级" in thing:  # 3个乡镇级、20个村级文化站
            last = replace(at.last, subject=at.last.subject + thing[thing.index("级") + 1 :], end=end)
    kind = kind_of(quantity, at.front, "") if quantity.unit != "%" else "share"
    thing = _AND_PEOPLE.sub("", thing, count=1)
    phrase = Phrase(quantity, doing + thing, kind, at.begin, end, at.front, "behind", at.strive, doubtful=verb is None)
    return Read((phrase,), last=last)


def _describes(quantity: Quantity, behind: str, at: Setting) -> bool:
    """Whether the number only describes what another figure or the clause is about: 十个断面优良比例达到90%."""
    looking = LOOKING.match(at.text[_clause(at.text, quantity.start) : quantity.start])
    return looking is not None or _NEXT_FIGURE.search(behind) is not None


def _begins_of_itself(at: Setting, listed: bool) -> bool:
    """Whether a number without a verb begins its clause, ends an enumeration (等) or goes on with a list of things."""
    last = at.last
    goes_on = listed and last is not None and last.end > last.quantity.end
    return not bare(at.front) or at.front.endswith("等") or goes_on


def _before_next(behind: str) -> str:
    """What stands behind a number, up to the next number of a list: 水厂 of 2座水厂、新建3条道路."""
    found = re.search(r"(?<=[\u4e00-\u9fff\")、])\d", behind)
    if found is None or re.match(r"\d+周?岁", behind[found.start() :]):
        return behind
    joint = _JOINT.search(behind[: found.start()])
    return behind[: joint.start()] if joint else behind[: found.start()]


def _led(quantity: Quantity, behind: str, at: Setting) -> bool:
    """Whether what the number counts is the object of the clause's verb, though that does not stand next to it.

    So in 全面完成省里安排的9项任务, 打造以龙舟赛为代表的4项赛事, 建成服务平台和2个中心, 设立…(园区)5亿元产业基金.
    """
    clause = _NOT_LED.sub("", at.text[_clause(at.text, quantity.start) : quantity.start])
    if FUND.match(behind) and FOUNDING.search(clause):
        return True
    if not BEGINS.match(clause) and not re.match(r"编制|培育|打造", clause):
        return False
    return bool(
        re.search(r"(?:为代表|在内|配套|安排|下达|确定|部署)的\Z|(?:以及|[和与及])\Z", at.front)
    ) or clause.startswith(("完成", "全面完成", "编制完成"))


def _thing_before(quantity: Quantity, at: Setting) -> Read:
    """Read a quantity whose thing stands before it (新增停车位900个, 生产总值增长6%).

    Its thing may be that of the figure before, to which it points back: 总数达到200家, 增长4%.
    """
    begin, subject, rule = subject_of(at, quantity.unit)
    if not subject:
        return Read(left=(Left(quantity, leaving.UNCLEAR),))
    kind = kind_of(quantity, at.front, subject)
    if rule == "before" and (shared := _shared_verb(quantity, kind, begin, at)):
        begin, subject = shared
    if rule == "pointing" and kind == "share" and not bare(at.front):
        last = next((one for one in reversed(at.earlier) if one.start == begin), None)
        if last is not None and last.kind == "growth" and quantity.unit == last.quantity.unit:
            kind = "growth"  # 增长15%、力争20%
    return Read((Phrase(quantity, subject, kind, begin, quantity.end, at.front, rule, at.strive),))


def _shared_verb(quantity: Quantity, kind: NumberKind, begin: int, at: Setting) -> tuple[int, str] | None:
    """改造农贸市场2个、背街小巷9条: where the second quote begins, and its subject; None without a shared verb."""
    last = at.last
    if last is None or not _clause(at.text, quantity.start) < begin or not last.start < begin:
        return None
    if not kind == last.kind == "amount" or BEGINS.match(bare(at.front)):
        return None
    verb = BEGINS.match(_FILLER.sub("", last.front)) or BEGINS.match(bare(last.subject))
    if not verb or PREDICATE.search(at.front) or "总" in at.front:
        return None
    own = bare(at.front)
    if own.endswith("级") and "级" in last.subject:  # 国家级“小巨人”企业3家、省级60家
        own += last.subject.split("级", 1)[1]
    return last.start, verb[0] + own
