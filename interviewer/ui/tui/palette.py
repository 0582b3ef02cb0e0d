"""The command palette, standing keys that come before its list has been laid out."""

from contextlib import suppress
from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's, which looks its pages up in lines that a list has only once it was drawn."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Once: a second key may have been on its way."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
