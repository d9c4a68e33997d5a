"""Drafting promises and outcomes from a report's text, for a curator to look at: `draft(text, catalogue)`.

No rule knows a place or a report. In the order of reading: `passages` (paragraphs, sentences), `halves` (review and
plan, years), `amounts` (numbers, units, forms), `leaving` (which are no figures), `phrases`, `subjects` and `lists`
(what each is a figure of), `wordless` (promises without a number), `periods` (for which time), `matching` (which
indicator), `proposals` (an entry where there is none), `reading` (all together, each figure proved by its quote).
"""

from indicators.drafts.drafted import Draft, Drafted, Half, LeftOut, Proposal
from indicators.drafts.reading import draft

__all__ = ["Draft", "Drafted", "Half", "LeftOut", "Proposal", "draft"]
