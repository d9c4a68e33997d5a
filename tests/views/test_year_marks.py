"""Between and beside the years of an indicator: histories, breaks, other outcomes, implied growth."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import collection, tables
from indicators.tables import Frames
from indicators.tables.columns import HistoryRow, in_words, records
from indicators.views.indicator import cities_of, indicator_view
from indicators.views.year_marks import MARK_WORDS
from tests.samples import change, copy_of_mini
from tests.views import BOTH


@BOTH
def test_each_history_of_the_table_stands_between_its_years(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        told = records(frames.histories[frames.histories.history.isin(list(MARK_WORDS))], HistoryRow)
        for city, name in {(row["city"], row["indicator"]) for row in told}:
            rows = [row for row in told if (row["city"], row["indicator"]) == (city, name)]
            (panel,) = indicator_view(frames, name, [city], lang).panels
            assert {(h.kind, h.year, h.because) for h in panel.histories} <= {
                (row["history"], row["next_year"], in_words(row, "because", lang)) for row in rows
            }
            targets = {m.year: m.target for m in panel.marks}
            drawable = [row for row in rows if {targets[row["year"]], targets[row["next_year"]]} != {None}]
            assert len(panel.histories) == len(drawable)
            for mark in panel.histories:
                assert mark.year - 1 <= mark.x + 0.5 <= mark.year + 0.5
                if mark.line is not None:
                    first, before, last, after = mark.line
                    assert (before, after) == (targets[int(first)], targets[int(last)]) and last == mark.year
                    if mark.kind in ("lowered", "raised") and frames.catalogue[name].better == "higher":
                        assert (after < before) == (mark.kind == "lowered")


def test_a_lowered_promise_says_why_in_the_table_too(mini: Frames) -> None:
    view = indicator_view(mini, "gdp_growth", ["yunzhou"], "en")
    because = [h.because for h in view.panels[0].histories if h.kind == "lowered" and h.year == 2022]
    assert because == list(view.table[view.table.Year == 2022]["Over the years"])
    assert {h.kind for h in view.histories} >= {"lowered"}


@BOTH
def test_outcomes_that_did_not_decide_stand_beside_with_their_source(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        outcomes = frames.figures[(frames.figures.role == "outcome") & frames.figures.number.notna()]
        for (city, name), rows in outcomes.groupby(["city", "indicator"]):
            (panel,) = indicator_view(frames, str(name), [str(city)], lang).panels
            for mark in panel.marks:
                mine = rows[rows.year == mark.year]
                assert len(mark.others) <= max(0, len(mine) - 1)
                if mark.outcome is not None:
                    assert len(mark.others) == len(mine) - 1, (city, name, mark.year)
                assert sum(o.hollow for o in mark.others) + bool(mark.until) == (mine.interim_to != "").sum()
                assert all("《" in o.words for o in mark.others)


def test_the_interim_beside_a_whole_year_is_small_and_hollow(mini: Frames) -> None:
    (mark,) = (m for m in indicator_view(mini, "new_jobs", ["lancheng"], "en").panels[0].marks if m.year == 2021)
    assert (mark.outcome, mark.hollow) == (3.1, False)
    assert sorted((o.value, o.hollow) for o in mark.others) == [(1.7, True), (2.9, False)]


@BOTH
def test_a_break_of_the_data_is_in_the_picture_and_in_words(full: Frames, lang: str) -> None:
    broken = [(c, n, b) for c, city in full.cities.items() for n, breaks in city.breaks.items() for b in breaks]
    assert broken
    for city, name, found in broken:
        view = indicator_view(full, name, cities_of(full, name), lang)
        shown = [g for p in view.panels if p.city == full.cities[city].say(lang) for g in p.breaks]
        assert [(g.first, g.last, g.reason) for g in shown] == [(*found.between, found.reason.say(lang))]
        assert any(found.reason.say(lang) in line for line in view.cautions)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "4.5 % implied (nominal, ours)"), ("zh", "推算4.5%（名义，本项目所算）")]
)
def test_implied_growth_is_named_nominal_and_ours(mini: Frames, lang: str, words: str) -> None:
    rows = mini.promises.copy()
    rows.loc[(rows.indicator == "gdp_growth") & (rows.city == "yunzhou") & (rows.year == 2023), "implied"] = 4.5
    marks = indicator_view(mini.showing(promises=rows), "gdp_growth", ["yunzhou"], lang).panels[0].marks
    assert [(m.implied, m.implied_text) for m in marks if m.year == 2023] == [(4.5, words)]
    assert all(m.implied is None and not m.implied_text for m in marks if m.year != 2023)


@BOTH
def test_promises_that_are_unlike_in_kind_are_marked_with_the_reason(tmp_path: Path, mini: Frames, lang: str) -> None:
    curated = copy_of_mini(tmp_path)
    change(
        curated / "lancheng" / "2021.yaml",
        "target: {about: 6,",
        "target: {about: 6, scope: {zh: 市区, en: urban districts},",
    )
    frames = tables.frames(collection.load(curated))
    (line,) = indicator_view(frames, "gdp_growth", cities_of(frames, "gdp_growth"), lang).cautions
    assert "2021" in line and ("市区" if lang == "zh" else "urban districts") in line
    assert indicator_view(mini, "gdp_growth", cities_of(mini, "gdp_growth"), lang).cautions == ()


def test_a_promise_that_became_a_comparison_has_a_word_and_no_line(full: Frames) -> None:
    (panel,) = indicator_view(full, "urban_income_growth", ["jiangwan"], "en").panels
    reworded = [h for h in panel.histories if h.kind == "reworded"]
    assert reworded and all(h.line is None for h in reworded)
