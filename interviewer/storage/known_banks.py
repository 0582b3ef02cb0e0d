"""Banks in which nothing was found wrong, remembered by their size and checksum.

A person who starts an interview on one of them can be shown its first question before the bank has
been checked again. Only that depends on this file: it can be deleted at any time.
"""

import zlib
from contextlib import suppress
from pathlib import Path

from interviewer.core.errors import ReportedError
from interviewer.storage.files import read_file, write_atomically

AT_MOST = 50
"""So many are remembered; the one that was added first is forgotten first."""


class KnownBanks:
    """Those of a home. Another version of the program may find other faults: it begins anew."""

    def __init__(self, home: Path, version: str) -> None:
        self._path = home / "known-banks"
        self._version = version

    def __contains__(self, raw: bytes) -> bool:
        return self._entry(raw) in self._entries()

    def add(self, raw: bytes) -> None:
        """Remember the bytes of a bank. Where that cannot be written, they are not remembered.

        Nor through a link: what it leads to is another's.
        """
        entries, new = self._entries(), self._entry(raw)
        if new not in entries and not self._path.is_symlink():
            with suppress(ReportedError):
                write_atomically(self._path, "\n".join([*entries, new][-AT_MOST:]) + "\n")

    def _entry(self, raw: bytes) -> str:
        return f"{len(raw)} {zlib.crc32(raw):08x} {self._version}"

    def _entries(self) -> list[str]:
        try:
            return read_file(self._path, 100_000).decode("ascii", "replace").splitlines()
        except ReportedError:
            return []
