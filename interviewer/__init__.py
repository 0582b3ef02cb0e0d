"""A mock interviewer for the terminal: asks, follows up, grades with evidence, loses nothing."""

__version__ = "0.1.0"
