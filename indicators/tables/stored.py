"""Compiled cities as Parquet files, one dataset a table, partitioned by city and named by what they were made of.

A file's name says all that its content depends on (the city's files, its texts, the catalogue, what other cities have
taken; the program stands in the folder's name), so none can be out of date, and several processes that write the same
write the same bytes. A file takes its place whole (`disk.whole`); one that is torn all the same, or gone, is found by
its checksums and made again. Where nothing can be written, it is kept in memory.

    <cache>/<program>/<table>/city=<folder>/<made of>-<texts and others>.parquet
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.collection.layers import Others
from indicators.disk import cache_folder, whole
from indicators.tables.head import Head

HEADS = "heads"  # of the dataset of heads, with the files that each city was made of
READING = (OSError, pa.ArrowException, ValueError, KeyError)  # by which a file shows that it is no use

Where = Sequence[tuple[str, str, object]]  # filters of pyarrow: column, operator, value; all are to hold


class Key(NamedTuple):
    """What a compiled city was made of: `folder`, a hash over its own files and the catalogue, one over its texts and
    what it saw of other cities, and the tolerance that it is judged at, empty for the stated ones."""

    folder: str
    own: str
    rest: str
    tolerance: str = ""

    @property
    def file(self) -> str:
        """The name of its file in each dataset."""
        return f"{self.own}-{self.rest}{'-' + self.tolerance if self.tolerance else ''}.parquet"

    @property
    def nameless(self) -> bool:
        """Whether nobody knows what the city was made of: then it is kept in memory alone, for one reading."""
        return not self.own

    def at(self, tolerance: Decimal | None) -> Key:
        """The same city judged at another tolerance."""
        return self._replace(tolerance="" if tolerance is None else f"{float(tolerance):g}")


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:20]


def own_key(common: object, name: str, sums: Mapping[str, str]) -> str:
    """A hash over what a city's folder holds: `sums` of its files by path; `common` stands for the catalogue."""
    return _hash(common, name, sorted(sums.items()))


def rest_key(texts: Mapping[str, str | None], others: Others) -> str:
    """A hash over a city's texts, by path, and what it saw of other cities."""
    return _hash(sorted(texts.items()), *(sorted(each.items()) for each in others[:3]))


class Store:
    """The cache of compiled cities. Safe for several processes at once."""

    def __init__(self, place: Path | None = None) -> None:
        self.place = (cache_folder.place() if place is None else place) / cache_folder.program()
        self._tables: dict[tuple[str, Key], pa.Table] = {}  # what could not be written
        self._heads: dict[Key, Head] = {}
        self._originals: dict[Key, Mapping[str, bytes]] = {}

    def writable(self) -> bool:
        """Whether anything can be written there now."""
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            whole.write(self.place / "writable", b"", flushed=False)
        except OSError:
            return False
        return True

    def keep(self, key: Key, head: Head, tables: Mapping[str, pd.DataFrame], originals: Mapping[str, bytes]) -> None:
        """Keep a compiled city with the files that it was made of, by path."""
        made = {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in tables.items()}
        try:
            if key.nameless:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            for name, table in made.items():
                self._write(name, key, table)
            self._write(HEADS, key, _originals(originals, head))  # last: where it stands, the tables do
        except OSError:
            self._tables |= {(name, key): table for name, table in made.items()}
            self._heads[key], self._originals[key] = head, originals

    def _file(self, name: str, key: Key) -> Path:
        return self.place / name / f"city={key.folder}" / key.file

    def _write(self, name: str, key: Key, table: pa.Table) -> None:
        """Write one file. It is not flushed: that would take longer than to make it again."""
        file, buffer = self._file(name, key), io.BytesIO()
        pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.write(file, buffer.getvalue(), flushed=False)
        cache_folder.clear(file)  # what stood there for long: by now the city is another

    def table(
        self, name: str, key: Key, columns: Sequence[str] | None = None, where: Where = ()
    ) -> pd.DataFrame | None:
        """A table of a city, or those of its columns and rows that are asked for; None where it is not kept."""
        kept = self._tables.get((name, key))
        if kept is not None:
            return _chosen(kept, columns, where)
        try:
            found = pq.read_table(
                self._file(name, key),
                columns=None if columns is None else list(columns),
                filters=list(where) or None,
                page_checksum_verification=True,
                partitioning=None,
                use_threads=False,
            )
        except READING:
            return None
        frame: pd.DataFrame = found.to_pandas()
        return frame

    def heads(self, folder: str, own: str) -> Iterator[tuple[Key, Head]]:
        """What is kept of a city with these very files, at the stated tolerances: with these texts or others."""
        yield from ((key, head) for key, head in self._heads.items() if (key.folder, key.own) == (folder, own))
        try:
            names = sorted(os.listdir(self.place / HEADS / f"city={folder}"))
        except OSError:
            return
        for name in names:
            had, _, rest = name.removesuffix(".parquet").partition("-")
            if had == own and "-" not in rest and name.endswith(".parquet"):
                head = self.head(key := Key(folder, own, rest))
                if head is not None:
                    yield key, head

    @staticmethod
    def nameless(folder: str) -> Key:
        """By what a city is kept of which nobody knows what it was made of."""
        return Key(folder, "", secrets.token_hex(8))

    def has(self, key: Key) -> bool:
        """Whether a city is kept."""
        return key in self._heads or self._file(HEADS, key).exists()

    def forget(self, used: Set[Key]) -> None:
        """Let go of what is kept in memory and no longer used, at whatever tolerance."""
        for key in [key for key in self._heads if key._replace(tolerance="") not in used]:
            del self._heads[key], self._originals[key]
        for name, key in [(name, key) for name, key in self._tables if key not in self._heads]:
            del self._tables[name, key]

    def head(self, key: Key) -> Head | None:
        """The head of a city; None where it is not kept."""
        if key in self._heads:
            return self._heads[key]
        try:
            found = pq.read_schema(self._file(HEADS, key))
            return Head.model_validate_json(found.metadata[b"head"])
        except READING:
            return None

    def original(self, key: Key, path: str) -> bytes | None:
        """A file that a kept city was made of; None where it is not kept."""
        if key in self._originals:
            return self._originals[key].get(path)
        found = self.table(HEADS, key, ("content",), (("path", "==", path),))
        return None if found is None or found.empty else bytes(found["content"].iloc[0])

    def size(self, keys: Iterable[Key]) -> int:
        """The bytes on the disk of some cities."""
        total = 0
        for key in keys:
            for name in (*_TABLES, HEADS):
                with suppress(OSError):
                    total += self._file(name, key).stat().st_size
        return total


_TABLES = ("promises", "figures", "histories", "sources")


def _chosen(table: pa.Table, columns: Sequence[str] | None, where: Where) -> pd.DataFrame:
    table = table.filter(pq.filters_to_expression(list(where))) if where else table
    found: pd.DataFrame = (table if columns is None else table.select(list(columns))).to_pandas()
    return found


def chosen(frame: pd.DataFrame, columns: Sequence[str] | None, where: Where) -> pd.DataFrame:
    """The columns and rows of a frame that are asked for, as they would come from a file."""
    return _chosen(pa.Table.from_pandas(frame, preserve_index=False), columns, where)


def _originals(contents: Mapping[str, bytes], head: Head) -> pa.Table:
    columns = {"path": pa.array(contents.keys(), pa.string()), "content": pa.array(contents.values(), pa.binary())}
    table = pa.table(columns)
    return table.replace_schema_metadata({"head": head.model_dump_json()})
