"""The folders of a home: made where they are missing, and tried before anybody is asked anything."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from interviewer.core.errors import UsageError
from interviewer.storage import syscalls
from interviewer.storage.files import expanded, private_folder, shown, storage_error, write_all

ANOTHER_HOME = "Choose another folder with --home DIR."
"""The remedy where the home does not serve."""


def home_path(named: str | None = None) -> Path:
    """The home: the folder named, else INTERVIEWER_HOME, else the platform's folder for user data.

    Raises UsageError where that is in the home folder of a user who has none.
    """
    named = named or os.environ.get("INTERVIEWER_HOME")
    if named:
        return expanded(named)
    import platformdirs

    try:
        return Path(platformdirs.user_data_dir("interviewer", appauthor=False))
    except RuntimeError:  # no HOME, and no user of that number
        raise UsageError(f"There is no home folder for this user. {ANOTHER_HOME}") from None


def sessions_in(home: Path) -> Path:
    return home / "sessions"


def drafts_in(home: Path) -> Path:
    return home / "drafts"


def make_folders(home: Path) -> None:
    """Make those that a session needs. Raises StorageError."""
    for folder in (sessions_in(home), drafts_in(home)):
        private_folder(folder, ANOTHER_HOME)


def check(home: Path) -> None:
    """Raise StorageError, with a remedy, if an interview could not be kept here."""
    make_folders(home)
    for folder in (sessions_in(home), drafts_in(home)):
        _try(folder)


def openness(home: Path) -> str:
    """A warning where everybody on the machine may change what is kept; else nothing."""
    for folder in (home, sessions_in(home), drafts_in(home)):
        with suppress(OSError):
            if folder.stat().st_mode & stat.S_IWOTH:
                name = shown(folder)
                return f"{name} can be changed by everybody on this machine; run: chmod o-w {name}"
    return ""


def _try(folder: Path) -> None:
    probe = folder / f".{os.getpid():x}-{os.urandom(4).hex()}.probe"
    try:
        fd = syscalls.create(probe)
        try:
            # More than a file system keeps beside a file's name.
            write_all(fd, bytes(8192))
            syscalls.sync_data(fd)
        finally:
            syscalls.close(fd)
            syscalls.remove(probe)
    except OSError as error:
        raise storage_error(error, folder, ANOTHER_HOME) from None


def first_time(home: Path) -> bool:
    """Whether no interview was ever kept in this home."""
    folder = sessions_in(home)
    try:
        return not any(entry.suffix == ".jsonl" for entry in folder.iterdir())
    except OSError:
        return True
