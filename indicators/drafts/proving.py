"""Whether a drafted figure holds: it can be read in its own quote, and stands in the draft once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indicators.collection.naming import Naming
from indicators.collection.proof import doubt, quote_problem
from indicators.collection.suspicions import implausible
from indicators.drafts import leaving
from indicators.drafts.drafted import Drafted, LeftOut
from indicators.words.texts import said

LONGEST = 400  # characters of a quote that nobody would check


def unproved(drafted: Drafted, naming: Naming) -> LeftOut | None:
    """The figure as one that is left out, with the reason, where its quote does not prove it; None where it does."""
    if drafted.end - drafted.start > LONGEST:
        why = said("no short passage says what it is")
        return LeftOut(drafted.start, drafted.end, drafted.quote[:40], why)
    entry = naming.catalogue.get(drafted.indicator or "") or (drafted.proposal.indicator if drafted.proposal else None)
    why = leaving.UNCLEAR
    if entry is not None:
        try:
            problem = quote_problem(drafted.figure(entry), entry, naming=naming)
        except ValueError:
            why = said("the number is no figure that can be entered")
        else:
            if problem is None:
                return None
            why = problem.what
    return LeftOut(drafted.start, drafted.end, drafted.quote, why)


def doubted(drafted: Drafted, naming: Naming) -> Drafted:
    """The figure, with a doubt where its quote may not speak of the indicator, or not in that form, or where its number
    is hardly one that the indicator can have."""
    entry = naming.catalogue.get(drafted.indicator or "")
    if entry is None:
        return drafted
    figure = drafted.figure(entry)
    unsure = [one.what for one in (doubt(figure, entry, naming), implausible(figure, entry)) if one]
    return replace(drafted, doubts=(*drafted.doubts, *unsure)) if unsure else drafted


def repeated(one: Drafted, other: Drafted) -> bool:
    """Whether two figures say the same of the same words."""
    said_by = [(d.role, d.form, d.numbers, d.unit, d.quote, d.name, d.start) for d in (one, other)]
    return said_by[0] == said_by[1]


def once(figures: Iterable[Drafted]) -> tuple[Drafted, ...]:
    """The figures without repetitions: of those that say the same of one indicator, year and role, the first, or the
    first in which nothing is doubtful.

    A later one that says something else stays, with a doubt for the curator.
    """
    seen: dict[tuple[str, str, int | None], Drafted] = {}
    made: list[Drafted] = []
    for drafted in figures:
        if drafted.indicator is not None:
            key = (drafted.role, drafted.indicator, drafted.year)
            first = seen.setdefault(key, drafted)
            if first is not drafted:
                if (first.form, first.numbers, first.unit) == (drafted.form, drafted.numbers, drafted.unit):
                    if first.doubts and not drafted.doubts:
                        made[made.index(first)] = seen[key] = drafted
                    continue
                again = said("the report gives this indicator more than once")
                drafted = replace(drafted, doubts=(*drafted.doubts, again))
        made.append(drafted)
    return tuple(made)
