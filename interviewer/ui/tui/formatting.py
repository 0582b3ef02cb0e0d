"""Numbers as lines of text: progress and score bars, percentages, times."""

from textual.content import Content

from interviewer.core.text import count_words

FULL, REST = "\u2501", "\u2500"


def bar(share: float, width: int, style: str = "$primary") -> Content:
    """A line of `width` cells, heavy for the share, 0 to 1. Something shows where there is any."""
    share = min(max(share, 0.0), 1.0)
    full = round(share * width)
    if share > 0:
        full = max(full, 1)
    if share < 1:
        full = min(full, width - 1)
    return Content.assemble((FULL * full, style), (REST * (width - full), "$foreground 25%"))


def clock(seconds: float) -> str:
    """07:42, or 1:07:42."""
    minutes, left = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def words(text: str) -> str:
    """The word count in words."""
    count = count_words(text)
    return "1 word" if count == 1 else f"{count:,} words"
