"""The Indicator page: one indicator over the years, cities beside each other on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import isnan

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.tables.columns import FigureRow, PromiseRow, in_words, records
from indicators.tables.comparability import basis
from indicators.views.histories import History, histories
from indicators.views.labels import (
    GLYPHS,
    figure_address,
    footer,
    hover_lines,
    hover_quote,
    source_titles,
    verdict_name,
)
from indicators.views.year_marks import Beside, BreakMark, HistoryMark, beside, break_marks, history_marks, unlike
from indicators.words import units
from indicators.words.texts import day, joined, number, translate


@dataclass(frozen=True, slots=True)
class Mark:
    """One year: its promise (None: none), what it allows, and its outcome (None: none that can be drawn); `until` is
    the end of a part-year outcome's period in words, `implied` the growth in percent that two levels imply."""

    year: int
    target: float | None
    low: float | None
    high: float | None
    stretch: float | None
    target_text: str
    outcome: float | None
    outcome_text: str
    until: str
    verdict: str
    hollow: bool
    why: str
    hover: str
    target_href: str
    outcome_href: str
    others: tuple[Beside, ...]
    implied: float | None
    implied_text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One city's years, what happened between them, and where its series breaks. `key` is the city's in the tables."""

    key: str
    city: str
    marks: tuple[Mark, ...]
    histories: tuple[HistoryMark, ...]
    breaks: tuple[BreakMark, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that the page shows."""

    title: str
    subtitle: str
    definition: str
    cautions: tuple[str, ...]
    histories: tuple[History, ...]
    panels: tuple[Panel, ...]
    scale: tuple[float, float]
    unit: str
    factor: float
    legend: str
    footer: str
    alt: str
    table: pd.DataFrame
    empty: str


def indicators_with_figures(frames: Frames) -> list[str]:
    """Indicators that have a figure, those promised in most city-years first within headline and others."""
    times = frames.promises["indicator"].value_counts()
    has = set(frames.figures["indicator"])
    catalogue = frames.catalogue
    order = {
        name: (not indicator.headline, -int(times.get(name, 0)), n)
        for n, (name, indicator) in enumerate(catalogue.items())
    }
    return sorted((name for name in catalogue if name in has), key=order.__getitem__)


def cities_of(frames: Frames, indicator: str) -> list[str]:
    """The cities that have a figure of an indicator."""
    return sorted(frames.figures.loc[frames.figures["indicator"] == indicator, "city"].unique())


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _chosen(outcomes: Sequence[FigureRow]) -> FigureRow | None:
    """The outcome of a year that is drawn large: the one that decides, else the first of part of the year."""
    whole = [f for f in outcomes if f["rank"] is not None]
    return min(whole, key=lambda f: f["rank"] or 0) if whole else next(iter(outcomes), None)


@dataclass(slots=True)
class _YearFigures:
    """What was promised for a year (None: nothing), and the outcomes in the order of the file."""

    promise: PromiseRow | None = None
    outcomes: list[FigureRow] = field(default_factory=list)


def _mark(frames: Frames, year: int, found: _YearFigures, lang: str) -> Mark:
    """The mark of a year by its promise and its outcomes."""
    row, figure = found.promise, _chosen(found.outcomes)
    others = [beside(frames, f, lang) for f in found.outcomes if f is not figure and not isnan(f["number"])]
    mark = replace(_reported(figure, year, lang), others=tuple(others))
    if row is not None:
        mark = _promised(mark, row, lang)
    quotes = [row["target_quote"]] if row is not None else []
    quotes += [figure["quote"]] if figure is not None else []
    lines = [f"<b>{year}</b>", hover_lines(mark.why, lang), *(hover_quote(quote, lang) for quote in quotes)]
    return replace(mark, hover="<br>".join(lines))


def _reported(figure: FigureRow | None, year: int, lang: str) -> Mark:
    """The mark of an outcome (None: there is none) that nobody promised."""
    mark = Mark(
        year=year,
        target=None,
        low=None,
        high=None,
        stretch=None,
        target_text="",
        outcome=None,
        outcome_text="",
        until="",
        verdict="context",
        hollow=True,
        why=translate(lang, "Reported without a promise in the documents held."),
        hover="",
        target_href="",
        outcome_href="",
        others=(),
        implied=None,
        implied_text="",
    )
    if figure is None:
        return mark
    until = figure["interim_to"]
    key = (figure["city"], year, figure["indicator"], "outcome", figure["position"])
    return replace(
        mark,
        outcome=_number(figure["number"]),
        outcome_text=in_words(figure, "shown", lang),
        until=translate(lang, "to {date}", date=day(date.fromisoformat(until), lang)) if until else "",
        outcome_href=figure_address(figure["source"], key, lang),
    )


def _promised(mark: Mark, row: PromiseRow, lang: str) -> Mark:
    """The mark of an outcome with the promise of its year."""
    verdict, implied = row["verdict"], _number(row["implied"])
    target = _number(row["target_value"])
    implied_text = ""
    if implied is not None:
        value = number(Decimal(str(implied)), lang)
        implied_text = translate(lang, "{value} % implied (nominal, ours)", value=value)
    return replace(
        mark,
        target=_number(row["reference"]) if target is None else target,
        low=_number(row["target_low"]),
        high=_number(row["target_high"]),
        stretch=_number(row["stretch"]),
        target_text=in_words(row, "target", lang),
        outcome=None if verdict == "not_comparable" else mark.outcome,
        verdict=verdict,
        hollow=bool(mark.until) or verdict not in (*JUDGED, "unclear"),
        why=in_words(row, "because", lang),
        target_href=figure_address(
            row["target_source"], (row["city"], row["year"], row["indicator"], "target", 0), lang
        ),
        implied=implied,
        implied_text=implied_text,
    )


def _panel(frames: Frames, city: str, name: str, of: Mapping[int, _YearFigures], lang: str) -> Panel:
    """The years of one city that have a figure of the indicator."""
    marks = tuple(_mark(frames, year, found, lang) for year, found in sorted(of.items()))
    between = history_marks(frames, city, name, {mark.year: mark.target for mark in marks}, lang)
    return Panel(city, frames.cities[city].say(lang), marks, between, break_marks(frames, city, name, lang))


def _years(frames: Frames, name: str) -> dict[str, dict[int, _YearFigures]]:
    """The promises and outcomes of an indicator, by city and year."""
    found: dict[str, dict[int, _YearFigures]] = {}
    for figure in records(frames.figures[frames.figures["indicator"] == name], FigureRow):
        of_year = found.setdefault(figure["city"], {}).setdefault(figure["year"], _YearFigures())
        if figure["role"] == "outcome":
            of_year.outcomes.append(figure)
    for row in records(frames.promises[frames.promises["indicator"] == name], PromiseRow):
        if row["year"] in found.get(row["city"], {}):
            found[row["city"]][row["year"]].promise = row
    return found


def _scale(panels: tuple[Panel, ...]) -> tuple[float, float]:
    """One scale for all panels: zero in, room above the highest promise for the span it allows."""
    values = [
        v
        for p in panels
        for m in p.marks
        for v in (m.target, m.outcome, m.stretch, m.implied, *(o.value for o in m.others))
        if v is not None
    ]
    if not values:
        return 0.0, 1.0
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) * 0.18 or 1.0
    return (low - room if low < 0 else 0.0), high + room


def _subtitle(marks: list[Mark], lang: str) -> str:
    judged = [m for m in marks if m.verdict in JUDGED]
    kept = sum(m.verdict in ("met", "exceeded") for m in judged)
    promised = sum(m.verdict != "context" for m in marks)
    if not promised:
        return translate(lang, "reported, never promised in the documents held")
    if not judged:
        return translate(lang, "promised {n} times, none can be judged yet", n=promised)
    return translate(
        lang,
        "promised {n} times; of {judged} that can be judged {kept} kept",
        n=promised,
        judged=len(judged),
        kept=kept,
    )


def indicator_view(frames: Frames, name: str, cities: list[str], lang: str) -> IndicatorView:
    """The page of one indicator for some of the cities that have it."""
    entry = frames.catalogue[name]
    years = _years(frames, name)
    panels = [_panel(frames, city, name, years.get(city, {}), lang) for city in cities]
    shown = tuple(p for p in panels if p.marks)
    marks = [m for p in shown for m in p.marks]
    title = translate(lang, "{name}: promised and achieved", name=entry.say(lang))
    unit = unit_name(entry.unit, lang)
    own = frames.figures[(frames.figures["indicator"] == name) & frames.figures["city"].isin(cities)]
    titles = [source_titles(frames, c, own.loc[own["city"] == c, "source"], lang) for c in cities]
    rows = [
        {
            translate(lang, "City"): p.city,
            translate(lang, "Year"): m.year,
            translate(lang, "Promised"): m.target_text or "—",
            translate(lang, "Reported"): " ".join(filter(None, (m.outcome_text, m.until))) or "—",
            translate(lang, "Verdict"): f"{GLYPHS[m.verdict]} {verdict_name(m.verdict, lang)}"
            if m.verdict in GLYPHS
            else translate(lang, "Not promised"),
            translate(lang, "Reason"): m.why,
            translate(lang, "Over the years"): " ".join(h.because for h in p.histories if h.year == m.year),
            translate(lang, "Other outcomes"): "; ".join(o.words for o in m.others),
        }
        for p in shown
        for m in p.marks
    ]
    subtitle = _subtitle(marks, lang)
    return IndicatorView(
        title=title,
        subtitle=joined((unit, subtitle), lang, "facts"),
        definition=joined((line.say(lang) for line in basis(entry)), lang, "statements"),
        cautions=(
            *(
                translate(
                    lang,
                    "{city}: the series breaks between {first} and {last}: {reason}",
                    city=p.city,
                    first=b.first,
                    last=b.last,
                    reason=b.reason,
                )
                for p in shown
                for b in p.breaks
            ),
            *unlike(frames, name, cities, lang),
        ),
        histories=histories(frames, lang, name, cities),
        panels=shown,
        scale=_scale(shown),
        unit=unit,
        factor=float(units.english(entry.unit)[0]) if lang == "en" else 1.0,
        legend=translate(
            lang,
            "Line: the promise; pale band: what it allows; dotted: striven for. Filled dot: the outcome that decides; "
            "small: another; hollow: part of a year, or reported without a promise.",
        ),
        footer=footer(frames, joined(titles, lang), lang),
        alt=translate(
            lang,
            "{name} over the years for {cities}: {subtitle}. The table below holds the same.",
            name=entry.say(lang),
            cities=", ".join(p.city for p in shown),
            subtitle=subtitle,
        ),
        table=pd.DataFrame(rows),
        empty="" if shown else translate(lang, "No figure of this indicator has been curated for the chosen cities."),
    )
