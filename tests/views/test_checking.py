"""A year's file that someone brings, checked where it stands."""

from __future__ import annotations

import pytest

from indicators.drafts import apart
from indicators.drafts.forking import Limits
from indicators.tables import Frames
from indicators.views.checking import Checked, checked, city_and_year, project
from tests.samples import MINI


def _checked(mini: Frames, content: bytes, lang: str = "en") -> Checked:
    return checked(mini, "yunzhou", 2022, content, lang)


def _wrong(found: Checked) -> dict[int | None, tuple[str, ...]]:
    return {line.number: line.problems for line in found.lines if line.problems}


def test_a_file_in_order_is_called_so_with_its_counts(mini: Frames) -> None:
    content = (MINI / "yunzhou" / "2022.yaml").read_bytes()
    found = _checked(mini, content)
    assert (found.problems, found.elsewhere, _wrong(found)) == (0, (), {})
    assert found.verdict.startswith("curated/yunzhou/2022.yaml is in order: 6 promises, 11 figures, ")
    assert "没有问题" in _checked(mini, content, "zh").verdict
    assert [line.text for line in found.lines] == content.decode().splitlines()


def test_a_wrong_figure_is_said_at_its_line(mini: Frames) -> None:
    content = (MINI / "yunzhou" / "2022.yaml").read_bytes().replace(b"at_least: 6.5", b"at_least: 6.6")
    found = _checked(mini, content)
    assert found.problems == 1
    ((number, (problem,)),) = _wrong(found).items()
    assert found.lines[(number or 0) - 1].text.strip().startswith("target: {at_least: 6.6")
    assert problem.startswith("figure-not-in-quote: 6.6% is not in the quote, which has 6.5%")


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"promises:\n  gdp_growth:\n    target: {at_least: 6.5, quote: \n", 3, "not-yaml: "),
        (b"promises:\n  gdp_growth:\n    target: {at_least: 6.5}\n", 3, "missing-key: "),
        (
            b"promises:\n  gdp_grwth:\n    target: {at_least: 6.5, quote: x}\n",
            2,
            "unknown-indicator: there is no indicator gdp_grwth; did you mean gdp_growth?",
        ),
        (b"promises:\n\tgdp_growth: 1\n", 2, "not-yaml: "),
        (b"promises:\n  a: 1\n  a: 2\n", 3, "duplicate-key: "),
        (b"hello", 1, "not-a-mapping: "),
        (b"", 1, "empty: "),
        ("增长".encode("gb18030"), 1, "not-utf8: "),
        (b"\x00\x01\x02", 1, "hidden-character: "),
    ],
)
def test_half_written_or_no_yaml_is_a_problem_with_its_line(mini: Frames, content: bytes, line: int, says: str) -> None:
    found = _checked(mini, content)
    assert any(p.startswith(says) for p in _wrong(found)[line]), _wrong(found)
    assert found.problems >= 1


def test_a_large_file_is_refused_and_shown_in_part(mini: Frames) -> None:
    found = _checked(mini, b"promises:\n" + b"# a comment of some length\n" * 50_000)
    assert _wrong(found)[1][0].startswith("too-large: ")
    assert len(found.lines) < 20
    assert found.lines[-1].number is None


@pytest.mark.parametrize(
    "content",
    [
        "promises:\n  gdp_growth:\n    outcome: [" + "{}," * 20_000 + "]",
        "promises:\n  gdp_growth:\n    target: {" + "".join(f"k{i}: 1, " for i in range(10_000)) + "}",
        "promises:\n" + "".join(f"  k{i}: {{}}\n" for i in range(10_000)),
    ],
    ids=["entries", "keys", "promises"],
)
def test_thousands_of_problems_take_time_by_their_number_and_the_first_are_shown(mini: Frames, content: str) -> None:
    # Done apart, where it ends if it takes much longer: once, each problem was held against each other one.
    found = apart.within(
        Limits(4, 60, 384), checked, project(mini, mini.cities), "yunzhou", 2022, content.encode(), "en"
    )
    assert found.problems >= 10_000
    assert found.verdict.endswith("; shown are the first 200")
    assert sum(map(len, _wrong(found).values())) == 200


def test_a_year_that_no_document_covers_says_so(mini: Frames) -> None:
    found = checked(mini, "yunzhou", 2030, (MINI / "yunzhou" / "2022.yaml").read_bytes(), "en")
    assert any("no-source" in p for problems in _wrong(found).values() for p in problems)


def test_a_files_name_tells_city_and_year() -> None:
    cities = ["jinzhong", "taiyuan"]
    assert city_and_year("taiyuan-2024.yaml", cities) == ("taiyuan", 2024)
    assert city_and_year("2025.yaml", cities) == (None, 2025)
    assert city_and_year("draft.yaml", cities) == (None, None)
    assert city_and_year("140100-2025.yaml", cities) == (None, 2025)
