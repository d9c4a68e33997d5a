"""Interval arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.judging.spans import Span

D = Decimal
ends = st.none() | st.decimals(-100, 100, places=1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Spans that hold at least one number besides their open ends."""
    low, high = draw(ends), draw(ends)
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    if low is not None and high is not None:
        low, high = sorted([low, high])
        if low == high:
            low_open = high_open = False
    return Span(low, high, low_open and low is not None, high_open and high is not None)


def test_an_open_end_is_not_part_of_the_span() -> None:
    seven = Span(D(7), D(7))
    assert seven.inside(Span(D(7), None)) and not seven.apart(Span(D(7), None))
    assert seven.apart(Span(D(7), None, low_open=True)) and not seven.inside(Span(D(7), None, low_open=True))
    assert seven.apart(Span(None, D(7), high_open=True))


def test_an_open_span_lies_inside_the_closed_one_but_not_the_other_way_round() -> None:
    closed, opened = Span(D(1), D(2)), Span(D(1), D(2), True, True)
    assert opened.inside(closed) and not closed.inside(opened)


def test_an_infinite_span_is_inside_no_finite_one() -> None:
    assert not Span(D(1), None).inside(Span(D(0), D(9)))
    assert not Span(None, D(1)).inside(Span(D(0), D(9)))
    assert Span(D(1), D(2)).inside(Span(None, None))


def test_overlapping_spans_are_neither_inside_nor_apart() -> None:
    one, two = Span(D(4), D(6)), Span(D(5), None)
    assert not one.inside(two) and not one.apart(two)


def test_just_below_a_hundred_lies_apart_from_a_hundred_and_more() -> None:
    assert Span(D(100), D(100), high_open=True).apart(Span(D(100), None))


def percent(of: int | Decimal) -> Callable[[Decimal], Decimal]:
    """How far an end is moved: by that percentage of itself."""
    return lambda end: abs(end) * D(of) / 100


def test_widening_closes_the_ends_it_moves_and_leaves_infinite_ones() -> None:
    assert Span(D(5), None, low_open=True).widened(percent(10)) == Span(D("4.5"), None)
    assert Span(None, D(5), high_open=True).widened(percent(10)) == Span(None, D("5.5"))
    assert Span(D(-10), D(20), True, True).widened(percent(10)) == Span(D(-11), D(22))
    assert Span(None, None).widened(percent(10)) == Span(None, None)


def test_an_end_that_does_not_move_stays_open_or_closed() -> None:
    assert Span(D(5), None, low_open=True).widened(percent(0)) == Span(D(5), None, low_open=True)
    assert Span(D(0), D(5), True, True).widened(percent(10)) == Span(D(0), D("5.5"), low_open=True)
    assert Span(D(-5), D(0), True, True).widened(percent(10)) == Span(D("-5.5"), D(0), high_open=True)


def _holds(span: Span, number: Decimal) -> bool:
    above = span.low is None or number > span.low or (number == span.low and not span.low_open)
    below = span.high is None or number < span.high or (number == span.high and not span.high_open)
    return above and below


def test_inside_and_apart_are_what_the_numbers_of_the_spans_say() -> None:
    numbers = [D(n) / 2 for n in range(-8, 9)]
    few = [None, D(-1), D(0), D(1)]
    every = [
        Span(low, high, low_open and low is not None, high_open and high is not None)
        for low, high, low_open, high_open in product(few, few, (False, True), (False, True))
    ]
    held = {span: {n for n in numbers if _holds(span, n)} for span in every}
    for one, other in product([span for span in every if held[span]], repeat=2):
        assert one.inside(other) == (held[one] <= held[other]), (one, other)
        assert one.apart(other) == (not held[one] & held[other]), (one, other)


@given(spans(), spans())
def test_nothing_is_both_inside_and_apart(one: Span, two: Span) -> None:
    assert not (one.inside(two) and one.apart(two))


@given(spans(), spans())
def test_being_apart_is_mutual(one: Span, two: Span) -> None:
    assert one.apart(two) == two.apart(one)


@given(spans(), spans(), spans())
def test_inside_of_inside_is_inside(one: Span, two: Span, three: Span) -> None:
    assume(one.inside(two) and two.inside(three))
    assert one.inside(three)


@given(spans(), spans(), st.decimals(-100, 100, places=2))
def test_inside_and_apart_agree_with_the_numbers_themselves(one: Span, two: Span, number: Decimal) -> None:
    point = Span(number, number)
    if point.inside(one):
        assert not (one.inside(two) and not point.inside(two))
        assert not (one.apart(two) and point.inside(two))


@given(spans(), st.decimals(0, 10, places=1))
def test_a_span_is_inside_its_widened_self(span: Span, by: Decimal) -> None:
    assert span.inside(span.widened(percent(by)))


def test_a_span_in_another_unit_has_both_ends_multiplied() -> None:
    assert Span(D(2), D(3), high_open=True).times(D(10000)) == Span(D(20000), D(30000), high_open=True)
    assert Span(None, D(3)).times(D("0.1")) == Span(None, D("0.3"))


@given(spans(), spans(), st.decimals("0.01", 100, places=2))
def test_another_unit_leaves_spans_as_they_lie_to_each_other(one: Span, other: Span, factor: Decimal) -> None:
    assert one.times(factor).inside(other.times(factor)) == one.inside(other)
    assert one.times(factor).apart(other.times(factor)) == one.apart(other)
