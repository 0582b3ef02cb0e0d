"""`make shipped-banks`: writes `interviewer/banks/shipped.py`, the shipped banks that are known to be
sound, by reading each of them as the program does.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

from interviewer import assets
from interviewer.banks import shipped
from interviewer.banks.json_bank import parse

HEAD = '''"""The shipped banks in which neither fault nor warning was found, by size and CRC-32.

Written by `make shipped-banks`; a test reads every bank again and fails where this is out of date.
Their first question is shown before the bank is checked, on the first start too.
"""

from typing import Final

SOUND: Final = frozenset({
'''


def sound() -> Iterator[tuple[str, int, int]]:
    """Name, size and CRC-32 of each shipped bank that has neither fault nor warning."""
    for name, path in assets.banks().items():
        raw = path.read_bytes()
        if not parse(raw, name)[1]:
            yield name, len(raw), zlib.crc32(raw)


def text() -> str:
    rows = [f"    ({size}, 0x{crc:08X}),  # {name}\n" for name, size, crc in sound()]
    return f"{HEAD}{''.join(rows)}}})  # fmt: skip\n"


def place() -> Path:
    return Path(shipped.__file__)


if __name__ == "__main__":
    place().write_text(text(), encoding="utf-8")
