"""Why the schema refused a value, as a problem in plain words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from indicators.problems import Problem
from indicators.schema import Catalogue, City, Indicator, Outcome, Promise, Source, Target, Words, YearFile
from indicators.texts import said


def explained(entry: dict[str, Any], model: type[BaseModel]) -> Problem:
    """One of pydantic's errors in a file of that model, as a problem without its place."""
    kind, loc, given = entry["type"], entry["loc"], entry["input"]
    last = str(loc[-1]) if loc else ""
    shown = str(given)[:40] if not isinstance(given, (dict, list)) else "…"
    if given == "" and loc:
        return Problem("empty-value", said("the key {key} has no value", key=last), said("fill it in, or take the key out: what is absent is left out"))
    if kind == "extra_forbidden":
        near = get_close_matches(last, _known_keys(model, loc), 1, 0.6)
        cure = said("did you mean {near}?", near=near[0]) if near else said("take it out, or see curated/README.md for the keys there are")
        return Problem("unknown-key", said("there is no key {key} here", key=last), cure)
    if kind == "missing":
        return Problem("missing-key", said("the key {key} is missing", key=last), said("add it"))
    if kind == "value_error":
        reason = str(entry["msg"]).removeprefix("Value error, ")
        if reason.startswith("forms:"):
            given_forms = reason.removeprefix("forms:")
            if given_forms:
                what = said("the figure has more than one form: {forms}", forms=given_forms.replace(",", ", "))
            else:
                what = said("the figure has no form")
            return Problem("form", what, said("give exactly one of value, at_least, more_than, at_most, less_than, about, nearly, between, in_step_with, faster_than, text"))
        if reason == "order":
            return Problem("form", said("`between` does not go from the smaller to the larger number"), said("write between: [10, 15]"))
        return Problem("nothing", said("the entry has neither a target nor an outcome"), said("add one or take the entry out"))
    if kind.startswith("decimal") or kind.startswith("int") or kind in ("finite_number", "greater_than", "less_than"):
        return Problem("not-a-number", said("{given} is not a number that fits here", given=shown), said("write the number as printed, without unit or %: 6.5"))
    if kind in ("literal_error", "enum"):
        expected = str(entry.get("ctx", {}).get("expected", ""))
        return Problem("unknown-word", said("{given} is not one of the words for this key", given=shown), said("write one of {words}", words=expected))
    if kind.startswith("date"):
        return Problem("not-a-date", said("{given} is not a date", given=shown), said("write it like 2025-06-30"))
    return Problem("wrong-value", said("{given} does not fit here ({why})", given=shown, why=entry["msg"]), said("see curated/README.md for what the key takes"))


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:


    parents = {"target": Target, "outcome": Outcome}
    if model is Catalogue:
        return list(Indicator.model_fields if len(loc) < 4 else Words.model_fields)
    if model is City:
        return list(Source.model_fields if "sources" in loc[:-1] else City.model_fields)
    owner = next((parents[k] for k in reversed(loc[:-1]) if k in parents), Promise if len(loc) > 2 else YearFile)
    return list(owner.model_fields)
