"""Cities compiled and kept: one after the other, or, where there are many, in parallel by a process of its own.

That process is begun for the errand (`tables.builder`): one that serves readers has threads, and
can't be forked safely. It writes into the cache and tells, a line a city, what it has written.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from indicators.collection.city_check import CheckedCity, Common, check_city
from indicators.collection.files import Files
from indicators.collection.layers import Others
from indicators.disk import cache_folder
from indicators.tables.compiled import Compiled, compiled
from indicators.tables.stored import Key, Store, own_key, rest_key

Progress = Callable[[int, int], None]  # how many cities are done, of how many
_MANY = 600_000  # bytes of curated files, a second of work or two: above it a process of its own pays


def key_of(checked: CheckedCity, common: Common, curated: str) -> Key | None:
    """By what a checked city is kept; None where a file that it rests on can't be read: then nobody knows."""
    own = {path: total for path, total in checked.sums.items() if path not in checked.texts}
    if common.key is None or not checked.known:
        return None
    texts = {path: checked.sums.get(path) for path in checked.texts}
    return Key(checked.folder, own_key(common.key, curated, own), rest_key(texts, checked.others))


def compile_city(
    files: Files, folder: str, common: Common, others: Others, tolerance: Decimal | None = None
) -> tuple[Key | None, Compiled, Mapping[str, bytes]]:
    """Check, judge and compile one city: by what it may be kept, itself, and the files it was made of."""
    contents: dict[str, bytes] = {}
    with _uncollected():
        checked = check_city(files.of_city(folder, contents), folder, common, others)
        made = compiled(checked, files.name, tolerance)
    key = key_of(checked, common, files.name)
    return key and key.at(tolerance), made, contents


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage: of this much is made and little thrown away."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def in_parallel(files: Files, folders: Sequence[str], store: Store) -> bool:
    """Whether compiling these cities is worth a process of its own, which can read the same files."""
    if len(folders) < 2 or (os.cpu_count() or 1) < 2 or files.instead:
        return False
    size = 0
    for folder in folders:
        for path in files.of(folder):
            try:
                size += os.stat(files.root / path.removeprefix(f"{files.name}/")).st_size
            except OSError:
                continue
        if size > _MANY:
            return store.writable()
    return False


def built(
    store: Store, root: Path, folders: list[str], others: Others, tolerance: Decimal | None, progress: Progress
) -> dict[str, Key]:
    """Let a process of its own compile cities into the store; by what each is kept that could be."""
    asked = {"folders": folders, "others": others, "tolerance": None if tolerance is None else str(tolerance)}
    command = [sys.executable, "-m", "indicators.tables.builder", os.path.abspath(root)]
    found: dict[str, Key] = {}
    path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    env = os.environ | {"PYTHONPATH": path, cache_folder.PLACE: str(store.place.parent)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(asked).encode())
        process.stdin.close()
        for n, line in enumerate(process.stdout, 1):
            told = json.loads(line)
            if told is not None:
                found[told[0]] = Key(*told)
            progress(n, len(folders))
    return found  # what a process that broke off has not built is compiled by whoever asked, where the bug shows
