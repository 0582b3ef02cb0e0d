"""Text that knows its width only when it is drawn: hanging indents, and two ends of one line."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from interviewer.core.text import Inert, inert

MUTED = "$foreground 60%"
"""The style of what matters less. (`$text-muted` is white where it stands in content.)"""
QUOTED = f"italic {MUTED}"

EMPTY = Content("")
BREAK = Content("\n")

Part = Content | Inert | tuple[Inert, str | Style]
"""Text to draw, alone or with a style. Content is made here alone, of text that is inert."""


def text(*parts: Part) -> Content:
    """Put parts together. Mark-up in them is not read: it is text."""
    return Content.assemble(*parts)


def glyphs(sign: str, count: int = 1) -> Inert:
    """One of our marks, this many times."""
    return Inert(sign * count)


NOTHING = Inert("")


class Row(NamedTuple):
    """A text whose further lines stand under its first, right of what leads it."""

    text: Content
    lead: Content = EMPTY
    indent: int = 0
    """Cells before the lead."""
    tail: Content = EMPTY
    """Kept in one piece: after the text where there is room, else on a line of its own."""
    cut: bool = False
    """One line and no more: what does not fit is cut with an ellipsis."""


class Flow(NamedTuple):
    """Pieces after one another, broken into lines only between them."""

    pieces: tuple[Content, ...]


def say_in_place(widget: Static, visual: Visual) -> None:
    """Show something else in a widget. The screen is laid out again, which is the dear part of a
    change, only where it takes another number of lines.
    """
    size = widget.content_size
    same = (
        size.width > 0 and visual.get_height(widget.styles.get_rules(), size.width) == size.height
    )
    widget.update(visual, layout=not same)


def row(*parts: Part, lead: Part = NOTHING, indent: int = 0) -> Row:
    return Row(text(*parts), text(lead), indent)


def paragraphs(said: str, style: str = "") -> list[Row]:
    """Text from outside as rows, its own line ends kept."""
    return [row((Inert(line), style)) for line in inert(said).split("\n")]


class _Wide(Visual):
    """What both kinds share: they fill the width, and are laid out once for each width."""

    def __init__(self) -> None:
        self._done: tuple[int, Content] = (-1, Content(""))

    def laid_out(self, width: int) -> Content:
        raise NotImplementedError

    def _at(self, width: int) -> Content:
        if self._done[0] != width:
            self._done = (width, self.laid_out(max(width, 1)))
        return self._done[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._at(width).get_height(rules, width) if width else 0


class Page(_Wide):
    """Rows below one another."""

    def __init__(self, rows: Iterable[Row | Flow]) -> None:
        super().__init__()
        self.rows = tuple(rows)

    def laid_out(self, width: int) -> Content:
        return BREAK.join([line for row in self.rows for line in _lines(row, width)])


class Ends(_Wide):
    """One line with a left and a right end; the left gives way where they do not fit."""

    def __init__(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        super().__init__()
        self.left = Content.assemble(*left)
        self.right = Content.assemble(*right)

    def laid_out(self, width: int) -> Content:
        left = self.left.truncate(max(width - self.right.cell_length - 1, 1), ellipsis=True)
        gap = max(width - left.cell_length - self.right.cell_length, 1)
        return Content.assemble(left, " " * gap, self.right).truncate(width)


def _lines(row: Row | Flow, width: int) -> list[Content]:
    if isinstance(row, Flow):
        return _flowing(row, width)
    if row.cut:
        return [row.text.truncate(width, ellipsis=True)]
    lead = Content.assemble(" " * row.indent, row.lead)
    room = width - lead.cell_length
    if room < 12:  # too narrow to hang
        return Content.assemble(lead, row.text, row.tail).wrap(width)
    lines = row.text.wrap(room) or [Content("")]
    if row.tail:
        last = lines[-1].rstrip()
        if last.cell_length + 2 + row.tail.cell_length <= room:
            lines[-1] = Content.assemble(last, "  ", row.tail)
        else:
            lines += row.tail.wrap(room)
    under = " " * lead.cell_length
    return [Content.assemble(under if at else lead, line) for at, line in enumerate(lines)]


def _flowing(flow: Flow, width: int) -> list[Content]:
    lines: list[Content] = []
    for piece in flow.pieces:
        if lines and lines[-1].cell_length + 3 + piece.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "   ", piece)
        else:
            lines += piece.wrap(width)
    return lines
