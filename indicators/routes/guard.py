"""What every answer of the server carries, so that a browser obeys nobody else; and what of Streamlit's own is closed.

The pages may run the scripts that the server itself sends, load nothing from elsewhere, and stand in a frame only on
the server's own pages and on those of the origins that the operator lists. The plain addresses bring a stricter policy
of their own (`responses`), which stays.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.routes.draining import Door

# What the browser's side of Streamlit needs below /_stcore/: all else there is for whoever watches a server, or unused.
OPEN = frozenset({"health", "host-config", "stream", "upload_file", "bidi-components"})
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?")
_LOG = logging.getLogger(__name__)


def frame_origins() -> tuple[str, ...]:
    """The origins whose pages may show the dashboard in a frame: $INDICATORS_FRAME_ORIGINS, by commas or spaces.

    What is no origin (`https://news.example.org`, `https://*.example.org`) is left out with a line in the log.
    """
    found = []
    for word in os.environ.get("INDICATORS_FRAME_ORIGINS", "").replace(",", " ").split():
        if _ORIGIN.fullmatch(word.lower().rstrip("/")):
            found.append(word.lower().rstrip("/"))
        else:
            _LOG.warning("INDICATORS_FRAME_ORIGINS: %r is no origin like https://news.example.org; left out", word[:80])
    return tuple(found)


def _policy(scripts: Iterable[str], frames: Iterable[str]) -> str:
    """The Content-Security-Policy of the pages. `scripts` are the hashes of what stands in the page's own HTML."""
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit hands the scripts of our components to the browser as blobs.
            " ".join(["script-src 'self' blob:", *(f"'{script}'" for script in scripts)]),
            "style-src 'self' 'unsafe-inline'",  # Streamlit and plotly write styles as they go
            "img-src 'self' data: blob:",  # blob: pictures to take away
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(["frame-ancestors 'self'", *frames]),
        )
    )


class Guard:
    """The middleware. `prefix` stands before all addresses, `scripts` are the hashes of the page's own scripts."""

    def __init__(self, app: ASGIApp, prefix: str = "", scripts: tuple[str, ...] = ()) -> None:
        self.app, self.core = app, f"/{prefix.strip('/')}/_stcore/".replace("//", "/")
        frames = frame_origins()
        self.metrics = os.environ.get("INDICATORS_METRICS", "") == "open"
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        self.of_pages = {"Content-Security-Policy": _policy(scripts, frames)}
        if not frames:  # for browsers that know no frame-ancestors
            self.of_pages["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = {} if "content-security-policy" in headers else self.of_pages
                for name, value in (self.headers | own).items():
                    headers.setdefault(name, value)
            await send(message)

        app = self.app if self._open(scope["path"]) else PlainTextResponse("Not Found\n", 404)
        await app(scope, receive, guarded)

    def _open(self, path: str) -> bool:
        """Whether an address may be asked for."""
        if not path.startswith(self.core):
            return True
        name = path.removeprefix(self.core).split("/")[0]
        return name in OPEN or (self.metrics and name == "metrics")


def guards(prefix: str, scripts: tuple[str, ...]) -> list[Middleware]:
    """What stands before all that the server answers."""
    return [Middleware(Guard, prefix=prefix, scripts=scripts), Middleware(Door)]
