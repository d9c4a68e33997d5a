"""Batches of mutants in processes of their own, so that what hangs or dies is caught, found and kept."""

from __future__ import annotations

import base64
import json
import resource
import signal
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from time import monotonic

from tests.fuzz import trial
from tests.fuzz.bases import Base
from tests.fuzz.trial import HANG, Mutant, Tally

BATCH = 50  # mutants that are loaded together
CATALOGUES = 20  # every so many batches, one is a changed catalogue alone
STUCK = 6 * HANG  # seconds of processor time after which a batch is broken off
DEAD = 300  # seconds without an answer after which a process is ended: stuck where nothing can break it off
MEMORY = 3 << 30  # bytes of address space beyond which a process gets no more
_NEW = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Finding:
    """A mutant that broke something: what it was, what happened, and the file to replay."""

    number: int
    kind: str
    base: str
    what: str
    mutant: Mutant | None = None


@dataclass(slots=True)
class Result:
    """What a batch came to: its number, its tally, what it found, the process's most memory so far in MB."""

    batch: int
    tally: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)
    slowest: float = 0.0
    memory: float = 0.0


def mutants_of(batch: int, seed: int, all_bases: Sequence[Base], most: int = BATCH) -> tuple[Base, list[Mutant]]:
    """The base and the mutants of a batch, the same for the same seed."""
    base = Random(f"{seed}/{batch}").choice(all_bases)
    if batch % CATALOGUES == CATALOGUES - 1:
        return base, trial.catalogue_mutant(base, seed, batch * BATCH)
    return base, trial.mutants(base, seed, range(batch * BATCH, batch * BATCH + most))


def run_batch(batch: int, seed: int, all_bases: Sequence[Base], most: int = BATCH) -> Result:
    """A batch; where it breaks or takes long, each of its mutants alone."""
    base, made = mutants_of(batch, seed, all_bases, most)
    result = Result(batch)
    what, result.tally, seconds = _attempt(base, made, seed)
    if what is None and seconds <= HANG:
        result.slowest = seconds / len(made)
        return result
    for mutant in made:
        alone, tally, seconds = _attempt(base, [mutant], seed)
        if alone is None and seconds > HANG:
            seconds = min(seconds, _attempt(base, [mutant], seed)[2])  # once more: the machine has other work
        if alone is None and seconds > HANG:
            alone = f"took {seconds:.1f} s"
        result.slowest = max(result.slowest, seconds)
        if what is not None:
            result.tally = tally if mutant is made[0] else _sum(result.tally, tally)
        if alone is not None:
            result.findings.append(Finding(mutant.number, mutant.kind, base.name, alone, mutant))
    if what is not None and not result.findings:
        result.findings.append(Finding(made[0].number, "batch", base.name, f"only together: {what}"))
    return result


def _attempt(base: Base, made: Sequence[Mutant], seed: int) -> tuple[str | None, Tally, float]:
    """What broke (None: nothing), the tally and the seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    signal.signal(signal.SIGPROF, _break_off)
    try:
        signal.setitimer(signal.ITIMER_PROF, STUCK if len(made) > 1 else 2 * HANG)
        tally, what = trial.tried(base, made, Random(f"{seed}:{made[0].number}:pages")), None
    except Exception as error:  # whatever it is, it is what is looked for
        at = traceback.extract_tb(error.__traceback__)[-1]
        house = [f for f in traceback.extract_tb(error.__traceback__) if "/indicators/" in f.filename] or [at]
        place = f"{house[-1].filename.rsplit('/indicators/')[-1]}:{house[-1].lineno}"
        tally, what = Tally(), f"{type(error).__name__}: {str(error)[:120]} ({place})"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return what, tally, resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def _break_off(*_: object) -> None:
    """Where a batch is when its time is up."""
    raise TimeoutError("stuck")


def _sum(one: Tally, other: Tally) -> Tally:
    """Two tallies together."""
    for key, n in other.fates.items():
        one.fates[key] = one.fates.get(key, 0) + n
    for code, n in other.codes.items():
        one.codes[code] = one.codes.get(code, 0) + n
    return one


def _work(orders: Connection, folders: Sequence[Path], seed: int) -> None:
    """A process: takes numbers of batches until there are none, and answers each with its result."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    all_bases = trial.batches(folders)
    while (batch := orders.recv()) is not None:
        result = run_batch(batch, seed, all_bases)
        result.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        orders.send(result)


def batches_for(mutants: int) -> int:
    """How many batches hold at least so many mutants: of every `CATALOGUES` of them one is a single mutant."""
    rounds, left = divmod(mutants, (CATALOGUES - 1) * BATCH + 1)
    return rounds * CATALOGUES + -(-left // BATCH)


@dataclass(slots=True)
class _Worker:
    """A process, the batch that it is at, and since when."""

    process: BaseProcess
    orders: Connection
    batch: int
    since: float


def _hire(folders: Sequence[Path], seed: int, batch: int) -> _Worker:
    ours, theirs = _NEW.Pipe()
    process = _NEW.Process(target=_work, args=(theirs, folders, seed), daemon=True)
    process.start()
    theirs.close()
    ours.send(batch)
    return _Worker(process, ours, batch, monotonic() + DEAD)  # it has to import everything first


def run(total: int, seed: int, folders: Sequence[Path], processes: int = 2) -> Iterator[Result]:
    """The results of `total` batches as they come, from some processes; a process that dies is replaced."""
    batches = iter(range(total))
    workers = [_hire(folders, seed, batch) for _, batch in zip(range(processes), batches, strict=False)]
    while workers:
        ready = wait([worker.orders for worker in workers], timeout=1)
        for worker in list(workers):
            lost = worker.orders not in ready and monotonic() - worker.since > DEAD
            if worker.orders not in ready and not lost:
                continue
            try:
                if lost:
                    raise EOFError(f"no answer in {DEAD} s")
                yield worker.orders.recv()
                following = next(batches, None)
                worker.orders.send(following)
                worker.batch, worker.since = following if following is not None else -1, monotonic()
                if following is None:
                    workers.remove(worker)
                    worker.process.join()
            except (EOFError, OSError) as error:
                worker.process.kill()
                worker.process.join()
                workers.remove(worker)
                what = f"the process died: {error or worker.process.exitcode}"
                yield Result(worker.batch, findings=[Finding(worker.batch * BATCH, "batch", "", what)])
                if (following := next(batches, None)) is not None:
                    workers.append(_hire(folders, seed, following))


def keep(finding: Finding, folder: Path) -> Path:
    """Write the mutant to a file for `--replay`, and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    mutant = finding.mutant
    files = {} if mutant is None else {p: base64.b64encode(c).decode() for p, c in mutant.files.items()}
    told = {
        "number": finding.number,
        "kind": finding.kind,
        "base": finding.base,
        "what": finding.what,
        "folder": mutant.folder if mutant else "",
        "path": mutant.path if mutant else "",
        "files": files,
    }
    file = folder / f"{finding.number}.json"
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return file
