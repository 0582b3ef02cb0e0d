"""Characters that a text box cannot hold, kept to the letter all the same.

A text box splits lines at twelve characters, measures control codes as nothing and hands ESC to the
terminal. So each such character is held as a stand-in from a private plane, shown as the inert
picture of what it stands for, and given back when the answer is taken out.
"""

import re

from interviewer.core.text import inert, normalise

_FIRST, _LAST = 0x10_0000, 0x10_FFFD
_PRIVATE = f"{chr(_FIRST)}-{chr(_LAST)}"
# All that moves a cursor, turns a line round or ends it; not tab and LF, which a box understands.
_HARD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f" + _PRIVATE + "]"
)
_STAND_IN = re.compile(f"[{_PRIVATE}]")


class ControlCharSigns:
    """One box's stand-ins. `to_answer(to_shown(text)) == normalise(text)` for every text."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._for: dict[str, str] = {}

    def to_shown(self, text: str) -> str:
        """The text as the box can hold it: one character for each."""
        return _HARD.sub(lambda found: self._stand_in(found[0]), normalise(text))

    def to_answer(self, held: str) -> str:
        """The text that the box holds, with the characters that were typed."""
        if not self._for:
            return held
        return _STAND_IN.sub(lambda found: self._for.get(found[0], found[0]), held)

    def shown(self, held: str) -> str:
        """What a line of the box looks like: one inert character for each."""
        if not self._for:
            return held
        return _STAND_IN.sub(lambda found: self._picture(found[0]), held)

    def _stand_in(self, char: str) -> str:
        # Private characters get one too: whatever stands in the box from this plane stands in.
        if char not in self._of:
            stand_in = chr(_FIRST + len(self._of))
            self._of[char], self._for[stand_in] = stand_in, char
        return self._of[char]

    def _picture(self, stand_in: str) -> str:
        picture = inert(self._for.get(stand_in, stand_in))
        return picture if len(picture) == 1 and picture.isprintable() else "\u00b7"
