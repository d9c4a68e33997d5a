"""What changed in the data since a revision, or since a link was made: kept, so that a page stays fast."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indicators.collection import Collection, differing, revisions
from indicators.collection.revisions import Revision, RevisionError
from indicators.tables.changes import Changes, changes
from indicators.tables.keeping import kept
from indicators.words.texts import said

_KEPT = 60  # seconds for which what Git said of branches and tags is believed

_changes = kept(most=16)(changes)

__all__ = [
    "Revision",
    "RevisionError",
    "Since",
    "by_revision",
    "commit",
    "of_revision",
    "published",
    "recent",
    "since",
    "since_version",
]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed from a revision to the data as it stands."""

    revision: Revision
    changes: Changes


@lru_cache(maxsize=8)
def _recent(root: Path, limit: int, period: int) -> tuple[Revision, ...]:  # noqa: ARG001 - the period only tells when to ask anew
    return revisions.history(root, limit)


@lru_cache(maxsize=32)
def _named(root: Path, revision: str, period: int) -> Revision:  # noqa: ARG001 - likewise
    return revisions.named(root, revision)


@lru_cache(maxsize=32)
def _of_version(root: Path, version: str, period: int) -> Revision | None:  # noqa: ARG001
    return revisions.of_version(root, version)


def _period() -> int:
    return int(time.monotonic() // _KEPT)


def recent(root: Path, limit: int = 50) -> tuple[Revision, ...]:
    """The newest revisions that touched the data, newest first. Raises RevisionError."""
    return _recent(root, limit, _period())


@lru_cache(maxsize=64)
def commit(root: Path, version: str) -> str | None:  # noqa: ARG001 - the version only tells when to ask anew
    """The short id of the commit that the data of that version is at; None without Git or where a file differs from it.

    Git is asked once for the same version.
    """
    return revisions.current(root)


def since(data: Collection, revision: str) -> Since:
    """What changed from a revision to `data`. Raises RevisionError."""
    found = _named(data.root, revision, _period())
    return Since(found, _changes(revisions.of_commit(data.root, found.id), data))


def since_version(data: Collection, version: str) -> Since:
    """What changed to `data` from the newest revision whose data has that version, or from the commit it names.

    Both are printed as the version of the data, the commit's id where there is one. Raises RevisionError where neither
    is known.
    """
    found = _of_version(data.root, version, _period())
    if found is None:
        try:
            found = _named(data.root, version, _period())
        except RevisionError as error:
            raise RevisionError(
                said("no revision here has the data version {version}", version=version[:12])
            ) from error
    return Since(found, _changes(revisions.of_commit(data.root, found.id), data))


def by_revision(root: Path, limit: int = 50) -> tuple[Since, ...]:
    """What each of the newest revisions changed against the one before it, newest first. Raises RevisionError."""
    return tuple(Since(r, of_revision(root, r)) for r in recent(root, limit))


def published(root: Path) -> tuple[Revision, ...]:
    """The revisions of the data as readers saw it, newest first, as far back as is looked. Raises RevisionError."""
    return _published(root, _period())


@lru_cache(maxsize=8)
def _published(root: Path, period: int) -> tuple[Revision, ...]:  # noqa: ARG001 - the period only tells when to ask anew
    return revisions.history(root, revisions.FARTHEST, published=True)


@lru_cache(maxsize=256)
def of_revision(root: Path, revision: Revision) -> Changes:
    """What a revision changed against the one before it. Raises RevisionError."""
    return changes(*differing.pair(root, revision.parent, revision.id))
