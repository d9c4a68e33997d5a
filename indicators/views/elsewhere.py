"""Where promises were answered, in words: counts by kind of document, and outcomes that did not decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words
from indicators.views.labels import kind_name, verdict_name
from indicators.views.ledger import figure_words
from indicators.words.texts import joined, translate


@dataclass(frozen=True, slots=True)
class Other:
    """An outcome that did not decide, in words, with its source.

    `would` is the verdict it would have given, empty where that is the same.
    """

    position: int
    shown: str
    kind: str
    source: str
    interim: bool
    would: str

    def say(self, lang: str) -> str:
        """`News 《…》: 4%`, with the verdict it would have given."""
        said = translate(lang, "{kind} {source}: {outcome}", kind=self.kind, source=self.source, outcome=self.shown)
        return (
            translate(lang, "{other}, by which it would be “{verdict}”", other=said, verdict=self.would)
            if self.would
            else said
        )


def in_words_of_them(n: int, lang: str) -> str:
    """What stands behind a number of promises kept where `n` of them are kept by words that say it is done: `, one of
    them in words`; nothing where none is."""
    if not n:
        return ""
    return translate(lang, ", one of them in words") if n == 1 else translate(lang, ", {n} of them in words", n=n)


def where(total: Mapping[str, int], lang: str) -> str:
    """Of how many promises the outcome was reported to the People's Congress, stands in other documents alone, can't be
    compared, or is not in the reports that owe it, held whole; `total` are the numbers of a `tables.CountRow`."""
    parts = [
        translate(lang, "{n} reported to the People's Congress", n=n) if (n := total["answered_congress"]) else "",
        translate(lang, "{n} found in other documents only", n=n) if (n := total["answered_elsewhere"]) else "",
        translate(lang, "{n} answered without a comparable figure", n=n) if (n := total["answered_words"]) else "",
        translate(lang, "{n} without a figure in reports held whole", n=n) if (n := total["answered_silent"]) else "",
    ]
    return joined(parts, lang, "clauses")


def where_briefly(total: Mapping[str, int], lang: str) -> str:
    """The same where it stands beside how many were answered."""
    parts = [
        translate(lang, "congress {n}", n=n) if (n := total["answered_congress"]) else "",
        translate(lang, "elsewhere {n}", n=n) if (n := total["answered_elsewhere"]) else "",
        translate(lang, "no comparison {n}", n=n) if (n := total["answered_words"]) else "",
        translate(lang, "no figure {n}", n=n) if (n := total["answered_silent"]) else "",
    ]
    return joined(parts, lang, "clauses")


def others(frames: Frames, row: PromiseRow, lang: str) -> tuple[Other, ...]:
    """The outcomes of a promise that did not decide, in the order of its file."""
    found = []
    for figure in frames.outcomes_of(row["city"], row["year"], row["indicator"]):
        if not figure["decides"]:
            source = frames.sources_of(row["city"])[figure["source"]]
            found.append(
                Other(
                    figure["position"],
                    figure_words(figure, lang),
                    kind_name(source, lang),
                    in_words(source, "named", lang),
                    bool(figure["interim_to"]),
                    verdict_name(figure["would"], lang) if figure["would"] else "",
                )
            )
    return tuple(found)
