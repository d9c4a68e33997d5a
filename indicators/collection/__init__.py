"""What may be believed of what is typed: the curated folder, read, checked and held against its documents.

from indicators import collection
data = collection.load("curated")      # data.problems: what is wrong
"""

from indicators.collection.loading import Collection, load

__all__ = ["Collection", "load"]
