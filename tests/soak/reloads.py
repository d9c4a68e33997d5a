"""Data that changes a hundred times: the server is to hold as much memory after the hundredth reading as after the
second."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.soak.client import Reader
from tests.soak.readers import PAGES, data
from tests.soak.serving import ROOT, Server, serving

RELOADS = 100
_MARKS = (2, 10, 50, RELOADS)


async def _reloaded(server: Server, file: Path) -> dict[int, float]:
    """The memory in MB after so many readings, each followed by every page."""
    held, was = {}, file.read_text(encoding="utf-8")
    async with Reader(server.url) as reader:
        for n in range(1, RELOADS + 1):
            file.write_text(f"{was}# {n}\n", encoding="utf-8")
            for page, (query, _) in PAGES.items():
                run = await reader.open(page, **query)
                if run.errors:
                    raise SystemExit("\n".join(run.errors))
            if n in _MARKS:
                held[n] = server.memory
    return held


def run() -> None:
    """Print the memory after some of the readings."""
    with tempfile.TemporaryDirectory() as folder:
        curated = data(Path(folder))
        with serving(ROOT / "dashboard.py", {"INDICATORS_CURATED": str(curated)}) as server:
            held = asyncio.run(_reloaded(server, curated / "taiyuan" / "2022.yaml"))
    told = ", ".join(f"{n}: {memory:.0f} MB" for n, memory in held.items())
    print(f"memory after so many readings of changed data: {told}; ratio {held[RELOADS] / held[2]:.2f}  (aim 1.1)")
