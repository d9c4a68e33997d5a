"""Kill every command that writes, at random moments: nothing is lost, and the same command goes on from there.

    python -m tests.soak.kills [KILLS OF EACH COMMAND] [COMMAND …]

A command runs in a process forked from this one, which has read its modules already, on a project of invented data.
Every second kill falls anywhere in its run, the others while it writes. After each: every file is what it was or what
it was to become; what else lies about are hidden leftovers; the data has no problem that an undisturbed run would not
leave. Then the command runs again, undisturbed, and everything is as if it had never been killed. There is no cache on
the disk whose writing could be killed.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from indicators import collection, tables
from indicators.cli import COMMANDS, main
from indicators.disk import whole
from tests.samples import REPORT, commit, repository_of_mini

KILLS = 20  # of each command where nothing else is said: a recorded run has 112, a thousand in all
_CITY = ["--name", "大同市", "--en", "Datong", "--code", "140200"]
_YEARS = ["--reviews", "2023", "--plans", "2024"]
WRITING = {
    "new (a year)": ["new", "yunzhou", "2024", "--report", "given/report.txt"],
    "new (a city)": ["new", "datong", "2024", *_CITY, "--report", "given/report.txt"],
    "draft": ["draft", "given/report.txt", "--city", "yunzhou", *_YEARS, "--write"],
    "rule": ["rule", "given/former.csv", "HEAD"],
    "schema": ["schema"],
    "export": ["export", "out.csv"],
    "brief": ["brief", "yunzhou", "2022", "-o", "out.xlsx"],
    "feed": ["feed", "-o", "out.atom"],
    "corrections": ["corrections", "-o", "out.md"],
}
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class _Ended:
    """How a run ended: killed or by itself, and how long it took until it wrote and until its end (seconds)."""

    killed: bool
    wrote: float
    took: float


def _project(folder: Path) -> Path:
    """A project to write into: the invented data with a history, a report, and a table of a former rule."""
    root = repository_of_mini(folder).parent
    (root / "given").mkdir()
    (root / "given" / "report.txt").write_text(REPORT, encoding="utf-8")
    table = tables.promises(collection.load(root / "curated"))
    table.assign(rule="0").to_csv(root / "given" / "former.csv", index=False)
    for name in ("out.csv", "out.xlsx", "out.atom", "out.md"):
        (root / name).write_text("what was there before\n", encoding="utf-8")
    commit(root / "curated", "What is given")
    return root


def _files(root: Path) -> dict[str, bytes]:
    """All files of a project but Git's, by path."""
    found = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    return {str(f.relative_to(root)): f.read_bytes() for f in found if ".git" not in f.parts}


def _restored(root: Path, wanted: Files) -> None:
    """Make the project what it was."""
    there = _files(root)
    for path in there.keys() - wanted.keys():
        (root / path).unlink()
    for path, content in wanted.items():
        if there.get(path) != content:
            (root / path).write_bytes(content)
    shutil.rmtree(root / "curated" / "datong", ignore_errors=True)


def _child(arguments: list[str], writing: int) -> None:
    """The command, in a process of its own; a byte on `writing` says that it begins to write."""
    code = 70
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        really = whole.write_all

        def told(contents: Mapping[Path, bytes], flushed: bool = True) -> None:
            os.write(writing, b".")
            really(contents, flushed)
            os.write(writing, b".")

        whole.write_all = told
        main(arguments, standalone_mode=False)
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


def _run(arguments: list[str], moment: float | None = None, within: bool = False) -> _Ended:
    """Run a command, and kill it after `moment` seconds: from its start, or `within` from when it begins to write."""
    told, writing = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(told)
        _child(arguments, writing)
    os.close(writing)
    wrote = 0.0
    if moment is None or within:
        os.read(told, 1)  # ends, too, where the child does
        wrote = time.perf_counter() - start
    if moment is not None:
        until = time.perf_counter() + moment
        while time.perf_counter() < until:
            pass  # sleeping would not hit the hundredth of a millisecond
        os.kill(child, signal.SIGKILL)
    elif os.read(told, 1):
        wrote = time.perf_counter() - start - wrote  # how long it wrote
    _, status = os.waitpid(child, 0)
    os.close(told)
    return _Ended(os.WIFSIGNALED(status), wrote, time.perf_counter() - start)


def _same(path: str, one: bytes, other: bytes) -> bool:
    """Whether two files are the same but for the time that a workbook is stamped with."""
    if one == other or not path.endswith(".xlsx"):
        return one == other
    first, second = (_parts(raw) for raw in (one, other))
    return first is not None and first == second


def _parts(raw: bytes) -> dict[str, int] | None:
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        try:
            with zipfile.ZipFile(file) as packed:
                return {each.filename: each.CRC for each in packed.infolist() if "docProps" not in each.filename}
        except zipfile.BadZipFile:
            return None


def _wrong(now: Files, before: Files, done: Files) -> list[str]:
    """What is lost or half written, of what a killed command left."""
    told = []
    for path in now.keys() | before.keys() | done.keys():
        if Path(path).name.startswith(".indicators-") and path.endswith(".part"):
            continue
        found = now.get(path)
        if not any(
            found == wanted or (found is not None and wanted is not None and _same(path, found, wanted))
            for wanted in (before.get(path), done.get(path))
        ):
            told.append(f"{path} is neither what it was nor what it was to become")
    return told


def _problems(root: Path) -> set[tuple[str, ...]]:
    return {problem.identity for problem in collection.load(root / "curated").problems}


def _killed(name: str, root: Path, kills: int, chance: random.Random) -> tuple[str, list[str]]:
    """Kill one command so many times; a row of the table, and what was wrong."""
    arguments, before = WRITING[name], _files(root)
    allowed = _problems(root)
    os.chdir(root)
    CliRunner().invoke(main, arguments, catch_exceptions=False)  # read its modules, once and not after every fork
    gc.collect()
    gc.freeze()  # a forked process would copy what the collector touches
    runs = []
    for _ in range(3):
        _restored(root, before)
        runs.append(_run(arguments))
    done = _files(root)
    targets = [path for path in done if not _same(path, done[path], before.get(path, b""))]
    allowed |= _problems(root)
    took, writing = (statistics.median(getattr(r, what) for r in runs) for what in ("took", "wrote"))
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    tries = 0
    while seen["killed"] < kills and tries < 4 * kills:
        tries += 1
        _restored(root, before)
        within = bool(tries % 2)
        ended = _run(arguments, chance.uniform(0, 1.1 * (writing if within else took)), within)
        if not ended.killed:
            continue
        seen["killed"] += 1
        now = _files(root)
        found = _wrong(now, before, done)
        if not targets[0].startswith("out."):
            found += [f"a new problem: {problem}" for problem in _problems(root) - allowed]
        changed = sum(path in now and not _same(path, now[path], before.get(path, b"")) for path in targets)
        seen["none" if not changed else "all" if changed == len(targets) else "some"] += 1
        seen["leftovers"] += any(path.endswith(".part") for path in now)
        _run(arguments)
        found += [f"after the next run: {each}" for each in _wrong(_files(root), done, done)]
        wrong += [f"{name}, kill {seen['killed']}: {each}" for each in found]
    gc.unfreeze()
    row = (
        f"{name:13} {seen['killed']:6} {1e3 * took:8.0f} {1e3 * writing:8.1f} {seen['none']:6} {seen['some']:6} "
        f"{seen['all']:6} {seen['leftovers']:9} {len(wrong):6}"
    )
    _restored(root, before)
    return row, wrong


def run(kills: int = KILLS, *names: str) -> None:
    """Kill every writing command `kills` times and print what was left."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    assert {WRITING[name][0] for name in WRITING} <= COMMANDS.keys()
    print(f"{kills} kills of each writing command (seed {seed}); the cache is not on the disk, there is none to kill")
    print("command        kills   run ms write ms   none   some    all leftovers  wrong")
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = _project(Path(folder))
        for name in names or WRITING:
            row, found = _killed(name, root, kills, chance)
            print(row, flush=True)
            wrong += found
    for line in wrong[:40]:
        print(line)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS, *sys.argv[2:])
