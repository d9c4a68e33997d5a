"""Hold the dashboard for minutes under what readers, curators and accidents do to it, and print how it stands:
`make soak`.

Bounded, on this machine alone, with a copy of the data. A number is printed with its aim beside it; an error ends the
part with a failure, as does an aim that no busy machine excuses.
"""
