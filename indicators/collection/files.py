"""The files of a curated folder and the held texts, from disk, or from memory where they are not saved yet.

All that lists or reads data goes through here. Data are the regular files that stand in the folders themselves; what
else has the name of data (a link, a folder, a pipe) is told of, and hidden files are passed over, as editors and
writers leave them for a while.
"""

from __future__ import annotations

import copy
import errno
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from indicators.collection import yamlfile
from indicators.collection.yamlfile import Keys, YamlFile
from indicators.disk import reasons, regular
from indicators.disk.regular import Entry, NotRegularError
from indicators.model.problems import Problem
from indicators.model.values import FOLDER
from indicators.words.texts import said

LARGEST_TEXT = 10 * 2**20  # bytes, as of a report that is handed in; one has some 60,000
LARGEST_WHOLE = 400_000_000  # bytes that are read at once and kept in memory; a thousand cities have some 100 MB
_APART = (".", "_")  # how the names of files and folders begin that are not data
_ENDINGS = (".yaml", ".yml")

Stamps = dict[str, tuple[int, ...]]


def shown(name: str) -> str:
    """A name from the disk as it can be printed and sent: what is no character, or can't be seen, as its code."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


@dataclass(frozen=True)
class CuratedFile:
    """A curated file that was read; it is parsed when its data is asked for, or where something stands in it.

    `content` is None, and `error` says why, where it can't be read.
    """

    path: str
    content: bytes | None
    error: OSError | None = None

    @cached_property
    def sum(self) -> str | None:
        """The SHA-256 of its bytes; None where it can't be read."""
        return None if self.content is None else hashlib.sha256(self.content).hexdigest()

    @cached_property
    def yaml(self) -> YamlFile:
        """Its data. One that can't be read is a problem like any other."""
        if self.content is None:
            return yamlfile.unread(self.path, self.error or OSError())
        return yamlfile.parse(self.content, self.path)

    def place(self, problem: Problem, keys: Keys = ()) -> Problem:
        """The problem with this file's path and the place the keys lead to."""
        return self.yaml.place(problem, keys)


class Files:
    """What can be read, by the paths that problems name: `curated/taiyuan/2024.yaml`, `seeds/report.txt`.

    `seeds` is the folder of the held texts, None for `seeds` beside the curated folder. `instead` holds contents by
    such paths, which replace files on disk or add to them. With `city` no other city's folder is seen. `sums` has the
    SHA-256 of all that has been read, by path; `contents` is what was read, and None unless it is to be kept.
    `problems` is what is wrong with the folders themselves.
    """

    def __init__(
        self,
        root: Path,
        seeds: Path | None,
        instead: Mapping[str, bytes],
        city: str | None = None,
        contents: dict[str, bytes] | None = None,
    ) -> None:
        self.root, self.instead, self.city, self.contents = root, instead, city, contents
        self.name = shown(Path(os.path.abspath(root)).name)
        self.sums: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._texts = _below(root, seeds)
        self._listed: dict[str, list[Entry]] = {}
        self._given = _by_folder(instead, self.name)
        self._taken = [0]  # bytes that were read, of all that read together

    def of_city(self, folder: str, contents: dict[str, bytes] | None = None) -> Files:
        """The same files for the reading of one city: with sums and problems of its own, and, where `contents` are
        given, what is read put there alone."""
        found = copy.copy(self)
        found.city, found.sums, found.problems, found._listed = folder, {}, [], {}
        if contents is not None:
            found.contents, found._taken = contents, [0]
        return found

    def exists(self) -> bool:
        """Whether there is a curated folder to read."""
        return os.path.isdir(self.root) or any(path.startswith(f"{self.name}/") for path in self.instead)

    def holds(self, path: str) -> bool:
        """Whether something of that name stands in the curated folder."""
        return path in self.instead or path in {f"{self.name}/{each.name}" for each in self._entries("")}

    def folders(self) -> list[str]:
        """The names of the cities' folders, sorted. What stands in a city's place and can't be one is told of."""
        found = set(self._given)
        for each in self._entries(""):
            if each.kind == "folder" and not _is_yaml(each.name):  # that one would be a file's
                found.add(each.name)
            elif each.kind == "link" and self._wanted(each.name) and os.path.isdir(self.root / each.name):
                self._tell(f"{self.name}/{shown(each.name)}", NotRegularError("link"))
        named = {name for name in found if self._wanted(name)}
        for name in sorted(name for name in named if not FOLDER.fullmatch(name)):
            what = said("a city's folder is named in lower-case letters: {city}", city=shown(name))
            self.problems.append(Problem("folder-name", what).at(f"{self.name}/{shown(name)}", 1, 1, ""))
        return sorted(name for name in named if FOLDER.fullmatch(name))

    def _wanted(self, folder: str) -> bool:
        return not folder.startswith(_APART) and folder != "schema" and self.city in (None, folder)

    def of(self, folder: str) -> list[str]:
        """The paths of all that is named like a YAML file in a city's folder, sorted."""
        names = {each.name for each in self._entries(folder)}
        names |= self._given.get(folder, set())
        return sorted(f"{self.name}/{folder}/{shown(name)}" for name in names if _is_yaml(name))

    def file(self, path: str) -> CuratedFile:
        """A curated file, read."""
        content = self.instead.get(path)
        try:
            if content is None:
                content = regular.read(self.root, path.removeprefix(f"{self.name}/"), yamlfile.LARGEST)
            self._take(len(content))
        except OSError as error:
            return CuratedFile(path, None, error)
        found = CuratedFile(path, content)
        self._note(path, content, found.sum or "")
        return found

    def text(self, name: str) -> tuple[bytes, str]:
        """The bytes of a held text, and their SHA-256. Raises OSError where there is none of that name, or one that is
        too large."""
        if name.startswith(".") or "/" in name:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        content = self.instead.get(f"seeds/{name}")
        folder, below = self._texts
        raw = regular.read(folder, f"{below}{name}", LARGEST_TEXT) if content is None else content
        if len(raw) > LARGEST_TEXT:
            raise regular.TooLargeError(LARGEST_TEXT)
        self._take(len(raw))
        total = hashlib.sha256(raw).hexdigest()
        self._note(f"seeds/{name}", raw, total)
        return raw, total

    def _take(self, size: int) -> None:
        """Take in what was read. Raises OSError where it would be more than is kept in memory."""
        if self._taken[0] + size > LARGEST_WHOLE:
            raise regular.TooLargeError(LARGEST_WHOLE)
        self._taken[0] += size

    def _note(self, path: str, content: bytes, total: str) -> None:
        self.sums[path] = total
        if self.contents is not None:
            self.contents[path] = content

    def _entries(self, folder: str) -> list[Entry]:
        """What stands in the curated folder, or in one of its folders, listed once; the names of hidden files are left
        out. What keeps it from being listed is told of."""
        if folder not in self._listed:
            try:
                found = regular.entries(self.root, folder)
            except FileNotFoundError:
                found = []
            except OSError as error:
                found = []
                self._tell("/".join(filter(None, (self.name, folder))), error)
            self._listed[folder] = [each for each in found if not each.name.startswith(".")]
        return self._listed[folder]

    def _tell(self, path: str, error: OSError) -> None:
        what = said("the folder can't be read: {why}", why=reasons.why(error))
        self.problems.append(Problem("unreadable", what, yamlfile.cure(error)).at(path, 1, 1, ""))


def version(sums: Mapping[str, str]) -> str:
    """The version of data by the SHA-256 of each of its files: which files there are, and what stands in them."""
    told = "".join(f"{path}\0{total}\n" for path, total in sorted(sums.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _by_folder(paths: Iterable[str], name: str) -> dict[str, set[str]]:
    """The names of those of the paths that stand in a city's folder, by that folder."""
    found: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == name:
            found.setdefault(parts[1], set()).add(parts[2])
    return found


def _below(root: Path, seeds: Path | None) -> tuple[Path, str]:
    """The folder that the held texts are below, and the path from there. Beside the curated folder `seeds` has to be
    a folder: what is a link there may have come with the data, and could lead anywhere."""
    if seeds is not None:
        return seeds, ""
    beside = Path(os.path.realpath(root)).parent if regular.possible(str(root)) else root
    return beside, "seeds/"


def content(root: Path, name: str) -> bytes | None:
    """The bytes of a file by its path below a curated folder; None where there is none that could be data."""
    try:
        found = regular.read(root, name, yamlfile.LARGEST)
    except OSError:
        return None
    return found if len(found) <= yamlfile.LARGEST else None


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def stamps(root: Path) -> Stamps:
    """The files of a curated folder and its `seeds/` that the data may be made of, by the paths of problems, each with
    what changes when it is written or replaced. Hidden files, and what vanishes meanwhile, are left out; a folder that
    can't be listed stands there with a question mark. Nothing is raised."""
    found: Stamps = {}
    for path in (*watched(root), "seeds"):
        found |= stamps_of(root, path)
    return found


def watched(root: Path) -> list[str]:
    """The paths of the curated folder and of those in it that may be cities."""
    name = shown(Path(os.path.abspath(root)).name)
    try:
        found = regular.entries(root)
    except OSError:
        found = []
    folders = [each.name for each in found if each.kind == "folder" and not each.name.startswith(_APART)]
    return [name, *(f"{name}/{folder}" for folder in folders if folder != "schema")]


def stamps_of(root: Path, path: str) -> Stamps:
    """The same of one folder, by its path: the curated one, a city's, or `seeds`."""
    city = path.partition("/")[2]
    folder, below = _below(root, None) if path == "seeds" else (root, city)
    try:
        found = regular.entries(folder, below)
    except OSError as error:
        return {f"{path}?": (error.errno or 0,)}
    return {
        f"{path}/{shown(each.name)}": each.stamp
        for each in found
        if not each.name.startswith(".") and (each.kind != "folder" or _is_yaml(each.name))
    }


def stamp_of(root: Path, path: str) -> tuple[int, ...]:
    """What changes when something in a folder is added, taken away or replaced; empty where there is no such folder."""
    folder, below = _below(root, None) if path == "seeds" else (root, path.partition("/")[2])
    try:
        state = os.stat(folder / below)
    except (OSError, ValueError):
        return ()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_ino
