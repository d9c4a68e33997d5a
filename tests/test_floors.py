"""The house: rooms on floors, imports that only go down, and one module of a name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "indicators"
FLOORS = (
    {"words"},
    {"disk"},
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
# What faces a reader reads tables: of the rooms below them it knows no loaded promise, evidence or context …
READING_TABLES = {"views", "charts", "briefs", "pages", "routes"}
VERDICT_NAMES = {"Verdict", "KEPT", "JUDGED", "ANSWERED", "DEFAULT_TOLERANCE", "RULE_VERSION"}
# … but where a drafted or uploaded file is checked against the loaded data: the way of a contribution.
CHECKING = {"views/checking.py"}
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


def _rooms_named(page: str) -> list[set[str]]:
    """The rooms that each row of a page's tables names in its cells, where a row names any."""
    rows = (PACKAGE.parent / page).read_text(encoding="utf-8").splitlines()
    named = [set(re.findall(r"`(\w+)/`", "|".join(row.split("|")[1:3]))) for row in rows if row.startswith("| ")]
    return [found for found in named if found]


def test_the_readme_and_the_architecture_show_the_house_as_it_is() -> None:
    assert _rooms_named("README.md") == list(reversed(FLOORS))
    assert _rooms_named("ARCHITECTURE.md") == 2 * list(reversed(FLOORS))


def test_the_modules_that_the_architecture_names_are_there() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = {n for n in re.findall(r"(?<![\w/])(\w+/\w+)(?![\w/.])", text) if n.split("/")[0] in set().union(*FLOORS)}
    assert named
    assert [name for name in named if not (PACKAGE / f"{name}.py").is_file()] == []


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


def test_only_the_disk_room_opens_what_may_be_data() -> None:
    """Below the pages nobody reads, lists or writes files by himself: links, pipes and halves are kept out there."""
    opening = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "iterdir", "glob", "rglob", "scandir"}
    own = {"collection/revisions.py"}  # a file of Git's own
    found = [
        f"{file.relative_to(PACKAGE)} line {node.lineno}: {name}"
        for file in FILES
        if _room(file) in {"model", "judging", "collection", "tables", "views", "cli"}
        and file.relative_to(PACKAGE).as_posix() not in own
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in opening
    ]
    assert found == []


def test_a_name_stands_for_one_thing() -> None:
    rooms = defaultdict(set)
    for file in FILES:
        if file.name != "__init__.py":
            rooms[file.stem].add(_room(file))
    assert {name: found for name, found in rooms.items() if len(found) > 1 and not found <= OUTER} == {}


def _beyond(name: str) -> bool:
    """Whether what is imported is more than the tables and the names of verdicts."""
    parts = name.split(".") if name.startswith("indicators.") else []
    return parts[1:2] == ["collection"] or (parts[1:2] == ["judging"] and parts[-1] not in VERDICT_NAMES)


def _handed(file: Path) -> Iterator[str]:
    """The places where a file asks the tables for the loaded data behind them."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and (node.attr in ("later", "_data")):
            yield f"line {node.lineno}: .{node.attr}"


def test_what_faces_a_reader_reads_tables() -> None:
    facing = {file.relative_to(PACKAGE).as_posix(): file for file in FILES if _room(file) in READING_TABLES}
    assert facing.keys() >= CHECKING
    beyond = [
        f"{place}: {what}"
        for place, file in facing.items()
        if place not in CHECKING
        for what in [*filter(_beyond, _imports(file)), *_handed(file)]
    ]
    assert beyond == []
