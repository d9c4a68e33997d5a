"""What was corrected after it was published: on the page, as Markdown, and what is none."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.cli import main
from indicators.tables import corrected, since
from indicators.tables.corrected import Correction, EntryCorrection, FigureCorrection, corrections, why
from indicators.views.corrections import CorrectionsView, corrections_view, report_page
from indicators.words.texts import LANGUAGES
from tests.samples import change, commit, copy_of_mini, git, repository_of_mini
from tests.test_pages import _opened, _warnings

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
YEAR = Path("yunzhou") / "2022.yaml"
COAL = "outcome: {value: 310, quote: 原煤产量310万吨}"
SCHOOLS = "    outcome: {value: 15, quote: 新建学校十五所}\n"
WHY = "Coal\n\nCorrection: the report prints 310,\n  not 300\nReported-by: 李四 <li@example.org>\n"


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented data as a repository that the dashboard shows."""
    folder = repository_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(folder))
    return folder


def _edited(curated: Path, subject: str, old: str, new: str, file: Path = YEAR) -> None:
    change(curated / file, old, new)
    commit(curated, subject)


def _found(curated: Path) -> list[Correction]:
    since._published.cache_clear()
    return list(corrections(curated).found)


def _figures(curated: Path) -> list[FigureCorrection]:
    return [c.what for c in _found(curated) if isinstance(c.what, FigureCorrection)]


def _view(curated: Path, lang: str) -> CorrectionsView:
    since._published.cache_clear()
    return corrections_view(tables.frames(collection.load(curated)), corrections(curated), lang)


# What is a correction


def test_nothing_is_corrected_when_data_is_added(curated: Path) -> None:
    _edited(
        curated,
        "Roads",
        "    target: {at_most: 80, quote: 新建道路不超过80公里}\n",
        "    target: {at_most: 80, quote: 新建道路不超过80公里}\n    outcome: {value: 62, quote: 新建道路62公里}\n",
    )
    _edited(curated, "A note", COAL, COAL.replace("quote", "note: 注, quote"))
    _edited(curated, "An alias", "en: Coal output,", "en: Coal output, named_by: [煤炭],", Path("indicators.yaml"))
    _edited(curated, "A comment", "promises:\n", "# a comment\npromises:\n")
    assert _found(curated) == []


def test_an_indicator_without_a_figure_was_never_published(curated: Path) -> None:
    """The common catalogue has many that no city has reported yet."""
    end = "en: Bridges built, unit: 座, measure: count, better: higher, group: city}"
    unused = (
        "\nharbours_built:\n  {zh: 建成港口, en: Harbours built, unit: 座, measure: count, better: higher, group: city}"
    )
    _edited(curated, "Harbours", end, end + unused, Path("indicators.yaml"))
    _edited(curated, "Ports", "en: Harbours built", "en: Ports built", Path("indicators.yaml"))
    _edited(curated, "None", end + unused.replace("Harbours", "Ports"), end, Path("indicators.yaml"))
    assert _found(curated) == []
    _edited(curated, "Spans", "en: Bridges built", "en: Spans built", Path("indicators.yaml"))
    assert _found(curated) == []  # another name for the same says nothing of a figure
    of_spans = "en: Spans built, unit: 座, measure: count"
    _edited(curated, "Level", of_spans, of_spans.replace("count", "level"), Path("indicators.yaml"))
    assert len(_found(curated)) == 1


def test_a_changed_figure_says_what_it_was_since_when_and_why(curated: Path) -> None:
    first = git(curated.parent, "log", "-1", "--format=%cI")
    _edited(curated, WHY, COAL, COAL.replace("310", "300", 1))
    (found,) = _figures(curated)
    assert found.change.before is not None and found.change.after is not None
    assert [str(held.figure.numbers[0]) for held in (found.change.before, found.change.after)] == ["310", "300"]
    assert found.since is not None and found.since.isoformat() == first.replace("Z", "+00:00")
    assert (found.why.reason, found.why.reported_by) == ("the report prints 310, not 300", "李四")
    assert found.turned is not None and (found.turned.before.verdict, found.turned.after.verdict) == ("missed", "met")


def test_a_second_reading_is_no_correction_and_moves_no_day(curated: Path) -> None:
    first = git(curated.parent, "log", "-1", "--format=%cI")
    read = COAL.replace("}", ", read_by: [{by: 王五, on: 2026-11-24, of: abcdefgh}]}")
    _edited(curated, "Read", COAL, read)
    assert _found(curated) == []
    _edited(curated, "Coal", read, COAL.replace("310", "300", 1))
    (found,) = _figures(curated)
    assert found.since is not None and found.since.isoformat() == first.replace("Z", "+00:00")


def test_a_figure_that_is_taken_out_is_a_correction_and_the_newest_stands_first(curated: Path) -> None:
    _edited(curated, "Coal", COAL, COAL.replace("310", "300", 1))
    _edited(curated, "No schools", SCHOOLS, "")
    assert [(f.change.indicator, f.change.kind, f.why.reason) for f in _figures(curated)] == [
        ("schools_new", "removed", "No schools"),
        ("coal_output", "changed", "Coal"),
    ]


@BOTH
def test_other_words_of_the_document_are_shown_before_and_after(lang: str, curated: Path) -> None:
    _edited(curated, "A longer quote", COAL, COAL.replace("quote: 原煤", "quote: 城镇调查失业率5.4%，原煤"))
    (line,) = _view(curated, lang).lines
    assert line.quotes == ("原煤产量310万吨", "城镇调查失业率5.4%，原煤产量310万吨")
    assert ("quote" if lang == "en" else "引文") in line.words


def test_a_figure_under_another_indicator_is_said_to_stand_there(curated: Path) -> None:
    change(curated / YEAR, SCHOOLS, "")
    _edited(
        curated,
        "Moved",
        "quote: 新建道路不超过80公里}\n",
        "quote: 新建道路不超过80公里}\n    outcome: {value: 15, quote: 新建学校十五所}\n",
    )
    (found,) = _figures(curated)
    assert found.change.indicator == "schools_new"
    assert found.moved is not None and (found.moved.year, found.moved.indicator) == (2022, "roads_new")


def test_the_whole_year_in_place_of_a_part_of_it_is_no_correction(curated: Path) -> None:
    part = "outcome: {value: 6.8, source: half-year-2022, interim_to: 2022-06-30, quote: 上半年地区生产总值增长6.8%}"
    _edited(curated, "The year", part, "outcome: {value: 6.2, quote: 地区生产总值增长6.2%}")
    assert _figures(curated) == []


def test_a_document_that_turned_verdicts_is_a_correction(curated: Path) -> None:
    _edited(
        curated,
        "Not whole",
        "    excerpt: [reviews, plans]\n    file: yunzhou-2023.txt",
        "    excerpt: [plans]\n    file: yunzhou-2023.txt",
        Path("yunzhou") / "city.yaml",
    )
    (found,) = [c.what for c in _found(curated)]
    assert isinstance(found, EntryCorrection)
    assert (found.change.key, found.change.what, found.turned > 0) == ("yunzhou/work-report-2023", ("excerpt",), True)
    (line,) = _view(curated, "en").lines
    assert line.place == "Yunzhou" and "held in excerpts: the review, the plan → the plan" in line.words


def test_what_was_wrong_only_on_a_branch_was_never_published(curated: Path) -> None:
    git(curated.parent, "switch", "--quiet", "--create", "branch")
    _edited(curated, "Wrong on the branch", COAL, COAL.replace("310", "311", 1))
    _edited(curated, WHY, COAL.replace("310", "311", 1), COAL.replace("310", "300", 1))
    git(curated.parent, "switch", "--quiet", "main")
    git(curated.parent, "merge", "--quiet", "--no-ff", "--message=Merge branch", "branch")
    (found,) = _figures(curated)
    assert found.change.before is not None and str(found.change.before.figure.numbers[0]) == "310"
    assert found.why.reported_by == "李四"  # the branch's own commit says why, not the merge
    assert found.revision.subject == "Merge branch"


@pytest.mark.parametrize(
    ("message", "reason", "reported_by"),
    [
        ("Coal: 310", "Coal: 310", ""),
        ("更正煤炭\n\n更正：原文为310\n报告人：张三\n", "原文为310", "张三"),
        ("A\n\nsays Correction: in passing\n", "A", ""),
        ("A\n\nCorrection:\n\nnothing\n", "A", ""),
    ],
)
def test_the_reason_is_the_line_that_says_so_or_the_subject(message: str, reason: str, reported_by: str) -> None:
    assert why(message) == corrected.Why(reason, reported_by)


# Where it is told


def _shown(app: AppTest) -> str:
    return "\n".join(
        str(getattr(element, "value", ""))
        for kind in ("html", "info", "caption", "markdown", "subheader")
        for element in app.get(kind)
    )


@BOTH
def test_the_page_shows_each_correction(lang: str, curated: Path) -> None:
    _edited(curated, "<b>Coal</b>\n\nReported-by: 李四", COAL, COAL.replace("310", "300", 1))
    view = _view(curated, lang)
    app = _opened("corrections", lang)
    shown = _shown(app)
    for text in (view.lead, view.read, view.lines[0].words, view.lines[0].since, "李四", "<b>Coal</b>"):
        assert escape(text) in shown, text
    assert "<b>Coal</b>" not in shown
    assert (
        view.lines[0].words
        == {
            "en": "outcome changed from 3,100,000 t to 3,000,000 t; Missed → Met",
            "zh": "结果由310万吨改为300万吨；未兑现 → 兑现",
        }[lang]
    )


@BOTH
@pytest.mark.usefixtures("curated")
def test_a_history_without_a_correction_says_so(lang: str) -> None:
    app = _opened("corrections", lang)
    since._published.cache_clear()
    expected = {"en": "Nothing that was published had to be corrected yet.", "zh": "已公布的内容尚无更正。"}
    assert [i.value for i in app.info] == [expected[lang]]


@BOTH
def test_without_git_the_page_says_that_there_is_no_history(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    curated = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(curated))
    app = _opened("corrections", lang)
    assert _warnings(app) == []
    assert [i.value for i in app.info if "mini" in i.value]
    done = CliRunner().invoke(main, ["corrections", "--curated", str(curated)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "not in a Git repository" in done.stderr


def test_the_command_prints_and_writes_both_languages(curated: Path, tmp_path: Path) -> None:
    _edited(curated, "[Coal](http://x)", COAL, COAL.replace("310", "300", 1))
    since._published.cache_clear()
    done = CliRunner().invoke(main, ["corrections", "--curated", str(curated)])
    assert done.exit_code == 0
    assert done.stdout.startswith("# 更正 · Corrections\n")
    assert (
        "outcome changed from 3,100,000 t to 3,000,000 t" in done.stdout and "结果由310万吨改为300万吨" in done.stdout
    )
    assert "[Coal]" not in done.stdout  # no words of a message become Markdown
    file = tmp_path / "CORRECTIONS.md"
    assert CliRunner().invoke(main, ["corrections", "--curated", str(curated), "-o", str(file)]).output == ""
    assert file.read_text(encoding="utf-8") == done.stdout


# Reports of readers


@BOTH
def test_a_report_is_filled_in_with_the_promise(lang: str) -> None:
    asked = parse_qs(urlsplit(report_page("owner/name", lang, ("太原市", 2022, "新增就业"), "承诺8万人")).query)
    assert asked["template"] == ["wrong-number.yml"]
    assert "2022" in asked["where-here"][0] and "新增就业" in asked["where-here"][0]
    assert asked["ours"] == ["承诺8万人"]


@pytest.mark.usefixtures("curated")
def test_readers_can_report_where_a_repository_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def links(page: str, **address: str) -> list[str]:
        return [e.proto.url for e in _opened(page, "en", **address).get("link_button")]

    address = {"city": "yunzhou", "year": "2022", "open": "coal_output"}
    assert links("corrections") == links("scorecard", **address) == []
    monkeypatch.setenv("INDICATORS_REPOSITORY", "owner/name")
    assert [urlsplit(link).path for link in links("corrections")] == ["/owner/name/issues/new"]
    (link,) = links("scorecard", **address)
    assert parse_qs(urlsplit(link).query)["where-here"] == ["Yunzhou 2022 · Coal output"]
