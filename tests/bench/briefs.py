"""Pictures from the warm browser: against Kaleido alone, in packs, and in memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable

from indicators import collection, tables
from indicators.briefs import browser, sheets
from indicators.briefs.assembling import brief
from indicators.briefs.packs import pack
from indicators.briefs.rendering import make
from indicators.briefs.request import Request
from tests import chromium
from tests.bench import ROOT

ROUNDS = 15


def _processes() -> list[int]:
    """This process and all that came from it."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True))
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sorted(mine)


def _memory() -> float:
    """Megabytes held by this process and its browser: pages that they share are counted in shares, where the system
    tells."""
    total = 0.0
    for pid in _processes():
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as told:
                total += sum(int(line.split()[1]) for line in told if line.startswith("Pss:")) / 1024
        except OSError:
            continue  # it ended meanwhile, or isn't ours to look at
    return total


def run() -> None:
    """Print the three."""
    os.environ.setdefault("CHROMIUM", chromium.find() or "")
    frames = tables.frames(collection.load(ROOT / "curated"))
    request = Request("scorecard", ("taiyuan",), (2022,), base="https://promises.example.org")
    start = time.perf_counter()
    make(brief(frames, request), "png")
    print(f"first briefing as PNG, the browser's start included: {time.perf_counter() - start:.2f} s")
    bare = sheets.sheet(brief(frames, request))  # equally large: the very figure, handed to Kaleido as it is
    works: dict[str, Callable[[], bytes]] = {
        "bare": lambda: browser.picture(bare, "png", sheets.WIDTH, sheets.HEIGHT, 2),
        "ours": lambda: make(brief(frames, request), "png"),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    plain, ours = (statistics.median(taken[name]) for name in ("bare", "ours"))
    print(f"warm PNG: {ours:.2f} s, by Kaleido alone {plain:.2f} s, ratio {ours / plain:.2f}  (aim 1.5)")
    cities = frames.promises[["city", "year"]].drop_duplicates().itertuples(index=False)
    every = [
        Request("scorecard", (str(c),), (int(y),), lang=lang, theme=theme)
        for c, y in cities
        for lang in ("zh", "en")
        for theme in ("light", "dark")
    ][:20]
    start = time.perf_counter()
    pack(frames, every, ("png",))
    seconds = time.perf_counter() - start
    print(f"pack of {len(every)} scorecards: {seconds:.1f} s, {seconds / ours:.1f} warm PNGs  (aim 25)")
    found = brief(frames, request)
    held = {}
    for n in range(1, 201):
        make(found, "png")
        if n in (20, 200):
            held[n] = _memory()
    print(
        f"memory after 20 pictures {held[20]:.0f} MB, after 200 {held[200]:.0f} MB, ratio "
        f"{held[200] / held[20]:.2f}  (aim 1.2)"
    )
