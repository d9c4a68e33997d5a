"""The Contribute page through Streamlit's AppTest, over the invented data: from a report to files, and the check of a
file."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from indicators import collection
from indicators.cli import main
from indicators.collection import Collection
from indicators.drafts import reports
from indicators.pages import aside
from indicators.pages.state import Reader
from indicators.views import checking, unfinished
from indicators.views.report_rows import NEW
from indicators.views.resumed import left
from indicators.views.unfinished import Facts
from indicators.words.texts import LANGUAGES
from tests.conftest import ROOT
from tests.samples import MINI, REPORT, copy_of_mini

DEV = ROOT / "tests" / "reports" / "dev"
HOSTILE = (
    "<html><body><script>document.title = 'taken'</script><p "
    "onclick='alert(1)'>云州市2024年政府工作报告</p><p>一、2023年工作回顾</p>"
    "<p>新建学校11所&lt;img src=x "
    "onerror=alert(1)&gt;。</p><p>二、2024年主要预期目标</p><p>新建学校12所，新建道路<b>70公里</b>。</p></body></html>"
)


@pytest.fixture(autouse=True)
def _invented_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    monkeypatch.delenv("INDICATORS_REPOSITORY", raising=False)


def _opened(lang: str = "en", **address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page("indicators/pages/contribute.py")
    app.query_params.update({"lang": lang, **address})
    return _sound(app.run())


def _sound(app: AppTest) -> AppTest:
    assert [e.message for e in app.exception] == []
    assert [e.value for e in app.error] == []
    return app


def _uploaded(name: str, data: bytes, lang: str = "en") -> AppTest:
    app = _opened(lang)
    app.file_uploader(key="report_file").set_value((name, data, "application/octet-stream"))
    return _sound(app.run())


def _pasted(text: str, lang: str = "en") -> AppTest:
    app = _opened(lang)
    app.text_area(key="report_paste").set_value(text)
    return _sound(app.run())


def _warnings(app: AppTest) -> list[str]:
    return [w.value for w in app.warning]


def _files(app: AppTest) -> dict[str, str]:
    """What the blocks to copy hold, by the path above each."""
    found = {}
    for expander in app.expander:
        path = re.match(r"(\S+) · ", re.sub(r"[\\\u2060`]", "", expander.label))  # without what keeps its signs text
        if path:
            found[path[1]] = expander.code[0].value if expander.code else ""
    return found


def _key(widgets: Iterable[Any], begins: str) -> str:
    """The key of the one of these widgets whose key begins so."""
    (key,) = [str(widget.key) for widget in widgets if str(widget.key).startswith(begins)]
    return key


def _edit(app: AppTest, row: int, **cells: object) -> AppTest:
    """Edit a row of the table of figures, in place of the browser's grid."""
    key = _key(app.data_editor, "rows_")
    edits = app.session_state[key]["edited_rows"] if key in app.session_state else {}
    app.session_state[key] = {
        "edited_rows": {**edits, row: {**edits.get(row, {}), **cells}},
        "added_rows": [],
        "deleted_rows": [],
    }
    return _sound(app.run())


def _row(app: AppTest, words: str) -> int:
    frame = app.data_editor(key=_key(app.data_editor, "rows_")).value
    (at,) = [i for i, quote in enumerate(frame["quote"]) if words in quote]
    return at


def _html(app: AppTest) -> list[str]:
    """The pieces of HTML on the page."""
    elements: list[Any] = list(app.get("html"))
    return [str(element.value) for element in elements]


def _text(app: AppTest) -> str:
    parts = [e.value for kind in (app.markdown, app.caption, app.info, app.warning, app.success) for e in kind]
    drawn = "\n".join(piece for piece in _html(app) if "<style>" not in piece)
    return "\n".join(parts) + "\n" + html.unescape(re.sub(r"<[^>]*>", "", drawn))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pasted_report_becomes_rows_and_files(lang: str) -> None:
    app = _pasted(REPORT, lang)
    assert _warnings(app) == []
    assert app.selectbox(key=_key(app.selectbox, "city_")).value == "yunzhou"
    assert [n.value for n in app.number_input] == [2023, 2024]
    assert len(app.data_editor[0].value) == 13
    files = _files(app)
    assert list(files) == [
        "curated/yunzhou/2023.yaml",
        "curated/yunzhou/2024.yaml",
        "curated/yunzhou/city.yaml",
        "seeds/yunzhou-work-report-2024.txt",
    ]
    assert "target: {value: 12, quote: 新建学校12所}" in files["curated/yunzhou/2024.yaml"]
    assert files["curated/yunzhou/city.yaml"].startswith("sources:\n  work-report-2024:\n")
    assert ("Accepted 10 of 13" if lang == "en" else "共 13 行，已采用 10 行") in _text(app)
    # Nothing of the report goes into the address.
    assert {**app.query_params} == {"lang": lang}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_but_the_readers_language_is_on_the_page(lang: str) -> None:
    app = _pasted(REPORT, lang)
    labels = [
        w.label
        for kind in (app.selectbox, app.text_input, app.text_area, app.number_input, app.button, app.file_uploader)
        for w in kind
    ]
    assert [label for label in labels if bool(re.search(r"[\u4e00-\u9fff]", label)) != (lang == "zh")] == []


def test_a_row_is_dropped_and_another_corrected() -> None:
    app = _pasted(REPORT)
    _edit(app, _row(app, "新建学校12所"), accepted=False)
    assert "新建学校12所" not in _files(app)["curated/yunzhou/2024.yaml"]
    assert "Accepted 9 of 13" in _text(app)
    _edit(app, _row(app, "新建口袋公园"), form="value", value="13")
    assert re.search(
        r"Problems: 1\s*12 · promise · New pocket parks: 13个 is not in the quote, which has 10个、12个; correct",
        _text(app),
    )
    assert any("Problems still open: 1" in w for w in _warnings(app))
    _edit(app, _row(app, "新建口袋公园"), value="ten")
    assert "12 · promise · New pocket parks: ten is not a number" in _text(app)
    _edit(app, _row(app, "新建口袋公园"), form="between", value="10-12")
    assert _warnings(app) == []
    assert "between: [10, 12]" in _files(app)["curated/yunzhou/2024.yaml"]


def test_a_row_by_itself_keeps_what_was_edited() -> None:
    app = _pasted(REPORT)
    at = _row(app, "新建学校12所")
    _edit(app, at, accepted=False)
    app.selectbox(key="row").set_value(at + 1)
    _sound(app.run())
    frame = app.data_editor[0].value
    assert list(frame["quote"]) == ["新建学校12所"]
    assert not frame["accepted"].iloc[0]
    _edit(app, 0, accepted=True)
    assert "新建学校12所" in _files(app)["curated/yunzhou/2024.yaml"]
    app.segmented_control(key="show_rows").set_value("dropped")
    _sound(app.run())
    assert len(app.data_editor[0].value) == 3


def test_the_next_doubtful_row_is_shown_with_its_doubt() -> None:
    app = _pasted(REPORT)
    app.button[0].click()
    _sound(app.run())
    assert list(app.data_editor[0].value["quote"]) == ["农民收入增长与经济增长同步"]
    assert "Look twice at 10: no indicator fits; it needs a new one" in _text(app)


def test_a_new_indicator_is_named_in_a_table_of_its_own() -> None:
    app = _pasted(REPORT)
    _edit(app, _row(app, "修缮钟楼"), accepted=True)
    assert "the new indicator needs a key" in _text(app)
    key = _key(app.data_editor, "entries_")
    app.session_state[key] = {
        "edited_rows": {0: {"key": "towers_repaired", "en": "Clock towers repaired"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    _sound(app.run())
    files = _files(app)
    assert _warnings(app) == []
    assert "\ntowers_repaired:\n" in files["curated/yunzhou/indicators.yaml"]
    assert "towers_repaired:" in files["curated/yunzhou/2023.yaml"]


def test_corrections_outlast_a_change_of_language() -> None:
    app = _pasted(REPORT)
    _edit(app, _row(app, "新建学校12所"), accepted=False)
    app.segmented_control(key="lang").set_value("zh")
    _sound(app.run())
    assert "已采用 9 行" in _text(app)


def test_the_years_can_be_corrected_and_a_report_taken_back() -> None:
    app = _pasted(REPORT)
    for box, year in zip(app.number_input, (2025, 2026), strict=True):
        box.set_value(year)
    _sound(app.run())
    assert "curated/yunzhou/2026.yaml" in _files(app)
    assert "seeds/yunzhou-work-report-2026.txt" in _files(app)
    app.text_area(key="report_paste").set_value("")
    _sound(app.run())
    assert not app.data_editor
    assert not _files(app)


def test_of_a_file_and_pasted_text_the_last_one_counts() -> None:
    app = _uploaded("report.txt", REPORT.encode())
    app.text_area(key="report_paste").set_value(REPORT.replace("新建学校12所，", ""))
    _sound(app.run())
    assert len(app.data_editor[0].value) == 12
    app.text_area(key="report_paste").set_value("")
    _sound(app.run())
    assert len(app.data_editor[0].value) == 13


def test_a_new_city_is_asked_for_its_names_first() -> None:
    app = _pasted(REPORT.replace("云州", "溪平"))
    assert "Give the new place's name in Chinese and in English." in _text(app)
    assert not _files(app)
    fields = {str(t.key).split("_")[0]: t for t in app.text_input}
    fields["zh"].set_value("溪平市")
    fields["en"].set_value("Xiping")
    fields["code"].set_value("990300")
    _sound(app.run())
    assert _files(app)["curated/xiping/city.yaml"].startswith(
        "# yaml-language-server: $schema=../schema/city.json\nzh: 溪平市\nen: Xiping\n"
    )


def test_the_way_to_github_where_a_repository_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "CONTRIBUTING.md" in _text(_pasted(REPORT))
    monkeypatch.setenv("INDICATORS_REPOSITORY", "owner/name")
    app = _pasted(REPORT)
    assert "https://github.com/owner/name/upload/main" in _text(app)
    links = [link.proto.url for link in app.get("link_button")]
    assert len(links) == len(_files(app))
    assert all(link.startswith("https://github.com/owner/name/") for link in links)
    monkeypatch.setenv("INDICATORS_REPOSITORY", "javascript:alert(1)//x")
    assert not _pasted(REPORT).get("link_button")


@pytest.mark.parametrize("name", ["prefecture-work-2019.txt", "district-newspaper-2021.html"])
def test_an_uploaded_report_is_read(name: str) -> None:
    app = _uploaded(name, (DEV / name).read_bytes())
    assert len(app.data_editor[0].value) > 20
    assert "seeds/" in " ".join(_files(app))


def test_an_uploaded_word_document_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    app = _uploaded("report.docx", (tmp_path / "report.docx").read_bytes())
    assert len(app.data_editor[0].value) == 13


def test_scripts_in_a_page_are_dropped_and_marks_stay_text() -> None:
    app = _uploaded("report.html", HOSTILE.encode())
    held = app.session_state["kept_report"].report.text
    assert "taken" not in held
    assert "<img src=x onerror=alert(1)>" in held
    assert [piece for piece in _html(app) if "onerror" in piece or "<script" in piece] == []
    pasted = _pasted(REPORT.replace("各位代表", "<script>alert(1)</script>各位代表"))
    assert "<script>alert(1)</script>" in pasted.session_state["kept_report"].report.text
    assert [piece for piece in _html(pasted) if "<script" in piece] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", {"en": "empty.txt: the file is empty; ", "zh": "empty.txt: "}),
        ("blank.txt", b" \n \n", {"en": "blank.txt: the file is empty; ", "zh": "blank.txt: "}),
        (
            "binary.bin",
            bytes(range(256)) * 50,
            {"en": "binary.bin: not a text, Word or PDF file; ", "zh": "binary.bin: "},
        ),
        (
            "scan.png",
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
            {"en": "scan.png: a picture, not text; ", "zh": "scan.png: "},
        ),
        (
            "letter.txt",
            b"Dear delegates, the gross domestic product grew by 6 percent. " * 40,
            {"en": "letter.txt: the text is not in Chinese; ", "zh": "letter.txt: "},
        ),
        (
            "large.txt",
            b"\xe6\x8a\xa5" * (reports.LARGEST // 3 + 1),
            {"en": "large.txt: larger than 10 MB; ", "zh": "large.txt: "},
        ),
        (
            "long.txt",
            ("国民经济发展工作" * 70_000).encode(),
            {"en": "long.txt: the text is longer than any report; ", "zh": "long.txt: "},
        ),
        (
            "broken.pdf",
            b"%PDF-1.4\nbroken",
            {"en": "broken.pdf: the PDF is damaged or of an unknown kind; ", "zh": "broken.pdf: "},
        ),
        ("broken.docx", b"PK\x03\x04broken", {"en": "broken.docx: the .docx file is damaged; ", "zh": "broken.docx: "}),
    ],
)
def test_what_is_no_report_gets_one_clear_line(lang: str, name: str, data: bytes, says: dict[str, str]) -> None:
    app = _uploaded(name, data, lang)
    (line,) = _warnings(app)
    assert line.startswith(says[lang])
    assert "\n" not in line
    assert bool(re.search(r"[\u4e00-\u9fff]", line)) == (lang == "zh")
    assert not app.data_editor


def test_a_chinese_text_without_figures_says_so() -> None:
    app = _pasted("各位代表：我们要继续努力，把各项工作做得更好，让人民群众满意。")
    assert "No figure was found in this text." in _text(app)


def test_a_years_file_is_checked_with_its_line() -> None:
    app = _opened(task="file")
    content = (MINI / "yunzhou" / "2022.yaml").read_bytes()
    app.file_uploader(key="year_file").set_value(("yunzhou-2022.yaml", content, "text/yaml"))
    _sound(app.run())
    assert [s.value for s in app.success] == [
        "curated/yunzhou/2022.yaml is in order: 6 promises, 11 figures, 9 of them found in their documents."
    ]
    app.file_uploader(key="year_file").set_value(
        ("yunzhou-2022.yaml", content.replace(b"at_least: 6.5", b"at_least: 7.5"), "text/yaml")
    )
    _sound(app.run())
    assert _warnings(app) == ["curated/yunzhou/2022.yaml: problems: 1"]
    (marked,) = re.findall(r'<tr class="pa-wrong">.*?</tr>', "".join(_html(app)))
    assert "at_least: 7.5" in marked
    assert "figure-not-in-quote: 7.5% is not in the quote" in html.unescape(marked)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_half_written_yaml_is_a_problem_with_its_line(lang: str) -> None:
    app = _opened(lang, task="file")
    app.text_area(key="year_text").set_value(
        "promises:\n  gdp_growth:\n    target: {at_least: 6.5, quote: <script>alert(1)</script>"
    )
    _sound(app.run())
    assert len(_warnings(app)) == 1
    page = "".join(_html(app))
    assert '<tr class="pa-wrong"><td class="pa-number">3</td>' in page
    assert "<script>" not in page


def test_the_task_stands_in_the_address() -> None:
    app = _opened()
    app.segmented_control(key="task").set_value("file")
    _sound(app.run())
    assert app.query_params["task"] == "file"
    assert any("juggling" in w for w in _warnings(_opened(task="juggling")))


def test_an_edit_reads_neither_the_report_again_nor_any_city_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _uploaded("coastal-work-2025.txt", (DEV / "coastal-work-2025.txt").read_bytes())
    assert len(app.data_editor[0].value) > 70
    app.selectbox(key=_key(app.selectbox, "city_")).set_value("yunzhou")
    _sound(app.run())
    loaded: list[str | None] = []

    def load(root: Path, instead: Mapping[str, bytes] | None = None, city: str | None = None) -> Collection:
        loaded.append(city)
        return collection.load(root, instead=instead, city=city)

    def here(_told: str, _reader: Reader, work: Callable[..., object], *args: object) -> object:
        assert work.__name__ == "contribution"
        return work(*args)

    monkeypatch.setattr(checking, "collection", SimpleNamespace(load=load))
    monkeypatch.setattr(aside, "done", here)
    for row in range(3):
        _edit(app, row, accepted=not app.data_editor[0].value["accepted"].iloc[row])
    assert loaded[-3:] == ["yunzhou"] * 3 and set(loaded) == {"yunzhou"}
    before = len(loaded)
    app.selectbox(key="row").set_value(1)
    _sound(app.run())
    assert len(loaded) == before  # nothing was edited


def _cell(app: AppTest, row: int, column: str) -> object:
    return app.data_editor(key=_key(app.data_editor, "rows_")).value[column].iloc[row]


def test_to_choose_an_indicator_accepts_the_row_which_can_be_left_out_again() -> None:
    app = _pasted(REPORT)
    at = _row(app, "养老床位")
    assert not _cell(app, at, "accepted")
    _edit(app, at, indicator="clinics_new")
    assert _cell(app, at, "accepted")
    assert "Accepted 11 of 13" in _text(app)
    _edit(app, at, accepted=False)
    assert "Accepted 10 of 13" in _text(app)
    _edit(app, at, quote="新增养老床位500张")  # another edit does not bring it back
    assert "Accepted 10 of 13" in _text(app)
    _edit(app, at, indicator="parks_new")  # another choice does, though it was left out by hand
    assert "Accepted 11 of 13" in _text(app)
    assert _cell(app, at, "accepted")


def test_a_choice_accepts_a_row_that_was_ticked_off_and_one_in_the_list_of_those_left_out() -> None:
    app = _pasted(REPORT)
    app.segmented_control(key="show_rows").set_value("dropped")
    _sound(app.run())
    at = _row(app, "养老床位")
    _edit(app, at, accepted=True)
    _edit(app, at, accepted=False)
    _edit(app, at, indicator="clinics_new")
    assert "Accepted 11 of 13" in _text(app)


def test_every_cell_of_a_row_is_written_to_its_file() -> None:
    app = _pasted(REPORT)
    _edit(app, _row(app, "新建学校12所"), due="2025年3月31日", note="第一批 | The first ones", scope="市区")
    _edit(app, _row(app, "新建学校11所"), not_comparable="口径不同", note="含改建")
    files = _files(app)
    assert _warnings(app) == []
    (target,) = [line for line in files["curated/yunzhou/2024.yaml"].splitlines() if "新建学校12所" in line]
    assert "due: 2025-03-31, scope: {zh: 市区, en: urban districts}, note: {zh: 第一批, en: The first ones}" in target
    (outcome,) = [line for line in files["curated/yunzhou/2023.yaml"].splitlines() if "新建学校11所" in line]
    assert "not_comparable: 口径不同, note: 含改建" in outcome
    _edit(app, _row(app, "新建学校12所"), due="年底", not_comparable="口径不同")
    assert "11 · promise · New schools: 年底 is no year and no day" in _text(app)
    _edit(app, _row(app, "新建学校12所"), due="2025")
    assert "11 · promise · New schools: only an outcome can be not comparable" in _text(app)
    app.selectbox(key="row").set_value(11)  # what can't be used is still there, and still said
    _sound(app.run())
    assert _cell(app, 0, "not_comparable") == "口径不同"
    assert "only an outcome can be not comparable" in _text(app)


def _sought(app: AppTest, words: str) -> AppTest:
    """Paste words into the field for a missing figure."""
    app.text_input(key="sought").set_value(words)
    (add,) = [button for button in app.button if button.label in ("Add as a figure", "作为数字添加")]
    add.click()
    return _sound(app.run())


def test_pasted_words_become_a_row_and_reach_the_file() -> None:
    text = REPORT.replace("新建学校12所", "全市再添学校共计1 2所以上")
    app = _sought(_pasted(text), "再添学校共计12所以上")
    frame = app.data_editor(key=_key(app.data_editor, "rows_")).value
    assert list(frame["quote"]) == ["全市再添学校共计1 2所以上", "再添学校共计1 2所以上"]
    assert list(frame["number"]) == [11, 14]
    assert app.text_input(key="sought").value == ""
    assert "Added as row 14" in _text(app)
    _edit(app, 0, accepted=False)
    _edit(app, 1, indicator="schools_new")
    assert "target: {at_least: 12, quote: 再添学校共计12所以上}" in _files(app)["curated/yunzhou/2024.yaml"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pasted_words_that_are_not_in_the_text_stay_in_the_field_with_a_line(lang: str) -> None:
    app = _sought(_pasted(REPORT, lang), "修缮鼓楼<b>")
    (line,) = _warnings(app)
    assert "修缮鼓楼" in line and "<b>" not in line
    assert bool(re.search("报告里没有这些文字", line)) == (lang == "zh")
    assert app.text_input(key="sought").value == "修缮鼓楼<b>"


def test_marked_words_become_a_row_whose_number_and_role_are_read() -> None:
    app = _pasted(REPORT)
    at = REPORT.index("修缮钟楼9座")
    app.session_state["kept_marking"] = (at, at + 6)
    _sound(app.run())
    assert "These words are row 6 already" in _text(app)
    app.session_state["kept_marking"] = (at + 2, at + 6)
    _sound(app.run())
    made = app.session_state["kept_rows"][6]
    assert (made.number, made.figure.role, made.figure.quote, made.figure.unit) == (14, "outcome", "钟楼9座", "座")
    assert len(app.session_state["kept_rows"]) == 14


def test_a_text_in_which_nothing_was_found_can_be_marked_all_the_same() -> None:
    app = _pasted("各位代表：我们要继续努力，把各项工作做得更好，让人民群众满意。云州市2024年政府工作报告。")
    assert "No figure was found in this text." in _text(app)
    _sought(app, "让人民群众满意")
    assert app.session_state["kept_rows"][0].figure.text == "让人民群众满意"


def _kept(app: AppTest) -> str:
    """What the browser would keep of the page as it is now."""
    given, rows = app.session_state["kept_report"], app.session_state["kept_rows"]
    entries = app.session_state["kept_entries"]
    facts = Facts(
        city="yunzhou",
        kind="plan_report",
        title="另一个标题",
        reviews=2023,
        plans=2024,
        held="reviews",
        publisher="云州市人民政府",
        date="2024-01-20",
        url="",
        zh="",
        en="",
        code="",
        folder="",
    )
    rest = unfinished.packed(facts, left(rows, entries))
    return json.dumps({"version": 1, "id": "0" * 16, "text": given.held.decode(), "rest": rest})


def test_work_that_comes_back_from_the_browser_goes_on_where_it_was() -> None:
    before = _pasted(REPORT)
    _edit(before, _row(before, "新建学校12所"), accepted=False)
    _edit(before, _row(before, "新建口袋公园"), note="一句")
    _sought(before, "各位代表")
    _edit(before, 0, indicator=NEW)
    after = _opened()
    after.session_state["kept_back"] = _kept(before)
    _sound(after.run())
    assert _warnings(after) == _warnings(before)  # the new indicator has no name yet
    assert "Accepted 10 of 14" in _text(after)
    fields = {str(t.key).split("_")[0]: t.value for t in after.text_input}
    assert (fields["title"], fields["publisher"]) == ("另一个标题", "云州市人民政府")
    assert after.selectbox(key=_key(after.selectbox, "kind_")).value == "plan_report"
    files = _files(after)
    assert "新建学校12所" not in files["curated/yunzhou/2024.yaml"]
    assert "note: 一句" in files["curated/yunzhou/2024.yaml"]
    assert "seeds/yunzhou-plan-report-2024.txt" in files
    assert 'date: "2024-01-20"' in files["curated/yunzhou/city.yaml"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ("<script>alert(1)</script>", {"en": "what this browser had kept is not", "zh": "本浏览器保存的录入不是"}),
        ("[" * 200_000, {"en": "what this browser had kept is not", "zh": "本浏览器保存的录入不是"}),
        ("{}" + " " * unfinished.LARGEST, {"en": "what this browser had kept is longer", "zh": "本浏览器保存的录入比"}),
        (
            json.dumps({"version": 1, "id": "0" * 16, "text": "no report", "rest": "{}"}),
            {"en": "what this browser had kept is not", "zh": "本浏览器保存的录入不是"},
        ),
    ],
)
def test_hostile_work_is_refused_with_one_line(lang: str, kept: str, says: dict[str, str]) -> None:
    app = _opened(lang)
    app.session_state["kept_back"] = kept
    _sound(app.run())
    (line,) = _warnings(app)
    assert line.startswith(says[lang])
    assert not app.data_editor


def test_work_whose_text_is_no_report_is_refused_as_any_upload_is() -> None:
    app = _opened()
    app.session_state["kept_back"] = json.dumps(json.loads(_kept(_pasted(REPORT))) | {"text": "Not a report."})
    _sound(app.run())
    assert _warnings(app) == ["the text is not in Chinese; give the report as the government published it"]


def test_another_city_or_year_takes_nothing_away_that_was_corrected() -> None:
    app = _pasted(REPORT)
    _edit(app, _row(app, "新建学校12所"), note="一句")
    _sought(app, "各位代表")
    app.selectbox(key=_key(app.selectbox, "city_")).set_value("lancheng")
    _sound(app.run())
    assert [row.figure.note for row in app.session_state["kept_rows"] if row.figure.note] == ["一句"]
    app.number_input[1].set_value(2025)
    _sound(app.run())
    rows = app.session_state["kept_rows"]
    assert [(row.figure.note, row.figure.year) for row in rows if row.figure.note] == [("一句", 2025)]
    assert [row.figure.quote for row in rows if row.drafted is None] == ["各位代表"]


@pytest.mark.parametrize(
    "data",
    [REPORT.encode(), b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode(), REPORT.encode("gb18030")],
    ids=["utf-8", "with a mark and carriage returns", "gb18030"],
)
def test_a_report_has_one_name_and_the_same_figures_on_both_ways(data: bytes, tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    report = tmp_path / "下载 (3).txt"
    report.write_bytes(data)
    where = ["--curated", str(curated)]
    runner = CliRunner()
    begun = runner.invoke(main, ["new", "yunzhou", "2024", "--report", str(report), *where, "--lang", "en"])
    assert begun.exit_code == 0, begun.stderr
    (held,) = {file.name for file in (curated.parent / "seeds").iterdir()} - {
        file.name for file in (MINI.parent / "seeds").iterdir()
    }
    app = _uploaded(report.name, data)
    assert f"seeds/{held}" in _files(app)
    given = app.session_state["kept_report"]
    assert (curated.parent / "seeds" / held).read_bytes() == given.held
    assert "work-report-2024" in collection.load(curated).cities["yunzhou"].sources
    drafted = runner.invoke(main, ["draft", str(curated.parent / "seeds" / held), "--city", "yunzhou", *where])
    assert drafted.exit_code == 0, drafted.stderr
    for row in app.session_state["kept_rows"]:
        if row.accepted:
            assert row.figure.quote in drafted.stdout
