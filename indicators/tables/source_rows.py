"""The table of sources: a row per document, with how much was taken from it."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from indicators.collection import Collection
from indicators.model.schema import Source
from indicators.tables.columns import SourceRow, table


def _row(data: Collection, city: str, name: str, source: Source, taken: Counter[str]) -> SourceRow:
    return {
        "city": city,
        "source": name,
        "kind": source.kind.value,
        "title": source.title,
        "named_zh": source.say("zh"),
        "named_en": source.say("en"),
        "publisher": source.publisher or "",
        "date": str(source.date or ""),
        "reviews": source.reviews,
        "plans": source.plans,
        "excerpt": ", ".join(source.excerpt),
        "held": (city, name) in data.documents,
        "url": source.url or "",
        "targets": taken["target"],
        "outcomes": taken["outcome"],
        "verified": taken["verified"],
        "file": source.file or "",
        "whole_reviews": source.reviews is not None and source.held_whole("reviews"),
        "whole_plans": source.plans is not None and source.held_whole("plans"),
        "looked_by": source.looked.by if source.looked else "",
        "looked_on": str(source.looked.on) if source.looked else "",
        "note_zh": source.note.zh if source.note else "",
        "note_en": source.note.en if source.note else "",
        "level": data.cities[city].level.value,
    }


def sources(data: Collection) -> pd.DataFrame:
    """A row per document, city by city in the order of their files; columns as in `SourceRow`."""
    taken: dict[tuple[str, str], Counter[str]] = {}
    for (city, _, _, role, _), evidence in data.evidence.items():
        count = taken.setdefault((city, evidence.source), Counter())
        count[role] += 1
        count["verified"] += evidence.verified
    rows = [
        _row(data, city, name, source, taken.get((city, name), Counter()))
        for city, entry in data.cities.items()
        for name, source in entry.sources.items()
    ]
    return table(rows, SourceRow)
