"""Characters that nobody sees in an editor, and their names: controls, line separators, marks of writing direction.

In a curated file each can hide an entry from who reviews it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from indicators.words.texts import Both

# The first and last code of each stretch, and what to call its members. Tab, line feed and the carriage return in front
# of a line feed are usual.
_STRETCHES = (
    (0x00, 0x08, Both("控制字符", "control character")),
    (0x0B, 0x0C, Both("换行类控制字符", "control character that breaks lines")),
    (0x0D, 0x0D, Both("单独的回车符", "carriage return alone")),
    (0x0E, 0x1F, Both("控制字符", "control character")),
    (0x7F, 0x84, Both("控制字符", "control character")),
    (0x85, 0x85, Both("下一行符", "next line")),
    (0x86, 0x9F, Both("控制字符", "control character")),
    (0x061C, 0x061C, Both("书写方向控制符", "mark of writing direction")),
    (0x200E, 0x200F, Both("书写方向控制符", "mark of writing direction")),
    (0x2028, 0x2028, Both("行分隔符", "line separator")),
    (0x2029, 0x2029, Both("段分隔符", "paragraph separator")),
    (0x202A, 0x202E, Both("书写方向控制符", "mark of writing direction")),
    (0x2066, 0x2069, Both("书写方向控制符", "mark of writing direction")),
    (0xD800, 0xDFFF, Both("半个代理码", "lone surrogate")),
    (0xFEFF, 0xFEFF, Both("字节序标记", "byte order mark")),
    (0xFFFE, 0xFFFF, Both("非字符", "noncharacter")),
    (0xE0000, 0xE007F, Both("隐形标签字符", "tag character")),
)
_DIRECTION = "mark of writing direction"


def _class(stretches: Iterable[tuple[int, int, Both]]) -> re.Pattern[str]:
    """Any one of the characters; as stretches, since one by one they make the search thirty times as long."""
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last, _ in stretches) + "]")


UNSEEN = _class(_STRETCHES)  # all of them
# What no value may hold either, however it is written.
CONTROLS = _class(stretch for stretch in _STRETCHES if stretch[2].en != _DIRECTION)
UNSEEN_CODES = tuple(
    code for first, last, _ in _STRETCHES for code in range(first, last + 1) if not 0xD800 <= code <= 0xDFFF
)


def name(character: str) -> Both:
    """An unseen character by its code and what it is: `U+2028 (line separator)`, `U+2028（行分隔符）`."""
    code = ord(character)
    called = next(words for first, last, words in _STRETCHES if first <= code <= last)
    english = unicodedata.name(character, called.en).lower()
    return Both(f"U+{code:04X}（{called.zh}）", f"U+{code:04X} ({english})")
