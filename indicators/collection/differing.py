"""Two revisions of the data as far as they differ: with a revision hardly any city of a country changes.

Only cities are read whose own files or texts are others, or whose code a changed city has, or had; all of both where
the catalogue changed, in either layer. What is wrong in the others, and what became of their promises, is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from indicators.collection import revisions
from indicators.collection.files import Files
from indicators.collection.layers import FILE
from indicators.collection.loading import Collection, read
from indicators.collection.revisions import NOWHERE, Blob

_CODE = re.compile(rb"(?m)^code:[ \t]*[\"']?(\d{6})")
_CITY = "city.yaml"


def pair(root: Path, base: str | None, head: str) -> tuple[Collection, Collection]:
    """The data at two commits, by their full ids, as far as they differ; no `base`: all of `head`, and nothing before
    it. Raises RevisionError."""
    if base is None:
        return revisions.nothing(root), revisions.of_commit(root, head)
    here = revisions.real(root)
    sides = [revisions.listing(here, commit) for commit in (base, head)]
    one, other = ({blob.path: blob.id for blob in side} for side in sides)
    changed = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    ours = [path for path in changed if path.startswith(f"{here.name}/")]
    if any(path.count("/") == 1 or path.endswith(f"/{FILE}") for path in ours):
        return revisions.of_commit(root, base), revisions.of_commit(root, head)
    entries = [_entries(here, side) for side in sides]
    folders = {path.split("/")[1] for path in ours}
    texts = [path.removeprefix("seeds/").encode() for path in changed if path.startswith("seeds/")]
    codes = {code for each in entries for folder in folders & each.keys() for code in _CODE.findall(each[folder])}
    for each in entries:
        folders |= {
            folder
            for folder, raw in each.items()
            if codes.intersection(_CODE.findall(raw)) or any(text in raw for text in texts)
        }
    before, after = (_part(here, side, each, folders) for side, each in zip(sides, entries, strict=True))
    return replace(before, root=here), replace(after, root=here)


def _entries(here: Path, blobs: tuple[Blob, ...]) -> dict[str, bytes]:
    """What each city's own file holds, by its folder."""
    own = tuple(blob for blob in blobs if blob.path.startswith(f"{here.name}/") and blob.path.endswith(f"/{_CITY}"))
    return {path.split("/")[1]: raw for path, raw in revisions.contents(here.parent, own).items()}


def _part(here: Path, blobs: tuple[Blob, ...], entries: Mapping[str, bytes], folders: set[str]) -> Collection:
    """Some cities of a revision, beside all layers of its catalogue."""
    wanted = tuple(_wanted(here, blobs, [entries[folder] for folder in folders & entries.keys()], folders))
    files = Files(NOWHERE / here.name, None, revisions.contents(here.parent, wanted))
    return read(files, folders)


def _wanted(here: Path, blobs: tuple[Blob, ...], entries: list[bytes], folders: set[str]) -> Iterator[Blob]:
    """The files that are read: those of the cities, and of the others what says which layers there are."""
    for blob in blobs:
        parts = blob.path.split("/")
        if parts[0] != here.name:
            if any(parts[-1].encode() in raw for raw in entries):
                yield blob
        elif len(parts) == 2 or parts[1] in folders or parts[2] in (FILE, _CITY):
            yield blob
