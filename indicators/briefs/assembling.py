"""Puts a briefing together from the pages' own views, so that its numbers are those of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urljoin

import pandas as pd

from indicators.briefs.content import Brief, BriefEntry, BriefSource, Section
from indicators.briefs.request import Request, checked, command, place
from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames, since
from indicators.tables.columns import HistoryRow, PromiseRow, in_words, records
from indicators.views.compare import Compare, compare
from indicators.views.documents import document_name, imprint, newest_date, tolerance_note
from indicators.views.histories import history_sentence, strongest
from indicators.views.indicator import IndicatorView, indicator_view
from indicators.views.indicator_years import Mark
from indicators.views.labels import (
    GLYPHS,
    ORDER,
    address,
    group_name,
    kind_name,
    verdict_name,
    verdict_with_glyph,
)
from indicators.views.ledger import figure_words, ledger_row
from indicators.views.passages import passage
from indicators.views.roster import levels, place_word
from indicators.views.scorecard import Scorecard, scorecard, words_of
from indicators.words import units
from indicators.words.inert import host
from indicators.words.texts import ended, joined, translate

_HISTORIES = 6  # that a briefing names


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs between the kinds of briefing, as in `Brief`; `among` are the promises that were chosen from."""

    view: Scorecard | IndicatorView | Compare
    sections: tuple[Section, ...]
    among: pd.DataFrame
    sentence: str
    answered: str = ""
    rates: str = ""
    paragraph: str = ""
    note: str = ""


def brief(frames: Frames, request: Request) -> Brief:
    """The briefing that is asked for, at the tolerance of the frames. Raises BriefError for what is not in the data."""
    request = checked(frames, request)
    # Where an earlier version of a file is shown, no commit is what is shown.
    version = (None if frames.lapses else since.commit(frames.root, frames.version)) or frames.version
    frames = replace(frames, version=version)
    lang = request.lang
    parts = _ASSEMBLED[request.kind](frames, request)
    kept = {(e.where, e.indicator) for s in parts.sections for e in s.entries}
    here = place(frames, request, version)
    documents = _documents(frames, request, parts.sections)
    rests_on = [document.key for document in documents]
    # Of places of different levels nothing is added up.
    among = parts.among if len(levels(frames, request.cities)) < 2 else parts.among.head(0)
    tally = among["verdict"].value_counts()
    return Brief(
        request=request,
        view=parts.view,
        title=parts.view.title,
        sentence=parts.sentence,
        answered=parts.answered,
        rates=parts.rates,
        paragraph=parts.paragraph,
        histories=_histories(frames, request),
        place=place_word(frames, lang),
        filtered=_filtered(request, len(kept), len(parts.among), lang),
        tolerance=tolerance_note(frames, lang) if frames.tolerance is not None else "",
        note=parts.note,
        sections=parts.sections,
        tally=tuple((verdict, int(tally[verdict])) for verdict in ORDER if verdict in tally),
        unanswered=tuple(e for s in parts.sections for e in s.entries if e.verdict in ("unreported", "not_held")),
        documents=documents,
        imprint=imprint(frames, rests_on, lang),
        date=newest_date(frames, rests_on),
        version=version,
        address=urljoin(request.base.rstrip("/") + "/", here) if request.base else "",
        command=command(frames, request),
    )


def _histories(frames: Frames, request: Request) -> tuple[str, ...]:
    """What happened to the promises over the years, those quoted first; of a comparison nothing."""
    if request.kind == "comparison":
        return ()
    rows = frames.only("histories", request.cities)
    if request.kind == "indicator":
        rows = rows[rows["indicator"] == request.indicator]
        if request.years:
            rows = rows[rows["year"].isin(request.years) | rows["next_year"].isin(request.years)]
    else:
        rows = rows[(rows["year"] == request.year) | (rows["next_year"] == request.year)]
    told = strongest(records(rows, HistoryRow))[:_HISTORIES]
    return tuple(history_sentence(row, request.lang) for row in told)


def _became(sections: tuple[Section, ...], lang: str) -> str:
    """How many of each city's compared promises got each verdict, in words."""
    cities = dict.fromkeys(e.where for s in sections for e in s.entries)
    parts = []
    for city in cities:
        verdicts = [e.verdict for s in sections for e in s.entries if e.where == city]
        named = [f"{verdict_with_glyph(v, lang)} {verdicts.count(v)}" for v in ORDER if v in verdicts]
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


def _entry(frames: Frames, row: PromiseRow, lang: str, where: str = "", reason: str = "") -> BriefEntry:
    """A promise of the table as an entry; `reason` replaces that of its verdict."""
    drawn, opened = ledger_row(frames, row, lang), words_of(frames, row, lang)
    verdict = row["verdict"]
    return BriefEntry(
        where=where,
        indicator=row["indicator"],
        name=in_words(row, "name", lang),
        unit=unit_name(row["unit"], lang),
        promised=in_words(row, "target", lang),
        reported=in_words(row, "outcome", lang) if row["outcome_form"] else "",
        verdict=verdict,
        glyph=GLYPHS[verdict],
        verdict_name=verdict_name(verdict, lang, row["narrow"]),
        gap=in_words(row, "gap", lang),
        because=reason or opened.because,
        answered=opened.answered,
        evidence=opened.evidence,
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


def _of_scorecard(frames: Frames, request: Request) -> _Parts:
    city, year, lang = request.cities[0], request.year, request.lang
    view = scorecard(frames, city, year, lang)
    mine = frames.only("promises", [city], year=year)
    rows = {row["indicator"]: row for row in records(_wanted(request, mine), PromiseRow)}
    groups = [replace(g, rows=tuple(r for r in g.rows if r.indicator in rows)) for g in view.groups]
    view = replace(view, groups=tuple(g for g in groups if g.rows))
    sections = tuple(
        Section(g.name, tuple(_entry(frames, rows[r.indicator], lang) for r in g.rows)) for g in view.groups
    )
    return _Parts(
        view,
        sections,
        mine,
        view.sentence,
        answered=view.answered,
        rates=view.rates,
        paragraph=view.paragraph,
        note=view.scale,
    )


def _of_comparison(frames: Frames, request: Request) -> _Parts:
    lang = request.lang
    view = compare(frames, list(request.cities), request.year, lang)
    common = {p.indicator: p for p in view.pairs}
    mine = frames.only("promises", request.cities, year=request.year, indicator=list(common))
    wanted = _wanted(request, mine)
    view = replace(view, pairs=tuple(p for p in view.pairs if p.indicator in set(wanted["indicator"])))
    by_city = {(row["city"], row["indicator"]): row for row in records(mine, PromiseRow)}
    sections = tuple(
        Section(
            p.name,
            tuple(
                _entry(frames, by_city[city, p.indicator], lang, frames.cities[city].say(lang), p.refused)
                for city in request.cities
            ),
        )
        for p in view.pairs
    )
    rates = joined(view.standings, lang, "statements")
    return _Parts(view, sections, mine, view.subtitle, answered=_became(sections, lang), rates=rates)


def _of_indicator(frames: Frames, request: Request) -> _Parts:
    lang, name = request.lang, request.indicator
    frames = frames.of(request.cities)
    if request.years:
        frames = frames.showing(figures=frames.only("figures", year=list(request.years)))
    view = indicator_view(frames, name, list(request.cities), lang)
    mine = frames.only("promises", request.cities, indicator=name)
    if request.years:
        mine = mine[mine["year"].isin(request.years)]
    wanted = {(row["city"], row["year"]): row for row in records(_wanted(request, mine), PromiseRow)}
    sections, panels = [], []
    for panel in view.panels:
        city = panel.key
        marks = [
            m for m in panel.marks if (city, m.year) in wanted or (m.verdict == "context" and not request.verdicts)
        ]
        entries = [
            _entry(frames, wanted[city, m.year], lang, str(m.year))
            if (city, m.year) in wanted
            else _context(frames, city, name, m, lang)
            for m in marks
        ]
        if marks:
            sections.append(Section(panel.city, tuple(entries)))
            panels.append(replace(panel, marks=tuple(marks)))
    note = " ".join(filter(None, [ended(view.definition, lang), view.legend]))
    return _Parts(replace(view, panels=tuple(panels)), tuple(sections), mine, view.subtitle, note=note)


def _context(frames: Frames, city: str, indicator: str, mark: Mark, lang: str) -> BriefEntry:
    """An outcome that nobody promised."""
    entry = frames.catalogue[indicator]
    quotes = [
        passage(frames, figure, figure_words(figure, lang), lang)
        for figure in frames.outcomes_of(city, mark.year, indicator)
    ]
    return BriefEntry(
        where=str(mark.year),
        indicator=indicator,
        name=entry.say(lang),
        unit=unit_name(entry.unit, lang),
        promised="",
        reported=mark.outcome_text,
        verdict="context",
        glyph="○",
        verdict_name=translate(lang, "Not promised"),
        gap="",
        because=mark.why,
        answered="",
        evidence="",
        turned="",
        target=None,
        outcome=_number(mark.outcome, entry.unit, lang),
        gap_value=None,
        along=None,
        quotes=tuple(quotes),
    )


_ASSEMBLED: Mapping[str, Callable[[Frames, Request], _Parts]] = {
    "scorecard": _of_scorecard,
    "indicator": _of_indicator,
    "comparison": _of_comparison,
}


def _documents(frames: Frames, request: Request, sections: tuple[Section, ...]) -> tuple[BriefSource, ...]:
    """The sources of all entries, in the order they come up."""
    keys = dict.fromkeys(quote.document for section in sections for entry in section.entries for quote in entry.quotes)
    found = []
    for city, name in keys:
        source = frames.sources_of(city)[name]
        held = address("sources", city=city, source=name, lang=request.lang)
        href = urljoin(request.base.rstrip("/") + "/", held) if request.base else ""
        href = source["url"] if host(source["url"]) else href
        kind, title = kind_name(source, request.lang), document_name(frames, (city, name), request.lang)
        found.append(BriefSource((city, name), title, kind, source["publisher"], source["date"], href))
    return tuple(found)
