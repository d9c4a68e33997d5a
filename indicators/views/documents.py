"""The documents a view rests on: their names, the newest of them, and the line below every picture that says so."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.tables import Frames
from indicators.tables.columns import in_words
from indicators.words.texts import joined, number, translate

DocumentKey = tuple[str, str]  # city, and the document's key in the city's file


def document_name(frames: Frames, document: DocumentKey, lang: str) -> str:
    """A document as a sentence names it."""
    city, source = document
    return in_words(frames.sources_of(city)[source], "named", lang)


def document_names(frames: Frames, documents: Iterable[DocumentKey], lang: str) -> str:
    """The names of documents, each once, as a list in one line."""
    return joined((document_name(frames, document, lang) for document in dict.fromkeys(documents)), lang)


def of_figures(figures: pd.DataFrame) -> list[DocumentKey]:
    """The documents that figures (rows of the table) were taken from, city by city."""
    found = figures[["city", "source"]].drop_duplicates().sort_values("city", kind="stable")
    return list(zip(found["city"], found["source"], strict=True))


def of_promises(frames: Frames, promises: pd.DataFrame) -> list[DocumentKey]:
    """The documents that promises (rows of the table) rest on: those of their figures, and those held that owe the
    answer, whose silence a verdict may rest on."""
    key = ["city", "year", "indicator"]
    figures = frames.only("figures", promises["city"].unique(), [*key, "source"])
    found = of_figures(figures.merge(promises[key], on=key))
    for city, owed in promises[["city", "owed_by"]].drop_duplicates().itertuples(index=False):
        sources = frames.sources_of(city)
        found += [(city, name) for name in owed.split(", ") if name and sources[name]["held"]]
    order = {city: i for i, city in enumerate(dict.fromkeys(city for city, _ in found))}
    return sorted(dict.fromkeys(found), key=lambda document: order[document[0]])


def newest_date(frames: Frames, documents: Iterable[DocumentKey]) -> str:
    """The date of the newest dated document among some; empty where none is dated."""
    return max((frames.sources_of(city)[source]["date"] for city, source in documents), default="")


def tolerance_note(frames: Frames, lang: str) -> str:
    """What the tolerance is, and whether the reader moved it."""
    if frames.tolerance is None:
        return translate(lang, "Tolerance {n} %", n=number(DEFAULT_TOLERANCE, lang))
    return translate(lang, "Tolerance moved to {n} %", n=number(frames.tolerance, lang))


def versions(frames: Frames, lang: str) -> str:
    """The versions of the data and of the rule, and the tolerance."""
    return translate(
        lang,
        "Data {version}, rule {rule}. {tolerance}.",
        version=frames.version,
        rule=frames.rule,
        tolerance=tolerance_note(frames, lang),
    )


def imprint(frames: Frames, documents: Iterable[DocumentKey], lang: str) -> str:
    """The date of the newest of a view's documents, and the versions: what every picture and page ends with.

    A part-year figure may reach beyond that date, where its document has none: then the line says how far.
    """
    among = set(documents)
    date = newest_date(frames, among)
    figures = frames.only("figures", (city for city, _ in among), ["city", "source", "interim_to"])
    later = figures[figures["interim_to"] > date]
    ends = zip(later["city"], later["source"], later["interim_to"], strict=True)
    until = max((end for city, source, end in ends if (city, source) in among), default="")
    if until:
        newest = translate(lang, "Newest dated document {date}, figures up to {until}.", date=date or "–", until=until)
    else:
        newest = translate(lang, "Newest document {date}.", date=date or "–")
    return joined([newest, versions(frames, lang)], lang, "sentences")


def footer(frames: Frames, documents: Iterable[DocumentKey], lang: str) -> str:
    """The line every picture carries: its sources, and the imprint."""
    used = list(dict.fromkeys(documents))
    told = translate(lang, "Sources: {sources}.", sources=document_names(frames, used, lang) or "–")
    return joined([told, imprint(frames, used, lang)], lang, "sentences")
