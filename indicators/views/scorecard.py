"""The Scorecard: one city, one year; the ledger, what was never answered, and the quotes of the opened row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from indicators.schema import Indicator, Outcome, Target
from indicators.tables import Frames, counts
from indicators.texts import signed, translate
from indicators.verdicts import JUDGED, KEPT
from indicators.views.labels import (
    GLYPHS,
    address,
    because,
    figure_key,
    footer,
    group_name,
    source_titles,
    verdict_name,
)
from indicators.views.passages import Passage, passage
from indicators.wording import Printed, unit_name

FULL_POINTS = 10.0  # percentage points that fill half the ledger, as the whole of a promise does for amounts
FILTERS = ("all", "judged", "missed", "silent", "not_compared")
_FILTER_VERDICTS = {
    "judged": ("exceeded", "met", "missed"),
    "missed": ("missed",),
    "silent": ("unreported", "not_held", "awaiting"),
    "not_compared": ("unclear", "not_comparable", "unquantified"),
}
FILTER_NAMES = {
    "all": "All promises",
    "judged": "Judged",
    "missed": "Missed",
    "silent": "No outcome",
    "not_compared": "Not compared",
}
_SHORT = {
    "unclear": "too vague to tell",
    "not_comparable": "not comparable",
    "unreported": "not reported",
    "not_held": "not in the excerpts",
    "awaiting": "awaiting its report",
    "unquantified": "no number promised",
}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One promise of the ledger. Places along the row are shares of its half width: 0 is the promise line, right is good.

    `dot` is None where there is nothing to compare; `band` is the allowed span (None: none can be drawn), its
    end of 1 standing for "and beyond"; `cut` says that the dot lies beyond the row's end.
    """

    indicator: str
    name: str
    unit: str
    target: str
    outcome: str
    detail: str
    verdict: str
    glyph: str
    narrow: bool
    dot: float | None
    cut: bool
    band: tuple[float, float] | None
    stretch: float | None
    target_href: str
    outcome_href: str
    because: str
    hover: str


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """A group of the ledger with its rows."""

    name: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The row the reader opened: its reason and its passages."""

    name: str
    verdict: str
    glyph: str
    because: str
    definition: str
    turned: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that the page shows. `empty` is set instead of groups where there is nothing."""

    title: str
    sentence: str
    rates: str
    groups: tuple[LedgerGroup, ...]
    unanswered: tuple[tuple[str, str, str], ...]
    footer: str
    scale: str
    alt: str
    table: pd.DataFrame
    opened: Opened | None
    empty: str


def years_of(frames: Frames, city: str) -> list[int]:
    """The years a city promised for, newest last."""
    mine = frames.promises[frames.promises["city"] == city]
    return sorted(int(y) for y in mine["year"].unique())


def sentence(row: pd.Series, lang: str) -> str:
    """What became of a city-year's promises, in a line; `row` is a row of `tables.counts`."""
    parts = [translate(lang, "{n} promises", n=row["promises"])]
    if row["judged"]:
        parts.append(translate(lang, "{judged} can be judged: {kept} kept, {missed} missed", judged=row["judged"], kept=row["kept"], missed=row["missed"]))
    for verdict, message in (
        ("unreported", "{n} not reported"),
        ("not_held", "{n} not in the excerpts held"),
        ("not_comparable", "{n} not comparable"),
        ("unclear", "{n} too vague to tell"),
        ("awaiting", "{n} awaiting a report"),
        ("unquantified", "{n} without a number"),
    ):
        if row[verdict]:
            parts.append(translate(lang, message, n=row[verdict]))
    return ("　·　" if lang == "zh" else "  ·  ").join(parts)


def rates(row: pd.Series, lang: str) -> str:
    """Kept and answered as percentages with their numerators and denominators."""
    parts = []
    if row["judged"]:
        share = round(100 * row["kept"] / row["judged"])
        parts.append(translate(lang, "kept {share}% ({kept} of {judged})", share=share, kept=row["kept"], judged=row["judged"]))
    if row["answerable"]:
        share = round(100 * row["answered"] / row["answerable"])
        message = "answered {share}% ({answered} of {answerable})"
        parts.append(translate(lang, message, share=share, answered=row["answered"], answerable=row["answerable"]))
    return ("，" if lang == "zh" else ", ").join(parts)


def _half(row: pd.Series) -> float:
    """What fills half the row: ten points for rates, the promise itself for amounts."""
    if _in_points(row):
        return FULL_POINTS
    return abs(row["target_value"]) or 1.0


def _along(row: pd.Series) -> tuple[float | None, bool, tuple[float, float] | None, float | None]:
    """The dot, whether it is cut, the band and the stretch along the row."""
    half = _half(row)
    lower_is_good = row["better"] == "lower" if row["target_form"] in ("value", "about", "between", "nearly") else row["target_form"] in ("at_most", "less_than")
    dot, cut = None, False
    if row["verdict"] in JUDGED and pd.notna(row["gap"]):
        dot = row["gap"] / half
        cut, dot = abs(dot) > 1, max(-1.0, min(1.0, dot))
    band = stretch = None
    low, high, target = row["target_low"], row["target_high"], row["target_value"]
    if pd.isna(target) and (pd.notna(low) or pd.notna(high)):
        target = low if pd.notna(low) else high
    if pd.notna(low) or pd.notna(high):
        edge = row["target_max"] if lower_is_good and pd.notna(row["target_max"]) else target
        near = (edge - high if lower_is_good else low - edge) / half
        far = near if pd.notna(low) and pd.notna(high) else None
        band = (max(-1.0, min(0.0, near)), 1.0) if far is None else (max(-1.0, near), 0.0)
    if pd.notna(row["stretch"]) and pd.notna(target):
        stretch = min(1.0, abs(row["stretch"] - target) / half)
    return dot, cut, band, stretch


def _ledger_row(frames: Frames, row: pd.Series, lang: str) -> LedgerRow:
    city, year, name, verdict = row["city"], int(row["year"]), row["indicator"], row["verdict"]
    dot, cut, band, stretch = _along(row)
    unit = unit_name(row["unit"], lang)
    promise, indicator = frames.data.years[city, year][name], frames.data.catalogue[name]
    position = int(frames.data.context(city, year).ranked(promise)[0]) if row["outcome_quote"] else 0
    target = _promised(promise.target, indicator, frames, lang)
    if verdict in JUDGED:
        outcome = Printed(promise.outcome[position], indicator, units=False).say(lang)
        detail = _detail(row, lang)
    else:
        outcome, detail = translate(lang, _SHORT[verdict]), ""
        if verdict == "not_comparable":
            outcome = _other(promise.outcome[position], indicator, outcome, lang)
    has_outcome = bool(row["outcome_quote"])
    hover = f"<b>{row[f'name_{lang}']}</b><br>{_wrapped(because(row, lang), lang)}<br><br>“{_wrapped(row['target_quote'], 'zh')}”"
    if has_outcome:
        hover += f"<br>“{_wrapped(row['outcome_quote'], 'zh')}”"
    return LedgerRow(
        indicator=name,
        name=row[f"name_{lang}"],
        unit=unit,
        target=target,
        outcome=outcome,
        detail=detail,
        verdict=verdict,
        glyph=GLYPHS[verdict],
        narrow=bool(row["narrow"]),
        dot=dot,
        cut=cut,
        band=band,
        stretch=stretch,
        target_href=address("sources", city=city, source=row["target_source"], figure=figure_key(city, year, name, "target"), lang=lang),
        outcome_href=address("sources", city=city, source=row["outcome_source"], figure=figure_key(city, year, name, "outcome", position), lang=lang)
        if has_outcome
        else "",
        because=because(row, lang),
        hover=hover,
    )


def _promised(target: Target | None, indicator: Indicator, frames: Frames, lang: str) -> str:
    """The promise as the ledger prints it: numbers only, the unit stands beside the name."""
    if target is None or target.form == "text":
        return "—"
    reference = frames.data.catalogue.get(target.refers_to) if target.refers_to else None
    shown = Printed(target, indicator, reference, units=False).say(lang)
    if target.stretch is not None:
        further = Printed(target.model_copy(update={target.form: None, "value": target.stretch}), indicator, units=False).say(lang)
        return translate(lang, "{target} · striving for {stretch}", target=shown, stretch=further)
    if target.due is not None:
        shown = translate(lang, "{target} by {year}", target=shown, year=target.due)
    return translate(lang, "striving for {target}", target=shown) if target.strive else shown


def _other(outcome: Outcome, indicator: Indicator, word: str, lang: str) -> str:
    """What was reported instead, where it is short enough to stand in the row."""
    if outcome.form == "text" and lang != "zh":
        return word  # the document's words are Chinese; the reason says in English what they are
    told = Printed(outcome, indicator).say(lang)
    return translate(lang, "{word}: reported {outcome}", word=word, outcome=told) if len(told) < (13 if lang == "zh" else 22) else word


def _detail(row: pd.Series, lang: str) -> str:
    """The gap beside an outcome: points for rates, a share of the promise for amounts; nothing when there is none."""
    if not row["gap"] or pd.isna(row["gap"]):
        return translate(lang, "narrow") if row["narrow"] else ""
    if _in_points(row) or not row["target_value"]:
        gap = str(row[f"gap_{lang}"])
    else:
        share = Decimal(str(100 * row["gap"] / abs(row["target_value"])))
        gap = signed(share.quantize(Decimal("0.1") if abs(share) < 10 else Decimal(1)), lang) + "%"
    return translate(lang, "{gap}, narrow", gap=gap) if row["narrow"] else gap


def _in_points(row: pd.Series) -> bool:
    return row["unit"] in ("%", "‰") or str(row["unit"]).endswith("百分点")


def _wrapped(text: str, lang: str, width: int = 34) -> str:
    """Text with line breaks for a hover box, which does not break Chinese by itself."""
    text = text.replace("<", "&lt;")
    if lang == "zh":
        return "<br>".join(text[i : i + width] for i in range(0, len(text), width))
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 64:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _opened(frames: Frames, row: pd.Series, lang: str) -> Opened:
    city, year, name = row["city"], int(row["year"]), row["indicator"]
    promise, indicator = frames.data.years[city, year][name], frames.data.catalogue[name]
    passages = [passage(frames.data, city, year, name, "target", 0, row[f"target_{lang}"], lang)]
    shown = frames.figures
    shown = shown[(shown["city"] == city) & (shown["year"] == year) & (shown["indicator"] == name) & (shown["role"] == "outcome")]
    by_position = {int(p): text for p, text in zip(shown["position"], shown[f"shown_{lang}"], strict=True)}
    for i in range(len(promise.outcome)):
        passages.append(passage(frames.data, city, year, name, "outcome", i, by_position.get(i, ""), lang))
    turned = translate(lang, "Another document would give another verdict: {others}.", others=row["turned_by"]) if row["turned_by"] else ""
    return Opened(
        name=row[f"name_{lang}"],
        verdict=row["verdict"],
        glyph=GLYPHS[row["verdict"]],
        because=because(row, lang),
        definition=indicator.definition.say(lang) if indicator.definition else "",
        turned=turned,
        passages=tuple(p for p in passages if p is not None),
    )


def scorecard(frames: Frames, city: str, year: int, lang: str, show: str = "all", opened: str | None = None) -> Scorecard:
    """The page of one city and year. `show` is one of FILTERS, `opened` the indicator whose quotes are shown."""
    place = frames.data.cities[city].say(lang)
    title = translate(lang, "{city} {year}: what was promised, what was achieved", city=place, year=year)
    mine = frames.promises[(frames.promises["city"] == city) & (frames.promises["year"] == year)]
    if mine.empty:
        message = translate(lang, "No promise of {city} for {year} has been curated yet.", city=place, year=year)
        return Scorecard(title, "", "", (), (), "", "", "", pd.DataFrame(), None, message)
    total = counts(mine).iloc[0]
    chosen = mine[mine["verdict"].isin(_FILTER_VERDICTS[show])] if show in _FILTER_VERDICTS else mine
    groups = []
    for group, rows in chosen.groupby(chosen["group"].where(~chosen["headline"], "headline"), sort=False):
        groups.append(LedgerGroup(group_name(str(group), lang), tuple(_ledger_row(frames, row, lang) for _, row in rows.iterrows())))
    silent = mine[mine["verdict"].isin(["unreported", "not_held"])]
    unanswered = tuple((row["indicator"], row[f"name_{lang}"], row[f"target_{lang}"]) for _, row in silent.iterrows())
    used = [*mine["target_source"], *(s for s in mine["outcome_source"] if s)]
    filtered = "" if show == "all" else translate(lang, "Shown: {filter}. ", filter=translate(lang, FILTER_NAMES[show]))
    row = mine[mine["indicator"] == opened] if opened else mine.iloc[0:0]
    kept, judged = sum(mine["verdict"].isin(KEPT)), sum(mine["verdict"].isin(JUDGED))
    alt_message = "Ledger of {city} {year}: {n} promises, one row each; of {judged} that can be judged {kept} were kept. The table below holds the same."
    return Scorecard(
        title=title,
        sentence=sentence(total, lang),
        rates=rates(total, lang),
        groups=tuple(groups),
        unanswered=unanswered,
        footer=filtered + footer(frames, source_titles(frames.data, city, used, lang), lang),
        scale=translate(
            lang,
            "The line is the promise, the pale band what it allows (lower-is-better rows are mirrored), dotted what was striven for. Half a row is the whole of the promise or ten percentage points.",
        ),
        alt=translate(lang, alt_message, city=place, year=year, n=len(mine), judged=judged, kept=kept),
        table=_table(chosen, lang),
        opened=_opened(frames, row.iloc[0], lang) if len(row) else None,
        empty="" if groups else translate(lang, "No promise fits the filter."),
    )


def _table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The ledger as a table."""
    names = {
        f"name_{lang}": "Indicator",
        f"target_{lang}": "Promised",
        f"outcome_{lang}": "Reported",
        "verdict": "Verdict",
        f"gap_{lang}": "Gap",
        f"because_{lang}": "Reason",
        "target_quote": "Words of the promise",
        "outcome_quote": "Words of the outcome",
    }
    table = rows[list(names)].copy()
    table["verdict"] = [f"{GLYPHS[v]} {verdict_name(v, lang)}" for v in table["verdict"]]
    return table.rename(columns={k: translate(lang, v) for k, v in names.items()})
