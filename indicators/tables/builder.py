"""The process that compiles many cities in parallel into the cache: `python -m indicators.tables.builder FOLDER`.

What is asked for comes on standard input; a line a city tells by what it is kept. Begun by `building` alone, and
imported by nobody.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path

from indicators.collection.city_check import Common, read_common
from indicators.collection.files import Files
from indicators.collection.layers import Others
from indicators.tables.building import compile_city
from indicators.tables.stored import Key, Store


class _Worker:
    """What a process of the pool compiles with."""

    files: Files
    common: Common
    others: Others
    tolerance: Decimal | None


def _begin(root: Path, others: Others, tolerance: Decimal | None) -> None:
    """Begin a process of the pool."""
    _Worker.files, _Worker.others, _Worker.tolerance = Files(root, None, {}), others, tolerance
    _Worker.common = read_common(_Worker.files)
    gc.disable()  # of all that is made little is thrown away, and the process soon ends


def _compile(folder: str) -> Key | None:
    """Compile and keep one city, in a process of the pool."""
    work = _Worker
    key, made, contents = compile_city(
        work.files, folder, work.common, work.others._replace(city=folder), work.tolerance
    )
    if key is not None:
        Store().keep(key, made.head, made.tables, contents)
    return key


def main(root: str) -> None:
    """Compile the cities that are asked for on standard input."""
    asked = json.load(sys.stdin)
    owners, former, codes, _ = asked["others"]
    others = Others(owners, {old: (key, city) for old, (key, city) in former.items()}, codes)
    tolerance = None if asked["tolerance"] is None else Decimal(asked["tolerance"])
    with ProcessPoolExecutor(os.cpu_count(), initializer=_begin, initargs=(Path(root), others, tolerance)) as pool:
        for key in pool.map(_compile, asked["folders"]):
            print(json.dumps(key), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
