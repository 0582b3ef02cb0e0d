"""The folders of a home: made where they are missing, and tried before anybody is asked anything."""

import os
from pathlib import Path

from interviewer.storage import syscalls
from interviewer.storage.files import private_folder, storage_error, write_all

ANOTHER_HOME = "Choose another folder with --home DIR."
"""The remedy where the home does not serve."""


def home_path(named: str | None = None) -> Path:
    """The home: the folder named, else INTERVIEWER_HOME, else the platform's folder for user data."""
    named = named or os.environ.get("INTERVIEWER_HOME")
    if named:
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where a home is named

    return Path(platformdirs.user_data_dir("interviewer", appauthor=False))


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
    probe = sessions_in(home) / f".{os.getpid():x}-{os.urandom(4).hex()}.probe"
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
        raise storage_error(error, sessions_in(home), ANOTHER_HOME) from None


def first_time(home: Path) -> bool:
    """Whether no interview was ever kept in this home."""
    folder = sessions_in(home)
    try:
        return not any(entry.suffix == ".jsonl" for entry in folder.iterdir())
    except OSError:
        return True
