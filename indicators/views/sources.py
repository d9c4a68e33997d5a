"""Sources: each document, what was taken from it, and its text with every quote marked."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.collection import Collection
from indicators.tables import Frames
from indicators.views.labels import KIND_NAMES, address, figure_key
from indicators.views.passages import Passage, passage
from indicators.words.texts import joined, msgid, translate

Key = tuple[str, int, str, str, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text and the names of the figures whose quotes cover it (none: plain text)."""

    text: str
    figures: tuple[str, ...]
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure of a document whose text is not held: what it is of, in words, and the page that shows it beside its
    promise."""

    label: str
    shown: str
    quote: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One document. `outside` tells how many characters of the held file are not part of it; `url` is where it stands
    elsewhere."""

    title: str
    url: str
    facts: tuple[tuple[str, str], ...]
    taken: str
    passage: Passage | None
    heading: str
    segments: tuple[Segment, ...]
    outside: str
    cited: tuple[Cited, ...]


def parse_figure(key: str) -> Key | None:
    """A figure's name in an address, taken apart: taiyuan.2022.gdp_growth.target; None if it isn't one."""
    parts = key.split(".")
    if len(parts) not in (4, 5) or not parts[1].isdecimal() or (len(parts) == 5 and not parts[4].isdecimal()):
        return None
    return parts[0], int(parts[1]), parts[2], parts[3], int(parts[4]) if len(parts) == 5 else 0


def _label(frames: Frames, key: Key, lang: str) -> str:
    city, year, name, role, _ = key
    message = msgid("{year} promise: {name}") if role == "target" else msgid("{year} outcome: {name}")
    return translate(lang, message, year=year, name=frames.data.catalogue[name].say(lang))


def _segments(frames: Frames, city: str, source: str, chosen: Key | None, lang: str) -> tuple[Segment, ...]:
    document = frames.data.documents[city, source]
    spans = [
        (e.start, e.end, key)
        for key, e in frames.data.evidence.items()
        if key[0] == city and e.source == source and e.start is not None and e.end is not None
    ]
    edges = sorted({document.begin, document.end, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    segments = []
    for start, end in zip(edges, edges[1:], strict=False):
        covering = [key for s, e, key in spans if s <= start and end <= e]
        label = "; ".join(_label(frames, key, lang) for key in covering)
        names = tuple(figure_key(*key) for key in covering)
        segments.append(Segment(document.text[start:end], names, label, chosen in covering))
    return tuple(segments)


def shown_text(frames: Frames, key: Key, lang: str) -> str:
    """A figure in words."""
    own = frames.figures
    city, year, name, role, position = key
    own = own[(own["city"] == city) & (own["year"] == year) & (own["indicator"] == name) & (own["role"] == role)]
    own = own[own["position"] == position]
    return str(own.iloc[0][f"shown_{lang}"]) if len(own) else ""


def _cited(frames: Frames, key: Key, lang: str) -> Cited:
    city, year, name, role, i = key
    promise = frames.data.years[city, year][name]
    figure = promise.target if role == "target" else promise.outcome[i]
    if promise.target is not None:
        href = address("scorecard", frames, city=city, year=year, open=name, lang=lang)
    else:
        href = address("indicator", frames, indicator=name, lang=lang)
    interim = getattr(figure, "interim_to", None)
    shown = shown_text(frames, key, lang)
    shown = translate(lang, "{outcome} (to {date})", outcome=shown, date=interim) if interim else shown
    note = figure.note.say(lang) if figure and figure.note else ""
    return Cited(_label(frames, key, lang), shown, (figure.quote if figure else None) or "", note, href)


def _facts(data: Collection, city: str, name: str, lang: str) -> tuple[tuple[str, str], ...]:
    source = data.cities[city].sources[name]
    halves = {"reviews": msgid("its review"), "plans": msgid("its plan")}
    held = (city, name) in data.documents
    if not held:
        text = translate(lang, "not held; cited")
    elif source.excerpt:
        parts = joined((translate(lang, halves[h]) for h in source.excerpt), lang, "both")
        text = translate(lang, "held; of {halves} only an excerpt", halves=parts)
    else:
        text = translate(lang, "held whole")
    rows = [
        (msgid("City"), data.cities[city].say(lang)),
        (msgid("Kind"), translate(lang, KIND_NAMES[source.kind.value])),
        (msgid("Publisher"), source.publisher or ""),
        (msgid("Date"), source.date.isoformat() if source.date else ""),
        (msgid("Reviews"), str(source.reviews or "")),
        (msgid("Plans"), str(source.plans or "")),
        (msgid("Text"), text),
        (msgid("File"), f"seeds/{source.file}" if source.file else ""),
        (msgid("Address"), source.url or ""),
        (msgid("Note"), source.note.say(lang) if source.note else ""),
    ]
    return tuple((translate(lang, label), value) for label, value in rows if value)


def source_view(frames: Frames, city: str, source: str, figure: str | None, lang: str) -> SourceView:
    """The page of one document; `figure` is the figure whose sentence is shown first."""
    data = frames.data
    chosen = parse_figure(figure) if figure else None
    if chosen is not None and (
        chosen not in data.evidence or data.evidence[chosen].source != source or chosen[0] != city
    ):
        chosen = None
    taken = [key for key, e in data.evidence.items() if key[0] == city and e.source == source]
    verified = sum(data.evidence[key].verified for key in taken)
    held = (city, source) in data.documents
    outside = ""
    if held:
        document = data.documents[city, source]
        rest = len(document.text) - (document.end - document.begin)
        if rest:
            outside = translate(
                lang, "{n} more characters on the same page are not part of the document and not shown.", n=rest
            )
    cited = () if held else tuple(_cited(frames, key, lang) for key in taken)
    entry = data.cities[city].sources[source]
    return SourceView(
        title=entry.say(lang),
        url=entry.url if entry.url and entry.url.startswith(("https://", "http://")) else "",
        facts=_facts(data, city, source, lang),
        taken=translate(
            lang,
            "{targets} promises and {outcomes} outcomes were taken from it; {verified} of {n} figures verified.",
            targets=sum(key[3] == "target" for key in taken),
            outcomes=sum(key[3] == "outcome" for key in taken),
            verified=verified,
            n=len(taken),
        ),
        passage=passage(data, *chosen, shown_text(frames, chosen, lang), lang) if chosen else None,
        heading=_label(frames, chosen, lang) if chosen else "",
        segments=_segments(frames, city, source, chosen, lang) if held else (),
        outside=outside,
        cited=cited,
    )
