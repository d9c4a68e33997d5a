"""The Contribute page: from a report to the files of a contribution. Nothing of it is stored outside of the reader's
session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.drafts import Draft, reports
from indicators.drafts.reports import Report
from indicators.model.schema import GROUPS
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.pages import checking, drawing, handing_in, report_facts, report_text, state
from indicators.pages.state import Reader
from indicators.tables import Frames, current
from indicators.views import contribute, contribution, entries
from indicators.views.contribute import FORM_NAMES, NEW, SHOWN, SHOWN_NAMES, Row
from indicators.views.contribution import Composition
from indicators.views.labels import group_name
from indicators.words.texts import joined, msgid

TASKS = ("report", "file")
TASK_NAMES: Mapping[str, str] = {"report": msgid("From a report to a file"), "file": msgid("Check a file")}
MEASURE_NAMES: Mapping[str, str] = {
    "growth": msgid("growth rate"),
    "level": msgid("level"),
    "count": msgid("number"),
    "share": msgid("share"),
    "index": msgid("index or concentration"),
}
BETTER_NAMES: Mapping[str, str] = {
    "higher": msgid("higher is better"),
    "lower": msgid("lower is better"),
    "closer": msgid("the closer the better"),
}


@dataclass(frozen=True, slots=True)
class _Given:
    """A report as it was given: the file's name (empty: pasted), what was read, and a key that no other text has."""

    name: str
    report: Report
    key: str


def _take(last: str) -> None:
    """A report was given, or taken back; of a file and pasted text the one that was given last counts."""
    uploaded, pasted = st.session_state.get("report_file"), st.session_state.get("report_paste") or ""
    by_file = uploaded is not None and (last == "file" or not pasted.strip())
    data, name = (uploaded.getvalue(), uploaded.name) if by_file else (pasted.encode(), "")
    for kept in ("kept_report", "kept_draft", "kept_rows", "kept_chosen", "kept_entries", "kept_fields"):
        st.session_state.pop(kept, None)
    if by_file or pasted.strip():
        report = reports.read(data, name or "report.txt")
        st.session_state["kept_report"] = _Given(name, report, hashlib.sha256(report.text.encode()).hexdigest()[:12])


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
                given=given[:40],
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
    given: _Given | None = st.session_state.get("kept_report")
    if given is None:
        return None
    refused = given.report.refusal(reader.lang, given.name)
    if refused:
        st.warning(refused, icon=":material/report:")
        return None
    return given


def _years(given: _Given, reader: Reader, frames: Frames) -> Draft:
    """The report's draft, read once for the years that its text or the reader says."""
    before, made = st.session_state.get("kept_draft", (None, None))
    asked = tuple(st.session_state.get(f"{half}_{given.key}") for half in ("reviews", "plans"))
    if made is None or asked not in (before, (None, None), (made.reviews, made.plans)):
        with st.spinner(reader.say("Reading the report …")):
            made = contribute.read(given.report.text, frames.catalogue, *asked)
        st.session_state["kept_draft"], st.session_state["kept_rows"] = (asked, made), contribute.rows(made)
        st.session_state["kept_chosen"] = None
    return made


def _editor(
    name: str, signature: object, fresh: Callable[[], pd.DataFrame], config: dict[str, object], height: int, alt: str
) -> pd.DataFrame:
    """A table to edit. Its data is `fresh` when the signature changes or the page is opened, and the reader's edits on
    top until then."""
    kept = st.session_state.get(f"kept_editor_{name}")
    if kept is None or kept[0] != signature or f"{name}_{kept[1]}" not in st.session_state:
        kept = (signature, (kept[1] if kept else 0) + 1, fresh())
        st.session_state[f"kept_editor_{name}"] = kept
    _, generation, frame = kept
    return st.data_editor(
        frame,
        key=f"{name}_{generation}",
        hide_index=True,
        num_rows="fixed",
        height=height,
        column_config=config,
        alt=alt,
    )


def _height(rows: int, most: int) -> int:
    """The height in pixels of a table with so many rows, `most` of them in sight."""
    return 35 * (min(rows, most) + 1) + 3


def _columns(made: Draft, reader: Reader, frames: Frames) -> dict[str, object]:
    """How the columns of the table are called and edited."""
    say, catalogue, column = reader.say, frames.catalogue, st.column_config
    proposals = {
        NEW + f.proposal.key: f.proposal.zh
        for f in (*made.figures, *made.context)
        if f.proposal is not None and f.indicator is None
    }
    options = [*sorted(catalogue, key=lambda k: catalogue[k].say(reader.lang)), *proposals, NEW]

    def shown(key: str) -> str:
        entry = catalogue.get(key)
        if entry is not None:
            return f"{entry.say(reader.lang)} ({entry.unit})" if entry.unit else entry.say(reader.lang)
        return f"＋ {proposals.get(key) or say('a new indicator')}"

    return {
        "number": column.NumberColumn("#", disabled=True, width=44, pinned=True),
        "accepted": column.CheckboxColumn(say("Accept"), width=78, pinned=True),
        "role": column.SelectboxColumn(
            say("Role"),
            options=["target", "outcome"],
            format_func=lambda r: say("┃ promise") if r == "target" else say("● outcome"),
            required=True,
            width=112,
        ),
        "indicator": column.SelectboxColumn(
            say("Indicator"), options=options, format_func=shown, required=True, width=210
        ),
        "form": column.SelectboxColumn(
            say("Form"), options=list(FORM_NAMES), format_func=lambda f: say(FORM_NAMES[f]), required=True, width=100
        ),
        "value": column.TextColumn(
            say("Value"),
            width=90,
            help=say("As printed, without the unit. Two numbers: 10–15. Compared with an indicator: its name."),
        ),
        "unit": column.TextColumn(say("Unit"), width=70),
        "doubts": column.TextColumn(say("Look twice"), disabled=True, width=230),
        "quote": column.TextColumn(
            say("Quote"),
            width=330,
            help=say(
                "Word for word from the text, as short as it can be while a stranger still sees what the "
                "number is about."
            ),
        ),
        "strive": column.CheckboxColumn(
            say("Striven for"), width=60, help=say("The promise itself is only an effort.")
        ),
        "stretch": column.NumberColumn(say("Stretch"), width=84, help=say("A second, harder number: 力争实现7.5%.")),
        "due": column.NumberColumn(
            say("Due"),
            width=70,
            format="%d",
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            help=say("The year, where it is due later than the year that is planned."),
        ),
        "interim_to": column.DateColumn(
            say("Covers until"), width=110, help=say("The last day, where an outcome is of a part of the year.")
        ),
    }


def _choosing(rows: tuple[Row, ...], reader: Reader, frames: Frames) -> tuple[str, int | None]:
    """Which rows the table shows: a kind of them, or one that was clicked or chosen."""
    numbers = [r.number for r in rows]
    by_number = {r.number: r for r in rows}
    chosen: int | None = st.session_state.get("kept_chosen")

    def picked() -> None:
        st.session_state["kept_chosen"] = st.session_state["row"]

    def onward() -> None:
        st.session_state["kept_chosen"] = contribute.next_doubtful(rows, chosen or 0)

    def everything() -> None:
        st.session_state["kept_chosen"] = None

    kinds, one, more = st.columns([6, 4, 2], vertical_alignment="bottom")
    with kinds:
        show = (
            st.segmented_control(
                reader.say("Rows"),
                SHOWN,
                default="all",
                key="show_rows",
                format_func=lambda s: reader.say(SHOWN_NAMES[s]),
                on_change=everything,
            )
            or "all"
        )
    with one:
        st.session_state["row"] = chosen if chosen in by_number else None
        st.selectbox(
            reader.say("One row: choose it here, or click its words above"),
            numbers,
            index=None,
            key="row",
            placeholder="—",
            format_func=lambda n: contribute.named(by_number[n], frames.catalogue, reader.lang),
            on_change=picked,
        )
    with more:
        st.button(
            reader.say("Next to look at"),
            on_click=onward,
            width="stretch",
            disabled=contribute.next_doubtful(rows, 0) is None,
        )
    return show, chosen if chosen in by_number else None


def _rows(given: _Given, made: Draft, reader: Reader, frames: Frames) -> tuple[Row, ...]:
    """Step 2: the text with its marks, the rows in a table, and what the reader made of them."""
    rows: tuple[Row, ...] = st.session_state["kept_rows"]
    above = st.container()
    show, chosen = _choosing(rows, reader, frames)
    told = st.container()
    signature = (given.key, made.reviews, made.plans, show, chosen, reader.lang)
    kept = st.session_state.get("kept_editor_rows")
    selected = contribute.selected(rows, show, chosen)
    if not selected:
        st.caption(reader.say("None of these."))
    else:
        height = _height(len(selected), 12)
        edited = _editor(
            "rows",
            signature,
            lambda: contribute.table(selected, reader.lang),
            _columns(made, reader, frames),
            height,
            reader.say("The figures that were found"),
        )
        if kept is not st.session_state["kept_editor_rows"]:
            st.session_state["kept_before"] = rows
        rows = contribute.taken(st.session_state["kept_before"], edited, given.report.text, made, frames.catalogue)
    st.session_state["kept_rows"] = rows
    told.markdown(f"**{contribute.tally(rows, reader.lang)}**")
    why = next((contribute.doubts(r, reader.lang) for r in rows if r.number == chosen), "")
    if why:
        st.caption(reader.say("Look twice at {n}: {why}", n=chosen, why=why))
    rows = _entries(rows, reader)
    with above:
        report_text.show(contribute.pieces(given.report.text, rows, frames.catalogue, reader.lang), chosen, reader)
        st.caption(reader.say("┃ blue: a promise · ● yellow: an outcome · dashed: left out. Click a mark for its row."))
    return rows


def _entries(rows: tuple[Row, ...], reader: Reader) -> tuple[Row, ...]:
    """The new indicators that accepted rows need, to be named; the rows with them."""
    needing = [r for r in rows if r.accepted and r.figure.indicator is None]
    kept: dict[int, dict[str, object]] = st.session_state.setdefault("kept_entries", {})
    if not needing:
        return rows
    st.markdown(
        reader.say(
            "**New indicators.** The catalogue has none for these rows: name them, and look at what was guessed."
        )
    )
    say, column = reader.say, st.column_config
    config = {
        "number": column.NumberColumn("#", disabled=True, width=44),
        "zh": column.TextColumn(say("Chinese name"), width=200),
        "en": column.TextColumn(say("English name"), width=240),
        "key": column.TextColumn(
            say("Key"), width=200, help=say("Lower-case letters, kept for good: school_places_new.")
        ),
        "unit": column.TextColumn(say("Unit"), width=80),
        "measure": column.SelectboxColumn(
            say("Measure"),
            options=list(MEASURE_NAMES),
            format_func=lambda m: say(MEASURE_NAMES[m]),
            required=True,
            width=120,
        ),
        "better": column.SelectboxColumn(
            say("Good side"),
            options=list(BETTER_NAMES),
            format_func=lambda b: say(BETTER_NAMES[b]),
            required=True,
            width=120,
        ),
        "group": column.SelectboxColumn(
            say("Group"),
            options=list(GROUPS),
            format_func=lambda g: group_name(g, reader.lang),
            required=True,
            width=150,
        ),
    }
    signature = (*((r.number, r.indicator) for r in needing), reader.lang)
    edited = _editor(
        "entries",
        signature,
        lambda: entries.entry_table(needing, kept),
        config,
        _height(len(needing), 8),
        say("New indicators"),
    )
    kept |= {int(cells["number"]): cells for cells in edited.to_dict("records")}
    return entries.with_entries(rows, kept)


def _remarks(made: Composition, rows: tuple[Row, ...], reader: Reader, frames: Frames) -> None:
    """The problems of the files that are being made, and what they have already."""
    names = {r.number: contribute.named(r, frames.catalogue, reader.lang) for r in rows}
    if made.problems:
        drawing.show("problems", reader, problems=[(names[p.row] if p.row else "", p.line) for p in made.problems])
    elif made.sheets:
        st.caption(reader.say("✓ Checked: every quote stands in the text, every figure in its quote."))
    for why in dict.fromkeys(r.line for r in made.there):
        numbers = joined((str(r.row) for r in made.there if r.line == why), reader.lang)
        st.caption(reader.say("Not added, {why}: {numbers}", why=why, numbers=numbers))


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
    if _task(reader) == "file":
        checking.show(reader, frames)
        return
    st.subheader(reader.say("1 · The report"))
    given = _report(reader)
    if given is None:
        return
    made = _years(given, reader, frames)
    about = report_facts.show(given.report.text, given.key, made, reader)
    if not st.session_state["kept_rows"]:
        st.info(reader.say("No figure was found in this text. Is it a report of a government, and its whole text?"))
        return
    st.subheader(reader.say("2 · The figures"))
    rows = _rows(given, made, reader, frames)
    wanting = contribution.wanting(about, current.data(), reader.lang)
    composed = (
        Composition() if wanting else contribution.compose(current.data(), about, given.report.text, rows, reader.lang)
    )
    _remarks(composed, rows, reader, frames)
    st.subheader(reader.say("3 · Hand it in"))
    if wanting:
        st.info("  \n".join(wanting))
        return
    handing_in.show(composed, f"{about.folder}-{about.year}", reader)
