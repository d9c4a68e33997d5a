"""The two layers of the catalogue: what any city reports, and what only one city's documents speak of.

`curated/indicators.yaml` holds the common layer, `curated/<city>/indicators.yaml` a city's own. A city sees both. A key
stands once in the whole folder: what a second city speaks of too is common. An entry that got another key says in `was`
what it was called, and whoever still uses the old key is led to the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from indicators.collection.files import CuratedFile
from indicators.collection.naming import Naming
from indicators.collection.refusals import unknown
from indicators.collection.yamlfile import Keys
from indicators.model.levels import Home
from indicators.model.problems import Problem
from indicators.model.schema import City, Figure, Indicator, Promise
from indicators.model.values import FILL_IN, UNNAMED
from indicators.words.texts import said

F = TypeVar("F", bound=Figure)
FILE = "indicators.yaml"  # of either layer


Declared = Mapping[str, tuple[str, ...]]  # the keys of a layer's entries, each with those that it had before


class Others(NamedTuple):
    """What cities hold that no two may: by key of an indicator the city's folder, by former key the present one and the
    city, by code of a place the folder. As `city` sees it, whose own are none of others."""

    owners: Mapping[str, str] = {}
    former: Mapping[str, tuple[str, str]] = {}
    codes: Mapping[str, str] = {}
    city: str = ""

    def owner(self, key: str) -> str | None:
        """The other city that has a key."""
        owner = self.owners.get(key)
        return None if owner == self.city else owner

    def called(self, old: str) -> str | None:
        """What an indicator of another city is called now, by a key that it had before."""
        key, owner = self.former.get(old, ("", self.city))
        return None if owner == self.city else key

    def coded(self, code: str) -> str | None:
        """The other place that has a code."""
        place = self.codes.get(code)
        return None if place == self.city else place

    def of(self, keys: Iterable[str], code: str) -> Others:
        """As far as it is about some keys and a code."""
        wanted = sorted(keys)
        return Others(
            {key: owner for key in wanted if (owner := self.owner(key))},
            {old: self.former[old] for old in wanted if self.called(old)},
            {code: place} if (place := self.coded(code)) else {},
            self.city,
        )


@dataclass(frozen=True, slots=True)
class Layer:
    """The indicators that a city sees, by key, and their names in texts.

    `refused` are the keys whose entry can't be used, which is said there and not again where they are used; `former`
    has the present key by each former one; `others` is what other cities have. `whole` is false where a file of the two
    could not be read: then nobody knows what is missing. `asked` gathers the keys that were looked for in vain.
    """

    entries: Mapping[str, Indicator]
    naming: Naming
    refused: frozenset[str] = frozenset()
    former: Mapping[str, str] = field(default_factory=dict)
    others: Others = Others()  # noqa: RUF009 - it is never changed
    whole: bool = True
    asked: set[str] = field(default_factory=set)

    def told_by(self, home: Home) -> Layer:
        """The same layer for a place whose reports call it, and what is above it, by those words."""
        return self if home == self.naming.home else replace(self, naming=self.naming.told_by(home))

    def present(self, key: str) -> str:
        """The key by which an indicator is called now: the given one, or the one that came in its place."""
        return self.former.get(key, key)

    def missing(self, key: str) -> Problem | None:
        """The problem of a key that the city does not see; None where it sees it, or where that is said already."""
        if key in self.entries or key in self.refused or not self.whole:
            return None
        self.asked.add(key)
        if (city := self.others.owner(key)) is not None:
            what = said("the indicator {key} belongs to {city} alone", key=key, city=city)
            return Problem("unknown-indicator", what, said("move its entry to the common indicators.yaml"))
        return unknown("indicator", key, self.entries)


NOTHING = Layer({}, Naming({}), whole=False)


def renamed(old: str, new: str) -> Problem:
    """The line for whoever uses a key that an indicator had once."""
    return Problem("renamed", said("the indicator {old} is called {new} now", old=old, new=new))


def declared(read: Mapping[str, Indicator]) -> Declared:
    """What a layer's entries are called, and were."""
    return {key: entry.was for key, entry in read.items()}


def shared_out(cities: Mapping[str, tuple[Declared, str]], common: Layer) -> Others:
    """What all cities hold, by the layer and the code of each, in their order: what stands in the common layer, or in
    that of a city before, stands there alone, and a code is the first city's."""
    owners: dict[str, str] = {}
    former: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}

    def taken(key: str) -> bool:
        return key in common.entries or key in owners

    def called(key: str) -> bool:
        return key in common.former or key in former

    for city, (names, code) in cities.items():
        if code:
            codes.setdefault(code, city)
        own = {key: was for key, was in names.items() if not (taken(key) or called(key))}
        found: dict[str, tuple[str, str]] = {}
        for key, was in own.items():
            new = [old for old in was if not (old in own or taken(old) or called(old) or old in found)]
            found |= dict.fromkeys(new, (key, city))
        owners |= dict.fromkeys(own, city)
        former |= found
    return Others(owners, former, codes)


def layer(
    yaml: CuratedFile,
    read: Mapping[str, Indicator] | None,
    refused: Iterable[str],
    below: Layer | None = None,
    others: Others = Others(),  # noqa: B008 - it is never changed
) -> tuple[Layer, list[Problem]]:
    """What is seen with a layer: the common one, or that of a city above the common one `below`; and what is wrong in
    it.

    `read` are its entries, None where the file can't be used, `refused` the keys of those that can't. An entry whose
    key stands in the common layer, or in that of another city, is left out.
    """
    under = Layer({}, Naming({})) if below is None else below
    again = {key: found for key in read or {} if (found := _repeated(key, under, others)) is not None}
    own = {key: entry for key, entry in (read or {}).items() if key not in again}
    former, problems = _former(yaml, own, under, others)
    problems += [yaml.place(problem, (key,)) for key, problem in again.items()]
    naming = Naming(own, under.naming)
    made = Layer(
        naming.catalogue,
        naming,
        under.refused | frozenset(refused) | (again.keys() - under.entries.keys()),
        {**under.former, **former},
        others,
        under.whole and read is not None,
    )
    presently, unsound = _referring(yaml, own, made)
    if any(presently[key] is not entry for key, entry in own.items()):
        naming = Naming(presently, under.naming)
        made = replace(made, entries=naming.catalogue, naming=naming)
    return made, [*problems, *unsound]


def _repeated(key: str, below: Layer, others: Others) -> Problem | None:
    """The problem of a key that stands in another layer, or stood there once; None where it does not."""
    new = below.former.get(key) or others.called(key)
    if (owner := others.owner(key)) is not None:
        what = said("{city} has an indicator {key} of its own", city=owner, key=key)
        cure = said("move the entry to the common indicators.yaml if it is the same thing, else give it another key")
        return Problem("duplicate-key", what, cure)
    if key not in below.entries and new is None:
        return None
    what = (
        said("the common catalogue has {key} already", key=key)
        if key in below.entries
        else said("{old} is what the indicator {new} was called", old=key, new=new)
    )
    return Problem("duplicate-key", what, said("take this entry out, or give it another key"))


def _former(
    yaml: CuratedFile, own: Mapping[str, Indicator], below: Layer, others: Others
) -> tuple[dict[str, str], list[Problem]]:
    """The present key by each former one of a layer, and what is wrong with them."""
    found: dict[str, str] = {}
    problems = []
    for key, entry in own.items():
        for i, old in enumerate(entry.was):
            if old in own or old in below.entries or others.owner(old):
                what = said("there is an indicator {key}, so that no other was called so", key=old)
            elif (other := below.former.get(old) or others.called(old) or found.get(old)) is not None:
                what = said("{old} is what the indicator {new} was called", old=old, new=other)
            else:
                found[old] = key
                continue
            problem = Problem("duplicate-key", what, said("take it out of `was`"))
            problems.append(yaml.place(problem, (key, "was", i)))
    return found, problems


def _referring(
    yaml: CuratedFile, own: Mapping[str, Indicator], layer: Layer
) -> tuple[dict[str, Indicator], list[Problem]]:
    """The entries of a layer with the indicators that they refer to by their present keys, and what is wrong there."""
    found: dict[str, Indicator] = {}
    problems: list[Problem] = []
    for name, entry in own.items():
        problems += [yaml.place(problem, keys) for keys, problem in _unfinished(name, entry)]
        if not entry.kin and entry.growth_of is None:
            found[name] = entry
            continue
        named: list[tuple[str, Keys]] = [(key, (name, "kin", i)) for i, key in enumerate(entry.kin)]
        if entry.growth_of:
            named.append((entry.growth_of, (name, "growth_of")))
        for key, keys in named:
            if key in layer.former:
                problems.append(yaml.place(renamed(key, layer.present(key)), keys))
            elif (problem := layer.missing(key)) is not None:
                problems.append(yaml.place(problem, keys))
        kin = tuple(layer.present(key) for key in entry.kin)
        level = entry.growth_of and layer.present(entry.growth_of)
        same = (kin, level) == (entry.kin, entry.growth_of)
        found[name] = entry if same else entry.model_copy(update={"kin": kin, "growth_of": level})
    return found, problems


def _unfinished(name: str, entry: Indicator) -> Iterator[tuple[Keys, Problem]]:
    """What is left in an entry of what a draft proposed, for a person to fill in."""
    if name.startswith(UNNAMED):
        what = said("{key} only holds the place of a key", key=name)
        yield (
            (name,),
            Problem("empty-value", what, said("give the indicator a key that says what it is, like new_jobs")),
        )
    if entry.en == FILL_IN:
        yield (name, "en"), Problem("empty-value", said("the English name is not filled in"), said("fill it in"))


def breaks_of(yaml: CuratedFile, city: City, layer: Layer) -> tuple[City, list[Problem]]:
    """A city with its breaks by the present keys of their indicators, and what is wrong with these."""
    problems = []
    for name in city.breaks:
        if name in layer.former:
            problems.append(yaml.place(renamed(name, layer.present(name)), ("breaks", name)))
        elif (problem := layer.missing(name)) is not None:
            problems.append(yaml.place(problem, ("breaks", name)))
    if not any(name in layer.former for name in city.breaks):
        return city, problems
    return city.model_copy(update={"breaks": {layer.present(n): b for n, b in city.breaks.items()}}), problems


def referring(promise: Promise, former: Mapping[str, str]) -> Promise:
    """A promise whose figures name what they are compared with (同步, 高于) by the present key."""
    figures = [f for f in (promise.target, *promise.outcome) if f is not None]
    if not any(f.refers_to in former for f in figures):
        return promise
    target = promise.target and present(promise.target, former)
    return promise.model_copy(
        update={"target": target, "outcome": tuple(present(outcome, former) for outcome in promise.outcome)}
    )


def present(figure: F, former: Mapping[str, str]) -> F:
    """A figure that names what it is compared with by the present key."""
    new = former.get(figure.refers_to or "")
    return figure.model_copy(update={figure.form: new}) if new else figure
