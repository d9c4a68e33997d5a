"""One warm Chrome for all pictures and pages: it starts with the first, serves many threads, and ends with the
process."""

from __future__ import annotations

import asyncio
import atexit
import base64
import itertools
import logging
import os
import shutil
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from indicators.briefs.request import Refused
from indicators.words.texts import msgid, said

TABS = 2  # pictures drawn at the same time; more wait their turn
PATIENCE = 60.0  # seconds for one picture or document
_TIDY = 8  # pictures after which the browser is told to clear its memory, which it does late by itself
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_PAPER = {
    "paperWidth": 8.27,
    "paperHeight": 11.69,
    "marginTop": 0.63,
    "marginBottom": 0.83,
    "marginLeft": 0.71,
    "marginRight": 0.71,
}  # A4, in inches

Made = TypeVar("Made")


def chrome() -> str:
    """The path of Chrome: what $CHROMIUM or $BROWSER_PATH names, else the first usual one. Raises Refused where there
    is none."""
    named = os.environ.get("CHROMIUM") or os.environ.get("BROWSER_PATH")
    for name in (named,) if named else NAMES:
        path = shutil.which(name)
        if path:
            return path
    cure = msgid(
        "png, svg and pdf need Chrome or Chromium and there is none: install it (on Debian: apt-get install "
        "chromium), or set CHROMIUM to its path"
    )
    raise Refused(said(cure))


class _Warm:
    """The browser with its thread. All that happens in it happens in that thread's event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._kaleido: Any = None
        self._process = 0

    def run(self, work: Any) -> bytes:
        """What `work`, a coroutine function of the browser, makes. A browser that died is started anew, once."""
        try:
            return self._ask(work(self._ready()))
        except Refused:
            raise
        except Exception:
            self.close()
            return self._ask(work(self._ready()))

    def _ask(self, coroutine: Coroutine[Any, Any, Made], patience: float = PATIENCE) -> Made:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(patience)

    def _ready(self) -> Any:
        """The browser, started where it isn't running (or ran in the process that this one was forked from)."""
        with self._lock:
            if self._kaleido is None or self._process != os.getpid():
                path = chrome()
                from kaleido import Kaleido  # late: whoever makes no picture needn't wait for it

                logging.getLogger("choreographer").setLevel(
                    logging.CRITICAL
                )  # what goes wrong is raised; its log is of no use to readers

                self._process = os.getpid()
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True)
                self._thread.start()

                async def opened() -> Any:
                    browser = Kaleido(n=TABS, timeout=PATIENCE, mathjax=False, path=path)
                    await browser.open()
                    return browser

                self._kaleido = self._ask(opened())
                # At exit what was registered last goes first: the browser must end before its folder is cleared.
                atexit.unregister(self.close)
                atexit.register(self.close)
            return self._kaleido

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            browser, loop, thread = self._kaleido, self._loop, self._thread
            self._kaleido = self._loop = self._thread = None
            if browser is None or loop is None or thread is None or self._process != os.getpid():
                return
            try:
                asyncio.run_coroutine_threadsafe(browser.close(), loop).result(20)
            except Exception:
                pass
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            if not thread.is_alive():
                loop.close()


_warm = _Warm()
_drawn = itertools.count(1)
close = _warm.close


def picture(figure: dict[str, Any], ending: str, width: int, height: int, scale: float = 1) -> bytes:
    """A plotly figure as "png" (`scale` × the size in pixels) or "svg". Raises Refused where there is no Chrome."""

    async def drawn(browser: Any) -> bytes:
        made = await browser.calc_fig(figure, {"format": ending, "width": width, "height": height, "scale": scale})
        if next(_drawn) % _TIDY == 0:
            for tab in list(browser.tabs.values()):
                await tab.send_command("HeapProfiler.collectGarbage")
        return made

    return _warm.run(drawn)


def printed(html: str, foot: str) -> bytes:
    """A document as an A4 PDF, `foot` (HTML) at the foot of every page. Raises Refused where there is no Chrome."""

    async def pages(browser: Any) -> bytes:
        tab = await browser.create_tab("about:blank")
        try:
            tree = await tab.send_command("Page.getFrameTree")
            frame = tree["result"]["frameTree"]["frame"]["id"]
            await tab.send_command("Page.setDocumentContent", {"frameId": frame, "html": html})
            await tab.send_command(
                "Runtime.evaluate", {"expression": "document.fonts.ready.then(() => 1)", "awaitPromise": True}
            )
            options = {
                "printBackground": True,
                "displayHeaderFooter": True,
                "headerTemplate": "<span></span>",
                "footerTemplate": foot,
                **_PAPER,
            }
            answer = await tab.send_command(
                "Page.printToPDF", {**options, "generateDocumentOutline": True, "generateTaggedPDF": True}
            )
            return base64.b64decode(answer["result"]["data"])
        finally:
            await browser.close_tab(tab.target_id)

    return _warm.run(pages)
