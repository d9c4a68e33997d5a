"""No figure without its quote: finding quotes in torn, mixed documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.evidence import Document, Evidence, document, in_cells, kept, normal


def found_in(text: str, quote: str) -> str | None:
    """The original words that the quote was found as."""
    held = document(text)
    assert held is not None
    at = held.find(quote)
    return None if at is None else text[at[0] : at[1]]


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("全年增长7%，创新高", "增长7%", "增长7%"),
        ("全年增\n长7\n\n%，", "增长7%", "增\n长7\n\n%"),
        ("全年　增 长 7 %，", "增长7%", "增 长 7 %"),
        ("全年增长７％，", "增长7%", "增长７％"),
        ("全年增长7%，", "增长７％，", "增长7%，"),
        ("地區生產總值增長7%", "地区生产总值增长7%", "地區生產總值增長7%"),
        ("地区生产总值增长7%", "地區生產總值增長7%", "地区生产总值增长7%"),
        ("地區生产總值", "地区生產总值", "地區生产總值"),
        ("10—15個，", "10-15个", "10—15個"),
        ("“全覆盖”", '"全覆盖"', "“全覆盖”"),
        ("增长\u200b7%", "增长7%", "增长\u200b7%"),
        ("[注] 增 长7%", "增长7%", "增 长7%"),
        ("增\u2028长\u202e7\x0b%", "增长7%", "增\u2028长\u202e7\x0b%"),  # a document holds what it holds
        ("⼀般公共预算收⼊增⻓7%", "一般公共预算收入增长7%", "⼀般公共预算收⼊增⻓7%"),
        ("增长7%、增长7%", "增长7%", "增长7%"),
        ("全年增长7%", "增长8%", None),
        ("全年增长7%", "  ", None),
        ("全年 增长7%，", " 增长7%", "增长7%"),
        ("全年增长7% ，", "增长7% ", "增长7%"),
    ],
)
def test_a_quote_is_found_whatever_the_script_the_width_and_the_tears(text: str, quote: str, words: str | None) -> None:
    assert found_in(text, quote) == words


def test_normalising_does_not_depend_on_what_was_read_before() -> None:
    for text in ("Ｑ", "q", "７", "", "瀾", "Ｑ瀾７"):
        assert normal(normal(text)) == normal(text)
    assert normal("瀾城７％ Q") == "澜城7%Q"
    assert normal("薴") == normal("苧") == normal("苎")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("6.2\t6%", "6.2|6%"),
        ("6.2　6%", "6.2|6%"),
        ("6.2  6%", "6.2|6%"),
        ("6.2 \t 6%", "6.2|6%"),
        ("１\t２", "1|2"),
        ("6.2 6%", "6.26%"),  # one space, or the end of a line: a number is torn
        ("6.\n2%", "6.2%"),
        ("增长\t6%", "增长6%"),
    ],
)
def test_the_numbers_of_a_table_stay_apart(text: str, cells: str) -> None:
    assert in_cells(text) == cells


def test_every_full_width_sign_of_ascii_reads_like_its_half_width_one() -> None:
    for i in range(ord("!"), ord("~") + 1):
        assert normal(chr(0xFF01 - ord("!") + i)) == chr(i)
    assert normal("｟") == "｟"


def test_a_figure_is_verified_where_its_words_stand_even_at_the_very_beginning() -> None:
    assert Evidence("report", 0, 4).verified is True
    assert Evidence("communique").verified is False


def test_a_figure_is_quoted_where_its_words_stand_whoever_read_its_number() -> None:
    for evidence, state, quoted in (
        (Evidence("report", 0, 4), "verified", True),
        (Evidence("report", 0, 4, read=True), "read", True),
        (Evidence("communique"), "cited", False),
    ):
        assert (evidence.state, evidence.quoted, evidence.verified) == (state, quoted, state == "verified")


def test_a_document_ends_where_its_page_goes_on_with_something_else() -> None:
    text = "首页 增长9%\n政 府 工作报告\n增长7%\n附件 增长8%"
    held = document(text, "政府工作报告", "附件")
    assert held is not None
    assert text[held.begin : held.end] == "政 府 工作报告\n增长7%\n"
    assert held.find("增长7%") == (text.index("增长7%"), text.index("增长7%") + 4)
    assert held.find("增长8%") is None and held.find("增长9%") is None
    assert held.find("增长8%", whole_file=True) is not None


def test_the_end_of_a_document_is_looked_for_behind_its_beginning() -> None:
    text = "附件 政府工作报告 增长7% 附件"
    held = document(text, "政府工作报告", "附件")
    assert held is not None and held.end == text.rindex("附件")


def test_a_document_may_end_with_a_word_of_its_title() -> None:
    text = "政府工作报告 增长7% 报告完毕"
    held = document(text, "政府工作报告", "报告")
    assert held is not None and text[held.begin : held.end] == "政府工作报告 增长7% "


def test_a_document_without_bounds_is_the_whole_text() -> None:
    for text in ("", "报告", "报告 增长7%"):
        assert document(text) == Document(text, 0, len(text))
    assert document("报告 附件", None, "报告") == Document("报告 附件", 0, 0)
    assert document("报告 附件", "报告") == Document("报告 附件", 0, 5)


@pytest.mark.parametrize(("begins", "ends"), [("不在", None), (None, "不在")])
def test_bounds_that_are_not_in_the_text_give_no_document(begins: str | None, ends: str | None) -> None:
    assert document("政府工作报告", begins, ends) is None


def test_the_same_words_are_found_again_behind_the_first_place() -> None:
    text = "增长7%。增 长7%。"
    held = Document(text, 0, len(text))
    assert [held.find("增长7%", after=after) for after in (0, 1, 5, 6)] == [(0, 4), (5, 10), (5, 10), None]
    assert Document("7、7", 0, 3).find("7", whole_file=True) == (0, 1)
    assert Document("增长７%、增长7%", 0, 9).find("增长7%") == (5, 9), "to the letter before what reads the same"
    torn = "人 人 人"
    assert Document(torn, 0, len(torn)).find("人人", after=1) == (2, 5)


def nearest(text: str, quote: str) -> str | None:
    return Document(text, 0, len(text)).nearest(quote)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("城镇新增就业3.3万人", "城鎮新增就業3.2萬人"),  # one digit is wrong; script and line break don't matter
        ("地区生产总值预计增长6%以上", "地区生产总值增长6%以上"),
        ("地区生产总值增长6%左右", "地区生产总值增长6%"),
        ("一般公共预算收入", None),
    ],
)
def test_a_quote_that_is_not_there_has_its_nearest_words(quote: str, words: str | None) -> None:
    text = "二、今年：地区生产总\n值增长6%以上，全市城鎮新增\n就業3.2萬人。"
    assert nearest(text, quote) == words


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        # at the text's beginning and at its end
        ("城镇新增就业3万人，失业率5%", "城镇新增就业4万人", "城镇新增就业3万人"),
        ("新建学校，城镇新增就业3万人", "城镇新增就业3万名", "城镇新增就业3万"),
        # a word is missing before what agrees, or stands there only in the quote
        ("目标：粮食总产量稳定在200万吨以上。", "粮食总产稳定在200万吨以上", "粮食总产量稳定在200万吨以上"),
        ("新建口袋公园10座，绿道3个", "今年新建口袋公园10个", "新建口袋公园10"),
        # four characters must agree, and a third of the quote
        ("全市新增就业3万人", "新增就业九千人次", "新增就业3万人"),
        ("全市新增就学3万人", "新增就业九千人次", None),
        ("全市新增就业人数稳定", "努力实现更加充分更高质量的新增就业", None),
        ("全市高质量的就业人数", "努力实现更加充分高质量的就业", "高质量的就业"),
    ],
)
def test_the_nearest_words_are_those_a_reader_would_point_at(text: str, quote: str, words: str | None) -> None:
    assert nearest(text, quote) == words


def test_a_long_quote_with_one_wrong_digit_has_all_of_its_nearest_words() -> None:
    figures = "、".join(f"第{i}项增长{i}.5%、第{i}项占比提高{i}.5个百分点" for i in range(1, 16))
    assert nearest(f"目标是：{figures}。", figures.replace("第8项增长8.5%", "第8项增长8.6%")) == figures


def test_a_long_quote_that_says_the_same_again_and_again_has_its_nearest_words() -> None:
    held, rows = "目标：" + "每县新增学校3所，" * 40, "每县新增学校3所，" * 30
    assert nearest(held, f"{rows}每县新增学校9所") == f"{rows}每县新增学校3所"


def test_the_nearest_words_are_looked_for_in_texts_of_up_to_two_hundred_thousand_characters() -> None:
    words, quote = "城镇新增就业3万人", "城镇新增就业4万人"
    assert nearest("，" * (200_000 - len(words)) + words, quote) == words
    assert nearest("，" * (200_001 - len(words)) + words, quote) is None


# ---- what holds for all texts

scraps = st.text(alphabet='增长總总產产值7７％%—-、。 \n　\u200bAa“"', max_size=40)


@given(scraps, scraps, scraps)
def test_offsets_lead_back_to_words_that_read_like_the_quote(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    held = document(text)
    assert held is not None
    at = held.find(quote)
    assert (at is None) == (normal(quote) == "")
    if at is not None:
        assert normal(text[at[0] : at[1]]) == normal(quote)
        assert at[1] <= len(before + quote)


@given(scraps, scraps, st.integers(0, 60), st.booleans())
def test_a_quote_is_found_at_the_first_place_where_a_reader_would_see_it(
    text: str, quote: str, after: int, whole_file: bool
) -> None:
    held = Document(text, 0, len(text))
    seen = [
        i
        for i in kept(text)
        if (whole_file or i >= after) and normal(quote) and normal(text[i:]).startswith(normal(quote))
    ]
    # Where it stands to the letter it is found there, else at the first place that reads like it.
    to_the_letter = [i for i in seen if text.startswith(quote, i)]
    at = held.find(quote, whole_file, after)
    assert (at and at[0]) == ((to_the_letter or seen)[0] if seen else None)


@given(scraps)
def test_each_character_that_is_left_of_a_text_leads_back_to_the_one_it_was(text: str) -> None:
    assert [normal(text[i]) for i in kept(text)] == list(normal(text))


@given(st.text())
def test_normalising_any_text_twice_changes_nothing_more_and_never_lengthens(text: str) -> None:
    once = normal(text)
    assert len(once) <= len(text)
    assert normal(once) == once
