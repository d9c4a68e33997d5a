"""That somebody looked for the answers: what is told without it, who lacks it, and how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import collection, tables
from indicators.tables import Frames, count_rows
from indicators.views.overview import overview
from indicators.views.paragraph import paragraph
from indicators.views.scorecard import partly_held, rates, sentence
from indicators.views.sources import source_view
from tests.samples import copy_of_mini

LOOKED = "    looked: {by: 甲, on: 2026-01-15}\n"


def unlooked(curated: Path) -> Path:
    """The curated folder without anybody who looked."""
    for file in curated.glob("*/city.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(LOOKED, ""), encoding="utf-8")
    return curated


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The tables of the invented data, in whose documents nobody has looked for answers."""
    return tables.frames(collection.load(unlooked(copy_of_mini(tmp_path_factory.mktemp("nobody")))))


def test_without_it_no_promise_is_unreported_and_no_other_verdict_turns(mini: Frames, nobody: Frames) -> None:
    was, now = (f.promises.set_index(["city", "year", "indicator"]).verdict for f in (mini, nobody))
    assert (was == "unreported").any()
    assert (now[was == "unreported"] == "not_held").all()
    assert (now[was != "unreported"] == was[was != "unreported"]).all()


def test_pages_say_that_nobody_has_looked_and_give_no_share_of_answers(mini: Frames, nobody: Frames) -> None:
    city, year = "yunzhou", 2021
    (before,), (after,) = (
        count_rows(f.promises[(f.promises.city == city) & (f.promises.year == year)]) for f in (mini, nobody)
    )
    n = before.of["unreported"]
    assert n and before.of["unlooked"] == before.of["unlooked_for"] == 0 and after.of["unlooked_for"] == n
    assert after.of["answerable"] == 0 and "answered" not in rates(after.of, "en")
    assert f"{n} that nobody has looked for yet" in sentence(after.of, "en")
    assert f"{n}项还没有人查找过" in sentence(after.of, "zh")
    assert "nobody" not in sentence(before.of, "en")
    assert "or not looked through yet" in partly_held(after.of, "en")
    assert f"for {n} nobody has looked yet through the report that owes the answer" in paragraph(
        nobody, city, year, "en"
    )
    assert f"{n}项应报告结果的报告还没有人查找过" in paragraph(nobody, city, year, "zh")
    assert "nobody has looked" not in paragraph(mini, city, year, "en")
    assert "or not looked through yet" in " ".join(bar.partly for bar in overview(nobody, nobody, "en").bars)


def test_the_page_of_a_document_says_who_looked_or_that_nobody_did(mini: Frames, nobody: Frames) -> None:
    for frames, en, zh in (
        (mini, "by 甲, 15 Jan 2026", "甲，2026年1月15日"),
        (nobody, "not yet: no promise counts as unreported by it", "还没有人查找过，不作“未报告”的依据"),
    ):
        assert ("Looked through for answers", en) in source_view(
            frames, "lancheng", "work-report-2022", None, "en"
        ).facts
        assert ("查找结果", zh) in source_view(frames, "lancheng", "work-report-2022", None, "zh").facts
        facts = dict(source_view(frames, "lancheng", "communique-2021", None, "en").facts)
        assert "Looked through for answers" not in facts  # not held
