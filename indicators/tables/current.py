"""The curated folder as it stands: read once, and anew when one of its files changes. Pages and routes share it."""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from threading import Lock

from indicators import collection
from indicators.collection import Collection
from indicators.collection.watching import Watch
from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.model.problems import Lapse
from indicators.tables import corrected, keeping, lasting, since
from indicators.tables.corrected import Corrections
from indicators.tables.country import Country
from indicators.tables.framed import Frames
from indicators.tables.keeping import kept
from indicators.tables.lasting import Served
from indicators.tables.opened import compiled_frames
from indicators.tables.since import Since

REPOSITORY = (
    "INDICATORS_REPOSITORY"  # environment variable: owner/name of the repository on GitHub that takes contributions
)
CURATED = "INDICATORS_CURATED"  # environment variable: another curated folder than the project's
# environment variable: the dashboard's public address, where it is another than the one asked
BASE_URL = "INDICATORS_BASE_URL"
_PROJECT = Path(__file__).parents[2]
_one_at_a_time = Lock()  # many readers of data that just changed wait for one reading of it
_progress: tuple[int, int] | None = None
_out_of_the_way = False  # whether what is loaded is kept from the garbage collector
_ASKED_AGAIN = 10  # seconds until Git is asked again whether a commit confirms what has lapsed


@dataclass(frozen=True, slots=True)
class _Watched:
    """What was read of a folder, its watch, and when (monotonic seconds) Git was asked last."""

    watch: Watch
    asked: float
    served: Served


_watched: _Watched | None = None


def curated() -> Path:
    """The curated folder that is shown and served."""
    return Path(os.environ.get(CURATED) or _PROJECT / "curated")


def base_url() -> str:
    """The dashboard's public address as it is set; empty where it is the one that readers ask."""
    return os.environ.get(BASE_URL, "").rstrip("/")


def repository() -> str:
    """The repository on GitHub that takes contributions, as owner/name; empty where none is named as it should be."""
    named = os.environ.get(REPOSITORY, "")
    return named if re.fullmatch(r"[\w.-]+/[\w.-]+", named, re.ASCII) else ""


def keep_out_of_the_way() -> None:
    """From now on keep loaded data out of the garbage collector's way: for a process that serves readers.

    Streamlit collects after every run of a page, and would walk through all of it each time for nothing.
    """
    global _out_of_the_way
    _out_of_the_way = True
    _sort_out()


def _sort_out() -> None:
    """Let go of what is no longer used, that which was kept out of the collector's way too, and keep the rest so."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def _reading() -> Iterator[Served]:
    """The data as it stands, for one caller at a time. Read anew, it takes the place of what was kept out of the
    collector's way."""
    global _watched
    folder = curated()
    with _one_at_a_time:
        before, _watched = _watched, _looked(folder, _watched)
        yield _watched.served
        if _out_of_the_way and (before is None or before.served is not _watched.served):
            _sort_out()


def _told(done: int, of: int) -> None:
    """Keep how far a reading is, for whoever waits for it."""
    global _progress
    _progress = (done, of)


def progress() -> tuple[int, int] | None:
    """Of a reading that others wait for, how many cities are done, of how many (0: not known yet); None where there is
    none, or it takes no while."""
    return _progress


def _looked(folder: Path, before: _Watched | None) -> _Watched:
    """The folder as it stands. Of a file that has lapsed the last good version lasts (`tables.lasting`)."""
    global _progress
    now = time.monotonic()
    try:
        if before is None or before.watch.root != folder:
            watch = Watch(folder)
            watch.look()
            keeping.forget()
            _told(0, 0)
            return _Watched(watch, now, lasting.begun(watch, _told))
        if not before.watch.look():
            if not before.served.waiting or now - before.asked <= _ASKED_AGAIN:
                return before
            if not lasting.confirmed(before.served, folder):
                return replace(before, asked=now)
        served, old = lasting.renewed(before.served, before.watch, _told), before.served
    except BaseException:
        if before is not None:
            before.watch.forget()
        raise
    finally:
        _progress = None
    if _shows(served) == _shows(old):
        served = replace(served, data=old.data)  # nothing that is made of it needs to be made anew
    else:
        keeping.forget()
        served.data.store.forget(served.data.keys | old.data.keys)  # a page may still be made of the old ones
    return _Watched(before.watch, now, served)


def _shows(served: Served) -> tuple[object, ...]:
    """What readers see of the data, in short."""
    return served.data.version, served.data.problems, served.lapses


@kept(most=24)
def _frames(data: Country, lapses: tuple[Lapse, ...], tolerance: str) -> Frames:
    return compiled_frames(data, lapses, Decimal(tolerance) if tolerance else None)


def frames(tolerance: Decimal | None = None) -> Frames:
    """The tables of the data as it stands, at a tolerance in percent; None, or the default one: the stated ones."""
    moved = tolerance is not None and tolerance != DEFAULT_TOLERANCE
    with _reading() as served:
        return _frames(served.data, served.lapses, f"{float(tolerance):g}" if moved and tolerance is not None else "")


@kept(most=1)
def _collected(data: Country) -> Collection:
    """The data itself, for what its tables do not hold: what changed in it."""
    return collection.load(data.root, instead=data.held)


def _data() -> Collection:
    with _reading() as served:
        return _collected(served.data)


def corrections() -> Corrections:
    """What was corrected of the data after it was published. Raises RevisionError where there is no history."""
    return corrected.corrections(curated())


def changes_since(revision: str) -> Since:
    """What changed from a revision to the data as it stands. Raises RevisionError."""
    return since.since(_data(), revision)


def changes_since_version(version: str) -> Since:
    """What changed to the data as it stands from the revision whose data has that version. Raises RevisionError."""
    return since.since_version(_data(), version)
