"""One file of a city, changed: where its structure is known (a number, a value, a key, a line), or byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from indicators.model.keys import KEYS

_NAMES = sorted({name for keys in KEYS.values() for name in keys})
_FORMS = (
    "value: 7",
    "at_least: 7",
    "more_than: 1000",
    "at_most: 36",
    "less_than: 5",
    "about: 3",
    "nearly: 100",
    "between: [10, 15]",
    "between: [0.000001, 999999999999999]",
    "in_step_with: gdp_growth",
    "faster_than: gdp",
    "done: 全部完成",
    "text: 全覆盖",
    "written: 三分之二",
    "written: 一亿亿分之一",
)
_NUMBERS = [
    "0",
    "-0",
    "-0.0",
    ".5",
    "5.",
    "+7",
    "1e3",
    "1E+3",
    "1e-3",
    "7.00000000000000000000000000000",
    "1e-999999999",
    "1e400000000",
    "1e999999999999999999999",
    "999999999999999",
    "-999999999999999",
    "999999999999999.999999",
    "1000000000000000",
    "0.000001",
    "0.0000001",
    "1e14",
    "1e15",
    "0e999",
    "0e-999",
    ".inf",
    "-.inf",
    ".nan",
    "nan",
    "inf",
    "1_000",
    "0x1F",
    "010",
    "0o7",
    "７",
    "٧",
    "1,000",
    "12:30",
    "1e",
    "1e+",
    "--",
    "+-1",
    "1.2.3",
    "6%",
    "true",
    "null",
    "~",
    "{}",
    "[]",
    "[1]",
    "[1,2,3]",
] + ["9" * 41, "9" * 5000, "1" + "0" * 4400, "0." + "1" * 5000, "-" + "8" * 29, '"7"', '"1e-999999999"']
_UNITS = [
    "",
    "%",
    "‰",
    "万人",
    "亿" * 3 + "元",
    "亿" * 60 + "元",
    "亿" * 9000,
    '"万\\n人"',
    "万",
    "成",
    "倍",
    "/10万",
    "克",
    "吉瓦",
    "[a]",
]
_VALUES = [
    "",
    "~",
    "true",
    "2022",
    "2022-02-30",
    "0001-01-01",
    "9999-12-31",
    "86400",
    "99999999999999999999",
    "[]",
    "{}",
    "{zh: a}",
    "[a, b]",
    '"\\0"',
    '"\\u202e"',
    '"\\U000e0041"',
    '"\\n=1"',
    "'=cmd()'",
    '"![x](http://example.org/x.png) **b** :red[x] $x$"',
    '"<script>alert(1)</script>"',
    '"{name} %s {0}"',
    "reviews",
    "work_report",
    "higher",
    "closer",
    "x" * 3000,
    '"' + "十、百、千、" * 300 + '"',
    '"' + "下降1%、" * 300 + '"',
    '"' + "一" * 1500 + '"',
]
_SIGNS = [
    "\u2028",
    "\u2029",
    "\x85",
    "\r",
    "\0",
    "\x07",
    "\x1b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u200b",
    "\t",
    "#",
    "&a ",
    "*a ",
    "!!",
    "? ",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "|\n",
    ">-\n",
    "%",
    "@",
    "`",
    "\n",
    "\n---\n",
    "\n...\n",
    "\ud800",
    "𠀀",
    "é",
    "，",
]

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
    return _replaced(text, r"(?<=[ \[,])-?\d+(?:\.\d+)?(?=[,\]}\s])", random.choice(_NUMBERS), random)


def _value(text: str, random: Random) -> str:
    return _replaced(text, r"(?m)([\w-]+: )[^,{}\[\]\n]+", random.choice(_VALUES), random)


def _form(text: str, random: Random) -> str:
    forms = "value|at_least|more_than|at_most|less_than|about|nearly|text|done"
    return _replaced(text, rf"(?:{forms}): [^,}}\n]+", random.choice(_FORMS), random)


def _more(text: str, random: Random) -> str:
    """A key more in a figure."""
    key = random.choice(_NAMES)
    value = random.choice(_UNITS if key == "unit" else _NUMBERS if key in ("stretch", "due", "tolerance") else _VALUES)
    return _replaced(text, r"(\{)(?=\w)", f"{key}: {value}, ", random)


def _unit(text: str, random: Random) -> str:
    unit = random.choice(_UNITS)
    if random.random() < 0.5:
        return _replaced(text, r"(unit: )[^,}\n]+", unit, random)
    return _replaced(text, r"(\{)(?=\w)", f"unit: {unit}, ", random)


def _key(text: str, random: Random) -> str:
    return _replaced(text, r"[\w-]+(?=:)", random.choice(_NAMES), random)


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
    return text[:at] + random.choice(_SIGNS) + text[at + random.randrange(2) :]


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
