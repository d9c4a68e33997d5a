"""The headline paragraph: every number in it is the tables', whatever the promises are."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
import pytest

from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames, counts
from indicators.tables.columns import PromiseRow, records
from indicators.views.paragraph import paragraph
from indicators.views.scorecard import scorecard
from tests.views import BOTH, of_year, places

YUNZHOU = ("yunzhou", 2021)


def _with(frames: Frames, rows: pd.DataFrame) -> Frames:
    return frames.showing(promises=rows)


def _only(frames: Frames, *indicators: str, place: tuple[str, int] = YUNZHOU) -> Frames:
    """One city and year that promised nothing but these."""
    rows = of_year(frames, *place)
    return _with(frames, rows[rows.indicator.isin(indicators)])


def _all(frames: Frames, verdict: str, where: str) -> Frames:
    """One city and year where one thing became of every promise."""
    return _with(frames, of_year(frames, *YUNZHOU).assign(verdict=verdict, answered_in=where))


def _counted(text: str, rows: pd.DataFrame, lang: str) -> list[int]:
    """The whole numbers of a paragraph without its year and the figures it quotes."""
    for row in rows.to_dict("records"):
        figure = (
            f"promised {row['target_en']}, reported {row['outcome_en']}"
            if lang == "en"
            else f"承诺{row['target_zh']}，结果{row['outcome_zh']}"
        )
        gap = row[f"gap_{lang}"].lstrip("+−")
        text = text.replace(figure + (f", {gap} short" if lang == "en" else f"，差{gap}"), "").replace(figure, "")
    return [int(n) for n in re.findall(r"\d+", text.replace(str(rows.year.iloc[0]), ""))]


@BOTH
def test_every_number_is_a_count_of_the_table_or_a_printed_figure(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        for city, year in places(frames):
            rows = of_year(frames, city, year)
            total = counts(rows).iloc[0]
            known = {int(total[c]) for c in total.index if c not in ("city", "year")} | {
                1,
                int(total.judged - total.kept),
                int(total.not_comparable + total.unclear),
            }
            text = paragraph(frames, city, year, lang)
            assert set(_counted(text, rows, lang)) <= known, text
            assert 2 <= len(re.findall(r"。|\.(?= |$)", text)) <= 4, text
            assert frames.cities[city].say(lang) in text and "{" not in text


def test_a_miss_that_the_report_leaves_out_is_told_with_where_it_was_found(full: Frames) -> None:
    silent = full.promises[
        (full.promises.answered_in == "elsewhere") & (full.promises.verdict == "missed") & full.promises.headline
    ]
    for i, row in enumerate(records(silent, PromiseRow)):
        text = paragraph(_with(full, silent.iloc[i : i + 1]), row["city"], row["year"], "en")
        assert all(t in text for t in (row["target_en"], row["outcome_en"], row["gap_en"].lstrip("−")))
        whole = "held whole" in row["answered_en"]
        assert ("not in the report to the People's Congress, but in the" in text) == whole
        assert ("(found in the" in text) == (not whole)


def test_the_furthest_headline_miss_is_told_before_any_other(mini: Frames) -> None:
    rows = of_year(mini, *YUNZHOU)
    rows = rows.assign(
        verdict=["missed" if v in JUDGED else v for v in rows.verdict], gap=[-0.1 if h else -9.0 for h in rows.headline]
    )
    rows.loc[rows.indicator == "gdp_growth", "gap"] = -2.0
    text = paragraph(_with(mini, rows), *YUNZHOU, "en")
    assert "furthest short among the headline figures is GDP growth" in text
    rows.loc[rows.indicator == "green_share", "verdict"] = "met"
    assert "furthest short among the headline figures is GDP growth" in paragraph(_with(mini, rows), *YUNZHOU, "en")
    assert "furthest short is GDP growth" in paragraph(_with(mini, rows[rows.headline]), *YUNZHOU, "en")


@BOTH
def test_edge_cases(mini: Frames, lang: str) -> None:
    mixed = ("gdp_growth", "income_growth", "cpi_growth")
    cases = {
        "all kept": (
            _only(mini, "gdp_growth", "income_growth"),
            "It kept all 2 that can be judged, among them GDP growth",
            "可判定的2项全部兑现，其中地区生产总值增速",
        ),
        "none kept": (
            _only(mini, "cpi_growth", "green_share"),
            "It missed all 2 that can be judged",
            "可判定的2项均未兑现",
        ),
        "mixed": (
            _only(mini, *mixed),
            "It kept 2 of the 3 that can be judged and missed one: consumer prices",
            "兑现2项，未兑现1项，即居民消费价格涨幅",
        ),
        "one judged": (
            _only(mini, "gdp_growth", "tech_firms"),
            "It kept the only one that can be judged",
            "可判定的只有1项，已经兑现",
        ),
        "one missed": (
            _only(mini, "cpi_growth", "tech_firms"),
            "It missed the only one that can be judged",
            "可判定的只有1项，未能兑现",
        ),
        "nothing judged": (_only(mini, "network", "schools_new"), "None of them can be judged", "目前没有一项可以判定"),
        "only words": (
            _with(mini, of_year(mini, *YUNZHOU).assign(verdict="unquantified")),
            "none of them with a number",
            "都只有文字",
        ),
        "everything unreported": (
            _all(mini, "unreported", "silent"),
            "are held whole and give no figure for any of them.",
            "对这些承诺都没有给出数字。",
        ),
        "excerpts only": (
            _all(mini, "not_held", "unknown"),
            "the reports that owe the answer are not held whole.",
            "应报告结果的报告未收录全文。",
        ),
        "no report yet": (
            _all(mini, "awaiting", "unknown"),
            "No document that would answer them is held yet.",
            "报告这些结果的文件尚未收录。",
        ),
        "a single kept": (_only(mini, "gdp_growth"), "made at least 1 promise for 2021", "至少作出1项承诺"),
        "a single missed": (
            _only(mini, "cpi_growth"),
            "It was missed: consumer prices, promised about 3%, reported 0.9%",
            "这项承诺没有兑现：居民消费价格涨幅",
        ),
        "a single in words": (
            _only(mini, "network"),
            "Whether it was kept cannot be said: The promise is words",
            "是否兑现无从判定：承诺",
        ),
    }
    for case, (frames, english, chinese) in cases.items():
        text = paragraph(frames, *YUNZHOU, lang)
        assert (chinese if lang == "zh" else english) in text, (case, text)
        assert text.endswith("。" if lang == "zh" else "."), (case, text)
        assert ".." not in text and "。。" not in text, (case, text)


def test_english_counts_one_as_one(mini: Frames) -> None:
    indicators = list(of_year(mini, *YUNZHOU).indicator)
    for size in (1, 2, len(indicators) - 1):
        for chosen in list(combinations(indicators, size))[:60]:
            text = paragraph(_only(mini, *chosen), *YUNZHOU, "en")
            assert not re.search(r"\b1 (promises|were|are|await)\b|\b(?!1 )\d{1,3} (promise|was|is|awaits)\b", text), (
                text
            )


@pytest.mark.parametrize("verdict", [*JUDGED, "not_held"])
def test_kept_and_missed_are_said_of_no_one_else(mini: Frames, verdict: str) -> None:
    text = paragraph(_all(mini, verdict, "congress"), *YUNZHOU, "en")
    assert ("It kept all" in text) == (verdict in KEPT)
    assert ("It missed all" in text) == (verdict == "missed")


@BOTH
def test_the_scorecard_begins_with_it_and_a_year_without_promises_has_none(mini: Frames, lang: str) -> None:
    assert scorecard(mini, *YUNZHOU, lang).paragraph == paragraph(mini, *YUNZHOU, lang)
    assert paragraph(mini, "yunzhou", 1999, lang) == scorecard(mini, "yunzhou", 1999, lang).paragraph == ""
