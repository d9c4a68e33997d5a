"""What changed since a revision (a part of the Data page), the link that remembers its data, and the notice on an
older one."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from indicators.collection.revisions import Revision, RevisionError
from indicators.pages import state
from indicators.pages.state import Reader
from indicators.tables import since
from indicators.views.changelog import Line, changes_view, choices, older_link
from indicators.views.labels import address
from indicators.words.texts import msgid

_SHOWN = 12  # lines of a list that are shown without a click


def _row(line: Line, reader: Reader) -> str:
    name = escape(line.name)
    if line.href:
        name = f'<a href="{escape(line.href)}" target="_self">{name}</a>'
    colour = f' style="color:{reader.colours.text[line.verdict]}"' if line.verdict else ""
    glyph = f'<span class="pa-glyph"{colour}>{line.glyph}</span> ' if line.glyph else ""
    return f'<tr><th scope="row">{name}<span class="pa-small">{escape(line.place)}</span></th><td>{glyph}{escape(line.words)}</td></tr>'


def _list(title: str, lines: tuple[Line, ...], reader: Reader) -> None:
    if not lines:
        return
    heads = "".join(
        f'<th scope="col">{escape(reader.say(head))}</th>' for head in (msgid("Indicator"), msgid("What changed"))
    )
    top = f"<table class='pa-table pa-changes'><thead><tr>{heads}</tr></thead><tbody>"
    table = top + "".join(_row(line, reader) for line in lines[:_SHOWN]) + "</tbody></table>"
    if len(lines) > _SHOWN:
        rest = top + "".join(_row(line, reader) for line in lines[_SHOWN:]) + "</tbody></table>"
        table += f'<details class="pa-twin"><summary>{escape(reader.say("{n} more", n=len(lines) - _SHOWN))}</summary>{rest}</details>'
    st.html(
        f'<p><b>{escape(title)}</b></p><div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(title)}">{table}</div>'
    )


def _known(reader: Reader) -> tuple[Revision, ...]:
    """The revisions to choose from: the newest, and the one that the address names, under its short id."""
    data = state.stated().data
    found = since.history(data.root)
    given = st.query_params.get("since")
    if given and given not in {r.short for r in found}:
        try:
            named = since.since(data, given).revision
        except RevisionError as error:
            state.notice(error.why.say(reader.lang))
            state.address(since=None)
            return found
        state.address(since=named.short)
        return found if named in found else (*found, named)
    return found


def section(reader: Reader) -> None:
    """What changed in the data since the revision that the reader chooses; open where the address names one."""
    with st.expander(reader.say("What changed since"), expanded="since" in st.query_params):
        try:
            _since_chosen(reader)
        except RevisionError as error:
            st.caption(reader.say("The history of the data can't be read: {why}.", why=error.why))
            return
        feed = escape(reader.say("Changes as an Atom feed"))
        st.html(
            f'<span class="pa-small"><a href="data/changes.atom?lang={reader.lang}" target="_blank">{feed}</a></span>'
        )


def _since_chosen(reader: Reader) -> None:
    data = state.stated().data
    shown = choices(_known(reader), reader.lang)
    chosen = state.select(
        "since", reader.say("Since which version"), list(shown), reader, shown.__getitem__, optional=True
    )
    if chosen is None:
        st.caption(reader.say("Choose an earlier version to see which figures and verdicts have changed since."))
        return
    view = changes_view(data, since.since(data, chosen), reader.lang)
    st.markdown(view.said)
    _list(reader.say("Verdicts that turn"), view.verdicts, reader)
    _list(reader.say("Figures"), view.figures, reader)
    if view.entries:
        items = "".join(f"<li>{escape(entry)}</li>" for entry in view.entries)
        st.html(
            f'<details class="pa-twin"><summary>{escape(reader.say("Catalogue and documents"))} ({len(view.entries)})</summary><ul>{items}</ul></details>'
        )


def notice(reader: Reader) -> None:
    """Say quietly that the data has changed since the link was made that brought the reader here."""
    given = st.query_params.get("version")
    data = state.stated().data
    if given is None or given == data.version:
        return
    try:
        found = since.since_version(data, given)
    except RevisionError as error:
        st.caption(reader.say("This link was made with another version of the data: {why}.", why=error.why))
        return
    said = older_link(found, reader.lang)
    if said:
        href = address("data", since=found.revision.short, lang=reader.lang)
        st.html(
            f'<span class="pa-small">{escape(said)} <a href="{escape(href)}" target="_self">{escape(reader.say("See what changed"))}</a></span>'
        )


def link(reader: Reader) -> None:
    """The address of this view with the version of its data, to be copied; to be called when the page has written its
    state."""
    kept = {**st.query_params.to_dict(), "version": state.stated().data.version}
    st.code(f"{(st.context.url or '').split('?')[0]}?{urlencode(kept)}", language=None, wrap_lines=True)
    st.caption(reader.say("Opens this view; should the data change, it says so."))
