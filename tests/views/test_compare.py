"""Compare: only what all promised, and refused where it differs in kind."""

from __future__ import annotations

from pathlib import Path

from indicators import collection, tables
from indicators.judging.verdicts import JUDGED, KEPT
from indicators.tables import Frames
from indicators.views.compare import compare, shared_years
from tests.samples import change, copy_of_mini
from tests.views import BOTH, numbers, of_year, share


@BOTH
def test_compare_lays_side_by_side_what_all_promised(mini: Frames, full: Frames, lang: str) -> None:
    for frames in (mini, full):
        cities = sorted(frames.promises.city.unique())
        for year in shared_years(frames, cities):
            view = compare(frames, cities, year, lang)
            common = set.intersection(*(set(of_year(frames, c, year).indicator) for c in cities))
            assert {p.indicator for p in view.pairs} == common
            assert bool(view.empty) == (not common)
            assert numbers(view.subtitle) == [year, len(common)]
            for pair in view.pairs:
                assert len(pair.sides) == len(cities)
                for city, side in zip(cities, pair.sides, strict=True):
                    (row,) = of_year(frames, city, year)[lambda t, n=pair.indicator: t.indicator == n].itertuples()
                    assert (side.verdict, side.target, side.why) == (
                        row.verdict,
                        getattr(row, f"target_{lang}"),
                        getattr(row, f"because_{lang}"),
                    )
                    assert (side.outcome_value is None) or side.verdict in JUDGED


def test_compare_refuses_differing_scope_due_year_and_direction(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    file = curated / "lancheng" / "2022.yaml"
    change(
        file,
        "  schools_new:\n    target: {nearly: 10,",
        "  schools_new:\n    target: {nearly: 10, scope: {zh: 市区, en: urban districts},",
    )
    text = curated.parent / "seeds" / "lancheng-2022.txt"
    text.write_text(text.read_text(encoding="utf-8") + "原煤產量300萬噸，新建道路不超過80公里。", encoding="utf-8")
    with file.open("a", encoding="utf-8") as out:
        out.write("  coal_output:\n    target: {value: 300, quote: 原煤产量300万吨}\n")
        out.write("  roads_new:\n    target: {at_most: 80, due: 2024, quote: 新建道路不超过80公里}\n")
    frames = tables.frames(collection.load(curated))
    view = compare(frames, ["yunzhou", "lancheng"], 2022, "en")
    assert {p.indicator: p.refused for p in view.pairs} == {
        "gdp_growth": "",
        "schools_new": "not compared: one of the promises covers only urban districts",
        "coal_output": "not compared: they mean opposite directions",
        "roads_new": "not compared: one of the promises has longer to go than the other",
    }
    shown = view.table.set_index("Indicator")["Yunzhou: Reported"]
    assert shown["Coal output"] == "not compared: they mean opposite directions"


@BOTH
def test_standings_rest_on_the_same_promises_with_numerator_and_denominator(
    mini: Frames, full: Frames, lang: str
) -> None:
    for frames in (mini, full):
        cities = sorted(frames.promises.city.unique())
        for year in shared_years(frames, cities):
            view = compare(frames, cities, year, lang)
            shared = [p for p in view.pairs if not p.refused and all(s.verdict in JUDGED for s in p.sides)]
            if not shared:
                assert len(view.standings) == (1 if [p for p in view.pairs if not p.refused] else 0)
                continue
            for k, (city, line) in enumerate(zip(view.cities, view.standings, strict=True)):
                kept = sum(p.sides[k].verdict in KEPT for p in shared)
                assert line.startswith(city) and numbers(line) == share(kept, len(shared), lang)
                assert line.endswith(("(too few to tell)", "（项数太少，不能说明问题）")) == (len(shared) < 10)


@BOTH
def test_compare_needs_two_cities_and_a_year_they_share(mini: Frames, lang: str) -> None:
    assert compare(mini, [], None, lang).empty
    assert compare(mini, ["yunzhou"], 2021, lang).empty
    assert compare(mini, ["yunzhou", "lancheng"], None, lang).empty
    assert shared_years(mini, []) == []
    assert shared_years(mini, ["yunzhou", "lancheng"]) == [2021, 2022]
