"""A year's file that someone brings: what `check` says of it, beside the lines it says it of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indicators import collection
from indicators.collection import Collection
from indicators.model.problems import Problem
from indicators.model.values import is_year
from indicators.words.texts import joined, translate

_AROUND = 4  # lines shown before and after one with a problem, where the file is long
_WHOLE = 400  # lines up to which a file is shown whole


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, its number, and what is wrong in it; None as number: lines that are not shown."""

    number: int | None
    text: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out: a sentence, how many problems, the lines, and problems of other files that come with this one."""

    verdict: str
    problems: int
    lines: tuple[Line, ...]
    elsewhere: tuple[str, ...] = ()


def named(name: str, cities: Iterable[str]) -> tuple[str | None, int | None]:
    """The city and the year that a file's name tells: taiyuan-2024.yaml, taiyuan/2024.yaml, 2024.yaml; None where it
    doesn't."""
    numbers = map(int, re.findall(r"(?=(\d{4}))", name))
    return next((city for city in cities if city in name.lower()), None), next(filter(is_year, numbers), None)


def in_words(problem: Problem, lang: str) -> str:
    """What is wrong and what to do about it, in one line without the place."""
    return joined((problem.what.say(lang), problem.cure.say(lang)), lang, "statements")


def checked(data: Collection, city: str, year: int, content: bytes, lang: str) -> Checked:
    """Check a file as the one of that city and year, in memory; whatever it holds, nothing is raised."""
    root = data.root.absolute().name
    path = f"{root}/{city}/{year}.yaml"
    found = collection.load(data.root, instead={path: content}, city=city)
    known = {p.identity for p in data.problems}
    mine = [p for p in found.problems if p.path == path]
    elsewhere = tuple(p.text(lang) for p in found.problems if p.path != path and p.identity not in known)
    lines = content.decode("utf-8", errors="replace").splitlines() or [""]
    by_line: dict[int, list[str]] = {}
    for problem in mine:
        # What is missing at the end of a file is said at its last line.
        by_line.setdefault(min(problem.line, len(lines)), []).append(f"{problem.code}: {in_words(problem, lang)}")
    total = len(mine) + len(elsewhere)
    if total:
        verdict = translate(lang, "{path}: problems: {n}", path=path, n=total)
    else:
        promises = found.years.get((city, year), {}).values()
        figures = [e for key, e in found.evidence.items() if key[:2] == (city, year)]
        verdict = translate(
            lang,
            "{path} is in order: {promises} promises, {figures} figures, {verified} of them found in their documents.",
            path=path,
            promises=sum(p.target is not None for p in promises),
            figures=len(figures),
            verified=sum(e.verified for e in figures),
        )
    return Checked(verdict, total, tuple(_lines(lines, by_line)), elsewhere)


def _lines(lines: list[str], by_line: dict[int, list[str]]) -> Iterable[Line]:
    """The lines with their problems; of a long file those around the problems."""
    shown = (
        set(range(1, len(lines) + 1))
        if len(lines) <= _WHOLE
        else {n for at in by_line for n in range(at - _AROUND, at + _AROUND + 1)}
    )
    left_out = False
    for number, line in enumerate(lines, 1):
        if number in shown:
            yield Line(number, line[:500], tuple(by_line.get(number, ())))
        elif not left_out:
            yield Line(None, "…")
        left_out = number not in shown
