"""What the C parser of YAML takes and YAML 1.2 does not, or reads otherwise: found in the text, and refused.

Every such case of the public test suite (github.com/yaml/yaml-test-suite) that `tests/yaml_suite.json` has is one of:
- a comment that no white space parts from what it follows (9JBA, CVW2, SU5Z, X4QW): a reviewer takes it for text;
- a line inside brackets or quotation marks that is not indented by spaces beyond the key they belong to (9C9N, DK95/01,
  QB6E, Y79Y/03): it looks like an entry of its own;
- a dash alone between brackets (G5U8, YJV2), and ? right before a word there, which the parser drops (652Z, HM87/01);
- lines of blanks in front of a block of text that are longer than its indentation: the text is lost (S98Z);
- anchors, whose names the parser ends too early (Y2GN), and the tag ! alone, which it drops (S4JQ): both are refused
  whatever they say; so are directives (MUS6/00).
One is read right here: blanks at the end of the last line, without a line end, belong to a block of text (JEF9/02,
L24T/01).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Protocol

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stub exports only the loaders made with it

from indicators.model.problems import Problem
from indicators.words import characters
from indicators.words.texts import Said, msgid, said


def _beginning(sign: str, behind: str = "") -> str:
    """The pattern of a sign with which a token may begin (no character of a word stands in front of it), and of what
    must stand behind it. It begins with the sign, so that searching a text for it costs next to nothing."""
    return rf"\{sign}(?<![^\s\[\]{{}},:\"']\{sign}){behind}"


_SUSPECT = {
    sign: re.compile(pattern)
    for sign, pattern in (
        ("#", r"#(?<=[\]\[}{,:\"'|>+0-9-]#)"),  # a comment without white space in front
        ("%", r"%(?<![^\n]%)"),  # a directive
        ("?", _beginning("?", r"(?=\S)")),
        ("-", _beginning("-", r"(?=[,\[\]{}])")),
        ("!", _beginning("!")),
        ("&", _beginning("&")),
        ("*", _beginning("*")),
    )
}
_GLUED = msgid("a comment needs a blank in front of its #")
_HEADER = re.compile(r"[|>][-+0-9]*")  # of a block of text
_NEEDLESS = {
    yaml.DirectiveToken: ("not-yaml", msgid("a line can't begin with %")),
    yaml.AnchorToken: ("alias", msgid("the file refers to an anchor (&, *)")),
    yaml.AliasToken: ("alias", msgid("the file refers to an anchor (&, *)")),
}


class Scalar(Protocol):
    """A single value as the parser gives it."""

    value: str
    style: str | None
    start_mark: yaml.Mark
    end_mark: yaml.Mark


class RefusedError(Exception):
    """What keeps a file from being read, as a problem without its file, and where (from 1)."""

    def __init__(self, problem: Problem, line: int = 1, column: int = 1) -> None:
        self.problem, self.line, self.column = problem, line, column

    @classmethod
    def at(cls, mark: yaml.Mark, code: str, what: Said) -> RefusedError:
        """The refusal of what begins at a mark."""
        return cls(Problem(code, what), mark.line + 1, mark.column + 1)


def _not_yaml(message: str, line: int, column: int) -> RefusedError:
    """The refusal of what YAML does not know, at a place from 1."""
    return RefusedError(Problem("not-yaml", said("this is not YAML: {why}", why=said(message))), line, column)


class StrictText:
    """The text of a YAML file, and what it must not have. Every check raises `RefusedError`.

    Begins with the check for characters that nobody sees; `text` is what is to be parsed.
    """

    def __init__(self, text: str) -> None:
        seen = text.replace("\r\n", "\n") if "\r" in text else text
        # None of them is printable, which is asked in a tenth of the time that it takes to look for them.
        if not seen.replace("\n", "").isprintable() and (hidden := characters.UNSEEN.search(seen)):
            raise _hidden(hidden[0], seen, hidden.start())
        last = seen[seen.rfind("\n") + 1 :]
        self.text = text + "\n" if last and not last.strip(" \t") else text

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.replace("\r\n", "\n").split("\n")

    def check_tokens(self) -> None:
        """Refuse needless tokens, and comments and signs that touch what they must not; the text must be parseable."""
        if self.may_have(*_SUSPECT):
            self._scan()

    def may_have(self, *signs: str) -> bool:
        """Whether one of these signs may stand in the text as what YAML makes of it: an anchor (&), a tag (!), …"""
        return any(sign in self.text and _SUSPECT[sign].search(self.text) for sign in signs)

    def _scan(self) -> None:
        """Go through the tokens. That takes as long as parsing, so it is done only where a sign is suspect."""
        parser = CParser(self.text)
        while (token := parser.get_token()) is not None:
            start, end = token.start_mark, token.end_mark
            kind = type(token)
            if kind in _NEEDLESS:
                code, message = _NEEDLESS[kind]
                what = said(message) if code != "not-yaml" else said("this is not YAML: {why}", why=said(message))
                raise RefusedError.at(start, code, what)
            if kind is yaml.TagToken:
                tag = self.text[start.index : end.index].split()[0]
                raise RefusedError.at(start, "tag", said("the file uses the YAML tag {tag}", tag=tag))
            self._check_sign(token)

    def _check_sign(self, token: yaml.Token) -> None:
        """Refuse a comment right behind a token, and a sign right before a word."""
        start, end, text = token.start_mark, token.end_mark, self.text
        block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
        behind = _HEADER.match(text, start.index).end() if block else end.index  # type: ignore[union-attr]
        if text.startswith("#", behind) and behind > start.index:
            raise _not_yaml(_GLUED, start.line + 1 if block else end.line + 1, behind - text.rfind("\n", 0, behind))
        asked = isinstance(token, yaml.KeyToken) and end.index > start.index  # else the key of a plain `key: …`
        if asked and text[end.index : end.index + 1].strip():
            message = msgid("a text that begins with ? needs quotation marks")
            raise _not_yaml(message, start.line + 1, start.column + 1)
        if isinstance(token, yaml.ScalarToken) and token.plain and token.value == "-":
            raise _not_yaml(msgid("a dash alone needs quotation marks"), start.line + 1, start.column + 1)

    def check_scalar(self, scalar: Scalar, indent: int) -> None:
        """Refuse a quoted value, or a block of text, in a block that begins at column `indent`, for its lines or for an
        escape that makes a control character."""
        if scalar.style == '"' and (control := characters.CONTROLS.search(scalar.value)):
            raise RefusedError.at(scalar.start_mark, "hidden-character", _stands(control[0]))
        if scalar.end_mark.line > scalar.start_mark.line:
            if scalar.style in ("|", ">"):
                self._check_block(scalar, indent)
            else:
                self._check_lines(scalar.start_mark, scalar.end_mark, indent, comments=False)

    def check_flow(self, start: yaml.Mark, end: yaml.Mark, indent: int) -> None:
        """Refuse brackets over several lines in a block that begins at column `indent`, for the lines inside them."""
        self._check_lines(start, end, indent, comments=True)

    def _check_lines(self, start: yaml.Mark, end: yaml.Mark, indent: int, comments: bool) -> None:
        """Refuse a line between two marks, but the first, that is not indented by spaces beyond `indent`. Blank lines
        may be, and lines of `comments`."""
        for n in range(start.line + 1, end.line + 1):
            line = self._lines[n]
            rest = line.lstrip(" ")
            if len(line) - len(rest) <= indent and rest.strip() and not (comments and rest.lstrip().startswith("#")):
                message = msgid(
                    "a line inside brackets or quotation marks must be indented, with spaces, more than the line "
                    "on which they open"
                )
                raise _not_yaml(message, n + 1, len(line) - len(rest) + 1)

    def _check_block(self, scalar: Scalar, indent: int) -> None:
        """Refuse blank lines in front of a block of text that are longer than its indentation."""
        header = self._lines[scalar.start_mark.line][scalar.start_mark.column :]
        if any(sign.isdigit() for sign in _HEADER.match(header)[0]):  # type: ignore[index]
            return  # the indentation is given
        blank = longest = 0
        for n in range(scalar.start_mark.line + 1, len(self._lines)):
            rest = self._lines[n].lstrip(" ")
            spaces = len(self._lines[n]) - len(rest)
            if rest:
                if indent < spaces < longest:
                    message = msgid("a blank line above a text must not be longer than the text is indented")
                    raise _not_yaml(message, blank + 1, 1)
                return
            if spaces > longest:
                blank, longest = n, spaces


def _stands(character: str) -> Said:
    return said("the character {name} stands here, which nobody sees", name=characters.name(character))


def _hidden(character: str, text: str, at: int) -> RefusedError:
    """The refusal of an unseen character at an offset of a text."""
    problem = Problem("hidden-character", _stands(character))
    return RefusedError(problem, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
