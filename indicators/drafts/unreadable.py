"""A file that can't be read, as the readers of its kinds say it to `reports`, which turns it into a line."""

from __future__ import annotations

from indicators.words.texts import Said

LONGEST = 500_000  # characters of a text; the longest reports have a tenth


class UnreadableError(Exception):
    """Why a file can't be read (`what`), and what to do about it (`cure`)."""

    def __init__(self, what: Said, cure: Said) -> None:
        super().__init__(what.message)
        self.what, self.cure = what, cure
