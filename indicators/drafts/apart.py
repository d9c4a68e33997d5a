"""Work on a stranger's bytes, done apart: in a process of its own (`forking`) with limits of time and memory.

`done(work, …)` waits for the answer. Where many readers give files, they do so in a `readingroom`.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from indicators.drafts import carried, forking, reports
from indicators.drafts.forking import Limits
from indicators.drafts.reports import Report
from indicators.words.texts import Said, said

_LARGEST = 32 * 2**20  # bytes of an answer; that of the longest report has a tenth
_LOADED = [  # what errands need, loaded once and not for each of them
    "bs4",
    "docx",
    "lxml.etree",
    "pypdf",
    "indicators.collection",
    "indicators.drafts.inserting",
    "indicators.drafts.nearest",
    "indicators.drafts.reports",
    "indicators.drafts.skeletons",
    "indicators.drafts.writing",
]

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class StoppedError(Exception):
    """An errand that came to nothing: `what` says why; `cure` what to do, None where that depends on the errand."""

    def __init__(self, what: Said, cure: Said | None = None) -> None:
        super().__init__(what.message)
        self.what, self.cure = what, cure

    @property
    def report(self) -> Report:
        """What came of a report's file instead of its text."""
        return Report(what=self.what, cure=self.cure or said("give the report alone, as text"))


class _Template:
    """The process that forks, started with the first errand and kept; it ends with this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._home = 0  # the process that started it: a fork of that needs its own

    def _started(self) -> socket.socket:
        if self._control is not None and self._home == os.getpid() and self._process and self._process.poll() is None:
            return self._control
        self._forget()
        mine, theirs = socket.socketpair()
        with theirs:
            package = str(Path(__file__).resolve().parents[2])
            path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
            command = [sys.executable, "-m", forking.__name__, str(theirs.fileno()), *_LOADED]
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,  # an interrupt at the terminal is for the server
            )
        self._control, self._home = mine, os.getpid()
        return mine

    def _forget(self) -> None:
        if self._control is not None:
            self._control.close()
        self._control = self._process = None

    def close(self) -> None:
        """End the process; the next errand starts another."""
        with self._lock:
            process = self._process
            self._forget()
            if process is not None and self._home == os.getpid():
                process.wait(5)

    def fork(self) -> tuple[socket.socket, socket.socket]:
        """A new fork's two sockets, `data` and `life`. Raises OSError where there can be none."""
        data, theirs = socket.socketpair()
        life, its = socket.socketpair()
        with theirs, its, self._lock:
            try:
                socket.send_fds(self._started(), [b"e"], [theirs.fileno(), its.fileno()])
            except OSError:  # it died while it was looked at
                self._forget()
                socket.send_fds(self._started(), [b"e"], [theirs.fileno(), its.fileno()])
        return data, life


_template = _Template()
atexit.register(_template.close)


class Errand:
    """One piece of work, under way in a fork of its own."""

    def __init__(self, asked: bytes, limits: Limits) -> None:
        self._limits = limits
        self._until = time.monotonic() + limits.wall
        self._asked, self._got = memoryview(asked), bytearray()
        self._overdue = False
        self._data, self._life = _template.fork()
        self._data.setblocking(False)
        self._open = True

    def wait(self, seconds: float) -> bool:
        """Wait no longer than that; whether there is an answer, or will be none."""
        until = min(time.monotonic() + seconds, self._until)
        while self._open:
            left = until - time.monotonic()
            poll = select.poll()
            try:
                poll.register(self._data, select.POLLIN | (select.POLLOUT if self._asked else 0))
            except ValueError:  # it was given up in another thread
                break
            events = poll.poll(max(0, left) * 1000)
            if events:
                self._exchange(events[0][1])
            elif left <= 0:
                break
        if self._open and time.monotonic() >= self._until:
            self._overdue = True
            self.end()
        return not self._open

    def _exchange(self, event: int) -> None:
        """Say what is still to be said, or hear more; nothing more is to be heard once the fork has ended."""
        try:
            if event & select.POLLOUT:
                self._asked = self._asked[self._data.send(self._asked[: 2**16]) :]
            else:
                more = self._data.recv(2**20)
                self._got += more
                self._open = bool(more) and len(self._got) <= _LARGEST
        except BlockingIOError:
            pass
        except OSError:  # it ended before it had heard all
            self._open = False

    def answer(self) -> Any:
        """What the work returned. Raises StoppedError where it came to nothing."""
        if self._overdue:
            raise self._took_too_long(self._limits.wall)
        kind, told, ended = bytes(self._got[:1]), bytes(self._got[1:]), self._ended()
        self.end()
        if ended == signal.SIGXCPU:
            raise self._took_too_long(self._limits.cpu)
        if kind == forking.MEMORY or len(self._got) > _LARGEST:
            what = said("the file needs more than {n} MB of memory to be read", n=self._limits.megabytes)
            raise StoppedError(what)
        if kind == forking.ANSWER and ended == 0:
            with contextlib.suppress(ValueError, TypeError):
                return carried.unpacked(told)
        _LOG.error("an errand broke off (signal %s): %s", ended, told.decode(errors="replace"))
        raise StoppedError(said("reading the file broke off"))

    def _ended(self) -> int | None:
        """By which signal the fork ended, 0 for none; None where it has not ended or nobody can tell."""
        self._life.settimeout(5 if len(self._got) <= _LARGEST else 0)
        try:
            return (self._life.recv(1) or [None])[0]
        except OSError:
            return None

    def _took_too_long(self, seconds: float) -> StoppedError:
        return StoppedError(said("the file needs more than {n} seconds to be read", n=f"{seconds:g}"))

    def end(self) -> None:
        """Give it up, if it is still under way: its process ends."""
        self._open = False
        self._data.close()
        self._life.close()


def needed(*modules: str) -> None:
    """Say, before the first errand, which modules of your own errands need: they are loaded once."""
    _LOADED.extend(module for module in modules if module not in _LOADED)


def done(work: Callable[..., T], *args: object) -> T:
    """What `work`, a function of a module, returns for these arguments, done apart. Raises StoppedError.

    What comes back is what `carried` carries: lists are tuples.
    """
    return within(Limits(), work, *args)


def report(data: bytes, name: str) -> Report:
    """`reports.read`, done apart: the text of a report's file, or why there is none; never raises."""
    try:
        return done(reports.read, data, name)
    except StoppedError as stopped:
        return stopped.report


def within(limits: Limits, work: Callable[..., T], *args: object) -> T:
    """`done`, within limits of your own."""
    errand = Errand(forking.request(work, args, limits), limits)
    try:
        while not errand.wait(limits.wall):
            pass
        answer: T = errand.answer()
        return answer
    finally:
        errand.end()
