"""What the report on the Contribute page is: city, kind, title, years; proposed by its text, corrected by the
reader."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from indicators.drafts import Draft
from indicators.model.schema import Kind
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.pages.state import Reader
from indicators.tables import current
from indicators.views.contribute import NEW, suggested
from indicators.views.contribution import About, folder_of
from indicators.views.labels import KIND_NAMES
from indicators.words.texts import msgid

HELD_NAMES: Mapping[str, str] = {
    "reviews plans": msgid("Extracts of both halves"),
    "reviews": msgid("Of the review only extracts"),
    "plans": msgid("Of the plan only extracts"),
    "": msgid("The whole report"),
}


def _kept(key: str, value: object) -> str:
    """The key of a control, whose value is what it was when the page was left, else the one given here."""
    fields: dict[str, object] = st.session_state.setdefault("kept_fields", {})
    if key in st.session_state:
        fields[key] = st.session_state[key]
    else:
        st.session_state[key] = fields.get(key, value)
    return key


def show(text: str, key: str, made: Draft, reader: Reader) -> About:
    """The controls, and what they say by now. `key` is the report's own, so that each report gets fresh ones."""
    cities = current.data().cities
    found = suggested(text, cities)
    options = [*sorted(cities), NEW]
    where, what, title_ = st.columns([2, 2, 4])
    with where:
        city = st.selectbox(
            reader.say("City"),
            options,
            key=_kept(f"city_{key}", found.city or NEW),
            format_func=lambda c: reader.say("A new city …") if c == NEW else cities[c].say(reader.lang),
        )
    with what:
        kinds = [k.value for k in Kind]
        kind = st.selectbox(
            reader.say("Kind"),
            kinds,
            key=_kept(f"kind_{key}", found.kind),
            format_func=lambda k: reader.say(KIND_NAMES[k]),
        )
    with title_:
        title = st.text_input(reader.say("Title"), key=_kept(f"title_{key}", found.title))
    zh = en = code = ""
    folder = city
    if city == NEW:
        a, b, c, d = st.columns(4)
        zh = a.text_input(reader.say("The city's name in Chinese"), key=_kept(f"zh_{key}", ""), placeholder="大同市")
        en = b.text_input(reader.say("in English"), key=_kept(f"en_{key}", ""), placeholder="Datong")
        code = c.text_input(
            reader.say("Code in GB/T 2260"), key=_kept(f"code_{key}", ""), placeholder="140200", max_chars=6
        )
        folder = d.text_input(
            reader.say("Name of its folder"), key=_kept(f"folder_{key}_{en}", folder_of(en)), placeholder="datong"
        )
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
    with st.expander(reader.say("More about the document, if you know it")):
        a, b, c = st.columns([3, 2, 4])
        publisher = a.text_input(reader.say("Publisher"), key=_kept(f"publisher_{key}", ""))
        date = b.date_input(reader.say("Date"), value=None, key=_kept(f"date_{key}", None), format="YYYY-MM-DD")
        url = c.text_input(reader.say("Address"), key=_kept(f"url_{key}", ""), placeholder="https://")
    return About(
        folder.strip(),
        kind,
        title.strip(),
        reviews,
        plans,
        tuple(held.split()),
        publisher.strip(),
        date.isoformat() if date else "",
        url.strip(),
        zh.strip(),
        en.strip(),
        code.strip(),
    )
