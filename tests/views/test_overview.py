"""The Overview: bars, lead and matrix are what the tables hold, and every cell gives a reason."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from indicators import collection, tables
from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, records
from indicators.views.labels import ORDER
from indicators.views.overview import overview, turned
from tests.samples import MINI
from tests.views import BOTH, numbers, of_year, places, share


def _empty() -> Frames:
    return tables.frames(collection.load(MINI / "no such folder"))


def _answers(frames: Frames, city: str, year: int) -> pd.Series:
    return of_year(frames, city, year).answered_in


@BOTH
def test_the_bars_count_what_the_table_holds(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        view = overview(frames, frames, lang)
        assert sum(sum(bar.counts) for bar in view.bars) == len(frames.promises)
        for bar, (city, year) in zip(view.bars, places(frames), strict=True):
            verdicts = of_year(frames, city, year).verdict
            assert bar.counts == tuple(int((verdicts == v).sum()) for v in ORDER)
            told = [
                n
                for where in ("congress", "elsewhere", "words", "silent")
                if (n := int(((verdicts != "unquantified") & (_answers(frames, city, year) == where)).sum()))
            ]
            assert numbers(bar.answered) == told
            assert bar.label == f"{frames.cities[city].say(lang)} {year}"
            assert parse_qs(urlsplit(bar.href).query) == {"city": [city], "year": [str(year)], "lang": [lang]}
        assert view.verdicts == tuple(v for v in ORDER if (frames.promises.verdict == v).any())


@BOTH
def test_the_lead_counts_what_the_table_holds(full: Frames, lang: str) -> None:
    verdicts = full.promises.verdict
    expected = [
        *share(len(verdicts), full.promises.city.nunique(), lang),
        int(verdicts.isin(JUDGED).sum()),
        int(verdicts.isin(KEPT).sum()),
    ]
    counted = full.promises[verdicts != "unquantified"].answered_in.value_counts()
    expected += [counted[where] for where in ("congress", "elsewhere", "words", "silent")]
    assert numbers(overview(full, full, lang).lead) == expected


@BOTH
def test_every_cell_of_the_matrix_gives_a_reason(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        view = overview(frames, frames, lang)
        assert len(view.columns) == len(places(frames))
        for row in view.matrix:
            assert len(row.cells) == len(view.columns)
            for cell in row.cells:
                assert cell.why, row.name
                if cell.verdict == "none":
                    assert cell.text and not cell.glyph and not cell.href
                else:
                    assert cell.glyph and cell.href


def test_the_matrix_has_each_headline_promise_in_its_cell(full: Frames) -> None:
    view = overview(full, full, "en")
    cells = {
        (row.name, column[0], column[1]): cell
        for row in view.matrix
        for column, cell in zip(view.columns, row.cells, strict=True)
    }
    headline = full.promises[full.promises.headline]
    for row in records(headline, PromiseRow):
        cell = cells[row["name_en"], full.cities[row["city"]].en, str(row["year"])]
        assert cell.verdict == row["verdict"]
        assert parse_qs(urlsplit(cell.href).query)["open"] == [row["indicator"]]
    assert sum(cell.verdict in ORDER for cell in cells.values()) == len(headline)


def test_a_cell_says_whether_the_plan_is_silent_or_only_its_excerpt(mini: Frames) -> None:
    view = overview(mini, mini, "en")
    whys = {(r.name, c[0], c[1]): cell.why for r in view.matrix for c, cell in zip(view.columns, r.cells, strict=True)}
    assert whys["Income growth", "Lancheng", "2021"] == "The plan that is held makes no promise of this."
    assert (
        whys["Income growth", "Yunzhou", "2023"]
        == "Only an excerpt of the plan is held, and it has no promise of this."
    )


@BOTH
def test_an_overview_of_nothing_says_so(lang: str) -> None:
    assert overview(_empty(), _empty(), lang).empty


@pytest.mark.parametrize("tolerance", [Decimal(0), Decimal("7.5"), Decimal(10)])
@BOTH
def test_turned_lists_exactly_the_verdicts_that_another_tolerance_changes(
    mini: Frames, full: Frames, tolerance: Decimal, lang: str
) -> None:
    for stated in (mini, full):
        moved = stated.at(tolerance)
        keys = ["city", "year", "indicator"]
        joined = stated.promises.merge(moved.promises, on=keys, suffixes=("_before", "_now"))
        assert len(joined) == len(stated.promises)
        changed = joined[(joined.verdict_before != joined.verdict_now) | (joined.narrow_before != joined.narrow_now)]
        shown = turned(moved, stated, lang)
        assert len(shown) == len(changed)
        if len(changed):
            expected = [
                (stated.cities[c].say(lang), y, n)
                for c, y, n in zip(changed.city, changed.year, changed[f"name_{lang}_now"], strict=True)
            ]
            assert list(shown.iloc[:, :3].itertuples(index=False, name=None)) == expected
            assert (shown.iloc[:, 3] != shown.iloc[:, 4]).all()


def test_a_tolerance_of_nothing_or_of_ten_turns_verdicts_of_the_invented_data(mini: Frames) -> None:
    assert len(turned(mini.at(Decimal(0)), mini, "en"))
    assert len(turned(mini.at(Decimal(10)), mini, "en"))


def test_the_stated_tolerance_turns_nothing(mini: Frames) -> None:
    assert turned(mini, mini, "en").empty
