"""The most telling facts: every one is a row of the tables, and leads to a promise that is there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from indicators import collection, tables
from indicators.tables import Frames
from indicators.views.elsewhere import left_out
from indicators.views.over_years import FACT_NAMES, fact_name, telling
from indicators.views.overview import overview
from tests.samples import MINI
from tests.views import BOTH, of_year


@BOTH
def test_every_fact_of_the_tables_is_told_and_leads_to_its_promise(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        found = telling(frames, lang)
        rows = frames.promises.to_dict("records")
        assert len(found) == len(frames.histories) + sum(r["verdict"] == "missed" and left_out(frames, r) for r in rows)
        assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)
        for fact in found:
            state = {k: v for k, (v,) in parse_qs(urlsplit(fact.href).query).items()}
            assert state["open"] in set(of_year(frames, state["city"], int(state["year"])).indicator)
            assert fact.word == fact_name(fact.fact, lang) and fact.sentence
            assert frames.data.cities[state["city"]].say(lang) in fact.sentence
            assert frames.data.catalogue[state["open"]].say(lang) in fact.sentence


def test_what_a_whole_report_leaves_out_of_the_headline_figures_comes_first(full: Frames) -> None:
    found = telling(full, "en")
    silent = [f for f in found if f.fact == "left_out"]
    assert silent and found[0].fact == "left_out"
    assert all("held whole" in f.sentence and "short by" in f.sentence for f in silent)


def test_facts_of_one_indicator_and_some_cities_are_a_part_of_all(full: Frames) -> None:
    everything = telling(full, "zh")
    for name in full.histories.indicator.unique():
        for city in full.data.cities:
            part = telling(full, "zh", name, [city])
            assert set(part) == {f for f in everything if f"open={name}&" in f.href and f"city={city}&" in f.href}


@BOTH
def test_each_fact_has_a_name_of_its_own(lang: str) -> None:
    assert len({fact_name(fact, lang) for fact in FACT_NAMES}) == len(FACT_NAMES)


def test_nothing_is_told_of_nothing() -> None:
    assert telling(tables.frames(collection.load(MINI / "no such folder")), "en") == ()


@pytest.mark.parametrize("lang", ["en"])
def test_the_overview_names_the_city_years_with_too_few_to_compare(full: Frames, lang: str) -> None:
    view, table = overview(full, full, lang), tables.counts(full.promises)
    for row in table.itertuples():
        named = f"{full.data.cities[row.city].say(lang)} {row.year}" in view.footer
        assert named == (0 < row.judged < 10)
