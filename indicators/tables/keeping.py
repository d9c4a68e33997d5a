"""Caches for what is made of the data as it stands; all of them are emptied when the data is read anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock, RLock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Generic[P, T]):
    """A function of hashable arguments that keeps the results of its latest calls, `most` of them.

    Callers who ask for the same at once wait for one making of it. What was made while the data was read anew is
    returned and not kept.
    """

    def __init__(self, make: Callable[P, T], most: int) -> None:
        self._make, self._most = make, most
        self._results: OrderedDict[Hashable, T] = OrderedDict()
        self._turn = 0  # how often the data was read anew
        self._lock, self._making = Lock(), RLock()
        update_wrapper(self, make)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives for the arguments, kept or made."""
        key = (args, tuple(kwargs.items()))
        found = self._found(key)
        if found:
            return found[0]
        with self._making:
            found = self._found(key)
            if found:
                return found[0]
            turn = self._turn
            result = self._make(*args, **kwargs)
            with self._lock:
                if turn == self._turn:
                    self._results[key] = result
                    if len(self._results) > self._most:
                        self._results.popitem(last=False)
        return result

    def _found(self, key: Hashable) -> tuple[T] | None:
        """What is kept under a key, in a tuple, as None can be kept too; it is the last to go then."""
        with self._lock:
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return (self._results[key],)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._results.clear()
            self._turn += 1


_clears: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Callable[P, T]], Kept[P, T]]:
    """A decorator: keep what a function makes of the data, as `Kept` does."""

    def keep(make: Callable[P, T]) -> Kept[P, T]:
        made = Kept(make, most)
        _clears.append(made.clear)
        return made

    return keep


def forget() -> None:
    """Let go of all that was made of the data: it has been read anew, and nobody asks for this again."""
    for clear in _clears:
        clear()
