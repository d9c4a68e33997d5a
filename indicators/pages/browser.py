"""Opening the dashboard in the browser of whoever starts it: Streamlit leaves that to an app that has routes of its
own."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

_LISTENING = 0.5  # seconds from the app's start until the server takes connections, at most


@asynccontextmanager
async def opened(_: st.App) -> AsyncIterator[None]:
    """The lifespan of the app: opens its address, unless the server is headless (Streamlit's setting
    server.headless)."""
    if not st.get_option("server.headless"):
        host = st.get_option("browser.serverAddress")
        url = f"http://{host}:{st.get_option('server.port')}/{st.get_option('server.baseUrlPath').strip('/')}"
        waiting = threading.Timer(
            _LISTENING, webbrowser.open, (url,)
        )  # its own thread: some browsers return when they are closed
        waiting.daemon = True
        waiting.start()
    yield
