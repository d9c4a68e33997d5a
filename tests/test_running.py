"""What a run of a page asks for once, and how much it sends."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indicators.collection.watching import Watch
from indicators.tables import current
from tests.conftest import ROOT
from tests.samples import FULL
from tests.soak.client import Reader, Run

# The most messages that a run of a page may take: of each, Streamlit asks the server's time.
MOST = {"": 22, "scorecard": 25, "indicator": 23, "compare": 23, "sources": 21, "data": 34, "corrections": 20}


@pytest.mark.parametrize("page", ["overview", "scorecard", "data", "contribute"])
def test_a_run_looks_at_the_folder_once_for_each_tolerance(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(current.CURATED, str(FULL))
    looked, look = list[Path](), Watch.look

    def told(watch: Watch) -> bool:
        looked.append(watch.root)
        return look(watch)

    monkeypatch.setattr(Watch, "look", told)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.run()
    assert (looked, list(app.exception)) == ([FULL], [])
    app.query_params["tolerance"] = "2"
    app.run()
    assert looked == [FULL] * 3


def _writes_into_the_address() -> None:
    import streamlit as st

    from indicators.pages import running

    with running.run():
        running.address(kept="1", changed="3", new="4", gone=None)
        st.text(str([running.given(key) for key in ("kept", "changed", "new", "gone")]))
        st.text(str(dict(st.query_params)))
        if running.given("again") == "yes":
            running.address(again="done")
            running.again()
    st.text(str(running.given("new")))


def test_what_a_run_wrote_into_the_address_is_known_at_once_and_told_at_its_end() -> None:
    for again in ({}, {"again": "yes"}):
        app = AppTest.from_function(_writes_into_the_address)
        app.query_params.update({"kept": "1", "changed": "2", "gone": "5", **again})
        before = {"kept": "1", "changed": "2", "gone": "5"}
        texts = [text.value for text in app.run().text]
        assert texts[0] == "['1', '3', '4', None]" and texts[2] == "4"
        told = {key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()}
        after = {"kept": "1", "changed": "3", "new": "4"}
        if again:  # the second run began at what the first one wrote
            assert told == after | {"again": "done"}
        else:
            assert (texts[1], told) == (str(before), after)


def test_a_run_sends_few_messages_and_what_a_browser_keeps_no_second_time(dashboard: str) -> None:
    async def opened(page: str) -> tuple[Run, Run, Run]:
        async with Reader(dashboard) as reader:
            first, second = await reader.open(page), await reader.open(page)
            reader.forgets = True
            reader._large.clear()
            return first, second, await reader.open(page)

    for page, most in MOST.items():
        with ThreadPoolExecutor(1) as other:  # in this one a browser's loop may be running
            first, second, third = other.submit(asyncio.run, opened(page)).result()
        assert first.errors + second.errors + third.errors == ()
        # The first run brings the navigation before the page, and all that Streamlit says to a session that begins.
        assert max(second.messages, third.messages) <= most, page
        assert second.size < third.size - 10_000
