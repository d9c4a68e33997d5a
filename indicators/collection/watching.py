"""A folder watched for changes, at a cost that does not grow with every run of a page.

Whenever it is looked at, the folders are: a folder's own time changes when a file in it is added, taken away or
replaced, as Git and most editors do, and then its files are looked at too. A file that is written to in place changes
no folder: for these all files are looked at, always where there are no more than `_FEW`, else for no more than a
twentieth of the time. (Watchers by the system's own notices were looked at: they come late, behind a thread, run out
where many are set, and say nothing of a disk on the network.)
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from indicators.collection import files
from indicators.collection.files import Stamps

_FEW = 500  # files: to look at them takes a few milliseconds
_SHARE = 20  # times as long as it took to look at all files, until they are looked at again


@dataclass(slots=True)
class Watch:
    """What stands in a curated folder and in its `seeds/`, as it was last looked at; `stamps` are by folder."""

    root: Path
    stamps: dict[str, Stamps] = field(default_factory=dict)
    _times: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _due: float = 0.0  # when (monotonic seconds) all files are to be looked at again

    def look(self) -> bool:
        """Look at the folder; whether anything is other than it was."""
        start = time.monotonic()
        if start >= self._due:
            changed = self._look_at_all()
            many = sum(map(len, self.stamps.values())) > _FEW
            self._due = start + (time.monotonic() - start) * _SHARE * many
            return changed
        changed = False
        for path, before in list(self._times.items()):
            now = files.stamp_of(self.root, path)
            if now != before:
                if path.count("/") == 0 and path != "seeds":
                    return self._look_at_all()  # there may be another city
                self._times[path], found = now, files.stamps_of(self.root, path)
                changed |= found != self.stamps.get(path)
                self.stamps[path] = found
        return changed

    def forget(self) -> None:
        """Take for another whatever stands there: what was seen could not be made use of."""
        self.stamps, self._due = {}, 0.0

    def _look_at_all(self) -> bool:
        before = self.stamps
        paths = [*files.watched(self.root), "seeds"]
        self._times = {path: files.stamp_of(self.root, path) for path in paths}  # first: what comes later shows again
        self.stamps = {path: files.stamps_of(self.root, path) for path in paths}
        return self.stamps != before

    def of_city(self, folder: str, texts: tuple[str, ...]) -> Stamps:
        """The stamps of all that a city is made of; of a text that is not there, none."""
        name = next(iter(self.stamps), "")
        held = self.stamps.get("seeds", {})
        return {**self.stamps.get(f"{name}/{folder}", {}), **{path: held[path] for path in texts if path in held}}
