"""What a curator says of a report that they bring (city, kind, title, years), and what of that is still missing.

What the text says of itself is proposed: `drafts.opening`, `Draft.reviews`, `Draft.plans`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from indicators.model.levels import CODE, wrong
from indicators.model.values import FOLDER
from indicators.words.texts import translate

_LONGEST = 500  # characters of a field


@dataclass(frozen=True, slots=True)
class About:
    """What a curator says of a report. `folder` is the city's; `zh`, `en` and `code` are those of a city that is new.

    `excerpt` names the halves of which the text is not the whole; `date` is an ISO date. What is not known is empty.
    `speaker` is who gave the report, `looked` who has looked in it for the answers to the promises of its year.
    """

    folder: str
    kind: str
    title: str
    reviews: int | None
    plans: int | None
    excerpt: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    zh: str = ""
    en: str = ""
    code: str = ""
    speaker: str = ""
    looked: str = ""

    @property
    def year(self) -> int | None:
        """The year in the names of the source and its text."""
        return self.plans or self.reviews


def wanting(about: About, cities: Container[str], lang: str) -> tuple[str, ...]:
    """What is still missing or wrong, a line each; a contribution can be made when it is empty.

    `cities` are the folders of the cities that the project has.
    """
    lines = []
    said = (about.folder, about.title, about.publisher, about.url, about.zh, about.en)
    if max(map(len, said)) > _LONGEST:
        lines.append(translate(lang, "Shorten what is said of the report: {n} characters fit a field.", n=_LONGEST))
    if about.folder not in cities:
        if not FOLDER.fullmatch(about.folder):
            lines.append(translate(lang, "Give the new place's folder in lower-case letters: datong."))
        if not about.zh or not about.en:
            lines.append(translate(lang, "Give the new place's name in Chinese and in English."))
        if not CODE.fullmatch(about.code):
            lines.append(translate(lang, "Give the new place's six digits of GB/T 2260: 140200."))
        elif (why := wrong(about.code)) is not None:
            lines.append(why.say(lang))
    if not about.title:
        lines.append(translate(lang, "Give the report's title as it is printed."))
    if about.year is None:
        lines.append(translate(lang, "Say which year the report reviews and which it plans: its text does not."))
    if about.reviews and about.plans and about.reviews >= about.plans:
        lines.append(translate(lang, "The year that is planned comes after the one that is reviewed."))
    return tuple(lines)


def folder_of(en: str) -> str:
    """The folder that a city's English name suggests: Xi'an → xian."""
    return re.sub(r"[^a-z0-9]+", "-", en.lower().replace("'", "").strip()).strip("-")
