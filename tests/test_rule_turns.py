"""What a new version of the rule turned: recorded once, told apart from what the data turned."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from indicators import collection, tables
from indicators.briefs import atom
from indicators.cli import main
from indicators.collection import revisions
from indicators.judging.verdicts import RULE_VERSION
from indicators.tables import rule_turns, since
from indicators.tables.changes import changes
from indicators.views.changelog import changes_view, older_link, summary
from indicators.views.ruled import ruled
from indicators.words.texts import LANGUAGES
from tests.conftest import ROOT
from tests.samples import MINI, change, commit, repository_of_mini
from tests.test_pages import _opened, _text

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
A = "{http://www.w3.org/2005/Atom}"
TURNED = {
    "en": f"By version 1 of the rule: Not reported; by version {RULE_VERSION}: Missed.",
    "zh": f"按规则第1版：未报告；按第{RULE_VERSION}版：未兑现。",
}
COAL = "  coal_output:\n    target: {value: 300, better: lower, quote: 原煤产量压减到300万吨}\n"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"LC_ALL": "C.UTF-8"})


def _former(file: Path) -> Path:
    """The table that a former version of the rule exported: it gave one promise another verdict."""
    table = tables.promises(collection.load(MINI)).drop(columns="rule")
    table.loc[(table.indicator == "coal_output") & (table.year == 2022), "verdict"] = "unreported"
    table.to_csv(file, index=False)
    return file


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose second commit records what the rule turned."""
    since._recent.cache_clear()
    folder = repository_of_mini(tmp_path)
    done = _run("rule", _former(tmp_path / "former.csv"), "HEAD", "--curated", folder, "--lang", "en")
    total = len(tables.promises(collection.load(MINI)))
    assert (done.exit_code, done.output) == (0, f"1 of {total} verdicts turned, recorded in rules.yaml\n")
    commit(folder, "The rule, version 2")
    monkeypatch.setenv("INDICATORS_CURATED", str(folder))
    return folder


def test_the_record_says_which_verdicts_of_which_data_turned(curated: Path) -> None:
    data = collection.load(curated)
    assert data.problems == ()
    change_ = data.rules[RULE_VERSION]
    assert (change_.former, change_.data) == ("1", revisions.named(curated, "HEAD~1").short)
    (turn,) = change_.turned
    assert (turn.city, turn.year, turn.indicator, turn.before, turn.after) == (
        "yunzhou",
        2022,
        "coal_output",
        "unreported",
        "missed",
    )


def test_the_record_can_be_written_again_and_keeps_what_is_recorded_of_others(curated: Path, tmp_path: Path) -> None:
    file = curated / "rules.yaml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(f'"{RULE_VERSION}"', '"0.9"', 1), encoding="utf-8")
    _run("rule", tmp_path / "former.csv", "HEAD~1", "--curated", curated)
    assert list(collection.load(curated).rules) == ["0.9", RULE_VERSION]
    assert file.read_text(encoding="utf-8").count("coal_output") == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1,2\n", "is no table of judged promises"),
        (f"city,year,indicator,verdict,narrow,rule\nyunzhou,2022,x,met,False,{RULE_VERSION}\n", "the present version"),
        ("city,year,indicator,verdict,narrow\nyunzhou,2022,x,kept,False\n", "is no table of judged promises"),
    ],
)
def test_what_is_no_former_table_is_refused(content: str, told: str, curated: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    before = (curated / "rules.yaml").read_bytes()
    done = _run("rule", tmp_path / "x.csv", "HEAD", "--curated", curated, "--lang", "en")
    assert done.exit_code == 2 and told in done.stderr
    assert (curated / "rules.yaml").read_bytes() == before


def test_a_broken_record_is_a_problem_and_the_rest_goes_on(curated: Path) -> None:
    change(curated / "rules.yaml", "after: missed", "after: lost")
    data = collection.load(curated)
    (problem,) = data.problems
    assert (problem.code, problem.path) == ("unknown-word", "curated/rules.yaml")
    assert data.rules == {} and len(tables.promises(data))


# Rule and data are told apart


@BOTH
def test_the_rule_alone_turns_no_verdict_by_the_data(lang: str, curated: Path) -> None:
    data = collection.load(curated)
    found = since.since(data, "HEAD~1").changes
    assert (found.figures, found.verdicts, list(found.rules)) == ((), (), [RULE_VERSION])
    assert summary(found, lang) == {"en": "Verdicts turned by the rule: 1", "zh": "因规则改变的判定：1"}[lang]
    assert changes_view(tables.frames(data), since.since(data, "HEAD~1"), lang).said.endswith(summary(found, lang))
    assert changes(data, data).empty  # both have the record


def test_a_verdict_that_the_data_turns_is_counted_apart(curated: Path) -> None:
    change(curated / "yunzhou" / "2022.yaml", "    outcome: {value: 15, quote: 新建学校十五所}\n", "")
    told = _run("diff", "HEAD~1", "--curated", curated, "--lang", "en").stdout
    assert "**Outcomes: 1 removed · Verdicts turned by the data: 1 · Verdicts turned by the rule: 1**" in told
    assert f"| ` Yunzhou 2022 ` | ` Coal output ` | ` {TURNED['en']} ` |" in told
    assert f"All verdicts by version {RULE_VERSION} of the rule." in told
    assert "by the rule" not in _run("diff", "HEAD", "--curated", curated, "--lang", "en").stdout.replace(
        f"All verdicts by version {RULE_VERSION} of the rule.", ""
    )


@BOTH
def test_a_line_says_what_is_said_now(lang: str, curated: Path) -> None:
    data = collection.load(curated)
    (part,) = ruled(tables.frames(data), data.rules, lang)
    (line,) = part.lines
    assert line.words.startswith(TURNED[lang]) and ("short by" in line.words or "差" in line.words)
    change(curated / "yunzhou" / "2022.yaml", "    outcome: {value: 310, quote: 原煤产量310万吨}\n", "")
    later = collection.load(curated)
    (part,) = ruled(tables.frames(later), later.rules, lang)
    assert ("With the data as it is now: " if lang == "en" else "按现有数据：") in part.lines[0].words
    change(
        curated / "yunzhou" / "2022.yaml",
        COAL,
        "",
    )
    later = collection.load(curated)
    (part,) = ruled(tables.frames(later), later.rules, lang)
    assert (part.lines[0].words, part.lines[0].href) == (TURNED[lang], "")


def test_a_link_made_before_the_rule_changed_says_so(curated: Path) -> None:
    data = collection.load(curated)
    found = since.since_version(data, collection.load(MINI).version)
    assert "by the rule: 1" in older_link(found, "en")
    assert "因规则改变的判定1项" in older_link(found, "zh")


@BOTH
def test_the_pages_show_what_the_rule_turned(lang: str, curated: Path) -> None:
    data = collection.load(curated)
    (part,) = ruled(tables.frames(data), data.rules, lang)
    for page in ("data", "corrections"):
        shown = _text(_opened(page, lang))
        assert part.said in shown and TURNED[lang] in shown, page


@BOTH
def test_the_feed_has_an_entry_of_its_own_for_the_rule(lang: str, curated: Path) -> None:
    feed = Xml.fromstring(atom.atom(curated, lang, "https://example.org"))
    entries = feed.findall(f"{A}entry")
    assert len(entries) == 2  # and the first of all
    data = collection.load(curated)
    (part,) = ruled(tables.frames(data), data.rules, lang)
    assert (entries[0].findtext(f"{A}title"), entries[0].findtext(f"{A}summary")) == (part.title, part.said)
    content = html.unescape(re.sub("<[^>]*>", "\n", entries[0].findtext(f"{A}content") or ""))
    assert TURNED[lang] in content
    assert len({entry.findtext(f"{A}id") for entry in entries}) == 2


# The record of the real data


def test_the_present_version_of_the_rule_has_its_record() -> None:
    rules = collection.load(ROOT / "curated").rules
    assert list(rules)[-1] == RULE_VERSION
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for version, found in rules.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| {version} |"))
        assert f"{len(found.turned)} of {found.promises} promises" in row, "the README counts what rules.yaml records"


def test_the_record_is_what_the_rule_says_of_that_data() -> None:
    root = ROOT / "curated"
    found = collection.load(root).rules[RULE_VERSION]
    try:
        data = revisions.at(root, found.data)
    except revisions.RevisionError as error:
        pytest.skip(str(error))
    now = tables.promises(data).set_index(["city", "year", "indicator"])["verdict"]
    for turn in found.turned:
        assert now.get((turn.city, turn.year, turn.indicator)) == turn.after, (
            f"{turn.city} {turn.year} {turn.indicator}: write the record again: `indicators rule` (CONTRIBUTING.md)"
        )


def test_a_promise_that_is_no_longer_used_is_recorded_too() -> None:
    data = collection.load(MINI)
    table = tables.promises(data)
    gone = pd.concat([table, table.iloc[:1].assign(indicator="gone")]).drop(columns="rule")
    found = rule_turns.compared(rule_turns.former(gone), data, "abcdef0", datetime.date(2026, 1, 1))
    assert [(turn.indicator, turn.after) for turn in found.turned] == [("gone", None)]
    assert "after" not in rule_turns.record({}, found)
