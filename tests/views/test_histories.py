"""The histories in words: every one is a row of the tables, and leads to a promise that is there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from indicators import collection, tables
from indicators.tables import Frames
from indicators.tables.strength import STRENGTHS
from indicators.views.histories import HISTORY_NAMES, histories, history_name
from indicators.views.labels import evidence_name
from indicators.views.overview import overview
from tests.samples import MINI
from tests.views import BOTH, of_year


@BOTH
def test_every_history_of_the_tables_is_told_and_leads_to_its_promise(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        found = histories(frames, lang)
        left_out = frames.promises.left_out & (frames.promises.verdict == "missed")
        assert len(found) == len(frames.histories) + left_out.sum()
        assert [f.rank for f in found] == sorted(f.rank for f in found)
        for history in found:
            state = {k: v for k, (v,) in parse_qs(urlsplit(history.href).query).items()}
            assert state["open"] in set(of_year(frames, state["city"], int(state["year"])).indicator)
            assert history.word in {history_name(history.kind, lang, sure) for sure in (True, False)}
            assert frames.cities[state["city"]].say(lang) in history.sentence
            assert frames.catalogue[state["open"]].say(lang).lower() in history.sentence.lower()


def test_what_is_quoted_comes_before_what_is_only_cited_and_what_is_not_sure_last(full: Frames) -> None:
    found = histories(full, "en")
    strengths = [evidence_name(strength, "en") for strength in STRENGTHS]
    sure = [strengths.index(f.evidence) for f in found if not f.word.startswith("Perhaps: ")]
    assert sure == sorted(sure) and 0 in sure and len(strengths) - 1 in sure
    assert [f.word.startswith("Perhaps: ") for f in found] == [False] * len(sure) + [True] * (len(found) - len(sure))


def test_what_a_whole_report_leaves_out_says_what_was_found_and_where(full: Frames) -> None:
    silent = [f for f in histories(full, "en") if f.kind == "left_out"]
    assert silent and all("held whole" in f.sentence and "short by" in f.sentence for f in silent)


def test_histories_of_one_indicator_and_some_cities_are_a_part_of_all(full: Frames) -> None:
    everything = histories(full, "zh")
    for name in full.histories.indicator.unique():
        for city in full.cities:
            part = histories(full, "zh", name, [city])
            assert set(part) == {f for f in everything if f"open={name}&" in f.href and f"city={city}&" in f.href}


@BOTH
def test_each_history_has_a_name_of_its_own(lang: str) -> None:
    assert len({history_name(history, lang) for history in HISTORY_NAMES}) == len(HISTORY_NAMES)


def test_nothing_is_told_of_nothing() -> None:
    assert histories(tables.frames(collection.load(MINI / "no such folder")), "en") == ()


@pytest.mark.parametrize("lang", ["en"])
def test_the_overview_names_the_city_years_with_too_few_to_compare(full: Frames, lang: str) -> None:
    view = overview(full, full, lang)
    for row in tables.count_rows(full.promises):
        named = f"{full.cities[row.city].say(lang)} {row.year}" in view.footer
        assert named == (0 < row.of["judged"] < 10)
