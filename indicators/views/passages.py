"""A figure's words in their document: the quote with the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.collection import Collection
from indicators.views.labels import CITED, KIND_NAMES, address, figure_key
from indicators.words.texts import msgid, translate

_AROUND = 110  # characters shown before and after a quote
_STOP = re.compile(r"[。！？；!?;\n]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote between the text before and after it (empty where no text is held), and where it comes from.

    `quote` is empty where a figure is cited without its words; `status` says so.
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


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after, no more than a few lines of it."""
    left = text[max(0, start - _AROUND) : start]
    stops = [m.end() for m in _STOP.finditer(left)]
    left = left[stops[-1] :] if stops else ("…" + left if start > _AROUND else left)
    right = text[end : end + _AROUND]
    stop = _STOP.search(right)
    right = right[: stop.end()] if stop else (right + "…" if end + _AROUND < len(text) else right)
    return left.lstrip("\n -"), right.rstrip("\n")


def passage(
    data: Collection, city: str, year: int, indicator: str, role: str, position: int, shown: str, lang: str
) -> Passage | None:
    """The passage of one figure; None where the figure isn't there."""
    evidence = data.evidence.get((city, year, indicator, role, position))
    promise = data.years.get((city, year), {}).get(indicator)
    if evidence is None or promise is None:
        return None
    figure = promise.target if role == "target" else promise.outcome[position]
    if figure is None:
        return None
    source = data.cities[city].sources[evidence.source]
    document = data.documents.get((city, evidence.source))
    before, quote, after = "", figure.quote or "", ""
    if document is not None and evidence.start is not None and evidence.end is not None:
        before, after = _around(document.text, evidence.start, evidence.end)
        quote = " ".join(document.text[evidence.start : evidence.end].split("\n"))
    if evidence.verified:
        status = translate(lang, "quote and figure found in the document")
    elif document is None:
        status = translate(lang, CITED)
    else:
        status = translate(lang, "not verified: see the problems of the data")
    return Passage(
        role=translate(lang, msgid("Promised") if role == "target" else msgid("Reported")),
        shown=shown,
        before=before,
        quote=quote,
        after=after,
        source=source.say(lang),
        kind=translate(lang, KIND_NAMES[source.kind.value]),
        status=status,
        verified=evidence.verified,
        href=address(
            "sources",
            city=city,
            source=evidence.source,
            figure=figure_key(city, year, indicator, role, position),
            lang=lang,
        ),
        note=figure.note.say(lang) if figure.note else "",
    )
