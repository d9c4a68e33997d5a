"""A file's data held against the schema: the validated model, and in plain words why a value was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from indicators.collection.rule_changes import RuleChange, RuleChanges, RuleTurn
from indicators.collection.yamlfile import Keys, YamlFile
from indicators.model.problems import Problem
from indicators.model.schema import (
    Break,
    Catalogue,
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
from indicators.words import digits
from indicators.words.texts import Both, Said, said

M = TypeVar("M", bound=BaseModel)
_SECTIONS = {Catalogue: "indicators", City: "sources", YearFile: "promises", RuleChanges: "versions"}
_WRAPPED = (Catalogue, RuleChanges)  # whose file is its one section
_LONGEST = 100  # characters of a misspelt word; looking for what is near takes time by its length
_KINDS = {"indicator": Both("指标", "indicator"), "source": Both("来源", "source")}

_BY_COMMAND = said("a second reading is not typed: have `indicators read --write` write it")
_MISSING = {"of": _BY_COMMAND, "quote": said("copy the words that give the figure from the text: `quote: …`")}


class Validated(NamedTuple):
    """A file's model (None where the file can't be used), what is wrong in it, and what had to be left out."""

    model: Any
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()


def validated(yaml: YamlFile, model: type[M]) -> Validated:
    """Hold a file's data against `model` (a key of `_SECTIONS`).

    An indicator, source, promise or version with errors is left out alone where the rest of the file stands without it.
    """
    if yaml.problems:
        return Validated(None, yaml.problems, (yaml.path,))
    if not isinstance(yaml.data, dict):
        return Validated(
            None, (yaml.place(Problem("not-a-mapping", said("the file is not a list of keys"))),), (yaml.path,)
        )
    section = _SECTIONS[model]
    wrapped = model in _WRAPPED
    data: dict[str, Any] = {section: yaml.data} if wrapped else yaml.data
    try:
        return Validated(model.model_validate(data))
    except ValidationError as error:
        found = error.errors(include_url=False)
    problems, broken = [], set()
    extra = _extra(found)
    for entry in found:
        keys = _keys(entry["loc"])
        broken.add((str(keys[0]), str(keys[1])) if len(keys) > 1 else ("", ""))
        if not (entry["type"] == "missing" and _misspelt(entry["loc"], extra)):
            problems.append(yaml.place(explained(dict(entry), model), keys[1:] if wrapped else keys))
    entries = data.get(section)
    if all(top == section for top, _ in broken) and isinstance(entries, dict):
        kept = {key: value for key, value in entries.items() if (section, key) not in broken}
        left_out = tuple(f"{yaml.path}: {key}" for _, key in sorted(broken))
        return Validated(model.model_validate({**data, section: kept}), tuple(problems), left_out)
    return Validated(None, tuple(problems), (yaml.path,))


def _keys(loc: tuple[int | str, ...]) -> Keys:
    """Pydantic's place as keys of the file: a single outcome stands there without a position."""
    return tuple(k for i, k in enumerate(loc) if not (isinstance(k, int) and i and loc[i - 1] == "outcome" and k == 0))


def _extra(found: Iterable[ErrorDetails]) -> Mapping[Keys, list[str]]:
    """The keys that stand where none of that name may, by the place of the entry they stand in."""
    extra: dict[Keys, list[str]] = {}
    for entry in found:
        if entry["type"] == "extra_forbidden":
            extra.setdefault(entry["loc"][:-1], []).append(str(entry["loc"][-1]))
    return extra


def _misspelt(missing: Keys, extra: Mapping[Keys, list[str]]) -> bool:
    """Whether the missing key stands there under a misspelt name, so that both are one problem."""
    return any(_nearest(given, [str(missing[-1])]) is not None for given in extra.get(missing[:-1], ()))


def unknown(kind: str, name: str, known: Iterable[str]) -> Problem:
    """The problem of a name that is not among the known ones, with the nearest of them as a hint. `kind` is "indicator"
    or "source"."""
    return Problem(
        f"unknown-{kind}", said("there is no {kind} {name}", kind=_KINDS[kind], name=name), _nearest(name, known)
    )


def _nearest(given: str, known: Iterable[str]) -> Said | None:
    """The cure that names the known word nearest to what was given, if one is near."""
    if len(given) > _LONGEST:
        return None
    near = get_close_matches(given, list(known), 1, 0.65)
    return said("did you mean {near}?", near=near[0]) if near else None


def explained(entry: dict[str, Any], model: type[BaseModel]) -> Problem:
    """One of pydantic's errors (`ValidationError.errors()`) in a file of that model, as a problem without its place."""
    kind, loc, given = entry["type"], entry["loc"], entry["input"]
    last = str(loc[-1]) if loc else ""
    shown = str(given)[:40] if not isinstance(given, (dict, list)) else "…"
    if given == "" and loc in (("promises",), ("sources",)):
        what = said("nothing is entered yet")
        return Problem(
            "nothing", what, said("fill in what the documents say; a # at the start of a line must go for it to count")
        )
    if (given == "" and loc) or kind == "string_too_short":
        return Problem("empty-value", said("the key {key} has no value", key=last))
    if "between" in loc[-2:] and kind in ("missing", "too_long", "tuple_type"):
        return Problem("form", said("`between` takes two numbers"), said("write between: [10, 15]"))
    if kind == "extra_forbidden":
        return Problem(
            "unknown-key", said("there is no key {key} here", key=last), _nearest(last, _known_keys(model, loc))
        )
    if kind == "missing":
        return Problem("missing-key", said("the key {key} is missing", key=last), _MISSING.get(str(last)))
    if kind == "value_error":
        return _of_entry(str(entry["msg"]).removeprefix("Value error, "))
    if kind == "number_too_long":
        what = said("{given} is longer than a number can be here", given=shown)
        cure = said(
            "write at most {whole} digits before the point and {decimals} behind it",
            whole=digits.WHOLE,
            decimals=digits.DECIMALS,
        )
        return Problem("not-a-number", what, cure)
    if kind.startswith(("decimal", "int")):
        return Problem("not-a-number", said("{given} is not a number that fits here", given=shown))
    if kind in ("literal_error", "enum"):
        words = str(entry.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
        what = said("{given} is not one of the words for this key: {words}", given=shown, words=words)
        return Problem("unknown-word", what, _nearest(shown, words.split(", ")))
    if kind.startswith("date"):
        return Problem("not-a-date", said("{given} is not a date", given=shown))
    return _of_shape(kind, last, shown, entry.get("ctx", {}))


def _of_entry(reason: str) -> Problem:
    """The problem of an entry that breaks one of the schema's own rules; `reason` is the word with which it raises."""
    if reason == "order":
        return Problem(
            "form", said("`between` does not go from the smaller to the larger number"), said("write between: [10, 15]")
        )
    if reason == "forms:":
        what = said("the figure has neither a number nor words (no form)")
        return Problem("form", what, said("write what the document prints: `value: 7`, `at_least: 7`, `text: …` …"))
    if reason.startswith("forms:"):
        return Problem(
            "form",
            said("the figure has more than one form: {forms}", forms=reason.removeprefix("forms:").replace(",", ", ")),
        )
    if reason == "done_on":
        return Problem(
            "form",
            said("`done_on` is the day of what is `done`, and this outcome has another form"),
            said("write `done: …` or take `done_on` out"),
        )
    if reason == "news_of":
        what = said("`news_of` belongs to news alone")
        return Problem("wrong-value", what, said("take it out, or correct `kind`"))
    if reason == "looked":
        what = said("`looked` belongs to a document whose text is held here and that reviews a year")
        return Problem("wrong-value", what, said("take it out, or add `file` and `reviews`"))
    return Problem("nothing", said("the entry has neither a target nor an outcome"))


def _of_shape(kind: str, key: str, given: str, bounds: dict[str, Any]) -> Problem:
    """The problem of a value of another shape than its key takes; `kind` and `bounds` are what pydantic says of it."""
    if kind == "string_too_long":
        what = said("the text is longer than {n} characters", n=bounds.get("max_length"))
        return Problem("wrong-value", what, said("keep the words that matter"))
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = bounds.get("ge"), bounds.get("le")
        cure = (
            said("write a number from {least} on", least=least)
            if most is None
            else said("write a number up to {most}", most=most)
        )
        return Problem("not-a-number", said("{given} is not a number that fits here", given=given), cure)
    if kind == "string_pattern_mismatch" and key == "code":
        return Problem(
            "wrong-value", said("{given} is not a code of six digits", given=given), said("look it up in GB/T 2260")
        )
    if kind == "string_pattern_mismatch" and key == "of":
        return Problem("wrong-value", said("{given} is no mark of a second reading", given=given), _BY_COMMAND)
    if kind == "string_pattern_mismatch":
        return Problem(
            "wrong-value",
            said("{given} is not a SHA-256", given=given),
            said("write the 64 characters that `sha256sum` prints for the text"),
        )
    if kind == "string_type":
        return Problem(
            "wrong-value",
            said("{given} is not text", given=given),
            said("write words; put digits into quotation marks"),
        )
    if kind.startswith("bool"):
        return Problem(
            "wrong-value",
            said("{given} is neither true nor false", given=given),
            said("write true, or leave the key out"),
        )
    if kind == "tuple_type":
        return Problem("wrong-value", said("{given} is not a list", given=given), said("put it into brackets: [a, b]"))
    if kind in ("dict_type", "model_type"):
        return Problem(
            "wrong-value",
            said("keys belong here, not {given}", given=given),
            said("lay it out as the templates in curated/README.md do"),
        )
    return Problem("wrong-value", said("{given} does not fit here", given=given))


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where an unknown one does, in a file of that model; `loc` is pydantic's place of it."""
    return list(_model_at(model, loc).model_fields)


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    if model is Catalogue:
        return Indicator if len(loc) < 4 else Words
    if model is RuleChanges:
        return RuleChange if len(loc) < 4 else RuleTurn
    if model is City:
        sections: dict[int | str, type[BaseModel]] = {"sources": Source, "breaks": Break}
        if "looked" in loc[2:-1]:
            return Looked
        return sections[loc[0]] if len(loc) > 2 else City
    figures: dict[int | str, type[BaseModel]] = {"target": Target, "outcome": Outcome, "read_by": ReadBy}
    return next((figures[key] for key in reversed(loc[:-1]) if key in figures), Promise if len(loc) > 2 else YearFile)
