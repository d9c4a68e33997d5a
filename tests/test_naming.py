"""How an indicator is named in a document: whole, without what only the catalogue adds, or with its parts apart."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.collection.naming import Naming, Place, _may_part, apart, plain, thing, whole
from tests.samples import an_indicator


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("新增公共停车位", "公共停车位"),
        ("进出口总额", "进出口"),
        ("技能人才占比", "技能人才"),
        ("新建改造学校", "学校"),
        ("地区生产总值增速", "地区生产总值"),
        ("单位GDP能耗降低率", "单位GDP能耗"),
        ("全市学校数量的", "全市学校"),
        ("新建校", "新建校"),  # one character names nothing
        ("城镇新增就业", "城镇新增就业"),
        ("森林覆盖率", "森林覆盖率"),
    ],
)
def test_what_only_the_catalogue_adds_to_a_name_is_left_out(name: str, what: str) -> None:
    assert thing(name) == what


def test_names_are_looked_for_without_marks_and_in_one_wording() -> None:
    assert plain("“三个一”规模以上工业（含）") == "三个一规上工业含"
    assert plain("城乡居民收入") == "城镇和农村居民收入"


def test_every_place_of_a_name_is_found_those_that_overlap_too() -> None:
    assert [place.parts for place in whole("学校", "学校和学校")] == [((0, 2),), ((3, 5),)]
    assert [place.parts for place in whole("人人", "人人人")] == [((0, 2),), ((1, 3),)]
    assert list(whole("学校", "医院")) == []


LONG = "居民人均可支配水平稳步持续较快地增长的"  # 19 characters


# the name in a text | its parts as they are found, none where they aren't | whether only a list may stand between them
@pytest.mark.parametrize(
    ("name", "text", "loose", "fixed"),
    [
        ("城镇居民收入", "城镇和农村居民收入", "城镇 居民收入", "城镇 居民收入"),
        ("规上工业利润", "规上工业增加值、利润", "规上工业 利润", "规上工业 利润"),
        ("城镇居民收入", "全市城镇的居民收入", "城镇 居民收入", "城镇 居民收入"),
        ("城镇居民收入", "城镇常住居民收入", "城镇 居民收入", "城镇 居民收入"),
        ("技能人才比例", "技能人才占从业人员比例", "技能人才 比例", ""),
        ("技能人才比例", "技能人才和农民工比例", "技能人才 比例", "技能人才 比例"),
        ("城镇居民收入", "城镇，城镇老年居民月收入", "城镇 居民 收入", ""),
        ("城镇居民收入", "城镇老年居民月收入", "城镇 居民 收入", ""),
        ("城镇居民工资收入", "城镇老年居民月工资性收入", "", ""),  # four parts
        ("城镇居民收入", "城镇8万居民收入", "", ""),
        ("城镇居民收入", "城镇。居民收入", "", ""),
        ("城镇居民收入", "居民收入城镇", "", ""),
        ("学校", "学生返校", "", ""),
        ("城镇收入", f"城镇{LONG[:18]}收入", "城镇 收入", ""),
        ("城镇收入", f"城镇{LONG}收入", "", ""),
        ("城镇收入", f"城镇{LONG}{LONG[:16]}、收入", "城镇 收入", "城镇 收入"),
        ("城镇收入", f"城镇{LONG}{LONG[:17]}、收入", "", ""),
        ("城镇收入", f"城镇{LONG}{LONG[:17]}收入，城镇人均收入", "城镇 收入", "城镇 收入"),
    ],
)
def test_a_name_may_stand_in_parts_with_a_few_words_or_a_list_between(
    name: str, text: str, loose: str, fixed: str
) -> None:
    for words, only_lists in ((loose, False), (fixed, True)):
        place = apart(name, text, only_lists)
        parts = place.parts if place else ()
        assert " ".join(text[start:end] for start, end in parts) == words


def all_apart(name: str, text: str, fixed: bool) -> set[tuple[tuple[int, int], ...]]:
    """Every way in which a name stands in two or three parts, looked for in every place."""
    ends = range(2, len(name) - 1)
    cuts = [(0, a, len(name)) for a in ends] + [(0, a, b, len(name)) for a in ends for b in ends if a + 2 <= b]
    found = set()
    for split in cuts:
        parts = [name[a:b] for a, b in pairwise(split)]
        for starts in product(range(len(text)), repeat=len(parts)):
            places = tuple((at, at + len(part)) for at, part in zip(starts, parts, strict=True))
            gaps = [(end, start) for (_, end), (start, _) in pairwise(places)]
            if all(text.startswith(part, at) for at, part in zip(starts, parts, strict=True)) and all(
                end < start and _may_part(text[end:start], fixed) for end, start in gaps
            ):
                found.add(places)
    return found


WORDS = st.text(alphabet="甲乙丙", min_size=2, max_size=6)


@example("甲甲甲甲", "甲甲甲甲甲甲", True)
@example("甲乙丙甲乙", "甲乙丙甲乙、甲乙", False)
@example("甲乙甲乙", "甲乙甲乙的甲乙", False)
@given(WORDS, st.text(alphabet="甲乙丙甲乙丙的、。", max_size=11), st.booleans())
def test_a_name_is_found_in_parts_wherever_it_stands_so(name: str, text: str, fixed: bool) -> None:
    found, every = apart(name, text, fixed), all_apart(name, text, fixed)
    assert (found is None) == (not every)
    assert found is None or found.parts in every


def test_a_place_is_within_one_that_is_longer() -> None:
    place = Place(((2, 4), (6, 8)))
    assert (place.start, place.end) == (2, 8)
    longer = [(2, 9), (1, 8), (1, 9)]
    others = [(2, 8), (3, 9), (1, 7)]
    assert [place.within(Place((other,))) for other in longer + others] == [True] * 3 + [False] * 3


def test_a_catalogue_knows_the_names_of_each_indicator_and_those_that_stand_in_a_text() -> None:
    urban = an_indicator(zh="城镇居民收入", aliases=["城镇收入增速"])
    rural = an_indicator(zh="农村居民收入")
    gdp = an_indicator(zh="地区生产总值", named_by=["经济总量"])
    naming = Naming({"urban": urban, "rural": rural, "gdp": gdp})
    assert naming.of(gdp) == (("地区生产总值", "经济总量"),) * 2
    assert naming.of(urban) == (("城镇居民收入", "城镇收入增速"), ("城镇居民收入", "城镇收入"))
    assert naming.of(urban) is naming.of(urban)
    assert naming.standing_in("城镇居民收入高于地区生产总值") == ["城镇居民收入", "地区生产总值"]
    assert naming.standing_in("城镇居民") == []
    # what sets it apart from the one beside it, whose end it shares
    assert naming.heads("urban", rural) == ("城镇", "城镇")
    assert naming.heads("gdp", rural) == ("地区生产总值", "经济总量")
    assert naming.heads("unheard_of", rural) == ()
