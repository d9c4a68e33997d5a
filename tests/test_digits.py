"""How long a number may be: one bound wherever a number comes in, and nothing raises within it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import collection, drafts, tables
from indicators.drafts.correcting import value_fields
from indicators.model.wording import Amount
from indicators.views import report_rows, row_edits
from indicators.words import digits, numerals, spelled, units
from indicators.words.texts import number
from tests.fuzz import trial
from tests.samples import MINI, an_indicator

WITHIN = ["0", "-7", "5.0", "999999999999999", "-999999999999999.999999", "0.000001", "1e3", "1E+3", "1e-3", ".5", "+7"]
BEYOND = [
    "1000000000000000",
    "9" * 5000,
    "1e-999999999",
    "1e400000000",
    "1e99999999999999999999",
    "0e999",
    "0.0000001",
    "7.00000000000000000000000000000",
]
NO_NUMBERS = ["", "nan", ".nan", ".inf", "inf", "1_000", "７", "0x1F", "1,000", "12:30", "1e", "6%"]
NUMBERS = st.builds(
    lambda n, decimals: digits.settled(Decimal(n).scaleb(-decimals)),
    st.integers(-(10**15) + 1, 10**15 - 1) | st.sampled_from([1, -1, 10**15 - 1, 1 - 10**15]),
    st.integers(0, digits.DECIMALS),
)
UNITS = ["%", "‰", "万元", "亿元", "亿亿元", "吉瓦", "千瓦", "克", "万吨", "个百分点", "", "亩", "公顷"]


@pytest.mark.parametrize("text", WITHIN)
def test_a_number_within_the_bound_keeps_its_digits(text: str) -> None:
    found = digits.typed(text)
    assert found is not None and found == Decimal(text) and "E" not in str(found)


@pytest.mark.parametrize("text", BEYOND)
def test_one_beyond_it_is_a_number_and_too_long(text: str) -> None:
    assert digits.is_number(text) and digits.typed(text) is None


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str) -> None:
    assert not digits.is_number(text) and digits.typed(text) is None


def test_a_negative_nought_is_nought() -> None:
    assert str(digits.typed("-0.0")) == "0.0"


PLACES = [
    ("curated/yunzhou/2023.yaml", "promises:\n  gdp_growth:\n    target: {{{}: {}, source: work-report-2022}}\n"),
    ("curated/indicators.yaml", "x:\n  {{zh: 甲, en: X, measure: level, better: higher, group: economy, {}: {}}}\n"),
]
KEYS = ("value", "at_least", "more_than", "at_most", "less_than", "about", "nearly", "between", "stretch")


@pytest.mark.parametrize("given_", BEYOND)
@pytest.mark.parametrize("quoted", ["", '"'])
def test_a_curated_file_with_a_longer_number_gets_a_line_that_says_how_long(given_: str, quoted: str) -> None:
    """In every key that takes a number, in one load each; in quotation marks it is the same number."""
    text = f"{quoted}{given_}{quoted}"
    for key in KEYS:
        typed = f"[{text}, {text}]" if key == "between" else text
        more = "value: 7, " if key == "stretch" else ""
        content = PLACES[0][1].format(more + key, typed).encode()
        found = collection.load(MINI, instead={PLACES[0][0]: content}, city="yunzhou").problems
        lines = [p.text("en") for p in found if p.path == PLACES[0][0]]
        assert lines and all("2023.yaml:3:" in line and "not-a-number" in line for line in lines), (key, lines)
        assert all("write at most 15 digits before the point and 6 behind it" in line for line in lines)
        assert all("小数点前最多 15 位，小数点后最多 6 位" in p.text("zh") for p in found if p.path == PLACES[0][0])


@pytest.mark.parametrize(
    ("key", "typed"), [("tolerance", "1e-999999999"), ("plausible", "[1e-999999999, 1e400000000]")]
)
def test_so_does_the_catalogue(key: str, typed: str) -> None:
    content = PLACES[1][1].format(key, typed).encode()
    found = collection.load(MINI, instead={PLACES[1][0]: content}, city="nowhere")
    assert {p.code for p in found.problems} == {"not-a-number"} and found.problems[0].line == 2


@pytest.mark.parametrize("year", ["9" * 5000, '"' + "9" * 5000 + '"', "1e400000000", "99999999999999999999"])
def test_a_year_is_never_made_of_such_a_number(year: str) -> None:
    content = f"promises:\n  gdp_growth:\n    target: {{value: 7, due: {year}, source: work-report-2022}}\n"
    found = collection.load(MINI, instead={PLACES[0][0]: content.encode()}, city="yunzhou")
    assert next(p.code for p in found.problems if p.path == PLACES[0][0]) in ("not-a-date", "not-a-number")


# --- the table of the Contribute page


@pytest.mark.parametrize("typed", BEYOND)
def test_a_number_typed_into_the_table_is_held_to_the_same_bound(typed: str) -> None:
    fields, wrong = value_fields("value", typed, {})
    assert fields["numbers"] == () and wrong is not None and "15 digits" in wrong.say("en")
    fields, wrong = value_fields("between", f"1–{typed}", {})
    assert fields["numbers"] == () and wrong is not None and "15 位" in wrong.say("zh")


def test_a_stretch_typed_into_the_table_keeps_its_digits_and_its_bound() -> None:
    text = "2023年政府工作报告\n今年目标：地区生产总值增长7%、力争实现7.50%。"
    made = drafts.draft(text, collection.load(MINI).catalogue, 2022, 2023)
    (row,) = [r for r in report_rows.rows(made) if r.figure.stretch is not None]
    table = row_edits.table([row], "en")

    def after(stretch: float) -> report_rows.ReportRow:
        (found,) = row_edits.corrected([row], table.assign(stretch=stretch), text, made, {})
        return found

    assert str(after(7.5).figure.stretch) == "7.50"  # not edited
    assert str(after(1234567.8).figure.stretch) == "1234567.8"
    for beyond in (1e300, float("inf"), 1e-9, -1e15):
        assert after(beyond).figure.stretch is None
        wrong = after(beyond).wrong
        assert wrong is not None and "15 digits" in wrong.say("en")


# --- a report's prose

LONG = [
    "九千" + "亿" * 40,
    "1" + "亿" * 30,
    "9" * 60,
    "亿" * 5000,
    "3" + "万" * 5000,
    "650(" + "万" * 900 + "千瓦)",
    "百分之" + "亿" * 60,
]


@pytest.mark.parametrize("text", LONG)
def test_a_numeral_beyond_all_bounds_is_not_read(text: str) -> None:
    assert numerals.readings(f"产值达到{text}元。增长7%")[-1].value == 7
    assert all(r.value.is_finite() for r in numerals.readings(text))
    made = drafts.draft(f"2023年政府工作报告\n今年目标：产值达到{text}元，地区生产总值增长7%。", {}, 2022, 2023)
    assert all(digits.fits(n) for f in (*made.figures, *made.context) for n in f.numbers)


@given(st.text(alphabet="零〇一二三四五六七八九十百千万亿两点分之余多来0123456789,.%()元户个至-", max_size=120))
def test_no_row_of_numerals_makes_reading_raise(text: str) -> None:
    for reading in numerals.readings(text):
        assert reading.value.is_finite()
    drafts.draft(f"今年目标：产值增长{text}。", {}, 2022, 2023)
    spelled.meanings(text, "%")


def test_a_long_fraction_in_words_is_none() -> None:
    assert spelled.meanings("一" * 30 + "分之" + "九" * 30, "%") == ()
    assert all(n.is_finite() for _, n in spelled.meanings("七" * 15 + "分之" + "九" * 15, "%"))


@pytest.mark.parametrize("unit", ["亿" * 9 + "元", "亿" * 200_000 + "人", "万\n人", "\n", ""])
def test_a_unit_with_more_powers_than_are_printed_is_another_unit(unit: str) -> None:
    scale, base = units.parsed(unit)
    assert scale <= Decimal(10) ** digits.LARGEST_POWER and unit.endswith(base)
    assert units.factor(unit, "亿元") is None


# --- nothing raises within the bound


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from(["zh", "en"]), st.booleans())
def test_every_number_can_be_written(value: Decimal, unit: str, lang: str, sign: bool) -> None:
    assert number(value, lang)
    assert number(value * Decimal(10) ** digits.LARGEST_POWER, lang)
    assert Amount(value, an_indicator(unit=unit), points=sign, sign=sign).say(lang)
    assert digits.rounded(value / 3, 1) == digits.rounded(digits.rounded(value / 3, 1), 2)


def test_numbers_are_written_as_before() -> None:
    shown = [number(Decimal(n), "en") for n in ("4072", "5.0", "-1234567.80", "1E+3", "1e30")]
    assert shown == ["4,072", "5.0", "−1,234,567.80", "1,000", "1" + ",000" * 10]


FORMS = ("value", "at_least", "more_than", "at_most", "less_than", "about", "nearly")
CITY = """\
zh: 试市
en: Shi
code: "990300"
sources:
  news: {kind: news, title: 报道, plans: 2022, reviews: 2022, date: 2023-01-05, url: "https://example.org"}
"""
ENTRY = """\
{key}:
  {{zh: {key}, en: "{key}", unit: "{unit}", measure: {measure}, better: {better}, group: economy, headline: true{more}}}
"""


def invented(values: list[Decimal], random: Random) -> Mapping[str, bytes]:
    """A city whose figures have these numbers, each form with each kind of indicator, two years."""
    take = iter(values * 40)
    catalogue, years = [], {2021: "promises:\n", 2022: "promises:\n"}
    for i in range(12):
        unit = random.choice(UNITS)
        catalogue.append(
            ENTRY.format(
                key=f"i{i}",
                unit=unit,
                measure="growth" if unit == "%" else random.choice(["level", "count", "share", "index"]),
                better=random.choice(["higher", "lower", "closer"]),
                more=f", growth_of: i{i - 1}"
                if i % 3 == 1
                else f", tolerance: {random.choice([0, 3.5, 50])}"
                if i % 3
                else "",
            )
        )
        for year in years:
            form, other = random.choice(FORMS), random.choice(FORMS)
            own = random.choice([u for u in UNITS if units.factor(u, unit) is not None])
            stretch = f", stretch: {next(take)}" if random.random() < 0.3 else ""
            years[year] += f"  i{i}:\n    target: {{{form}: {next(take)}{stretch}, unit: '{own}', source: news}}\n"
            years[year] += f"    outcome: {{{other}: {next(take)}, unit: '{own}', source: news}}\n"
    files = {"curated/indicators.yaml": "".join(catalogue), "curated/shi/city.yaml": CITY}
    files |= {f"curated/shi/{year}.yaml": text for year, text in years.items()}
    return {path: text.encode() for path, text in files.items()}


@settings(max_examples=5, deadline=None)
@given(st.lists(NUMBERS, min_size=8, max_size=40), st.integers(0, 2**32))
def test_no_legal_number_breaks_a_table_a_page_or_a_file(values: list[Decimal], seed: int) -> None:
    random = Random(seed)
    files = invented(values, random)
    before = collection.load(MINI, instead=files, city="yunzhou")
    data = collection.load(MINI, instead=files, city="shi")
    assert not [p.text() for p in data.problems if p.code in ("not-a-number", "not-yaml", "unit", "unknown-indicator")]
    assert sum(map(len, data.years.values())) >= 20
    frames = tables.frames(data)
    for lang in ("zh", "en"):
        trial.pages(frames, lang, random)
        trial.taken_away(frames, before, data, lang, random)
