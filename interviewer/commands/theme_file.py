"""The theme of the screen, remembered in a file of the home."""

from pathlib import Path

from interviewer.core.errors import ReportedError
from interviewer.core.text import one_line
from interviewer.storage.files import read_file, write_atomically


class ThemeFile:
    """The file; it is there once a theme was chosen."""

    def __init__(self, home: Path) -> None:
        self._path = home / "theme"

    def theme(self) -> str:
        """The remembered theme's name; empty for the default."""
        try:
            return one_line(read_file(self._path, 100).decode("ascii", "replace"))
        except ReportedError:
            return ""

    def keep_theme(self, name: str) -> None:
        """Raises ReportedError where it cannot be written."""
        write_atomically(self._path, name)
