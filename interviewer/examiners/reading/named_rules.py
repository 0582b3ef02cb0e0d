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
    """One pattern with a name, and what it must and must not match.

    A pattern takes time that grows with the length of the text and no faster: nothing in it is
    repeated that can match the same words in two ways.
    """

    name: str
    pattern: str
    matches: tuple[str, ...]
    """Texts it must match, as people type them."""
    misses: tuple[str, ...]
    """Texts it must not match, as near to the pattern as honest answers come."""
    anywhere: bool = False
    """Whether it is looked for anywhere in a text; else it is matched against the whole of it."""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def holds(self, prepared: str) -> bool:
        """Whether the text, prepared as the table's users do, is of this kind or, for a rule that
        is looked for anywhere, holds words of this kind.
        """
        found = self.compiled.search if self.anywhere else self.compiled.fullmatch
        return found(prepared) is not None


def first_that_holds(rules: Sequence[NamedRule], prepared: str) -> NamedRule | None:
    """The first rule of a table that holds; None where none does."""
    return next((rule for rule in rules if rule.holds(prepared)), None)
