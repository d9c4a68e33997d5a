"""Work on a stranger's bytes, done apart: each limit is a line, nothing of it stays, and what comes back is data."""

from __future__ import annotations

import importlib
import json
import logging
import os
import runpy
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from indicators.drafts import apart, carried, draft, forking, reports
from indicators.drafts.apart import StoppedError
from indicators.drafts.forking import Limits
from indicators.drafts.readingroom import ReadingRoom
from indicators.words.texts import LANGUAGES, said
from tests.conftest import ROOT
from tests.hostile_files import FILES, PROSE, comes_true, forks, resident
from tests.samples import REPORT, catalogue_of_reports

SMALL = Limits(1, 60, 256)
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="looks at processes where Linux shows them"
)


def _stopped(limits: Limits, work: object, *args: object) -> str:
    with pytest.raises(StoppedError) as stopped:
        apart.within(limits, work, *args)  # type: ignore[arg-type]  # any function of a module
    for lang in LANGUAGES:
        assert "\n" not in stopped.value.report.refusal(lang)
    return stopped.value.what.say("en")


@pytest.mark.parametrize("case", FILES)
def test_a_hostile_file_gives_its_line_or_its_words_and_costs_the_server_nothing(case: str) -> None:
    made, name, says = FILES[case]
    data = made()
    apart.report(PROSE.encode(), "a.txt")
    before = resident()
    try:
        given = apart.within(SMALL, reports.read, data, name)
    except StoppedError as stopped:
        given = stopped.report
    assert (given.text.strip() or given.refusal("en").split(";")[0]) == says
    assert resident() - before < 20 * 2**20


def test_each_limit_is_a_line() -> None:
    assert _stopped(Limits(1, 60, 64), pow, 3, 10**9) == "the file needs more than 1 seconds to be read"
    assert _stopped(Limits(9, 0.2, 64), time.sleep, 60) == "the file needs more than 0.2 seconds to be read"
    assert _stopped(Limits(9, 60, 64), bytes, 10**8) == "the file needs more than 64 MB of memory to be read"
    assert _stopped(Limits(9, 60, 256), bytes, 3 * 10**7) == "the file needs more than 256 MB of memory to be read"
    assert len(apart.within(Limits(9, 60, 64), bytes, 10**6)) == 10**6
    assert comes_true(lambda: not forks(os.getpid()))


def test_a_bug_and_a_crash_are_a_line_and_the_traceback_is_for_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert _stopped(SMALL, int, "seven") == "reading the file broke off"
        assert _stopped(SMALL, os.abort) == "reading the file broke off"
    assert "invalid literal for int()" in caplog.text and "signal 6" in caplog.text


def test_what_is_done_apart_writes_no_file_and_starts_no_process(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "written.txt"
    _stopped(SMALL, Path.write_text, file, "words")
    assert not file.exists() or file.read_bytes() == b""
    assert "File too large" in caplog.text
    if os.getuid():  # whom the system lets do everything it lets start something too
        _stopped(SMALL, subprocess.check_output, ["true"])


def test_one_that_is_given_up_ends_and_the_process_that_forks_is_started_again_where_it_died() -> None:
    errand = apart.Errand(forking.request(time.sleep, (60,), SMALL), SMALL)
    assert not errand.wait(0.1)
    assert comes_true(lambda: len(forks(os.getpid())) == 1)
    errand.end()
    assert comes_true(lambda: not forks(os.getpid()))
    assert apart._template._process is not None
    os.kill(apart._template._process.pid, signal.SIGKILL)
    apart._template._process.wait()
    assert apart.report(PROSE.encode(), "a.txt").text == PROSE


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    yield ReadingRoom(desks=2, line=1, patience=0.3)
    assert comes_true(lambda: not forks(os.getpid()))


def test_two_are_served_the_third_waits_in_line_and_a_fourth_is_told(room: ReadingRoom) -> None:
    one, two = (room.enter(reader, SMALL, time.sleep, 60) for reader in ("one", "two"))
    three = room.enter("three", SMALL, abs, -7)
    assert [visit.ahead for visit in (one, two, three)] == [0, 0, 1]
    assert not one.wait(0) and not two.wait(0) and not three.wait(0)
    with pytest.raises(StoppedError, match="too many files"):
        room.enter("four", SMALL, abs, -7)
    two.end()
    assert three.ahead == 0
    assert comes_true(lambda: three.wait(1)) and three.answer() == 7
    three.end()
    one.end()


def test_a_second_file_of_a_reader_takes_the_place_of_the_first(room: ReadingRoom) -> None:
    first = room.enter("one", SMALL, time.sleep, 60)
    assert not first.wait(0)
    assert comes_true(lambda: len(forks(os.getpid())) == 1)
    second = room.enter("one", SMALL, abs, -7)
    assert comes_true(lambda: second.wait(1)) and second.answer() == 7
    assert first.wait(0)
    with pytest.raises(StoppedError):
        first.answer()
    second.end()


def test_nobody_stands_in_line_for_ever(room: ReadingRoom) -> None:
    for reader in ("one", "two"):
        room.enter(reader, SMALL, time.sleep, 60).wait(0)
    three = room.enter("three", SMALL, abs, -7)
    assert comes_true(lambda: three.wait(0.05))
    with pytest.raises(StoppedError, match="too many files") as stopped:
        three.answer()
    assert stopped.value.report.refusal("en").endswith("; try again in a minute")
    for visit in list(room._here.values()):
        visit.end()


def test_a_draft_comes_back_as_it_was_made() -> None:
    catalogue = dict(catalogue_of_reports())
    made = apart.done(draft, REPORT, catalogue, None, None)
    assert made == draft(REPORT, catalogue) and made.figures


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates() | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | inner.map(lambda value: said("{a}", a=value)),
    max_leaves=12,
)


@given(values)
def test_values_are_carried_whole(value: object) -> None:
    assert carried.unpacked(carried.packed(value)) == value


@pytest.mark.parametrize(
    "plain",
    [
        {"of": "subprocess:Popen", "has": ["true"]},
        {"of": "indicators.drafts.readingroom:ReadingRoom", "has": []},
        {"of": "indicators.drafts.readingroom:Visit", "has": []},
        {"of": "indicators.drafts.reports:words_of_pdf", "has": [""]},
        {"of": "indicators.words.texts:Said", "has": []},
        {"of": "indicators.words.texts:Decimal", "has": ["1"]},
        {"date": "today"},
        {"bytes": "%"},
        {"more": 1},
    ],
)
def test_nothing_but_plain_values_is_built(plain: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        carried.unpacked(json.dumps(plain).encode())


def test_an_indicator_that_a_doubt_names_is_carried_as_its_two_names() -> None:
    doubt = said("the quote does not name {name}", name=catalogue_of_reports()["gdp"])
    carried_over = carried.unpacked(carried.packed(doubt))
    assert [carried_over.say(lang) for lang in LANGUAGES] == [doubt.say(lang) for lang in LANGUAGES]


def test_what_is_not_plain_is_not_carried() -> None:
    for value in ({"a": 1}, Decimal, object()):
        with pytest.raises(TypeError):
            carried.packed(value)


def test_when_the_reader_has_left_the_work_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    from indicators.pages import aside

    def script() -> None:
        import time

        import streamlit as st

        from indicators.pages import aside, state

        aside.done("Reading …", state.reader(), time.sleep, 60)
        st.markdown("and on")

    monkeypatch.setattr(aside, "_is_here", lambda _session: False)
    app = AppTest.from_function(script, default_timeout=30).run()
    assert [e.message for e in app.exception] == [] and not app.markdown
    assert comes_true(lambda: not forks(os.getpid()))


def test_a_page_that_failed_says_so_in_both_languages_and_nothing_else() -> None:
    from indicators.pages import failing

    assert runpy.run_path(str(ROOT / "dashboard.py"))["app"]._on_script_error is failing.told
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["showErrorDetails"] == "none"

    def script() -> None:
        from indicators.pages import failing

        failing.told(ValueError("/srv/indicators/secret.py"))

    (line,) = AppTest.from_function(script).run().error
    assert "本页出错" in line.value and "This page has failed" in line.value and "/srv" not in line.value


def test_what_errands_need_is_loaded_without_pandas() -> None:
    # A fork of a process with pandas costs ten times as much.
    pages = "aside", "adding", "contribute", "unfinished"
    for page in pages:
        importlib.import_module(f"indicators.pages.{page}")
    told = f"import sys; [__import__(name) for name in {apart._LOADED!r}]; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert {"indicators.drafts.marking", "indicators.views.resumed"} <= set(apart._LOADED)
