"""One YAML file: what a curator typed stays what it is, and nothing a file says can raise."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from indicators.collection import yamlfile
from indicators.words import characters
from tests.samples import mapping_of

Read = tuple[str, int, int]


def only_problem(text: str | bytes) -> Read:
    """Code, line and column of the one problem; such a file has no data."""
    found = yamlfile.parse(text, "some/file.yaml")
    assert found.data is None
    (problem,) = found.problems
    assert problem.path == "some/file.yaml"
    return problem.code, problem.line, problem.column


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2025-06-30", "2025-06-30"),
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("5.0", Decimal("5.0")),
        ("-0.3", Decimal("-0.3")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1000")),
        ("true", True),
        ("False", False),
        ("null", ""),  # nothing is a value
        ("~", ""),
        ("'7'", "7"),
        ('"true"', "true"),
        ("增长7%", "增长7%"),
        ("７", "７"),
        ("[1, a]", [1, "a"]),
        ("{b: 1}", {"b": 1}),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_a_scalar_is_read_by_the_core_rules_of_yaml_1_2(typed: str, value: object) -> None:
    found = yamlfile.parse(f"a: {typed}\n", "f")
    assert found.problems == ()
    assert found.data == {"a": value}
    assert type(found.data["a"]) is type(value)


def test_a_decimal_keeps_the_digits_it_was_typed_with() -> None:
    assert str(mapping_of("a: 5.0")["a"]) == "5.0"


def test_keys_are_always_text() -> None:
    assert yamlfile.parse("2022: a\ntrue: b\n", "f").data == {"2022": "a", "true": "b"}


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1)),
        ("x:\n  a: 1\n  a: 1\n", ("duplicate-key", 3, 3)),
        ("'a': 1\na: 1\n", ("duplicate-key", 2, 1)),
        ("a: !!python/object:os.system x\n", ("tag", 1, 4)),
        ("a: !!str 5\n", ("tag", 1, 4)),
        ("a: !secret 5\n", ("tag", 1, 4)),
        ("!!str a: 5\n", ("tag", 1, 1)),
        ("a: &x [1]\nb: *x\n", ("alias", 1, 4)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("alias", 1, 4)),
        (LAUGHS, ("alias", 1, 4)),
        ("a: &x 1\nb: &x 2\n", ("not-yaml", 2, 4)),
        ("a: [&x b, *x]\n", ("alias", 1, 5)),
        ("[a, b]: 1\n", ("key", 1, 1)),
        ("x: 1\n? {a: 1, a: 2}\n: 2\n[c]: 3\n", ("key", 2, 3)),
        ("a: 1\na: 2\nb: [1\n", ("not-yaml", 3, 4)),  # what is no YAML is told first
        ("a: [1\n", ("not-yaml", 1, 4)),
        ("a: b: c\n", ("not-yaml", 1, 5)),
        ("a:\n\t- b\n", ("not-yaml", 2, 1)),
        ("a: 1\n---\nb: 2\n", ("not-yaml", 2, 1)),
        ("a: *nowhere\n", ("not-yaml", 1, 4)),
        ("a: \0\n", ("hidden-character", 1, 4)),
        ("%YAML 1.2\n---\na: 1\n", ("not-yaml", 1, 1)),
        ("a: ! 12\n", ("tag", 1, 4)),
        ("a: &x 5\n", ("alias", 1, 4)),  # even where nothing refers to it
        ('a: {b: 1,\n  "c":?x}\n', ("not-yaml", 2, 7)),
        ("a: [x, # a remark\n  ?y]\n", ("not-yaml", 2, 3)),
        ('a: {b: 1,\n  "c": -}\n', ("not-yaml", 2, 8)),
        ("a: 7\nb: '7'# a remark\n", ("not-yaml", 2, 7)),
        ("a: >-# a remark\n  x\n", ("not-yaml", 1, 6)),
        ("a:\n  b: {c: 1,\n  d: 2}\n", ("not-yaml", 3, 3)),  # looks like an entry beside b
        ("a:\n  b: {c: 1, c: 2,\n  d: 2}\n", ("not-yaml", 3, 3)),  # told of before what stands inside
        ("a:\n  - b: [c,\n   d]\n", ("not-yaml", 3, 4)),
        ("a:\n  - b: 'c\n    d'\n", ("not-yaml", 3, 5)),
        ("a: [\n  b\n]\n", ("not-yaml", 3, 1)),
        ("a: |\n     \n  # lost\n", ("not-yaml", 2, 1)),
        ("a: {b: 1,", ("not-yaml", 1, 9)),
        ("", ("empty", 1, 1)),
        ("\n\n", ("empty", 1, 1)),
        ("# only a remark\n", ("empty", 1, 1)),
        (b"", ("empty", 1, 1)),
        (b"\xef\xbb\xbf", ("empty", 1, 1)),
        ("a: 1\n城市: 太原\n".encode("gbk"), ("not-utf8", 2, 1)),
        ("a: 1\n".encode("utf-16"), ("not-utf8", 1, 1)),
        (b"a: " + b"x" * yamlfile.LARGEST, ("too-large", 1, 1)),
    ],
)
def test_what_a_curated_file_has_no_need_of_is_refused_where_it_stands(text: str | bytes, expected: Read) -> None:
    assert only_problem(text) == expected


HIDDEN = [
    *"\0\x07\x0b\x0c\x1b\x7f\x80\x85\x9f",
    *"\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff\ud800\U000e0041",
]


@pytest.mark.parametrize("character", [*HIDDEN, "\r"])
@pytest.mark.parametrize("line", ["# see{}c: 3", "b: x{}y", "b: 'x{}y'", "{}b: 2", "b: 2{}"])
def test_a_character_that_nobody_sees_is_refused_where_it_stands(character: str, line: str) -> None:
    text = "a: 1\n  \n" + line.format(character) + "\n"
    if character == "\r" and text.endswith("\r\n"):  # the line end of Windows
        assert yamlfile.parse(text, "f").problems == ()
        return
    assert only_problem(text) == ("hidden-character", 3, line.index("{") + 1)
    (problem,) = yamlfile.parse(text, "f").problems
    for lang in ("zh", "en"):
        assert f"U+{ord(character):04X}" in problem.text(lang)
        problem.text(lang).encode()


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\N", "\\L", "\\P", "\\x85", "\\r", "\\u2028"])
def test_nor_may_an_escape_make_one_that_breaks_lines(escape: str) -> None:
    assert only_problem(f'a: 1\nb: "x{escape}y"\n') == ("hidden-character", 2, 4)
    assert only_problem(f'a: 1\n"x{escape}y": b\n') == ("hidden-character", 2, 1)


def test_an_escape_shows_a_mark_of_direction_that_a_document_has() -> None:
    assert mapping_of('a: "\\u202ex"') == {"a": "\u202ex"}


def test_every_other_character_is_read() -> None:
    usual = "".join(map(chr, range(0x110000)))
    assert not any(map(str.isprintable, characters.UNSEEN.findall(usual)))  # by which they are told from these
    usual = re.sub("[\\s'\ud800-\udfff]", "", characters.UNSEEN.sub("", usual))
    assert len(usual) > 1_100_000
    for start in range(0, len(usual), 100_000):
        part = usual[start : start + 100_000]
        assert yamlfile.parse(f"a: '{part}'", "f").data == {"a": part}


@pytest.mark.parametrize(
    "text",
    [
        'a: [x,\n  # a remark\n\n  "y"]\n',
        "a: {b: 1,\n  c: 2\n  }\n",
        "- - [a,\n   b]\n",
        "[a,\nb]\n",
        'a: "x\n\n  y"\n',
        "a: >2\n\n    x\n",
        "a: |\n\n  x\n",
        "a: http://example.org/page2#top\n",
        'a: "C#, x\\"#y"\n',
        "a: x,#y\n",
        "a: what ?y\n",
        "?a: 1\n",
        "a: R&D & more! *\n",
        "- 7 # a remark\r\n- 8\r\n",
        "a: 100%\n",
    ],
)
def test_what_only_looks_like_it_is_read(text: str) -> None:
    found = yamlfile.parse(text, "f")
    assert found.problems == ()
    assert found.data == yaml.safe_load(text)


def test_blanks_at_the_end_of_a_file_belong_to_a_block_of_text() -> None:
    assert yamlfile.parse("a: |+\n  x\n   ", "f").data == {"a": "x\n \n"}


def test_a_shared_value_is_refused_even_where_it_is_one_word() -> None:
    assert only_problem("a: &x 5\nb: *x\n")[0] == "alias"


def test_fifty_levels_are_read_and_no_more() -> None:
    assert yamlfile.parse("[" * 50 + "]" * 50, "f").problems == ()
    assert only_problem("[" * 51 + "]" * 51) == only_problem("{a: " * 51 + "1" + "}" * 51) == ("too-deep", 1, 1)


@pytest.mark.parametrize("text", ["[" * 5_000 + "]" * 5_000, "{a: " * 3_000 + "}" * 3_000, "- " * 5_000, "[" * 1_500])
def test_a_file_nested_without_end_is_a_problem_and_not_a_crash(text: str) -> None:
    found = yamlfile.parse(text, "f")
    assert found.data is None and len(found.problems) == 1


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "1e-999999999", "7." + "0" * 29, "1e9999999999999999999999", "0." + "1" * 5_000]
)
def test_a_number_beyond_all_measure_is_not_a_crash(number: str) -> None:
    found = yamlfile.parse(f"a: {number}", "f")
    assert found.problems == () and found.data == {"a": number}  # as text, which the schema refuses


def test_many_texts_over_many_lines_are_checked_in_time() -> None:
    """The work for each is that of its own lines: twice as many take about twice as long, not four times."""
    text = "".join(f"a{i}: |\n  x\nb{i}: {{c: 1,\n  d: '2\n  3'}}\n" for i in range(12_000))
    found = yamlfile.parse(text, "f")
    assert found.problems == () and isinstance(found.data, dict) and len(found.data) == 24_000


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert yamlfile.parse(b"\xef\xbb\xbfa: 1\n", "f").data == {"a": 1}


def test_line_ends_of_windows_are_read_like_any_other() -> None:
    found = yamlfile.parse(b"a:\r\n  b: 1\r\n", "f")
    assert found.data == {"a": {"b": 1}}
    assert found.where(("a", "b")) == (2, 3)


TEXT = """\
# a remark
gdp:
  target: {value: 7, quote: 增长7%}
  outcome:
    - {value: 3, quote: 三}
    - value: 4
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), (2, 1)),
        (("gdp",), (2, 1)),
        (("gdp", "target"), (3, 3)),
        (("gdp", "target", "quote"), (3, 22)),
        (("gdp", "outcome", 0, "quote"), (5, 18)),
        (("gdp", "outcome", 1), (6, 7)),
        (("gdp", "outcome", 1, "value"), (6, 7)),
        (("gdp", "target", "missing"), (3, 3)),
        (("missing", "target"), (2, 1)),
        (("gdp", "outcome", 7), (4, 3)),
    ],
)
def test_every_key_knows_its_line_and_column(keys: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert yamlfile.parse(TEXT, "f").where(keys) == place


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = yamlfile.read(tmp_path / "none.yaml", "none.yaml")
    assert [p.text() for p in found.problems] == [
        "none.yaml:1:1: unreadable: the file is not there; check that it is there and may be read"
    ]


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    assert [p.code for p in yamlfile.read(tmp_path, "f").problems] == ["unreadable"]


def held(found: yamlfile.YamlFile) -> None:
    if found.root is None:
        assert found.data is None and found.problems
    for problem in found.problems:
        assert problem.line >= 1 and problem.column >= 1
        assert "\n" not in problem.text("en") and "\n" not in problem.text("zh")


@given(st.text() | st.text(alphabet="a0:-[]{}&*!|>#'\" \n\t,?.e%@`中", max_size=60))
def test_no_text_makes_reading_raise(text: str) -> None:
    held(yamlfile.parse(text, "f"))


@given(st.binary())
def test_no_bytes_make_reading_raise(raw: bytes) -> None:
    held(yamlfile.parse(raw, "f"))


@given(st.dictionaries(st.text("abc中", min_size=1), st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=3)))
def test_plain_data_reads_back_as_it_was_written(data: dict[str, object]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in data.items()) or "{}"
    assert yamlfile.parse(text, "f").data == data
