"""The curated folder as it stands: read once, and anew when one of its files changes. Pages and routes share it."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from threading import Lock

from indicators import collection, tables
from indicators.collection import Collection
from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.tables import corrected, since
from indicators.tables.corrected import Corrections
from indicators.tables.framed import Frames
from indicators.tables.since import Since

REPOSITORY = (
    "INDICATORS_REPOSITORY"  # environment variable: owner/name of the repository on GitHub that takes contributions
)
CURATED = "INDICATORS_CURATED"  # environment variable: another curated folder than the project's
# environment variable: the dashboard's public address, where it is another than the one asked
BASE_URL = "INDICATORS_BASE_URL"
_PROJECT = Path(__file__).parents[2]
_one_at_a_time = Lock()  # many readers of data that just changed wait for one reading of it

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


@lru_cache(maxsize=2)
def _collection(folder: Path, signature: Signature) -> Collection:  # noqa: ARG001 - the signature only tells when to read anew
    return collection.load(folder)


@lru_cache(maxsize=24)
def _frames(folder: Path, signature: Signature, tolerance: str) -> Frames:
    return tables.frames(_collection(folder, signature), Decimal(tolerance) if tolerance else None)


def frames(tolerance: Decimal | None = None) -> Frames:
    """The tables of the data as it stands, at a tolerance in percent; None, or the default one: the stated ones."""
    moved = tolerance is not None and tolerance != DEFAULT_TOLERANCE
    folder = curated()
    with _one_at_a_time:
        return _frames(folder, _signature(folder), f"{float(tolerance):g}" if moved and tolerance is not None else "")


def _data() -> Collection:
    folder = curated()
    with _one_at_a_time:
        return _collection(folder, _signature(folder))


def corrections() -> Corrections:
    """What was corrected of the data after it was published. Raises RevisionError where there is no history."""
    return corrected.corrections(curated())


def changes_since(revision: str) -> Since:
    """What changed from a revision to the data as it stands. Raises RevisionError."""
    return since.since(_data(), revision)


def changes_since_version(version: str) -> Since:
    """What changed to the data as it stands from the revision whose data has that version. Raises RevisionError."""
    return since.since_version(_data(), version)
