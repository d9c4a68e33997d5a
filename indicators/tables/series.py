"""An indicator of a city over the years: which outcome counts for a year, and the growth that two levels imply.

Nothing is computed across a break in the series.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.collection import Collection
from indicators.judging.meaning import in_unit
from indicators.model.schema import Outcome
from indicators.model.wording import Amount
from indicators.words.digits import rounded
from indicators.words.texts import Both, Said, number, said


@dataclass(frozen=True, slots=True)
class Implied:
    """The nominal change in percent that two levels imply where no growth rate was reported. Ours: it decides no
    verdict."""

    value: Decimal
    because: Said


def reported(data: Collection, city: str, name: str, year: int) -> Outcome | None:
    """The outcome that counts for the whole year, None where none is held; one that can't be compared does not
    count."""
    promise = data.years.get((city, year), {}).get(name)
    if promise is None:
        return None
    ranked = (promise.outcome[i] for i in data.context(city, year).ranked(name))
    return next((outcome for outcome in ranked if outcome.not_comparable is None), None)


def _level(data: Collection, city: str, name: str, year: int) -> Decimal | None:
    """The level of a whole year as one exact number, in the indicator's unit."""
    outcome = reported(data, city, name, year)
    if outcome is None or outcome.form != "value" or outcome.scope is not None:
        return None
    return in_unit(outcome, data.catalogue[name])[0]


def implied(data: Collection, city: str, name: str, year: int) -> Implied | None:
    """The growth in `year` that the levels of that year and the one before imply.

    None where the growth itself is reported, a level is missing or not one exact positive number, or the series breaks
    between the two.
    """
    indicator = data.catalogue[name]
    level = indicator.growth_of
    if level is None or level not in data.catalogue or reported(data, city, name, year) is not None:
        return None
    before, after = _level(data, city, level, year - 1), _level(data, city, level, year)
    if before is None or after is None or before <= 0 or data.broken(city, level, year - 1, year):
        return None
    value = rounded(100 * (after / before - 1), 1)
    entry = data.catalogue[level]
    because = said(
        (
            "{level} went from {before} to {after}, which implies {value} %: a nominal change, computed here and "
            "not an official rate."
        ),
        level=entry,
        before=Amount(before, entry),
        after=Amount(after, entry),
        value=Both(number(value, "zh"), number(value, "en")),
    )
    return Implied(value, because)
