"""What was corrected after it was published: figures, documents and indicators that were changed or taken out.

Read from Git's history, merge by merge. What was added is no correction, nor a part-year figure that the whole year's
replaced, nor what only helps a machine to find a figure in its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from indicators.collection import revisions
from indicators.tables import since
from indicators.tables.changes import Changes, EntryChange, FigureChange, Held, Turned
from indicators.tables.keeping import Kept
from indicators.tables.since import Revision, Since

# Keys of a figure, of an indicator and of a document that say nothing to a reader.
_AIDS = frozenset({"evidence", "written", "aliases", "named_by", "was", "kin", "plausible", "sha256", "begins", "ends"})
_NAMES = frozenset(
    {"zh", "en"}
)  # an indicator that is only called otherwise says of no figure what it did not say before
_REASON = re.compile(r"^(?:Correction|更正)[ \t]*[:：][ \t]*(\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE | re.IGNORECASE)
_REPORTED = re.compile(r"^(?:Reported-by|报告人)[ \t]*[:：][ \t]*([^<\n]*[^<\s])", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Why:
    """What a commit's message says of a correction: its `Correction:`, else its subject, and who reported it."""

    reason: str
    reported_by: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a figure that was taken out stands since then, with the same words of the same document."""

    year: int
    indicator: str


@dataclass(frozen=True, slots=True)
class FigureCorrection:
    """A figure that was corrected: `change` says from what to what, `turned` which verdict that turned, `since` when
    it was first published as it was (None: before the history begins)."""

    change: FigureChange
    turned: Turned | None
    moved: Moved | None
    since: datetime | None
    revision: Revision
    why: Why


@dataclass(frozen=True, slots=True)
class EntryCorrection:
    """A document, an indicator or a city that was corrected, and how many verdicts turned with it."""

    change: EntryChange
    turned: int
    since: datetime | None
    revision: Revision
    why: Why


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, and the changes it is one of, by which its city and indicator are named."""

    what: FigureCorrection | EntryCorrection
    changes: Changes


# Compared by identity, not by content: so it can be the key of a cache.
@dataclass(frozen=True, slots=True, eq=False)
class Corrections:
    """All corrections, newest first, and the day on which the history begins; None where there is no revision."""

    found: tuple[Correction, ...]
    begins: datetime | None


def reason_in(message: str) -> str:
    """The reason that a commit's message gives in its `Correction:` line; empty where it has none."""
    reason = _REASON.search(message)
    return " ".join(reason[1].split()) if reason else ""


def why(message: str) -> Why:
    """What a commit's message says of a correction."""
    reported = _REPORTED.search(message)
    said = reason_in(message) or " ".join(message.split("\n", 1)[0].split())
    return Why(said, reported[1].strip() if reported else "")


def _corrects(change: FigureChange) -> bool:
    """Whether the change of a figure corrects what was published."""
    before, after = change.before, change.after
    if before is None or after is None:
        return before is not None
    if getattr(before.figure, "interim_to", None) and not getattr(after.figure, "interim_to", None):
        return before.source == after.source  # else the whole year's figure came in place of a part of the year's
    noted = {"note"} if before.figure.note is None else set()
    return bool(set(change.what) - _AIDS - noted)


def _corrected_keys(change: EntryChange) -> EntryChange | None:
    """The change of an entry without keys that are aids or were not said before; None where it corrects nothing, or
    nothing that was published."""
    if not change.shown:
        return None
    if change.kind != "changed":
        return change if change.kind == "removed" else None
    kept = {
        key: (was, now)
        for key, (was, now) in change.sides.items()
        if key not in _AIDS
        and (was is not None or key == "scope")
        and was != {}
        # That another has looked corrects nothing; that nobody has after all, does.
        and not (key == "looked" and now is not None)
    }
    if change.of == "indicator" and not kept.keys() - _NAMES:
        return None
    return replace(change, sides=kept) if kept else None


def _moved(change: FigureChange, changes: Changes) -> Moved | None:
    """Where the same words were entered with the same change of the data; None where nowhere, or the words had none."""
    if change.after is not None or change.before is None or not change.before.figure.quote:
        return None
    was = change.before
    same = (
        Moved(other.year, other.indicator)
        for other in changes.figures
        if other.kind == "added"
        and other.after is not None
        and (other.city, other.role) == (change.city, change.role)
        and (other.after.source, other.after.figure.quote) == (was.source, was.figure.quote)
    )
    return next(same, None)


def _turned(change: EntryChange, changes: Changes) -> int:
    """How many verdicts turned with a document, an indicator or a city: of promises whose figures stayed."""
    own = {(f.city, f.year, f.indicator) for f in changes.figures}
    return sum(
        change.key == t.indicator if change.of == "indicator" else change.key.split("/")[0] == t.city
        for t in changes.verdicts
        if (t.city, t.year, t.indicator) not in own
    )


def _place(change: FigureChange, held: Held) -> tuple[str, ...]:
    """A figure as it is published: where it stands and all that is said of it, but for who read it a second time."""
    published = held.figure.model_copy(update={"read_by": ()})
    return (change.city, str(change.year), change.indicator, change.role, held.source, repr(published))


class _Reading:
    """One walk through the history, oldest revision first. `first` has since when each thing is published as it is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.first: dict[tuple[str, ...], datetime] = {}

    def why(self, revision: Revision, path: str) -> Why:
        return why(revisions.message(self.root, revision, f"{self.root.resolve().name}/{path}"))

    def figures(self, found: Since) -> Iterator[FigureCorrection]:
        """The figures that a revision corrects."""
        turned: Mapping[tuple[str, int, str], Turned] = {
            (t.city, t.year, t.indicator): t for t in found.changes.verdicts
        }
        for change in found.changes.figures:
            corrects = _corrects(change)
            before = self.first.pop(_place(change, change.before), None) if change.before else None
            if change.after is not None:
                kept = change.before is not None and not corrects
                now = before if kept else found.revision.date
                if now is not None:
                    self.first[_place(change, change.after)] = now
            if corrects:
                yield FigureCorrection(
                    change,
                    turned.get((change.city, change.year, change.indicator)),
                    _moved(change, found.changes),
                    before,
                    found.revision,
                    self.why(found.revision, f"{change.city}/{change.year}.yaml"),
                )

    def entries(self, found: Since) -> Iterator[EntryCorrection]:
        """The documents, indicators and cities that a revision corrects."""
        for change in found.changes.entries:
            keys: list[tuple[str, ...]] = [(change.of, change.key, key) for key in change.what]
            whole: tuple[str, ...] = (change.of, change.key)
            before = [self.first.get(key, self.first.get(whole)) for key in keys] or [self.first.get(whole)]
            self.first |= dict.fromkeys(keys or [whole], found.revision.date)
            corrected = _corrected_keys(change)
            if corrected is not None:
                dates = [date for date in before if date is not None]
                folder = change.key.split("/")[0]
                path = (
                    f"{folder}/city.yaml"
                    if change.of != "indicator"
                    else f"{change.owner}/indicators.yaml"
                    if change.owner
                    else "indicators.yaml"
                )
                why = self.why(found.revision, path)
                yield EntryCorrection(
                    corrected, _turned(change, found.changes), min(dates, default=None), found.revision, why
                )


def corrections(root: Path) -> Corrections:
    """What was corrected of the data in a curated folder. Raises RevisionError where there is no history to read."""
    return _corrections(root, since.published(root))


def _read(root: Path, history: tuple[Revision, ...]) -> Corrections:
    reading, found = _Reading(root), []
    for revision in reversed(history):
        each = Since(revision, since.of_revision(root, revision))
        corrected: list[FigureCorrection | EntryCorrection] = [*reading.figures(each), *reading.entries(each)]
        found.append([Correction(what, each.changes) for what in corrected])
    begins = history[-1].date if history else None
    return Corrections(tuple(c for of_revision in reversed(found) for c in of_revision), begins)


_corrections = Kept(_read, most=2)  # of the history: it stays when the data is read anew
