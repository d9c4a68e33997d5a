"""A figure's words in their document: the quote with the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.tables import Frames
from indicators.tables.columns import FigureRow, SourceRow, in_words
from indicators.views.labels import CITED, TO_CONGRESS, figure_address, kind_name
from indicators.words.texts import msgid, translate

_AROUND = 110  # characters shown before and after a quote
_STOP = re.compile(r"[。！？；!?;\n]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote between the text before and after it (empty where no text is held), and where it comes from.

    `quote` is empty where a figure is cited without its words; `status` says so. `source` is the document's title as it
    stands in a sentence, `document` its city and name, by which the tables have it.
    """

    role: str
    shown: str
    before: str
    quote: str
    after: str
    source: str
    kind: str
    status: str
    verified: bool
    href: str
    note: str
    document: tuple[str, str]
    read: str


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after, no more than a few lines of it."""
    left = text[max(0, start - _AROUND) : start]
    stops = [m.end() for m in _STOP.finditer(left)]
    left = left[stops[-1] :] if stops else ("…" + left if start > _AROUND else left)
    right = text[end : end + _AROUND]
    stop = _STOP.search(right)
    right = right[: stop.end()] if stop else (right + "…" if end + _AROUND < len(text) else right)
    return left.lstrip("\n -"), right.rstrip("\n")


def _role(figure: FigureRow, source: SourceRow, lang: str) -> str:
    """What a figure is: only a report to the congress promises, other documents tell of a target."""
    if figure["role"] == "outcome":
        return translate(lang, "Reported")
    return translate(lang, msgid("Promised") if source["kind"] in TO_CONGRESS else msgid("Target, as reported"))


def _read(figure: FigureRow, lang: str) -> str:
    """By how many people a figure's words were read; empty where it has none."""
    if not figure["quote"]:
        return ""
    if not figure["read_by"]:
        return translate(lang, "read by one person")
    return translate(lang, "read a second time by {readers}", readers=figure["read_by"])


def passage(frames: Frames, figure: FigureRow, shown: str, lang: str) -> Passage:
    """The passage of one figure; `shown` is the figure in words."""
    city, start, end = figure["city"], figure["start"], figure["end"]
    source, held = frames.sources_of(city)[figure["source"]], frames.texts.get((city, figure["source"]))
    before, quote, after = "", figure["quote"], ""
    if held is not None and start is not None and end is not None:
        before, after = around(held.text, start, end)
        quote = " ".join(held.text[start:end].split("\n"))
    if figure["verified"]:
        status = translate(lang, "quote and figure found in the document")
    elif held is None:
        status = translate(lang, CITED)
    elif start is not None:
        status = translate(lang, "quote found in the document; its number is spelled in words and was read by a person")
    else:
        status = translate(lang, "not verified: see the problems of the data")
    key = (city, figure["year"], figure["indicator"], figure["role"], figure["position"])
    return Passage(
        role=_role(figure, source, lang),
        shown=shown,
        before=before,
        quote=quote,
        after=after,
        source=in_words(source, "named", lang),
        kind=kind_name(source, lang),
        status=status,
        verified=figure["verified"],
        href=figure_address(figure["source"], key, lang),
        note=in_words(figure, "note", lang),
        document=(city, figure["source"]),
        read=_read(figure, lang),
    )
