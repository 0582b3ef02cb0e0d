"""Numbered lists of questions that follow an answer: they are questions of their own and no part of it.

A numbered list may as well belong to the answer ("ask yourself: 1. ... 2. ..."). It does not where each of its
items asks, a list of bullets ends just before it, and the answer does not go on after it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from interviewer.banks.importing import asking
from interviewer.banks.importing.markdown_lines import Line

_NUMBERED: Final = re.compile(r"^ {0,3}\(?\d{1,4}[.)]\s")
_ENDS_WITH_A_QUESTION: Final = re.compile(r"\?[\s*_)]*$")
_AT_LEAST: Final = 2
"""Fewer are no list."""


def questions_after_bullets(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the items that ask, in numbered lists that follow bullets."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        if not _numbered(lines[at]):
            at += 1
            continue
        items, stop = _list_from(lines, at)
        if (
            len(items) >= _AT_LEAST
            and all(_asks(lines[i]) for i in items)
            and _follows_bullets(lines, at)
            and not _goes_on(lines, stop)
        ):
            found.update(items)
        at = stop
    return frozenset(found)


def _list_from(lines: Sequence[Line], first: int) -> tuple[list[int], int]:
    """The items of a numbered list, and the place after all that belongs to them."""
    items = [first]
    at = first + 1
    while at < len(lines) and _belongs(lines, at):
        if _numbered(lines[at]):
            items.append(at)
        at += 1
    return items, at


def _belongs(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.kind in {"blank", "code"}:
        return True
    if line.kind == "item":
        return line.level > 0 or _numbered(line)
    # A line at the margin continues a paragraph, unless a blank one has ended that.
    return line.kind == "text" and (line.raw[:1].isspace() or lines[at - 1].kind != "blank")


def _numbered(line: Line) -> bool:
    return line.kind == "item" and _NUMBERED.match(line.raw) is not None


def _asks(line: Line) -> bool:
    return asking.asks(line.text) and _ENDS_WITH_A_QUESTION.search(line.text) is not None


def _follows_bullets(lines: Sequence[Line], at: int) -> bool:
    """Whether what stands before is an item with a bullet, or a paragraph of one."""
    for line in _backwards(lines, at):
        if line.kind == "item":
            return not _numbered(line)
        if line.kind != "text" or not line.raw[:1].isspace():
            return False
    return False


def _backwards(lines: Sequence[Line], at: int) -> Iterator[Line]:
    return (line for line in reversed(lines[max(0, at - 50) : at]) if line.kind != "blank")


def _goes_on(lines: Sequence[Line], stop: int) -> bool:
    """Whether a paragraph at the margin continues the answer after the list."""
    return stop < len(lines) and lines[stop].kind == "text" and not asking.asks(lines[stop].text)
