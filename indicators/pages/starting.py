"""What the server does as it starts: it sets what readers are served by, reads the data before the first of them asks,
and opens the dashboard."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit import config

from indicators.pages import browser
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
    async with browser.opened(app):
        yield


def settle() -> None:
    """Set Streamlit up for readers, but for what whoever starts it has set."""
    for name, value in SETTINGS.items():
        if not config.is_manually_set(name):
            config.set_option(name, value)


def _ready() -> None:
    """Read the data, and keep it and what serves it out of the garbage collector's way from now on."""
    current.keep_out_of_the_way()
    current.frames()
