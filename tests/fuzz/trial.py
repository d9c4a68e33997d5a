"""One batch of mutants through everything that reads curated data, and what must hold of the result.

Each mutant is a city of its own beside the others, so that tables and views are made once for all of them. Nothing may
raise; every file that can't be used has a problem, and every problem a place and a line in both languages.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from time import process_time

from indicators import collection, drafts, tables
from indicators.briefs import assembling, documents, workbooks
from indicators.briefs.request import Request
from indicators.charts import ambition as ambition_chart
from indicators.charts import ledger as ledger_chart
from indicators.charts import rates, stack, timeline
from indicators.charts.theme import palette
from indicators.collection import Collection
from indicators.drafts import marking
from indicators.tables import Frames, exports
from indicators.tables.changes import changes
from indicators.views import pull_request, report_rows, resumed, row_edits
from indicators.views.ambition import ambition
from indicators.views.checking import checked
from indicators.views.compare import compare, shared_years
from indicators.views.corrections import corrections_view
from indicators.views.data import WHAT, Choice, data_view
from indicators.views.indicator import cities_of, indicator_view, indicators_with_figures
from indicators.views.labels import ORDER, verdict_name
from indicators.views.ledger import column_heads
from indicators.views.overview import overview
from indicators.views.ruled import ruled
from indicators.views.scorecard import scorecard, years_of
from indicators.views.sources import source_view
from tests.fuzz import bases, mutations
from tests.fuzz.bases import CITY, Base

LANGUAGES = ("zh", "en")
HANG = 1.0  # seconds of processor time that one mutant may take
_UNFILLED = re.compile(r"\{[a-z_]+\}")  # where a value belongs in a line
_SMALL = 200_000  # bytes of a file that is checked on the page, which shows its lines


@dataclass(frozen=True, slots=True)
class Mutant:
    """A city with one file changed, or a changed catalogue (`folder` is then that of the base)."""

    number: int
    kind: str
    folder: str
    path: str
    content: bytes
    files: Mapping[str, bytes]


@dataclass(slots=True)
class Tally:
    """What a batch came to: mutants by kind and fate, problems by code."""

    fates: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def mutants(base: Base, seed: int, numbers: Sequence[int]) -> list[Mutant]:
    """The mutants of these numbers, the same for the same seed: one file of the city each, changed in some way."""
    made = []
    for place, number in enumerate(numbers):
        random = Random(f"{seed}:{number}")
        folder = f"m{place:02}"
        files = base.of(folder)
        years = [path for path in files if path[-9:-5].isdigit()]
        texts = [path for path in files if path.startswith("seeds/")]
        wanted = random.choices([years, [f"curated/{folder}/city.yaml"], texts], [75, 15, 10])[0] or years
        path = random.choice(wanted)
        kind, content = mutations.mutated(files[path], random)
        made.append(Mutant(number, kind, folder, path, content, {**files, path: content}))
    return made


def catalogue_mutant(base: Base, seed: int, number: int) -> list[Mutant]:
    """A batch of one mutant, whose catalogue is changed, or the record of the rules."""
    random = Random(f"{seed}:{number}")
    common = random.choice(base.common("m00"))
    path = next(iter(common))
    kind, content = mutations.mutated(common[path], random)
    return [Mutant(number, kind, "m00", path, content, {**base.of("m00"), **common, path: content})]


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    """The folder of all bases on disk; it goes with the process."""
    return tempfile.TemporaryDirectory(prefix="fuzz-")


@cache
def _beginning(base: Base) -> tuple[Path, Collection, Frames]:
    """The base on disk, loaded."""
    folder = Path(_temporary().name) / base.name.replace("/", "-")
    for path, content in base.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    data = collection.load(folder / "curated")
    return folder / "curated", data, tables.frames(data)


def tried(base: Base, batch: Sequence[Mutant], random: Random) -> Tally:
    """Send a batch through. Raises whatever the house raises, and AssertionError where a rule does not hold."""
    began = process_time()
    root, before, frames_before = _beginning(base)
    files = {path: content for mutant in batch for path, content in mutant.files.items()}
    data = collection.load(root, instead=files)
    tally = Tally()
    _lines_of(data, files, tally)
    for mutant in batch:
        fate = _fate(data, mutant)
        tally.fates[mutant.kind, fate] = tally.fates.get((mutant.kind, fate), 0) + 1
    lang = random.choice(LANGUAGES)
    frames = tables.frames(data)
    pages(frames, lang, random)
    taken_away(frames, before, data, lang, random)
    one = random.choice(batch)
    if one.path.startswith("curated/m") and one.path[-9:-5].isdigit() and len(one.content) < _SMALL:
        checked(frames_before, CITY, int(one.path[-9:-5]), one.content, lang)
    elif one.path.startswith("seeds/"):
        _drafted(one.content, data, lang, random)
    tally.seconds = process_time() - began
    return tally


def _lines_of(data: Collection, files: Mapping[str, bytes], tally: Tally) -> None:
    """Every problem has a place within its file, and a line in both languages."""
    for problem in data.problems:
        tally.codes[problem.code] = tally.codes.get(problem.code, 0) + 1
        assert problem.path and problem.line >= 1 and problem.column >= 1, problem
        content = files.get(problem.path)
        assert content is None or problem.line <= content.count(b"\n") + 1, problem
        for lang in LANGUAGES:
            line = problem.text(lang)
            assert line.startswith(f"{problem.path}:{problem.line}:{problem.column}: {problem.code}: "), line
            assert len(line.splitlines()) == 1 and not _UNFILLED.search(problem.cure.say(lang)), line
            line.encode()


def _fate(data: Collection, mutant: Mutant) -> str:
    """What became of a mutant; one whose file was left out has a problem that names the file."""
    mine = [p for p in data.problems if mutant.folder in p.path or p.path == mutant.path]
    if any(left == mutant.path for left in data.left_out):
        assert any(p.path == mutant.path for p in mine), mutant.path
        return "refused"
    return "problems" if mine else "accepted"


def pages(frames: Frames, lang: str, random: Random) -> None:
    """One view of each page, drawn where it is drawn."""
    tolerance = frames.at(random.choice([None, Decimal(0), Decimal(10)]))
    colours, narrow = palette(random.choice(["light", "dark"])), random.random() < 0.3
    view = overview(frames, tolerance, lang)
    stack.stack(view, {v: verdict_name(v, lang) for v in ORDER}, colours, narrow)
    plane = ambition(frames, lang)
    if not plane.empty:
        ambition_chart.ambition(plane, {"promised": "", "past": ""}, colours, narrow)
    for what in WHAT:
        data_view(frames, tolerance, Choice(what), lang)
    corrections_view(frames, None, lang)
    ruled(frames, frames.rules, lang)
    cities = sorted(frames.cities)
    for city in random.sample(cities, min(len(cities), 6)):
        for year in years_of(frames, city):
            opened = [r["indicator"] for r in frames.promises_of(city, year)]
            card = scorecard(frames, city, year, lang, opened=random.choice(opened) if opened else None)
            ledger_chart.ledger(card, column_heads(lang), colours, narrow)
    for city, source in random.sample(
        keys := list(zip(frames.sources["city"], frames.sources["source"], strict=True)), min(4, len(keys))
    ):
        source_view(frames, city, source, None, lang)
    names = indicators_with_figures(frames)
    for name in random.sample(names, min(len(names), 2)):
        shown = indicator_view(frames, name, cities_of(frames, name)[:6], lang)
        timeline.timeline(shown, "promised", colours, narrow)
    pair = random.sample(cities, min(2, len(cities)))
    if len(pair) == 2:
        years = shared_years(frames, pair)
        rates.rates(compare(frames, pair, years[-1] if years else None, lang), colours, narrow)


def taken_away(frames: Frames, before: Collection, data: Collection, lang: str, random: Random) -> None:
    """What is downloaded, and the comment on a pull request."""
    exports.to_bytes(frames.promises, "csv")
    exports.to_bytes(frames.figures, random.choice(exports.ENDINGS))
    pull_request.markdown(changes(before, data), lang)
    if random.random() < 0.1 and len(frames.promises):
        row = random.choice(frames.promises[["city", "year"]].drop_duplicates().to_numpy().tolist())
        brief = assembling.brief(frames, Request("scorecard", (row[0],), (int(row[1]),), lang=lang))
        workbooks.workbook(brief)
        documents.document(brief)


def _drafted(raw: bytes, data: Collection, lang: str, random: Random) -> None:
    """A text drafted, some of its words marked, its rows on the table and back, and put upon a draft made anew."""
    text = raw.decode("utf-8", "replace")
    made = drafts.draft(text, data.catalogue)
    fresh = rows = report_rows.rows(made)
    at = random.randrange(len(text) + 1)
    words = marking.marked(text, data.catalogue, made, (at, at + random.randrange(80)), [row.figure for row in rows])
    if words.figure is not None:
        rows = report_rows.added(rows, words.figure)[0]
    edited = row_edits.table(rows, lang)
    row_edits.corrected(rows, edited, text, made, data.catalogue)
    report_rows.pieces(text, rows, data.catalogue, lang)
    resumed.resumed(fresh, resumed.left(rows, {}), text, made, data.catalogue)


def batches(folders: Sequence[Path]) -> tuple[Base, ...]:
    """All bases of the folders."""
    return tuple(base for folder in folders for base in bases.cut(folder))
