"""What changed since a revision or a link: in words, on the pages, and in the feed."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.collection import revisions
from indicators.collection.revisions import RevisionError
from indicators.tables import since
from indicators.tables.changes import changes
from indicators.views.changelog import changes_view, choices, older_link
from indicators.words.texts import LANGUAGES
from tests.samples import MINI, change, commit, copy_of_mini, git, repository_of_mini
from tests.test_pages import _opened, _sound, _text, _warnings

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
COAL = ("target: {value: 300, better: lower,", "target: {value: 300,")
SCHOOLS = "    outcome: {value: 15, quote: 新建学校十五所}\n"


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    """Git is asked again in each test: what was kept belongs to another repository."""
    for kept in (since._recent, since._named, since._of_version, since._published):
        kept.cache_clear()


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of three commits that the dashboard shows: the invented data, a turned verdict, an outcome taken
    out."""
    folder = repository_of_mini(tmp_path)
    change(folder / "yunzhou" / "2022.yaml", *COAL)
    commit(folder, "Coal is better when there is more of it")
    change(folder / "yunzhou" / "2022.yaml", SCHOOLS, "")
    commit(folder, "<b>No</b> schools")
    monkeypatch.setenv("INDICATORS_CURATED", str(folder))
    return folder


# In words


def test_the_changes_since_a_revision_in_words(curated: Path) -> None:
    data = collection.load(curated)
    view = changes_view(tables.frames(data), since.since(data, "HEAD~2"), "en")
    assert re.fullmatch(
        r"Since \d+ \w+ \d{4} \([0-9a-f]{7,}\) · Promises: 1 changed · Outcomes: 1 removed · "
        r"Verdicts turned by the data: 2",
        view.said,
    )
    assert [(line.place, line.name, line.words) for line in view.figures] == [
        ("Yunzhou 2022", "Coal output", "promise 3,000,000 t: changed in good side"),
        ("Yunzhou 2022", "New schools", "outcome taken out: 15"),
    ]
    assert [(line.name, line.glyph, line.verdict, line.words) for line in view.verdicts] == [
        (
            "Coal output",
            "✓",
            "met",
            (
                "Missed → Met. Reported 3,100,000 t, promised 3,000,000 t. (Before: Reported 3,100,000 t, promised "
                "3,000,000 t: short by 100,000 t.)"
            ),
        ),
        ("New schools", "·", "not_held", view.verdicts[1].words),
    ]
    assert (
        "Met → Not in what is held. Of 《云州市2023年政府工作报告（节选）》, which owes the answer, not the "
        "whole text is held" in view.verdicts[1].words
    )


def test_the_words_are_those_of_the_language(curated: Path) -> None:
    data = collection.load(curated)
    view = changes_view(tables.frames(data), since.since(data, "HEAD~2"), "zh")
    assert re.fullmatch(
        r"自\d{4}年\d+月\d+日（[0-9a-f]{7,}）以来 · 承诺：修改1 · 结果：删除1 · 因数据改变的判定：2", view.said
    )
    assert [line.words for line in view.figures] == ["承诺300万吨，改动之处：方向", "删除结果：15所"]
    assert (
        view.verdicts[0].words
        == "未兑现 → 兑现。承诺300万吨，结果310万吨。（此前：承诺300万吨，结果310万吨：差10万吨。）"
    )


def _html(app: AppTest) -> list[str]:
    """What the page says in HTML of its own."""
    return [str(getattr(element, "value", "")) for element in app.get("html")]


@BOTH
def test_every_line_leads_to_where_it_is_shown_now(lang: str, curated: Path) -> None:
    data = collection.load(curated)
    found = since.Since(revisions.named(curated, "HEAD"), changes(revisions.nothing(curated), data))
    view = changes_view(tables.frames(data), found, lang)
    assert len(view.figures) == len(data.evidence)
    assert len(view.entries) == len(data.catalogue) + sum(1 + len(city.sources) for city in data.cities.values())
    for line in view.figures:
        query = {k: v[0] for k, v in parse_qs(urlsplit(line.href).query).items()}
        if line.href.startswith("scorecard?"):
            promise = data.years[query["city"], int(query["year"])][query["open"]]
            assert promise.target is not None
        else:
            assert line.href.startswith("indicator?") and query["indicator"] in data.catalogue
        assert query["lang"] == lang
    gone = changes_view(
        tables.frames(revisions.nothing(curated)),
        since.Since(found.revision, changes(data, revisions.nothing(curated))),
        lang,
    )
    assert {line.href for line in gone.figures} == {""}


@BOTH
def test_a_change_of_comments_only_is_said_to_be_none(lang: str, curated: Path) -> None:
    change(curated / "yunzhou" / "2022.yaml", "promises:\n", "# a comment\npromises:\n")
    data = collection.load(curated)
    found = since.since(data, "HEAD")
    view = changes_view(tables.frames(data), found, lang)
    assert (view.figures, view.verdicts, view.entries) == ((), (), ())
    assert view.said.startswith("No figure and no verdict has changed since" if lang == "en" else "自")
    assert older_link(found, lang) == ""


def test_a_new_name_is_no_reason_to_tell_whoever_follows_a_link(curated: Path) -> None:
    change(curated / "yunzhou" / "city.yaml", "en: Yunzhou", "en: Yunzhou Shi")
    data = collection.load(curated)
    found = since.since(data, "HEAD")
    assert older_link(found, "en") == ""
    assert changes_view(tables.frames(data), found, "en").entries == ("changed: Yunzhou Shi (en)",)


def test_the_data_is_compared_once_and_git_asked_once_a_minute(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = collection.load(curated)
    mini = collection.load(MINI).version
    first = since.since(data, "HEAD~1"), since.recent(curated), since.since_version(data, mini)
    assert first[2].revision.subject == "The invented data"

    def asked(_: Path, *arguments: str, **__: object) -> bytes:
        raise AssertionError(arguments)

    monkeypatch.setattr(revisions, "_git", asked)
    monkeypatch.setattr(since, "_period", partial(int, since._period()))
    assert since.since(data, "HEAD~1").changes is first[0].changes
    assert (since.recent(curated), since.since_version(data, mini).changes) == (first[1], first[2].changes)


def test_a_version_that_no_revision_has_is_told(curated: Path) -> None:
    with pytest.raises(RevisionError, match="no revision here has the data version 000000000000"):
        since.since_version(collection.load(curated), "0" * 12)


def test_a_version_may_be_the_commit_that_a_briefing_prints(curated: Path) -> None:
    data = collection.load(curated)
    assert (
        since.since_version(data, revisions.named(curated, "HEAD~1").short).changes
        is since.since(data, "HEAD~1").changes
    )


def test_each_revision_is_compared_with_the_one_before(curated: Path) -> None:
    assert [[f.kind for f in s.changes.figures] for s in since.by_revision(curated)][:2] == [["removed"], ["changed"]]
    first = since.by_revision(curated)[-1].changes
    assert len(first.figures) == len(collection.load(MINI).evidence)


# On the pages


def _revision(curated: Path, name: str) -> str:
    return git(curated.parent, "rev-parse", "--short", name)


@BOTH
def test_the_data_page_tells_what_changed_since_the_version_that_is_chosen(lang: str, curated: Path) -> None:
    app = _opened("data", lang)
    box = app.selectbox(key="since")
    assert box.value is None
    assert box.options == list(choices(revisions.history(curated), lang).values())
    box.select(_revision(curated, "HEAD~2"))
    _sound(app.run())
    assert app.query_params["since"] == _revision(curated, "HEAD~2")
    view = changes_view(tables.frames(collection.load(curated)), since.since(collection.load(curated), "HEAD~2"), lang)
    shown = _text(app)
    for words in (view.said, *(line.words for line in (*view.verdicts, *view.figures))):
        assert words in shown, words


def test_who_comes_for_the_changes_finds_them_open(curated: Path) -> None:
    def opened(**address: str) -> bool:
        return next(e.proto.expanded for e in _opened("data", **address).expander if e.label == "What changed since")

    assert not opened()
    assert opened(since=_revision(curated, "HEAD~1"))


def test_any_name_of_a_revision_will_do_in_the_address(curated: Path) -> None:
    git(curated.parent, "tag", "v1", "HEAD~2")
    for name in ("v1", "main~2", git(curated.parent, "rev-parse", "HEAD~2")):
        app = _opened("data", since=name)
        assert app.query_params["since"] == _revision(curated, "HEAD~2")
        assert _warnings(app) == []
        assert "Verdicts turned by the data: 2" in _text(app)


@BOTH
@pytest.mark.parametrize("name", ["nowhere", "--output=x", "<img src=x onerror=alert(1)>", "HEAD..HEAD~1"])
@pytest.mark.usefixtures("curated")
def test_a_revision_that_is_not_there_gets_a_warning_and_the_page_goes_on(name: str, lang: str) -> None:
    app = _opened("data", lang, since=name)
    assert len(_warnings(app)) == 1
    assert "since" not in app.query_params
    assert app.dataframe
    assert not [h for h in _html(app) if "<img" in h]


@BOTH
@pytest.mark.parametrize("page", ["overview", "scorecard", "data"])
def test_a_link_made_with_other_data_says_so_and_leads_to_what_changed(page: str, lang: str, curated: Path) -> None:
    app = _opened(page, lang, version=collection.load(MINI).version)
    (said,) = [h for h in _html(app) if "since=" in h and "pa-small" in h and "<span" in h]
    expected = "数字2个，判定2项" if lang == "zh" else "figures: 2, verdicts: 2"
    assert expected in said
    assert f"data?since={_revision(curated, 'HEAD~2')}&amp;lang={lang}" in said


@pytest.mark.parametrize("page", ["overview", "scorecard", "data"])
def test_a_link_made_with_this_data_says_nothing(page: str, curated: Path) -> None:
    plain, linked = _opened(page), _opened(page, version=collection.load(curated).version)
    assert _text(linked).replace(f"version={collection.load(curated).version}", "") == _text(plain).replace(
        f"version={collection.load(curated).version}", ""
    )


def test_the_link_to_a_view_remembers_its_data_and_opens_the_same_view(curated: Path) -> None:
    app = _opened("scorecard", "zh", city="yunzhou", year="2022", show="missed")
    (code,) = [c.value for c in app.code]
    query = {k: v[0] for k, v in parse_qs(urlsplit(code).query).items()}
    assert query["version"] == collection.load(curated).version
    again = _opened("scorecard", **query)
    assert [s.value for s in again.selectbox] == [s.value for s in app.selectbox]
    assert _warnings(again) == []


@BOTH
def test_without_git_one_line_says_so_and_the_rest_works(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("INDICATORS_CURATED", str(copy_of_mini(tmp_path)))
    app = _opened("data", lang, version="0" * 12, since="HEAD")
    said = [*(c.value for c in app.caption), *re.findall(r"<p[^>]*>(.*?)</p>", "".join(_html(app)))]
    told = [line for line in said if "mini" in line]
    assert len(told) == 2 and all("\n" not in t for t in told)  # of the link, and of the history
    assert _warnings(app) == []
    assert app.dataframe
    assert not [s for s in app.selectbox if s.key == "since"]
