"""What several test files share: the invented and the real data as tables, the dashboard running, and a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from indicators import collection, tables
from tests import chromium
from tests.samples import MINI

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
# A busy machine may take long over one example: that is no failure.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def mini() -> tables.Frames:
    """The tables of the invented data."""
    return tables.frames(collection.load(MINI))


@pytest.fixture(scope="session")
def real() -> tables.Frames:
    """The tables of the curated data."""
    return tables.frames(collection.load(ROOT / "curated"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard over the curated data, running in a process of its own."""
    port = _free_port()
    url = f"http://localhost:{port}"
    log = tmp_path_factory.mktemp("dashboard") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = [
        "--server.headless",
        "true",
        "--server.address",
        "localhost",
        "--server.port",
        str(port),
        "--server.fileWatcherType",
        "none",
    ]
    env = {k: v for k, v in os.environ.items() if k != "INDICATORS_CURATED"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + 90
            while not _healthy(url):
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"the dashboard does not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chrome or Chromium."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()
