"""The command palette, standing keys that come before its list has been laid out."""

from contextlib import suppress

from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's, which looks its pages up in lines that a list has only once it was drawn."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):
            super()._action_command_list(action)
