"""The Corrections page."""

import streamlit as st

from indicators.pages import changelog, drawing, state
from indicators.pages.state import Reader
from indicators.tables import current
from indicators.tables.corrected import Corrections
from indicators.tables.keeping import kept
from indicators.tables.since import RevisionError
from indicators.views.corrections import corrections_view, report_page
from indicators.words.inert import in_markdown

_view = kept(most=8)(corrections_view)


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
    view = _view(state.stated(), found, reader.lang)
    st.subheader(in_markdown(view.title))
    st.markdown(in_markdown(view.lead))
    repository = current.repository()
    if repository:
        st.link_button(reader.say("Report an error"), report_page(repository, reader.lang))
    if view.lines:
        drawing.show("corrections", reader, title=view.title, lines=view.lines)
    elif found is not None:
        st.info(reader.say("Nothing that was published had to be corrected yet."))
    if view.read:
        st.caption(in_markdown(view.read))
    for part in view.ruled:
        st.subheader(in_markdown(part.title))
        changelog.turned_by_rule(part, reader)
