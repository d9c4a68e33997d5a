"""The one Chrome that draws all pictures and pages: started with the first, shared by all threads, kept running."""

from __future__ import annotations

import asyncio
import atexit
import base64
import contextlib
import itertools
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from indicators.briefs import chrome
from indicators.briefs.request import BriefError
from indicators.words.texts import said

TABS = 2  # pictures drawn at the same time; more wait their turn
PATIENCE = 60.0  # seconds for one picture or document
_TIDY = 8  # pictures after which the browser is told to clear its memory, which it does late by itself
_PROFILE = "indicators-chrome-"  # how the folders of browsers' profiles begin; the number of their process follows
_PAPER = {  # A4, in inches
    "paperWidth": 8.27,
    "paperHeight": 11.69,
    "marginTop": 0.63,
    "marginBottom": 0.83,
    "marginLeft": 0.71,
    "marginRight": 0.71,
}

Made = TypeVar("Made")


def _chrome() -> str:
    """The path of Chrome. Raises BriefError where there is none."""
    path = next(chrome.paths(), None)
    if path is None:
        raise BriefError(
            said(
                "png, svg and pdf need Chrome or Chromium and there is none: install it (on Debian: "
                "apt-get install chromium), or set CHROMIUM to its path"
            )
        )
    return path


def _clear(of: int = 0) -> None:
    """Take away the profiles of browsers that processes left behind which are gone, and those of the process `of`."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PROFILE}*"):
        process = folder.name.removeprefix(_PROFILE).split("-")[0]
        if process.isdecimal() and (int(process) == of or not _lives(int(process))):
            shutil.rmtree(folder, ignore_errors=True)  # what can't be taken away now is tried the next time


def _lives(process: int) -> bool:
    """Whether a process of that number is there; where that can't be asked without harm (Windows), it is held to be."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # someone else's, or no number that a process can have: not ours to take away
        return True
    return True


class _Warm:
    """The running browser and its thread: all calls to the browser run in that thread's event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._kaleido: Any = None
        self._process = 0

    def run(self, work: Callable[[Any], Coroutine[Any, Any, bytes]]) -> bytes:
        """What `work`, a coroutine function that takes the browser, returns.

        Where it fails, the browser is started anew and `work` is tried a second time.
        """
        try:
            return self._ask(work(self._ready()))
        except BriefError:
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
                path = _chrome()
                _clear()
                from kaleido import Kaleido  # late: whoever makes no picture needn't wait for it

                # What goes wrong is raised; the log of it is of no use to readers.
                logging.getLogger("choreographer").setLevel(logging.CRITICAL)

                self._process = os.getpid()
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True)
                self._thread.start()

                async def opened() -> Any:
                    folder = tempfile.mkdtemp(prefix=f"{_PROFILE}{os.getpid()}-")
                    browser = Kaleido(n=TABS, timeout=PATIENCE, mathjax=False, path=path, tmp_dir=folder)
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
            with contextlib.suppress(Exception):  # it may have died: then there is nothing left to end
                asyncio.run_coroutine_threadsafe(browser.close(), loop).result(20)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            if not thread.is_alive():
                loop.close()
            _clear(of=os.getpid())


_warm = _Warm()
_drawn = itertools.count(1)
close = _warm.close


def picture(figure: dict[str, Any], ending: str, width: int, height: int, scale: float = 1) -> bytes:
    """A plotly figure as "png" (`scale` × the size in pixels) or "svg". Raises BriefError where there is no Chrome."""

    async def drawn(browser: Any) -> bytes:
        made: bytes = await browser.calc_fig(
            figure, {"format": ending, "width": width, "height": height, "scale": scale}
        )
        if next(_drawn) % _TIDY == 0:
            for tab in list(browser.tabs.values()):
                await tab.send_command("HeapProfiler.collectGarbage")
        return made

    return _warm.run(drawn)


def printed(html: str, foot: str) -> bytes:
    """A document as an A4 PDF, `foot` (HTML) at the foot of every page. Raises BriefError where there is no Chrome."""

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
