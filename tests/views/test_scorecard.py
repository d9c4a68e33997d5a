"""The Scorecard: the ledger, its sentence and its opened row are what the tables hold."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from indicators import collection, tables
from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.views.labels import GLYPHS, ORDER
from indicators.views.ledger import LedgerRow
from indicators.views.scorecard import FILTERS, Scorecard, scorecard, words_of, years_of
from tests.samples import change, copy_of_mini, loaded
from tests.views import BOTH, numbers, of_year, places, share


def _rows(card: Scorecard) -> dict[str, LedgerRow]:
    return {row.indicator: row for group in card.groups for row in group.rows}


@BOTH
def test_the_sentence_of_a_scorecard_counts_what_the_table_holds(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            verdicts = of_year(frames, city, year).verdict
            kept, missed = int(verdicts.isin(KEPT).sum()), int((verdicts == "missed").sum())
            expected = [len(verdicts)]
            if kept + missed:
                expected += [kept + missed, kept, missed]
            others = ("unreported", "not_held", "not_comparable", "unclear", "awaiting", "unquantified")
            expected += [n for v in others if (n := int((verdicts == v).sum()))]
            assert numbers(scorecard(frames, city, year, lang).sentence) == expected, (city, year)


@BOTH
def test_the_rates_of_a_scorecard_are_shown_with_numerator_and_denominator(
    mini: Frames, full: Frames, lang: str
) -> None:
    for frames in (mini, full):
        for _, row in tables.counts(frames.promises).iterrows():
            shown = scorecard(frames, row["city"], row["year"], lang).rates
            expected: list[int] = []
            for part, whole in (("kept", "judged"), ("answered", "answerable")):
                if row[whole]:
                    expected += [round(100 * row[part] / row[whole]), *share(row[part], row[whole], lang)]
                if part == "kept" and row["kept_in_words"] > (1 if lang == "en" else 0):
                    expected.append(row["kept_in_words"])
            if row["partly_held"]:
                expected += [row["partly_held"], row["partly_held_figures"]]
            assert numbers(shown) == expected, (row["city"], row["year"], shown)


@BOTH
def test_the_ledger_has_every_promise_once_and_agrees_with_the_table(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            mine, card = of_year(frames, city, year), scorecard(frames, city, year, lang)
            shown = [row for group in card.groups for row in group.rows]
            assert sorted(row.indicator for row in shown) == sorted(mine.indicator)
            assert {r.indicator: r.verdict for r in shown} == dict(zip(mine.indicator, mine.verdict, strict=True))
            assert len(card.table) == len(mine)
            assert all(r.name and r.target and r.outcome and r.glyph == GLYPHS[r.verdict] for r in shown)
            assert len({g.name for g in card.groups}) == len(card.groups)


def test_a_row_of_the_ledger_has_a_dot_only_if_it_is_judged(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            for row in _rows(scorecard(frames, city, year, "en")).values():
                if row.dot is not None:
                    assert row.verdict in JUDGED, (city, year, row.indicator)
                    assert -1 <= row.dot <= 1
                else:
                    assert not row.cut


def test_a_judged_row_with_a_gap_has_a_dot_on_its_own_side(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            rows = _rows(scorecard(frames, city, year, "en"))
            for found in frames.promises_of(city, year):
                dot = rows[found["indicator"]].dot
                if found["verdict"] not in JUDGED or math.isnan(found["gap"]):
                    continue
                assert dot is not None, (city, year, found["indicator"])
                assert math.copysign(1, dot) == math.copysign(1, found["gap"]) or dot == found["gap"] == 0
                if found["verdict"] == "missed":
                    assert dot <= 0, (city, year, found["indicator"])


def test_a_missed_price_rise_lies_left_of_the_line(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(
        curated / "indicators.yaml",
        "measure: growth, better: closer, group: economy}",
        "measure: growth, better: lower, group: economy}",
    )
    change(
        curated / "yunzhou" / "2021.yaml",
        "outcome: {value: 0.9, quote: 居民消费价格上涨0.9%}",
        "outcome: {value: 4.9, quote: 居民消费价格上涨4.9%}",
    )
    text = curated.parent / "seeds" / "yunzhou-2022.txt"
    change(text, "居民消费价格上涨0.9%", "居民消费价格上涨4.9%")
    row = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))["cpi_growth"]
    assert row.verdict == "missed"
    assert row.dot == pytest.approx(-0.19)
    assert row.band == pytest.approx((-0.03, 1.0))


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
    assert band == pytest.approx((-0.03, 1.0))  # 0.3 of the ten points that fill half a row
    assert rows["gdp_growth"].band == (0.0, 1.0)
    assert rows["network"].band is None


def test_a_dot_that_is_allowed_lies_in_its_band(mini: Frames, full: Frames) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            found = of_year(frames, city, year).set_index("indicator")
            for row in _rows(scorecard(frames, city, year, "en")).values():
                if row.dot is None or row.band is None or row.cut or found.loc[row.indicator, "better"] == "closer":
                    continue
                allowed = row.band[0] - 1e-9 <= row.dot <= row.band[1] + 1e-9
                assert allowed or row.verdict == "missed", (city, year, row.indicator, row.dot, row.band)


def test_a_stretch_lies_right_of_the_line(mini: Frames, full: Frames) -> None:
    assert _rows(scorecard(mini, "yunzhou", 2021, "en"))["gdp_growth"].stretch == pytest.approx(0.05)
    for frames in (mini, full):
        for city, year in places(frames):
            found = {promise["indicator"]: promise for promise in frames.promises_of(city, year)}
            for row in _rows(scorecard(frames, city, year, "en")).values():
                assert (row.stretch is None) == math.isnan(found[row.indicator]["stretch"])
                assert row.stretch is None or 0 < row.stretch <= 1


def test_a_dot_beyond_the_row_is_cut_off_and_says_so(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    seed = curated.parent / "seeds" / "yunzhou-2022.txt"
    change(seed, "增长7.6%，居民", "增长17.1%，居民")
    change(seed, "城镇新增就业21000人", "城镇新增就业90000人")
    year = curated / "yunzhou" / "2021.yaml"
    change(
        year,
        "{value: 7.6, quote: 地区生产总值达到1234.5亿元、增长7.6%}",
        "{value: 17.1, quote: 地区生产总值达到1234.5亿元、增长17.1%}",
    )
    change(
        year,
        "{value: 21000, unit: 人, quote: 城镇新增就业21000人}",
        "{value: 90000, unit: 人, quote: 城镇新增就业90000人}",
    )
    rows = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))
    assert (rows["gdp_growth"].dot, rows["gdp_growth"].cut) == (1.0, True)  # 10.1 points: half a row is ten
    assert (rows["new_jobs"].dot, rows["new_jobs"].cut) == (1.0, True)  # nine for two
    assert rows["green_share"].dot == pytest.approx(-0.1) and not rows["green_share"].cut


def test_a_dot_at_the_very_end_of_the_row_is_not_cut_off(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated.parent / "seeds" / "yunzhou-2022.txt", "城镇新增就业21000人", "城镇新增就业40000人")
    change(
        curated / "yunzhou" / "2021.yaml",
        "{value: 21000, unit: 人, quote: 城镇新增就业21000人}",
        "{value: 40000, unit: 人, quote: 城镇新增就业40000人}",
    )
    row = _rows(scorecard(tables.frames(collection.load(curated)), "yunzhou", 2021, "en"))["new_jobs"]
    assert (row.dot, row.cut) == (1.0, False)


@pytest.mark.parametrize("show", FILTERS)
def test_a_filter_shows_its_verdicts_and_the_sentence_still_counts_all(full: Frames, show: str) -> None:
    wanted = {
        "all": set(ORDER),
        "judged": {"exceeded", "met", "missed"},
        "missed": {"missed"},
        "silent": {"unreported", "not_held", "awaiting"},
        "not_compared": {"unclear", "not_comparable", "unquantified"},
    }[show]
    for city, year in places(full):
        mine, card, whole = (
            of_year(full, city, year),
            scorecard(full, city, year, "en", show),
            scorecard(full, city, year, "en"),
        )
        assert set(_rows(card)) == set(mine.indicator[mine.verdict.isin(wanted)])
        assert len(card.table) == len(_rows(card))
        assert bool(card.empty) == (not card.groups)
        assert card.sentence == whole.sentence
        assert card.footer.startswith("Shown: ") == (show != "all")


def test_the_filters_besides_all_divide_the_promises(full: Frames) -> None:
    for city, year in places(full):
        parts = [set(_rows(scorecard(full, city, year, "en", show))) for show in ("judged", "silent", "not_compared")]
        assert sum(map(len, parts)) == len(of_year(full, city, year)) == len(set.union(*parts))


def test_what_has_no_outcome_is_listed_with_its_promise(mini: Frames) -> None:
    shown = scorecard(mini, "yunzhou", 2022, "en").unanswered
    mine = of_year(mini, "yunzhou", 2022)
    assert [name for name, _, _ in shown] == list(mine.indicator[mine.verdict.isin(["unreported", "not_held"])])
    assert all(name and target for _, name, target in shown)


@BOTH
def test_an_opened_promise_has_its_reason_and_a_passage_for_each_of_its_figures(
    mini: Frames, full: Frames, lang: str
) -> None:
    for frames in (mini, full):
        fresh = set(places(frames))
        for row in records(frames.promises, PromiseRow):
            city, year, name = row["city"], row["year"], row["indicator"]
            opened = words_of(frames, row, lang)
            if (city, year) in fresh:  # the page shows the same
                fresh.remove((city, year))
                assert scorecard(frames, city, year, lang, "all", name).opened == opened
            assert opened.because == in_words(row, "because", lang)
            assert len(opened.passages) == 1 + len(loaded(frames).years[city, year][name].outcome)
            assert bool(opened.turned) == bool(row["turned_by"])
        assert not fresh


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


def test_words_that_promise_nothing_keep_their_row_beside_a_figure_from_elsewhere(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    outcome = "{value: 98, source: half-year-2022, note: 年报, quote: 5G网络覆盖98%}"
    words = "target: {text: 全覆盖, quote: 实现5G网络全覆盖}"
    change(curated / "yunzhou" / "2021.yaml", words, f"{words}\n    outcome: {outcome}")
    frames = tables.frames(collection.load(curated))
    (row,) = records(of_year(frames, "yunzhou", 2021).query("indicator == 'network'"), PromiseRow)
    assert (row["verdict"], row["answered_in"], row["outcome_source"]) == ("unquantified", "elsewhere", "")
    assert _rows(scorecard(frames, "yunzhou", 2021, "en"))["network"].indicator == "network"
