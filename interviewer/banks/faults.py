"""What can be wrong with a bank, said so that a person finds the place and corrects it. Loads nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.core.errors import UsageError
from interviewer.core.text import one_line


class Fault(NamedTuple):
    """Something wrong in a bank. `line` and `column` count from 1; 0 where the place is not known."""

    line: int
    column: int
    message: str
    remedy: str

    def at(self, name: str) -> str:
        place = f"{name}:{self.line}:{self.column}" if self.line else name
        return f"{place}: {self.message} {self.remedy}".rstrip()


class BankError(UsageError):
    """A bank that cannot be used; `faults` says why, each with its place and remedy."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.name = one_line(name)
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.at(self.name) for fault in self.faults))


class NoSuchBankError(BankError):
    """There is no bank of that name or at that path; it has no faults to list."""

    def __init__(self, wanted: str, hint: str = "") -> None:
        """`hint` is a sentence with a space before it, or empty."""
        super().__init__(wanted, ())
        self.args = (f"There is no bank at {one_line(wanted)}.{hint}",)
        self.wanted = wanted
        self.hint = hint
