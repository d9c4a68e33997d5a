"""Step 1 of the Contribute page: the controls for what the report is, and what they say by now."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import streamlit as st

from indicators.drafts import Draft
from indicators.drafts.opening import Suggested, suggested
from indicators.model.schema import Kind
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.labels import KIND_NAMES
from indicators.views.report_facts import About, folder_of
from indicators.views.report_rows import NEW
from indicators.views.roster import place_word
from indicators.views.unfinished import Facts
from indicators.words.inert import in_markdown, seen
from indicators.words.texts import msgid

HELD_NAMES: Mapping[str, str] = {
    "reviews plans": msgid("Extracts of both halves"),
    "reviews": msgid("Of the review only extracts"),
    "plans": msgid("Of the plan only extracts"),
    "": msgid("The whole report"),
}
_NAMES = tuple(Facts.model_fields)


def _kept(key: str, value: object) -> str:
    """The key of a control, whose value is what it was when the page was left, else the one given here."""
    fields: dict[str, object] = st.session_state.setdefault("kept_fields", {})
    if key in st.session_state:
        fields[key] = st.session_state[key]
    else:
        st.session_state[key] = fields.get(key, value)
    return key


def show(text: str, key: str, made: Draft, reader: Reader, frames: Frames) -> About:
    """The controls, and what they say by now. `key` is the report's own, so that each report gets fresh ones."""
    cities = frames.cities
    found = suggested(text, cities, made.plans)
    where, what, title_ = st.columns([2, 2, 4])
    with where:
        label = place_word(frames, reader.lang)
        city = st.selectbox(
            label,
            [*sorted(cities), NEW],
            key=_kept(f"city_{key}", found.city or NEW),
            format_func=lambda c: reader.say("A new place …") if c == NEW else seen(cities[c].say(reader.lang)),
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
    publisher, date, url = _more(key, found, reader)
    excerpt, speaker = tuple(held.split()), found.speaker
    return About(folder, kind, title.strip(), reviews, plans, excerpt, publisher, date, url, zh, en, code, speaker)


def _new_city(key: str, reader: Reader) -> tuple[str, str, str, str]:
    """The controls for a city that the project does not have: its folder, both names and its code."""
    a, b, c, d = st.columns(4)
    zh = a.text_input(reader.say("The place's name in Chinese"), key=_kept(f"zh_{key}", ""), placeholder="大同市")
    en = b.text_input(reader.say("in English"), key=_kept(f"en_{key}", ""), placeholder="Datong")
    code = c.text_input(
        reader.say("Code in GB/T 2260"), key=_kept(f"code_{key}", ""), placeholder="140200", max_chars=6
    )
    folder = d.text_input(
        reader.say("Name of its folder"), key=_kept(f"folder_{key}_{en}", folder_of(en)), placeholder="datong"
    )
    return folder.strip(), zh.strip(), en.strip(), code.strip()


def _more(key: str, found: Suggested, reader: Reader) -> tuple[str, str, str]:
    """The controls for what may be known of the document besides: publisher, ISO date (or empty) and address. What its
    first lines say stands there."""
    day = datetime.date.fromisoformat(found.date) if found.date else None
    with st.expander(reader.say("More about the document, if you know it")):
        a, b, c = st.columns([3, 2, 4])
        publisher = a.text_input(reader.say("Publisher"), key=_kept(f"publisher_{key}", found.publisher))
        date = b.date_input(reader.say("Date"), value=None, key=_kept(f"date_{key}", day), format="YYYY-MM-DD")
        url = c.text_input(reader.say("Address"), key=_kept(f"url_{key}", ""), placeholder="https://")
        if found.speaker:
            told = reader.say(
                "Given by {speaker}, as its first lines say: a note tells readers.", speaker=found.speaker
            )
            st.caption(in_markdown(told))
    return publisher.strip(), date.isoformat() if date else "", url.strip()


def given(name: str, key: str) -> object:
    """What a control says of the report of that key: now, or when the page was left; None where it says nothing yet."""
    fields: dict[str, object] = st.session_state.get("kept_fields", {})
    return st.session_state.get(f"{name}_{key}", fields.get(f"{name}_{key}"))


def facts(key: str) -> Facts:
    """What all controls say by now, as it is kept in the reader's browser."""
    fields: Mapping[str, object] = st.session_state["kept_fields"]
    en = str(given("en", key) or "")
    places = {name: _place(name, key, en) for name in _NAMES}
    now = {name: st.session_state.get(place, fields.get(place, "")) for name, place in places.items()}
    day = now["date"]
    texts = {name: value[:500] for name, value in now.items() if isinstance(value, str)}
    return Facts.model_validate(now | texts | {"date": day.isoformat() if isinstance(day, datetime.date) else ""})


def restore(key: str, before: Mapping[str, object], frames: Frames) -> None:
    """Have the controls of the report of that key say what they said when it was left."""
    fields: dict[str, object] = st.session_state.setdefault("kept_fields", {})
    known = {**before, "city": before["city"] if before["city"] in frames.cities else NEW}
    for name, value in known.items():
        place = _place(name, key, str(before["en"]))
        st.session_state.pop(place, None)
        fields[place] = value


def _place(name: str, key: str, en: str) -> str:
    """The key of a control; that of the folder's name begins anew with the city's English one."""
    return f"folder_{key}_{en}" if name == "folder" else f"{name}_{key}"
