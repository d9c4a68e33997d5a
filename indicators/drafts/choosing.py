"""Which indicator of the catalogue a figure is given, and why a curator should look at that twice."""

from __future__ import annotations

import re

from indicators.collection.evidence import normal
from indicators.collection.naming import same
from indicators.drafts.drafted import Role
from indicators.drafts.matching import COMMON, Match, Names, bare, worth_of
from indicators.drafts.subjects import Phrase
from indicators.drafts.vocabulary import NEW, SCOPES, TOTAL
from indicators.drafts.wordless import Wordless
from indicators.words import units
from indicators.words.texts import Said, said

_ALL = re.compile(r"总数|总量|累计|拥有")
_TELLING = 4  # characters of a name by which alone an indicator is known (小升规 is a word for what was done)
_APART = 0.34  # the share of characters that a name may have beyond the catalogue's, or the other way round
_RANKS = re.compile(r"[国省市县区旗]外|国家级|省级|市级|县级|国际|国内|境外")
_CHANGE = re.compile(r"(?:比|较|同比)[^,;。]{0,5}(?:增加|减少|提高|上升|多|少)了?\Z")
# What can be said to be completed: a road that opens is not the length of all roads, nor in a review a number of them.
_DONE: dict[Role, tuple[str, ...]] = {"target": ("share", "count"), "outcome": ("share",)}
_POINTING_TO_ALL = re.compile(r"总数|总量|总共|累计|存量")


def of_number(phrase: Phrase, unit: str, names: Names, sentence: str, around: str) -> Match:
    """The indicator that a number is a figure of, by its subject, else by the subject's plain words.

    `unit` is the number's, `sentence` the text that the phrase's offsets are in, `around` what stands around that.
    """
    before, quantity = phrase.front + phrase.subject, phrase.quantity
    pointing = phrase.rule == "pointing" and _POINTING_TO_ALL.search(phrase.front) is not None
    of_all = _ALL.search(before) is not None
    new = NEW.search(before) is not None and not of_all and not pointing
    total = TOTAL.search(phrase.front + sentence[quantity.start : quantity.digits]) is not None
    named = pointing and not phrase.subject.endswith(("总数", "总量"))
    came = re.search("新增|净增", phrase.front) if phrase.rule == "pointing" else None
    subjects = [
        *((came[0] + phrase.subject,) if came else ()),
        phrase.subject + "总量" if named else phrase.subject,
        bare(phrase.subject),
        re.sub(r"\([^)]*\)", "", phrase.subject),  # 地区生产总值(GDP)
    ]
    match = Match(None)
    for i, subject in enumerate(subjects):
        if match.indicator is None and not match.rivals and (i == 0 or subject not in subjects[:i]):
            total_of_all = total or of_all or pointing
            match = names.find(subject, phrase.kind, unit, new, total_of_all, around)
    return match


def of_words(wordless: Wordless, names: Names, role: Role) -> Match:
    """The indicator of words without a number: by its subject where something measured is spoken of, else the
    longest name that stands in the words."""
    if wordless.refers_to is not None:
        return names.find(wordless.subject, "growth", "%", False, False)
    if wordless.rule == "in words" and wordless.subject != "约束性指标":
        growth = names.find(wordless.subject, "growth", "%", False, False)
        return growth if growth.indicator else _spoken_of(wordless.subject, names)
    found = [n for n in names.words if n in wordless.subject + (wordless.words or "")]
    if not found and wordless.subject == "约束性指标":
        found = [n for n in names.words if n.startswith("约束性指标")]
    if not found:
        return Match(None)
    longest = max(found, key=len)
    fitting = ((key, i) for key, i in names.catalogue.items() if longest in map(normal, (i.zh, *i.aliases)))
    done = wordless.form == "done"
    keys = [key for key, i in fitting if not i.headline and (not done or i.measure in _DONE[role])]
    return Match(keys[0]) if len(keys) == 1 else Match(None, tuple(keys))


def _spoken_of(subject: str, names: Names) -> Match:
    """The indicator, of whatever measure but growth, that a subject names to its end."""
    fitting = {
        name.key: worth
        for name in reversed(names.all)
        if name.indicator.measure != "growth" and (worth := worth_of(name, same(subject), "amount")) is not None
    }
    best = max(fitting.values(), default=0.0)
    keys = [key for key, worth in fitting.items() if worth == best]
    return Match(keys[0]) if len(keys) == 1 and best % 0.5 == 0 else Match(None)


def doubts(match: Match, phrase: Phrase, role: Role, names: Names) -> tuple[Said, ...]:
    """Why a curator should look twice at what a number is about, in a promise or an outcome."""
    doubts, unit = [], phrase.quantity.unit
    if match.rivals:
        doubts.append(said("several indicators fit: {names}", names=", ".join(match.rivals)))
    if match.indicator is not None:
        indicator = names.catalogue[match.indicator]
        if not match.exact or not _alike(match, phrase.subject, names):
            doubts.append(said("the words name something narrower or wider than the indicator"))
        if phrase.kind == "amount" and not units.counts_alike(unit, indicator.unit):
            doubts.append(
                said("the report counts in {printed}, the indicator in {unit}", printed=unit, unit=indicator.unit)
            )
    if phrase.kind == "amount" and _CHANGE.search(phrase.front):
        doubts.append(said("by how much it changed, or how much there is?"))
    if phrase.rule in ("completed", "clause before"):
        doubts.append(said("what it is about was taken from the words before"))
    if phrase.doubtful:
        doubts.append(
            said("no verb says that this is to be done")
            if role == "target"
            else said("the words may only describe: was this done in the year?")
        )
    if phrase.kind == "share" and phrase.quantity.falls:
        doubts.append(said("a fall, or a level that was reached?"))
    return tuple(doubts)


def _alike(match: Match, subject: str, names: Names) -> bool:
    """Whether the words of a match say what the catalogue's name says: most of one stand in the other, and no other
    rank or place (省外 for 市外, 省级 for 国家级). A name that is all of the subject, and long enough to mean one,
    is what the catalogue says that reports call it."""
    indicator = names.catalogue[match.indicator or ""]
    whole = same(bare(subject)) == match.words and len(match.words) >= _TELLING and not _RANKS.search(subject)
    if indicator.headline or whole:
        return True
    about = indicator.zh + (indicator.definition.zh if indicator.definition else "")
    named, found = _core(about), _core(match.words)
    lacking = sum(c not in named for c in found) > len(found) * _APART
    own = _core(indicator.zh)
    unsaid = sum(c not in found + subject for c in own) > len(own) * _APART
    ranks = set(_RANKS.findall(match.words)) - set(_RANKS.findall(about))
    return not (lacking or unsaid or ranks)


def _core(words: str) -> str:
    """The characters of a name that tell what it names, without those that many names have."""
    return re.sub(r"[^\u4e00-\u9fffA-Za-z\d]", "", COMMON.sub("", same(normal(words))))


def scope(subject: str, key: str | None, names: Names) -> str | None:
    """The part of the place that a figure is of (中心城区), where its indicator is of the whole place."""
    if key is None:
        return None
    indicator = names.catalogue[key]
    about = "".join((indicator.zh, *indicator.aliases, indicator.definition.zh if indicator.definition else ""))
    named = next((word for word in SCOPES if bare(subject).startswith(word)), None)
    return None if named is None or re.search("城区|市区|建成区|城市", about) else named
