"""Which year a figure is of: does its source speak of that year, and does the figure cover the whole of it?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from indicators.collection.evidence import normal
from indicators.model.problems import Problem
from indicators.model.schema import Figure, Outcome, Source
from indicators.model.values import Half
from indicators.words import numerals
from indicators.words.texts import Said, msgid, said

_DECEMBER = 12
_MONTHS = r"(?:[1-9]|1[01]|[一二三四五六七八九]|十一?)"  # not the twelfth, with which the year is whole
# A part of a year as the period of a figure, not as what it is compared with (比上半年, 较一季度).
_PART = re.compile(
    r"(?<![比较])(?:上半年|前三季度|前[两二]季度|[一二三首]季度|首季|第[一二三]季度|"
    rf"前{_MONTHS}个?月|(?<![\d十])[1一](?:月份?)?[-~至到]{_MONTHS}月|截[至止]到?(?:\d{{4}}年|今年|目前)?(?<!\d){_MONTHS}月|"
    rf"(?<![\d十]){_MONTHS}月(?:底|末)|(?<![上下])半年)"
)
_PART_IN_ENGLISH = re.compile(r"(?:first|second)half|half-?year|(?:first|three)quarters?", re.IGNORECASE)
_WHOLE = re.compile(r"全年|年度|年末|年底|1?[1一](?:月份?)?[-~至到](?:12|十二)月")


def timing_problem(figure: Figure, source: Source, half: Half, year: int, due: int) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the year of a figure: each problem with the key of the figure that it stands at ("" for none).

    `half` is that of a report in which the figure should stand, `year` that of its file, `due` that in which it is due.
    A note of the figure answers all but an `interim_to` outside of its year.
    """
    until = figure.interim_to if isinstance(figure, Outcome) else None
    if until is not None and not year <= until.year <= due:
        yield (
            "interim_to",
            Problem(
                "part-year",
                said("{date} is not in the year {year}", date=until.isoformat(), year=due),
                said("correct `interim_to`, or move the outcome to its year"),
            ),
        )
    if figure.note is None:
        early = _kept_early(source, half, year, due, until)
        if problem := early or _source_problem(source, half, year if half == "plans" else due, until):
            yield "source" if figure.source else "", problem
        # Before the December of the year it is suspected anyway.
        too_early = source.date is not None and source.date < datetime.date(due, _DECEMBER, 1)
        if (
            isinstance(figure, Outcome)
            and until is None
            and not too_early
            and (problem := _part_problem(figure, source))
        ):
            yield "quote" if figure.quote else "", problem


def _kept_early(source: Source, half: Half, year: int, due: int, until: datetime.date | None) -> Problem | None:
    """An outcome that a report gives before the year is over in which the promise is due: kept early, or on its way?"""
    told = source.reviews
    if half == "plans" or told is None or not year <= told < due or (until is not None and until.year == told):
        return None
    what = said("the source reviews {told}, and the promise is due in {due}: was it kept early?", told=told, due=due)
    cure = said(
        "if it was, say so in `note`; if the figure tells how far it has come by then, write "
        "`interim_to: {told}-12-31`",
        told=told,
    )
    return Problem("wrong-source-year", what, cure)


def _source_problem(source: Source, half: Half, year: int, until: datetime.date | None) -> Problem | None:
    """A source that does not speak of the year: a report of another, or a text that says of none."""
    declared = getattr(source, half)
    silent = source.reviews is None and source.plans is None
    partly = half == "reviews" and until is not None and until.year == declared  # how far it had come in that year
    if partly or declared == year or (silent and (until is not None or _tells_of(source, half, year))):
        return None
    message = (
        msgid("the source does not plan {year}") if half == "plans" else msgid("the source does not review {year}")
    )
    return Problem(
        "wrong-source-year", said(message, year=year), None if declared is None else _other_year(half, declared)
    )


def _other_year(half: Half, declared: int) -> Said:
    """What to do about a source that speaks of another year."""
    message = (
        msgid("it plans {year}: name another source, correct its `plans` in city.yaml, or say in `note` why")
        if half == "plans"
        else msgid("it reviews {year}: name another source, correct its `reviews` in city.yaml, or say in `note` why")
    )
    return said(message, year=declared)


def _tells_of(source: Source, half: Half, year: int) -> bool:
    """Whether a text without years of its own tells of the year: its title names it, or it is news of a report, which
    plans the year of its date and reviews the one before."""
    title = normal(source.title)
    if str(year) in title:
        return True
    if source.date is None:
        return False
    before = source.date.year - 1
    if source.news_of is not None:
        return year == (before if half == "reviews" else source.date.year)
    return ("去年" in title and year == before) or ("今年" in title and year == source.date.year)


def _part_problem(outcome: Outcome, source: Source) -> Problem | None:
    """A figure of half a year that is entered as that of the whole: its quote or the document's title say so."""
    if not outcome.numbers:
        return None
    titled = _part_titled(source.title)
    words = _part_named(normal(outcome.quote), outcome) if outcome.quote else None
    if words is None and titled and not (outcome.quote and _WHOLE.search(normal(outcome.quote))):
        return Problem("part-year", said("the document is of a part of the year: {words}", words=titled))
    return Problem("part-year", said("the figure is of a part of the year: {words}", words=words)) if words else None


@lru_cache(maxsize=256)  # of all that a document gives, each figure asks again
def _part_titled(title: str) -> str | None:
    """The part of a year that the title of a document names."""
    title = normal(title)
    titled = _PART.search(title) or _PART_IN_ENGLISH.search(title)
    return titled[0] if titled else None


def _part_named(quote: str, outcome: Outcome) -> str | None:
    """The part of a year that a quote names nearest before the figure's number; None where it names the year, or
    nothing."""
    if not _PART.search(quote):  # as in most
        return None
    number = abs(outcome.numbers[0])
    ends = [r.start for r in numerals.readings(quote) if quote[r.start : r.end].startswith(str(number))]
    before = quote[: max(ends)] if ends else quote
    parts = [(m.end(), m[0]) for m in _PART.finditer(before)]
    whole = [m.end() for m in _WHOLE.finditer(before)]
    return parts[-1][1] if parts and (not whole or whole[-1] < parts[-1][0]) else None
