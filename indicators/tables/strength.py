"""How strong the evidence of a claim is: which of the figures it rests on stand quoted in documents held."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.collection import Collection
from indicators.judging.meaning import in_unit
from indicators.tables.judged import Key

STRENGTHS = ("both", "one", "cited")  # the strongest first


def strength(sides: Sequence[bool]) -> str:
    """One of `STRENGTHS`: `both` where all of two or more figures are quoted, `one` where some are, `cited` where none
    is. `sides` says of each whether it is."""
    if len(sides) > 1 and all(sides):
        return "both"
    return "one" if any(sides) else "cited"


def target_quoted(data: Collection, place: Key) -> bool:
    """Whether the words of a promise stand in a document held."""
    return data.evidence[*place, "target", 0].quoted


def outcome_quoted(data: Collection, place: Key, position: int) -> bool:
    """Whether an outcome's words stand in a document held: in its own, or in another that prints the same number for
    the same period."""
    city, year, name = place
    outcomes, indicator = data.years[city, year][name].outcome, data.catalogue[name]
    given = outcomes[position]

    def same(i: int) -> bool:
        other = outcomes[i]
        alike = (other.form, other.interim_to) == (given.form, given.interim_to)
        return i == position or (
            alike and bool(given.numbers) and in_unit(other, indicator) == in_unit(given, indicator)
        )

    return any(same(i) and data.evidence[*place, "outcome", i].quoted for i in range(len(outcomes)))
