"""Readers by the hundred: how fast their pages come, what they take of memory, and whether any sees an error.

First alone, then beside an uploader, a curator who edits the data, and briefings. Then thirty who ask two pages at
once.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

import httpx2 as httpx

from tests.soak.client import Reader, Run
from tests.soak.serving import ROOT, Server, serving

SESSIONS, CROWD = 100, 30
SECONDS = 60  # that the hundred read
_PAUSE = (2.0, 6.0)  # seconds from one question of a reader to the next
_FORGOTTEN = 125  # seconds after which Streamlit forgets a session that has gone
# Each page by the end of its address (the Overview has none), its query, and the boxes on it that a reader may change.
PAGES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "": ({}, ()),
    "scorecard": ({"city": "taiyuan", "year": "2022"}, ("city", "year", "show")),
    "indicator": ({"indicator": "gdp_growth"}, ("indicator",)),
    "compare": ({}, ("year",)),
    "sources": ({"city": "jinzhong", "source": "work-report-2025"}, ("city", "source")),
    "data": ({}, ("table",)),
    "corrections": ({}, ()),
    "contribute": ({}, ()),
}


@dataclass
class Seen:
    """What readers saw: the seconds of each run, and the errors."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, run: Run) -> None:
        """Take in a run."""
        self.seconds.append(run.seconds)
        self.errors += run.errors

    def line(self, since: float) -> str:
        """Runs a second since then, the median and the 95th percentile, and how many errors."""
        ordered = sorted(self.seconds)
        late = ordered[int(0.95 * len(ordered))]
        rate = len(ordered) / (time.perf_counter() - since)
        return (
            f"{len(ordered)} runs, {rate:.1f} a second, median {statistics.median(ordered):.2f} s, "
            f"95th percentile {late:.2f} s, errors {len(self.errors)}"
        )


@asynccontextmanager
async def _connected(url: str, count: int) -> AsyncIterator[list[Reader]]:
    """So many readers, half of them Chinese."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(Reader(url, "zh-CN" if i % 2 else "en-GB")) for i in range(count)]


async def _question(reader: Reader, choosing: random.Random) -> Run:
    """A page, or after it one of its choices."""
    page = choosing.choice(list(PAGES))
    query, boxes = PAGES[page]
    run = await reader.open(page, **query)
    if not boxes or run.errors or choosing.random() < 0.5:
        return run
    box = choosing.choice(boxes)
    return await reader.choose(box, choosing.choice(reader.choices(box)))


async def _reads(reader: Reader, seen: Seen, until: float, choosing: random.Random) -> None:
    while time.perf_counter() < until:
        await asyncio.sleep(choosing.uniform(*_PAUSE))
        seen.add(await _question(reader, choosing))


async def _uploads(url: str, seen: Seen, until: float) -> None:
    """A visitor who uploads one report after the other."""
    report = max((ROOT / "seeds").glob("*.txt"), key=lambda file: file.stat().st_size).read_bytes()
    async with Reader(url) as visitor:
        while time.perf_counter() < until:
            await visitor.open("contribute")
            seen.add(await visitor.upload("report_file", "report.txt", report))
            await asyncio.sleep(5)


async def _edits(curated: Path, until: float) -> None:
    """A curator who saves a file every few seconds."""
    file, edits = curated / "taiyuan" / "2022.yaml", 0
    was = file.read_text(encoding="utf-8")
    while time.perf_counter() < until:
        edits += 1
        file.write_text(f"{was}# {edits}\n", encoding="utf-8")
        await asyncio.sleep(7)
    file.write_text(was, encoding="utf-8")


async def _briefings(url: str, seen: Seen, until: float) -> None:
    """Somebody who takes one briefing after the other away."""
    async with httpx.AsyncClient(base_url=url, timeout=120) as http:
        made = 0
        while time.perf_counter() < until:
            made += 1
            ending = ("png", "docx", "xlsx", "pdf")[made % 4]
            answer = await http.get(f"/brief/taiyuan/2022.{ending}", params={"tolerance": made % 10, "lang": "en"})
            if answer.status_code not in (200, 503):  # 503: asked to come again, as more is asked than is made at once
                seen.errors.append(f"{answer.url}: {answer.status_code}")
            await asyncio.sleep(3)


async def _hold(
    server: Server, readers: Sequence[Reader], beside: Callable[[float], list[Coroutine[None, None, None]]]
) -> Seen:
    """The readers reading for a while, with what goes on beside it."""
    seen, start, before = Seen(), time.perf_counter(), server.processor
    until = start + SECONDS
    reading = [_reads(reader, seen, until, random.Random(i)) for i, reader in enumerate(readers)]
    await asyncio.gather(*reading, *beside(until))
    each = (server.processor - before) / len(seen.seconds) * 1e3
    print(f"  {seen.line(start)}; {each:.0f} ms of processor a run, memory {server.memory:.0f} MB", flush=True)
    return seen


async def _crowd(url: str) -> Seen:
    """Thirty readers, each of whom asks two pages at once, in two windows."""
    seen, choosing = Seen(), random.Random(0)
    async with _connected(url, 2 * CROWD) as windows:
        for window in windows:
            await window.open()
        start = time.perf_counter()
        for _ in range(3):
            asked = [choosing.choice(list(PAGES)) for _ in windows]
            runs = [window.open(page, **PAGES[page][0]) for window, page in zip(windows, asked, strict=True)]
            for run in await asyncio.gather(*runs):
                seen.add(run)
        print(f"  {seen.line(start)}  (aim: 95th percentile 5 s)", flush=True)
    return seen


async def _soak(server: Server, curated: Path) -> list[str]:
    """All of it; the errors that were seen."""
    async with Reader(server.url) as first:
        for page, (query, _) in PAGES.items():
            await first.open(page, **query)
    alone = server.memory
    async with _connected(server.url, SESSIONS) as readers:
        errors: list[str] = []
        for i, reader in enumerate(readers):
            page = list(PAGES)[i % len(PAGES)]
            errors += (await reader.open(page, **PAGES[page][0])).errors
        held = server.memory
        each = (held - alone) / SESSIONS
        print(
            f"memory of the server: {alone:.0f} MB, with {SESSIONS} sessions {held:.0f} MB: {each:.2f} MB each  (aim 1)"
        )
        print(f"{SESSIONS} readers for {SECONDS} s, each asking every {_PAUSE[0]:g} to {_PAUSE[1]:g} s")
        errors += (await _hold(server, readers, lambda _: [])).errors
        print("the same beside an uploader, a curator who saves a file every 7 s, and briefings")
        other = Seen()
        beside: Callable[[float], list[Coroutine[None, None, None]]] = lambda until: [  # noqa: E731
            _uploads(server.url, other, until),
            _edits(curated, until),
            _briefings(server.url, other, until),
        ]
        errors += (await _hold(server, readers, beside)).errors
        print(
            f"  {len(other.seconds)} uploads, median {statistics.median(other.seconds):.2f} s; "
            f"errors of these or the briefings {len(other.errors)}"
        )
        errors += other.errors
    print(f"{CROWD} readers who each ask two pages at once")
    errors += (await _crowd(server.url)).errors
    await asyncio.sleep(_FORGOTTEN)
    async with Reader(server.url) as last:
        errors += (await last.open()).errors
    print(f"memory of the server when all have left: {server.memory:.0f} MB; at the start {alone:.0f} MB")
    return errors


def data(folder: Path) -> Path:
    """A copy of the project's data with a history of one commit; its curated folder."""
    for name in ("curated", "seeds"):
        copytree(ROOT / name, folder / name)
    who = ["-c", "user.name=soak", "-c", "user.email=soak@localhost"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--message", "Data"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder / "curated"


def run() -> None:
    """Print what the readers saw. Raises SystemExit where one saw an error."""
    with tempfile.TemporaryDirectory() as folder:
        curated = data(Path(folder))
        with serving(ROOT / "dashboard.py", {"INDICATORS_CURATED": str(curated)}) as server:
            errors = asyncio.run(_soak(server, curated))
    if errors:
        raise SystemExit("\n".join(["errors:", *dict.fromkeys(errors)]))
