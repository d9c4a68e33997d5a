"""Figures beside their quotes, as a careful reader would judge them: tests/evidence_cases.yaml, each wholly checked."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from indicators import collection
from indicators.model.problems import Problem
from indicators.words import units
from tests.samples import MINI

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("evidence_cases.yaml").read_text(encoding="utf-8")
)
# The figures that stand beside each other in most reports, named as curated/indicators.yaml names them.
_BESIDE = {
    "gdp": ("亿元", "level", ["地区生产总值", "生产总值", "经济总量", "GDP"]),
    "gdp_growth": ("%", "growth", ["地区生产总值", "生产总值", "GDP", "经济总量", "经济增长"]),
    "industrial_value_added_growth": ("%", "growth", ["规模以上工业增加值", "规上工业增加值"]),
    "fixed_asset_investment_growth": ("%", "growth", ["固定资产投资", "全社会固定资产投资"]),
    "retail_sales_growth": ("%", "growth", ["社会消费品零售总额", "社零总额"]),
    "budget_revenue_growth": ("%", "growth", ["一般公共预算收入"]),
    "budget_spending_growth": ("%", "growth", ["一般公共预算支出"]),
    "urban_income": ("元", "level", ["城镇居民人均可支配收入", "城镇居民收入"]),
    "urban_income_growth": ("%", "growth", ["城镇居民人均可支配收入", "城镇居民收入"]),
    "rural_income": ("元", "level", ["农村居民人均可支配收入", "农村居民收入"]),
    "rural_income_growth": ("%", "growth", ["农村居民人均可支配收入", "农村居民收入"]),
    "urban_new_jobs": ("万人", "count", ["城镇新增就业", "新增城镇就业"]),
    "unemployment_rate": ("%", "share", ["城镇调查失业率", "调查失业率"]),
    "cpi_growth": ("%", "growth", ["居民消费价格", "居民消费价格涨幅", "CPI"]),
    "trade_growth": ("%", "growth", ["进出口总额", "外贸进出口"]),
    "strategic_emerging_value_added_growth": ("%", "growth", ["战略性新兴产业增加值"]),
    "high_tech_enterprises_total": ("家", "count", ["高新技术企业"]),
}
_SHAPE = {"better": "higher", "group": "economy", "en": "Indicator"}


def problems(case: dict[str, Any], quote: str | None = None) -> tuple[Problem, ...]:
    """What a check says of a case, or of its figure beside another quote: one city whose document is the quote, or the
    case's `text`."""
    names = case["names"]
    catalogue: dict[str, dict[str, Any]] = {
        key: {"zh": f"{aliases[0]}（{key}）", "unit": unit, "measure": measure, "aliases": aliases, **_SHAPE}
        for key, (unit, measure, aliases) in _BESIDE.items()
        if not set(names) & set(aliases) or key == "gdp_growth"
    }
    catalogue["x"] = {"zh": names[0], "aliases": names, "unit": case["unit"], "measure": case["measure"], **_SHAPE}
    catalogue["x"]["better"] = case.get("better", "higher")
    figure = {**case["figure"], "quote": quote or case["quote"]}
    figure |= {"written": case["written"]} if "written" in case else {}
    text = f"过去的话。{case.get('text', figure['quote'])}。后来的话。".encode()
    source: dict[str, object] = {
        "kind": "work_report",
        "title": "报告",
        "file": "z.txt",
        "sha256": hashlib.sha256(text).hexdigest(),
    }
    source |= {"plans": 2022} if case["role"] == "target" else {"reviews": 2022, "date": "2023-01-09"}
    files = {
        "indicators.yaml": catalogue,
        "xin/city.yaml": {"zh": "新城市", "en": "Xin", "code": "990300", "sources": {"report": source}},
        "xin/2022.yaml": {"promises": {"x": {case["role"]: figure}}},
    }
    instead = {
        f"curated/{name}": yaml.safe_dump(content, allow_unicode=True).encode() for name, content in files.items()
    }
    return collection.load(MINI, instead={**instead, "seeds/z.txt": text}, city="xin").problems


def named(case: dict[str, Any]) -> str:
    """A case as pytest calls it."""
    return f"{case['names'][0]}: {case['quote']}"[:60]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_figure_passes_or_is_stopped_as_a_careful_reader_would(case: dict[str, Any]) -> None:
    found = [problem.text() for problem in problems(case)]
    assert bool(found) == case["stops"], (found, case.get("remark"))


PASSING = [case for case in CASES if not case["stops"]]


@pytest.mark.parametrize("other", ["快递业务量", "林下经济产值", "邻市机场货运量"])
@pytest.mark.parametrize("case", [c for c in PASSING if any(name in c["quote"] for name in c["names"])], ids=named)
def test_a_wrong_subject_never_verifies(case: dict[str, Any], other: str) -> None:
    quote = case["quote"]
    for name in sorted(case["names"], key=len, reverse=True):
        quote = quote.replace(name, other)
    assert "subject-not-in-quote" in {problem.code for problem in problems(case, quote)}


def multiplied(case: dict[str, Any], factor: Decimal) -> dict[str, Any]:
    """The figure of a case with every number multiplied."""
    return {
        key: [float(Decimal(str(n)) * factor) for n in value]
        if isinstance(value, list)
        else float(Decimal(str(value)) * factor)
        if isinstance(value, (int, float))
        else value
        for key, value in case["figure"].items()
    }


@pytest.mark.parametrize("factor", [10, 100, 10_000])
@pytest.mark.parametrize("case", PASSING, ids=named)
def test_a_figure_of_another_scale_never_verifies(case: dict[str, Any], factor: int) -> None:
    figure = multiplied(case, Decimal(factor))
    if figure != case["figure"]:
        assert problems({**case, "figure": figure})


@pytest.mark.parametrize("case", [c for c in PASSING if units.parsed(c["unit"])[0] > 1], ids=named)
def test_a_number_multiplied_out_into_the_bare_unit_is_the_same(case: dict[str, Any]) -> None:
    power, base = units.parsed(case["unit"])
    figure = {**multiplied(case, power), "unit": base}
    printed = base in case["quote"]  # 突破2000亿大关: where the unit itself is not printed its power must be
    assert (problems({**case, "figure": figure}) == ()) == printed
