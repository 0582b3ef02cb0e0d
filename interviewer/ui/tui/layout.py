"""Text that knows its width only when it is drawn: hanging indents, and two ends of one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Part = Content | str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A text whose further lines stand under its first, right of what leads it."""

    text: Content
    lead: Content = Content("")
    indent: int = 0
    """Cells before the lead."""


def row(*parts: Part, lead: Part = "", indent: int = 0) -> Row:
    return Row(Content.assemble(*parts), Content.assemble(lead), indent)


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

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._at(width).get_height(rules, width) if width else 0


class Page(_Wide):
    """Rows below one another."""

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__()
        self.rows = tuple(rows)

    def laid_out(self, width: int) -> Content:
        return Content("\n").join([line for row in self.rows for line in _lines(row, width)])

    @property
    def plain(self) -> str:
        """The text of all rows, for tests."""
        return "\n".join(f"{row.lead.plain}{row.text.plain}" for row in self.rows)


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


def _lines(row: Row, width: int) -> list[Content]:
    lead = Content.assemble(" " * row.indent, row.lead)
    room = width - lead.cell_length
    if room < 12:  # too narrow to hang
        return Content.assemble(lead, row.text).wrap(width)
    first, *rest = row.text.wrap(room) or [Content("")]
    under = " " * lead.cell_length
    return [Content.assemble(lead, first), *(Content.assemble(under, line) for line in rest)]
