"""The fonts of pictures and pages: found on this machine, cut down to the characters used, and embedded."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, TTLibError, newTable

from indicators.briefs.request import BriefError
from indicators.words.texts import said

FAMILIES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_SIGNS = (  # for ★ ✓ ✕
    "DejaVu Sans",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols2",
    "Segoe UI Symbol",
    "Apple Symbols",
    "Arial Unicode MS",
    "DejaVu Sans Mono",
)
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    r"C:\Windows\Fonts",
)
_FILE_NAMES = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK SC",
    "NotoSansSC-Regular.otf": "Noto Sans SC",
    "SourceHanSansSC-Regular.otf": "Source Han Sans SC",
    "PingFang.ttc": "PingFang SC",
    "Hiragino Sans GB.ttc": "Hiragino Sans GB",
    "msyh.ttc": "Microsoft YaHei",
    "DejaVuSans.ttf": "DejaVu Sans",
    "seguisym.ttf": "Segoe UI Symbol",
    "Apple Symbols.ttf": "Apple Symbols",
    "wqy-microhei.ttc": "WenQuanYi Micro Hei",
}
_BOLD = {"-Regular.": "-Bold.", "msyh.ttc": "msyhbd.ttc", "DejaVuSans.ttf": "DejaVuSans-Bold.ttf"}
_TEXT = re.compile(r">([^<]+)<")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, which of its fonts is meant, and the characters it has."""

    family: str
    file: Path
    number: int
    has: frozenset[int]


def _listed() -> Iterator[tuple[str, Path]]:
    """Families and their regular files: from fontconfig where it is, else the usual folders."""
    if shutil.which("fc-list"):
        for style in ("Regular", "Book", "Normal"):
            done = subprocess.run(
                ["fc-list", f":style={style}", "family", "file"],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            for line in done.stdout.splitlines():
                path, _, families = line.partition(": ")
                for family in families.split(","):
                    yield family.strip(), Path(path)
    for folder in _FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir():
            for name, family in _FILE_NAMES.items():
                for file in root.rglob(name):
                    yield family, file


def _face(family: str, file: Path) -> Face | None:
    """The face of a family in a file; None where the file can't be read as a font or doesn't have it."""
    try:
        with (
            TTCollection(file, lazy=True)
            if file.suffix.lower() in (".ttc", ".otc")
            else TTFont(file, lazy=True) as opened
        ):
            for number, font in enumerate(opened.fonts if isinstance(opened, TTCollection) else [opened]):
                if family in {font["name"].getDebugName(i) for i in (1, 4, 16)}:
                    return Face(family, file, number, frozenset(font["cmap"].getBestCmap() or ()))
    except (OSError, TTLibError):
        return None
    return None


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """The fonts on this machine that pictures may use, Chinese ones first; none where there are none."""
    known: dict[str, Path] = {}
    for family, file in _listed():
        known.setdefault(family, file)
    found = [_face(family, known[family]) for family in (*FAMILIES, *_SIGNS) if family in known]
    return tuple(face for face in found if face is not None)


def characters(svg: str) -> frozenset[str]:
    """The characters that the text of an SVG or HTML document shows."""
    return frozenset(
        c
        for text in _TEXT.findall(re.sub(r"<style.*?</style>", "", svg, flags=re.S))
        for c in unescape(text)
        if ord(c) > 31
    )


def needed(text: frozenset[str]) -> tuple[tuple[Face, str], ...]:
    """The faces that together have all characters of a text, each with the characters taken from it.

    Raises BriefError for a character that none has.
    """
    left, found = set(text), []
    for face in faces():
        given = {c for c in left if ord(c) in face.has}
        if given:
            found.append((face, "".join(sorted(given))))
            left -= given
    chinese = sorted(c for c in left if "\u2e80" <= c <= "\uffef" or ord(c) > 0x1FFFF)
    if chinese:
        raise BriefError(
            said(
                "no font here has the Chinese characters {characters}: install one (on Debian: "
                "apt-get install fonts-noto-cjk)",
                characters="".join(chinese[:12]),
            )
        )
    if left:
        raise BriefError(
            said(
                "no font here has the characters {characters}: install one (on Debian: "
                "apt-get install fonts-dejavu-core fonts-noto-cjk)",
                characters=" ".join(sorted(left)[:12]),
            )
        )
    return tuple(found)


def _bold(face: Face) -> Face:
    """The bold sister of a face; itself where there is none (the viewer thickens it)."""
    for old, new in _BOLD.items():
        sister = face.file.with_name(face.file.name.replace(old, new))
        if sister != face.file and sister.is_file():
            return Face(face.family, sister, face.number, face.has)
    return face


@lru_cache(maxsize=64)
def _cut(file: Path, number: int, text: str) -> bytes:
    """A font with only the characters of a text, as woff2."""
    options = subset.Options(
        layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True, name_IDs=[], recalc_timestamp=False
    )
    options.drop_tables += ["FFTM", "GSUB", "GPOS", "vhea", "vmtx", "VORG", "BASE"]
    with TTFont(file, fontNumber=number, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        if "CFF " in font:
            _quadratic(font)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


def _quadratic(font: TTFont) -> None:
    """Turn a font's cubic outlines into quadratic ones, which Chrome embeds in a PDF as one font.

    Cubic outlines it would embed glyph by glyph.
    """
    order, drawn, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    del font["CFF "]
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(most, field, 0)
    most.maxComponentElements = max((len(g.components) for g in glyphs.values() if g.isComposite()), default=0)
    most.compile(font)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping, font["post"].glyphOrder = 2.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"


def style(text: frozenset[str], bold: frozenset[str], family: str) -> str:
    """CSS that declares `family` from the characters of a text (`bold` are those also needed bold).

    Raises BriefError for a character that no font here has.
    """
    rules = []
    for weight, wanted in ((400, text), (700, bold)):
        for face, given in needed(wanted):
            real = face if weight == 400 else _bold(face)
            data = base64.b64encode(_cut(real.file, real.number, given)).decode()
            span = ",".join(f"U+{ord(c):X}" for c in given)
            rules.append(
                f"@font-face{{font-family:'{family}';font-weight:{weight};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{span}}}"
            )
    return "\n".join(rules)
