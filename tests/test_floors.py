"""The floors of the code: imports only go down, and only the pages know Streamlit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "indicators"
FLOORS = (
    {"texts", "problems", "yamlfile", "numerals", "spans", "units", "files", "reports", "radicals"},
    {"schema", "keys", "jsonschemas", "wording"},
    {"refusals", "evidence", "verdicts", "answers", "series", "collection", "sources", "figures", "suspicions"},
    {"columns", "tables", "histories", "comparability", "exports", "current", "revisions", "changes", "since", "drafts", "skeletons"},
    {"charts", "views", "feeds", "briefs"},
    {"pages", "routes", "cli"},
)
FILES = sorted(f for f in PACKAGE.rglob("*.py") if f != PACKAGE / "__init__.py")


def _floor(module: str) -> int:
    return next(i for i, floor in enumerate(FLOORS) if module in floor)


def _imports(file: Path) -> set[str]:
    """What a file imports: `indicators.x` as `indicators.x`, others by their top name."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = node.module == "indicators"
            found |= {f"indicators.{alias.name}" for alias in node.names} if within else {node.module}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_imports_go_down_the_floors(file: Path) -> None:
    here = _floor(file.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    up = [name for name in _imports(file) if name.startswith("indicators.") and _floor(name.split(".")[1]) > here]
    assert up == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_only_the_pages_know_streamlit(file: Path) -> None:
    assert file.parent.name == "pages" or not any(name.split(".")[0] == "streamlit" for name in _imports(file))
