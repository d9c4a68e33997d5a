"""The promises of one indicator of one city, by year, and what is known around them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.collection import Collection
from indicators.judging.kin import akin
from indicators.judging.meaning import in_unit
from indicators.judging.owing import REPORTS, Owed, owed
from indicators.model.schema import Better, Kind, Outcome, Source, Target
from indicators.model.wording import named
from indicators.tables.columns import PromiseRow
from indicators.tables.strength import outcome_quoted, target_quoted
from indicators.words.texts import Both, Said, Sayable, msgid, said

_QUOTED = ("done", "text", "in_step_with", "faster_than")  # forms that stand in quotation marks in a sentence


@dataclass(frozen=True, slots=True)
class PromisedYears:
    """The promises of one indicator of one city; `rows` are those of the table, by year."""

    data: Collection
    city: str
    name: str
    rows: dict[int, PromiseRow]

    @property
    def named(self) -> Sayable:
        """The indicator's name."""
        return self.data.catalogue[self.name]

    def target(self, year: int) -> Target:
        """What was promised for a year of `rows`."""
        target = self.data.years[self.city, year][self.name].target
        assert target is not None  # a row of the table is a promise
        return target

    def source(self, year: int) -> Source:
        """The document of that promise."""
        return self.data.cities[self.city].sources[self.rows[year]["target_source"]]

    def made(self, year: int) -> Said:
        """The promise as a clause with its document. Only reports to the congress promise: others tell of a target."""
        source = self.source(year)
        message = msgid("by {source} the target for {year} was {target}")
        if source.kind.to_congress:
            message = msgid("{source} promised {target} for {year}")
        elif source.news_of is not None:
            message = msgid("the {report} of {year}, as reported by {source}, set {target}")
        elif source.kind is Kind.NEWS:
            message = msgid("the target for {year}, as reported by {source}, was {target}")
        report = "" if source.news_of is None else REPORTS[Kind(source.news_of)]
        return said(message, source=named([source]), report=report, target=promised(self.rows[year]), year=year)

    def quoted(self, year: int, *outcomes: int) -> tuple[bool, ...]:
        """Whether that promise stands quoted in a document held, and the outcomes of the year at these positions."""
        place = (self.city, year, self.name)
        return target_quoted(self.data, place), *(outcome_quoted(self.data, place, i) for i in outcomes)

    def plans(self, year: int) -> list[Source]:
        """The reports to the congress that plan a year, held or not."""
        sources = self.data.cities[self.city].sources.values()
        return [s for s in sources if s.plans == year and s.kind.to_congress]

    def owing(self, year: int) -> Owed:
        """Who owes the answer to it."""
        return owed(self.name, self.data.context(self.city, year))

    def unanswered(self, year: int) -> bool:
        """Whether the reports that owe the answer, held whole and looked through, give no outcome of a promise due in
        its own year."""
        row = self.rows[year]
        return bool(row["verdict"] == "unreported" and row["due"] == year)

    def promised_again(self, year: int) -> bool:
        """Whether the indicator or kin of it is promised for a year."""
        promises = self.data.years.get((self.city, year), {})
        made = [name for name, promise in promises.items() if promise.target is not None]
        return any(name == self.name or akin(self.name, name, self.data.catalogue) for name in made)

    def edge(self, year: int) -> Decimal | None:
        """The printed number that has to be reached, in the indicator's unit; None where there is none."""
        numbers = in_unit(self.target(year), self.data.catalogue[self.name])
        if not numbers:
            return None
        return numbers[-1] if self.rows[year]["better"] == Better.LOWER else numbers[0]

    def known(self, year: int) -> Outcome | None:
        """The outcome of a year that decides among those known when the promise for the next was made: printed in no
        later document. One that can't be compared is none."""
        promise = self.data.years.get((self.city, year), {}).get(self.name)
        if promise is None:
            return None
        made, sources = self.rows[year + 1]["target_source"], self.data.cities[self.city].sources
        promised_on = sources[made].date
        for i in self.data.context(self.city, year).ranked(self.name):
            outcome, stands = promise.outcome[i], self.data.evidence[self.city, year, self.name, "outcome", i].source
            printed_on = sources[stands].date
            earlier = promised_on is not None and printed_on is not None and printed_on <= promised_on
            if outcome.not_comparable is None and (stands == made or earlier):
                return outcome
        return None


def promised(row: PromiseRow) -> Both:
    """A target as it stands in a sentence; words and comparisons in quotation marks."""
    zh, en = row["target_zh"], row["target_en"]
    if row["target_form"] not in _QUOTED:
        return Both(zh, en)
    return Both(f"“{zh}”", en if en.startswith("“") else f"“{en}”")
