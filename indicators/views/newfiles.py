"""A file of a contribution, and those that go with the years' files: who has looked, and the register of held texts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from indicators.disk import regular
from indicators.drafts import looking, registering
from indicators.drafts.skeletons import SourceEntry
from indicators.model.problems import Problem
from indicators.model.schema import Looked
from indicators.model.values import Named
from indicators.views import checking
from indicators.views.checking import Standing
from indicators.views.report_facts import About


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of the contribution: its path in the project and its content.

    `new` tells that the project has no such file yet; `block` is what the file adds to the one there is (all of it
    where it is new), as text to be copied; empty for a held text.
    """

    path: str
    content: bytes
    new: bool
    block: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[1]

    @property
    def held(self) -> bool:
        """Whether it is the text of a document, which has to arrive to the byte."""
        return self.path.startswith("seeds/") and self.name != registering.FILE


def looker(given: str) -> Looked | None:
    """Who has looked, today; None where nobody says so."""
    who = looking.name_of(given)
    return Looked(by=who, on=datetime.datetime.now().astimezone().date()) if who else None


def looked(old: bytes | None, path: str, source: str, given: str) -> NewFile | Problem | None:
    """The city's file (`old`, at `path`) with who has looked through a source that it has already; None where nobody
    says so."""
    told = looker(given)
    if told is None or old is None:
        return None
    changed = looking.with_looked(old, path, source, told.by, told.on)
    if isinstance(changed, Problem):
        return changed
    line = next(line for line in changed.decode().splitlines() if line not in old.decode().splitlines())
    return NewFile(path, changed, False, f"sources:\n  {source}:\n    {line.strip()}\n")


def registered(frames: Standing, about: About, entry: SourceEntry, held: bytes) -> NewFile | None:
    """The register of the held texts with the report's rows; None where the project has none, or it has them."""
    city = checking.city_of(frames, about.folder) or Named(zh=about.zh, en=about.en)
    try:
        old = regular.read(frames.root.absolute().parent / "seeds", registering.FILE, checking.LARGEST)
        changed = registering.registered(old.decode("utf-8"), entry, city, held.decode("utf-8")).encode()
    except (OSError, UnicodeDecodeError):
        return None
    rows = [line for line in changed.decode().splitlines() if f"`{entry.file}`" in line]
    return NewFile(f"seeds/{registering.FILE}", changed, False, "\n".join(rows) + "\n") if changed != old else None
