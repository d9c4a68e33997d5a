"""The Indicator page: one indicator over the years, cities beside each other on one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.tables.comparability import basis
from indicators.views.labels import (
    GLYPHS,
    address,
    figure_key,
    footer,
    hover_lines,
    hover_quote,
    source_titles,
    verdict_name,
)
from indicators.views.over_years import Telling, telling
from indicators.views.year_marks import Beside, Drift, Gap, beside, drifts, gaps, unlike
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
    """One city's years, what happened between them, and where its series breaks."""

    city: str
    marks: tuple[Mark, ...]
    drifts: tuple[Drift, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that the page shows."""

    title: str
    subtitle: str
    definition: str
    cautions: tuple[str, ...]
    facts: tuple[Telling, ...]
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
    catalogue = frames.data.catalogue
    order = {
        name: (not indicator.headline, -int(times.get(name, 0)), n)
        for n, (name, indicator) in enumerate(catalogue.items())
    }
    return sorted((name for name in catalogue if name in has), key=order.__getitem__)


def cities_of(frames: Frames, indicator: str) -> list[str]:
    """The cities that have a figure of an indicator."""
    return sorted(frames.figures.loc[frames.figures["indicator"] == indicator, "city"].unique())


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _mark(frames: Frames, city: str, year: int, name: str, lang: str) -> Mark:
    """The mark of one year; the deciding outcome, else a part-year one, else what was reported without a promise."""
    mine = frames.promises
    mine = mine[(mine["city"] == city) & (mine["year"] == year) & (mine["indicator"] == name)]
    own = frames.figures
    own = own[(own["city"] == city) & (own["year"] == year) & (own["indicator"] == name) & (own["role"] == "outcome")]
    row = mine.iloc[0] if len(mine) else None
    ranked = frames.data.context(city, year).ranked(frames.data.years[city, year][name])
    positions = ranked or list(own["position"])
    figure = own[own["position"] == positions[0]].iloc[0] if len(positions) else None
    interim = figure is not None and bool(figure["interim_to"])
    not_comparable = row is not None and row["verdict"] == "not_comparable"
    outcome = None if figure is None or not_comparable else _number(figure["number"])
    outcome_text = "" if figure is None else str(figure[f"shown_{lang}"])
    rest = (
        own[(own["position"] != figure["position"]) & own["number"].notna()]
        if len(own) > 1 and figure is not None
        else own[:0]
    )
    others = tuple(beside(frames, city, other, lang) for other in rest.to_dict("records"))
    growth = _number(row["implied"]) if row is not None else None
    until = (
        translate(lang, "to {date}", date=day(date.fromisoformat(figure["interim_to"]), lang))
        if interim and figure is not None
        else ""
    )
    verdict = row["verdict"] if row is not None else "context"
    why = (
        row[f"because_{lang}"]
        if row is not None
        else translate(lang, "Reported without a promise in the documents held.")
    )
    target = _number(row["target_value"]) if row is not None else None
    low, high = (_number(row["target_low"]), _number(row["target_high"])) if row is not None else (None, None)
    if target is None and row is not None:
        target = _number(row["reference"])
    quotes = [
        hover_quote(q, lang)
        for q in ([row["target_quote"]] if row is not None else []) + ([figure["quote"]] if figure is not None else [])
    ]
    return Mark(
        year=year,
        target=target,
        low=low,
        high=high,
        stretch=_number(row["stretch"]) if row is not None else None,
        target_text=row[f"target_{lang}"] if row is not None else "",
        outcome=outcome,
        outcome_text=outcome_text,
        until=until,
        verdict=verdict,
        hollow=row is None or interim or verdict not in (*JUDGED, "unclear"),
        why=why,
        hover="<br>".join([f"<b>{year}</b>", hover_lines(why, lang), *quotes]),
        target_href=address(
            "sources", city=city, source=row["target_source"], figure=figure_key(city, year, name, "target"), lang=lang
        )
        if row is not None
        else "",
        outcome_href=address(
            "sources",
            city=city,
            source=figure["source"],
            figure=figure_key(city, year, name, "outcome", int(figure["position"])),
            lang=lang,
        )
        if figure is not None
        else "",
        others=others,
        implied=growth,
        implied_text=translate(lang, "{value} % implied (nominal, ours)", value=number(Decimal(str(growth)), lang))
        if growth is not None
        else "",
    )


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
    entry = frames.data.catalogue[name]
    # Every year looks its rows up: in the indicator's own, which are few.
    its = replace(
        frames,
        promises=frames.promises[frames.promises["indicator"] == name],
        figures=frames.figures[frames.figures["indicator"] == name],
    )
    panels = []
    for city in cities:
        years = sorted(year for (c, year), promises in frames.data.years.items() if c == city and name in promises)
        of_years = tuple(_mark(its, city, y, name, lang) for y in years)
        targets = {m.year: m.target for m in of_years}
        panels.append(
            Panel(
                frames.data.cities[city].say(lang),
                of_years,
                drifts(frames, city, name, targets, lang),
                gaps(frames, city, name, lang),
            )
        )
    shown = tuple(p for p in panels if p.marks)
    marks = [m for p in shown for m in p.marks]
    title = translate(lang, "{name}: promised and achieved", name=entry.say(lang))
    unit = unit_name(entry.unit, lang)
    own = frames.figures[(frames.figures["indicator"] == name) & frames.figures["city"].isin(cities)]
    titles = [source_titles(frames.data, c, list(own.loc[own["city"] == c, "source"]), lang) for c in cities]
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
            translate(lang, "Over the years"): " ".join(d.because for d in p.drifts if d.year == m.year),
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
                    first=g.first,
                    last=g.last,
                    reason=g.reason,
                )
                for p in shown
                for g in p.gaps
            ),
            *unlike(frames, name, cities, lang),
        ),
        facts=telling(frames, lang, name, cities),
        panels=shown,
        scale=_scale(shown),
        unit=unit,
        factor=float(_factor(entry.unit, lang)),
        legend=translate(
            lang,
            (
                "Line: the promise; pale band: what it allows; dotted: striven for. Filled dot: the outcome that "
                "decides; small: another; hollow: part of a year, or reported without a promise."
            ),
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


def _factor(unit: str, lang: str) -> object:
    """What a number on the axis is multiplied by for readers of `lang`."""
    return units.english(unit)[0] if lang == "en" else 1
