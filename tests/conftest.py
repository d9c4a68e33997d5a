"""What several test files share: the invented data as tables, the dashboard running over it, and a browser."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from indicators import collection, tables
from tests import chromium
from tests.progress import Progress
from tests.samples import FULL, MINI

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ViewportSize

    from tests.visitors import Visits

ROOT = Path(__file__).resolve().parent.parent


_CACHE = tempfile.TemporaryDirectory(prefix="indicators-cache-")
os.environ["INDICATORS_CACHE"] = _CACHE.name  # of these tests alone, and of the servers they start


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the one process that tells, not those that test for it
        config.pluginmanager.register(Progress(config))


def pytest_collection_finish() -> None:
    """Let Streamlit's AppTest look once, not for each page, for components among the installed packages (half of what a
    page's test took); and put what stays for the whole run out of the collector's way: it collects after every run."""
    if "streamlit.testing.v1.app_test" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Take away the cache, and the folder that Streamlit's AppTest makes when it is imported, of which Python warns at
    the end."""
    _CACHE.cleanup()
    if module := sys.modules.get("streamlit.testing.v1.app_test"):
        module.TMP_DIR.cleanup()


# A busy machine may take long over an example, or over making one: that is no failure. Where a change is judged, all
# judge by the same examples; at home every run looks for others.
settings.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def mini() -> tables.Frames:
    """The tables of the invented data."""
    return tables.frames(collection.load(MINI))


@pytest.fixture(scope="session")
def full() -> tables.Frames:
    """The tables of the invented cities whose pages are full."""
    return tables.frames(collection.load(FULL))


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


@contextmanager
def served(curated: Path, log: Path, **settings: str) -> Iterator[str]:
    """The address of the dashboard over a curated folder, running in a process of its own; `settings` are more of its
    environment."""
    port = _free_port()
    url = f"http://localhost:{port}"
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
    env = {**os.environ, "INDICATORS_CURATED": str(curated), **settings}
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
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard over the full invented data."""
    with served(FULL, tmp_path_factory.mktemp("dashboard") / "log.txt") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chrome or Chromium. The pages of one profile share a process: what one compiled serves the next."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--process-per-site"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="session")
def _profiles(browser: Browser, dashboard: str) -> Callable[[str], BrowserContext]:
    """The browser's profile of a language. It keeps the files that every page needs, and a window that stays open: with
    the last window the process would go, and what it compiled."""

    @cache
    def profile(locale: str) -> BrowserContext:
        made = browser.new_context(locale=locale, accept_downloads=True)
        made.set_default_timeout(30_000)
        made.new_page().goto(f"{dashboard}/_stcore/health")
        return made

    return profile


@pytest.fixture
def visits(_profiles: Callable[[str], BrowserContext], dashboard: str) -> Iterator[Visits]:
    """Lets readers come to the dashboard, one after the other, each with a window; looks back when they have left."""
    from tests.visitors import WIDE, Visitor

    here: list[Visitor] = []

    def visit(viewport: ViewportSize = WIDE, dark: bool = False, locale: str = "en-GB") -> Visitor:
        while here:
            here.pop().leaves()
        here.append(Visitor(_profiles(locale), dashboard, viewport, dark))
        return here[-1]

    yield visit
    while here:
        here.pop().leaves()
