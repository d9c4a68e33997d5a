"""What the server sets as it starts, and what it leaves to whoever starts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit import config

from indicators.pages import starting

_NAMES = ("runner.postScriptGC", "server.fileWatcherType")


@pytest.fixture
def _as_it_was() -> Iterator[None]:
    before = {name: (config.get_option(name), config.get_where_defined(name)) for name in _NAMES}
    yield
    for name, (value, where) in before.items():
        config.set_option(name, value, where)


@pytest.mark.usefixtures("_as_it_was")
def test_no_reader_pays_for_what_serves_none_of_them() -> None:
    for name, usual in zip(_NAMES, (True, "auto"), strict=True):
        config.set_option(name, usual, "<default>")
    starting.settle()
    assert [config.get_option(name) for name in _NAMES] == [False, "none"]


@pytest.mark.usefixtures("_as_it_was")
def test_what_was_set_when_it_was_started_stays() -> None:
    config.set_option("server.fileWatcherType", "poll", "command-line argument or environment variable")
    config.set_option("runner.postScriptGC", True, "command-line argument or environment variable")
    starting.settle()
    assert [config.get_option(name) for name in _NAMES] == [True, "poll"]
