"""JSON with slips in it, read where it has exactly one reading, and refused where it has two.

A grading is evidence: a guess at what a model meant could become a wrong grade, and a reply that
cannot be read is asked for again for a few cents. So nothing is guessed here. What each slip is, and
why it has one reading only, stands with the code that repairs it; docs/decisions/json-slips.md
compares it with a library that guesses.
"""

import json
import re
from typing import Any, NoReturn

LONGEST = 200_000
"""Characters that are looked at: a grading has some thousands."""
_DEEPEST = 40

_SPACE = re.compile(r"(?:[ \t\r\n\f\v\u00a0\u200b\ufeff]|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
_PLAIN = re.compile(r"[^\"'\\\u201d]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?(?![\w.])")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_WORDS = {
    "true": True, "false": False, "null": None,
    "True": True, "False": False, "None": None,  # as Python prints them
}  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}
_CLOSERS = {'"': '"', "'": "'", "\u201c": "\u201d"}


class NoOneReading(ValueError):  # noqa: N818 - the state of a text, in words
    """The text is no JSON, or it could be read in more than one way."""


class TwiceError(ValueError):
    """An object has one field twice with different values."""


def strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For `object_pairs_hook`: a field that stands twice must say the same. Raises TwiceError."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and found[name] != value:
            raise TwiceError(f"It held the field {name[:40]!r} twice.")
        found[name] = value
    return found


def repaired(text: str, at: int = 0, *, ended: bool = False) -> tuple[dict[str, Any], int]:
    """Read the object that begins at `at`; return it and where it ends.

    `ended` is whether the text is known to be all that was meant: only then are brackets that are
    missing at its very end put there. Raises NoOneReading, TwiceError.
    """
    reader = _Reader(text[: at + LONGEST], at, ended=ended and len(text) <= at + LONGEST)
    value = reader.value(0)
    if not isinstance(value, dict):
        raise NoOneReading("no object")
    return value, reader.at


class _Reader:
    """One text, read from left to right without going back."""

    def __init__(self, text: str, at: int, *, ended: bool) -> None:
        self.text = text
        self.at = at
        self._ended = ended

    def value(self, depth: int) -> Any:
        char = self._next()
        if depth > _DEEPEST:
            self._refuse()
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._array(depth)
        if char in _CLOSERS:
            return self._string()
        if (number := _NUMBER.match(self.text, self.at)) is not None:
            self.at = number.end()
            return json.loads(number[0])
        name = _NAME.match(self.text, self.at)
        if name is None or name[0] not in _WORDS:
            self._refuse()
        self.at = name.end()
        return _WORDS[name[0]]

    def _object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        pairs: list[tuple[str, Any]] = []
        while not self._closed("}", first=not pairs):
            name = self._field()
            if self._next() != ":":
                self._refuse()
            self.at += 1
            pairs.append((name, self.value(depth + 1)))
        return strict(pairs)

    def _array(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while not self._closed("]", first=not found, array=True):
            found.append(self.value(depth + 1))
        return found

    def _field(self) -> str:
        """The name of a field, with quotes or, as in JavaScript, without."""
        if self._next() in _CLOSERS:
            return self._string()
        name = _NAME.match(self.text, self.at)
        if name is None:
            self._refuse()
        self.at = name.end()
        return name[0]

    def _closed(self, closer: str, *, first: bool, array: bool = False) -> bool:
        """Whether the bracket ends here; else continue to what comes next in it.

        One comma too many before the end adds nothing. A comma that is missing between two objects,
        or before the next field, can stand in one place only; between two strings of a list it could
        also be meant as one string, so that is refused.
        """
        char = self._next(at_end=True)
        comma = char == "," and not first
        if comma:
            self.at += 1
            char = self._next(at_end=True)
        if char == closer:
            self.at += 1
            return True
        if not char:
            if not self._ended or comma:
                self._refuse()
            return True  # the text is all there is, and a value has just been completed
        if not first and not comma and (array and char != "{"):
            self._refuse()
        if not first and not comma and not array and char not in _CLOSERS:
            self._refuse()
        return False

    def _string(self) -> str:
        """A string. A raw line end or tab in it is what it looks like.

        JSON does not have every escape. Before a punctuation mark, a backslash means the mark alone, in every
        language that has such an escape. Before a letter its meaning differs between languages, so it is refused.
        """
        opener = self.text[self.at]
        closer = _CLOSERS[opener]
        self.at += 1
        parts: list[str] = []
        while True:
            plain = _PLAIN.match(self.text, self.at)
            assert plain is not None  # noqa: S101 - it matches nothing at least
            parts.append(plain[0])
            self.at = plain.end()
            char = self.text[self.at : self.at + 1]
            if not char:
                self._refuse()
            if char == "\\":
                parts.append(self._escape())
            elif char == closer:
                self.at += 1
                self._check_end(opener)
                return _paired("".join(parts))
            else:
                parts.append(char)
                self.at += 1

    def _check_end(self, opener: str) -> None:
        """A quotation mark must stand where a string can end, else it may be a part of the string."""
        before = self.at
        char = self._next(at_end=True)
        self.at = before
        if char in (",", ":", "}", "]") or (not char and self._ended):
            return
        if opener == '"' and char in ('"', "{") and "\n" in self.text[before : before + 200]:
            return  # a comma is missing at the end of a line
        self._refuse()

    def _escape(self) -> str:
        char = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if char == "u":
            digits = self.text[self.at : self.at + 4]
            if re.fullmatch(r"[0-9A-Fa-f]{4}", digits) is None:
                self._refuse()
            self.at += 4
            return chr(int(digits, 16))
        if char in _ESCAPES:
            return _ESCAPES[char]
        if not char or char.isalnum() or char.isspace():
            self._refuse()
        return char

    def _next(self, *, at_end: bool = False) -> str:
        """The next character that means something; nothing at the end of the text, where that may be."""
        space = _SPACE.match(self.text, self.at)
        assert space is not None  # noqa: S101 - it matches nothing at least
        self.at = space.end()
        char = self.text[self.at : self.at + 1]
        if not char and not at_end:
            self._refuse()
        return char

    def _refuse(self) -> NoReturn:
        raise NoOneReading(f"at character {self.at}")


def _paired(text: str) -> str:
    """Join the halves of characters that JSON escapes in two."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
