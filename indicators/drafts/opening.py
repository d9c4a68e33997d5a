"""Whose report a text is, of which kind, and what it is called: by its first words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from indicators.collection.evidence import normal
from indicators.model.levels import short


class _Named(Protocol):
    """A city that has a Chinese name."""

    @property
    def zh(self) -> str:
        """Its name."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a report's text says of itself: city (None: none that is known), kind, and title (empty: none was found)."""

    city: str | None
    kind: str
    title: str


def suggested(text: str, cities: Mapping[str, _Named]) -> Suggested:
    """City, kind and title by the first words of a report; `cities` are those there are, by folder."""
    head = normal(text[:4000])
    found = [
        (at, at + len(words), name)
        for name, city in cities.items()
        for words in [next((w for w in map(normal, (city.zh, short(city.zh))) if w in head), "")]
        if words and (at := head.find(words)) >= 0
    ]
    begins = {at for at, _, _ in found}
    found = [each for each in found if each[1] not in begins]  # 山西省太原市: the second is whose it is
    kind = "plan_report" if re.search(r"国民经济和社会发展计划", head[:600]) else "work_report"
    lines = [re.sub(r"\s+", "", line).strip("#*") for line in text[:2000].splitlines()]
    title = next(
        (
            line
            for line in lines
            if "报告" in normal(line) and 6 <= len(line) <= 70 and not re.search(r"[。，；]", line)
        ),
        "",
    )
    return Suggested(min(found)[2] if found else None, kind, title)
