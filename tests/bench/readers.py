"""What a run of each page costs the server, and how many a second thirty readers get, against a bare Streamlit page
with one chart, in turns."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench import ROOT
from tests.bench.pages import BARE
from tests.soak.client import Reader
from tests.soak.readers import CROWD, PAGES
from tests.soak.serving import Server, serving

ROUNDS, RUNS = 5, 12
_EACH = 4  # questions of each of the thirty readers in a round


async def _cost(server: Server, page: str, query: dict[str, str]) -> tuple[float, float]:
    """Seconds of processor and seconds of waiting that a run of a page takes."""
    async with Reader(server.url) as reader:
        await reader.open(page, **query)
        before = server.processor
        runs = [await reader.open(page, **query) for _ in range(RUNS)]
        return (server.processor - before) / RUNS, statistics.median(run.seconds for run in runs)


async def _rate(server: Server, pages: list[str]) -> tuple[float, float]:
    """Runs a second that thirty readers get who ask without a pause, and how long half of the runs take at most."""

    async def asks(reader: Reader, first: int) -> list[float]:
        asked = [pages[(first + i) % len(pages)] for i in range(_EACH)]
        return [(await reader.open(page, **PAGES[page][0])).seconds for page in asked]

    readers = [Reader(server.url) for _ in range(CROWD)]
    for reader in readers:
        await reader.__aenter__()
        await reader.open()
    start = time.perf_counter()
    taken = await asyncio.gather(*(asks(reader, i) for i, reader in enumerate(readers)))
    rate = CROWD * _EACH / (time.perf_counter() - start)
    for reader in readers:
        await reader.__aexit__()
    return rate, statistics.median(seconds for of_reader in taken for seconds in of_reader)


async def _measured(plain: Server, ours: Server) -> None:
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in ("bare", *PAGES)}
    rates: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for turn in range(ROUNDS + 1):
        for page in costs:
            cost = await _cost(plain, "", {}) if page == "bare" else await _cost(ours, page, PAGES[page][0])
            if turn:  # in the first round the servers import and read
                costs[page].append(cost)
    for _ in range(ROUNDS):
        rates["bare"].append(await _rate(plain, [""]))
        rates["ours"].append(await _rate(ours, list(PAGES)))
    medians = {page: [statistics.median(each) for each in zip(*found, strict=True)] for page, found in costs.items()}
    base, waited = medians.pop("bare")
    print(f"a run of a bare Streamlit page with one chart: {base * 1e3:.0f} ms of processor, {waited * 1e3:.0f} ms")
    for page, (processor, seconds) in medians.items():
        print(
            f"  {page or 'overview':12} {processor * 1e3:4.0f} ms of processor, ratio {processor / base:.2f}; "
            f"{seconds * 1e3:4.0f} ms, ratio {seconds / waited:.2f}  (aim 1.25)"
        )
    rate = {name: statistics.median(each for each, _ in found) for name, found in rates.items()}
    half = {name: statistics.median(each for _, each in found) for name, found in rates.items()}
    print(
        f"{CROWD} readers without a pause: {rate['ours']:.1f} runs a second, median {half['ours']:.2f} s; the bare "
        f"page {rate['bare']:.1f}, {half['bare']:.2f} s; ratio {rate['ours'] / rate['bare']:.2f}  (aim 0.75)"
    )


def run() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        with serving(bare) as plain, serving(ROOT / "dashboard.py") as ours:
            asyncio.run(_measured(plain, ours))
