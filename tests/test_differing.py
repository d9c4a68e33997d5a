"""Two revisions read as far as they differ tell the same changes as both of them read whole."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.collection import city_check, differing, revisions
from indicators.collection.memory import MEMORY
from indicators.tables.changes import Changes, changes
from tests.samples import change, commit, git, repository_of_mini
from tests.test_country import _edited


def _told(found: Changes) -> dict[str, object]:
    """All that is told; names are compared as far as the changes name things by key."""
    told = {field.name: getattr(found, field.name) for field in fields(Changes)}
    cities = {each.city for each in found.figures} | {each.city for each in found.verdicts}
    keys = {each.indicator for each in found.figures} | {each.indicator for each in found.verdicts}
    told["cities"] = {city: told["cities"][city] for city in sorted(cities)}
    told["indicators"] = {key: told["indicators"][key] for key in sorted(keys)}
    told["before"] = {place: n for place, n in told["before"].items() if place[0] in cities}
    return told


def _head(root: Path) -> str:
    return git(root.parent, "rev-parse", "HEAD").strip()


@given(st.integers(0, 2**32))
@settings(max_examples=5)
def test_whatever_was_edited_the_changes_are_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random = Random(seed)
    root = repository_of_mini(tmp_path_factory.mktemp("repository"))
    shutil.copytree(root / "lancheng", root / "zhoucheng")
    change(root / "zhoucheng/city.yaml", "990200", "990300")
    commit(root, "Another city")
    for _ in range(3):
        before = _head(root)
        for _ in range(random.randrange(1, 3)):
            _edited(root, random)
        commit(root, "Edited")
        base, head = differing.pair(root, before, _head(root))
        whole = changes(revisions.at(root, before), revisions.at(root, "HEAD"))
        assert _told(changes(base, head)) == _told(whole)


def test_only_the_city_that_changed_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository_of_mini(tmp_path)
    before = _head(root)
    change(root / "yunzhou/2022.yaml", "promises:\n", "promises:\n# more\n")
    commit(root, "A remark")
    checked, real = list[str](), city_check._Check.run

    def told(check: city_check._Check) -> city_check.CheckedCity:
        checked.append(check.folder)
        return real(check)

    MEMORY.clear()
    monkeypatch.setattr(city_check._Check, "run", told)
    base, head = differing.pair(root, before, _head(root))
    assert checked == ["yunzhou", "yunzhou"] and list(base.cities) == list(head.cities) == ["yunzhou"]
    assert changes(base, head).empty
