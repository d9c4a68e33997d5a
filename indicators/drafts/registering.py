"""The rows of a report in the register of the held texts (seeds/README.md), as far as a machine can write them."""

from __future__ import annotations

import re

from indicators.collection.evidence import normal
from indicators.collection.register import FILE, UNSAID, with_rows
from indicators.drafts.skeletons import SourceEntry
from indicators.model.values import Named

__all__ = ["FILE", "registered"]
_KINDS = {
    "work_report": "政府工作报告 work report",
    "plan_report": "计划报告 plan report",
    "communique": "统计公报 communiqué",
    "bureau": "部门发布 bureau release",
    "news": "新闻 news",
}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PARTS = {"reviews": ("回顾", "the review"), "plans": ("部署", "the plan")}


def registered(register: str, entry: SourceEntry, city: Named, text: str) -> str:
    """The register with the rows of a report: what it is, what of it is held, and how it is printed; `text` is the
    report's. What a person has to say of it is left to be filled in."""
    first = [
        f"`{entry.file}`",
        _cell(f"{city.zh.removesuffix('市')} {city.en}"),
        _KINDS[entry.kind],
        _cell(entry.title),
        str(entry.reviews or "–"),
        str(entry.plans or "–"),
    ]
    script, print_ = _script(text), _punctuation(text)
    second = [
        f"`{entry.file}`",
        _missing(entry, 0),
        _missing(entry, 1),
        f"{script[0]}，{print_[0]}。",
        f"{script[1]}, {print_[1]}.",
        f"`{entry.sha256}`",
    ]
    return with_rows(register, entry.file, (first, second))


def _cell(words: str) -> str:
    """Words as a cell of a table in Markdown."""
    return " ".join(words.split()).replace("|", "\\|").replace("`", "'")


def _missing(entry: SourceEntry, language: int) -> str:
    """What of the report is not held, in Chinese (0) or English (1)."""
    cut = [_PARTS[half][language] for half in entry.excerpt]
    if not cut:
        return ("完整。", "Whole.")[language]
    return UNSAID[language].format(("、", " and ")[language].join(cut))


def _script(text: str) -> tuple[str, str]:
    """Whether a text is in simplified or in traditional script."""
    han = "".join(_HAN.findall(text[:20_000]))
    turned = sum(a != b for a, b in zip(han, normal(han), strict=False))
    return ("繁体", "Traditional script") if turned > 0.05 * len(han) else ("简体", "Simplified")


def _punctuation(text: str) -> tuple[str, str]:
    """Whether its commas are those of Chinese or of ASCII."""
    wide, ascii_ = text.count("，"), text.count(",")
    return ("全角标点", "full-width punctuation") if wide >= ascii_ else ("ASCII 标点", "ASCII punctuation")
