"""What all pages share: the data, the reader (language, theme, tolerance), and controls kept in the address."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators.charts.theme import Palette, palette, repainted
from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.pages import running
from indicators.tables import Frames, current
from indicators.words.inert import echoed, in_markdown, seen
from indicators.words.texts import LANGUAGES, joined, msgid, translate

# All that the pages keep in their address, and how many characters of each are passed on.
KEYS = (
    "lang",
    "tolerance",
    "version",
    "since",
    "city",
    "cities",
    "year",
    "show",
    "open",
    "indicator",
    "only",
    "source",
    "figure",
    "table",
    "place",
    "of",
    "verdict",
    "read",
    "task",
)
LONGEST = 500
_PATIENCE, _OFTEN = 1.0, 0.2  # seconds: until a page says that it waits, and between two looks
address, given = running.address, running.given  # pages ask for the address here
_WINDOW_JS = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("figure.js", "paper.js", "take.js", "window.js")
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their language, colours, and whether the window is as narrow as a phone."""

    lang: str
    colours: Palette
    dark: bool
    narrow: bool

    @property
    def width(self) -> int:
        """Roughly how many pixels a figure has."""
        return 350 if self.narrow else 1180

    @property
    def asks(self) -> dict[str, str | None]:
        """What an address needs so that a file is in the reader's language and theme."""
        return {"lang": self.lang, "theme": "dark" if self.dark else None}

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return translate(self.lang, message, **values)


def stated() -> Frames:
    """The tables at the stated tolerance."""
    return _frames(None)


def frames() -> Frames:
    """The tables at the reader's tolerance."""
    return _frames(tolerance())


def _frames(percent: Decimal | None) -> Frames:
    return running.once(("frames", percent), lambda: _read(percent))


def _read(percent: Decimal | None) -> Frames:
    """The tables; while they are read by another for longer than a moment, the page says how far that is."""
    since, place = time.monotonic(), None
    while (told := current.progress()) is not None:
        if time.monotonic() - since > _PATIENCE:
            done, of = told
            lang, place = language(), place or st.empty()
            message = msgid("Reading the data: {done} of {of} cities") if of else msgid("Reading the data")
            place.progress(done / of if of else 0.0, text=translate(lang, message, done=done, of=of))
        time.sleep(_OFTEN)
    if place is not None:
        place.empty()
    return current.frames(percent)


def language() -> str:
    """The reader's language: what the address says, else what was chosen, else the browser's."""
    named = given("lang")
    if named in LANGUAGES:
        st.session_state["kept_lang"] = named
    kept = st.session_state.get("kept_lang")
    if kept:
        return str(kept)
    return "zh" if (st.context.locale or "zh").lower().startswith("zh") else "en"


def tolerance() -> Decimal | None:
    """The tolerance the reader moved to, in percent; None where it stands at the stated one."""
    value = st.session_state.get("kept_tolerance")
    return None if value is None or Decimal(str(value)) == DEFAULT_TOLERANCE else Decimal(str(value))


def reader() -> Reader:
    """The reader of this run."""

    def reads() -> Reader:
        dark = st.context.theme.type == "dark"
        narrow = st.session_state.get("kept_narrow", False)
        return Reader(language(), palette("dark" if dark else "light"), dark, narrow)

    return running.once("reader", reads)


def watch_window() -> None:
    """Learn from the browser whether the window is narrow, now and when it changes; and have it lay out figures for
    paper and make pictures of them."""

    def told() -> None:
        st.session_state["kept_narrow"] = bool(st.session_state["window"].get("narrow"))

    mount = st.components.v2.component("window", js=_WINDOW_JS)
    mount(key="window", data=_repaint(reader().dark), on_narrow_change=told, height=1)


@cache
def _repaint(dark: bool) -> dict[str, list[tuple[str, str]]] | None:
    """What each colour on screen becomes on paper; none where they are the same."""
    return {"repaint": repainted(palette("dark"))} if dark else None


def addressed() -> dict[str, str]:
    """What the page's address says of the pages' own state; what else stands there is not passed on."""
    told = running.addressed()
    return {key: told[key] for key in KEYS if len(told.get(key, "-" * LONGEST)) < LONGEST}


def notice(message: str) -> None:
    """Tell the reader, above the controls, that the address asks for something that is not there."""
    place = st.session_state.get("notices")
    (st if place is None else place).warning(in_markdown(message), icon=":material/help:")


def _written(key: str, clears: tuple[str, ...]) -> None:
    value = st.session_state[key]
    st.session_state[f"kept_{key}"] = value
    address(**{key: None if value is None else str(value)}, **dict.fromkeys(clears))


def controls() -> DeltaGenerator:
    """A row for a page's controls, below each other where the window is narrow; style.css has how they share it."""
    return st.container(horizontal=True, key="controls")


@dataclass(frozen=True, slots=True)
class SelectBox:
    """A select box whose choice stands in the address under `key`.

    `options` has the words of each (`worded`), `default` is chosen where neither the address nor an earlier visit says
    otherwise. An address that names something unknown gets the message `unknown` (with {given} and {known}; else a
    general one) and the default. `clears` names the keys in the address that a new choice makes pointless, `former` has
    the option that came in place of one that old addresses name.
    """

    key: str
    label: str
    options: Mapping[str, str]
    default: str | None = None
    unknown: str = ""
    clears: tuple[str, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)


def worded(options: Iterable[str], words: Callable[[str], str] = str) -> dict[str, str]:
    """Options, each with its words as a box lists them, which reads no Markdown."""
    return {option: seen(words(option)) for option in options}


def _stated(box: SelectBox, reader: Reader, otherwise: str | None, kept: str | None = None) -> str | None:
    """The choice in the address, else the one that was `kept`, else `otherwise`.

    Where the address names what is not among the options, the reader is told and gets `otherwise`.
    """
    named = given(box.key)
    if named is not None and named in box.former and named not in box.options:
        named = box.former[named]
        address(**{box.key: named})
    if named in box.options:
        return named
    if named is None:
        return kept if kept in box.options else otherwise
    known = joined(list(box.options.values())[:12], reader.lang) + ("…" if len(box.options) > 12 else "")
    values = {"given": echoed(named), "known": known}
    general = reader.say("The address names {given}, which is not among the choices. There are: {known}.", **values)
    notice(reader.say(box.unknown, **values) if box.unknown else general)
    return otherwise


def select(box: SelectBox, reader: Reader) -> str:
    """Draw a box in which something is always chosen, kept across pages; what is chosen."""
    first = box.default if box.default in box.options else next(iter(box.options))
    st.session_state[box.key] = _stated(box, reader, first, st.session_state.get(f"kept_{box.key}"))
    chosen = str(
        st.selectbox(
            box.label,
            list(box.options),
            key=box.key,
            format_func=box.options.__getitem__,
            on_change=_written,
            args=(box.key, box.clears),
        )
    )
    if given(box.key) is None:
        address(**{box.key: chosen})
    st.session_state[f"kept_{box.key}"] = chosen
    return chosen


def select_or_none(box: SelectBox, reader: Reader) -> str | None:
    """Draw a box in which nothing needs to be chosen; what is chosen."""
    st.session_state[box.key] = _stated(box, reader, box.default if box.default in box.options else None)
    chosen = st.selectbox(
        box.label,
        list(box.options),
        index=None,
        key=box.key,
        format_func=box.options.__getitem__,
        placeholder="—",
        on_change=_written,
        args=(box.key, box.clears),
    )
    if chosen is not None:
        st.session_state[f"kept_{box.key}"] = chosen
    return chosen
