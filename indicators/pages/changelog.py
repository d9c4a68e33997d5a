"""Changes of the data: the list on the Data page, the link that names its version, the notice on an older link."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from indicators.pages import drawing, state
from indicators.pages.drawing import Html
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames, current, since
from indicators.tables.keeping import kept
from indicators.tables.since import Revision, RevisionError
from indicators.views.changelog import Line, changes_view, choices, older_link
from indicators.views.labels import address
from indicators.views.ruled import ruled
from indicators.words.inert import in_markdown

_SHOWN = 12  # lines of a list that are shown without a click
_choices = kept(most=16)(choices)


def _list(title: str, lines: tuple[Line, ...], reader: Reader) -> Html:
    if not lines:
        return Html()
    shown, rest = lines[:_SHOWN], lines[_SHOWN:]
    return drawing.html("changes", reader, title=title, shown=shown, rest=rest, colours=reader.colours.text)


@kept(most=16)
def turned_by_rule(frames: Frames, reader: Reader) -> tuple[tuple[str, Html], ...]:
    """What each version of the rule turned of data that stayed the same: the heading, and what stands below it."""
    return tuple(
        (
            part.title,
            drawing.together(
                reader, drawing.words(reader, part.said), _list(reader.say("Verdicts"), part.lines, reader)
            ),
        )
        for part in ruled(frames, frames.rules, reader.lang)
    )


@kept(most=16)
def _folded(frames: Frames, reader: Reader) -> Html:
    """The same, each part folded away; empty where the rule has had one version."""
    parts = turned_by_rule(frames, reader)
    return (
        drawing.together(reader, *(drawing.folded(title, part, reader) for title, part in parts)) if parts else Html()
    )


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
        st.html(_since(reader))
    turned = _folded(state.stated(), reader)
    if turned:
        st.html(turned)


def _since(reader: Reader) -> Html:
    """Draw the box of revisions; what changed since the one that is chosen."""
    try:
        shown = _choices(_known(reader), reader.lang)
        box = SelectBox("since", reader.say("Since which version"), state.worded(shown, shown.__getitem__))
        chosen = state.select_or_none(box, reader)
        parts = _unchosen(reader) if chosen is None else _changes(chosen, reader)
    except RevisionError as error:
        why = reader.say("The history of the data can't be read: {why}.", why=error.why)
        return drawing.section(reader, lines=[why])
    return drawing.together(reader, *parts, drawing.html("feed", reader))


def _unchosen(reader: Reader) -> tuple[Html, ...]:
    todo = reader.say("Choose an earlier version to see which figures and verdicts have changed since.")
    return (drawing.section(reader, lines=[todo]),)


def _changes(chosen: str, reader: Reader) -> tuple[Html, ...]:
    view = changes_view(state.stated(), current.changes_since(chosen), reader.lang)
    return (
        drawing.words(reader, view.said),
        drawing.section(reader, lines=[view.judged]),
        _list(reader.say("Verdicts turned by the data"), view.verdicts, reader),
        _list(reader.say("Figures"), view.figures, reader),
        drawing.html("entries", reader, entries=view.entries) if view.entries else Html(),
    )


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
