"""The files of a curated folder and the held texts, from disk, or from memory where they are not saved yet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from indicators.collection import yamlfile
from indicators.collection.yamlfile import YamlFile

_APART = (".", "_")  # how the names of files and folders begin that are not data


class Files:
    """What can be read, by the paths that problems name: `curated/taiyuan/2024.yaml`, `seeds/report.txt`.

    `instead` holds contents by such paths, which replace files on disk or add to them. With `city` no other city's
    folder is seen. `digest` is a hash of all that has been read, the version of the data.
    """

    def __init__(self, root: Path, seeds: Path, instead: Mapping[str, bytes], city: str | None = None) -> None:
        self.root, self.seeds, self.instead, self.city = root, seeds, instead, city
        self.name = Path(os.path.abspath(root)).name
        self.digest = hashlib.sha256()

    def exists(self) -> bool:
        """Whether there is a curated folder to read."""
        return self.root.is_dir() or any(path.startswith(f"{self.name}/") for path in self.instead)

    def holds(self, path: str) -> bool:
        """Whether there is such a file in the curated folder."""
        return path in self.instead or (self.root / path.removeprefix(f"{self.name}/")).is_file()

    def folders(self) -> list[str]:
        """The names of the cities' folders, sorted."""
        found = {p.name for p in self.root.iterdir() if p.is_dir()} if self.root.is_dir() else set()
        found |= {
            path.split("/")[1] for path in self.instead if path.startswith(f"{self.name}/") and path.count("/") == 2
        }
        return sorted(
            name for name in found if not name.startswith(_APART) and name != "schema" and self.city in (None, name)
        )

    def of(self, folder: str) -> list[str]:
        """The paths of a city's YAML files, sorted."""
        on_disk = self.root / folder
        found = {p.name for p in on_disk.iterdir()} if on_disk.is_dir() else set()
        found |= {path.split("/")[2] for path in self.instead if path.startswith(f"{self.name}/{folder}/")}
        return sorted(
            f"{self.name}/{folder}/{name}"
            for name in found
            if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        )

    def yaml(self, path: str, again: bool = False) -> YamlFile:
        """A curated file, read; `again` leaves out of `digest` what it has taken in before."""
        content = self.instead.get(path)
        if content is None:
            return yamlfile.read(self.root / path.removeprefix(f"{self.name}/"), path, None if again else self.digest)
        if not again:
            self.digest.update(content)
        return yamlfile.parse(content, path)

    def text(self, name: str) -> bytes:
        """The bytes of a held text; raises `OSError` where it is not there."""
        content = self.instead.get(f"seeds/{name}")
        raw = (self.seeds / name).read_bytes() if content is None else content
        self.digest.update(raw)
        return raw
