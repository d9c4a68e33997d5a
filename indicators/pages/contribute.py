"""The Contribute page: from a report to the files of a contribution in three steps, or the check of a year's file.

Step 1, the report, stands here, and what it is in `report_facts`; step 2 is `report_rows`, step 3 `handing_in`, the
other tasks are `checking` and `second_reading`. Nothing of it is stored on the server: work in progress is kept in the
reader's own browser (`unfinished`), and only the task stands in the address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from indicators.drafts import Draft, apart, reports
from indicators.drafts.apart import StoppedError
from indicators.drafts.opening import suggested
from indicators.drafts.reports import Report
from indicators.pages import (
    aside,
    checking,
    handing_in,
    looking_up,
    report_facts,
    report_rows,
    second_reading,
    state,
    unfinished,
)
from indicators.pages.report_rows import Rows
from indicators.pages.state import Reader
from indicators.pages.unfinished import Work
from indicators.tables import Frames
from indicators.views.checking import project
from indicators.views.contribution import Contribution, contribution
from indicators.views.report_facts import About, wanting
from indicators.views.report_rows import NEW
from indicators.views.resumed import LeftRow, left, redrafted
from indicators.views.sought import sought
from indicators.views.unfinished import Unfinished
from indicators.words.inert import echoed, in_markdown
from indicators.words.texts import msgid

apart.needed("indicators.views.resumed")
TASKS = ("report", "file", "second")
TASK_NAMES: Mapping[str, str] = {
    "report": msgid("From a report to a file"),
    "file": msgid("Check a file"),
    "second": msgid("Second reading"),
}
_CURE = msgid("give the report alone, as text")


@dataclass(frozen=True, slots=True)
class _Given:
    """A report as it was given: the file's name (empty: pasted), what was read, a key that no other text has, and what
    of it is to be held."""

    name: str
    report: Report
    key: str
    held: bytes


def _take(last: str) -> None:
    """A report was given, or taken back; of a file and pasted text the one that was given last counts."""
    uploaded, pasted = st.session_state.get(unfinished.uploader()), st.session_state.get("report_paste") or ""
    unfinished.forget()
    if uploaded is not None and (last == "file" or not pasted.strip()):
        st.session_state["kept_given"] = uploaded.name, uploaded.getvalue()
    elif pasted.strip():
        st.session_state["kept_given"] = "", pasted[: reports.LARGEST + 1].encode(errors="replace")


def _read(reader: Reader) -> _Given | None:
    """The report that was given, read once; None where there is none."""
    name, data = st.session_state.get("kept_given", ("", None))
    if data is None:
        return None
    given: _Given | None = st.session_state.get("kept_report")
    if given is None:
        try:
            report = aside.done(reader.say("Reading the report …"), reader, reports.read, data, name or "report.txt")
        except StoppedError as stopped:
            report = stopped.report
        key = hashlib.sha256(report.text.encode()).hexdigest()[:12]
        given = _Given(name, report, key, reports.held(data, report.text))
        st.session_state["kept_report"] = given
    return given


def _task(reader: Reader) -> str:
    """What the reader came for, as the address says."""

    def chosen() -> None:
        picked = st.session_state["task"] or "report"
        state.address(task=None if picked == "report" else picked)

    given = st.query_params.get("task")
    if given is not None and given not in TASKS:
        state.notice(
            reader.say(
                "The address names {given}, which is not among the choices. There are: {known}.",
                given=echoed(given),
                known=", ".join(TASKS),
            )
        )
    st.session_state["task"] = given if given in TASKS else "report"
    st.segmented_control(
        reader.say("What would you like to do?"),
        TASKS,
        key="task",
        format_func=lambda t: reader.say(TASK_NAMES[t]),
        label_visibility="collapsed",
        on_change=chosen,
    )
    return str(st.session_state["task"] or "report")


def _report(reader: Reader) -> _Given | None:
    """Step 1: a report, uploaded or pasted; None while there is none that can be read."""
    left, right = st.columns(2)
    with left:
        st.file_uploader(
            reader.say("A report: .txt, .html, .docx or .pdf with text, up to 10 MB"),
            key=unfinished.uploader(),
            on_change=_take,
            args=("file",),
        )
    with right:
        st.text_area(
            reader.say("… or its text"),
            key="report_paste",
            height=130,
            on_change=_take,
            args=("paste",),
            placeholder=reader.say("Paste the report here, then click outside of this field."),
        )
    with st.container():  # always one place, so that what follows stays what it is in the browser
        given = _read(reader)
    if given is None:
        return None
    refused = given.report.refusal(reader.lang, given.name)
    if refused:
        st.warning(in_markdown(refused), icon=":material/report:")
        return None
    return given


def _year(half: str, key: str) -> int | None:
    """The year of a half as the reader says it; None where they do not."""
    year = report_facts.given(half, key)
    return year if isinstance(year, int) else None


def _drafted(given: _Given, reader: Reader, frames: Frames) -> Draft:
    """The report's draft, read anew where the city, whose own indicators count, or the years are said to be others.

    Its rows go into the session; what was changed in those of the draft before stays.
    """
    text, key = given.report.text, given.key
    before: tuple[str, object]
    made: Draft | None
    before, made = st.session_state.get("kept_draft", (("", None), None))
    city = str(report_facts.given("city", key) or suggested(text, frames.cities).city)
    city = city if city in frames.cities else NEW
    years = _year("reviews", key), _year("plans", key)
    if made is None or city != before[0] or years not in (before[1], (None, None), (made.reviews, made.plans)):
        changed: tuple[LeftRow, ...] = st.session_state.get("kept_left", ())
        if made is not None:
            changed = left(st.session_state["kept_rows"], st.session_state.get("kept_entries", {}))
        told, seen = reader.say("Looking for figures in the report …"), frames.catalogue_of(city)
        anew = aside.done(told, reader, redrafted, text, seen, years, changed)
        made = anew.made
        st.session_state["kept_draft"], st.session_state["kept_rows"] = ((city, years), made), anew.rows
        st.session_state["kept_entries"] = {number: dict(cells) for number, cells in anew.entries}
        st.session_state["kept_chosen"] = None
        st.session_state.pop("kept_left", None)
        report_rows.close()
    return made


def _contribution(about: About, held: bytes, rows: Rows, reader: Reader, frames: Frames) -> Contribution:
    """The accepted rows as files, made anew when one of them, or what is said of the report, has changed."""
    accepted = tuple(row for row in rows if row.accepted)
    asked = (about, accepted, reader.lang, frames.version)
    kept: tuple[object, Contribution] | None = st.session_state.get("kept_contribution")
    if kept is None or kept[0] != asked:
        told, standing = reader.say("Checking the figures …"), project(frames, frames.cities)
        made = aside.done(told, reader, contribution, standing, about, held, accepted, reader.lang)
        kept = st.session_state["kept_contribution"] = (asked, made)
    return kept[1]


def _resumed(came: Unfinished, reader: Reader, frames: Frames) -> str:
    """Go on with work that came back from the browser; why that can't be done, empty where it can."""
    data = came.text.encode(errors="replace")
    try:
        report = aside.done(reader.say("Reading the report …"), reader, reports.read, data, "report.txt")
    except StoppedError as stopped:
        report = stopped.report
    if report.what is not None:
        return report.refusal(reader.lang)
    unfinished.forget()
    unfinished.begin(came.id)
    key = hashlib.sha256(report.text.encode()).hexdigest()[:12]
    st.session_state["kept_given"] = "", data
    st.session_state["kept_report"] = _Given("", report, key, reports.held(data, report.text))
    st.session_state["kept_left"] = came.rows
    report_facts.restore(key, dict(came.facts), frames)
    return ""


def _steps(reader: Reader, frames: Frames) -> Work | None:
    """The three steps, as far as the reader has come; the work that is to be kept, None where there is none."""
    st.subheader(reader.say("1 · The report"))
    given = _report(reader)
    if given is None:
        return None
    try:
        with st.container():
            made, text = _drafted(given, reader, frames), given.report.text
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, _CURE, reader)), icon=":material/report:")
        return None
    about = replace(report_facts.show(text, given.key, made, reader, frames), looked=looking_up.who(given.key))
    st.subheader(reader.say("2 · The figures"))
    if not st.session_state["kept_rows"]:
        st.info(reader.say("No figure was found in this text. Is it a report of a government, and its whole text?"))
    seen = replace(frames, catalogue=frames.catalogue_of(about.folder))  # the indicators to choose from
    accepted = report_rows.show(text, given.key, made, reader, seen)
    entries = st.session_state.get("kept_entries", {})
    work = Work(given.key, about.title, given.held, report_facts.facts(given.key), left(accepted, entries))
    missing = wanting(about, frames.cities, reader.lang)
    try:
        with st.container():
            comes_to = Contribution() if missing else _contribution(about, given.held, accepted, reader, frames)
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, msgid("accept fewer rows"), reader)), icon=":material/report:")
        return work
    handing_in.remarks(comes_to, accepted, reader, frames)
    st.subheader(reader.say("3 · Hand it in"))
    if missing:
        st.info("  \n".join(map(in_markdown, missing)))
    else:
        looking_up.show(sought(frames, about, accepted, reader.lang), given.key, text, made, reader)
        handing_in.show(comes_to, f"{about.folder}-{about.year}", reader)
    return work


def page() -> None:
    """Three steps from a report to files, or the check of a file."""
    reader, frames = state.reader(), state.frames()
    st.header(reader.say("Contribute a year"))
    st.caption(
        reader.say(
            "What you give stays in this browser, which keeps your work until you throw it away: nothing is stored on "
            "the server, nothing of it stands in the address."
        )
    )
    if not frames.catalogue:
        st.info(reader.say("Without the catalogue of indicators there is nothing a figure could belong to."))
        return
    task = _task(reader)
    if task != "report":
        (checking if task == "file" else second_reading).show(reader, frames)
        return
    above = st.container()
    with st.container():
        unfinished.came_back(lambda came: _resumed(came, reader, frames), reader)
    work = _steps(reader, frames)
    with above:
        unfinished.show(work, reader)
