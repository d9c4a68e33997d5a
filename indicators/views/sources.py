"""Sources: each document, what was taken from it, and its text with every quote marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from indicators.model.wording import Day
from indicators.tables import Frames
from indicators.tables.columns import FigureRow, SourceRow, in_words, records
from indicators.views.labels import FigureId, address, figure_key, kind_name
from indicators.views.ledger import figure_words
from indicators.views.passages import Passage, passage
from indicators.views.roster import place_word
from indicators.words.inert import host
from indicators.words.texts import bracketed, joined, msgid, translate

_FIGURE = re.compile(
    r"(?P<city>[^.]+)\.(?P<year>[0-9]{4})\.(?P<indicator>[^.]+)\.(?P<role>target|outcome)(\.(?P<position>[0-9]{1,4}))?"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text and the names of the figures whose quotes cover it (none: plain text)."""

    text: str
    figures: tuple[str, ...]
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure of a document whose text is not held, in words; `href` leads to the page that shows it."""

    label: str
    shown: str
    quote: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One document and what was taken from it. `url` is its address on the web and `host` where that leads, both empty
    where it has none that may be a link.

    `passage` and `heading` are of the figure that the reader came for. `segments` are the held text (none: only cited
    figures, in `cited`); `outside` says how much of the held file is not part of the document.
    """

    title: str
    url: str
    host: str
    facts: tuple[tuple[str, str], ...]
    taken: str
    passage: Passage | None
    heading: str
    segments: tuple[Segment, ...]
    outside: str
    cited: tuple[Cited, ...]


def parse_figure(key: str) -> FigureId | None:
    """A figure's name in an address, taken apart: taiyuan.2022.gdp_growth.target; None if it isn't one."""
    found = _FIGURE.fullmatch(key)
    if found is None:
        return None
    return found["city"], int(found["year"]), found["indicator"], found["role"], int(found["position"] or 0)


def _key(figure: FigureRow) -> FigureId:
    return figure["city"], figure["year"], figure["indicator"], figure["role"], figure["position"]


def _label(frames: Frames, figure: FigureRow, lang: str) -> str:
    message = msgid("{year} promise: {name}") if figure["role"] == "target" else msgid("{year} outcome: {name}")
    return translate(lang, message, year=figure["year"], name=frames.catalogue[figure["indicator"]].say(lang))


def _with_note(frames: Frames, figure: FigureRow, lang: str) -> str:
    """What a quote is of, and what the curator noted."""
    note = bracketed(in_words(figure, "note", lang), lang)
    return joined([_label(frames, figure, lang), note], lang, "sentences")


def _segments(
    frames: Frames, document: tuple[str, str], taken: list[FigureRow], chosen: FigureRow | None, lang: str
) -> tuple[Segment, ...]:
    """The text of a held document, cut where a quote begins or ends."""
    held = frames.texts[document]
    spans = [(f["start"], f["end"], f) for f in taken if f["start"] is not None and f["end"] is not None]
    edges = sorted({held.begin, held.end, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    segments = []
    for start, end in pairwise(edges):
        covering = [figure for s, e, figure in spans if s <= start and end <= e]
        label = "; ".join(_with_note(frames, figure, lang) for figure in covering)
        names = tuple(figure_key(*_key(figure)) for figure in covering)
        segments.append(Segment(held.text[start:end], names, label, chosen is not None and chosen in covering))
    return tuple(segments)


def _cited(frames: Frames, figure: FigureRow, lang: str) -> Cited:
    name = figure["indicator"]
    if figure["promised"]:
        href = address("scorecard", frames, city=figure["city"], year=figure["year"], open=name, lang=lang)
    else:
        href = address("indicator", frames, indicator=name, lang=lang)
    label, shown = _label(frames, figure, lang), figure_words(figure, lang)
    return Cited(label, shown, figure["quote"], in_words(figure, "note", lang), href)


def _facts(frames: Frames, source: SourceRow, lang: str) -> tuple[tuple[str, str], ...]:
    halves = {"reviews": msgid("its review"), "plans": msgid("its plan")}
    if not source["held"]:
        text = translate(lang, "not held; cited")
    elif source["excerpt"]:
        parts = joined((translate(lang, halves[h]) for h in source["excerpt"].split(", ")), lang, "both")
        text = translate(lang, "held; of {halves} only an excerpt", halves=parts)
    else:
        text = translate(lang, "held whole")
    looked = ""
    if source["looked_by"]:
        day = Day(date.fromisoformat(source["looked_on"]))
        looked = translate(lang, "by {who}, {day}", who=source["looked_by"], day=day)
    elif source["held"] and source["reviews"]:
        looked = translate(lang, "not yet: no promise counts as unreported by it")
    rows = [
        (msgid("Kind"), kind_name(source, lang)),
        (msgid("Publisher"), source["publisher"]),
        (msgid("Date"), source["date"]),
        (msgid("Reviews"), str(source["reviews"] or "")),
        (msgid("Plans"), str(source["plans"] or "")),
        (msgid("Text"), text),
        (msgid("Looked through for answers"), looked),
        (msgid("File"), f"seeds/{source['file']}" if source["file"] else ""),
        (msgid("Address"), source["url"]),
        (msgid("Note"), in_words(source, "note", lang)),
    ]
    place = (place_word(frames, lang), frames.cities[source["city"]].say(lang))
    return (place, *((translate(lang, label), value) for label, value in rows if value))


def _outside(frames: Frames, document: tuple[str, str], lang: str) -> str:
    """How much of the held file is not part of the document; empty where all of it is."""
    held = frames.texts[document]
    rest = len(held.text) - (held.end - held.begin)
    if not rest:
        return ""
    return translate(lang, "{n} more characters on the same page are not part of the document and not shown.", n=rest)


def source_view(frames: Frames, city: str, source: str, figure: str | None, lang: str) -> SourceView:
    """The page of one document; `figure` is the figure whose sentence is shown first."""
    entry, document = frames.sources_of(city)[source], (city, source)
    taken = records(frames.only("figures", [city], source=source), FigureRow)
    key = parse_figure(figure) if figure else None
    chosen = next((f for f in taken if _key(f) == key), None)
    held, leads = document in frames.texts, host(entry["url"])
    return SourceView(
        title=in_words(entry, "named", lang),
        url=entry["url"] if leads else "",
        host=leads,
        facts=_facts(frames, entry, lang),
        taken=translate(
            lang,
            "{targets} promises and {outcomes} outcomes were taken from it; {verified} of {n} figures verified.",
            targets=entry["targets"],
            outcomes=entry["outcomes"],
            verified=entry["verified"],
            n=entry["targets"] + entry["outcomes"],
        ),
        passage=passage(frames, chosen, in_words(chosen, "shown", lang), lang) if chosen else None,
        heading=_label(frames, chosen, lang) if chosen else "",
        segments=_segments(frames, document, taken, chosen, lang) if held else (),
        outside=_outside(frames, document, lang) if held else "",
        cited=() if held else tuple(_cited(frames, f, lang) for f in taken),
    )
