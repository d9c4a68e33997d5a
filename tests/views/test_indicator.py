"""The Indicator page: every figure has its mark, on one scale."""

from __future__ import annotations

from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames
from indicators.views.indicator import cities_of, indicator_view, indicators_with_figures
from tests.views import BOTH, numbers


@BOTH
def test_every_indicator_with_a_figure_has_a_page(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        names = indicators_with_figures(frames)
        assert set(names) == set(frames.figures.indicator)
        for name in names:
            view = indicator_view(frames, name, cities_of(frames, name), lang)
            assert not view.empty
            marks = [m for p in view.panels for m in p.marks]
            assert len(marks) == len(view.table)
            promised = frames.promises[frames.promises.indicator == name]
            assert sum(m.verdict != "context" for m in marks) == len(promised)
            said = numbers(view.subtitle.replace(view.unit, "", 1))
            judged = promised[promised.verdict.isin(JUDGED)]
            expected = (
                [len(promised), *([len(judged), int(judged.verdict.isin(KEPT).sum())] if len(judged) else [])]
                if len(promised)
                else []
            )
            assert sorted(said) == sorted(expected), (name, view.subtitle)


def test_marks_lie_within_the_one_scale_of_all_panels(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for name in indicators_with_figures(frames):
            view = indicator_view(frames, name, cities_of(frames, name), "en")
            low, high = view.scale
            assert low < high
            for mark in (m for p in view.panels for m in p.marks):
                assert all(low <= v <= high for v in (mark.target, mark.outcome, mark.stretch) if v is not None), (
                    name,
                    mark.year,
                )


def test_an_outcome_of_part_of_the_year_or_without_a_promise_is_hollow(mini: Frames) -> None:
    growth = indicator_view(mini, "gdp_growth", ["yunzhou"], "en").panels[0].marks
    assert [(m.year, m.hollow) for m in growth if m.outcome is not None] == [(2021, False), (2022, True)]
    assert (growth[1].outcome_text, growth[1].until) == ("6.8%", "to 30 Jun")
    gdp = indicator_view(mini, "gdp", ["yunzhou"], "en").panels[0].marks
    assert [(m.verdict, m.hollow, m.target, m.outcome) for m in gdp] == [("context", True, None, 1234.5)]


def test_an_outcome_that_cannot_be_compared_is_not_drawn_on_the_scale(mini: Frames) -> None:
    mark = indicator_view(mini, "schools_new", ["yunzhou"], "en").panels[0].marks[0]
    assert (mark.verdict, mark.outcome) == ("not_comparable", None)


def test_a_city_without_the_indicator_has_no_panel(mini: Frames) -> None:
    assert [p.city for p in indicator_view(mini, "pm25", ["lancheng", "yunzhou"], "en").panels] == ["Yunzhou"]
    assert indicator_view(mini, "pm25", ["lancheng"], "en").empty
