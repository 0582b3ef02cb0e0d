"""A reply while it streams: what of it stands for good, and how far its follow-up has come.

The findings of a reply can be graded by as soon as its follow-up begins, seconds before it ends.
"""

import json
import re

from pydantic import ValidationError
from pydantic_core import from_json

from interviewer.core.text import normalise
from interviewer.examiners.model.json_slips import TwiceError, strict
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
_CLARIFIED = re.compile(r'\s*+\{\s*+"clarification"\s*+:\s*+("(?:[^"\\]|\\.)*+")')
_LONGEST_FOLLOW_UP = 6_000
"""Characters of a follow-up, as JSON; one that continues longer is none."""


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
        self._end = _ObjectEnd()
        self._tail: int | None = None
        """Where the value of `follow_up` begins, once it has."""
        self._follow_up = ""
        """That value as far as it has come."""
        self._draft: ParsedReply | None = None
        """The whole reply, once it has been read as one."""

    @property
    def text(self) -> str:
        """Everything that has come."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    def feed(self, chunk: str) -> None:
        """Take the next words of the reply. Raises Unusable where it is too long."""
        words = normalise(chunk)
        self._parts.append(words)
        self._size += len(words)
        if self._size > LONGEST_REPLY:
            raise Unusable(TOO_LONG)
        self._end.feed(words)
        if self._tail is not None:
            self._follow_up = (self._follow_up + words)[: _LONGEST_FOLLOW_UP + 1]
            return
        self._recent = self._recent[-_WINDOW:] + words
        if _FOLLOW_UP.search(self._recent) and self.text.lstrip()[:1] == "{":
            begun = _FOLLOW_UP.search(self.text)
            if begun is not None:
                self._tail = begun.end() - 1
                self._follow_up = self.text[self._tail :][: _LONGEST_FOLLOW_UP + 1]

    def clarification(self) -> str:
        """What is said to a question back, once it is complete at the front of a reply; else empty."""
        if self._size > _LONGEST_FOLLOW_UP:
            return ""
        found = _CLARIFIED.match(self.text)
        try:
            said = json.loads(found[1]) if found else ""
        except ValueError:
            return ""
        return said if isinstance(said, str) else ""

    def settled(self, *, beliefs: bool) -> ParsedReply | None:
        """The findings, as soon as a follow-up has begun behind them; None before, and after.

        `beliefs` is whether beliefs have to stand before it as well. Raises Unusable.
        """
        if self._tail is None or self._looked:
            return None
        self._looked = True  # what stands before the follow-up does not change any more
        if self._end.passed:
            return self.end()
        try:
            # Where the key belongs to something inside, the object is not complete like this.
            value = json.loads(self.text[: self._tail] + "null}", object_pairs_hook=strict)
        except TwiceError as twice:
            raise Unusable(str(twice)) from None
        except (ValueError, RecursionError):
            return None
        needed = {"findings", "beliefs"} if beliefs else {"findings"}
        if not needed < set(value):
            return None
        try:
            return ParsedReply.model_validate(value)
        except ValidationError as error:
            raise Unusable(mistake(error)) from None

    def end(self, *, ended: bool = False) -> ParsedReply:
        """Read what has come as a whole reply; `ended` as of `read`. Raises Unusable, Refused."""
        self._draft = read(self.text, ended=ended)
        return self._draft

    @property
    def ended(self) -> bool:
        """Whether the object that the reply consists of is complete."""
        return self._draft is not None or self._end.passed

    @property
    def offers_follow_up(self) -> bool:
        """Whether there is a follow-up, or the beginning of one."""
        return self._draft.follow_up is not None if self._draft else self._tail is not None

    @property
    def endless(self) -> bool:
        """Whether the follow-up is longer than any that would be asked."""
        return len(self._follow_up) > _LONGEST_FOLLOW_UP

    def follow_up(self) -> tuple[str, str]:
        """The point and the words of the follow-up as far as they have come; empty before."""
        if self._draft is not None:
            offered = self._draft.follow_up
            return (offered.point, offered.text) if offered else ("", "")
        if self._tail is None or self.endless:
            return "", ""
        try:
            value = from_json(self._follow_up, allow_partial="trailing-strings")
        except ValueError:
            return "", ""
        if not isinstance(value, dict) or list(value)[:2] != ["point", "text"]:
            return "", ""  # a point is complete once words follow it; words before it must wait
        point, text = value["point"], value["text"]
        return (point, text) if isinstance(point, str) and isinstance(text, str) else ("", "")


class _ObjectEnd:
    """Watches for the end of the object that a text begins with; every character is seen once."""

    _SPECIAL = re.compile(r'["\\{}]')

    def __init__(self) -> None:
        self.passed = False
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def feed(self, words: str) -> None:
        at = 0
        if self._escaped and words:
            self._escaped, at = False, 1
        while not self.passed and (found := self._SPECIAL.search(words, at)) is not None:
            at = found.end()
            if found[0] == "\\":
                if self._in_string:
                    self._escaped = at == len(words)
                    at += 1
            elif found[0] == '"':
                self._in_string = self._depth > 0 and not self._in_string
            elif not self._in_string:
                self._depth += 1 if found[0] == "{" else -1
                self.passed = self._depth <= 0
