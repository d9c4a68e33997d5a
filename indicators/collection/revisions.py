"""The data at a revision of its Git history, read from Git's objects: the work tree is neither read nor touched."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from indicators import collection
from indicators.collection.files import LARGEST_TEXT, LARGEST_WHOLE
from indicators.collection.loading import Collection
from indicators.words.texts import Said, said

MOST = 50_000  # files of a revision; a thousand cities have some 25,000
_TOO_LARGE = bytes(LARGEST_TEXT + 1)
FARTHEST = 300  # revisions looked through for the one with a version of the data
_NAME = re.compile(r"[\w@][\w./@{}^~+-]{0,199}")  # what a revision is called; never an option, a range or a path
_VERSION = re.compile(r"[0-9a-f]{12}")
NOWHERE = Path(os.devnull)  # no file is under it: what a revision does not hold is not there
_ELSEWHERE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
)


class RevisionError(Exception):
    """Git can't say: it is not installed, the folder is in no repository, or there is no such revision. `why` is the
    reason in either language, on one line."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.say("en"))
        self.why = why


class Revision(NamedTuple):
    """A commit. `parent` is the commit before it, None for the first of all."""

    id: str
    short: str
    parent: str | None
    date: datetime
    subject: str


class Blob(NamedTuple):
    """A file of a revision: its path beside the curated folder, Git's name for its content, and its size in bytes."""

    path: str
    id: str
    size: int


def real(root: Path) -> Path:
    """The curated folder itself where it is named by a link; of links that lead in a circle, the name."""
    return Path(os.path.realpath(root))


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """The output of a Git command in a folder; `given` is its input. Raises RevisionError.

    The variables with which Git runs hooks are dropped: the repository is the one that the folder is in.
    """
    env = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    env |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=given or b"",
            capture_output=True,
            timeout=60,
            check=False,
            env=env,
        )
    except FileNotFoundError as error:
        raise RevisionError(said("git is not installed; install it to see what changed")) from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(said("git did not answer within a minute")) from error
    if done.returncode:
        told = " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        if "not a git repository" in told or not os.path.isdir(folder):
            raise RevisionError(said("{folder} is not in a Git repository", folder=folder.name or str(folder)))
        raise RevisionError(said("git says: {told}", told=told[:300] or str(done.returncode)))
    return done.stdout


def _shallow(folder: Path) -> frozenset[str]:
    """Where a clone was cut off: commits whose parents were not fetched; none in a whole clone."""
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != b"true":
        return frozenset()
    file = folder / os.fsdecode(_git(folder, "rev-parse", "--git-path", "shallow").strip())
    return frozenset(file.read_text(encoding="ascii").split())


def resolve(root: Path, revision: str) -> str:
    """The full id of a revision (branch, tag, id, `HEAD~2`). Raises RevisionError where there is no such commit."""
    folder = real(root).parent
    if not _NAME.fullmatch(revision) or ".." in revision:
        raise RevisionError(said("{revision} is not the name of a revision", revision=repr(revision[:60])))
    _git(folder, "rev-parse", "--git-dir")
    try:
        return (
            _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            .decode()
            .strip()
        )
    except RevisionError as error:
        if _shallow(folder):
            raise RevisionError(
                said(
                    "this clone is shallow and does not reach {revision}; run `git fetch --unshallow`",
                    revision=revision,
                )
            ) from error
        raise RevisionError(said("there is no revision {revision}", revision=revision)) from error


def current(root: Path) -> str | None:
    """The short id of the commit that the work tree's data is at; None without Git or where a file of the data differs
    from it."""
    folder, name = real(root).parent, real(root).name
    files = (f":(glob){name}/*.yaml", f":(glob){name}/*/*.yaml", ":(glob)seeds/*.txt")
    try:
        if _git(folder, "status", "--porcelain", "--untracked-files=all", "--ignored", "--", *files).strip():
            return None
        return _git(folder, "rev-parse", "--short", "HEAD").decode().strip()
    except RevisionError:
        return None


@lru_cache(maxsize=2 * FARTHEST)
def listing(root: Path, commit: str) -> tuple[Blob, ...]:
    """The files of a commit, by its full id, that the data may be made of. Links and submodules are not read."""
    name, found = root.name, []
    for line in _git(root.parent, "ls-tree", "-r", "-l", "-z", commit, "--", f"{name}/", "seeds/").split(b"\0"):
        entry, _, raw = line.partition(b"\t")
        path = PurePosixPath(raw.decode("utf-8", "replace"))
        ours = (
            path.suffix in (".yaml", ".yml") and len(path.parts) in (2, 3)
            if path.parts[:1] == (name,)
            else len(path.parts) == 2
        )
        if ours and ".." not in path.parts and entry.startswith(b"100"):
            _, _, blob, size = entry.split()
            found.append(Blob(str(path), blob.decode(), int(size)))
    if len(found) > MOST:
        raise RevisionError(said("the revision {revision} has more than {n} files", revision=commit[:12], n=MOST))
    return tuple(found)


def contents(folder: Path, blobs: tuple[Blob, ...]) -> dict[str, bytes]:
    """The content of each file, in one question to Git. In place of what is too large for any file of the data stand as
    many zeros as say so."""
    found = {blob.path: _TOO_LARGE for blob in blobs if blob.size > LARGEST_TEXT}
    asked = [blob for blob in blobs if blob.path not in found]
    if sum(blob.size for blob in asked) > LARGEST_WHOLE:
        raise RevisionError(said("the files of a revision have more than {n} bytes", n=LARGEST_WHOLE))
    answer = _git(folder, "cat-file", "--batch", given="".join(f"{blob.id}\n" for blob in asked).encode())
    start = 0
    for blob in asked:
        head_end = answer.index(b"\n", start)
        size = int(answer[start:head_end].split(b" ")[2])
        found[blob.path] = answer[head_end + 1 : head_end + 1 + size]
        start = head_end + size + 2
    return found


def committed(root: Path, paths: tuple[str, ...]) -> dict[str, bytes]:
    """What the newest commit has of some files of the data, by the paths of problems; none of what it has not. Raises
    RevisionError."""
    here, ours = real(root), dict(zip(_ours(root, *paths), paths, strict=True))
    blobs = tuple(blob for blob in listing(here, resolve(root, "HEAD")) if blob.path in ours)
    return {ours[path]: content for path, content in contents(here.parent, blobs).items()}


def earlier(root: Path, path: str, limit: int) -> tuple[bytes, ...]:
    """What the newest commits that changed a file made of it, newest first; none where no commit has had it. Raises
    RevisionError."""
    here, (ours,) = real(root), _ours(root, path)
    commits = _commits(here.parent, resolve(root, "HEAD"), limit, ours)
    found = (tuple(blob for blob in listing(here, commit.id) if blob.path == ours) for commit in commits)
    return tuple(contents(here.parent, blobs).get(ours, b"") for blobs in found)


def _ours(root: Path, *paths: str) -> list[str]:
    """Paths as problems name files, as Git names them: where the curated folder is a link, by its own name."""
    named, own = f"{Path(os.path.abspath(root)).name}/", f"{real(root).name}/"
    return [own + path.removeprefix(named) if path.startswith(named) else path for path in paths]


def nothing(root: Path) -> Collection:
    """The data before there was any: what the first revision is compared with."""
    return Collection(root, {}, {}, {}, {}, {}, (), (), "")


def _load(root: Path, blobs: tuple[Blob, ...]) -> Collection:
    if not any(blob.path.startswith(f"{root.name}/") for blob in blobs):
        return nothing(root)
    return replace(collection.load(NOWHERE / root.name, instead=contents(root.parent, blobs)), root=root)


_loaded = lru_cache(maxsize=8)(_load)


@lru_cache(maxsize=2 * FARTHEST)
def _version(root: Path, blobs: tuple[Blob, ...]) -> str:
    return _load(root, blobs).version


def at(root: Path, revision: str) -> Collection:
    """The data as it was at a revision; an empty collection where there was none yet. Raises RevisionError."""
    return of_commit(root, resolve(root, revision))


def of_commit(root: Path, commit: str) -> Collection:
    """The data as it was at a commit, given by its full id. Raises RevisionError."""
    return _loaded(real(root), listing(real(root), commit))


def _commits(folder: Path, commit: str, limit: int, *paths: str, published: bool = False) -> list[Revision]:
    """A commit, by its full id, and those before it that touched the paths, newest first; `published`: of branches that
    were merged only the merge."""
    form = "--format=%H%x09%h%x09%cI%x09%P%x09%s"
    options = ["--no-commit-header", f"--max-count={limit}", form, "--encoding=UTF-8"]
    options += ["--first-parent"] * published
    lines = _git(folder, "rev-list", *options, commit, "--", *paths)
    found = []
    for line in lines.decode("utf-8", "replace").split("\n")[:-1]:
        full, short, date, parents, subject = line.split("\t", 4)
        found.append(Revision(full, short, parents.split(" ")[0] or None, datetime.fromisoformat(date), subject))
    return found


def named(root: Path, revision: str) -> Revision:
    """The commit that a revision names. Raises RevisionError."""
    return _commits(real(root).parent, resolve(root, revision), 1)[0]


def history(root: Path, limit: int = 50, published: bool = False) -> tuple[Revision, ...]:
    """The newest `limit` revisions that touched the curated folder or the held texts, newest first.

    With `published` only those that stood on the branch itself, the data as readers saw it: of a branch that was merged
    the merge alone. Raises RevisionError where there is no Git repository.
    A commit at which a shallow clone was cut off is left out: what it changed can't be known.
    """
    folder = real(root).parent
    cut, head = _shallow(folder), resolve(root, "HEAD")
    found = _commits(folder, head, limit, f"{real(root).name}/", "seeds/", published=published)
    return tuple(r for r in found if r.id not in cut)


def message(root: Path, revision: Revision, path: str) -> str:
    """The message of the newest commit that changed a file (`curated/taiyuan/2024.yaml`) with a revision: of a merge,
    the commit on the branch that was merged. Raises RevisionError."""
    folder, since = real(root).parent, [f"^{revision.parent}"] if revision.parent else []
    options = ["--no-commit-header", "--no-merges", "--max-count=1", "--format=%B", "--encoding=UTF-8"]
    found = _git(folder, "rev-list", *options, revision.id, *since, "--", path)
    found = found or _git(folder, "rev-list", *options[:1], *options[2:], revision.id)
    return found.decode("utf-8", "replace").strip()


def messages(root: Path, base: str, head: str) -> tuple[str, ...]:
    """The messages of the commits that touched the data and lead to `head` but not to `base`, newest first. Raises
    RevisionError."""
    ids = [resolve(root, revision) for revision in (base, head)]
    paths = ("--", f"{real(root).name}/", "seeds/")
    options = ["--no-commit-header", f"--max-count={FARTHEST}", "--format=%B%x00", "--encoding=UTF-8"]
    found = _git(real(root).parent, "rev-list", *options, ids[1], f"^{ids[0]}", *paths)
    return tuple(each.strip() for each in found.decode("utf-8", "replace").split("\0") if each.strip())


def of_version(root: Path, version: str) -> Revision | None:
    """The newest revision whose data has this version (`Collection.version`); None where none has. Raises
    RevisionError."""
    if not _VERSION.fullmatch(version):
        return None
    here = real(root)
    return next((r for r in history(root, FARTHEST) if _version(here, listing(here, r.id)) == version), None)
