"""A briefing from the same views as the pages, so that its numbers are the page's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

import pandas as pd

from indicators.briefs.content import Brief, Document, Entry, Section
from indicators.briefs.request import Request, checked, command, place
from indicators.collection import revisions
from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.views.compare import Compare, compare
from indicators.views.indicator import IndicatorView, indicator_view
from indicators.views.labels import (
    GLYPHS,
    KIND_NAMES,
    ORDER,
    address,
    group_name,
    imprint,
    latest,
    tolerance_note,
    verdict_name,
)
from indicators.views.ledger import Row, figure_words, ledger_row
from indicators.views.passages import passage
from indicators.views.scorecard import Scorecard, scorecard, words_of
from indicators.words import units
from indicators.words.texts import ended, joined, translate

_TELLING = 6  # facts over the years that a briefing names


def brief(frames: Frames, request: Request) -> Brief:
    """The briefing that is asked for, judged at the tolerance of the frames. Raises Refused where it names what is not
    there."""
    request = checked(frames, request)
    version = _version(frames.data.root, frames.data.version)
    stands_out = _stands_out(
        frames, request
    )  # before the frames are copied: they keep the facts once they are computed
    frames = replace(frames, data=replace(frames.data, version=version))
    lang = request.lang
    if request.kind == "indicator":
        view, sections, rows = _of_indicator(frames, request)
    elif request.kind == "comparison":
        view, sections, rows = _of_comparison(frames, request)
    else:
        view, sections, rows = _of_scorecard(frames, request)
    kept = {(e.where, e.indicator) for s in sections for e in s.entries}
    here = place(frames, request, version)
    tally = rows["verdict"].value_counts()
    return Brief(
        request=request,
        view=view,
        title=view.title,
        sentence=view.sentence if isinstance(view, Scorecard) else view.subtitle,
        answered=view.answered
        if isinstance(view, Scorecard)
        else _became(sections, lang)
        if isinstance(view, Compare)
        else "",
        rates=view.rates
        if isinstance(view, Scorecard)
        else joined(view.standings, lang, "statements")
        if isinstance(view, Compare)
        else "",
        paragraph=view.paragraph if isinstance(view, Scorecard) else "",
        stands_out=stands_out,
        filtered=_filtered(request, len(kept), len(rows), lang),
        tolerance=tolerance_note(frames, lang) if frames.tolerance is not None else "",
        note=view.scale
        if isinstance(view, Scorecard)
        else " ".join(filter(None, [ended(view.definition, lang), view.legend]))
        if isinstance(view, IndicatorView)
        else "",
        sections=sections,
        tally=tuple((verdict, int(tally[verdict])) for verdict in ORDER if verdict in tally),
        unanswered=tuple(e for s in sections for e in s.entries if e.verdict in ("unreported", "not_held")),
        documents=_documents(frames, request, sections),
        imprint=imprint(frames, lang),
        date=latest(frames),
        version=version,
        address=urljoin(request.base.rstrip("/") + "/", here) if request.base else "",
        command=command(frames, request),
    )


def _stands_out(frames: Frames, request: Request) -> tuple[str, ...]:
    """What happened to the promises over the years, the most telling first; of a comparison nothing."""
    rows = frames.histories
    rows = rows[rows["city"].isin(request.cities)]
    if request.kind == "indicator":
        rows = rows[rows["indicator"] == request.indicator]
        if request.years:
            rows = rows[rows["year"].isin(request.years) | rows["next_year"].isin(request.years)]
    elif request.kind == "scorecard":
        rows = rows[(rows["year"] == request.year) | (rows["next_year"] == request.year)]
    else:
        return ()
    return tuple(rows[f"because_{request.lang}"].head(_TELLING))


@lru_cache(maxsize=64)
def _version(root: Path, data: str) -> str:
    """The commit that the data is at, else its hash `data`; asked of Git once for the same data."""
    return revisions.current(root) or data


def _became(sections: tuple[Section, ...], lang: str) -> str:
    """What became of each city's promises, of those that are compared."""
    cities = dict.fromkeys(e.where for s in sections for e in s.entries)
    parts = []
    for city in cities:
        verdicts = [e.verdict for s in sections for e in s.entries if e.where == city]
        named = [f"{GLYPHS[v]} {verdict_name(v, lang)} {verdicts.count(v)}" for v in ORDER if v in verdicts]
        parts.append(translate(lang, "{city}: {verdicts}", city=city, verdicts=joined(named, lang, "clauses")))
    return joined(parts, lang, "statements")


def _wanted(request: Request, rows: pd.DataFrame) -> pd.DataFrame:
    """The promises that the request chooses among some."""
    chosen = pd.Series(True, index=rows.index)
    if request.indicators:
        chosen &= rows["indicator"].isin(request.indicators)
    if request.groups:
        chosen &= rows["group"].isin(request.groups) | (rows["headline"] & ("headline" in request.groups))
    if request.verdicts:
        chosen &= rows["verdict"].isin(request.verdicts)
    return rows[chosen]


def _filtered(request: Request, shown: int, of: int, lang: str) -> str:
    """What was chosen, in words, and how many of all promises that leaves; empty where nothing was."""
    parts = [
        joined((group_name(g, lang) for g in request.groups), lang),
        joined((verdict_name(v, lang) for v in request.verdicts), lang),
    ]
    if request.indicators:
        parts.append(translate(lang, "indicators chosen one by one"))
    chosen = joined(parts, lang, "statements")
    return translate(lang, "Only {chosen}: {n} of {m} promises.", chosen=chosen, n=shown, m=of) if chosen else ""


def _entry(frames: Frames, row: Row, lang: str, where: str = "", reason: str = "") -> Entry:
    """A promise of the table as an entry; `reason` replaces that of its verdict."""
    drawn, opened = ledger_row(frames, row, lang), words_of(frames, row, lang)
    verdict = row["verdict"]
    return Entry(
        where=where,
        indicator=row["indicator"],
        name=row[f"name_{lang}"],
        unit=unit_name(row["unit"], lang),
        promised=row[f"target_{lang}"],
        reported=row[f"outcome_{lang}"] if row["outcome_form"] else "",
        verdict=verdict,
        glyph=GLYPHS[verdict],
        verdict_name=verdict_name(verdict, lang) + (translate(lang, " (narrow)") if row["narrow"] else ""),
        gap=row[f"gap_{lang}"],
        because=reason or opened.because,
        answered=opened.answered,
        turned=opened.turned,
        target=_number(row["target_value"], row["unit"], lang),
        outcome=_number(row["outcome_value"], row["unit"], lang) if verdict in JUDGED else None,
        gap_value=_number(row["gap"], row["unit"], lang),
        along=drawn.dot,
        quotes=opened.passages,
    )


def _number(value: float | None, unit: str, lang: str) -> float | None:
    """A number in the unit that stands beside it: English has no 万 and 亿."""
    if value is None or pd.isna(value):
        return None
    return float(Decimal(str(value)) * (units.english(unit)[0] if lang == "en" else 1))


def _of_scorecard(frames: Frames, request: Request) -> tuple[Scorecard, tuple[Section, ...], pd.DataFrame]:
    city, year, lang = request.cities[0], request.year, request.lang
    view = scorecard(frames, city, year, lang)
    mine = frames.promises[(frames.promises["city"] == city) & (frames.promises["year"] == year)]
    rows = {row["indicator"]: row for row in _wanted(request, mine).to_dict("records")}
    groups = [replace(g, rows=tuple(r for r in g.rows if r.indicator in rows)) for g in view.groups]
    view = replace(view, groups=tuple(g for g in groups if g.rows))
    sections = tuple(
        Section(g.name, tuple(_entry(frames, rows[r.indicator], lang) for r in g.rows)) for g in view.groups
    )
    return view, sections, mine


def _of_comparison(frames: Frames, request: Request) -> tuple[Compare, tuple[Section, ...], pd.DataFrame]:
    lang = request.lang
    view = compare(frames, list(request.cities), request.year, lang)
    common = {p.indicator: p for p in view.pairs}
    mine = frames.promises[
        (frames.promises["year"] == request.year)
        & frames.promises["city"].isin(request.cities)
        & frames.promises["indicator"].isin(common)
    ]
    wanted = _wanted(request, mine)
    view = replace(view, pairs=tuple(p for p in view.pairs if p.indicator in set(wanted["indicator"])))
    by_city = {(row["city"], row["indicator"]): row for row in mine.to_dict("records")}
    sections = tuple(
        Section(
            p.name,
            tuple(
                _entry(frames, by_city[city, p.indicator], lang, frames.data.cities[city].say(lang), p.refused)
                for city in request.cities
            ),
        )
        for p in view.pairs
    )
    return view, sections, mine


def _of_indicator(frames: Frames, request: Request) -> tuple[IndicatorView, tuple[Section, ...], pd.DataFrame]:
    lang, name = request.lang, request.indicator
    if request.years:
        frames = replace(
            frames,
            data=replace(frames.data, years={k: v for k, v in frames.data.years.items() if k[1] in request.years}),
        )
    view = indicator_view(frames, name, list(request.cities), lang)
    mine = frames.promises[(frames.promises["indicator"] == name) & frames.promises["city"].isin(request.cities)]
    if request.years:
        mine = mine[mine["year"].isin(request.years)]
    wanted = {(row["city"], int(row["year"])): row for row in _wanted(request, mine).to_dict("records")}
    keys = {frames.data.cities[c].say(lang): c for c in request.cities}
    sections, panels = [], []
    for panel in view.panels:
        city = keys[panel.city]
        marks = [
            m for m in panel.marks if (city, m.year) in wanted or (m.verdict == "context" and not request.verdicts)
        ]
        entries = [
            _entry(frames, wanted[city, m.year], lang, str(m.year))
            if (city, m.year) in wanted
            else _context(frames, city, m.year, name, m.outcome_text, m.why, m.outcome, lang)
            for m in marks
        ]
        if marks:
            sections.append(Section(panel.city, tuple(entries)))
            panels.append(replace(panel, marks=tuple(marks)))
    return replace(view, panels=tuple(panels)), tuple(sections), mine


def _context(
    frames: Frames, city: str, year: int, indicator: str, reported: str, why: str, outcome: float | None, lang: str
) -> Entry:
    """An outcome that nobody promised."""
    entry = frames.data.catalogue[indicator]
    outcomes = frames.data.years[city, year][indicator].outcome
    quotes = [
        passage(frames.data, city, year, indicator, "outcome", i, figure_words(o, entry, lang), lang)
        for i, o in enumerate(outcomes)
    ]
    return Entry(
        where=str(year),
        indicator=indicator,
        name=entry.say(lang),
        unit=unit_name(entry.unit, lang),
        promised="",
        reported=reported,
        verdict="context",
        glyph="○",
        verdict_name=translate(lang, "Not promised"),
        gap="",
        because=why,
        answered="",
        turned="",
        target=None,
        outcome=_number(outcome, entry.unit, lang),
        gap_value=None,
        along=None,
        quotes=tuple(q for q in quotes if q is not None),
    )


def _documents(frames: Frames, request: Request, sections: tuple[Section, ...]) -> tuple[Document, ...]:
    """The sources of all entries, in the order they come up; a city's own first where there are several cities."""
    titles = dict.fromkeys(quote.source for section in sections for entry in section.entries for quote in entry.quotes)
    found = []
    for title in titles:
        city, name, source = next(
            (c, n, s)
            for c in request.cities
            for n, s in frames.data.cities[c].sources.items()
            if s.say(request.lang) == title
        )
        held = address("sources", city=city, source=name, lang=request.lang)
        href = str(source.url) if source.url else urljoin(request.base.rstrip("/") + "/", held) if request.base else ""
        kind = translate(request.lang, KIND_NAMES[source.kind.value])
        found.append(Document(title, kind, str(source.publisher or ""), str(source.date or ""), href))
    return tuple(found)
