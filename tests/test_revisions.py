"""The data at a revision: small repositories made from the invented data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from indicators import collection
from indicators.collection import revisions
from indicators.collection.revisions import RevisionError
from indicators.words.texts import LANGUAGES
from tests.samples import MINI, change, commit, copy_of_mini, git, repository_of_mini


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """The invented data in a repository of two commits; the second one changed a number."""
    folder = repository_of_mini(tmp_path)
    change(folder / "lancheng" / "2022.yaml", "nearly: 10", "nearly: 11")
    commit(folder, "Lancheng 2022: schools")
    return folder


def _why(revision: str, root: Path) -> str:
    with pytest.raises(RevisionError) as caught:
        revisions.at(root, revision)
    for lang in LANGUAGES:
        assert len(caught.value.why.say(lang).splitlines()) == 1
    return str(caught.value)


def test_the_data_at_a_revision_is_what_the_folder_held_then(curated: Path) -> None:
    then, now, mini = revisions.at(curated, "HEAD~1"), revisions.at(curated, "HEAD"), collection.load(MINI)
    assert (then.version, then.years, then.catalogue, then.evidence, then.problems) == (
        mini.version,
        mini.years,
        mini.catalogue,
        mini.evidence,
        (),
    )
    assert then.documents == mini.documents
    assert now.version == collection.load(curated).version != then.version
    assert [(p.path, p.code) for p in now.problems] == [("curated/lancheng/2022.yaml", "figure-not-in-quote")]


def test_the_work_tree_is_neither_needed_nor_touched(curated: Path) -> None:
    then = revisions.at(curated, "HEAD~1").version
    (curated / "yunzhou" / "draft.yaml").write_text("half", encoding="utf-8")
    (curated / "yunzhou" / "2021.yaml").unlink()
    before = sorted((str(f), f.stat().st_mtime_ns) for f in curated.parent.rglob("*") if ".git" not in f.parts)
    revisions._loaded.cache_clear()
    assert revisions.at(curated, "HEAD~1").version == then
    assert sorted((str(f), f.stat().st_mtime_ns) for f in curated.parent.rglob("*") if ".git" not in f.parts) == before
    git(curated.parent, "rm", "--quiet", "-r", "--cached", "curated")
    shutil.rmtree(curated)
    revisions._loaded.cache_clear()
    assert revisions.at(curated, "HEAD~1").version == then


def test_a_revision_may_be_named_as_git_names_it(curated: Path) -> None:
    first = git(curated.parent, "rev-parse", "HEAD~1")
    git(curated.parent, "tag", "v1", first)
    git(curated.parent, "branch", "year/2024-草稿", first)
    for name in (first, first[:9], "v1", "year/2024-草稿", "main~1", "@^", "v1^{commit}"):
        assert revisions.resolve(curated, name) == first


@pytest.mark.parametrize(
    "name",
    [
        "-h",
        "--help",
        "--output=stolen",
        "HEAD..HEAD~1",
        "HEAD:curated",
        ":/schools",
        "a b",
        "a\nb",
        "",
        "x" * 300,
        "$(id)",
        "HEAD;id",
    ],
)
def test_a_name_that_is_none_is_refused_before_git_sees_it(
    curated: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, **__: object) -> bytes:
        raise AssertionError("git was asked")

    monkeypatch.setattr(revisions, "_git", asked)
    assert _why(name, curated).endswith("is not the name of a revision")
    assert not (curated.parent / "stolen").exists()


def test_an_unknown_revision_is_told(curated: Path) -> None:
    assert _why("nowhere", curated) == "there is no revision nowhere"
    assert _why("HEAD~9", curated) == "there is no revision HEAD~9"


def test_a_folder_outside_any_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = copy_of_mini(tmp_path)
    assert _why("HEAD", folder) == "mini is not in a Git repository"
    assert revisions.current(folder) is None
    assert _why("HEAD", tmp_path / "nowhere" / "curated") == "nowhere is not in a Git repository"


def test_a_machine_without_git_is_told(curated: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _why("HEAD", curated) == "git is not installed; install it to see what changed"
    assert revisions.current(curated) is None


def test_a_repository_without_a_commit_is_told(tmp_path: Path) -> None:
    folder = copy_of_mini(tmp_path)
    git(folder.parent, "init", "--quiet")
    assert _why("HEAD", folder) == "there is no revision HEAD"
    assert revisions.current(folder) is None
    with pytest.raises(RevisionError):
        revisions.history(folder)


def test_a_shallow_clone_says_what_to_do_and_leaves_out_where_it_was_cut(curated: Path, tmp_path: Path) -> None:
    commit(curated, "Nothing of the data")
    change(curated / "lancheng" / "2022.yaml", "nearly: 11", "nearly: 10")
    commit(curated, "Lancheng 2022: schools again")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{curated.parent}", "clone")
    clone = tmp_path / "clone" / "curated"
    assert _why("HEAD~2", clone) == "this clone is shallow and does not reach HEAD~2; run `git fetch --unshallow`"
    assert [r.subject for r in revisions.history(clone)] == ["Lancheng 2022: schools again"]


def test_the_environment_of_a_hook_does_not_lead_elsewhere(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    git(tmp_path / "other", "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert revisions.at(curated, "HEAD").version == collection.load(curated).version
    assert revisions.current(curated)


def test_current_is_the_commit_only_while_the_files_are_as_committed(curated: Path) -> None:
    head = git(curated.parent, "rev-parse", "--short", "HEAD")
    assert revisions.current(curated) == head
    (curated.parent / "notes.md").write_text("not data", encoding="utf-8")
    assert revisions.current(curated) == head
    text = (curated / "yunzhou" / "2021.yaml").read_bytes()
    for file in ("yunzhou/2021.yaml", "yunzhou/2024.yaml", "../seeds/new.txt"):
        (curated / file).write_bytes(b"#\n" + text)
        assert revisions.current(curated) is None, file
        git(curated.parent, "checkout", "--quiet", ".")
        git(curated.parent, "clean", "--quiet", "--force", "curated", "seeds")
        assert revisions.current(curated) == head


def test_history_lists_what_touched_the_data_newest_first(curated: Path) -> None:
    (curated.parent / "notes.md").write_text("not data", encoding="utf-8")
    commit(curated, "A note beside the data")
    (curated.parent / "seeds" / "more.txt").write_text("一份文件", encoding="utf-8")
    last = commit(curated, "“Another” document\twith a tab, 一份文件")
    found = revisions.history(curated)
    assert [r.subject for r in found] == [
        "“Another” document\twith a tab, 一份文件",
        "Lancheng 2022: schools",
        "The invented data",
    ]
    assert (found[0].id, found[0].parent) == (last, git(curated.parent, "rev-parse", "HEAD~1"))
    assert found[0].id.startswith(found[0].short)
    assert found[-1].parent is None
    assert found[0].date.tzinfo is not None
    assert [r.subject for r in revisions.history(curated, 1)] == [found[0].subject]


def test_the_revision_of_a_version_is_the_newest_that_had_it(curated: Path) -> None:
    mini = collection.load(MINI).version
    change(curated / "lancheng" / "2022.yaml", "nearly: 11", "nearly: 10")
    commit(curated, "Back again")
    found = revisions.of_version(curated, mini)
    assert found is not None and found.subject == "Back again"
    between = revisions.of_version(curated, revisions.at(curated, "HEAD~1").version)
    assert between is not None and between.subject == "Lancheng 2022: schools"
    for unknown in ("0" * 12, "", "HEAD", "-x", mini[:6]):
        assert revisions.of_version(curated, unknown) is None


def test_a_revision_before_the_data_is_empty_and_without_problems(tmp_path: Path) -> None:
    folder = copy_of_mini(tmp_path)
    git(tmp_path / "mini", "init", "--quiet")
    shutil.move(folder, tmp_path / "aside")
    commit(folder, "Only the documents")
    shutil.move(tmp_path / "aside", folder)
    commit(folder, "The data")
    found = revisions.at(folder, "HEAD~1")
    assert (found.cities, found.years, found.problems, found.version) == ({}, {}, (), "")


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_in_a_revision_is_not_followed(curated: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("promises: {}\n", encoding="utf-8")
    (curated / "yunzhou" / "2024.yaml").symlink_to(secret)
    commit(curated, "A link")
    assert ("yunzhou", 2024) not in revisions.at(curated, "HEAD").years
