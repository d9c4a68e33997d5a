"""Names and addresses that the views share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.tables import Frames
from indicators.views.labels import GLYPHS, MEANINGS, ORDER, VERDICT_NAMES, address, figure_key, verdict_name
from indicators.views.sources import parse_figure
from tests.samples import loaded


def test_every_verdict_has_a_name_a_glyph_of_its_own_and_a_meaning() -> None:
    assert set(VERDICT_NAMES) == set(GLYPHS) == set(MEANINGS) == set(ORDER)
    assert len(set(GLYPHS.values())) == len(GLYPHS)
    assert len({verdict_name(v, "zh") for v in ORDER}) == len(ORDER)


def test_an_address_leaves_out_what_is_empty_and_takes_a_moved_tolerance_along(mini: Frames) -> None:
    assert address("scorecard", city="yunzhou", year=2021, open=None, lang="") == "scorecard?city=yunzhou&year=2021"
    moved = mini.at(Decimal(2))
    assert address("data", moved, lang="zh") == "data?lang=zh&tolerance=2"
    assert address("data", mini, lang="zh") == "data?lang=zh"


def test_a_figures_name_in_an_address_can_be_taken_apart(mini: Frames) -> None:
    for key in loaded(mini).evidence:
        assert parse_figure(figure_key(*key)) == key


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "a.b.c.d",
        "a.2021.x",
        "a.2021.x.outcome.y",
        "a.2021.x.outcome.1.2",
        "a.-1.x.target",
        "a.²⁰.x.target",
        "a.2021.x.outcome.²",
    ],
)
def test_what_is_not_a_figures_name_is_none(name: str) -> None:
    assert parse_figure(name) is None
