"""What a contribution comes to: its files, checked in memory, and the way to GitHub."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from indicators import collection
from indicators.tables import Frames
from indicators.views import contribute, contribution, entries, handing_in
from indicators.views.contribute import Row
from indicators.views.contribution import About, Composition, Sheet, compose
from tests.samples import MINI, REPORT, copy_of_mini, loaded

ABOUT = About("yunzhou", "work_report", "云州市2024年政府工作报告", 2023, 2024, ("reviews", "plans"))
NEW_CITY = replace(ABOUT, folder="xiping", zh="溪平市", en="Xiping", code="990300", excerpt=())


@pytest.fixture
def rows(mini: Frames) -> tuple[Row, ...]:
    return contribute.rows(contribute.read(REPORT, mini.catalogue, None, None))


def _composed(mini: Frames, rows: tuple[Row, ...], about: About = ABOUT, text: str = REPORT) -> Composition:
    return compose(loaded(mini), about, text, rows, "en")


def _sheets(made: Composition) -> dict[str, Sheet]:
    return {sheet.path: sheet for sheet in made.sheets}


def _at(rows: tuple[Row, ...], words: str) -> int:
    (found,) = [i for i, row in enumerate(rows) if words in row.figure.quote]
    return found


def _with(rows: tuple[Row, ...], words: str, accepted: bool = True, **figure: object) -> tuple[Row, ...]:
    """The rows with the figure whose quote has those words changed."""
    i = _at(rows, words)
    changed = replace(rows[i], accepted=accepted, figure=replace(rows[i].figure, **figure))
    return (*rows[:i], changed, *rows[i + 1 :])


def test_the_files_laid_over_the_project_check_clean(mini: Frames, rows: tuple[Row, ...], tmp_path: Path) -> None:
    made = _composed(mini, rows)
    assert made.problems == ()
    assert list(_sheets(made)) == [
        "curated/yunzhou/2023.yaml",
        "curated/yunzhou/2024.yaml",
        "curated/yunzhou/city.yaml",
        "seeds/yunzhou-work-report-2024.txt",
    ]
    curated = copy_of_mini(tmp_path)
    with zipfile.ZipFile(io.BytesIO(handing_in.packed(made.sheets))) as archive:
        archive.extractall(curated.parent)
    found = collection.load(curated)
    assert found.problems == mini.problems
    accepted = [r for r in rows if r.accepted]
    mine = {
        key for key, evidence in found.evidence.items() if evidence.source == "work-report-2024" and evidence.verified
    }
    assert mine == {("yunzhou", r.figure.year, r.figure.indicator, r.figure.role, 0) for r in accepted}


def test_what_stands_in_a_file_stays_byte_for_byte(mini: Frames, rows: tuple[Row, ...]) -> None:
    for path, sheet in _sheets(_composed(mini, rows)).items():
        if sheet.new:
            continue
        old = (MINI.parent / path).read_text(encoding="utf-8").splitlines()
        new = iter(sheet.content.decode().splitlines())
        assert all(line in new for line in old), path  # in this order


def test_the_source_is_registered_with_its_sum(mini: Frames, rows: tuple[Row, ...]) -> None:
    sheets = _sheets(_composed(mini, rows))
    raw = sheets["seeds/yunzhou-work-report-2024.txt"].content
    assert raw == REPORT.encode()
    block = sheets["curated/yunzhou/city.yaml"].block
    assert block.splitlines()[:2] == ["sources:", "  work-report-2024:"]
    assert f"    sha256: {hashlib.sha256(raw).hexdigest()}" in block
    assert "    excerpt: [reviews, plans]" in block
    assert "begins" not in block


def test_a_dropped_row_is_in_no_file(mini: Frames, rows: tuple[Row, ...]) -> None:
    assert "新建学校12所" in _sheets(_composed(mini, rows))["curated/yunzhou/2024.yaml"].content.decode()
    made = _composed(mini, _with(rows, "新建学校12所", accepted=False))
    assert "新建学校12所" not in _sheets(made)["curated/yunzhou/2024.yaml"].content.decode()


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
                "万元 can't be converted into the indicator's unit 所; correct the unit, or mark the outcome "
                "not_comparable"
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
def test_a_problem_points_to_its_row(mini: Frames, rows: tuple[Row, ...], change: dict[str, object], says: str) -> None:
    made = _composed(mini, _with(rows, "新建学校12所", **change))
    assert (_at(rows, "新建学校12所") + 1, says) in {(p.row, p.line) for p in made.problems}


def test_suspicions_are_problems_too(mini: Frames, rows: tuple[Row, ...]) -> None:
    text = REPORT.replace("增长6.2%", "增长62%")
    wild = contribute.rows(contribute.read(text, mini.catalogue, None, None))
    (problem,) = _composed(mini, wild, text=text).problems
    assert problem.row == 1
    assert "62" in problem.line


def test_two_rows_for_one_indicator_are_pointed_out(mini: Frames, rows: tuple[Row, ...]) -> None:
    made = _composed(mini, _with(rows, "新建口袋公园", indicator="schools_new"))
    (problem,) = made.problems
    assert problem.row == _at(rows, "新建口袋公园") + 1
    assert problem.line.startswith(f"row {_at(rows, '新建学校12所') + 1} has the same indicator")


def test_a_new_indicator_is_named_first_and_then_stands_in_the_catalogue(mini: Frames, rows: tuple[Row, ...]) -> None:
    i = _at(rows, "养老床位")
    bare = replace(rows[i].figure.proposal, key="name_me", en="FILL IN: English name")
    (problem,) = _composed(mini, _with(rows, "养老床位", proposal=bare)).problems
    assert problem == contribution.Remark(
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
    named = entries.with_entries(_with(rows, "养老床位"), {i + 1: cells})
    made = _composed(mini, named)
    assert made.problems == ()
    sheet = _sheets(made)["curated/indicators.yaml"]
    assert sheet.content == (MINI / "indicators.yaml").read_bytes() + sheet.block.encode()
    assert sheet.block.splitlines()[0] == "beds_new:"
    assert "beds_new:" in _sheets(made)["curated/yunzhou/2024.yaml"].content.decode()
    (problem,) = _composed(mini, entries.with_entries(named, {i + 1: cells | {"key": "parks_new"}})).problems
    assert problem.line == "the catalogue has parks_new already: choose it in the table"


def test_the_table_of_new_indicators_keeps_what_was_typed(rows: tuple[Row, ...]) -> None:
    row = rows[_at(rows, "养老床位")]
    (proposed,) = entries.entry_table([row], {}).to_dict("records")
    assert (proposed["number"], proposed["zh"], proposed["unit"]) == (row.number, "新增养老床位", "张")
    (typed,) = entries.entry_table([row], {row.number: proposed | {"en": "Beds"}}).to_dict("records")
    assert typed["en"] == "Beds"


def test_a_new_city_gets_a_folder_of_its_own(mini: Frames, rows: tuple[Row, ...], tmp_path: Path) -> None:
    made = _composed(mini, rows, NEW_CITY)
    assert made.problems == ()
    assert all(sheet.new for sheet in made.sheets)
    curated = copy_of_mini(tmp_path)
    for sheet in made.sheets:
        (curated.parent / sheet.path).parent.mkdir(exist_ok=True)
        (curated.parent / sheet.path).write_bytes(sheet.content)
    found = collection.load(curated)
    assert found.problems == mini.problems
    assert (found.cities["xiping"].zh, found.cities["xiping"].code) == ("溪平市", "990300")
    assert found.cities["xiping"].sources["work-report-2024"].excerpt == ()


def test_a_text_that_is_held_already_adds_no_source_and_no_figure_twice(mini: Frames, tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    rows = contribute.rows(contribute.read(REPORT, mini.catalogue, None, None))
    for sheet in _composed(mini, rows).sheets:
        (curated.parent / sheet.path).write_bytes(sheet.content)
    again = compose(collection.load(curated), ABOUT, REPORT, rows, "en")
    assert again.sheets == again.problems == ()
    assert [r.row for r in again.there] == [r.number for r in rows if r.accepted]


def test_a_second_report_of_a_year_names_its_figures_source_and_says_which_others_must(
    mini: Frames, rows: tuple[Row, ...], tmp_path: Path
) -> None:
    curated = copy_of_mini(tmp_path)
    for sheet in _composed(mini, rows[:1]).sheets:
        (curated.parent / sheet.path).write_bytes(sheet.content)
    text = REPORT.replace("政府工作报告", "经济运行报告")
    made = compose(
        collection.load(curated),
        ABOUT,
        text,
        contribute.rows(contribute.read(text, mini.catalogue, 2023, 2024)),
        "en",
    )
    assert "source: work-report-2024-2" in _sheets(made)["curated/yunzhou/2024.yaml"].content.decode()
    (problem,) = made.problems
    assert problem.row is None
    assert problem.line.startswith("curated/yunzhou/2023.yaml: with this report the year has several documents")
    assert problem.line.endswith("(lines 4)")


def test_a_half_without_its_year_is_asked_for(mini: Frames, rows: tuple[Row, ...]) -> None:
    made = _composed(mini, rows, replace(ABOUT, reviews=None))
    assert {p.row for p in made.problems} == {r.number for r in rows if r.accepted and r.figure.role == "outcome"}
    assert {p.line for p in made.problems} == {"say above which year the report reviews and which it plans"}
    assert "curated/yunzhou/2023.yaml" not in _sheets(made)


def test_nothing_is_composed_while_no_row_is_accepted(mini: Frames, rows: tuple[Row, ...]) -> None:
    assert _composed(mini, tuple(replace(r, accepted=False) for r in rows)) == Composition()


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (ABOUT, None),
        (NEW_CITY, None),
        (replace(ABOUT, title=""), "Give the report's title"),
        (replace(ABOUT, reviews=None, plans=None), "Say which year"),
        (replace(ABOUT, reviews=2024), "The year that is planned"),
        (replace(NEW_CITY, folder="../x"), "Give the new city's folder"),
        (replace(NEW_CITY, en=""), "Give the new city's name"),
        (replace(NEW_CITY, code="12"), "Give the new city's six digits"),
    ],
)
def test_what_is_wanting_is_said(mini: Frames, about: About, says: str | None) -> None:
    lines = contribution.wanting(about, loaded(mini), "en")
    assert [line[: len(says)] for line in lines] == [says] if says else lines == ()


def test_the_folder_of_a_city_follows_its_english_name() -> None:
    assert contribution.folder_of("Xi'an") == "xian"
    assert contribution.folder_of(" Inner Mongolia ") == "inner-mongolia"


def test_github_gets_a_short_file_in_the_address_and_a_long_one_by_hand() -> None:
    short = Sheet("curated/xiping/2024.yaml", "promises: {}  # 溪平\n".encode(), True, "")
    address, filled = handing_in.on_github("owner/name", short)
    assert filled
    assert urlsplit(address)._replace(query="").geturl() == "https://github.com/owner/name/new/main/curated/xiping"
    assert parse_qs(urlsplit(address).query) == {"filename": ["2024.yaml"], "value": ["promises: {}  # 溪平\n"]}
    address, filled = handing_in.on_github("owner/name", replace(short, content=("溪" * 1000).encode()))
    assert (address, filled) == ("https://github.com/owner/name/new/main/curated/xiping?filename=2024.yaml", False)
    assert handing_in.on_github("owner/name", Sheet("seeds/a.txt", b"a", True, "")) == (
        "https://github.com/owner/name/upload/main/seeds",
        False,
    )
    assert handing_in.on_github("owner/name", replace(short, new=False)) == (
        "https://github.com/owner/name/edit/main/curated/xiping/2024.yaml",
        False,
    )
