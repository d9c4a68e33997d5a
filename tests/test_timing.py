"""Which year a figure is of: its source's years, and words for a part of the year."""

from __future__ import annotations

import datetime

import pytest

from indicators.collection.timing import timing_problem
from indicators.model.schema import Source
from tests.samples import a_target, an_outcome


def a_document(**given: object) -> Source:
    return Source.model_validate({"kind": "bureau", "title": "报告", "url": "https://example.org"} | given)


def codes(source: Source, quote: str = "增长5%", **figure: object) -> list[str]:
    """The codes for an outcome of 2022."""
    outcome = an_outcome(**({"value": 5, "source": "s", "quote": quote} | figure))
    return [problem.code for _, problem in timing_problem(outcome, source, "reviews", 2022, 2022)]


@pytest.mark.parametrize(
    ("source", "year_told"),
    [
        ({"reviews": 2022}, True),
        ({"reviews": 2023, "plans": 2022}, False),  # it promised for the year, it does not answer for it
        ({"plans": 2023}, False),
        ({}, False),
        ({"title": "2022年的太原"}, True),
        ({"title": "去年的太原", "date": "2023-02-01"}, True),
        ({"title": "去年的太原", "date": "2024-02-01"}, False),
        ({"kind": "news", "news_of": "work_report", "date": "2023-02-01"}, True),
        ({"kind": "news", "news_of": "work_report", "date": "2022-02-01"}, False),
    ],
)
def test_a_source_must_speak_of_the_year(source: dict[str, object], year_told: bool) -> None:
    assert codes(a_document(**source)) == ([] if year_told else ["wrong-source-year"])
    assert codes(a_document(**source), note="注") == []


def test_a_target_stands_in_a_document_that_plans_its_year() -> None:
    target = a_target(value=5, source="s")
    for years, wrong in (({"plans": 2022}, []), ({"reviews": 2022, "plans": 2023}, ["wrong-source-year"])):
        found = timing_problem(target, a_document(**years), "plans", 2022, 2022)
        assert [problem.code for _, problem in found] == wrong


@pytest.mark.parametrize(
    "quote",
    [
        "上半年增长5%",
        "前三季度增长5%",
        "1—9月增长5%",
        "1至11月增长5%",
        "一季度增长5%",
        "截至10月底，增长5%",
        "截至2022年6月增长5%",
    ],
)
def test_a_figure_of_a_part_of_the_year_needs_its_last_day(quote: str) -> None:
    source = a_document(reviews=2022)
    assert codes(source, quote) == ["part-year"]
    assert codes(source, quote, note="注") == []
    assert codes(source, quote, interim_to=datetime.date(2022, 6, 30)) == []
    assert codes(source, quote, interim_to=datetime.date(2023, 6, 30)) == ["part-year"]


@pytest.mark.parametrize(
    "quote",
    [
        "全年增长5%",
        "1—12月增长5%",
        "增速比上半年提高，增长5%",
        "上半年增长4%，全年增长5%",
        "截至12月底增长5%",
        "截至2022年底增长5%",
    ],
)
def test_a_figure_of_the_whole_year_needs_none(quote: str) -> None:
    assert codes(a_document(reviews=2022), quote) == []


@pytest.mark.parametrize("title", ["2022年上半年全市经济运行情况", "Taiyuan economy, first half of 2022"])
def test_a_document_of_half_a_year_needs_the_last_day_in_each_figure(title: str) -> None:
    assert codes(a_document(title=title), "地区生产总值增长5%") == ["part-year"]
    assert codes(a_document(title=title), "地区生产总值增长5%", interim_to=datetime.date(2022, 6, 30)) == []
