"""What stands on a terminal after bytes were written to it, cell by cell, with its colours.

Knows what this program and Textual write: places, colours, text of one cell a letter.
"""

import re
from typing import NamedTuple

_PIECE = re.compile(
    r"\x1b\[(?P<how>[0-9;?<>=$ ]*)(?P<what>[A-Za-z@`~{|}])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b.|"
    r"(?P<text>[^\x1b])",
    re.DOTALL,
)


class Cell(NamedTuple):
    letter: str
    colour: str
    """The parameters of the colour of its text, such as "38;2;120;180;255"; empty for the usual."""


class ScreenGrid:
    """A screen of so many columns and rows."""

    def __init__(self, columns: int, rows: int, output: bytes) -> None:
        self._cells = [[Cell(" ", "")] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._colour = ""
        for piece in _PIECE.finditer(output.decode("utf-8", "replace")):
            if piece["text"] is not None:
                self._write(piece["text"])
            elif piece["what"]:
                self._obey(piece["what"], piece["how"])

    def _write(self, letter: str) -> None:
        if letter == "\r":
            self._column = 0
        elif letter == "\n":
            self._row += 1
        elif letter >= " ":
            if self._row < len(self._cells) and self._column < len(self._cells[0]):
                self._cells[self._row][self._column] = Cell(letter, self._colour)
            self._column += 1

    def _obey(self, what: str, how: str) -> None:
        numbers = (
            [int(part or 1) for part in how.split(";")] if re.fullmatch(r"[\d;]*", how) else []
        )
        if what == "H":
            self._row, self._column = (*(n - 1 for n in numbers), 0)[:2]
        elif what == "m":
            self._paint(how)

    def _paint(self, how: str) -> None:
        if how in ("", "0"):
            self._colour = ""
        found = re.search(r"(?:^|;)(38;(?:2;\d+;\d+;\d+|5;\d+)|3[0-7]|9[0-7]|39)(?:;|$)", how)
        if found:
            self._colour = found[1].replace("39", "")
        elif how.startswith("0;"):
            self._colour = ""

    @property
    def lines(self) -> list[str]:
        return ["".join(cell.letter for cell in row).rstrip() for row in self._cells]

    def place(self, words: str) -> tuple[int, int]:
        """The row and column, from 0, where words stand first."""
        for at, line in enumerate(self.lines):
            if words in line:
                return at, line.index(words)
        raise AssertionError(f"{words!r} is not on the screen:\n" + "\n".join(self.lines))

    def colour(self, words: str) -> str:
        """The colour of the first letter of words."""
        row, column = self.place(words)
        return self._cells[row][column].colour
