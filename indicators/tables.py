"""Pandas frames with documented columns: the programming interface for analysts.

    from indicators import collection, tables
    promises = tables.promises(collection.load("curated"))

Values are in the indicator's unit unless a column says otherwise; a number that is not there is NaN, a text that is not
there is "".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from indicators import units
from indicators.collection import Collection
from indicators.schema import Indicator, Outcome, Promise, Source, Target
from indicators.texts import Both
from indicators.verdicts import ANSWERED, JUDGED, KEPT, Judgment, Verdict, direction, in_unit, judge, outcome_span, promised_span, tolerance_for
from indicators.wording import Amount, Printed

PROMISE_COLUMNS: dict[str, Both] = {
    "city": Both("城市（文件夹名）", "City (folder name)"),
    "year": Both("承诺的年份", "Year promised for"),
    "due": Both("承诺到期的年份", "Year in which the promise is due"),
    "indicator": Both("指标（目录键名）", "Indicator (key of the catalogue)"),
    "name_zh": Both("指标中文名", "Indicator, Chinese name"),
    "name_en": Both("指标英文名", "Indicator, English name"),
    "group": Both("分组", "Group"),
    "headline": Both("是否主要指标", "One of the headline macro figures"),
    "nature": Both("预期性或约束性", "Expected or binding"),
    "unit": Both("单位", "Unit"),
    "better": Both("哪一侧为好", "Which side of the target is the good one"),
    "target_form": Both("承诺数字的形式", "Form of the target"),
    "target_value": Both("承诺数字（单位同上）", "Target, or its smaller number, in the unit"),
    "target_max": Both("承诺区间的大数", "Larger number of a target range"),
    "stretch": Both("力争的更高数字", "Second, harder number striven for"),
    "strive": Both("承诺本身是否只是力争", "Whether the promise itself is only an effort"),
    "scope": Both("承诺只涉及的范围", "Part of the city to which the promise is limited"),
    "target_source": Both("承诺所在的文件", "Document of the target"),
    "target_quote": Both("承诺的原文", "The document's words for the target"),
    "outcome_form": Both("结果数字的形式", "Form of the deciding outcome"),
    "outcome_value": Both("结果数字（单位同上）", "Outcome, or its smaller number, in the unit"),
    "outcome_max": Both("结果区间的大数", "Larger number of an outcome range"),
    "outcome_source": Both("结果所在的文件", "Document of the deciding outcome"),
    "outcome_quote": Both("结果的原文", "The document's words for the outcome"),
    "verdict": Both("判定", "Verdict"),
    "narrow": Both("是否以容差之内的差距未达到", "A miss by no more than the tolerance"),
    "gap": Both("超出（负为不足）承诺多少", "How far past the target on the good side; negative when short"),
    "because_zh": Both("判定理由（中文）", "Reason of the verdict, Chinese"),
    "because_en": Both("判定理由（英文）", "Reason of the verdict, English"),
    "target_zh": Both("承诺（中文写法）", "Target in words, Chinese"),
    "target_en": Both("承诺（英文写法）", "Target in words, English"),
    "outcome_zh": Both("结果（中文写法）", "Outcome in words, Chinese"),
    "outcome_en": Both("结果（英文写法）", "Outcome in words, English"),
    "gap_zh": Both("差距（中文写法）", "Gap in words, Chinese"),
    "gap_en": Both("差距（英文写法）", "Gap in words, English"),
    "target_low": Both("承诺所允许的下限", "Lower end of what the target allows"),
    "target_high": Both("承诺所允许的上限", "Upper end of what the target allows"),
    "tolerance": Both("所用容差（%）", "Tolerance used, in percent"),
    "turned_by": Both("会给出别的判定的其他结果", "Other outcomes that would have given another verdict"),
    "note_zh": Both("编者注（中文）", "Curator's note, Chinese"),
    "note_en": Both("编者注（英文）", "Curator's note, English"),
}
FIGURE_COLUMNS: dict[str, Both] = {
    "city": PROMISE_COLUMNS["city"],
    "year": PROMISE_COLUMNS["year"],
    "indicator": PROMISE_COLUMNS["indicator"],
    "role": Both("承诺（target）或结果（outcome）", "target or outcome"),
    "form": Both("数字的形式", "Form of the figure"),
    "value": Both("数字，按文件所印的单位", "Number as printed, in the unit printed"),
    "max": Both("区间的大数", "Larger number of a range"),
    "unit": Both("文件所印的单位", "Unit as printed"),
    "source": Both("文件（city.yaml 中的键名）", "Document (key in city.yaml)"),
    "source_kind": Both("文件种类", "Kind of document"),
    "verified": Both("引文和数字是否已与原文核对", "Whether quote and figure were found in the held text"),
    "quote": Both("原文", "The document's words"),
    "start": Both("引文在原文中的起点（字符）", "Where the quote starts in the held text, in characters"),
    "end": Both("引文在原文中的终点（字符）", "Where the quote ends in the held text"),
    "position": Both("同一承诺的第几个结果", "Which of the promise's outcomes, from 0"),
    "interim_to": Both("部分年度数字截至", "End of the period of a part-year outcome"),
    "promised": Both("同年是否有承诺", "Whether the indicator was promised for the year"),
    "shown_zh": Both("中文写法", "In words, Chinese"),
    "shown_en": Both("英文写法", "In words, English"),
    "low": Both("数字可能的下限（指标单位）", "Lower end of what the figure may mean, in the indicator's unit"),
    "high": Both("数字可能的上限（指标单位）", "Upper end of what the figure may mean, in the indicator's unit"),
    "number": Both("数字（指标单位）", "Number in the indicator's unit"),
}
SOURCE_COLUMNS: dict[str, Both] = {
    "city": PROMISE_COLUMNS["city"],
    "source": FIGURE_COLUMNS["source"],
    "kind": FIGURE_COLUMNS["source_kind"],
    "title": Both("标题", "Title"),
    "publisher": Both("发布者", "Publisher"),
    "date": Both("日期", "Date"),
    "reviews": Both("回顾的年份", "Year it reviews"),
    "plans": Both("部署的年份", "Year it plans"),
    "excerpt": Both("只存节选的部分", "Halves of which only an excerpt is held"),
    "held": Both("是否存有全文或节选", "Whether a text is held"),
    "url": Both("网址", "Address"),
    "targets": Both("取自本文件的承诺数", "Targets taken from it"),
    "outcomes": Both("取自本文件的结果数", "Outcomes taken from it"),
    "verified": Both("已核对的数字", "Figures verified"),
}


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _in_unit(value: Decimal | None, figure: Target, indicator: Indicator) -> Decimal | None:
    factor = Decimal(1) if figure.unit is None else units.factor(figure.unit, indicator.unit) or Decimal(1)
    return None if value is None else value * factor


def _title(sources: dict[str, Source], name: str) -> str:
    source = sources.get(name)
    return f"《{source.title}》" if source else name


def _row(data: Collection, city: str, year: int, name: str, promise: Promise, target: Target, found: Judgment, chosen: Decimal | None) -> dict:
    indicator = data.catalogue[name]
    sources = data.cities[city].sources
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
        "stretch": _float(_in_unit(target.stretch, target, indicator)),
        "strive": target.strive,
        "scope": target.scope.zh if target.scope else "",
        "target_source": data.evidence[city, year, name, "target", 0].source,
        "target_quote": target.quote,
        "outcome_form": deciding.form if deciding else "",
        "outcome_value": _float(got[0] if got else None),
        "outcome_max": _float(got[1] if len(got) > 1 else None),
        "outcome_source": data.evidence[city, year, name, "outcome", found.deciding].source if found.deciding is not None else "",
        "outcome_quote": deciding.quote if deciding else "",
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
    }


def promises(data: Collection, tolerance: Decimal | None = None) -> pd.DataFrame:
    """One row per promise, judged; columns as in `PROMISE_COLUMNS`.

    `tolerance` in percent replaces the default and every indicator's own. Rows stand by city and year, headline
    figures first, then in the order of the catalogue.
    """
    order = {name: (not i.headline, n) for n, (name, i) in enumerate(data.catalogue.items())}
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
                "quote": figure.quote,
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
    given for, of those and unreported).
    """
    verdicts = [verdict.value for verdict in Verdict]
    table = judged.groupby(["city", "year"])["verdict"].value_counts().unstack(fill_value=0) if len(judged) else pd.DataFrame()
    table = table.reindex(columns=verdicts, fill_value=0).astype(int)
    table["promises"] = table[verdicts].sum(axis=1)
    table["kept"] = table[[v.value for v in KEPT]].sum(axis=1)
    table["judged"] = table[[v.value for v in JUDGED]].sum(axis=1)
    table["answered"] = table[[v.value for v in ANSWERED]].sum(axis=1)
    table["answerable"] = table["answered"] + table[Verdict.UNREPORTED.value]
    if not len(judged):
        return pd.DataFrame(columns=["city", "year", *table.columns])
    return table.reset_index().rename_axis(columns=None)


@dataclass(frozen=True)
class Frames:
    """A collection with its tables at one tolerance (None: the stated ones): what every view is made from."""

    data: Collection
    promises: pd.DataFrame
    figures: pd.DataFrame
    tolerance: Decimal | None = None


def frames(data: Collection, tolerance: Decimal | None = None) -> Frames:
    """The tables of a collection, judged at `tolerance`."""
    return Frames(data, promises(data, tolerance), figures(data, tolerance), tolerance)
