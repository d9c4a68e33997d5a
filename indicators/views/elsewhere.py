"""Where promises were answered, in words: counts for a picture, and the outcomes of a promise that did not decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.judging.verdicts import judge
from indicators.tables import Frames
from indicators.views.labels import KIND_NAMES, verdict_name
from indicators.views.ledger import Row, figure_words
from indicators.words.texts import joined, translate


@dataclass(frozen=True, slots=True)
class Other:
    """An outcome that did not decide: in words, its source, and the verdict it would have given where that is
    another."""

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


def where(total: Mapping[str, int], lang: str) -> str:
    """How many promises were answered to the congress, found elsewhere, never answered; `total` is a row of
    `tables.counts`."""
    parts = [
        translate(lang, "{n} answered to the congress", n=n) if (n := total["answered_congress"]) else "",
        translate(lang, "{n} found elsewhere", n=n) if (n := total["answered_elsewhere"]) else "",
        translate(lang, "{n} never answered", n=n) if (n := total["answered_never"]) else "",
    ]
    return joined(parts, lang, "clauses")


def where_briefly(total: Mapping[str, int], lang: str) -> str:
    """The same where it stands beside how many were answered."""
    parts = [
        translate(lang, "{n} to the congress", n=n) if (n := total["answered_congress"]) else "",
        translate(lang, "{n} elsewhere", n=n) if (n := total["answered_elsewhere"]) else "",
        translate(lang, "{n} never", n=n) if (n := total["answered_never"]) else "",
    ]
    return joined(parts, lang, "clauses")


def left_out(frames: Frames, row: Row) -> bool:
    """Whether a whole report to the congress is silent on a promise that another document answers."""
    reviewers = frames.data.context(row["city"], int(row["year"])).reviewers(int(row["due"]))
    return row["answered_in"] == "elsewhere" and any(s.kind.to_congress and s.held_whole("reviews") for s in reviewers)


def others(frames: Frames, row: Row, lang: str) -> tuple[Other, ...]:
    """The outcomes of a promise (a row of `tables.promises`) that did not decide, in the order of its file."""
    city, year, name = row["city"], int(row["year"]), row["indicator"]
    promise, context = frames.data.years[city, year][name], frames.data.context(city, year)
    if not promise.outcome or (len(promise.outcome) == 1 and row["outcome_form"]):
        return ()
    judgment = judge(name, context, frames.tolerance)
    deciding, turned = (judgment.deciding, dict(judgment.turned_by)) if judgment else (None, {})
    found = []
    for i, outcome in enumerate(promise.outcome):
        if i != deciding:
            source = frames.data.cities[city].sources[frames.data.evidence[city, year, name, "outcome", i].source]
            kind = translate(lang, KIND_NAMES[source.kind])
            would = verdict_name(turned[i], lang) if i in turned else ""
            shown = figure_words(outcome, frames.data.catalogue[name], lang)
            found.append(Other(i, shown, kind, source.say(lang), outcome.interim_to is not None, would))
    return tuple(found)
