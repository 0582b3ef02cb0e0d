"""One line that is being typed, and how it stands on the terminal, without any escape code.

A screen reader, an Emacs shell and a log of the terminal get text alone: carriage return, backspace
and blanks are all that moves a cursor here. So a line that goes over several rows is shown as it
grows; edited elsewhere than at its end, it is shown in a window of one row, and whole once it ends.
"""

import unicodedata
from collections.abc import Callable

from interviewer.core.text import inert

MARGIN = 1
"""Columns at the right that stay free: what a terminal does at its edge differs."""


class EditedLine:
    """The line and its cursor. `write` is handed what changes on the terminal."""

    def __init__(self, write: Callable[[str], None], width: Callable[[], int]) -> None:
        self._write = write
        self._width = width
        self._chars: list[str] = []
        self._at = 0
        """The cursor stands before the character of this number."""
        self._windowed = False
        self._column = 0
        """Where the terminal's cursor is, while the line is shown as it grows."""
        self._rows = False
        """Whether it has gone over the end of a row."""
        self._row = ""
        """What stands in the row of the terminal's cursor, where all of it is there."""
        self._row_at = 0
        """The terminal's cursor stands before that character of the row."""

    @property
    def text(self) -> str:
        return "".join(self._chars)

    @property
    def at_end(self) -> bool:
        return self._at == len(self._chars)

    def insert(self, text: str) -> None:
        at_end = self.at_end
        self._chars[self._at : self._at] = text
        self._at += len(text)
        if at_end and not self._windowed:
            self._grow(text)
        else:
            self._show()

    def enter(self) -> str:
        """End the line; return it. The next begins on the next row."""
        text = self.text
        if self._windowed:
            blanks = " " * max(0, cells(self._row) - cells(text))
            self._write(f"\r{shown(text)}{blanks}")
        elif not self.at_end:
            self.end()
        self._write("\n")
        self._chars, self._at = [], 0
        self._windowed, self._rows = False, False
        self._new_row()
        return text

    def move(self, to: int) -> None:
        """Put the cursor before the character of that number."""
        self._at = min(max(to, 0), len(self._chars))
        self._show()

    def left(self) -> None:
        self.move(self._before())

    def right(self) -> None:
        self.move(self._after())

    def home(self) -> None:
        self.move(0)

    def end(self) -> None:
        self.move(len(self._chars))

    def word_left(self) -> None:
        self.move(self._word_before())

    def word_right(self) -> None:
        at = self._at
        while at < len(self._chars) and not self._chars[at].isalnum():
            at += 1
        while at < len(self._chars) and self._chars[at].isalnum():
            at += 1
        self.move(at)

    def backspace(self) -> None:
        self._cut(self._before(), self._at)

    def delete(self) -> None:
        self._cut(self._at, self._after())

    def cut_word(self) -> None:
        self._cut(self._word_before(), self._at)

    def cut_to_start(self) -> None:
        self._cut(0, self._at)

    def cut_to_end(self) -> None:
        self._cut(self._at, len(self._chars))

    def show_again(self) -> None:
        """Show the line where the cursor is now: something else was written since."""
        if self._chars:
            self._windowed = True
            self._new_row()
            self._show()

    def _cut(self, start: int, end: int) -> None:
        if start == end:
            return
        last = end == len(self._chars) and end == self._at
        size = cells("".join(self._chars[start:end]))
        del self._chars[start:end]
        self._at = start
        if last and self._rows and not self._windowed and size <= self._column < self._width():
            self._column -= size
            self._write("\b" * size + " " * size + "\b" * size)
        else:
            self._show()

    def _before(self) -> int:
        """The number of the character before the cursor, with what is joined to it."""
        at = self._at
        while at > 0:
            at -= 1
            joined = at > 0 and self._chars[at - 1] == "\u200d"
            if not joined and cells(self._chars[at]):
                break
        return at

    def _after(self) -> int:
        at = self._at + 1
        while at < len(self._chars) and (
            not cells(self._chars[at]) or self._chars[at - 1] == "\u200d"
        ):
            at += 1
        return at

    def _word_before(self) -> int:
        at = self._at
        while at > 0 and not self._chars[at - 1].isalnum():
            at -= 1
        while at > 0 and self._chars[at - 1].isalnum():
            at -= 1
        return at

    def _room(self) -> int:
        return max(1, self._width() - MARGIN)

    def _grow(self, text: str) -> None:
        width = self._width()
        for char in text:
            size = cells(char)
            if self._column + size > width:
                self._column, self._rows = 0, True
            self._column += size
        piece = shown(text)
        self._write(piece)
        self._row += piece
        self._row_at = len(self._row)

    def _new_row(self) -> None:
        self._column, self._row, self._row_at = 0, "", 0

    def _show(self) -> None:
        """Change the row to what it is to show, from the first place on that is different."""
        room = self._room()
        if not self._windowed and (self._rows or cells(self.text) > room):
            self._write("\n")  # what it has grown over cannot be reached again
            self._windowed = True
            self._new_row()
        start = self._start(room)
        end, size = start, 0
        while end < len(self._chars) and size + cells(self._chars[end]) <= room:
            size += cells(self._chars[end])
            end += 1
        before, row, at = self._row, shown("".join(self._chars[start:end])), self._row_at
        self._row, self._row_at = row, len(shown("".join(self._chars[start : self._at])))
        if row == before:
            back = cells(row[self._row_at : at])
            self._write("\b" * back if self._row_at < at else row[at : self._row_at])
        else:
            pairs = enumerate(zip(before[:at], row, strict=False))
            same = next((n for n, (old, new) in pairs if old != new), min(at, len(row)))
            blanks = max(0, cells(before) - size)
            back = blanks + cells(row[self._row_at :])
            self._write("\b" * cells(before[same:at]) + row[same:] + " " * blanks + "\b" * back)
        self._column = cells(row[: self._row_at])

    def _start(self, room: int) -> int:
        """The first character of the window: the cursor stands in the right half of a long line."""
        if cells("".join(self._chars[: room + 1])) <= room and len(self._chars) <= room:
            return 0
        start, size = self._at, 0
        ahead = cells("".join(self._chars[self._at : self._at + room]))
        most = room - min(ahead, room // 3)
        while start > 0 and size + cells(self._chars[start - 1]) <= most:
            start -= 1
            size += cells(self._chars[start])
        return start


def shown(text: str) -> str:
    """What the terminal shows of it, on one line."""
    return inert(text).replace("\n", " ")


def cells(text: str) -> int:
    """How many columns it takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_width_of, shown(text)))


def _width_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\ufe00" <= char <= "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
