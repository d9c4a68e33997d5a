"""The rule of verdicts: a table a curator can read, what the table has no room for, and what holds for all figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection import yamlfile
from indicators.judging.context import Context
from indicators.judging.judgment import JUDGED, Judgment, Verdict
from indicators.judging.meaning import EXACT, Tolerance, comparable, in_unit, is_share, outcome_span
from indicators.judging.spans import Span
from indicators.judging.standard import promised_span, same_measure, standard
from indicators.judging.verdicts import judge
from indicators.model.schema import FORMS, Promise
from tests.samples import a_context, a_source, a_target, an_indicator, an_outcome, judged

Written = dict[str, Any]  # a figure, or a case, as it is written in YAML
CASES = cast("list[Written]", yamlfile.read(Path(__file__).with_name("verdict_cases.yaml"), "verdict_cases.yaml").data)
WORST_FIRST = [Verdict.MISSED, Verdict.MET, Verdict.EXCEEDED]
numbers = st.decimals(-1000, 1000, places=2)
positive = st.decimals(Decimal("0.01"), 1000, places=2)
tolerances = st.sampled_from([Decimal(0), Decimal(5), Decimal(10)])
sides = st.sampled_from(["higher", "lower", "closer"])
one_number = ["value", "at_least", "more_than", "at_most", "less_than", "about", "nearly"]


def forms(values: st.SearchStrategy = numbers) -> st.SearchStrategy[Written]:
    single = st.tuples(st.sampled_from(one_number), values).map(lambda pair: {pair[0]: pair[1]})
    ranges = st.lists(values, min_size=2, max_size=2, unique=True).map(lambda two: {"between": sorted(two)})
    return single | ranges


def judged_by_hand(case: Written) -> Judgment:
    """What the rule says of a line of the table."""
    sources = {"promise": a_source(reviews=2021, plans=2022)}
    outcomes = []
    for i, printed in enumerate(case.get("outcomes", [case.get("outcome")])):
        figure = dict(printed)
        sources[f"s{i}"] = a_source(kind=figure.pop("kind", "work_report"), date=figure.pop("date", None))
        outcomes.append(an_outcome(**figure, source=f"s{i}"))
    about = {key: case[key] for key in ("unit", "measure", "ceiling") if key in case}
    indicators = {"x": an_indicator(better=case["better"], **about)}
    years: dict[int, dict[str, Promise]] = {}
    target = a_target(**case["target"])
    for year, figure in case.get("references", {}).items():
        level = {"unit": figure["unit"], "measure": "level"} if figure.get("unit", "%") != "%" else {}
        indicators |= {target.refers_to or "": an_indicator(en="GDP", **level)}
        years[int(year)] = {target.refers_to or "": Promise(outcome=(an_outcome(**figure),))}
    own = {"x": Promise(target=target, outcome=tuple(outcomes))} | years.pop(2022, {})
    context = Context(2022, sources, indicators, own, years)
    found = judge("x", context, Decimal(str(case.get("tolerance", 5))))
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['target']}-{case['remark']}")
def test_each_hand_judged_case_comes_out_as_judged(case: Written) -> None:
    found = judged_by_hand(case)
    assert (found.verdict, found.narrow, found.in_words) == (
        case["verdict"],
        case.get("narrow", False),
        case.get("in_words", False),
    )
    assert found.gap == (Decimal(str(case["gap"])) if "gap" in case else found.gap)
    assert found.gap is None or found.verdict in JUDGED
    said = {lang: found.because.say(lang) for lang in ("zh", "en")}
    assert {"zh": case.get("zh", said["zh"]), "en": case.get("en", said["en"])} == said


def test_the_table_knows_every_form_and_every_verdict_of_a_comparison() -> None:
    figures = [
        figure for case in CASES for figure in (case["target"], *case.get("outcomes", [case.get("outcome", {})]))
    ]
    assert {key for figure in figures for key in figure} >= {*FORMS, "stretch"}
    assert {case["verdict"] for case in CASES} == set(Verdict) - {"unreported", "not_held", "awaiting"}


# ---- why there is nothing to compare


@pytest.mark.parametrize(
    ("sources", "verdict", "because"),
    [
        ([], "awaiting", "No document that reviews 2022 is held yet."),
        ([{"reviews": 2021}], "awaiting", "No document that reviews 2022 is held yet."),
        ([{"reviews": 2023}], "awaiting", "No document that reviews 2022 is held yet."),
        ([{"file": None, "url": "https://example.org"}], "awaiting", "No document that reviews 2022 is held yet."),
        (
            [{"excerpt": ["reviews", "plans"]}],
            "not_held",
            "Of 《报告》, which owes the answer, not the whole text is held, and what is held gives no figure; the "
            "place may well have given one.",
        ),
        ([{"excerpt": ["plans"]}], "unreported", "《报告》, held whole, gives no figure for the whole of 2022."),
        (
            [{"kind": "communique", "title": "公报"}],
            "not_held",
            "The work report that reviews 2022 owes the answer and is not held; 《公报》 gives no figure for it.",
        ),
        (
            [{"plans": 2022, "reviews": None, "kind": "news"}, {"title": "公报"}],
            "not_held",
            "It is not known which report owes the answer; 《公报》 gives no figure for it.",
        ),
        (
            [{"date": date(2022, 6, 1), "reviews": None}],
            "awaiting",
            "Not due before 31 Dec 2022; the newest document held is of 1 Jun 2022.",
        ),
        ([{"date": date(2022, 12, 31), "reviews": None}], "awaiting", "No document that reviews 2022 is held yet."),
        ([{"date": date(2023, 1, 1), "reviews": None}], "awaiting", "No document that reviews 2022 is held yet."),
    ],
)
def test_silence_and_ignorance_are_told_apart_by_what_is_held(
    sources: list[Written], verdict: str, because: str
) -> None:
    found = judged({"value": 7}, sources={f"s{i}": a_source(**s) for i, s in enumerate(sources)})
    assert (found.verdict, found.because.say("en")) == (verdict, because)
    assert (found.gap, found.deciding) == (None, None)


def test_a_promise_due_later_waits_for_the_documents_of_that_year() -> None:
    assert judged({"value": 7, "due": 2024}).verdict == "awaiting"
    later = {"report": a_source(), "later": a_source(reviews=2024)}
    assert judged({"value": 7, "due": 2024}, sources=later).verdict == "unreported"


def test_an_outcome_without_a_target_is_no_promise() -> None:
    assert judge("x", a_context({"x": Promise(outcome=(an_outcome(),))})) is None


def test_documents_of_one_title_are_named_once() -> None:
    sources = {"one": a_source(title="甲"), "other": a_source(title="乙"), "again": a_source(title="甲")}
    assert (
        judged({"value": 7}, sources=sources).because.say("zh") == "《甲》、《乙》全文收录，没有给出2022年全年的数字。"
    )


# ---- several outcomes

FOUR = {
    "communique": a_source(kind="communique"),
    "bureau": a_source(kind="bureau"),
    "report": a_source(),
    "plan": a_source(kind="plan_report"),
    "news": a_source(kind="news"),
}


def from_source(name: str, value: object = 7, **over: object) -> Written:
    return {"value": value, "source": name, **over}


@pytest.mark.parametrize(
    ("first", "second"), [("communique", "bureau"), ("bureau", "report"), ("bureau", "plan"), ("report", "news")]
)
def test_the_kind_of_source_decides_whatever_the_order_in_the_file(first: str, second: str) -> None:
    assert judged({"value": 7}, from_source(first), from_source(second), sources=FOUR).deciding == 0
    assert judged({"value": 7}, from_source(second), from_source(first), sources=FOUR).deciding == 1


def test_of_equal_kinds_the_newest_decides() -> None:
    sources = {
        "old": a_source(date=date(2023, 1, 9)),
        "new": a_source(kind="plan_report", date=date(2023, 2, 9)),
        "undated": a_source(),
    }
    outcomes = [from_source("undated"), from_source("old"), from_source("new")]
    assert judged({"value": 7}, *outcomes, sources=sources).deciding == 2


def test_an_outcome_that_would_turn_the_verdict_is_named() -> None:
    found = judged(
        {"value": 7}, from_source("news", 8), from_source("communique", 6), from_source("bureau", 5), sources=FOUR
    )
    assert (found.verdict, found.deciding, found.turned_by) == ("missed", 1, ((0, Verdict.MET),))


def test_what_would_have_been_missed_is_named_like_what_would_have_been_met() -> None:
    found = judged({"value": 7, "stretch": 9}, from_source("bureau", 8), from_source("news", 6), sources=FOUR)
    assert (found.verdict, found.turned_by) == ("met", ((1, Verdict.MISSED),))
    found = judged({"value": 7, "stretch": 9}, from_source("bureau", 8), from_source("news", 9), sources=FOUR)
    assert (found.verdict, found.turned_by) == ("met", ((1, Verdict.EXCEEDED),))
    assert judged({"value": 7}, from_source("bureau", 8), from_source("news", 9), sources=FOUR).turned_by == ()


def test_an_outcome_that_names_no_source_is_of_the_kind_of_the_document_it_stands_in() -> None:
    bureau, news = from_source("bureau"), from_source("news")
    for unnamed, first in (("communique", 0), ("news", 1)):
        of_the_year = a_source(kind=unnamed, file=None, url="https://example.org")  # cited: no text of it is held
        sources = {"bureau": a_source(kind="bureau", reviews=None), "of_the_year": of_the_year}
        assert judged({"value": 7}, {"value": 7}, bureau, sources=sources).deciding == first
    held = {"cited": a_source(kind="communique", file=None), "held": a_source(kind="news")}
    assert judged({"value": 7}, {"value": 7}, from_source("bureau"), sources=held | FOUR).deciding == 1
    unknown = from_source("unheard_of")
    assert judged({"value": 7}, unknown, news, sources=FOUR).deciding == 1, "a source that nobody knows comes last"


def test_a_part_year_outcome_alone_is_no_outcome() -> None:
    assert judged({"value": 7}, {"value": 9, "interim_to": "2022-06-30"}).verdict == "unreported"


# ---- relative targets


def relative(target: Written, own: object, reference: Written | None, tolerance: int = 5) -> tuple[str, Decimal | None]:
    promises = {"x": Promise(target=a_target(**target), outcome=(an_outcome(value=own),))}
    if reference is not None:
        promises["gdp"] = Promise(outcome=(an_outcome(**reference),))
    found = judge("x", a_context(promises, gdp=an_indicator(en="GDP growth")), Decimal(tolerance))
    assert found is not None
    return found.verdict.value, found.gap


@pytest.mark.parametrize(
    ("target", "own", "reference", "verdict", "gap"),
    [
        ({"in_step_with": "gdp"}, "2.9", {"value": "3.3"}, "missed", "-0.4"),
        ({"in_step_with": "gdp"}, "3.0", {"value": "3.3"}, "met", "-0.3"),
        ({"in_step_with": "gdp"}, "5", {"value": "3.3"}, "met", "1.7"),
        ({"faster_than": "gdp"}, "3.4", {"value": "3.3"}, "met", "0.1"),
        ({"faster_than": "gdp"}, "3.3", {"value": "3.3"}, "missed", "0"),
        ({"faster_than": "gdp"}, "3.3", None, "not_comparable", None),
        ({"faster_than": "gdp"}, "3.3", {"about": "3"}, "unclear", None),
        ({"faster_than": "gdp"}, "3.3", {"value": "3", "not_comparable": "other"}, "not_comparable", None),
        ({"faster_than": "gdp"}, "3.3", {"value": "3", "interim_to": "2022-06-30"}, "not_comparable", None),
        ({"faster_than": "unheard_of"}, "3.3", {"value": "3"}, "not_comparable", None),
    ],
)
def test_a_relative_target_is_held_against_the_outcome_it_names(
    target: Written, own: str, reference: Written | None, verdict: str, gap: str | None
) -> None:
    assert relative(target, Decimal(own), reference) == (verdict, None if gap is None else Decimal(gap))


@pytest.mark.parametrize(
    ("target", "own", "reference", "en", "zh"),
    [
        (
            {"in_step_with": "gdp"},
            "3.3",
            {"value": "3.3"},
            "Reported 3.3%, promised in step with GDP growth (3.3%).",
            "承诺与经济增速同步（3.3%），结果3.3%。",
        ),
        (
            {"faster_than": "gdp"},
            "3.2",
            {"value": "3.3"},
            "Reported 3.2%, promised faster than GDP growth (3.3%): a narrow miss, short by 0.1 pp, which is within "
            "0.3 pp.",
            "承诺高于经济增速（3.3%），结果3.2%：差0.1个百分点，未达到，但差距不超过0.3个百分点。",
        ),
        (
            {"faster_than": "gdp"},
            "3.2",
            {"about": "3.3"},
            "Reported 3.2%, promised faster than GDP growth (about 3.3%): the printed figures are too vague to tell.",
            "承诺高于经济增速（3.3%左右），结果3.2%：原文数字不够明确，无法判断。",
        ),
        (
            {"faster_than": "gdp"},
            "3.2",
            None,
            "Not comparable: no number is held of GDP growth in 2022, to which the promise refers.",
            "口径不同：承诺参照“经济增速”，而2022年该指标没有可用的数字。",
        ),
        (
            {"faster_than": "gross"},
            "3.2",
            None,
            "Not comparable: no number is held of gross in 2022, to which the promise refers.",
            "口径不同：承诺参照“gross”，而2022年该指标没有可用的数字。",
        ),
    ],
)
def test_a_relative_target_says_what_it_came_to_or_what_is_missing(
    target: Written, own: str, reference: Written | None, en: str, zh: str
) -> None:
    promises = {"x": Promise(target=a_target(**target), outcome=(an_outcome(value=own),))}
    if reference is not None:
        promises["gdp"] = Promise(outcome=(an_outcome(**reference),))
    found = judge("x", a_context(promises, gdp=an_indicator(zh="经济增速", en="GDP growth")))
    assert found is not None
    assert (found.because.say("en"), found.because.say("zh")) == (en, zh)


def test_faster_than_has_its_good_side_above_even_where_less_is_better() -> None:
    promises = {
        "x": Promise(target=a_target(faster_than="gdp"), outcome=(an_outcome(value=4),)),
        "gdp": Promise(outcome=(an_outcome(value=3),)),
    }
    found = judge("x", a_context(promises, x=an_indicator(better="lower"), gdp=an_indicator()))
    assert found is not None
    assert (found.verdict, found.gap) == (Verdict.MET, Decimal(1))


def test_the_span_of_a_relative_target_is_known_once_its_reference_is() -> None:
    target, own = a_target(faster_than="gdp"), an_indicator()
    known = a_context({"gdp": Promise(outcome=(an_outcome(value=Decimal("3.3")),))})
    unknown = a_context({"gdp": Promise(target=a_target())})
    allowed = Tolerance(Decimal(5))
    assert promised_span(target, own, known, allowed) == Span(Decimal("3.3"), None, low_open=True)
    assert promised_span(target, own, unknown, allowed) is None
    assert promised_span(a_target(about=100), own, known, allowed) == Span(Decimal(95), None)
    assert promised_span(a_target(text="稳步增长"), own, known, allowed) is None


# ---- units and tolerance


def test_a_figure_printed_in_another_unit_is_converted_before_it_is_compared() -> None:
    found = judged({"value": 2}, {"value": 21000, "unit": "人"}, unit="万人", measure="count")
    assert (found.verdict, found.gap) == ("met", Decimal("0.1"))


def test_a_unit_that_does_not_convert_leaves_the_number_as_it_is_printed() -> None:
    assert in_unit(an_outcome(value=7, unit="亩"), an_indicator(unit="万人")) == (Decimal(7),)


def test_a_stretch_is_converted_with_its_target() -> None:
    target = {"value": 20000, "stretch": 22000, "unit": "人"}
    assert judged(target, {"value": Decimal("2.2")}, unit="万人", measure="count").verdict == "exceeded"
    assert judged(target, {"value": Decimal("2.1")}, unit="万人", measure="count").verdict == "met"


def test_the_readers_tolerance_beats_the_indicators_which_beats_the_default() -> None:
    assert not judged({"value": 100}, {"value": 92}, unit="家").narrow
    assert judged({"value": 100}, {"value": 92}, unit="家", tolerance=8).narrow
    own = a_context(  # its own is in percent of the target, also where the unit is a percentage
        {"x": Promise(target=a_target(value=100), outcome=(an_outcome(value=92),))}, x=an_indicator(tolerance=8)
    )
    for tolerance, expected in ((None, True), (Decimal(5), False)):
        found = judge("x", own, tolerance)
        assert found is not None and found.narrow is expected


@pytest.mark.parametrize(
    ("better", "target", "outcome"),
    [
        ("higher", {"about": 100}, 94),
        ("lower", {"about": 100}, 106),
        ("closer", {"value": 100}, 106),
        ("closer", {"about": 100}, 94),
    ],
)
def test_a_miss_by_more_than_the_tolerance_is_never_narrow(better: str, target: Written, outcome: int) -> None:
    found = judged(target, {"value": outcome}, better=better, tolerance=5, unit="家")
    assert (found.verdict.value, found.gap, found.narrow) == ("missed", Decimal(-6), False)


def a_span(text: str) -> Span | None:
    """A span as it is written in mathematics: [90, ∞), (100, 110]."""
    if text == "none":
        return None
    low, high = (part.strip() for part in text[1:-1].split(","))
    return Span(
        None if low == "-∞" else Decimal(low),
        None if high == "∞" else Decimal(high),
        low_open=text[0] == "(" and low != "-∞",
        high_open=text[-1] == ")" and high != "∞",
    )


# the good side, what is referred to | what surely keeps it at a tolerance of 10 % | what may keep it
IN_STEP = """
higher  value 100              | [90, ∞)        | [90, ∞)
higher  between 100 200        | [180, ∞)       | [90, ∞)
higher  at_least 100           | none           | [90, ∞)
higher  more_than 100          | none           | (90, ∞)
higher  at_most 100            | [90, ∞)        | (-∞, ∞)
higher  less_than 100          | [90, ∞)        | (-∞, ∞)
lower   value 100              | (-∞, 110]      | (-∞, 110]
lower   between 100 200        | (-∞, 110]      | (-∞, 220]
lower   at_least 100           | (-∞, 110]      | (-∞, ∞)
lower   more_than 100          | (-∞, 110]      | (-∞, ∞)
lower   at_most 100            | none           | (-∞, 110]
lower   less_than 100          | none           | (-∞, 110)
closer  value 100              | [90, 110]      | [90, 110]
closer  between 100 105        | [94.5, 110]    | [90, 115.5]
closer  between 90 110         | [99, 99]       | [81, 121]
closer  between 100 200        | none           | [90, 220]
closer  at_least 100           | none           | [90, ∞)
closer  more_than 100          | none           | (90, ∞)
closer  at_most 100            | none           | (-∞, 110]
closer  less_than 100          | none           | (-∞, 110)
"""
FASTER = """
higher  value 100              | (100, ∞)       | (100, ∞)
higher  between 100 200        | (200, ∞)       | (100, ∞)
higher  at_most 100            | (100, ∞)       | (-∞, ∞)
higher  less_than 100          | [100, ∞)       | (-∞, ∞)
higher  at_least 100           | none           | (100, ∞)
lower   value 100              | (100, ∞)       | (100, ∞)
"""
RELATIVE = [
    (form, *(part.strip() for part in line.split("|")))
    for form, table in (("in_step_with", IN_STEP), ("faster_than", FASTER))
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("form", "given_", "surely", "perhaps"), RELATIVE, ids=lambda part: part)
def test_what_keeps_a_relative_target_is_what_keeps_it_whatever_its_reference_means(
    form: str, given_: str, surely: str, perhaps: str
) -> None:
    better, referred, *numbers = given_.split()
    value = [Decimal(n) for n in numbers] if len(numbers) > 1 else Decimal(numbers[0])
    indicator = an_indicator(better=better, unit="家", measure="count")
    context = a_context(
        {"gdp": Promise(outcome=(an_outcome(**{referred: value}),))}, gdp=an_indicator(unit="家", measure="count")
    )
    found = standard(a_target(**{form: "gdp"}), indicator, context, Tolerance(Decimal(10)))
    assert found is not None
    assert (found.surely, found.perhaps) == (a_span(surely), a_span(perhaps))
    exact = standard(a_target(**{form: "gdp"}), indicator, context, EXACT)
    assert exact is not None and found.printed == exact.perhaps
    assert found.numbers == tuple(map(Decimal, numbers))


# ---- whose word a promise is


@pytest.mark.parametrize(
    ("target", "outcome", "says"),
    [
        ({"value": 7}, {"value": 7}, "Reported 7%, against a target of 7% for 2022, as reported by 《新闻》."),
        (
            {"value": 7, "due": 2023},
            {"value": 7},
            "Reported 7%, against a target of 7% for 2023, as reported by 《新闻》.",
        ),
        (
            {"done": "通车", "due": 2023},
            {"done": "通车"},
            "Reported “通车”, against a target of “通车” for 2023, as reported by 《新闻》: done, by the words of the "
            "report.",
        ),
        ({"text": "稳步增长"}, None, "The target, as 《新闻》 tells it, is words without a number: “稳步增长”."),
    ],
)
@pytest.mark.parametrize("named", ["news", None])
def test_a_target_that_only_the_news_tells_of_is_told_as_that(
    target: Written, outcome: Written | None, says: str, named: str | None
) -> None:
    sources = {
        "news": a_source(kind="news", title="新闻", reviews=None, plans=2022),
        "report": a_source(reviews=2023 if "due" in target else 2022),
    }
    if named:
        sources["promising"] = a_source(title="别的报告", reviews=None, plans=2022)
    outcomes = [] if outcome is None else [outcome | {"source": "report"}]
    assert judged(target | {"source": named}, *outcomes, sources=sources).because.say("en") == says


def test_an_answer_by_kin_to_a_relative_promise_names_what_it_refers_to() -> None:
    promises = {
        "x": Promise(target=a_target(faster_than="gdp")),
        "level": Promise(outcome=(an_outcome(value=682, unit="亿元"),)),
    }
    level = an_indicator(en="Level", unit="亿元", measure="level")
    context = a_context(promises, x=an_indicator(growth_of="level"), level=level, gdp=an_indicator(en="GDP growth"))
    found = judge("x", context)
    assert found is not None
    assert found.because.say("en") == (
        "Not comparable: promised faster than GDP growth (indicator), reported 68.2 bn yuan (level)."
    )


# ---- what can be held against what


@pytest.mark.parametrize(
    ("target", "outcome", "indicator", "can"),
    [
        ({"at_least": 7}, {"value": 7}, {}, True),
        ({"value": 7}, {"text": "平稳增长"}, {}, False),
        ({"value": 7}, {"done": "全面完成"}, {}, False),
        ({"text": "平稳增长"}, {"value": 7}, {}, True),
        ({"text": "平稳增长"}, {"done": "全面完成"}, {}, True),
        ({"text": "平稳增长"}, {"text": "平稳增长"}, {}, False),
        ({"done": "全覆盖"}, {"done": "全覆盖"}, {}, True),
        ({"done": "全覆盖"}, {"at_least": 95}, {"measure": "share"}, True),
        ({"done": "全覆盖"}, {"at_least": 95}, {}, False),
        ({"done": "全覆盖"}, {"text": "有序推进"}, {"measure": "share"}, False),
        (None, {"done": "全面完成"}, {}, True),
        (None, {"text": "平稳增长"}, {}, False),
    ],
)
def test_a_number_is_held_against_a_number_and_a_completion_against_what_was_to_be_done(
    target: Written | None, outcome: Written, indicator: Written, can: bool
) -> None:
    promised = None if target is None else a_target(**target)
    assert comparable(an_outcome(**outcome), promised, an_indicator(**indicator)) == can


@pytest.mark.parametrize(
    ("measure", "unit", "share"),
    [
        ("share", "%", True),
        ("share", "", False),
        ("share", "家", False),
        ("growth", "%", False),
        ("count", "家", False),
    ],
)
def test_a_hundred_is_the_whole_of_a_share_in_percent(measure: str, unit: str, share: bool) -> None:
    assert is_share(an_indicator(measure=measure, unit=unit)) == share


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("level", "亿元"), ("level", "万元"), True),
        (("level", "亿元"), ("level", "万人"), False),
        (("growth", "%"), ("share", "%"), False),
        (("growth", "%"), ("level", "元"), False),
    ],
)
def test_figures_of_one_measure_in_units_that_convert_can_be_held_against_each_other(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    mine, yours = (an_indicator(measure=measure, unit=unit) for measure, unit in (one, other))
    assert same_measure(mine, yours) == same_measure(yours, mine) == same


def test_what_is_referred_to_is_converted_into_the_unit_of_the_promise() -> None:
    promises = {
        "x": Promise(target=a_target(faster_than="gdp"), outcome=(an_outcome(value=20500),)),
        "gdp": Promise(outcome=(an_outcome(value=2),)),
    }
    mine, other = an_indicator(unit="万元", measure="level"), an_indicator(unit="亿元", measure="level")
    found = judge("x", a_context(promises, x=mine, gdp=other))
    assert found is not None
    assert (found.verdict, found.gap) == (Verdict.MET, Decimal(500))


def test_a_cited_outcome_without_words_has_no_end_that_they_would_give_it() -> None:
    outcome = an_outcome(more_than=30, quote=None, source="cited")
    assert outcome_span(outcome, an_indicator(unit="家"), EXACT) == Span(Decimal(30), None, low_open=True)


# ---- what holds for all figures


@given(forms(), forms(), sides, tolerances)
def test_every_promise_has_exactly_one_verdict_and_a_reason(
    target: Written, outcome: Written, better: str, tolerance: Decimal
) -> None:
    found = judged(target, outcome, better=better, tolerance=tolerance)
    assert found.verdict in {"met", "missed", "unclear"}
    assert (found.gap is None) == (found.verdict == "unclear")
    assert found.because.say("en") and found.because.say("zh")


@given(forms(), st.none() | numbers, numbers, positive, st.sampled_from(["higher", "lower"]), tolerances)
def test_a_better_outcome_never_gets_a_worse_verdict(
    target: Written, stretch: Decimal | None, outcome: Decimal, step: Decimal, better: str, tolerance: Decimal
) -> None:
    form = next(iter(target))
    side = "higher" if form in ("at_least", "more_than") else "lower" if form in ("at_most", "less_than") else better
    target = target if stretch is None else target | {"stretch": stretch}
    before = judged(target, {"value": outcome}, better=better, tolerance=tolerance)
    after = judged(
        target, {"value": outcome + step if side == "higher" else outcome - step}, better=better, tolerance=tolerance
    )
    assert WORST_FIRST.index(after.verdict) >= WORST_FIRST.index(before.verdict)


@given(
    st.sampled_from(["value", "about"]),
    numbers,
    numbers,
    sides,
    st.decimals(0, 50, places=1),
    st.decimals(0, 50, places=1),
)
def test_a_wider_tolerance_never_turns_met_into_missed(
    form: str, target: Decimal, outcome: Decimal, better: str, one: Decimal, two: Decimal
) -> None:
    strict, mild = sorted([one, two])
    if judged({form: target}, {"value": outcome}, better=better, tolerance=strict).verdict == "met":
        assert judged({form: target}, {"value": outcome}, better=better, tolerance=mild).verdict == "met"


@given(forms(), forms(), sides, positive, tolerances)
def test_a_change_of_scale_keeps_the_verdict(
    target: Written, outcome: Written, better: str, factor: Decimal, tolerance: Decimal
) -> None:
    def times(figure: Written) -> Written:
        return {form: [n * factor for n in v] if isinstance(v, list) else v * factor for form, v in figure.items()}

    before = judged(target, outcome, better=better, tolerance=tolerance, unit="家")
    after = judged(times(target), times(outcome), better=better, tolerance=tolerance, unit="家")
    assert (after.verdict, after.narrow) == (before.verdict, before.narrow)


MIRROR = {
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
    "higher": "lower",
    "lower": "higher",
}


def mirrored(figure: Written) -> Written:
    """A figure on the other side of nought: 以上 of it is 以内 there."""
    return {
        MIRROR.get(form, form): [-n for n in reversed(v)] if isinstance(v, list) else -v for form, v in figure.items()
    }


@given(forms(), st.none() | numbers, forms(), sides, tolerances)
def test_lower_is_the_mirror_of_higher(
    target: Written, stretch: Decimal | None, outcome: Written, better: str, tolerance: Decimal
) -> None:
    further, mirrored_further = ({}, {}) if stretch is None else ({"stretch": stretch}, {"stretch": -stretch})
    up = judged(target | further, outcome, better=better, tolerance=tolerance)
    down = judged(
        mirrored(target) | mirrored_further, mirrored(outcome), better=MIRROR.get(better, better), tolerance=tolerance
    )
    assert (up.verdict, up.narrow, up.gap) == (down.verdict, down.narrow, down.gap)


@given(forms(), numbers, sides, st.decimals(0, 50, places=1), st.decimals(0, 50, places=1))
def test_a_wider_tolerance_never_makes_a_miss_worse(
    target: Written, outcome: Decimal, better: str, one: Decimal, two: Decimal
) -> None:
    def rank(tolerance: Decimal) -> int:
        found = judged(target, {"value": outcome}, better=better, tolerance=tolerance)
        return 2 if found.verdict == "met" else 1 if found.narrow else 0

    strict, mild = sorted([one, two])
    assert rank(strict) <= rank(mild)


@given(forms(), forms(), sides, tolerances)
def test_the_unit_that_a_document_prints_changes_nothing(
    target: Written, outcome: Written, better: str, tolerance: Decimal
) -> None:
    def in_people(figure: Written) -> Written:
        times = {form: [n * 10000 for n in v] if isinstance(v, list) else v * 10000 for form, v in figure.items()}
        return times | {"unit": "人"}

    alike = [
        judged(promised, reported, better=better, tolerance=tolerance, unit="万人", measure="count")
        for promised in (target, in_people(target))
        for reported in (outcome, in_people(outcome))
    ]
    assert len({(found.verdict, found.narrow, found.gap) for found in alike}) == 1


@given(forms(), forms(), forms(), sides)
def test_a_part_year_outcome_never_changes_the_verdict(
    target: Written, outcome: Written, interim: Written, better: str
) -> None:
    alone = judged(target, outcome, better=better)
    assert judged(target, outcome, interim | {"interim_to": "2022-06-30"}, better=better) == alone


@given(forms(), forms(), forms(), sides, st.sampled_from(["report", "plan", "news"]), st.booleans())
def test_a_lesser_source_never_changes_the_verdict(
    target: Written, outcome: Written, other: Written, better: str, lesser: str, before: bool
) -> None:
    deciding, further = outcome | {"source": "bureau"}, other | {"source": lesser}
    alone = judged(target, deciding, better=better, sources=FOUR)
    both = judged(target, *([further, deciding] if before else [deciding, further]), better=better, sources=FOUR)
    assert (both.verdict, both.narrow, both.gap, both.because) == (
        alone.verdict,
        alone.narrow,
        alone.gap,
        alone.because,
    )
