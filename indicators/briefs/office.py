"""What the office files (pptx, docx, xlsx) share: a typeface, what they say of themselves, the same bytes every time.

The files are zips. Every date in them is made that of the data, so that the same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from indicators.briefs.content import Brief

FONT = "Microsoft YaHei"  # has Latin and Chinese letters and comes with the programs that open these files
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def moment(date: str) -> datetime:
    """Midnight of a date (YYYY-MM-DD; "" is 1980, where the zip's calendar begins)."""
    return max(datetime.fromisoformat(date or "1980-01-01"), datetime(1980, 1, 1))


def describe(properties: Any, brief: Brief) -> None:
    """Fill in the core properties of a .pptx or .docx, which both libraries name alike: title, author, dates."""
    properties.title = brief.title[:255]
    properties.subject = brief.sentence[:255]
    properties.comments = brief.imprint[:255]
    properties.author = properties.last_modified_by = "indicators"
    properties.created = properties.modified = moment(brief.date)
    properties.revision = 1


def steady(data: bytes, date: str) -> bytes:
    """The same office file with every date set to `date`, also in the workbooks that its charts hold."""
    when = moment(date)
    stamp = when.strftime("%Y-%m-%dT00:00:00Z").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith(".xlsx"):
                part = steady(part, date)
            elif name == "docProps/core.xml":
                part = _WHEN.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, part)
    return buffer.getvalue()
