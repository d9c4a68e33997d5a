"""What stood in a curated folder when it was last read: each city's head, by what it is kept, and the stamps of its
files; with it the next process knows what it need not read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Hashable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.collection.files import Stamps
from indicators.disk import cache_folder, whole
from indicators.tables.head import Head
from indicators.tables.stored import READING, Key, Store

_FRESH = 2_000_000_000  # nanoseconds: what was written so shortly before may be written again without another stamp


class Row(NamedTuple):
    """A city as it was read: by what it is kept, its head, the stamps of all that it was made of, and what stands for
    the catalogue (`Common.key`)."""

    key: Key
    head: Head
    stamps: Stamps
    common: Hashable


class Manifest:
    """The rows of a folder, kept in the cache."""

    @staticmethod
    def _file(store: Store, root: Path) -> Path:
        name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:20]
        return store.place / "folders" / f"{name}.parquet"

    @classmethod
    def read(cls, store: Store, root: Path) -> dict[str, Row]:
        """The cities of a folder as they were last read; none where that is not known."""
        try:
            table = pq.read_table(cls._file(store, root), page_checksum_verification=True, partitioning=None)
            rows = [_row(told) for told in table.to_pylist()]
        except READING:
            return {}
        return {row.head.folder: row for row in rows}

    @classmethod
    def write(cls, store: Store, root: Path, rows: Mapping[str, Row]) -> None:
        """Keep the cities of a folder; where that can't be, the next process looks at all files."""
        now, told = time.time_ns(), []
        for row in rows.values():
            if row.common is not None and not row.key.nameless:
                sure = now - _FRESH
                stamps = {
                    path: stamp if len(stamp) > 2 and max(stamp[:2]) < sure else ()
                    for path, stamp in row.stamps.items()
                }
                told.append(
                    {
                        "key": json.dumps(row.key),
                        "head": row.head.model_dump_json(),
                        "stamps": json.dumps(stamps),
                        "common": json.dumps(row.common),
                    }
                )
        buffer, file = io.BytesIO(), cls._file(store, root)
        columns = {name: pa.array([each[name] for each in told], pa.string()) for name in Row._fields}
        with suppress(OSError):
            pq.write_table(pa.table(columns), buffer, compression="zstd", write_page_checksum=True)
            file.parent.mkdir(parents=True, exist_ok=True)
            whole.write(file, buffer.getvalue(), flushed=False)
            cache_folder.clear_programs(store.place)


def _row(told: Mapping[str, str]) -> Row:
    stamps = {path: tuple(stamp) for path, stamp in json.loads(told["stamps"]).items()}
    common = json.loads(told["common"])
    return Row(Key(*json.loads(told["key"])), Head.model_validate_json(told["head"]), stamps, tuple(common))
