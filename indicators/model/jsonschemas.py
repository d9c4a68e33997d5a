"""The JSON Schemas of the curated files, generated from the models, for editors that check while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from indicators.disk import regular, whole
from indicators.model.keys import KEYS
from indicators.model.schema import FORMS, City, Indicator, YearFile

_FILES: dict[str, Any] = {"catalogue": dict[str, Indicator], "city": City, "year": YearFile}
LARGEST = 1_000_000  # bytes; a schema has some 12,000
_ONE_FORM = [{"required": [form]} for form in FORMS]
_QUOTED_OR_CITED = [{"required": ["quote"]}, {"required": ["source"]}]
_PROGRAMMERS = ("title", "default")  # what pydantic adds for programmers: names in title case, null as default


def _plain(node: Any) -> Any:
    """The schema without pydantic's titles and defaults, and without null, which no curated file holds."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _plain(value) for key, value in node.items() if not (key in _PROGRAMMERS and not isinstance(value, dict))
    }
    options = [option for option in kept.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        return {**options[0], **kept}
    return {**kept, "anyOf": options} if options else kept


def _described(name: str, model: dict[str, Any]) -> None:
    """Put the meaning of each key (`KEYS`) beside it as its description, for the editor to show."""
    model.pop("description", None)  # the docstring, which speaks to programmers
    for key, shape in model.get("properties", {}).items():
        shape["description"] = f"{KEYS[name][key].zh}\n\n{KEYS[name][key].en}"


def _completed(definitions: dict[str, Any]) -> None:
    """Add the rules that the models hold in code: words may be one text for both languages, `outcome` one entry or a
    list, a figure has exactly one form and a quote or a source."""
    if "Words" in definitions:
        definitions["Words"] = {"anyOf": [{"type": "string", "minLength": 1}, definitions["Words"]]}
    for name in ("Target", "Outcome"):
        if name in definitions:
            definitions[name]["oneOf"] = _ONE_FORM
            definitions[name]["anyOf"] = _QUOTED_OR_CITED
    if "Promise" in definitions:
        definitions["Promise"]["minProperties"] = 1
        outcome = definitions["Promise"]["properties"]["outcome"]
        several = {"type": "array", "minItems": 1, "items": outcome.pop("items")}
        del outcome["type"]
        outcome["anyOf"] = [{"$ref": "#/$defs/Outcome"}, several]
    if "Source" in definitions:
        definitions["Source"]["dependentRequired"] = {"file": ["sha256"]}
    if "City" in definitions:
        code = definitions["City"]["properties"]["code"]
        code["anyOf"] = [
            {"type": code.pop("type"), "pattern": code.pop("pattern")},
            {"type": "integer", "minimum": 100000, "maximum": 999999},
        ]


def generated() -> dict[str, str]:
    """The text of each schema by its file name: catalogue.json, city.json, year.json."""
    texts = {}
    for name, shape in _FILES.items():
        schema = _plain(TypeAdapter(shape).json_schema())
        definitions = schema.setdefault("$defs", {})
        whole = {model.__name__: schema for model in (City, YearFile) if model is shape}
        for model, definition in (definitions | whole).items():
            _described(model, definition)
        _completed(definitions | whole)
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        texts[f"{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return texts


def stale(folder: Path) -> list[str]:
    """The names of the schema files in `folder` that are missing or not what the models say."""
    return [name for name, text in generated().items() if _held(folder, name) != text.encode()]


def _held(folder: Path, name: str) -> bytes | None:
    try:
        return regular.read(folder, name, LARGEST)
    except OSError:
        return None  # missing, or no file: not what it should be


def write(folder: Path) -> None:
    """Write all schemas into `folder`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    whole.write_all({folder / name: text.encode() for name, text in generated().items()})
