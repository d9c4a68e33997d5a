"""The JSON Schemas of the curated files, generated from the models, for editors that check while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from indicators.schema import FORMS, City, Indicator, YearFile

_FILES: dict[str, Any] = {"catalogue": dict[str, Indicator], "city": City, "year": YearFile}
_ONE_FORM = [{"required": [form]} for form in FORMS]
_QUOTED_OR_CITED = [{"required": ["quote"]}, {"required": ["source"]}]


def _loosened(definitions: dict[str, Any]) -> None:
    """What the models accept beyond their own shape: words as one text for both languages, a single outcome, a bare code."""
    if "Words" in definitions:
        definitions["Words"] = {"anyOf": [{"type": "string", "minLength": 1}, definitions["Words"]]}
    for name in ("Target", "Outcome"):
        if name in definitions:
            definitions[name]["oneOf"] = _ONE_FORM
            definitions[name]["anyOf"] = _QUOTED_OR_CITED
    if "Promise" in definitions:
        outcome = definitions["Promise"]["properties"]["outcome"]
        definitions["Promise"]["properties"]["outcome"] = {"anyOf": [{"$ref": "#/$defs/Outcome"}, {"type": "array", "items": outcome["items"]}]}


def generated() -> dict[str, str]:
    """The text of each schema by its file name: catalogue.json, city.json, year.json."""
    texts = {}
    for name, shape in _FILES.items():
        schema = TypeAdapter(shape).json_schema()
        _loosened(schema.get("$defs", {}))
        if name == "city":
            schema["properties"]["code"] = {"anyOf": [schema["properties"]["code"], {"type": "integer"}]}
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        texts[f"{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return texts


def stale(folder: Path) -> list[str]:
    """The names of the schema files in `folder` that are missing or not what the models say."""
    return [n for n, text in generated().items() if not (folder / n).is_file() or (folder / n).read_text(encoding="utf-8") != text]


def write(folder: Path) -> None:
    """Write all schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in generated().items():
        (folder / name).write_text(text, encoding="utf-8")
