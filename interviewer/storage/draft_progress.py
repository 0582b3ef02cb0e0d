"""How far a draft has come, so that it continues where it was left, and nothing is asked or paid twice."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from interviewer.core.errors import ReportedError
from interviewer.storage.files import private_folder, read_file, write_atomically


class DraftProgress:
    """What was drafted so far for one source, in a hidden file beside the bank that it becomes."""

    def __init__(self, target: Path, source: str) -> None:
        """`source` is all that the draft depends on; with another one it begins from nothing."""
        self._path = target.with_name(f".{target.name}.draft")
        self._digest = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()
        self.outline: list[dict[str, Any]] = []
        self.done: dict[str, dict[str, Any]] = {}
        """The drafted questions, by their prompts."""
        with suppress(ReportedError, ValueError, KeyError, TypeError, AttributeError):
            kept = json.loads(read_file(self._path))
            if kept["digest"] == self._digest:
                self.outline, self.done = list(kept["outline"]), dict(kept["done"])

    def save(self) -> None:
        """Write it down. Raises StorageError."""
        private_folder(self._path.parent)
        kept = {"digest": self._digest, "outline": self.outline, "done": self.done}
        write_atomically(self._path, json.dumps(kept, ensure_ascii=False))

    def clear(self) -> None:
        """The draft is whole: nothing has to be kept beside it."""
        with suppress(OSError):
            self._path.unlink()
