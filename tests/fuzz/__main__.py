"""`make fuzz [N=20000] [SEED=1]`: mutants of the real files and the invented ones, and a table of what they did.

`python -m tests.fuzz --replay FILE` runs again one that broke something, with its whole traceback.
"""

from __future__ import annotations

import argparse
import base64
import json
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from tests.fuzz import trial, workers
from tests.fuzz.trial import Mutant

ROOT = Path(__file__).resolve().parents[2]
FATES = ("accepted", "problems", "refused")
SHOWN = 3  # mutants that are told of where several break the same
TOLD = 100  # batches after which it is told how far it is
FOLDERS = (ROOT / "curated", ROOT / "tests/mini/curated", ROOT / "tests/full/curated")


def main() -> int:
    """Run what is asked for; 1 where a mutant broke something."""
    ask = argparse.ArgumentParser(prog="tests.fuzz")
    ask.add_argument("-n", type=int, default=20_000, help="how many mutants")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--processes", type=int, default=2)
    ask.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-found")
    ask.add_argument("--replay", type=Path)
    asked = ask.parse_args()
    if asked.replay:
        return replay(asked.replay, asked.seed)
    return fuzz(asked.n, asked.seed, asked.processes, asked.keep)


def replay(file: Path, seed: int) -> int:
    """Run one kept mutant again; raises what it raises."""
    told = json.loads(file.read_text(encoding="utf-8"))
    files = {path: base64.b64decode(content) for path, content in told["files"].items()}
    base = next(base for base in trial.batches(FOLDERS) if base.name == told["base"])
    mutant = Mutant(told["number"], told["kind"], told["folder"], told["path"], files[told["path"]], files)
    print(trial.tried(base, [mutant], Random(f"{seed}:{mutant.number}:pages")))
    return 0


@dataclass(slots=True)
class Sums:
    """What all batches came to so far."""

    began: float = field(default_factory=monotonic)
    fates: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    memory: float = 0.0

    @property
    def made(self) -> int:
        """How many mutants."""
        return self.fates.total()

    @property
    def rate(self) -> float:
        """How many of them a second."""
        return self.made / (monotonic() - self.began)

    def add(self, result: workers.Result, folder: Path) -> None:
        """Take a batch in, and tell of the first few of each kind that broke something."""
        self.fates.update(result.tally.fates)
        self.codes.update(result.tally.codes)
        self.slowest, self.memory = max(self.slowest, result.slowest), max(self.memory, result.memory)
        for finding in result.findings:
            self.found[finding.what] += 1
            if self.found[finding.what] <= SHOWN:
                kept = workers.keep(finding, folder)
                print(f"{finding.number} {finding.kind}: {finding.what}  {kept}", flush=True)

    def table(self, seed: int, processes: int) -> None:
        """Print all of it."""
        total: Counter[str] = Counter()
        print(f"\n{'kind':18}" + "".join(f"{fate:>10}" for fate in FATES))
        for kind in sorted({kind for kind, _ in self.fates}):
            print(f"{kind:18}" + "".join(f"{self.fates[kind, fate]:>10}" for fate in FATES))
            total.update({fate: self.fates[kind, fate] for fate in FATES})
        print(f"{'all':18}" + "".join(f"{total[fate]:>10}" for fate in FATES))
        print(f"problems by code: {', '.join(f'{code} {n}' for code, n in self.codes.most_common())}")
        print(
            f"{self.made} mutants in {monotonic() - self.began:.0f} s ({self.rate:.0f} a second, {processes} at once), "
            f"seed {seed}; slowest {self.slowest:.2f} s of processor time, most memory {self.memory:.0f} MB; "
            f"broke something: {self.found.total()}"
        )
        for what, times in self.found.most_common():
            print(f"  {times} × {what}")


def fuzz(n: int, seed: int, processes: int, folder: Path) -> int:
    """Run at least n mutants, tell of each that broke something, and print the table; where it is ended, of those so
    far."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sums = Sums()
    try:
        for done, result in enumerate(workers.run(workers.batches_for(n), seed, FOLDERS, processes), 1):
            sums.add(result, folder)
            if done % TOLD == 0:
                print(f"… {sums.made} mutants, {sums.rate:.0f} a second, {sums.found.total()} found", flush=True)
    except KeyboardInterrupt:
        print("ended before all were tried")
    sums.table(seed, processes)
    return 1 if sums.found else 0


if __name__ == "__main__":
    sys.exit(main())
