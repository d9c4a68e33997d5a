"""Drafting promises and outcomes from a report's text, for a curator to look at: `draft(text, catalogue)`.

No rule knows a place or a report. In the order of reading: `paragraphs` (and their sentences; `grids`: tables),
`dating` and `halves` (years, review and plan), `quantities` (numbers, units, forms), `leaving` (which of them are no
figures), `phrases`, `subjects`, `lists`, `sharing` (what each is a figure of), `wordless` (figures without a number),
`periods` (for which time), `singling` (of one firm or place), `matching`, `fitting` and `choosing` (which indicator),
`doubting` (why to look twice), `proposals` (an entry where there is none), `proving` (each figure by its quote);
`reading` puts them together, `spots` is the sentence it is at. `vocabulary` holds the words that several of them look
for, `drafted` what comes out.

Around it: `reports` reads a report's file (`webpage`, `wordfile`, `pdffile`; `unreadable` is what they say where they
can't), `apart` has a stranger's read in another process (`forking`; `carried` is how answers come back) and
`readingroom` one after the other, `skeletons` begins the files of a city and a year, `writing` and `inserting`
put drafted figures into a year's file, where `stale` takes out what an earlier draft wrote as comments. `nearest` finds
where an answer may stand that was not drafted, `looking` writes down that somebody has looked.
"""

from indicators.drafts.drafted import Draft, Drafted, HalfPart, LeftOut, Proposal
from indicators.drafts.reading import draft

__all__ = ["Draft", "Drafted", "HalfPart", "LeftOut", "Proposal", "draft"]
