"""The first line of every screen: where one is on the left, who grades on the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Static

from interviewer.core.text import Inert, inert, one_line
from interviewer.ui.tui.formatting import bar, clock
from interviewer.ui.tui.layout import Part, glyphs, text
from interviewer.ui.tui.reaching import WORDS

if TYPE_CHECKING:
    from interviewer.core.run import Reach


WORDS_FROM = 76
"""Below this many cells a sign stands alone for whether who grades was reached."""


class TopLine(Static):
    """Where one is, and who grades. The left gives way where they do not fit."""

    DEFAULT_CSS = """
    TopLine { height: 1; padding: 0 2; background: $panel; color: $text-muted; }
    """

    def __init__(self, place: Inert = inert(""), who: Inert = inert("")) -> None:  # noqa: B008 - text
        super().__init__("", markup=False)
        self._place, self._who = place, who

    def show(self, place: Inert, who: Inert) -> None:
        self._place, self._who = place, who
        self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        who = one_line(self._who, max(width // 2, 8))
        place = one_line(self._place, max(width - len(who) - 15, 6))
        left = text((inert("interviewer"), "bold $text-primary"), inert(f"  {place}"))
        left = left.truncate(max(width - len(who) - 1, 1), ellipsis=True)
        gap = max(width - left.cell_length - len(who), 0)
        return text(left, glyphs(" ", gap), (who, "$foreground"))


class Standing(NamedTuple):
    """What the line of an interview says."""

    title: str
    number: int
    """The question that is being discussed, from 1."""
    done: int
    """Questions that are finished with."""
    total: int
    elapsed: float
    badge: str
    usage: str
    reach: "Reach" = ""
    """Whether who grades was reached."""
    left: tuple[Inert, str] | None = None
    """The countdown with its colour, where the time is limited: in place of the time spent."""


class Headline(Static):
    """Asks for the standing whenever it is drawn, so that it holds no state to go stale."""

    DEFAULT_CSS = """
    Headline { height: 1; padding: 0 2; background: $panel; color: $text-muted; }
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
    gap = 3 if width >= 100 else 2
    time = standing.left or (clock(standing.elapsed), "")
    room -= len(count) + gap + len(time[0])
    right: list[tuple[Inert, str]] = [time]
    sign, words, style = WORDS[standing.reach]
    words = f" {sign} {words}" if width >= WORDS_FROM else f" {sign}"
    words = words.rstrip()
    badge = one_line(standing.badge, max(min(room - gap - len(words), 40), 4))
    right.append((badge, "$foreground"))
    room -= len(badge) + len(words) + gap
    usage = one_line(standing.usage, 40)
    if usage and room - len(usage) - gap >= 50:
        right.insert(1, (usage, ""))
        room -= len(usage) + gap
    length = 20 if room >= 56 else 12 if room >= 40 else 8 if room >= 8 + gap else 0
    left: list[Part] = []
    if length:
        room -= length + gap
    title = one_line(standing.title, max(room - gap, 1)) if room - gap >= 8 else inert("")
    if title:
        left += [(title, "bold $text-primary"), glyphs(" ", gap)]
        room -= len(title) + gap
    left.append((inert(count), "$foreground"))
    if length:
        left += [glyphs(" ", gap), bar(standing.done / max(standing.total, 1), length)]
    parts: list[Part] = [*left, glyphs(" ", max(room, 0))]
    for part in right:
        parts += [glyphs(" ", gap), part]
    if words:
        parts.append((inert(words), style))
    return text(*parts)
