"""A reply while it streams: what of it stands for good, and how far its follow-up has come.

The findings of a reply can be graded by as soon as its follow-up begins, seconds before it ends.
"""

import json
import re

from pydantic import ValidationError
from pydantic_core import from_json

from interviewer.core.text import normalise
from interviewer.examiners.model.reply import (
    LONGEST_REPLY,
    TOO_LONG,
    ParsedReply,
    Unusable,
    mistake,
    read,
)

_WINDOW = 80
_FOLLOW_UP = re.compile(r'"follow_up"\s*:\s*\{')


class PartialReply:
    """A reply under way: what has come so far, and what of it stands for good.

    Only a reply that is one object from its first character is read ahead; anything else is read
    when it is whole. What comes after an object, a second one for instance, can only be noticed
    once it comes: findings that were returned before stand, the follow-up does not.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._recent = ""
        self._looked = False
        self._tail: int | None = None
        """Where the value of `follow_up` begins, once it has."""
        self._draft: ParsedReply | None = None
        """The whole reply, once it has been read as one."""

    @property
    def text(self) -> str:
        """Everything that has come."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    def feed(self, chunk: str) -> None:
        """Take the next words of the reply. Raises Unusable where it is too long."""
        self._parts.append(normalise(chunk))
        self._size += len(self._parts[-1])
        if self._size > LONGEST_REPLY:
            raise Unusable(TOO_LONG)
        if self._tail is None:
            self._recent = self._recent[-_WINDOW:] + self._parts[-1]
            if _FOLLOW_UP.search(self._recent) and self.text.lstrip()[:1] == "{":
                begun = _FOLLOW_UP.search(self.text)
                self._tail = begun.end() - 1 if begun else None

    def settled(self, *, beliefs: bool) -> ParsedReply | None:
        """The findings, as soon as a follow-up has begun behind them; None before, and after.

        `beliefs` is whether beliefs have to stand before it as well. Raises Unusable.
        """
        if self._tail is None or self._looked:
            return None
        self._looked = True  # what stands before the follow-up does not change any more
        if _ended(self.text):
            return self.end()
        try:
            value = from_json(self.text[: self._tail] + "{}", allow_partial=True)
        except ValueError:
            return None
        needed = {"findings", "beliefs"} if beliefs else {"findings"}
        if not isinstance(value, dict) or not needed < set(value):
            return None
        if list(value)[-1] != "follow_up":
            return None  # the key belongs to something inside
        try:
            return ParsedReply.model_validate({**value, "follow_up": None})
        except ValidationError as error:
            raise Unusable(mistake(error)) from None

    def end(self) -> ParsedReply:
        """Read what has come as a whole reply. Raises Unusable, Refused."""
        self._draft = read(self.text)
        return self._draft

    @property
    def ended(self) -> bool:
        """Whether the object that the reply consists of is complete."""
        return self._draft is not None or ("}" in self._parts[-1] and _ended(self.text))

    @property
    def offers_follow_up(self) -> bool:
        """Whether there is a follow-up, or the beginning of one."""
        return self._draft.follow_up is not None if self._draft else self._tail is not None

    def follow_up(self) -> tuple[str, str]:
        """The point and the words of the follow-up as far as they have come; empty before."""
        if self._draft is not None:
            offered = self._draft.follow_up
            return (offered.point, offered.text) if offered else ("", "")
        if self._tail is None:
            return "", ""
        try:
            value = from_json(self.text[self._tail :], allow_partial="trailing-strings")
        except ValueError:
            return "", ""
        if not isinstance(value, dict) or list(value)[:2] != ["point", "text"]:
            return "", ""  # a point is complete once words follow it; words before it must wait
        point, text = value["point"], value["text"]
        return (point, text) if isinstance(point, str) and isinstance(text, str) else ("", "")


def _ended(text: str) -> bool:
    """Whether the object that a reply begins with has ended."""
    try:
        json.JSONDecoder().raw_decode(text, text.index("{"))
    except (ValueError, RecursionError):
        return False
    return True
