"""The data of a YAML text by the core rules of YAML 1.2, so that `no`, `12:30` and `010` stay what a curator typed and
5.0 keeps its decimal.

It is built from the events of PyYAML's C parser as they come; to compose nodes first would take half as long again.
Duplicate keys, tags, anchors and directives are refused: a curated file has no need of them and each can hide a figure.
What the C parser takes although it is not YAML, or reads otherwise than YAML 1.2, is left to `yaml_strictness`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stub exports only the loaders made with it

from indicators.collection.yaml_strictness import RefusedError, StrictText
from indicators.model.problems import Problem
from indicators.words import digits
from indicators.words.texts import Said, said

DEEPEST = 50  # levels; a year's file has 5
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_LEADING_NOUGHT = re.compile(r"0[0-9]+\Z")
_WORDS = {
    "~": "",
    "null": "",
    "Null": "",
    "NULL": "",  # nothing is a value: what is absent is left out
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_LONGEST_WORD = 5
Event = Any  # one of `yaml.events`, whose stubs say that each may be without marks; the C parser's have them
_BEHIND_DIGITS = ":"  # and behind + - . too: whatever may be a number comes before it


def read(text: StrictText) -> object:
    """The data of a text: dicts, lists, text, numbers (decimals as Decimal), truth values, "" for nothing.

    Raises `RefusedError`, `RecursionError` beyond `DEEPEST` levels, and `yaml.MarkedYAMLError` for what is no YAML.
    """
    reading = _Reading(text)
    data = reading.run()
    text.check_tokens()
    for check in reading.later:
        check()
    return data


class _Reading:
    """One run over the events of a text. `later` are the checks that are due, in this order, once all of the text is
    known to be YAML: what is none is told first, wherever it stands."""

    def __init__(self, text: StrictText) -> None:
        self._text = text
        self._next: Callable[[], Event] = CParser(text.text).get_event
        if text.may_have("&", "*"):
            self._next = _with_anchors(self._next)
        self.later: list[Callable[[], None]] = []

    def run(self) -> object:
        """Read the one document of the text."""
        self._next()  # the stream begins
        if type(self._next()) is yaml.StreamEndEvent:
            raise RefusedError(Problem("empty", said("the file is empty")))
        top = self._next()
        data = self._value(top, -1, 1)
        self._next()  # the document ends
        if type(more := self._next()) is not yaml.StreamEndEvent:
            message = "expected a single document in the stream"
            raise ComposerError(message, top.start_mark, "but found another document", more.start_mark)
        return data

    def _value(self, event: Event, indent: int, level: int) -> object:
        """What begins with an event; `indent` is the column of the block that it stands in, -1 at the top."""
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event, indent)
        if type(event) is yaml.AliasEvent:
            self._refuse_later(event, "alias", said("the file refers to an anchor (&, *)"))
            return ""
        if level > DEEPEST:
            raise RecursionError
        checks, start = len(self.later), event.start_mark
        if not event.flow_style:
            indent = start.column
        data, end = (
            self._mapping(indent, level + 1)
            if type(event) is yaml.MappingStartEvent
            else self._sequence(indent, level + 1)
        )
        if event.flow_style and end.end_mark.line > start.line:  # told of before what stands inside
            self.later.insert(checks, partial(self._text.check_flow, start, end.end_mark, indent))
        return data

    def _sequence(self, indent: int, level: int) -> tuple[list[object], Event]:
        """A list and the event that ends it."""
        following = self._next
        data: list[object] = []
        while (kind := type(event := following())) is not yaml.SequenceEndEvent:
            simple = kind is yaml.ScalarEvent  # most are; a call less each
            data.append(self._scalar(event, indent) if simple else self._value(event, indent, level))
        return data, event

    def _mapping(self, indent: int, level: int) -> tuple[dict[str, object], Event]:
        """Keys with their values, and the event that ends them."""
        following, scalar = self._next, yaml.ScalarEvent
        data: dict[str, object] = {}
        while (kind := type(key := following())) is not yaml.MappingEndEvent:
            name = key.value if kind is scalar else ""
            if kind is not scalar:
                self._refuse_later(key, "key", said("a key must be a word"))
                self._value(key, indent, level)
            elif key.style:
                self.later.append(partial(self._text.check_scalar, key, indent))
            if name in data:
                self._refuse_later(key, "duplicate-key", said("the key {key} stands here a second time", key=name))
            event = following()
            simple = type(event) is scalar
            data[name] = self._scalar(event, indent) if simple else self._value(event, indent, level)
        return data, key

    def _scalar(self, event: Event, indent: int) -> object:
        """A single value: a number, a truth value, "" or text."""
        value = event.value
        if event.style:  # quoted, or a block of text
            self.later.append(partial(self._text.check_scalar, event, indent))
            return value
        if value < _BEHIND_DIGITS:  # a number beyond the bound stays text, which the schema refuses where one belongs
            if _INT.match(value):
                return int(value) if len(value) <= digits.WHOLE else value
            if not _LEADING_NOUGHT.match(value) and (number := digits.typed(value)) is not None:
                return number
            return value
        return _WORDS.get(value, value) if len(value) <= _LONGEST_WORD else value

    def _refuse_later(self, event: Event, code: str, what: Said) -> None:
        self.later.append(partial(_refuse, RefusedError.at(event.start_mark, code, what)))


def _refuse(refused: RefusedError) -> None:
    raise refused


def _with_anchors(following: Callable[[], Event]) -> Callable[[], Event]:
    """The events of a text in which anchors may stand. Raises ComposerError, as the composer of nodes would, for one
    that stands twice and for what refers to none."""
    anchors: set[str] = set()

    def checked() -> Event:
        event = following()
        kind, anchor = type(event), getattr(event, "anchor", None)
        if kind is yaml.AliasEvent:
            if anchor not in anchors:
                raise ComposerError(None, None, "found undefined alias", event.start_mark)
        elif anchor in anchors:
            raise ComposerError(None, None, "found duplicate anchor", event.start_mark)
        elif anchor is not None:
            anchors.add(anchor)
        return event

    return checked
