"""A list to choose from. What is chosen has a pointer before it: colour alone would not show it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interviewer.core.text import inert
from interviewer.ui.tui.layout import Ends, Page, Part, glyphs, row

POINTER = inert("\u203a ")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list, on one line: a left and a right end. Without an id it is a heading."""

    id: str | None
    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    whole: bool = False
    """All of it is shown, over as many lines as that takes; there is no right end then."""

    def drawn(self, *, chosen: bool) -> Ends | Page:
        pointer: Part = (POINTER, "bold $text-primary") if chosen else glyphs(" ", 2)
        if self.whole:
            return Page((row(*self.left, lead=pointer),))
        return Ends((pointer, *self.left), self.right)


class RowList(OptionList):
    """Entries below one another."""

    DEFAULT_CSS = """
    RowList {
        border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1;
        &:focus { border: none; background: transparent; background-tint: transparent; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted {
            background: transparent; color: $foreground; text-style: none;
        }
        & > .option-list--option-disabled { color: $text-muted; text-style: bold; }
        &:focus > .option-list--option-highlighted,
        &.-steered > .option-list--option-highlighted {
            background: $primary 20%; color: $foreground; text-style: bold;
        }
    }
    """

    def __init__(self, entries: Sequence[Entry] = (), *, id: str | None = None) -> None:  # noqa: A002 - as Textual names it
        self._entries: list[Entry] = []
        self._pointer: int | None = None
        self._steered = False
        super().__init__(markup=False, id=id)
        self.show(entries)

    def show(self, entries: Sequence[Entry], chosen: str | None = None) -> None:
        """Replace the entries; choose the named one, else by the place, else the first."""
        place = self.highlighted
        self._entries, self._pointer = list(entries), None
        self.clear_options()
        self.add_options(
            Option(entry.drawn(chosen=False), entry.id, disabled=entry.id is None)
            for entry in entries
        )
        ids = [entry.id for entry in entries]
        if chosen in ids:
            place = ids.index(chosen)
        if place is None or place >= len(entries) or entries[place].id is None:
            place = next((at for at, entry in enumerate(entries) if entry.id is not None), None)
        self.highlighted = place

    def steer(self, *, steered: bool) -> None:
        """Whether the keys of a widget beside it move the pointer, which shows without the focus then."""
        self._steered = steered
        self.set_class(steered, "-steered")
        self._point()

    @property
    def chosen(self) -> str | None:
        """The id of the entry that the pointer is at."""
        if self.highlighted is None or self.highlighted >= len(self._entries):
            return None
        return self._entries[self.highlighted].id

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._point()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._point()

    def action_page_up(self) -> None:
        with suppress(LookupError):  # it looks into lines that are there once it was drawn
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(LookupError):
            super().action_page_down()  # type: ignore[no-untyped-call]

    def _point(self) -> None:
        """Move the pointer to what is chosen; a list that no key moves has none."""
        before, self._pointer = (
            self._pointer,
            self.highlighted if self.has_focus or self._steered else None,
        )
        for place in {before, self._pointer} - {None}:
            if place is not None and place < min(self.option_count, len(self._entries)):
                prompt = self._entries[place].drawn(chosen=place == self._pointer)
                self.replace_option_prompt_at_index(place, prompt)
