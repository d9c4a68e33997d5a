"""The shape of curated data: schema, what its keys mean, figures in words, and problems as values."""
