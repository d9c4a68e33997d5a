"""A figure of a sentence with its subject, also where that stands earlier (总数达到200家) or the figure only sharpens
the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indicators.drafts import leaving
from indicators.drafts.amounts import Amount
from indicators.drafts.matching import Kind, Names, bare
from indicators.drafts.vocabulary import GROWING, POINTING
from indicators.words.texts import Said

_TO_LEVEL = re.compile(r"[到至为]\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An amount with its subject. `start` and `end` bound the words to quote; `front` are the words of its clause
    before it."""

    amount: Amount
    subject: str
    kind: Kind
    start: int
    end: int
    front: str
    rule: str
    strive: bool = False
    stretch: Amount | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """An amount that is no figure, and why."""

    amount: Amount
    why: Said


def kind_of(amount: Amount, front: str, subject: str) -> Kind:
    """Whether a number is growth, a share, a change in percentage points, or an amount of something."""
    if amount.unit.endswith("百分点"):
        return "points"
    if amount.unit in ("%", "‰", "倍"):
        stem = front[: len(front)]
        if amount.falls and not _TO_LEVEL.search(stem):
            return "growth"
        if "自然增长率" in subject:
            return "share"  # a rate in itself
        if GROWING.search(stem) and not re.search(r"(?:高|升|加|低|降|少|大|小|快)(?:[到至为])\Z", stem):
            return "growth"
        if re.search(r"(?:增速|增幅|涨幅|降幅|增长率)\Z", subject) and amount.unit != "倍":
            return "growth"
        return "share" if amount.unit != "倍" else "amount"
    return "amount"


def subject_of(
    text: str, begin: int, front: str, unit: str, found: list[Phrase], names: Names, above: str
) -> tuple[int, str, str]:
    """The subject in the words before a number, where its quote begins, and by which rule."""
    words = re.sub(
        r"[,、]?(?:跃升至|跃居|上升至|进位至|居|位居|排名?|列|位列)?(?:全[国省市州区县])?第?\d+[位名]、?", "", front
    )
    if (
        times := re.match(r"(.{2,20}?)(?:保持在|稳定在|达到|相当于|超过|是|为)[^,;。]{2,16}\Z", words)
        if unit == "倍"
        else None
    ):
        words = times[1]  # 项目储备达到年度计划三倍以上
    own = bare(words)
    if not POINTING.match(own) and own:
        return begin, words, "before"
    for last in reversed(found):
        if last.amount.tail <= begin or last.start < begin:
            stem = bare(last.subject)
            for pointing in ("占比", "总数", "总量"):
                stem = stem.removesuffix(pointing)
            # 粮食播种面积20万亩、产量2亿斤: the new measure takes the place of the old.
            whole = next(
                (stem[:cut] + own for cut in range(len(stem) - 1, 1, -1) if own and stem[:cut] + own in names.words),
                None,
            )
            if whole is not None:
                return last.start, whole, "pointing"
            return last.start, stem + own if own not in stem else stem, "pointing"
    earlier = re.split(r"[,;。:]", text[:begin])
    if own and (whole := names.completed(own, above + text[:begin])):
        return begin, whole, "completed"
    if not own and len(earlier) >= 2 and len(earlier[-2]) >= 2:
        return begin - len(earlier[-2]) - 1, earlier[-2], "clause before"
    return begin, own, "before"


def stretched(found: list[Phrase]) -> list[Phrase]:
    """A second number that is only striven for (增长6%、力争6.5%) joins the figure before it."""
    joined: list[Phrase] = []
    for phrase in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.stretch is None
            and phrase.rule == "pointing"
            and phrase.kind == last.kind
            and phrase.amount.unit == last.amount.unit
            and re.match(r"[,、;]?(?:并|同时)?(?:力争|争取|努力|奋力|冲刺)", phrase.front)
            and POINTING.match(bare(phrase.front))
            and not bare(phrase.front)
        ):
            joined[-1] = replace(last, stretch=phrase.amount, end=phrase.end)
        else:
            joined.append(phrase)
    return joined


def milestones(found: list[Phrase], left: list[Left]) -> list[Phrase]:
    """突破百亿元，达到106亿元 is one figure: the mark that was passed goes."""
    kept: list[Phrase] = []
    for phrase in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and phrase.rule == "pointing"
            and phrase.kind == last.kind == "amount"
            and last.amount.form == "more_than"
            and last.amount.unit == phrase.amount.unit
            and not bare(phrase.front)
        ):
            kept.pop()
            left.append(Left(last.amount, leaving.MILESTONE))
        kept.append(phrase)
    return kept
