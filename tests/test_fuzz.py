"""A few hundred mutants of the invented data through everything that reads it; `make fuzz` runs many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.tables import Frames
from tests.fuzz import __main__ as fuzz
from tests.fuzz import bases, trial, workers
from tests.samples import MINI

SEED = 5
BATCHES = (0, 1, 2, 3, workers.CATALOGUES - 1)


def test_no_mutant_breaks_anything() -> None:
    made, accepted = 0, 0
    for batch in BATCHES:
        result = workers.run_batch(batch, SEED, bases.cut(MINI))
        assert [(found.number, found.kind, found.what) for found in result.findings] == []
        made += sum(result.tally.fates.values())
        accepted += sum(n for (_, fate), n in result.tally.fates.items() if fate != "refused")
    assert made > 200 and accepted > made / 3  # most get as far as the pages


def test_the_same_seed_makes_the_same_mutants() -> None:
    one, other = (workers.mutants_of(7, SEED, bases.cut(MINI))[1] for _ in range(2))
    assert one == other and len({mutant.content for mutant in one}) > workers.BATCH / 2
    assert one != workers.mutants_of(7, SEED + 1, bases.cut(MINI))[1]


def test_what_breaks_something_is_named_kept_and_breaks_it_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A fault of the house that one of a batch meets."""
    (base,), batch, culprit = bases.cut(MINI)[3:4], 1, "m02"

    def broken(frames: Frames, *_: object) -> None:
        if culprit in frames.cities:
            raise RuntimeError("broken")

    monkeypatch.setattr(trial, "pages", broken)
    (found,) = workers.run_batch(batch, SEED, (base,), 4).findings
    assert found.number == batch * workers.BATCH + 2 and found.what.startswith("RuntimeError: broken")
    with pytest.raises(RuntimeError, match="broken"):
        fuzz.replay(workers.keep(found, tmp_path), SEED)


def test_a_mutant_that_takes_too_long_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(trial, "pages", stuck)
    monkeypatch.setattr(workers, "STUCK", 0.01)
    monkeypatch.setattr(workers, "HANG", 0.01)
    (found,) = workers.run_batch(0, SEED, bases.cut(MINI), 1).findings
    assert found.what.startswith("TimeoutError: stuck")


@pytest.mark.parametrize("asked", [1, 50, 51, 950, 951, 952, 20_000])
def test_as_many_mutants_are_made_as_were_asked_for(asked: int) -> None:
    sizes = [1 if batch % workers.CATALOGUES == workers.CATALOGUES - 1 else workers.BATCH for batch in range(500)]
    batches = workers.batches_for(asked)
    assert sum(sizes[:batches]) >= asked > sum(sizes[: batches - 1])
