"""Where questions begin in Markdown, and where their answers end.

The shape that a file uses most decides: what looks like another shape within an answer is a part of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from interviewer.banks.importing import asking
from interviewer.banks.importing.markdown_lines import Line
from interviewer.banks.importing.markdown_lists import questions_after_bullets

_BOLD: Final = re.compile(
    r"^\s*(?:[-*+]\s+|\(?\d{1,4}[.)]\s+)?(\*\*|__)((?:(?!\1).){4,600})\1\s*:?\s*(?:<br\s*/?>)?\s*$|^\s*(?:<p>)?\s*<(b|strong)>([^\n]{4,600}?)</\3>\s*(?:</p>|<br\s*/?>)*\s*$",
    re.IGNORECASE,
)
ASKED: Final = re.compile(
    r"^[\s>*_-]*(?:Q|Que|Ques|Question)\s*[-#.]?\s*\d{0,4}\s*(?:[.:)\]]|\s[-–—])[\s*_]*(?=\S)",
    re.IGNORECASE,
)


class Start(NamedTuple):
    """Where a question begins in the lines."""

    at: int
    shape: str
    """"summary", "heading", "bold", "item", "asked"."""
    level: int
    """Of its heading, or the columns before its item."""


def starts_in(lines: Sequence[Line]) -> list[Start]:
    """Where questions begin, all in the shape that the file uses most; others only outside of them."""
    every = list(_candidates(lines))
    places = {start.at for start in every}
    with_text = [start for start in every if _has_text(lines, start, places)]
    if not with_text:
        return every
    counts = Counter((start.shape, start.level) for start in with_text)
    order = ("asked", "summary", "heading", "bold", "item")
    (shape, level), _ = max(counts.items(), key=lambda c: (c[1], -order.index(c[0][0])))
    if (
        shape == "item"
        and any(s.shape == "heading" for s in with_text)
        and counts[shape, level] < 3 * sum(s.shape == "heading" for s in with_text)
    ):
        shape, level = max(
            ((s, n) for s, n in counts if s == "heading"), key=lambda key: counts[key]
        )
    return _outside(lines, every, shape, level)


def _outside(lines: Sequence[Line], every: Sequence[Start], shape: str, level: int) -> list[Start]:
    main = [
        s
        for s in every
        if s.shape == shape and (s.level == level or shape in {"summary", "asked", "bold"})
    ]
    ends = {start.at: stop for start, stop in spans(lines, main)}
    listed = questions_after_bullets(lines)
    taken: list[Start] = []
    inside = -1
    by_place = {s.at: s for s in main}
    for start in every:
        if start.at in by_place:
            taken.append(start)
            inside = ends[start.at]
        elif start.at in listed or (start.at >= inside and start.shape != "item"):
            taken.append(start)
            inside = max(inside, start.at + 1)
    return taken


def _candidates(lines: Sequence[Line]) -> Iterator[Start]:
    series = _series(lines)
    for i, line in enumerate(lines):
        if line.kind == "summary" and not asking.is_generic(line.text):
            yield Start(i, "summary", 0)
        elif line.kind == "heading":
            if asking.asks(line.text, heading=True) or (line.level in series and _counts(line)):
                yield Start(i, "heading", line.level)
        elif line.kind in {"text", "item"} and len(line.raw) <= 1000:
            shape = _shape_of(lines, i)
            if shape:
                yield Start(i, shape, line.level if shape == "item" else 0)


def _shape_of(lines: Sequence[Line], i: int) -> str:
    """As which shape a paragraph or an item asks; empty where it does not."""
    line = lines[i]
    asked = ASKED.match(line.raw)
    if asked and len(line.raw) > asked.end() + 4:
        return "asked"
    bold = bold_of(line.raw)
    if bold and _stands_alone(lines, i) and asking.asks(bold, heading=True):
        return "bold"
    return "item" if line.kind == "item" and asking.asks(line.text, heading=True) else ""


def _series(lines: Sequence[Line]) -> set[int]:
    """Levels of which at least half of the numbered headings ask: there "12. Closures" asks too."""
    total: Counter[int] = Counter()
    ask: Counter[int] = Counter()
    for line in lines:
        if line.kind == "heading" and _counts(line):
            total[line.level] += 1
            ask[line.level] += asking.asks(line.text)
    return {level for level, count in total.items() if count >= 3 and 2 * ask[level] >= count}


def _counts(line: Line) -> bool:
    return asking.numbered(line.text) and len(asking.prompt_of(line.text)) >= 6


def bold_of(raw: str) -> str:
    found = _BOLD.match(raw) if "**" in raw or "__" in raw or "<" in raw else None
    return (found[2] or found[4]) if found else ""


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Whether a bold line begins a paragraph or an item."""
    return (
        lines[i].kind == "item"
        or i == 0
        or lines[i - 1].kind != "text"
        or bold_of(lines[i - 1].raw) == ""
    )


def _has_text(lines: Sequence[Line], start: Start, places: set[int]) -> bool:
    i = start.at + 1
    while i < len(lines) and lines[i].kind in {"blank", "open", "close", "rule"}:
        i += 1
    if (
        i >= len(lines)
        or i in places
        or (lines[i].kind == "heading" and lines[i].level <= start.level)
    ):
        return False
    return start.shape != "item" or lines[i].kind != "item" or lines[i].level > start.level


def spans(lines: Sequence[Line], starts: Sequence[Start]) -> Iterator[tuple[Start, int]]:
    """Each start with the place where its answer ends."""
    for n, start in enumerate(starts):
        following = starts[n + 1].at if n + 1 < len(starts) else len(lines)
        yield start, _end(lines, start, following)


def _end(lines: Sequence[Line], start: Start, following: int) -> int:
    depth = 0
    listed = False
    for i in range(start.at + 1, following):
        line = lines[i]
        listed = listed or line.kind == "item"
        depth += (line.kind == "open") - (line.kind == "close")
        if start.shape == "summary":
            if depth < 0:
                return i
        elif line.kind == "heading":
            ends = start.shape != "heading" or line.level <= start.level
            if lines[start.at].raw[:1] not in {"#", "<", " "} and line.raw[:1] == " ":
                ends = False  # it is indented under the item that asks
            if ends and depth <= 0 and asking.answer_line(line.text) is None:
                return i
        elif (start.shape == "item" and line.kind == "item" and line.level <= start.level) or (
            start.shape == "item" and line.kind == "text" and listed and _left_of(lines, i, start)
        ):
            return i
    return following


def _left_of(lines: Sequence[Line], i: int, start: Start) -> bool:
    """Whether a paragraph after a gap begins at the margin of the item that asks."""
    indent = len(lines[i].raw) - len(lines[i].raw.lstrip())
    return lines[i - 1].kind == "blank" and indent <= start.level
