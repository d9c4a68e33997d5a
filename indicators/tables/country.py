"""A curated folder compiled: what all its cities share, the head of each, and their tables in the cache.

A city is compiled anew only when one of its own files is another, one of its texts, the common catalogue, or what
another city has taken of the keys that it uses. What stood in a folder when it was last read is kept with the cache, so
that the next process reads no file that it need not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd

from indicators.collection.city_check import Common, read_common
from indicators.collection.files import Files, Stamps, shown, version
from indicators.collection.layers import Others, shared_out
from indicators.collection.rule_changes import RuleChange
from indicators.collection.watching import Watch
from indicators.model.problems import Problem
from indicators.model.schema import Indicator
from indicators.tables import building
from indicators.tables.building import Progress
from indicators.tables.head import Head
from indicators.tables.manifest import Manifest, Row
from indicators.tables.stored import Key, Store, Where, chosen, own_key, rest_key
from indicators.words.texts import said

_ROUNDS = 5  # of settling who has which key; two are enough unless files change meanwhile


def silent(done: int, of: int) -> None:
    """A progress that nobody watches."""


# Compared by identity, so that it can be the key of a cache.
@dataclass(frozen=True, eq=False)
class Country:
    """A curated folder as it was read. `rows` are its cities by folder; `held` are contents that stood in place of
    files on the disk, `compiled` the cities that had to be compiled for it, `of_folders` what is wrong with folders."""

    root: Path
    name: str
    common: Common
    rows: Mapping[str, Row]
    of_folders: tuple[Problem, ...]
    held: Mapping[str, bytes]
    store: Store = field(repr=False)
    compiled: tuple[str, ...] = ()

    @property
    def keys(self) -> set[Key]:
        """By what its cities are kept."""
        return {row.key for row in self.rows.values()}

    @property
    def heads(self) -> Iterable[Head]:
        """The heads of all folders."""
        return (row.head for row in self.rows.values())

    @cached_property
    def cities(self) -> dict[str, Head]:
        """The heads of the cities that can be shown, by folder."""
        return {folder: row.head for folder, row in self.rows.items() if row.head.names is not None}

    @cached_property
    def everyone(self) -> Others:
        """What the layers of all cities hold."""
        return shared_out({head.folder: (head.declared, head.code) for head in self.heads}, self.common.layer)

    @cached_property
    def catalogue(self) -> dict[str, Indicator]:
        """The indicators of both layers, by key."""
        return {**self.common.layer.entries, **{key: entry for head in self.heads for key, entry in head.own.items()}}

    @cached_property
    def former(self) -> dict[str, str]:
        """The present key by each that an indicator had before."""
        return {**self.common.layer.former, **{old: key for old, (key, _) in self.everyone.former.items()}}

    @cached_property
    def rules(self) -> dict[str, RuleChange]:
        """What each version of the rule turned, by version."""
        return {version: change.by(self.former) for version, change in self.common.rules.items()}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the data."""
        told = (problem.problem for head in self.heads for problem in head.problems)
        found = (*self.common.problems, *self.of_folders, *told)
        return tuple(sorted(found, key=lambda p: (p.path, p.line, p.column, p.code)))

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The files and entries that could not be used."""
        return (*self.common.left_out, *(left for head in self.heads for left in head.left_out))

    @cached_property
    def sums(self) -> dict[str, str]:
        """The SHA-256 of each file that was read, by path."""
        return {**self.common.sums, **{path: total for head in self.heads for path, total in head.sums.items()}}

    @cached_property
    def version(self) -> str:
        """The version of the data."""
        return version(self.sums)

    @cached_property
    def _folders(self) -> dict[str, str]:
        """The city that each file was read for."""
        return {path: head.folder for head in self.heads for path in head.sums}

    def original(self, path: str) -> bytes | None:
        """A file as it was when it was read; None where nobody has it so any more."""
        found = self.held.get(path) or self.common.contents.get(path)
        if found is None and (folder := self._folders.get(path)) is not None:
            found = self.store.original(self.rows[folder].key, path)
        return found if found is not None and hashlib.sha256(found).hexdigest() == self.sums.get(path) else None

    def text(self, folder: str, file: str) -> str:
        """The text that is held in a file for a city, as it was when it was read; empty where nobody has it so."""
        path = f"seeds/{file}"
        try:
            raw, total = Files(self.root, None, self.held).text(file)
        except OSError:
            raw, total = b"", ""
        if total != self.rows[folder].head.sums.get(path):
            raw = self.original(path) or b""
        return raw.decode("utf-8", "replace")

    def table(
        self,
        name: str,
        folder: str,
        tolerance: Decimal | None = None,
        columns: tuple[str, ...] | None = None,
        where: Where = (),
    ) -> pd.DataFrame:
        """A table of one city, or the columns and rows of it that are asked for. Made again where it is not kept."""
        key = self.rows[folder].key.at(tolerance)
        found = self.store.table(name, key, columns, where)
        if found is not None:
            return found
        others = self.everyone._replace(city=folder)
        files = Files(self.root, None, self.held)
        named, made, contents = building.compile_city(files, folder, self.common, others, tolerance)
        if named == key or key.nameless:  # else its files are others by now, and whoever reads next will see them
            self.store.keep(key, made.head, made.tables, contents)
        return chosen(made.tables[name], columns, where)

    def ready(self, tolerance: Decimal | None, progress: Progress = silent) -> None:
        """See to it that all cities are judged at a tolerance."""
        lacking = [folder for folder, row in self.rows.items() if not self.store.has(row.key.at(tolerance))]
        files = Files(self.root, None, self.held)
        if building.in_parallel(files, lacking, self.store):
            building.built(self.store, self.root, lacking, self.everyone, tolerance, progress)


def read(
    watch: Watch,
    held: Mapping[str, bytes] | None = None,
    before: Country | None = None,
    store: Store | None = None,
    progress: Progress = silent,
) -> Country:
    """Read the curated folder that is watched, as far as it is another than `before`, or than what the cache knows.

    `held` are contents to be read in place of files. What is wrong is in the country's problems; never raises on bad
    data.
    """
    return _Reading(watch, held or {}, before, store or (before.store if before else Store()), progress).run()


@dataclass(slots=True)
class _Reading:
    """One reading of a folder."""

    watch: Watch
    held: Mapping[str, bytes]
    before: Country | None
    store: Store
    progress: Progress
    made: list[str] = field(default_factory=list)  # the cities that had to be compiled

    def run(self) -> Country:
        files = Files(self.watch.root, None, self.held)
        if not files.exists():
            missing = Problem("missing-folder", said("there is no such folder"))
            problem = missing.at(shown(str(files.root)), 1, 1, "")
            empty = read_common(Files(Path(os.devnull), None, {f"{files.name}/indicators.yaml": b"{}"}))
            nothing = Common(empty.layer, {}, (), (), {}, {}, None)
            return Country(files.root, files.name, nothing, {}, (problem,), self.held, self.store)
        common = read_common(files)
        folders = files.folders()
        known = self.before.rows if self.before else Manifest.read(self.store, files.root)
        rows = {folder: row for folder in folders if (row := self.still(known.get(folder), folder, common)) is not None}
        stale = [folder for folder in folders if folder not in rows]
        everyone = shared_out(
            {f: (known[f].head.declared, known[f].head.code) for f in folders if f in known}, common.layer
        )
        rows |= self.compiled(files, common, stale, everyone)
        for _ in range(_ROUNDS):
            everyone = shared_out({f: (rows[f].head.declared, rows[f].head.code) for f in folders}, common.layer)
            other = [f for f in folders if not rows[f].head.stands(everyone)]
            if not other:
                break
            rows |= self.compiled(files, common, other, everyone)
        found = {folder: rows[folder] for folder in folders}
        if stale or found.keys() != known.keys():
            Manifest.write(self.store, files.root, found)
        return Country(
            files.root,
            files.name,
            common,
            found,
            tuple(files.problems),
            self.held,
            self.store,
            tuple(dict.fromkeys(self.made)),
        )

    def stamps(self, folder: str, texts: tuple[str, ...]) -> Stamps:
        """What a city is made of as it stands; what is held in place of a file stands for it."""
        found = self.watch.of_city(folder, texts)
        name = next(iter(self.watch.stamps), "")
        ours = (path for path in self.held if path in texts or path.startswith(f"{name}/{folder}/"))
        return found | {path: (len(self.held[path]), hash(self.held[path])) for path in ours}

    def still(self, row: Row | None, folder: str, common: Common) -> Row | None:
        """What is known of a city, where all that it was made of stands as it did."""
        if row is None or common.key is None or row.common != common.key:
            return None
        return row if row.stamps == self.stamps(folder, row.head.texts) else None

    def compiled(self, files: Files, common: Common, folders: list[str], everyone: Others) -> dict[str, Row]:
        """Cities found in the cache by what they are made of, or else compiled."""
        found: dict[str, tuple[Key, Head]] = {}
        for folder in folders:
            kept = self.kept(files, common, folder, everyone._replace(city=folder))
            if kept is not None:
                found[folder] = kept
        kept_already = set(found)
        lacking = [folder for folder in folders if folder not in found]
        if building.in_parallel(files, lacking, self.store):
            for folder, key in building.built(self.store, files.root, lacking, everyone, None, self.progress).items():
                head = self.store.head(key)
                if head is not None:
                    found[folder] = key, head
            lacking = [folder for folder in lacking if folder not in found]
        for n, folder in enumerate(lacking, 1):
            named, made, contents = building.compile_city(files, folder, common, everyone._replace(city=folder))
            key = named or self.store.nameless(folder)
            self.store.keep(key, made.head, made.tables, contents)
            found[folder] = key, made.head
            self.progress(n, len(lacking))
        self.made += [folder for folder in folders if folder in found and folder not in kept_already]
        return {
            folder: Row(key, head, self.stamps(folder, head.texts), common.key) for folder, (key, head) in found.items()
        }

    def kept(self, files: Files, common: Common, folder: str, others: Others) -> tuple[Key, Head] | None:
        """A city in the cache that was made of the very files that stand there now."""
        mine = files.of_city(folder, {})
        sums = {path: mine.file(path).sum for path in mine.of(folder)}
        if common.key is None or mine.problems or None in sums.values():
            return None
        own = own_key(common.key, files.name, {path: total for path, total in sums.items() if total})
        for key, head in self.store.heads(folder, own):
            if head.stands(others) and key.rest == rest_key(_sums(mine, head.texts), head.others):
                return key, head
        return None


def _sums(files: Files, texts: tuple[str, ...]) -> dict[str, str | None]:
    """The SHA-256 of each text; None where it can't be read."""
    found: dict[str, str | None] = {}
    for path in texts:
        try:
            found[path] = files.text(path.removeprefix("seeds/"))[1]
        except OSError:
            found[path] = None
    return found
