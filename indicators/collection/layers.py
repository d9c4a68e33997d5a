"""The two layers of the catalogue: what any city reports, and what only one city's documents speak of.

`curated/indicators.yaml` holds the common layer, `curated/<city>/indicators.yaml` a city's own. A city sees both. A key
stands once in the whole folder: what a second city speaks of too is common. An entry that got another key says in `was`
what it was called, and whoever still uses the old key is led to the new one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from indicators.collection.files import CuratedFile
from indicators.collection.memory import MEMORY
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


@dataclass(frozen=True, slots=True)
class Layer:
    """The indicators that a city sees, by key, and their names in texts.

    `refused` are the keys whose entry can't be used, which is said there and not again where they are used; `former`
    has the present key by each former one; `owners` has the city's folder by each key of a city's own layer.
    `whole` is false where a file of the two could not be read: then nobody knows what is missing. Two layers with the
    same `key` differ in their owners at most; None: nothing is known of what it was made of.
    """

    entries: Mapping[str, Indicator]
    naming: Naming
    refused: frozenset[str] = frozenset()
    former: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    key: Hashable = None

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
        if (city := self.owners.get(key)) is not None:
            what = said("the indicator {key} belongs to {city} alone", key=key, city=city)
            return Problem("unknown-indicator", what, said("move its entry to the common indicators.yaml"))
        return unknown("indicator", key, self.entries)


NOTHING = Layer({}, Naming({}), whole=False)


def renamed(old: str, new: str) -> Problem:
    """The line for whoever uses a key that an indicator had once."""
    return Problem("renamed", said("the indicator {old} is called {new} now", old=old, new=new))


class Layers:
    """The layers of a folder, read one after the other: the common one first."""

    def __init__(self) -> None:
        self.common = NOTHING
        self.entries: dict[str, Indicator] = {}  # of all layers
        self.owners: dict[str, str] = {}  # the city's folder by each key of its own layer
        self.former: dict[str, str] = {}  # the present key by each former one

    def add(
        self, yaml: CuratedFile, read: Mapping[str, Indicator] | None, refused: Iterable[str], city: str | None = None
    ) -> tuple[Layer, list[Problem]]:
        """A city's own layer, or without `city` the common one: what is seen with it, and what is wrong in it.

        `read` are its entries, None where the file can't be used, `refused` the keys of those that can't. An entry
        whose key stands in a layer that was read before is left out.
        """
        below = self.common if city else Layer({}, Naming({}), key=())
        again = {key: self._repeated(key) for key in read or {} if key in self.entries or key in self.former}
        own = {key: entry for key, entry in (read or {}).items() if key not in again}
        former, problems = self._former(yaml, own)
        problems += [yaml.place(problem, (key,)) for key, problem in again.items()]
        known = None if None in (below.key, yaml.sum) else (below.key, yaml.sum, tuple(again), tuple(former.items()))
        made: Layer | None = MEMORY.find(known and ("layer", known))
        unsound: list[Problem] = []
        if made is None:
            naming = Naming(own, below.naming)
            made = Layer(
                naming.catalogue,
                naming,
                below.refused | frozenset(refused) | (again.keys() - below.entries.keys()),
                {**below.former, **former},
                self.owners,
                below.whole and read is not None,
                known,
            )
            presently, unsound = _referring(yaml, own, made)
            if any(presently[key] is not entry for key, entry in own.items()):
                naming = Naming(presently, below.naming)
                made = replace(made, entries=naming.catalogue, naming=naming)
            if not unsound:  # what is said of keys that are missing depends on their owners
                MEMORY.keep(known and ("layer", known), replace(made, owners={}), len(yaml.content or b""))
        made = replace(made, owners=self.owners)
        own = {key: made.entries[key] for key in own}
        self.entries |= own
        self.former |= former
        if city:
            self.owners |= dict.fromkeys(own, city)
        else:
            self.common = made
        return made, [*problems, *unsound]

    def _repeated(self, key: str) -> Problem:
        """The problem of a key that stands in a layer that was read before, or stood there once."""
        owner = self.owners.get(key)
        if owner is None:
            what = (
                said("the common catalogue has {key} already", key=key)
                if key in self.entries
                else said("{old} is what the indicator {new} was called", old=key, new=self.former[key])
            )
            return Problem("duplicate-key", what, said("take this entry out, or give it another key"))
        what = said("{city} has an indicator {key} of its own", city=owner, key=key)
        cure = said("move the entry to the common indicators.yaml if it is the same thing, else give it another key")
        return Problem("duplicate-key", what, cure)

    def _former(self, yaml: CuratedFile, own: Mapping[str, Indicator]) -> tuple[dict[str, str], list[Problem]]:
        """The present key by each former one of a layer, and what is wrong with them."""
        found: dict[str, str] = {}
        problems = []
        for key, entry in own.items():
            for i, old in enumerate(entry.was):
                if old in own or old in self.entries:
                    what = said("there is an indicator {key}, so that no other was called so", key=old)
                elif (other := self.former.get(old) or found.get(old)) is not None:
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
