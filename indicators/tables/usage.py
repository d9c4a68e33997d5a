"""Who uses an indicator: by city the years, how many promises and how many figures; and which ones words ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.collection import Collection
from indicators.model.schema import Indicator


@dataclass(slots=True)
class Usage:
    """The years in which each city (by folder) has figures of an indicator, and how many promises and figures."""

    years: dict[str, list[int]] = field(default_factory=dict)
    promises: int = 0
    figures: int = 0


def usages(data: Collection) -> dict[str, Usage]:
    """The usage of every indicator of the catalogue, by key."""
    found = {key: Usage() for key in data.catalogue}
    for (city, year), promises in sorted(data.years.items()):
        for key, promise in promises.items():
            mine = found[key]
            mine.years.setdefault(city, []).append(year)
            mine.promises += promise.target is not None
            mine.figures += (promise.target is not None) + len(promise.outcome)
    return found


def matching(words: Iterable[str], catalogue: Mapping[str, Indicator]) -> list[str]:
    """The keys of the indicators that all of the words ask for, in the order of the catalogue: each stands in a key or
    a former key, in a name in either language, or in an alias."""
    wanted = [word.casefold() for word in words]
    return [key for key, entry in catalogue.items() if all(_has(word, key, entry) for word in wanted)]


def _has(word: str, key: str, entry: Indicator) -> bool:
    names = (key, *entry.was, entry.zh, entry.en, *entry.aliases, *entry.named_by)
    return any(word in name.casefold() for name in names)
