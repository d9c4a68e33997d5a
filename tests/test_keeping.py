"""What is kept of the data: made once, for many who ask at once, and gone with the data it was made of."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.tables import current, keeping
from indicators.tables.keeping import Kept
from tests.samples import copy_of_mini


def test_what_is_asked_for_again_is_not_made_again_and_the_latest_stay() -> None:
    made: list[tuple[int, str]] = []

    def make(n: int, lang: str = "zh") -> None:
        made.append((n, lang))

    kept = Kept(make, most=2)
    for n in (1, 1, 2, 1, 3, 1, 2):
        kept(n)
    kept(2, lang="en")
    assert made == [(1, "zh"), (2, "zh"), (3, "zh"), (2, "zh"), (2, "en")]
    kept.clear()
    kept(2, lang="en")
    assert made[5:] == [(2, "en")]


def test_who_asks_at_once_waits_for_one_making() -> None:
    begun, go_on, made = threading.Event(), threading.Event(), []

    def make(n: int) -> object:
        begun.set()
        assert go_on.wait(30)
        made.append(n)
        return object()

    kept, found = Kept(make, most=2), set()
    readers = [threading.Thread(target=lambda: found.add(kept(1))) for _ in range(5)]
    for reader in readers:
        reader.start()
    assert begun.wait(30)
    go_on.set()
    for reader in readers:
        reader.join(30)
    assert made == [1] and len(found) == 1


def test_what_was_made_while_the_data_was_read_anew_is_not_kept() -> None:
    made = []

    def make() -> None:
        made.append(1)
        if len(made) == 1:
            kept.clear()

    kept = Kept(make, most=2)
    for _ in range(3):
        kept()
    assert len(made) == 2


def test_a_failure_is_not_kept() -> None:
    made = []

    def make() -> str:
        made.append(1)
        if len(made) == 1:
            raise ValueError("not now")
        return "made"

    kept = Kept(make, most=2)
    with pytest.raises(ValueError, match="not now"):
        kept()
    assert kept() == "made"


@pytest.fixture
def out_of_the_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in the process that serves; what the tests had frozen is frozen again behind it."""
    monkeypatch.setattr(current, "_out_of_the_way", True)
    yield
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("out_of_the_way")
def test_data_read_anew_leaves_nothing_of_the_old_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curated = copy_of_mini(tmp_path)
    monkeypatch.setenv(current.CURATED, str(curated))

    @keeping.kept(most=8)
    def made(frames: object) -> list[object]:
        knot: list[object] = [frames]
        knot.append(knot)  # only the collector unties it
        return knot

    seen, sizes = [], []
    rest = (curated / "indicators.yaml").read_text(encoding="utf-8")
    for i in range(9):
        (curated / "indicators.yaml").write_text(f"# {i}\n{rest}", encoding="utf-8")
        frames = current.frames()
        made(frames)
        assert current.frames().histories is not None
        seen.append(weakref.ref(frames))
        del frames
        sizes.append(gc.get_freeze_count())
    assert [i for i, frames in enumerate(seen) if frames()] == [8]
    assert sizes[0] > 0 and max(sizes[2:]) < sizes[1] * 1.01
    assert current.frames() is seen[-1]()
