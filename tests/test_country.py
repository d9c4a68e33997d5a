"""A folder compiled city by city: what comes from the cache is what a cold build makes, whatever happened before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from indicators import collection, tables
from indicators.collection import files, watching
from indicators.collection.watching import Watch
from indicators.disk import cache_folder, regular
from indicators.disk.regular import Entry
from indicators.pages import state
from indicators.tables import Frames, building, country, current
from indicators.tables.columns import COLUMNS
from indicators.tables.country import Country
from indicators.tables.opened import compiled_frames
from indicators.tables.stored import Key, Store
from indicators.views.compare import compare
from indicators.views.data import Choice, data_view
from indicators.views.indicator import cities_of, indicator_view, indicators_with_figures
from indicators.views.scorecard import scorecard
from indicators.views.sources import source_view
from tests import country as generated
from tests.conftest import ROOT
from tests.fuzz.mutations import mutated
from tests.samples import FULL, MINI, change, copy_of_mini

OWN = "%s: {zh: 河灯, en: Lanterns, unit: 盏, measure: count, better: higher, group: city%s}\n"
USED = "  lanterns: {target: {value: 7, quote: 河灯7盏}}\n  gdp_growth: {target: {value: 7, quote: 增长7%}}\n"


def looked(root: Path) -> Watch:
    watch = Watch(root)
    watch.look()
    return watch


def cold(root: Path, place: Path) -> Country:
    """The folder compiled with nothing known."""
    shutil.rmtree(place, ignore_errors=True)
    return country.read(looked(root), store=Store(place))


def same(one: Country, other: Country) -> None:
    """All that two countries say is the same, to the bit."""
    for name in ("version", "left_out", "catalogue", "former", "rules", "everyone", "cities"):
        assert getattr(one, name) == getattr(other, name), name
    assert [p.text(lang) for p in one.problems for lang in ("zh", "en")] == [
        p.text(lang) for p in other.problems for lang in ("zh", "en")
    ]
    ours, theirs = compiled_frames(one), compiled_frames(other)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(ours.table(name), theirs.table(name))


def as_collected(root: Path, found: Country) -> None:
    """It is what the data itself gives, without any cache."""
    data = collection.load(root)
    ours, theirs = compiled_frames(found), tables.frames(data)
    assert [p.text() for p in ours.problems] == [p.text() for p in theirs.problems]
    for name in ("version", "left_out", "catalogue", "former", "rules", "owners", "counted", "uses", "years"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert dict(ours.cities) == dict(theirs.cities)
    for document in data.documents:
        assert ours.texts[document] == theirs.texts[document]
    for name in COLUMNS:
        pd.testing.assert_frame_equal(ours.table(name), theirs.table(name))


def _edited(root: Path, random: Random) -> None:
    """One edit of the folder: a file changed, added, taken away or renamed, a city copied, a layer of the catalogue."""
    every = sorted([*root.rglob("*.yaml"), *(root.parent / "seeds").glob("*.txt")])
    file = random.choice(every)
    kind = random.choice(["mutated", "mutated", "more", "gone", "renamed", "city", "layer", "layer", "used"])
    if kind == "mutated":
        file.write_bytes(mutated(file.read_bytes(), random)[1])
    elif kind == "more":
        file.write_bytes(file.read_bytes() + b"\n# more\n")
    elif kind == "gone" and len(every) > 6:
        file.unlink()
    elif kind == "renamed":
        file.rename(file.with_name(random.choice(["2031.yaml", "notes.yaml", "indicators.yaml", "lancheng-2021.txt"])))
    elif kind == "city":
        shutil.copytree(root / "lancheng", root / random.choice(["aacheng", "zhoucheng"]), dirs_exist_ok=True)
    elif kind == "layer":
        was = random.choice(["", ", was: [gdp_growth]", ", was: [paper_lanterns]", ", aliases: [GDP]"])
        folder = random.choice([root, root / "lancheng", root / "yunzhou"])
        with (folder / "indicators.yaml").open("a", encoding="utf-8") as layer:
            layer.write(OWN % (random.choice(["lanterns", "paper_lanterns", "gdp_growth"]), was))
    else:
        with (root / random.choice(["yunzhou", "lancheng"]) / "2022.yaml").open("a", encoding="utf-8") as year:
            year.write(USED)


@given(st.integers(0, 2**32))
@settings(max_examples=6)
def test_after_any_edits_it_is_what_a_cold_build_makes(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random, folder = Random(seed), tmp_path_factory.mktemp("country")
    root = copy_of_mini(folder)
    watch, store = looked(root), Store(folder / "cache")
    found = country.read(watch, store=store)
    for step in range(4):
        for _ in range(random.randrange(1, 4)):
            _edited(root, random)
        if random.random() < 0.3:  # another process, which knows what the one before has kept
            watch, store, before = looked(root), Store(folder / "cache"), None
        else:
            watch.look()
            before = found
        if random.random() < 0.2:
            shutil.rmtree(folder / "cache", ignore_errors=True)
        found = country.read(watch, before=before, store=store)
        same(found, cold(root, folder / f"cold{step}"))
    as_collected(root, found)


def test_only_the_city_of_a_changed_file_is_compiled_again(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    watch, store = looked(root), Store(tmp_path / "cache")
    found = country.read(watch, store=store)
    assert found.compiled == ("lancheng", "yunzhou")
    for path, expected in (
        ("yunzhou/2022.yaml", ("yunzhou",)),
        ("../seeds/lancheng-2021.txt", ("lancheng",)),
        ("lancheng/city.yaml", ("lancheng",)),
        ("indicators.yaml", ("lancheng", "yunzhou")),
        ("rules.yaml", ()),
    ):
        with (root / path).open("ab") as opened:
            opened.write(b"\n")
        assert watch.look()
        found = country.read(watch, before=found)
        assert found.compiled == expected, path
    assert country.read(looked(root), store=Store(tmp_path / "cache")).compiled == ()
    shutil.copytree(root / "lancheng", root / "aacheng")  # whose code lancheng has: that is told of there
    found = country.read(looked(root), store=Store(tmp_path / "cache"))
    assert set(found.compiled) == {"aacheng", "lancheng"}
    assert ("same-code", "curated/lancheng/city.yaml") in [(p.code, p.path) for p in found.problems]
    same(found, cold(root, tmp_path / "cold"))
    as_collected(root, found)


def test_another_citys_layer_reaches_only_who_uses_its_keys(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    watch, store = looked(root), Store(tmp_path / "cache")
    change(root / "lancheng/2022.yaml", "promises:\n", f"promises:\n{USED.splitlines(keepends=True)[0]}")
    watch.look()
    found = country.read(watch, store=store)
    (root / "yunzhou/indicators.yaml").write_text(OWN % ("lanterns", ""), encoding="utf-8")
    watch.look()
    found = country.read(watch, before=found)
    assert set(found.compiled) == {"yunzhou", "lancheng"}
    assert [p.what.say("en") for p in found.problems] == ["the indicator lanterns belongs to yunzhou alone"]
    (root / "yunzhou/indicators.yaml").write_text(OWN % ("lamps", ""), encoding="utf-8")
    watch.look()
    found = country.read(watch, before=found)
    assert [p.what.say("en") for p in found.problems] == ["there is no indicator lanterns"]
    same(found, cold(root, tmp_path / "cold"))


# The cache is deleted, torn, of another program, or can't be written


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the invented data, and a cache that knows it."""
    root = copy_of_mini(tmp_path)
    country.read(looked(root), store=Store(tmp_path / "cache"))
    return root, tmp_path / "cache"


def _spoiled(file: Path, how: str) -> None:
    content = file.read_bytes()
    middle = len(content) // 2
    spoiled = {
        "empty": b"",
        "cut": content[:middle],
        "turned": content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :],
        "zeros": bytes(len(content)),
    }
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(spoiled[how])


@pytest.mark.parametrize("how", ["gone", "empty", "cut", "turned", "zeros"])
def test_whatever_became_of_a_file_of_the_cache_it_is_made_again(how: str, kept: tuple[Path, Path]) -> None:
    root, place = kept
    every = sorted(place.rglob("*.parquet"))
    assert len(every) == 2 * 5 + 1
    for file in (file for file in every if "lancheng" not in file.parent.name):
        _spoiled(file, how)
        as_collected(root, country.read(looked(root), store=Store(place)))


def test_a_running_process_outlives_its_cache(kept: tuple[Path, Path]) -> None:
    root, place = kept
    found = country.read(looked(root), store=Store(place))
    shutil.rmtree(place)
    as_collected(root, found)
    assert list(place.rglob("yunzhou/*")) == [] and list(place.rglob("city=yunzhou/*")) != []


def test_what_was_deleted_is_never_made_of_other_files(kept: tuple[Path, Path]) -> None:
    root, place = kept
    before = country.read(looked(root), store=Store(place))
    shutil.rmtree(place)
    change(root / "yunzhou/2022.yaml", "value: 6", "value: 9")
    assert len(compiled_frames(before).promises)  # a page that was begun before may see the new ones
    same(country.read(looked(root), store=Store(place)), cold(root, place / "cold"))


def test_without_a_cache_all_works(tmp_path: Path) -> None:
    root = copy_of_mini(tmp_path)
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")  # no folder can be made there
    assert not store.writable()
    watch = looked(root)
    found = country.read(watch, store=store)
    as_collected(root, found)
    change(root / "yunzhou/2022.yaml", "promises:\n", "promises:\n# more\n")
    watch.look()
    again = country.read(watch, before=found)
    assert again.compiled == ("yunzhou",)
    as_collected(root, again)


def test_another_program_has_a_cache_of_its_own(kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root, place = kept
    monkeypatch.setattr(cache_folder, "program", lambda: "0123456789ab")
    assert country.read(looked(root), store=Store(place)).compiled == ("lancheng", "yunzhou")
    old = time.time() - 30 * 24 * 3600
    other = next(each for each in place.iterdir() if each.name != "0123456789ab")
    for each in (other, *other.iterdir()):
        os.utime(each, (old, old))
    cache_folder.clear_programs(Store(place).place)
    assert [each.name for each in place.iterdir()] == ["0123456789ab"]


# In parallel


def test_many_cities_are_compiled_by_a_process_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(building, "_MANY", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here: list[str] = []
    monkeypatch.setattr(building, "compile_city", lambda *given: here.append(given[1]))
    told: list[tuple[int, int]] = []
    found = country.read(looked(root), store=Store(), progress=lambda done, of: told.append((done, of)))
    assert here == [] and found.compiled == ("lancheng", "yunzhou") and told == [(1, 2), (2, 2)]
    same(found, cold(root, tmp_path / "cold"))


def test_a_build_that_is_killed_leaves_nothing_wrong(tmp_path: Path) -> None:
    root = generated.written(tmp_path, 3, 2, promises=8)
    env = os.environ | {"INDICATORS_CACHE": str(tmp_path / "cache"), "INDICATORS_CURATED": str(root)}
    command = [sys.executable, "-c", "from indicators.cli import main; main()", "build"]
    for many in (1, 6):  # files of the cache, behind which it is killed
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and len(list((tmp_path / "cache").rglob("*.parquet"))) < many:
            time.sleep(0.002)
        process.kill()
        process.wait()
    found = country.read(looked(root), store=Store(tmp_path / "cache"))
    same(found, cold(root, tmp_path / "cold"))
    assert found.problems == () and len(compiled_frames(found).promises) == 3 * 2 * 8


# The watch


def test_a_quiet_folder_is_not_listed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_of_mini(tmp_path)
    monkeypatch.setattr(watching, "_FEW", 0)
    monkeypatch.setattr(watching, "_SHARE", 10**6)
    watch, listed, entries = looked(root), list[str](), regular.entries

    def told(folder: Path, name: str = "") -> list[Entry]:
        listed.append(name)
        return entries(folder, name)

    monkeypatch.setattr(regular, "entries", told)
    assert not watch.look() and listed == []
    (root / "yunzhou/2030.yaml").write_text("promises:\n", encoding="utf-8")
    assert watch.look() and len(listed) == 1
    (root / "yunzhou/new").write_bytes((root / "yunzhou/2022.yaml").read_bytes() + b"# more\n")
    (root / "yunzhou/new").replace(root / "yunzhou/2022.yaml")  # as Git and most editors write
    assert watch.look() and not watch.look()
    shutil.copytree(root / "lancheng", root / "aacheng")
    assert watch.look() and "curated/aacheng" in watch.stamps
    with (root / "yunzhou/2021.yaml").open("ab") as opened:  # in place: seen when all files are looked at again
        opened.write(b"# more\n")
    assert not watch.look()
    watch._due = 0
    assert watch.look() and watch.stamps["curated/yunzhou"] == files.stamps_of(root, "curated/yunzhou")


# Slices


@pytest.fixture(scope="module", params=["mini", "full"])
def both(request: pytest.FixtureRequest) -> tuple[Frames, Frames]:
    """The invented data from the cache, and from the data itself."""
    root = {"mini": MINI, "full": FULL}[request.param]
    return compiled_frames(country.read(looked(root))), tables.frames(collection.load(root))


def _asked(frames: Frames) -> Iterator[tuple[str, dict[str, object]]]:
    cities = sorted(frames.cities)
    for name in COLUMNS:
        yield name, {"cities": cities[:1]}
        yield name, {"cities": [*reversed(cities), "nowhere"]}
        yield name, {"cities": []}
        yield name, {"columns": [*COLUMNS[name]][:3][::-1]}
    yield "promises", {"year": 2022, "headline": True}
    yield "promises", {"indicator": ["gdp_growth", "nothing"], "columns": ["city", "verdict"]}
    yield "promises", {"cities": cities[-1:], "verdict": "met", "columns": ["indicator", "gap"]}
    yield "figures", {"role": "outcome", "promised": False}
    yield "histories", {"indicator": "gdp_growth", "columns": ["because_zh"]}


@pytest.mark.parametrize("few", [0, 6])
def test_a_slice_is_a_part_of_the_whole(both: tuple[Frames, Frames], few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.tables.slices._FEW", few)
    ours, theirs = both
    for name, asked in _asked(ours):
        found, expected = ours.only(name, **asked), theirs.only(name, **asked)  # type: ignore[arg-type]
        pd.testing.assert_frame_equal(found.reset_index(drop=True), expected.reset_index(drop=True), check_dtype=True)


def test_rows_of_a_year_and_sizes_are_the_same_from_the_cache(both: tuple[Frames, Frames]) -> None:
    ours, theirs = both
    assert (ours.counted, ours.uses, ours.years, ours.years_promised) == (
        theirs.counted,
        theirs.uses,
        theirs.years,
        theirs.years_promised,
    )
    for city in ours.cities:
        assert repr(ours.sources_of(city)) == repr(theirs.sources_of(city))
        for name in COLUMNS:
            assert ours.size(name, city) == theirs.size(name, city) and ours.size(name) == theirs.size(name)
        for year in ours.years:
            assert repr(ours.promises_of(city, year)) == repr(theirs.promises_of(city, year))
            assert repr(ours.figures_of(city, year)) == repr(theirs.figures_of(city, year))


def test_another_tolerance_is_judged_city_by_city(both: tuple[Frames, Frames]) -> None:
    ours, theirs = (frames.at(Decimal(9)) for frames in both)
    assert ours.counted == theirs.counted
    for name in COLUMNS:
        pd.testing.assert_frame_equal(ours.table(name), theirs.table(name))


# Forty cities


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty invented cities, few promises each."""
    return generated.written(tmp_path_factory.mktemp("forty"), 40, 2, promises=6)


@pytest.mark.parametrize("page", ["overview", "scorecard", "indicator", "compare", "sources", "data"])
@pytest.mark.parametrize("narrow", [False, True])
def test_forty_cities_open_on_every_page(page: str, narrow: bool, forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDICATORS_CURATED", str(forty))
    app = AppTest.from_string(f"from indicators.pages import {page}\n{page}.page()", default_timeout=120)
    app.session_state["kept_narrow"] = narrow
    app.run()
    assert [e.message for e in app.exception] == []
    assert not app.get("alert")


def test_a_page_of_one_city_reads_nothing_of_the_others(forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = compiled_frames(country.read(looked(forty)))
    read, table = set[str](), Store.table

    def told(self: Store, name: str, key: Key, *rest: object) -> pd.DataFrame | None:
        read.add(key.folder)
        return table(self, name, key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "table", told)
    one, two = (generated.place(n).folder for n in (3, 7))
    scorecard(frames, one, generated.FIRST, "en")
    source_view(frames, one, f"work-report-{generated.FIRST}", None, "en")
    data_view(frames, frames, Choice("figures", city=one), "en")
    assert read == {one}
    compare(frames, [one, two], generated.FIRST, "en")
    indicator_view(frames, "gdp_growth", [one, two], "en")
    assert read == {one, two}
    assert len(indicators_with_figures(frames)) > 2 and len(cities_of(frames, "gdp_growth")) == 40
    assert frames.counted and frames.years and read == {one, two}


def test_a_page_that_waits_for_the_data_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told, shown = iter([(0, 0), (3, 40), (20, 40), None]), list[object]()
    monkeypatch.setattr(current, "progress", lambda: next(told, None))
    monkeypatch.setattr(state, "_PATIENCE", -1)
    monkeypatch.setattr(state, "_OFTEN", 0)
    monkeypatch.setattr(DeltaGenerator, "progress", lambda _, value, text: shown.append((value, text)))
    app = AppTest.from_string("from indicators.pages import scorecard\nscorecard.page()", default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert shown == [(0.0, "Reading the data")] + [(n / 40, f"Reading the data: {n} of 40 cities") for n in (3, 20)]
