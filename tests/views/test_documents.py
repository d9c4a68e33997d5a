"""The documents a view rests on: named with city and year, and the newest of them is the view's, not the data's."""

from __future__ import annotations

import re

import pandas as pd

from indicators.tables import Frames
from indicators.views.documents import document_name, footer, newest_date, of_figures, of_promises
from indicators.views.indicator import indicator_view
from indicators.views.scorecard import scorecard
from tests.views import BOTH, of_year, places


def test_the_newest_document_is_that_of_the_view(full: Frames) -> None:
    found = set()
    for city, year in places(full):
        documents = of_promises(full, of_year(full, city, year))
        newest = newest_date(full, documents)
        assert newest == max(full.sources_of(c)[name]["date"] for c, name in documents)
        assert newest in scorecard(full, city, year, "en").footer
        found.add(newest)
    assert len(found) > 1


def test_a_document_whose_silence_a_verdict_rests_on_is_a_source(full: Frames) -> None:
    silent = full.promises[full.promises.verdict == "unreported"]
    assert len(silent)
    for city, owed in zip(silent.city, silent.owed_by, strict=True):
        assert {(city, name) for name in owed.split(", ")} <= set(of_promises(full, silent))


def test_a_part_year_figure_of_an_undated_document_does_not_stand_beside_an_older_newest_date(full: Frames) -> None:
    interim = full.figures[full.figures.interim_to != ""].iloc[0]
    named = zip(full.sources.source, full.sources.date, strict=True)
    dates = ["" if name == interim.source else date for name, date in named]
    frames = full.showing(sources=full.sources.assign(date=dates))
    figures = pd.DataFrame([interim])
    assert f"figures up to {interim.interim_to}." in footer(frames, of_figures(figures), "en")
    told = re.search(
        r"Newest (dated )?document", indicator_view(frames, interim.indicator, [interim.city], "en").footer
    )
    own = full.figures[(full.figures.indicator == interim.indicator) & (full.figures.city == interim.city)]
    assert told and bool(told[1]) == (interim.interim_to > newest_date(frames, of_figures(own)))


@BOTH
def test_a_report_is_named_with_its_city_and_year_wherever_it_stands(full: Frames, lang: str) -> None:
    for city in full.cities:
        for name, source in full.sources_of(city).items():
            shown = document_name(full, (city, name), lang)
            assert f"《{source['title']}》" in shown
            if source["kind"] in ("work_report", "plan_report", "communique"):
                assert re.search(r"\d{4}", shown), shown
                assert full.cities[city].zh.removesuffix("市") in shown or full.cities[city].say(lang) in shown, shown
