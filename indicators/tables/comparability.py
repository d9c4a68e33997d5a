"""Whether two promises may be laid side by side: across cities, across years, or of two indicators.

What decides is what the catalogue and the documents say: measure, unit, price basis and definition of the indicator,
the part of the city a promise covers, when it is due, which side of it is good, and whether the series broke in
between.
"""

from __future__ import annotations

from indicators.model.schema import Indicator
from indicators.tables.columns import PromiseRow
from indicators.tables.framed import Frames
from indicators.words.texts import Both, Said, Sayable, said

_PRICES = {"constant": Both("不变价", "constant prices"), "current": Both("现价", "current prices")}
_MEASURES = {
    "growth": Both("增速", "a rate of growth"),
    "level": Both("总量", "a level"),
    "count": Both("个数", "a count"),
    "share": Both("占比", "a share"),
    "index": Both("指数", "an index"),
}


def comparable(frames: Frames, one: PromiseRow, other: PromiseRow) -> Said | None:
    """Why two promises can't be compared; None where they can.

    The same city's levels of two years can't where the series broke in between; its rates and counts of those years
    can.
    """
    if one["indicator"] != other["indicator"]:
        reason = _indicators(frames.catalogue[one["indicator"]], frames.catalogue[other["indicator"]])
        if reason is not None:
            return reason
    if one["scope"] != other["scope"]:
        zh = "、".join(dict.fromkeys(filter(None, (one["scope"], other["scope"]))))
        en = "、".join(dict.fromkeys(filter(None, (one["scope_en"], other["scope_en"]))))
        return said("not compared: one of the promises covers only {scope}", scope=Both(zh, en))
    if one["due"] - one["year"] != other["due"] - other["year"]:
        return said("not compared: one of the promises has longer to go than the other")
    if one["better"] != other["better"]:
        return said("not compared: they mean opposite directions")
    if one["city"] == other["city"]:
        found = frames.cities[one["city"]].broken(one["indicator"], one["year"], other["year"])
        if found is not None:
            return said(
                "not compared: the series breaks between {first} and {last}: {reason}",
                first=found.between[0],
                last=found.between[1],
                reason=found.reason,
            )
    return None


def _indicators(one: Indicator, other: Indicator) -> Said | None:
    """Why figures of two indicators can't be compared."""
    if one.measure != other.measure:
        return said("not compared: {one} and {other}", one=_MEASURES[one.measure], other=_MEASURES[other.measure])
    if one.unit != other.unit:
        return said("not compared: they are in different units")
    if one.prices and other.prices and one.prices != other.prices:
        return said("not compared: {one} and {other}", one=_PRICES[one.prices], other=_PRICES[other.prices])
    return None


def basis(indicator: Indicator) -> tuple[Sayable, ...]:
    """What makes an indicator's figures comparable, each in a line: its definition, the part of the city, the price
    basis."""
    lines: list[Sayable] = []
    if indicator.definition is not None:
        lines.append(indicator.definition)
    if indicator.scope is not None:
        lines.append(said("Covers {scope}", scope=indicator.scope))
    if indicator.prices is not None:
        lines.append(said("At {prices}", prices=_PRICES[indicator.prices]))
    return tuple(lines)
