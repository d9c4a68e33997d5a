"""Reading a report's file: every kind it may have, and one clear line for what can't be read."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from indicators.drafts import reports
from indicators.words.texts import LANGUAGES
from tests import hostile_files

TEXT = "政府工作报告\n今年地区生产总值增长7%左右，城镇新增就业5万人。\n一、工作安排"


def _docx(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "指标", "粮食产量30亿斤"
    document.add_paragraph("表后的话")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pdf(lines: list[str]) -> bytes:
    """A PDF of one page that prints lines in a Chinese font that readers have (a CID font, by UTF-16 codes)."""
    drawn = "\n".join(
        f"1 0 0 1 50 {780 - 20 * i} Tm <{line.encode('utf-16-be').hex()}> Tj" for i, line in enumerate(lines)
    )
    stream = f"BT /F1 12 Tf\n{drawn}\nET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent "
            b"900/Descent -200/CapHeight 700/StemV 80>>"
        ),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + content + b"endobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        + table
        + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _blank_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return _written(writer)


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


PAGE = (
    '<!doctype html><html><head><title>报</title><meta charset="{charset}">'
    '<script>var gdp = "地区生产总值增长99%";</script></head><body>\n'
    '<nav><a href="/">首页，新闻，图片</a></nav><div class="wrap">'
    '<div class="side"><ul><li><a href="a">全市CPI上涨1.2%</a></li></ul></div>\n'
    '<div class="text"><h1>政府工作报告</h1><!-- 注释：增长88% -->'
    "<p onclick=\"alert('增长77%')\">今年地区生产总值增长7%<br>左右，PM<sub>2.5</sub>浓度&nbsp;降至<b>36</b>微克/立方米"
    "，城镇新增就业5万人。</p>\n"
    "<table><tr><td>粮食产量</td><td>30亿斤</td></tr></table></div></div>"
    '<script>document.write("增长66%")</script>\n'
    "<footer>版权所有，电话12345</footer></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_the_usual_encodings(encoding: str) -> None:
    assert reports.read(TEXT.encode(encoding), "report.txt") == reports.Report(TEXT)


def test_traditional_text_in_big5() -> None:
    text = "政府工作報告\n今年地區生產總值增長7%左右，發展經濟，建設實業。"
    assert reports.read(text.encode("big5"), "report.txt").text == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_gives_its_prose_and_nothing_else(charset: str) -> None:
    text = reports.read(PAGE.format(charset=charset).encode(charset), "page.html").text
    assert text.split("\n") == [
        "政府工作报告",
        "今年地区生产总值增长7%",
        "左右，PM2.5浓度 降至36微克/立方米，城镇新增就业5万人。",
        "粮食产量\t30亿斤",
    ]


def test_a_page_is_known_without_its_ending() -> None:
    assert "<" not in reports.read(PAGE.format(charset="utf-8").encode(), "page").text


def test_a_page_that_nests_without_end_is_read() -> None:
    page = (
        "<html><body>"
        + "<div>" * 20_000
        + "今年地区生产总值增长7%，城镇新增就业5万人。"
        + "</div>" * 20_000
        + "</body></html>"
    )
    assert "增长7%" in reports.read(page.encode(), "page.html").text


def test_a_word_document_gives_paragraphs_and_tables_in_order() -> None:
    text = reports.read(_docx(["政府工作报告", "今年地区生产总值增长7%。"]), "report.docx").text
    assert text.split("\n") == ["政府工作报告", "今年地区生产总值增长7%。", "指标\t粮食产量30亿斤", "表后的话"]


def test_cells_that_reach_over_others_stand_once_across_and_in_each_row_down() -> None:
    down, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    over = '<w:gridSpan w:val="2"/>'
    made = hostile_files.table(
        hostile_files.row(("国民经济主要指标", over), ("单位", "")),
        hostile_files.row(("增长速度", down), ("地区生产总值", ""), ("%", "")),
        hostile_files.row(("", goes_on), ("工业增加值", ""), ("%", "")),
    )
    assert reports.read(made, "report.docx").text.split("\n") == [
        "国民经济主要指标\t单位",
        "增长速度\t地区生产总值\t%",
        "增长速度\t工业增加值\t%",
    ]


def test_what_stands_beside_the_words_of_a_page_does_not_join_its_lines() -> None:
    page = "<p>今年增长7%<!-- 注 --><script>x</script></p>就业5万人<div>一<b>二</b></div>三<?php echo 1 ?><br>四"
    text = reports.read(hostile_files.page(page), "page.html").text
    assert text.split("\n") == ["今年增长7%", "就业5万人", "一二", "三", "四"]


def test_halves_of_characters_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # A PDF says itself what its signs stand for, and may say half of a character.
    monkeypatch.setattr(reports, "words_of_pdf", lambda _: "今年\ud800增长")
    assert reports.read(b"%PDF", "a.pdf").text == "今年增长"


def test_a_pdf_gives_its_lines_without_page_numbers() -> None:
    lines = ["政府工作报告", "今年地区生产总值增长百分之七左右，城镇新增就业五万人，", "居民收入与经济增长同步。"]
    text = reports.read(_pdf([*lines, "- 3 -"]), "report.pdf").text
    assert [line for line in text.split("\n") if line.strip()] == lines


def test_radicals_of_a_pdf_become_the_characters_they_stand_for() -> None:
    text = reports.read(_pdf(["⼀、今年居⺠收⼊增⻓百分之七，完成⽬标任务，全⾯推进各项⼯作。"]), "report.pdf").text
    assert text.strip() == "一、今年居民收入增长百分之七，完成目标任务，全面推进各项工作。"


LATIN = (
    "The government expects growth of seven per cent and five thousand new jobs in the year to come. " * 5
).encode()
REFUSED = {
    "empty": (b"", "report.txt", "the file is empty"),
    "blank": (b" \n\t ", "report.txt", "the file is empty"),
    "signs": (b"... 12 % ---", "report.txt", "there is no text in it"),
    "binary": (bytes(range(256)) * 20, "report.txt", "not a text, Word or PDF file"),
    "noise": (bytes(range(128, 256)) * 40, "report.txt", "not a text, Word or PDF file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "report.txt", "a picture, not text"),
    "english": (LATIN, "report.txt", "the text is not in Chinese"),
    "japanese": (
        "今年の経済成長率は七パーセントを目指します。都市部の新規雇用は五万人です。".encode(),
        "report.txt",
        "the text is not in Chinese",
    ),
    "too large": ("今年增长。".encode() * 800_000, "report.txt", "larger than 10 MB"),
    "too long": ("今年增长。\n".encode() * 100_000, "report.txt", "the text is longer than any report"),
    "old word": (b"\xd0\xcf\x11\xe0" + bytes(50), "report.doc", "a document in an old format of Word or WPS"),
    "scan": (_blank_pdf(), "report.pdf", "the PDF has no text: it is a scan"),
    "locked": (_blank_pdf("secret"), "report.pdf", "the PDF is locked with a password"),
    "broken pdf": (_pdf(["今年"])[:200], "report.pdf", "the PDF is damaged or of an unknown kind"),
    "broken zip": (_docx(["今年"])[:900], "report.docx", "the .docx file is damaged"),
    "spreadsheet": (_zip({"xl/workbook.xml": b"<a/>"}), "report.xlsx", "not a Word document"),
    "half a docx": (_zip({"word/document.xml": b"<a"}), "report.docx", "the .docx file is damaged"),
    "zip bomb": (_zip({"word/document.xml": bytes(80 * 2**20)}), "report.docx", "the file unpacks to more than 64 MB"),
    "empty page": (b"<html><script>alert(1)</script></html>", "page.html", "there is no text in it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(case: str) -> None:
    data, name, what = REFUSED[case]
    report = reports.read(data, name)
    assert report.text == ""
    assert report.what is not None
    assert report.what.message == what
    for lang in LANGUAGES:
        line = report.refusal(lang, name)
        assert line.startswith(f"{name}: ") and "\n" not in line and ";" in line
    assert report.refusal("zh") != report.refusal("en")


def test_a_bomb_does_not_fill_the_memory() -> None:
    bomb = _zip({"word/document.xml": bytes(200 * 2**20)})
    tracemalloc.start()
    assert reports.read(bomb, "report.docx").what is not None
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]),
    st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf"]),
)
def test_no_file_is_too_odd(content: bytes, begins: bytes, name: str) -> None:
    report = reports.read(begins + content, name)
    assert bool(report.text) != (report.what is not None)
