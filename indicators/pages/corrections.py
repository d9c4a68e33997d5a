"""The Corrections page."""

from typing import NamedTuple

import streamlit as st

from indicators.pages import changelog, drawing, state
from indicators.pages.drawing import Html
from indicators.pages.state import Reader
from indicators.tables import Frames, current
from indicators.tables.corrected import Corrections
from indicators.tables.keeping import kept
from indicators.tables.since import RevisionError
from indicators.views.corrections import CorrectionsView, corrections_view, report_page
from indicators.words.inert import in_markdown


class _Made(NamedTuple):
    """What the page shows of the data: `head` stands above the way to report an error, `rest` below it."""

    view: CorrectionsView
    head: Html
    rest: Html


@kept(most=16)
def _made(frames: Frames, found: Corrections | None, reader: Reader) -> _Made:
    view = corrections_view(frames, found, reader.lang)
    ruled = [
        drawing.together(reader, drawing.section(reader, title), part)
        for title, part in changelog.turned_by_rule(frames, reader)
    ]
    return _Made(
        view,
        drawing.together(reader, drawing.section(reader, view.title), drawing.words(reader, view.lead)),
        drawing.together(
            reader,
            drawing.html("corrections", reader, title=view.title, lines=view.lines) if view.lines else "",
            drawing.section(reader, lines=[view.read]),
            *ruled,
        ),
    )


def _found(reader: Reader) -> Corrections | None:
    """What was corrected; None, and a line that says why, where there is no history to read."""
    try:
        return current.corrections()
    except RevisionError as error:
        st.info(in_markdown(reader.say("The history of the data can't be read: {why}.", why=error.why)))
        return None


def page() -> None:
    """What was wrong here, since when, what it is now; and a way to report what still is."""
    reader = state.reader()
    found = _found(reader)
    made = _made(state.stated(), found, reader)
    st.html(made.head)
    repository = current.repository()
    if repository:
        st.link_button(reader.say("Report an error"), report_page(repository, reader.lang))
    if found is not None and not made.view.lines:
        st.info(reader.say("Nothing that was published had to be corrected yet."))
    drawing.last(made.rest)
