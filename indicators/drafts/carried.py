"""Values carried from one process to another as JSON: plain data, and frozen dataclasses of this package by name.

Pickle would let whoever wrote it run code in the reader. Nothing that stands in JSON can: all it names is a dataclass
that is loaded here already and does nothing when it is made but keep its fields.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import json
import sys
from decimal import Decimal
from typing import Any

from indicators.words.texts import Both

_PACKAGE = __name__.split(".")[0]


def packed(value: object) -> bytes:
    """A value as bytes. Tuples, dataclasses of this package, Decimals, dates, bytes, text, numbers, truth values and
    None are carried; what else can be said in both languages (an indicator that a doubt names) is carried as its two
    texts; anything else is a TypeError."""
    return json.dumps(_plain(value), separators=(",", ":")).encode()


def unpacked(data: bytes) -> Any:
    """The value that `packed` made the bytes of. Raises ValueError or TypeError where they are anything else."""
    return _built(json.loads(data))


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime.datetime):
        return {"time": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    kind = type(value)
    if dataclasses.is_dataclass(kind) and _class(name := f"{kind.__module__}:{kind.__qualname__}") is kind:
        fields = dataclasses.fields(kind)
        return {"of": name, "has": [_plain(getattr(value, field.name)) for field in fields]}
    if callable(say := getattr(value, "say", None)):
        return _plain(Both(say("zh"), say("en")))
    raise TypeError(f"{kind} is not carried")


def _built(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_built(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    match plain:
        case {"of": str(name), "has": list(fields)}:
            return _class(name)(*map(_built, fields))
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"date": str(day)}:
            return datetime.date.fromisoformat(day)
        case {"time": str(moment)}:
            return datetime.datetime.fromisoformat(moment)
        case {"bytes": str(coded)}:
            return base64.b64decode(coded, validate=True)
    raise ValueError("not a value that is carried")


def _class(name: str) -> type[Any]:
    """The frozen dataclass of a loaded module of this package, by `module:class`. Raises ValueError for all else."""
    module, _, own = name.partition(":")
    found = getattr(sys.modules.get(module), own, None) if module.split(".")[0] == _PACKAGE else None
    if not (isinstance(found, type) and dataclasses.is_dataclass(found) and found.__module__ == module):
        raise ValueError("no class that is carried")
    if not found.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # not in the stubs
        raise ValueError("no class that is carried")
    return found
