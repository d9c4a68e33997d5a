"""The words of a Word document (.docx): its paragraphs and tables.

The document is read block by block as it unpacks, so that what a small file unpacks to is never held at once; each
block is an element of python-docx, which knows how the words stand in it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from indicators.drafts.unreadable import LONGEST, UnreadableError
from indicators.words.texts import said

if TYPE_CHECKING:
    from lxml import etree
# The libraries are imported where they are needed: they take longer to load than most commands run.

_UNPACKED = 64 * 2**20  # bytes that a .docx may unpack to
_BLOCK = 4 * 2**20  # bytes of one paragraph or table; the largest table of a report has a tenth
_CHUNK = 2**16
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of_document(data: bytes) -> str:
    """The paragraphs of a .docx and the rows of its tables, a line each. Raises UnreadableError."""
    lines, length = [], 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for line in _lines(packed, _document(packed)):
                lines.append(line)
                length += len(line) + 1
                if length > LONGEST:
                    break
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,  # of an attribute that is no number
        SyntaxError,  # of the XML
        OSError,
        EOFError,
        RuntimeError,  # a part that is locked with a password
        zlib.error,
    ) as error:
        raise UnreadableError(
            said("the .docx file is damaged"), said("open it in Word or WPS and save it again")
        ) from error
    return "\n".join(lines)


def _document(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The part that holds the document's words. Raises UnreadableError."""
    parts = {part.filename: part for part in packed.infolist()}
    if _DOCUMENT not in parts:
        raise UnreadableError(said("not a Word document"), said("give the report as .txt, .html, .docx or .pdf"))
    if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
        raise UnreadableError(
            said("the file unpacks to more than 64 MB"), said("save the report alone, without pictures")
        )
    if parts[_DOCUMENT].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile  # no program writes it so, and others unpack without bounds
    return parts[_DOCUMENT]


def _lines(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """The lines of the document, as far as it has unpacked."""
    for block in _blocks(packed, part):
        if block.tag == f"{_W}tbl":
            yield from _rows(block)
        else:
            yield block.text


def _blocks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[Any]:
    """The paragraphs and tables that stand in the document itself, each taken out of the tree when the next comes."""
    from docx.oxml.parser import element_class_lookup
    from lxml import etree

    # Entities stay what they are, nothing is fetched, and lxml's own bounds of depth and length stand.
    parser: etree.XMLPullParser[Any] = etree.XMLPullParser(
        events=("end",), tag=(f"{_W}p", f"{_W}tbl"), remove_blank_text=True, resolve_entities=False
    )
    parser.set_element_class_lookup(element_class_lookup)
    since = 0
    with packed.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            parser.feed(chunk)
            since += len(chunk)
            block: Any
            for _, block in parser.read_events():
                if block.getparent() is None or block.getparent().tag != f"{_W}body":
                    continue
                yield block
                since = 0
                block.clear()
                while block.getprevious() is not None:
                    del block.getparent()[0]
            if since > _BLOCK:
                raise UnreadableError(
                    said("one paragraph or table is longer than any report"), said("give the report alone, as text")
                )
    parser.close()


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table, cells apart by tabs. A cell that reaches over several columns stands in its row once,
    however many it says; one that reaches down over several rows stands in each."""
    above: dict[int, str] = {}  # the words that reach down, by the column at which they begin
    for row in table.tr_lst:
        cells, column = [], 0
        for cell in row.tc_lst:
            words = " ".join(paragraph.text for paragraph in cell.p_lst).replace("\n", " ")
            if cell.vMerge == "continue":
                words = above.get(column, words)
            above[column] = words
            cells.append(words)
            column += max(1, cell.grid_span)
        yield "\t".join(cells)
