"""What a briefing says, whatever its kind: the same for a picture, slides, pages and a workbook."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from indicators.briefs.request import Request
from indicators.views.compare import Compare
from indicators.views.indicator import IndicatorView
from indicators.views.passages import Passage
from indicators.views.scorecard import Scorecard
from indicators.words.inert import seen
from indicators.words.texts import joined, msgid, translate


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """One promise (verdict "context": an outcome without one), in words, with the numbers that a chart needs.

    `where` says the year or the city where it is not the briefing's own. `target`, `outcome` and `gap_value` are in
    `unit` (None: none); `answered` says where the promise was answered, `evidence` how strong the evidence is, `turned`
    which other outcome would turn the verdict; `along` is the gap as a share of the ledger's half row, cut off at 1.
    """

    where: str
    indicator: str
    name: str
    unit: str
    promised: str
    reported: str
    verdict: str
    glyph: str
    verdict_name: str
    gap: str
    because: str
    answered: str
    evidence: str
    turned: str
    target: float | None
    outcome: float | None
    gap_value: float | None
    along: float | None
    quotes: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A group, a city or an indicator with its entries."""

    name: str
    entries: tuple[BriefEntry, ...]


@dataclass(frozen=True, slots=True)
class BriefSource:
    """A source that the briefing rests on; `key` is its city and name, as the tables have them, `href` its address, its
    place on the dashboard, or "" where there is neither."""

    key: tuple[str, str]
    title: str
    kind: str
    publisher: str
    date: str
    href: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a briefing says. `view` is the page's own view, from which its chart is drawn; `histories`
    what happened to the promises over the years, the weightiest first; `place` is what one of its places is called,
    `tally` how many promises got each verdict, empty where its places are of different levels."""

    request: Request
    view: Scorecard | IndicatorView | Compare
    title: str
    sentence: str
    answered: str
    rates: str
    paragraph: str
    histories: tuple[str, ...]
    place: str
    filtered: str
    tolerance: str
    note: str
    sections: tuple[Section, ...]
    tally: tuple[tuple[str, int], ...]
    unanswered: tuple[BriefEntry, ...]
    documents: tuple[BriefSource, ...]
    imprint: str
    date: str
    version: str
    address: str
    command: str

    @property
    def told_above(self) -> tuple[str, ...]:
        """What stands larger, above a table of the others."""
        return self.sentence, self.paragraph, "\n".join(self.histories)

    @property
    def entries(self) -> tuple[BriefEntry, ...]:
        """All entries, section by section."""
        return tuple(entry for section in self.sections for entry in section.entries)


def all_seen(part: Any) -> Any:
    """A briefing, or a part of it, in whose texts no sign hides from who reads them (`words.inert.seen`)."""
    if isinstance(part, str):
        return seen(part)
    if isinstance(part, tuple):
        return tuple(map(all_seen, part))
    if is_dataclass(part) and not isinstance(part, type | Request):
        return replace(part, **{field.name: all_seen(getattr(part, field.name)) for field in fields(part)})
    return part


def address_of(brief: Brief, quote: Passage) -> str:
    """Where a quote can be read: its place on the dashboard, else its document's own address; "" for neither."""
    if brief.request.base:
        return f"{brief.request.base.rstrip('/')}/{quote.href}"
    return next((d.href for d in brief.documents if d.key == quote.document), "")


def heads(brief: Brief) -> tuple[str, str]:
    """The table head over `where` ("" where it says nothing) and over a section's name."""
    lang = brief.request.lang
    if isinstance(brief.view, IndicatorView):
        return translate(lang, "Year"), brief.place
    if isinstance(brief.view, Compare):
        return brief.place, translate(lang, "Indicator")
    return "", translate(lang, "Group")


def table_heads(brief: Brief) -> list[str]:
    """The heads of the table of promises in a document or on a slide, over the cells of `table_cells`."""
    where, _ = heads(brief)
    names = (
        msgid("Indicator"),
        msgid("Promised"),
        msgid("Reported"),
        msgid("Verdict"),
        msgid("Gap"),
        msgid("Evidence"),
    )
    return [*([where] if where else []), *(translate(brief.request.lang, name) for name in names)]


def table_cells(brief: Brief, entry: BriefEntry, name: str) -> list[str]:
    """An entry's row in that table, called `name`; the last cell but two is the verdict."""
    where, _ = heads(brief)
    verdict = f"{entry.glyph} {entry.verdict_name}"
    place = [entry.where] if where else []
    return [*place, name, entry.promised or "—", entry.reported or "—", verdict, entry.gap, entry.evidence]


def facts(brief: Brief) -> list[tuple[str, str]]:
    """What the briefing says about itself, name by name; only what there is to say."""
    lang = brief.request.lang
    if isinstance(brief.view, Compare):
        told = [
            (translate(lang, "In common"), brief.sentence),
            (translate(lang, "What became of them"), brief.answered),
            (translate(lang, "Caution"), brief.rates),
        ]
    else:
        told = [
            (translate(lang, "What became of them"), brief.sentence),
            (translate(lang, "Where answered"), brief.answered),
            (translate(lang, "Rates"), brief.rates),
        ]
    told += [
        (translate(lang, "In short"), brief.paragraph),
        (translate(lang, "What stands out over the years"), "\n".join(brief.histories)),
        (translate(lang, "Filter"), brief.filtered),
        (translate(lang, "Tolerance"), brief.tolerance),
        (translate(lang, "Sources"), joined((d.title for d in brief.documents), lang)),
        (translate(lang, "Date and version"), brief.imprint),
        (translate(lang, "The same view"), brief.address),
        (translate(lang, "To make it again"), brief.command),
    ]
    return [(name, text) for name, text in told if text]
