"""A whole report: its halves, the figures of every sentence, the indicator of each, and the proof of each by its
quote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from indicators.collection.evidence import normal, quote_problem
from indicators.drafts import halves, leaving, periods
from indicators.drafts.drafted import Draft, Drafted, LeftOut, Role
from indicators.drafts.matching import Match, Names, bare
from indicators.drafts.paragraphs import Paragraph, Sentence, paragraphs
from indicators.drafts.phrases import read
from indicators.drafts.proposals import proposal
from indicators.drafts.subjects import Phrase
from indicators.drafts.vocabulary import NEW, SCOPES, TOTAL
from indicators.drafts.wordless import Wordless, livelihood_list, relative, words_only
from indicators.model.schema import Indicator
from indicators.words.texts import Said, said

_MOST = 2500  # figures; the longest reports have some hundreds
_LONG = 400  # characters of a quote that nobody would check
# Whose report it is: 市人民政府市长, 代表县人民政府, 某区第十七届人民代表大会.
_OWN = re.compile(r"([省市县区州盟旗])(?:第[^,。]{1,4}届人民代表大会|人民政府|长[^期远效久])")


class _Reader:
    """One run over a report."""

    def __init__(self, text: str, catalogue: Mapping[str, Indicator], years: halves.Years) -> None:
        self.text, self.names, self.years = text, Names(catalogue), years
        self.figures: list[Drafted] = []
        self.context: list[Drafted] = []
        self.left: list[LeftOut] = []
        self.below = periods.Span(False)  # what the last title speaks of
        self.proposed: dict[str, tuple[str, str]] = dict.fromkeys(catalogue, ("", ""))
        own = _OWN.search(normal(text[:6000]))
        counts = {word: text.count(word) for word in ("全市", "全县", "全区", "全省", "全州", "全盟", "全旗")}
        self.home = "全" + own[1] if own else max(counts, key=lambda word: counts[word])

    def paragraph(self, paragraph: Paragraph, role: Role) -> None:
        """Read one paragraph."""
        livelihood = role == "target" and livelihood_list(paragraph.text)
        span = periods.Span.of(paragraph.text, self.years, self.below)
        if paragraph.heading:
            self.below = span
        for sentence in paragraph.sentences():
            if self.full:
                return
            span = span.after(sentence.text, self.years)
            phrases, left = read(
                sentence.text, self.names, self.home, paragraph.text[max(0, sentence.at - 600) : sentence.at]
            )
            for gone in left:
                self.leave(paragraph, sentence, gone.amount.digits, gone.amount.tail, gone.why)
            for phrase in phrases:
                why = (
                    leaving.DESCRIBED
                    if role == "target" and phrase.front.endswith(("总投资", "计划总投资"))
                    else periods.elsewhen(phrase.front, sentence.text, phrase.amount.digits, span, role, self.years)
                )
                if why is None:
                    self.number(paragraph, sentence, phrase, role)
                else:
                    self.leave(paragraph, sentence, phrase.amount.digits, phrase.amount.tail, why)
            if role == "target" and not span.long:
                for wordless in (*relative(sentence.text, self.names), *words_only(sentence.text, livelihood)):
                    self.words(paragraph, sentence, wordless)

    @property
    def full(self) -> bool:
        """Whether there are more figures than a report can have, so that reading stops."""
        return len(self.figures) + len(self.context) + len(self.left) // 8 > _MOST

    def leave(self, paragraph: Paragraph, sentence: Sentence, start: int, end: int, why: Said) -> None:
        """Note an amount that is left alone."""
        at, to = paragraph.place(sentence.at + start, sentence.at + max(end, start + 1))
        self.left.append(LeftOut(at, to, self.text[at:to], why))

    def number(self, paragraph: Paragraph, sentence: Sentence, phrase: Phrase, role: Role) -> None:
        """Draft a figure with a number."""
        amount, doubts = phrase.amount, []
        if phrase.kind in ("growth", "points") and amount.falls:
            amount = amount.fallen()
        before = phrase.front + phrase.subject
        pointing = phrase.rule == "pointing" and bool(re.search(r"总数|总量|总共|累计|存量", phrase.front))
        new = bool(NEW.search(before)) and not re.search(r"总数|总量|累计|拥有", before)
        total = bool(TOTAL.search(phrase.front + sentence.text[amount.start : amount.digits])) or bool(
            re.search(r"总数|总量|累计|拥有", before)
        )
        unit = "%" if amount.unit == "倍" and phrase.kind == "growth" else amount.unit
        numbers = tuple(n * 100 for n in amount.numbers) if unit != amount.unit else amount.numbers
        new, total = new and not pointing, total or pointing
        subject = (
            phrase.subject if not pointing or phrase.subject.endswith(("总数", "总量")) else phrase.subject + "总量"
        )
        around = paragraph.text[max(0, sentence.at - 200) : sentence.at + 200 + len(sentence.text)]
        match = self.names.find(subject, phrase.kind, unit, new, total, around)
        for plainer in (bare(phrase.subject), re.sub(r"\([^)]*\)", "", phrase.subject)):  # 地区生产总值(GDP)
            if match.indicator is None and not match.rivals and plainer != phrase.subject:
                match = self.names.find(plainer, phrase.kind, unit, new, total, around)
        doubts += _doubts(match, phrase)
        if phrase.kind == "share" and phrase.amount.falls:
            doubts.append(said("a fall, or a level that was reached?"))
        stretch = phrase.stretch.numbers[0] if phrase.stretch and phrase.stretch.form != "between" else None
        start, end = self._quoted(paragraph, sentence, phrase.start, phrase.end)
        drafted = Drafted(
            role,
            self.years.plans if role == "target" else self.years.reviews,
            match.indicator,
            amount.form,
            numbers,
            unit,
            self.text[start:end],
            start,
            end,
            phrase.rule,
            stretch=stretch,
            strive=phrase.strive if role == "target" else False,
            due=periods.due(phrase.front, self.years.plans) if role == "target" else None,
            scope=self._scope(phrase.subject, match.indicator),
            interim_to=periods.interim(phrase.front, self.years.reviews) if role == "outcome" else None,
            doubts=tuple(doubts),
        )
        self.add(drafted, phrase.subject, phrase, amount.falls)

    def _scope(self, subject: str, key: str | None) -> str | None:
        """The part of the place that a figure is of (中心城区), where its indicator is of the whole place."""
        if key is None:
            return None
        indicator = self.names.catalogue[key]
        about = "".join((indicator.zh, *indicator.aliases, indicator.definition.zh if indicator.definition else ""))
        named = next((word for word in SCOPES if bare(subject).startswith(word)), None)
        return None if named is None or re.search("城区|市区|建成区|城市", about) else named

    def words(self, paragraph: Paragraph, sentence: Sentence, wordless: Wordless) -> None:
        """Draft a promise without a number."""
        start, end = self._quoted(paragraph, sentence, wordless.start, wordless.end)
        if any(
            f.start < end
            and start < f.end
            and f.role == "target"
            and f.refers_to != wordless.refers_to
            and wordless.form == "text"
            for f in self.figures[-6:]
        ):
            return
        kind = "growth" if wordless.refers_to else "share"
        match = (
            self.names.find(wordless.subject, "growth", "%", False, False)
            if wordless.refers_to
            else self._by_words(wordless)
        )
        doubts = (said("words without a number: is it a promise?"),) if wordless.form == "text" else ()
        drafted = Drafted(
            "target",
            self.years.plans,
            match.indicator,
            wordless.form,
            (),
            "%",
            self.text[start:end],
            start,
            end,
            wordless.rule,
            refers_to=wordless.refers_to,
            text=self._copied(paragraph, sentence, wordless),
            strive=wordless.strive,
            doubts=doubts,
            due=periods.due(sentence.text[wordless.start : wordless.end], self.years.plans),
        )
        if drafted.form == "text" and match.indicator is None:
            drafted = replace(drafted, proposal=proposal(wordless.subject, "share", "%", False, False, self.proposed))
        elif match.indicator is None:
            drafted = replace(drafted, proposal=proposal(wordless.subject, kind, "%", False, False, self.proposed))
        self.prove(drafted)

    def _copied(self, paragraph: Paragraph, sentence: Sentence, wordless: Wordless) -> str | None:
        """The words of a promise as the original prints them, on one line."""
        if wordless.words is None:
            return None
        at = sentence.text.find(wordless.words, wordless.start)
        start, end = paragraph.place(sentence.at + at, sentence.at + at + len(wordless.words))
        return re.sub(r"\s*[\r\n]+\s*", "", self.text[start:end])

    def _by_words(self, wordless: Wordless) -> Match:
        """The indicator of words without a number: the longest name that stands in them."""
        found = [n for n in self.names.words if n in wordless.subject + (wordless.words or "")]
        if not found and wordless.rule == "binding":
            found = [n for n in self.names.words if n.startswith("约束性指标")]
        if not found:
            return Match(None)
        longest = max(found, key=len)
        keys = [
            key
            for key, i in self.names.catalogue.items()
            if longest in map(normal, (i.zh, *i.aliases)) and not i.headline
        ]
        return Match(keys[0]) if len(keys) == 1 else Match(None, tuple(keys))

    def _quoted(self, paragraph: Paragraph, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The place of the quote in the original, without stray marks at its ends."""
        words = sentence.text
        while start < end and (
            match := re.match(
                r"[、,;:。*#)\]\-—·•]|(?:[一二三四五六七八九十]{1,3}是|\(?[一二三四五六七八九十]{1,3}[)、]|\d{1,2}[.、](?!\d))|(?:其中|并|和|及|与)(?=[^,])",
                words[start:end],
            )
        ):
            start += match.end()
        while end > start and words[end - 1] in "、,;:。!?":
            end -= 1
        return paragraph.place(sentence.at + start, sentence.at + max(end, start + 1))

    def add(self, drafted: Drafted, subject: str, phrase: Phrase, falls: bool) -> None:
        """Give a figure that no indicator fits its proposal, and prove it."""
        if drafted.indicator is None:
            made = proposal(
                subject,
                phrase.kind,
                drafted.unit,
                falls,
                drafted.form in ("at_most", "less_than") and not falls,
                self.proposed,
            )
            drafted = replace(drafted, proposal=made)
        self.prove(drafted)

    def prove(self, drafted: Drafted) -> None:
        """Keep a figure only if it can be read in its own quote, and the quote in the text."""
        if drafted.end - drafted.start > _LONG:
            self.left.append(
                LeftOut(drafted.start, drafted.end, drafted.quote[:40], said("no short passage says what it is"))
            )
            return
        entry = self.names.catalogue.get(drafted.indicator or "") or (
            drafted.proposal.indicator if drafted.proposal else None
        )
        try:
            problem = quote_problem(drafted.figure(entry), entry) if entry else None
        except ValueError:
            self.left.append(
                LeftOut(drafted.start, drafted.end, drafted.quote, said("the number is no figure that can be entered"))
            )
            return
        if entry is None or problem is not None:
            self.left.append(
                LeftOut(drafted.start, drafted.end, drafted.quote, problem.what if problem else leaving.UNCLEAR)
            )
            return
        if any(_same(drafted, other) for other in self.figures[-8:]):
            return
        (self.context if drafted.role == "outcome" and drafted.indicator is None else self.figures).append(drafted)


def _same(one: Drafted, other: Drafted) -> bool:
    """Whether two figures say the same of the same words."""
    return (one.role, one.form, one.numbers, one.unit, one.quote, one.name, one.start) == (
        other.role,
        other.form,
        other.numbers,
        other.unit,
        other.quote,
        other.name,
        other.start,
    )


def _doubts(match: Match, phrase: Phrase) -> list[Said]:
    """Why a curator should look twice at what a number is about."""
    doubts = []
    if match.rivals:
        doubts.append(said("several indicators fit: {names}", names=", ".join(match.rivals)))
    if not match.exact:
        doubts.append(said("the words name something narrower or wider than the indicator"))
    if phrase.rule in ("completed", "clause before"):
        doubts.append(said("what it is about was taken from the words before"))
    if phrase.doubtful:
        doubts.append(said("no verb says that this is to be done"))
    return doubts


def _once(figures: list[Drafted]) -> tuple[Drafted, ...]:
    """One figure an indicator, year and role: the first that is not in part; what comes later keeps a doubt."""
    seen: dict[tuple[object, ...], Drafted] = {}
    made: list[Drafted] = []
    for drafted in figures:
        key = (drafted.role, drafted.indicator, drafted.year)
        if drafted.indicator is not None and key in seen:
            if (seen[key].form, seen[key].numbers, seen[key].unit) == (drafted.form, drafted.numbers, drafted.unit):
                continue
            drafted = replace(drafted, doubts=(*drafted.doubts, said("the report gives this indicator more than once")))
        seen.setdefault(key, drafted)
        made.append(drafted)
    return tuple(made)


def draft(text: str, catalogue: Mapping[str, Indicator], reviews: int | None = None, plans: int | None = None) -> Draft:
    """Draft the promises and outcomes of a report.

    `catalogue` is `Collection.catalogue`. `reviews` and `plans` are the years of the halves where the reader knows
    them; else the text says. Never raises on any text; every figure that comes out passes `evidence.quote_problem`,
    and its quote stands in `text` between its offsets.
    """
    found = paragraphs(text)
    years = halves.years(found, reviews, plans)
    kinds = halves.halves(found, years)
    reader = _Reader(text, catalogue, years)
    doubts = [said("the text does not say which years it reviews and plans; give them")] if years.plans is None else []
    for paragraph, kind in zip(found, kinds, strict=True):
        reader.paragraph(paragraph, "outcome" if kind == "reviews" else "target")
    if reader.full:
        doubts.append(said("more figures than any report has: the rest was not read"))
    return Draft(
        _once(reader.figures),
        _once(reader.context),
        tuple(reader.left),
        halves.spans(found, kinds),
        years.reviews,
        years.plans,
        tuple(doubts),
    )
