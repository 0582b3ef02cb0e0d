"""How a record is a line of a journal, and how far a journal's bytes can be trusted.

Rules of this file:

1. A line is eight hex digits of CRC-32, a space, ASCII JSON that starts with its sequence number,
   and a line feed.
2. A line whose checksum or number is not right is no record, and none after it is one.
3. A newer version than ours is refused, not guessed at.
"""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interviewer.storage.files import StorageError, shown

JOURNAL_VERSION = 1
"""The version of this format, in the first record of each journal."""

Record = dict[str, Any]
Accept = Callable[[Record], None]
"""Takes a record's meaning; raises ValueError where it can have none, which is damage too."""


class NewerVersionError(StorageError):
    """The journal was written by a newer program. It has not been touched."""


class UnreadableError(StorageError):
    """Not even the first record can be read. The file has not been touched."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What of a journal could not be used."""

    torn: int = 0
    """Bytes of an unfinished line at the end: a write that a crash cut off; 0 if there is none."""
    damaged: int = 0
    """Bytes from the first damaged line to the end; 0 if there is none."""
    line: int = 0
    """The number of the first line that could not be used, from 1; 0 if there is none."""
    set_aside: Path | None = None
    """The copy of the damaged file; None where there is no damage, or it was only read."""

    @property
    def clean(self) -> bool:
        return not (self.torn or self.damaged)


def encode(sequence: int, record: Record) -> bytes:
    """Return a record as its line."""
    text = json.dumps({"seq": sequence, **record}, allow_nan=False, separators=(",", ":"))
    if "\\ud" in text:  # an emoji as a rule; a lone surrogate would not be read back as a text
        clean = _without_surrogates(record)
        text = json.dumps({"seq": sequence, **clean}, allow_nan=False, separators=(",", ":"))
    raw = text.encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(raw), raw)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value


def decode(line: bytes, sequence: int) -> Record:
    """Return a line (without its end) as a record. Raises ValueError where anything is wrong."""
    raw = line[9:]
    if line[:9] != b"%08x " % zlib.crc32(raw):
        raise ValueError("checksum")
    try:
        record = json.loads(raw)
        if b"\\ud" in raw.lower():  # `encode` writes no lone surrogate, and no text may hold one
            json.dumps(record, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise ValueError("nesting") from None
    if not isinstance(record, dict) or type(record.get("seq")) is not int:
        raise ValueError("no record")
    if record.pop("seq") != sequence:
        raise ValueError("sequence")
    return record


@dataclass(slots=True)
class Contents:
    """A journal's bytes, understood as far as they can be."""

    raw: bytes
    records: list[Record] = field(default_factory=list)
    """The good ones, where nobody else takes them: of a long session they fill much memory."""
    count: int = 0
    """How many good ones there are."""
    end: int = 0
    """Where the last good line ends."""
    recovery: Recovery = Recovery()


def understand(raw: bytes, path: Path, accept: Accept | None) -> Contents:
    """Read lines until one is bad. Split at line feeds only: texts may hold other line separators."""
    found = Contents(raw)
    while (stop := raw.find(b"\n", found.end)) >= 0:
        try:
            record = decode(raw[found.end : stop], found.count)
            if not found.count:
                _refuse_newer(record, path)
            if accept is not None:
                accept(record)
        except (ValueError, OverflowError):  # a number may be too large for what it counts
            found.recovery = Recovery(damaged=len(raw) - found.end, line=found.count + 1)
            break
        if accept is None:
            found.records.append(record)
        found.count += 1
        found.end = stop + 1
    else:
        found.recovery = _tail(raw[found.end :], found.count)
    if not found.count:
        raise UnreadableError(
            f"The session in {shown(path)} cannot be read: its first line is damaged or missing. "
            "Nothing was changed; start a new one, and keep the file if you want it examined."
        )
    return found


def _tail(rest: bytes, sequence: int) -> Recovery:
    """What stands after the last line end. No crash writes a whole line and a wrong end to it."""
    if not rest:
        return Recovery()
    try:
        decode(rest[:-1], sequence)
    except ValueError:
        return Recovery(torn=len(rest), line=sequence + 1)
    return Recovery(damaged=len(rest), line=sequence + 1)


def _refuse_newer(header: Record, path: Path) -> None:
    version = header.get("version")
    if type(version) is int and version > JOURNAL_VERSION:
        raise NewerVersionError(
            f"{shown(path)} was written by a newer interviewer (journal version {version}, this one "
            f"reads {JOURNAL_VERSION}). It was not touched. Update the program, then try again."
        )
