"""The draft engine: sentences and what they must yield, and what holds for every draft of any text."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection
from indicators.collection.evidence import Document, normal, quote_problem
from indicators.drafts import Draft, Drafted, draft

ROOT = Path(__file__).resolve().parent
CASES = yaml.safe_load((ROOT / "draft_cases.yaml").read_text(encoding="utf-8"))
CATALOGUE = collection.load(ROOT.parent / "curated").catalogue


def _said(figure: Drafted) -> dict[str, object]:
    """A figure as a case of the table writes it."""
    value = figure.text if figure.form == "text" else figure.refers_to or [str(n) for n in figure.numbers]
    given = {figure.form: value[0] if isinstance(value, list) and len(value) == 1 else value}
    if figure.numbers:
        given["unit"] = figure.unit
    for flag in ("stretch", "due", "interim_to"):
        if getattr(figure, flag) is not None:
            given[flag] = getattr(figure, flag)
    if figure.strive:
        given["strive"] = True
    return {**given, "role": figure.role, "indicator": figure.indicator}


def _wanted(case: dict[str, object]) -> dict[str, object]:
    """A row of the table with its numbers as text."""
    return {
        k: [str(n) for n in v]
        if isinstance(v, list)
        else str(v)
        if isinstance(v, (int, float)) and k not in ("due", "strive")
        else v
        for k, v in case.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["says"][:30])
def test_a_sentence_yields_its_figures(case: dict[str, object]) -> None:
    found = draft(str(case["says"]), CATALOGUE, 2023, 2024)
    figures = [f for f in (*found.figures, *found.context)]
    got = [{k: str(v) if isinstance(v, Decimal) else v for k, v in _said(f).items()} for f in figures]
    wanted = [_wanted(row) for row in case["yields"]]
    # A row that names no indicator leaves it open.
    for mine, row in zip(got, wanted, strict=False):
        if "indicator" not in row:
            mine.pop("indicator")
    assert got == wanted


def _holds(text: str, found: Draft) -> None:
    for figure in (*found.figures, *found.context):
        assert text[figure.start : figure.end] == figure.quote
        assert Document(text, 0, len(text)).find(figure.quote) is not None
        indicator = CATALOGUE[figure.indicator] if figure.indicator else figure.proposal.indicator
        assert quote_problem(figure.figure(indicator), indicator) is None
    for gone in found.left_out:
        assert normal(text[gone.start : gone.end]) == normal(gone.words)


PIECES = st.lists(
    st.sampled_from(
        [str(case["says"]) for case in CASES]
        + [
            "，",
            "。",
            "、",
            "\n",
            "其中",
            "力争",
            "分别",
            "均",
            "增长",
            "5%",
            "3-5家",
            "12.6/10万",
            "　",
            "以上",
            "“三个一”",
            "二〇二三年",
            "亿",
            "万",
            "（",
            "级",
            "1,234",
            "-",
            "下降",
        ]
    ),
    max_size=30,
)


@given(PIECES)
def test_every_figure_is_proved_by_its_quote(pieces: list[str]) -> None:
    text = "".join(pieces)
    _holds(text, draft(text, CATALOGUE))


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    _holds(text, draft(text, CATALOGUE, 2023, 2024))


@pytest.mark.parametrize(
    "odd", ["增长5%、", "一二三四五百千万亿", "中", "，力争", "12", "（", "\n- ", "分别增长5%、6%，"]
)
def test_no_text_keeps_reading_without_end(odd: str) -> None:
    text = odd * 10_000
    found = draft(text, CATALOGUE, 2023, 2024)
    assert len(found.figures) + len(found.context) < 5_000


def test_more_figures_than_a_report_has_are_said() -> None:
    found = draft("".join(f"今年新建学校{n}所。\n" for n in range(2, 3_000)), CATALOGUE, 2023, 2024)
    assert [doubt.message for doubt in found.doubts] == ["more figures than any report has: the rest was not read"]


@pytest.mark.parametrize("seed", sorted((ROOT.parent / "seeds").glob("*.txt")), ids=lambda p: p.stem)
def test_every_figure_of_the_held_documents_is_proved(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    found = draft(text, CATALOGUE)
    assert found.figures
    _holds(text, found)


CODE = "\n".join(
    file.read_text(encoding="utf-8") for file in sorted((ROOT.parent / "indicators" / "drafts").glob("*.py"))
)


def test_no_rule_knows_the_held_documents() -> None:
    real = collection.load(ROOT.parent / "curated")
    names = {word for city in real.cities.values() for word in (city.zh.rstrip("市"), city.en)} | set(real.cities)
    assert [name for name in names if name in CODE] == []
    # No figure of the curated data: a number of three digits or more in the rules is none of theirs.
    curated = {
        str(abs(number))
        for year in real.years.values()
        for promise in year.values()
        for figure in (promise.target, *promise.outcome)
        if figure is not None
        for number in figure.numbers
    }
    assert [
        n
        for n in set(re.findall(r"\d+(?:\.\d+)?", CODE)) & curated
        if len(n.replace(".", "")) >= 3 and n not in ("100", "1000")
    ] == []


def test_no_rule_has_learnt_a_passage_by_heart() -> None:
    seeds = "".join(normal(seed.read_text(encoding="utf-8")) for seed in (ROOT.parent / "seeds").glob("*.txt"))
    others = "".join(normal(f.read_text(encoding="utf-8")) for f in (ROOT / "reports").rglob("*.*")) + "".join(
        str(c["says"]) for c in CASES
    )
    known = others + "".join(
        name for indicator in CATALOGUE.values() if indicator.headline for name in indicator.aliases
    )
    words = set(re.findall(r"[\u4e00-\u9fff]{6,}", CODE))
    assert [word for word in words if word in seeds and word not in known] == []
