"""The Data page: filters, counts and what a tolerance turns."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from indicators import tables
from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.tables import Frames
from indicators.views.data import WHAT, data_view
from indicators.views.labels import ORDER
from indicators.views.overview import turned
from tests.views import BOTH, numbers


@BOTH
@pytest.mark.parametrize("what", WHAT)
def test_the_data_page_filters_and_counts(mini: Frames, what: str, lang: str) -> None:
    whole = data_view(mini, mini, what, "", "", "", lang)
    assert numbers(whole.shown) == [len(whole.frame)] * 2
    assert list(whole.dictionary.iloc[:, 0]) == list(whole.frame.columns)
    assert whole.dictionary.iloc[:, 1].str.len().min() > 0
    assert len(whole.rules) == len(ORDER)
    some = data_view(mini, mini, what, "yunzhou", "2021", "met", lang)
    expected = whole.frame[whole.frame.city == "yunzhou"]
    if "year" in expected:
        expected = expected[expected.year == 2021]
    if "verdict" in expected:
        expected = expected[expected.verdict == "met"]
    assert sorted(numbers(some.shown)) == sorted([len(expected), len(whole.frame)])
    pd.testing.assert_frame_equal(some.frame, expected)
    assert not some.empty
    assert data_view(mini, mini, what, "nowhere", "", "", lang).empty


def test_the_data_page_shows_what_the_readers_tolerance_turns(mini: Frames) -> None:
    moved = tables.frames(mini.data, Decimal(0))
    pd.testing.assert_frame_equal(
        data_view(moved, mini, "promises", "", "", "", "en").turned, turned(moved, mini, "en")
    )
    assert str(DEFAULT_TOLERANCE) == "5"
