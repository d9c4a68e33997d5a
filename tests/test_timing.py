"""Which year a figure is of: its source's years, and words for a part of the year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from indicators.collection.timing import timing_problem
from indicators.model.problems import Problem
from indicators.model.schema import Source
from tests.samples import a_target, an_outcome


def a_document(**given: object) -> Source:
    return Source.model_validate({"kind": "bureau", "title": "报告", "url": "https://example.org"} | given)


def codes(source: Source, quote: str | None = "增长5%", **figure: object) -> list[str]:
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
        ({"title": "去年的太原", "date": "2022-02-01"}, False),
        ({"title": "2022年的太原", "reviews": 2023}, False),  # what it declares goes before its title
        ({"kind": "news", "news_of": "work_report", "date": "2023-02-01"}, True),
        ({"kind": "news", "news_of": "work_report", "date": "2022-02-01"}, False),
        ({"kind": "news", "news_of": "work_report", "date": "2024-02-01"}, False),
    ],
)
def test_a_source_must_speak_of_the_year(source: dict[str, object], year_told: bool) -> None:
    assert codes(a_document(**source)) == ([] if year_told else ["wrong-source-year"])
    assert codes(a_document(**source), note="注") == []


@pytest.mark.parametrize(
    ("source", "year_told"),
    [
        ({"plans": 2022}, True),
        ({"reviews": 2022, "plans": 2023}, False),
        ({"kind": "news", "news_of": "work_report", "date": "2022-02-01"}, True),
        ({"kind": "news", "news_of": "work_report", "date": "2023-02-01"}, False),
        ({"title": "今年的太原", "date": "2022-02-01"}, True),
        ({"title": "今年的太原", "date": "2021-02-01"}, False),
        ({"title": "今年的太原", "date": "2023-02-01"}, False),
        ({"title": "太原", "date": "2022-02-01"}, False),
    ],
)
def test_a_target_stands_in_a_document_that_plans_its_year(source: dict[str, object], year_told: bool) -> None:
    found = timing_problem(a_target(value=5, source="s"), a_document(**source), "plans", 2022, 2022)
    assert [problem.code for _, problem in found] == ([] if year_told else ["wrong-source-year"])


def told(found: Iterator[tuple[str, Problem]]) -> list[tuple[str, str]]:
    """Each problem's place and words."""
    return [(place, problem.what.say("en")) for place, problem in found]


@pytest.mark.parametrize("named", ["s", None])
def test_a_wrong_year_is_told_of_the_half_and_at_the_source_where_the_figure_names_one(named: str | None) -> None:
    place = "source" if named else ""
    target, outcome = a_target(value=5, source=named), an_outcome(value=5, source=named)
    neither = a_document(reviews=2019, plans=2020)
    assert told(timing_problem(target, neither, "plans", 2022, 2024)) == [(place, "the source does not plan 2022")]
    assert told(timing_problem(outcome, neither, "reviews", 2022, 2024)) == [(place, "the source does not review 2024")]


def test_a_promise_due_later_is_planned_in_its_year_and_reviewed_in_that_in_which_it_is_due() -> None:
    target, outcome = a_target(value=5), an_outcome(value=5)
    assert told(timing_problem(target, a_document(plans=2022), "plans", 2022, 2024)) == []
    assert told(timing_problem(outcome, a_document(reviews=2024), "reviews", 2022, 2024)) == []


@pytest.mark.parametrize(
    ("until", "fits"),
    [("2021-12-31", False), ("2022-01-31", True), ("2023-06-30", True), ("2024-12-31", True), ("2025-01-31", False)],
)
def test_the_last_day_of_a_figure_lies_in_the_years_of_its_promise(until: str, fits: bool) -> None:
    outcome = an_outcome(value=5, interim_to=until, note="注")
    found = told(timing_problem(outcome, a_document(reviews=2024), "reviews", 2022, 2024))
    assert found == ([] if fits else [("interim_to", f"{until} is not in the year 2024")])


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


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("一季度增长3%，上半年增长5%", "上半年"),
        ("上半年增长3%，全年增长4%，前三季度增长5%", "前三季度"),
        ("全年增长4%，上半年增长3%，全年增长5%", None),
        ("增长5%，上半年增长4%", None),  # what stands behind the number is not its period
    ],
)
def test_the_period_of_a_figure_is_the_one_named_nearest_before_it(quote: str, words: str | None) -> None:
    found = told(timing_problem(an_outcome(value=5, quote=quote), a_document(reviews=2022), "reviews", 2022, 2022))
    assert found == ([] if words is None else [("quote", f"the figure is of a part of the year: {words}")])


@pytest.mark.parametrize(
    ("date", "told_here"), [("2022-11-30", False), ("2022-12-01", True), ("2022-12-02", True), ("2023-02-01", True)]
)
def test_of_a_source_from_before_december_only_its_date_is_told(date: str, told_here: bool) -> None:
    assert codes(a_document(reviews=2022, date=date), "上半年增长5%") == (["part-year"] if told_here else [])


@pytest.mark.parametrize("title", ["2022年上半年全市经济运行情况", "Taiyuan economy, first half of 2022"])
def test_a_document_of_half_a_year_needs_the_last_day_in_each_figure(title: str) -> None:
    assert codes(a_document(title=title), "地区生产总值增长5%") == ["part-year"]
    assert codes(a_document(title=title), quote=None) == ["part-year"]
    assert codes(a_document(title=title), "地区生产总值增长5%", interim_to=datetime.date(2022, 6, 30)) == []


@pytest.mark.parametrize(
    ("reviews", "more", "says"),
    [
        (2022, {}, "the source reviews 2022, and the promise is due in 2024: was it kept early?"),
        (2023, {}, "the source reviews 2023, and the promise is due in 2024: was it kept early?"),
        (2021, {}, "the source does not review 2024"),
        (2023, {"note": "提前完成"}, None),
        (2023, {"interim_to": "2023-12-31"}, None),  # how far it had come
        (
            2023,
            {"interim_to": "2022-12-31"},
            "the source reviews 2023, and the promise is due in 2024: was it kept early?",
        ),
    ],
)
def test_an_outcome_before_a_promise_is_due_is_asked_about(
    reviews: int, more: dict[str, str], says: str | None
) -> None:
    found = told(timing_problem(an_outcome(value=5, **more), a_document(reviews=reviews), "reviews", 2022, 2024))
    assert found == ([] if says is None else [("", says)])
