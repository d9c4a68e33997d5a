"""The second reading on the Contribute page through Streamlit's AppTest, over the invented data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.cli import main
from indicators.drafts import read_sheet
from indicators.drafts.rereading import Asked, Read, asked
from indicators.views.passages import passage
from indicators.views.second_reading import FIELDS, as_typed, typed
from indicators.words.texts import LANGUAGES, Said, translate
from tests.conftest import ROOT
from tests.samples import MINI, change, copy_of_mini
from tests.test_contribute_page import _files, _sound

FIGURES = [a for a in asked(collection.load(MINI), "yunzhou") if a.source == "work-report-2022"]


def _opened(lang: str = "en", source: str = "work-report-2022") -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page("indicators/pages/contribute.py")
    app.query_params.update({"lang": lang, "task": "second", "city": "yunzhou", "source": source})
    return _sound(app.run())


@pytest.fixture(autouse=True)
def _invented_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(MINI))
    monkeypatch.delenv("INDICATORS_REPOSITORY", raising=False)


def _type(app: AppTest, one: Asked, **over: object) -> AppTest:
    """Fill in what is held of a figure, or something else."""
    for name, value in (as_typed(one.held) | over).items():
        if value == FIELDS[name] and name not in over:
            continue
        if name == "form":
            app.selectbox(key=f"second_form_{one.id}").set_value(value)
        elif name == "bears":
            app.segmented_control(key=f"second_bears_{one.id}").set_value(value)
        else:
            app.text_input(key=f"second_{name}_{one.id}").set_value(str(value))
    return _sound(app.run())


def _press(app: AppTest, name: str) -> AppTest:
    app.button(key=f"second_{name}").click()
    return _sound(app.run())


def _shown(app: AppTest) -> str:
    """All that the page says, but for what the controls offer."""
    texts = [element.value for kind in (app.markdown, app.caption, app.info, app.subheader) for element in kind]
    bodies = [str(node.proto.body) for node in app.get("html") if "pa-" in str(node.proto.body)]
    return "\n".join([*texts, *(body for body in bodies if "<style>" not in body)])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_the_same_whatever_is_held(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "2022.yaml", "{value: 310, quote", "{more_than: 77, unit: 亿吨, quote")
    one = next(a for a in asked(collection.load(MINI), "yunzhou") if a.figure.quote == "原煤产量310万吨")
    pages = []
    for folder in (MINI, curated):
        monkeypatch.setenv("INDICATORS_CURATED", str(folder))
        app = _opened(lang, one.source)
        while "<mark>原煤产量310万吨" not in _shown(app):
            app = _press(app, "next")
        assert {str(e.value) for e in [*app.text_input, *app.selectbox] if "second_" in str(e.key)} == {""}
        pages.append(re.sub(".*pa-imprint.*", "", _shown(app)))  # which names the version of the data
    assert pages[0] == pages[1]
    assert one.entry.say(lang) in pages[0]


def test_what_is_typed_is_kept_compared_once_and_handed_in() -> None:
    first, second, third = FIGURES[:3]
    app = _type(_opened(), first)
    assert "Read: " in _shown(app)
    app = _press(app, "next")
    app = _type(app, second, number="987654", remark="the second number")
    app = _press(app, "next")
    app = _type(app, third, year="")
    assert "Not complete: say which year they speak of" in _shown(app)
    app.query_params["lang"] = "zh"  # the other language, and another task, and back
    app = _sound(app.run())
    assert app.text_input(key=f"second_number_{third.id}").value == as_typed(third.held)["number"]
    app.query_params.update({"task": "file", "lang": "en"})
    app = _sound(app.run())
    app.query_params["task"] = "second"
    app = _sound(app.run())
    assert app.text_input(key=f"second_number_{third.id}").value == as_typed(third.held)["number"]
    app = _press(_press(app, "back"), "back")
    assert app.text_input(key=f"second_number_{first.id}").value == as_typed(first.held)["number"]
    assert app.button(key="second_compare").label == "Compare 2 readings"
    app = _press(app, "compare")
    shown = _shown(app)
    assert "Read: 2 figures. They agree in 1 and differ in 1." in shown
    assert "the second number" in shown
    assert [each.key for each in app.text_input if str(each.key).endswith((first.id, second.id))] == []
    assert app.button(key="second_compare").disabled  # the third is not complete; the first two stand
    assert _files(app) == {}
    app.text_input(key="second_by").set_value("李四")
    app = _sound(app.run())
    ((path, content),) = _files(app).items()
    assert path == f"curated/yunzhou/{first.year}.yaml"
    original = (MINI / "yunzhou" / f"{first.year}.yaml").read_text(encoding="utf-8")
    entry = re.findall(r", read_by: \[\{by: 李四, on: \d{4}-\d\d-\d\d, of: [a-z]{8}\}\]", content)
    assert len(entry) == 1 and content.replace(entry[0], "") == original.rstrip("\n")
    assert any("987,654" in block.value and "- ` yunzhou/" in block.value for block in app.code)


def test_a_sheet_goes_on_where_it_was_left() -> None:
    first, second = FIGURES[:2]
    lines = [read_sheet.line(first, {}, first.held), read_sheet.line(second, {}), "{"]
    app = _opened()
    app.file_uploader(key="second_sheet").set_value(("sheet.jsonl", "".join(lines).encode(), "application/jsonl"))
    app = _sound(app.run())
    assert "Taken over: 1 readings." in [each.value for each in app.success]
    assert "Line 3" in _shown(app)
    assert app.text_input(key=f"second_number_{first.id}").value == as_typed(first.held)["number"]
    assert app.button(key="second_compare").label == "Compare 1 readings"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, None),
        ({"bears": False}, "say why they do not"),
        ({"number": "7"}, "choose a form"),
        ({"form": "value", "number": "sieben"}, "sieben is not a number; write it as printed, without its unit"),
        ({"form": "between", "number": "10"}, "write two numbers: 10–15"),
        ({"form": "value", "number": "7", "unit": "%"}, "say which year they speak of"),
        ({"form": "value", "number": "7", "year": "two"}, "two is no year"),
    ],
)
def test_what_is_not_complete_says_what_it_lacks(fields: dict[str, object], said: str | None) -> None:
    found = typed({**FIELDS, **fields})
    assert (found.say("en") if isinstance(found, Said) else found) == said


def test_a_reading_is_typed_back_as_it_was_read() -> None:
    for one in asked(collection.load(MINI), "yunzhou"):
        assert typed(as_typed(one.held)) == one.held
    refused = Read("", bears=False, remark="全省的")
    assert typed(as_typed(refused)) == refused


def test_a_promise_says_who_read_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curated = copy_of_mini(tmp_path)
    sheet = tmp_path / "sheet.jsonl"
    sheet.write_text("".join(read_sheet.line(a, {}, a.held) for a in FIGURES), encoding="utf-8")
    command = ["read", "--filled", str(sheet), "--write", "--by", "李四", "--on", "2026-11-24"]
    assert CliRunner().invoke(main, [*command, "--curated", str(curated)]).exit_code == 0
    frames = tables.frames(collection.load(curated))
    for one in FIGURES:
        figures = frames.figures_of("yunzhou", one.year)[one.indicator]
        read = {f["role"]: passage(frames, f, "", "en").read for f in figures if f["source"] == one.source}
        assert read[one.role] == "read a second time by 李四 (2026-11-24)"
    other = frames.figures_of("yunzhou", 2023)["gdp_growth"][0]
    assert passage(frames, other, "", "zh").read == translate("zh", "read by one person")
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    assert "There is nothing left to read in this document." in _shown(_opened())


def test_a_sheet_line_holds_what_the_reader_sees() -> None:
    line = json.loads(read_sheet.line(FIGURES[0], {"name": "x"}, FIGURES[0].held))
    assert line["read"]["numbers"] == [format(n, "f") for n in FIGURES[0].held.numbers]
