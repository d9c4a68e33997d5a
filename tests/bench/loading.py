"""Reading, validating and proving all curated data against PyYAML's C loader on the same files, in processor time.

Three ways: cold, with everything forgotten that was made of files and names before, as every command begins; again with
one year's file changed, and with the common catalogue changed, as the server and the readers of history do it.
The aim is 0.9 cold, and is missed by a tenth: 0.95 to 1.05 of the C loader's time. Of that 0.45 are the parser's events
(most of them the making of Python objects, an event and two marks a value), 0.07 the schema, 0.07 the names of the
catalogue made plain, 0.24 whose number it is in a quote (a third of it names that stand there, whole or in parts),
0.1 numbers, forms, years and places; what is left is hashing, finding quotes, the search for garbage and letting go of
the data before. One year's file changed takes about 0.4, since a city is checked as a
whole (0.17 while the unit was the year), the common catalogue changed 0.9.

Tried and left, since each cost as much as it saved: an Aho-Corasick automaton of all names, for what building it takes;
only the names around a place, or all by their place, instead of all that stand in a quote; the characters of all names
changed one after the other instead of translating the names.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import yaml

from indicators import collection
from indicators.collection import naming, timing
from indicators.collection.memory import MEMORY
from indicators.words import numerals, units
from tests.bench import ROOT

_ROUNDS = 25
_CURATED = ROOT / "curated"
_KNOWN = (
    *(naming.thing, naming._names, timing._part_titled, numerals.readings),
    *(units.names, units.stands_first, units.parsed, units.factor),
)


def run() -> None:
    """Print what each way takes, and as a ratio to the C loader of the same rounds."""
    files = sorted(_CURATED.rglob("*.yaml"))
    year = max(_CURATED.glob("*/[0-9]*.yaml"), key=lambda file: file.stat().st_size)

    def plain(_round: int) -> None:
        for file in files:
            with file.open("rb") as opened:
                yaml.load(opened, yaml.CSafeLoader)

    def cold(_round: int) -> None:
        MEMORY.clear()
        for cached in _KNOWN:
            cached.cache_clear()
        collection.load(_CURATED)

    def changed(name: str) -> Callable[[int], None]:
        content = (_CURATED / name).read_bytes()

        def load(round_: int) -> None:
            collection.load(_CURATED, instead={f"curated/{name}": content + b"\n# %d\n" % round_})

        return load

    ways = {
        "CSafeLoader": plain,
        "cold": cold,
        "one year changed": changed(str(year.relative_to(_CURATED))),
        "catalogue changed": changed("indicators.yaml"),
    }
    taken = _in_turns(ways)
    print(f"loading {len(files)} files, milliseconds of the processor (aim 0.9 cold):")
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1e3:.1f}, ratio {seconds / taken['CSafeLoader']:.2f}")


def _in_turns(ways: dict[str, Callable[[int], None]]) -> dict[str, float]:
    """Seconds of processor time that each way takes, the median of rounds in turns."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for i in range(_ROUNDS):
        for name, work in ways.items():
            start = time.process_time()
            work(i)
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(each) for name, each in taken.items()}
