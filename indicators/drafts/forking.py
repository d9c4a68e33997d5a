"""The small process in which a stranger's bytes are read: it loads what reading needs once, and forks for each errand.

Run by `apart` as `python -m indicators.drafts.forking FD MODULE…`; FD is its socket. An errand comes as one byte with
two sockets: `data`, from which the fork reads what to do and into which it writes the answer, and `life`, which tells
`apart` how the fork ended. Whoever closes the other end of `life` ends the fork, and so does whoever dies. This process
knows no secrets, serves nobody and has one thread, so that a fork of it is cheap, clean and sound.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import math
import os
import pickle
import resource
import select
import signal
import socket
import sys
import traceback
import warnings
from dataclasses import dataclass, field

from indicators.drafts import carried

ANSWER, FAILED, MEMORY = b"a", b"f", b"m"  # how an answer begins: a value, a bug and its traceback, too little memory
_GENTLE = 10  # niceness: readers' pages come first
_FILES = 64  # that a fork may hold open
_TOLD = 8000  # characters of a traceback


@dataclass(frozen=True, slots=True)
class Limits:
    """What an errand may take: `cpu` seconds of processor, `wall` seconds by the clock, `megabytes` of memory."""

    cpu: float = 12
    wall: float = 40
    megabytes: int = 384


def _held() -> int:
    """The bytes of address space that this process has already; 0 where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[0]) * resource.getpagesize()
    return 0


def _confine(limits: Limits) -> None:
    """Bound this process: what it takes, and that it writes no file and starts nothing."""
    seconds, held = max(1, math.ceil(limits.cpu)), _held()
    bounds = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),  # a signal that tells why, then the end
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_NOFILE: (_FILES, _FILES),
    }
    if held:
        bounds[resource.RLIMIT_AS] = (held + limits.megabytes * 2**20,) * 2
    for kind, bound in bounds.items():
        # Some systems refuse a bound that they do not keep: the clock of whoever waits for the answer remains.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, bound)
    os.nice(_GENTLE)


def request(work: object, args: tuple[object, ...], limits: Limits) -> bytes:
    """An errand as the fork reads it: its length and a pickle, which `apart` alone writes and a fork alone reads."""
    raw = pickle.dumps((work, args, limits))
    return len(raw).to_bytes(8, "big") + raw


def _run(data: socket.socket) -> None:
    """In the fork: read the errand, do it within its limits, write the answer."""
    with data.makefile("rb") as told:
        work, args, limits = pickle.loads(told.read(int.from_bytes(told.read(8), "big")))
    _confine(limits)
    try:
        answer = ANSWER + carried.packed(work(*args))
    except MemoryError:
        answer = MEMORY
    except Exception:
        answer = FAILED + traceback.format_exc()[-_TOLD:].encode(errors="replace")  # no log may be written from here
    data.sendall(answer)


@dataclass(slots=True)
class _Forking:
    """The loop: errands come in at `control`, forks end at the signal of their end, or are ended."""

    control: socket.socket
    poll: select.poll = field(default_factory=select.poll)
    lives: dict[int, tuple[int, socket.socket]] = field(default_factory=dict)  # by the socket's number: fork, socket

    def run(self) -> None:
        """Serve until `control` is closed, which is when whoever asks has ended."""
        ended, tells = socket.socketpair()
        ended.setblocking(False)
        tells.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
        self.poll.register(self.control, select.POLLIN)
        self.poll.register(ended, select.POLLIN)
        while True:
            for number, _ in self.poll.poll():
                if number == ended.fileno():
                    with contextlib.suppress(BlockingIOError):
                        ended.recv(4096)
                    self.bury()
                elif number in self.lives:  # nothing is ever written there: it was closed
                    self.poll.unregister(number)
                    os.kill(self.lives[number][0], signal.SIGKILL)  # ours until it is waited for
                elif number == self.control.fileno() and not self.errand((ended, tells)):
                    for fork, _ in self.lives.values():
                        os.kill(fork, signal.SIGKILL)
                    return

    def errand(self, inner: tuple[socket.socket, socket.socket]) -> bool:
        """Take an errand and fork for it; false where there will be none any more."""
        byte, (*numbers,), _, _ = socket.recv_fds(self.control, 1, 2)
        if not byte:
            return False
        data, life = (socket.socket(fileno=number) for number in numbers)
        fork = os.fork()
        if fork:
            data.close()
            self.lives[life.fileno()] = fork, life
            self.poll.register(life, select.POLLIN)
            return True
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in (self.control, life, *inner, *(life for _, life in self.lives.values())):
                other.close()
            _run(data)
        finally:
            os._exit(0)  # without what the loop would still do; whoever waits sees that there is no answer

    def bury(self) -> None:
        """Tell of each fork that has ended by which signal it did, 0 for none."""
        while self.lives:
            fork, status = os.waitpid(-1, os.WNOHANG)
            if not fork:
                return
            number, life = next((n, life) for n, (mine, life) in self.lives.items() if mine == fork)
            with contextlib.suppress(KeyError):  # it was ended by whoever asked
                self.poll.unregister(number)
            with contextlib.suppress(OSError):
                life.send(bytes([os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0]))
            life.close()
            del self.lives[number]


def main(number: str, *modules: str) -> None:
    """Load the modules, then serve."""
    logging.disable(logging.CRITICAL)  # what libraries say of a stranger's file is of no use in the log
    warnings.simplefilter("ignore")
    for module in modules:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the forks
    with socket.socket(fileno=int(number)) as control:
        _Forking(control).run()


if __name__ == "__main__":
    # Under its own name: so that the limits that arrive are those of the module.
    from indicators.drafts import forking

    forking.main(*sys.argv[1:])
