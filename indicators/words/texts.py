"""Every text a reader sees, in Chinese and in English.

English stands in the code as the message itself; `locale/zh.po` holds the Chinese, written and not word for
word. A text whose language is only known when it is shown (a verdict's reason, a problem) is a `Said`.
"""

from __future__ import annotations

import datetime
import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from babel.dates import format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from indicators.words.digits import WIDE

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
CATALOGUE = Path(__file__).with_name("locale") / "zh.po"


@runtime_checkable
class Sayable(Protocol):
    """Something that can be said in either language."""

    def say(self, lang: str) -> str:
        """The text in `lang` ("zh" or "en")."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message and the values that go into it, to be rendered once the language is known."""

    message: str
    values: tuple[tuple[str, object], ...] = ()

    def say(self, lang: str) -> str:
        """The text in `lang`; values that are sayable are said in the same language."""
        return translate(lang, self.message, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Both:
    """A text that is given in both languages, as curated."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Joined:
    """Several sayable texts, one after the other as one list."""

    parts: tuple[Sayable, ...]

    def say(self, lang: str) -> str:
        """The parts in `lang`, separated as that language separates a list."""
        return joined((part.say(lang) for part in self.parts), lang)


# What texts that follow each other are to each other, and what then stands between them.
Between = Literal["list", "clauses", "remarks", "statements", "sentences", "both", "facts", "pair"]
_BETWEEN: dict[Between, Both] = {
    "list": Both("、", ", "),
    "clauses": Both("，", ", "),
    "remarks": Both("，", "; "),
    "statements": Both("；", "; "),
    "sentences": Both("", " "),
    "both": Both(" 和 ", " and "),
    "facts": Both("　·　", "  ·  "),
    "pair": Both(" 与 ", " and "),
}


def joined(parts: Iterable[str], lang: str, between: Between = "list") -> str:
    """Texts one after the other, empty ones left out; `between` is what they are to each other."""
    return _BETWEEN[between].say(lang).join(part for part in parts if part)


def enumerated(parts: Iterable[str], lang: str) -> str:
    """Clauses of one sentence, empty ones left out: `a, b and c`, `甲，乙，丙`."""
    *others, last = [part for part in parts if part] or [""]
    before = joined(others, lang, "clauses")
    return f"{before} and {last}" if before and lang == "en" else joined([before, last], lang, "clauses")


def ended(text: str, lang: str) -> str:
    """A text as a sentence, with its full stop; an empty one stays empty."""
    return text if not text or text.endswith((".", "。")) else text + ("。" if lang == "zh" else ".")


def inside(name: str) -> str:
    """An English name inside a sentence: without the capital it begins with, unless that is an abbreviation's."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def labelled(name: str, text: str, lang: str) -> str:
    """A text behind the name of what it is about: `Taiyuan: 3 promises`, `太原市：承诺3项`."""
    return f"{name}{'：' if lang == 'zh' else ': '}{text}"


def bracketed(text: str, lang: str) -> str:
    """A remark in brackets; an empty one stays empty."""
    if not text:
        return ""
    return f"（{text}）" if lang == "zh" else f"({text})"


def titled(title: str) -> str:
    """The title of a document as it stands in a sentence, the same in both languages: 《2023年政府工作报告》."""
    return f"《{title}》"


def msgid(message: str) -> str:
    """The message itself: marks a text that is kept to be translated later, so that the catalogue's test finds it.

    `said`, `Said`, `say` and `translate` need no mark around a literal; a table of texts and a choice between two do.
    """
    return message


def said(message: str, **values: object) -> Said:
    """A `Said`: `said("short by {gap}", gap=…)`. The message is the English text and the key of the Chinese."""
    return Said(message, tuple(values.items()))


@cache
def _translations(lang: str) -> gettext.NullTranslations:
    if lang != "zh":
        return gettext.NullTranslations()
    with CATALOGUE.open("rb") as po:
        catalogue = read_po(po, locale="zh_CN")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(lang: str, message: str, **values: object) -> str:
    """`message` in `lang`, with `{name}` places filled from `values` (sayable values in the same language)."""
    text = _translations(lang).gettext(message)
    if not values:
        return text
    return text.format(**{k: _in(lang, v) for k, v in values.items()})


_SAYABLE: dict[type, bool] = {}  # by type: to ask takes longer than to say most of them


def _in(lang: str, value: object) -> object:
    """A value as it stands in a text."""
    kind = type(value)
    if kind not in _SAYABLE:
        _SAYABLE[kind] = isinstance(value, Sayable)
    return value.say(lang) if _SAYABLE[kind] else value  # type: ignore[attr-defined]


def number(value: Decimal, lang: str) -> str:
    """A number with exactly the decimals it has, grouped as the language groups: 4072 → 4,072; 5.0 → 5.0."""
    return _number(str(value), lang)


@lru_cache(maxsize=4096)
def _number(digits: str, lang: str) -> str:
    value = Decimal(digits)  # as text in the cache: as numbers 5 and 5.0 are one key
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=WIDE):  # Babel rounds to the decimals of the pattern, which raises beyond the precision
        return format_decimal(value, format=pattern, locale=LOCALES[lang]).replace("-", "−")


def signed(value: Decimal, lang: str) -> str:
    """A difference with its sign always shown: +1.5, −3.7, 0."""
    return ("+" if value > 0 else "") + number(value, lang)


def day(date: datetime.date, lang: str) -> str:
    """A day of a year that is known: 6月30日, 30 Jun."""
    return str(format_skeleton("MMMd", date, locale=LOCALES[lang]))
