"""Words that someone else chose are text everywhere: pages, figures, files, the feed, the comment, the terminal."""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.briefs import atom, browser, printing
from indicators.briefs.assembling import brief
from indicators.briefs.rendering import make
from indicators.briefs.request import Request
from indicators.cli import main
from indicators.collection import revisions
from indicators.tables.changes import changes
from indicators.views.pull_request import markdown
from indicators.words.inert import echoed, hides, host, in_code, in_markdown, in_plotly, in_terminal, on_github, seen
from tests.conftest import ROOT
from tests.hostile import ELSEWHERE, MARK, hostile_folder
from tests.samples import FULL

PAGES: dict[str, list[dict[str, str]]] = {
    "overview": [{}, {"tolerance": "0"}],
    "scorecard": [
        {"city": "tanyuan", "year": "2022", "open": "gdp_growth"},
        {"city": "jiangwan", "year": "2024", "open": "gdp_growth"},
        {"city": "tanyuan", "year": "2022", "open": "grain_area", "tolerance": "0"},
    ],
    "indicator": [{"indicator": "gdp_growth"}, {"indicator": "urban_new_jobs", "only": "tanyuan"}],
    "compare": [{"cities": "jiangwan,tanyuan"}],
    "sources": [
        {"city": "tanyuan", "source": "work-report-2023", "figure": "tanyuan.2022.gdp_growth.outcome"},
        {"city": "jiangwan", "source": "news-2023-budget"},
        {"city": "jiangwan", "source": f"other {MARK}"},
    ],
    "data": [
        {"since": "HEAD~1"},
        {"table": "figures", "read": "twice"},
        {"table": "sources"},
        {"table": "histories", "tolerance": "0"},
    ],
    "corrections": [{}],
    "contribute": [{}, {"task": "file"}, {"task": "second", "city": "tanyuan"}],
}
# What of a mark would be obeyed if it stood there as it is.
OBEYED = re.compile(
    r"\]\(https?:|\*\*b|:red\[|:material[/_]home|:streamlit:|\$x\$|`k`|~~s|<img|\[l\]|https?://evil|www\.evil|a@evil"
    r"|:smile:|<b>h|<a href='"
)
# Fields that Streamlit shows as they are: all others are held to be Markdown.
PLAIN = {
    "Selectbox.options",
    "Selectbox.raw_value",
    "MultiSelect.options",
    "MultiSelect.raw_values",
    "Code.code_text",
    "PlotlyChart.alt",
    "LinkButton.url",  # quoted for an address of GitHub's
}
KEYS = ("id", "url_pathname", "element_id", "form_id")  # what no reader sees


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_folder(tmp_path_factory.mktemp("hostile"))


def _texts(message: Any) -> Iterator[tuple[str, str]]:
    """All texts of a message to the browser, each with the name of its field."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, str):
                yield f"{message.DESCRIPTOR.name}.{field.name}", one
            elif isinstance(one, bytes):
                yield f"{message.DESCRIPTOR.name}.{field.name}", one.decode("utf-8", "ignore")
            elif hasattr(one, "ListFields"):
                yield from _texts(one)


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _sent(page: str, address: dict[str, str], lang: str) -> list[tuple[str, str]]:
    """All texts that a page sends to the browser."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.query_params.update({"lang": lang, **address})
    app.run()
    assert [e.message for e in app.exception] == []
    protos = [proto for node in _nodes(app._tree) if hasattr(proto := getattr(node, "proto", None), "ListFields")]
    return [(name, text) for proto in protos for name, text in _texts(proto) if not name.endswith(KEYS)]


def _in_a_figure(spec: str) -> Iterator[str]:
    """The texts of a figure that plotly reads as its own markup."""
    waiting: list[Any] = [json.loads(spec)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [value for key, value in part.items() if key != "customdata"]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str):
            yield part


def _harmful(name: str, text: str) -> list[str]:
    """What of a text that was sent would be obeyed, where it goes."""
    found = ["a sign that nobody sees"] if hides(text.replace("\u2060", "")) and "Arrow" not in name else []
    if name == "Html.body":
        soup = BeautifulSoup(text, "html.parser")
        own = re.compile(r"^(?:data|scorecard|indicator|sources|compare|corrections|brief)[/?]|^data/")
        found += [str(tag) for tag in soup.find_all("img")]
        found += [str(a) for a in soup.find_all("a") if not own.match(str(a.get("href")))]
        found += [str(b) for b in soup.find_all("b") if b.get_text() == "h"]
    elif name == "PlotlyChart.spec":
        found += [part for part in _in_a_figure(text) if re.search("<img|<b>h|<a href='", part)]
        found += [part for part in _in_a_figure(text) if hides(part)]
    elif name not in PLAIN and "Arrow" not in name and not name.startswith("BidiComponent"):
        found += OBEYED.findall(text)
    return [f"{name}: {each[:120]}" for each in found]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_hands_on_no_word_of_the_data_that_would_be_obeyed(
    page: str, lang: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(hostile))
    for address in PAGES[page]:
        sent = _sent(page, address, lang)
        assert [line for name, text in sent for line in _harmful(name, text)] == []
        assert any(ELSEWHERE in text for _, text in sent)  # else nothing was tried: the data's problems at least


ASKED = {  # by page, the parameters that it reads from its address, and one that nobody reads
    "overview": ("tolerance", "version", "anything"),
    "scorecard": ("city", "year", "show", "open"),
    "indicator": ("indicator", "only"),
    "compare": ("cities", "year"),
    "sources": ("city", "source", "figure"),
    "data": ("table", "place", "of", "verdict", "read", "since"),
    "contribute": ("task",),
}


@pytest.mark.parametrize("page", ASKED)
def test_what_an_address_asks_for_is_said_back_short_and_as_text(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(FULL))
    for asked in (MARK, "9" * 5000, "", "\x00", "\u202e" * 300, "nan", "２０２２"):
        sent = _sent(page, dict.fromkeys(ASKED[page], asked), "en")
        assert [line for name, text in sent for line in _harmful(name, text)] == []
        assert not any("9" * 201 in text for _, text in sent)


# The rule where it is written: whoever draws a new element needs no memory of it.

# Streamlit's elements whose first argument is Markdown.
MARKDOWN = frozenset(
    [
        "markdown",
        "caption",
        "title",
        "header",
        "subheader",
        "write",
        "info",
        "warning",
        "error",
        "success",
        "exception",
        "toast",
        "text",
        "latex",
        "metric",
        "badge",
        "expander",
        "popover",
        "dialog",
        "status",
        "spinner",
        "progress",
        "button",
        "download_button",
        "link_button",
        "form_submit_button",
        "page_link",
        "checkbox",
        "toggle",
        "radio",
        "selectbox",
        "multiselect",
        "pills",
        "segmented_control",
        "slider",
        "select_slider",
        "text_input",
        "text_area",
        "number_input",
        "date_input",
        "time_input",
        "file_uploader",
        "color_picker",
        "feedback",
        "tabs",
        "chat_message",
    ]
)
MADE_TEXT = {"in_markdown"}
SAID_BEFORE = {"box.label", "label", "title", "path", "state", "reader.lang"}  # made or ours; the last is no element's


def _is_ours(node: ast.expr) -> bool:
    """Whether an argument is a text of this project, alone, or was made text."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(_is_ours(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "join":  # lines, each of which was made text
            return "in_markdown" in ast.unparse(node.args[0])
        return name in MADE_TEXT or name == "_steps" or (name == "say" and len(node.args) == 1 and not node.keywords)
    return ast.unparse(node) in SAID_BEFORE


def test_the_pages_make_text_of_whatever_goes_into_markdown() -> None:
    found = []
    for file in sorted((ROOT / "indicators" / "pages").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
                helps = [k.value for k in node.keywords if k.arg in ("help", "label")]
                found += [
                    f"{file.name}:{node.lineno}: {ast.unparse(each)}"
                    for each in [*node.args[:1], *helps]
                    if not _is_ours(each)
                ]
    assert found == []


# The rule itself.

WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(MARK.split(" ")), max_size=8).map(" ".join))


@given(WORDS)
def test_a_text_shows_all_that_it_holds_and_hides_nothing(text: str) -> None:
    assert not hides(seen(text))
    assert re.sub(r"⟦U\+([0-9A-F]+)⟧", lambda sign: chr(int(sign[1], 16)), seen(text)) == text or "⟦" in text
    for made in (in_plotly(text), in_terminal(text).replace("\u2060", ""), echoed(text)):
        assert not hides(made)
    assert len(echoed(text)) <= 41 * 10
    assert "<" not in in_plotly(text)
    assert "\n" not in in_markdown(text) + on_github(text) + in_code(text)


def test_icons_links_and_arrows_are_broken_where_markdown_finds_them_late() -> None:
    assert OBEYED.findall(in_markdown(MARK)) == []
    assert (
        in_markdown("plain 5.5%, (a) 甲—乙 12 000 > 3 & gdp_growth") == "plain 5.5%, (a) 甲—乙 12 000 > 3 & gdp_growth"
    )
    assert [in_markdown(t)[0] for t in ("# a", "- a", "1. a", "=", "> a", "    code")] == ["&", "&", "&", "&", "&", "c"]


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.org/a?b", "example.org"),
        ("HTTP://Example.org:80", "example.org"),
        ("https://城市.example", "xn--uis47l.example"),
        ("javascript:alert(1)", ""),
        ("https://city.gov.cn@evil.example/", ""),
        ("https://evil.example\\@city.gov.cn/", ""),
        ("https://a\u202eb.example", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("//evil.example", ""),
        ("data:text/html,x", ""),
        ("https://" + "a" * 70 + ".example", ""),
        ("https://x y.example", ""),
    ],
)
def test_a_link_leads_where_it_says(address: str, leads: str) -> None:
    assert host(address) == leads


# Files, the feed, the terminal, the comment.


def _texts_of(office: bytes) -> str:
    """All that an office file holds as text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            found.append(_texts_of(part) if name.endswith(".xlsx") else part.decode("utf-8", "ignore"))
    return "".join(found)


def test_no_word_of_the_data_is_obeyed_in_a_file_the_feed_or_the_comment(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = tables.frames(collection.load(hostile))
    composed = brief(
        frames, Request("scorecard", ("tanyuan",), (2022,), indicators=("gdp_growth", "grain_area"), lang="en")
    )
    for ending in ("docx", "pptx", "xlsx"):
        text = _texts_of(make(composed, ending))
        assert ELSEWHERE in text and not hides(re.sub("[\x00-\x1f\x7f-\x9f\ufeff]", "", text)), ending
        assert not re.search(rf'Target="https?://[^"]*{ELSEWHERE}', text), ending  # the name before its host is a trick
    monkeypatch.setattr(browser, "picture", lambda *_: b"<svg></svg>")
    page = printing.document(composed)
    assert not hides(page) and not BeautifulSoup(page, "html.parser").find("img")
    feed = atom.atom(hostile, "en", "https://here.example").decode()
    assert ELSEWHERE in feed and not hides(feed)
    told = markdown(changes(revisions.at(hostile, "HEAD~1"), collection.load(hostile)))
    outside = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", told)
    assert ELSEWHERE in told and ELSEWHERE not in outside and not hides(told)


@pytest.mark.parametrize("command", [["check"], ["show", "tanyuan", "2022"], ["diff", "HEAD~1"], ["corrections"]])
def test_no_word_of_the_data_is_obeyed_by_a_terminal(command: list[str], hostile: Path) -> None:
    done = CliRunner().invoke(main, command, env={"INDICATORS_CURATED": str(hostile), "LC_ALL": "C.UTF-8"})
    assert ELSEWHERE in done.output.replace("\n", "")
    assert not hides(re.sub("[\u2060\u200b]", "", done.output))  # ours, where GitHub would make a name a mention


def test_a_refusal_shows_what_was_typed(hostile: Path) -> None:
    done = CliRunner().invoke(main, ["show", "\x1b[31mx\u202e", "2022"], env={"INDICATORS_CURATED": str(hostile)})
    assert done.exit_code == 2 and not hides(done.output) and "⟦U+001B⟧[31mx⟦U+202E⟧" in done.output
    for command in (
        ["brief", "tanyuan", "2022", "-o", "x.docx", "--tolerance", "nan"],
        ["export", "x.csv", "--tolerance", "nan"],
    ):
        done = CliRunner().invoke(main, command, env={"INDICATORS_CURATED": str(FULL)})
        assert done.exit_code == 2 and done.output.splitlines()[-1].endswith("nan is not a number")
