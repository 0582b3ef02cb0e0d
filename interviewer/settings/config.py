"""Reading config.toml: which settings there are, of what type, and on which line each stands."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from interviewer.core.errors import UsageError
from interviewer.core.redaction import echoed
from interviewer.core.text import one_line

KNOWN: dict[str, tuple[type, ...]] = {
    "model": (str,),
    "base_url": (str,),
    "provider": (str,),
    "key_file": (str,),
    "api_key": (str,),
    "keyring": (bool,),
    "examiner": (str,),
    "follow_ups": (int,),
    "feedback": (str,),
    "predict": (bool,),
    "theme": (str,),
    "price_in": (int, float),
    "price_cached": (int, float),
    "price_out": (int, float),
    "connect_seconds": (int, float),
    "first_token_seconds": (int, float),
    "stall_seconds": (int, float),
    "total_seconds": (int, float),
}
"""Every setting of config.toml with the types that TOML may give it."""

_TYPES = {str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number"}
_MOST_BYTES = 100_000


class Config(NamedTuple):
    """What the file holds; `values` are of the types in KNOWN."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    private: bool
    """Nobody but its owner can read the file."""
    warnings: tuple[str, ...]

    def origin(self, name: str) -> str:
        return f"config.toml line {self.lines[name]}" if name in self.lines else "config.toml"


def read_config(home: Path) -> Config:
    """Read config.toml in the home; a missing one is empty. Raises UsageError."""
    path = home / "config.toml"
    try:
        raw, private = read_small(path, "config.toml")
    except FileNotFoundError:
        return Config(path, {}, {}, private=True, warnings=())
    import tomllib

    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise _malformed(path, "it is not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise _malformed(path, one_line(str(error), 150)) from None
    lines = _lines(text)
    config = Config(path, values, lines, private, ())
    _check_types(config)
    unknown = (name for name in values if name not in KNOWN)
    warnings = tuple(_unknown(name, config) for name in unknown)
    known = {name: value for name, value in values.items() if name in KNOWN}
    return Config(path, known, lines, private, warnings)


def read_small(path: Path, what: str) -> tuple[bytes, bool]:
    """Return a small regular file's bytes, and whether its owner alone can read it.

    Raises FileNotFoundError, and UsageError where it is anything else than such a file.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{what}: {echoed(one_line(str(path)))} is not a file; name a file.")
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise UsageError(
            f"{what}: cannot read {echoed(one_line(str(path)))} ({why}); correct it or its permissions."
        ) from None
    if len(raw) > _MOST_BYTES:
        raise UsageError(
            f"{what}: {echoed(one_line(str(path)))} is far too large; name another file."
        )
    return raw, not status.st_mode & 0o077


def _malformed(path: Path, why: str) -> UsageError:
    return UsageError(f"{one_line(str(path))} cannot be understood: {why}; correct or remove it.")


def _lines(text: str) -> dict[str, int]:
    """The line, from 1, of every top-level name."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r"""\s*+\[*+\s*+["']?([A-Za-z0-9_-]++)["']?\s*+[].=]""", line):
            lines.setdefault(match[1], number)
    return lines


def _check_types(config: Config) -> None:
    for name, value in config.values.items():
        wanted = KNOWN.get(name)
        if wanted is not None and type(value) not in wanted:
            kind = _TYPES[wanted[-1]]
            raise UsageError(f"{name} ({config.origin(name)}) must be {kind}; correct it there.")


def _unknown(name: str, config: Config) -> str:
    from interviewer.core.nearest import nearest

    near = nearest(name.lower(), KNOWN)
    return f"Unknown setting {echoed(one_line(name, 60))} ({config.origin(name)}).{near}"
