"""The floor of the journal: the two system calls that no promise can do without."""

import os


def append(fd: int, raw: bytes) -> None:
    os.write(fd, raw)
    os.fdatasync(fd)
