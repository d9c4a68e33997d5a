"""Texts in both languages."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest
from babel.messages.pofile import read_po

from indicators.model.problems import Problem
from indicators.words.texts import (
    CATALOGUE,
    Both,
    Joined,
    ended,
    enumerated,
    labelled,
    number,
    said,
    signed,
    translate,
)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_translation_uses_the_places_of_its_text_and_no_other() -> None:
    with CATALOGUE.open("rb") as po:
        catalogue = read_po(po, locale="zh_CN")
    wrong = [m.id for m in catalogue if m.id and not places(str(m.string)) <= places(str(m.id))]
    assert wrong == []
    assert not any(m.fuzzy for m in catalogue if m.id)


def test_values_are_said_in_the_language_of_the_sentence() -> None:
    message = said("there is no {kind} {name}", kind=Both("指标", "indicator"), name="x")
    assert message.say("en") == "there is no indicator x"
    assert "指标" in message.say("zh") and "indicator" not in message.say("zh")


def test_a_text_that_is_not_translated_is_said_in_english() -> None:
    assert translate("zh", "no such message {n}", n=1) == "no such message 1"


def test_braces_stay_as_they_are_where_nothing_is_filled_in() -> None:
    assert translate("en", "{half}") == "{half}"


def test_a_value_that_holds_braces_is_not_filled_in_again() -> None:
    assert said("{name}", name="{other}").say("en") == "{other}"


def test_a_list_is_joined_as_its_language_joins() -> None:
    both = Joined((Both("甲", "a"), Both("乙", "b")))
    assert (both.say("zh"), both.say("en")) == ("甲、乙", "a, b")


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "", "b"], "a，b", "a and b"),
        (["a", "b", "c"], "a，b，c", "a, b and c"),
    ],
)
def test_clauses_are_enumerated_as_their_language_does(parts: list[str], zh: str, en: str) -> None:
    assert (enumerated(parts, "zh"), enumerated(parts, "en")) == (zh, en)


def test_a_label_is_set_off_by_the_colon_of_its_language() -> None:
    assert (labelled("承诺", "3项", "zh"), labelled("Promises", "3", "en")) == ("承诺：3项", "Promises: 3")


@pytest.mark.parametrize(
    ("text", "zh", "en"), [("a", "a。", "a."), ("a.", "a.", "a."), ("甲。", "甲。", "甲。"), ("", "", "")]
)
def test_a_sentence_ends_once(text: str, zh: str, en: str) -> None:
    assert (ended(text, "zh"), ended(text, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4072", "4,072"),
        ("5.0", "5.0"),
        ("0", "0"),
        ("-3.7", "−3.7"),
        ("1E+3", "1,000"),
        ("0.12345678901", "0.12345678901"),
        ("1234567.80", "1,234,567.80"),
    ],
)
def test_a_number_keeps_exactly_its_decimals(value: str, text: str) -> None:
    assert (number(Decimal(value), "zh"), number(Decimal(value), "en")) == (text, text)


def test_a_difference_always_shows_its_sign() -> None:
    assert [signed(Decimal(v), "en") for v in ("1.5", "-3.7", "0", "0.0")] == ["+1.5", "−3.7", "0", "0.0"]


def test_a_problem_is_one_line_whatever_it_quotes() -> None:
    problem = Problem("form", said("two\nlines"), said("mend it")).at("a.yaml", 3, 7, "x.target")
    assert problem.text() == "a.yaml:3:7: form: x.target: two lines; mend it"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Problem("form", said("two {n}", n=1), said("mend it")).at("a.yaml", 9, 9, "x.target"), True),
        (Problem("form", said("two {n}", n=2)).at("a.yaml", 3, 7, "x.target"), False),
        (Problem("nothing", said("two {n}", n=1)).at("a.yaml", 3, 7, "x.target"), False),
        (Problem("form", said("two {n}", n=1)).at("b.yaml", 3, 7, "x.target"), False),
        (Problem("form", said("two {n}", n=1)).at("a.yaml", 3, 7, "y.target"), False),
    ],
)
def test_a_problem_stays_the_same_when_its_line_moves(other: Problem, same: bool) -> None:
    problem = Problem("form", said("two {n}", n=1)).at("a.yaml", 3, 7, "x.target")
    assert (problem.identity == other.identity) is same


def test_a_problem_without_keys_names_no_place() -> None:
    assert (
        Problem("empty", said("nothing here"), said("fill it in")).at("a.yaml", 1, 1, "").text()
        == "a.yaml:1:1: empty: nothing here; fill it in"
    )


def test_a_problem_has_a_code_of_the_list_and_its_cure_unless_a_nearer_one_is_given() -> None:
    assert Problem("empty", said("nothing here")).text() == ":1:1: empty: nothing here; fill it in or delete it"
    with pytest.raises(ValueError, match="emptiness is not a code"):
        Problem("emptiness", said("nothing here"))
