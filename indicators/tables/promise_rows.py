"""The table of promises: a row per promise, judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from indicators.collection import Collection
from indicators.judging.answers import Where, answer
from indicators.judging.meaning import direction, in_unit
from indicators.judging.owing import owed
from indicators.judging.standard import promised_span, standard
from indicators.judging.verdicts import RULE_VERSION
from indicators.model.schema import GROUPS, Indicator, Outcome, Target
from indicators.model.wording import Amount, Printed, promise_clause, quoted
from indicators.tables.columns import PromiseRow, table
from indicators.tables.judged import JudgedPromise, Key, as_float
from indicators.tables.series import implied
from indicators.tables.strength import outcome_quoted, strength, target_quoted
from indicators.words.texts import Both, Sayable

_NOTHING = Both("", "")


@dataclass(frozen=True, slots=True)
class _Side:
    """The target or the deciding outcome, as far as the row shows both alike; numbers are in the indicator's unit."""

    form: str = ""
    number: Decimal | None = None
    largest: Decimal | None = None
    source: str = ""
    quote: str = ""
    words: Sayable = _NOTHING
    short: Sayable = _NOTHING


def _side(found: JudgedPromise, figure: Target | Outcome, source: str) -> _Side:
    numbers = in_unit(figure, found.indicator)
    other = found.reference(figure)
    return _Side(
        figure.form,
        numbers[0] if numbers else None,
        numbers[1] if len(numbers) > 1 else None,
        source,
        figure.quote or "",
        Printed(figure, found.indicator, other),
        Printed(figure, found.indicator, other, units=False),
    )


def _others(found: JudgedPromise, deciding: int | None) -> str:
    """The outcomes that did not decide, as their documents print them; part-year ones with the end of their period."""
    parts = []
    for i, outcome in enumerate(found.promise.outcome):
        if i != deciding:
            to = f" ({outcome.interim_to})" if outcome.interim_to else ""
            parts.append(f"{found.sources['outcome', i]}{to}: {Printed(outcome, found.indicator).say('zh')}")
    return "; ".join(parts)


def _evidence(data: Collection, found: JudgedPromise, deciding: int | None) -> str:
    """How strong the evidence of the promise and its deciding outcome is."""
    place = (found.city, found.year, found.name)
    outcome = [] if deciding is None else [outcome_quoted(data, place, deciding)]
    return strength([target_quoted(data, place), *outcome])


def _row(data: Collection, found: JudgedPromise, target: Target) -> PromiseRow:
    """The row of an entry that promises `target`."""
    indicator, judgment, answered = found.indicator, found.judgment, answer(found.name, found.context)
    if judgment is None or answered is None:
        raise ValueError(f"{found.city} {found.year} {found.name}: what is promised has a judgment")
    deciding = None if judgment.deciding is None else found.promise.outcome[judgment.deciding]
    promised = _side(found, target, found.sources["target", 0])
    reported = _side(found, deciding, found.sources["outcome", judgment.deciding or 0]) if deciding else _Side()
    allowed = promised_span(target, indicator, found.context, found.tolerance)
    against = standard(target, indicator, found.context, found.tolerance) if target.refers_to else None
    further = target.further
    stretch: Sayable = Printed(further, indicator, units=False) if further else _NOTHING
    gap: Sayable = _NOTHING if judgment.gap is None else Amount(judgment.gap, indicator, points=True, sign=True)
    scope: Sayable = target.scope or indicator.scope or _NOTHING
    growth = implied(data, found.city, found.name, found.year)
    notes = [figure.note for figure in (target, deciding) if figure is not None and figure.note is not None]
    owing = owed(found.name, found.context)
    told = quoted(target, indicator, found.reference(target))
    clause = promise_clause(told, found.context.promised_in(target), owing.due)
    return {
        "city": found.city,
        "year": found.year,
        "due": owing.due,
        "indicator": found.name,
        "name_zh": indicator.zh,
        "name_en": indicator.en,
        "group": indicator.group,
        "headline": indicator.headline,
        "nature": indicator.nature,
        "unit": indicator.unit,
        "better": direction(target, indicator).value,
        "target_form": promised.form,
        "target_value": as_float(promised.number),
        "target_max": as_float(promised.largest),
        "reference": as_float(against.numbers[0] if against else None),
        "stretch": as_float(in_unit(further, indicator)[0] if further else None),
        "strive": target.strive,
        "scope": scope.say("zh"),
        "target_source": promised.source,
        "target_quote": promised.quote,
        "outcome_form": reported.form,
        "outcome_value": as_float(reported.number),
        "outcome_max": as_float(reported.largest),
        "outcome_source": reported.source,
        "outcome_quote": reported.quote,
        "verdict": judgment.verdict.value,
        "narrow": judgment.narrow,
        "gap": as_float(judgment.gap),
        "because_zh": judgment.because.say("zh"),
        "because_en": judgment.because.say("en"),
        "target_zh": promised.words.say("zh"),
        "target_en": promised.words.say("en"),
        "outcome_zh": reported.words.say("zh"),
        "outcome_en": reported.words.say("en"),
        "gap_zh": gap.say("zh"),
        "gap_en": gap.say("en"),
        "target_low": as_float(allowed.low if allowed else None),
        "target_high": as_float(allowed.high if allowed else None),
        "tolerance": float(found.tolerance.percent),
        "turned_by": "; ".join(f"{found.sources['outcome', i]}: {verdict.value}" for i, verdict in judgment.turned_by),
        "note_zh": " ".join(note.zh for note in notes),
        "note_en": " ".join(note.en for note in notes),
        "answered_in": answered.where.value,
        "answered_zh": answered.because.say("zh"),
        "answered_en": answered.because.say("en"),
        "other_outcomes": _others(found, judgment.deciding),
        "implied": as_float(growth.value if growth else None),
        "scope_en": scope.say("en"),
        "measure": indicator.measure,
        "prices": indicator.prices or "",
        "target_short_zh": promised.short.say("zh"),
        "target_short_en": promised.short.say("en"),
        "stretch_short_zh": stretch.say("zh"),
        "stretch_short_en": stretch.say("en"),
        "outcome_short_zh": reported.short.say("zh"),
        "outcome_short_en": reported.short.say("en"),
        "outcome_position": judgment.deciding,
        "left_out": answered.where is Where.ELSEWHERE and owing.known,
        "due_day": str(target.due_day or ""),
        "in_words": judgment.in_words,
        "owed_by": ", ".join(owing.documents),
        "owed_whole": owing.whole,
        "owed_looked": owing.looked,
        "promised_zh": clause.say("zh"),
        "promised_en": clause.say("en"),
        "rule": RULE_VERSION,
        "evidence": _evidence(data, found, judgment.deciding),
        "read_twice": all(found.second_readings(figure) for figure in (target, deciding) if figure is not None),
        "level": data.cities[found.city].level.value,
    }


def _order(catalogue: Mapping[str, Indicator]) -> dict[str, tuple[bool, int, int]]:
    """What indicators are sorted by: headline figures first, then by group, then as in the catalogue."""
    return {
        name: (not entry.headline, 0 if entry.headline else GROUPS.index(entry.group), n)
        for n, (name, entry) in enumerate(catalogue.items())
    }


def promise_table(data: Collection, judged: Mapping[Key, JudgedPromise]) -> pd.DataFrame:
    """A row per promise among the judged entries; columns as in `PromiseRow`.

    Rows stand by city and year, headline figures first, then by group in the order of `schema.GROUPS`, then in the
    order of the catalogue.
    """
    order = _order(data.catalogue)
    places = sorted(judged, key=lambda key: (key[0], key[1], order[key[2]]))
    rows = [
        _row(data, found, found.promise.target)
        for found in map(judged.__getitem__, places)
        if found.promise.target is not None
    ]
    return table(rows, PromiseRow)
