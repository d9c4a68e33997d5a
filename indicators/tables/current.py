"""The curated folder as it stands: read once, and anew when one of its files changes. Pages and routes share it."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from threading import Lock

from indicators import collection, tables
from indicators.collection import Collection
from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.tables import corrected, keeping, since
from indicators.tables.corrected import Corrections
from indicators.tables.framed import Frames
from indicators.tables.keeping import kept
from indicators.tables.since import Since

REPOSITORY = (
    "INDICATORS_REPOSITORY"  # environment variable: owner/name of the repository on GitHub that takes contributions
)
CURATED = "INDICATORS_CURATED"  # environment variable: another curated folder than the project's
# environment variable: the dashboard's public address, where it is another than the one asked
BASE_URL = "INDICATORS_BASE_URL"
_PROJECT = Path(__file__).parents[2]
_one_at_a_time = Lock()  # many readers of data that just changed wait for one reading of it
_out_of_the_way = False  # whether what is loaded is kept from the garbage collector

Signature = tuple[tuple[str, int, int], ...]


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


def _signature(folder: Path) -> Signature:
    """The files the data is made of, with time (ns) and size (bytes): when one changes, the data is read anew."""
    files = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml"), *(folder.resolve().parent / "seeds").glob("*.txt")]
    return tuple(sorted((str(f), s.st_mtime_ns, s.st_size) for f in files if (s := f.stat())))


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


@lru_cache(maxsize=1)
def _collection(folder: Path, signature: Signature) -> Collection:  # noqa: ARG001 - the signature only tells when to read anew
    found = collection.load(folder)
    keeping.forget()
    return found


@contextmanager
def _reading() -> Iterator[Collection]:
    """The data as it stands, for one caller at a time. Read anew, it takes the place of what was kept out of the
    collector's way."""
    folder = curated()
    with _one_at_a_time:
        before = _collection.cache_info().misses
        yield _collection(folder, _signature(folder))
        if _out_of_the_way and _collection.cache_info().misses != before:
            _sort_out()


@kept(most=24)
def _frames(data: Collection, tolerance: str) -> Frames:
    return tables.frames(data, Decimal(tolerance) if tolerance else None)


def frames(tolerance: Decimal | None = None) -> Frames:
    """The tables of the data as it stands, at a tolerance in percent; None, or the default one: the stated ones."""
    moved = tolerance is not None and tolerance != DEFAULT_TOLERANCE
    with _reading() as data:
        return _frames(data, f"{float(tolerance):g}" if moved and tolerance is not None else "")


def _data() -> Collection:
    with _reading() as data:
        return data


def corrections() -> Corrections:
    """What was corrected of the data after it was published. Raises RevisionError where there is no history."""
    return corrected.corrections(curated())


def changes_since(revision: str) -> Since:
    """What changed from a revision to the data as it stands. Raises RevisionError."""
    return since.since(_data(), revision)


def changes_since_version(version: str) -> Since:
    """What changed to the data as it stands from the revision whose data has that version. Raises RevisionError."""
    return since.since_version(_data(), version)
