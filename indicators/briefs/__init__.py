"""Briefings to take away: a picture, slides, pages or a workbook that can be traced back to the sentence."""
