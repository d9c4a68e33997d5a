"""Templates: what is given to them comes out as text, whatever it holds."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import yaml
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.briefs import atom, browser, printing
from indicators.briefs.assembling import brief
from indicators.briefs.request import Request
from indicators.words import templates
from tests.conftest import ROOT
from tests.samples import change, commit, copy_of_mini, repository_of_mini

EVIL = """<script>alert(1)</script> & 'one' "><img src=x onerror=alert(1)>"""
PAGES = {
    "overview": {"tolerance": "0"},
    "scorecard": {"city": "yunzhou", "year": "2022", "open": "gdp_growth"},
    "indicator": {"indicator": "gdp_growth", "tolerance": "0"},
    "compare": {"cities": "lancheng,yunzhou"},
    "sources": {"city": "yunzhou", "source": "work-report-2022", "figure": "yunzhou-2022-gdp_growth-target"},
    "data": {"tolerance": "0"},
}
BRIEFINGS = {
    "scorecard": Request("scorecard", ("yunzhou",), (2022,), lang="en"),
    "indicator": Request("indicator", indicator="gdp_growth", lang="en"),
    "comparison": Request("comparison", ("lancheng", "yunzhou"), (2022,), lang="en"),
}


class _Loader(yaml.SafeLoader):
    """PyYAML's loader, but for YAML 1.1's `on`, which it would take for true: here it is a key of `looked`."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _sound(html: str) -> str:
    """The text of HTML in which nothing of what was given has become an element or an attribute."""
    found = BeautifulSoup(html, "html.parser")
    assert found.find(["script", "img"]) is None
    assert not [tag for tag in found.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    return found.get_text()


def _with_markup(curated: Path) -> None:
    """Put markup behind all names, titles and publishers of a curated folder."""
    for file in (curated / "indicators.yaml", *curated.glob("*/city.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)
        for entry in content.values() if file.stem == "indicators" else (content, *content["sources"].values()):
            entry.update({key: f"{entry[key]} {EVIL}" for key in ("zh", "en", "title", "publisher") if key in entry})
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The invented data with markup in its names; the path of its curated folder."""
    curated = copy_of_mini(tmp_path)
    _with_markup(curated)
    return curated


@pytest.mark.parametrize("page", PAGES)
def test_markup_in_the_data_is_text_on_every_page(page: str, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(hostile))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.query_params.update({"lang": "en", **PAGES[page]})
    app.run()
    assert [e.message for e in app.exception] == []
    parts = [_sound(h.value) for h in app.html if "<style>" not in h.value]
    assert EVIL in "".join(parts)


@pytest.mark.parametrize("kind", BRIEFINGS)
def test_markup_in_the_data_is_text_in_a_printed_briefing(
    kind: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "picture", lambda *_: b"<svg></svg>")
    found = brief(tables.frames(collection.load(hostile)), BRIEFINGS[kind])
    text = _sound(printing.document(found))
    for entry in found.entries:
        assert EVIL in entry.name
        assert entry.name in text
    assert all(document.title in text for document in found.documents)


def test_markup_in_the_data_is_text_in_the_feed(tmp_path: Path) -> None:
    curated = repository_of_mini(tmp_path)
    change(curated / "yunzhou" / "2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,")
    _with_markup(curated)
    commit(curated, "Markup")
    feed = Xml.fromstring(atom.atom(curated, "en", ""))
    contents = [content.text or "" for content in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert contents
    assert f"Coal output {EVIL}" in "".join(map(_sound, contents))


def test_no_template_lets_markup_through_unescaped() -> None:
    kept = list((ROOT / "indicators").glob("*/templates/*.html"))
    assert {file.parts[-3] for file in kept} == {"briefs", "pages"}
    assert [file.name for file in kept if re.search(r"\|\s*safe|autoescape", file.read_text(encoding="utf-8"))] == []


def test_a_value_that_a_template_lacks_is_a_mistake() -> None:
    with pytest.raises(UndefinedError):
        templates.html("pages", "paragraph", "en", kind="x")
