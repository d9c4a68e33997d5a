"""Who owes the answer: a table a curator can read, and what no document that is held or not may ever do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection import yamlfile
from indicators.judging.answers import Where, answer
from indicators.judging.context import Context
from indicators.judging.judgment import Judgment, Verdict
from indicators.judging.kin import akin
from indicators.judging.owing import owed
from indicators.judging.verdicts import judge
from indicators.model.schema import Kind, Promise, Source
from tests.samples import a_source, a_target, an_indicator, an_outcome

Written = dict[str, Any]
CASES = cast("list[Written]", yamlfile.read(Path(__file__).with_name("silence_cases.yaml"), "silence_cases.yaml").data)
HELD: dict[str, Written] = {
    "whole": {},
    "excerpt": {"excerpt": ["reviews"]},
    "cited": {"file": None},
    "unlooked": {"looked": None},
    "unlooked_excerpt": {"excerpt": ["reviews"], "looked": None},
}
CLAIMS = ("no figure", "no completion", "gives none", "没有给出", "没有报告")  # that a document is silent
KINDS = [kind.value for kind in Kind]
ACCUSING = (Verdict.MISSED, Verdict.UNREPORTED)
holding = st.dictionaries(st.sampled_from(KINDS), st.sampled_from(list(HELD)))
told_by = st.sampled_from([*((kind, None) for kind in KINDS), ("news", "work_report"), ("news", "plan_report")])


def a_case(case: Written) -> Context:
    """The documents and the promise of a line of the table."""
    sources: dict[str, Source] = {
        "promising": a_source(kind=case["from"], reviews=None, plans=2022, news_of=case.get("news_of"))
    }
    for kind, how in case["held"].items():
        sources[kind] = a_source(kind=kind, title=kind, **HELD[how])
    due = {"due": case["due"]} if "due" in case else {}
    given = (an_outcome(**case["outcome"], source=next(iter(case["held"]))),) if "outcome" in case else ()
    promises = {"x": Promise(target=a_target(value=7, **due), outcome=given)}
    indicators = {"x": an_indicator(growth_of="level"), "level": an_indicator(en="Level", unit="亿元", measure="level")}
    if "kin" in case:
        promises["level"] = Promise(outcome=(an_outcome(**case["kin"]),))
    return Context(2022, sources, indicators, promises)


def judgment(context: Context) -> Judgment:
    found = judge("x", context)
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['from']}-{case['held']}-{case['verdict']}")
def test_silence_is_said_of_what_owes_the_answer_and_of_nothing_else(case: Written) -> None:
    context = a_case(case)
    found, where = judgment(context), answer("x", context)
    assert found.verdict == case["verdict"]
    assert where is not None and (where.where is Where.SILENT) == (case["verdict"] == "unreported")
    for lang, wrong in (("zh", ("只字未提", "始终", "从未")), ("en", ("never", "does not say", "silent"))):
        assert not any(word in said.say(lang) for word in wrong for said in (found.because, where.because))
        assert "《" in found.because.say(lang) or case["verdict"] != "unreported"


def test_an_answer_by_kin_names_what_was_promised_and_what_is_reported() -> None:
    context = a_case({"from": "work_report", "held": {"work_report": "whole"}, "kin": {"value": 682.6, "unit": "亿元"}})
    found, where = judgment(context), answer("x", context)
    assert found.because.say("en") == "Not comparable: promised 7% (indicator), reported 68.26 bn yuan (level)."
    assert where is not None and where.where is Where.WORDS


def test_kinship_goes_both_ways_and_is_told_of_either() -> None:
    level = an_indicator(unit="家", measure="count")
    new = an_indicator(unit="家", measure="count", kin=["total"])
    for promised, reported in (("new", "total"), ("total", "new")):
        promises = {
            promised: Promise(target=a_target(value=100)),
            reported: Promise(outcome=(an_outcome(value=109),)),
        }
        context = Context(2022, {"report": a_source(plans=2022)}, {"new": new, "total": level}, promises)
        found = judge(promised, context)
        assert found is not None and found.verdict is Verdict.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("new", "total", True),
        ("growth", "level", True),
        ("new", "level", False),
        ("growth", "total", False),
        ("new", "new", False),
        ("new", "unheard_of", False),
        ("unheard_of", "unheard_of", False),
    ],
)
def test_kin_are_those_that_an_entry_names_and_no_others(one: str, other: str, are: bool) -> None:
    catalogue = {
        "new": an_indicator(kin=["total"]),
        "total": an_indicator(),
        "growth": an_indicator(growth_of="level"),
        "level": an_indicator(),
    }
    assert akin(one, other, catalogue) == akin(other, one, catalogue) == are


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ({}, None),  # two kinds of report plan the year: which of them promised is open
        ({"source": "work"}, Kind.WORK_REPORT),
        ({"source": "plan"}, Kind.PLAN_REPORT),
        ({"source": "unheard_of"}, None),
    ],
)
def test_the_kind_of_report_that_owes_is_that_of_the_one_that_promised(target: Written, kind: Kind | None) -> None:
    sources = {
        "work": a_source(reviews=None, plans=2022),
        "plan": a_source(kind="plan_report", reviews=None, plans=2022),
    }
    promises = {"x": Promise(target=a_target(value=7, **target))}
    assert owed("x", Context(2022, sources, {"x": an_indicator()}, promises)).kind is kind


def test_the_outcome_of_a_later_due_year_is_no_silence_where_it_is_entered_in_its_own_year() -> None:
    promises = {"x": Promise(target=a_target(value=7, due=2023))}
    sources = {"promising": a_source(reviews=2021, plans=2022), "answering": a_source(reviews=2023)}
    catalogue = {"x": an_indicator()}
    silent = Context(2022, sources, catalogue, promises)
    assert judgment(silent).verdict is Verdict.UNREPORTED
    told = Context(2022, sources, catalogue, promises, {2023: {"x": Promise(outcome=(an_outcome(value=8),))}})
    assert judgment(told).verdict is Verdict.UNCLEAR


def reporting(*outcomes: Written, **promises: Promise) -> Context:
    """The year 2022 of a city whose documents, one of each kind, report `outcomes` of the growth, and of its kin."""
    sources = {kind: a_source(kind=kind, title=kind, reviews=2022) for kind in KINDS}
    sources["promising"] = a_source(reviews=None, plans=2022)
    catalogue = {key: an_indicator(en=key, growth_of="level") for key in ("growth", "faster", "other")}
    catalogue |= {"level": an_indicator(en="level", unit="亿元", measure="level"), "x": an_indicator(kin=["growth"])}
    catalogue["other"] = an_indicator(en="other")
    given_ = {"growth": Promise(outcome=tuple(an_outcome(**outcome) for outcome in outcomes))} if outcomes else {}
    return Context(2022, sources, catalogue, {"x": Promise(target=a_target(value=7))} | given_ | promises)


def test_what_is_reported_of_a_year_comes_plain_numbers_first_then_by_kind_of_source() -> None:
    context = reporting(
        {"done": "全面完成", "source": "communique"},
        {"text": "平稳增长", "source": "communique"},
        {"value": 5, "source": "news"},
        {"value": 6, "source": "bureau"},
        {"value": 4, "source": "communique", "scope": "市区"},
        {"value": 3, "source": "communique", "interim_to": date(2022, 6, 30)},
    )
    found = context.reported("growth", 2022)
    assert [o.numbers[0] if o.numbers else o.form for o in found] == [6, 5, "done", "text", 4]
    assert context.reported("growth", 2023) == []
    due_later = Promise(target=a_target(value=7, due=2024), outcome=(an_outcome(value=8),))
    assert reporting(growth=due_later).reported("growth", 2023) == []
    assert [o.value for o in reporting(growth=due_later).reported("growth", 2024)] == [8]


def test_of_several_kin_one_with_a_number_answers_and_nothing_else_does() -> None:
    number, words = Promise(outcome=(an_outcome(value=682, unit="亿元"),)), {"text": "平稳增长", "source": "report"}
    figures = ({"value": 5, "source": "news"}, {"value": 6, "source": "bureau"})
    found = reporting(*figures).kindred("x", 2022)
    assert found is not None and (found[0], str(found[1].value)) == ("growth", "6")
    for promises in ({"growth": Promise(outcome=(an_outcome(**words),)), "level": number}, {"level": number}):
        found = reporting(**promises).kindred("growth" if len(promises) == 1 else "faster", 2022)
        assert found is not None and found[0] == "level"
    both = {"growth": Promise(outcome=(an_outcome(**words),)), "faster": Promise(outcome=(an_outcome(value=5),))}
    found = reporting(**both).kindred("level", 2022)
    assert found is not None and found[0] == "faster"
    assert reporting(other=Promise(outcome=(an_outcome(value=3),))).kindred("x", 2022) is None


def test_the_first_of_what_is_reported_elsewhere_is_quoted() -> None:
    later = {2023: {"x": Promise(outcome=(an_outcome(value=5, source="news"), an_outcome(value=8, source="report")))}}
    sources = {
        "promising": a_source(reviews=2021, plans=2022),
        "report": a_source(title="报告", reviews=2023),
        "news": a_source(kind="news", title="新闻", reviews=2023),
    }
    promises = {"x": Promise(target=a_target(value=7, due=2023))}
    found = judgment(Context(2022, sources, {"x": an_indicator()}, promises, later))
    assert found.because.say("en") == "8% is reported for 2023, promised 7%, but not entered as the answer to it."


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ({"done": "通车"}, "《报告》, held whole, reviews 2022 and reports no completion of it."),
        ({"at_least": 7}, "《报告》, held whole, gives no figure for the whole of 2022."),
        ({"value": 7}, "《报告》, held whole, gives no figure for the whole of 2022."),
    ],
)
def test_of_what_was_to_be_done_a_silent_report_gives_no_completion(target: Written, says: str) -> None:
    sources = {"promising": a_source(reviews=2021, plans=2022), "report": a_source()}
    found = judgment(Context(2022, sources, {"x": an_indicator()}, {"x": Promise(target=a_target(**target))}))
    assert (found.verdict, found.because.say("en")) == (Verdict.UNREPORTED, says)


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (date(2022, 10, 31), "Not due before 31 Dec 2022; what is held goes up to 31 Oct 2022."),
        (date(2022, 6, 1), "Not due before 31 Dec 2022; the newest document held is of 1 Jun 2022."),
        (date(2022, 3, 31), "Not due before 31 Dec 2022; the newest document held is of 1 Jun 2022."),
    ],
)
def test_a_promise_not_due_yet_says_how_far_what_is_held_goes(until: date, says: str) -> None:
    sources = {
        "promising": a_source(reviews=2021, plans=2022),
        "news": a_source(kind="news", reviews=None, date=date(2022, 6, 1)),
    }
    other = Promise(outcome=(an_outcome(value=3, source="news", interim_to=until),))
    promises = {"x": Promise(target=a_target(value=7)), "y": other}
    catalogue = {"x": an_indicator(), "y": an_indicator()}
    assert judgment(Context(2022, sources, catalogue, promises)).because.say("en") == says


def test_a_half_year_figure_is_not_said_to_be_no_figure() -> None:
    case = {"from": "work_report", "held": {"work_report": "whole"}}
    context = a_case(case | {"outcome": {"value": 3, "interim_to": date(2022, 6, 30)}})
    assert judgment(context).because.say("en") == (
        "《work_report》, held whole, gives no figure for the whole of 2022."
    )


def with_held(held: dict[str, str], told: tuple[str, str | None], **more: object) -> Context:
    return a_case({"from": told[0], "news_of": told[1], "held": held, **more})


@given(holding, told_by, st.sampled_from(KINDS), st.sampled_from(list(HELD)))
def test_a_document_that_owes_nothing_never_turns_a_verdict_into_unreported(
    held: dict[str, str], told: tuple[str, str | None], kind: str, how: str
) -> None:
    before, after = with_held(held, told), with_held(held | {kind: how}, told)
    if owed("x", after).kind == kind or kind in held:
        return
    if judgment(before).verdict is not Verdict.UNREPORTED:
        assert judgment(after).verdict is not Verdict.UNREPORTED


LESS = [how for how in HELD if how != "whole"]


@given(holding, told_by, st.sampled_from(KINDS), st.sampled_from(LESS), st.sampled_from([None, 6, 8]))
def test_ceasing_to_hold_a_text_never_creates_an_accusation(
    held: dict[str, str], told: tuple[str, str | None], kind: str, less: str, outcome: int | None
) -> None:
    if kind not in held or (held[kind] == "cited" and less != "cited"):
        return
    given_ = {} if outcome is None else {"outcome": {"value": outcome}}
    before, after = with_held(held, told, **given_), with_held(held | {kind: less}, told, **given_)
    if judgment(before).verdict not in ACCUSING:
        assert judgment(after).verdict not in ACCUSING


@given(holding, told_by, st.sampled_from(["work_report", "plan_report"]), st.sampled_from([None, 6, 8]))
def test_a_silent_document_never_makes_the_verdict_on_a_promise_worse_that_it_does_not_owe(
    held: dict[str, str], told: tuple[str, str | None], kind: str, outcome: int | None
) -> None:
    given_ = {} if outcome is None or not held else {"outcome": {"value": outcome}}
    before, after = with_held(held, told, **given_), with_held(held | {kind: "whole"}, told, **given_)
    if owed("x", after).kind != kind:
        assert (judgment(after).verdict in ACCUSING) == (judgment(before).verdict in ACCUSING)


@given(st.dictionaries(st.integers(0, 3), st.sampled_from(list(HELD)), min_size=1))
def test_of_several_documents_that_owe_the_answer_every_one_has_to_be_held_whole(held: dict[int, str]) -> None:
    sources = {"promising": a_source(reviews=2021, plans=2022)}
    sources |= {f"part-{i}": a_source(title=f"{i}", **HELD[how]) for i, how in held.items()}
    context = Context(2022, sources, {"x": an_indicator()}, {"x": Promise(target=a_target(value=7))})
    assert (judgment(context).verdict is Verdict.UNREPORTED) == (set(held.values()) == {"whole"})


@given(holding, told_by, st.sampled_from([None, {"value": 7}, {"value": 7, "interim_to": "2022-06-30"}]))
def test_where_nobody_looked_nothing_is_said_of_what_a_document_does_not_give(
    held: dict[str, str], told: tuple[str, str | None], outcome: Written | None
) -> None:
    unlooked = {kind: {"whole": "unlooked", "excerpt": "unlooked_excerpt"}.get(how, how) for kind, how in held.items()}
    context = with_held(unlooked, told)
    sources = {**context.sources, "other": a_source(kind="news", title="新闻", file=None, reviews=None)}
    given_ = () if outcome is None else (an_outcome(**outcome, source="other"),)
    promise = Promise(target=context.promises["x"].target, outcome=given_)
    context = Context(2022, sources, context.catalogue, {"x": promise})
    where = answer("x", context)
    assert where is not None and judgment(context).verdict is not Verdict.UNREPORTED
    for told_ in (judgment(context).because, where.because):
        assert not any(claim in told_.say(lang) for claim in CLAIMS for lang in ("zh", "en")), told_.say("en")


def test_the_reason_says_that_nobody_has_looked_yet() -> None:
    for how, says in (
        (
            "unlooked",
            "《work_report》, which owes the answer, is held whole, and nobody has yet looked through it for ",
        ),
        (
            "unlooked_excerpt",
            "Of 《work_report》, which owes the answer, not the whole text is held, and nobody has yet ",
        ),
    ):
        found = judgment(a_case({"from": "work_report", "held": {"work_report": how}}))
        assert found.because.say("en").startswith(says) and "还没有人为这项承诺查找过" in found.because.say("zh")
