"""A strict reader of the YAML that people write by hand: maps, lists, and every kind of text.

Every scalar stays a text: "no" is the word no. Anchors, aliases, tags and directives are refused, since a
few bytes of them can stand for gigabytes or run code. Nothing is nested deeper than 30.
"""

import json
import re
from typing import Any, Final, NamedTuple

_DEEPEST: Final = 30
_KEY: Final = re.compile(
    r"""^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\-?:,\[\]{}&*!|>'"%@`][^\n]*?|-[^\s:][^\n]*?)\s*:(?:\s+|$)"""
)
_BLOCK: Final = re.compile(r"^([|>])([+-]?\d?[+-]?)\s*(?:#.*)?$")


class YamlError(ValueError):
    """YAML that is broken or not taken; `line` counts from 1."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line = line


class _Line(NamedTuple):
    indent: int
    text: str
    number: int


def read_yaml(text: str) -> Any:
    """The data of a document: dicts, lists and texts, None for what is empty.

    Several documents become a list. Raises YamlError.
    """
    parts: list[list[tuple[int, str]]] = [[]]
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.rstrip() in {"---", "..."} or raw.startswith("--- "):
            parts.append([])
            raw = raw[4:] if raw.startswith("--- ") else ""  # noqa: PLW2901
        if raw.startswith("%"):
            raise YamlError(number, "YAML directives are not taken. Remove this line.")
        parts[-1].append((number, raw))
    documents = [_Reader(part).document() for part in parts if any(raw.strip() for _, raw in part)]
    documents = [document for document in documents if document is not None]
    return documents[0] if len(documents) == 1 else documents or None


class _Reader:
    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self._raw = lines
        self._at = 0

    def document(self) -> Any:
        found = self._block(0, 0)
        line = self._peek()
        if line is not None:
            raise YamlError(line.number, "This line fits nothing above it. Check its indentation.")
        return found

    def _peek(self) -> _Line | None:
        """The next line that says something."""
        while self._at < len(self._raw):
            number, raw = self._raw[self._at]
            text = raw.lstrip(" ")
            if text.startswith("\t") and text.strip():
                raise YamlError(number, "A tab indents this line. Use spaces.")
            if text.strip() and not text.startswith("#"):
                return _Line(len(raw) - len(text), text.rstrip(), number)
            self._at += 1
        return None

    def _block(self, least: int, depth: int) -> Any:
        line = self._peek()
        if line is None or line.indent < least:
            return None
        if depth > _DEEPEST:
            raise YamlError(line.number, "This is nested too deeply.")
        if line.text == "-" or line.text.startswith("- "):
            return self._list(line.indent, depth)
        if _KEY.match(line.text):
            return self._map(line.indent, depth)
        return self._scalar(line.text, line, least - 1)

    def _list(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while (
            (line := self._peek())
            and line.indent == indent
            and (line.text == "-" or line.text.startswith("- "))
        ):
            rest = line.text[1:].lstrip(" ")
            if not rest or rest.startswith("#"):
                self._at += 1
                found.append(self._block(indent + 1, depth + 1))
                continue
            inner = indent + len(line.text) - len(rest)
            self._raw[self._at] = (line.number, " " * inner + rest)
            if rest.startswith("- ") or (_KEY.match(rest) and not rest.startswith(("{", "["))):
                found.append(self._block(inner, depth + 1))
            else:
                found.append(self._scalar(rest, line, indent))
        return found

    def _map(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (line := self._peek()) and line.indent == indent and (match := _KEY.match(line.text)):
            key = str(self._unquoted(match[1], line))
            if key in found:
                raise YamlError(line.number, f"The key {key[:60]!r} is here twice. Keep one.")
            rest = line.text[match.end() :]
            if not rest or rest.startswith("#"):
                self._at += 1
                below = self._peek()
                same = (
                    below is not None
                    and below.indent == indent
                    and re.match(r"-(?:\s|$)", below.text)
                )
                found[key] = (
                    self._list(indent, depth + 1) if same else self._block(indent + 1, depth + 1)
                )
            else:
                found[key] = self._scalar(rest, line, indent)
        return found

    def _scalar(self, text: str, line: _Line, indent: int) -> Any:
        """What begins with `text` on this line; lines that are indented deeper go on with it."""
        self._at += 1
        if text[0] in "&*!":
            what = {"&": "Anchors", "*": "Aliases", "!": "Tags"}[text[0]]
            raise YamlError(
                line.number,
                f"{what} are not taken. Write the text out, or put it into quotation marks.",
            )
        block = _BLOCK.match(text)
        if block:
            return self._text_block(block[1], block[2], indent)
        if text[0] in "\"'":
            return self._quoted(text, line)
        if text[0] in "[{":
            return self._flow(text, line)
        parts = [_without_comment(text)]
        gap = 0
        while self._at < len(self._raw):
            raw = self._raw[self._at][1]
            if raw.strip() and len(raw) - len(raw.lstrip(" ")) <= indent:
                break
            if raw.strip() and raw.lstrip().startswith("#"):
                break
            gap = gap + 1 if not raw.strip() else 0
            parts.append(_without_comment(raw.strip()))
            self._at += 1
        return _folded(parts) or None

    def _text_block(self, style: str, marks: str, indent: int) -> str:
        lines: list[str] = []
        margin = int(re.sub(r"\D", "", marks)) + max(indent, 0) if re.search(r"\d", marks) else None
        while self._at < len(self._raw):
            raw = self._raw[self._at][1]
            depth = len(raw) - len(raw.lstrip(" "))
            if raw.strip():
                margin = depth if margin is None else margin
                if depth < margin or depth <= indent:
                    break
            lines.append(raw[margin or 0 :].rstrip("\r"))
            self._at += 1
        text = "\n".join(lines).rstrip("\n") if "+" not in marks else "\n".join(lines)
        return text if style == "|" else _folded_block(text.split("\n"))

    def _quoted(self, text: str, line: _Line) -> str:
        """A text in quotation marks, which may run over lines."""
        mark, whole, at = text[0], text, 1
        parts = [text]
        while True:
            end = _end_of_quoted(whole, mark, at)
            if end is not None:
                rest = whole[end + 1 :].strip()
                if rest and not rest.startswith("#"):
                    raise YamlError(
                        line.number, "Something stands behind the closing quotation mark."
                    )
                return str(self._unquoted(whole[: end + 1], line))
            if self._at >= len(self._raw) or len(parts) > 20_000:
                raise YamlError(line.number, "A quotation mark is never closed.")
            raw = self._raw[self._at][1].strip()
            self._at += 1
            joined = "\n" if not raw else ("" if whole.endswith("\n") else " ") + raw
            at = len(whole)
            whole += joined
            parts.append(raw)

    def _unquoted(self, text: str, line: _Line) -> str:
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
            raise YamlError(
                line.number, "The escapes in these quotation marks cannot be read."
            ) from None

    def _flow(self, text: str, line: _Line) -> Any:
        """[a, b] and {a: b}, which may run over lines."""
        parts = [text]
        while not _balanced(parts[-1] if len(parts) == 1 else " ".join(parts)):
            if self._at >= len(self._raw) or len(parts) > 200:
                raise YamlError(line.number, "A bracket is never closed.")
            parts.append(self._raw[self._at][1].strip())
            self._at += 1
        found, end = _Flow(" ".join(parts), line).value(0, 0)
        rest = " ".join(parts)[end:].strip()
        if rest and not rest.startswith("#"):
            raise YamlError(line.number, "Something stands behind the closing bracket.")
        return found


class _Flow:
    def __init__(self, text: str, line: _Line) -> None:
        self._text = text
        self._line = line

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        at = self._skip(at)
        sign = self._text[at : at + 1]
        if depth > _DEEPEST or not sign or sign in "&*!":
            raise YamlError(
                self._line.number, "This cannot be read: anchors, aliases and tags are not taken."
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
            raise YamlError(self._line.number, f"A comma or {closing} is missing in brackets.")
        return at

    def _text_at(self, at: int, stops: str) -> tuple[str, int]:
        mark = self._text[at : at + 1]
        if mark in {'"', "'"}:
            end = _end_of_quoted(self._text, mark, at + 1)
            if end is None:
                raise YamlError(self._line.number, "A quotation mark is never closed.")
            return _Reader([])._unquoted(self._text[at : end + 1], self._line), end + 1  # noqa: SLF001
        end = at
        while end < len(self._text) and self._text[end] not in stops:
            end += 1
        return self._text[at:end].strip(), end

    def _skip(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in " \n":
            at += 1
        return at


def _end_of_quoted(text: str, mark: str, at: int) -> int | None:
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


def _balanced(text: str) -> bool:
    depth, at = 0, 0
    while at < len(text):
        sign = text[at]
        if sign in "\"'" and (at == 0 or text[at - 1] in " [{,:"):
            end = _end_of_quoted(text, sign, at + 1)
            if end is None:
                return False
            at = end
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        at += 1
    return depth <= 0


def _without_comment(text: str) -> str:
    at = text.find(" #")
    return text[:at].rstrip() if at >= 0 else text.rstrip()


def _folded(lines: list[str]) -> str:
    """Lines of a plain text as one; an empty line is a line end."""
    out = ""
    for line in lines:
        if not line:
            out += "\n"
        else:
            out += line if not out or out.endswith("\n") else " " + line
    return out.strip()


def _folded_block(lines: list[str]) -> str:
    out: list[str] = []
    for line in lines:
        if out and line and not line.startswith(" ") and out[-1] and not out[-1].startswith(" "):
            out[-1] += " " + line
        else:
            out.append(line)
    return (
        re.sub(r"\n\n", "\n", "\n".join(out)) if any(not line for line in lines) else "\n".join(out)
    )
