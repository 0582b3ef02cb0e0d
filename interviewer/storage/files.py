"""Files of which a person gave the path, and whole files of our own.

A path can name anything: a folder, a pipe that never ends, a device, a disk that is full. Whatever
it is, the person gets one sentence with a remedy, and nothing waits or is half written.
"""

import errno
import os
import pwd
import stat
from contextlib import suppress
from pathlib import Path

from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import one_line
from interviewer.storage import syscalls

ELSEWHERE = "Choose another place for it."
"""The remedy where a path given for one file does not serve."""


class StorageError(ReportedError):
    """Something could not be kept, or what is kept cannot be used: a sentence and a remedy."""


def shown(path: Path | str) -> str:
    """Return a path as messages show it: inert, on one line, not endless."""
    return one_line(os.fspath(path), 300)


def storage_error(error: OSError, path: Path | str, remedy: str = ELSEWHERE) -> StorageError:
    """Say in words why a path could not be written to, and what can be done."""
    name = shown(path)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return StorageError(f"Disk full: {name} was not written. Free some space, try again.")
        case errno.EROFS:
            return StorageError(f"{name} is on a read-only disk. {remedy}")
        case errno.EACCES | errno.EPERM:
            return StorageError(f"You may not write to {name}. {_right_to(path)}. Or: {remedy}")
        case errno.ENOTDIR | errno.EEXIST:
            return StorageError(f"{name}: a file stands where a folder is needed. {remedy}")
        case errno.EISDIR:
            return StorageError(f"{name} is a folder, not a file. {remedy}")
        case _:
            return StorageError(f"Cannot write to {name} ({_reason(error)}). {remedy}")


def expanded(name: str) -> Path:
    """The path with a leading ~ or ~user replaced. Raises UsageError where there is no such home."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise UsageError(f"{shown(name)}: there is no such home folder. Name it in full.") from None


def _right_to(path: Path | str, mode: int = os.W_OK) -> str:
    """How to get a right that was refused: to the nearest thing that there is and that refuses it."""
    place = Path(path).absolute()
    for here in (place, *place.parents):
        with suppress(OSError, ValueError):
            owner = here.stat().st_uid
            if os.access(here, mode):
                continue
            if owner != os.geteuid():
                return f"{shown(here)} belongs to {_user(owner)}: change its owner with chown"
            break
    return "Change its permissions with chmod"


def _user(number: int) -> str:
    try:
        return one_line(pwd.getpwuid(number).pw_name)
    except KeyError:
        return f"user {number}"


def _reason(error: OSError) -> str:
    return one_line(error.strerror or type(error).__name__).lower()


def read_file(path: Path | str, limit: int = 20_000_000) -> bytes:
    """Return what a regular file holds, at most `limit` bytes. Never waits for a pipe or a device.

    Raises UsageError naming the path where there is no such file, or not one to be read.
    """
    return _read(path, limit)


def read_head(path: Path | str, size: int) -> bytes:
    """Return the first bytes of a regular file, at most `size`. Raises UsageError as `read_file`."""
    return _read(path, size, whole=False)


def _read(path: Path | str, limit: int, *, whole: bool = True) -> bytes:
    name = shown(path)
    try:
        fd = syscalls.open_to_read(Path(path))
    except OSError as error:
        raise UsageError(_unreadable(error, path)) from None
    except ValueError:  # a NUL or a lone surrogate: no file can have that name
        raise UsageError(f"{name} is not a possible file name. Check its spelling.") from None
    try:
        kind = irregular(fd)
        if kind:
            raise UsageError(f"{name} is {kind}, not a file. Give the path of a file.")
        return _read_at_most(fd, limit, name) if whole else os.read(fd, limit)
    except OSError as error:
        raise UsageError(_unreadable(error, path)) from None
    finally:
        os.close(fd)


def _unreadable(error: OSError, path: Path | str) -> str:
    name = shown(path)
    match error.errno:
        case errno.ENOENT:
            return f"There is no file {name}. Check the path's spelling."
        case errno.ENOTDIR:
            return f"There is no file {name}: a part of the path is no folder. Check its spelling."
        case errno.EACCES | errno.EPERM:
            return f"You may not read {name}. {_right_to(path, os.R_OK)}, or copy it."
        case errno.ENXIO:
            return f"{name} is a socket or a device, not a file. Give the path of a file."
        case _:
            return f"Cannot read {name} ({_reason(error)}). Check the path, or copy the file."


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def irregular(fd: int) -> str:
    """Return what an open file is in words where it is not a regular one, else nothing."""
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return ""
    return next((words for test, words in _KINDS if test(mode)), "a device")


def _read_at_most(fd: int, limit: int, name: str) -> bytes:
    """The size is counted while reading: some files grow, and some do not know their size."""
    parts = []
    left = limit + 1
    while left and (part := os.read(fd, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if not left:
        size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
        raise UsageError(f"{name} is larger than {size}. Split it into several files.")
    return b"".join(parts)


def private_folder(path: Path | str, remedy: str = ELSEWHERE) -> Path:
    """Make a folder and the missing ones above it, readable by nobody else; return its path.

    Folders that exist stay as they are: they may be somebody's own. Raises StorageError.
    """
    folder = Path(path)
    try:
        missing = []
        at = folder
        while not at.is_dir():
            missing.append(at)
            if at == at.parent:
                break
            at = at.parent
        for new in reversed(missing):
            _make(new)
    except OSError as error:
        raise storage_error(error, folder, remedy) from None
    except ValueError:
        raise StorageError(f"{shown(folder)} is not a possible folder name. {remedy}") from None
    return folder


def _make(folder: Path) -> None:
    try:
        syscalls.make_folder(folder)
    except FileExistsError:
        if not folder.is_dir():  # else somebody was quicker
            raise
        return
    syscalls.sync_folder(folder.parent)


def write_atomically(path: Path | str, data: bytes | str, remedy: str = ELSEWHERE) -> None:
    """Replace a file by another as one step: whoever looks sees the old one or the new one, whole.

    The file is readable by nobody else. A device or a pipe is written to, not replaced. Raises
    StorageError; either file may then be there, but never a part of one.
    """
    target = Path(path)
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        if target.exists() and not target.is_file():
            _write_through(target, raw)
        else:
            _replace(Path(os.path.realpath(target)), raw)
    except OSError as error:
        raise storage_error(error, target, remedy) from None
    except ValueError:
        raise StorageError(f"{shown(target)} is not a possible file name. {remedy}") from None


def _replace(target: Path, raw: bytes) -> None:
    # A name of our own: the target's may be too long for an addition to it.
    beside = target.with_name(f".{os.getpid():x}-{os.urandom(6).hex()}.tmp")
    fd = syscalls.create(beside)
    try:
        try:
            write_all(fd, raw)
            syscalls.sync_data(fd)
        finally:
            syscalls.close(fd)
        syscalls.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            syscalls.remove(beside)
        raise
    syscalls.sync_folder(target.parent)


def write_all(fd: int, raw: bytes) -> None:
    """Write all of it, in as many pieces as it takes. Raises OSError, also where nothing goes in."""
    left = memoryview(raw)
    while left:
        written = syscalls.write(fd, bytes(left))
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left = left[written:]


def _write_through(target: Path, raw: bytes) -> None:
    fd = os.open(target, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        os.set_blocking(fd, True)
        write_all(fd, raw)
    finally:
        os.close(fd)
