"""What was found of a city before, by the content of all that it was found in: for whoever reads many states of a
folder one after the other, as the readers of its history do.

A key names everything that its value depends on, files by their SHA-256, so that no value can be out of date. Values
are immutable, or copied by whoever takes them out. It is bounded by the bytes of the files that its values were made
of, each of which takes some 4 bytes as objects. A folder larger than the bound is read as if nothing were kept. (What
pages show is kept on the disk: `tables.stored`.)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, NamedTuple

MOST = 32 * 2**20  # bytes of files, some 120 MB of objects; two cities and their catalogue count for 0.7


class _Made(NamedTuple):
    """A value, and the bytes it counts for."""

    value: object
    size: int


class Memory:
    """Values by keys, for all threads: at most `most` bytes' worth, those asked for last. A key that is None is never
    kept: nobody knows what such a value depends on."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()  # those asked for last at the end
        self._lock = Lock()

    def find(self, key: Hashable) -> Any:
        """The value of a key; None where it is not kept."""
        with self._lock:
            made = self._made.get(key)
            if made is None:
                return None
            self._made.move_to_end(key)
            return made.value

    def keep(self, key: Hashable, value: object, size: int) -> None:
        """Keep a value, made of `size` bytes; what was asked for longest ago makes room for it."""
        if key is None:
            return
        with self._lock:
            before = self._made.pop(key, None)
            self._made[key] = _Made(value, size)
            self._size += size - (before.size if before else 0)
            while self._size > self._most:
                self._drop()

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._made.clear()
            self._size = 0

    @property
    def size(self) -> int:
        """The bytes that the kept values count for."""
        return self._size

    def _drop(self) -> None:
        _, made = self._made.popitem(last=False)
        self._size -= made.size


MEMORY = Memory(MOST)
