"""Whether who grades can be reached: looked for while the first question is read, said while it is not."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewer.core.text import Inert, inert
from interviewer.ui.ports import Interview

if TYPE_CHECKING:
    from interviewer.core.run import Reach

AGAIN = 3.0
"""Seconds until it is looked for again."""

WORDS: "dict[Reach, tuple[str, str, str]]" = {
    "": ("", "", ""),
    "untried": ("\u2026", "not reached yet", "$foreground 60%"),
    "reached": ("\u2713", "reached", "$text-success"),
    "unreachable": ("\u2717", "not reachable", "bold $text-error"),
}
"""A sign, words and a colour for each."""


class Reaching:
    """Looks until the server answers. `say` gets what there is to say now; empty for nothing."""

    def __init__(self, say: Callable[[Inert], None]) -> None:
        self._say = say
        self._why = ""
        self._interview: Interview | None = None

    @property
    def note(self) -> Inert:
        """Why it cannot be reached, as long as that holds."""
        if self._interview is None or self._interview.reach != "unreachable" or not self._why:
            return inert("")
        return inert(f"Not reachable yet, looked for every {AGAIN:.0f} s. {self._why}")

    def end(self) -> None:
        """Somebody else grades from now on."""
        self._interview = None

    async def look(self, interview: Interview) -> None:
        """Look at once, then from time to time until it is there."""
        self._interview = interview
        while self._interview is not None:
            self._why = await interview.try_reach()
            self._say(self.note)
            if not self._why:
                return
            await asyncio.sleep(AGAIN)
