"""Kin: indicators that answer for the same thing in another measure, as a level does for its growth."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.model.schema import Indicator


def akin(one: str, other: str, catalogue: Mapping[str, Indicator]) -> bool:
    """Whether two indicators are kin. It goes both ways wherever it is written down: as `kin` of either one, or as
    `growth_of`. None is its own kin."""
    return one != other and (_names(one, other, catalogue) or _names(other, one, catalogue))


def _names(one: str, other: str, catalogue: Mapping[str, Indicator]) -> bool:
    """Whether the entry of `one` names `other` as its kin."""
    entry = catalogue.get(one)
    return entry is not None and (other in entry.kin or other == entry.growth_of)
