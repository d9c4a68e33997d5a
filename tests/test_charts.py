"""The figures: each can be drawn, says in itself what it shows and from what, and leads only to places that exist."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest

from indicators.charts import ambition as ambition_chart
from indicators.charts import theme
from indicators.charts.ledger import ledger
from indicators.charts.rates import rates
from indicators.charts.stack import stack
from indicators.charts.theme import DARK, LIGHT, linked, palette, wrapped
from indicators.charts.timeline import timeline
from indicators.judging.verdicts import Verdict
from indicators.tables import Frames
from indicators.views.ambition import Ambition, ambition
from indicators.views.compare import Compare, compare, shared_years
from indicators.views.indicator import IndicatorView, cities_of, indicator_view, indicators_with_figures
from indicators.views.labels import ORDER, verdict_name
from indicators.views.overview import Overview, overview
from indicators.views.scorecard import FILTERS, Scorecard, scorecard, years_of
from indicators.views.sources import parse_figure
from indicators.words.inert import in_plotly
from indicators.words.texts import LANGUAGES
from tests.samples import loaded

PAGES = ("overview", "scorecard", "indicator", "compare", "sources", "data")
WORDS = {"promised": "Promised", "reported": "Reported", "short": "short", "kept": "kept"}
LOOKS = pytest.mark.parametrize(
    ("colours", "narrow", "width"),
    [(LIGHT, False, 1180), (LIGHT, True, 350), (DARK, False, 1180), (DARK, True, 350)],
    ids=["light-wide", "light-narrow", "dark-wide", "dark-narrow"],
)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)


def _plain(text: str) -> str:
    """Text as it is read: without markup, line breaks and spaces."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", text)))


def _written(figure: dict[str, Any]) -> str:
    """All that stands beside the drawing: title, lead, small print."""
    return "|".join(_plain(note["text"]) for note in figure["layout"]["annotations"])


def _links(figure: dict[str, Any]) -> set[str]:
    return {html.unescape(href) for text in _strings(figure) for href in re.findall(r'href="([^"]*)"', text)}


def _leads_somewhere(href: str, frames: Frames) -> bool:
    parts = urlsplit(href)
    state = {k: v for k, (v,) in parse_qs(parts.query, strict_parsing=True).items()}
    if parts.scheme or parts.netloc or parts.path not in PAGES or state.get("lang") not in LANGUAGES:
        return False
    data = loaded(frames)
    if parts.path == "sources":
        key = parse_figure(state["figure"])
        return key in data.evidence and data.evidence[key].source == state["source"] and key[0] == state["city"]
    if parts.path == "scorecard":
        return int(state["year"]) in years_of(frames, state["city"])
    return parts.path == "indicator" and state["indicator"] in data.catalogue


def _sound(figure: dict[str, Any], title: str, sentence: str, foot: str, frames: Frames) -> None:
    drawn = go.Figure(figure)  # refuses what plotly does not know
    assert drawn.layout.height == figure["layout"]["height"] > 0
    written = _written(figure)
    for text in (title, sentence, foot):
        assert _plain(in_plotly(text)) in written, (text, written)
    assert frames.version in written
    for text in _strings(figure):
        assert not re.search(r"\bnan\b|\bNone\b|\{\w+\}", _plain(text)), text
    for href in _links(figure):
        assert _leads_somewhere(href, frames), href
    font = figure["layout"]["font"]["family"]
    assert "Noto Sans" in font and "http" not in font


class _Views:
    """All views of the invented data in a language, each with the tables it is of. They are what takes time here, so
    they are built once, when they are asked for, and drawn in every look."""

    def __init__(self, every: tuple[Frames, ...], lang: str) -> None:
        self.every, self.lang = every, lang

    @cached_property
    def scorecards(self) -> list[tuple[Frames, Scorecard]]:
        """Of every city and year."""
        return [
            (frames, scorecard(frames, city, year, self.lang))
            for frames in self.every
            for city in sorted(frames.promises.city.unique())
            for year in years_of(frames, city)
        ]

    @cached_property
    def indicators(self) -> list[tuple[Frames, IndicatorView]]:
        """Of every indicator, all its cities together and each alone."""
        return [
            (frames, indicator_view(frames, name, chosen, self.lang))
            for frames in self.every
            for name in indicators_with_figures(frames)
            for cities in [cities_of(frames, name)]
            for chosen in (cities, *([c] for c in cities if len(cities) > 1))
        ]

    @cached_property
    def comparisons(self) -> list[tuple[Frames, Compare]]:
        """Of all cities in every year that they share."""
        found = [
            (frames, compare(frames, cities, year, self.lang))
            for frames in self.every
            for cities in [sorted(frames.promises.city.unique())]
            for year in shared_years(frames, cities)
        ]
        return [(frames, view) for frames, view in found if not view.empty]

    @cached_property
    def overviews(self) -> list[tuple[Frames, Overview]]:
        """Of all promises."""
        return [(frames, overview(frames, frames, self.lang)) for frames in self.every]

    @cached_property
    def ambitions(self) -> list[tuple[Frames, Ambition]]:
        """Of all promises of growth that can be judged."""
        return [(frames, ambition(frames, self.lang)) for frames in self.every]


@pytest.fixture(scope="module", params=LANGUAGES)
def views(request: pytest.FixtureRequest, mini: Frames, full: Frames) -> _Views:
    """All views in each language."""
    return _Views((mini, full), request.param)


@LOOKS
def test_every_ledger_draws(views: _Views, colours: theme.Palette, narrow: bool, width: int) -> None:
    for frames, card in views.scorecards:
        figure = ledger(card, WORDS, colours, narrow, width)
        _sound(figure, card.title, card.sentence, card.footer, frames)
        rows = [row for group in card.groups for row in group.rows]
        links = _links(figure)
        assert all(row.target_href in links and (not row.outcome_href or row.outcome_href in links) for row in rows)
        dots = [t for t in figure["data"] if t.get("mode") == "markers"]
        assert sorted(c for t in dots for c in t["customdata"]) == sorted(
            r.indicator for r in rows if r.dot is not None
        )
        symbols = {name: s for t in dots for name, s in zip(t["customdata"], t["marker"]["symbol"], strict=True)}
        assert {n for n, s in symbols.items() if s != "circle"} == {r.indicator for r in rows if r.cut}
        names = " ".join(_plain(t) for t in figure["layout"]["yaxis2"]["ticktext"])
        assert all(_plain(row.name)[:12] in names for row in rows)


@pytest.mark.parametrize("show", FILTERS)
def test_a_filtered_ledger_says_so_in_the_picture(full: Frames, show: str) -> None:
    for city in sorted(full.promises.city.unique()):
        for year in years_of(full, city):
            card = scorecard(full, city, year, "en", show)
            if not card.empty:
                figure = ledger(card, WORDS, LIGHT)
                _sound(figure, card.title, card.sentence, card.footer, full)
                assert ("Shown:" in _written(figure)) == (show != "all")


def test_a_dot_stands_where_the_view_says_and_in_the_colour_of_its_side(mini: Frames) -> None:
    card = scorecard(mini, "yunzhou", 2021, "en")
    rows = {row.indicator: row for group in card.groups for row in group.rows}
    dots = [t for t in ledger(card, WORDS, LIGHT)["data"] if t.get("mode") == "markers"]
    for trace in dots:
        for name, x, colour in zip(trace["customdata"], trace["x"], trace["marker"]["color"], strict=True):
            assert x == rows[name].dot
            assert colour == LIGHT.fill[rows[name].verdict]


@LOOKS
def test_every_timeline_draws(views: _Views, colours: theme.Palette, narrow: bool, width: int) -> None:
    for frames, view in views.indicators:
        figure = timeline(view, "promised", colours, narrow, width)
        _sound(figure, view.title, view.subtitle, view.footer, frames)
        assert all(panel.city in _written(figure) for panel in view.panels)
        marks = [m for p in view.panels for m in p.marks]
        links = _links(figure)
        assert all(m.target_href in links for m in marks if m.target is not None)
        assert all(m.outcome_href in links for m in marks if m.outcome is not None)


def _unbroken(text: str) -> str:
    """A text without the breaks between its lines."""
    return re.sub(r"<br>|\s", "", text)


@LOOKS
def test_the_overview_draws(views: _Views, colours: theme.Palette, narrow: bool, width: int) -> None:
    for frames, view in views.overviews:
        names = {v: verdict_name(v, views.lang) for v in ORDER}
        figure = stack(view, names, colours, narrow, width)
        _sound(figure, view.title, view.lead, view.footer, frames)
        bars = [t for t in figure["data"] if t["type"] == "bar"]
        assert [sum(counts) for counts in zip(*(t["x"] for t in bars), strict=True)] == [
            sum(bar.counts) for bar in view.bars
        ]
        assert all(_leads_somewhere(href, frames) for t in bars for href in t["customdata"])
        assert {bar.href for bar in view.bars} <= _links(figure)
        told = _unbroken("\n".join(_strings(figure)))
        assert all(_unbroken(line) in told for bar in view.bars for line in (bar.rates, bar.partly, bar.answered))


@LOOKS
def test_the_comparison_draws(views: _Views, colours: theme.Palette, narrow: bool, width: int) -> None:
    assert views.comparisons
    for frames, view in views.comparisons:
        figure = rates(view, colours, narrow, width)
        _sound(figure, view.title, view.subtitle, view.footer, frames)
        shown = {_plain(t) for t in figure["layout"]["yaxis2"]["ticktext"]}
        drawn = [
            p for p in view.pairs if p.in_percent and not p.refused and any(s.target_value is not None for s in p.sides)
        ]
        assert shown == {_plain(p.name) for p in drawn}


def test_the_comparison_draws_an_outcome_that_can_be_judged(full: Frames) -> None:
    view = compare(full, ["jiangwan", "tanyuan"], 2023, "en")
    pair = view.pairs[0]
    assert pair.in_percent
    missed = replace(pair.sides[0], outcome_value=4.0, outcome="4%", verdict="missed", glyph="✕")
    figure = rates(replace(view, pairs=(replace(pair, sides=(missed, pair.sides[1])),)), LIGHT)
    go.Figure(figure)
    (drawn,) = [trace for trace in figure["data"] if trace.get("mode") == "lines+markers"]
    assert drawn["x"] == [missed.target_value, 4.0]
    assert drawn["line"]["color"] == LIGHT.fill["missed"]
    assert "✕ 4%" in drawn["hovertext"][1]


def test_both_palettes_have_a_colour_for_every_verdict() -> None:
    for colours in (LIGHT, DARK):
        assert {v.value for v in Verdict} | {"context"} <= set(colours.fill)
        assert {v.value for v in Verdict} | {"context", "none"} <= set(colours.text)
    assert palette("dark") is DARK
    assert palette("light") is palette("anything else") is LIGHT


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_can_be_read_on_the_paper(colours: theme.Palette) -> None:
    for name, colour in {**colours.text, "ink": colours.ink, "quiet": colours.quiet}.items():
        assert _contrast(colour, colours.paper) >= 4.5, (name, colour)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_numbers_on_the_bars_can_be_read(full: Frames, mini: Frames, colours: theme.Palette) -> None:
    for frames in (full, mini):
        view = overview(frames, frames, "en")
        figure = stack(view, {v: v for v in ORDER}, colours)
        for trace, verdict in zip((t for t in figure["data"] if t["type"] == "bar"), view.verdicts, strict=True):
            assert _contrast(trace["textfont"]["color"], trace["marker"]["color"]) >= 3, (
                verdict,
                trace["textfont"]["color"],
            )


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 10),
        ("one two three four five", 9),
        ("一二三四五六七八九十", 6),
        ("增长 7% and 3.5% 左右 of the promised", 11),
        ("unbreakablelongword", 5),
    ],
)
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(sum(2 if c > "\u2e7f" else 1 for c in line) <= width + 1 for line in lines)


def test_what_plotly_would_read_as_markup_is_made_harmless() -> None:
    assert in_plotly("<b>5 & 6</b>") == "&lt;b>5 &amp; 6&lt;/b>"
    assert (
        linked("x", "sources?a=1&b=2", "#000000")
        == '<a href="sources?a=1&amp;b=2" target="_self" style="color:#000000">x</a>'
    )
    assert linked("x", "", "#000000") == "x"


# Ambition


@LOOKS
def test_every_dot_of_ambition_lies_at_its_promise_and_leads_to_its_row(
    views: _Views, colours: theme.Palette, narrow: bool, width: int
) -> None:
    for frames, view in views.ambitions:
        figure = ambition_chart.ambition(view, {"promised": "promised", "past": "past"}, colours, narrow, width)
        lead = wrapped(view.lead, int(width / 8))[0]
        _sound(figure, wrapped(view.title, 36)[0], lead, wrapped(view.footer, int(width / 6.4))[0], frames)
        assert len(figure["data"]) == len(view.planes)
        for trace, plane in zip(figure["data"], view.planes, strict=True):
            assert list(zip(trace["x"], trace["y"], trace["customdata"], strict=True)) == [
                (p.target, p.gap, p.href) for p in plane.points
            ]
            assert all(_leads_somewhere(href, frames) for href in trace["customdata"])
            x, y = (figure["layout"][f"{axis}axis{trace['xaxis'][1:]}"]["range"] for axis in "xy")
            assert all(x[0] < p.target < x[1] and y[0] < p.gap < y[1] for p in plane.points)


def test_labels_that_would_lie_on_each_other_step_aside_or_away(mini: Frames) -> None:
    view = ambition(mini, "en")
    (plane,) = view.planes
    crowd = replace(view, planes=(replace(plane, points=plane.points[:1] * 6),))
    (trace,) = ambition_chart.ambition(crowd, {"promised": "", "past": ""}, LIGHT)["data"]
    shown = [side for side, text in zip(trace["textposition"], trace["text"], strict=True) if text]
    assert 1 < len(shown) < 6
    assert len(set(shown)) == len(shown)
