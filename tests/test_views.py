"""The views: what each page shows is what the tables hold, and nothing is left without a reason."""

from __future__ import annotations

import itertools
import math
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from indicators import collection, tables
from indicators.tables import Frames
from indicators.texts import LANGUAGES
from indicators.verdicts import DEFAULT_TOLERANCE, JUDGED, KEPT
from indicators.views.compare import compare, shared_years
from indicators.views.data import WHAT, data_view
from indicators.views.indicator import cities_of, indicator_view, indicators_with_figures
from indicators.views.labels import GLYPHS, MEANINGS, ORDER, VERDICT_NAMES, address, figure_key, verdict_name
from indicators.views.overview import overview, turned
from indicators.views.passages import passage
from indicators.views.scorecard import FILTERS, LedgerRow, Scorecard, scorecard, years_of
from indicators.views.sources import parse_figure, source_view
from tests.samples import MINI, change, copy_of_mini

BOTH = pytest.mark.parametrize("lang", LANGUAGES)


def _empty() -> Frames:
    return tables.frames(collection.load(MINI / "no such folder"))


def _places(frames: Frames) -> list[tuple[str, int]]:
    return sorted({(str(c), int(y)) for c, y in zip(frames.promises.city, frames.promises.year, strict=True)})


def _rows(card: Scorecard) -> dict[str, LedgerRow]:
    return {row.indicator: row for group in card.groups for row in group.rows}


def _numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", text)]


def _of(frames: Frames, city: str, year: int) -> pd.DataFrame:
    return frames.promises[(frames.promises.city == city) & (frames.promises.year == year)]


# Names


def test_every_verdict_has_a_name_a_glyph_of_its_own_and_a_meaning() -> None:
    assert set(VERDICT_NAMES) == set(GLYPHS) == set(MEANINGS) == set(ORDER)
    assert len(set(GLYPHS.values())) == len(GLYPHS)
    assert len({verdict_name(v, "zh") for v in ORDER}) == len(ORDER)


def test_an_address_leaves_out_what_is_empty_and_takes_a_moved_tolerance_along(mini: Frames) -> None:
    assert address("scorecard", city="yunzhou", year=2021, open=None, lang="") == "scorecard?city=yunzhou&year=2021"
    moved = tables.frames(mini.data, Decimal(2))
    assert address("data", moved, lang="zh") == "data?lang=zh&tolerance=2"
    assert address("data", mini, lang="zh") == "data?lang=zh"


def test_a_figures_name_in_an_address_can_be_taken_apart(mini: Frames) -> None:
    for key in mini.data.evidence:
        assert parse_figure(figure_key(*key)) == key


@pytest.mark.parametrize("name", ["", "a", "a.b.c.d", "a.2021.x", "a.2021.x.outcome.y", "a.2021.x.outcome.1.2", "a.-1.x.target", "a.²⁰.x.target", "a.2021.x.outcome.²"])
def test_what_is_not_a_figures_name_is_none(name: str) -> None:
    assert parse_figure(name) is None


# Scorecard


@BOTH
def test_the_sentence_of_a_scorecard_counts_what_the_table_holds(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for city, year in _places(frames):
            verdicts = _of(frames, city, year).verdict
            kept, missed = int(verdicts.isin(KEPT).sum()), int((verdicts == "missed").sum())
            expected = [len(verdicts)]
            if kept + missed:
                expected += [kept + missed, kept, missed]
            others = ("unreported", "not_held", "not_comparable", "unclear", "awaiting", "unquantified")
            expected += [n for v in others if (n := int((verdicts == v).sum()))]
            assert _numbers(scorecard(frames, city, year, lang).sentence) == expected, (city, year)


@BOTH
def test_the_rates_of_a_scorecard_are_shown_with_numerator_and_denominator(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for _, row in tables.counts(frames.promises).iterrows():
            shown = scorecard(frames, row["city"], row["year"], lang).rates
            expected: list[int] = []
            for part, whole in (("kept", "judged"), ("answered", "answerable")):
                if row[whole]:
                    expected += [round(100 * row[part] / row[whole]), row[part], row[whole]]
            # The order of numerator and denominator is the language's own.
            assert sorted(_numbers(shown)) == sorted(expected), (row["city"], row["year"], shown)


@BOTH
def test_the_ledger_has_every_promise_once_and_agrees_with_the_table(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for city, year in _places(frames):
            mine, card = _of(frames, city, year), scorecard(frames, city, year, lang)
            shown = [row for group in card.groups for row in group.rows]
            assert sorted(row.indicator for row in shown) == sorted(mine.indicator)
            assert {r.indicator: r.verdict for r in shown} == dict(zip(mine.indicator, mine.verdict, strict=True))
            assert len(card.table) == len(mine)
            assert all(r.name and r.target and r.outcome and r.glyph == GLYPHS[r.verdict] for r in shown)
            assert len({g.name for g in card.groups}) == len(card.groups)


def test_a_row_of_the_ledger_has_a_dot_only_if_it_is_judged(mini: Frames, real: Frames) -> None:
    for frames in (mini, real):
        for city, year in _places(frames):
            for row in _rows(scorecard(frames, city, year, "en")).values():
                if row.dot is not None:
                    assert row.verdict in JUDGED, (city, year, row.indicator)
                    assert -1 <= row.dot <= 1
                else:
                    assert not row.cut


def test_a_judged_row_with_a_gap_has_a_dot_on_its_own_side(mini: Frames, real: Frames) -> None:
    for frames in (mini, real):
        for city, year in _places(frames):
            rows = _rows(scorecard(frames, city, year, "en"))
            for found in _of(frames, city, year).itertuples():
                dot = rows[found.indicator].dot
                if found.verdict not in JUDGED or pd.isna(found.gap):
                    continue
                assert dot is not None, (city, year, found.indicator)
                assert math.copysign(1, dot) == math.copysign(1, found.gap) or dot == found.gap == 0
                if found.verdict == "missed":
                    assert dot <= 0, (city, year, found.indicator)


def test_a_missed_price_rise_lies_left_of_the_line(tmp_path: object) -> None:
    curated = copy_of_mini(tmp_path)  # type: ignore[arg-type]
    change(curated / "indicators.yaml", "measure: growth, better: closer, group: economy}", "measure: growth, better: lower, group: economy}")
    change(curated / "yunzhou" / "2021.yaml", "outcome: {value: 0.9, quote: 居民消费价格上涨0.9%}", "outcome: {value: 4.9, quote: 居民消费价格上涨4.9%}")
    text = curated.parent / "seeds" / "yunzhou-2022.txt"
    change(text, "居民消费价格上涨0.9%", "居民消费价格上涨4.9%")
    row = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))["cpi_growth"]
    assert row.verdict == "missed"
    assert row.dot == pytest.approx(-0.19)
    assert row.band == (pytest.approx(-0.015), 1.0)


def test_lower_is_better_rows_are_mirrored(mini: Frames) -> None:
    before, after = _rows(scorecard(mini, "yunzhou", 2021, "en")), _rows(scorecard(mini, "yunzhou", 2022, "en"))
    assert before["pm25"].dot == pytest.approx(1 / 36)  # 35 for at most 36: right of the line
    assert before["pm25"].band == (0.0, 1.0)
    assert before["unemployment_rate"].dot == pytest.approx(-0.01)  # 5.6 for about 5.5: left of it, and yet allowed
    assert after["coal_output"].dot == pytest.approx(-10 / 300)  # 310 for 300 where this promise turns down
    assert after["coal_output"].band == (0.0, 1.0)


def test_the_band_of_about_reaches_left_of_the_line_and_that_of_a_bare_number_does_not(mini: Frames) -> None:
    rows = _rows(scorecard(mini, "yunzhou", 2021, "en"))
    band = rows["unemployment_rate"].band
    assert band is not None
    assert band == (pytest.approx(-0.0275), 1.0)
    assert rows["gdp_growth"].band == (0.0, 1.0)
    assert rows["network"].band is None


def test_a_dot_that_is_allowed_lies_in_its_band(mini: Frames, real: Frames) -> None:
    for frames in (mini, real):
        for city, year in _places(frames):
            found = _of(frames, city, year).set_index("indicator")
            for row in _rows(scorecard(frames, city, year, "en")).values():
                if row.dot is None or row.band is None or row.cut or found.loc[row.indicator, "better"] == "closer":
                    continue
                allowed = row.band[0] - 1e-9 <= row.dot <= row.band[1] + 1e-9
                assert allowed or row.verdict == "missed", (city, year, row.indicator, row.dot, row.band)


def test_a_stretch_lies_right_of_the_line(mini: Frames, real: Frames) -> None:
    assert _rows(scorecard(mini, "yunzhou", 2021, "en"))["gdp_growth"].stretch == pytest.approx(0.05)
    for frames in (mini, real):
        for city, year in _places(frames):
            found = _of(frames, city, year).set_index("indicator")
            for row in _rows(scorecard(frames, city, year, "en")).values():
                assert (row.stretch is not None) == bool(pd.notna(found.loc[row.indicator, "stretch"]))
                assert row.stretch is None or 0 < row.stretch <= 1


def test_a_dot_beyond_the_row_is_cut_off_and_says_so(tmp_path: object) -> None:
    curated = copy_of_mini(tmp_path)  # type: ignore[arg-type]
    seed = curated.parent / "seeds" / "yunzhou-2022.txt"
    change(seed, "增长7.6%，居民", "增长17.1%，居民")
    change(seed, "城镇新增就业21000人", "城镇新增就业90000人")
    year = curated / "yunzhou" / "2021.yaml"
    change(year, "{value: 7.6, quote: 地区生产总值达到1234.5亿元、增长7.6%}", "{value: 17.1, quote: 地区生产总值达到1234.5亿元、增长17.1%}")
    change(year, "{value: 21000, unit: 人, quote: 城镇新增就业21000人}", "{value: 90000, unit: 人, quote: 城镇新增就业90000人}")
    rows = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))
    assert (rows["gdp_growth"].dot, rows["gdp_growth"].cut) == (1.0, True)  # 10.1 points: half a row is ten
    assert (rows["new_jobs"].dot, rows["new_jobs"].cut) == (1.0, True)  # nine for two
    assert (rows["green_share"].dot, rows["green_share"].cut) == (pytest.approx(-0.1), False)


def test_a_dot_at_the_very_end_of_the_row_is_not_cut_off(tmp_path: object) -> None:
    curated = copy_of_mini(tmp_path)  # type: ignore[arg-type]
    change(curated.parent / "seeds" / "yunzhou-2022.txt", "城镇新增就业21000人", "城镇新增就业40000人")
    change(curated / "yunzhou" / "2021.yaml", "{value: 21000, unit: 人, quote: 城镇新增就业21000人}", "{value: 40000, unit: 人, quote: 城镇新增就业40000人}")
    row = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))["new_jobs"]
    assert (row.dot, row.cut) == (1.0, False)


@pytest.mark.parametrize("show", FILTERS)
def test_a_filter_shows_its_verdicts_and_the_sentence_still_counts_all(real: Frames, show: str) -> None:
    wanted = {
        "all": set(ORDER),
        "judged": {"exceeded", "met", "missed"},
        "missed": {"missed"},
        "silent": {"unreported", "not_held", "awaiting"},
        "not_compared": {"unclear", "not_comparable", "unquantified"},
    }[show]
    for city, year in _places(real):
        mine, card, whole = _of(real, city, year), scorecard(real, city, year, "en", show), scorecard(real, city, year, "en")
        assert set(_rows(card)) == set(mine.indicator[mine.verdict.isin(wanted)])
        assert len(card.table) == len(_rows(card))
        assert bool(card.empty) == (not card.groups)
        assert card.sentence == whole.sentence
        assert card.footer.startswith("Shown: ") == (show != "all")


def test_the_filters_besides_all_divide_the_promises(real: Frames) -> None:
    for city, year in _places(real):
        parts = [set(_rows(scorecard(real, city, year, "en", show))) for show in ("judged", "silent", "not_compared")]
        assert sum(map(len, parts)) == len(_of(real, city, year)) == len(set.union(*parts))


def test_what_was_never_answered_is_listed_with_its_promise(mini: Frames) -> None:
    shown = scorecard(mini, "yunzhou", 2022, "en").unanswered
    mine = _of(mini, "yunzhou", 2022)
    assert [name for name, _, _ in shown] == list(mine.indicator[mine.verdict.isin(["unreported", "not_held"])])
    assert all(name and target for _, name, target in shown)


@BOTH
def test_an_opened_promise_has_its_reason_and_a_passage_for_each_of_its_figures(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for row in frames.promises.itertuples():
            opened = scorecard(frames, row.city, row.year, lang, "all", row.indicator).opened
            assert opened is not None
            promise = frames.data.years[row.city, row.year][row.indicator]
            assert opened.because == getattr(row, f"because_{lang}")
            assert len(opened.passages) == 1 + len(promise.outcome)
            assert bool(opened.turned) == bool(row.turned_by)


def test_an_opened_promise_stays_open_when_the_filter_hides_its_row(mini: Frames) -> None:
    card = scorecard(mini, "yunzhou", 2021, "en", "missed", "gdp_growth")
    assert "gdp_growth" not in _rows(card)
    assert card.opened is not None


def test_a_name_that_is_not_among_the_promises_opens_nothing(mini: Frames) -> None:
    assert scorecard(mini, "yunzhou", 2021, "en", "all", "gdp").opened is None  # an outcome without a promise
    assert scorecard(mini, "yunzhou", 2021, "en", "all", "nothing").opened is None


@BOTH
def test_a_scorecard_without_promises_says_so(mini: Frames, lang: str) -> None:
    card = scorecard(mini, "yunzhou", 1999, lang)
    assert card.empty and "1999" in card.empty
    assert card.groups == ()


def test_years_stand_newest_last(mini: Frames) -> None:
    assert years_of(mini, "yunzhou") == [2021, 2022, 2023]
    assert years_of(mini, "nowhere") == []


# Overview


@BOTH
def test_the_bars_count_what_the_table_holds(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        view = overview(frames, frames, lang)
        assert sum(sum(bar.counts) for bar in view.bars) == len(frames.promises)
        for bar, (city, year) in zip(view.bars, _places(frames), strict=True):
            verdicts = _of(frames, city, year).verdict
            assert bar.counts == tuple(int((verdicts == v).sum()) for v in ORDER)
            assert bar.label == f"{frames.data.cities[city].say(lang)} {year}"
            assert parse_qs(urlsplit(bar.href).query) == {"city": [city], "year": [str(year)], "lang": [lang]}
        assert view.verdicts == tuple(v for v in ORDER if (frames.promises.verdict == v).any())


@BOTH
def test_the_lead_counts_what_the_table_holds(real: Frames, lang: str) -> None:
    verdicts = real.promises.verdict
    expected = [len(verdicts), real.promises.city.nunique(), int(verdicts.isin(JUDGED).sum()), int(verdicts.isin(KEPT).sum())]
    assert sorted(_numbers(overview(real, real, lang).lead)) == sorted(expected)


@BOTH
def test_every_cell_of_the_matrix_gives_a_reason(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        view = overview(frames, frames, lang)
        assert len(view.columns) == len(_places(frames))
        for row in view.matrix:
            assert len(row.cells) == len(view.columns)
            for cell in row.cells:
                assert cell.why, row.name
                if cell.verdict == "none":
                    assert cell.text and not cell.glyph and not cell.href
                else:
                    assert cell.glyph and cell.href


def test_the_matrix_has_each_headline_promise_in_its_cell(real: Frames) -> None:
    view = overview(real, real, "en")
    cells = {(row.name, column[0], column[1]): cell for row in view.matrix for column, cell in zip(view.columns, row.cells, strict=True)}
    headline = real.promises[real.promises.headline]
    for row in headline.itertuples():
        cell = cells[row.name_en, real.data.cities[row.city].en, str(row.year)]
        assert cell.verdict == row.verdict
        assert parse_qs(urlsplit(cell.href).query)["open"] == [row.indicator]
    assert sum(cell.verdict in ORDER for cell in cells.values()) == len(headline)


def test_a_cell_says_whether_the_plan_is_silent_or_only_its_excerpt(mini: Frames) -> None:
    view = overview(mini, mini, "en")
    whys = {(r.name, c[0], c[1]): cell.why for r in view.matrix for c, cell in zip(view.columns, r.cells, strict=True)}
    assert whys["Income growth", "Lancheng", "2021"] == "The plan that is held makes no promise of this."
    assert whys["Income growth", "Yunzhou", "2023"] == "Only an excerpt of the plan is held, and it has no promise of this."


@BOTH
def test_an_overview_of_nothing_says_so(lang: str) -> None:
    assert overview(_empty(), _empty(), lang).empty


@pytest.mark.parametrize("tolerance", [Decimal(0), Decimal("7.5"), Decimal(10)])
@BOTH
def test_turned_lists_exactly_the_verdicts_that_another_tolerance_changes(mini: Frames, real: Frames, tolerance: Decimal, lang: str) -> None:
    for stated in (mini, real):
        moved = tables.frames(stated.data, tolerance)
        keys = ["city", "year", "indicator"]
        joined = stated.promises.merge(moved.promises, on=keys, suffixes=("_before", "_now"))
        assert len(joined) == len(stated.promises)
        changed = joined[(joined.verdict_before != joined.verdict_now) | (joined.narrow_before != joined.narrow_now)]
        shown = turned(moved, stated, lang)
        assert len(shown) == len(changed)
        if len(changed):
            expected = [(stated.data.cities[c].say(lang), y, n) for c, y, n in zip(changed.city, changed.year, changed[f"name_{lang}_now"], strict=True)]
            assert list(shown.iloc[:, :3].itertuples(index=False, name=None)) == expected
            assert (shown.iloc[:, 3] != shown.iloc[:, 4]).all()


def test_a_tolerance_of_nothing_or_of_ten_turns_verdicts_of_the_invented_data(mini: Frames) -> None:
    assert len(turned(tables.frames(mini.data, Decimal(0)), mini, "en"))
    assert len(turned(tables.frames(mini.data, Decimal(10)), mini, "en"))


def test_the_stated_tolerance_turns_nothing(mini: Frames) -> None:
    assert turned(mini, mini, "en").empty


# Indicator


@BOTH
def test_every_indicator_with_a_figure_has_a_page(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        names = indicators_with_figures(frames)
        assert set(names) == set(frames.figures.indicator)
        for name in names:
            view = indicator_view(frames, name, cities_of(frames, name), lang)
            assert not view.empty
            marks = [m for p in view.panels for m in p.marks]
            assert len(marks) == len(view.table)
            promised = frames.promises[frames.promises.indicator == name]
            assert sum(m.verdict != "context" for m in marks) == len(promised)
            numbers = _numbers(view.subtitle.replace(view.unit, "", 1))
            judged = promised[promised.verdict.isin(JUDGED)]
            expected = [len(promised), *([len(judged), int(judged.verdict.isin(KEPT).sum())] if len(judged) else [])] if len(promised) else []
            assert sorted(numbers) == sorted(expected), (name, view.subtitle)


def test_marks_lie_within_the_one_scale_of_all_panels(mini: Frames, real: Frames) -> None:
    for frames in (mini, real):
        for name in indicators_with_figures(frames):
            view = indicator_view(frames, name, cities_of(frames, name), "en")
            low, high = view.scale
            assert low < high
            for mark in (m for p in view.panels for m in p.marks):
                assert all(low <= v <= high for v in (mark.target, mark.outcome, mark.stretch) if v is not None), (name, mark.year)


def test_an_outcome_of_part_of_the_year_or_without_a_promise_is_hollow(mini: Frames) -> None:
    growth = indicator_view(mini, "gdp_growth", ["yunzhou"], "en").panels[0].marks
    assert [(m.year, m.hollow) for m in growth if m.outcome is not None] == [(2021, False), (2022, True)]
    assert growth[1].outcome_text == "6.8% (to 2022-06-30)"
    gdp = indicator_view(mini, "gdp", ["yunzhou"], "en").panels[0].marks
    assert [(m.verdict, m.hollow, m.target, m.outcome) for m in gdp] == [("context", True, None, 1234.5)]


def test_an_outcome_that_cannot_be_compared_is_not_drawn_on_the_scale(mini: Frames) -> None:
    mark = indicator_view(mini, "schools_new", ["yunzhou"], "en").panels[0].marks[0]
    assert (mark.verdict, mark.outcome) == ("not_comparable", None)


def test_a_city_without_the_indicator_has_no_panel(mini: Frames) -> None:
    assert [p.city for p in indicator_view(mini, "pm25", ["lancheng", "yunzhou"], "en").panels] == ["Yunzhou"]
    assert indicator_view(mini, "pm25", ["lancheng"], "en").empty


# Compare


@BOTH
def test_compare_lays_side_by_side_what_all_promised(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        cities = sorted(frames.promises.city.unique())
        for year in shared_years(frames, cities):
            view = compare(frames, cities, year, lang)
            common = set.intersection(*(set(_of(frames, c, year).indicator) for c in cities))
            assert {p.indicator for p in view.pairs} == common
            assert bool(view.empty) == (not common)
            assert _numbers(view.subtitle) == [year, len(common)]
            for pair in view.pairs:
                assert len(pair.sides) == len(cities)
                for city, side in zip(cities, pair.sides, strict=True):
                    (row,) = _of(frames, city, year)[lambda t, n=pair.indicator: t.indicator == n].itertuples()
                    assert (side.verdict, side.target, side.why) == (row.verdict, getattr(row, f"target_{lang}"), getattr(row, f"because_{lang}"))
                    assert (side.outcome_value is None) or side.verdict in JUDGED


def test_compare_refuses_differing_scope_due_year_and_direction(tmp_path: object) -> None:
    curated = copy_of_mini(tmp_path)  # type: ignore[arg-type]
    file = curated / "lancheng" / "2022.yaml"
    change(file, "  schools_new:\n    target: {nearly: 10,", "  schools_new:\n    target: {nearly: 10, scope: {zh: 市区, en: urban districts},")
    text = curated.parent / "seeds" / "lancheng-2022.txt"
    text.write_text(text.read_text(encoding="utf-8") + "原煤產量300萬噸，新建道路不超過80公里。", encoding="utf-8")
    with file.open("a", encoding="utf-8") as out:
        out.write("  coal_output:\n    target: {value: 300, quote: 原煤产量300万吨}\n")
        out.write("  roads_new:\n    target: {at_most: 80, due: 2024, quote: 新建道路不超过80公里}\n")
    frames = tables.frames(collection.load(curated))
    view = compare(frames, ["yunzhou", "lancheng"], 2022, "en")
    assert {p.indicator: p.refused for p in view.pairs} == {
        "gdp_growth": "",
        "schools_new": "not compared: one of the promises covers only 市区",
        "coal_output": "not compared: the cities mean opposite directions",
        "roads_new": "not compared: the promises are due in different years",
    }
    shown = view.table.set_index("Indicator")["Yunzhou: Reported"]
    assert shown["Coal output"] == "not compared: the cities mean opposite directions"


def test_compare_warns_where_too_little_can_be_judged(mini: Frames) -> None:
    view = compare(mini, ["yunzhou", "lancheng"], 2021, "en")
    judged = {c: int(_of(mini, c, 2021).verdict.isin(JUDGED).sum()) for c in ("yunzhou", "lancheng")}
    assert judged["lancheng"] < 10
    assert f"Lancheng ({judged['lancheng']})" in view.caution
    assert ("Yunzhou" in view.caution) == (judged["yunzhou"] < 10)


@BOTH
def test_compare_needs_two_cities_and_a_year_they_share(mini: Frames, lang: str) -> None:
    assert compare(mini, [], None, lang).empty
    assert compare(mini, ["yunzhou"], 2021, lang).empty
    assert compare(mini, ["yunzhou", "lancheng"], None, lang).empty
    assert shared_years(mini, []) == []
    assert shared_years(mini, ["yunzhou", "lancheng"]) == [2021, 2022]


# Sources and passages


@BOTH
def test_the_segments_of_a_text_are_the_text_and_every_quote_is_covered(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for (city, source), document in frames.data.documents.items():
            view = source_view(frames, city, source, None, lang)
            assert "".join(s.text for s in view.segments) == document.text[document.begin : document.end]
            assert all(s.text for s in view.segments)
            assert all(bool(s.figures) == bool(s.label) and not s.chosen for s in view.segments)
            for key, found in frames.data.evidence.items():
                if (key[0], found.source) != (city, source) or found.start is None:
                    continue
                covered = "".join(s.text for s in view.segments if figure_key(*key) in s.figures)
                assert covered == document.text[found.start : found.end], key


def test_exactly_the_chosen_quote_is_marked_as_chosen(real: Frames) -> None:
    for key, found in itertools.islice(((k, e) for k, e in real.data.evidence.items() if e.start is not None), 0, None, 7):
        document = real.data.documents[key[0], found.source]
        view = source_view(real, key[0], found.source, figure_key(*key), "zh")
        assert "".join(s.text for s in view.segments if s.chosen) == document.text[found.start : found.end]
        assert view.passage is not None and view.heading


def test_a_figure_of_another_document_is_not_chosen(mini: Frames) -> None:
    for figure in ("yunzhou.2021.gdp_growth.outcome", "lancheng.2021.gdp_growth.target", "nonsense", "yunzhou.2021.nothing.target"):
        view = source_view(mini, "yunzhou", "work-report-2021", figure, "en")
        assert view.passage is None and view.heading == ""
        assert not any(s.chosen for s in view.segments)


@BOTH
def test_what_was_taken_from_a_source_is_counted(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for row in tables.sources(frames.data).itertuples():
            view = source_view(frames, row.city, row.source, None, lang)
            assert sorted(_numbers(view.taken)) == sorted([row.targets, row.outcomes, row.verified, row.targets + row.outcomes])
            assert all(name and value for name, value in view.facts)


def test_a_source_that_is_not_held_shows_its_cited_figures_and_no_text(mini: Frames) -> None:
    view = source_view(mini, "lancheng", "communique-2021", None, "en")
    assert view.segments == () and view.outside == ""
    assert [p.quote for p in view.cited] == ["地区生产总值比上年增长5.9%"]
    assert [p.verified for p in view.cited] == [False]
    assert ("Text", "not held; cited") in view.facts


def test_text_outside_the_document_is_counted_and_not_shown(mini: Frames) -> None:
    document = mini.data.documents["yunzhou", "work-report-2022"]
    rest = len(document.text) - (document.end - document.begin)
    view = source_view(mini, "yunzhou", "work-report-2022", None, "en")
    assert rest > 0 and _numbers(view.outside) == [rest]
    assert "政府网站首页" not in "".join(s.text for s in view.segments)


@BOTH
def test_every_passage_holds_its_quote_where_the_document_says_it(mini: Frames, real: Frames, lang: str) -> None:
    for frames in (mini, real):
        for key, found in frames.data.evidence.items():
            shown = passage(frames.data, *key, "", lang)
            assert shown is not None
            city, year, name, role, i = key
            promise = frames.data.years[city, year][name]
            figure = promise.target if role == "target" else promise.outcome[i]
            assert figure is not None
            if found.start is None:
                assert (shown.before, shown.quote, shown.after) == ("", figure.quote, "")
            else:
                text = frames.data.documents[city, found.source].text
                assert shown.quote.replace(" ", "") == re.sub(r"[ \n]", "", text[found.start : found.end])
                flat = re.sub(r"\s", "", text)
                around = re.sub(r"\s", "", shown.before.removeprefix("…") + shown.quote + shown.after.removesuffix("…"))
                assert around in flat, key
            query = parse_qs(urlsplit(shown.href).query)
            assert query["figure"] == [figure_key(*key)]
            assert query["source"] == [found.source]
            assert shown.status and shown.kind and shown.role


def test_there_is_no_passage_of_a_figure_that_is_not_there(mini: Frames) -> None:
    assert passage(mini.data, "yunzhou", 2021, "gdp", "target", 0, "", "en") is None
    assert passage(mini.data, "nowhere", 2021, "gdp", "target", 0, "", "en") is None


# Data


@BOTH
@pytest.mark.parametrize("what", WHAT)
def test_the_data_page_filters_and_counts(mini: Frames, what: str, lang: str) -> None:
    whole = data_view(mini, mini, what, "", "", "", lang)
    assert _numbers(whole.shown) == [len(whole.frame)] * 2
    assert list(whole.dictionary.iloc[:, 0]) == list(whole.frame.columns)
    assert whole.dictionary.iloc[:, 1].str.len().min() > 0
    assert len(whole.rules) == len(ORDER)
    some = data_view(mini, mini, what, "yunzhou", "2021", "met", lang)
    expected = whole.frame[whole.frame.city == "yunzhou"]
    if "year" in expected:
        expected = expected[expected.year == 2021]
    if "verdict" in expected:
        expected = expected[expected.verdict == "met"]
    assert sorted(_numbers(some.shown)) == sorted([len(expected), len(whole.frame)])
    pd.testing.assert_frame_equal(some.frame, expected)
    assert not some.empty
    assert data_view(mini, mini, what, "nowhere", "", "", lang).empty


def test_the_data_page_shows_what_the_readers_tolerance_turns(mini: Frames) -> None:
    moved = tables.frames(mini.data, Decimal(0))
    pd.testing.assert_frame_equal(data_view(moved, mini, "promises", "", "", "", "en").turned, turned(moved, mini, "en"))
    assert str(DEFAULT_TOLERANCE) == "5"
