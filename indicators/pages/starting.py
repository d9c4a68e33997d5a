"""What the server does as it starts: it sets what readers are served by, reads the data before the first of them asks,
listens to whoever watches over it, and opens the dashboard."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import streamlit as st
from streamlit import config

from indicators.pages import browser
from indicators.routes import draining, supervisor
from indicators.tables import current

# Each of these takes longer than a page: after every run a full search for garbage, through all that every reader holds
# (Python searches by itself when there is much), and for every reader who comes a watch over each file of the program.
# Who works on the program starts with `--server.fileWatcherType auto`.
SETTINGS = {"runner.postScriptGC": False, "server.fileWatcherType": "none"}


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:
    """The lifespan of the app."""
    settle()
    threading.Thread(target=_ready, name="ready", daemon=True).start()  # who comes meanwhile waits for the same reading
    with _drained_on_request():
        living = asyncio.create_task(supervisor.live(), name="living")
        async with browser.opened(app):
            yield
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living


def settle() -> None:
    """Set Streamlit up for readers, but for what whoever starts it has set."""
    for name, value in SETTINGS.items():
        if not config.is_manually_set(name):
            config.set_option(name, value)


def _ready() -> None:
    """Read the data, keep it and what serves it out of the garbage collector's way from now on, and say that readers
    can be served: without a promise to show they can't."""
    current.keep_out_of_the_way()
    found = current.frames()
    shown = f"STATUS={len(found.promises)} promises of {len(found.cities)} places, data version {found.version}"
    supervisor.tell(*(["READY=1"] if len(found.promises) else []), shown)


@contextmanager
def _drained_on_request() -> Iterator[None]:
    """Within it SIGUSR1 lets the server drain, where the system has that signal and the server may hear it."""
    if not hasattr(signal, "SIGUSR1") or threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, _drain)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)


def _drain() -> None:
    supervisor.tell("STOPPING=1", f"STATUS=draining: {draining.HERE.here} readers are still here")
    draining.HERE.drain()
