"""Which indicator of the catalogue a figure is given."""

from __future__ import annotations

import re

from indicators.collection.evidence import normal
from indicators.collection.naming import same
from indicators.drafts.drafted import Role
from indicators.drafts.fitting import worth_of
from indicators.drafts.matching import Match, Names, bare
from indicators.drafts.subjects import Phrase
from indicators.drafts.vocabulary import NEW, SCOPES, TOTAL
from indicators.drafts.wordless import Wordless

_ALL = re.compile(r"总数|总量|累计|拥有")
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


def scope(subject: str, key: str | None, names: Names) -> str | None:
    """The part of the place that a figure is of (中心城区), where its indicator is of the whole place."""
    if key is None:
        return None
    indicator = names.catalogue[key]
    about = "".join((indicator.zh, *indicator.aliases, indicator.definition.zh if indicator.definition else ""))
    named = next((word for word in SCOPES if bare(subject).startswith(word)), None)
    return None if named is None or re.search("城区|市区|建成区|城市", about) else named
