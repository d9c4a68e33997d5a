"""What a contribution comes to: its files, checked in memory, and the way to GitHub."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from indicators import collection, tables
from indicators.drafts import draft
from indicators.tables import Frames
from indicators.views import report_facts, report_rows
from indicators.views.contribution import Contribution, Remark, contribution, on_github, packed
from indicators.views.new_entries import entry_table, resembling, with_entries
from indicators.views.newfiles import NewFile
from indicators.views.report_facts import About
from indicators.views.report_rows import ReportRow
from tests.samples import MINI, REPORT, an_indicator, copy_of_mini, loaded

ABOUT = About("yunzhou", "work_report", "云州市2024年政府工作报告", 2023, 2024, ("reviews", "plans"))
NEW_CITY = replace(ABOUT, folder="xiping", zh="溪平市", en="Xiping", code="990300", excerpt=())


@pytest.fixture
def rows(mini: Frames) -> tuple[ReportRow, ...]:
    return report_rows.rows(draft(REPORT, mini.catalogue))


def _made(frames: Frames, rows: tuple[ReportRow, ...], about: About = ABOUT, text: str = REPORT) -> Contribution:
    return contribution(frames, about, text.encode(), rows, "en")


def _files(made: Contribution) -> dict[str, NewFile]:
    return {file.path: file for file in made.files}


def _over(curated: Path, made: Contribution) -> Frames:
    """The tables of a folder that the files of a contribution were laid over."""
    for file in made.files:
        (curated.parent / file.path).parent.mkdir(exist_ok=True)
        (curated.parent / file.path).write_bytes(file.content)
    return tables.frames(collection.load(curated))


def _at(rows: tuple[ReportRow, ...], words: str) -> int:
    (found,) = [i for i, row in enumerate(rows) if words in row.figure.quote]
    return found


def _with(rows: tuple[ReportRow, ...], words: str, accepted: bool = True, **figure: Any) -> tuple[ReportRow, ...]:
    """The rows with the figure whose quote has those words changed."""
    i = _at(rows, words)
    changed = replace(rows[i], accepted=accepted, figure=replace(rows[i].figure, **figure))
    return (*rows[:i], changed, *rows[i + 1 :])


def test_the_files_laid_over_the_project_check_clean(mini: Frames, rows: tuple[ReportRow, ...], tmp_path: Path) -> None:
    made = _made(mini, rows)
    assert made.problems == ()
    assert list(_files(made)) == [
        "curated/yunzhou/2023.yaml",
        "curated/yunzhou/2024.yaml",
        "curated/yunzhou/city.yaml",
        "seeds/yunzhou-work-report-2024.txt",
    ]
    curated = copy_of_mini(tmp_path)
    with zipfile.ZipFile(io.BytesIO(packed(made.files))) as archive:
        archive.extractall(curated.parent)
    found = collection.load(curated)
    assert found.problems == mini.problems
    accepted = [r for r in rows if r.accepted]
    mine = {
        key for key, evidence in found.evidence.items() if evidence.source == "work-report-2024" and evidence.verified
    }
    assert mine == {("yunzhou", r.figure.year, r.figure.indicator, r.figure.role, 0) for r in accepted}


def test_what_stands_in_a_file_stays_byte_for_byte(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    for path, file in _files(_made(mini, rows)).items():
        if file.new:
            continue
        old = (MINI.parent / path).read_text(encoding="utf-8").splitlines()
        new = iter(file.content.decode().splitlines())
        assert all(line in new for line in old), path  # in this order


def test_the_source_is_registered_with_its_sum(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    files = _files(_made(mini, rows))
    raw = files["seeds/yunzhou-work-report-2024.txt"].content
    assert raw == REPORT.encode()
    block = files["curated/yunzhou/city.yaml"].block
    assert block.splitlines()[:2] == ["sources:", "  work-report-2024:"]
    assert f"    sha256: {hashlib.sha256(raw).hexdigest()}" in block
    assert "    excerpt: [reviews, plans]" in block
    assert "begins" not in block


def test_a_dropped_row_is_in_no_file(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    assert "新建学校12所" in _files(_made(mini, rows))["curated/yunzhou/2024.yaml"].content.decode()
    made = _made(mini, _with(rows, "新建学校12所", accepted=False))
    assert "新建学校12所" not in _files(made)["curated/yunzhou/2024.yaml"].content.decode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"numbers": (Decimal(13),)},
            "13所 is not in the quote, which has 12所; correct the figure, its unit or the quote",
        ),
        (
            {"unit": "万元"},
            (
                "万元 can't be converted into the indicator's unit 所; correct the unit; where the document counts "
                "another thing, enter its words as `text: …` and say in `not_comparable: …` what differs"
            ),
        ),
        (
            {"quote": "新建学校十二座"},
            (
                "the quote is not in seeds/yunzhou-work-report-2024.txt, whose nearest words are: 新建学校; copy "
                "it from the text, word for word"
            ),
        ),
        ({"quote": ""}, "the key quote has no value; fill it in, or take the key out: what is absent is left out"),
        ({"due": 2023}, "the promise for 2024 is due in 2023, before it was made; correct `due` or leave it out"),
    ],
)
def test_a_problem_points_to_its_row(
    mini: Frames, rows: tuple[ReportRow, ...], change: dict[str, Any], says: str
) -> None:
    made = _made(mini, _with(rows, "新建学校12所", **change))
    assert (_at(rows, "新建学校12所") + 1, says) in {(p.row, p.line) for p in made.problems}


def test_a_row_that_was_accepted_was_looked_at(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    chosen = _with(rows, "养老床位", indicator="clinics_new")
    assert chosen[_at(rows, "养老床位")].figure.doubts
    file = _files(_made(mini, chosen))["curated/yunzhou/2024.yaml"].content.decode()
    assert "  clinics_new:\n    target: {value: 500" in file
    assert "look twice" not in file


def test_suspicions_are_problems_too(mini: Frames) -> None:
    text = REPORT.replace("增长6.2%", "增长62%")
    wild = report_rows.rows(draft(text, mini.catalogue))
    assert not wild[0].accepted and wild[0].figure.doubts  # the draft itself asks to look twice
    (problem,) = _made(mini, _with(wild, "增长62%"), text=text).problems
    assert problem.row == 1
    assert "62" in problem.line


def test_two_rows_for_one_indicator_are_pointed_out(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    made = _made(mini, _with(rows, "新建口袋公园", indicator="schools_new"))
    (problem,) = made.problems
    assert problem.row == _at(rows, "新建口袋公园") + 1
    assert problem.line.startswith(f"row {_at(rows, '新建学校12所') + 1} has the same indicator")


def test_a_new_indicator_is_named_first_and_then_stands_in_the_catalogue(
    mini: Frames, rows: tuple[ReportRow, ...]
) -> None:
    i = _at(rows, "养老床位")
    proposed = rows[i].figure.proposal
    assert proposed is not None
    bare = replace(proposed, key="name_me", en="FILL IN: English name")
    (problem,) = _made(mini, _with(rows, "养老床位", proposal=bare)).problems
    assert problem == Remark(
        i + 1, "the new indicator needs a key in lower-case letters, a Chinese and an English name"
    )
    cells = {
        "key": "beds_new",
        "zh": "新增养老床位",
        "en": "New beds",
        "unit": "张",
        "measure": "count",
        "better": "higher",
        "group": "livelihood",
    }
    named = with_entries(_with(rows, "养老床位"), {i + 1: cells})
    made = _made(mini, named)
    assert made.problems == ()
    file = _files(made)["curated/yunzhou/indicators.yaml"]  # the city's own: one report can't tell what others report
    assert (file.new, file.content) == (True, file.block.encode())
    assert file.block.splitlines()[0].startswith("# yaml-language-server: $schema=")
    assert "\nbeds_new:\n" in file.block
    assert "beds_new:" in _files(made)["curated/yunzhou/2024.yaml"].content.decode()
    (problem,) = _made(mini, with_entries(named, {i + 1: cells | {"key": "parks_new"}})).problems
    assert problem.line == "the catalogue has parks_new already: choose it in the table"
    for cell in ("measure", "better", "group"):  # what a browser may send and no table offers
        (problem,) = _made(mini, with_entries(named, {i + 1: cells | {cell: "x"}})).problems
        assert problem.line.startswith("choose measure, good side and group")
    (problem,) = _made(mini, with_entries(named, {i + 1: cells | {"en": "x" * 201}})).problems
    assert problem.line.startswith("the new indicator needs a key")
    (problem,) = _made(mini, with_entries(named, {i + 1: cells | {"key": "urban_jobs"}})).problems
    assert problem.line == "urban_jobs is the old key of an indicator: choose another key"


def test_a_new_indicator_is_added_to_what_the_city_has_of_its_own_and_unlike_what_another_has(
    rows: tuple[ReportRow, ...], tmp_path: Path
) -> None:
    curated = copy_of_mini(tmp_path)
    entry = "{zh: 新增菜园, en: New gardens, unit: 个, measure: count, better: higher, group: city}"
    (curated / "yunzhou" / "indicators.yaml").write_text(f"gardens_new: {entry}", encoding="utf-8")
    (curated / "lancheng" / "indicators.yaml").write_text(f"barns_new: {entry}", encoding="utf-8")
    found = tables.frames(collection.load(curated))
    cells = {"zh": "新增养老床位", "en": "New beds", "unit": "张", "measure": "count", "better": "higher"}
    named = _with(rows, "养老床位")
    number = _at(rows, "养老床位") + 1

    def made(key: str) -> Contribution:
        return _made(found, with_entries(named, {number: cells | {"key": key, "group": "livelihood"}}))

    file = _files(made("beds_new"))["curated/yunzhou/indicators.yaml"]
    assert file.content.decode() == f"gardens_new: {entry}\n{file.block}"
    (problem,) = made("barns_new").problems
    assert problem.line == "another city has an indicator barns_new of its own: choose another key"


def test_the_table_of_new_indicators_keeps_what_was_typed(rows: tuple[ReportRow, ...]) -> None:
    row = rows[_at(rows, "养老床位")]
    (proposed,) = entry_table([row], {}).to_dict("records")
    assert (proposed["number"], proposed["zh"], proposed["unit"]) == (row.number, "新增养老床位", "张")
    (typed,) = entry_table([row], {row.number: proposed | {"en": "Beds"}}).to_dict("records")
    assert typed["en"] == "Beds"


def test_a_new_indicator_is_told_which_it_resembles(rows: tuple[ReportRow, ...]) -> None:
    needing = [row for row in _with(rows, "养老床位") if row.accepted and row.figure.indicator is None]
    beds = an_indicator(zh="养老机构床位", en="Beds in homes", unit="张", measure="count")
    trees = an_indicator(zh="植树", en="Trees", unit="张", measure="count")
    catalogue = {"beds": beds, "trees": trees}
    (line,) = resembling(needing, catalogue, "en")
    assert line == (
        f"Row {needing[0].number}, 新增养老床位, resembles what the catalogue has: Beds in homes. "
        "If one means the same, choose it above."
    )
    assert resembling(needing, {"trees": trees}, "en") == ()


def test_a_new_city_gets_a_folder_of_its_own(mini: Frames, rows: tuple[ReportRow, ...], tmp_path: Path) -> None:
    made = _made(mini, rows, NEW_CITY)
    assert made.problems == ()
    assert all(file.new for file in made.files)
    found = loaded(_over(copy_of_mini(tmp_path), made))
    assert found.problems == mini.problems
    assert (found.cities["xiping"].zh, found.cities["xiping"].code) == ("溪平市", "990300")
    assert found.cities["xiping"].sources["work-report-2024"].excerpt == ()


def test_a_text_that_is_held_already_adds_no_source_and_no_figure_twice(mini: Frames, tmp_path: Path) -> None:
    rows = report_rows.rows(draft(REPORT, mini.catalogue))
    again = _made(_over(copy_of_mini(tmp_path), _made(mini, rows)), rows)
    assert (again.files, again.problems) == ((), ())
    assert [r.row for r in again.there] == [r.number for r in rows if r.accepted]


def test_a_second_report_of_a_year_names_its_figures_source_and_says_which_others_must(
    mini: Frames, rows: tuple[ReportRow, ...], tmp_path: Path
) -> None:
    before = _over(copy_of_mini(tmp_path), _made(mini, rows[:1]))
    text = REPORT.replace("政府工作报告", "经济运行报告")
    made = _made(before, report_rows.rows(draft(text, mini.catalogue, 2023, 2024)), text=text)
    assert "source: work-report-2024-2" in _files(made)["curated/yunzhou/2024.yaml"].content.decode()
    (problem,) = made.problems
    assert problem.row is None
    assert problem.line.startswith("curated/yunzhou/2023.yaml: with this report the year has several documents")
    assert problem.line.endswith("(lines 4)")


def test_a_half_without_its_year_is_asked_for(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    made = _made(mini, rows, replace(ABOUT, reviews=None))
    assert {p.row for p in made.problems} == {r.number for r in rows if r.accepted and r.figure.role == "outcome"}
    assert {p.line for p in made.problems} == {"say above which year the report reviews and which it plans"}
    assert "curated/yunzhou/2023.yaml" not in _files(made)


def test_there_is_no_contribution_while_no_row_is_accepted(mini: Frames, rows: tuple[ReportRow, ...]) -> None:
    assert _made(mini, tuple(replace(r, accepted=False) for r in rows)) == Contribution()


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (ABOUT, None),
        (NEW_CITY, None),
        (replace(ABOUT, title=""), "Give the report's title"),
        (replace(ABOUT, title="报" * 501), "Shorten what is said of the report"),
        (replace(ABOUT, url="https://" + "x" * 500), "Shorten what is said of the report"),
        (replace(ABOUT, reviews=None, plans=None), "Say which year"),
        (replace(ABOUT, reviews=2024), "The year that is planned"),
        (replace(NEW_CITY, folder="../x"), "Give the new place's folder"),
        (replace(NEW_CITY, en=""), "Give the new place's name"),
        (replace(NEW_CITY, code="12"), "Give the new place's six digits"),
    ],
)
def test_what_is_wanting_is_said(mini: Frames, about: About, says: str | None) -> None:
    lines = report_facts.wanting(about, mini.cities, "en")
    assert [line[: len(says)] for line in lines] == [says] if says else lines == ()


def test_the_folder_of_a_city_follows_its_english_name() -> None:
    assert report_facts.folder_of("Xi'an") == "xian"
    assert report_facts.folder_of(" Inner Mongolia ") == "inner-mongolia"


def test_github_gets_a_short_file_in_the_address_and_a_long_one_by_hand() -> None:
    short = NewFile("curated/xiping/2024.yaml", "promises: {}  # 溪平\n".encode(), True, "")
    address, filled = on_github("owner/name", short)
    assert filled
    assert urlsplit(address)._replace(query="").geturl() == "https://github.com/owner/name/new/main/curated/xiping"
    assert parse_qs(urlsplit(address).query) == {"filename": ["2024.yaml"], "value": ["promises: {}  # 溪平\n"]}
    address, filled = on_github("owner/name", replace(short, content=("溪" * 1000).encode()))
    assert (address, filled) == ("https://github.com/owner/name/new/main/curated/xiping?filename=2024.yaml", False)
    assert on_github("owner/name", NewFile("seeds/a.txt", b"a", True, "")) == (
        "https://github.com/owner/name/upload/main/seeds",
        False,
    )
    assert on_github("owner/name", replace(short, new=False)) == (
        "https://github.com/owner/name/edit/main/curated/xiping/2024.yaml",
        False,
    )
