"""What examiners were worth in the exam, kept in the home by model, server and prompts.

A file that can be deleted: the exam is then taken again.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interviewer.core.errors import ReportedError
from interviewer.core.plan import ExaminerIdentity
from interviewer.storage.files import read_file, write_atomically

MOST = 100
"""Results that are kept; the oldest goes first."""


class Exams:
    """The results, by examiner. A file that cannot be read holds none."""

    def __init__(self, home: Path) -> None:
        self.path = home / "exams.json"

    def result(self, examiner: ExaminerIdentity) -> dict[str, Any] | None:
        """The newest result of exactly this examiner, prompts included; None where there is none."""
        return self._all().get(_key(examiner))

    def newest(self, name: str, server: str) -> dict[str, Any] | None:
        """The newest result of this model, whatever its prompts were; None where there is none."""
        of_model = [
            found for key, found in self._all().items() if key.startswith(f"{name}@{server}#")
        ]
        return of_model[-1] if of_model else None

    def keep(self, examiner: ExaminerIdentity, result: Mapping[str, Any]) -> None:
        """Keep a result in place of an older one. Raises StorageError."""
        kept = self._all()
        kept.pop(_key(examiner), None)
        kept[_key(examiner)] = dict(result)
        newest = dict(list(kept.items())[-MOST:])
        write_atomically(self.path, json.dumps(newest, indent=1) + "\n")

    def _all(self) -> dict[str, dict[str, Any]]:
        try:
            kept = json.loads(read_file(self.path))
        except (ReportedError, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {key: value for key, value in kept.items() if isinstance(value, dict)}


def _key(examiner: ExaminerIdentity) -> str:
    prompts = hashlib.sha256(json.dumps(examiner.prompts, sort_keys=True).encode()).hexdigest()[:12]
    return f"{examiner.name}@{examiner.server}#{prompts}"
