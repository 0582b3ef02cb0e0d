"""A bank in TOML: the members of a JSON bank, written as `[[questions]]` and `[[questions.rubric]]`."""

import tomllib
from typing import Any


def read(raw: bytes, _name: str) -> dict[str, Any]:
    """Return the object that a JSON bank holds. Raises ValueError for what is not TOML."""
    return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
