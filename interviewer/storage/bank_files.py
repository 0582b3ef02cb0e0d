"""Which file a bank is: a path, or the name of one that is the person's own, shipped or installed.

Light: an interview's first question is shown from a bank's bytes before anything else is loaded.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from interviewer import assets
from interviewer.banks.faults import NoSuchBankError
from interviewer.banks.installed import added
from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.text import one_line
from interviewer.storage.files import read_file

if TYPE_CHECKING:
    from interviewer.banks.bank import Bank

GROUP: Final = "interviewer.banks"
"""Entry points by which an installed package adds banks and formats.

One named like a bank holds a path to its file, or a callable that returns one; one named like a
file's suffix, ".csv", holds a format, see `banks.formats`. It is loaded only when it is asked for.
"""

_NAME = re.compile(r"\w[\w-]*")


class BankFile(NamedTuple):
    """A bank's file, read once: what is shown of it and what is asked from it cannot differ."""

    name: str
    """As messages call it: what the person called it."""
    raw: bytes
    suffix: str = ".json"
    """Of the file's name, in lower case: it decides the format."""
    parts: tuple["BankFile", ...] = ()
    """The files of several banks that are asked from together; `raw` is then empty."""

    def load(self) -> "Bank":
        """The bank with its warnings. Raises BankError with every fault's place."""
        from interviewer.banks.bank import Bank, together
        from interviewer.banks.formats import parse

        if self.parts:
            return together([part.load() for part in self.parts])
        return Bank(*parse(self.raw, self.name, self.suffix), raw=self.raw)


def find_bank(wanted: str | os.PathLike[str] | None, home: Path) -> BankFile:
    """Read the bank's file; None is the first bank. A name counts before a path of the same letters.

    Several names or paths, separated by commas, are one bank of all their questions.

    Raises NoSuchBankError, and UsageError where the file cannot be read.
    """
    if wanted is None:
        file = assets.default_bank()
        return BankFile(file.name, read_file(file), file.suffix.lower())
    said = os.fspath(wanted)
    path = _named(said, home) if _NAME.fullmatch(said) else None
    path = path or Path(said)
    if "," in said and not os.path.lexists(path):
        return _several(said, home)
    if not os.path.lexists(path):
        raise NoSuchBankError(said, _near(said, home))
    return BankFile(said, read_file(path), path.suffix.lower())


def _several(said: str, home: Path) -> BankFile:
    names = dict.fromkeys(name.strip() for name in said.split(",") if name.strip())
    parts = tuple(find_bank(name, home) for name in names)
    if len(parts) < 2:
        return parts[0] if parts else find_bank("", home)
    return BankFile(said, b"", "", parts)


def bank_names(home: Path) -> dict[str, Path]:
    """Every bank that has a name, with its file: a person's own, then the shipped ones.

    Those of installed packages are not looked for.
    """
    return {**assets.banks(), **dict(_own(home))}


def _own(home: Path) -> Iterator[tuple[str, Path]]:
    try:
        found = sorted(path for path in (home / "banks").iterdir() if path.suffix == ".json")
    except OSError:
        return
    yield from ((path.stem, path) for path in found)


def _named(name: str, home: Path) -> Path | None:
    path = bank_names(home).get(name)
    if path is None and not os.path.lexists(name):
        return _installed(name)
    return path


def _installed(name: str) -> Path | None:
    """The file of a bank that an installed package adds."""
    for found in added(GROUP, name):
        try:
            named = found.load()
            return Path(named() if callable(named) else named)
        except Exception as error:
            package = found.dist.name if found.dist else found.value
            raise UsageError(
                f"The bank {one_line(name, 60)!r} of {one_line(package, 60)} cannot be loaded "
                f"({type(error).__name__}: {one_line(str(error), 150)}). Update or remove that package."
            ) from error
    return None


def _near(said: str, home: Path) -> str:
    return nearest(said, bank_names(home)) if _NAME.fullmatch(said) else ""
