"""Opens the dashboard in the browser of whoever starts it, which Streamlit does not do for an app with routes."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

_LISTENING = 0.5  # seconds from the app's start until the server takes connections, at most


@asynccontextmanager
async def opened(_: st.App) -> AsyncIterator[None]:
    """The lifespan of the app: opens its address at the start, unless Streamlit's setting server.headless is on."""
    if not st.get_option("server.headless"):
        host = st.get_option("browser.serverAddress")
        url = f"http://{host}:{st.get_option('server.port')}/{st.get_option('server.baseUrlPath').strip('/')}"
        # In a thread of its own: some browsers return only when they are closed.
        waiting = threading.Timer(_LISTENING, webbrowser.open, (url,))
        waiting.daemon = True
        waiting.start()
    yield
