"""The places that a view is of, taken together: what they are called, and that their levels are kept apart.

Most data is of cities, and is told so. Where a place is something else, it is told of places; and where they are of
several levels, nothing is added up over them: what a province reports holds what its prefectures do.
"""

from __future__ import annotations

from collections.abc import Iterable

from indicators.model.levels import Level
from indicators.tables import Frames
from indicators.words.texts import joined, msgid, translate

LEVEL_NAMES = {
    Level.PROVINCE: msgid("province"),
    Level.PREFECTURE: msgid("prefecture"),
    Level.COUNTY: msgid("county"),
    Level.DISTRICT: msgid("district"),
}
_ONE = {
    Level.PROVINCE: msgid("1 province"),
    Level.PREFECTURE: msgid("1 prefecture"),
    Level.COUNTY: msgid("1 county"),
    Level.DISTRICT: msgid("1 district"),
}
_SEVERAL = {
    Level.PROVINCE: msgid("{n} provinces"),
    Level.PREFECTURE: msgid("{n} prefectures"),
    Level.COUNTY: msgid("{n} counties"),
    Level.DISTRICT: msgid("{n} districts"),
}


def are_cities(frames: Frames) -> bool:
    """Whether every place of the data is called a city, 市."""
    return all(city.zh.endswith("市") for city in frames.cities.values())


def place_word(frames: Frames, lang: str) -> str:
    """What one of the places is called, as the heading of a column or a box."""
    return translate(lang, "City") if are_cities(frames) else translate(lang, "Place")


def places_word(frames: Frames, lang: str) -> str:
    """The same of several."""
    return translate(lang, "Cities") if are_cities(frames) else translate(lang, "Places")


def all_places(frames: Frames, lang: str) -> str:
    """The choice of all of them."""
    return translate(lang, "All cities") if are_cities(frames) else translate(lang, "All places")


def levels(frames: Frames, cities: Iterable[str]) -> tuple[Level, ...]:
    """The levels of some places, the highest first."""
    found = {frames.cities[city].level for city in cities}
    return tuple(level for level in Level if level in found)


def numbered(frames: Frames, cities: Iterable[str], lang: str) -> str:
    """How many places of one level some are: `2 cities` where all the data is of cities of one level, else
    `1 province`."""
    found = set(cities)
    n, (level, *_) = len(found), levels(frames, found)
    if are_cities(frames) and len(levels(frames, frames.cities)) == 1:
        return translate(lang, "1 city") if n == 1 else translate(lang, "{n} cities", n=n)
    return translate(lang, _ONE[level]) if n == 1 else translate(lang, _SEVERAL[level], n=n)


def of_level(level: Level, lang: str) -> str:
    """The name of a level."""
    return translate(lang, LEVEL_NAMES[level])


def apart(frames: Frames, cities: Iterable[str], lang: str) -> str:
    """That some places are of different levels, and which is of which; empty where all are of one."""
    found = list(dict.fromkeys(cities))
    if len(levels(frames, found)) < 2:
        return ""
    message = msgid("{place} is a {level}")
    each = [
        translate(lang, message, place=frames.cities[city].say(lang), level=of_level(frames.cities[city].level, lang))
        for city in found
    ]
    return translate(
        lang,
        "These places are of different levels: {each}. What a larger one reports holds what those in it report: hold "
        "rates against each other rather than amounts, and add nothing up.",
        each=joined(each, lang),
    )
