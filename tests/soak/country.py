"""A cache under writers that are killed at any moment, and a long series of edits: what is read afterwards is what a
cold build makes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from indicators.collection.watching import Watch
from indicators.tables import country
from indicators.tables.country import Country
from indicators.tables.stored import Store
from tests import country as generated
from tests import test_country as compared
from tests.samples import copy_of_mini
from tests.soak.serving import ROOT

KILLS, AT_ONCE, EDITS = 24, 2, 120
_COMMAND = [sys.executable, "-c", "from indicators.cli import main; main()", "build"]


def _kills(folder: Path) -> None:
    """Builds side by side into one cache, while a file changes, each killed after a while; then all is in order."""
    root, cache = generated.written(folder, 6, 4, promises=12), folder / "cache"
    env = os.environ | {"INDICATORS_CACHE": str(cache), "INDICATORS_CURATED": str(root)}
    ended = 0
    for turn in range(KILLS):
        started = [
            subprocess.Popen(_COMMAND, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(AT_ONCE)
        ]
        with (root / generated.place(turn % 6).folder / f"{generated.FIRST}.yaml").open("ab") as opened:
            opened.write(b"# %d\n" % turn)
        time.sleep(random.uniform(0.8, 4))
        for process in started:
            ended += process.poll() is not None
            process.kill()
            process.wait()
        found = country.read(_looked(root), store=Store(cache))
        compared.same(found, compared.cold(root, folder / "cold"))
    left = [file for file in cache.rglob("*") if file.is_file() and file.suffix not in (".parquet", "")]
    print(
        f"{KILLS * AT_ONCE} builds of 6 cities into one cache, {KILLS * AT_ONCE - ended} of them killed: each time "
        f"what is read is what a cold build makes; {len(left)} halves of files left, which the next writer clears away"
    )


def _edits(folder: Path) -> None:
    """A long series of edits of one folder, read after each."""
    chance, root = Random(1), copy_of_mini(folder)
    watch, found = _looked(root), None
    start = time.monotonic()
    for _ in range(EDITS):
        compared._edited(root, chance)
        watch.look()
        found = _read(watch, found, folder / "cache")
        compared.same(found, compared.cold(root, folder / "cold"))
    print(f"{EDITS} edits of one folder: after each all is as a cold build makes it ({time.monotonic() - start:.0f} s)")


def _looked(root: Path) -> Watch:
    watch = Watch(root)
    watch.look()
    return watch


def _read(watch: Watch, before: Country | None, cache: Path) -> Country:
    return country.read(watch, before=before, store=Store(cache))


def run() -> None:
    """Print both."""
    for part in (_kills, _edits):
        with tempfile.TemporaryDirectory() as folder:
            part(Path(folder))
