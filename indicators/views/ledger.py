"""A row of the ledger: where a promise's outcome lies along it, and the words that stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isnan

from indicators.judging.verdicts import JUDGED
from indicators.model.wording import unit_name
from indicators.tables import Frames
from indicators.tables.columns import FigureRow, PromiseRow, in_words
from indicators.views.labels import GLYPHS, figure_address, hover_lines, hover_quote
from indicators.words.digits import rounded
from indicators.words.inert import in_plotly
from indicators.words.texts import day, msgid, signed, translate
from indicators.words.units import in_points

FULL_POINTS = 10.0  # percentage points that fill half the ledger, as the whole of a promise does for amounts
_SHORT = {
    "unclear": msgid("too vague to tell"),
    "not_comparable": msgid("not comparable"),
    "unreported": msgid("not reported"),
    "not_held": msgid("not in what is held"),
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
    """One promise of the ledger. Places along the row are shares of its half width, from −1 to 1.

    0 is the promise line, right of it is good. `dot` is the outcome's place, None where there is nothing to compare;
    `cut` says that the outcome lies beyond the row's end. `band` is the span that the promise allows (None: none can be
    drawn); an end of 1 stands for "and beyond".
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


def column_heads(lang: str) -> dict[str, str]:
    """The words over the ledger's columns, and on both sides of its promise line."""
    return {
        "promised": translate(lang, "Promised"),
        "reported": translate(lang, "Reported"),
        "short": translate(lang, "short"),
        "kept": translate(lang, "kept"),
    }


def _there(value: float) -> bool:
    return not isnan(value)


def _half(row: PromiseRow) -> float:
    """What fills half the row: ten points for rates, the promise itself for amounts."""
    if in_points(row["unit"]):
        return FULL_POINTS
    return abs(row["target_value"]) if row["target_value"] and _there(row["target_value"]) else 1.0


def shortfall(row: PromiseRow) -> float:
    """How far a judged promise is short, as the ledger draws it: 1 is half a row; negative where it is past."""
    return -row["gap"] / _half(row)


def _along(row: PromiseRow) -> tuple[float | None, bool, tuple[float, float] | None, float | None]:
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


def ledger_row(frames: Frames, row: PromiseRow, lang: str) -> LedgerRow:
    """The row of one promise, in words of `lang`."""
    city, year, name, verdict = row["city"], row["year"], row["indicator"], row["verdict"]
    dot, cut, band, stretch = _along(row)
    return LedgerRow(
        indicator=name,
        name=in_words(row, "name", lang),
        unit=unit_name(row["unit"], lang),
        target=_promised(row, lang),
        outcome=_outcome(row, lang),
        detail=" · ".join(filter(None, [_detail(row, lang), *_beside(frames, row, lang)])),
        verdict=verdict,
        glyph=GLYPHS[verdict],
        narrow=row["narrow"],
        dot=dot,
        cut=cut,
        band=band,
        stretch=stretch,
        target_href=figure_address(row["target_source"], (city, year, name, "target", 0), lang),
        outcome_href=figure_address(
            row["outcome_source"], (city, year, name, "outcome", row["outcome_position"] or 0), lang
        )
        if row["outcome_form"]
        else "",
        hover=_hover(row, lang),
    )


def _hover(row: PromiseRow, lang: str) -> str:
    """The reason, the quotes, and where the promise was answered."""
    lines = [
        f"<b>{in_plotly(in_words(row, 'name', lang))}</b>",
        hover_lines(in_words(row, "because", lang), lang),
        "",
        hover_quote(row["target_quote"], lang),
    ]
    if row["outcome_form"]:
        lines += [hover_quote(row["outcome_quote"], lang), hover_lines(in_words(row, "answered", lang), lang)]
    if row["turned_by"]:
        lines.append(translate(lang, "Another outcome would give another verdict."))
    return "<br>".join(lines)


def figure_words(figure: FigureRow, lang: str) -> str:
    """A figure in words, one of part of the year with the end of its period."""
    shown = in_words(figure, "shown", lang)
    if not figure["interim_to"]:
        return shown
    return translate(lang, "{outcome} (to {date})", outcome=shown, date=figure["interim_to"])


def _beside(frames: Frames, row: PromiseRow, lang: str) -> list[str]:
    """What else a row must say: that the outcome is not from a report to the congress, that other outcomes differ, or
    how part of the year went."""
    said = []
    if row["answered_in"] == "elsewhere" and row["outcome_source"]:  # none decides where words promised nothing
        kind = frames.sources_of(row["city"])[row["outcome_source"]]["kind"]
        said.append(translate(lang, SHORT_KINDS[kind]))
    if row["turned_by"]:
        said.append(translate(lang, "other documents differ"))
    if not row["outcome_form"] and row["other_outcomes"]:
        outcomes = frames.outcomes_of(row["city"], row["year"], row["indicator"])
        said.append(figure_words(outcomes[-1], lang))
    return said


def _promised(row: PromiseRow, lang: str) -> str:
    """The promise as the ledger prints it: numbers only, the unit stands beside the name."""
    if row["target_form"] in ("done", "text"):
        return "—"
    shown = in_words(row, "target_short", lang)
    if _there(row["stretch"]):
        further = in_words(row, "stretch_short", lang)
        return translate(lang, "{target} · striving for {stretch}", target=shown, stretch=further)
    if row["due_day"]:
        by = day(date.fromisoformat(row["due_day"]), lang)
        shown = translate(lang, "{target} by {day}", target=shown, day=by)
    elif row["due"] != row["year"]:
        shown = translate(lang, "{target} by {year}", target=shown, year=row["due"])
    return translate(lang, "striving for {target}", target=shown) if row["strive"] else shown


def _outcome(row: PromiseRow, lang: str) -> str:
    """The outcome as the ledger prints it; where there is nothing to compare, why.

    What was reported of something else is added where it is short enough for the row.
    """
    if row["verdict"] in JUDGED and row["outcome_form"] == "done":
        return translate(lang, "done late") if row["verdict"] == "missed" else translate(lang, "done")
    if row["verdict"] in JUDGED:
        return in_words(row, "outcome_short", lang)
    word = translate(lang, _SHORT[row["verdict"]])
    if row["verdict"] != "not_comparable" or (row["outcome_form"] in ("", "done", "text") and lang != "zh"):
        return word  # words of a document are Chinese; the reason says in English what they are
    told = in_words(row, "outcome", lang)  # empty where kin answered
    return (
        translate(lang, "{word}: reported {outcome}", word=word, outcome=told)
        if told and len(told) < (10 if lang == "zh" else 20)
        else word
    )


def _detail(row: PromiseRow, lang: str) -> str:
    """The gap beside a judged outcome, in points for rates, as a share of the promise for amounts; else empty."""
    if row["verdict"] not in JUDGED:
        return ""
    if not row["gap"] or isnan(row["gap"]):
        return translate(lang, "narrow") if row["narrow"] else ""
    if in_points(row["unit"]) or not row["target_value"]:
        gap = in_words(row, "gap", lang)
    else:
        share = Decimal(str(100 * row["gap"] / abs(row["target_value"])))
        gap = signed(rounded(share, 1 if abs(share) < 10 else 0), lang) + "%"
    return translate(lang, "{gap}, narrow", gap=gap) if row["narrow"] else gap
