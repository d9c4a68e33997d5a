"""A bounded pool of threads that makes files for the plain addresses, with a queue and a cache.

However many ask at once, no more than `workers` files are made at a time, and the event loop, which serves the pages,
never waits for one. Who asks for a file that is being made gets that one; the latest files are kept.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

LONGEST = 60.0  # seconds anyone is kept waiting


class BusyError(Exception):
    """As many are waiting as may wait, or it takes too long: ask again later."""


class Workshop:
    """The pool, its queue and its cache. It is used from one event loop only, so it needs no lock."""

    def __init__(self, workers: int, waiting: int, kept: int) -> None:
        """`workers` at work at a time, at most `waiting` more in the queue, at most `kept` bytes remembered."""
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="workshop")
        self._most = workers + waiting
        self._under_way: dict[Hashable, asyncio.Future[bytes]] = {}
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._room = kept

    def kept(self, key: Hashable) -> bytes | None:
        """What was made under `key`, where it is still remembered."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def make(self, key: Hashable, work: Callable[[], bytes]) -> bytes:
        """What `work` makes, or what it made before under the same `key`.

        Raises BusyError at once where too many others wait, or after LONGEST seconds; and what `work` itself raises.
        """
        kept = self.kept(key)
        if kept is not None:
            return kept
        made = self._under_way.get(key)
        if made is None:
            if len(self._under_way) >= self._most:
                raise BusyError
            made = asyncio.get_running_loop().run_in_executor(self._threads, work)
            self._under_way[key] = made
            made.add_done_callback(lambda done: self._finished(key, done))
        try:
            return await asyncio.wait_for(asyncio.shield(made), LONGEST)  # who goes away leaves the others their file
        except TimeoutError as error:
            raise BusyError from error

    def _finished(self, key: Hashable, done: asyncio.Future[bytes]) -> None:
        del self._under_way[key]
        if done.cancelled() or done.exception() is not None:
            return
        self._kept[key] = done.result()
        while sum(map(len, self._kept.values())) > self._room:
            self._kept.popitem(last=False)
