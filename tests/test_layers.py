"""The two layers of the catalogue: whose an indicator is, one key for one thing, and keys that changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from indicators import collection, tables
from indicators.cli import main
from indicators.collection import revisions
from indicators.drafts import draft, skeletons
from indicators.tables import since
from indicators.tables.changes import changes
from indicators.tables.usage import matching, usages
from indicators.views.pull_request import markdown
from tests.samples import MINI, change, commit, copy_of_mini, mapping_of, repository_of_mini

OWN = "curated/yunzhou/indicators.yaml"
OTHER = "curated/lancheng/indicators.yaml"
ENTRY = "{zh: 修缮钟楼, en: Clock towers repaired, unit: 座, measure: count, better: higher, group: city"
TOWERS = f"towers_repaired:\n  {ENTRY}}}\n".encode()
YEAR = """promises:
  towers_repaired:
    target: {value: 2, source: work-report-2023, note: invented, quote: 城镇新增就业二万人}
"""


def loaded(files: dict[str, str | bytes]) -> collection.Collection:
    return collection.load(MINI, instead={p: t.encode() if isinstance(t, str) else t for p, t in files.items()})


def lines(files: dict[str, str | bytes]) -> list[str]:
    return [p.text() for p in loaded(files).problems]


def test_a_city_sees_the_common_layer_and_its_own() -> None:
    found = loaded({OWN: TOWERS})
    assert found.problems == ()
    assert found.owners == {"towers_repaired": "yunzhou"}
    assert list(found.catalogue)[-1] == "towers_repaired"  # groups open with what is common
    assert "towers_repaired" in found.catalogue_of("yunzhou")
    assert "towers_repaired" not in found.catalogue_of("lancheng")
    assert set(found.catalogue_of("nowhere")) == set(collection.load(MINI).catalogue)
    assert tables.frames(found).catalogue_of("yunzhou") == found.catalogue_of("yunzhou")


def test_a_promise_may_be_of_the_citys_own_layer() -> None:
    found = loaded({OWN: TOWERS, "curated/yunzhou/2023.yaml": YEAR})
    assert [p.code for p in found.problems] == ["figure-not-in-quote"]
    assert "towers_repaired" in found.years["yunzhou", 2023]


def test_what_another_city_has_of_its_own_is_not_this_citys() -> None:
    found = loaded({OTHER: TOWERS, "curated/yunzhou/2023.yaml": YEAR})
    assert [p.text() for p in found.problems] == [
        "curated/yunzhou/2023.yaml:2:3: unknown-indicator: promises.towers_repaired: the indicator towers_repaired "
        "belongs to lancheng alone; move its entry to the common indicators.yaml"
    ]
    assert ("yunzhou", 2023) in found.years and not found.years["yunzhou", 2023]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {OWN: f"new_jobs: {ENTRY}}}"},
            f"{OWN}:1:1: duplicate-key: new_jobs: the common catalogue has new_jobs already; take this entry out, or "
            "give it another key",
        ),
        (
            {OWN: f"urban_jobs: {ENTRY}}}"},
            f"{OWN}:1:1: duplicate-key: urban_jobs: urban_jobs is what the indicator new_jobs was called; take this "
            "entry out, or give it another key",
        ),
        (
            {OTHER: TOWERS, OWN: TOWERS},
            f"{OWN}:1:1: duplicate-key: towers_repaired: lancheng has an indicator towers_repaired of its own; move "
            "the entry to the common indicators.yaml if it is the same thing, else give it another key",
        ),
        (
            {OWN: f"towers: {ENTRY}, was: [gdp]}}"},
            f"{OWN}:1:107: duplicate-key: towers.was.0: there is an indicator gdp, so that no other was called so; "
            "take it out of `was`",
        ),
        (
            {OWN: f"towers: {ENTRY}, was: [urban_jobs]}}"},
            f"{OWN}:1:107: duplicate-key: towers.was.0: urban_jobs is what the indicator new_jobs was called; take it "
            "out of `was`",
        ),
        (
            {OWN: f"towers: {ENTRY}, kin: [urban_jobs]}}"},
            f"{OWN}:1:107: renamed: towers.kin.0: the indicator urban_jobs is called new_jobs now; write the new name "
            "here; the figures count all the same",
        ),
        (
            {OWN: f"towers: {ENTRY}, kin: [new_job]}}"},
            f"{OWN}:1:107: unknown-indicator: towers.kin.0: there is no indicator new_job; did you mean new_jobs?",
        ),
    ],
)
def test_a_key_stands_once_and_names_one_thing(files: dict[str, str | bytes], line: str) -> None:
    assert lines(files) == [line]


def test_a_figure_under_a_key_that_stands_twice_is_left_out_and_said_once() -> None:
    found = loaded({OTHER: TOWERS, OWN: TOWERS, "curated/yunzhou/2023.yaml": YEAR})
    assert [p.code for p in found.problems] == ["duplicate-key"]
    assert found.years["yunzhou", 2023] == {}


def test_a_broken_layer_says_so_once_and_the_city_goes_on() -> None:
    found = loaded({OWN: "towers_repaired: [", "curated/yunzhou/2023.yaml": YEAR})
    assert [p.path for p in found.problems] == [OWN]
    assert found.years["yunzhou", 2022]


def test_the_common_layer_does_not_rest_on_a_citys() -> None:
    text = (MINI / "indicators.yaml").read_text(encoding="utf-8")
    common = text.replace("growth_of: gdp", "growth_of: gdp\n  kin: [towers_repaired]")
    assert [p.code for p in loaded({"curated/indicators.yaml": common, OWN: TOWERS}).problems] == ["unknown-indicator"]


def test_a_city_read_alone_sees_what_it_sees_in_the_whole() -> None:
    files = {OWN: TOWERS, OTHER: TOWERS.replace(b"towers_repaired", b"barns_built")}
    whole, alone = (collection.load(MINI, instead=files, city=city) for city in (None, "yunzhou"))
    assert alone.catalogue_of("yunzhou") == whole.catalogue_of("yunzhou")
    assert {k: v for k, v in whole.years.items() if k[0] == "yunzhou"} == alone.years


def test_another_citys_aliases_do_not_disturb() -> None:
    """The words 就业二万 are a name in lancheng: in yunzhou's quote they are none."""
    alias = TOWERS.replace(b"group: city", "group: city, aliases: [城镇新增就业二万人]".encode())
    assert loaded({OTHER: alias}).problems == ()
    assert [p.code for p in loaded({OWN: alias}).problems] == ["subject-not-in-quote"]
    found = loaded({OTHER: TOWERS})
    text = "今年修缮钟楼9座。"
    assert draft(text, found.catalogue_of("lancheng"), 2023, 2024).figures[0].indicator == "towers_repaired"
    assert draft(text, found.catalogue_of("yunzhou"), 2023, 2024).figures[0].indicator is None


def test_a_new_city_begins_with_the_common_headline_figures() -> None:
    headline = TOWERS.replace(b"group: city", b"group: city, headline: true")
    assert "towers_repaired" not in skeletons.year(loaded({OTHER: headline}), "nowhere", 2024, "en")


# ---- keys that changed ----
FORMER = """promises:
  urban_jobs:
    target: {value: 2, quote: 城镇新增就业二万人}
  gdp_growth:
    target: {in_step_with: urban_jobs, note: invented, quote: 地区生产总值增长6%}
"""


def test_a_figure_under_a_former_key_counts_under_the_present_one() -> None:
    found = loaded({"curated/yunzhou/2023.yaml": FORMER})
    assert [(p.code, p.line, p.place) for p in found.problems if p.code == "renamed"] == [
        ("renamed", 2, "promises.urban_jobs"),
        ("renamed", 5, "promises.gdp_growth.target.in_step_with"),
    ]
    promises = found.years["yunzhou", 2023]
    assert list(promises) == ["new_jobs", "gdp_growth"]
    assert promises["gdp_growth"].target is not None and promises["gdp_growth"].target.refers_to == "new_jobs"
    assert found.evidence["yunzhou", 2023, "new_jobs", "target", 0].verified


def test_both_keys_of_one_indicator_in_a_year_are_one_too_many() -> None:
    twice = FORMER + "  new_jobs:\n    target: {value: 2, quote: 城镇新增就业二万人}\n"
    found = loaded({"curated/yunzhou/2023.yaml": twice})
    assert [p.text() for p in found.problems if p.code == "duplicate-key"] == [
        "curated/yunzhou/2023.yaml:2:3: duplicate-key: promises.urban_jobs: urban_jobs is what the indicator new_jobs "
        "was called; keep one of the two"
    ]


def test_a_break_under_a_former_key_still_breaks_the_series() -> None:
    city = (MINI / "yunzhou" / "city.yaml").read_text(encoding="utf-8")
    city += "breaks:\n  urban_jobs:\n    - {between: [2021, 2022], reason: revised}\n"
    found = loaded({"curated/yunzhou/city.yaml": city})
    assert [p.code for p in found.problems] == ["renamed"]
    assert found.broken("yunzhou", "new_jobs", 2021, 2022) is not None


def test_what_the_rule_turned_is_found_by_the_present_key() -> None:
    rules = """"9": {former: "8", data: abc, date: 2026-01-01, promises: 1,
  turned: [{city: yunzhou, year: 2021, indicator: urban_jobs, before: met, after: missed}]}"""
    assert loaded({"curated/rules.yaml": rules}).rules["9"].turned[0].indicator == "new_jobs"


def test_a_new_key_alone_is_no_new_figure(tmp_path: Path) -> None:
    """Neither in a pull request nor among the corrections, though the old revision has the old key alone."""
    curated = repository_of_mini(tmp_path)
    base = revisions.at(curated, "HEAD")
    for file in curated.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("new_jobs", "jobs_made").replace("was: [urban_jobs]", "was: [new_jobs, urban_jobs]"),
            encoding="utf-8",
        )
    commit(curated, "Another key")
    found = changes(base, collection.load(curated))
    assert (found.figures, found.verdicts, found.problems, found.solved) == ((), (), (), ())
    assert [(e.key, e.kind, e.what) for e in found.entries] == [("jobs_made", "changed", ("was",))]
    assert since.since(collection.load(curated), "HEAD~1").changes.figures == ()
    assert "jobs_made" in markdown(found, "en")


def test_an_indicator_that_moves_to_its_city_changes_nothing(tmp_path: Path) -> None:
    curated = repository_of_mini(tmp_path)
    text = (curated / "indicators.yaml").read_text(encoding="utf-8")
    start, end = text.index("network:"), text.index("bridges_built:")
    (curated / "indicators.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    (curated / "yunzhou" / "indicators.yaml").write_text(text[start:end], encoding="utf-8")
    assert list(mapping_of(text[start:end])) == ["network"]
    head = collection.load(curated)
    assert head.problems == collection.load(MINI).problems
    assert changes(revisions.at(curated, "HEAD"), head).empty


def test_an_entry_as_a_draft_proposes_it_is_not_finished(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    own = curated / "yunzhou" / "indicators.yaml"
    own.write_text(
        "name_me_new_2:\n  {zh: 新建雨水花园, en: 'FILL IN: English name', unit: 个, measure: count, better: higher, "
        "group: city}\n",
        encoding="utf-8",
    )
    assert [(problem.code, problem.place, problem.line) for problem in collection.load(curated).problems] == [
        ("empty-value", "name_me_new_2", 1),
        ("empty-value", "name_me_new_2.en", 2),
    ]


def test_words_find_indicators_by_key_names_aliases_and_former_keys() -> None:
    catalogue = collection.load(MINI).catalogue
    for words in (["new_jobs"], ["urban_jobs"], ["就业"], ["URBAN", "jobs"]):
        assert "new_jobs" in matching(words, catalogue), words
    assert matching(["粮食总产"], catalogue) == ["grain_output"]
    assert matching(["就业", "率"], catalogue) == []


def test_usage_counts_promises_and_figures_by_city_and_year() -> None:
    data = collection.load(MINI)
    used = usages(data)
    assert used["gdp_growth"].years["yunzhou"] == [2021, 2022, 2023]
    assert sum(u.promises for u in used.values()) == len(tables.promises(data))
    assert sum(u.figures for u in used.values()) == len(data.evidence)


def test_check_of_a_city_tells_of_its_own_layer(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    own = curated / "yunzhou" / "indicators.yaml"
    own.write_text(f"new_jobs: {ENTRY}}}", encoding="utf-8")
    for path in (own, curated / "yunzhou" / "2022.yaml", curated / "yunzhou"):
        done = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
        assert "yunzhou/indicators.yaml:1:1: duplicate-key" in done.stdout, path
        assert done.stdout.splitlines()[-2].startswith("curated: "), path
    done = CliRunner().invoke(main, ["check", str(curated / "lancheng"), "--lang", "en"])
    assert done.exit_code == 0
    change(own, "new_jobs:", "jobs_made:")
    assert CliRunner().invoke(main, ["check", str(own), "--lang", "en"]).exit_code == 0
