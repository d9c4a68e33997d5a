"""Plotly figures, drawn from what the views say; the same figures go on screen and into pictures."""
