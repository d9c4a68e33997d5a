"""Compare: cities beside each other on what both promised for a year, refused where the definitions differ."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import isnan

import pandas as pd

from indicators.judging.verdicts import JUDGED, KEPT
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.tables.columns import PromiseRow, in_words, records
from indicators.tables.comparability import comparable
from indicators.views.documents import footer, of_promises
from indicators.views.elsewhere import in_words_of_them
from indicators.views.labels import GLYPHS, figure_address, verdict_name
from indicators.views.roster import apart
from indicators.words.texts import joined, msgid, translate

FEW_JUDGED = 10  # judged promises below which a rate tells nothing


@dataclass(frozen=True, slots=True)
class Side:
    """One city's promise in a row: words for the table, numbers (None: none) for the chart."""

    city: str
    target: str
    outcome: str
    verdict: str
    in_words: bool
    glyph: str
    why: str
    target_value: float | None
    outcome_value: float | None
    href: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator that all the chosen cities promised. `refused` says why they can't be laid side by side."""

    indicator: str
    name: str
    unit: str
    sides: tuple[Side, ...]
    refused: str
    in_percent: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """All that the page shows. `standings` say how many of the very same promises each city kept, in the order the
    cities were chosen in: never a ranking, and nothing is told of fewer than ten. Before them stands that the places
    are of different levels, where they are."""

    title: str
    subtitle: str
    cities: tuple[str, ...]
    pairs: tuple[Pair, ...]
    footer: str
    alt: str
    standings: tuple[str, ...]
    table: pd.DataFrame
    empty: str


def shared_years(frames: Frames, cities: list[str]) -> list[int]:
    """Years for which all the cities made promises."""
    years = [set(frames.years_promised.get(city, ())) for city in cities]
    return sorted(set.intersection(*years)) if years else []


def _side(frames: Frames, row: PromiseRow, lang: str) -> Side:
    city, year, name = row["city"], row["year"], row["indicator"]
    judged = row["verdict"] in JUDGED
    return Side(
        city=frames.cities[city].say(lang),
        target=in_words(row, "target", lang),
        outcome=in_words(row, "outcome", lang) if judged else verdict_name(row["verdict"], lang),
        verdict=row["verdict"],
        in_words=row["in_words"],
        glyph=GLYPHS[row["verdict"]],
        why=in_words(row, "because", lang),
        target_value=None if isnan(row["target_value"]) else row["target_value"],
        outcome_value=row["outcome_value"] if judged and not isnan(row["outcome_value"]) else None,
        href=figure_address(row["target_source"], (city, year, name, "target", 0), lang),
    )


def _refusal(frames: Frames, rows: list[PromiseRow], lang: str) -> str:
    """Why these promises can't be compared; empty where they can."""
    reasons = (comparable(frames, one, other) for one, other in combinations(rows, 2))
    return next((reason.say(lang) for reason in reasons if reason is not None), "")


def _standings(names: tuple[str, ...], pairs: tuple[Pair, ...], lang: str) -> tuple[str, ...]:
    """How many promises each city kept, a line a city; counted are only those that can be judged for all of them."""
    shared = [p for p in pairs if all(s.verdict in JUDGED for s in p.sides)]
    if not pairs:
        return ()
    if not shared:
        return (
            translate(
                lang,
                "No promise that all of them made can be judged for all of them: nothing to tell them apart by.",
            ),
        )
    lines = []
    for k, name in enumerate(names):
        kept = sum(p.sides[k].verdict in KEPT for p in shared)
        message = msgid("{city}: kept {kept} of {judged} that can be judged for all of them{words}")
        words = in_words_of_them(sum(p.sides[k].in_words for p in shared), lang)
        said = translate(lang, message, city=name, kept=kept, judged=len(shared), words=words)
        lines.append(
            translate(lang, "{standing} (too few to tell)", standing=said) if len(shared) < FEW_JUDGED else said
        )
    return tuple(lines)


def compare(frames: Frames, cities: list[str], year: int | None, lang: str) -> Compare:
    """The page of some cities and a year."""
    names = tuple(frames.cities[c].say(lang) for c in cities)
    title = translate(lang, "{cities}: the same promises side by side", cities=joined(names, lang, "pair"))
    empty = ""
    if len(cities) < 2:
        empty = translate(lang, "Choose at least two places.")
    elif year is None:
        empty = translate(lang, "These places made no promises for the same year in the documents held.")
    if empty:
        return Compare(title, "", names, (), "", "", (), pd.DataFrame(), empty)
    mine = frames.only("promises", cities, year=year)
    by_city = {c: {row["indicator"]: row for row in records(mine[mine["city"] == c], PromiseRow)} for c in cities}
    common = [n for n in by_city[cities[0]] if all(n in rows for rows in by_city.values())]
    pairs = []
    for name in common:
        rows = [by_city[c][name] for c in cities]
        entry = frames.catalogue[name]
        sides = tuple(_side(frames, row, lang) for row in rows)
        pairs.append(
            Pair(
                name,
                entry.say(lang),
                unit_name(entry.unit, lang),
                sides,
                _refusal(frames, rows, lang),
                entry.unit == "%",
            )
        )
    table = [
        {
            translate(lang, "Indicator"): p.name,
            **{f"{s.city}: {translate(lang, 'Promised')}": s.target for s in p.sides},
            **{f"{s.city}: {translate(lang, 'Reported')}": p.refused or f"{s.glyph} {s.outcome}" for s in p.sides},
        }
        for p in pairs
    ]
    levels = apart(frames, cities, lang)
    shown = mine[mine["city"].isin(cities) & mine["indicator"].isin(common)]
    return Compare(
        title=title,
        subtitle=translate(lang, "{year}: {n} indicators that all of them promised", year=year, n=len(pairs)),
        cities=names,
        pairs=tuple(pairs),
        footer=joined([levels, footer(frames, of_promises(frames, shown), lang)], lang, "sentences"),
        alt=translate(
            lang,
            "Promises in percent for {year} of {cities} on one scale. The table below holds the same.",
            year=year,
            cities=joined(names, lang, "pair"),
        ),
        standings=tuple(filter(None, (levels, *_standings(names, tuple(p for p in pairs if not p.refused), lang)))),
        table=pd.DataFrame(table),
        empty=""
        if pairs
        else translate(lang, "These places promised nothing in common for {year} in the documents held.", year=year),
    )
