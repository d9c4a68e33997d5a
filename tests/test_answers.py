"""Where a promise was answered: what counts as a report to the congress, and which year's documents count."""

from __future__ import annotations

import pytest

from indicators.judging.answers import Answer, Where, answer
from indicators.judging.context import Context
from indicators.model.schema import Promise, Source
from tests.samples import a_context, a_source, a_target, an_indicator, an_outcome

NEWS = a_source(kind="news", title="新闻", file=None, reviews=None, url="https://example.org")
COMMUNIQUE = a_source(kind="communique", title="公报")
REPORT = a_source(title="报告")
EXCERPT = a_source(title="报告摘要", excerpt=["reviews"])


def answered(sources: dict[str, Source], *outcomes: str, **target: object) -> Answer:
    """Where a promise of 2022 was answered that has an outcome from each of the named sources."""
    given = tuple(an_outcome(value=7, source=source) for source in outcomes)
    found = answer("x", a_context({"x": Promise(target=a_target(value=7, **target), outcome=given)}, sources))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("held", "says"),
    [
        # A communiqué is not given to the congress: that it is silent says nothing of the city's report.
        (
            {"communique": COMMUNIQUE},
            "The figure stands in 《新闻》; the report that owes the answer for 2022 is not held.",
        ),
        (
            {"communique": COMMUNIQUE, "excerpt": EXCERPT},
            "The figure stands in 《新闻》; of 《报告摘要》, which reviews 2022, not the whole text is held, and what "
            "is held gives none.",
        ),
        (
            {"communique": COMMUNIQUE, "report": REPORT},
            "《报告》, held whole, gives no figure for the whole of 2022; it stands in 《新闻》.",
        ),
        (
            {"report": REPORT, "excerpt": EXCERPT},
            "The figure stands in 《新闻》; of 《报告》, 《报告摘要》, which reviews 2022, not the whole text is held, "
            "and what is held gives none.",
        ),
        (
            {"plan": a_source(kind="plan_report", title="计划报告")},
            "The figure stands in 《新闻》; the report that owes the answer for 2022 is not held.",
        ),
        (
            {"last": a_source(title="上年报告", reviews=2021)},
            "The figure stands in 《新闻》; the report that owes the answer for 2022 is not held.",
        ),
        (
            {"report": a_source(title="报告", file=None)},
            "The figure stands in 《新闻》; the report that owes the answer for 2022 is not held.",
        ),
    ],
)
def test_only_a_report_to_the_congress_is_said_to_be_silent_beside_a_figure_found_elsewhere(
    held: dict[str, Source], says: str
) -> None:
    found = answered({"news": NEWS} | held, "news")
    assert (found.where, found.because.say("en")) == (Where.ELSEWHERE, says)


def test_the_documents_that_told_the_congress_are_named_and_no_others() -> None:
    sources = {"news": NEWS, "report": REPORT, "plan": a_source(kind="plan_report", title="计划报告")}
    found = answered(sources, "plan", "news", "report")
    assert (found.where, found.because.say("en")) == (
        Where.CONGRESS,
        "Reported to the People's Congress in 《计划报告》, 《报告》.",
    )


def test_a_promise_due_later_is_answered_by_the_documents_of_that_year() -> None:
    later = a_source(title="后年报告", reviews=2024)
    assert answered({"report": REPORT}, due=2024).where is Where.UNKNOWN
    assert answered({"report": REPORT, "later": later}, due=2024).where is Where.SILENT
    found = answered({"report": REPORT, "later": later, "news": NEWS}, "news", due=2024)
    assert (
        found.because.say("en")
        == "《后年报告》, held whole, gives no figure for the whole of 2024; it stands in 《新闻》."
    )


def test_an_outcome_that_names_no_source_stands_in_the_document_that_reviews_the_due_year() -> None:
    own = Promise(target=a_target(value=7, due=2024), outcome=(an_outcome(value=7),))
    sources = {"report": REPORT, "later": a_source(title="后年报告", reviews=2024)}
    found = answer("x", a_context({"x": own}, sources))
    assert found is not None
    assert found.because.say("en") == "Reported to the People's Congress in 《后年报告》."


@pytest.mark.parametrize(
    ("outcome", "where"),
    [
        ({"value": 7}, Where.CONGRESS),
        ({"at_least": 6}, Where.CONGRESS),
        ({"text": "平稳增长"}, Where.WORDS),
        ({"value": 7, "scope": "市区"}, Where.WORDS),
        ({"value": 7, "not_comparable": "口径不同"}, Where.WORDS),
        ({"value": 7, "interim_to": "2022-06-30"}, Where.SILENT),
    ],
)
def test_only_a_figure_that_can_be_compared_is_an_answer_with_a_figure(
    outcome: dict[str, object], where: Where
) -> None:
    own = Promise(target=a_target(value=7), outcome=(an_outcome(**outcome),))
    found = answer("x", a_context({"x": own}, {"report": REPORT}))
    assert found is not None and found.where is where


def test_a_report_that_gives_another_figure_is_not_said_to_give_none() -> None:
    outcomes = (an_outcome(value=7, scope="市区", source="report"), an_outcome(value=7, source="news"))
    own = Promise(target=a_target(value=7), outcome=outcomes)
    found = answer("x", a_context({"x": own}, {"report": REPORT, "news": NEWS}))
    assert found is not None
    assert found.because.say("en") == "《报告》 gives no figure that could be compared; it stands in 《新闻》."


def test_where_another_document_decides_the_first_report_to_the_congress_is_quoted() -> None:
    sources = {
        "communique": COMMUNIQUE,
        "report": a_source(title="报告", date="2023-01-09"),
        "plan": a_source(kind="plan_report", title="计划报告", date="2023-02-09"),
    }
    for figures, as_ in (
        ({"report": 8, "communique": 7, "plan": 9}, ", as 9%"),
        ({"report": 7, "communique": 7, "plan": 9}, ", as 9%"),
        ({"plan": 8, "communique": 7}, ", as 8%"),
        ({"plan": 8, "communique": 9}, ", as 8%"),
        ({"plan": 8, "communique": 8}, ""),
    ):
        outcomes = tuple(an_outcome(value=value, source=source) for source, value in figures.items())
        found = answer("x", a_context({"x": Promise(target=a_target(value=7), outcome=outcomes)}, sources))
        told = "《计划报告》, 《报告》" if "report" in figures else "《计划报告》"
        assert found is not None
        assert found.because.say("en") == f"Reported to the People's Congress in {told}{as_}."


@pytest.mark.parametrize("entered", ["in its own year", "as kin"])
def test_an_answer_that_is_entered_elsewhere_is_named_by_its_document(entered: str) -> None:
    promises = {"x": Promise(target=a_target(value=7, due=2023))}
    outcome = Promise(outcome=(an_outcome(value=682, unit="亿元"),))
    later = {2023: {"x" if entered == "in its own year" else "level": outcome}}
    sources = {"promising": a_source(reviews=2021, plans=2022), "answering": a_source(title="次年报告", reviews=2023)}
    catalogue = {"x": an_indicator(growth_of="level"), "level": an_indicator(unit="亿元", measure="level")}
    found = answer("x", Context(2022, sources, catalogue, promises, later))
    assert found is not None and found.where is Where.WORDS
    assert found.because.say("en") == "Answered without a figure that could be compared, in 《次年报告》."


def test_what_was_never_promised_has_no_answer() -> None:
    assert answer("x", a_context({"x": Promise(outcome=(an_outcome(),))})) is None
