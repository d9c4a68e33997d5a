"""A country of invented cities from a seed: files of the real form, with texts whose words prove every figure.

The catalogue is the real one. Of each city and year there is one work report, which reviews the year before and plans
its own; its text holds every quote. The same seed makes the same bytes, and a city's files do not depend on how many
others there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from indicators import collection
from indicators.model.schema import Indicator

ROOT = Path(__file__).resolve().parents[1]

FIRST = 2005  # the first year that is promised for
_GROWTH = "增速"
_PROVINCES = (13, 14, 15, 21, 22, 23, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 51, 52, 53, 54, 61, 62, 63, 64, 65)
_FILLING = (
    "我们坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，推动各项事业迈上新台阶。",
    "全市上下同心协力，锐意进取，办成了一批群众期盼已久的实事。",
    "要牢牢把握高质量发展这个首要任务，持续优化营商环境，激发市场主体活力。",
    "坚持生态优先，深入打好污染防治攻坚战，守护好绿水青山。",
    "统筹发展和安全，扎实做好保障和改善民生各项工作。",
)
_FORMS = (("value", ""), ("at_least", "以上"), ("about", "左右"), ("value", ""))  # of targets, and the words for each


class Place(NamedTuple):
    """An invented city: its folder, its names, and a code that no other of them has."""

    folder: str
    zh: str
    en: str
    code: str


def place(n: int) -> Place:
    """The n-th city."""
    letters, signs, left = "", "", n
    for _ in range(3):
        left, k = divmod(left, 26)
        letters, signs = (
            "abcdefghijklmnopqrstuvwxyz"[k] + letters,
            "东西南北中上下前后左右云山江河湖海林石松柏梅兰竹菊"[k % 25] + signs,
        )
    return Place(f"city-{letters}", f"{signs}市", f"City {letters.upper()}", f"{_PROVINCES[n // 60]}{n % 60 + 1:02d}00")


def _words(entry: Indicator, number: str, after: str) -> str:
    if entry.measure == "growth":
        return f"{entry.zh.removesuffix(_GROWTH)}增长{number}%{after}"
    return f"{entry.zh}达到{number}{entry.unit}{after}"


class _Course:
    """The numbers of one indicator of one city, year after year: promises mostly go on as they were or a little up, and
    outcomes lie around them."""

    def __init__(self, entry: Indicator, random: Random) -> None:
        self.entry, self.random = entry, random
        low, high = entry.plausible or (Decimal(1), Decimal(1000))
        middle = max(float(low), 0.01) ** 0.5 * float(high) ** 0.5
        self.promised = random.uniform(5, 10) if entry.measure == "growth" else middle * random.uniform(0.8, 1.1)

    def written(self, number: float) -> str:
        """A number with as many decimals as reports print."""
        if self.entry.measure == "count" and number > 1:
            return f"{number:.0f}"
        return f"{number:.{1 if self.entry.measure == 'growth' or number > 1 else 4}f}".removesuffix(".0")

    def target(self) -> str:
        """What is promised for the next year."""
        if self.random.random() < 0.3:
            self.promised += self.random.choice((-0.5, 0.5)) if self.entry.measure == "growth" else self.promised * 0.02
        return self.written(self.promised)

    def outcome(self) -> str:
        """What is reported for it."""
        return self.written(self.promised * self.random.choice((0.93, 0.97, 1, 1.01)))


def _fits(entry: Indicator) -> bool:
    if entry.better.value != "higher":
        return False
    return entry.zh.endswith(_GROWTH) if entry.measure == "growth" else entry.measure in ("level", "count")


@cache
def catalogue() -> bytes:
    """The catalogue that any of these cities has."""
    return (ROOT / "curated" / "indicators.yaml").read_bytes()


@cache
def usable() -> dict[str, Indicator]:
    """Entries of the catalogue of which the sentences here say all that is needed: a file of them has no problem."""
    data = collection.load(Path("nowhere/curated"), instead={"curated/indicators.yaml": catalogue()})
    fitting = {key: entry for key, entry in data.catalogue.items() if _fits(entry)}
    tried = dict(_city(place(0), 1, 0, fitting, len(fitting)))
    found = collection.load(Path("nowhere/curated"), instead={"curated/indicators.yaml": catalogue(), **tried})
    wrong = {part for problem in found.problems for part in problem.place.split(".")}
    return {key: entry for key, entry in fitting.items() if key not in wrong}


def _city(
    where: Place, years: int, seed: int, known: dict[str, Indicator], promises: int
) -> Iterator[tuple[str, bytes]]:
    """The files of a city, by path."""
    random = Random(f"{seed} {where.folder}")
    chosen = [key for key, entry in known.items() if entry.headline]
    chosen += random.sample(
        [key for key in known if key not in chosen], max(0, min(promises, len(known)) - len(chosen))
    )
    chosen = chosen[:promises]
    texts: dict[int, list[list[str]]] = {year: [[], []] for year in range(FIRST, FIRST + years + 1)}
    files = {}
    courses = {key: _Course(known[key], random) for key in chosen}
    forms = {key: random.choice(_FORMS) for key in chosen}
    for year in range(FIRST, FIRST + years):
        lines = ["promises:"]
        for key in chosen:
            entry, number, (form, after) = known[key], courses[key].target(), forms[key]
            quote = _words(entry, number, after)
            texts[year][1].append(quote)
            lines += [f"  {key}:", f"    target: {{{form}: {number}, quote: {quote}}}"]
            if random.random() < 0.85:
                number = courses[key].outcome()
                quote = _words(entry, number, "")
                texts[year + 1][0].append(quote)
                lines.append(f"    outcome: {{value: {number}, quote: {quote}}}")
        files[year] = "\n".join([*lines, ""]).encode()
    own = [f"zh: {where.zh}", f"en: {where.en}", f'code: "{where.code}"', "sources:"]
    for year, (reviewed, planned) in texts.items():
        name = f"{where.folder}-{year}.txt"
        parts = [
            "过去一年的工作。",
            *_paragraphs(reviewed, random),
            "新一年的主要目标。",
            *_paragraphs(planned, random),
        ]
        text = "\n".join(parts).encode()
        own += [f"  work-report-{year}:", "    kind: work_report", f"    title: {year}年政府工作报告"]
        own += [f"    reviews: {year - 1}", f"    plans: {year}", f"    date: {year}-01-15", f"    file: {name}"]
        own.append(f"    sha256: {hashlib.sha256(text).hexdigest()}")
        yield f"seeds/{name}", text
    yield f"curated/{where.folder}/city.yaml", "\n".join([*own, ""]).encode()
    for year, content in files.items():
        yield f"curated/{where.folder}/{year}.yaml", content


def _paragraphs(quotes: list[str], random: Random) -> Iterator[str]:
    for quote in quotes:
        yield f"{random.choice(_FILLING)}{quote}。{random.choice(_FILLING)}"


def files(cities: int, years: int, seed: int = 1, promises: int = 40) -> Iterator[tuple[str, bytes]]:
    """All files of a country, by the paths that problems name, city by city behind the catalogue."""
    yield "curated/indicators.yaml", catalogue()
    for n in range(cities):
        yield from _city(place(n), years, seed, usable(), promises)


def written(folder: Path, cities: int, years: int, seed: int = 1, promises: int = 40) -> Path:
    """The same written below a folder; its curated folder."""
    for path, content in files(cities, years, seed, promises):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (folder / "seeds").mkdir(exist_ok=True)
    return folder / "curated"
