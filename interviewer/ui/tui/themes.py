"""Our own pair of themes. Colours mean something: made, missed, undecided, aided; one accent besides."""

from textual.theme import Theme

DARK = Theme(
    name="interviewer-dark",
    primary="#7da6e8",
    secondary="#5b7fb8",
    accent="#58b7c4",
    success="#86c67c",
    warning="#e2b04a",
    error="#ec7a7f",
    foreground="#d9dfe8",
    background="#12161d",
    surface="#1a2029",
    panel="#222a36",
    dark=True,
)
LIGHT = Theme(
    name="interviewer-light",
    primary="#2c5aa8",
    secondary="#55759f",
    accent="#0e7386",
    success="#2f7a36",
    warning="#966200",
    error="#b42b2f",
    foreground="#262b33",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e7e4dc",
    dark=False,
)
