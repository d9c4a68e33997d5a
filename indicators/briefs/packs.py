"""Several briefings in one zip, with a manifest that says what each is; the same briefings give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from indicators.briefs.assembling import brief
from indicators.briefs.browser import TABS
from indicators.briefs.rendering import make
from indicators.briefs.request import Request, filename
from indicators.tables import Frames

MANIFEST = "manifest.json"


def pack(
    frames: Frames,
    requests: Sequence[Request],
    endings: Sequence[str],
    told: Callable[[int, int, str], None] | None = None,
    scale: float = 2,
) -> bytes:
    """The zip with a file for every request and ending.

    `told` is called after each file: how many are made, how many there will be, the file's name. Raises BriefError as
    `brief` and `make` do: a pack is whole or isn't made.
    """
    langs, themes = {r.lang for r in requests}, {r.theme for r in requests}
    buffer = io.BytesIO()
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder, ThreadPoolExecutor(TABS) as hands:
        briefs = [brief(frames, request) for request in requests]
        wanted = [(found, ending) for found in briefs for ending in endings]
        files = hands.map(lambda one: make(one[0], one[1], scale), wanted)
        for (found, ending), data in zip(wanted, files, strict=True):
            request = found.request
            stem, _, _ = filename(request, ending).rpartition(".")
            more = [request.lang] * (len(langs) > 1) + [request.theme] * (len(themes) > 1)
            name = f"{'-'.join([stem, *more])}.{ending}"
            _add(folder, name, data, found.date)
            listed.append(
                {
                    "file": name,
                    "bytes": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "kind": request.kind,
                    "cities": request.cities,
                    "years": request.years,
                    "indicator": request.indicator,
                    "lang": request.lang,
                    "theme": request.theme,
                    "title": found.title,
                    "sentence": found.sentence,
                    "filtered": found.filtered,
                    "tolerance": None if frames.tolerance is None else str(frames.tolerance),
                    "date": found.date,
                    "version": found.version,
                    "rule": frames.rule,
                    "address": found.address,
                    "command": found.command,
                }
            )
            if told is not None:
                told(len(listed), len(wanted), name)
        manifest = {"files": listed}
        _add(
            folder,
            MANIFEST,
            (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode(),
            briefs[0].date if briefs else "",
        )
    return buffer.getvalue()


def _add(folder: zipfile.ZipFile, name: str, data: bytes, date: str) -> None:
    """A file in the zip, of the data's date: the clock must not change the bytes."""
    year, month, day = (int(part) for part in (date or "1980-01-01").split("-"))
    entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    folder.writestr(entry, data)
