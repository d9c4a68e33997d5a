"""The schemas for editors: current, described, true of every curated file, and false of what the models refuse."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from indicators.model import jsonschemas
from indicators.model.keys import KEYS
from indicators.model.schema import (
    Break,
    City,
    Indicator,
    Looked,
    Outcome,
    Promise,
    ReadBy,
    Source,
    Target,
    YearFile,
)
from indicators.model.values import Words
from tests.conftest import ROOT

CURATED = ROOT / "curated"
# rules.yaml is written by a command, never by hand: no editor needs its schema.
FILES = sorted(file for file in CURATED.rglob("*.yaml") if file.name != "rules.yaml")
SCHEMAS = {name: json.loads(text) for name, text in jsonschemas.generated().items()}
# The codes whose file has another shape than the schema says, or can't be read at all.
CAUGHT = {
    "duplicate-key",
    "empty",
    "empty-value",
    "form",
    "key",
    "missing-key",
    "not-a-date",
    "not-a-mapping",
    "not-a-number",
    "not-utf8",
    "not-yaml",
    "nothing",
    "unknown-key",
    "unknown-word",
    "wrong-value",
}


def _schema_of(file: str) -> str:
    return {"indicators.yaml": "catalogue.json", "city.yaml": "city.json"}.get(Path(file).name, "year.json")


def _failing(schema: str, files: list[Path]) -> set[Path]:
    """The files that the validator refuses, of those given."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--output-format",
        "json",
        "--schemafile",
        str(CURATED / "schema" / schema),
    ]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    told = json.loads(done.stdout)
    failing = {Path(each["filename"]) for each in [*told["errors"], *told.get("parse_errors", [])]}
    assert (done.returncode == 0) == (not failing), done.stderr
    return failing


def test_the_schemas_are_current() -> None:
    assert jsonschemas.stale(CURATED / "schema") == [], "renew them with: indicators schema"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_curated_file_passes_its_schema(schema: str) -> None:
    files = [file for file in FILES if _schema_of(file.name) == schema]
    assert files
    assert _failing(schema, files) == set()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_every_curated_file_names_its_schema_in_its_first_line(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = file.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert named.resolve() == CURATED / "schema" / _schema_of(file.name)


@pytest.mark.parametrize("schema", ["city.json", "year.json"])
def test_the_schemas_catch_the_broken_files_whose_shape_is_wrong(schema: str) -> None:
    broken = {
        file.stem: file for file in (ROOT / "tests/bad").iterdir() if file.stem != "too-deep"
    }  # the validator's own reader falls over it
    stands = {
        code: file.read_bytes().split(b"\n")[0].decode().removeprefix("# ").split(":")[0]
        for code, file in broken.items()
    }
    mine = {code for code, path in stands.items() if _schema_of(path) == schema}
    assert {file.stem for file in _failing(schema, [broken[code] for code in sorted(mine)])} == mine & CAUGHT


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_key_is_described_in_both_languages(schema: str) -> None:
    shapes = [shape for shape in [SCHEMAS[schema], *SCHEMAS[schema]["$defs"].values()] if "properties" in shape]
    shapes += [
        option
        for shape in SCHEMAS[schema]["$defs"].values()
        for option in shape.get("anyOf", [])
        if "properties" in option
    ]
    described = [shape["description"].split("\n\n") for each in shapes for shape in each["properties"].values()]
    assert len(described) > 10
    for chinese, english in described:
        assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
        assert re.match(r"[A-Za-z“\[]", english), english


def test_what_is_described_are_the_keys_there_are_and_the_handbook_has_them_all() -> None:
    models = (YearFile, Promise, Target, Outcome, ReadBy, Words, City, Source, Looked, Break, Indicator)
    assert {model.__name__: sorted(model.model_fields) for model in models} == {
        name: sorted(keys) for name, keys in KEYS.items()
    }
    handbook = (CURATED / "README.md").read_text(encoding="utf-8")
    for key in {key for keys in KEYS.values() for key in keys}:
        assert re.search(rf"\b{key}\b(?:`|:)", handbook), key


@pytest.mark.parametrize(
    "target",
    [
        {"quote": "增长7%"},
        {"value": 7, "at_least": 7, "quote": "增长7%"},
        {"value": "7%", "quote": "增长7%"},
        {"value": 7},
        {"value": None, "quote": "增长7%"},
        {"value": 7, "quote": "增长7%", "goal": 8},
    ],
)
def test_a_wrong_figure_fails(target: dict[str, object]) -> None:
    assert not Draft202012Validator(SCHEMAS["year.json"]).is_valid({"promises": {"gdp_growth": {"target": target}}})
