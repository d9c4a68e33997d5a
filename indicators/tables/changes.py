"""What differs between two versions of the data: figures, verdicts, catalogue, documents, problems. Pure.

Both versions are judged by the present rule, so the verdicts that differ are those that the data turned. What the rule
turned is known from what the data records of it (`collection.rule_changes`).

Only what a reader could see counts: comments, order and layout of the files change nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

import pandas as pd
from pydantic import BaseModel

from indicators.collection import Collection
from indicators.collection.rule_changes import RuleChange
from indicators.judging.answers import answer
from indicators.judging.judgment import Judgment
from indicators.judging.owing import owed
from indicators.model.problems import Problem
from indicators.model.schema import City, Figure, Indicator, Source
from indicators.model.wording import Printed
from indicators.tables.counting import count_rows
from indicators.tables.judged import Key, judged
from indicators.tables.renaming import by_keys_of
from indicators.words.texts import Both, Sayable

ChangeKind = Literal["added", "changed", "removed"]
KINDS: tuple[ChangeKind, ...] = ("added", "changed", "removed")
# What may differ in a figure besides its number, form, source, quote and evidence: keys of the year's file.
_MARKS = ("unit", "stretch", "strive", "due", "better", "scope", "interim_to", "not_comparable", "written", "note")


class Held(NamedTuple):
    """A figure as one version of the data holds it. `title` is its document's."""

    figure: Figure
    printed: Printed
    source: str
    title: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was added (no `before`), removed (no `after`) or changed, and `what` of it: keys of the year's
    file, `value` for the number, `form`, and `evidence` where it is no longer, or only now, verified."""

    city: str
    year: int
    indicator: str
    role: str
    before: Held | None
    after: Held | None
    what: tuple[str, ...] = ()

    @property
    def kind(self) -> ChangeKind:
        """Whether it was added, changed or removed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Turned:
    """A promise of both versions whose verdict (or its narrowness) is another one now, by the same rule."""

    city: str
    year: int
    indicator: str
    before: Judgment
    after: Judgment


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An indicator, a city or a source that was added, changed or removed, and by `sides` which of its keys differ,
    each from what to what. `owner` is the city to whose own layer of the catalogue an indicator belongs, `shown` false
    of an indicator that had no figure, which no reader saw."""

    of: Literal["indicator", "city", "source"]
    key: str
    name: Sayable
    kind: ChangeKind
    sides: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    owner: str | None = None
    shown: bool = True

    @property
    def what(self) -> tuple[str, ...]:
        """The keys that differ."""
        return tuple(self.sides)


@dataclass(frozen=True, slots=True)
class Count:
    """A city's year before and after: the numbers of `counting.CountRow`; None where it had no promise."""

    city: str
    year: int
    before: Mapping[str, int] | None
    after: Mapping[str, int] | None


@dataclass(frozen=True)
class Changes:
    """All that differs. `verdicts` are those that the data turned; `rules` has what each version of the rule turned
    that came between. `cities` and `indicators` name what the changes name by key. `read` is how many figures have a
    second reader whom they had not: that changes no figure. `before` has how many figures a city and year had."""

    figures: tuple[FigureChange, ...]
    verdicts: tuple[Turned, ...]
    entries: tuple[EntryChange, ...]
    counts: tuple[Count, ...]
    problems: tuple[Problem, ...]
    solved: tuple[Problem, ...]
    cities: Mapping[str, Sayable]
    indicators: Mapping[str, Sayable]
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    read: int = 0
    before: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing of the data changed."""
        changed = self.figures or self.verdicts or self.entries or self.problems or self.solved or self.rules
        return not (changed or self.read)

    @cached_property
    def unverified(self) -> tuple[FigureChange, ...]:
        """The figures, new or changed, that no machine found in their document."""
        return tuple(f for f in self.figures if f.after is not None and not f.after.verified)

    @cached_property
    def scorecards(self) -> tuple[tuple[str, int], ...]:
        """The cities and years that still have promises and show something else than before."""
        return tuple((c.city, c.year) for c in self.counts if c.after is not None)

    def of_role(self, role: str) -> tuple[FigureChange, ...]:
        """The changed targets, or the changed outcomes."""
        return tuple(f for f in self.figures if f.role == role)


_Place = tuple[str, int, str, str]


def _held(data: Collection) -> dict[_Place, list[Held]]:
    """All figures of usable promises, by city, year, indicator and role."""
    found: dict[_Place, list[Held]] = {}
    for (city, year), promises in data.years.items():
        for name, promise in promises.items():
            figures = [("target", 0, promise.target), *(("outcome", i, o) for i, o in enumerate(promise.outcome))]
            for role, i, figure in figures:
                if figure is None:
                    continue
                other = data.catalogue.get(figure.refers_to) if figure.refers_to else None
                evidence = data.evidence[city, year, name, role, i]
                title = data.cities[city].sources[evidence.source].title
                held = Held(
                    figure, Printed(figure, data.catalogue[name], other), evidence.source, title, evidence.verified
                )
                found.setdefault((city, year, name, role), []).append(held)
    return found


def _number(figure: Figure) -> object:
    """The number as printed: 5.0 is not 5."""
    return tuple(map(str, figure.numbers)) or figure.refers_to or figure.text


def _what(old: Held, new: Held) -> tuple[str, ...]:
    """Which keys of a figure differ."""
    a, b = old.figure, new.figure
    differs = {
        "value": _number(a) != _number(b),
        "form": a.form != b.form,
        **{mark: str(getattr(a, mark, None)) != str(getattr(b, mark, None)) for mark in _MARKS},
        "source": old.source != new.source,
        "quote": "".join((a.quote or "").split()) != "".join((b.quote or "").split()),
        "evidence": old.verified != new.verified,
    }
    return tuple(key for key, differing in differs.items() if differing)


def _paired(old: list[Held], new: list[Held]) -> Iterator[tuple[Held | None, Held | None]]:
    """Which figure became which: first those of the same document and period, then the one that is left on either
    side."""
    before, after = list(old), list(new)
    for a in old:
        same = [
            b
            for b in after
            if b.source == a.source and getattr(b.figure, "interim_to", None) == getattr(a.figure, "interim_to", None)
        ]
        if same:
            b = min(same, key=lambda other: len(_what(a, other)))
            before.remove(a)
            after.remove(b)
            yield a, b
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    yield from ((a, None) for a in before)
    yield from ((None, b) for b in after)


def _figures(base: Collection, head: Collection) -> Iterator[FigureChange]:
    old, new = _held(base), _held(head)
    order = list(dict.fromkeys([*new, *old]))
    for place in sorted(order, key=lambda p: p[:2]):
        for before, after in _paired(old.get(place, []), new.get(place, [])):
            what = _what(before, after) if before and after else ()
            if what or before is None or after is None:
                yield FigureChange(*place, before, after, what)


def _read(base: Collection, head: Collection) -> int:
    """How many figures of `head` have a second reader whom they have not in `base`."""
    known = {(place, r) for place, figures in _held(base).items() for held in figures for r in held.figure.read_by}
    return sum(
        any((place, reading) not in known for reading in held.figure.read_by)
        for place, figures in _held(head).items()
        for held in figures
    )


def _judged(data: Collection) -> dict[Key, Judgment]:
    """Every promise's judgment at the stated tolerance."""
    return {key: found.judgment for key, found in judged(data).items() if found.judgment is not None}


def _counted(data: Collection, judgments: Mapping[Key, Judgment]) -> dict[tuple[str, int], Mapping[str, int]]:
    """The numbers of each city and year."""
    rows = []
    for (city, year, name), judgment in judgments.items():
        context = data.context(city, year)
        answered, owing = answer(name, context), owed(name, context)
        where = answered.where.value if answered else ""
        rows.append((city, year, judgment.verdict.value, where, judgment.in_words, owing.whole, owing.looked))
    columns = ["city", "year", "verdict", "answered_in", "in_words", "owed_whole", "owed_looked"]
    frame = pd.DataFrame(rows, columns=columns)
    return {(row.city, row.year): row.of for row in count_rows(frame)}


def _differing(
    old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], without: tuple[str, ...] = ()
) -> Iterator[tuple[str, Any, ChangeKind, Mapping[str, tuple[object, object]]]]:
    """Entries by key: the entry as it is (or was), what happened to it, and its keys that differ, with both sides."""
    for key in dict.fromkeys([*new, *old]):
        if key not in old or key not in new:
            yield key, new.get(key, old.get(key)), "removed" if key in old else "added", {}
            continue
        sides = {f: (getattr(old[key], f), getattr(new[key], f)) for f in type(new[key]).model_fields}
        differing = {f: (was, now) for f, (was, now) in sides.items() if f not in without and was != now}
        if differing:
            yield key, new[key], "changed", differing


def _entries(base: Collection, head: Collection) -> Iterator[EntryChange]:
    indicator: Indicator
    city: City
    source: Source
    for key, indicator, kind, sides in _differing(base.catalogue, head.catalogue):
        owner = (base if kind == "removed" else head).owners.get(key)
        shown = any(key in promises for promises in base.years.values())
        yield EntryChange("indicator", key, Both(indicator.zh, indicator.en), kind, sides, owner, shown)
    for key, city, kind, sides in _differing(base.cities, head.cities, without=("sources",)):
        yield EntryChange("city", key, Both(city.zh, city.en), kind, sides)
    for folder in dict.fromkeys([*head.cities, *base.cities]):
        old, new = (data.cities[folder].sources if folder in data.cities else {} for data in (base, head))
        for key, source, kind, sides in _differing(old, new):
            yield EntryChange("source", f"{folder}/{key}", source, kind, sides)


def _new_problems(base: Collection, head: Collection) -> tuple[Problem, ...]:
    """The problems of `head` that `base` has not."""
    known = {p.identity for p in base.problems}
    return tuple(p for p in head.problems if p.identity not in known)


def changes(base: Collection, head: Collection) -> Changes:
    """What differs from `base` to `head`, by the keys of `head`: a new key alone is no new figure."""
    base = by_keys_of(base, head.former)
    figures = tuple(_figures(base, head))
    before, after = _judged(base), _judged(head)
    verdicts = tuple(
        Turned(*place, before[place], judgment)
        for place, judgment in sorted(after.items(), key=lambda item: item[0][:2])
        if place in before and (before[place].verdict, before[place].narrow) != (judgment.verdict, judgment.narrow)
    )
    counted_before, counted_after = _counted(base, before), _counted(head, after)
    touched = {(f.city, f.year) for f in figures} | {(t.city, t.year) for t in verdicts}
    counts = tuple(
        Count(*place, counted_before.get(place), counted_after.get(place))
        for place in sorted(touched)
        if place in counted_before or place in counted_after
    )
    names = [
        {key: Both(entry.zh, entry.en) for key, entry in (getattr(base, kind) | getattr(head, kind)).items()}
        for kind in ("cities", "catalogue")
    ]
    return Changes(
        figures,
        verdicts,
        tuple(_entries(base, head)),
        counts,
        _new_problems(base, head),
        _new_problems(head, base),
        names[0],
        names[1],
        {v: found for v, found in head.rules.items() if base.years and v not in base.rules},
        _read(base, head),
        Counter(key[:2] for key in base.evidence),
    )
