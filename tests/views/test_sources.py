"""Sources and passages: every quote stands where its document says it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from indicators import collection, tables
from indicators.tables import Frames
from indicators.tables.columns import FigureRow, SourceRow, records
from indicators.views.labels import figure_key
from indicators.views.passages import passage
from indicators.views.sources import source_view
from tests.samples import change, copy_of_mini, loaded
from tests.views import BOTH, numbers, of_year, share


@BOTH
def test_the_segments_of_a_text_are_the_text_and_every_quote_is_covered(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for (city, source), document in loaded(frames).documents.items():
            view = source_view(frames, city, source, None, lang)
            assert "".join(s.text for s in view.segments) == document.text[document.begin : document.end]
            assert all(s.text for s in view.segments)
            assert all(bool(s.figures) == bool(s.label) and not s.chosen for s in view.segments)
            for key, found in loaded(frames).evidence.items():
                if (key[0], found.source) != (city, source) or found.start is None:
                    continue
                covered = "".join(s.text for s in view.segments if figure_key(*key) in s.figures)
                assert covered == document.text[found.start : found.end], key


def test_exactly_the_chosen_quote_is_marked_as_chosen(full: Frames) -> None:
    for key, found in itertools.islice(
        ((k, e) for k, e in loaded(full).evidence.items() if e.start is not None), 0, None, 7
    ):
        document = loaded(full).documents[key[0], found.source]
        view = source_view(full, key[0], found.source, figure_key(*key), "zh")
        assert "".join(s.text for s in view.segments if s.chosen) == document.text[found.start : found.end]
        assert view.passage is not None and view.heading


def test_a_figure_of_another_document_is_not_chosen(mini: Frames) -> None:
    for figure in (
        "yunzhou.2021.gdp_growth.outcome",
        "lancheng.2021.gdp_growth.target",
        "nonsense",
        "yunzhou.2021.nothing.target",
    ):
        view = source_view(mini, "yunzhou", "work-report-2021", figure, "en")
        assert view.passage is None and view.heading == ""
        assert not any(s.chosen for s in view.segments)


@BOTH
def test_what_was_taken_from_a_source_is_counted(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for row in records(frames.sources, SourceRow):
            view = source_view(frames, row["city"], row["source"], None, lang)
            verified = share(row["verified"], row["targets"] + row["outcomes"], lang)
            assert numbers(view.taken) == [row["targets"], row["outcomes"], *verified]
            assert all(name and value for name, value in view.facts)


def test_a_source_that_is_not_held_shows_its_cited_figures_and_no_text(mini: Frames) -> None:
    view = source_view(mini, "lancheng", "communique-2021", None, "en")
    assert view.segments == () and view.outside == ""
    assert [p.quote for p in view.cited] == ["地区生产总值比上年增长5.9%"]
    assert ("Text", "not held; cited") in view.facts
    assert view.url == "https://example.org/communique-2021"


@BOTH
def test_a_cited_figure_says_what_it_is_and_leads_to_its_promise(full: Frames, lang: str) -> None:
    cited_only = records(full.figures[~full.figures.verified], FigureRow)
    for (city, source), n in Counter((f["city"], f["source"]) for f in cited_only).items():
        view = source_view(full, city, source, None, lang)
        if (city, source) in full.texts:
            continue
        assert len(view.cited) == n
        for cited in view.cited:
            parts = urlsplit(cited.href)
            state = {k: v for k, (v,) in parse_qs(parts.query).items()}
            name = state.get("open") or state["indicator"]
            assert full.catalogue[name].say(lang) in cited.label and cited.shown
            if parts.path == "scorecard":
                assert (
                    len(of_year(full, state["city"], int(state["year"]))[lambda t, name=name: t.indicator == name]) == 1
                )


def test_only_an_address_of_the_web_becomes_a_link(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "lancheng" / "city.yaml", "url: https://example.org/communique-2021", "url: javascript:alert(1)")
    frames = tables.frames(collection.load(curated))
    assert source_view(frames, "lancheng", "communique-2021", None, "en").url == ""


def test_text_outside_the_document_is_counted_and_not_shown(mini: Frames) -> None:
    document = loaded(mini).documents["yunzhou", "work-report-2022"]
    rest = len(document.text) - (document.end - document.begin)
    view = source_view(mini, "yunzhou", "work-report-2022", None, "en")
    assert rest > 0 and numbers(view.outside) == [rest]
    assert "政府网站首页" not in "".join(s.text for s in view.segments)


@BOTH
def test_every_passage_holds_its_quote_where_the_document_says_it(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for key, found in loaded(frames).evidence.items():
            (row,) = (f for f in frames.figures_of(*key[:2])[key[2]] if (f["role"], f["position"]) == key[3:])
            shown = passage(frames, row, "", lang)
            city, year, name, role, i = key
            promise = loaded(frames).years[city, year][name]
            figure = promise.target if role == "target" else promise.outcome[i]
            assert figure is not None
            if found.start is None:
                assert (shown.before, shown.quote, shown.after) == ("", figure.quote or "", "")
            else:
                text = loaded(frames).documents[city, found.source].text
                assert shown.quote.replace(" ", "") == re.sub(r"[ \n]", "", text[found.start : found.end])
                flat = re.sub(r"\s", "", text)
                around = re.sub(r"\s", "", shown.before.removeprefix("…") + shown.quote + shown.after.removesuffix("…"))
                assert around in flat, key
            query = parse_qs(urlsplit(shown.href).query)
            assert query["figure"] == [figure_key(*key)]
            assert query["source"] == [found.source]
            assert shown.status and shown.kind and shown.role


def test_there_are_no_figures_where_nothing_was_promised_or_reported(mini: Frames) -> None:
    assert [f["role"] for f in mini.figures_of("yunzhou", 2021)["gdp"]] == ["outcome"]
    assert mini.figures_of("nowhere", 2021) == {} and mini.outcomes_of("yunzhou", 2021, "nothing") == ()


def test_a_passage_carries_the_key_of_its_document(mini: Frames) -> None:
    view = source_view(mini, "yunzhou", "work-report-2022", "yunzhou.2021.gdp_growth.outcome", "en")
    assert view.passage is not None and view.passage.document == ("yunzhou", "work-report-2022")
