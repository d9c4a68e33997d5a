"""Where a promise was answered: what counts as a report to the congress, and which year's documents count."""

from __future__ import annotations

import pytest

from indicators.judging.answers import Answer, Where, answer
from indicators.model.schema import Promise, Source
from tests.samples import a_context, a_source, a_target, an_outcome

NEWS = a_source(kind="news", title="新闻", file=None, url="https://example.org")
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
            "The figure stands in 《新闻》; no report to the congress on 2022 is held.",
        ),
        (
            {"communique": COMMUNIQUE, "excerpt": EXCERPT},
            "The figure stands in 《新闻》; of 《报告摘要》, which reviews 2022, only excerpts are held, and "
            "they do not say.",
        ),
        (
            {"communique": COMMUNIQUE, "report": REPORT, "excerpt": EXCERPT},
            "《报告》 is held whole, reviews 2022 and does not say; the figure stands in 《新闻》.",
        ),
        (
            {"last": a_source(title="上年报告", reviews=2021)},
            "The figure stands in 《新闻》; no report to the congress on 2022 is held.",
        ),
        (
            {"report": a_source(title="报告", file=None)},
            "The figure stands in 《新闻》; no report to the congress on 2022 is held.",
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
        "Answered to the congress in 《计划报告》, 《报告》.",
    )


def test_a_promise_due_later_is_answered_by_the_documents_of_that_year() -> None:
    later = a_source(title="后年报告", reviews=2024)
    assert answered({"report": REPORT}, due=2024).where is Where.UNKNOWN
    assert answered({"report": REPORT, "later": later}, due=2024).where is Where.NEVER
    found = answered({"report": REPORT, "later": later, "news": NEWS}, "news", due=2024)
    assert (
        found.because.say("en")
        == "《后年报告》 is held whole, reviews 2024 and does not say; the figure stands in 《新闻》."
    )


def test_an_outcome_that_names_no_source_stands_in_the_document_that_reviews_the_due_year() -> None:
    own = Promise(target=a_target(value=7, due=2024), outcome=(an_outcome(value=7),))
    sources = {"report": REPORT, "later": a_source(title="后年报告", reviews=2024)}
    found = answer("x", a_context({"x": own}, sources))
    assert found is not None
    assert found.because.say("en") == "Answered to the congress in 《后年报告》."


def test_what_was_never_promised_has_no_answer() -> None:
    assert answer("x", a_context({"x": Promise(outcome=(an_outcome(),))})) is None
