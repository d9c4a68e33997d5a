"""What each number of a list is a figure of: subjects and numbers that share a predicate (A、B分别增长5%、6%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drafts import leaving
from indicators.drafts.lists import Run, items, of_residents
from indicators.drafts.matching import bare
from indicators.drafts.subjects import Left, Phrase, Setting, kind_of
from indicators.drafts.vocabulary import POINTING, SPLIT


@dataclass(frozen=True, slots=True)
class Read:
    """What a run of quantities gave: its figures, and the quantities left alone.

    `last` replaces the figure before the run where the run completes that one's subject; None where it stays as it is.
    """

    phrases: tuple[Phrase, ...] = ()
    left: tuple[Left, ...] = ()
    last: Phrase | None = None


def listed(run: Run, at: Setting) -> Read:
    """Read a list: A、B分别增长5%、6%; A和B均增长5%; A、B 10处、20处; 增长4%、6% behind two figures."""
    begin, subjects = _subjects(run, at)
    numbers = [run.quantities[0]] * len(subjects) if run.each else list(run.quantities)
    if len(subjects) != len(numbers):
        return Read(left=tuple(Left(quantity, leaving.UNCLEAR) for quantity in run.quantities))
    last_end, rule = run.quantities[-1].end, "each" if run.each else "list"
    return Read(
        tuple(
            Phrase(
                quantity,
                subject,
                kind_of(quantity, at.front, subject),
                begin,
                last_end if run.each else quantity.end,
                at.front,
                rule,
                at.strive,
            )
            for subject, quantity in zip(subjects, numbers, strict=True)
        )
    )


def _shares(stem: str, earlier: Sequence[Phrase], wanted: int) -> list[tuple[Phrase, str]]:
    """For 占规上工业比重分别达到28%、9% the figures in front whose shares these are, each with its subject."""
    share = re.match(r"占[^,、]{1,12}(?:比重|比例)", bare(stem))
    last = earlier[-wanted:]
    if share is None or wanted < 2 or len(last) < wanted:
        return []
    return [(one, bare(one.subject) + share[0]) for one in last]


def _subjects(run: Run, at: Setting) -> tuple[int, list[str]]:
    """Where the quote of a list begins, and its subjects, which may be fewer or more than its quantities."""
    stem = re.sub(r"分别.*\Z", "", at.front)
    subject = bare(stem)
    if shares := _shares(stem, at.earlier, len(run.quantities)):
        return min(at.begin, *(one.start for one, _ in shares)), [subject for _, subject in shares]
    if run.each and any(SPLIT.search(name) and name in stem for name in at.names.words):
        return at.begin, [stem]  # one indicator of two groups
    if subject and not POINTING.match(subject):
        wanted = len(run.quantities) if not run.each else 0
        last = next((one for one in reversed(at.earlier) if "居民" in one.subject), None)
        if last is not None and (groups := of_residents(subject, last.subject)):
            return min(at.begin, last.start), groups
        return at.begin, items(stem, at.names, wanted)
    wanted = len(run.quantities) if not run.each else 2
    recent: list[Phrase] = []
    for earlier in reversed(at.earlier):
        if all(bare(earlier.subject) != bare(one.subject) for one in recent):
            recent.append(earlier)
        if len(recent) == wanted:
            break
    subjects = [bare(earlier.subject) + subject for earlier in reversed(recent)]
    return min([at.begin, *(earlier.start for earlier in recent)]), subjects
