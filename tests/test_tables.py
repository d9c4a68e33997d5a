"""The frames that analysts work with."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from indicators import collection, tables
from indicators.collection.evidence import normal
from indicators.judging.verdicts import RULE_VERSION, Verdict
from indicators.model.schema import Promise
from indicators.tables import exports
from indicators.tables.columns import COLUMNS, FigureRow, PromiseRow, records
from indicators.views.indicator import indicator_view
from indicators.views.scorecard import scorecard
from indicators.words.texts import LANGUAGES
from tests.samples import MINI, a_collection, a_source, a_target, an_indicator, an_outcome, change, copy_of_mini

DESIGNED = [
    "city",
    "year",
    "due",
    "indicator",
    "name_zh",
    "name_en",
    "group",
    "headline",
    "nature",
    "unit",
    "better",
    "target_form",
    "target_value",
    "target_max",
    "stretch",
    "strive",
    "scope",
    "target_source",
    "target_quote",
    "outcome_form",
    "outcome_value",
    "outcome_max",
    "outcome_source",
    "outcome_quote",
    "verdict",
    "narrow",
    "gap",
    "because_zh",
    "because_en",
]
DESIGNED_FIGURES = [
    "city",
    "year",
    "indicator",
    "role",
    "form",
    "value",
    "max",
    "unit",
    "source",
    "source_kind",
    "verified",
    "quote",
    "start",
    "end",
]
ALL_FORMS = {
    "value",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "nearly",
    "between",
    "in_step_with",
    "faster_than",
    "text",
}


@pytest.fixture(scope="module")
def mini() -> tables.Frames:
    return tables.frames(collection.load(MINI))


def row(frames: tables.Frames, city: str, year: int, indicator: str) -> pd.Series:
    of = frames.promises
    (found,) = [r for _, r in of[(of.city == city) & (of.year == year) & (of.indicator == indicator)].iterrows()]
    return found


def test_the_columns_agreed_on_are_there_in_their_order(mini: tables.Frames) -> None:
    assert list(mini.promises)[: len(DESIGNED)] == DESIGNED
    assert list(mini.figures)[: len(DESIGNED_FIGURES)] == DESIGNED_FIGURES


def test_every_column_is_described_in_both_languages(mini: tables.Frames) -> None:
    for name, columns in COLUMNS.items():
        assert list(mini.table(name)) == list(columns), name
        assert all(column.zh and column.en for column in columns.values())


def test_the_invented_folder_has_every_verdict_and_every_form(mini: tables.Frames) -> None:
    assert set(mini.promises.verdict) == {v.value for v in Verdict}
    assert set(mini.figures.form) == ALL_FORMS


def test_each_invented_promise_is_judged_as_a_person_would(mini: tables.Frames) -> None:
    of = mini.promises
    judged = {
        f"{r['city']} {r['year']} {r['indicator']}": r["verdict"] + (" narrow" if r["narrow"] else "")
        for r in records(of, PromiseRow)
    }
    assert judged == {
        "lancheng 2021 gdp_growth": "met",
        "lancheng 2021 new_jobs": "met",
        "lancheng 2021 cpi_growth": "met",
        "lancheng 2021 schools_new": "unclear",
        "lancheng 2021 bridges_built": "met",
        "lancheng 2022 gdp_growth": "awaiting",
        "lancheng 2022 schools_new": "awaiting",
        "yunzhou 2021 gdp_growth": "exceeded",
        "yunzhou 2021 income_growth": "met",
        "yunzhou 2021 new_jobs": "met",
        "yunzhou 2021 fiscal_growth": "missed",
        "yunzhou 2021 unemployment_rate": "met",
        "yunzhou 2021 cpi_growth": "missed",
        "yunzhou 2021 grain_output": "met",
        "yunzhou 2021 pm25": "met",
        "yunzhou 2021 green_share": "missed",
        "yunzhou 2021 parks_new": "unclear",
        "yunzhou 2021 schools_new": "not_comparable",
        "yunzhou 2021 clinics_new": "met",
        "yunzhou 2021 roads_new": "missed narrow",
        "yunzhou 2021 tech_firms": "unreported",
        "yunzhou 2021 network": "unquantified",
        "yunzhou 2021 bridges_built": "awaiting",
        "yunzhou 2022 gdp_growth": "not_held",
        "yunzhou 2022 unemployment_rate": "met",
        "yunzhou 2022 coal_output": "missed",
        "yunzhou 2022 green_share": "met",
        "yunzhou 2022 schools_new": "met",
        "yunzhou 2022 roads_new": "not_held",
        "yunzhou 2023 gdp_growth": "awaiting",
        "yunzhou 2023 new_jobs": "awaiting",
    }


def test_what_happened_to_each_invented_promise_over_the_years_is_what_a_person_would_say(mini: tables.Frames) -> None:
    assert [
        f"{h.city} {h.indicator} {h.year}–{h.next_year} {h.history}: {h.before_en} → {h.after_en}"
        for h in mini.histories.itertuples()
    ] == [
        "yunzhou gdp_growth 2022–2023 lowered: ≥6.5% → 6%",
        "yunzhou gdp_growth 2021–2022 lowered: 7% → ≥6.5%",
        "lancheng gdp_growth 2021–2022 reworded: about 6% → 6%",
        "yunzhou tech_firms 2021–2022 dropped: 200 → ",
        "yunzhou schools_new 2021–2022 lowered: 20 → about 15",
        "yunzhou unemployment_rate 2021–2022 reworded: about 5.5% → <5.5%",
        "lancheng schools_new 2021–2022 raised: 5 → nearly 10",
    ]


def test_headline_figures_come_first_then_the_order_of_the_catalogue(mini: tables.Frames) -> None:
    of = mini.promises.query("city == 'yunzhou' and year == 2021")
    assert list(of.indicator)[:4] == ["gdp_growth", "income_growth", "new_jobs", "fiscal_growth"]


def test_an_outcome_nobody_promised_is_a_figure_but_no_promise(mini: tables.Frames) -> None:
    assert "gdp" not in set(mini.promises.indicator)
    (gdp,) = mini.figures.query("indicator == 'gdp'").itertuples()
    assert (gdp.role, gdp.promised, gdp.value) == ("outcome", False, 1234.5)


def test_the_numbers_of_a_promise_are_in_the_indicators_unit_and_those_of_a_figure_as_printed(
    mini: tables.Frames,
) -> None:
    grain = row(mini, "yunzhou", 2021, "grain_output")
    assert (grain.unit, grain.target_value, grain.outcome_value, grain.gap) == ("万吨", 50, 51, 1)
    (printed,) = mini.figures.query("indicator == 'grain_output' and role == 'outcome'").itertuples()
    assert (printed.unit, printed.value, printed.number) == ("亿斤", 10.2, 51)


def test_a_stretch_is_in_the_indicators_unit_too(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    change(root / "yunzhou/2023.yaml", "{value: 2, quote", "{value: 20000, stretch: 21000, unit: 人, quote")
    jobs = row(tables.frames(collection.load(root)), "yunzhou", 2023, "new_jobs")
    assert (jobs.target_value, jobs.stretch) == (2, 2.1)


def test_the_side_that_is_good_is_the_one_the_verdict_went_by(mini: tables.Frames) -> None:
    assert row(mini, "yunzhou", 2022, "coal_output").better == "lower"
    assert row(mini, "yunzhou", 2021, "pm25").better == "lower"
    # "no more than 80 km": the words of the promise beat the catalogue, which has more roads as the better
    assert row(mini, "yunzhou", 2022, "roads_new").better == "lower"


def test_what_is_not_there_is_empty_and_not_a_guess(mini: tables.Frames) -> None:
    silent = row(mini, "yunzhou", 2021, "tech_firms")
    assert (silent.outcome_form, silent.outcome_source, silent.outcome_quote, silent.gap_zh) == ("", "", "", "")
    assert pd.isna(silent.outcome_value) and pd.isna(silent.gap) and pd.isna(silent.stretch)
    assert silent.strive and silent.target_zh == "200家"


def test_a_source_that_would_have_turned_the_verdict_is_named(mini: tables.Frames) -> None:
    gdp = row(mini, "lancheng", 2021, "gdp_growth")
    assert (gdp.outcome_source, gdp.verdict, gdp.turned_by) == ("communique-2021", "met", "work-report-2022: missed")


def test_scope_due_and_note_of_a_promise_are_shown(mini: tables.Frames) -> None:
    assert row(mini, "yunzhou", 2021, "roads_new").scope == "市区"
    bridges = row(mini, "yunzhou", 2021, "bridges_built")
    assert (bridges.due, bridges.note_zh) == (2023, "三年")


def test_offsets_of_a_figure_lead_to_its_quote_in_the_held_text(mini: tables.Frames) -> None:
    held = mini.figures[mini.figures.start.notna()]
    assert len(held) > 40
    for figure in records(held, FigureRow):
        text = mini.texts[figure["city"], figure["source"]].text[figure["start"] : figure["end"]]
        assert normal(text) == normal(figure["quote"]) and text.strip() == text
    unverified = mini.figures[~mini.figures.verified]
    read = unverified[unverified.start.notna()]  # a number in words, which a person read
    assert read.indicator.tolist() == ["green_share"]
    cited = unverified.drop(read.index)
    assert set(cited.source) == {"half-year-2022", "communique-2021", "bureau-2021", "news-2021"}
    assert cited.start.isna().all()


def test_the_readers_tolerance_turns_verdicts(mini: tables.Frames) -> None:
    strict = mini.at(Decimal(0))
    assert row(strict, "yunzhou", 2021, "unemployment_rate").verdict == "missed"
    assert not strict.promises.narrow.any()
    assert row(mini, "yunzhou", 2022, "coal_output").tolerance == 2
    assert row(strict, "yunzhou", 2022, "coal_output").tolerance == 0


def test_the_counts_add_up_to_the_promises(mini: tables.Frames) -> None:
    counts = tables.counts(mini.promises)
    assert counts["promises"].sum() == len(mini.promises)
    assert (counts[[v.value for v in Verdict]].sum(axis=1) == counts["promises"]).all()


def test_the_rates_have_the_numerators_and_denominators_agreed_on(mini: tables.Frames) -> None:
    counts = {(row.city, row.year): row.of for row in tables.count_rows(mini.promises)}
    columns = ["promises", "kept", "judged", "answered", "answerable"]
    assert [counts["yunzhou", 2021][c] for c in columns] == [16, 7, 11, 13, 14]
    assert [counts["yunzhou", 2022][c] for c in columns] == [6, 3, 4, 0, 0]  # of its report only extracts are held
    assert [counts["yunzhou", 2023][c] for c in columns] == [2, 0, 0, 0, 0]
    assert [counts["lancheng", 2021][c] for c in columns] == [5, 4, 4, 5, 5]


def test_a_source_shows_what_was_taken_from_it(mini: tables.Frames) -> None:
    report = mini.sources_of("yunzhou")["work-report-2022"]
    assert (report["held"], report["targets"], report["outcomes"], report["verified"]) == (
        True,
        6,
        14,
        19,
    )  # one number is spelled in words: a person read it
    cited = mini.sources_of("yunzhou")["half-year-2022"]
    assert (cited["held"], cited["outcomes"], cited["verified"], cited["url"]) == (
        False,
        1,
        0,
        "https://example.org/half-year-2022",
    )


def test_a_collection_without_data_gives_frames_without_rows_but_with_columns(tmp_path: Path) -> None:
    frames = tables.frames(collection.load(tmp_path / "nowhere"))
    assert list(frames.promises) == list(COLUMNS["promises"]) and frames.promises.empty
    assert list(frames.figures) == list(COLUMNS["figures"]) and frames.figures.empty
    assert list(frames.sources) == list(COLUMNS["sources"])
    counts = tables.counts(frames.promises)
    assert counts.empty
    assert list(counts) == [
        "city",
        "year",
        *(v.value for v in Verdict),
        "promises",
        "kept",
        "kept_in_words",
        "judged",
        "answered",
        "answerable",
        "partly_held",
        "partly_held_figures",
        *tables.ANSWERED_COLUMNS,
    ]


def test_a_year_file_without_promises_gives_no_rows(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    (root / "lancheng/2022.yaml").write_text("promises: {}\n", encoding="utf-8")
    frames = tables.frames(collection.load(root))
    assert frames.promises.query("city == 'lancheng' and year == 2022").empty


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_holds_plain_values_and_survives_a_file(mini: tables.Frames, name: str) -> None:
    frame = mini.table(name)
    assert {type(value) for value in frame.astype(object).to_numpy().flat} <= {str, bool, int, float, type(pd.NA)}
    kept = pd.read_parquet(io.BytesIO(exports.to_bytes(frame, "parquet")))
    pd.testing.assert_frame_equal(kept, frame)


def _with(frames: tables.Frames, of: dict[str, pd.DataFrame]) -> tables.Frames:
    """The frames with other tables, those that are named."""
    return frames.showing(**of)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_can_be_served_from_a_slice_of_the_tables(mini: tables.Frames, lang: str) -> None:
    def part(name: str, rows: pd.Series[bool]) -> pd.DataFrame:
        return pd.read_parquet(io.BytesIO(exports.to_bytes(mini.table(name)[rows], "parquet")))

    one_city = {name: part(name, mini.table(name).city == "yunzhou") for name in ("promises", "figures", "sources")}
    whole, sliced = (scorecard(frames, "yunzhou", 2021, lang) for frames in (mini, _with(mini, one_city)))
    assert whole.paragraph == sliced.paragraph and whole.groups == sliced.groups and whole.empty == sliced.empty == ""
    of_growth = {name: part(name, mini.table(name).indicator == "gdp_growth") for name in ("promises", "figures")}
    whole_view, sliced_view = (
        indicator_view(frames, "gdp_growth", ["lancheng", "yunzhou"], lang) for frames in (mini, _with(mini, of_growth))
    )
    assert whole_view.panels == sliced_view.panels and whole_view.cautions == sliced_view.cautions


def test_another_tolerance_and_back_are_the_same_data(mini: tables.Frames) -> None:
    moved = mini.at(Decimal(3))
    assert (moved.tolerance, moved.version) == (Decimal(3), mini.version)
    pd.testing.assert_frame_equal(moved.at(None).promises, mini.promises)
    assert mini.at(None) is mini


def test_each_outcome_says_its_place_and_what_it_would_decide(mini: tables.Frames) -> None:
    by_source = {f["source"]: f for f in mini.outcomes_of("lancheng", 2021, "gdp_growth")}
    communique, report = by_source["communique-2021"], by_source["work-report-2022"]
    assert (communique["rank"], communique["decides"], communique["would"]) == (0, True, "")
    assert (report["rank"], report["decides"], report["would"]) == (1, False, "missed")
    deciding = row(mini, "lancheng", 2021, "gdp_growth").outcome_position
    assert mini.outcomes_of("lancheng", 2021, "gdp_growth")[deciding] == communique
    part_year = [f for f in mini.outcomes_of("lancheng", 2021, "new_jobs") if f["interim_to"]]
    assert part_year and all(f["rank"] is None and not f["decides"] for f in part_year)


def test_a_report_that_leaves_out_what_another_document_tells_is_known(mini: tables.Frames) -> None:
    left_out = mini.promises[mini.promises.left_out]
    assert set(left_out.answered_in) <= {"elsewhere"}
    for _, promise in left_out.iterrows():
        sources = mini.sources_of(promise.city).values()
        assert any(s["reviews"] == promise.due and s["whole_reviews"] for s in sources)


def test_every_verdict_carries_the_version_of_the_rule_and_who_owes_the_answer(mini: tables.Frames) -> None:
    assert set(mini.promises.rule) == {RULE_VERSION}
    words = row(mini, "yunzhou", 2021, "tech_firms")
    assert (words.verdict, words.owed_by, words.owed_whole) == ("unreported", "work-report-2022", True)
    extracts = row(mini, "yunzhou", 2022, "roads_new")
    assert (extracts.verdict, extracts.owed_by, extracts.owed_whole) == ("not_held", "work-report-2023", False)
    assert row(mini, "yunzhou", 2023, "gdp_growth").owed_by == ""
    assert (mini.promises.owed_whole | (mini.promises.verdict != "unreported")).all()


def test_what_is_kept_in_words_is_counted_apart() -> None:
    share = an_indicator(measure="share")
    years = {
        2022: {
            "a": Promise(
                target=a_target(done="实现全覆盖", due="2022-06-30", source="promising"),
                outcome=(an_outcome(done="实现全覆盖"),),
            ),
            "b": Promise(target=a_target(value=90, source="promising"), outcome=(an_outcome(value=95),)),
        }
    }
    sources = {"promising": a_source(title="上年报告", reviews=2021, plans=2022), "report": a_source()}
    frame = tables.promises(a_collection(years, sources, a=share, b=share))
    (done, number) = records(frame, PromiseRow)
    assert (done["verdict"], done["in_words"], done["due_day"]) == ("met", True, "2022-06-30")
    assert (number["verdict"], number["in_words"], number["due_day"]) == ("met", False, "")
    (counted,) = tables.count_rows(frame)
    assert (counted.of["kept"], counted.of["kept_in_words"], counted.of["judged"]) == (2, 1, 2)
