"""Histories: what happened to promises over the years (dropped, lowered, raised, reworded, set as a floor, met with
silence).

They are computed from the promises' table, each with its reason in both languages. None is claimed of a document of
which only an excerpt is held, and none reaches across a break in the series.

`dropped`   promised, not answered in a whole review, and not promised again in the next year's plan, held whole; it
            weighs less where a plan report promised and of the next year only the work report is held
`silent`    promised for two years or more in a row, and answered in none of their reviews, all held whole
`lowered`   the next promise asks less: a smaller number where more is better, a larger one where less is
`raised`    it asks more
`reworded`  it says it otherwise: a comparison or words for a number, 左右 or 力争 for a firm one
`floor`     it is short of what the year before had reached already

`floor` is not said of growth, which starts anew each year, and of what is counted anew each year only where it had been
promised for the year before too. Lowered, raised and reworded need the same scope, direction and time to the due year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from indicators.collection import Collection
from indicators.judging.meaning import in_unit, outcome_span, scope_of, tolerance_for
from indicators.model.schema import Better, Kind, Source, Target
from indicators.model.values import Half
from indicators.model.wording import Printed, named
from indicators.tables.columns import HistoryRow, PromiseRow, records, table
from indicators.tables.series import reported
from indicators.words.texts import Both, Said, Sayable, msgid, said

# How much each kind of history weighs by itself; `histories` says what is added.
WEIGHTS = {"silent": 6, "dropped": 5, "lowered": 4, "floor": 3, "reworded": 2, "raised": 1}
_HEADLINE, _MISSED, _OTHER_KIND = 10, 3, -3
_KINDS = {
    "number": Both("确定的数字", "a firm number"),
    "approximate": Both("约数", "an approximate number"),
    "effort": Both("力争的数字", "a number only striven for"),
    "comparison": Both("相对的说法", "a comparison"),
    "words": Both("文字表述", "words"),
}


@dataclass(frozen=True, slots=True)
class _History:
    """A history before it is a row; `kind` is one of `WEIGHTS`.

    `year` and `next_year` are the years it reaches over, `before` and `after` their figures; `more` is what it weighs
    beyond its kind's own weight.
    """

    kind: str
    year: int
    next_year: int
    before: Sayable
    after: Sayable
    because: Said
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Series:
    """The promises of one indicator of one city, by year."""

    data: Collection
    city: str
    name: str
    rows: dict[int, PromiseRow]

    def histories(self) -> Iterator[_History]:
        """All that can be said of them."""
        for year in sorted(self.rows):
            yield from self._dropped(year)
            yield from self._floor(year)
        for year, following in pairwise(sorted(self.rows)):
            yield from self._compared(year, following)
        yield from self._silent()

    def _target(self, year: int) -> Target:
        target = self.data.years[self.city, year][self.name].target
        assert target is not None  # a row of the table is a promise
        return target

    def _source(self, year: int) -> Source:
        return self.data.cities[self.city].sources[self.rows[year]["target_source"]]

    def _whole(self, half: Half, year: int) -> list[Source]:
        """The documents held whole that review (plan) a year."""
        sources = self.data.cities[self.city].sources.values()
        return [s for s in sources if getattr(s, half) == year and s.held_whole(half)]

    def _unanswered(self, year: int) -> bool:
        """Whether a promise with a number was met with silence in a whole review of its own year."""
        row = self.rows[year]
        return bool(row["verdict"] == "unreported" and row["due"] == year)

    def _dropped(self, year: int) -> Iterator[_History]:
        plans = self._whole("plans", year + 1)
        if not plans or year + 1 in self.rows or not self._unanswered(year):
            return
        before, reviews = _promised(self.rows[year]), self._whole("reviews", year)
        values = {
            "name": self._name,
            "source": named([self._source(year)]),
            "before": before,
            "year": year,
            "reviews": named(reviews),
            "next": year + 1,
        }
        if reviews == plans:
            message = msgid(
                "{name}: {source} promised {before} for {year}; {reviews}, held whole, neither says what became of "
                "it nor promises it for {next}."
            )
        else:
            message = msgid(
                "{name}: {source} promised {before} for {year}; {reviews}, held whole, does not say what became of "
                "it, and {plans}, held whole, does not promise it for {next}."
            )
            values["plans"] = named(plans)
        because = Said(message, tuple(values.items()))
        if self._source(year).kind is Kind.PLAN_REPORT and all(s.kind is not Kind.PLAN_REPORT for s in plans):
            because = said("{sentence} The plan report for {year} is not held whole.", sentence=because, year=year + 1)
            yield _History("dropped", year, year + 1, before, Both("", ""), because, _OTHER_KIND)
        else:
            yield _History("dropped", year, year + 1, before, Both("", ""), because)

    @property
    def _name(self) -> Sayable:
        return self.data.catalogue[self.name]

    def _compared(self, year: int, following: int) -> Iterator[_History]:
        row, later = self.rows[year], self.rows[following]
        alike = all(row[c] == later[c] for c in ("scope", "better")) and row["due"] - year == later["due"] - following
        if not alike or self.data.broken(self.city, self.name, year, following):
            return
        kind, end = self._difference(year, following)
        if not kind:
            return
        before, after = _promised(row), _promised(later)
        because = said(
            "{name}: {source} promised {before} for {year} ({between}); {later} promises {after} for {next}, {end}.",
            name=self._name,
            source=named([self._source(year)]),
            before=before,
            year=year,
            between=_between(row),
            later=named([self._source(following)]),
            after=after,
            next=following,
            end=end,
        )
        yield _History(kind, year, following, before, after, because, _MISSED if row["verdict"] == "missed" else 0)

    def _difference(self, year: int, following: int) -> tuple[str, Said]:
        """What a promise is beside the one before, and the words for it; nothing where it is the same."""
        one, other = self._target(year), self._target(following)
        edge, later_edge = self._edge(year), self._edge(following)
        if edge is not None and later_edge is not None and edge != later_edge:
            if self.rows[year]["better"] == Better.CLOSER:
                return "reworded", said("another number")
            less = (later_edge < edge) == (self.rows[year]["better"] == Better.HIGHER)
            return ("lowered", said("which asks less")) if less else ("raised", said("which asks more"))
        kind, later_kind = _kind(one), _kind(other)
        if kind != later_kind:
            return "reworded", said("{after} in place of {before}", after=_KINDS[later_kind], before=_KINDS[kind])
        if (one.in_step_with, one.faster_than) != (other.in_step_with, other.faster_than):
            return "reworded", said("another comparison")
        return "", said("")

    def _edge(self, year: int) -> Decimal | None:
        """The printed number that has to be reached, in the indicator's unit; None where there is none."""
        numbers = in_unit(self._target(year), self.data.catalogue[self.name])
        if not numbers:
            return None
        return numbers[-1] if self.rows[year]["better"] == Better.LOWER else numbers[0]

    def _floor(self, year: int) -> Iterator[_History]:
        indicator, row, edge = self.data.catalogue[self.name], self.rows[year], self._edge(year)
        outcome = reported(self.data, self.city, self.name, year - 1)
        if outcome is None or edge is None or row["due"] != year or indicator.measure == "growth":
            return
        if indicator.measure == "count" and year - 1 not in self.rows:
            return
        if scope_of(outcome, indicator) != scope_of(self._target(year), indicator) or self.data.broken(
            self.city, self.name, year - 1, year
        ):
            return
        span = outcome_span(outcome, indicator, tolerance_for(indicator, None))
        if span is None:
            return
        above = row["better"] == Better.HIGHER and span.low is not None and span.low > edge
        below = row["better"] == Better.LOWER and span.high is not None and span.high < edge
        if above or below:
            before, after = Printed(outcome, indicator), _promised(row)
            because = said(
                (
                    "{name}: {before} reported for {year}; {source} promises {after} for {next}, short of what "
                    "there was already: a floor."
                ),
                name=self._name,
                before=before,
                year=year - 1,
                source=named([self._source(year)]),
                after=after,
                next=year,
            )
            yield _History("floor", year - 1, year, before, after, because)

    def _silent(self) -> Iterator[_History]:
        streak: list[int] = []
        for year in [*sorted(self.rows), 0]:  # 0 ends the last streak
            if year and self._unanswered(year) and (not streak or year == streak[-1] + 1):
                streak.append(year)
                continue
            if len(streak) > 1:
                first, last = streak[0], streak[-1]
                documents = named([s for y in streak for s in self._whole("reviews", y)])
                because = said(
                    (
                        "{name}: promised for {n} years in a row, {first} to {last}, and never answered; "
                        "{documents}, held whole, do not say."
                    ),
                    name=self._name,
                    n=len(streak),
                    first=first,
                    last=last,
                    documents=documents,
                )
                yield _History(
                    "silent",
                    first,
                    last,
                    _promised(self.rows[first]),
                    _promised(self.rows[last]),
                    because,
                    len(streak) - 2,
                )
            streak = [year] if year and self._unanswered(year) else []


def _kind(target: Target) -> str:
    """How binding the wording of a target is; a key of `_KINDS`."""
    if target.form == "text":
        return "words"
    if target.refers_to:
        return "comparison"
    if target.strive:
        return "effort"
    return "approximate" if target.form in ("about", "nearly") else "number"


def _promised(row: PromiseRow) -> Both:
    """A target as it stands in a sentence; words and comparisons in quotation marks."""
    zh, en = row["target_zh"], row["target_en"]
    return Both(f"“{zh}”", f"“{en}”") if row["target_form"] in ("text", "in_step_with", "faster_than") else Both(zh, en)


def _between(row: PromiseRow) -> Said:
    """What became of a promise before the next one was made, as it stands in brackets."""
    if row["outcome_form"] == "text" or row["verdict"] == "not_comparable":
        return said("what was reported is not comparable")
    if row["outcome_form"]:
        return said("reported: {outcome}", outcome=Both(row["outcome_zh"], row["outcome_en"]))
    if row["answered_in"] == "silent":
        return said("a whole review does not say what became of it")
    return said("no outcome is held")


def _row(data: Collection, city: str, name: str, found: _History) -> HistoryRow:
    indicator = data.catalogue[name]
    return {
        "city": city,
        "indicator": name,
        "name_zh": indicator.zh,
        "name_en": indicator.en,
        "history": found.kind,
        "year": found.year,
        "next_year": found.next_year,
        "before_zh": found.before.say("zh"),
        "before_en": found.before.say("en"),
        "after_zh": found.after.say("zh"),
        "after_en": found.after.say("en"),
        "because_zh": found.because.say("zh"),
        "because_en": found.because.say("en"),
        "weight": WEIGHTS[found.kind] + found.more + (_HEADLINE if indicator.headline else 0),
    }


def histories(data: Collection, promises: pd.DataFrame) -> pd.DataFrame:
    """One row per history, the weightiest first; columns as in `columns.HistoryRow`. `promises` is the table of
    `tables.promises`.

    What it weighs: its kind's own weight in `WEIGHTS`, 10 more for a headline figure, 3 more where the promise before
    was missed, 1 more for each silent year after the second, 3 less where a plan report's promise was dropped and only
    the next work report is held. Of equals the newest comes first, then the order of the catalogue and of the cities.
    """
    series: dict[tuple[str, str], dict[int, PromiseRow]] = {}
    for row in records(promises, PromiseRow):
        series.setdefault((row["city"], row["indicator"]), {})[row["year"]] = row
    place = {name: i for i, name in enumerate(data.catalogue)}
    rows = [
        _row(data, city, name, found)
        for (city, name), by_year in series.items()
        for found in _Series(data, city, name, by_year).histories()
    ]
    rows.sort(key=lambda r: (-r["weight"], -r["next_year"], place[r["indicator"]], r["city"]))
    return table(rows, HistoryRow)
