"""The way of a contribution's files to the project: all in one file, and GitHub's pages that take them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from urllib.parse import urlencode

from indicators.views.contribution import Sheet

LONGEST_ADDRESS = 6000  # characters; GitHub refuses longer ones


def packed(sheets: Sequence[Sheet]) -> bytes:
    """All files in one .zip, at their paths in the project."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            archive.writestr(zipfile.ZipInfo(sheet.path, (1980, 1, 1, 0, 0, 0)), sheet.content)
    return made.getvalue()


def on_github(repository: str, sheet: Sheet) -> tuple[str, bool]:
    """The address of GitHub's page on which this file is begun, edited or (a held text) uploaded, and whether the page
    holds the content already."""
    folder, name = sheet.path.rsplit("/", 1)
    if sheet.held:
        return f"{upload_page(repository)}/{folder}", False
    if not sheet.new:
        return f"https://github.com/{repository}/edit/main/{sheet.path}", False
    page = f"https://github.com/{repository}/new/main/{folder}?"
    filled = page + urlencode({"filename": name, "value": sheet.content.decode()})
    return (filled, True) if len(filled) <= LONGEST_ADDRESS else (page + urlencode({"filename": name}), False)


def upload_page(repository: str) -> str:
    """The address of GitHub's page that takes whole folders."""
    return f"https://github.com/{repository}/upload/main"
