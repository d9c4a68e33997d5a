"""Kin: indicators that answer for the same thing in another measure, as a level does for its growth."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.model.schema import Indicator


def kin_of(name: str, catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The kin of an indicator, in the order of the catalogue.

    Kinship goes both ways wherever it is written down: in `kin` of either one, or as `growth_of`.
    """
    return tuple(
        key for key in catalogue if key != name and (_named(name, key, catalogue) or _named(key, name, catalogue))
    )


def _named(one: str, other: str, catalogue: Mapping[str, Indicator]) -> bool:
    """Whether the entry of `one` names `other` as its kin."""
    entry = catalogue.get(one)
    return entry is not None and (other in entry.kin or other == entry.growth_of)
