"""Reading numbers in Chinese official prose."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection.evidence import normal
from indicators.words import numerals
from indicators.words.numerals import falls_by, readings, spoken, vague

# text as printed | what is read: number and unit behind it, a leading minus where it falls
READ = """
增长7%                      | 7 %
增长7.5％                   | 7.5 %
增长３．５％                | 3.5 %
达到5571.17亿元             | 557117000000 元
1.16万亿元                  | 1160000000000 元
1,234万户                   | 12340000 户
１，２３４户                | 1234 户
近百座                      | 100 座
近10万户                    | 100000 户
八成                        | 8 成
1.2倍                       | 1.2 倍
两倍                        | 2 倍
0.5‰                        | 0.5 ‰
二十五个                    | 25 个
十五所                      | 15 所
一百零五家                  | 105 家
三万五千人                  | 35000 人
一亿三千万元                | 130000000 元
两千万亩                    | 20000000 亩
百分之七                    | 7 %
百分之七点五                | 7.5 %
百分之百                    | 100 %
零点五个百分点              | 0.5 个百分点
〇点五个百分点              | 0.5 个百分点
一点五万人                  | 15000 人
二点三亿元                  | 230000000 元
上万人                      | 10000 人
上亿元                      | 100000000 元
百余家                      | 100 家
千余户                      | 1000 户
二〇二三年                  | 2023 年
一五〇家                    | 150 家
建成五百家                  | 500 家
30余家                      | 30 家
30余万户、5个               | 300000 户, 5 个
20多个                      | 20 个
二十来家                    | 20 家
5亿余元                     | 500000000 元
下降3.5%                    | -3.5 %
减少2万吨                   | -20000 吨
增速下滑2个百分点           | -2 个百分点
编制缩减30个                | -30 个
房价下跌5%                  | -5 %
工期压缩3天                 | -3 天
审批缩短2天                 | -2 天
涨幅收窄1个百分点           | -1 个百分点
能耗下降不低于3%            | -3 %
能耗下降不少于3%            | -3 %
能耗下降超过3%              | -3 %
能耗降低幅度达到3%          | -3 %
分别下降12.5%、9.1%         | -12.5 %, -9.1 %
分别下降2%和1个百分点       | -2 %, 1 个百分点
分别下降2%、3%和4%          | -2 %, -3 %, -4 %
分别下降2%与3%              | -2 %, -3 %
分别下降2%及3%              | -2 %, -3 %
增长1%，下降2%、3%          | 1 %, -2 %, -3 %
下降2%，增长3%、4%          | -2 %, 3 %, 4 %
下降2%、增长3%              | -2 %, 3 %
下降2%；3%                  | -2 %, 3 %
分别下降2、3个百分点        | -2 、, -3 个百分点
下降2个百分点、3个百分点    | -2 个百分点, -3 个百分点
下降2个百分点、3个县摘帽    | -2 个百分点, 3 个县
增长3%、-2%                 | 3 %, -2 %
负增长幅度达到3%            | -3 %
-2%                         | -2 %
－２％                      | -2 %
回落到5%                    | 5 %
降至5%                      | 5 %
收窄至0.4%                  | 0.4 %
降3.2%                      | -3.2 %
跌3.2%                      | -3.2 %
降幅3.2%                    | -3.2 %
降幅收窄至3.2%              | -3.2 %
降幅收窄0.5个百分点         | 0.5 个百分点
下降3%—4%                   | -3 %, -4 %
下降3-4个百分点             | -3 个百分点, -4 个百分点
下降3%、力争4%              | -3 %, -4 %
增长3%、-14.2%、5%          | 3 %, -14.2 %, 5 %
650(万千瓦)                 | 6500000 千瓦
5(万吨)/日                  | 50000 吨/日
数百家                      |
几十家                      |
十几家                      |
三五家                      |
数以万计                    |
成百上千家                  |
成千上万人                  |
上千上万人                  | 1000 上, 10000 人
上百家                      | 100 家
−2%                         | -2 %
3-5家                       | 3 家, 5 家
10—15个                     | 10 个, 15 个
10至15个                    | 10 个, 15 个
5-10万人                    | 50000 人, 100000 人
5万-10万人                  | 50000 人, 100000 人
新建3-5家、改造10-15万户    | 3 家, 5 家, 100000 户, 150000 户
建成8所，今年新建3-5家      | 8 所, 3 家, 5 家
3-5家，另有2万人            | 3 家, 5 家, 20000 人
增长3%-5%                   | 3 %, 5 %
增长3%～5%                  | 3 %, 5 %
一點五個百分點              | 1.5 个百分点
增長兩成                    | 2 成
三萬人                      | 30000 人
五億斤                      | 500000000 斤
100千瓦                     | 100 千瓦
5千米                       | 5 千米
20千克                      | 20 千克
3百分点                     | 3 百分点
5千人                       | 5000 人
3百户                       | 300 户
2百万元                     | 2000000 元
3千万元                     | 30000000 元
50万千瓦                    | 500000 千瓦
30微克/立方米               | 30 微克/立方米
3.7个百分点                 | 3.7 个百分点
没有数字                    |
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_each_number_is_read_as_a_reader_would(text: str, expected: str) -> None:
    wanted = [part.split() for part in expected.split(",") if part]
    found = readings(normal(text))
    assert [-r.value if r.falls else r.value for r in found] == [Decimal(number) for number, _ in wanted]
    assert all(r.follows.startswith(unit) for r, (_, unit) in zip(found, wanted, strict=True))


def test_a_rate_for_each_hundred_thousand_keeps_its_denominator() -> None:
    first = readings("12.5/10万")[0]
    assert (first.value, first.follows) == (Decimal("12.5"), "/10万")


# characters in front | the number | its value; none where it has more than 40 characters or sixteen powers (an account,
# a row of 亿), or is beyond 15 digits times the largest power
BOUNDS = [
    ("", "0" * 39 + "7", Decimal(7)),
    ("", "0" * 40 + "7", None),
    ("", "0" * 41 + "7", None),
    ("，" * 39, "12", Decimal(12)),
    ("", "1" + "十" * 16, Decimal(10**16)),
    ("", "1" + "十" * 17, None),
    ("", "1" + "十" * 18, None),
    ("", "9" * 31, Decimal("9" * 31)),
    ("", "9" * 32, None),
    ("", "9" * 33, None),
]


@pytest.mark.parametrize(("before", "number", "value"), BOUNDS)
def test_what_is_longer_than_any_number_is_none(before: str, number: str, value: Decimal | None) -> None:
    text = f"{before}{number}元，共3户"
    wanted = [(value, number)] if value else []
    assert [(r.value, text[r.start : r.end]) for r in readings(text)] == [*wanted, (3, "3")]


def test_a_power_of_ten_behind_more_counts_once() -> None:
    assert [(r.value, r.follows) for r in readings("30余万户")] == [(Decimal(300_000), "户")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("培育企业数百家", "数百"),
        ("新增十几家、几十户", "十几"),
        ("建成若干个", "若干"),
        ("引进三五家", "三五"),
        ("培育企业300家", None),
        ("", None),
    ],
)
def test_a_numeral_that_names_no_number_is_found(text: str, words: str | None) -> None:
    assert vague(text) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新建7所，改造3-5家、2户", [("7所", False), ("3-5家", True), ("5家", True), ("2户", False)]),
        ("占8%，增长3%-5%，2个", [("8%", False), ("3%-5%", True), ("5%", True), ("2个", False)]),
        ("增长3%-5%，2个", [("3%-5%", True), ("5%", True), ("2个", False)]),
        ("占8%，增长3%-5个百分点", [("8%", False), ("3%", False), ("5个百分点", False)]),  # no range: two units
    ],
)
def test_the_numbers_of_a_range_are_marked_and_reach_to_the_end_of_its_unit(
    text: str, found: list[tuple[str, bool]]
) -> None:
    assert [(text[r.start : r.unit_end], r.ranges) for r in readings(text)] == found


@pytest.mark.parametrize(
    ("before", "by"),
    [
        ("能耗下降", True),
        ("能耗减少了", True),
        ("产能压减超过", True),
        ("降幅不变，失业率降低不少于", True),
        ("失业率下降到", False),
        ("失业率回落至", False),
        ("工期缩短为", False),
        ("增长", False),
        ("下降后又增长", False),
        ("", False),
    ],
)
def test_what_something_fell_by_is_told_from_what_it_fell_to(before: str, by: bool) -> None:
    assert falls_by(before) == by


def test_offsets_are_those_of_the_number_in_the_text() -> None:
    text = "新增停车位1万余个、学校二十所"
    assert [text[r.start : r.end] for r in readings(text)] == ["1万", "二十"]


def in_chinese(number: int) -> str:
    """A whole number as official prose spells it, by the textbook rule."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        return in_chinese(high) + "亿" + ("零" * (0 < low < 10**7) + in_chinese(low) if low else "")
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return in_chinese(high) + "万" + ("零" * (0 < low < 10**3) + in_chinese(low) if low else "")
    text, started = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text, started = text + "零一二三四五六七八九"[digit] + name, True
        elif started and number % power and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


@given(st.integers(0, 10**12 - 1))
def test_a_number_spelled_in_chinese_reads_back_as_itself(number: int) -> None:
    assert spoken(in_chinese(number)) == number


@given(st.integers(1, 10**12 - 1))
def test_a_spelled_number_is_found_whole_within_a_sentence(number: int) -> None:
    found = readings(f"共有{in_chinese(number)}户")
    assert [(r.value, r.follows) for r in found] == [(Decimal(number), "户")]


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["", "万", "亿"]))
def test_digits_with_a_power_read_as_their_product(number: Decimal, power: str) -> None:
    (found,) = readings(f"达到{number}{power}元")
    assert (found.value, found.follows) == (number * {"": 1, "万": 10**4, "亿": 10**8}[power], "元")


@given(st.text(alphabet="零〇一二两三十百千万亿点余多来%‰-—至0123456789.,个元下降百分之", max_size=30))
def test_reading_never_fails_and_stays_within_the_text(text: str) -> None:
    for reading in readings(text):
        assert 0 <= reading.start < reading.end <= len(text)


@given(st.from_regex(numerals._FALLS))
def test_each_of_the_words_of_falling_has_a_character_by_which_they_are_looked_for(text: str) -> None:
    assert numerals._FELL.search(text) and falls_by(text)
