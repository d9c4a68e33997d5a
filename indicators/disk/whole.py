"""Files written whole: after a kill, a full disk or an error each is what it was before or what it was to become.

The new content goes to a file of its own in the same folder, is flushed to the disk and then takes the other's place at
once. What a killed writer leaves behind is a dot file, which is no data; the next writer in that folder clears it away.
(Libraries for this were looked at: atomicwrites is no longer maintained, and none keeps the mode, writes several files
or clears up after a kill.)
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from indicators.disk.regular import possible

_PREFIX, _SUFFIX = ".indicators-", ".part"  # of a file that is being written; the same length whatever it becomes
_OPEN = ("/dev/", "/proc/")  # where a path names what a program holds open


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file that is written and waits to take its place; `descriptor` holds the lock that says its writer lives."""

    descriptor: int
    file: Path
    place: Path


def write(file: Path, content: bytes, flushed: bool = True) -> None:
    """Write `content` as `file`; one that is there is replaced at once, its mode kept.

    A link is followed and stays. A pipe, a terminal or another device takes the bytes as they are. Raises OSError, and
    nothing is lost. What can be made again, and whose reader sees where it is torn, need not be `flushed`: only a loss
    of power tears it then.
    """
    write_all({file: content}, flushed)


def write_all(contents: Mapping[Path, bytes], flushed: bool = True) -> None:
    """Write several files: all are on the disk before the first takes its place, and they do so in the given order,
    one straight after the other. An error, a full disk say, leaves none of them; only a kill between two of these last
    steps leaves those that come first, so the order is to be one in which every beginning is in order by itself.

    Raises OSError.
    """
    streams = {file: content for file, content in contents.items() if _is_stream(file)}
    staged: list[_Staged] = []
    try:
        for file, content in contents.items():
            if file not in streams:
                staged.append(_stage(file, content, flushed))
        for each in staged:
            os.replace(each.file, each.place)
        for folder in dict.fromkeys(each.place.parent for each in staged if flushed):
            _settle(folder)
    finally:
        for each in staged:
            with suppress(FileNotFoundError):  # it has taken its place
                each.file.unlink()
            os.close(each.descriptor)
    for file, content in streams.items():
        _send(file, content)


def _is_stream(file: Path) -> bool:
    """Whether bytes sent to a path go somewhere else than into a file of that name: into a pipe, a device, or what a
    program holds open (`/dev/stdout`, though the shell may have sent that to a file)."""
    if not possible(str(file)):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    try:
        mode = os.stat(file).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(mode) or os.path.abspath(file).startswith(_OPEN)


def _send(file: Path, content: bytes) -> None:
    """Send bytes to a pipe or a device; to an output of ours, behind what stands there already."""
    for output in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # it is closed, or no file of the system's
            if os.path.samestat(os.stat(file), os.fstat(output.fileno())):
                output.flush()
                return _put(output.fileno(), content)
    with open(file, "wb", buffering=0) as opened:
        return _put(opened.fileno(), content)


def _stage(file: Path, content: bytes, flushed: bool) -> _Staged:
    """Write the content beside its place, with the mode of what stands there. Raises OSError that names the file."""
    try:
        return _beside(Path(os.path.realpath(file)), content, flushed)
    except OSError as error:
        error.filename = str(file)  # the reader knows nothing of the file that it was first written to
        raise


def _beside(place: Path, content: bytes, flushed: bool) -> _Staged:
    _clear(place.parent)
    was = place.stat() if place.exists() else None
    if was is not None and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # a file that is write-protected stays so
    file, descriptor = _begun(place.parent, 0o666 if was is None else stat.S_IMODE(was.st_mode))
    try:
        _put(descriptor, content)
        if was is not None:
            with suppress(PermissionError):  # another's file, in a folder of ours: it becomes ours
                os.fchown(descriptor, was.st_uid, was.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(was.st_mode))
        if flushed:
            os.fsync(descriptor)
    except BaseException:
        file.unlink()
        os.close(descriptor)
        raise
    return _Staged(descriptor, file, place)


def _begun(folder: Path, mode: int) -> tuple[Path, int]:
    """A new file to write into, of a mode (less the umask), locked as long as its writer lives."""
    while True:
        file = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
        with suppress(OSError):  # a disk without locks: there nobody can lock it to take it away either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return file, descriptor
        os.close(descriptor)  # another writer took it for a leftover, in the moment before it was locked


def _clear(folder: Path) -> None:
    """Take away what killed writers left in a folder: files that nobody has locked."""
    with os.scandir(folder) as listed:
        left = [each.path for each in listed if each.name.startswith(_PREFIX) and each.name.endswith(_SUFFIX)]
    for path in left:
        with suppress(OSError), _unlocked(path):  # another writer is at it, or it is not ours to take away
            os.unlink(path)


@contextmanager
def _unlocked(path: str) -> Iterator[None]:
    """A leftover, locked by us. Raises OSError where its writer still lives."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _put(descriptor: int, content: bytes) -> None:
    """Write all of the content, however few bytes are taken at a time."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _settle(folder: Path) -> None:
    """Flush a folder, so that its files stand there after a loss of power too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some disks know no flushing of folders
            raise
    finally:
        os.close(descriptor)
