"""Work in progress on the Contribute page, kept in the reader's own browser by a small component of ours.

The browser stores it, offers it again, throws it away, and warns a reader who leaves; the server keeps nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from indicators.drafts import apart
from indicators.drafts.apart import StoppedError
from indicators.pages import aside, editing
from indicators.pages.state import Reader
from indicators.views import unfinished
from indicators.views.resumed import LeftRow
from indicators.views.unfinished import REFUSED, Facts, Unfinished
from indicators.words.inert import in_markdown
from indicators.words.texts import Said, msgid

apart.needed("indicators.views.unfinished")
_HERE = Path(__file__)
_CSS, _JS = (_HERE.with_suffix(ending).read_text(encoding="utf-8") for ending in (".css", ".js"))
# What is kept in the reader's session of the report at hand.
_KEPT = (
    "kept_added",
    "kept_chosen",
    "kept_contribution",
    "kept_draft",
    "kept_entries",
    "kept_fields",
    "kept_given",
    "kept_left",
    "kept_refused",
    "kept_marking",
    "kept_report",
    "kept_rows",
    "kept_work",
)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be kept: the report's key and title, what is held of it, what is said of it, and the changed rows."""

    report: str
    title: str
    held: bytes
    facts: Facts
    rows: tuple[LeftRow, ...]


@dataclass(slots=True)
class _Keeping:
    """The work under way: what it is called in the browser, how it began (empty: it came back from there), and whether
    the browser has the report's text already."""

    id: str
    first: str | None = None
    sent: bool = False


def forget() -> None:
    """Let go of the report at hand and of all that was done with it."""
    for name in _KEPT:
        st.session_state.pop(name, None)
    editing.close("rows")
    editing.close("entries")


def uploader() -> str:
    """The key of the control that takes a file: a new one when the file that was given is let go of."""
    return f"report_file{st.session_state.get('kept_uploads', '')}"


def begin(name: str) -> None:
    """Work that came back from the browser begins, under the name that it has there; the controls for files and pasted
    text are empty."""
    st.session_state["kept_work"] = _Keeping(name, "")
    _emptied()


def _emptied() -> None:
    st.session_state["kept_uploads"] = int(st.session_state.get("kept_uploads") or 0) + 1
    st.session_state["report_paste"] = ""


def came_back(go_on: Callable[[Unfinished], str], reader: Reader) -> None:
    """Where the reader chose to go on with what the browser had kept, have `go_on` do so, which says why it can't be
    done; where it can't, a line tells until the reader does something else about it."""
    kept: str | None = st.session_state.pop("kept_back", None)
    if kept is not None:
        try:
            came = aside.done(reader.say("Reading what this browser had kept …"), reader, unfinished.read, kept)
            refused = came.say(reader.lang) if isinstance(came, Said) else go_on(came)
        except StoppedError:
            refused = REFUSED.say(reader.lang)
        st.session_state["kept_refused"] = refused
    if refused := st.session_state.get("kept_refused", ""):
        st.warning(in_markdown(refused), icon=":material/report:")


def show(work: Work | None, reader: Reader) -> None:
    """Have the browser keep the work, or offer what it has kept where there is none."""
    keeping: _Keeping | None = st.session_state.get("kept_work")
    data: dict[str, object] = {
        "work": None,
        "lang": reader.lang,
        "words": _words(reader),
        "version": unfinished.VERSION,
    }
    if work is not None:
        rest = unfinished.packed(work.facts, work.rows)
        if keeping is None:
            keeping = st.session_state["kept_work"] = _Keeping(secrets.token_hex(8))
        if keeping.first is None:
            keeping.first = rest
        data["work"] = {
            "id": keeping.id,
            "report": work.report,
            "title": work.title,
            "touched": rest != keeping.first,
            "rest": rest,
            "text": None if keeping.sent else work.held.decode("utf-8", errors="replace"),
        }
        keeping.sent = True

    def told(what: str) -> object:
        return st.session_state["unfinished"].get(what)

    def back() -> None:
        kept = told("back")
        if isinstance(kept, str):
            st.session_state["kept_back"] = kept[: unfinished.LARGEST + 1]

    def thrown() -> None:
        st.session_state.pop("kept_refused", None)
        if keeping is not None and told("thrown") == keeping.id:
            forget()
            _emptied()

    def text() -> None:
        if keeping is not None:
            keeping.sent = False

    mount = st.components.v2.component("unfinished", html='<div id="unfinished"></div>', css=_CSS, js=_JS)
    mount(
        key="unfinished",
        data=data,
        on_back_change=back,
        on_thrown_change=thrown,
        on_text_change=text,
        height="content",
    )


_WORDS = {
    "offer": msgid("You were working on {title} from {when}."),
    "others": msgid("Other work kept in this browser: {n}"),
    "on": msgid("Go on"),
    "away": msgid("Throw away"),
    "kept": msgid("Your work is kept in this browser alone and comes back here after a reload."),
    "full": msgid("This browser can't keep your work: take the files along before you leave this page."),
    "thrown": msgid("{title} was thrown away."),
    "undo": msgid("Undo"),
    "untitled": msgid("a report without a title"),
    "label": msgid("Work kept in this browser"),
}


def _words(reader: Reader) -> dict[str, str]:
    """The words of the component, with places for what only the browser knows."""
    return {name: reader.say(message, title="{title}", when="{when}", n="{n}") for name, message in _WORDS.items()}
