"""Why a curator should look at a drafted number twice: signs that it is of another thing, time or place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.collection.evidence import normal
from indicators.collection.naming import same
from indicators.drafts import singling
from indicators.drafts.drafted import Role
from indicators.drafts.fitting import NumberKind
from indicators.drafts.matching import COMMON, Match, Names, bare
from indicators.drafts.subjects import Phrase
from indicators.drafts.vocabulary import STRIVING
from indicators.words import units
from indicators.words.texts import Said, said

_TELLING = 4  # characters of a name by which alone an indicator is known (小升规 is a word for what was done)
_APART = 0.34  # the share of characters that a name may have beyond the catalogue's, or the other way round
_RANKS = re.compile(r"[国省市县区旗]外|国家级|省级|市级|县级|国际|国内|境外")
_ZONE = re.compile(
    r"(?:高新|经开|开发|新|示范|保税|合作|试验|集聚|功能|自贸)区|(?:产业|工业|科技|物流)园|园区|(?:县域|城区|市区|乡镇|镇域)"
)
_EACH = re.compile(r"[人户亩]均|每[百千万]?[人名家户亩个](?!年)|千人|万人(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words of a number's clause that speak against taking it as it is: in front of it (`front`), in promises or
    outcomes (`role`), among numbers of some kinds; `unless` are words that answer the doubt."""

    why: Said
    role: Role
    kinds: tuple[NumberKind, ...]
    front: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def shows(self, words: str, role: Role, kind: NumberKind) -> bool:
        """Whether the sign stands in the words in front of a number of that role and kind."""
        fits = role == self.role and kind in self.kinds and self.front.search(words) is not None
        return fits and not (self.unless and self.unless.search(words))


# What many things have: without a word before it nobody knows whose it is.
_WHOSE = re.compile(r"(?:实际|年度)?(?:投资|装机|新增装机|产值|利税|利润|床位|税收|收入|入驻企业|占地|里程)\Z")
_SO_FAR = said("a sum up to now, or that of the year alone?")
_OF_ONE = said("of one project, firm or village, or of the whole place?")
_ANY: tuple[NumberKind, ...] = ("growth", "share", "points", "amount")
SIGNS = (
    Sign(
        _SO_FAR,
        "outcome",
        ("growth", "amount"),
        re.compile(r"累计"),
        re.compile(r"全年|[去今当]年(?!以?来)|20\d\d年|年内"),
    ),
    Sign(
        said("of a part of the year, or of the whole?"),
        "outcome",
        _ANY,
        re.compile(r"上半年|季度|黄金周|小长假|假日|假期|春节|国庆|百日|攻坚[季期]|\d月份?(?![底末日])|当月|单月"),
        re.compile(r"全年"),
    ),
    Sign(
        said("reads as a promise, in the part that reviews"),
        "outcome",
        _ANY,
        re.compile(
            STRIVING.pattern + r"|将(?=[达实完新建增]|[^,;。]{2,12}[到至]\Z)|确保(?=[^,;。]*\Z)|今年(?!以来)|年底前"
        ),
        re.compile(r"已|了\Z"),
    ),
    Sign(
        said("to be done over several years, or in this one?"),
        "target",
        ("growth", "amount"),
        re.compile(r"[两二三四五2-5]年(?:内|之内|时间)|今明两年|分[两二三四五]年|每年"),
        re.compile(r"今年|年内(?<![两二三四五2-5]年内)"),
    ),
    Sign(
        said("reads as something done, in the part that plans"),
        "target",
        _ANY,
        re.compile(
            r"同比|[比较](?:上|去)年(?!同期)|已(?:经|建成|完成|达到?|累计|实现)|超额完成|创历史|(?:完成|实现|建成|达到)了"
        ),
    ),
)
# In front of an amount: by how much a thing grew, not how much there is.
_CHANGE = re.compile(
    r"(?:比|较|同比)[^,;。]{0,8}(?:增加|减少|提高|上升|多|少|净增|扩大)了?\Z|(?:多增|增收|减收|增支|增加|减少)了?\Z"
)


def doubts(match: Match, phrase: Phrase, role: Role, names: Names, before: str) -> tuple[Said, ...]:
    """Why a curator should look twice at what a number is about, in a promise or an outcome; `before` is its sentence
    up to it."""
    return (*_of_indicator(match, phrase, names), *_of_words(match, phrase, role), *_of_one(match, phrase, before))


def _of_one(match: Match, phrase: Phrase, before: str) -> list[Said]:
    """A doubt where the number may be that of one project, firm or village that the sentence names."""
    if singling.names_one(before):
        return [_OF_ONE]
    unmatched = match.indicator is None and not match.rivals
    alone = unmatched and phrase.rule == "before" and not re.search(r"\d", before)
    if alone and _WHOSE.fullmatch(bare(phrase.subject)):
        return [said("nothing says whose it is")]
    return []


def _of_indicator(match: Match, phrase: Phrase, names: Names) -> list[Said]:
    """What is doubtful about the indicator that the number was given."""
    if match.rivals:
        return [said("several indicators fit: {names}", names=", ".join(match.rivals))]
    if match.indicator is None:
        return []
    made, unit = [], phrase.quantity.unit
    indicator = names.catalogue[match.indicator]
    exact = match.exact or _turned_round(match, phrase.subject)
    if not exact or not _alike(match, phrase.subject, names):
        made.append(said("the words name something narrower or wider than the indicator"))
    elif (zone := _ZONE.search(phrase.subject.replace(match.words, ""))) and zone[0] not in _about(match, names):
        made.append(said("of a part of the place, or of the whole?"))
    if (each := _EACH.search(phrase.subject)) and not _EACH.search(_about(match, names)):
        made.append(said("“{words}”: the report gives it for each, the indicator for all", words=each[0]))
    if phrase.kind == "amount" and not units.counts_alike(unit, indicator.unit):
        counted = said("the report counts in {printed}, the indicator in {unit}", printed=unit, unit=indicator.unit)
        made.append(counted)
    return made


def _of_words(match: Match, phrase: Phrase, role: Role) -> list[Said]:
    """What is doubtful by the words around the number, whatever it is of."""
    made = [sign.why for sign in SIGNS if sign.shows(phrase.front, role, phrase.kind) and not _is_a_stock(match, sign)]
    if phrase.kind == "amount" and _CHANGE.search(phrase.front):
        made.append(said("by how much it changed, or how much there is?"))
    if phrase.rule in ("completed", "clause before"):
        made.append(said("what it is about was taken from the words before"))
    if phrase.doubtful:
        made.append(
            said("no verb says that this is to be done")
            if role == "target"
            else said("the words may only describe: was this done in the year?")
        )
    if phrase.kind == "share" and phrase.quantity.falls:
        made.append(said("a fall, or a level that was reached?"))
    return made


def _is_a_stock(match: Match, sign: Sign) -> bool:
    """Whether a sum up to now is just what the indicator counts: all that there is."""
    return sign.why is _SO_FAR and match.indicator is not None and match.indicator.endswith("_total")


def _about(match: Match, names: Names) -> str:
    """All that the catalogue says of an indicator's name."""
    indicator = names.catalogue[match.indicator or ""]
    return "".join((indicator.zh, *indicator.aliases, indicator.definition.zh if indicator.definition else ""))


def _alike(match: Match, subject: str, names: Names) -> bool:
    """Whether the words of a match say what the catalogue's name says: most of one stand in the other, and no other
    rank or place (省外 for 市外, 省级 for 国家级). A name that is all of the subject, and long enough to mean one
    thing, is what the catalogue says that reports call it."""
    indicator = names.catalogue[match.indicator or ""]
    about = indicator.zh + (indicator.definition.zh if indicator.definition else "")
    whole = same(bare(subject)) == match.words or _turned_round(match, subject)
    ranked = set(_RANKS.findall(subject)) - set(_RANKS.findall(about))
    if indicator.headline or (whole and len(match.words) >= _TELLING and not ranked):
        return True
    named, found = _core(about), _core(match.words)
    lacking = sum(c not in named for c in found) > len(found) * _APART
    own = _core(indicator.zh)
    unsaid = sum(c not in found + subject for c in own) > len(own) * _APART
    ranks = set(_RANKS.findall(match.words)) - set(_RANKS.findall(about))
    return not (lacking or unsaid or ranks)


def _turned_round(match: Match, subject: str) -> bool:
    """Whether a subject is the name that was found but for the order of deed and thing: 棚户区改造, 改造棚户区."""
    words = same(bare(subject))
    return words != match.words and sorted(words) == sorted(match.words)


def _core(words: str) -> str:
    """The characters of a name that tell what it names, without those that many names have."""
    return re.sub(r"[^\u4e00-\u9fffA-Za-z\d]", "", COMMON.sub("", same(normal(words))))
