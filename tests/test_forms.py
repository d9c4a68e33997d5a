"""The words around a printed number, and words that spell one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.evidence import normal
from indicators.words import forms, numerals, spelled

# text as printed | the forms that its first number may have
AROUND = """
达到100家                     | value
控制在100家                   | value at_most
100家以上                     | at_least
不低于100家                   | at_least
不少于100家                   | at_least
至少100家                     | at_least
每乡至少建设1个食堂           | at_least
至少建设1个食堂               | at_least
全市培育示范企业不少于100家   | at_least
100家以内                     | at_most
控制在100家以内               | at_most
不超过100家                   | at_most
未超过100家                   | at_most
低于100家                     | less_than
不足100家                     | less_than
突破100家                     | more_than
突破100亿元大关               | more_than
超100家                       | more_than
100余家                       | more_than
100多家                       | more_than
30余万户                      | more_than
二十来家                      | more_than about
上百家                        | more_than
近百家                        | nearly
接近100家                     | nearly
100家左右                     | about
约100家                       | about
大约100家                     | about
签约100个                     | value
节约100吨                     | value
附近100米                     | value
3—5家                         | between
3—5家左右                     | between about
近百余家                      | nearly more_than
分别增长7%、8%以上            | value at_least
分别增长7%、8%以上，降3%左右  | value at_least
分别增长7%、8%以上的目标      | value
增长7%、8%以上                | value
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in AROUND.strip().splitlines()]


@pytest.mark.parametrize(("text", "allowed"), TABLE, ids=[text for text, _ in TABLE])
def test_the_words_around_a_number_make_its_form(text: str, allowed: str) -> None:
    text = normal(text)
    assert forms.around(text, numerals.readings(text)[0]) == set(allowed.split())


@pytest.mark.parametrize(
    ("words", "unit", "form", "number"),
    [
        ("两位数", "%", "at_least", "10"),
        ("三位数", "家", "at_least", "100"),
        ("翻一番", "倍", "value", "2"),
        ("翻番", "%", "value", "100"),
        ("翻两番", "倍", "value", "4"),
        ("翻两番", "%", "value", "300"),
        ("减半", "%", "value", "-50"),
        ("减半", "%", "value", "50"),
        ("持平", "%", "value", "0"),
        ("与上年持平", "亿元", "value", "0"),
        ("由负转正", "%", "more_than", "0"),
        ("由正转负", "%", "less_than", "0"),
        ("过半", "%", "more_than", "50"),
        ("半数以上", "%", "more_than", "50"),
        ("半数以上", "%", "at_least", "50"),
        ("一大半", "%", "more_than", "50"),
        ("近半", "%", "nearly", "50"),
        ("半数", "%", "value", "50"),
        ("半数", "%", "about", "50"),
        ("四分之一", "%", "value", "25"),
        ("超三分之二", "%", "more_than", "66.7"),
        ("两个半", "个", "value", "2.5"),
    ],
)
def test_words_that_spell_a_number_mean_it(words: str, unit: str, form: str, number: str) -> None:
    assert (form, Decimal(number)) in spelled.meanings(words, unit)


@pytest.mark.parametrize("words", ["平稳增长", "持续扩大", "大幅提升", "全部", "增长", "", "左右"])
def test_words_that_spell_no_number_mean_none(words: str) -> None:
    assert spelled.meanings(words, "%") == ()


@pytest.mark.parametrize(("length", "found"), [(39, True), (40, True), (41, False), (42, False)])
def test_words_longer_than_any_number_spell_none(length: int, found: bool) -> None:
    digits = "一" * (length - 2)
    means = (("value", int(digits.replace("一", "1")) + Decimal("0.5")),) if found else ()
    assert spelled.meanings(f"{digits}个半", "个") == means


def test_a_fraction_is_a_share_rounded_to_as_many_places_as_a_document_may_print() -> None:
    assert spelled.meanings("三分之一", "%") == tuple(("value", Decimal(n)) for n in ("33", "33.3", "33.33"))
    for unit in ("", "个"):
        assert spelled.meanings("三分之一", unit) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("增速实现两位数", "两位数"),
        ("进出口总额与上年持平", "持平"),
        ("利润由负转正、税收翻番", "由负转正"),
        ("零散工地", None),
        ("平稳增长", None),
    ],
)
def test_the_first_words_of_a_text_that_spell_a_number_are_found(text: str, words: str | None) -> None:
    assert spelled.found_in(text) == words


@given(st.sampled_from([words for words, _ in forms.FRONT]).flatmap(st.from_regex))
def test_each_of_the_words_in_front_has_a_character_by_which_they_are_looked_for(text: str) -> None:
    assert forms._ANY_IN_FRONT.search(text)
