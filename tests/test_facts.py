"""Facts about promises: a table of cases a curator can read, and what holds for all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import tables, yamlfile
from indicators.answers import Where, answer
from indicators.schema import Promise, Source
from indicators.verdicts import judge
from tests.samples import a_context, a_source, a_target, an_outcome

CASES = yamlfile.read(Path(__file__).with_name("fact_cases.yaml"), "fact_cases.yaml").data
CITED: dict[str, Source] = {
    "communique": a_source(kind="communique", title="公报", file=None),
    "bureau": a_source(kind="bureau", title="局", file=None),
    "work_report": a_source(kind="work_report", title="工作报告", file=None),
    "later_work_report": a_source(kind="work_report", title="工作报告", file=None, date=date(2023, 5, 1)),
    "plan_report": a_source(kind="plan_report", title="计划报告", file=None),
    "news": a_source(kind="news", title="新闻", file=None),
    "later_news": a_source(kind="news", title="新闻", file=None, date=date(2024, 1, 1)),
}
HELD = {"whole": {"report": a_source(title="报告")}, "excerpt": {"report": a_source(title="报告", excerpt=["reviews"])}, "nothing": {}}
KINDS = [name for name in CITED if not name.startswith("later")]


def promise(outcomes: dict[str, object], part_year: dict[str, object], **over: object) -> Promise:
    """A promise of 7 with the outcome of each document, and what each says of a part of the year."""
    given = [an_outcome(value=value, source=source, **over) for source, value in outcomes.items()]
    given += [an_outcome(value=value, source=source, interim_to="2022-06-30") for source, value in part_year.items()]
    return Promise(target=a_target(value=7), outcome=tuple(given))


@pytest.mark.parametrize("case", CASES["deciding"], ids=lambda case: "-".join(case["outcomes"]) or "none")
def test_the_document_that_decides_is_the_one_a_person_would_take(case: dict) -> None:
    own = promise(case["outcomes"], case.get("part_year", {}))
    found = judge("x", a_context({"x": own}, CITED | HELD["whole"]))
    assert found is not None
    assert found.verdict == case["verdict"]
    assert ("nothing" if found.deciding is None else own.outcome[found.deciding].source) == case["decides"]
    assert [own.outcome[i].source for i, _ in found.turned_by] == case.get("turned_by", [])


@pytest.mark.parametrize("case", CASES["answered"], ids=lambda case: f"{case['held']}-{'-'.join(case['in'])}-{case['where']}")
def test_where_a_promise_was_answered_is_what_a_person_would_say(case: dict) -> None:
    over = {"not_comparable": "口径不同"} if case.get("not_comparable") else {}
    own = promise(dict.fromkeys(case["in"], 7), dict.fromkeys(case.get("part_year", []), 7), **over)
    found = answer("x", a_context({"x": own}, CITED | HELD[case["held"]]))
    assert found is not None
    assert found.where == case["where"]
    assert found.because.say("en") == case.get("says", found.because.say("en"))
    assert found.because.say("zh").endswith("。")


def test_what_was_never_promised_has_no_answer() -> None:
    assert answer("x", a_context({"x": Promise(outcome=(an_outcome(),))})) is None


values = st.integers(0, 14)
documents = st.dictionaries(st.sampled_from(KINDS), values, min_size=1)


@given(documents, st.sampled_from(KINDS), values, st.sampled_from(list(HELD)))
def test_a_document_of_lower_order_never_changes_the_verdict(outcomes: dict[str, int], other: str, value: int, held: str) -> None:
    before = judge("x", a_context({"x": promise(outcomes, {})}, CITED | HELD[held]))
    assert before is not None and before.deciding is not None
    deciding = list(outcomes)[before.deciding]
    if other in outcomes or CITED[other].kind.order <= CITED[deciding].kind.order:
        return
    after = judge("x", a_context({"x": promise(outcomes | {other: value}, {})}, CITED | HELD[held]))
    assert after is not None
    assert (after.verdict, after.gap, after.because, after.deciding) == (before.verdict, before.gap, before.because, before.deciding)


@given(st.dictionaries(st.sampled_from(KINDS), values), st.dictionaries(st.sampled_from(KINDS), values, min_size=1), st.sampled_from(list(HELD)))
def test_a_part_year_figure_changes_neither_the_verdict_nor_where_it_was_answered(
    outcomes: dict[str, int], part_year: dict[str, int], held: str
) -> None:
    without, with_it = (a_context({"x": promise(outcomes, part)}, CITED | HELD[held]) for part in ({}, part_year))
    assert judge("x", with_it) == judge("x", without)
    assert answer("x", with_it) == answer("x", without)


@given(documents, st.sampled_from(list(HELD)))
def test_without_the_deciding_document_the_next_in_order_decides(outcomes: dict[str, int], held: str) -> None:
    context = a_context({"x": promise(outcomes, {})}, CITED | HELD[held])
    ranked = context.ranked(context.promises["x"])
    deciding, *rest = (list(outcomes)[i] for i in ranked)
    left = {source: value for source, value in outcomes.items() if source != deciding}
    found = judge("x", a_context({"x": promise(left, {})}, CITED | HELD[held]))
    assert found is not None
    if not rest:
        assert found.deciding is None
        return
    assert found.deciding is not None and list(left)[found.deciding] == rest[0]
    assert found.verdict == ("met" if outcomes[rest[0]] >= 7 else "missed")


@given(st.lists(st.sampled_from([where.value for where in Where])))
def test_where_promises_were_answered_adds_up_to_those_that_are_more_than_words(where: list[str]) -> None:
    verdicts = [{"congress": "met", "elsewhere": "missed", "never": "unreported", "unknown": "not_held"}[w] for w in where]
    judged = pd.DataFrame({"city": "x", "year": 2022, "verdict": [*verdicts, "unquantified"], "answered_in": [*where, "never"]})
    (row,) = tables.counts(judged).to_dict("records")
    assert [row[f"answered_{w.value}"] for w in Where] == [where.count(w.value) for w in Where]
    assert sum(row[f"answered_{w.value}"] for w in Where) == row["promises"] - row["unquantified"]


def test_of_the_invented_and_the_real_promises_each_was_answered_in_one_place(mini: tables.Frames, real: tables.Frames) -> None:
    for frames in (mini, real):
        counts = tables.counts(frames.promises)
        assert (counts[list(tables.ANSWERED_COLUMNS)].sum(axis=1) == counts["promises"] - counts["unquantified"]).all()
        assert (counts["answered"] == counts["answered_congress"] + counts["answered_elsewhere"]).all()
        assert (counts["unreported"] == counts["answered_never"]).all()


def test_jinzhongs_growth_of_2024_was_missed_and_not_told_to_the_congress(real: tables.Frames) -> None:
    (row,) = real.promises.query("city == 'jinzhong' and year == 2024 and indicator == 'gdp_growth'").itertuples()
    assert (row.target_value, row.outcome_value, row.verdict, round(row.gap, 1)) == (5.5, 2.3, "missed", -3.2)
    assert (row.target_source, row.outcome_source, row.answered_in) == ("news-2024-targets", "communique-2024", "elsewhere")
    assert "《2025年晋中市政府工作报告》 is held whole, reviews 2024 and does not say" in row.answered_en


def test_a_figure_in_another_unit_stands_beside_the_one_that_decided(real: tables.Frames) -> None:
    (row,) = real.promises.query("city == 'jinzhong' and year == 2024 and indicator == 'urban_new_jobs'").itertuples()
    assert (row.outcome_zh, row.outcome_value, row.other_outcomes, row.turned_by) == ("38,129人", 3.8129, "work-report-2025: 3.2万人", "")
    (half,) = real.promises.query("city == 'jinzhong' and year == 2025 and indicator == 'gdp_growth'").itertuples()
    assert half.other_outcomes == "bureau-2025-half-year (2025-06-30): 4.2%"
