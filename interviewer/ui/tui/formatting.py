"""Numbers as lines of text: progress and score bars, times, counts, and the colours of grades."""

from datetime import date

from textual.content import Content

from interviewer.core.text import Inert, count_words, counted, inert
from interviewer.ui.tui.layout import glyphs, text

FULL, REST = "\u2501", "\u2500"

BANDS = {
    "A": "bold $text-success",
    "B": "bold $text-success",
    "C": "bold $text-warning",
    "D": "bold $text-error",
    "F": "bold $text-error",
}
"""The colour of a grade's letter; it never stands alone."""


def band(score: float | None) -> str:
    """The colour of a score, 0 to 1."""
    if score is None:
        return "$foreground 40%"
    return "$success" if score >= 0.7 else "$warning" if score >= 0.5 else "$error"


def bar(share: float, width: int, style: str = "$primary") -> Content:
    """A line of `width` cells, heavy for the share, 0 to 1. Something shows where there is any."""
    share = min(max(share, 0.0), 1.0)
    full = round(share * width)
    if share > 0:
        full = max(full, 1)
    if share < 1:
        full = min(full, width - 1)
    return text((glyphs(FULL, full), style), (glyphs(REST, width - full), "$foreground 25%"))


def clock(seconds: float) -> Inert:
    """07:42, or 1:07:42."""
    minutes, left = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return inert(f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}")


def day(when: date) -> Inert:
    """A day as people write it: "24 Nov 2026"."""
    return inert(f"{when.day} {when:%b %Y}")


def words(said: str) -> Inert:
    """The word count in words."""
    return counted(count_words(said), "word")
