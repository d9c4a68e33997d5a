"""What tables and texts claim: no more than the documents bear, each claim with the strength of its evidence."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from indicators import tables
from indicators.collection.evidence import Evidence
from indicators.judging.verdicts import judge
from indicators.model.schema import Promise, Source
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, records
from indicators.tables.strength import strength
from indicators.words.texts import CATALOGUE
from tests.samples import a_collection, a_context, a_source, a_target, an_outcome

# What a page may not say: of silence more than a report held shows, and words that no analyst would write.
TOO_MUCH = [
    "始终",
    "只字未提",
    "从未",
    "报告未出",
    "答复率",
    "调高",
    "调低",
    "改口",
    "保底",
    "最说明问题",
    "过于含糊",
    "何处答复",
    "他处有异",
    "好的一侧",
    "其余各项中",
    "承诺的下落",
]
TOO_MUCH_IN_ENGLISH = re.compile(r"\bnever answered|\btold the congress|\bsecured\b|\bcarried[- ]over\b", re.IGNORECASE)
CHINESE = re.compile(r"[㐀-鿿]+")


def test_no_text_claims_more_than_a_report_held_shows_or_is_worded_as_nobody_writes() -> None:
    with CATALOGUE.open("rb") as po:
        messages = {str(m.id): str(m.string) for m in read_po(po) if m.id}
    assert not [text for text in messages.values() if any(words in text for words in TOO_MUCH)]
    assert not [message for message in messages if TOO_MUCH_IN_ENGLISH.search(message)]


def test_chinese_in_english_columns_stands_in_quotation_marks_or_is_a_title(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for table in ("promises", "histories"):
            names = map(str, frames.table(table).columns)
            columns = [c for c in names if c.endswith("_en") and not c.startswith(("note", "scope"))]
            for column in columns:
                for text in frames.table(table)[column]:
                    bare = re.sub(r"“[^“”]*”|《[^》]*》(?:”[^》]*》)?|“.*”", "", text)
                    assert not CHINESE.search(bare), (column, text)


@pytest.mark.parametrize(
    ("sides", "found"),
    [([True, True], "both"), ([True, False], "one"), ([True], "one"), ([False], "cited"), ([False, False], "cited")],
)
def test_the_strength_of_a_claim_is_that_of_its_figures(sides: list[bool], found: str) -> None:
    assert strength(sides) == found


def test_an_outcome_is_quoted_where_another_document_held_prints_the_same_number() -> None:
    report, bureau = a_source(), a_source(kind="bureau", title="发布", file=None, url="https://example.org", plans=None)
    outcomes = (an_outcome(value=3, source="bureau"), an_outcome(value=3, source="report"))
    promise = Promise(target=a_target(value=7, source="report"), outcome=outcomes)
    data = a_collection({2022: {"x": promise}}, {"report": report, "bureau": bureau})
    data.evidence["x", 2022, "x", "target", 0] = Evidence("report", 0, 1)
    assert tables.promises(data).evidence.tolist() == ["one"]
    data.evidence["x", 2022, "x", "outcome", 1] = Evidence("report", 1, 2)
    assert tables.promises(data).evidence.tolist() == ["both"]


def test_what_is_quoted_on_both_sides_has_both_and_what_is_only_cited_has_none(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for row in records(frames.promises, PromiseRow):
            target = frames.figures_of(row["city"], row["year"])[row["indicator"]][0]
            quoted, evidence = target["start"] is not None, row["evidence"]
            assert quoted if evidence == "both" else not (quoted and evidence == "cited")
            assert row["outcome_form"] or evidence == ("one" if quoted else "cited")


@pytest.mark.parametrize(
    ("source", "en", "zh"),
    [
        (
            a_source(kind="news", title="路线图", news_of="work_report", reviews=None, plans=2022),
            "Reported 3%, against a target of 7% for 2022, as reported by 《路线图》: short by 4 pp.",
            "据《路线图》报道，2022年目标为7%，结果3%：差4个百分点。",
        ),
        (
            a_source(kind="bureau", title="发布", reviews=None, plans=2022),
            "Reported 3%, against a target of 7% for 2022, by 《发布》: short by 4 pp.",
            "据《发布》，2022年目标为7%，结果3%：差4个百分点。",
        ),
        (a_source(plans=2022), "Reported 3%, promised 7%: short by 4 pp.", "承诺7%，结果3%：差4个百分点。"),
    ],
)
def test_only_a_report_to_the_congress_promises(source: Source, en: str, zh: str) -> None:
    promise = Promise(target=a_target(value=7, source="own"), outcome=(an_outcome(value=3),))
    context = a_context({"x": promise}, sources={"own": source})
    found = judge("x", context)
    assert found is not None and (found.because.say("en"), found.because.say("zh")) == (en, zh)


def test_promises_whose_reports_are_not_held_whole_are_counted_and_get_no_rate(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        counts = tables.counts(frames.promises)
        quantified = counts.promises - counts.unquantified
        assert (counts.answerable + counts.partly_held + counts.awaiting == quantified).all()
        assert (counts.partly_held_figures <= counts.partly_held).all()
        whole = frames.promises[frames.promises.owed_whole & (frames.promises.verdict != "unquantified")]
        assert counts.answerable.sum() == len(whole)
