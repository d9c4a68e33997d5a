"""Mutants of real curated files, sent through everything that reads them: `make fuzz [N=20000] [SEED=1]`.

`bases` are small cities cut from real files, `mutations` changes one file of a city, `trial` sends a batch of such
cities through loading, tables, the views of every page, exports and the diff, `workers` runs batches in processes of
their own.
"""
