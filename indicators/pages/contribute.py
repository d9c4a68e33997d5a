"""The Contribute page: from a report to the files of a contribution in three steps, or the check of a year's file.

Step 1, the report and what it is, stands here; step 2 is `report_rows`, step 3 `handing_in`, the other tasks `checking`
and `second_reading`.
Nothing of it is stored outside of the reader's session, and only the task stands in the address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from indicators.drafts import Draft, draft, reports
from indicators.drafts.apart import StoppedError
from indicators.drafts.opening import suggested
from indicators.drafts.reports import Report
from indicators.model.schema import Kind
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.pages import aside, checking, handing_in, report_rows, second_reading, state
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.checking import project
from indicators.views.contribution import Contribution, contribution
from indicators.views.labels import KIND_NAMES
from indicators.views.report_facts import About, folder_of, wanting
from indicators.views.report_rows import NEW, ReportRow, rows
from indicators.words.inert import echoed, in_markdown, seen
from indicators.words.texts import msgid

TASKS = ("report", "file", "second")
TASK_NAMES: Mapping[str, str] = {
    "report": msgid("From a report to a file"),
    "file": msgid("Check a file"),
    "second": msgid("Second reading"),
}
HELD_NAMES: Mapping[str, str] = {
    "reviews plans": msgid("Extracts of both halves"),
    "reviews": msgid("Of the review only extracts"),
    "plans": msgid("Of the plan only extracts"),
    "": msgid("The whole report"),
}


# What is kept of a report in the reader's session.
_KEPT = (
    "kept_given",
    "kept_report",
    "kept_draft",
    "kept_rows",
    "kept_chosen",
    "kept_entries",
    "kept_fields",
    "kept_contribution",
)
_CURE = msgid("give the report alone, as text")


@dataclass(frozen=True, slots=True)
class _Given:
    """A report as it was given: the file's name (empty: pasted), what was read, and a key that no other text has."""

    name: str
    report: Report
    key: str


def _take(last: str) -> None:
    """A report was given, or taken back; of a file and pasted text the one that was given last counts."""
    uploaded, pasted = st.session_state.get("report_file"), st.session_state.get("report_paste") or ""
    for kept in _KEPT:
        st.session_state.pop(kept, None)
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
        given = _Given(name, report, hashlib.sha256(report.text.encode()).hexdigest()[:12])
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
            key="report_file",
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
    given = _read(reader)
    if given is None:
        return None
    refused = given.report.refusal(reader.lang, given.name)
    if refused:
        st.warning(in_markdown(refused), icon=":material/report:")
        return None
    return given


def _drafted(given: _Given, reader: Reader, frames: Frames) -> Draft:
    """The report's draft, read once for the years that its text or the reader says; its rows go into the session."""
    before: tuple[object, ...] | None
    made: Draft | None
    before, made = st.session_state.get("kept_draft", (None, None))
    city = st.session_state.get(f"city_{given.key}") or suggested(given.report.text, frames.cities).city
    reviews, plans = asked = tuple(st.session_state.get(f"{half}_{given.key}") for half in ("reviews", "plans"))
    if made is None or asked not in (before, (None, None), (made.reviews, made.plans)):
        told = reader.say("Looking for figures in the report …")
        seen = frames.catalogue_of(city or NEW)
        made = aside.done(told, reader, draft, given.report.text, seen, reviews, plans)
        st.session_state["kept_draft"], st.session_state["kept_rows"] = (asked, made), rows(made)
        st.session_state["kept_chosen"] = None
    return made


def _kept(key: str, value: object) -> str:
    """The key of a control, whose value is what it was when the page was left, else the one given here."""
    fields: dict[str, object] = st.session_state.setdefault("kept_fields", {})
    if key in st.session_state:
        fields[key] = st.session_state[key]
    else:
        st.session_state[key] = fields.get(key, value)
    return key


def _facts(text: str, key: str, made: Draft, reader: Reader, frames: Frames) -> About:
    """The controls, and what they say by now. `key` is the report's own, so that each report gets fresh ones."""
    cities = frames.cities
    found = suggested(text, cities)
    where, what, title_ = st.columns([2, 2, 4])
    with where:
        city = st.selectbox(
            reader.say("City"),
            [*sorted(cities), NEW],
            key=_kept(f"city_{key}", found.city or NEW),
            format_func=lambda c: reader.say("A new city …") if c == NEW else seen(cities[c].say(reader.lang)),
        )
    with what:
        kind = st.selectbox(
            reader.say("Kind"),
            [k.value for k in Kind],
            key=_kept(f"kind_{key}", found.kind),
            format_func=lambda k: reader.say(KIND_NAMES[k]),
        )
    with title_:
        title = st.text_input(reader.say("Title"), key=_kept(f"title_{key}", found.title))
    folder, zh, en, code = _new_city(key, reader) if city == NEW else (city, "", "", "")
    a, b, c = st.columns([2, 2, 4])
    reviews = a.number_input(
        reader.say("Reviews the year"),
        FIRST_YEAR,
        LAST_YEAR,
        value=None,
        step=1,
        key=_kept(f"reviews_{key}", made.reviews),
    )
    plans = b.number_input(
        reader.say("Plans the year"), FIRST_YEAR, LAST_YEAR, value=None, step=1, key=_kept(f"plans_{key}", made.plans)
    )
    held = c.selectbox(
        reader.say("How much of it is this text? In doubt, extracts: of a whole report silence counts as no answer."),
        list(HELD_NAMES),
        key=_kept(f"held_{key}", "reviews plans"),
        format_func=lambda h: reader.say(HELD_NAMES[h]),
    )
    publisher, date, url = _more(key, reader)
    excerpt = tuple(held.split())
    return About(folder, kind, title.strip(), reviews, plans, excerpt, publisher, date, url, zh, en, code)


def _new_city(key: str, reader: Reader) -> tuple[str, str, str, str]:
    """The controls for a city that the project does not have: its folder, both names and its code."""
    a, b, c, d = st.columns(4)
    zh = a.text_input(reader.say("The city's name in Chinese"), key=_kept(f"zh_{key}", ""), placeholder="大同市")
    en = b.text_input(reader.say("in English"), key=_kept(f"en_{key}", ""), placeholder="Datong")
    code = c.text_input(
        reader.say("Code in GB/T 2260"), key=_kept(f"code_{key}", ""), placeholder="140200", max_chars=6
    )
    folder = d.text_input(
        reader.say("Name of its folder"), key=_kept(f"folder_{key}_{en}", folder_of(en)), placeholder="datong"
    )
    return folder.strip(), zh.strip(), en.strip(), code.strip()


def _more(key: str, reader: Reader) -> tuple[str, str, str]:
    """The controls for what may be known of the document besides: publisher, ISO date (or empty) and address."""
    with st.expander(reader.say("More about the document, if you know it")):
        a, b, c = st.columns([3, 2, 4])
        publisher = a.text_input(reader.say("Publisher"), key=_kept(f"publisher_{key}", ""))
        date = b.date_input(reader.say("Date"), value=None, key=_kept(f"date_{key}", None), format="YYYY-MM-DD")
        url = c.text_input(reader.say("Address"), key=_kept(f"url_{key}", ""), placeholder="https://")
    return publisher.strip(), date.isoformat() if date else "", url.strip()


def _contribution(about: About, text: str, rows: tuple[ReportRow, ...], reader: Reader, frames: Frames) -> Contribution:
    """The accepted rows as files, made anew when one of them, or what is said of the report, has changed."""
    accepted = tuple(row for row in rows if row.accepted)
    asked = (about, accepted, reader.lang, frames.version)
    kept: tuple[object, Contribution] | None = st.session_state.get("kept_contribution")
    if kept is None or kept[0] != asked:
        told, standing = reader.say("Checking the figures …"), project(frames, frames.cities)
        made = aside.done(told, reader, contribution, standing, about, text, accepted, reader.lang)
        kept = st.session_state["kept_contribution"] = (asked, made)
    return kept[1]


def page() -> None:
    """Three steps from a report to files, or the check of a file."""
    reader, frames = state.reader(), state.frames()
    st.header(reader.say("Contribute a year"))
    st.caption(
        reader.say(
            "What you give stays in this visit: nothing is stored on the server, nothing of it stands in the address."
        )
    )
    if not frames.catalogue:
        st.info(reader.say("Without the catalogue of indicators there is nothing a figure could belong to."))
        return
    task = _task(reader)
    if task != "report":
        (checking if task == "file" else second_reading).show(reader, frames)
        return
    st.subheader(reader.say("1 · The report"))
    given = _report(reader)
    if given is None:
        return
    try:
        made, text = _drafted(given, reader, frames), given.report.text
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, _CURE, reader)), icon=":material/report:")
        return
    about = _facts(text, given.key, made, reader, frames)
    if not st.session_state["kept_rows"]:
        st.info(reader.say("No figure was found in this text. Is it a report of a government, and its whole text?"))
        return
    st.subheader(reader.say("2 · The figures"))
    seen = replace(frames, catalogue=frames.catalogue_of(about.folder))  # the indicators to choose from
    accepted = report_rows.show(text, given.key, made, reader, seen)
    missing = wanting(about, frames.cities, reader.lang)
    try:
        comes_to = Contribution() if missing else _contribution(about, text, accepted, reader, frames)
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, msgid("accept fewer rows"), reader)), icon=":material/report:")
        return
    handing_in.remarks(comes_to, accepted, reader, frames)
    st.subheader(reader.say("3 · Hand it in"))
    if missing:
        st.info("  \n".join(map(in_markdown, missing)))
        return
    handing_in.show(comes_to, f"{about.folder}-{about.year}", reader)
