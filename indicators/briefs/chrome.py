"""Where Chrome or Chromium is on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

_NAMES = (
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


def paths() -> Iterator[str]:
    """The browsers that are there, the best first: the one that $CHROMIUM or $BROWSER_PATH names and no other, else
    those that have a usual name."""
    named = os.environ.get("CHROMIUM") or os.environ.get("BROWSER_PATH")
    for name in (named,) if named else _NAMES:
        path = shutil.which(name)
        if path:
            yield path
