"""Where in a JSON text a value stands: so that a fault in a bank can name its line and column.

Only used once a fault is known: the fast parser of the standard library has no positions.
"""

import json
import re
from collections.abc import Iterable, Iterator

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'[ \t\n\r]*("(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+)', re.DOTALL)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both count from 1; the column counts code points."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before


def places(text: str) -> Iterator[tuple[Path, int]]:
    """Yield every value's path with the offset of its first character, in reading order.

    An object's member is yielded under its name, twice if it is there twice. A value's key is
    yielded as the path followed by the empty string: `(..., "prompt", "")`. Expects a text that
    `json.loads` accepts.
    """
    path: list[str | int] = []
    open_brackets: list[str] = []
    expecting_key = False
    for match in _TOKEN.finditer(text):
        token, offset = match[1], match.start(1)
        if token in "}]":
            open_brackets.pop()
            path.pop()
            expecting_key = False
        elif token == ",":
            if open_brackets[-1] == "[":
                path[-1] = int(path[-1]) + 1
            expecting_key = open_brackets[-1] == "{"
        elif token == ":":
            expecting_key = False
        elif expecting_key:
            path[-1] = json.loads(token, strict=False)
            yield (*path, ""), offset
        else:
            yield tuple(path), offset
            if token in "{[":
                open_brackets.append(token)
                path.append(0 if token == "[" else "")
                expecting_key = token == "{"


def find_all(text: str, wanted: Iterable[Path]) -> dict[Path, int]:
    """Return the offset of the value at each path, or of the deepest of its parents that exists."""
    wanted = list(wanted)
    prefixes = {path[:length] for path in wanted for length in range(len(path) + 1)}
    offsets: dict[Path, int] = {}
    for path, offset in places(text):
        if path in prefixes:
            offsets.setdefault(path, offset)
            if len(offsets) == len(prefixes):
                break
    return {path: _deepest(path, offsets) for path in wanted}


def _deepest(path: Path, offsets: dict[Path, int]) -> int:
    known = (path[:length] for length in range(len(path), -1, -1))
    return next((offsets[part] for part in known if part in offsets), 0)
