"""The public test suite of YAML: what is no YAML is refused, and what is read is read as the suite says.

A case that is YAML may be refused all the same, with a line: tags, anchors, several documents, and what the C parser
does not know. `yaml_suite.LICENSE` says where the cases come from.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from indicators.collection import yamlfile
from tests.conftest import ROOT

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests/yaml_suite.jsonl").read_text(encoding="utf-8").splitlines()
]
BY_ID = {case["id"]: case for case in CASES}
# Where the C parser alone takes what is no YAML, and where it reads otherwise than the suite says.
NO_YAML = ["9C9N", "9JBA", "CVW2", "DK95/01", "G5U8", "MUS6/00", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/03", "YJV2"]
OTHERWISE = ["652Z", "HM87/01", "JEF9/02", "L24T/01", "S4JQ", "Y2GN"]
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\b": "\b", "\\\\": "\\"}

Tree = tuple[str, object]


def node_of(tree: str) -> list[Tree]:
    """The top nodes of the suite's events, without tags, anchors and aliases: kind and children, or style and value."""
    tops: list[Tree] = []
    open_: list[list[Tree]] = [tops]
    for event in (line.lstrip(" ") for line in tree.split("\n")):
        if event[:4] in ("+SEQ", "+MAP"):
            children: list[Tree] = []
            open_[-1].append((event[1:4], children))
            open_.append(children)
        elif event[:4] in ("-SEQ", "-MAP"):
            open_.pop()
        elif event.startswith("=VAL"):
            style, value = re.match(r"=VAL (?:[&<]\S+ )*(.)(.*)", event).groups()  # type: ignore[union-attr]
            open_[-1].append((style, re.sub(r"\\.", lambda escape: ESCAPES[escape[0]], value)))
    return tops


def tree_of(node: yaml.Node) -> Tree:
    """A node that was read, in the same form."""
    if isinstance(node, yaml.ScalarNode):
        return node.style or ":", node.value
    if isinstance(node, yaml.SequenceNode):
        return "SEQ", [tree_of(each) for each in node.value]
    return "MAP", [tree_of(each) for pair in node.value for each in pair]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_read_as_the_suite_says_or_refused_with_a_line(case: dict[str, Any]) -> None:
    found = yamlfile.parse(case["yaml"], "f")
    for problem in found.problems:
        assert 1 <= problem.line <= case["yaml"].count("\n") + 1 and problem.column >= 1
    if case["tree"] is None:
        assert found.problems
    elif not found.problems:
        assert found.root is not None
        assert [tree_of(found.root)] == node_of(case["tree"])


@pytest.mark.parametrize("name", NO_YAML + OTHERWISE)
def test_the_c_parser_alone_gets_these_wrong(name: str) -> None:
    """Else the list in `yaml_strictness` is out of date."""
    case = BY_ID[name]
    node = yaml.compose(case["yaml"], yaml.CSafeLoader)
    assert node is not None
    if name in NO_YAML:
        assert case["tree"] is None
    elif name == "S4JQ":
        assert "<!>" in case["tree"] and node.value[2].tag == "tag:yaml.org,2002:int"  # it is to be text
    else:
        assert [tree_of(node)] != node_of(case["tree"])


def test_what_could_be_read_still_is() -> None:
    read = [case["id"] for case in CASES if case["tree"] and not yamlfile.parse(case["yaml"], "f").problems]
    assert len(read) == 168 and {"JEF9/02", "L24T/01", "2EBW"} <= set(read)
