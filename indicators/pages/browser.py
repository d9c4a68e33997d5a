"""What the server must know of the browser's side: the scripts in the page's own HTML; and it opens the dashboard.

Streamlit does not open the browser of whoever starts it for an app with routes.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit import file_util

from indicators.briefs import browser as pictures

_LISTENING = 0.5  # seconds from the app's start until the server takes connections, at most


def own_scripts() -> tuple[str, ...]:
    """The hashes of the scripts in the HTML that Streamlit sends, as a Content-Security-Policy names them."""
    shell = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    inside = re.findall(r"<script>(.*?)</script>", shell, re.DOTALL)
    return tuple(f"sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}" for s in inside)


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
    try:
        yield
    finally:
        # Told to stop (SIGTERM), the server comes by here; what is registered for the exit of Python it may not reach.
        pictures.close()
