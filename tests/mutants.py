"""Try how much the tests notice: `make mutants [PART=numerals]`.

Cosmic Ray makes one small change at a time to a module of `tests/mutants.yaml` (a mutant: `<` for `<=`, 1 for 0) and
runs the tests that are named beside it. A mutant that they don't notice has survived: either a test is missing, or the
change makes no difference, and then the reason stands in that file. All of this happens in copies outside of the
working tree. Exit 1 where a module has too few mutants killed, or a survivor no reason.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "tests/mutants.yaml"
TOOL = ROOT / ".venv/mutants/bin"
COPIED = ("indicators", "tests", "pyproject.toml")
# Without the plugins and fixtures of the browser tests, each run starts in a third of a second.
PYTEST = "-m pytest -x -q -p no:cacheprovider -p tests.unshrunk --noconftest"
QUIET = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
# Not tried: what every test would notice (an operator that its operands don't know: a TypeError), and what changes no
# answer (`|` between types, `is` for `==` between words, how much is remembered, what the type checker forbids anyway).
LEFT_OUT = (
    "core/ReplaceBinaryOperator_(?!(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Mod_Mul|Pow_Mul)$)",
    "core/ReplaceUnaryOperator_(?!(Delete_Not|Delete_USub)$)",
    "core/ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot)$",
    "core/ReplaceComparisonOperator_(Is|IsNot)_(Eq|NotEq|Lt|LtE|Gt|GtE)$",
)
LINES_LEFT_OUT = ("@lru_cache", "@cache", "@dataclass")


class Change(NamedTuple):
    """A mutant by what it changes, not by its line number: that would not last."""

    module: str
    function: str
    was: str
    now: str


@dataclass(frozen=True)
class Found:
    """What became of the mutants of one module: their numbers by outcome, and the survivors with their line."""

    module: str
    numbers: Counter[str]
    survivors: list[tuple[int, Change]]
    seconds: float

    @property
    def killed(self) -> float:
        """The percentage of mutants that a test noticed; one that never ends was noticed."""
        tried = sum(self.numbers.values())
        return 100 * (tried - self.numbers["survived"]) / tried if tried else 100.0


def _tool(name: str, *arguments: str, cwd: Path) -> str:
    env = {**os.environ, **QUIET}
    done = subprocess.run([str(TOOL / name), *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _change(module: str, function: str | None, diff: str) -> Change:
    """The lines that a diff takes out and puts in, without indentation."""

    def lines(sign: str) -> str:
        marked = [line[1:] for line in diff.splitlines() if line.startswith(sign) and not line.startswith(sign * 3)]
        return re.sub(r"(?<=[(\[]) ", "", " ".join(" ".join(marked).split()))  # the tool writes ( 2) for (1)

    return Change(module, function or "", lines("-"), lines("+"))


def _seconds_of(command: str, folder: Path) -> float:
    """How long the tests take where nothing is changed; they must pass."""
    begun = time.monotonic()
    env = {**os.environ, **QUIET}
    done = subprocess.run(shlex.split(command), cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"These tests fail before anything is changed: {command}\n{done.stdout}{done.stderr}")
    return time.monotonic() - begun


def _try(module: str, tests: str) -> Found:
    """Try all mutants of a module in a copy of its own."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for one in COPIED:
            if (ROOT / one).is_dir():
                shutil.copytree(ROOT / one, folder / one, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / one, folder / one)
        command = f"{shlex.quote(sys.executable)} {PYTEST} {tests}"
        timeout = max(20.0, 10 * _seconds_of(command, folder))
        settings = [
            "[cosmic-ray]",
            f"module-path = {json.dumps(module)}",
            f"test-command = {json.dumps(command)}",
            f"timeout = {timeout}",
            "[cosmic-ray.distributor]",
            'name = "local"',
            "[cosmic-ray.filters.operators-filter]",
            f"exclude-operators = {json.dumps(LEFT_OUT)}",
        ]
        (folder / "mutants.toml").write_text("\n".join(settings), encoding="utf-8")
        _tool("cosmic-ray", "init", "mutants.toml", "mutants.sqlite", cwd=folder)
        _tool("cr-filter-operators", "mutants.sqlite", "mutants.toml", cwd=folder)
        _tool("cosmic-ray", "exec", "mutants.toml", "mutants.sqlite", cwd=folder)
        told = _tool("cosmic-ray", "dump", "mutants.sqlite", cwd=folder)
    numbers: Counter[str] = Counter()
    survivors = []
    for line in told.splitlines():
        item, result = json.loads(line)
        if result["worker_outcome"] == "skipped":
            continue
        (mutation,) = item["mutations"]
        change = _change(module, mutation["definition_name"], result["diff"] or result["output"])
        if change.was.startswith(LINES_LEFT_OUT):
            continue
        outcome = "timeout" if result["output"] == "timeout" else result["test_outcome"]
        if outcome not in ("killed", "survived", "timeout"):
            raise SystemExit(f"{module}: a mutant could not be tried:\n{result['output']}")
        numbers[outcome] += 1
        if outcome == "survived":
            survivors.append((mutation["start_pos"][0], change))
    return Found(module, numbers, sorted(survivors), time.monotonic() - begun)


def _accepted(plan: dict[str, Any]) -> dict[Change, str]:
    """The survivors that have a reason."""
    found = {}
    for entry in plan["accepted"]:
        for change in entry["changes"]:
            now = change["now"]
            for one in now if isinstance(now, list) else [now]:
                key = Change(
                    entry["module"], change.get("in", ""), " ".join(change["was"].split()), " ".join(one.split())
                )
                found[key] = entry["because"]
    return found


def main(parts: list[str]) -> int:
    """Try the mutants of the named parts, or of all."""
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    unknown = set(parts) - set(plan["parts"])
    if unknown:
        print(f"No such part: {', '.join(sorted(unknown))}; there are {', '.join(plan['parts'])}.", file=sys.stderr)
        return 2
    os.nice(10)
    chosen = [part for name, part in plan["parts"].items() if not parts or name in parts]
    jobs = [(module, part["tests"]) for part in chosen for module in part["modules"].split()]
    jobs.sort(key=lambda job: -len((ROOT / job[0]).read_bytes()))  # the longest first, so that all end together
    accepted = _accepted(plan)
    found = []
    with ThreadPoolExecutor(int(os.environ.get("WORKERS", "") or os.cpu_count() or 1)) as pool:
        for done in as_completed([pool.submit(_try, *job) for job in jobs]):
            found.append(done.result())
            _tell_survivors(found[-1], accepted)
    return _tell_numbers(sorted(found, key=lambda one: one.module), accepted, plan["least"])


def _tell_survivors(one: Found, accepted: dict[Change, str]) -> None:
    """Print the survivors of a module, each with its reason, and the reasons that are no longer needed."""
    print(f"{one.module}: {sum(one.numbers.values())} mutants in {one.seconds:.0f} s")
    for line, change in one.survivors:
        print(
            f"\n{one.module}:{line}: {change.function or 'module'}: {accepted.get(change, 'NEW: no reason is given')}"
        )
        print(f"  - {change.was}\n  + {change.now}")
    survived = {change for _, change in one.survivors}
    for stale in sorted(key for key in accepted if key.module == one.module and key not in survived):
        print(f"\n{one.module}: {stale.function or 'module'}: is noticed now, or gone: take it out of {PLAN.name}")
        print(f"  - {stale.was}\n  + {stale.now}")
    print(flush=True)


def _tell_numbers(found: list[Found], accepted: dict[Change, str], least: float) -> int:
    """Print the table by module; 1 where a module has too few killed or a survivor no reason."""
    new = sum(change not in accepted for one in found for _, change in one.survivors)
    width = max(len(one.module) for one in found)
    print(f"{'module':{width}}  killed  survived  timeout       %")
    for one in found:
        n = one.numbers
        print(f"{one.module:{width}}  {n['killed']:6}  {n['survived']:8}  {n['timeout']:7}  {one.killed:6.1f}")
    low = [one.module for one in found if one.killed < least]
    if low:
        print(f"Under {least} %: {', '.join(low)}")
    if new:
        print(f"Survivors without a reason in {PLAN.name}: {new}. Write the test, or the reason.")
    return 1 if low or new else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:]).replace(",", " ").split()))
