"""The schemas for editors: current, true of every curated file, and false of what the models refuse."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from indicators import jsonschemas, yamlfile

CURATED = Path(__file__).resolve().parent.parent / "curated"
SCHEMAS = {name: Draft202012Validator(json.loads(text)) for name, text in jsonschemas.generated().items()}


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _plain(v) for k, v in data.items()}
    if isinstance(data, list):
        return [_plain(v) for v in data]
    return float(data) if isinstance(data, Decimal) else data


def _schema_of(file: Path) -> Draft202012Validator:
    return SCHEMAS[{"indicators": "catalogue.json", "city": "city.json"}.get(file.stem, "year.json")]


def test_the_schemas_are_current() -> None:
    assert jsonschemas.stale(CURATED / "schema") == [], "renew them with: indicators schema"


@pytest.mark.parametrize("file", sorted(CURATED.rglob("*.yaml")), ids=lambda f: f"{f.parent.name}/{f.name}")
def test_every_curated_file_passes_its_schema_and_names_it(file: Path) -> None:
    data = _plain(yamlfile.read(file, file.name).data)
    assert [e.message for e in _schema_of(file).iter_errors(data)] == []
    named = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve().is_file()


@pytest.mark.parametrize(
    "target",
    [
        {"quote": "增长7%"},
        {"value": 7, "at_least": 7, "quote": "增长7%"},
        {"value": "7%", "quote": "增长7%"},
        {"value": 7},  # neither quoted nor cited
        {"value": 7, "quote": "增长7%", "goal": 8},
    ],
)
def test_a_wrong_figure_fails(target: dict[str, object]) -> None:
    assert not SCHEMAS["year.json"].is_valid({"promises": {"gdp_growth": {"target": target}}})
