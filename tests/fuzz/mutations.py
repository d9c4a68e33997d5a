"""One file of a city, changed: where its structure is known (a number, a value, a key, a line), or byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.hostile import FORMS, NAMES, NUMBERS, SIGNS, UNITS, VALUES

Mutation = Callable[[str, Random], str]


def _replaced(text: str, pattern: str, made: str, random: Random) -> str:
    """The text with one of the places that a pattern finds replaced; group 1, where there is one, stays in front."""
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    place = random.choice(places)
    kept = place[1] if place.re.groups else ""
    return text[: place.start()] + kept + made + text[place.end() :]


def _number(text: str, random: Random) -> str:
    return _replaced(text, r"(?<=[ \[,])-?\d+(?:\.\d+)?(?=[,\]}\s])", random.choice(NUMBERS), random)


def _value(text: str, random: Random) -> str:
    return _replaced(text, r"(?m)([\w-]+: )[^,{}\[\]\n]+", random.choice(VALUES), random)


def _form(text: str, random: Random) -> str:
    forms = "value|at_least|more_than|at_most|less_than|about|nearly|text|done"
    return _replaced(text, rf"(?:{forms}): [^,}}\n]+", random.choice(FORMS), random)


def _more(text: str, random: Random) -> str:
    """A key more in a figure."""
    key = random.choice(NAMES)
    value = random.choice(UNITS if key == "unit" else NUMBERS if key in ("stretch", "due", "tolerance") else VALUES)
    return _replaced(text, r"(\{)(?=\w)", f"{key}: {value}, ", random)


def _unit(text: str, random: Random) -> str:
    unit = random.choice(UNITS)
    if random.random() < 0.5:
        return _replaced(text, r"(unit: )[^,}\n]+", unit, random)
    return _replaced(text, r"(\{)(?=\w)", f"unit: {unit}, ", random)


def _key(text: str, random: Random) -> str:
    return _replaced(text, r"[\w-]+(?=:)", random.choice(NAMES), random)


def _lines(text: str, random: Random) -> str:
    """A line gone, doubled, moved, or indented otherwise."""
    lines = text.split("\n")
    i, j = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(5)
    if what == 0:
        del lines[i]
    elif what == 1:
        lines.insert(j, lines[i])
    elif what == 2:
        lines[i], lines[j] = lines[j], lines[i]
    elif what == 3:
        lines[i] = " " * random.randrange(1, 4) + lines[i]
    else:
        lines[i] = lines[i].removeprefix(" ")
    return "\n".join(lines)


def _quote(text: str, random: Random) -> str:
    """A quote shortened, or torn."""
    places = list(re.finditer(r"quote: ([^,{}\n]+)", text))
    if not places:
        return text
    place = random.choice(places)
    words = place[1]
    cut = random.randrange(1, len(words) + 1)
    made = words[:cut] if random.random() < 0.5 else words[cut - 1 :] + words[:cut]
    return text[: place.start(1)] + made + text[place.end(1) :]


def _sign(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(SIGNS) + text[at + random.randrange(2) :]


def _nested(text: str, random: Random) -> str:
    """Thousands of brackets or entries, at a place of the text."""
    at = random.randrange(len(text) + 1)
    what = random.choice(["[", "{a: ", "- ", "{}, ", "[], ", "a: 1\n", "x: {value: 1}\n  "])
    return text[:at] + what * random.choice([60, 500, 3000]) + text[at:]


STRUCTURE: dict[str, Mutation] = {
    "number": _number,
    "value": _value,
    "form": _form,
    "key more": _more,
    "unit": _unit,
    "key": _key,
    "lines": _lines,
    "quote": _quote,
    "sign": _sign,
    "nested": _nested,
}
_HOW_OFTEN = [6, 4, 3, 4, 3, 2, 3, 2, 3, 0.1]


def _of_bytes(raw: bytes, random: Random) -> tuple[str, bytes]:
    """A few bytes flipped, inserted, gone, doubled or cut off."""
    made = bytearray(raw)
    what = random.choice(["flip", "insert", "delete", "double", "cut", "line ends"])
    for _ in range(random.choice([1, 1, 1, 2, 4])):
        at = random.randrange(len(made) + 1)
        if what == "flip" and at < len(made):
            made[at] ^= 1 << random.randrange(8)
        elif what == "insert":
            made[at:at] = random.randbytes(random.choice([1, 1, 2, 5]))
        elif what == "delete":
            del made[at : at + random.choice([1, 2, 10, 100])]
        elif what == "double":
            made[at:at] = made[at : at + random.choice([5, 50, 500])]
        elif what == "cut":
            del made[at:]
        else:
            made = bytearray(bytes(made).replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n"])))
            break
    return f"bytes: {what}", bytes(made)


def mutated(raw: bytes, random: Random) -> tuple[str, bytes]:
    """A file changed in one way, seldom in two; the kind of change, and what the file then is."""
    if random.random() < 0.3:
        return _of_bytes(raw, random)
    text, kinds = raw.decode(), []
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        (kind,) = random.choices(list(STRUCTURE), _HOW_OFTEN)
        text = STRUCTURE[kind](text, random)
        kinds.append(kind)
    return kinds[0], text.encode("utf-8", "surrogatepass")
