"""The formats that a bank's file may have, by the suffix of its name.

JSON is the program's own. An installed package adds one by an entry point of the group
`interviewer.banks` whose name is the suffix: a callable that takes the file's bytes and its name and
returns the bank as the object that a JSON bank holds. What it returns is checked as a JSON bank is.
"""

import json
from typing import Final

from interviewer.banks.faults import BankError, Fault
from interviewer.banks.installed import added
from interviewer.banks.json_bank import parse as parse_json
from interviewer.core.questions import QuestionBank
from interviewer.core.text import one_line

_GROUP: Final = "interviewer.banks"
_JSON: Final = (".json", "")


def parse(raw: bytes, name: str, suffix: str) -> tuple[QuestionBank, tuple[Fault, ...]]:
    """Read a bank from a file's bytes; return it with its warnings.

    `name` is how messages call the file; a suffix that no format claims is read as JSON. Raises
    BankError with every fault that was found.
    """
    if suffix not in _JSON:
        for found in added(_GROUP, suffix):
            try:
                raw = json.dumps(found.load()(raw, name)).encode()
            except Exception as error:
                said = f"{type(error).__name__}: {one_line(str(error), 200)}"
                fault = Fault(1, 1, f"This is no {suffix} bank ({said}).", "Correct the file.")
                raise BankError(name, [fault]) from error
            break
    return parse_json(raw, name)


def is_installed(suffix: str) -> bool:
    """Whether an installed package reads files of that suffix."""
    return suffix not in _JSON and bool(added(_GROUP, suffix))
