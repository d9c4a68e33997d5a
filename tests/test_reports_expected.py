"""The invented reports are fair tests: every expected figure stands in its text, in its half, as its form says."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from indicators.collection.evidence import document, normal
from indicators.collection.proof import quote_problem
from indicators.model.schema import FORMS, Figure
from indicators.words.numerals import readings
from indicators.words.units import factor
from tests.samples import REPORTS, an_indicator, catalogue_of_reports

FILES = sorted(REPORTS.glob("*/*.yaml"))
QUALIFIERS = {"stretch", "strive", "due", "unit", "indicator", "headline", "optional", "context"}
KEYS = {"role", "year", "what", "quote"} | QUALIFIERS
NUMERIC = tuple(form for form in FORMS if form != "text")
RELATIVE = ("in_step_with", "faster_than")
# What the quote says of a number, by form.
WORDS = {
    "at_least": "以上|不低于|不少于|至少|不下于",
    "more_than": "突破|超|余|多|逾|跨越|高于",
    "at_most": "以内|以下|不超过|不高于",
    "less_than": "低于|不到|不足",
    "about": "左右|约|上下",
    "nearly": "近|接近",
}
each = pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")


@cache
def _text(file: Path) -> str:
    page = file.with_suffix(".html")
    if not page.exists():
        return file.with_suffix(".txt").read_text(encoding="utf-8")
    article = page.read_text(encoding="utf-8").split('<div class="content"')[1].split('<div class="related"')[0]
    return html.unescape(re.sub("<[^>]*>", "", article))


@cache
def _expected(file: Path) -> dict[str, Any]:
    expected = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert isinstance(expected, dict)
    return expected


def _form(entry: dict[str, Any]) -> str:
    (form,) = entry.keys() - KEYS
    return form


def _figure(entry: dict[str, Any]) -> Figure:
    given = entry[_form(entry)]
    number = given if isinstance(given, str) else [str(n) for n in given] if isinstance(given, list) else str(given)
    return Figure.model_validate(
        {_form(entry): number, "quote": entry["quote"]} | ({"unit": entry["unit"]} if entry.get("unit") else {})
    )


@each
def test_shape(file: Path) -> None:
    expected = _expected(file)
    years = {"outcome": expected.get("reviews"), "target": expected.get("plans")}
    assert expected["figures"]
    for entry in expected["figures"]:
        assert _form(entry) in NUMERIC, entry
        assert entry["year"] == years[entry["role"]], entry
        due = entry.get("due", entry["year"])
        assert 0 <= getattr(due, "year", due) - entry["year"] <= 2, entry  # a year, or a day of one
        assert entry["what"]
        assert ("unit" in entry) != (_form(entry) in RELATIVE), entry
        if entry["role"] == "outcome":
            assert not entry.keys() & {"stretch", "strive", "due"} | {_form(entry)} & set(RELATIVE), entry


@each
def test_indicators_are_of_the_catalogue(file: Path) -> None:
    for entry in _expected(file)["figures"]:
        if _form(entry) in RELATIVE:
            assert entry[_form(entry)] in catalogue_of_reports(), entry
        if "indicator" in entry:
            indicator = catalogue_of_reports()[entry["indicator"]]
            assert indicator.headline == entry.get("headline", False), entry
            assert "unit" not in entry or factor(entry["unit"], indicator.unit) is not None, entry


@each
def test_context_is_what_the_report_does_not_promise(file: Path) -> None:
    figures = _expected(file)["figures"]
    promised = {entry.get(key) for entry in figures if entry["role"] == "target" for key in ("what", "indicator")} - {
        None
    }
    for entry in figures:
        alone = entry["role"] == "outcome" and not {entry["what"], entry.get("indicator")} & promised
        known = entry.get("headline", False) or entry.get("optional", False)
        assert entry.get("context", False) == (alone and not known), entry


@each
def test_no_figure_stands_twice(file: Path) -> None:
    seen = [(e["role"], e["what"], _form(e), str(e[_form(e)]), e.get("unit")) for e in _expected(file)["figures"]]
    assert len(seen) == len(set(seen))
    named = [(e["role"], e["indicator"]) for e in _expected(file)["figures"] if "indicator" in e]
    assert sorted(named) == sorted(set(named))


@each
def test_quotes_stand_in_their_half(file: Path) -> None:
    expected, text = _expected(file), _text(file)
    turn = 0
    if "reviews" in expected:
        plan = document(text, begins=expected["plan_from"])
        assert plan is not None
        turn = plan.begin
    reviewing, planning = document(text[:turn]), document(text[turn:])
    assert reviewing is not None and planning is not None
    for entry in expected["figures"]:
        half = reviewing if entry["role"] == "outcome" else planning
        assert half.find(entry["quote"]), entry


@each
def test_figures_can_be_read_in_their_quotes(file: Path) -> None:
    for entry in _expected(file)["figures"]:
        named = catalogue_of_reports().get(entry.get("indicator", ""))
        unit = entry.get("unit", "%")
        measure = "growth" if named is not None and named.measure == "growth" else "level"
        indicator = an_indicator(zh=entry["what"], en=entry["what"], unit=unit, measure=measure)
        assert quote_problem(_figure(entry), indicator) is None, entry
        if "stretch" in entry:
            harder = Figure(value=Decimal(str(entry["stretch"])), quote=entry["quote"], unit=unit)
            assert quote_problem(harder, indicator) is None, entry
            assert "力争" in normal(entry["quote"])
        if entry.get("strive"):
            assert re.search("力争|努力|争取", normal(entry["quote"])), entry


@each
def test_forms_are_what_the_quote_says(file: Path) -> None:
    for entry in _expected(file)["figures"]:
        if words := WORDS.get(_form(entry)):
            assert re.search(words, normal(entry["quote"])), entry


@each
def test_falls_of_rates_are_negative(file: Path) -> None:
    for entry in _expected(file)["figures"]:
        called_a_fall = "削减" in entry["what"]  # which is then a positive number
        if _form(entry) in RELATIVE or entry["unit"] not in ("%", "个百分点") or called_a_fall:
            continue
        quote = normal(entry["quote"])
        for reading in readings(quote):
            # 下降5.3% is a change; 下降到3.1% is a level.
            if (
                reading.falls
                and quote[reading.start - 1] not in "至到为"
                and str(reading.value) == str(entry[_form(entry)]).lstrip("-")
            ):
                assert entry[_form(entry)] < 0, entry
