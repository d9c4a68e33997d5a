"""Changes of the data: the list on the Data page, the link that names its version, the notice on an older link."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from indicators.pages import drawing, state
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames, current, since
from indicators.tables.keeping import kept
from indicators.tables.since import Revision, RevisionError
from indicators.views.changelog import Line, changes_view, choices, older_link
from indicators.views.labels import address
from indicators.views.ruled import Ruled, ruled
from indicators.words.inert import in_markdown

_SHOWN = 12  # lines of a list that are shown without a click


@kept(most=8)
def rulings(frames: Frames, lang: str) -> tuple[Ruled, ...]:
    """What each version of the rule turned."""
    return ruled(frames, frames.rules, lang)


def _list(title: str, lines: tuple[Line, ...], reader: Reader) -> None:
    if lines:
        shown, rest = lines[:_SHOWN], lines[_SHOWN:]
        drawing.show("changes", reader, title=title, shown=shown, rest=rest, colours=reader.colours.text)


def _known(reader: Reader) -> tuple[Revision, ...]:
    """The revisions to choose from: the newest, and the one that the address names, under its short id."""
    found = since.recent(state.stated().root)
    given = state.given("since")
    if given and given not in {r.short for r in found}:
        try:
            named = current.changes_since(given).revision
        except RevisionError as error:
            state.notice(error.why.say(reader.lang))
            state.address(since=None)
            return found
        state.address(since=named.short)
        return found if named in found else (*found, named)
    return found


def section(reader: Reader) -> None:
    """What changed in the data since the revision that the reader chooses; open where the address names one."""
    with st.expander(reader.say("What changed since"), expanded=state.given("since") is not None):
        try:
            _since_chosen(reader)
        except RevisionError as error:
            st.caption(in_markdown(reader.say("The history of the data can't be read: {why}.", why=error.why)))
            return
        drawing.show("feed", reader)
    for part in rulings(state.stated(), reader.lang):
        with st.expander(in_markdown(part.title)):
            turned_by_rule(part, reader)


def _since_chosen(reader: Reader) -> None:
    shown = choices(_known(reader), reader.lang)
    box = SelectBox("since", reader.say("Since which version"), list(shown), shown.__getitem__)
    chosen = state.select_or_none(box, reader)
    if chosen is None:
        st.caption(reader.say("Choose an earlier version to see which figures and verdicts have changed since."))
        return
    view = changes_view(state.stated(), current.changes_since(chosen), reader.lang)
    st.markdown(in_markdown(view.said))
    if view.judged:
        st.caption(in_markdown(view.judged))
    _list(reader.say("Verdicts turned by the data"), view.verdicts, reader)
    _list(reader.say("Figures"), view.figures, reader)
    if view.entries:
        drawing.show("entries", reader, entries=view.entries)


def turned_by_rule(part: Ruled, reader: Reader) -> None:
    """What a version of the rule turned of data that stayed the same."""
    st.markdown(in_markdown(part.said))
    _list(reader.say("Verdicts"), part.lines, reader)


def notice(reader: Reader) -> None:
    """Say quietly that the data has changed since the link was made that brought the reader here."""
    given = state.given("version")
    if given is None or given == state.stated().version:
        return
    try:
        found = current.changes_since_version(given)
    except RevisionError as error:
        said = reader.say("This link was made with another version of the data: {why}.", why=error.why)
        st.caption(in_markdown(said))
        return
    said = older_link(found, reader.lang)
    if said:
        href = address("data", since=found.revision.short, lang=reader.lang)
        drawing.show("older", reader, what=said, href=href)


def link(reader: Reader) -> None:
    """The address of this view with the version of its data, to be copied.

    To be called when the page has written its state into the address.
    """
    kept = {**state.addressed(), "version": state.stated().version}
    st.code(f"{(st.context.url or '').split('?')[0]}?{urlencode(kept)}", language=None, wrap_lines=True)
    st.caption(reader.say("Opens this view; should the data change, it says so."))
