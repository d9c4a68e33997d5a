"""Reading, validating and proving all curated data against PyYAML's C loader on the same files."""

from __future__ import annotations

import yaml

from indicators import collection
from tests.bench import ROOT, median


def run() -> None:
    """Reading, validating and proving all curated data against PyYAML's C loader on the same files."""
    files = sorted((ROOT / "curated").rglob("*.yaml"))

    def plain() -> None:
        for file in files:
            with file.open("rb") as opened:
                yaml.load(opened, yaml.CSafeLoader)

    collection.load(ROOT / "curated")
    ours, theirs = median(lambda: collection.load(ROOT / "curated")), median(plain)
    print(
        f"loading {len(files)} files: {ours * 1e3:.1f} ms, CSafeLoader {theirs * 1e3:.1f} ms, ratio "
        f"{ours / theirs:.2f}  (aim 0.9)"
    )
