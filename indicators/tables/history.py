"""Histories: what happened to promises over the years (dropped, lowered, raised, reworded, set as a floor, met with
silence).

They are computed from the promises' table, each with its reason in both languages. None is claimed of a document of
which only an excerpt is held, and none reaches across a break in the series.

`dropped`   promised, without an outcome in the report that owes it, held whole, and neither it nor kin of it promised
            again for the next year by that kind of report, held whole. Where the next report of that kind is not held,
            and another that is held whole does not promise it either, it is told too, but as not sure
`silent`    promised for two years or more in a row, and no outcome in any of the reports that owe them, all held whole
`lowered`   the next promise asks less: a smaller number where more is better, a larger one where less is
`raised`    it asks more
`reworded`  it says it otherwise: a comparison or words for a number, 左右 or 力争 for a firm one; and a ceiling on
            prices that moves, which asks neither more nor less of the city
`floor`     it is short of what the year before had reached already, by an outcome known when it was promised

`floor` is not said of growth, which starts anew each year, and of what is counted anew each year only where it had been
promised for the year before too. Lowered, raised and reworded need the same scope, direction and time to the due year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from indicators.collection import Collection
from indicators.judging.meaning import outcome_span, scope_of, tolerance_for
from indicators.judging.owing import REPORTS
from indicators.model.levels import whole
from indicators.model.schema import Better, Target
from indicators.model.wording import Printed, named
from indicators.tables.columns import HistoryRow, PromiseRow, records, table
from indicators.tables.promised_years import PromisedYears, promised
from indicators.tables.strength import outcome_quoted, strength
from indicators.words.texts import Both, Said, Sayable, msgid, said

# How much each kind of history weighs by itself; `histories` says what is added.
WEIGHTS = {"silent": 6, "dropped": 5, "lowered": 4, "floor": 3, "reworded": 2, "raised": 1}
# The columns of the table of promises that are asked for: to make rows of all of them takes longer than the rest.
_ASKED = [
    *("city", "year", "due", "indicator", "scope", "better", "verdict", "answered_in"),
    *("target_form", "target_source", "target_zh", "target_en"),
    *("outcome_form", "outcome_position", "outcome_zh", "outcome_en"),
]
_HEADLINE, _MISSED, _UNSURE = 10, 3, -3
_KINDS = {
    "number": Both("确定的数字", "a firm number"),
    "approximate": Both("约数", "an approximate number"),
    "effort": Both("力争的数字", "a number only striven for"),
    "comparison": Both("相对的说法", "a comparison"),
    "completion": Both("以文字表示的完成", "a completion in words"),
    "words": Both("文字表述", "words"),
}


@dataclass(frozen=True, slots=True)
class _History:
    """A history before it is a row; `kind` is one of `WEIGHTS`.

    `year` and `next_year` are the years it reaches over, `before` and `after` their figures; `sides` says of each
    figure it tells whether that is quoted; `more` is what it weighs beyond its kind's own weight. `sure` is false where
    a document that is not held could speak against it.
    """

    kind: str
    year: int
    next_year: int
    before: Sayable
    after: Sayable
    because: Said
    sides: tuple[bool, ...]
    more: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Series(PromisedYears):
    """What can be said of the promises of one indicator of one city over the years."""

    def histories(self) -> Iterator[_History]:
        """All that can be said of them."""
        for year in sorted(self.rows):
            yield from self._dropped(year)
            yield from self._floor(year)
        for year, following in pairwise(sorted(self.rows)):
            yield from self._compared(year, following)
        yield from self._silent()

    def _dropped(self, year: int) -> Iterator[_History]:
        row, owing, following = self.rows[year], self.owing(year), year + 1
        if row["due"] != year or owing.kind is None or self.promised_again(following):
            return
        plans = self.plans(following)
        whole = [s for s in plans if s.held_whole("plans")]
        alike = [s for s in plans if s.kind is owing.kind]
        before = promised(row)
        values = {"name": self.named, "made": self.made(year), "next": following}
        if self.unanswered(year) and alike and all(s.held_whole("plans") for s in alike):
            if owing.held == alike:
                message = msgid(
                    "{name}: {made}; {reports}, held whole, neither reports an outcome of it nor sets a target for "
                    "{next}."
                )
            else:
                message = msgid(
                    "{name}: {made}; {reports}, held whole, reports no outcome of it, and {plans}, held whole, sets "
                    "no target for {next}."
                )
            because = said(message, **values, reports=named(owing.held), plans=named(alike))
            yield _History("dropped", year, following, before, Both("", ""), because, self.quoted(year))
        elif row["verdict"] == "not_held" and whole and not any(s.file for s in (*owing.held, *alike)):
            message = msgid(
                "{name}: {made}; {plans}, held whole, sets no target for {next}. The {report} that would set one again "
                "is not held, so this is not sure."
            )
            because = said(message, **values, plans=named(whole), report=REPORTS[owing.kind])
            sides = self.quoted(year)
            yield _History("dropped", year, following, before, Both("", ""), because, sides, _UNSURE, sure=False)

    def _compared(self, year: int, following: int) -> Iterator[_History]:
        row, later = self.rows[year], self.rows[following]
        alike = all(row[c] == later[c] for c in ("scope", "better")) and row["due"] - year == later["due"] - following
        if not alike or self.data.broken(self.city, self.name, year, following):
            return
        kind, end = self._difference(year, following)
        if not kind:
            return
        before, after = promised(row), promised(later)
        because = said(
            "{name}: {made} ({between}); {later}, {end}.",
            name=self.named,
            made=self.made(year),
            between=_between(row),
            later=self.made(following),
            end=end,
        )
        told = () if _vague(row) or row["outcome_position"] is None else (row["outcome_position"],)
        sides = (*self.quoted(year, *told), *self.quoted(following))
        more = _MISSED if row["verdict"] == "missed" else 0
        yield _History(kind, year, following, before, after, because, sides, more)

    def _difference(self, year: int, following: int) -> tuple[str, Said]:
        """What a promise is beside the one before, and the words for it; nothing where it is the same."""
        one, other = self.target(year), self.target(following)
        edge, later_edge = self.edge(year), self.edge(following)
        if edge is not None and later_edge is not None and edge != later_edge:
            if self.rows[year]["better"] == Better.CLOSER:
                return "reworded", said("another number")
            if self.data.catalogue[self.name].ceiling and self.rows[year]["better"] == Better.LOWER:
                return "reworded", said("a lower ceiling") if later_edge < edge else said("a higher ceiling")
            less = (later_edge < edge) == (self.rows[year]["better"] == Better.HIGHER)
            return ("lowered", said("which asks less")) if less else ("raised", said("which asks more"))
        kind, later_kind = _kind(one), _kind(other)
        if kind != later_kind:
            return "reworded", said("{after} in place of {before}", after=_KINDS[later_kind], before=_KINDS[kind])
        if (one.in_step_with, one.faster_than) != (other.in_step_with, other.faster_than):
            return "reworded", said("another comparison")
        return "", said("")

    def _floor(self, year: int) -> Iterator[_History]:
        indicator, row, edge = self.data.catalogue[self.name], self.rows[year], self.edge(year)
        if edge is None or row["due"] != year or indicator.measure == "growth":
            return
        if indicator.measure == "count" and year - 1 not in self.rows:
            return
        outcome = self.known(year - 1)
        if outcome is None or self.data.broken(self.city, self.name, year - 1, year):
            return
        here = self.data.cities[self.city]
        whole_place = whole(here.code, here.zh)
        if scope_of(outcome, indicator, whole_place) != scope_of(self.target(year), indicator, whole_place):
            return
        span = outcome_span(outcome, indicator, tolerance_for(indicator, None))
        if span is None:
            return
        above = row["better"] == Better.HIGHER and span.low is not None and span.low > edge
        below = row["better"] == Better.LOWER and span.high is not None and span.high < edge
        if above or below:
            before, after = Printed(outcome, indicator), promised(row)
            message = (
                msgid("{name}: {before} reported for {year}; {made}, less than the year before did.")
                if indicator.measure == "count" and above
                else msgid("{name}: {before} reported for {year}; {made}, short of what had been reached already.")
            )
            because = said(message, name=self.named, before=before, year=year - 1, made=self.made(year))
            position = self.data.years[self.city, year - 1][self.name].outcome.index(outcome)
            sides = (outcome_quoted(self.data, (self.city, year - 1, self.name), position), *self.quoted(year))
            yield _History("floor", year - 1, year, before, after, because, sides)

    def _silent(self) -> Iterator[_History]:
        streak: list[int] = []
        for year in [*sorted(self.rows), 0]:  # 0 ends the last streak
            if year and self.unanswered(year) and (not streak or year == streak[-1] + 1):
                streak.append(year)
                continue
            if len(streak) > 1:
                yield self._silence(streak)
            streak = [year] if year and self.unanswered(year) else []

    def _silence(self, years: list[int]) -> _History:
        """The history of years that follow each other, in each of which the reports give no outcome."""
        first, last = years[0], years[-1]
        because = said(
            (
                "{name}: promised for {n} years in a row, {first} to {last}; {documents}, held whole, report no "
                "outcome of it."
            ),
            name=self.named,
            n=len(years),
            first=first,
            last=last,
            documents=named([s for year in years for s in self.owing(year).held]),
        )
        before, after = (promised(self.rows[year]) for year in (first, last))
        sides = tuple(side for year in years for side in self.quoted(year))
        return _History("silent", first, last, before, after, because, sides, len(years) - 2)


def _kind(target: Target) -> str:
    """How binding the wording of a target is; a key of `_KINDS`."""
    if target.form in ("done", "text"):
        return "completion" if target.form == "done" else "words"
    if target.refers_to:
        return "comparison"
    if target.strive:
        return "effort"
    return "approximate" if target.form in ("about", "nearly") else "number"


def _vague(row: PromiseRow) -> bool:
    """Whether what was reported can't be held against the promise."""
    return row["outcome_form"] == "text" or row["verdict"] == "not_comparable"


def _between(row: PromiseRow) -> Said:
    """What became of a promise before the next one was made, as it stands in brackets."""
    if _vague(row):
        return said("what was reported is not comparable")
    if row["outcome_form"]:
        zh, en = row["outcome_zh"], row["outcome_en"]
        quoted = Both(f"“{zh}”", en) if row["outcome_form"] == "done" else Both(zh, en)
        return said("reported: {outcome}", outcome=quoted)
    if row["answered_in"] == "silent":
        return said("the report that owes the answer, held whole, gives no outcome")
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
        "sure": found.sure,
        "evidence": strength(found.sides),
        "weight": WEIGHTS[found.kind] + found.more + (_HEADLINE if indicator.headline else 0),
        "level": data.cities[city].level.value,
    }


def histories(data: Collection, promises: pd.DataFrame) -> pd.DataFrame:
    """One row per history, the weightiest first; columns as in `columns.HistoryRow`. `promises` is the table of
    `tables.promises`.

    What it weighs: its kind's own weight in `WEIGHTS`, 10 more for a headline figure, 3 more where the promise before
    was missed, 1 more for each silent year after the second, 3 less where it is not sure that a promise was dropped. Of
    equals the newest comes first, then the order of the catalogue and of the cities.
    """
    series: dict[tuple[str, str], dict[int, PromiseRow]] = {}
    for row in records(promises[_ASKED], PromiseRow):
        series.setdefault((row["city"], row["indicator"]), {})[row["year"]] = row
    place = {name: i for i, name in enumerate(data.catalogue)}
    rows = [
        _row(data, city, name, found)
        for (city, name), by_year in series.items()
        for found in _Series(data, city, name, by_year).histories()
    ]
    rows.sort(key=lambda r: (-r["weight"], -r["next_year"], place[r["indicator"]], r["city"]))
    return table(rows, HistoryRow)
