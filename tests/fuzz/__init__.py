"""Random search for what breaks the interview: its engine, its banks, its settings, its displays."""
