"""One, two and four processes behind nginx: what they serve and what they take, and that the end of one by force costs
no reader of the others anything.

The readers ask one page after the other, with no pause between them, so that what is served is all that this machine
can. What another program takes of it meanwhile is missing: the columns of ratios hold against the first row of the same
run, and the load that the machine had is printed.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from tests.soak.balancing import Balanced, balanced
from tests.soak.client import Reader
from tests.soak.readers import PAGES, data

COUNTS = (1, 2, 4)
READERS = 24
SECONDS = 12.0  # that they read, of each count
_SEAT = "indicators_seat"


@dataclass
class _Seen:
    """What readers saw: the seconds of each run, the errors, and how many lost their session."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lost: int = 0


async def _reads(reader: Reader, seen: _Seen, until: float, chance: random.Random) -> None:
    """One page after the other; a reader whose process has ended connects again and goes on."""
    session = reader.session
    while time.perf_counter() < until:
        page = chance.choice(list(PAGES))
        try:
            run = await reader.open(page, **PAGES[page][0])
        except ConnectionClosed:
            seen.lost += 1
            run = await reader.reconnect()
            session = reader.session
        seen.seconds.append(run.seconds)
        seen.errors += run.errors
        if reader.session != session:
            seen.errors.append("a reader's session was lost though the connection was not")


def _processor(made: Balanced) -> float:
    return sum(server.processor for server in made.processes.values())


async def _row(made: Balanced, first: float) -> tuple[float, _Seen]:
    """Print a row of the table; runs a second, and what was seen. `first` is that of the first row, 0 in it."""
    seen = _Seen()
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(made.url)) for _ in range(READERS)]
        for reader in readers:  # every process has shown every page: what is kept is kept
            for page, (query, _) in PAGES.items():
                seen.errors += (await reader.open(page, **query)).errors
        start, before = time.perf_counter(), _processor(made)
        until = start + SECONDS
        await asyncio.gather(*(_reads(reader, seen, until, random.Random(i)) for i, reader in enumerate(readers)))
        took, used = time.perf_counter() - start, _processor(made) - before
        memory = [server.memory for server in made.processes.values()]
    rate, ordered = len(seen.seconds) / took, sorted(seen.seconds)
    print(
        f"{len(memory):9} {rate:11.1f} {rate / (first or rate):6.2f} {statistics.median(ordered):9.2f} "
        f"{ordered[int(0.95 * len(ordered))]:8.2f} {used / len(ordered) * 1e3:10.0f} {sum(memory):9.0f} "
        f"{sum(memory) / len(memory):9.0f} {len(seen.errors):7} {os.getloadavg()[0]:6.1f}",
        flush=True,
    )
    return rate, seen


async def _kill(made: Balanced) -> list[str]:
    """End one of the processes by force while all read; the errors."""
    seen = _Seen()
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(made.url)) for _ in range(4 * READERS)]
        for reader in readers:
            seen.errors += (await reader.open("data")).errors
        gone = next(iter(made.processes))
        had = sum(reader.cookies[_SEAT] == str(gone) for reader in readers)
        until = time.perf_counter() + SECONDS
        reading = [_reads(reader, seen, until, random.Random(i)) for i, reader in enumerate(readers)]

        async def killing() -> None:
            await asyncio.sleep(SECONDS / 4)
            await asyncio.to_thread(made.kill, gone)
            await asyncio.sleep(SECONDS / 4)
            await asyncio.to_thread(made.start, gone)

        await asyncio.gather(*reading, killing())
    print(
        f"{len(readers)} readers of {len(made.processes)} processes, one of which was ended by force and started anew: "
        f"it had {had}, {seen.lost} had to connect again, of the others nobody; {len(seen.seconds)} runs, "
        f"errors {len(seen.errors)}"
    )
    if seen.lost != had:
        seen.errors.append(f"{seen.lost} readers lost their session, {had} were with the process that ended")
    return seen.errors


def run() -> None:
    """Print the table, and what came of one process's end. Raises SystemExit where a reader saw an error."""
    print(f"{READERS} readers who ask without a pause for {SECONDS:g} s, {os.cpu_count()} cores")
    print("processes runs/second ratio  median s  95 % s  ms cpu/run memory MB  MB each  errors   load")
    errors, first = list[str](), 0.0
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            environment = {"INDICATORS_CURATED": str(data(Path(folder)))}
            with balanced(count, Path(folder), environment) as made:
                rate, seen = asyncio.run(_row(made, first))
                first, errors = first or rate, errors + seen.errors
                if count == COUNTS[-1]:
                    errors += asyncio.run(_kill(made))
    if errors:
        raise SystemExit("\n".join(["errors:", *dict.fromkeys(errors)]))
