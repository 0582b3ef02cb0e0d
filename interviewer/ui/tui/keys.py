"""The keys of a screen, stated once: its table makes its bindings, its footer, its help and its palette.

A key that is not in the table does not exist, so none can be missing from where it should be shown.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from interviewer.core.text import inert
from interviewer.ui.keyboard.layouts import letter_at
from interviewer.ui.tui.layout import Part, glyphs, text


class KeyHint(NamedTuple):
    """One key of a screen."""

    key: str
    """As Textual names it: "ctrl+k"."""
    shown: str
    """As the footer names it: "^K"."""
    label: str
    """In a word or two: "skip"."""
    about: str
    """In a sentence, for the help screen and the palette."""
    action: str
    """A method `action_...` of the screen, or with a prefix of the app: "app.help"."""
    footer: bool = True
    """False: shown in the help only, for keys that everybody tries anyway."""
    stays: bool = False
    """In the footer even where it is narrow: the help, and the way out."""


HELP = KeyHint("f1", "F1", "help", "Show this help.", "app.help", stays=True)
PALETTE = KeyHint(
    "ctrl+p", "^P", "more", "Search all commands; choose a theme.", "app.command_palette"
)
SUSPEND = KeyHint(
    "ctrl+z",
    "^Z",
    "suspend",
    "Suspend to the shell; `fg` comes back.",
    "app.suspend_process",
    False,
)
EVERYWHERE = (HELP, PALETTE, SUSPEND)


def bindings(keys: Iterable[KeyHint], *, priority: bool = False) -> list[Binding]:
    """What Textual needs to know. `priority` takes a key even from the box that has the focus."""
    return [Binding(key.key, key.action, key.label, show=False, priority=priority) for key in keys]


def key_meant(event: events.Key, focused: Widget | None) -> str:
    """The key's name; where nothing takes text, a letter is that of its place, in lower case.

    So letters in menus act with Caps Lock, and with a layout that has no Latin letters.
    """
    char = event.character or ""
    if not event.is_printable or (focused and focused.check_consume_key(event.key, char)):
        return event.key
    return getattr(event, "letter", "") or letter_at(char) or event.key


class KeyBar(Static):
    """The footer: the keys that do something now. What does not fit is left to the help."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; padding: 0 2; color: $text-muted; background: $panel;
        link-style: not underline; link-color: $text-muted; link-style-hover: underline;
    }
    """

    def __init__(self, keys: Sequence[KeyHint]) -> None:
        super().__init__("", markup=False)
        self._keys = tuple(keys)

    @property
    def keys(self) -> tuple[KeyHint, ...]:
        return self._keys

    def show(self, keys: Sequence[KeyHint]) -> None:
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        return footer([key for key in self._keys if key.footer], self.content_size.width)


def footer(keys: Sequence[KeyHint], width: int) -> Content:
    """The keys on one line of `width` cells: the first ones, and those that stay."""
    gap = 3 if width >= 60 else 2
    fitting = list(keys)
    while sum(_width(key) + gap for key in fitting) - gap > width and len(fitting) > 1:
        last = next((key for key in reversed(fitting) if not key.stays), fitting[-1])
        fitting.remove(last)
    parts: list[Part] = []
    for key in fitting:
        action = key.action if "." in key.action else f"screen.{key.action}"
        shown = text((inert(key.shown), "bold $foreground"), inert(f" {key.label}"))
        parts += [shown.stylize(Style.from_meta({"@click": action})), glyphs(" ", gap)]
    return text(*parts[:-1])


def _width(key: KeyHint) -> int:
    return len(key.shown) + 1 + len(key.label)
