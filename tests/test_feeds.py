"""The Atom feed: what RFC 4287 asks of it, and that it says what changed in words."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.testclient import TestClient

from indicators import collection
from indicators.briefs import atom
from indicators.cli import main
from indicators.routes import routes
from indicators.tables import since
from indicators.views.changelog import summary
from indicators.words.texts import LANGUAGES
from tests.samples import change, commit, copy_of_mini, git, repository_of_mini

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
A = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/promises"
# RFC 4287, sections 4.1.1 and 4.1.2: how often an element may stand in a feed and in an entry.
ONCE, MAYBE, MANY = (1, 1), (0, 1), (0, 10_000)
IN_FEED = {
    "id": ONCE,
    "title": ONCE,
    "updated": ONCE,
    "subtitle": MAYBE,
    "author": (1, 10),
    "link": MANY,
    "entry": MANY,
}
IN_ENTRY = {"id": ONCE, "title": ONCE, "updated": ONCE, "summary": MAYBE, "content": MAYBE, "link": MANY}


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A repository whose commits change nothing, a verdict, a comment, and a quote with signs of its own."""
    folder = repository_of_mini(tmp_path)
    since._recent.cache_clear()
    change(folder / "yunzhou" / "2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,")
    commit(folder, "Coal")
    change(folder / "yunzhou" / "2022.yaml", "promises:\n", "# a comment\npromises:\n")
    commit(folder, "A comment")
    change(folder / "yunzhou" / "2021.yaml", "target: {text: 全覆盖,", 'target: {text: "<b>&]]> 全覆盖",')
    commit(folder, "Signs")
    return folder


def _feed(curated: Path, lang: str = "en", base: str = BASE) -> Xml.Element:
    return Xml.fromstring(atom.atom(curated, lang, base))


def _valid(feed: Xml.Element) -> None:
    """The rules of RFC 4287 that concern what we write."""
    assert feed.tag == f"{A}feed"
    for element, allowed in ((feed, IN_FEED), *((entry, IN_ENTRY) for entry in feed.iter(f"{A}entry"))):
        names = [child.tag.removeprefix(A) for child in element]
        assert set(names) <= set(allowed), names
        for name, (least, most) in allowed.items():
            assert least <= names.count(name) <= most, name
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{A}link")
            if link.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) == 1
    for element in feed.iter():
        name = element.tag.removeprefix(A)
        if name == "id":
            assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", element.text or "")
        if name == "updated":
            assert datetime.fromisoformat(element.text or "").tzinfo is not None
        if name == "link":
            assert urlsplit(element.get("href", "")).scheme in ("http", "https")
        if name == "content":
            assert element.get("type") == "html" and not list(element)
        if name in ("title", "subtitle", "summary", "name"):
            assert (element.text or "").strip()
    ids = [e.text for e in feed.iter(f"{A}id")]
    assert len(set(ids)) == len(ids)


@BOTH
def test_the_feed_is_valid_atom(lang: str, curated: Path) -> None:
    feed = _feed(curated, lang)
    _valid(feed)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert feed.findtext(f"{A}updated") == max(e.findtext(f"{A}updated") or "" for e in feed.findall(f"{A}entry"))
    (own,) = [link.get("href") for link in feed.findall(f"{A}link") if link.get("rel") == "self"]
    assert own == f"{BASE}/data/changes.atom?lang={lang}"


def test_every_revision_that_changed_a_figure_or_a_verdict_has_an_entry_newest_first(curated: Path) -> None:
    titles = [e.findtext(f"{A}title") for e in _feed(curated).findall(f"{A}entry")]
    assert titles[:2] == ["Yunzhou 2021", "Yunzhou 2022"]
    assert len(titles) == 3  # and the first of all; the comment has none
    assert titles[2] == "Lancheng 2021, Lancheng 2022, Yunzhou 2021 and 2 more"


@BOTH
def test_an_entry_says_what_changed_in_words(lang: str, curated: Path) -> None:
    entry = _feed(curated, lang).findall(f"{A}entry")[1]
    found = since.by_revision(curated)[2].changes
    assert entry.findtext(f"{A}summary") == summary(found, lang)
    shown = html.unescape(re.sub(r"<[^>]*>", "\n", entry.findtext(f"{A}content") or "")).splitlines()
    expected = {
        "en": (
            "✓ Yunzhou 2022 · Coal output: Missed → Met. Reported 3,100,000 t, promised 3,000,000 t. (Before: "
            "Reported 3,100,000 t, promised 3,000,000 t: short by 100,000 t.)"
        ),
        "zh": (
            "✓ 云州市2022年 · 原煤产量：未兑现 → "
            "兑现。承诺300万吨，结果310万吨。（此前：承诺300万吨，结果310万吨：差10万吨。）"
        ),
    }
    assert expected[lang] in shown
    assert (
        "承诺300万吨，改动之处：方向" if lang == "zh" else "promise 3,000,000 t: changed in good side"
    ) in "\n".join(shown)


@BOTH
def test_no_word_of_the_data_becomes_markup(lang: str, curated: Path) -> None:
    content = _feed(curated, lang).findtext(f"{A}entry/{A}content") or ""
    assert set(re.findall(r"</?([a-z0-9]+)", content)) <= {"p", "h3", "ul", "li"}
    assert "<b>&]]> 全覆盖" in html.unescape(content)


def test_ids_stay_wherever_and_whenever_the_feed_is_served(curated: Path) -> None:
    before = [e.findtext(f"{A}id") for e in _feed(curated).iter(f"{A}entry")]
    change(curated / "lancheng" / "2022.yaml", "nearly: 10", "nearly: 11")
    commit(curated, "Schools")
    since._recent.cache_clear()
    after = _feed(curated, base="http://localhost:8501/")
    assert [e.findtext(f"{A}id") for e in after.iter(f"{A}entry")][1:] == before
    assert after.findtext(f"{A}id") == _feed(curated).findtext(f"{A}id")
    assert {e.findtext(f"{A}id") for e in _feed(curated, "zh").iter(f"{A}entry")}.isdisjoint(before)


def test_an_entry_leads_to_what_changed_since_the_revision_before(curated: Path) -> None:
    entry = _feed(curated).findall(f"{A}entry")[1]
    (href,) = [link.get("href", "") for link in entry.findall(f"{A}link")]
    assert href.startswith(f"{BASE}/data?")
    revision = parse_qs(urlsplit(href).query)["since"][0]
    assert since.since(collection.load(curated), revision).revision.subject == "The invented data"


@BOTH
def test_without_a_history_the_feed_is_valid_empty_and_says_why(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    feed = _feed(copy_of_mini(tmp_path), lang)
    _valid(feed)
    assert feed.findall(f"{A}entry") == []
    assert "mini" in (feed.findtext(f"{A}subtitle") or "")


def test_the_same_history_gives_the_same_bytes(curated: Path) -> None:
    assert atom.atom(curated, "zh", BASE) == atom.atom(curated, "zh", BASE)


def test_the_command_writes_the_feed(curated: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["feed", "-o", str(tmp_path / "changes.atom"), "--base", BASE, "--curated", str(curated), "--lang", "zh"]
    )
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "changes.atom").read_bytes() == atom.atom(curated, "zh", BASE)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["-o", "nowhere/x.atom"], 1), (["--curated", "nowhere", "-o", "x.atom"], 2), ([], 2)]
)
def test_what_the_command_cannot_do_is_told_in_one_line(arguments: list[str], code: int, curated: Path) -> None:
    done = CliRunner().invoke(main, ["feed", "--curated", str(curated), *arguments])
    assert done.exit_code == code
    assert done.stderr.splitlines()[-1].startswith("Error: ")


def test_no_committer_is_named(curated: Path) -> None:
    assert git(curated.parent, "log", "-1", "--format=%an") == "Curator"
    assert b"Curator" not in atom.atom(curated, "en", BASE)


def test_the_feed_is_served_beside_the_pages_and_known_by_its_newest_revision(
    curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    with TestClient(Starlette(routes=routes("/promises")), base_url="https://example.org") as site:
        answer = site.get("/promises/data/changes.atom?lang=zh")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
        assert answer.content == atom.atom(curated, "zh", BASE)
        same = {"if-none-match": answer.headers["etag"]}
        assert site.get("/promises/data/changes.atom?lang=zh", headers=same).status_code == 304
        # Links name the host that was asked: what was made for one is not given to another.
        assert (
            b"https://other.example/promises"
            in site.get("https://other.example/promises/data/changes.atom?lang=zh").content
        )
        change(curated / "lancheng" / "2022.yaml", "nearly: 10", "nearly: 11")
        commit(curated, "Schools")
        since._recent.cache_clear()
        assert site.get("/promises/data/changes.atom?lang=zh", headers=same).status_code == 200
