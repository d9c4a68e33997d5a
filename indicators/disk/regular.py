"""Regular files below a folder, listed and read in bounds; no link, pipe, socket or device is opened on the way.

A link in a folder of data could bring in the text of any file of the machine, a pipe would keep the reader waiting, a
device never ends. So a path is walked part by part, each opened relative to the one before without following links:
what stands there is judged by the open file itself and can't be exchanged in between.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

MOST = 50_000  # entries of a folder; a city has some 20 files, a country some 7,000 texts of one kind of report
_TRIES = 3  # readings of a file that is written to meanwhile
_PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
# A pipe is opened without waiting for its writer, and a terminal does not become ours.
_FILE = _PLAIN | os.O_NONBLOCK | os.O_NOCTTY

Kind = Literal["file", "folder", "link", "other"]


class NotRegularError(OSError):
    """What stands there is no regular file; `kind` is what it is: a folder, a link, or another thing (a pipe, a socket,
    a device)."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(errno.EINVAL, f"a {kind}, not a regular file")
        self.kind = kind


class TooManyError(OSError):
    """A folder has more than `MOST` entries."""

    def __init__(self) -> None:
        super().__init__(errno.E2BIG, f"more than {MOST} entries")


class TooLargeError(OSError):
    """There are more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(errno.EFBIG, f"more than {most} bytes")
        self.most = most


class Entry(NamedTuple):
    """What a folder holds under a name. `stamp` changes when it is written or replaced."""

    name: str
    kind: Kind
    stamp: tuple[int, ...]


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    """The clock of many disks ticks only every few milliseconds: hence more than the time of writing."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a path below a folder. Raises FileNotFoundError for what can't be the path of a file there."""
    parts = PurePosixPath(name).parts
    if not parts or not possible(name) or ".." in parts or parts[0].startswith("/"):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return parts


def possible(path: str) -> bool:
    """Whether anything on the disk can have such a path."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


@contextmanager
def _opened(folder: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """The folder that the parts lead to, open. The first folder may be a link: whoever runs the program names it."""
    if not possible(str(folder)):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    try:
        here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except NotADirectoryError as error:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
    try:
        for part in parts:
            if (kind := _kind(os.stat(part, dir_fd=here, follow_symlinks=False).st_mode)) != "folder":
                raise NotRegularError(kind)
            inner = os.open(part, _PLAIN | os.O_DIRECTORY, dir_fd=here)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)


def read(folder: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file by its path below `folder`, no more than `most` and one: then it is larger.

    Raises OSError where there is none: NotRegularError for a link, a folder or another thing in its place.
    """
    *above, last = _parts(name)
    with _opened(folder, tuple(above)) as here:
        for _ in range(_TRIES):
            if (kind := _kind(os.stat(last, dir_fd=here, follow_symlinks=False).st_mode)) != "file":
                raise NotRegularError(kind)
            with open(os.open(last, _FILE, dir_fd=here), "rb", buffering=0) as opened:
                before = os.fstat(opened.fileno())
                if (kind := _kind(before.st_mode)) != "file":
                    raise NotRegularError(kind)
                content = _all(opened.fileno(), most + 1)
                if _stamp(os.fstat(opened.fileno())) == _stamp(before):
                    break
    return content


def given(file: Path, most: int) -> bytes:
    """The bytes of a file that someone names on the command line, as `read` gives them; links to it are followed."""
    if not possible(str(file)):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    with open(os.open(file, _FILE & ~os.O_NOFOLLOW), "rb", buffering=0) as opened:
        if (kind := _kind(os.fstat(opened.fileno()).st_mode)) != "file":
            raise NotRegularError(kind)
        return _all(opened.fileno(), most + 1)


def _all(descriptor: int, most: int) -> bytes:
    """What can be read, up to `most` bytes."""
    found = bytearray()
    while len(found) < most and (more := os.read(descriptor, min(most - len(found), 2**20))):
        found += more
    return bytes(found)


def entries(folder: Path, name: str = "") -> list[Entry]:
    """What stands in `folder`, or in the folder of that path below it, by name; links are not followed.

    What vanishes meanwhile is left out. Raises OSError: TooManyError beyond `MOST` entries, NotRegularError where a
    link or a file stands in the folder's place.
    """
    found = []
    with _opened(folder, _parts(name) if name else ()) as here, os.scandir(here) as listed:
        for i, each in enumerate(listed):
            if i == MOST:
                raise TooManyError
            try:
                state = each.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            found.append(Entry(each.name, _kind(state.st_mode), _stamp(state)))
    return sorted(found)
