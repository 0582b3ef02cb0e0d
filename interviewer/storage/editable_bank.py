"""A bank's file that is changed question by question: read, changed, checked and written whole."""

import json
import os
from pathlib import Path
from typing import Any

from interviewer import assets
from interviewer.banks.formats import is_json
from interviewer.banks.json_bank import parse
from interviewer.core.errors import UsageError
from interviewer.core.text import one_line
from interviewer.storage.bank_files import bank_names
from interviewer.storage.files import read_file, shown, write_atomically


class EditableBank:
    """A bank of a person's own, as the JSON that it is; what nobody touches stays as it was."""

    def __init__(self, wanted: str, home: Path) -> None:
        """Find it by name or path. Raises UsageError for a shipped one, BankError for an unsound one."""
        named = bank_names(home).get(wanted)
        if named is not None and named in assets.banks().values():
            raise UsageError(
                f"{one_line(wanted, 60)} is shipped with the program and stays as it is. "
                "Copy it first: interviewer bank add."
            )
        self.path = named or Path(wanted)
        raw = read_file(self.path)
        if not is_json(self.path.suffix.lower()):
            raise UsageError(
                f"{shown(self.path)} is not JSON, and only a bank in JSON is changed question by question. "
                "Keep it as one first, then give its name: interviewer bank add."
            )
        parse(raw, shown(self.path))
        self.data: dict[str, Any] = json.loads(raw.decode("utf-8-sig"))

    @property
    def questions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data["questions"]
        return found

    def unreviewed(self) -> list[dict[str, Any]]:
        """Questions that nobody has reviewed yet, in order."""
        return [question for question in self.questions if question.get("review")]

    def replace(self, old: dict[str, Any], new: dict[str, Any] | None) -> None:
        """Put one question in another's place, or nothing. Raises BankError where the bank would not
        be sound, and changes nothing then.
        """
        place = next(i for i, question in enumerate(self.questions) if question is old)
        questions = [
            *self.questions[:place],
            *([new] if new is not None else []),
            *self.questions[place + 1 :],
        ]
        data = {**self.data, "questions": questions}
        if not any(question.get("review") for question in questions):
            data.pop("review", None)
        raw = _raw(data)
        parse(raw, shown(self.path))
        write_atomically(Path(os.path.realpath(self.path)), raw)
        self.data = data


def _raw(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
