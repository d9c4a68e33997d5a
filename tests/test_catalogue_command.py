"""`indicators catalogue`: the list, the search, who uses what, and another key for an indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection, tables
from indicators.cli import main
from indicators.drafts.rekeying import rekeyed
from indicators.tables.changes import changes
from tests.samples import MINI, change, copy_of_mini


def run(*arguments: str, curated: Path = MINI) -> Result:
    return CliRunner().invoke(main, ["catalogue", *arguments, "--curated", str(curated), "--lang", "en"])


def test_the_list_names_every_indicator_and_who_uses_it() -> None:
    done = run()
    assert done.exit_code == 0
    *rows, counted = done.stdout.splitlines()
    assert counted == f"indicators: {len(rows)}" == f"indicators: {len(collection.load(MINI).catalogue)}"
    assert rows[1].startswith("gdp_growth: 地区生产总值增速 · GDP growth (%) | Lancheng ")
    assert "Yunzhou 2021–2023; promises: " in rows[1]


def test_words_narrow_the_list_and_one_indicator_is_told_whole() -> None:
    assert run("housing").stdout.splitlines()[0] == "indicators: 0"
    assert [row.split(":")[0] for row in run("绿电").stdout.splitlines()[:-1]] == ["green_share", "green_use_share"]
    for name in ("gdp_growth", "城镇新增就业", "urban_jobs"):
        assert "  Group: " in run(name).stdout, name
    assert "  Former keys: urban_jobs" in run("urban_jobs").stdout
    assert "  Growth of: gdp" in run("gdp_growth").stdout


def test_what_is_not_found_is_told_what_it_resembles() -> None:
    done = run("新建小学校")
    perhaps = "perhaps: schools_new (New schools), school_places_new (New school places)"
    assert (done.exit_code, done.stdout.splitlines()) == (1, ["indicators: 0", perhaps])


def test_a_city_sees_its_own_and_no_others(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    entry = "{zh: 修缮钟楼, en: Towers, unit: 座, measure: count, better: higher, group: city}"
    (curated / "yunzhou" / "indicators.yaml").write_text(f"towers_repaired: {entry}", encoding="utf-8")
    assert (
        "towers_repaired: 修缮钟楼 · Towers | only Yunzhou | not used"
        in run("钟", "--city", "yunzhou", curated=curated).stdout
    )
    assert "indicators: 0" in run("钟", "--city", "lancheng", curated=curated).stdout
    done = run("--city", "nowhere", curated=curated)
    assert done.exit_code == 2
    assert "there is no city nowhere; there are: lancheng, yunzhou" in " ".join(done.stderr.split())


def test_another_key_is_written_everywhere_and_the_old_one_still_leads_there(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "indicators.yaml", "growth_of: gdp", "growth_of: gdp\n  kin: [new_jobs]")
    before = collection.load(curated)
    done = run("rename", "gdp_growth", "gdp_rise", curated=curated)
    assert done.exit_code == 0, done.output
    after = collection.load(curated)
    assert after.problems == before.problems
    assert after.catalogue["gdp_rise"].was == ("gdp_growth",)
    assert not any("gdp_growth:" in file.read_text(encoding="utf-8") for file in curated.glob("*/*.yaml"))
    found = changes(before, after)
    assert (found.figures, found.verdicts) == ((), ())
    assert run("rename", "new_jobs", "jobs_made", curated=curated).exit_code == 0
    third = collection.load(curated)
    assert third.former == {"gdp_growth": "gdp_rise", "urban_jobs": "jobs_made", "new_jobs": "jobs_made"}
    assert third.catalogue["gdp_rise"].kin == ("jobs_made",)
    promises = tables.promises(third)
    assert list(promises["verdict"]) == list(tables.promises(before)["verdict"])


def test_what_is_wrong_already_does_not_stand_in_the_way(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "2023.yaml", "{value: 2, quote", "{value: 3, quote")
    (before,) = collection.load(curated).problems
    assert run("rename", "new_jobs", "jobs_made", curated=curated).exit_code == 0
    (after,) = collection.load(curated).problems
    assert after.place == before.place.replace("new_jobs", "jobs_made")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gnp", "gdp_level", "there is no indicator gnp"),
        ("urban_jobs", "jobs", "there is no indicator urban_jobs: it is called new_jobs now"),
        ("gdp", "GDP", "GDP is no key: write lower-case letters, digits and _"),
        ("gdp", "new_jobs", "new_jobs is, or was, the key of another indicator"),
        ("gdp", "urban_jobs", "urban_jobs is, or was, the key of another indicator"),
    ],
)
def test_a_key_that_can_not_be_is_refused_and_nothing_written(tmp_path: Path, old: str, new: str, said: str) -> None:
    curated = copy_of_mini(tmp_path)
    before = collection.load(curated).version
    done = run("rename", old, new, curated=curated)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert collection.load(curated).version == before


CATALOGUE = """# gdp stays in comments
gdp: {zh: 总值, en: "gdp"}
'jobs':
  zh: 就业
  kin: [gdp, "other"]
  was: [a, b]
growth:
    zh: gdp
    growth_of: gdp
other:
  was:
    - c
  kin:
    - gdp
"""
YEAR = """promises:
  gdp:   # gdp
    target: {in_step_with: gdp, quote: gdp}
    outcome:
      - {faster_than: "gdp", quote: x}
  other:
    outcome: {in_step_with: gdp, text: gdp}
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_key_changes(end: str, mark: str) -> None:
    def bytes_of(text: str) -> bytes:
        return (mark + text.replace("\n", end)).encode()

    files = {
        "curated/indicators.yaml": bytes_of(CATALOGUE),
        "curated/x/2024.yaml": bytes_of(YEAR),
        "curated/x/city.yaml": bytes_of("breaks:\n  gdp: []\n"),
        "curated/x/2025.yaml": bytes_of("promises: {}\n"),
        "curated/x/2026.yaml": bytes_of("promises: [\n"),
    }
    assert rekeyed(files, "gdp", "output") == {
        "curated/indicators.yaml": bytes_of(
            CATALOGUE.replace("gdp: {zh", "output: {was: [gdp], zh")
            .replace("[gdp,", "[output,")
            .replace("growth_of: gdp", "growth_of: output")
            .replace("- gdp", "- output")
        ),
        "curated/x/2024.yaml": bytes_of(
            YEAR.replace("  gdp:", "  output:")
            .replace("in_step_with: gdp", "in_step_with: output")
            .replace('faster_than: "gdp"', 'faster_than: "output"')
        ),
        "curated/x/city.yaml": bytes_of("breaks:\n  output: []\n"),
    }
    told = {old: rekeyed(files, old, "new")["curated/indicators.yaml"].decode() for old in ("jobs", "other", "growth")}
    assert "'new':" in told["jobs"] and "was: [jobs, a, b]" in told["jobs"]
    assert f"was:{end}    - other{end}    - c" in told["other"]
    assert f"new:{end}    was: [growth]{end}    zh: gdp" in told["growth"]


@given(st.sampled_from(sorted(collection.load(MINI).catalogue)))
def test_there_and_back_again_is_where_one_was(key: str) -> None:
    """But for the `was` that the way has left behind."""
    paths = [MINI / "indicators.yaml", *sorted(MINI.glob("*/*.yaml"))]
    files = {f"curated/{path.relative_to(MINI)}": path.read_bytes() for path in paths}
    there = {**files, **rekeyed(files, key, "some_other_key")}
    back = {**there, **rekeyed(there, "some_other_key", key)}
    assert {path for path in files if back[path] != files[path]} == {"curated/indicators.yaml"}
