"""The second reading: what is compared, what a reading is bound to, how it is written, and the command."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection, tables
from indicators.cli import main
from indicators.collection import yamlfile
from indicators.drafts import read_sheet
from indicators.drafts.countersigning import FigurePlace, mark_read
from indicators.drafts.rereading import Asked, Read, asked, differing
from indicators.model.problems import Problem
from indicators.model.read_marks import mark
from indicators.model.schema import FORMS, ReadBy
from indicators.tables.changes import changes
from tests.samples import MINI, a_target, an_indicator, an_outcome, change, copy_of_mini

ON = datetime.date(2026, 11, 24)
BY = ReadBy(by="李四", on=ON, of="abcdefgh")


def one(unit: str = "万人", role: str = "outcome", **figure: object) -> Asked:
    """A figure of 2022 to be read, whose indicator has that unit."""
    held = (a_target if role == "target" else an_outcome)(quote="原文", **figure)
    entry = an_indicator(unit=unit)
    return Asked("x/abcdefgh", "x", 2022, "jobs", role, 0, 2022, "report", None, held, entry, "abcdefgh", held.read_by)


def read(form: str = "value", *numbers: str, **over: Any) -> Read:
    given: dict[str, Any] = {"unit": "万人", "year": 2022} | over
    return Read(form, tuple(map(Decimal, numbers)), **given)


@pytest.mark.parametrize(
    ("held", "mine", "differs"),
    [
        (one(value="8.12"), read("value", "8.12"), ()),
        (one(value="8.12"), read("value", "81200", unit="人"), ()),
        (one(value="8.12"), read("value", "81200", unit=" 名 "), ()),
        (one(value=81200, unit="人"), read("value", "8.120"), ()),
        (one(value="8.12"), read("value", "8.21"), ("number",)),
        (one(value="8.12"), read("value", "8.12", unit="人"), ("number",)),
        (one(value="8.12"), read("value", "8.12", unit="万户"), ("unit",)),
        (one(value="8.12"), read("value", "8.12", unit=""), ("unit",)),
        (one(value="8.12"), read("value", "8.12", year=2023), ("year",)),
        (one(value="8.12"), read("value", "8.12", year=None), ("year",)),
        (one(value="8.12"), read("at_least", "8.12"), ("form",)),
        (one(value="8.12"), read("text"), ("form", "number")),
        (one(value="8.12"), read(bears=False, remark="说的是全省"), ("bears",)),
        (one(value=0), read("value", "1"), ("number",)),
        (one(value=0), read("value", "0"), ()),
        (one("%", value=80), read("value", "8", unit="成"), ()),
        (one("%", value=80), read("value", "80", unit="％"), ()),
        (one("微克/立方米", value=35), read("value", "35", unit="微克每立方米"), ()),
        (one("", value=98), read("value", "98", unit=""), ()),
        (one("个", between=[10, 15]), read("between", "15", "10", unit="个"), ()),
        (one("个", between=[10, 15]), read("between", "10", "16", unit="个"), ("number",)),
        (one("个", between=[10, 15]), read("value", "10", unit="个"), ("form", "number")),
        (one("%", "target", value=7, stretch=8), read("value", "7", unit="%", stretch=Decimal("8.0")), ()),
        (one("%", "target", value=7, stretch=8), read("value", "7", unit="%"), ("stretch",)),
        (one("%", "target", value=7), read("value", "7", unit="%", stretch=Decimal(8)), ("stretch",)),
        (one(text="稳步增长"), read("text", unit=""), ()),
        (one(done="全部建成"), read("text", unit=""), ("form",)),
        (one("%", "target", in_step_with="gdp"), read("in_step_with", unit=""), ()),
        (one("%", "target", in_step_with="gdp"), read("faster_than", unit=""), ("form",)),
    ],
)
def test_a_reading_agrees_where_it_says_the_same_in_any_unit(held: Asked, mine: Read, differs: tuple[str, ...]) -> None:
    assert differing(held, mine) == differs


ALL = [a for city in ("lancheng", "yunzhou") for a in asked(collection.load(MINI), city)]


def test_every_figure_with_words_is_asked_for_once_and_agrees_with_itself() -> None:
    figures = tables.figures(collection.load(MINI))
    assert len({a.id for a in ALL}) == len(ALL) == sum(figures["quote"] != "")
    assert [differing(a, a.held) for a in ALL] == [()] * len(ALL)
    assert {a.figure.form for a in ALL} == set(FORMS) - {"done"}  # which stands nowhere in this data


def test_a_figure_due_later_speaks_of_the_year_it_is_due_in() -> None:
    years = {(a.year, a.speaks_of) for a in ALL}
    assert {speaks - year for year, speaks in years} > {0}


def test_a_mark_is_of_all_that_was_read_and_of_nothing_else() -> None:
    held, entry = a_target(value=7, stretch=8, quote="增长7%，力争8%"), an_indicator()
    mine = mark(held, "gdp", entry, "target", 2022)
    assert re.fullmatch("[a-z]{8}", mine)
    others = [
        a_target(value=8, stretch=8, quote=held.quote),
        a_target(value=7, stretch=9, quote=held.quote),
        a_target(value=7, quote=held.quote),
        a_target(at_least=7, stretch=8, quote=held.quote),
        a_target(value=7, stretch=8, quote="增长7%"),
        a_target(value=7, stretch=8, quote=held.quote, unit="‰"),
    ]
    marks = [mark(other, "gdp", entry, "target", 2022) for other in others]
    marks += [mark(held, "cpi", entry, "target", 2022), mark(held, "gdp", entry, "outcome", 2022)]
    marks += [mark(held, "gdp", entry, "target", 2023), mark(held, "gdp", an_indicator(unit="‰"), "target", 2022)]
    assert mine not in marks
    assert len(set(marks)) == len(marks) - 1  # the unit of the figure or of its indicator: the same
    same = a_target(value="7.0", stretch=8, quote="增长7%，\n力争8%", source="x", note="…", strive=True, unit="%")
    assert mark(same, "gdp", entry, "target", 2022) == mine


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), st.decimals(-999, 999, places=2))
def test_marks_differ_with_words_and_numbers(quote: str, number: Decimal) -> None:
    words = quote.strip() or "原文"
    held, other = a_target(value=number, quote=words), a_target(value=number + 1, quote=words)
    entry = an_indicator()
    assert mark(held, "x", entry, "target", 2022) != mark(other, "x", entry, "target", 2022)
    longer = a_target(value=number, quote=f"{words}原")
    assert mark(held, "x", entry, "target", 2022) != mark(longer, "x", entry, "target", 2022)


TARGET = FigurePlace(("now", "jobs"), "target", 0)
SECOND = FigurePlace(("jobs",), "outcome", 1)
ENTRY = "read_by: [{by: 李四, on: 2026-11-24, of: abcdefgh}]"
HEAD = "# 𠮷 前言 {value: 1}\npromises:\n"
LAYOUTS = [  # files; § stands where the entry comes, in a line of its own where the figure is laid out in lines
    "  jobs: {target: {value: 7, quote: 增长7%§}} # 末尾",
    '  jobs:\n    target: {value: 7, quote: "增长7%"§ }',
    "  jobs:\n    target: {value: 7,   # 数\n      quote: 增长 7%§, # 话\n      }\n",
    "  jobs:\n    target: {value: 7, note: {zh: 七, en: seven}§}\n    # }\n",
    "  jobs:\n    target:\n      value: 7  # 数\n      quote: 增长\n        7% # 话§\n\n      # 空\n  gdp: {}",
    "  jobs:\n    target:\n      quote: |\n        增长\n      value: 7§",
    "  jobs:\n    target:\n      value: 7\n      quote: >\n        增长§\n",
    "  jobs:\n    target:\n      value: 7\n      note:\n        zh: 七\n        en: seven§\n    outcome: {value: 7}",
]
AGAIN = [  # the same where there is an entry that no longer counts
    ("  jobs:\n    target: {value: 7, §, quote: x}", "read_by: [{by: 王五, on: 2025-01-01, of: hgfedcba}]"),
    ("  jobs:\n    target:\n      §  # 旧\n      value: 7", "read_by:\n      - by: 王五\n        on: 2025-01-01"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark_of_order", ["", "\ufeff"])
def test_nothing_else_of_a_file_changes(mark_of_order: str, ending: str) -> None:
    def raw(text: str) -> bytes:
        return (mark_of_order + HEAD + text).replace("\n", ending).encode()

    for text in LAYOUTS:
        entry = f", {ENTRY}" if "{value: 7," in text else f"\n      {ENTRY}"
        done = mark_read(raw(text.replace("§", "")), "2022.yaml", {TARGET: (BY,)})
        assert done == raw(text.replace("§", entry))
    for text, former in AGAIN:
        done = mark_read(raw(text.replace("§", former)), "2022.yaml", {TARGET: (BY,)})
        assert done == raw(text.replace("§", ENTRY))


def test_several_figures_of_a_file_are_marked_at_once() -> None:
    text = (
        "promises:\n  jobs:\n    target: {value: 7}\n    outcome:\n    - {value: 1}\n    - value: 2\n      unit: 人\n"
    )
    other = ReadBy(by="a, b: #1", on=ON, of="abcdefgh")
    done = mark_read(text.encode(), "2022.yaml", {SECOND: (BY, other), TARGET: (BY,)})
    assert isinstance(done, bytes)
    data: Any = yamlfile.parse(done, "2022.yaml").data
    written = {"by": "李四", "on": "2026-11-24", "of": "abcdefgh"}
    assert data["promises"]["jobs"]["target"]["read_by"] == [written]
    assert data["promises"]["jobs"]["outcome"][1]["read_by"] == [written, written | {"by": "a, b: #1"}]
    assert set(text.splitlines()[3:6]) < set(done.decode().splitlines())


def test_a_figure_that_is_gone_or_a_file_that_is_none_is_a_problem() -> None:
    for text in ("promises:\n  gdp: {target: {value: 7}}\n", "promises: {", "promises:\n  jobs: {outcome: {value: 7}}"):
        assert isinstance(mark_read(text.encode(), "2022.yaml", {TARGET: (BY,), SECOND: (BY,)}), Problem)


def run(*arguments: str, curated: Path = MINI, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["read", *arguments, "--curated", str(curated), "--lang", lang])


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_sheet_tells_nothing_of_what_is_held() -> None:
    """The words of the document are there, and what is asked; no number of the file, no form, unit or year besides."""
    found = rows(run("lancheng", lang="zh"))
    assert len(found) == sum(a.city == "lancheng" for a in ALL)
    for row in found:
        assert set(row) == {"figure", "indicator", "role", "name", "definition", "document", "sentence", "read"}
        assert row["read"] == read_sheet.EMPTY
        assert re.fullmatch("lancheng/[a-z]{8}", row["figure"])
        assert re.search("【.+】", row["sentence"], re.DOTALL)
    documents = [row["document"] for row in found]
    assert documents == sorted(documents, key=documents.index)  # one document after the other
    assert rows(run("lancheng", "2022")) != rows(run("lancheng")) == rows(run("lancheng", "--all"))


def sheet_of(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "sheet.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(text), encoding="utf-8")
    return file


def test_what_agrees_is_written_and_what_differs_is_listed(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    before = {file: file.read_bytes() for file in curated.glob("*/*.yaml")}
    base = collection.load(curated)
    mine = [a for a in ALL if a.city == "yunzhou"]
    wrong = next(a for a in mine if a.figure.form == "value")
    lines = [json.loads(read_sheet.line(a, {}, a.held)) for a in mine]
    lines[mine.index(wrong)]["read"] |= {"numbers": ["987654"], "remark": "第二个数"}
    named = {"city": "yunzhou", "year": mine[-1].year, "indicator": mine[-1].indicator, "role": mine[-1].role}
    lines[-1] = named | {"n": mine[-1].position, "read": lines[-1]["read"]}
    sheet = str(sheet_of(tmp_path, *lines, ""))
    looked = run("--filled", sheet, curated=curated)
    assert looked.exit_code == 0, looked.output
    assert f"yunzhou/{wrong.year}.yaml {wrong.indicator} ({wrong.role}): the number. Read: 987,654" in looked.stdout
    assert f"Read: {len(mine)} figures. They agree in {len(mine) - 1} and differ in 1." in looked.stdout
    assert before == {file: file.read_bytes() for file in before}
    done = run("--filled", sheet, "--write", "--by", "李四", "--on", "2026-11-24", curated=curated)
    assert done.exit_code == 0, done.output
    after = collection.load(curated)
    assert after.problems == base.problems
    figures = tables.figures(after)
    read_twice = figures[figures["read_by"] == "李四 (2026-11-24)"]
    assert len(read_twice) == len(mine) - 1 == sum(figures["read_by"] != "")
    taken_out = re.compile(rb", read_by: \[\{.*?\}\]|\n *read_by: \[\{.*\}\]")
    assert before == {file: taken_out.sub(b"", file.read_bytes()) for file in before}
    found = changes(base, after)
    assert (found.read, found.figures, found.verdicts, found.empty) == (len(mine) - 1, (), (), False)
    promises = tables.promises(after)
    assert list(promises.loc[promises["city"] == "lancheng", "read_twice"].unique()) == [False]
    assert set(promises.loc[promises["city"] == "yunzhou", "read_twice"]) == {True, False}
    assert len(rows(run("yunzhou", curated=curated))) == 1
    seen = read_sheet.filled(read_sheet.line(wrong, {}, wrong.held, compared=True).encode(), mine)
    assert (seen.read, seen.compared) == (((wrong.id, wrong.held),), (wrong.id,))
    written = {file: file.read_bytes() for file in before}
    again = run("--filled", sheet, "--write", "--by", "李四", curated=curated)
    assert again.exit_code == 0
    assert written == {file: file.read_bytes() for file in before}


def test_a_reading_does_not_outlast_the_figure_that_was_read(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    mine = [a for a in ALL if (a.city, a.year) == ("yunzhou", 2023)]
    sheet = str(sheet_of(tmp_path, *(json.loads(read_sheet.line(a, {}, a.held)) for a in mine)))
    assert run("--filled", sheet, "--write", "--by", "李四", curated=curated).exit_code == 0
    assert collection.load(curated).problems == ()
    change(curated / "yunzhou" / "2023.yaml", "{value: 2,", "{more_than: 2,")
    found = collection.load(curated)
    assert "outdated-reading" in [problem.code for problem in found.problems]
    assert sum(tables.figures(found)["read_by"] != "") == len(mine) - 1
    (stale,) = [a for a in asked(found, "yunzhou") if a.year == 2023 and not a.read_by]
    done = run("--filled", sheet, curated=curated)  # its line names a figure that is no more
    assert done.exit_code == 1
    assert "the data has no such figure; it may have been changed since the sheet was written" in done.stderr
    sheet = str(sheet_of(tmp_path, json.loads(read_sheet.line(stale, {}, stale.held))))
    assert run("--filled", sheet, "--write", "--by", "王五", curated=curated).exit_code == 0
    assert {p.code for p in collection.load(curated).problems} == {p.code for p in found.problems} - {
        "outdated-reading"
    }
    assert "李四" not in (curated / "yunzhou" / "2023.yaml").read_text("utf-8").split("new_jobs")[1]


def test_another_key_of_the_indicator_is_no_other_reading(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    sheet = str(sheet_of(tmp_path, *(json.loads(read_sheet.line(a, {}, a.held)) for a in ALL)))
    assert run("--filled", sheet, "--write", "--by", "李四", curated=curated).exit_code == 0
    renamed = CliRunner().invoke(main, ["catalogue", "rename", "gdp_growth", "gdp_rise", "--curated", str(curated)])
    assert renamed.exit_code == 0, renamed.output
    assert sum(tables.figures(collection.load(curated))["read_by"] != "") == len(ALL)


def test_lines_that_can_not_be_used_are_told_by_number_and_the_rest_counts(tmp_path: Path) -> None:
    first, second = ALL[0], next(a for a in ALL if a.figure.form == "between")
    good = {"form": "value", "numbers": ["7"], "unit": "%", "year": 2022}

    def line(**over: object) -> dict[str, object]:
        return {"figure": first.id, "read": good | over}

    told = [
        ("{", "this is no line of a sheet"),
        ("[" * 5000, "this is no line of a sheet"),
        ({"figure": [first.id], "read": good}, "the data has no such figure"),
        ({"city": "yunzhou", "year": "x", "n": None}, "the data has no such figure"),
        ({"figure": first.id}, "the line has no `read`"),
        (line(form="exactly"), "exactly is no form; there are: value, at_least"),
        (line(numbers="7"), '`numbers` takes a list: ["7"]'),
        (line(numbers=[]), "is not a number"),
        (line(numbers=["7", "8"]), "is not a number"),
        (line(numbers=["sieben"]), "sieben is not a number"),
        (line(stretch="viel"), "viel is not a number"),
        (line(year="heuer"), "heuer is no year"),
        (line(year=22), "22 is no year"),
        ({"figure": second.id, "read": good | {"form": "between", "numbers": [10]}}, "write two numbers: 10–15"),
        (line(), ""),
        (line(), "the figure stands in a line above already"),
        ({"figure": second.id, "read": {"form": ""}}, ""),
    ]
    done = run("--filled", str(sheet_of(tmp_path, *(line for line, _ in told))))
    assert done.exit_code == 1
    lines = [(i, what) for i, (_, what) in enumerate(told, 1) if what]
    for found, (number, what) in zip(done.stderr.splitlines(), lines, strict=True):
        assert f"sheet.jsonl:{number}: " in found and what in found, found
    assert "Read: 1 figures." in done.stdout
    assert f"lines left empty: 1; lines that can't be used: {len(lines)}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--write", "--by", "李四"], "--write takes a sheet that came back"),
        (["nowhere"], "there is no city nowhere; there are: lancheng, yunzhou"),
        (["--by", "李" * 101], "the name is longer than 100 characters"),
    ],
)
def test_misuse_is_told(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
