"""What each amount of a sentence is a figure of: its subject, whether it is growth, and which words have to be quoted.

Two orders are read: the thing before its number (新增停车位900个) and behind it (建成2座水厂). Lists share a subject,
a verb or a predicate: A、B分别增长5%、6%; A和B均增长5%; 新建A 10个、B 20个; 实现500亿元、增长4%.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indicators.drafts import leaving
from indicators.drafts.amounts import Amount, amounts
from indicators.drafts.lists import Run, items, runs
from indicators.drafts.matching import Names, bare
from indicators.drafts.subjects import Left, Phrase, kind_of, milestones, stretched, subject_of
from indicators.drafts.vocabulary import BEGINS, DOING, FOUNDING, FUND, LOOKING, POINTING, PREDICATE, SPLIT, STRIVING

_STOP = re.compile(r"[,;:。!?]")
_JOINT = re.compile(r"(?:以及|并|[、和与及])(?=[^、和与及]*\Z)")
_THING = re.compile(r"[\u4e00-\u9fff\"A-Z《0-9]")
_NO_THING = re.compile(r"(?:[、,;。!?)和与及并而]|以及|的|时|$)")
_FILLER = re.compile(
    r"^(?:[,、。]|全年|年内|今年|全市|力争|争取|确保|加快|着力|其中|(?:[一二三四五六七八九十]{1,3}是))+"
)
_OPENS_STRIVING = re.compile(r"(?:今年|全年|年内|并|全市|全县|全区)*(?:力争|争取|努力|力促)")


def read(text: str, names: Names, home: str, above: str = "") -> tuple[list[Phrase], list[Left]]:
    """The figures of a sentence (normalised) and the amounts left alone, both in order.

    `home` is how the report calls its own area (全市), `above` the paragraph up to the sentence.
    """
    kept: list[tuple[Amount, int]] = []
    left: list[Left] = []
    for amount in amounts(text):
        clause = _clause(text, amount.start)
        why = leaving.reason(text, amount, clause, home)
        if why is None:
            kept.append((amount, clause))
        else:
            left.append(Left(amount, why))
    found: list[Phrase] = []
    for run in runs(text, [amount for amount, _ in kept]):
        _run(text, run, found, left, names, above)
    return milestones(stretched(found), left), left


def _clause(text: str, at: int) -> int:
    """Where the clause begins that stands before `at`."""
    begin = 0
    for match in _STOP.finditer(text, 0, at):
        # The comma in 1,234 is inside a number and the colon in 10:30 too.
        if not (text[match.end() : match.end() + 1].isdigit() and text[match.start() - 1 : match.start()].isdigit()):
            begin = match.end()
    return begin


def _cut(text: str, clause: int, last: Phrase | None, first: Amount) -> int:
    """Where the words begin that belong to `first`: behind the figure before it and the thing that figure counts."""
    if last is None or last.amount.end <= clause:
        return clause
    between = text[last.amount.end : first.start]
    joint = _JOINT.search(between)
    if last.amount.end == last.end or joint is None:
        return last.amount.end + (joint.end() if joint and not _THING.match(between) else 0)
    comma = between.rfind("、")
    return last.amount.end + (comma + 1 if comma >= 0 else joint.end())


def _run(text: str, run: Run, found: list[Phrase], left: list[Left], names: Names, above: str) -> None:
    """Read one run of amounts that stand side by side; adds to `found` and `left`."""
    first = run.amounts[0]
    clause = _clause(text, first.start)
    begin = _cut(text, clause, found[-1] if found else None, first)
    front = text[begin : first.start]
    last = found[-1] if found else None
    # 力争两年内床位达到500张，护理员达到90名: what opens with 力争 holds on until a new verb comes.
    held = (
        last is not None
        and last.strive
        and _OPENS_STRIVING.match(text, last.start) is not None
        and not BEGINS.match(_FILLER.sub("", front))
    )
    strive = bool(STRIVING.search(text[clause : first.start])) or held
    if len(run.amounts) > 1 or run.each:
        _list(text, run, begin, front, strive, found, left, names)
        return
    behind = _behind(text, first)
    if behind:
        _thing_behind(text, first, begin, front, behind, strive, found, left)
    else:
        _thing_before(text, first, begin, front, strive, found, left, names, above)


def _behind(text: str, amount: Amount) -> str:
    """The thing that stands right behind an amount, up to the end of its clause; empty where there is none."""
    rest = text[amount.end :]
    if amount.unit == "%" and rest.startswith("的"):
        rest = rest[1:]  # 95%以上的政务服务事项
    if amount.unit == "%" and amount.end == amount.tail and not re.match(r"[\u4e00-\u9fff]{4}", rest):
        return ""
    if (
        not _THING.match(rest)
        or _NO_THING.match(rest)
        or (rest[:1].isdigit() and not re.match(r"\d{1,2}(?:-\d{1,2})?周?岁", rest))
    ):
        return ""
    stop = re.search(r"[,;。!?:]", rest)
    return rest[: stop.start()] if stop else rest


def _thing_behind(
    text: str, amount: Amount, begin: int, front: str, behind: str, strive: bool, found: list[Phrase], left: list[Left]
) -> None:
    """建成2座水厂, 90%以上的事项网上办; a number that only describes (等6条产业链) is left alone."""
    thing = _before_next(behind)
    listed = re.search(r"(?:、|以及|[和与及])[^、和与及]{0,6}\Z", text[: amount.start])
    verb = DOING.search(front)
    last = found[-1] if found else None
    share = amount.unit == "%" and (
        not bare(front) or (front.endswith("的") and re.match(r"用于|投向|来自", behind) is not None)
    )
    if share and bare(front):
        front = front.removesuffix("的")  # 支出的八成用于民生
        found.append(Phrase(amount, front + behind, "share", begin, amount.end + len(behind), front, "behind", strive))
        return
    led = bool(verb) or _led(text, amount, front, behind)
    beside = re.search(
        r"(?:达到?|为|占|增长|提高|超过|不足|中|有)[^,;]{0,6}(?:\d|百分之|[二三四五六七八九十]+[个件成])", behind
    )
    if not led and (LOOKING.match(text[_clause(text, amount.start) : amount.start]) or beside):
        left.append(Left(amount, leaving.DESCRIBED))  # 十个断面优良比例达到90%
        return
    if not (
        led or share or not bare(front) or front.endswith("等") or (listed and last and last.end > last.amount.end)
    ):
        left.append(Left(amount, leaving.DESCRIBED))
        return
    doing = verb[0] if verb else ""
    if not bare(front) and listed and last is not None and last.rule == "behind" and not verb:
        doing = (DOING.search(last.front) or [""])[0]
        if last.subject.endswith("级") and "级" in thing:  # 3个乡镇级、20个村级文化站
            whole = last.subject + thing[thing.index("级") + 1 :]
            found[-1] = replace(last, subject=whole, end=amount.end + len(thing))
    kind = kind_of(amount, front, "") if amount.unit != "%" else "share"
    found.append(
        Phrase(amount, doing + thing, kind, begin, amount.end + len(thing), front, "behind", strive, doubtful=not verb)
    )


def _before_next(behind: str) -> str:
    """What stands behind a number, up to the next number of a list: 水厂 of 2座水厂、新建3条道路."""
    found = re.search(r"(?<=[\u4e00-\u9fff\")、])\d", behind)
    if found is None or re.match(r"\d+周?岁", behind[found.start() :]):
        return behind
    joint = _JOINT.search(behind[: found.start()])
    return behind[: joint.start()] if joint else behind[: found.start()]


def _led(text: str, amount: Amount, front: str, behind: str) -> bool:
    """Whether the verb of the clause, though not next to the number, governs what it counts.

    全面完成省里安排的9项任务, 打造以龙舟赛为代表的4项赛事, 建成服务平台和2个中心, 设立…(园区)5亿元产业基金.
    """
    clause = re.sub(
        r"^(?:全年|年内|今年|全市|力争|确保|加快|着力|[^,]{0,4}年[内底](?:前)?)+",
        "",
        text[_clause(text, amount.start) : amount.start],
    )
    if FUND.match(behind) and FOUNDING.search(clause):
        return True
    if not BEGINS.match(clause) and not re.match(r"编制|培育|打造", clause):
        return False
    return bool(
        re.search(r"(?:为代表|在内|配套|安排|下达|确定|部署)的\Z|(?:以及|[和与及])\Z", front)
    ) or clause.startswith(("完成", "全面完成", "编制完成"))


def _thing_before(
    text: str,
    amount: Amount,
    begin: int,
    front: str,
    strive: bool,
    found: list[Phrase],
    left: list[Left],
    names: Names,
    above: str,
) -> None:
    """新增停车位900个, 生产总值增长6%; and what points back to the figure before: 总数达到200家, 增长4%."""
    begin, subject, rule = subject_of(text, begin, front, amount.unit, found, names, above)
    if not subject:
        left.append(Left(amount, leaving.UNCLEAR))
        return
    kind = kind_of(amount, front, subject)
    shared = found[-1] if found and begin > _clause(text, amount.start) else None
    if (
        shared
        and shared.start < begin
        and rule == "before"
        and kind == shared.kind == "amount"
        and not BEGINS.match(bare(front))
    ):
        verb = BEGINS.match(_FILLER.sub("", shared.front)) or BEGINS.match(bare(shared.subject))
        if (
            verb and not PREDICATE.search(front) and "总" not in front
        ):  # 改造农贸市场2个、背街小巷9条: the verb holds for both
            begin, own = shared.start, bare(front)
            if own.endswith("级") and "级" in shared.subject:  # 国家级“小巨人”企业3家、省级60家
                own += shared.subject.split("级", 1)[1]
            subject = verb[0] + own
    last = next((one for one in reversed(found) if one.start == begin), None) if rule == "pointing" else None
    if (
        kind == "share"
        and last is not None
        and last.kind == "growth"
        and amount.unit == last.amount.unit
        and not bare(front)
    ):
        kind = "growth"  # 增长15%、力争20%
    found.append(Phrase(amount, subject, kind, begin, amount.end, front, rule, strive))


def _list(
    text: str, run: Run, begin: int, front: str, strive: bool, found: list[Phrase], left: list[Left], names: Names
) -> None:
    """A、B分别增长5%、6%; A和B均增长5%; 增长4%、6% behind two figures; A、B 10处、20处."""
    stem = re.sub(r"分别.*\Z", "", front) if "分别" in front else front
    end = run.amounts[-1].end
    subject = bare(stem)
    if run.each and any(SPLIT.search(name) and name in stem for name in names.words):  # one indicator of two groups
        subjects = [stem]
    elif subject and not POINTING.match(subject):
        subjects = items(stem, names, len(run.amounts) if not run.each else 0)
    else:
        wanted = len(run.amounts) if not run.each else 2
        recent: list[Phrase] = []
        for last in reversed(found):
            if all(bare(last.subject) != bare(r.subject) for r in recent):
                recent.append(last)
            if len(recent) == wanted:
                break
        recent.reverse()
        subjects = [bare(last.subject) + subject for last in recent]
        begin = min([begin, *(last.start for last in recent)])
    shares = [run.amounts[0]] * len(subjects) if run.each else list(run.amounts)
    if len(subjects) != len(shares):
        left.extend(Left(amount, leaving.UNCLEAR) for amount in run.amounts)
        return
    for one, amount in zip(subjects, shares, strict=True):
        kind = kind_of(amount, front, one)
        found.append(
            Phrase(
                amount,
                one,
                kind,
                begin,
                amount.end if not run.each else end,
                front,
                "each" if run.each else "list",
                strive,
            )
        )
