"""A folder that is served while it changes: what breaks, vanishes or is cut short lasts, and readers are told."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from indicators import collection
from indicators.briefs import assembling
from indicators.briefs.request import Request
from indicators.collection.watching import Watch
from indicators.routes import routes
from indicators.tables import Frames, current, lasting
from indicators.tables.lasting import Served
from indicators.tables.opened import compiled_frames
from indicators.views import checking
from indicators.views.lapses import lapses
from indicators.words.texts import LANGUAGES
from tests.conftest import ROOT
from tests.samples import MINI, change, commit, copy_of_mini, git, mapping_of, repository_of_mini

YEAR, CITY, CATALOGUE, TEXT = "yunzhou/2022.yaml", "yunzhou/city.yaml", "indicators.yaml", "../seeds/yunzhou-2022.txt"


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented data, which is served."""
    root = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(root))
    return root


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in Git, which is asked at every look."""
    root = repository_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(root))
    monkeypatch.setattr(current, "_ASKED_AGAIN", -1)
    return root


def watched(root: Path) -> Watch:
    """The folder, looked at."""
    watch = Watch(root)
    watch.look()
    return watch


def told(frames: Frames) -> list[tuple[str, str]]:
    return [(lapse.path, lapse.what.say("en")) for lapse in frames.lapses]


def cut(file: Path) -> None:
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-2]))


def many_typos(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"target: {", b"tarket: {"))


def half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def linked(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def no_yaml(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n]")


def other_text(file: Path) -> None:
    file.write_bytes(file.read_bytes() + "更正".encode())


FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a year cut between entries": (YEAR, cut, "it is cut off: of 18 lines the first 16 are there"),
    "a year cut in the midst": (YEAR, half, ""),
    "an empty year": (YEAR, emptied, "line 1: the file is empty"),
    "a year that is no YAML": (YEAR, no_yaml, "line 20: this is not YAML"),
    "a year that is gone": (YEAR, Path.unlink, "the file is not there"),
    "a year that is a link": (YEAR, linked, "the file can't be read: it is a link"),
    "a year of typos": (YEAR, many_typos, "6 of 6 promises could not be used any more"),
    "a city that is no YAML": (CITY, no_yaml, "this is not YAML"),
    "a city that is gone": (CITY, Path.unlink, "the file is not there"),
    "a city cut off": (CITY, cut, "it is cut off: of "),
    "a catalogue that is no YAML": (CATALOGUE, no_yaml, "this is not YAML"),
    "a catalogue that is gone": (CATALOGUE, Path.unlink, "the file is not there"),
    "a catalogue cut off": (CATALOGUE, half, ""),
    "an empty catalogue": (CATALOGUE, emptied, "the file is empty"),
    "a text that is gone": (TEXT, Path.unlink, "the file is not there or can't be read"),
    "a text that is another": (TEXT, other_text, "its SHA-256 differs"),
    "a text cut off": (TEXT, half, "its SHA-256 differs"),
    "a text that is a link": (TEXT, linked, "the file is not there or can't be read"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_last_good_version_lasts_and_readers_are_told(fault: str, curated: Path) -> None:
    name, broken, what = FAULTS[fault]
    before, content = current.frames(), (curated / name).read_bytes()
    broken(curated / name)
    found = current.frames()
    path = name.replace("../", "") if name == TEXT else f"curated/{name}"
    assert [lapse.path for lapse in found.lapses] == [path]
    assert what in found.lapses[0].what.say("en")
    assert (found.version, found.problems, len(found.promises)) == (before.version, (), len(before.promises))
    assert current.frames() is found
    (curated / name).unlink(missing_ok=True)
    (curated / name).write_bytes(content)
    mended = current.frames()
    assert (mended.lapses, mended.version) == ((), before.version)


def test_a_folder_that_is_gone_is_shown_as_it_was(curated: Path) -> None:
    before = current.frames()
    curated.rename(curated.parent / "elsewhere")
    found = current.frames()
    assert found.version == before.version and len(found.lapses) > 5
    assert len(lapses(replace(found, lapses=found.lapses * 3), "en")) == 11
    (curated.parent / "elsewhere").rename(curated)
    assert current.frames().lapses == ()


def test_since_when_stays_while_it_gets_worse(curated: Path) -> None:
    current.frames()
    cut(curated / YEAR)
    (first,) = current.frames().lapses
    (curated / YEAR).unlink()
    (worse,) = current.frames().lapses
    assert worse.since == first.since and worse.what != first.what


def test_few_promises_fewer_are_shown_and_told_of(curated: Path) -> None:
    before = len(current.frames().promises)
    lines = (curated / YEAR).read_text(encoding="utf-8").splitlines(keepends=True)
    (curated / YEAR).write_text("".join(lines[:4] + lines[7:]), encoding="utf-8")
    found = current.frames()
    assert len(found.promises) < before and found.problems == ()
    ((path, what),) = told(found)
    assert (path, what) == (f"curated/{YEAR}", "it has 5 promises where it had 6")
    assert found.lapses[0].kept is None
    (curated / YEAR).write_text("".join(lines[:4] + lines[7:] + ["# one more look\n"]), encoding="utf-8")
    assert told(current.frames()) == [(path, what)], "it is told of until it is confirmed"


def test_a_renewed_sum_confirms_a_text(curated: Path) -> None:
    text = curated / TEXT
    current.frames()
    old = hashlib.sha256(text.read_bytes()).hexdigest()
    other_text(text)
    change(curated / CITY, old, hashlib.sha256(text.read_bytes()).hexdigest())
    assert current.frames().lapses == ()


def test_a_commit_confirms_what_is_fewer_and_nothing_that_is_broken(repository: Path) -> None:
    before = len(current.frames().promises)
    cut(repository / YEAR)
    assert len(current.frames().promises) == before
    commit(repository, "One promise is taken out")
    assert (len(current.frames().promises), current.frames().lapses) == (before - 1, ())
    (repository / YEAR).unlink()
    (repository / "yunzhou/2030.yaml").write_bytes((repository / "yunzhou/2021.yaml").read_bytes())
    assert [path for path, _ in told(current.frames())] == [f"curated/{YEAR}"]
    commit(repository, "The year is taken out")
    assert current.frames().lapses == ()
    (repository / "yunzhou/2030.yaml").unlink()  # was committed, and is gone without a word
    assert [path for path, _ in told(current.frames())] == ["curated/yunzhou/2030.yaml"]
    git(repository.parent, "checkout", "--", "curated")
    no_yaml(repository / CITY)
    commit(repository, "A broken city")
    assert [path for path, _ in told(current.frames())] == [f"curated/{CITY}"]


def test_a_start_takes_what_is_broken_from_the_last_commit_that_was_good(repository: Path) -> None:
    before_promises = compiled_frames(lasting.begun(watched(repository)).data).counted
    no_yaml(repository / CATALOGUE)
    commit(repository, "A broken catalogue")
    (repository / CATALOGUE).write_bytes(b"")
    (repository / "rules.yaml").write_bytes(b"[")  # never was good
    emptied(repository / YEAR)
    started = lasting.begun(watched(repository))
    assert compiled_frames(started.data).counted == before_promises
    assert started.data.left_out == ("curated/rules.yaml",)
    assert [lapse.path for lapse in started.lapses] == [f"curated/{CATALOGUE}", f"curated/{YEAR}"]
    assert lasting.renewed(started, watched(repository)).lapses == started.lapses
    git(repository.parent, "checkout", "--quiet", "HEAD~1", "--", "curated")
    (repository / "rules.yaml").unlink()
    assert lasting.renewed(started, watched(repository)).lapses == ()


def test_a_start_without_git_leaves_out_what_is_broken_and_says_so(curated: Path) -> None:
    no_yaml(curated / YEAR)
    found = current.frames()
    assert found.lapses == () and found.left_out == (f"curated/{YEAR}",) and len(found.problems) == 1


# However a file is cut


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Served]:
    """A copy of the invented data, and what was served of it at first."""
    root = copy_of_mini(tmp_path_factory.mktemp("cut"))
    return root, lasting.begun(watched(root))


def _shown(found: Served) -> Iterator[tuple[str, int, str]]:
    promises = compiled_frames(found.data).promises
    yield from zip(promises["city"], promises["year"], promises["indicator"], strict=True)


def _nothing_silent(root: Path, before: Served) -> None:
    """Whatever is missing is told of: what has lapsed is as it was, what is left out has its problem."""
    found = lasting.renewed(before, watched(root))
    missing = {f"curated/{city}/{year}.yaml" for city, year, *_ in set(_shown(before)) - set(_shown(found))}
    named = {lapse.path for lapse in found.lapses}
    named |= {left.split(": ")[0] for left in found.data.left_out if found.data.problems}
    assert missing <= named


@pytest.mark.parametrize("name", [YEAR, CITY, CATALOGUE])
def test_a_file_cut_at_any_line_takes_nothing_away_in_silence(name: str, served: tuple[Path, Served]) -> None:
    root, before = served
    file, content = root / name, (root / name).read_bytes()
    lines = content.splitlines(keepends=True)
    try:
        for count in range(len(lines)):
            file.write_bytes(b"".join(lines[:count]))
            found = lasting.renewed(before, watched(root))
            assert set(_shown(found)) == set(_shown(before)), count
            said_more = any(line.strip() and not line.lstrip().startswith(b"#") for line in lines[count:])
            assert [lapse.path for lapse in found.lapses] == [f"curated/{name}"] * said_more, count
    finally:
        file.write_bytes(content)


@given(st.data())
@settings(max_examples=25)
def test_a_file_that_is_edited_and_cut_takes_nothing_away_in_silence(
    served: tuple[Path, Served], data: st.DataObject
) -> None:
    root, before = served
    file = root / data.draw(st.sampled_from([YEAR, "yunzhou/2021.yaml", "lancheng/2021.yaml", CATALOGUE, CITY]))
    content = file.read_bytes()
    lines = content.splitlines(keepends=True)
    at = data.draw(st.integers(1, len(lines)))
    edited = b"".join([*lines[:at], b"# another line\n", *lines[at:]])
    try:
        file.write_bytes(edited[: data.draw(st.integers(0, len(edited)))])
        _nothing_silent(root, before)
    finally:
        file.write_bytes(content)


# Where it is told


def _page(page: str, lang: str) -> tuple[AppTest, str]:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"indicators/pages/{page}.py")
    app.query_params["lang"] = lang
    app.run()
    assert [e.message for e in app.exception] == []
    pieces = [str(piece.proto.body) for piece in app.get("html") if isinstance(piece, Element)]
    return app, html.unescape(re.sub(r"<[^>]*>", "", "\n".join(pieces)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_tells_what_is_not_shown_as_it_stands(lang: str, curated: Path) -> None:
    current.frames()
    cut(curated / YEAR)
    no_yaml(curated / CATALOGUE)
    (one, other) = lapses(current.frames(), lang)
    assert one.startswith(f"curated/{CATALOGUE} ") and other.startswith(f"curated/{YEAR} ")
    for page in ("overview", "scorecard", "indicator", "compare", "sources", "data", "corrections", "contribute"):
        shown = _page(page, lang)[1]
        assert one in shown and other in shown, page


def test_health_lists_what_has_lapsed(curated: Path) -> None:
    with TestClient(Starlette(routes=routes())) as site:
        before = site.get("/healthz").json()
        assert "degraded" not in before
        (curated / YEAR).unlink()
        answer = site.get("/healthz")
    assert answer.status_code == 200
    (entry,) = answer.json().pop("degraded")
    assert entry.pop("since") == current.frames().lapses[0].since.isoformat(timespec="seconds")
    assert entry == {"file": f"curated/{YEAR}", "what": "the file is not there", "shown": "last good version"}
    assert {key: answer.json()[key] for key in before} == before


def test_a_briefing_names_the_version_that_it_shows(repository: Path) -> None:
    asked = Request("scorecard", ("yunzhou",), (2022,))
    head = git(repository.parent, "rev-parse", "--short", "HEAD")
    assert assembling.brief(current.frames(), asked).version == head
    version = current.frames().version
    no_yaml(repository / YEAR)
    commit(repository, "A broken year")
    assert assembling.brief(current.frames(), asked).version == version


def test_a_contribution_is_checked_against_what_is_shown(curated: Path) -> None:
    year = (curated / YEAR).read_bytes()
    current.frames()
    for name in (CATALOGUE, CITY):
        no_yaml(curated / name)
    frames = current.frames()
    assert len(frames.lapses) == 2
    assert checking.problems_with(frames, {f"curated/{YEAR}": year}, "yunzhou") == []
    assert checking.checked(frames, "yunzhou", 2022, year, "en").problems == 0
    assert checking.sources(frames, "yunzhou") == collection.load(MINI).cities["yunzhou"].sources
    kept = checking.content(frames, f"curated/{CITY}")
    assert kept is not None and kept != (curated / CITY).read_bytes()


@pytest.mark.parametrize("broken", [no_yaml, emptied, cut, Path.unlink])
def test_a_citys_own_catalogue_lasts_too(broken: Callable[[Path], None], curated: Path) -> None:
    entries = mapping_of((curated / CATALOGUE).read_text(encoding="utf-8"))
    lines = (curated / CATALOGUE).read_text(encoding="utf-8").splitlines(keepends=True)
    at = lines.index("coal_output:\n")
    end = next(i for i in range(at + 1, len(lines)) if not lines[i].startswith(" "))
    (curated / CATALOGUE).write_text("".join(lines[:at] + lines[end:]), encoding="utf-8")
    own = curated / "yunzhou/indicators.yaml"
    own.write_text("".join(lines[at:end]), encoding="utf-8")
    before = current.frames()
    assert before.problems == () and before.catalogue.keys() == entries.keys()
    broken(own)
    found = current.frames()
    assert [path for path, _ in told(found)] == ["curated/yunzhou/indicators.yaml"]
    assert (found.version, found.problems) == (before.version, ())
