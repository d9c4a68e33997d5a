"""Small cities cut from real files: some entries of one year, what they need of the catalogue, and the words around
their quotes. Small, so that a mutant of one costs milliseconds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indicators.collection import yamlfile

OTHER = b"other: {zh: \xe4\xbb\x96, en: Other, measure: level, better: higher, group: economy}\n"
ENTRIES = 5  # of a year that a base has
AROUND = 60  # characters of the document kept on both sides of a quote
RULES = 30  # lines of rules.yaml
CITY = "base"  # the folder's name in a base


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A city and the catalogue it needs: `files` by their paths as problems name them."""

    name: str
    files: Mapping[str, bytes]

    def of(self, folder: str) -> dict[str, bytes]:
        """The city's files, and its texts, as those of another folder."""
        made = {}
        for path, content in self.files.items():
            if path.startswith(f"curated/{CITY}/"):
                content = content.replace(b"file: ", f"file: {folder}-".encode())
                made[path.replace(f"/{CITY}/", f"/{folder}/")] = content
            elif path.startswith("seeds/"):
                made[path.replace("seeds/", f"seeds/{folder}-")] = content
        return made

    def common(self, folder: str) -> list[dict[str, bytes]]:
        """The files that no city has alone, each way they may lie: the catalogue as common layer, as the layer of the
        city in `folder` (beside a common one of nothing much), what rules turned."""
        catalogue, rules = self.files["curated/indicators.yaml"], self.files.get("curated/rules.yaml")
        ways = [
            {"curated/indicators.yaml": catalogue},
            {f"curated/{folder}/indicators.yaml": catalogue, "curated/indicators.yaml": OTHER},
        ]
        return ways + ([{"curated/rules.yaml": rules}] if rules else [])


def _blocks(text: str, indent: str) -> dict[str, str]:
    """The entries of a file whose keys stand at an indentation, each with its lines."""
    parts = re.split(rf"(?m)^(?={indent}[\w\"-]+:)", text)[1:]
    return {part.strip().split(":")[0].strip('"'): part.rstrip() + "\n" for part in parts}


def _text(raw: str, quotes: list[str]) -> str:
    """The parts of a document around words of it, in its order."""
    kept: list[tuple[int, int]] = []
    for quote in quotes:
        at = raw.find(quote[:6])
        if at >= 0:
            kept.append((max(0, at - AROUND), at + len(quote) + AROUND))
    return "\n".join(raw[start:end] for start, end in sorted(kept)) or raw[:200]


def _strings(data: object) -> Iterator[str]:
    """Every text in data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _cut(root: Path, city: Path, year: Path, entries: list[str], whole: Mapping[str, str]) -> Base:
    """A base of some entries of a year, by their blocks."""
    data = yamlfile.parse(year.read_bytes(), year.name).data
    assert isinstance(data, dict)
    names = {name: data["promises"][name] for name in entries if name in data["promises"]}
    quotes = [text for text in _strings(names) if len(text) > 5]
    # Many mutants of a city are loaded together, and a key stands once: all that the city sees is common here.
    layers = [file for file in (root / "indicators.yaml", city / "indicators.yaml") if file.exists()]
    catalogue = {k: block for file in layers for k, block in _blocks(file.read_text(encoding="utf-8"), "").items()}
    own = (city / "city.yaml").read_text(encoding="utf-8")
    named = {*names, *_strings(names), *_blocks(own, "  ")}  # the keys of breaks are indicators
    needed = [name for name in catalogue if name in named]
    needed += [name for name in catalogue for other in needed if f"growth_of: {name}\n" in catalogue[other]]
    files = {
        "curated/indicators.yaml": re.sub(
            r"(?m)^ +kin: .*\n", "", "".join(catalogue[n] for n in dict.fromkeys(needed))
        ),
        f"curated/{CITY}/city.yaml": own,
        f"curated/{CITY}/{year.name}": "promises:\n" + "".join(whole[name] for name in entries),
    }
    bounds = re.findall(r"(?m)^ +(?:begins|ends): (.*)$", own)
    for name in re.findall(r"file: ([^\s,}]+)", own):
        raw = (root.parent / "seeds" / name).read_text(encoding="utf-8")
        text = _text(raw, [*quotes, *(bound.strip("\"' ") for bound in bounds)])
        files[f"seeds/{name}"] = text
        own = own.replace(hashlib.sha256(raw.encode()).hexdigest(), hashlib.sha256(text.encode()).hexdigest())
    files[f"curated/{CITY}/city.yaml"] = own
    if (rules := root / "rules.yaml").exists():
        files["curated/rules.yaml"] = "".join(rules.read_text(encoding="utf-8").splitlines(keepends=True)[:RULES])
    return Base(f"{city.name}/{year.stem}/{entries[0]}", {path: text.encode() for path, text in files.items()})


@cache
def cut(root: Path) -> tuple[Base, ...]:
    """All bases of a curated folder, in a fixed order."""
    made = []
    for city in sorted(p for p in root.iterdir() if (p / "city.yaml").exists()):
        for year in sorted(city.glob("[0-9]*.yaml")):
            whole = _blocks(year.read_text(encoding="utf-8"), "  ")
            names = list(whole)
            made += [_cut(root, city, year, names[i : i + ENTRIES], whole) for i in range(0, len(names), ENTRIES)]
    return tuple(made)
