"""The formats that a bank's file may have, by the suffix of its name.

JSON is the program's own, TOML the same in another notation. An installed package adds one by an entry point of the group
`interviewer.banks` whose name is the suffix: a callable that takes the file's bytes and its name and
returns the bank as the object that a JSON bank holds. What it returns is checked as a JSON bank is.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from interviewer.banks import toml_bank
from interviewer.banks.faults import BankError, Fault
from interviewer.banks.installed import added
from interviewer.banks.json_bank import parse as parse_json
from interviewer.core.questions import QuestionBank
from interviewer.core.text import one_line

_GROUP: Final = "interviewer.banks"
_JSON: Final = (".json", "")

Format = Callable[[bytes, str], Any]
"""Takes a file's bytes and name; returns what a JSON bank holds. What it raises is shown."""

OWN_FORMATS: Final[Mapping[str, Format]] = {".toml": toml_bank.read}
"""The formats of this project beside JSON, by suffix."""


def parse(raw: bytes, name: str, suffix: str) -> tuple[QuestionBank, tuple[Fault, ...]]:
    """Read a bank from a file's bytes; return it with its warnings.

    `name` is how messages call the file; a suffix that no format claims is read as JSON. Raises
    BankError with every fault that was found.
    """
    read = _reader(suffix)
    if read is None:
        return parse_json(raw, name)
    try:
        made = json.dumps(read(raw, name)).encode()
    except Exception as error:
        said = f"{type(error).__name__}: {one_line(str(error), 200)}"
        fault = Fault(0, 0, f"This is no {suffix} bank ({said}).", "Correct the file.")
        raise BankError(name, [fault]) from error
    try:
        bank, warnings = parse_json(made, name)
    except BankError as error:
        raise BankError(name, _without_places(error.faults)) from None
    return bank, _without_places(warnings)


def _reader(suffix: str) -> Format | None:
    """What reads files of that suffix as a bank; None where that is JSON."""
    if suffix in _JSON:
        return None
    if suffix in OWN_FORMATS:
        return OWN_FORMATS[suffix]
    for found in added(_GROUP, suffix):
        read: Format = found.load()
        return read
    return None


def _without_places(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Faults without line and column, which are those of the JSON that was made."""
    return tuple(fault._replace(line=0, column=0) for fault in faults)


def is_json(suffix: str) -> bool:
    """Whether files of that suffix are read as JSON."""
    return suffix not in OWN_FORMATS and not is_installed(suffix)


def is_installed(suffix: str) -> bool:
    """Whether an installed package reads files of that suffix."""
    return suffix not in _JSON and bool(added(_GROUP, suffix))
