"""Briefings as files: each kind is opened with its own library and looked into."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import zxingcpp
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from indicators.briefs import browser, office, sheets
from indicators.briefs.assembling import brief
from indicators.briefs.content import Brief
from indicators.briefs.packs import pack
from indicators.briefs.rendering import make, picture
from indicators.briefs.request import Request
from indicators.cli import main
from indicators.tables import Frames
from indicators.views.labels import GLYPHS
from tests import chromium
from tests.samples import FULL

BASE = "https://promises.example.org"
CARD = Request("scorecard", ("tanyuan",), (2022,), lang="zh", base=BASE)
REQUESTS = {
    "scorecard": CARD,
    "long": Request("scorecard", ("jiangwan",), (2025,), lang="en", base=BASE),
    "indicator": Request("indicator", indicator="gdp_growth", lang="en", base=BASE),
    "comparison": Request("comparison", ("jiangwan", "tanyuan"), (2023,), lang="zh", base=BASE),
}
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module", params=REQUESTS)
def found(request: pytest.FixtureRequest, full: Frames) -> Brief:
    """A briefing of each kind, and a long one."""
    return brief(full, REQUESTS[request.param])


@pytest.fixture
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser that the tests use."""
    path = chromium.find()
    assert path, chromium.ADVICE
    monkeypatch.setenv("CHROMIUM", path)


def _slide_texts(slide: Any) -> str:
    parts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            parts.append(shape.text_frame.text)
        if shape.has_table:
            parts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def test_slides_have_native_charts_and_tables_and_the_words_in_the_notes(found: Brief) -> None:
    deck = Presentation(io.BytesIO(make(found, "pptx")))
    assert deck.slide_width and deck.slide_height
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    slides = list(deck.slides)
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert charts and tables
    tally = {series.name: int(series.values[0]) for series in charts[0].plots[0].series}
    assert list(tally.values()) == [n for _, n in found.tally]
    everything = "\n".join(map(_slide_texts, slides))
    for entry in found.entries:
        assert entry.promised in everything
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    for quote in {q.quote for e in found.entries for q in e.quotes if q.quote}:
        assert quote in notes
    for slide in slides:
        assert found.imprint in _slide_texts(slide) and found.address in _slide_texts(slide)
    for section in found.sections:
        assert section.name in everything


def test_the_slides_of_a_scorecard_show_its_bars_and_a_slide_a_group(full: Frames) -> None:
    found = brief(full, CARD)
    deck = Presentation(io.BytesIO(make(found, "pptx")))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    kept, short = charts[1].plots[0].series
    drawn = [k if k is not None else s for k, s in zip(kept.values, short.values, strict=True)]
    assert drawn == pytest.approx([e.along for e in found.entries if e.along is not None])
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(any(t.startswith(s.name) for t in titles) for s in found.sections)


def test_nothing_on_a_slide_leaves_it(found: Brief) -> None:
    deck = Presentation(io.BytesIO(make(found, "pptx")))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            tall = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.top >= 0 and shape.top + tall <= deck.slide_height


def test_a_document_has_the_table_every_quote_and_its_source(found: Brief) -> None:
    opened = docx.Document(io.BytesIO(make(found, "docx")))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    words = "\n".join(p.text for p in opened.paragraphs)
    assert found.title in words and found.sentence in words
    assert found.version in "\n".join(cells) and found.address in "".join(
        p.text for t in opened.tables for r in t.rows for c in r.cells for p in c.paragraphs
    )
    for entry in found.entries:
        assert entry.name in cells and (entry.promised or "—") in cells
        for quote in entry.quotes:
            assert quote.quote in words and quote.source in words
    assert found.imprint in opened.sections[0].footer.paragraphs[0].text
    image = next(part for part in opened.part.package.iter_parts() if part.content_type == "image/png")
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(image.blob)))[0].text == found.address


def test_a_workbook_has_numbers_filters_links_and_the_verdicts_explained(found: Brief) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make(found, "xlsx")))
    assert len(book.sheetnames) == 5
    promises = book.worksheets[1]
    assert promises.freeze_panes and promises.auto_filter.ref
    heads = [cell.value for cell in promises[1]]
    number = heads.index("承诺（数字）" if found.request.lang == "zh" else "Promised, number")
    rows = list(promises.iter_rows(min_row=2))
    assert len(rows) == len(found.entries)
    assert [row[number].value for row in rows] == [e.target for e in found.entries]
    assert all(row[number].number_format != "General" for row in rows if row[number].value is not None)
    links = [row[-1].hyperlink for row in rows]
    assert all(link and link.target and link.target.startswith((BASE, "http")) for link in links)
    quotes = book.worksheets[2]
    assert quotes.max_row - 1 == sum(len(e.quotes) for e in found.entries)
    explained = {row[0].value: row[3].value for row in book.worksheets[4].iter_rows(min_row=2)}
    assert list(explained) == list(GLYPHS.values()) == ["★", "✓", "✕", "?", "≠", "∅", "·", "…", "–"]
    assert {sign: n for sign, n in explained.items() if n} == {GLYPHS[verdict]: n for verdict, n in found.tally}


def test_text_that_looks_like_a_formula_stays_text(full: Frames) -> None:
    found = brief(full, CARD)
    section = found.sections[0]
    evil = replace(section.entries[0], name=FORMULA, promised="+1", reported="-1", because="@SUM(A1)")
    found = replace(found, title=FORMULA, sections=(replace(section, name=FORMULA, entries=(evil,)),))
    book = openpyxl.load_workbook(io.BytesIO(make(found, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value in (FORMULA, "+1", "-1", "@SUM(A1)")} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f"]
    deck = zipfile.ZipFile(io.BytesIO(make(found, "pptx")))
    chart_books = [name for name in deck.namelist() if name.endswith(".xlsx")]
    assert chart_books
    for name in chart_books:
        inner = openpyxl.load_workbook(io.BytesIO(deck.read(name))).worksheets[0]
        assert not [cell for row in inner.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx"])
def test_the_same_briefing_gives_the_same_office_file(full: Frames, ending: str) -> None:
    found = brief(full, CARD)
    first, again = make(found, ending), make(brief(full, CARD), ending)
    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[:3] for info in parts.infolist()} == {tuple(int(p) for p in found.date.split("-"))}
        assert found.date.encode() in parts.read("docProps/core.xml")


def test_a_date_before_the_zips_calendar_is_its_first_day() -> None:
    assert office.moment("").year == office.moment("1949-10-01").year == 1980


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
@pytest.mark.parametrize("kind", REQUESTS)
def test_a_png_is_the_sheet_and_its_code_leads_to_the_view(full: Frames, kind: str) -> None:
    found = brief(full, REQUESTS[kind])
    image = Image.open(io.BytesIO(make(found, "png")))
    assert image.size == (2560, 1440)
    assert len(image.convert("RGB").resize((320, 180)).getcolors(1 << 16) or []) > 40
    assert zxingcpp.read_barcodes(image)[0].text == found.address


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_a_dark_png_three_times_the_size_still_has_a_code(full: Frames) -> None:
    found = brief(full, replace(CARD, theme="dark"))
    image = Image.open(io.BytesIO(make(found, "png", 3)))
    assert image.size == (3840, 2160)
    assert max(image.crop((0, 0, 9, 9)).convert("L").tobytes()) < 60
    assert zxingcpp.read_barcodes(image)[0].text == found.address


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
@pytest.mark.parametrize("kind", ["scorecard", "indicator"])
def test_an_svg_stands_alone_and_its_text_is_text(full: Frames, kind: str) -> None:
    found = brief(full, REQUESTS[kind])
    drawn = make(found, "svg")
    root = etree.fromstring(drawn)
    words = "".join(root.itertext())
    assert found.title in words and found.version in words and found.documents[0].title in words
    faces = re.findall(rb"base64,([A-Za-z0-9+/=]+)\)", drawn)
    assert len(faces) >= 2

    has = set().union(*(TTFont(io.BytesIO(base64.b64decode(face)))["cmap"].getBestCmap() for face in faces))
    shown = {ord(c) for node in root.iter("{http://www.w3.org/2000/svg}text") for c in "".join(node.itertext())}
    assert shown - has == set()
    assert drawn == make(found, "svg")


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_any_pages_figure_becomes_a_picture(full: Frames) -> None:
    found = brief(full, REQUESTS["indicator"])
    figure = sheets.figure_of(found, found.view, 1200)
    image = Image.open(io.BytesIO(picture(figure, "png", 3)))
    assert image.size == (3600, 3 * figure["layout"]["height"])


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_a_pdf_has_every_quote_its_source_and_embedded_fonts(full: Frames) -> None:
    found = brief(full, CARD)
    data = make(found, "pdf")
    pdf = PdfReader(io.BytesIO(data))
    width, height = (float(v) for v in pdf.pages[0].mediabox[2:])
    assert [width, height] == pytest.approx([595, 842], abs=2)
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    for part in (
        found.title,
        found.version,
        found.documents[0].title,
        *(q.quote for e in found.entries for q in e.quotes),
    ):
        assert re.sub(r"\s", "", part) in words
    for n, page in enumerate(pdf.pages, 1):
        assert f"{n}/{len(pdf.pages)}" in re.sub(r"\s", "", page.extract_text())
        resources: Any = page["/Resources"]
        for font in (each.get_object() for each in resources.get("/Font", {}).values()):
            descendant = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            described = descendant.get("/FontDescriptor", {}).get_object()
            assert font["/Subtype"] == "/Type3" or {"/FontFile2", "/FontFile3"} & set(described)
    assert pdf.metadata and pdf.metadata.title == found.title


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_the_same_briefing_gives_the_same_pdf(full: Frames) -> None:
    found = brief(full, REQUESTS["indicator"])
    assert make(found, "pdf") == make(found, "pdf")


@pytest.mark.office
@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx"])
def test_libreoffice_turns_an_office_file_into_pages(full: Frames, tmp_path: Path, ending: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        reason = "LibreOffice is not installed (on Debian: apt-get install libreoffice-writer libreoffice-impress)"
        if os.environ.get("CI"):  # .ci/run installs it: nothing is left out there
            pytest.fail(reason)
        pytest.skip(reason)
    found = brief(full, CARD)
    file = tmp_path / f"brief.{ending}"
    file.write_bytes(make(found, ending))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        capture_output=True,
        timeout=180,
        check=True,
    )
    pages = PdfReader(tmp_path / "brief.pdf").pages
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert len(pages) > 3 and re.sub(r"\s", "", found.title) in words
    assert re.sub(r"\s", "", found.documents[0].title) in words


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_a_pack_holds_its_files_and_says_what_each_is(full: Frames) -> None:
    requests = [replace(CARD, lang=lang) for lang in ("zh", "en")]
    heard: list[tuple[int, int, str]] = []
    data = pack(full, requests, ("png", "xlsx"), lambda *told: heard.append(told), 1)
    assert [(n, of) for n, of, _ in heard] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        manifest = json.loads(folder.read("manifest.json"))
        assert folder.namelist() == [
            "tanyuan-2022-ledger-zh.png",
            "tanyuan-2022-zh.xlsx",
            "tanyuan-2022-ledger-en.png",
            "tanyuan-2022-en.xlsx",
            "manifest.json",
        ]
        for entry in manifest["files"]:
            assert hashlib.sha256(folder.read(entry["file"])).hexdigest() == entry["sha256"]
            assert entry["address"].startswith(BASE) and entry["version"]
    assert data == pack(full, requests, ("png", "xlsx"), None, 1)


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_the_command_writes_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    done = CliRunner().invoke(
        main, ["brief", "-o", str(file), "--lang", "zh", "--curated", str(FULL), "--", "tanyuan", "2022"]
    )
    assert done.exit_code == 0 and Image.open(io.BytesIO(file.read_bytes())).size == (2560, 1440)


@pytest.mark.browser
@pytest.mark.usefixtures("_warm")
def test_a_browser_that_died_is_started_anew(full: Frames) -> None:
    found = brief(full, CARD)
    before = make(found, "png", 1)
    browser.close()
    assert make(found, "png", 1) == before
