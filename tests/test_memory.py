"""What did not change is not checked again, and never is anything old taken for new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import collection
from indicators.collection import Collection, city_check, year_check
from indicators.collection.files import CuratedFile
from indicators.collection.memory import MEMORY, Memory
from indicators.model.schema import Promise
from tests.fuzz.mutations import mutated
from tests.samples import MINI, copy_of_mini

FILES = {
    str(file.relative_to(MINI.parent)): file.read_bytes()
    for file in (*MINI.rglob("*.yaml"), *MINI.parent.glob("seeds/*.txt"))
}
COMMON, YEAR = "curated/indicators.yaml", "curated/yunzhou/2022.yaml"
FIRST, SECOND = "curated/lancheng/indicators.yaml", "curated/yunzhou/indicators.yaml"
OWN = b"%s: {zh: %s, en: Lanterns, unit: \xe7\x9b\x8f, measure: count, better: higher, group: city%s}\n"
LANTERNS = OWN % (b"lanterns", "河灯".encode(), b"")
USED = b"  lanterns: {target: {value: 7, quote: \xe6\xb2\xb3\xe7\x81\xaf7\xe7\x9b\x8f}}\n"


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    MEMORY.clear()
    yield
    MEMORY.clear()


def load(instead: Mapping[str, bytes], city: str | None = None) -> Collection:
    return collection.load(MINI, instead=instead, city=city)


def told(data: Collection) -> list[object]:
    """All that a collection says."""
    return [getattr(data, name) for name in Collection.__slots__]


def edits(random: Random) -> Iterator[dict[str, bytes]]:
    """A folder as it is edited: file after file is changed, and some are as they were again."""
    instead: dict[str, bytes] = {}
    for _ in range(5):
        if instead and random.random() < 0.3:
            del instead[random.choice(list(instead))]
        elif random.random() < 0.4:
            # Names move from layer to layer, and with them who owns them and how they were called.
            path = random.choice([FIRST, SECOND, COMMON])
            was = random.choice([b"", b", was: [gdp_growth]", b", was: [paper_lanterns]", b", aliases: [GDP]"])
            instead[path] = FILES.get(path, b"") + OWN % (b"lanterns", "河灯".encode(), was)
            key = random.choice([b"lanterns", b"paper_lanterns", b"gdp_growth"])
            instead[YEAR] = FILES[YEAR] + USED.replace(b"lanterns", key)
        else:
            path = random.choice(list(FILES))
            instead[path] = mutated(FILES[path], random)[1]
        yield dict(instead)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_was_read_before_the_same_files_say_the_same(seed: int) -> None:
    MEMORY.clear()
    states = list(edits(Random(seed)))
    known = [told(load(state)) for state in (*states, *states[:2])]
    for state, found in zip((*states, *states[:2]), known, strict=True):
        MEMORY.clear()
        assert found == told(load(state))


def test_a_layer_is_another_where_its_keys_are_taken_by_the_layer_before() -> None:
    alone = {SECOND: LANTERNS, YEAR: FILES[YEAR] + USED}
    former = {FIRST: OWN % (b"lamps", "花灯".encode(), b", was: [lanterns]")}
    states = [alone, alone | {FIRST: LANTERNS}, alone | former, alone]
    known = [told(load(state)) for state in states]
    for state, found in zip(states, known, strict=True):
        MEMORY.clear()
        assert found == told(load(state))
    assert known[0] != known[1] != known[2] != known[3] == known[0]


def test_who_owns_an_indicator_is_said_as_it_is_now() -> None:
    used = {YEAR: FILES[YEAR] + USED}
    said = [
        [p.what.say("en") for p in load(state).problems if p.code == "unknown-indicator"]
        for state in (used, used | {FIRST: LANTERNS}, used, used | {COMMON: FILES[COMMON] + LANTERNS})
    ]
    missing, owned = ["there is no indicator lanterns"], ["the indicator lanterns belongs to lancheng alone"]
    assert said == [missing, owned, missing, []]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are checked, as they are."""
    made, real = [], year_check.YearCheck

    def counted(file: CuratedFile, *rest: object) -> object:
        made.append(file.path)
        return real(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(city_check, "YearCheck", counted)
    return made


def test_only_what_a_change_reaches_is_checked_again(looked_at: list[str]) -> None:
    years = sorted(path for path in FILES if re.search(r"/\d{4}\.yaml$", path))
    of_one = [path for path in years if "/yunzhou/" in path]
    text, city = "seeds/yunzhou-2021.txt", "curated/yunzhou/city.yaml"
    for state, expected in (
        ({}, years),
        ({}, []),
        ({YEAR: FILES[YEAR] + b"# more\n"}, of_one),
        ({}, []),
        ({city: FILES[city] + b"# more\n"}, of_one),
        ({text: FILES[text] + b"\n"}, of_one),
        ({SECOND: LANTERNS}, of_one),
        ({COMMON: FILES[COMMON] + LANTERNS}, years),
    ):
        looked_at.clear()
        load(state)
        assert sorted(looked_at) == expected


def test_who_changes_what_was_loaded_changes_no_later_load() -> None:
    first, before = load({}), told(load({}))
    for promises in first.years.values():
        promises["made_up"] = next(iter(promises.values()), Promise.model_construct())
    for mapping in (first.years, first.evidence, first.catalogue, first.cities, first.documents):
        mapping.clear()
    assert told(load({})) == before


def test_many_who_load_at_once_see_the_same() -> None:
    states = [{}, {YEAR: FILES[YEAR] + b"# more\n"}, {YEAR: FILES[YEAR] + USED}, {SECOND: LANTERNS}]
    alone = [told(load(state)) for state in states]
    MEMORY.clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda state: told(load(state)), states * 5)) == alone * 5


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    memory = Memory(10)
    memory.keep("a", 1, 4)
    memory.keep("b", 2, 4)
    assert memory.find("a") == 1
    memory.keep("c", 3, 4)
    assert [memory.find(key) for key in "abc"] == [1, None, 3] and memory.size == 8
    memory.keep("c", 4, 6)
    assert [memory.find(key) for key in "ac"] == [1, 4] and memory.size == 10
    memory.keep("large", 5, 11)
    assert memory.find("large") is None and memory.size == 0
    memory.keep(None, 6, 1)
    assert memory.find(None) is None and memory.size == 0


def test_memory_stays_in_its_bound_however_often_a_file_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Memory(3 * sum(map(len, FILES.values())))
    monkeypatch.setattr(city_check, "MEMORY", small)
    for i in range(30):
        load({COMMON: FILES[COMMON] + b"# %d\n" % i})
    assert 0 < small.size <= 3 * sum(map(len, FILES.values()))


def test_what_was_checked_with_a_file_that_can_not_be_read_is_not_known(tmp_path: Path, looked_at: list[str]) -> None:
    curated = copy_of_mini(tmp_path)
    whole = told(collection.load(curated))
    content = (curated / "indicators.yaml").read_bytes()
    (curated / "indicators.yaml").unlink()
    for _ in range(2):
        looked_at.clear()
        assert "unreadable" in {problem.code for problem in collection.load(curated).problems}
        assert YEAR in looked_at
    (curated / "indicators.yaml").write_bytes(content)
    assert told(collection.load(curated)) == whole
