"""Banks in which nothing was found wrong, remembered by their size and checksum.

A person who starts an interview on one of them can be shown its first question before the bank has
been checked again. Only that depends on this file: it can be deleted at any time. The shipped banks
are known from the start.
"""

import zlib
from contextlib import suppress
from pathlib import Path

from interviewer.banks.shipped import SOUND
from interviewer.core.errors import ReportedError
from interviewer.storage.files import read_file, write_atomically

AT_MOST = 50
"""How many are remembered; the one that was added first is forgotten first."""


class KnownBanks:
    """The known banks of a home. Another version of the program may find other faults: it knows none
    of them.
    """

    def __init__(self, home: Path, version: str) -> None:
        self._path = home / "known-banks"
        self._version = version

    def __contains__(self, raw: bytes) -> bool:
        return (len(raw), zlib.crc32(raw)) in SOUND or self._entry(raw) in self._entries()

    def add(self, raw: bytes) -> None:
        """Remember the bytes of a bank. Where that cannot be written, they are not remembered.

        Nor through a link: what it leads to is another's.
        """
        if raw in self or self._path.is_symlink():
            return
        with suppress(ReportedError):
            entries = [*self._entries(), self._entry(raw)][-AT_MOST:]
            write_atomically(self._path, "\n".join(entries) + "\n")

    def _entry(self, raw: bytes) -> str:
        return f"{len(raw)} {zlib.crc32(raw):08x} {self._version}"

    def _entries(self) -> list[str]:
        try:
            return read_file(self._path, 100_000).decode("ascii", "replace").splitlines()
        except ReportedError:
            return []
