"""A server that is to be replaced drains: it takes no new reader, keeps those whom it has, and ends when the last of
them has left.

A reader's session lives in one process, behind the reader's WebSocket. So it is the WebSocket that a draining server
refuses, with 503, which sends the balancer on to the next; `/healthz` says the same to a balancer that asks.
"""

from __future__ import annotations

import signal
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket


def _end() -> None:
    """End this process as its operator would: what is being answered is answered."""
    signal.raise_signal(signal.SIGTERM)


class Readers:
    """The readers whom a server has, and whether it takes more. Used from one event loop only, so it needs no lock."""

    def __init__(self, end: Callable[[], None] = _end) -> None:
        """`end` is called once, when it drains and nobody is there (any more)."""
        self.here = 0
        self.draining = False
        self._end = end

    def drain(self) -> None:
        """Take no more readers from now on."""
        if not self.draining:
            self.draining = True
            self._perhaps_end()

    def came(self) -> None:
        """A reader has come."""
        self.here += 1

    def left(self) -> None:
        """A reader has left."""
        self.here -= 1
        self._perhaps_end()

    def _perhaps_end(self) -> None:
        if self.draining and not self.here:
            self._end()


HERE = Readers()  # those of this process


class Door:
    """The middleware that counts the readers who come and go, and lets none in while the server drains."""

    def __init__(self, app: ASGIApp, readers: Readers = HERE) -> None:
        self.app, self.readers = app, readers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
        elif self.readers.draining:
            refusal = PlainTextResponse("This server is about to end: ask again.\n", 503, {"Retry-After": "1"})
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            self.readers.came()
            try:
                await self.app(scope, receive, send)
            finally:
                self.readers.left()
