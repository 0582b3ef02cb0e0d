"""Our own pair of themes. Colours mean something: made, missed, undecided, aided; one accent colour."""

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
    variables={
        "scrollbar": "#3a4658",
        "scrollbar-hover": "#4a5a72",
        "scrollbar-active": "#7da6e8",
        "scrollbar-background": "#1a2029",
        "scrollbar-background-hover": "#1a2029",
        "scrollbar-background-active": "#1a2029",
        "scrollbar-corner-color": "#1a2029",
    },
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
    variables={
        "scrollbar": "#c3bfb3",
        "scrollbar-hover": "#aaa698",
        "scrollbar-active": "#2c5aa8",
        "scrollbar-background": "#efece4",
        "scrollbar-background-hover": "#efece4",
        "scrollbar-background-active": "#efece4",
        "scrollbar-corner-color": "#efece4",
    },
)
