"""What a person typed to correct a drafted figure: its form and value, and where its quote stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from indicators.collection.evidence import Document, normal
from indicators.model.schema import FORMS, Indicator
from indicators.words import digits
from indicators.words.texts import Said, said

# What may stand between two numbers: 10–15, 10 - 15, 10至15.
_BETWEEN = re.compile(r"\s*(?:\.\.\.|[–—~～至,，;、]|(?<=\d)\s*-)\s*")
_SHOWN = 40  # characters of what was typed that are shown again
_BACK = 400  # characters before a figure's place from which its new quote is looked for first


def finder(text: str) -> Callable[[str, int], tuple[int, int] | None]:
    """A function that finds a quote in the text: given the quote and an offset near which it may stand, it returns the
    offsets of its start and end, None where the text has no such words."""
    document = Document(text, 0, len(text))
    return lambda quote, near: document.find(quote, after=max(0, near - _BACK)) or document.find(quote)


def stands(quote: str, text: str, start: int, end: int) -> bool:
    """Whether the quote is what the text has between two offsets, white space and the like aside."""
    return 0 <= start < end <= len(text) and normal(text[start:end]) == normal(quote)


def value_fields(form: str, value: str, catalogue: Mapping[str, Indicator]) -> tuple[dict[str, Any], Said | None]:
    """The fields of a `Drafted` that a form and a typed value give, and what is wrong with that value, if anything."""
    plain: dict[str, Any] = {
        "form": form if form in FORMS else "value",
        "numbers": (),
        "refers_to": None,
        "text": None,
    }
    if form in ("done", "text"):
        return plain | {"text": value}, None if value else said("words are missing in the cell of the value")
    if form in ("in_step_with", "faster_than"):
        key = next((k for k, i in catalogue.items() if value in (k, i.zh, i.en)), None)
        return plain | {"refers_to": key or value}, None if key else said(
            "{given} is no indicator to compare with; write its name", given=value or "–"
        )
    parts = _parts(form, value)
    numbers = tuple(number for number in map(digits.typed, parts) if number is not None)
    if len(numbers) == len(parts) == (2 if form == "between" else 1):
        return plain | {"numbers": numbers}, None
    if all(map(digits.is_number, parts)) and len(numbers) < len(parts):
        wrong = too_long(value)
    elif form == "between":
        wrong = said("write two numbers: 10–15")
    else:
        wrong = said("{given} is not a number; write it as printed, without its unit", given=value[:_SHOWN] or "–")
    return plain | {"numbers": numbers if len(numbers) == len(parts) else ()}, wrong


def too_long(value: str) -> Said:
    """What is wrong with a number that was typed and is beyond the bound of `words.digits`."""
    return said(
        "{given} is longer than a number can be here: at most {whole} digits before the point and {decimals} behind it",
        given=value[:_SHOWN],
        whole=digits.WHOLE,
        decimals=digits.DECIMALS,
    )


def _parts(form: str, value: str) -> list[str]:
    """What was typed where numbers belong, without thousands separators and %: one text, or those of a range."""
    plain = normal(value)
    parts = [p for p in _BETWEEN.split(plain.rstrip("%")) if p] if form == "between" else [plain.replace(",", "")]
    return [part.rstrip("%") for part in parts]
