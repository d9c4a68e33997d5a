"""What a pull request changes, as Markdown: read back by a Markdown parser as GitHub would read it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from indicators import collection
from indicators.collection import revisions
from indicators.model.schema import Outcome, Target
from indicators.model.values import Words
from indicators.tables.changes import changes
from indicators.views.changelog import summary
from indicators.views.pull_request import LONGEST, markdown
from indicators.words.inert import in_code, on_github, seen
from indicators.words.texts import LANGUAGES
from tests.samples import MINI, change, copy_of_mini

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
BEFORE = collection.load(MINI)
NOTHING = revisions.nothing(MINI)
OURS = {
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h3",
    "h4",
    "p",
    "strong",
    "sub",
    "br",
    "code",
}
EVIL = (
    "</td></table><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <!-- -->",
    "a | b \\| c || d",
    "`code` ``` ~~~ *bold* _it_ ~~gone~~ # head",
    "[text](https://evil.example) ![x](https://evil.example/x.png) www.evil.example",
    "@someone @org/team fixes #12 GH-12 org/repo#1 :tada: $x$ mail@evil.example",
    "&lt;script&gt; &#64;someone &amp;",
    "line\n\n| --- |\n</details>\n\n# head",
    "\u202egnihtemos\u202c \x1b[31m \x00 \u200b",
)


def _seen(source: str) -> str:
    """The text a reader sees, without markup and without what keeps names apart."""
    text = html.unescape(re.sub(r"<[^>]*>", "", MARKDOWN.render(source)))
    return text.replace("\u200b", "")


def _tags(source: str) -> set[str]:
    return set(re.findall(r"</?([a-zA-Z!][\w-]*)", MARKDOWN.render(source)))


WORDS = st.one_of(st.text(), st.sampled_from(EVIL), st.text(alphabet="<>|`*_[]()!#@:$&;\\~\n a1-/.", max_size=40))


@pytest.mark.parametrize("written", [in_code, on_github])
@given(WORDS)
def test_words_come_through_as_they_are_whatever_they_are(written: Callable[[str], str], words: str) -> None:
    source = f"| a | b |\n| --- | --- |\n| {written(words)} | end |\n"
    assert _tags(source) <= {"table", "thead", "tbody", "tr", "th", "td", "span", "code"}
    assert MARKDOWN.render(source).count("<td>") == 2
    shown = " ".join(seen(words).split()).replace("\\|", "\\ |" if written is in_code else "\\|")
    assert " ".join(_seen(source).split()) == " ".join(f"a b {shown} end".split())


@pytest.mark.parametrize("words", EVIL)
def test_nothing_becomes_a_mention_a_reference_or_a_link(words: str) -> None:
    rendered = html.unescape(re.sub(r"<[^>]*>", "", MARKDOWN.render(on_github(words))))
    assert not re.search(r"[@#]\w|GH-\d|:[a-z]+:", rendered)
    assert "://" not in on_github(words) and "www." not in on_github(words)
    assert "\u202e" not in rendered
    assert re.sub(r"<code>.*?</code>", "", MARKDOWN.render(in_code(words))) in ("<p></p>\n", "")


def _changed(tmp_path: Path) -> str:
    curated = copy_of_mini(tmp_path)
    change(
        curated / "yunzhou" / "2022.yaml",
        "outcome: {value: 310, quote: 原煤产量310万吨}",
        "outcome: {value: 290, quote: 原煤产量310万吨}",
    )
    change(curated / "yunzhou" / "2022.yaml", "    outcome: {value: 15, quote: 新建学校十五所}\n", "")
    return str(curated)


def test_the_summary_stands_first_and_says_how_much_of_what(tmp_path: Path) -> None:
    found = changes(BEFORE, collection.load(_changed(tmp_path)))
    assert summary(found, "en") == (
        "Outcomes: 1 changed, 1 removed · Verdicts turned by the data: 2 · Figures without verified evidence: 1 · New "
        "problems: 1"
    )
    assert summary(found, "zh") == "结果：修改1、删除1 · 因数据改变的判定：2 · 未经核对的数字：1 · 新出现的问题：1"
    lines = [line for line in markdown(found).splitlines() if line]
    assert lines[:4] == [
        "### 数据变动",
        f"**{summary(found, 'zh')}**",
        "### What changes in the data",
        f"**{summary(found, 'en')}**",
    ]


def test_every_change_is_told_in_words(tmp_path: Path) -> None:
    found = changes(BEFORE, collection.load(_changed(tmp_path)))
    seen = _seen(markdown(found, "en"))
    for words in (
        "✕ Missed",
        "✓ Met",
        "Reported 2,900,000 t, promised 3,000,000 t.",
        "～ Yunzhou 2022",
        "－ Yunzhou 2022",
        "3,100,000 t",
        "2,900,000 t",
        "number, evidence",
        "“原煤产量310万吨” 《云州市2023年政府工作报告（节选）》 ⚠️",
        "figure-not-in-quote",
        "Not in what is held",
        "“新建学校十五所”",
    ):
        assert words in seen, words
    assert "未兑现" in markdown(found, "zh") and "Missed" not in markdown(found, "zh")
    assert _tags(markdown(found)) <= OURS


@pytest.mark.parametrize("lang", [*LANGUAGES, None])
def test_nothing_is_printed_where_no_data_changed(lang: str | None) -> None:
    assert markdown(changes(BEFORE, BEFORE), lang) == ""


@pytest.mark.parametrize("lang", [*LANGUAGES, None])
def test_every_details_is_closed_and_every_row_as_wide_as_its_head(lang: str | None) -> None:
    text = markdown(changes(NOTHING, BEFORE), lang)
    assert text.count("<details>") == text.count("</details>") > 0
    rendered = MARKDOWN.render(text)
    for table in re.findall(r"<table>.*?</table>", rendered, re.DOTALL):
        rows = [len(re.findall(r"<t[hd]>", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)]
        assert len(set(rows)) == 1, table[:300]
    assert "| ---" not in _seen(text)  # every table was read as one
    assert _tags(text) <= OURS


def test_a_quote_that_would_break_out_stays_a_quote() -> None:
    nasty = " ".join(EVIL)
    years = {place: dict(promises) for place, promises in BEFORE.years.items()}
    promise = years["yunzhou", 2022]["gdp_growth"]
    target, outcome = (
        Target(value=Decimal(7), quote=nasty),
        Outcome(text=nasty, quote=nasty, source="half-year-2022", not_comparable=Words(zh=nasty, en=nasty)),
    )
    years["yunzhou", 2022]["gdp_growth"] = promise.model_copy(update={"target": target, "outcome": (outcome,)})
    text = markdown(changes(BEFORE, replace(BEFORE, years=years)), "en")
    assert _tags(text) <= OURS
    assert text.count("<details>") == 0
    outside = re.sub(r"<code>.*?</code>", "", MARKDOWN.render(text), flags=re.DOTALL)
    assert not re.search(r"[@#]\w|alert|evil", html.unescape(outside))
    assert "alert(1)" in _seen(text)


def test_a_very_large_change_is_shortened_to_what_a_comment_holds() -> None:
    promise = BEFORE.years["yunzhou", 2022]["gdp_growth"]
    years = {("yunzhou", year): dict.fromkeys(BEFORE.catalogue, promise) for year in range(1980, 2060)}
    evidence = {
        (c, y, i, role, 0): BEFORE.evidence["yunzhou", 2022, "gdp_growth", role, 0]
        for (c, y), of in years.items()
        for i in of
        for role in ("target", "outcome")
    }
    text = markdown(changes(NOTHING, replace(BEFORE, years=years, evidence=evidence)))
    assert 1_000 < len(text) <= LONGEST
    assert re.search(r"… and \d+ more", text) and re.search(r"……另有\d+行", text)
    assert _tags(text) <= OURS
