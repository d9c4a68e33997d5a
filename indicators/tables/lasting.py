"""A folder that is served while it changes: of what breaks, vanishes or is cut short the last good version lasts.

The rule. Held back is a file that was good when it was last read and now
- can't be used at all, or is gone;
- is only the beginning of what it was: it may be half written;
- would take away at least FEWEST promises and a third of those that the file, the city or the data had (`_lost`);
- is a held text, and no longer the one whose sum its source names.
Its last good version is shown in its place until it is mended, or confirmed: by a commit that has it just so, or by a
new start. A file that can't be used, and a text with another sum, are confirmed by nothing. Fewer promises than that
are shown as they stand, and told of until they are confirmed. At a start what can't be used is taken from the newest
commit in which it could; without Git it is left out, and its problem says so.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from indicators import collection
from indicators.collection import revisions
from indicators.collection.files import content
from indicators.collection.revisions import RevisionError
from indicators.collection.watching import Watch
from indicators.model.problems import Lapse
from indicators.tables import country
from indicators.tables.building import Progress
from indicators.tables.country import Country, silent
from indicators.words.texts import Said, said

FEWEST, SHARE = 5, 3  # promises, and one in so many of those that there were: what is lost at once by no one's wish
_EARLIER = 20  # commits of a file that are looked through for a good one
_MENDED = 50  # files that are looked for in earlier commits at once; where more are broken, it is another fault


@dataclass(frozen=True, slots=True)
class Served:
    """What is shown of a folder, the files that are not what they were, and the last version of each file that was good
    or confirmed: its SHA-256 by path; the cache has its bytes.

    `promises` is how many there were in each year's file then.
    """

    data: Country
    lapses: tuple[Lapse, ...]
    good: Mapping[str, str]
    promises: Mapping[str, int]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The files that a commit may confirm, without any change of them."""
        return tuple(lapse.path for lapse in self.lapses if not lapse.broken)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The folder read once, some files held back; `contents` is the SHA-256 of what was read, by path.

    `promises` is how many of each year's file can be used, `entries` how many stand in it, `sums` the sum that a source
    names for each held text.
    """

    data: Country
    contents: Mapping[str, str]
    name: str
    promises: Counter[str]
    entries: Counter[str]
    sums: Mapping[str, str | None]


def _read(watch: Watch, held: Mapping[str, bytes], before: Country | None, progress: Progress) -> _Reading:
    data = country.read(watch, held, before, progress=progress)
    promises: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    sums: dict[str, str | None] = {}
    for head in data.heads:
        promises |= Counter(head.usable)
        entries |= head.entries
        sums |= head.named
    return _Reading(data, data.sums, data.name, promises, entries, sums)


def begun(watch: Watch, progress: Progress = silent) -> Served:
    """A folder at the start."""
    held: dict[str, Lapse] = {}
    tried: set[str] = set()
    found: _Reading | None = None
    while True:
        kept = {path: lapse.kept for path, lapse in held.items() if lapse.kept is not None}
        found = _read(watch, kept, found.data if found else None, progress)
        broken = _first(path for path in found.data.left_out if ": " not in path and path not in tried)
        if not broken:
            return _served(found, held, None)
        tried.update(broken)
        for path in broken[:_MENDED]:
            if (good := _earlier(watch.root, path, kept)) is not None:
                held[path] = Lapse(path, _problem(found, path), _now(), good, broken=True)


def _earlier(root: Path, path: str, kept: Mapping[str, bytes]) -> bytes | None:
    """The newest committed version of a file that can be used; None where there is none, or no Git."""
    city = path.split("/")[1] if path.count("/") > 1 else ""  # the rest of the folder need not be read for it
    try:
        earlier = revisions.earlier(root, path, _EARLIER)
    except RevisionError:
        return None
    usable = (
        raw for raw in earlier if path not in collection.load(root, instead={**kept, path: raw}, city=city).left_out
    )
    return next(usable, None)


def confirmed(served: Served, root: Path) -> bool:
    """Whether a commit now confirms one of the files that wait for it."""
    there = {path: content(root, path.partition("/")[2]) for path in served.waiting}
    return bool(_confirmed(root, {path: None if raw is None else _sum(raw) for path, raw in there.items()}))


def renewed(before: Served, watch: Watch, progress: Progress = silent) -> Served:
    """The same folder, read anew."""
    root = watch.root
    held: dict[str, Lapse] = {}
    settled: set[str] = set()
    data = before.data
    while True:
        found = _read(watch, {path: lapse.kept or b"" for path, lapse in held.items()}, data, progress)
        data = found.data
        lapsed: dict[str, Lapse] = {}
        for path, lapse in _lapsed(found, before):  # of several reasons the first, which says most
            if path not in held and path not in settled:
                lapsed.setdefault(path, lapse)
        settled |= _confirmed(root, {p: found.contents.get(p) for p, lapse in lapsed.items() if not lapse.broken})
        fresh = _first(path for path in lapsed if path not in settled)
        if not fresh:
            break
        held |= {path: lapsed[path] for path in fresh}
    fewer = {
        path: Lapse(path, _told(found.entries[path], before.promises[path]), _now())
        for path in found.promises.keys() & before.promises.keys() - held.keys() - settled
        if found.entries[path] < before.promises[path]
    }
    for path in _confirmed(root, {path: found.contents.get(path) for path in fewer}):
        del fewer[path]
    return _served(found, held | fewer, before)


def _served(found: _Reading, lapses: Mapping[str, Lapse], before: Served | None) -> Served:
    """What is shown. What has lapsed keeps its last good version and the time since when."""
    since = {lapse.path: lapse.since for lapse in before.lapses} if before else {}
    told = tuple(replace(lapse, since=since.get(path, lapse.since)) for path, lapse in sorted(lapses.items()))
    good, promises = dict(found.contents), dict(found.promises)
    for path in found.data.left_out:
        good.pop(path, None)
    if before is not None:
        good |= {path: before.good[path] for path in lapses}
        promises |= {path: before.promises[path] for path in lapses if path in before.promises}
    return Served(found.data, told, good, promises)


def _lapsed(found: _Reading, before: Served) -> Iterator[tuple[str, Lapse]]:
    """Every file that is not what it was, as the rule has it, confirmed or not, and whose good version is kept."""
    left_out = set(found.data.left_out)
    for path, good in before.good.items():
        now = found.contents.get(path)
        if now == good:
            continue
        what, broken = None, True
        if path.startswith("seeds/"):
            if path in found.sums:
                what = _text(found, before, path, now)
        elif path in left_out:
            what = _problem(found, path)
        elif now is None:
            what, broken = said("the file is not there"), False
        elif (cut := _cut_off(found, before, path)) is not None and _said_more(cut[1]):
            first, lines = _lines(cut[0]), _lines(b"".join(cut))
            what = said("it is cut off: of {m} lines the first {n} are there", n=first, m=lines)
            broken = False
        if what is not None and (lapse := _lapse(path, what, before, broken)) is not None:
            yield path, lapse
    yield from _lost(found, before)


def _lapse(path: str, what: Said, before: Served, broken: bool = False) -> Lapse | None:
    """A file that has lapsed; None where its good version was in the cache alone and has been taken away with it."""
    kept = _kept(before, path)
    return None if kept is None else Lapse(path, what, _now(), kept, broken)


def _kept(before: Served, path: str) -> bytes | None:
    """The good version of a file."""
    lapse = next((lapse for lapse in before.lapses if lapse.path == path and lapse.kept is not None), None)
    found = lapse.kept if lapse else before.data.original(path)
    return found if found is not None and _sum(found) == before.good[path] else None


def _cut_off(found: _Reading, before: Served, path: str) -> tuple[bytes, bytes] | None:
    """Of a file that is only the beginning of what it was, that and the rest; None where it is not."""
    now, good = found.data.original(path), _kept(before, path)
    if now is None or good is None or not good.startswith(now):
        return None
    return now, good[len(now) :]


def _text(found: _Reading, before: Served, path: str, now: str | None) -> Said | None:
    """What has become of a held text, of which `now` is the SHA-256; None where it is in order."""
    named, good = found.sums[path], before.good[path]
    if now is None:
        return said("the file is not there or can't be read")
    if named is None:
        return said("it is cut off") if _cut_off(found, before, path) else None
    return said("it is not the text that was curated: its SHA-256 differs") if good == named != now else None


def _sum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _lost(found: _Reading, before: Served) -> Iterator[tuple[str, Lapse]]:
    """The files that take away many promises: those of a year that have fewer than they had; and where promises stand
    there still and can't be used any more, what they rest on, if that has changed, else the year's file."""
    now = found.promises
    changed = {path for path, good in before.good.items() if found.contents.get(path, good) != good}
    unusable: dict[str, list[tuple[int, int]]] = {}  # of a year, a city and all: how many there were, how many are lost
    for path, was in before.promises.items():
        entries = found.entries[path]
        if path in changed and _many(was, was - entries) and (lapse := _lapse(path, _told(entries, was), before)):
            yield path, lapse
        city = path.rpartition("/")[0]
        for group in (path, f"{city}/city.yaml", f"{city}/indicators.yaml", f"{found.name}/indicators.yaml"):
            unusable.setdefault(group, []).append((was, max(0, min(was, entries) - now[path])))
    for group, counts in unusable.items():
        was, lost = (sum(each) for each in zip(*counts, strict=True))
        city = group.rpartition("/")[0]
        rests_on = (f"{found.name}/indicators.yaml", f"{city}/indicators.yaml", f"{city}/city.yaml")
        cause = next((p for p in (*rests_on, group) if p in changed), None)
        if cause is not None and _many(was, lost):
            what = said("{n} of {m} promises could not be used any more", n=lost, m=was)
            if (lapse := _lapse(cause, what, before)) is not None:
                yield cause, lapse


def _many(was: int, lost: int) -> bool:
    return lost >= FEWEST and lost * SHARE >= was


def _first(paths: Iterator[str] | Mapping[str, object]) -> list[str]:
    """Of some files those on which others may rest: the catalogue before cities, these (and what they have of their own
    in it) before their years and texts."""

    def rank(path: str) -> int:
        if path.startswith("seeds/"):
            return 3
        return path.count("/") + (path.count("/") > 1 and not path.endswith(("/city.yaml", "/indicators.yaml")))

    ranked = sorted(paths, key=rank)
    return [path for path in ranked if rank(path) == rank(ranked[0])]


def _problem(found: _Reading, path: str) -> Said:
    """Why a file can't be used."""
    problem = next((problem for problem in found.data.problems if problem.path == path), None)
    if problem is None:
        return said("the file can't be used")
    return said("line {n}: {what}", n=problem.line, what=problem.what)


def _told(now: int, was: int) -> Said:
    return said("it has {n} promises where it had {m}", n=now, m=was)


def _said_more(rest: bytes) -> bool:
    """Whether the rest of a file is more than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in rest.splitlines())


def _lines(content: bytes) -> int:
    return len(content.splitlines())


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _confirmed(root: Path, files: Mapping[str, str | None]) -> set[str]:
    """Those of the files that the newest commit has just so, by their SHA-256; None: that a commit has taken away."""
    if not files:
        return set()
    try:
        committed = revisions.committed(root, tuple(files))
        gone = {path for path, content in files.items() if content is None and path not in committed}
        gone = {path for path in gone if revisions.earlier(root, path, 1)}
    except RevisionError:
        return set()  # no Git: nothing confirms
    sums = {path: _sum(content) for path, content in committed.items()}
    return gone | {path for path, total in files.items() if total is not None and sums.get(path) == total}
