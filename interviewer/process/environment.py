"""Variables of the environment that the toolkit of the screen believes.

Those that do harm are set for other programs, or long ago; none of them is this program's.
"""

import os
import stat
from collections.abc import MutableMapping
from contextlib import suppress


def correct(environment: MutableMapping[str, str] = os.environ) -> None:
    """Take out what would do harm; done before the toolkit is loaded.

    It paints at most so often a second: at its own 60 a key waits up to 17 ms to be seen.
    """
    environment.setdefault("TEXTUAL_FPS", "240")
    for name in ("COLUMNS", "LINES"):  # the terminal knows its size, now and when it changes
        environment.pop(name, None)
    log = environment.get("TEXTUAL_LOG")
    if log is not None and not _can_be_written(log):
        del environment["TEXTUAL_LOG"]


def _can_be_written(path: str) -> bool:
    """Whether it is a file, or can become one: a device or a pipe could fail or wait later on."""
    with suppress(OSError, ValueError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            os.lseek(descriptor, 0, os.SEEK_END)
            return stat.S_ISREG(os.fstat(descriptor).st_mode)
        finally:
            os.close(descriptor)
    return False
