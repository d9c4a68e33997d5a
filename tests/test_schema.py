"""The shape of curated data: what is taken, what is refused, and what is read from what was typed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from indicators.model import values
from indicators.model.schema import (
    Break,
    City,
    Indicator,
    Kind,
    Outcome,
    Promise,
    Source,
    Target,
    default_sources,
)
from indicators.model.values import Words, is_year
from tests.samples import a_source, a_target, an_indicator, an_outcome

CITY: dict[str, object] = {"zh": "某市", "en": "Somewhere", "code": "990100"}
BREAK: dict[str, object] = {"between": [2022, 2024], "reason": "修订"}
INDICATOR: dict[str, object] = {
    "zh": "指标",
    "en": "Indicator",
    "measure": "growth",
    "better": "higher",
    "group": "economy",
}
SOURCE: dict[str, object] = {"kind": "work_report", "title": "报告"}
SHA = "0123456789abcdef" * 4

# What is given, and which of its keys are wrong: none, where it is taken.
GIVEN: list[tuple[type[BaseModel], dict[str, object], set[str]]] = [
    # --- a figure has exactly one form, and words that bear it out
    (Target, {"value": 7, "quote": "增长7%"}, set()),
    (Target, {"quote": "增长7%"}, {""}),
    (Target, {"value": 7, "at_least": 7, "quote": "增长7%"}, {""}),
    (Target, {"value": 7}, {"quote"}),
    (Target, {"value": 7, "source": "news"}, set()),
    (Target, {"value": 7, "quote": ""}, {"quote"}),
    (Target, {"value": 7, "quote": " "}, {"quote"}),
    (Target, {"value": 7, "quote": "增长7%", "interim_to": "2022-06-30"}, {"interim_to"}),
    (Outcome, {"value": 7, "quote": "增长7%", "stretch": 8}, {"stretch"}),
    (Target, {"between": [10, 15], "quote": "10—15个"}, set()),
    (Target, {"between": [15, 10], "quote": "15—10个"}, {""}),
    (Target, {"between": [10, 10], "quote": "10—10个"}, {""}),
    (Target, {"between": [10], "quote": "10个"}, {"between.1"}),
    # --- numbers that no document prints are slips
    (Target, {"value": 999_999_999_999_999, "quote": "…"}, set()),
    (Target, {"value": 10**15, "quote": "…"}, {"value"}),
    (Target, {"value": -999_999_999_999_999, "quote": "…"}, set()),
    (Target, {"value": -(10**15), "quote": "…"}, {"value"}),
    (Target, {"value": "nan", "quote": "…"}, {"value"}),
    (Target, {"value": "inf", "quote": "…"}, {"value"}),
    (Target, {"value": 7, "due": 1977, "quote": "…"}, {"due"}),
    (Target, {"value": 7, "due": 1978, "quote": "…"}, set()),
    (Target, {"value": 7, "due": 2100, "quote": "…"}, set()),
    (Target, {"value": 7, "due": 2101, "quote": "…"}, {"due"}),
    # --- a promise has a target, an outcome or both
    (Promise, {}, {""}),
    (Promise, {"outcome": []}, {""}),
    (Promise, {"target": {"value": 7, "quote": "…"}}, set()),
    (Promise, {"outcome": {"value": 7, "quote": "…"}}, set()),
    (Promise, {"outcome": [{"value": 7, "quote": "…"}, {"value": 8, "quote": "…"}]}, set()),
    # --- words are in both languages, or the same in both
    (Words, {"zh": "修订", "en": "revised"}, set()),
    (Words, {"zh": "修订"}, {"en"}),
    (Outcome, {"value": 7, "quote": "…", "not_comparable": "口径不同"}, set()),
    (Outcome, {"value": 7, "quote": "…", "not_comparable": ""}, {"not_comparable"}),
    # --- documents
    (Source, SOURCE, set()),
    (Source, SOURCE | {"kind": "rumour"}, {"kind"}),
    (Source, SOURCE | {"excerpt": ["reviews", "plans"]}, set()),
    (Source, SOURCE | {"excerpt": ["all"]}, {"excerpt.0"}),
    (Source, SOURCE | {"sha256": SHA}, set()),
    (Source, SOURCE | {"sha256": SHA[1:]}, {"sha256"}),
    (Source, SOURCE | {"sha256": SHA + "0"}, {"sha256"}),
    # --- a break lies between two years, the earlier one first
    (Break, BREAK, set()),
    (Break, BREAK | {"between": [2022, 2023]}, set()),
    (Break, BREAK | {"between": [2022, 2022]}, {""}),
    (Break, BREAK | {"between": [2023, 2022]}, {""}),
    # --- cities and indicators
    (City, CITY, set()),
    (City, CITY | {"code": 990100}, set()),
    (City, CITY | {"code": "99010"}, {"code"}),
    (City, CITY | {"code": "9901000"}, {"code"}),
    (Indicator, INDICATOR, set()),
    (Indicator, INDICATOR | {"better": "more"}, {"better"}),
    (Indicator, INDICATOR | {"group": "weather"}, {"group"}),
    *((Indicator, INDICATOR | {"measure": word}, set()) for word in ("growth", "level", "count", "share", "index")),
    *((Indicator, INDICATOR | {"better": word}, set()) for word in ("higher", "lower", "closer")),
    *((Indicator, INDICATOR | {"nature": word}, set()) for word in ("expected", "binding")),
    *((Indicator, INDICATOR | {"prices": word}, set()) for word in ("constant", "current")),
    (Indicator, INDICATOR | {"tolerance": 0}, set()),
    (Indicator, INDICATOR | {"tolerance": -0.1}, {"tolerance"}),
    (Indicator, INDICATOR | {"tolerance": 50}, set()),
    (Indicator, INDICATOR | {"tolerance": 50.1}, {"tolerance"}),
]


@pytest.mark.parametrize(("model", "given", "wrong"), GIVEN, ids=lambda part: str(part)[:60])
def test_what_is_wrong_is_refused_where_it_stands(
    model: type[BaseModel], given: dict[str, object], wrong: set[str]
) -> None:
    try:
        model.model_validate(given)
        found = set()
    except ValidationError as refused:
        found = {".".join(map(str, error["loc"])) for error in refused.errors()}
    assert found == wrong


def test_what_was_read_is_never_changed() -> None:
    for read in (a_target(), an_outcome(), a_source(), an_indicator()):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(read, next(iter(type(read).model_fields)), None)


def test_what_is_not_said_is_the_plain_case() -> None:
    target, indicator, source = a_target(value=7), an_indicator(), a_source()
    assert (target.strive, target.due, target.stretch, target.better) == (False, None, None, None)
    assert (indicator.headline, indicator.nature, indicator.tolerance) == (False, "expected", None)
    assert source.excerpt == ()


def test_white_space_around_words_is_no_part_of_them() -> None:
    assert an_indicator(unit=" 万人 ", zh=" 就业 ").unit == "万人"
    assert a_target(text=" 全覆盖\n").text == "全覆盖"


def test_one_outcome_is_read_like_a_list_of_one() -> None:
    alone = Promise.model_validate({"outcome": {"value": 7, "quote": "…"}})
    assert alone == Promise.model_validate({"outcome": [{"value": 7, "quote": "…"}]})
    assert [outcome.value for outcome in alone.outcome] == [7]


def test_words_in_one_language_stand_for_both() -> None:
    outcome = an_outcome(value=7, not_comparable="口径不同")
    assert outcome.not_comparable == Words(zh="口径不同", en="口径不同")
    in_two = Words(zh="口径不同", en="another definition")
    assert (in_two.say("zh"), in_two.say("en")) == ("口径不同", "another definition")


def test_names_are_said_in_the_language_of_the_reader() -> None:
    city, indicator = City.model_validate(CITY), an_indicator()
    assert (city.say("zh"), city.say("en")) == ("某市", "Somewhere")
    assert (indicator.say("zh"), indicator.say("en")) == ("指标", "Indicator")


def test_what_an_indicator_does_not_say_it_is_not() -> None:
    plain = Indicator.model_validate(INDICATOR)
    assert (plain.headline, plain.ceiling, plain.nature) == (False, False, "expected")


FORMS = [
    "value",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "nearly",
    "between",
    "in_step_with",
    "faster_than",
    "text",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_knows_its_form_and_its_numbers_as_they_are_printed(form: str) -> None:
    given = {
        "between": (Decimal(10), Decimal(15)),
        "done": "全覆盖",
        "text": "稳步增长",
        "in_step_with": "gdp",
        "faster_than": "gdp",
    }
    figure = a_target(**{form: given.get(form, Decimal("7.50"))})
    assert figure.form == form
    assert figure.refers_to == ("gdp" if form in ("in_step_with", "faster_than") else None)
    printed = [] if form in given else ["7.50"]
    assert [str(number) for number in figure.numbers] == (["10", "15"] if form == "between" else printed)


def test_nought_is_a_number_that_was_given() -> None:
    assert (a_target(value=0).form, a_target(value=0).numbers) == ("value", (Decimal(0),))


def test_what_is_striven_for_is_a_target_in_the_unit_and_the_words_of_the_promise() -> None:
    further = a_target(at_least=20000, stretch=22000, unit="人", quote="2万人以上、力争2.2万人", source="plan").further
    assert further == Target(value=Decimal(22000), unit="人", quote="2万人以上、力争2.2万人", source="plan")
    assert a_target(value=7).further is None
    assert a_target(value=-1, stretch=0).further == a_target(value=0)


def test_a_promise_is_due_in_the_year_of_its_file_unless_it_says_a_later_one() -> None:
    assert Promise(target=a_target(value=7)).due_in(2022) == 2022
    assert Promise(target=a_target(value=7, due=2024)).due_in(2022) == 2024
    assert Promise(outcome=(an_outcome(),)).due_in(2022) == 2022


def test_the_years_that_data_may_speak_of_are_those_a_figure_may_name() -> None:
    assert [year for year in (1977, 1978, 2022, 2100, 2101) if is_year(year)] == [1978, 2022, 2100]


# ---- documents


@pytest.mark.parametrize(
    ("given", "reviews", "plans"),
    [
        ({}, True, True),
        ({"excerpt": ["plans"]}, True, False),
        ({"excerpt": ["reviews"]}, False, True),
        ({"excerpt": ["reviews", "plans"]}, False, False),
        ({"file": None, "url": "https://example.org"}, False, False),
    ],
)
def test_a_half_is_held_whole_where_its_text_is_held_and_no_excerpt(
    given: dict[str, object], reviews: bool, plans: bool
) -> None:
    source = a_source(**given)
    assert (source.held_whole("reviews"), source.held_whole("plans")) == (reviews, plans)


def test_a_document_is_said_by_its_title_in_both_languages() -> None:
    assert (a_source(title="报告").say("zh"), a_source(title="报告").say("en")) == ("《报告》", "《报告》")


def test_the_communique_decides_before_a_bureau_the_reports_and_the_news() -> None:
    assert Kind.COMMUNIQUE.order < Kind.BUREAU.order < Kind.WORK_REPORT.order < Kind.NEWS.order
    assert Kind.PLAN_REPORT.order == Kind.WORK_REPORT.order


def test_only_the_work_and_the_plan_report_are_given_to_the_congress() -> None:
    assert {kind for kind in Kind if kind.to_congress} == {Kind.WORK_REPORT, Kind.PLAN_REPORT}


def test_a_figure_without_a_source_stands_in_what_is_held_and_only_else_in_what_is_cited() -> None:
    cited = {
        "news": a_source(kind="news", file=None, url="https://example.org"),
        "older": a_source(file=None, reviews=2021),
    }
    held = {"report": a_source(plans=2023), "plan": a_source(kind="plan_report")}
    assert default_sources(cited | held, "reviews", 2022) == ("report", "plan")
    assert default_sources(cited | held, "plans", 2023) == ("report",)
    assert default_sources(cited, "reviews", 2022) == ("news",)
    assert default_sources(cited, "reviews", 2024) == ()


# ---- breaks


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (2022, 2024, True),
        (2022, 2023, True),  # nobody knows in which of the two years it broke
        (2023, 2024, True),
        (2021, 2022, False),
        (2024, 2025, False),
        (2020, 2030, True),
        (2021, 2023, True),
        (2023, 2025, True),
        (2023, 2023, False),  # one and the same year
        (2022, 2022, False),
    ],
)
def test_a_break_lies_between_figures_that_may_be_of_different_series(one: int, other: int, apart: bool) -> None:
    found = Break.model_validate(BREAK)
    assert (found.lies_between(one, other), found.lies_between(other, one)) == (apart, apart)


years = st.integers(2015, 2030)


@given(years, years, st.lists(years, min_size=2, max_size=2, unique=True))
def test_two_figures_are_of_one_series_where_no_step_between_them_crosses_the_break(
    one: int, other: int, between: list[int]
) -> None:
    found = Break.model_validate(BREAK | {"between": sorted(between)})
    first, last = sorted((one, other))
    assert found.lies_between(one, other) == any(found.lies_between(year, year + 1) for year in range(first, last))


# ---- indicators


@pytest.mark.parametrize(
    ("unit", "in_points"),
    [("%", True), ("‰", True), ("百分点", True), ("个百分点", True), ("", False), ("个", False), ("亿元", False)],
)
def test_rates_differ_by_percentage_points(unit: str, in_points: bool) -> None:
    assert an_indicator(unit=unit).in_points == in_points


@pytest.mark.parametrize(
    ("due", "year", "day"),
    [
        (2023, 2023, None),
        ("2023", 2023, None),
        ("2022-03-31", 2022, datetime.date(2022, 3, 31)),
        (datetime.date(2023, 6, 30), 2023, datetime.date(2023, 6, 30)),
    ],
)
def test_a_target_is_due_in_a_year_or_on_a_day(due: object, year: int, day: datetime.date | None) -> None:
    target = a_target(value=7, due=due)
    assert (target.due_year, target.due_day) == (year, day)
    assert Promise(target=target).due_in(2021) == year


@pytest.mark.parametrize("due", ["soon", "2022-02-30", 1900, 2200, "1900-01-01", True, 2022.5, [2022]])
def test_what_is_neither_a_year_nor_a_day_is_refused(due: object) -> None:
    with pytest.raises(ValidationError):
        a_target(value=7, due=due)


def test_only_what_is_done_has_a_day_of_completion() -> None:
    assert an_outcome(done="建成投用", done_on="2022-03-20").done_on == datetime.date(2022, 3, 20)
    with pytest.raises(ValidationError, match="done_on"):
        an_outcome(value=7, done_on="2022-03-20")


def test_only_news_tells_of_a_report() -> None:
    assert a_source(kind="news", news_of="plan_report").news_of == "plan_report"
    for wrong in ({"kind": "bureau", "news_of": "plan_report"}, {"kind": "news", "news_of": "communique"}):
        with pytest.raises(ValidationError, match="news_of"):
            a_source(**wrong)


def test_words_of_a_figure_are_those_without_a_number() -> None:
    assert a_target(done="全覆盖").words == "全覆盖" and a_target(text="稳步增长").words == "稳步增长"
    assert a_target(value=7).words is None and a_target(in_step_with="gdp").words is None


class _Given(BaseModel):
    number: values.Number = Decimal(0)
    percent: values.Percent = Decimal(0)
    text: values.Text = "a"
    due: values.YearOrDay = 2024


def _refused(**given: object) -> str:
    """The kind of the refusal of a value; empty where it is taken."""
    try:
        _Given.model_validate(given)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


@pytest.mark.parametrize("number", [10**15 - 1, 1 - 10**15, "7", " 7.50 ", 7.5, Decimal("-0.000001"), 0])
def test_a_number_within_the_bound_is_taken(number: object) -> None:
    assert _Given.model_validate({"number": number}).number == Decimal(str(number).strip())


@pytest.mark.parametrize(
    "number", [10**15, -(10**15), 10**16, 10**4000, Decimal("1e15"), "1e15", "0.0000001", Decimal("0.0000001")]
)
def test_a_number_beyond_the_bound_is_told_from_what_is_no_number(number: object) -> None:
    assert _refused(number=number) == "number_too_long"


@pytest.mark.parametrize("given", ["七", "", "1,000", None, True, [7], {"a": 1}, float("nan"), "7%"])
def test_what_is_no_number_is_refused_as_such(given: object) -> None:
    assert _refused(number=given) == "decimal_parsing"


def test_a_percentage_is_from_nought_to_fifty_in_editors_too() -> None:
    assert [_refused(percent=n) for n in (0, 50)] == ["", ""]
    assert _refused(percent=-1) and _refused(percent=51)
    schema = _Given.model_json_schema()["properties"]["percent"]
    assert (schema["type"], schema["minimum"], schema["maximum"]) == ("number", 0, 50)


def test_a_text_has_two_thousand_characters_at_most() -> None:
    assert _refused(text="长" * 2000) == "" and _refused(text="长" * 2001) == "string_too_long"


def test_a_unit_has_forty_characters_at_most() -> None:
    assert an_indicator(unit="长" * 40).unit == "长" * 40
    with pytest.raises(ValidationError, match="at most 40 characters"):
        an_indicator(unit="长" * 41)
