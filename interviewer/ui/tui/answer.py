"""The box an answer is written in. It holds the answer to the letter and says when it cannot."""

from collections.abc import Callable
from typing import ClassVar, TypeGuard

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from interviewer.core.text import MAX_ANSWER
from interviewer.ui.tui.control_chars import ControlCharSigns
from interviewer.ui.tui.textual_private import EditResult, Location, bindings_of, type_text


class AnswerBox(TextArea):
    """Enter sends; Shift+Enter and Ctrl+J make a new line; it grows to ten lines."""

    DEFAULT_CSS = """
    AnswerBox {
        height: auto; min-height: 3; max-height: 12; padding: 0 2; margin: 0 2;
        border: round $foreground 40%; background: $background;
        border-title-color: $text-muted; border-subtitle-color: $text-muted;
        scrollbar-size-vertical: 1;
        &:focus { border: round $primary; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,newline,shift+enter,alt+enter", "new_line", "New line", show=False),
        Binding("ctrl+underscore,ctrl+shift+z", "undo", "Undo", show=False),
    ]

    class Refused(Message):
        """Text was not taken, not even a part of it."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(
        self,
        send: Callable[[], object],
        draft: str = "",
        up: Callable[[], bool] = lambda: False,
    ) -> None:
        """`up` is called for Up in an empty box; False where that does nothing."""
        self._send = send
        self._up = up
        self._signs = ControlCharSigns()
        super().__init__(
            self._signs.to_shown(draft),
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.border_title = "your answer"
        self.move_cursor(self.document.end)

    @property
    def answer(self) -> str:
        """What was written, to the letter, once normalised."""
        return self._signs.to_answer(self.text)

    def empty(self) -> None:
        """Make room for the next answer. What was there is not to be undone into it."""
        self.load_text("")

    def restore(self, text: str) -> None:
        """Put an answer back that was taken out, the cursor at its end."""
        self.load_text(self._signs.to_shown(text))
        self.move_cursor(self.document.end)

    def action_new_line(self) -> None:
        self.replace("\n", *self.selection, maintain_selection_offset=False)

    async def on_key(self, event: events.Key) -> None:
        """Act on keys in the order they were pressed.

        Textual acts on a box's bindings later than on its letters, so that what is typed fast
        would come out in another order. Enter too acts on the text as it is at that moment.
        """
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._send()
            return
        if event.key == "up" and not self.text and self._up():
            event.stop()
            event.prevent_default()
            return
        for alias in event.aliases:
            for binding in bindings_of(self, alias):
                event.stop()
                event.prevent_default()
                await self.app.run_action(binding.action, self)
                return
        if event.key == "tab":  # where a terminal pastes as if it were typed
            event.stop()
            event.prevent_default()
            type_text(self, "\t")
            return
        if not event.is_printable and _is_text(event.character):
            event.stop()
            event.prevent_default()
            type_text(self, event.character)

    def replace(
        self,
        insert: str,
        start: Location,
        end: Location,
        *,
        maintain_selection_offset: bool = True,
    ) -> EditResult:
        """Put in what was typed or pasted: all text of the box comes through here. What does not fit is refused whole."""
        over = self._over(insert, self.get_text_range(start, end))
        if over:
            self.post_message(self.Refused(over))
            return EditResult(self.cursor_location, "")
        return super().replace(
            self._signs.to_shown(insert),
            start,
            end,
            maintain_selection_offset=maintain_selection_offset,
        )

    def _over(self, insert: str, instead_of: str) -> str:
        """Why the text does not fit; empty where it does."""
        held = self.text
        if 4 * (len(held) + len(insert)) <= MAX_ANSWER:
            return ""
        answer = self._signs.to_answer
        size = _bytes(answer(held)) - _bytes(answer(instead_of)) + _bytes(insert)
        if size <= MAX_ANSWER:
            return ""
        return (
            f"That would make {-(-size // 1024):,} KiB; an answer holds {MAX_ANSWER // 1024}. "
            "Nothing of it was inserted."
        )

    @property
    def selected_text(self) -> str:
        return self._signs.to_answer(super().selected_text)

    def get_line(self, line_index: int) -> Text:
        line = self._signs.shown(self.document.get_line(line_index))
        return Text(line, end="", no_wrap=True)


def _is_text(char: str | None) -> TypeGuard[str]:
    """Whether a key is text that Textual would drop, as it takes it for unprintable.

    Joiners, marks of direction, spaces of other scripts and letters newer than Python's tables do.
    """
    return char is not None and len(char) == 1 and ord(char) >= 0x80


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", errors="replace"))
