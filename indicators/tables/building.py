"""Pandas frames with documented columns: the programming interface for analysts.

    from indicators import collection, tables
    promises = tables.promises(collection.load("curated"))

Values are in the indicator's unit unless a column says otherwise; a number that is not there is NaN, a text that is not
there is "".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from indicators.collection import Collection
from indicators.judging.answers import Where, answer
from indicators.judging.meaning import direction, in_unit, outcome_span, tolerance_for
from indicators.judging.verdicts import ANSWERED, JUDGED, KEPT, Judgment, Verdict, judge, promised_span
from indicators.judging.verdicts import reference as reference_outcome
from indicators.model.schema import GROUPS, Outcome, Promise, Target
from indicators.model.wording import Amount, Printed
from indicators.tables.columns import FIGURE_COLUMNS, PROMISE_COLUMNS, SOURCE_COLUMNS
from indicators.tables.history import histories
from indicators.tables.series import implied

ANSWERED_COLUMNS = tuple(f"answered_{where.value}" for where in Where)


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _others(data: Collection, city: str, year: int, name: str, promise: Promise, deciding: int | None) -> str:
    """The outcomes that did not decide, as their documents print them; part-year ones with the end of their period."""
    parts = []
    for i, outcome in enumerate(promise.outcome):
        if i != deciding:
            to = f" ({outcome.interim_to})" if outcome.interim_to else ""
            parts.append(
                f"{data.evidence[city, year, name, 'outcome', i].source}{to}: "
                f"{Printed(outcome, data.catalogue[name]).say('zh')}"
            )
    return "; ".join(parts)


def _row(
    data: Collection,
    city: str,
    year: int,
    name: str,
    promise: Promise,
    target: Target,
    found: Judgment,
    chosen: Decimal | None,
) -> dict:
    indicator = data.catalogue[name]
    deciding: Outcome | None = None if found.deciding is None else promise.outcome[found.deciding]
    context = data.context(city, year)
    tolerance = tolerance_for(indicator, chosen)
    allowed = promised_span(target, indicator, context, tolerance)
    wanted = in_unit(target, indicator)
    got = in_unit(deciding, indicator) if deciding else ()
    reference = data.catalogue.get(target.refers_to) if target.refers_to else None
    promised = Printed(target, indicator, reference)
    reported = Printed(deciding, indicator) if deciding else None
    gap = Amount(found.gap, indicator, points=True, sign=True) if found.gap is not None else None
    turned = "; ".join(
        f"{data.evidence[city, year, name, 'outcome', i].source}: {verdict.value}" for i, verdict in found.turned_by
    )
    scope = target.scope or indicator.scope
    answered = answer(name, context)
    growth = implied(data, city, name, year)
    notes = [figure.note for figure in (target, deciding) if figure is not None and figure.note is not None]
    return {
        "city": city,
        "year": year,
        "due": target.due or year,
        "indicator": name,
        "name_zh": indicator.zh,
        "name_en": indicator.en,
        "group": indicator.group,
        "headline": indicator.headline,
        "nature": indicator.nature,
        "unit": indicator.unit,
        "better": direction(target, indicator).value,
        "target_form": target.form,
        "target_value": _float(wanted[0] if wanted else None),
        "target_max": _float(wanted[1] if len(wanted) > 1 else None),
        "reference": _float((reference_outcome(target, context) or (None,))[0] if target.refers_to else None),
        "stretch": _float(in_unit(target.further, indicator)[0] if target.further else None),
        "strive": target.strive,
        "scope": scope.zh if scope else "",
        "target_source": data.evidence[city, year, name, "target", 0].source,
        "target_quote": target.quote or "",
        "outcome_form": deciding.form if deciding else "",
        "outcome_value": _float(got[0] if got else None),
        "outcome_max": _float(got[1] if len(got) > 1 else None),
        "outcome_source": data.evidence[city, year, name, "outcome", found.deciding].source
        if found.deciding is not None
        else "",
        "outcome_quote": (deciding.quote if deciding else None) or "",
        "verdict": found.verdict.value,
        "narrow": found.narrow,
        "gap": _float(found.gap),
        "because_zh": found.because.say("zh"),
        "because_en": found.because.say("en"),
        "target_zh": promised.say("zh"),
        "target_en": promised.say("en"),
        "outcome_zh": reported.say("zh") if reported else "",
        "outcome_en": reported.say("en") if reported else "",
        "gap_zh": gap.say("zh") if gap else "",
        "gap_en": gap.say("en") if gap else "",
        "target_low": _float(allowed.low if allowed else None),
        "target_high": _float(allowed.high if allowed else None),
        "tolerance": float(tolerance),
        "turned_by": turned,
        "note_zh": " ".join(note.zh for note in notes),
        "note_en": " ".join(note.en for note in notes),
        "answered_in": answered.where.value if answered else "",
        "answered_zh": answered.because.say("zh") if answered else "",
        "answered_en": answered.because.say("en") if answered else "",
        "other_outcomes": _others(data, city, year, name, promise, found.deciding),
        "implied": _float(growth.value if growth else None),
        "scope_en": scope.en if scope else "",
        "measure": indicator.measure,
        "prices": indicator.prices or "",
    }


def promises(data: Collection, tolerance: Decimal | None = None) -> pd.DataFrame:
    """One row per promise, judged; columns as in `PROMISE_COLUMNS`.

    `tolerance` in percent replaces the default and every indicator's own. Rows stand by city and year, headline
    figures first, then by group in the order of `schema.GROUPS`, then in the order of the catalogue.
    """
    order = {
        name: (not i.headline, 0 if i.headline else GROUPS.index(i.group), n)
        for n, (name, i) in enumerate(data.catalogue.items())
    }
    rows = []
    for (city, year), of_year in sorted(data.years.items()):
        context = data.context(city, year)
        for name in sorted(of_year, key=order.__getitem__):
            promise = of_year[name]
            found = judge(name, context, tolerance)
            if promise.target is not None and found is not None:
                rows.append(_row(data, city, year, name, promise, promise.target, found, tolerance))
    return pd.DataFrame(rows, columns=list(PROMISE_COLUMNS))


def figures(data: Collection, tolerance: Decimal | None = None) -> pd.DataFrame:
    """One row per figure, outcomes without a promise included; columns as in `FIGURE_COLUMNS`."""
    rows = []
    for (city, year, name, role, i), evidence in data.evidence.items():
        promise = data.years.get((city, year), {}).get(name)
        if promise is None:
            continue
        figure = promise.target if role == "target" else promise.outcome[i]
        if figure is None:
            continue
        indicator = data.catalogue[name]
        numbers, converted = figure.numbers, in_unit(figure, indicator)
        allowed = tolerance_for(indicator, tolerance)
        if isinstance(figure, Target):
            span = promised_span(figure, indicator, data.context(city, year), allowed)
        else:
            span = outcome_span(figure.form, converted, allowed)
        printed = Printed(figure, indicator, data.catalogue.get(figure.refers_to) if figure.refers_to else None)
        rows.append(
            {
                "city": city,
                "year": year,
                "indicator": name,
                "role": role,
                "form": figure.form,
                "value": _float(numbers[0] if numbers else None),
                "max": _float(numbers[1] if len(numbers) > 1 else None),
                "unit": indicator.unit if figure.unit is None else figure.unit,
                "source": evidence.source,
                "source_kind": data.cities[city].sources[evidence.source].kind.value,
                "verified": evidence.verified,
                "quote": figure.quote or "",
                "start": evidence.start,
                "end": evidence.end,
                "position": i,
                "interim_to": str(getattr(figure, "interim_to", None) or ""),
                "promised": promise.target is not None,
                "shown_zh": printed.say("zh"),
                "shown_en": printed.say("en"),
                "low": _float(span.low if span else None),
                "high": _float(span.high if span else None),
                "number": _float(converted[0] if converted else None),
            }
        )
    frame = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    return frame.astype({"start": "Int64", "end": "Int64"})


def sources(data: Collection) -> pd.DataFrame:
    """One row per document, with what was taken from it; columns as in `SOURCE_COLUMNS`."""
    rows = []
    for city, entry in data.cities.items():
        for name, source in entry.sources.items():
            taken = [(key, e) for key, e in data.evidence.items() if key[0] == city and e.source == name]
            rows.append(
                {
                    "city": city,
                    "source": name,
                    "kind": source.kind.value,
                    "title": source.title,
                    "publisher": source.publisher or "",
                    "date": str(source.date or ""),
                    "reviews": source.reviews,
                    "plans": source.plans,
                    "excerpt": ", ".join(source.excerpt),
                    "held": (city, name) in data.documents,
                    "url": source.url or "",
                    "targets": sum(key[3] == "target" for key, _ in taken),
                    "outcomes": sum(key[3] == "outcome" for key, _ in taken),
                    "verified": sum(e.verified for _, e in taken),
                }
            )
    frame = pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))
    return frame.astype({"reviews": "Int64", "plans": "Int64"})


def counts(judged: pd.DataFrame) -> pd.DataFrame:
    """What became of the promises, one row per city and year.

    Columns: city, year, one per verdict, `promises` (their sum), and the two rates as numerators and denominators:
    `kept` of `judged` (exceeded and met, of those and missed), `answered` of `answerable` (all that an outcome was
    given for, of those and unreported). `answered_congress`, `answered_elsewhere`, `answered_never` and
    `answered_unknown` say where: they add up to the promises that are not words alone (`promises` − `unquantified`).
    """
    tally: dict[tuple[str, int], Counter[str]] = {}
    for city, year, verdict, where in zip(
        judged["city"], judged["year"], judged["verdict"], judged["answered_in"], strict=True
    ):
        row = tally.setdefault((city, year), Counter())
        row[verdict] += 1
        if verdict != Verdict.UNQUANTIFIED:
            row[f"answered_{where}"] += 1
    rows = []
    for (city, year), found in sorted(tally.items()):
        kept, of = sum(found[v] for v in KEPT), sum(found[v] for v in JUDGED)
        answered = sum(found[v] for v in ANSWERED)
        places = {column: found[column] for column in ANSWERED_COLUMNS}
        total = sum(found[v.value] for v in Verdict)
        sums = {
            "promises": total,
            "kept": kept,
            "judged": of,
            "answered": answered,
            "answerable": answered + found[Verdict.UNREPORTED],
        }
        rows.append({"city": city, "year": int(year), **{v.value: found[v] for v in Verdict}, **sums, **places})
    columns = [
        "city",
        "year",
        *(v.value for v in Verdict),
        "promises",
        "kept",
        "judged",
        "answered",
        "answerable",
        *ANSWERED_COLUMNS,
    ]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Frames:
    """A collection with its tables at one tolerance (None: the stated ones): what every view is made from."""

    data: Collection
    promises: pd.DataFrame
    figures: pd.DataFrame
    tolerance: Decimal | None = None

    @cached_property
    def histories(self) -> pd.DataFrame:
        """What happened to the promises over the years, computed when first asked for; as `histories.histories`."""
        return histories(self.data, self.promises)

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables by its name in `columns.COLUMNS`; KeyError where there is none of that name."""
        made = {
            "promises": lambda: self.promises,
            "figures": lambda: self.figures,
            "histories": lambda: self.histories,
            "sources": lambda: sources(self.data),
        }
        return made[name]()


def frames(data: Collection, tolerance: Decimal | None = None) -> Frames:
    """The tables of a collection, judged at `tolerance`."""
    return Frames(data, promises(data, tolerance), figures(data, tolerance), tolerance)
