"""Promised versus achieved: a city government's targets beside what it later reported, with the words that say so."""
