"""Where what can be made again is kept: a folder of the platform's own for it, or the one that is named.

Whoever deletes it loses time, and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import platformdirs

_AGED = 7 * 24 * 3600  # seconds
_NAME = re.compile("[0-9a-f]{12}")  # how the folder of a program is called
PLACE = "INDICATORS_CACHE"  # environment variable: another folder for what can be made again
# What decides what is made: rooms of this program, and libraries that read, judge or write.
_ROOMS = ("words", "model", "disk", "judging", "collection", "tables")
_LIBRARIES = ("opencc", "pandas", "pyarrow", "pydantic", "pyyaml", "babel")


def place() -> Path:
    """The folder; it need not be there."""
    named = os.environ.get(PLACE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("promised-achieved", appauthor=False))


def clear(kept: Path) -> None:
    """Take away what was written beside a file long ago."""
    with suppress(OSError), os.scandir(kept.parent) as listed:
        for each in listed:
            with suppress(OSError):
                if each.name != kept.name and time.time() - each.stat().st_mtime > _AGED:
                    os.unlink(each.path)


def clear_programs(own: Path) -> None:
    """Take away what other programs made whose folder beside that of this one nobody has written to for long."""
    with suppress(OSError), os.scandir(own.parent) as listed:
        for each in listed:
            with suppress(OSError):
                if each.name != own.name and _NAME.fullmatch(each.name) and time.time() - _newest(each.path) > _AGED:
                    shutil.rmtree(each.path)


def _newest(folder: str) -> float:
    """When something was last written to a folder or to those in it."""
    with os.scandir(folder) as listed:
        return max([os.stat(folder).st_mtime, *(each.stat().st_mtime for each in listed)])


@cache
def program() -> str:
    """A hash over all of this program that decides what is made of the data: another one may make something else."""
    package, found = Path(__file__).parents[1], hashlib.sha256()
    for room in _ROOMS:
        for file in sorted([*(package / room).rglob("*.py"), *(package / room).rglob("*.po")]):
            found.update(file.read_bytes())
    found.update(repr([sys.version_info[:2], [version(name) for name in _LIBRARIES]]).encode())
    return found.hexdigest()[:12]
