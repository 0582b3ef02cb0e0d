"""Blocks of code in texts: their fences, and what is set aside so that nothing more is done to it."""

import html
import re
from typing import Final

FENCE: Final = "```"
_OPENING: Final = re.compile(
    r"^\s*(?:>\s?)*\s*(?:[*+-]\s+|\d{1,3}[.)]\s+)?(`{3,}|~{3,})\s*([^`\n]*)$"
)
QUOTED: Final = re.compile(r"^\s{0,3}(?:>\s?)+")


def code_block(lines: list[str]) -> str:
    """Lines of code between fences, without what they are all indented by; nothing for no code."""
    said = [i for i, line in enumerate(lines) if line.strip()]
    if not said:
        return ""
    lines = lines[said[0] : said[-1] + 1]
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    body = "\n".join(line[indent:].rstrip() for line in lines).replace(FENCE, "'''")
    return f"{FENCE}\n{body}\n{FENCE}"


def opening_fence(line: str) -> str:
    """The marks with which a line opens a code block, else nothing."""
    found = _OPENING.match(line)
    return found[1] if found else ""


def closes(line: str, fence: str) -> bool:
    """Whether a line closes the code block that those marks opened."""
    marks = QUOTED.sub("", line).strip()
    return len(marks) >= len(fence) and set(marks) == {fence[0]}


def keep(kept: list[str], text: str) -> str:
    """Put something aside so that nothing more is done to it; return the mark of its place."""
    kept.append(text)
    return f"\ue000{len(kept) - 1}\ue001"


def aligned(rows: list[list[str]]) -> str:
    """Rows of cells in columns, as a block."""
    columns = max((len(row) for row in rows), default=0)
    full = [[html.unescape(cell) for cell in row] + [""] * (columns - len(row)) for row in rows]
    widths = [min(40, max((len(row[i]) for row in full), default=0)) for i in range(columns)]
    lines = [
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in full
    ]
    return code_block([line for line in lines if line])


def cut_between(text: str, begin: str, end: str) -> str:
    """The text without what stands between the two marks; an open one at the end stays."""
    if begin not in text:
        return text
    out, at = [], 0
    while (start := text.find(begin, at)) >= 0 and (
        stop := text.find(end, start + len(begin))
    ) >= 0:
        out.append(text[at:start])
        at = stop + len(end)
    return "".join([*out, text[at:]])
