"""What `grade --batch` has sent, beside its output: enough to go on after any end of the program."""

import json
import os
from pathlib import Path

from interviewer.core.errors import ReportedError
from interviewer.storage.files import read_file, shown, write_atomically


class BatchState:
    """What has been sent, beside the output: `OUTPUT.batch`. Each change is one atomic write."""

    def __init__(self, output: str, about: dict[str, str]) -> None:
        """`about` is what the batches depend on. Raises ReportedError where the file is about another run."""
        self.path = Path(f"{output}.batch")
        self.sent: list[dict[str, str]] = []
        """{"file": id, "batch": id or ""} for each file, in the order of the answers."""
        self.complete = False
        """Everything has been sent."""
        self._about = about
        if os.path.lexists(self.path):
            self._read()

    def _read(self) -> None:
        try:
            kept = json.loads(read_file(self.path))
            about, sent, complete = kept["about"], kept["sent"], kept["complete"]
        except (ValueError, KeyError, TypeError):
            raise ReportedError(
                f"{shown(self.path)} cannot be read. Remove it to begin anew."
            ) from None
        if about != self._about:
            other = ", ".join(f"{name} {about.get(name)}" for name in self._about)
            raise ReportedError(
                f"{shown(self.path)} belongs to another run ({other[:300]}). Finish that one, or "
                "remove the file to begin anew."
            )
        self.sent, self.complete = sent, bool(complete)

    def write(self) -> None:
        kept = {"about": self._about, "sent": self.sent, "complete": self.complete}
        write_atomically(self.path, json.dumps(kept, indent=1) + "\n")

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
