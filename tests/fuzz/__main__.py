"""`make fuzz [N=20000] [SEED=1]`: mutants of the real files and the invented ones, and a table of what they did.

`python -m tests.fuzz --replay FILE` runs again one that broke something, with its whole traceback.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

from tests.fuzz import trial, workers
from tests.fuzz.trial import Mutant

ROOT = Path(__file__).resolve().parents[2]
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
    changed = [path for path in files if files[path] != {**base.catalogue, **base.of("m00")}.get(path)]
    mutant = Mutant(told["number"], told["kind"], "m00", changed[0], files[changed[0]], files)
    print(trial.tried(base, [mutant], Random(f"{seed}:{mutant.number}:pages")))
    return 0


def fuzz(n: int, seed: int, processes: int, folder: Path) -> int:
    """Run n mutants, tell of each that broke something, and print the table."""
    began, made, slowest, memory = monotonic(), 0, 0.0, 0.0
    fates: Counter[tuple[str, str]] = Counter()
    codes: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for done, result in enumerate(workers.run(-(-n // workers.BATCH), seed, FOLDERS, processes), 1):
        fates.update(result.tally.fates)
        codes.update(result.tally.codes)
        slowest, memory = max(slowest, result.slowest), max(memory, result.memory)
        for finding in result.findings:
            found[finding.what] += 1
            if found[finding.what] <= 3:
                print(f"{finding.number} {finding.kind}: {finding.what}  {workers.keep(finding, folder)}", flush=True)
        if done % 200 == 0:
            made = fates.total()
            print(f"… {made} mutants, {made / (monotonic() - began):.0f} a second, {found.total()} found", flush=True)
    made, seconds = fates.total(), monotonic() - began
    print(f"\n{'kind':18}{'accepted':>10}{'problems':>10}{'refused':>10}")
    for kind in sorted({kind for kind, _ in fates}):
        print(f"{kind:18}" + "".join(f"{fates[kind, fate]:>10}" for fate in ("accepted", "problems", "refused")))
    total = Counter({fate: sum(n for (_, f), n in fates.items() if f == fate) for _, fate in fates})
    print(f"{'all':18}" + "".join(f"{total[fate]:>10}" for fate in ("accepted", "problems", "refused")))
    print(f"problems by code: {', '.join(f'{code} {n}' for code, n in codes.most_common())}")
    print(
        f"{made} mutants in {seconds:.0f} s ({made / seconds:.0f} a second, {processes} processes, seed {seed}); "
        f"slowest {slowest:.2f} s of processor time, most memory {memory:.0f} MB; broke something: {found.total()}"
    )
    for what, times in found.most_common():
        print(f"  {times} × {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
