"""A version of the data by the keys that another one uses: what was only given another key is the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indicators.collection import Collection
from indicators.collection.layers import referring
from indicators.model.schema import Indicator, Promise


def by_keys_of(data: Collection, former: Mapping[str, str]) -> Collection:
    """The data with its indicators by the keys that they have now; `former` has these by each key of before.

    An indicator keeps its key where the data has one by the present key already, for the two were different things.
    """
    now = {old: new for old, new in former.items() if old in data.catalogue and new not in data.catalogue}
    now = {old: new for old, new in now.items() if list(now.values()).count(new) == 1}
    if not now:
        return data

    def key(old: str) -> str:
        return now.get(old, old)

    cities = {
        name: city.model_copy(update={"breaks": {key(each): breaks for each, breaks in city.breaks.items()}})
        for name, city in data.cities.items()
    }
    years: dict[tuple[str, int], dict[str, Promise]] = {
        place: {key(name): referring(promise, now) for name, promise in promises.items()}
        for place, promises in data.years.items()
    }
    return replace(
        data,
        catalogue={key(name): _entry(entry, now) for name, entry in data.catalogue.items()},
        cities=cities,
        years=years,
        evidence={(c, y, key(name), role, i): found for (c, y, name, role, i), found in data.evidence.items()},
        owners={key(name): city for name, city in data.owners.items()},
    )


def _entry(entry: Indicator, now: Mapping[str, str]) -> Indicator:
    """An entry that names others by their present keys."""
    kin = tuple(now.get(name, name) for name in entry.kin)
    level = now.get(entry.growth_of or "", entry.growth_of)
    return entry.model_copy(update={"kin": kin, "growth_of": level})
