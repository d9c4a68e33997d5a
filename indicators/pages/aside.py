"""A page's work on what a reader gave, done apart from the server, while the page tells how it stands and watches
whether the reader is still there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from indicators.drafts import apart
from indicators.drafts.apart import StoppedError
from indicators.drafts.forking import Limits
from indicators.drafts.readingroom import ReadingRoom, Visit
from indicators.drafts.reports import Report
from indicators.pages.state import Reader
from indicators.words.inert import in_markdown
from indicators.words.texts import Said

T = TypeVar("T")
LIMITS = Limits()
ROOM = ReadingRoom()
_LOOK = 0.25  # seconds between two looks at whether the reader is still there
apart.needed("indicators.views.checking", "indicators.views.contribution")


def done(told: str, reader: Reader, work: Callable[..., T], *args: object) -> T:
    """What `work`, a function of a module, returns for these arguments, done apart (`drafts.apart`).

    Where it takes long, the page shows `told` and for how long. It ends with the run of the page: when the reader asks
    for something else, gives another file or closes the page. Raises StoppedError where it came to nothing.
    """
    session = _session()
    place = st.empty()
    begun = time.monotonic()
    visit = ROOM.enter(session, LIMITS, work, *args)
    try:
        while not visit.wait(_LOOK):
            if not _is_here(session):
                st.stop()
            # That something is drawn lets Streamlit end this run, if the reader has asked for another.
            place.caption(in_markdown(_standing(visit, told, reader, time.monotonic() - begun)))
        answer: T = visit.answer()
        return answer
    finally:
        visit.end()
        place.empty()


def _standing(visit: Visit, told: str, reader: Reader, seconds: float) -> str:
    """How an errand stands, in a line."""
    if visit.ahead:
        return reader.say("Other files are being read; yours is number {n} in line.", n=visit.ahead)
    return reader.say("{told} {n} s", told=told, n=f"{seconds:.0f}")


def refusal(stopped: StoppedError, cure: str, reader: Reader) -> str:
    """Why an errand came to nothing, and what to do about it (`cure`, a message), in one line."""
    return Report(what=stopped.what, cure=stopped.cure or Said(cure)).refusal(reader.lang)


def _session() -> str:
    """The reader's session."""
    run = get_script_run_ctx()
    return run.session_id if run else ""


def _is_here(session: str) -> bool:
    """Whether the reader's page is still open. Streamlit itself keeps a closed one running for a while."""
    return not Runtime.exists() or bool(Runtime.instance().is_active_session(session))
