"""What a number is a figure of: its subject, also where that stands earlier in the sentence (总数达到200家).

Here too two figures become one: a second number that is only striven for, and a mark that was passed before the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.drafts import leaving
from indicators.drafts.fitting import NumberKind
from indicators.drafts.matching import Names, bare
from indicators.drafts.quantities import Quantity
from indicators.drafts.vocabulary import GROWING, POINTING
from indicators.words import units
from indicators.words.texts import Said

_TO_LEVEL = re.compile(r"[到至为]\Z")


# Where a number came from (由2016年的912亿元增加到), and a year behind its subject (城镇居民收入2021年分别达到).
_FROM = re.compile(r"(?<=[^,;。])(?:由|从)[^,;。]*\d[^,;。]*?(?:[到至为]|20\d\d年的?)*\Z")
_DATED = re.compile(r"([\u4e00-\u9fff]{2})20\d\d年(?=(?:分别|均|都)?(?:达到?|为|突破|完成|实现|增长)?\Z)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quantity with its subject and what kind of number it is.

    `start` and `end` bound the words to quote in the sentence; `front` are the words of its clause in front of it;
    `rule` names how the subject was found. `stretch` is a second number that is only striven for. `doubtful` tells that
    no verb says that the thing is to be done.
    """

    quantity: Quantity
    subject: str
    kind: NumberKind
    start: int
    end: int
    front: str
    rule: str
    strive: bool = False
    stretch: Quantity | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A quantity that is no figure, and why."""

    quantity: Quantity
    why: Said


@dataclass(frozen=True, slots=True)
class Setting:
    """What the subject of a quantity is looked for in.

    `text` is the sentence (normalised), `begin` where the words begin that belong to the quantity, `front` these words
    up to it, `earlier` the figures of the sentence in front of it, `above` the paragraph up to the sentence. `strive`
    tells that the clause only strives for it (力争).
    """

    text: str
    begin: int
    front: str
    strive: bool
    earlier: Sequence[Phrase]
    names: Names
    above: str

    @property
    def last(self) -> Phrase | None:
        """The figure right in front of it."""
        return self.earlier[-1] if self.earlier else None


def kind_of(quantity: Quantity, front: str, subject: str) -> NumberKind:
    """What a number measures: growth, a share, a change in percentage points, or an amount of something.

    `front` are the words of its clause in front of the quantity.
    """
    if quantity.unit.endswith("百分点"):
        return "points"
    if quantity.unit in ("%", "‰", "倍"):
        if quantity.falls and not _TO_LEVEL.search(front):
            return "growth"
        if "自然增长率" in subject:
            return "share"  # a rate in itself
        if GROWING.search(front) and not re.search(r"(?:高|升|加|低|降|少|大|小|快)(?:[到至为])\Z", front):
            return "growth"
        if re.search(r"(?:增速|增幅|涨幅|降幅|增长率)\Z", subject) and quantity.unit != "倍":
            return "growth"
        return "share" if quantity.unit != "倍" else "amount"
    return "amount"


def subject_of(at: Setting, unit: str) -> tuple[int, str, str]:
    """The subject of a number in the words before it: where its quote begins, the subject, and by which rule.

    Rules: `before` (it stands right before), `pointing` (总数, 占比: it is that of an earlier figure), `completed` (a
    bare noun made whole from the paragraph), `clause before` (the whole clause before is the subject).
    """
    words = re.sub(
        r"[,、]?(?:跃升至|跃居|上升至|进位至|居|位居|排名?|列|位列)?(?:全[国省市州区县])?第?\d+[位名]、?", "", at.front
    )
    words = _FROM.sub("", _DATED.sub(r"\1", words))
    if unit == "倍":
        times = re.match(r"(.{2,20}?)(?:保持在|稳定在|达到|相当于|超过|是|为)[^,;。]{2,16}\Z", words)
        words = times[1] if times else words  # 项目储备达到年度计划三倍以上
    own = bare(words)
    if not POINTING.match(own) and own:
        return at.begin, words, "before"
    for last in reversed(at.earlier):
        if last.quantity.tail <= at.begin or last.start < at.begin:
            return last.start, _pointed_to(last, own, at.names), "pointing"
    earlier = re.split(r"[,;。:]", at.text[: at.begin])
    if own and (whole := at.names.completed(own, at.above + at.text[: at.begin])):
        return at.begin, whole, "completed"
    if not own and len(earlier) >= 2 and len(earlier[-2]) >= 2:
        return at.begin - len(earlier[-2]) - 1, earlier[-2], "clause before"
    return at.begin, own, "before"


def _pointed_to(last: Phrase, own: str, names: Names) -> str:
    """The subject of an earlier figure with the noun of measure (产量) that points back to it."""
    stem = bare(last.subject)
    for pointing in ("占比", "总数", "总量"):
        stem = stem.removesuffix(pointing)
    # 粮食播种面积20万亩、产量2亿斤: the new measure takes the place of the old.
    for cut in range(len(stem) - 1, 1, -1):
        if own and stem[:cut] + own in names.words:
            return stem[:cut] + own
    return stem + own if own not in stem else stem


def stretched(found: Sequence[Phrase]) -> list[Phrase]:
    """A second number that is only striven for (增长6%、力争6.5%) joins the figure before it."""
    joined: list[Phrase] = []
    for phrase in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.stretch is None
            and not re.search(r"20\d\d年", phrase.front)
            and phrase.rule == "pointing"
            and phrase.kind == last.kind
            and phrase.quantity.unit == last.quantity.unit
            and re.match(r"[,、;]?(?:并|同时)?(?:力争|争取|努力|奋力|冲刺)", phrase.front)
            and POINTING.match(bare(phrase.front))
            and not bare(phrase.front)
        ):
            joined[-1] = replace(last, stretch=phrase.quantity, end=phrase.end)
        else:
            joined.append(phrase)
    return joined


def milestones(found: Sequence[Phrase]) -> tuple[list[Phrase], list[Left]]:
    """突破百亿元，达到106亿元 is one figure: the figures without the marks that were passed, and these marks."""
    kept: list[Phrase] = []
    passed: list[Left] = []
    for phrase in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and phrase.rule == "pointing"
            and phrase.kind == last.kind == "amount"
            and last.quantity.form == "more_than"
            and units.factor(last.quantity.unit, phrase.quantity.unit) is not None
            and not bare(phrase.front)
        ):
            kept.pop()
            passed.append(Left(last.quantity, leaving.MILESTONE))
        kept.append(phrase)
    return kept, passed
