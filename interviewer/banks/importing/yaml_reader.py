"""A strict reader of the YAML that people write by hand: maps, lists, and every kind of text.

Every scalar stays a text: "no" is the word no. Anchors, aliases, tags and directives are refused, since a
few bytes of them can stand for gigabytes or run code. Nothing is nested deeper than 30.
"""

import re
from typing import Any, Final, NamedTuple

from interviewer.banks.importing.yaml_flow import (
    DEEPEST,
    Flow,
    YamlError,
    balanced,
    end_of_quoted,
    unquoted,
)

_KEY: Final = re.compile(
    r"""^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\-?:,\[\]{}&*!|>'"%@`][^\n]*?|-[^\s:][^\n]*?)\s*:(?:\s+|$)"""
)
_BLOCK: Final = re.compile(r"^([|>])([+-]?\d?[+-]?)\s*(?:#.*)?$")


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
        if depth > DEEPEST:
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
            key = str(unquoted(match[1], line.number))
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
        """What begins with `text` on this line; lines that are indented deeper continue with it."""
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
            end = end_of_quoted(whole, mark, at)
            if end is not None:
                rest = whole[end + 1 :].strip()
                if rest and not rest.startswith("#"):
                    raise YamlError(
                        line.number, "Something stands behind the closing quotation mark."
                    )
                return str(unquoted(whole[: end + 1], line.number))
            if self._at >= len(self._raw) or len(parts) > 20_000:
                raise YamlError(line.number, "A quotation mark is never closed.")
            raw = self._raw[self._at][1].strip()
            self._at += 1
            joined = "\n" if not raw else ("" if whole.endswith("\n") else " ") + raw
            at = len(whole)
            whole += joined
            parts.append(raw)

    def _flow(self, text: str, line: _Line) -> Any:
        """[a, b] and {a: b}, which may run over lines."""
        parts = [text]
        while not balanced(parts[-1] if len(parts) == 1 else " ".join(parts)):
            if self._at >= len(self._raw) or len(parts) > 200:
                raise YamlError(line.number, "A bracket is never closed.")
            parts.append(self._raw[self._at][1].strip())
            self._at += 1
        found, end = Flow(" ".join(parts), line.number).value(0, 0)
        rest = " ".join(parts)[end:].strip()
        if rest and not rest.startswith("#"):
            raise YamlError(line.number, "Something stands behind the closing bracket.")
        return found


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
