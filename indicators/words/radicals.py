"""Radicals that PDF files give in place of characters: ⼀ (U+2F00) for 一, ⺠ for 民. They look alike, but no search
for the one finds the other.

Browsers that print to PDF keep one of the two for a glyph that stands for both, so copied text is full of them.
"""

from __future__ import annotations

import unicodedata

# The supplement's radicals that are whole characters (Unicode has no decomposition for most of them).
_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺊⺌⺎⺒⺓⺕⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺰⺶⺸⺼⺽⻁⻂⻃⻄⻅⻆⻇⻉⻊⻋⻍⻏⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂几卜小尢巳幺彐日月母民牛王疋目示竹纟羊羊肉臼虎衣西西见角角贝足车辵邑長长门雨青韦页风飞食食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
PLAIN: dict[int, int] = {ord(radical): ord(character) for radical, character in _SUPPLEMENT.items()} | {
    code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)
}


def plain(text: str) -> str:
    """The text with characters in place of radicals, one for one."""
    return text.translate(PLAIN)
