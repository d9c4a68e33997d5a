"""For each page one pure function: tables and choices in, a frozen dataclass of all that the page shows out."""
