"""The invented data turned hostile: every word that a curator, a document or a commit may choose has signs to obey."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from indicators import collection
from indicators.drafts.countersigning import mark_read, readings
from indicators.drafts.rereading import asked
from tests.samples import FULL, commit, git

ELSEWHERE = "evil.example"
# A picture, bold, colour, icons, formula, HTML, links, an emoji, an arrow, a turn, a gap, a terminal's colour.
MARK = (
    f"![x](https://{ELSEWHERE}/N.png) **b** :red[c] :material/home: :material_home: :streamlit: $x$ `k` ~~s~~ "
    f"<img src=https://{ELSEWHERE}/h.png> [l](https://{ELSEWHERE}) https://{ELSEWHERE}/bare www.{ELSEWHERE} "
    f"a@{ELSEWHERE} :smile: -> <b>h</b> <a href='https://{ELSEWHERE}'>a</a> %{{x}} &lt;i&gt; @all #12 "
    "\u202egnp\u202c z\u200bw"
)
COLOUR = "\x1b[31mred"  # a file of the data can hold none, a commit's message can
FREE = frozenset({"zh", "en", "title", "publisher", "note", "reason", "not_comparable", "scope", "text", "done"})


def _marked(entry: Any, key: str = "") -> Any:
    """The same entry with the mark behind every free text; without the sums of texts that are marked too."""
    if isinstance(entry, dict):
        return {k: _marked(v, k) for k, v in entry.items() if k != "sha256"}
    if isinstance(entry, list):
        return [_marked(v, key) for v in entry]
    return f"{entry} {MARK}" if isinstance(entry, str) and key in FREE else entry


def _figures(promises: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for promise in promises.values():
        outcome = promise.get("outcome", [])
        yield from ([promise["target"]] if "target" in promise else [])
        yield from (outcome if isinstance(outcome, list) else [outcome])


def _year(file: Path, sources: dict[str, Any], seeds: Path) -> None:
    """A year's file: its words marked, and every quote together with its place in the document."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    texts = [seeds / source["file"] for source in sources.values() if "file" in source]
    for figure in _figures(content["promises"]):
        quote = figure.get("quote")
        for text in texts if quote else []:
            held = text.read_text(encoding="utf-8")
            if quote in held:
                text.write_text(held.replace(quote, f"{quote} {MARK}", 1), encoding="utf-8")
                figure["quote"] = f"{quote} {MARK}"
                break
    _write(file, _marked(content))


def _write(file: Path, content: object) -> None:
    """A file of the data, in which signs that nobody sees are spelled out: else it would be refused."""
    file.write_text(yaml.safe_dump(content, sort_keys=False, width=1 << 20), encoding="utf-8")


def _read(curated: Path) -> None:
    """A second reader with the mark as a name for every figure of a year."""
    figures = [one for one in asked(collection.load(curated), "tanyuan") if one.year == 2022]
    for (city, year), found in readings(figures, MARK[:100], datetime.date(2026, 11, 24)).items():
        file = curated / city / f"{year}.yaml"
        done = mark_read(file.read_bytes(), file.name, found)
        assert isinstance(done, bytes)
        file.write_bytes(done)


def hostile_folder(folder: Path) -> Path:
    """A hostile copy of tests/full in a Git repository whose last commit corrects a figure; its curated folder."""
    root = folder / "hostile"
    shutil.copytree(FULL.parent, root)
    curated, seeds = root / "curated", root / "seeds"
    for city in (p for p in curated.iterdir() if p.is_dir()):
        of_city = yaml.safe_load((city / "city.yaml").read_text(encoding="utf-8"))
        for year in sorted(city.glob("[0-9]*.yaml")):
            _year(year, of_city["sources"], seeds)
        marked = _marked(of_city)
        for source in marked["sources"].values():
            if "url" in source:
                source["url"] = f"https://city.gov.cn@{ELSEWHERE}/x"
        marked["sources"][f"other {MARK}"] = {
            "kind": "news",
            "title": MARK,
            "date": "2024-01-01",
            "url": "javascript:alert(1)",
        }
        marked["breaks"] = {"gdp_growth": [{"between": [2022, 2023], "reason": MARK}]}
        _write(city / "city.yaml", marked)
    catalogue = yaml.safe_load((curated / "indicators.yaml").read_text(encoding="utf-8"))
    for entry in catalogue.values():
        entry.setdefault("definition", {"zh": "定义", "en": "Definition"})
    _write(curated / "indicators.yaml", {key: _marked(entry) for key, entry in catalogue.items()})
    _write(curated / "wrong.yaml", {MARK: MARK})
    (curated / f"b-{ELSEWHERE} **x** :red[c]").mkdir()
    _write(
        curated / "rules.yaml",
        {
            "9": {
                "former": MARK,
                "data": MARK,
                "date": "2024-01-01",
                "promises": 3,
                "turned": [
                    {"city": "tanyuan", "year": 2022, "indicator": "gdp_growth", "before": "met", "after": "missed"}
                ],
            }
        },
    )
    git(root, "init", "--quiet")
    commit(curated, f"Begin {MARK}")
    year = curated / "tanyuan" / "2022.yaml"
    content = yaml.safe_load(year.read_text(encoding="utf-8"))
    content["promises"]["gdp_growth"]["target"]["stretch"] = 7.4
    _write(year, content)
    _read(curated)
    commit(curated, f"Right\n\nCorrection: {MARK} {COLOUR}\nReported-by: {MARK} {COLOUR}")
    return curated
