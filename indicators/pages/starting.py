"""What the server does as it starts: it reads the data before the first reader asks, and opens the dashboard."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from indicators.pages import browser
from indicators.tables import current


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:
    """The lifespan of the app."""
    threading.Thread(target=_ready, name="ready", daemon=True).start()  # who comes meanwhile waits for the same reading
    async with browser.opened(app):
        yield


def _ready() -> None:
    """Read the data, and keep it and what serves it out of the garbage collector's way from now on."""
    current.keep_out_of_the_way()
    current.frames()
