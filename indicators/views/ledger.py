"""A row of the ledger: where a promise's outcome lies along it, and the words that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Any

from indicators.judging.verdicts import JUDGED
from indicators.model.schema import Indicator, Outcome, Target
from indicators.model.wording import Printed, unit_name
from indicators.tables import Frames
from indicators.views.labels import GLYPHS, address, figure_key, hover_lines, hover_quote
from indicators.words.texts import msgid, signed, translate
from indicators.words.units import in_points

Row = Mapping[str, Any]  # a row of `tables.promises`
FULL_POINTS = 10.0  # percentage points that fill half the ledger, as the whole of a promise does for amounts
_SHORT = {
    "unclear": msgid("too vague to tell"),
    "not_comparable": msgid("not comparable"),
    "unreported": msgid("not reported"),
    "not_held": msgid("not in the excerpts"),
    "awaiting": msgid("awaiting its report"),
    "unquantified": msgid("no number promised"),
}


SHORT_KINDS = {
    "communique": msgid("communiqué"),
    "bureau": msgid("bureau"),
    "work_report": msgid("work report"),
    "plan_report": msgid("plan report"),
    "news": msgid("news"),
}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One promise of the ledger. Places along the row are shares of its half width: 0 is the promise line, right is
    good.

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
    hover: str


def _there(value: float) -> bool:
    return not isnan(value)


def _half(row: Row) -> float:
    """What fills half the row: ten points for rates, the promise itself for amounts."""
    if in_points(row["unit"]):
        return FULL_POINTS
    return abs(row["target_value"]) if row["target_value"] and _there(row["target_value"]) else 1.0


def shortfall(row: Row) -> float:
    """How far a judged promise is short, as the ledger draws it: 1 is half a row; negative where it is past."""
    return -row["gap"] / _half(row)


def _along(row: Row) -> tuple[float | None, bool, tuple[float, float] | None, float | None]:
    """The dot, whether it is cut, the band and the stretch along the row."""
    half = _half(row)
    lower_is_good = row["better"] == "lower"
    dot, cut = None, False
    if row["verdict"] in JUDGED and _there(row["gap"]):
        dot = row["gap"] / half
        cut, dot = abs(dot) > 1, max(-1.0, min(1.0, dot))
    band = stretch = None
    low, high, target = row["target_low"], row["target_high"], row["target_value"]
    if isnan(target):
        target = row["reference"]
    if _there(low) or _there(high):
        edge = row["target_max"] if lower_is_good and _there(row["target_max"]) else target
        near = (edge - high if lower_is_good else low - edge) / half
        far = near if _there(low) and _there(high) else None
        band = (max(-1.0, min(0.0, near)), 1.0) if far is None else (max(-1.0, near), 0.0)
    if _there(row["stretch"]) and _there(target):
        stretch = min(1.0, abs(row["stretch"] - target) / half)
    return dot, cut, band, stretch


def ledger_row(frames: Frames, row: Row, lang: str) -> LedgerRow:
    """The row of one promise, in words of `lang`."""
    city, year, name, verdict = row["city"], int(row["year"]), row["indicator"], row["verdict"]
    dot, cut, band, stretch = _along(row)
    unit = unit_name(row["unit"], lang)
    promise, indicator = frames.data.years[city, year][name], frames.data.catalogue[name]
    position = frames.data.context(city, year).ranked(promise)[0] if row["outcome_form"] else 0
    target = _promised(promise.target, indicator, frames, lang)
    if verdict in JUDGED:
        outcome = Printed(promise.outcome[position], indicator, units=False).say(lang)
        detail = _detail(row, lang)
    else:
        outcome, detail = translate(lang, _SHORT[verdict]), ""
        if verdict == "not_comparable":
            outcome = _other(promise.outcome[position], indicator, outcome, lang)
    has_outcome = bool(row["outcome_form"])
    hover = [
        f"<b>{row[f'name_{lang}']}</b>",
        hover_lines(row[f"because_{lang}"], lang),
        "",
        hover_quote(row["target_quote"], lang),
    ]
    if has_outcome:
        hover += [hover_quote(row["outcome_quote"], lang), hover_lines(row[f"answered_{lang}"], lang)]
    if row["turned_by"]:
        hover.append(translate(lang, "Another outcome would give another verdict."))
    return LedgerRow(
        indicator=name,
        name=row[f"name_{lang}"],
        unit=unit,
        target=target,
        outcome=outcome,
        detail=" · ".join(filter(None, [detail, *_beside(frames, row, lang)])),
        verdict=verdict,
        glyph=GLYPHS[verdict],
        narrow=bool(row["narrow"]),
        dot=dot,
        cut=cut,
        band=band,
        stretch=stretch,
        target_href=address(
            "sources", city=city, source=row["target_source"], figure=figure_key(city, year, name, "target"), lang=lang
        ),
        outcome_href=address(
            "sources",
            city=city,
            source=row["outcome_source"],
            figure=figure_key(city, year, name, "outcome", position),
            lang=lang,
        )
        if has_outcome
        else "",
        hover="<br>".join(hover),
    )


def figure_words(outcome: Outcome, indicator: Indicator, lang: str) -> str:
    """An outcome in words, one of part of the year with the end of its period."""
    shown = Printed(outcome, indicator).say(lang)
    return (
        translate(lang, "{outcome} (to {date})", outcome=shown, date=outcome.interim_to)
        if outcome.interim_to
        else shown
    )


def _beside(frames: Frames, row: Row, lang: str) -> list[str]:
    """What else a row must say: where the outcome stands if not in a report to the congress, whether others differ, or
    how part of the year went."""
    said = []
    if row["answered_in"] == "elsewhere":
        said.append(translate(lang, SHORT_KINDS[frames.data.cities[row["city"]].sources[row["outcome_source"]].kind]))
    if row["turned_by"]:
        said.append(translate(lang, "others differ"))
    if not row["outcome_form"] and row["other_outcomes"]:
        outcomes = frames.data.years[row["city"], int(row["year"])][row["indicator"]].outcome
        said += [figure_words(o, frames.data.catalogue[row["indicator"]], lang) for o in outcomes[-1:]]
    return said


def _promised(target: Target | None, indicator: Indicator, frames: Frames, lang: str) -> str:
    """The promise as the ledger prints it: numbers only, the unit stands beside the name."""
    if target is None or target.form == "text":
        return "—"
    reference = frames.data.catalogue.get(target.refers_to) if target.refers_to else None
    shown = Printed(target, indicator, reference, units=False).say(lang)
    if target.further is not None:
        further = Printed(target.further, indicator, units=False).say(lang)
        return translate(lang, "{target} · striving for {stretch}", target=shown, stretch=further)
    if target.due is not None:
        shown = translate(lang, "{target} by {year}", target=shown, year=target.due)
    return translate(lang, "striving for {target}", target=shown) if target.strive else shown


def _other(outcome: Outcome, indicator: Indicator, word: str, lang: str) -> str:
    """What was reported instead, where it is short enough to stand in the row."""
    if outcome.form == "text" and lang != "zh":
        return word  # the document's words are Chinese; the reason says in English what they are
    told = Printed(outcome, indicator).say(lang)
    return (
        translate(lang, "{word}: reported {outcome}", word=word, outcome=told)
        if len(told) < (10 if lang == "zh" else 20)
        else word
    )


def _detail(row: Row, lang: str) -> str:
    """The gap beside an outcome: points for rates, a share of the promise for amounts; nothing when there is none."""
    if not row["gap"] or isnan(row["gap"]):
        return translate(lang, "narrow") if row["narrow"] else ""
    if in_points(row["unit"]) or not row["target_value"]:
        gap = str(row[f"gap_{lang}"])
    else:
        share = Decimal(str(100 * row["gap"] / abs(row["target_value"])))
        gap = signed(share.quantize(Decimal("0.1") if abs(share) < 10 else Decimal(1)), lang) + "%"
    return translate(lang, "{gap}, narrow", gap=gap) if row["narrow"] else gap
