"""The words around a printed number that say how exactly it is meant: 以上, 不超过, 近, 左右, 余.

One table a side of the number: which words make which form of a figure (`at_least`, `nearly`, …). A bare number is
a `value`; 达到 and 控制在 alone say nothing beyond it. Texts are expected as `collection.evidence.normal` leaves them.
"""

from __future__ import annotations

import re

from indicators.words import numerals
from indicators.words.numerals import Reading

# What may stand between a number with its unit and the words that mark it as passed: 突破百亿元大关.
MARK = re.compile(r"(?:的)?(?:大关|关口|台阶|门槛)")
# Behind the unit. Each row: the words, and the form they make.
BEHIND = (
    (re.compile(r"(?:及|或|\(含\)|含)?以上|之上|起(?!来)"), "at_least"),
    (re.compile(r"(?:及|或|\(含\)|含)?(?:以内|之内|以下|之下)|内(?=[,.;。!、)]|\Z)"), "at_most"),
    (re.compile(r"左右|上下"), "about"),
    (re.compile(r"[余多](?!元|样|种|层)"), "more_than"),  # not 来: 五年来 means since
)
# In front of the number, up to it. 到/达/在 may stand between.
FRONT = (
    (re.compile(r"(?:不低于|不少于|不小于|不弱于|至少|最少|保底)[达到为至有]{0,2}\Z"), "at_least"),
    (
        re.compile(r"(?:不超过|不高于|不突破|不大于|不多于|(?:未|没有)(?:超过|突破)|最多|至多)[达到为至]{0,2}\Z"),
        "at_most",
    ),
    (re.compile(r"(?:低于|小于|少于|不到|不足|不满)\Z"), "less_than"),
    (
        re.compile(
            r"(?:突破|超过|超出|(?<![赶反])超|逾|大于|多于|高于|越过|跨越|跨过|跃上|迈上|站上|冲上)[了达到至]{0,2}\Z"
        ),
        "more_than",
    ),
    (re.compile(r"(?:接近|将近|逼近|(?<![附靠邻最新])近)\Z"), "nearly"),
    (re.compile(r"(?:大约|大概|(?<![签节集预制公合违解])约|(?<![签节集预制公合违解])约为|约占)\Z"), "about"),
)
EACH_AT_LEAST = re.compile(r"(?:至少|最少)[\u4e00-\u9fff、\d]{1,36}\Z")  # 每乡至少建1个食堂、配1名医生
# Behind a word of falling a form turns round with its number: a fall of 4 % or more is growth of −4 at most.
OPPOSITE = {"at_least": "at_most", "more_than": "less_than", "at_most": "at_least", "less_than": "more_than"}
_ANY_IN_FRONT = re.compile("[于少底过破多到足满出超逾越上近约概]")  # each of those words has one of these
_CEILING = re.compile(r"控制[在到][^,;。]{0,2}\Z")
_LISTED, _CLAUSE = re.compile(r"[、和与及]\d"), re.compile("[,;。]")
_FEW = re.compile(r"(?<![以之规线网])上\Z")  # 上百家
_SPAN = 12  # characters in front of a number in which words of form stand


def around(text: str, reading: Reading) -> frozenset[str]:
    """The forms that the words around a number allow; behind a word of falling, those of the fall's size.

    Words that contradict each other (近百余家) allow either; without any a number is a `value`, one end of a range a
    `between`.
    """
    front = text[max(0, reading.start - _SPAN) : reading.start].removesuffix("-")
    before = _first(FRONT, front, at_end=True) if _ANY_IN_FRONT.search(front) else None
    made = {form for form in (before, _behind(text, reading)) if form}
    if more := numerals.AND_MORE.match(text, reading.end):
        made |= {"more_than", "about"} if more[0].startswith("来") else {"more_than"}
    if text[reading.start] in "十百千万亿" and _FEW.search(front):
        made.add("more_than")
    shared = _shared(text, reading)
    if reading.ranges:
        return frozenset({"between"} | (made & {"about"}))
    if not made and EACH_AT_LEAST.search(text[: reading.start]):
        made.add("at_least")
    if not made and _CEILING.search(front):
        return frozenset({"value", "at_most"})
    return frozenset(made or {"value"}) | shared


def _shared(text: str, reading: Reading) -> set[str]:
    """The forms that the words behind a list may make of each of its numbers: 分别增长7%、8%以上."""
    if "分别" not in text[: reading.start] or not _LISTED.match(text, reading.unit_end):
        return set()
    rest = _CLAUSE.split(text[reading.unit_end :])[0]
    return {form for words, form in BEHIND if any(words.fullmatch(rest, at) for at in range(len(rest)))}


def _behind(text: str, reading: Reading) -> str | None:
    """The form that the words behind a number's unit make."""
    end = reading.unit_end
    if mark := MARK.match(text, end):
        end = mark.end()
    return _first(BEHIND, text[end : end + _SPAN], at_end=False)


def _first(table: tuple[tuple[re.Pattern[str], str], ...], text: str, at_end: bool) -> str | None:
    """The form of the first row of a table whose words stand at the end, or at the beginning, of a text."""
    for words, form in table:
        if words.search(text) if at_end else words.match(text):
            return form
    return None
