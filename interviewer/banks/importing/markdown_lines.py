"""Markdown as lines that know what they are: headings, items, code, summaries."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from interviewer.banks.importing.code_blocks import closes, cut_between, opening_fence

Kind = Literal["text", "blank", "heading", "item", "code", "summary", "open", "close", "rule"]

_HEADING: Final = re.compile(
    r"^(\s{0,3}(?:\d{1,4}[.)]\s+|[-*+]\s+)?)(#{1,6})(?:\s+|(?=[^\s#]))(.*?)\s*#*\s*$"
)
_HTML_HEADING: Final = re.compile(r"^\s*<h([1-6])\b[^<>]*>(.*?)(?:</h\1>)\s*$", re.IGNORECASE)
_ITEM: Final = re.compile(r"^(\s*)([-*+•]|\(?\d{1,4}[.)])(\s+)(?=\S)")
_DETAIL: Final = re.compile(r"(</?(?:details|summary)\b[^<>]*>)", re.IGNORECASE)
_RULE: Final = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE: Final = re.compile(r"^(={3,}|-{3,})\s*$")


class Line(NamedTuple):
    """One line. `text` is what it says for a heading, an item or a summary, else the line as it is."""

    kind: Kind
    text: str
    number: int
    """Counted from 1 in the file."""
    level: int = 0
    """Of a heading 1 to 6; of an item the columns before its mark."""
    content: int = 0
    """Of an item, the columns before its text."""
    raw: str = ""


def read(text: str) -> list[Line]:
    """Every line of the text; comments of HTML are gone, and a summary is a line of its own."""
    return _with_underlined(list(_lines(_without_comments(text))))


def _without_comments(text: str) -> str:
    """Comments become as many line ends as they had, so that line numbers stay right."""
    if "<!--" not in text:
        return text
    out, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (stop := text.find("-->", start + 4)) >= 0:
        out += [text[at:start], "\n" * text.count("\n", start, stop)]
        at = stop + 3
    return cut_between("".join([*out, text[at:]]), "<!---->", "-->")


def _lines(text: str) -> Iterator[Line]:
    fence = ""
    details = _Details()
    for number, raw in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if closes(raw, fence) else fence
            yield Line("code", raw, number, raw=raw)
        elif details.is_open or ("<" in raw and _DETAIL.search(raw)):
            yield from details.lines(raw, number)
        else:
            fence = opening_fence(raw)
            yield Line("code", raw, number, raw=raw) if fence else _plain(raw, number)


class _Details:
    """The lines of `<details>` and `<summary>`, which may share a line with text."""

    def __init__(self) -> None:
        self._summary: list[str] = []
        self._began = 0

    @property
    def is_open(self) -> bool:
        return self._began > 0

    def lines(self, raw: str, number: int) -> Iterator[Line]:
        for part in _DETAIL.split(raw):
            tag = part.lower()
            if tag.startswith("<summary"):
                self._summary, self._began = [], number
            elif tag.startswith("</summary"):
                yield self._close(number, raw)
            elif tag.startswith(("<details", "</details")):
                yield Line("close" if tag[1] == "/" else "open", "", number)
            elif self.is_open:
                self._summary.append(part)
            elif part.strip():
                yield _plain(part, number)
        if len(self._summary) > 50:  # it is never closed
            yield self._close(number, raw)

    def _close(self, number: int, raw: str) -> Line:
        line = Line(
            "summary", " ".join(self._summary).strip()[:1000], self._began or number, raw=raw
        )
        self._summary, self._began = [], 0
        return line


def _plain(raw: str, number: int) -> Line:
    if not raw.strip():
        return Line("blank", "", number, raw=raw)
    heading = _HEADING.match(raw) if "#" in raw else None
    if heading:
        return Line(
            "heading",
            heading[1].strip() + " " + heading[3]
            if heading[1].strip()[:1].isdigit()
            else heading[3],
            number,
            len(heading[2]),
            raw=raw,
        )
    marked = _HTML_HEADING.match(raw) if "<h" in raw.lower() else None
    if marked:
        return Line("heading", marked[2], number, int(marked[1]), raw=raw)
    if _RULE.match(raw):
        return Line("rule", raw, number, raw=raw)
    item = _ITEM.match(raw)
    if item:
        indent = len(item[1].expandtabs(4))
        width = indent + len(item[2]) + min(len(item[3]), 4)
        return Line("item", raw[item.end() :], number, indent, width, raw)
    return Line("text", raw, number, raw=raw)


def _with_underlined(lines: list[Line]) -> list[Line]:
    """Headings that are underlined instead of marked."""
    for i in range(1, len(lines)):
        line, above = lines[i], lines[i - 1]
        found = _UNDERLINE.match(line.raw) if line.kind in {"text", "rule"} else None
        alone = i == 1 or lines[i - 2].kind in {"blank", "rule"}
        if found and above.kind == "text" and alone and len(above.text) < 200:
            level = 1 if found[1][0] == "=" else 2
            lines[i - 1] = Line("heading", above.text.strip(), above.number, level, raw=above.raw)
            lines[i] = Line("blank", "", line.number)
    return lines
