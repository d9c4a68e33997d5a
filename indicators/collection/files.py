"""The files of a curated folder and the held texts, from disk, or from memory where they are not saved yet.

All that lists or reads data goes through here. Data are the regular files that stand in the folders themselves; what
else has the name of data (a link, a folder, a pipe) is told of, and hidden files are passed over, as editors and
writers leave them for a while.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
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
LARGEST_WHOLE = 400_000_000  # bytes of all files together, which are kept in memory; a thousand cities have some 100 MB
_APART = (".", "_")  # how the names of files and folders begin that are not data
_ENDINGS = (".yaml", ".yml")

Stamps = tuple[tuple[str, tuple[int, ...]], ...]


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
    def sum(self) -> bytes | None:
        """The SHA-256 of its bytes; None where it can't be read."""
        return None if self.content is None else hashlib.sha256(self.content).digest()

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
    such paths, which replace files on disk or add to them. With `city` no other city's folder is seen. `digest` is a
    hash of all that has been read, the version of the data; `contents` is what was read, by path, and None unless it
    is to be kept. `problems` is what is wrong with the folders themselves.
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
        self.digest = hashlib.sha256()
        self.problems: list[Problem] = []
        self._texts = _below(root, seeds)
        self._listed: dict[str, list[Entry]] = {}
        self._bytes = 0

    def exists(self) -> bool:
        """Whether there is a curated folder to read."""
        return os.path.isdir(self.root) or any(path.startswith(f"{self.name}/") for path in self.instead)

    def holds(self, path: str) -> bool:
        """Whether something of that name stands in the curated folder."""
        return path in self.instead or path in {f"{self.name}/{each.name}" for each in self._entries("")}

    def folders(self) -> list[str]:
        """The names of the cities' folders, sorted. What stands in a city's place and can't be one is told of."""
        found = {path.split("/")[1] for path in self.instead if self._is_in(path, self.name, 3)}
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
        names |= {path.split("/")[2] for path in self.instead if self._is_in(path, f"{self.name}/{folder}", 3)}
        return sorted(f"{self.name}/{folder}/{shown(name)}" for name in names if _is_yaml(name))

    @staticmethod
    def _is_in(path: str, folder: str, parts: int) -> bool:
        return path.startswith(f"{folder}/") and path.count("/") == parts - 1

    def file(self, path: str) -> CuratedFile:
        """A curated file, read."""
        content = self.instead.get(path)
        try:
            if content is None:
                content = regular.read(self.root, path.removeprefix(f"{self.name}/"), yamlfile.LARGEST)
            self._take(path, content)
        except OSError as error:
            return CuratedFile(path, None, error)
        return CuratedFile(path, content)

    def text(self, name: str) -> bytes:
        """The bytes of a held text. Raises OSError where there is none of that name, or one that is too large."""
        if name.startswith(".") or "/" in name:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        content = self.instead.get(f"seeds/{name}")
        folder, below = self._texts
        raw = regular.read(folder, f"{below}{name}", LARGEST_TEXT) if content is None else content
        if len(raw) > LARGEST_TEXT:
            raise regular.TooLargeError(LARGEST_TEXT)
        self._take(f"seeds/{name}", raw)
        return raw

    def _take(self, path: str, content: bytes) -> None:
        """Take in what was read. Raises OSError where it would be more than is kept in memory."""
        if self._bytes + len(content) > LARGEST_WHOLE:
            raise regular.TooLargeError(LARGEST_WHOLE)
        self._bytes += len(content)
        self.digest.update(content)
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
    """The names in a curated folder and its `seeds/` that the data may be made of, each with what changes when it is
    written or replaced. Hidden files, and what vanishes meanwhile, are left out; nothing is raised."""
    seen = list(_stamps(root, ""))
    for name in [name for name, kind, _ in seen if kind == "folder" and not name.startswith(_APART)]:
        seen += _stamps(root, name)
    folder, below = _below(root, None)
    seen += _stamps(folder, below)
    return tuple((name, stamp) for name, kind, stamp in seen if kind != "folder" or _is_yaml(name))


def _stamps(root: Path, folder: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    try:
        found = regular.entries(root, folder)
    except OSError as error:
        yield f"{folder}?", "", (error.errno or 0,)
        return
    for each in found:
        if not each.name.startswith("."):
            yield (f"{folder}/{each.name}" if folder else each.name), each.kind, each.stamp
