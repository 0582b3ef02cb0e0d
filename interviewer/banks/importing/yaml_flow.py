"""Brackets in YAML, [a, b] and {a: b}, and the quotation marks in them."""

import json
import re
from typing import Any, Final

DEEPEST: Final = 30
"""Brackets, maps and lists may be so deep in each other."""


class YamlError(ValueError):
    """YAML that is broken or not taken; `line` counts from 1."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line = line


def unquoted(text: str, line: int) -> str:
    """A scalar without its quotation marks and escapes. Raises YamlError."""
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    if text[:1] != '"':
        return text.strip()
    try:
        inner = re.sub(
            r"\\([^\"\\/bfnrtu])",
            lambda m: {"0": "", "e": "", "x": "\\\\x"}.get(m[1], m[1]),
            text,
        )
        return str(json.loads(inner, strict=False))
    except ValueError:
        raise YamlError(line, "The escapes in these quotation marks cannot be read.") from None


class Flow:
    """A reader of YAML's flow notation: `[lists]`, `{maps}` and quoted scalars on one line."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        at = self._skip(at)
        sign = self._text[at : at + 1]
        if depth > DEEPEST or not sign or sign in "&*!":
            raise YamlError(
                self._line, "This cannot be read: anchors, aliases and tags are not taken."
            )
        if sign == "[":
            return self._items(at + 1, depth)
        if sign == "{":
            return self._pairs(at + 1, depth)
        return self._text_at(at, ",]}")

    def _items(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self._skip(at)
            if self._text[at : at + 1] == "]":
                return found, at + 1
            item, at = self.value(at, depth + 1)
            found.append(item)
            at = self._comma(at, "]")

    def _pairs(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self._skip(at)
            if self._text[at : at + 1] == "}":
                return found, at + 1
            key, at = self._text_at(at, ":,}")
            at = self._skip(at)
            value: Any = None
            if self._text[at : at + 1] == ":":
                value, at = self.value(at + 1, depth + 1)
            found[key] = value
            at = self._comma(at, "}")

    def _comma(self, at: int, closing: str) -> int:
        at = self._skip(at)
        sign = self._text[at : at + 1]
        if sign == ",":
            return at + 1
        if sign != closing:
            raise YamlError(self._line, f"A comma or {closing} is missing in brackets.")
        return at

    def _text_at(self, at: int, stops: str) -> tuple[str, int]:
        mark = self._text[at : at + 1]
        if mark in {'"', "'"}:
            end = end_of_quoted(self._text, mark, at + 1)
            if end is None:
                raise YamlError(self._line, "A quotation mark is never closed.")
            return unquoted(self._text[at : end + 1], self._line), end + 1
        end = at
        while end < len(self._text) and self._text[end] not in stops:
            end += 1
        return self._text[at:end].strip(), end

    def _skip(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in " \n":
            at += 1
        return at


def end_of_quoted(text: str, mark: str, at: int) -> int | None:
    while at < len(text):
        if mark == '"' and text[at] == "\\":
            at += 2
        elif text[at] == mark:
            if mark == "'" and text[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        else:
            at += 1
    return None


def balanced(text: str) -> bool:
    depth, at = 0, 0
    while at < len(text):
        sign = text[at]
        if sign in "\"'" and (at == 0 or text[at - 1] in " [{,:"):
            end = end_of_quoted(text, sign, at + 1)
            if end is None:
                return False
            at = end
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        at += 1
    return depth <= 0
