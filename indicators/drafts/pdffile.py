"""The words of a PDF that has text, page by page, without page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from indicators.drafts.unreadable import LONGEST, UnreadableError
from indicators.words import radicals
from indicators.words.texts import said

# The library is imported where it is needed: it takes longer to load than most commands run.

_PAGES = 400  # of a PDF; no report of a government has more
_BOUNDS: Mapping[str, Any] = {  # of one stream, in bytes unless said otherwise; a page of text has some ten thousand
    "zlib_maximum_output_length": 16 * 2**20,
    "lzw_maximum_output_length": 16 * 2**20,
    "run_length_maximum_output_length": 16 * 2**20,
    "brotli_maximum_output_length": 16 * 2**20,
    "array_based_stream_maximum_output_length": 16 * 2**20,
    "stream_decoding_work_maximum_length": 64 * 2**20,
    "stream_parsing_work_maximum_count": 1_000_000,  # operators and what they work on
    "xform_maximum_invocations_per_extraction": 500,  # forms drawn within forms, of one page
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(r"^[ \t]*[-—–·]?[ \t]*(?:第[ \t]*)?\d{1,3}(?:[ \t]*页)?[ \t]*[-—–·]?[ \t]*$", re.MULTILINE)


def words_of_pdf(data: bytes) -> str:
    """The text of a PDF, a line for each of its lines. Raises UnreadableError."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    try:
        with apply_configuration(**_BOUNDS):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError(
                    said("the PDF is locked with a password"), said("unlock it, or copy its text into a .txt file")
                )
            if len(reader.pages) > _PAGES:
                raise UnreadableError(said("the PDF has more than 400 pages"), said("give the report alone"))
            pages, total = [], 0
            for page in reader.pages:
                pages.append(page.extract_text() or "")
                total += len(pages[-1])
                if total > LONGEST:
                    break
    # pypdf raises many kinds on damaged files, not all of its own.
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        ArithmeticError,
    ) as error:
        raise UnreadableError(
            said("the PDF is damaged or of an unknown kind"), said("copy its text into a .txt file")
        ) from error
    text = radicals.plain(_PAGE_NUMBER.sub("", "\n".join(pages)))
    if len(_HAN.findall(text)) < 20 * min(1, len(pages)) and not _LETTER.search(text):
        raise UnreadableError(
            said("the PDF has no text: it is a scan"), said("take the text from it first (OCR) and read it over")
        )
    return text
