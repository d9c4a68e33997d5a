"""The house: rooms on floors, imports that only go down, and one module of a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "indicators"
FLOORS = (
    {"words"},
    {"model"},
    {"judging"},
    {"collection"},
    {"tables"},
    {"drafts"},
    {"views"},
    {"charts"},
    {"briefs"},
    {"pages", "routes", "cli"},
)
# On the floors that face a reader a name may stand in several rooms: what is shown, how it is drawn, where it is asked
# for.
OUTER = {"views", "charts", "briefs", "pages", "routes", "cli"}
FILES = sorted(f for f in PACKAGE.rglob("*.py") if f.parent != PACKAGE)


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0]


def _floor(room: str) -> int:
    return next(i for i, floor in enumerate(FLOORS) if room in floor)


def _imports(file: Path) -> Iterator[str]:
    """The full names of what a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_a_floor_and_nothing_lies_loose() -> None:
    assert {f.name for f in PACKAGE.iterdir() if f.name != "__pycache__"} == {"__init__.py"}.union(*FLOORS)


def test_imports_go_down_the_floors() -> None:
    up = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file in FILES
        for name in _imports(file)
        if name.startswith("indicators.") and _floor(name.split(".")[1]) > _floor(_room(file))
    ]
    assert up == []


def test_only_the_pages_know_streamlit() -> None:
    assert {_room(file) for file in FILES for name in _imports(file) if name.split(".")[0] == "streamlit"} == {"pages"}


def test_a_name_stands_for_one_thing() -> None:
    rooms = defaultdict(set)
    for file in FILES:
        if file.name != "__init__.py":
            rooms[file.stem].add(_room(file))
    assert {name: found for name, found in rooms.items() if len(found) > 1 and not found <= OUTER} == {}
