"""The Data page: filters, counts and what a tolerance turns."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.tables import Frames
from indicators.views.data import WHAT, Choice, data_view
from indicators.views.labels import ORDER
from indicators.views.overview import turned
from tests.views import BOTH, numbers, share


@BOTH
@pytest.mark.parametrize("what", WHAT)
def test_the_data_page_filters_and_counts(mini: Frames, what: str, lang: str) -> None:
    whole = data_view(mini, mini, Choice(what), lang)
    assert numbers(whole.shown) == [len(whole.frame)] * 2
    assert list(whole.dictionary.iloc[:, 0]) == list(whole.frame.columns)
    assert whole.dictionary.iloc[:, 1].str.len().min() > 0
    assert len(whole.rules) == len(ORDER)
    some = data_view(mini, mini, Choice(what, "yunzhou", "2021", "met"), lang)
    expected = whole.frame[whole.frame.city == "yunzhou"]
    if "year" in expected:
        expected = expected[expected.year == 2021]
    if "verdict" in expected:
        expected = expected[expected.verdict == "met"]
    assert numbers(some.shown) == share(len(expected), len(whole.frame), lang)
    pd.testing.assert_frame_equal(some.frame, expected)
    assert not some.empty
    assert data_view(mini, mini, Choice(what, "nowhere"), lang).empty


def test_the_data_page_shows_what_the_readers_tolerance_turns(mini: Frames) -> None:
    moved = mini.at(Decimal(0))
    shown = data_view(moved, mini, Choice("promises"), "en")
    pd.testing.assert_frame_equal(shown.turned, turned(moved, mini, "en"))
    assert str(DEFAULT_TOLERANCE) == "5"


def test_the_data_page_tells_what_was_read_twice(mini: Frames) -> None:
    figures = mini.figures.assign(read_by=["李四 (2026-11-24)" if i % 3 == 0 else "" for i in range(len(mini.figures))])
    read = mini.showing(figures=figures)
    twice = int((figures["read_by"] != "").sum())
    shown = {each: data_view(read, read, Choice("figures", read=each), "en") for each in ("", "once", "twice")}
    assert {view.read for view in shown.values()} == {f"Read a second time: {twice} of {len(figures)}"}
    assert len(shown["twice"].frame) == twice == len(figures) - len(shown["once"].frame)
    assert "李四 (2026-11-24)" in set(shown["twice"].paper["Read a second time"])
    assert (mini.promises["read_twice"] == False).all()  # noqa: E712 - a column of truth values
    assert data_view(mini, mini, Choice("promises", read="twice"), "zh").frame.empty
    assert data_view(mini, mini, Choice("sources", read="twice"), "zh").read == ""
