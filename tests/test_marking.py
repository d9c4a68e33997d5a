"""Words that a curator marks in a report: the figure that they are, read as a draft reads it, whatever is marked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection
from indicators.drafts import Draft, Drafted, draft
from indicators.drafts.marking import marked
from tests.samples import MINI, REPORT

CATALOGUE = collection.load(MINI).catalogue
MADE = draft(REPORT, CATALOGUE)
TORN = REPORT.replace("新建道路62公里", "新建\n道路 62 公里")
SAMPLES = [
    "新建学校12所",
    "增长6%左右",
    "力争",
    "，",
    "。",
    "\n\n",
    " ",
    "全覆盖",
    "2024年",
    "10—12个",
    "\u202e",
    "🏫",
    "百分之六",
    "<b>",
]


def _figure(words: tuple[int, int] | str, text: str = REPORT, there: tuple[Drafted, ...] = ()) -> Drafted:
    found = marked(text, CATALOGUE, MADE, words, there).figure
    assert found is not None
    assert text[found.start : found.end] == found.quote
    return found


def _why(words: tuple[int, int] | str, lang: str = "en") -> str:
    found = marked(REPORT, CATALOGUE, MADE, words)
    assert found.figure is None and found.why is not None
    return found.why.say(lang)


@pytest.mark.parametrize(
    ("words", "comes_to"),
    [
        ("新建学校12所", {"role": "target", "year": 2024, "indicator": "schools_new", "unit": "所", "doubts": ()}),
        ("新建道路62公里", {"role": "outcome", "year": 2023, "indicator": "roads_new", "numbers": (Decimal(62),)}),
        (
            "地区生产总值增长6%左右、力争实现6.5%",
            {"form": "about", "stretch": Decimal("6.5"), "indicator": "gdp_growth"},
        ),
        ("新建口袋公园10—12个", {"form": "between", "numbers": (Decimal(10), Decimal(12))}),
        ("农民收入增长与经济增长同步", {"form": "in_step_with", "refers_to": "gdp_growth"}),
        ("各位代表", {"form": "text", "text": "各位代表", "indicator": None}),
        ("修缮钟楼9座", {"indicator": None, "numbers": (Decimal(9),), "unit": "座"}),
    ],
)
def test_marked_words_are_read_as_a_draft_reads_them(words: str, comes_to: dict[str, Any]) -> None:
    figure = _figure(words)
    assert figure.quote == words
    assert {name: getattr(figure, name) for name in comes_to} == comes_to


def test_every_drafted_figure_marked_again_is_the_same() -> None:
    for one in (*MADE.figures, *MADE.context):
        again = _figure((one.start, one.end))
        same = ("role", "year", "indicator", "form", "numbers", "unit", "quote", "stretch", "start", "end")
        assert {n: getattr(again, n) for n in same} == {n: getattr(one, n) for n in same}


def test_what_the_draft_leaves_alone_is_taken_with_its_reason_as_a_doubt() -> None:
    figure = _figure("2024年经济社会发展")
    assert figure.numbers == (Decimal(2024),)
    assert "a date or a span of time" in [doubt.say("en") for doubt in figure.doubts]
    assert "nothing says what it is a figure of" in [doubt.say("en") for doubt in _figure("12所").doubts]


def test_of_several_figures_it_is_the_first_that_is_not_there() -> None:
    words = "新建学校12所，新建口袋公园10—12个，新增养老床位500张"
    first = _figure(words)
    assert first.numbers == (Decimal(12),)
    assert first.doubts[-1].say("en") == "these words have several figures, of which this is the first: 3"
    assert _figure(words, there=(*MADE.figures[:-2], *MADE.context)).numbers == (Decimal(10), Decimal(12))
    assert _figure(words, there=(*MADE.figures, *MADE.context)).numbers == (Decimal(12),)


def test_pasted_words_are_found_through_torn_lines_and_where_no_figure_is_yet() -> None:
    figure = _figure("新建道路62公里", TORN)
    assert figure.quote == "新建\n道路 62 公里"
    assert figure.numbers == (Decimal(62),)
    twice = REPORT + "我们要新建学校12所。"
    second = _figure("新建学校12所", twice, MADE.figures)
    assert second.start == twice.rindex("新建学校12所")
    assert _figure("新建学校12所", twice).start == twice.index("新建学校12所")


def test_white_space_around_marked_words_is_no_part_of_the_quote() -> None:
    at = REPORT.index("二、2024年主要")
    assert _figure((at - 2, at + 4)).quote == "二、20"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "no words are marked"),
        ((17, 17), "no words are marked"),
        ("。", "no words are marked"),
        ((9_000_000, 9_000_001), "no words are marked"),
        ((40, 20), "no words are marked"),
        ("修缮鼓楼", "the report has no such words: 修缮鼓楼; copy them as it prints them"),
        (
            "城镇新增就业二万人以上，城镇调查失业率控制在5.5%以内",
            "the report has no such words: 城镇新增就业二万人以上，城镇调查失业率控制在5.5%以内; the nearest are: "
            "城镇新增就业2万人以上，城镇调查失业率控制在5.5%以内",
        ),
        ("长" * 50, f"the report has no such words: {'长' * 40}…; copy them as it prints them"),
    ],
)
def test_words_that_are_no_figure_get_one_line(words: tuple[int, int] | str, says: str) -> None:
    assert _why(words) == says
    assert _why(words, "zh") != says


def test_no_quote_is_longer_than_anyone_would_check() -> None:
    text = REPORT + "新建学校12所，" * 60
    found = marked(text, CATALOGUE, MADE, (len(REPORT), len(text)))
    assert found.why is not None and found.why.say("en").startswith("mark at most 400 characters")


def test_a_proposed_entry_gets_a_key_of_its_own_unless_it_has_the_same_name() -> None:
    beds = _figure("新增养老床位500张")
    assert beds.proposal is not None
    other = replace(beds, proposal=replace(beds.proposal, zh="别的东西"))
    again = _figure("新增养老床位500张", there=(other,)).proposal
    assert again is not None and again.key == beds.proposal.key + "_2"
    assert _figure("新增养老床位500张", there=(beds,)).proposal == beds.proposal


def test_the_half_decides_the_role_and_words_of_a_year_turn_it() -> None:
    halves = tuple(replace(part, half="plans") for part in MADE.halves)
    planned: Draft = replace(MADE, halves=halves)
    assert marked(REPORT, CATALOGUE, planned, "新建道路62公里").figure == replace(
        _figure("新建道路62公里"), role="target", year=2024
    )
    alone = replace(MADE, halves=())
    later = marked("2025年底前新建学校12所。", CATALOGUE, alone, "2025年底前新建学校12所").figure
    assert later is not None and (later.role, later.due) == ("target", 2025)
    last = marked(REPORT, CATALOGUE, MADE, "各位代表").figure
    turned = marked(REPORT + "今年新建学校12所", CATALOGUE, planned, "今年新建学校12所").figure
    assert last is not None and last.role == "outcome"
    assert turned is not None and turned.role == "target"


@given(st.lists(st.sampled_from(SAMPLES) | st.text(max_size=6), max_size=12).map("".join), st.data())
def test_whatever_is_marked_is_quoted_as_it_stands_or_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = marked(text, CATALOGUE, MADE, (start, end))
    assert (found.figure is None) != (found.why is None)
    if found.figure is not None:
        assert text[start:end].strip() == found.figure.quote == text[found.figure.start : found.figure.end]
        assert found.figure.indicator or found.figure.proposal
        assert found.figure.numbers or found.figure.text or found.figure.refers_to
