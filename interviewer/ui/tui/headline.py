"""The first line of an interview: where one is, for how long, and who listens."""

from collections.abc import Callable
from typing import NamedTuple

from textual.content import Content
from textual.widgets import Static

from interviewer.core.text import one_line
from interviewer.ui.tui.formatting import bar, clock


class Standing(NamedTuple):
    """What the line says."""

    title: str
    number: int
    """The question that is being discussed, from 1."""
    done: int
    """Questions that are finished with."""
    total: int
    elapsed: float
    badge: str
    usage: str


class Headline(Static):
    """Asks for the standing whenever it is drawn, so that it holds no state to go stale."""

    DEFAULT_CSS = """
    Headline { height: 1; padding: 0 2; background: $surface; color: $text-muted; }
    """

    def __init__(self, standing: Callable[[], Standing]) -> None:
        super().__init__("", markup=False)
        self._standing = standing

    def render(self) -> Content:
        return headline(self._standing(), self.content_size.width)


def headline(standing: Standing, width: int) -> Content:
    """The line for a width: what matters least is shortened, then left out."""
    room = width
    count = f"Question {standing.number} of {standing.total}"
    if width < 60:
        count = f"{standing.number} of {standing.total}"
    time, gap = clock(standing.elapsed), 3 if width >= 100 else 2
    room -= len(count) + gap + len(time)
    right = [(time, "")]
    badge = one_line(standing.badge, max(min(room - gap, 40), 4))
    right.append((badge, "$text-primary"))
    room -= len(badge) + gap
    usage = one_line(standing.usage, 40)
    if usage and room - len(usage) - gap >= 50:
        right.insert(1, (usage, ""))
        room -= len(usage) + gap
    length = 20 if room >= 56 else 12 if room >= 40 else 8 if room >= 8 + gap else 0
    left: list[Content | str | tuple[str, str]] = []
    if length:
        room -= length + gap
    title = one_line(standing.title, max(room - gap, 1)) if room - gap >= 8 else ""
    if title:
        left += [(title, "bold $foreground"), " " * gap]
        room -= len(title) + gap
    left.append((count, "$foreground"))
    if length:
        left += [" " * gap, bar(standing.done / max(standing.total, 1), length)]
    parts = [*left, " " * max(room, 0)]
    for text, style in right:
        parts += [" " * gap, (text, style)]
    return Content.assemble(*parts)
