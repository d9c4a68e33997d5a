"""The codes of places: each is one that a place can have, and no two places have the same."""

from __future__ import annotations

from indicators.collection.files import CuratedFile
from indicators.model.levels import wrong
from indicators.model.problems import Problem
from indicators.model.schema import City
from indicators.words.texts import said


class Codes:
    """The places of a folder by their codes, as they are read one after the other."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}

    def add(self, yaml: CuratedFile, folder: str, city: City) -> list[Problem]:
        """Take in a place; what is wrong with its code, as problems of its city.yaml."""
        problems = []
        if (why := wrong(city.code)) is not None:
            problems.append(Problem("wrong-code", why))
        if (other := self._places.setdefault(city.code, folder)) != folder:
            what = said("{code} is the code of {other} already", code=city.code, other=other)
            problems.append(Problem("same-code", what))
        return [yaml.place(problem, ("code",)) for problem in problems]
