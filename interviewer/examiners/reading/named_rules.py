"""Rules that recognise what a text is, each with a name and with examples that the tests run.

A rule is one pattern. What it must match and what it must not match stand beside it, so that whoever
changes a pattern sees at once what changes with it, and both examiners judge by the same table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class NamedRule:
    """One pattern with a name. It is matched against the whole of a prepared text."""

    name: str
    pattern: str
    matches: tuple[str, ...]
    """Texts it must match, as people type them."""
    misses: tuple[str, ...]
    """Texts it must not match, as near to the pattern as honest answers come."""

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def holds(self, prepared: str) -> bool:
        """Whether the whole text, prepared as the table's users do, is of this kind."""
        return self._compiled.fullmatch(prepared) is not None


def first_that_holds(rules: Sequence[NamedRule], prepared: str) -> NamedRule | None:
    """The first rule of a table that holds; None where none does."""
    return next((rule for rule in rules if rule.holds(prepared)), None)
