"""Histories of promises: a table of cases a curator can read, and what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import tables
from indicators.collection import yamlfile
from indicators.judging.answers import Where, answer
from indicators.judging.verdicts import judge
from indicators.model.schema import Promise, Source
from indicators.tables.columns import HISTORY_COLUMNS, HistoryRow, PromiseRow, records
from indicators.tables.comparability import basis, comparable
from indicators.tables.history import WEIGHTS, histories
from indicators.tables.series import implied
from tests.samples import a_collection, a_context, a_source, a_target, an_indicator, an_outcome, loaded

Case = dict[str, Any]
CASES = cast(
    "dict[str, list[Case]]", yamlfile.read(Path(__file__).with_name("history_cases.yaml"), "history_cases.yaml").data
)
# Cited without the year that they review: whether one is held that owes the answer, `HELD` says.
CITED: dict[str, Source] = {
    "communique": a_source(kind="communique", title="公报", file=None, reviews=None),
    "bureau": a_source(kind="bureau", title="局", file=None, reviews=None),
    "work_report": a_source(kind="work_report", title="工作报告", file=None, reviews=None),
    "later_work_report": a_source(kind="work_report", title="工作报告", file=None, reviews=None, date=date(2023, 5, 1)),
    "plan_report": a_source(kind="plan_report", title="计划报告", file=None, reviews=None),
    "news": a_source(kind="news", title="新闻", file=None, reviews=None),
    "later_news": a_source(kind="news", title="新闻", file=None, reviews=None, date=date(2024, 1, 1)),
}
HELD: dict[str, dict[str, Source]] = {
    "whole": {"report": a_source(title="报告")},
    "excerpt": {"report": a_source(title="报告", excerpt=["reviews"])},
    "nothing": {},
}
KINDS = [name for name in CITED if not name.startswith("later")]


def promise(outcomes: Mapping[str, object], part_year: Mapping[str, object], **over: object) -> Promise:
    """A promise of 7 with the outcome of each document, and what each says of a part of the year."""
    given = [an_outcome(value=value, source=source, **over) for source, value in outcomes.items()]
    given += [an_outcome(value=value, source=source, interim_to="2022-06-30") for source, value in part_year.items()]
    return Promise(target=a_target(value=7), outcome=tuple(given))


@pytest.mark.parametrize("case", CASES["deciding"], ids=lambda case: "-".join(case["outcomes"]) or "none")
def test_the_document_that_decides_is_the_one_a_person_would_take(case: Case) -> None:
    own = promise(case["outcomes"], case.get("part_year", {}))
    found = judge("x", a_context({"x": own}, CITED | HELD["whole"]))
    assert found is not None
    assert found.verdict == case["verdict"]
    assert ("nothing" if found.deciding is None else own.outcome[found.deciding].source) == case["decides"]
    assert [own.outcome[i].source for i, _ in found.turned_by] == case.get("turned_by", [])


@pytest.mark.parametrize(
    "case", CASES["answered"], ids=lambda case: f"{case['held']}-{'-'.join(case['in'])}-{case['where']}"
)
def test_where_a_promise_was_answered_is_what_a_person_would_say(case: Case) -> None:
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
def test_a_document_of_lower_order_never_changes_the_verdict(
    outcomes: dict[str, int], other: str, value: int, held: str
) -> None:
    before = judge("x", a_context({"x": promise(outcomes, {})}, CITED | HELD[held]))
    assert before is not None and before.deciding is not None
    deciding = list(outcomes)[before.deciding]
    if other in outcomes or CITED[other].kind.order <= CITED[deciding].kind.order:
        return
    after = judge("x", a_context({"x": promise(outcomes | {other: value}, {})}, CITED | HELD[held]))
    assert after is not None
    assert (after.verdict, after.gap, after.because, after.deciding) == (
        before.verdict,
        before.gap,
        before.because,
        before.deciding,
    )


@given(
    st.dictionaries(st.sampled_from(KINDS), values),
    st.dictionaries(st.sampled_from(KINDS), values, min_size=1),
    st.sampled_from(list(HELD)),
)
def test_a_part_year_figure_changes_neither_the_verdict_nor_where_it_was_answered(
    outcomes: dict[str, int], part_year: dict[str, int], held: str
) -> None:
    without, with_it = (a_context({"x": promise(outcomes, part)}, CITED | HELD[held]) for part in ({}, part_year))
    assert judge("x", with_it) == judge("x", without)
    assert answer("x", with_it) == answer("x", without)


@given(documents, st.sampled_from(list(HELD)))
def test_without_the_deciding_document_the_next_in_order_decides(outcomes: dict[str, int], held: str) -> None:
    context = a_context({"x": promise(outcomes, {})}, CITED | HELD[held])
    ranked = context.ranked("x")
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
    verdicts = [
        {
            "congress": "met",
            "elsewhere": "missed",
            "words": "unclear",
            "silent": "unreported",
            "unknown": "not_held",
        }[w]
        for w in where
    ]
    judged = pd.DataFrame(
        {
            "city": "x",
            "year": 2022,
            "verdict": [*verdicts, "unquantified"],
            "answered_in": [*where, "silent"],
            "in_words": False,
            "owed_whole": [*(w != "unknown" for w in where), True],
        }
    )
    (row,) = tables.counts(judged).to_dict("records")
    assert [row[f"answered_{w.value}"] for w in Where] == [where.count(w.value) for w in Where]
    assert sum(row[f"answered_{w.value}"] for w in Where) == row["promises"] - row["unquantified"]
    assert (row["answered"], row["answerable"]) == (
        sum(w not in ("silent", "unknown") for w in where),
        sum(w != "unknown" for w in where),
    )


def test_each_promise_was_answered_in_one_place(mini: tables.Frames, full: tables.Frames) -> None:
    for frames in (mini, full):
        counts = tables.counts(frames.promises)
        assert (counts[list(tables.ANSWERED_COLUMNS)].sum(axis=1) == counts["promises"] - counts["unquantified"]).all()
        assert (counts["unreported"] == counts["answered_silent"]).all()
        assert (counts["answerable"] - counts["answered"] == counts["unreported"]).all()


def test_jiangwans_growth_of_2024_was_missed_and_not_told_to_the_congress(full: tables.Frames) -> None:
    (row,) = (r for r in full.promises_of("jiangwan", 2024) if r["indicator"] == "gdp_growth")
    assert (row["target_value"], row["outcome_value"], row["verdict"], round(row["gap"], 1)) == (
        5.5,
        2.3,
        "missed",
        -3.2,
    )
    assert (row["target_source"], row["outcome_source"], row["answered_in"]) == (
        "news-2024-targets",
        "communique-2024",
        "elsewhere",
    )
    assert "《2025年江湾市政府工作报告》, held whole, gives no figure for the whole of 2024" in row["answered_en"]


def test_a_figure_in_another_unit_stands_beside_the_one_that_decided(full: tables.Frames) -> None:
    (row,) = full.promises.query("city == 'jiangwan' and year == 2024 and indicator == 'urban_new_jobs'").itertuples()
    assert (row.outcome_zh, row.outcome_value, row.other_outcomes, row.turned_by) == (
        "38,129人",
        3.8129,
        "work-report-2025: 3.2万人",
        "",
    )
    (half,) = full.promises.query("city == 'jiangwan' and year == 2025 and indicator == 'gdp_growth'").itertuples()
    assert half.other_outcomes == "bureau-2025-half-year (2025-06-30): 4.2%"


# ---- over the years

KEPT_WHOLE = {"whole": [], "excerpt": ["reviews", "plans"], "whole review": ["plans"], "whole plan": ["reviews"]}
GDP = an_indicator(en="GDP growth")


def reports(held: dict[object, str]) -> dict[str, Source]:
    """The work reports of years: each reviews the year before and plans its own; those not held are cited."""

    def report(year: int) -> Source:
        how = held.get(year, held.get(str(year), ""))
        return a_source(
            title=f"{year}年报告",
            reviews=year - 1,
            plans=year,
            file="report.txt" if how else None,
            excerpt=KEPT_WHOLE.get(how, []),
        )

    return {f"report-{year}": report(year) for year in range(2020, 2027)}


def histories_of(case: Case) -> list[HistoryRow]:
    """What `histories` says of a case."""
    years: dict[int, dict[str, Promise]] = {}
    targets, outcomes = (
        {int(y): figure for y, figure in case.get(key, {}).items()} for key in ("promises", "outcomes")
    )
    for year in {*targets, *outcomes}:
        outcome = (an_outcome(**outcomes[year]),) if year in outcomes else ()
        years[year] = {"x": Promise(target=a_target(**targets[year]) if year in targets else None, outcome=outcome)}
    for year, figure in case.get("kin", {}).items():
        years.setdefault(int(year), {})["total"] = Promise(target=a_target(**figure))
    about = {key: case[key] for key in ("measure", "better", "unit", "ceiling") if key in case}
    indicator = an_indicator(**about, kin=["total"])
    breaks = {"x": [{"between": case["break"], "reason": "修订"}]} if "break" in case else {}
    data = a_collection(years, reports(case.get("reports", {})), breaks, x=indicator, gdp=GDP, total=an_indicator())
    return [h for h in records(histories(data, tables.promises(data)), HistoryRow) if h["indicator"] == "x"]


@pytest.mark.parametrize("case", CASES["histories"], ids=lambda case: case["remark"])
def test_what_happened_over_the_years_is_what_a_person_would_say(case: Case) -> None:
    found = histories_of(case)
    assert sorted(f"{f['history']} {f['year']} {f['next_year']}" for f in found) == sorted(case["histories"])
    for history in found:
        assert history["because_zh"].endswith("。") and history["because_en"].endswith(".")


def test_the_reason_of_a_history_names_numbers_and_documents() -> None:
    (lowered,) = histories_of(
        {"promises": {2022: {"value": 7}, 2023: {"about": 6.5}}, "outcomes": {2022: {"value": 3.3}}}
    )
    assert lowered["because_en"] == (
        "Indicator: 《2022年报告》 of Somewhere promised 7% for 2022 (reported: 3.3%); 《2023年报告》 of Somewhere "
        "promised about 6.5% for 2023, which asks less."
    )
    assert (
        lowered["because_zh"]
        == "指标：某市《2022年报告》承诺2022年7%（结果3.3%）；某市《2023年报告》承诺2023年6.5%左右，要求降低。"
    )
    (dropped,) = histories_of({"reports": {2022: "whole", 2023: "whole"}, "promises": {2022: {"value": 7}}})
    assert dropped["because_en"] == (
        "Indicator: 《2022年报告》 of Somewhere promised 7% for 2022; 《2023年报告》 of Somewhere, held whole, neither "
        "reports an outcome of it nor sets a target for 2023."
    )
    assert (dropped["before_en"], dropped["after_en"], dropped["sure"]) == ("7%", "", True)


def test_that_a_plan_reports_promise_was_dropped_is_not_sure_where_only_the_next_work_report_is_held() -> None:
    sources = reports({2023: "whole"}) | {
        "plan": a_source(kind="plan_report", title="计划报告", reviews=2021, plans=2022)
    }
    own = {"x": Promise(target=a_target(value=7, source="plan"))}
    data = a_collection({2022: own}, sources)
    (dropped,) = records(histories(data, tables.promises(data)), HistoryRow)
    assert dropped["because_en"] == (
        "Indicator: 《计划报告》 of Somewhere (2022) promised 7% for 2022; 《2023年报告》 of Somewhere, held whole, "
        "sets no target for 2023. The plan report that would set one again is not held, so this is not sure."
    )
    assert (dropped["weight"], dropped["sure"]) == (WEIGHTS["dropped"] - 3, False)
    excerpt = a_source(kind="plan_report", title="明年计划", reviews=2022, plans=2023, excerpt=["reviews", "plans"])
    partly = a_collection({2022: own}, sources | {"next": excerpt})
    assert histories(partly, tables.promises(partly)).empty, "what is held of it in part may well promise it"
    both = a_collection(
        {2022: own}, sources | {"next": a_source(kind="plan_report", title="明年计划", reviews=2022, plans=2023)}
    )
    (dropped,) = records(histories(both, tables.promises(both)), HistoryRow)
    assert (dropped["weight"], dropped["sure"]) == (WEIGHTS["dropped"], True) and "《明年计划》" in dropped[
        "because_en"
    ]


def test_news_promises_nothing_but_tells_of_a_target() -> None:
    sources = reports({}) | {"news": a_source(kind="news", title="新闻", reviews=None)}
    years = {
        2022: {"x": Promise(target=a_target(value=7, source="news"))},
        2023: {"x": Promise(target=a_target(value=6))},
    }
    data = a_collection(years, sources)
    (lowered,) = records(histories(data, tables.promises(data)), HistoryRow)
    assert lowered["because_en"].startswith("Indicator: the target for 2022, as reported by 《新闻》, was 7% (")
    assert lowered["because_zh"].startswith("指标：据《新闻》报道，2022年目标为7%（")


@pytest.mark.parametrize(
    ("promised_on", "printed_on", "below"),
    [
        (date(2023, 1, 10), date(2023, 4, 1), False),
        (date(2023, 4, 1), date(2023, 1, 10), True),
        (date(2023, 1, 10), date(2023, 1, 10), True),
        (None, date(2023, 1, 10), False),
        (date(2023, 1, 10), None, False),
    ],
)
def test_only_what_was_known_when_it_was_promised_makes_a_promise_fall_short_of_it(
    promised_on: date | None, printed_on: date | None, below: bool
) -> None:
    sources = reports({}) | {
        "report-2023": a_source(title="2023年报告", plans=2023, date=promised_on),
        "communique": a_source(kind="communique", title="公报", reviews=2022, date=printed_on, file=None),
    }
    years = {
        2022: {"x": Promise(outcome=(an_outcome(value=9, source="communique"),))},
        2023: {"x": Promise(target=a_target(value=8, source="report-2023"))},
    }
    data = a_collection(years, sources, x=an_indicator(unit="亿元", measure="level"))
    found = records(histories(data, tables.promises(data)), HistoryRow)
    assert [h["history"] for h in found] == (["floor"] if below else [])
    if below:
        assert found[0]["because_en"].endswith("promised 8亿元 for 2023, short of what had been reached already.") or (
            found[0]["because_en"].endswith("promised 0.8 bn yuan for 2023, short of what had been reached already.")
        )


def test_less_than_the_year_before_did_is_said_of_what_is_counted_anew_each_year() -> None:
    case = {"measure": "count", "unit": "家", "promises": {2022: {"value": 3}, 2023: {"value": 3}}}
    (found,) = histories_of(case | {"outcomes": {2022: {"value": 4}}})
    assert found["because_en"].endswith("promised 3 for 2023, less than the year before did.")


def test_the_weightiest_stands_first(full: tables.Frames) -> None:
    found = full.histories
    assert list(found["weight"]) == sorted(found["weight"], reverse=True)
    first = found.iloc[0]
    assert (first.city, first.indicator, first.history, first.year) == ("jiangwan", "gdp_growth", "lowered", 2024)
    headline = found["indicator"].map(lambda name: full.catalogue[name].headline)
    assert found[headline].weight.min() > found[~headline].weight.max()
    assert set(found.history) <= set(WEIGHTS)


def test_every_history_is_told_in_english_without_chinese_but_in_quotation(full: tables.Frames) -> None:
    quoted = re.compile(r"《[^》]*》|“[^”]*”")
    assert [text for text in full.histories.because_en if re.search(r"[\u4e00-\u9fff]", quoted.sub("", text))] == []


def test_nothing_is_dropped_or_silent_but_in_reviews_held_whole(full: tables.Frames) -> None:
    for history in records(full.histories[full.histories["history"].isin(["dropped", "silent"])], HistoryRow):
        sources = loaded(full).cities[history["city"]].sources.values()
        assert any(s.reviews == history["year"] and s.held_whole("reviews") for s in sources)


def test_a_city_without_promises_has_no_history() -> None:
    data = a_collection({})
    found = histories(data, tables.promises(data))
    assert found.empty and list(found) == list(HISTORY_COLUMNS)


@pytest.mark.parametrize("case", CASES["implied"], ids=str)
def test_the_growth_two_levels_imply_is_what_a_person_would_compute(case: Case) -> None:
    years = {int(y): {"gdp": Promise(outcome=(an_outcome(**level),))} for y, level in case["levels"].items()}
    target = Promise(target=a_target(value=5), outcome=(an_outcome(**case["growth"]),) if "growth" in case else ())
    years[2023]["gdp_growth"] = target
    breaks = {"gdp": [{"between": case["break"], "reason": "修订"}]} if "break" in case else {}
    level = an_indicator(unit="亿元", measure="level", zh="总量", en="Level")
    data = a_collection(years, reports({}), breaks, gdp=level, gdp_growth=an_indicator(growth_of="gdp"))
    found = implied(data, "x", "gdp_growth", 2023)
    assert ("none" if found is None else str(found.value)) == str(case["implied"])
    (row,) = records(tables.promises(data), PromiseRow)
    assert (row["implied"] == float(case["implied"])) if found else pd.isna(row["implied"])
    alone = a_collection(
        {2023: {"gdp_growth": target}}, reports({}), gdp=level, gdp_growth=an_indicator(growth_of="gdp")
    )
    # Levels decide nothing, but are an answer in another measure where there is no other.
    kindred = all(o.interim_to for o in target.outcome) and any(
        int(y) == 2023 and "interim_to" not in o for y, o in case["levels"].items()
    )
    assert row["verdict"] == ("not_comparable" if kindred else tables.promises(alone).verdict[0])
    if found:
        assert "not an official rate" in found.because.say("en") and "不是官方增速" in found.because.say("zh")


def test_what_is_no_growth_rate_has_no_implied_growth() -> None:
    data = a_collection(
        {
            2022: {"gdp": Promise(outcome=(an_outcome(value=1),))},
            2023: {"gdp": Promise(outcome=(an_outcome(value=2),))},
        },
        reports({}),
    )
    assert implied(data, "x", "gdp", 2023) is None


numbers_by_year = st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(0, 12)), min_size=2, max_size=5)


@given(numbers_by_year, st.integers(1, 3))
def test_no_history_reaches_across_a_break(numbers: list[tuple[int, int | None]], at: int) -> None:
    case = {
        "measure": "level",
        "break": [2020 + at, 2021 + at],
        "promises": {2021 + i: {"value": promised} for i, (promised, _) in enumerate(numbers)},
        "outcomes": {2021 + i: {"value": outcome} for i, (_, outcome) in enumerate(numbers) if outcome is not None},
    }
    for history in histories_of(case):
        assert not history["year"] <= 2020 + at < history["next_year"]
    whole = histories_of({key: value for key, value in case.items() if key != "break"})
    kept = [f for f in whole if not f["year"] <= 2020 + at < f["next_year"]]
    assert len(histories_of(case)) == len(kept)


@given(numbers_by_year)
def test_of_two_following_promises_at_most_one_of_lowered_raised_and_reworded_is_said(
    numbers: list[tuple[int, int | None]],
) -> None:
    found = histories_of({"promises": {2021 + i: {"value": promised} for i, (promised, _) in enumerate(numbers)}})
    compared = [(f["year"], f["history"]) for f in found if f["history"] in ("lowered", "raised", "reworded")]
    expected = [
        (2021 + i, "lowered" if b < a else "raised") for i, ((a, _), (b, _)) in enumerate(pairwise(numbers)) if a != b
    ]
    assert sorted(compared) == sorted(expected)


# ---- side by side


@pytest.mark.parametrize("case", CASES["comparable"], ids=str)
def test_what_may_be_laid_side_by_side_is_what_a_person_would_allow(case: Case) -> None:
    breaks = {"x": [{"between": case["break"], "reason": "修订"}]} if "break" in case else {}
    rows, indicators = [], {"x": an_indicator()}
    for name, city in (("one", "a"), ("other", "b")):
        given = dict(case[name])
        if "indicator" in given:
            indicators[name] = an_indicator(**given.pop("indicator"))
        row = {
            "indicator": name if name in indicators else "x",
            "city": city,
            "year": 2022,
            "scope": "",
            "better": "higher",
        } | given
        rows.append({"due": row["year"], "scope_en": row["scope"]} | row)
    frames = tables.frames(a_collection({}, {}, breaks, **indicators))
    for one, other in (rows, reversed(rows)):
        found = comparable(frames, cast("PromiseRow", one), cast("PromiseRow", other))
        if one is rows[0]:
            assert ("none" if found is None else found.say("en")) == case["says"]
        assert (found is None) == (case["says"] == "none")
        assert found is None or found.say("zh").startswith("不作比较：")


def test_the_catalogue_says_what_makes_its_headline_figures_comparable(full: tables.Frames) -> None:
    catalogue = full.catalogue
    in_money = [i for i in catalogue.values() if i.headline and i.measure == "level"]
    assert in_money and all(i.prices == "current" for i in in_money)
    assert (catalogue["gdp_growth"].prices, catalogue["industrial_value_added_growth"].prices) == (
        "constant",
        "constant",
    )
    assert [line.say("en") for line in basis(catalogue["gdp_growth"])] == ["On the year before", "At constant prices"]
    assert [line.say("zh") for line in basis(catalogue["good_air_days"])] == [
        "市区全年空气质量优良的天数",
        "范围：市区",
    ]
    prices = full.promises.set_index("indicator")["prices"]
    assert set(prices.loc[["gdp_growth"]]) == {"constant"} and set(prices.loc[["cpi_growth"]]) == {""}


def test_tanyuans_gdp_of_2022_and_2024_are_two_series(full: tables.Frames) -> None:
    found = loaded(full).broken("tanyuan", "gdp", 2022, 2024)
    assert found is not None and found.source == "news-2024-growth"
    assert loaded(full).broken("tanyuan", "gdp", 2021, 2022) is None
    assert loaded(full).broken("jiangwan", "gdp", 2022, 2024) is None
