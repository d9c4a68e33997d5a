"""What a country costs: generated cities (`tests.country`) of ten years each, read, judged, compiled and shown.

Each size is measured in processes of their own: one that begins with nothing (cold), one that finds what that one left
(warm), in which then one file changes, pages run again and the whole tables are made. `SIZES=2,20 YEARS=10` choose
others. The aims are those of a whole country: 337 cities of 20 years.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from indicators.disk import whole
from tests import country
from tests.bench import ROOT

SIZES = os.environ.get("SIZES", "2,20,200")
YEARS = int(os.environ.get("YEARS", "10"))
CHOICES = 6  # new ones on each page


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _resident() -> float:
    """Megabytes that this process has in memory now, its files that are only mapped not counted."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0]) / 1024


def _plain(curated: Path) -> float:
    """Seconds that PyYAML's C loader takes for the files."""
    start = time.process_time()
    for file in sorted(curated.rglob("*.yaml")):
        with file.open("rb") as opened:
            yaml.load(opened, yaml.CSafeLoader)
    return time.process_time() - start


def start(curated: Path) -> dict[str, float]:
    """From the beginning of a process to the data of a first page: the counts of all, the promises of one year.

    `processor` is that of the processes it begins too.
    """
    from indicators.tables import current

    before, city = _resident(), country.place(0).folder

    def first() -> None:
        frames = current.frames()
        assert len(frames.counted) and frames.promises_of(city, country.FIRST) and curated.exists()

    taken = _seconds(first)
    return {"start": taken, "processor": sum(os.times()[:4]), "memory": _resident() - before}


def changed(curated: Path) -> dict[str, float]:
    """One year's file gets a line more, and takes its place as Git and most editors write: that is seen at once."""
    from indicators.tables import current

    current.frames()
    file = max(curated.glob("*/[0-9]*.yaml"))
    whole.write(file, file.read_bytes() + b"# more\n")
    return {"changed": _seconds(lambda: current.frames().counted)}


def pages(curated: Path) -> dict[str, float]:
    """Runs of pages after a choice changes, first runs of these choices included, in a process that serves."""
    from streamlit.testing.v1 import AppTest

    from indicators.tables import current

    current.frames()
    current.keep_out_of_the_way()
    cities = [country.place(n).folder for n in range(CHOICES) if (curated / country.place(n).folder).exists()]
    years = [str(country.FIRST + n) for n in range(min(CHOICES, YEARS))]
    every: list[float] = []
    found: dict[str, float] = {}
    for page, key, values in (
        ("overview", "", [""]),
        ("scorecard", "city", cities),
        ("scorecard", "year", years),
        (
            "indicator",
            "indicator",
            ["budget_revenue", "trade", "gdp", "retail_sales", "resident_income", "trade_growth"],
        ),
        ("indicator", "only", cities),
        ("compare", "", [""]),
        ("sources", "city", cities),
        ("data", "table", ["figures", "promises"]),
    ):
        app = AppTest.from_string(f"from indicators.pages import {page}\n{page}.page()", default_timeout=600)
        first = _seconds(app.run)
        if app.exception:
            print(f"    {page}: {app.exception[0].message[:100]}", file=sys.stderr)
        taken = []
        for value in values:
            try:
                if key:
                    app.selectbox(key=key).set_value(value)
            except (KeyError, ValueError):
                continue
            taken.append(_seconds(app.run))
        found[f"{page} {key}".strip() + " first"] = first
        found[f"{page} {key}".strip()] = statistics.median(taken) if taken else float("nan")
        every += taken
    return found | {"median": statistics.median(every), "95th": sorted(every)[int(len(every) * 0.95)]}


def tables(curated: Path) -> dict[str, float]:
    """The whole tables, from the collection."""
    from indicators import collection, tables
    from indicators.tables.history import histories

    found = {}
    start = time.perf_counter()
    data = collection.load(curated)
    found["collection.load"] = time.perf_counter() - start
    start = time.perf_counter()
    promises = tables.promises(data)
    found["promises"] = time.perf_counter() - start
    found["figures"] = _seconds(lambda: tables.figures(data))
    found["sources"] = _seconds(lambda: tables.sources(data))
    found["histories"] = _seconds(lambda: histories(data, promises))
    found["counts"] = _seconds(lambda: tables.counts(promises))
    return found | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _measured(measure: str, curated: Path, cache: str) -> dict[str, float]:
    """What one measure says in a process of its own."""
    env = os.environ | {"INDICATORS_CURATED": str(curated), "INDICATORS_CACHE": cache}
    command = [sys.executable, "-m", "tests.bench.scale", measure, str(curated)]
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _size(cities: int, folder: Path) -> None:
    curated = country.written(folder, cities, YEARS)
    cache = str(folder / "cache")
    files = [file for file in folder.rglob("*") if file.is_file()]
    plain = _plain(curated)
    print(
        f"{cities} cities × {YEARS} years: {len(files)} files, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB; "
        f"the C loader {plain:.2f} s",
        flush=True,
    )
    cold = _measured("start", curated, cache)
    busy = cold["processor"] / plain
    print(
        f"  cold {cold['start']:.2f} s, {cold['start'] / plain:.2f} of the C loader  (aim 1.5); of the processors "
        f"{cold['processor']:.2f} s, {busy:.2f} of the C loader",
        flush=True,
    )
    warm = _measured("start", curated, cache)
    share = warm["start"] / cold["start"]
    print(
        f"  warm {warm['start']:.2f} s, {share:.1%} of cold  (aim 3 %); {warm['memory']:.0f} MB of memory", flush=True
    )
    after = _measured("changed", curated, cache)["changed"]
    print(f"  one file changed {after:.2f} s, {after / cold['start']:.1%} of cold  (aim 1 %)", flush=True)
    for measure in ("pages", "tables"):
        found = _measured(measure, curated, cache)
        print(f"  {measure}: " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()), flush=True)


def run() -> None:
    """Print all of it for each size."""
    for cities in map(int, SIZES.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _size(cities, Path(folder))


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]))))
