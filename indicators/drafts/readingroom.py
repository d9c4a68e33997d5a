"""A reading room: where many give files, a few are read at a time, one for a reader, and the others wait in line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.drafts import forking
from indicators.drafts.apart import Errand, StoppedError
from indicators.drafts.forking import Limits
from indicators.words.texts import said


def _crowded() -> StoppedError:
    return StoppedError(said("too many files are being read just now"), said("try again in a minute"))


@dataclass(eq=False)
class Visit:
    """A reader's errand in a reading room: in line, under way or at its end."""

    room: ReadingRoom
    asked: bytes
    limits: Limits
    until: float  # how long it may stand in line
    errand: Errand | None = field(default=None, init=False)
    over: bool = field(default=False, init=False)

    @property
    def ahead(self) -> int:
        """How many must end before this one begins; 0 when it is under way."""
        return self.room.ahead(self)

    def wait(self, seconds: float) -> bool:
        """Wait no longer than that, in line or for the answer; whether there is one, or will be none."""
        if self.over:
            return True
        if self.errand is None:
            until = time.monotonic() + seconds
            while self.room.ahead(self) and not self.over:
                if time.monotonic() >= self.until:
                    return True
                if not self.room.turn(until):
                    return False
            if self.over:
                return True
            self.errand = Errand(self.asked, self.limits)
        return self.errand.wait(seconds)

    def answer(self) -> Any:
        """What the work returned. Raises StoppedError where it came to nothing, or never came to its turn."""
        if self.over or self.errand is None:
            raise _crowded()
        return self.errand.answer()

    def end(self) -> None:
        """Leave: the errand ends, if it is under way, and the next in line comes in."""
        self.over = True
        if self.errand is not None:
            self.errand.end()
        self.room.leave(self)


class ReadingRoom:
    """A few errands at a time, one for a reader, the others in line in the order in which they came."""

    def __init__(self, desks: int = 2, line: int = 16, patience: float = 60) -> None:
        """`desks` errands at a time, `line` more waiting, none of them longer than `patience` seconds."""
        self._desks, self._most, self._patience = desks, desks + line, patience
        self._changed = threading.Condition()
        self._here: dict[str, Visit] = {}  # by reader, in the order of coming

    def enter(self, reader: str, limits: Limits, work: Callable[..., object], *args: object) -> Visit:
        """Come with an errand; one that the reader has here already ends. StoppedError where the line is full."""
        asked = forking.request(work, args, limits)
        with self._changed:
            before = self._here.get(reader)
        if before is not None:
            before.end()
        with self._changed:
            if len(self._here) >= self._most:
                raise _crowded()
            visit = Visit(self, asked, limits, time.monotonic() + self._patience)
            self._here[reader] = visit
        return visit

    def ahead(self, visit: Visit) -> int:
        """How many must leave before that visit's errand begins."""
        with self._changed:
            line: Sequence[Visit] = list(self._here.values())
        return max(0, line.index(visit) + 1 - self._desks) if visit in line else 0

    def turn(self, until: float) -> bool:
        """Wait until somebody leaves, no longer than `until`; whether somebody did."""
        with self._changed:
            return self._changed.wait(max(0, until - time.monotonic()))

    def leave(self, visit: Visit) -> None:
        """Take a visit out and let the next one in."""
        with self._changed:
            self._here = {reader: each for reader, each in self._here.items() if each is not visit}
            self._changed.notify_all()
