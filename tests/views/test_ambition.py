"""Ambition and delivery: only what one scale can hold is placed, where its table has it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from indicators import collection, tables
from indicators.judging.verdicts import JUDGED
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.views.ambition import FEW_POINTS, ambition, placeable
from tests.samples import MINI, change, copy_of_mini
from tests.views import BOTH, numbers, share


@BOTH
def test_a_point_is_a_promised_growth_rate_with_the_gap_of_its_table(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        view = ambition(frames, lang)
        rows = {(r["city"], r["year"], r["indicator"]): r for r in records(frames.promises, PromiseRow)}
        points = [p for plane in view.planes for p in plane.points]
        for point in points:
            state = parse_qs(urlsplit(point.href).query)
            row = rows[state["city"][0], int(state["year"][0]), state["open"][0]]
            assert (point.target, point.gap, point.verdict, point.outcome) == (
                row["target_value"],
                row["gap"],
                row["verdict"],
                in_words(row, "outcome", lang),
            )
            assert (row["measure"], row["headline"], row["unit"]) == ("growth", True, "%")
            assert point.label == f"{frames.cities[row['city']].say(lang)} {row['year']}"
        assert len(view.table) == len(points)
        assert numbers(view.lead) == share(len(points), len(placeable(frames)), lang)


def test_the_lead_warns_of_few_points(mini: Frames) -> None:
    assert len(ambition(mini, "en").planes[0].points) < FEW_POINTS
    assert ambition(mini, "en").lead.endswith("Too few to read a pattern into.")


def test_every_judged_promise_of_growth_is_placed_once(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        rows = placeable(frames)
        judged = rows[rows.verdict.isin(JUDGED)]
        view = ambition(frames, "en")
        assert len(judged) == sum(len(p.points) for p in view.planes)
        assert [p.name for p in view.planes] == [
            i.en for n, i in frames.catalogue.items() if n in set(judged.indicator)
        ]


def test_what_one_scale_cannot_hold_is_not_placed(mini: Frames) -> None:
    placed = set(placeable(mini).indicator)
    assert placed == {
        "gdp_growth"
    }  # not income in step with it, not jobs in persons, not prices, which are no headline here
    assert pd.notna(placeable(mini).target_value).all()


@pytest.mark.parametrize("limit", ["scope: {zh: 市区, en: urban districts}", "due: 2022"])
def test_a_promise_for_a_part_of_the_city_or_another_year_is_not_placed(tmp_path: Path, limit: str) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "lancheng" / "2021.yaml", "target: {about: 6,", f"target: {{about: 6, {limit},")
    frames = tables.frames(collection.load(curated))
    assert "lancheng" not in set(placeable(frames)[lambda t: t.year == 2021].city)


@BOTH
def test_nothing_to_place_says_so(lang: str) -> None:
    view = ambition(tables.frames(collection.load(MINI / "no such folder")), lang)
    assert view.empty and view.planes == ()
