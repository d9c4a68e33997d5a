"""The codes of places: each is one that a place can have, and no two places have the same."""

from __future__ import annotations

from indicators.collection.files import CuratedFile
from indicators.model.levels import wrong
from indicators.model.problems import Problem
from indicators.model.schema import City
from indicators.words.texts import said


def code_problems(yaml: CuratedFile, city: City, other: str | None) -> list[Problem]:
    """What is wrong with the code of a place, as problems of its city.yaml; `other` is another place that has it."""
    problems = []
    if (why := wrong(city.code)) is not None:
        problems.append(Problem("wrong-code", why))
    if other is not None:
        what = said("{code} is the code of {other} already", code=city.code, other=other)
        problems.append(Problem("same-code", what))
    return [yaml.place(problem, ("code",)) for problem in problems]
