"""Hold the dashboard for minutes under what readers, curators and accidents do to it, and print how it stands:
`make soak`.

Bounded, on this machine alone, with a copy of the data. A number is printed with its aim beside it, where it has one;
errors that a reader saw end the part with a failure.
"""
