"""What a hostile upload costs another reader: runs of a page without one and with one beside them, in turns.

The pages run in this process, as in the server; the upload goes the way of the Contribute page's. The aim is that no
page takes more than a fifth longer.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streamlit.testing.v1 import AppTest

from indicators.drafts import apart, draft, reports
from indicators.drafts.apart import StoppedError
from indicators.drafts.forking import Limits
from indicators.drafts.readingroom import ReadingRoom
from indicators.tables import current
from tests import hostile_files
from tests.hostile_files import resident
from tests.samples import REPORT

ROUNDS, RUNS = 12, 6  # turns, and runs of the page in each
_PAGE = "from indicators.pages import {page}\n{page}.page()"


def _reading(room: ReadingRoom, reader: str, work: Callable[..., object], args: tuple[object, ...]) -> None:
    """One upload, waited for as a page does."""
    try:
        visit = room.enter(reader, Limits(), work, *args)
    except StoppedError:
        return
    try:
        while not visit.wait(0.25):
            pass
        visit.answer()
    except StoppedError:
        pass
    finally:
        visit.end()


@contextmanager
def _beside(readers: int, work: Callable[..., object], *args: object) -> Iterator[None]:
    """Readers who give a file over and over while something else goes on."""
    room, going = ReadingRoom(), threading.Event()
    going.set()

    def give(reader: str) -> None:
        while going.is_set():
            _reading(room, reader, work, args)

    threads = [threading.Thread(target=give, args=(f"reader {i}",)) for i in range(readers)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    try:
        yield
    finally:
        going.clear()
        for visit in list(room._here.values()):
            visit.end()
        for thread in threads:
            thread.join()


def _runs(app: AppTest, values: list[str]) -> Iterator[float]:
    for i in range(RUNS):
        app.selectbox(key="city").set_value(values[i % len(values)])
        start = time.perf_counter()
        app.run()
        yield time.perf_counter() - start


def _cost(name: str, readers: int, work: Callable[..., object], *args: object) -> None:
    app = AppTest.from_string(_PAGE.format(page="scorecard"), default_timeout=60).run()
    alone: list[float] = []
    beside: list[float] = []
    values = sorted(current.frames().cities)
    list(_runs(app, values))
    for _ in range(ROUNDS):
        alone += _runs(app, values)
        with _beside(readers, work, *args):
            beside += _runs(app, values)
    without, with_ = statistics.median(alone), statistics.median(beside)
    ratio = with_ / without
    print(f"  {name:42} {without * 1e3:4.0f} ms alone, {with_ * 1e3:4.0f} ms beside  ratio {ratio:.2f}  (aim 1.2)")


def run() -> None:
    """Print the ratio for a slow file, for several of them, and for a long text full of figures."""
    catalogue = dict(current.frames().catalogue)
    apart.done(reports.read, hostile_files.PROSE.encode(), "a.txt")  # the process that forks is there
    slow, before = hostile_files.slow_document(), resident()
    figures = REPORT * 400
    print("a run of the Scorecard for one reader, while others give files:")
    _cost("one slow .docx of 60 kB", 1, reports.read, slow, "a.docx")
    _cost("three of them (two read, one in line)", 3, reports.read, slow, "a.docx")
    _cost("a text of 160,000 characters, drafted", 1, draft, figures, catalogue, None, None)
    print(f"  memory of the server after all of them: {(resident() - before) / 2**20:+.0f} MB")
