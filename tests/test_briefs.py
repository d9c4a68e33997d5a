"""Briefings: their numbers are the page's, and each says where it comes from; without a browser."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indicators.briefs import browser, fonts, sheets, vectors
from indicators.briefs.assembling import brief
from indicators.briefs.rendering import make
from indicators.briefs.request import BriefError, Request, command, filename
from indicators.cli import main
from indicators.tables import Frames
from indicators.views.compare import compare
from indicators.views.indicator import IndicatorView, indicator_view
from indicators.views.labels import evidence_name
from indicators.views.scorecard import scorecard
from tests.samples import MINI

CARD = Request("scorecard", ("tanyuan",), (2022,), lang="zh", base="https://promises.example.org/")
INDICATOR = Request("indicator", indicator="gdp_growth", lang="en")
PAIR = Request("comparison", ("jiangwan", "tanyuan"), (2023,), lang="zh")


def _texts(figure: dict[str, Any]) -> str:
    return " ".join(a["text"] for a in figure["layout"]["annotations"])


def test_a_scorecards_numbers_are_the_pages(full: Frames) -> None:
    found, page = brief(full, CARD), scorecard(full, "tanyuan", 2022, "zh")
    assert (found.title, found.sentence, found.rates) == (page.title, page.sentence, page.rates)
    drawn = [(r.indicator, r.verdict, r.dot) for g in page.groups for r in g.rows]
    assert [(e.indicator, e.verdict, e.along) for e in found.entries] == drawn
    assert sum(n for _, n in found.tally) == len(drawn)
    assert [e.promised for e in found.entries] == list(page.table["承诺"])


def test_an_indicators_numbers_are_the_pages(full: Frames) -> None:
    found = brief(full, INDICATOR)
    page = indicator_view(full, "gdp_growth", list(found.request.cities), "en")
    assert (found.title, found.sentence) == (page.title, page.subtitle)
    marks = [(m.year, m.verdict, m.outcome_text) for p in page.panels for m in p.marks if not m.hollow]
    assert [
        (int(e.where), e.verdict, e.reported) for e in found.entries if e.verdict in ("met", "missed", "exceeded")
    ] == marks


def test_a_comparisons_numbers_are_the_pages(full: Frames) -> None:
    found, page = brief(full, PAIR), compare(full, ["jiangwan", "tanyuan"], 2023, "zh")
    assert found.sentence == page.subtitle
    sides = [(p.indicator, s.city, s.target, s.verdict) for p in page.pairs for s in p.sides]
    assert [(e.indicator, e.where, e.promised, e.verdict) for e in found.entries] == sides


def test_numbers_are_in_the_unit_that_stands_beside_them(full: Frames) -> None:
    by_lang = {lang: {e.indicator: e for e in brief(full, replace(CARD, lang=lang)).entries} for lang in ("zh", "en")}
    zh, en = by_lang["zh"]["urban_new_jobs"], by_lang["en"]["urban_new_jobs"]
    assert (zh.unit, zh.target, zh.outcome, zh.gap_value) == ("万人", 8.0, 8.12, 0.12)
    assert (en.unit, en.target, en.outcome, en.gap_value) == ("people", 80000.0, 81200.0, 1200.0)
    growth = by_lang["en"]["gdp_growth"]
    assert (growth.target, growth.outcome, growth.gap_value) == (7.0, 3.3, -3.7)


def test_a_filter_is_said_and_the_counts_stay_those_of_all(full: Frames) -> None:
    found, whole = brief(full, replace(CARD, verdicts=("missed",), lang="en")), brief(full, replace(CARD, lang="en"))
    assert {e.verdict for e in found.entries} == {"missed"}
    assert found.filtered == f"Only Missed: {len(found.entries)} of {len(whole.entries)} promises."
    assert found.sentence == whole.sentence
    assert "show=missed" in found.address
    grouped = brief(full, replace(CARD, groups=("headline",)))
    assert {s.name for s in grouped.sections} == {"主要指标"}


def test_every_entry_has_its_words_and_every_source_is_listed(full: Frames) -> None:
    for request in (CARD, INDICATOR, PAIR):
        found = brief(full, request)
        assert all(e.quotes for e in found.entries)
        assert {q.source for e in found.entries for q in e.quotes} == {d.title for d in found.documents}


def test_a_briefing_of_one_year_of_an_indicator_shows_that_year_alone(mini: Frames) -> None:
    found = brief(mini, Request("indicator", ("yunzhou",), (2022,), "gdp_growth", lang="en"))
    assert isinstance(found.view, IndicatorView)
    assert [[mark.year for mark in panel.marks] for panel in found.view.panels] == [[2022]]
    assert found.view.panels[0].histories == ()  # they lead to years that are not shown
    assert len(found.histories) == 2  # and are told in words


def test_what_stands_out_over_the_years_is_told_with_its_evidence(full: Frames) -> None:
    told = brief(full, CARD).histories
    mine = full.histories[
        (full.histories["city"] == "tanyuan")
        & ((full.histories["year"] == 2022) | (full.histories["next_year"] == 2022))
    ]
    assert set(told) <= {
        f"{because}（{evidence_name(strength, 'zh')}）"
        for because, strength in zip(mine["because_zh"], mine["evidence"], strict=True)
    }
    assert len(told) == min(6, len(mine)) and told[0].startswith("地区生产总值增速：")
    assert all("GDP growth" in text for text in brief(full, INDICATOR).histories)
    assert brief(full, PAIR).histories == ()


def test_the_tolerance_is_said_where_it_was_moved(full: Frames) -> None:
    moved = brief(full.at(Decimal(3)), CARD)
    assert moved.tolerance == "容差已调为3%" and "tolerance=3" in moved.address and "--tolerance 3" in moved.command
    assert brief(full, CARD).tolerance == ""


def test_the_version_is_the_commit_or_else_the_hash_of_the_data(mini: Frames, tmp_path: Path) -> None:
    city = sorted(mini.cities)[0]
    year = int(mini.promises.loc[mini.promises["city"] == city, "year"].iloc[0])
    elsewhere = replace(mini, root=tmp_path / "curated")
    found = brief(elsewhere, Request("scorecard", (city,), (year,)))
    assert found.version == mini.version and found.version in found.imprint


def test_a_sheet_says_what_it_shows_and_where_it_comes_from(full: Frames) -> None:
    found = brief(full, CARD)
    text = _texts(sheets.sheet(found))
    for part in (
        found.title,
        found.version,
        "https://promises.example.org/scorecard?city=tanyuan&amp;year=2022&amp;lang=zh",
        "《2022年政府工作报告（摘要）》",
        "47项承诺中的",
    ):
        assert part in text
    without = replace(found, address="")
    assert f"重新生成：{found.command}" in _texts(sheets.sheet(without))


def test_a_sheet_shows_all_that_was_judged_and_says_what_it_left_out(full: Frames) -> None:
    for lang in ("zh", "en"):
        found = brief(full, replace(CARD, lang=lang))
        figure = sheets.sheet(found)
        shown = figure["layout"]["yaxis2"]["ticktext"]
        judged = [e for e in found.entries if e.along is not None]
        assert judged and all(any(e.name in t for t in shown) for e in judged)
        assert figure["layout"]["height"] * 16 == figure["layout"]["width"] * 9


def test_links_lead_to_the_base_or_are_plain_text(full: Frames) -> None:
    linked = str(sheets.sheet(brief(full, CARD)))
    assert '<a href="https://promises.example.org/sources?' in linked
    assert "<a " not in str(sheets.sheet(brief(full, replace(CARD, base=""))))


def test_file_names_say_what_is_shown(full: Frames) -> None:
    assert filename(CARD, "png") == "tanyuan-2022-ledger.png"
    assert filename(CARD, "pdf") == "tanyuan-2022.pdf"
    assert filename(PAIR, "svg") == "jiangwan-tanyuan-2023-compare.svg"
    assert filename(brief(full, INDICATOR).request, "png") == "gdp_growth-jiangwan-tanyuan.png"
    assert command(full, replace(CARD, groups=("economy",))).startswith(
        "indicators brief tanyuan 2022 --group economy --lang zh -o tanyuan-2022"
    )


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        (Request("scorecard", ("atlantis",), (2022,)), "there is no atlantis; there are: "),
        (Request("scorecard", ("tanyuan",), (1999,)), "no promises of tanyuan for 1999"),
        (Request("scorecard", ("tanyuan", "jiangwan"), (2023,)), "a scorecard has one city and one year"),
        (Request("comparison", ("tanyuan", "tanyuan"), (2023,)), "a comparison has two cities or more and one year"),
        (
            Request("indicator", indicator="gdp_growth", years=(1999,)),
            "there is no figure of gdp_growth for these cities and years",
        ),
        (Request("scorecard", ("tanyuan",), (2022,), verdicts=("good",)), "there is no good; there are: exceeded"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(full: Frames, request_: Request, told: str) -> None:
    with pytest.raises(BriefError) as refused:
        brief(full, request_)
    assert str(refused.value).startswith(told) and "\n" not in str(refused.value)
    assert refused.value.why.say("zh") != str(refused.value)


def test_an_unknown_ending_is_refused(full: Frames) -> None:
    with pytest.raises(BriefError, match=r"there is no briefing that ends in \.gif"):
        make(brief(full, CARD), "gif")


def test_without_a_chrome_a_picture_says_what_is_missing(full: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.close()
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    with pytest.raises(BriefError, match="apt-get install chromium"):
        make(brief(full, CARD), "png")


def test_without_a_chinese_font_a_picture_names_the_package(full: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(face for face in fonts.faces() if ord("太") not in face.has)
    monkeypatch.setattr(fonts, "faces", lambda: others)
    with pytest.raises(BriefError, match="fonts-noto-cjk"):
        make(brief(full, CARD), "png")


def test_a_font_is_cut_down_to_the_characters_used() -> None:
    rules = fonts.style(frozenset("太原✕"), frozenset("太"), "Briefing")
    assert rules.count("@font-face") == 3 and "U+592A" in rules and "font-weight:700" in rules
    assert len(rules) < 20_000
    assert rules == fonts.style(frozenset("太原✕"), frozenset("太"), "Briefing")


def test_plotlys_random_names_are_numbered() -> None:
    drawn = (
        '<defs id="defs-07b1b3"><clipPath id="clip07b1b3xyplot"/></defs><g clip-path="url(#clip07b1b3xyplot)" '
        'style="fill:#07b1b3"/>'
    )
    again = drawn.replace("07b1b3", "a45a6c")
    assert vectors.steady(drawn).split("fill:")[0] == vectors.steady(again).split("fill:")[0]
    assert "url(#clip000000xyplot)" in vectors.steady(drawn)


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["brief", *arguments, "--lang", "en", "--curated", str(MINI)])
        return done.exit_code, done.output

    code, told = run("atlantis", "2022", "-o", str(tmp_path / "x.png"))
    assert code == 1 and told.startswith("Error: there is no atlantis; there are: ")
    code, told = run("lancheng", "2022", "-o", str(tmp_path / "x.gif"))
    assert code == 2 and "the file must end in .png" in told
    code, told = run("--all", "-o", str(tmp_path / "x.png"))
    assert code == 1 and "--all makes several briefings: name a .zip" in told
    code, told = run("-o", str(tmp_path / "x.png"))
    assert code == 1 and "say what to brief on" in told
    assert list(tmp_path.iterdir()) == []
