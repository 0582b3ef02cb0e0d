"""The command palette, standing keys that come before its list has been laid out."""

from contextlib import suppress
from typing import Any

from textual.await_complete import AwaitComplete

from interviewer.ui.tui.textual_private import PaletteBase


class Palette(PaletteBase):
    """Textual's, which looks its pages up in lines that a list has only once it was drawn."""

    def act_in_list(self, action: str) -> None:
        with suppress(LookupError):
            super().act_in_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Once: a second key may have been on its way."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
