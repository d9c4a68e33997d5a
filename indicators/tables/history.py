"""What happened to promises over the years: dropped, lowered, raised, reworded, set as a floor, met with silence.

Facts computed from the promises' table, each with its reason in both languages. None is claimed of a document of which
only an excerpt is held, and none reaches across a break in the series.

`dropped`   promised, not answered in a whole review, and not promised again in the next year's plan, held whole; less
            telling
            of the details of a plan report, where only the work report of the next year is held
`silent`    promised for two years or more in a row, and answered in none of their reviews, all held whole
`lowered`   the next promise asks less: a smaller number where more is better, a larger one where less is
`raised`    it asks more
`reworded`  it says it otherwise: a comparison or words for a number, 左右 or 力争 for a firm one
`floor`     it is short of what the year before had reached already

`floor` is not said of growth, which starts anew each year, and of what is counted anew each year only where it had been
promised for the year before too. Lowered, raised and reworded need the same scope, direction and time to the due year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd

from indicators.collection import Collection
from indicators.judging.meaning import in_unit, outcome_span, tolerance_for
from indicators.model.schema import Better, Kind, Source, Target
from indicators.model.values import Half
from indicators.model.wording import Printed, named
from indicators.tables.columns import HISTORY_COLUMNS
from indicators.tables.series import reported
from indicators.words.texts import Both, Said, Sayable, msgid, said

Row = Mapping[str, Any]  # a row of `tables.promises`
# How telling a fact is by itself; `histories` says what is added.
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
class _Fact:
    """A fact before it is a row. `year` and `next_year` are the years it reaches over, `before` and `after` their
    figures; `more` is what it weighs beyond its own weight."""

    fact: str
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
    rows: dict[int, Row]

    def facts(self) -> Iterator[_Fact]:
        """All that can be said of them."""
        for year in sorted(self.rows):
            yield from self._dropped(year)
            yield from self._floor(year)
        for year, following in pairwise(sorted(self.rows)):
            yield from self._drift(year, following)
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

    def _dropped(self, year: int) -> Iterator[_Fact]:
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
            yield _Fact("dropped", year, year + 1, before, Both("", ""), because, _OTHER_KIND)
        else:
            yield _Fact("dropped", year, year + 1, before, Both("", ""), because)

    @property
    def _name(self) -> Sayable:
        return self.data.catalogue[self.name]

    def _drift(self, year: int, following: int) -> Iterator[_Fact]:
        row, later = self.rows[year], self.rows[following]
        alike = all(row[c] == later[c] for c in ("scope", "better")) and row["due"] - year == later["due"] - following
        if not alike or self.data.broken(self.city, self.name, year, following):
            return
        fact, end = self._difference(year, following)
        if not fact:
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
        yield _Fact(fact, year, following, before, after, because, _MISSED if row["verdict"] == "missed" else 0)

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

    def _floor(self, year: int) -> Iterator[_Fact]:
        indicator, row, edge = self.data.catalogue[self.name], self.rows[year], self._edge(year)
        outcome = reported(self.data, self.city, self.name, year - 1)
        if outcome is None or edge is None or row["due"] != year or indicator.measure == "growth":
            return
        if indicator.measure == "count" and year - 1 not in self.rows:
            return
        scope = outcome.scope or indicator.scope
        if (scope.zh if scope else "") != row["scope"] or self.data.broken(self.city, self.name, year - 1, year):
            return
        span = outcome_span(outcome.form, in_unit(outcome, indicator), tolerance_for(indicator, None))
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
            yield _Fact("floor", year - 1, year, before, after, because)

    def _silent(self) -> Iterator[_Fact]:
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
                yield _Fact(
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


def _promised(row: Row) -> Both:
    """A target as it stands in a sentence; words and comparisons in quotation marks."""
    zh, en = row["target_zh"], row["target_en"]
    return Both(f"“{zh}”", f"“{en}”") if row["target_form"] in ("text", "in_step_with", "faster_than") else Both(zh, en)


def _between(row: Row) -> Said:
    """What became of a promise before the next one was made, as it stands in brackets."""
    if row["outcome_form"] == "text" or row["verdict"] == "not_comparable":
        return said("what was reported is not comparable")
    if row["outcome_form"]:
        return said("reported: {outcome}", outcome=Both(row["outcome_zh"], row["outcome_en"]))
    if row["answered_in"] == "never":
        return said("a whole review does not say what became of it")
    return said("no outcome is held")


def histories(data: Collection, promises: pd.DataFrame) -> pd.DataFrame:
    """One row per fact, the most telling first; columns as in `HISTORY_COLUMNS`. `promises` is the table of
    `tables.promises`.

    Telling is what weighs most: the fact's own weight in `WEIGHTS`, 10 more for a headline figure, 3 more where the
    promise before was missed, 1 more for each silent year after the second, 3 less where a plan report's promise was
    dropped and only the next work report is held. Of equals the newest comes first, then the
    order of the catalogue and of the cities.
    """
    series: dict[tuple[str, str], dict[int, Row]] = {}
    for row in promises.to_dict("records"):
        series.setdefault((row["city"], row["indicator"]), {})[int(row["year"])] = row
    place = {name: i for i, name in enumerate(data.catalogue)}
    rows = []
    for (city, name), by_year in series.items():
        indicator = data.catalogue[name]
        for found in _Series(data, city, name, by_year).facts():
            weight = WEIGHTS[found.fact] + found.more + (_HEADLINE if indicator.headline else 0)
            words = {
                f"{key}_{lang}": getattr(found, key).say(lang)
                for key in ("before", "after", "because")
                for lang in ("zh", "en")
            }
            row = {
                "city": city,
                "indicator": name,
                "name_zh": indicator.zh,
                "name_en": indicator.en,
                "fact": found.fact,
            }
            rows.append(row | {"year": found.year, "next_year": found.next_year, **words, "weight": weight})
    rows.sort(key=lambda r: (-r["weight"], -r["next_year"], place[r["indicator"]], r["city"]))
    return pd.DataFrame(rows, columns=list(HISTORY_COLUMNS))
