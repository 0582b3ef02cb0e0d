"""What a reference answer says, sentence by sentence: the points of a question that has no rubric.

Only prose is a point. A list's number, code, an image, a table, a heading or a list of links says nothing
that a candidate could have said. Items of a list belong to the line that leads to them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from interviewer.banks.importing.markup import from_markdown
from interviewer.core.questions import sentences

_FENCE: Final = re.compile(r"\s*(`{3,}|~{3,})")
_FENCES: Final = re.compile(r"`{3,}|~{3,}")
_ITEM: Final = re.compile(
    r"^(\s*)(?:[-*+\u2022\u2023](?:\s+\[[ xX]\])?|\d{1,3}(?:\.\d{1,3})+[.)]?|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)"
)
_ITEM_INSIDE: Final = re.compile(r"(?<=(\S))[ \t]+(?=\(?(\d{1,2})[.)][ \t]+\S)")
"""Where the next item of a list may begin that is written in one line: "1. A proxy. 2. A store."."""
_FIRST_NUMBER: Final = re.compile(r"\s*\(?(\d{1,2})[.)]\s")
_NUMBER_ALONE: Final = re.compile(r"^\s*(?:[-*+\u2022]|\(?\d{1,3}[.)])\s*$")
_QUOTED: Final = re.compile(r"^\s{0,3}(?:>\s?)+")
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s")
_MARKED: Final = re.compile(r"[#*_`<>\[\]~&=|]|^\s{0,3}-{2,}\s*$", re.MULTILINE)
"""What mark-up needs one of."""
_HEADING_WORDS: Final = 8
_UNDERLINE: Final = re.compile(r"^\s{0,3}(?:=+|-{2,})\s*$")
_RULE: Final = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE_ROW: Final = re.compile(r"^\s*\|.*\|\s*$")
_IMAGE: Final = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)|<(?:img|br|hr)\b[^<>\n]*>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:p|b|i|u|em|strong|code|span|div|ul|ol|li|a|sub|sup|font|details|summary)\b[^<>\n]*>",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)")
_URL: Final = re.compile(r"<?\b(?:https?://|www\.)\S+", re.IGNORECASE)
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(?!\w+__)([^*_\n]+)\1")
_LABEL: Final = re.compile(
    r"^(?:(?:for\s+)?(?:example|instance)s?|e\.g|note|notes|nb|tip|hint|source|sources|reference|references|see|see also|"
    r"output|code|syntax|usage|answer|explanation|solution|result|read more|more info|further reading|links?|resources?|"
    r"table of contents|back to top|click here|todo|tbd)\W*$",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"^(?:\W*(?:see|source|ref|reference|credit|image|read more|more (?:info|details|on this)|learn more|check(?: out)?|"
    r"taken from|adapted from|via|link|docs?|documentation)\b[^.]{0,60}?[:\s]\s*)?(?:here|this (?:link|article|page|video))?\W*$",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"[{}]\s*$|^(?=[^\n]*[=(){}\[\]])[^\n]*;\s*$|^\s*(?:\$|>>>|//|/\*|#include|import\s+[\w.{*]+|from\s+\w+\s+import|def\s+\w+\(|class\s+\w+[:({]|"
    r"(?:const|let|var)\s+\w+\s*=|return\s+\S+;?$|SELECT\s.+\sFROM\b|[\w.\[\]]+\s*=\s*\S+$|[\w.$]+\([^\n]*\)\W?$|[\w.$]+=>)"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ROLE: Final = re.compile(
    r"^(?:(?:short|basic|correct|full|simple|detailed)\s+)?(?:answer|explanation|definition|note|ans)\s*:\s*",
    re.IGNORECASE,
)
"""A word that says which part of an answer follows, and nothing else."""
_NAME_WORDS: Final = 4
"""An item of at most this many words is a name; longer ones say something by themselves."""
_LEADS: Final = (":", ",", "\u2013", "\u2014")
"""With these a line leads to what follows it."""
_LEAD_IN: Final = re.compile(
    r"^(?:(?:now|so|and|also|first|next),?\s+)?(?:let'?s|let us|consider|take a look|look at|here(?:'s| is| are)|below (?:is|are)|"
    r"the (?:following|below)|following (?:is|are)|see)\b.*\b(?:examples?|syntax|code|below|snippets?|formats?|tables?|tabular|"
    r"following|program|demo|figure|diagram|illustration)\b|"
    r"\b(?:as|shown|given|is|are|looks?|written|like|be) (?:below|follows|this|shown below|the following)\W*$|^\W*(?:see|read|check|find|click|learn|more)\b.*\bhere\W*$",
    re.IGNORECASE,
)
_ENDS: Final = (".", "!", "?", ":", ";")
_WRAPPED: Final = 40
"""A line from this length on may have been broken to fit, and continue in the next."""


class _Line(NamedTuple):
    text: str
    item: bool
    indent: int


def points(reference: str) -> list[str]:
    """The sentences of a reference answer that are points; the whole text where none is."""
    unique = list(dict.fromkeys(_prose_of(_unmarked(reference))))
    whole = _bare(reference) or " ".join(_FENCES.sub(" ", reference).split())
    return unique or [whole or reference.strip()]


def _unmarked(text: str) -> str:
    """A text without emphasis, HTML, entities and headings; most have nothing of it."""
    if not _MARKED.search(text):
        return text
    rows = text.split("\n")
    pairs = zip(rows, [*rows[1:], ""], strict=True)
    kept = (row for row, after in pairs if not _is_underlined(row, after) and not _is_link(row))
    return from_markdown("\n".join(kept))


def _is_underlined(row: str, after: str) -> bool:
    """Whether a line is a heading, for the line after it is a rule; a sentence is none."""
    if not _UNDERLINE.match(after) or _ITEM.match(row):
        return False
    return len(row.split()) <= _HEADING_WORDS and not row.rstrip().endswith((*_ENDS, ","))


def _is_link(row: str) -> bool:
    without = _LINK.sub("", row)
    return without != row and not _WORD.search(without)


def _prose_of(reference: str) -> Iterator[str]:
    for paragraph in _paragraphs(reference):
        yield from _of_paragraph(paragraph)


def is_only_code(reference: str) -> bool:
    """Whether an answer is a block of code or a table, with nothing said about it."""
    if not _FENCES.search(reference) or any(_prose_of(reference)):
        return False
    return all(
        _LABEL.match(line.text) or line.text.endswith(_LEADS) or _LEAD_IN.search(line.text)
        for lines in _paragraphs(reference)
        for line in lines
    )


def is_prose(text: str) -> bool:
    """Whether a sentence says something: no label, code, link or number alone."""
    if (not _WORD.search(text) and not re.search(r"\d", text)) or _LABEL.match(text):
        return False
    without = _URL.sub(" ", text)
    if without != text and (not _WORD.search(without) or _ELSEWHERE.match(without)):
        return False
    return not _CODE.search(text)


def _bare(text: str) -> str:
    return " ".join(" ".join(line.text.split()) for lines in _paragraphs(text) for line in lines)


def _paragraphs(text: str) -> Iterator[list[_Line]]:
    """Lines that belong together, without code and marks; an item's head stands with it."""
    lines: list[_Line] = []
    fence = ""
    gap = False
    for raw in _IMAGE.sub("\n", text).split("\n"):
        mark = _FENCE.match(raw)
        if mark:
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence[:3]):
                fence = ""
            gap = True
            continue
        if fence:
            continue
        if not raw.strip() or _HEADING.match(raw) or _RULE.match(raw) or _TABLE_ROW.match(raw):
            gap = True
            continue
        for line in filter(None, map(_line, _items_of_line(raw))):
            continues = line.item and lines and (lines[-1].item or lines[-1].text.endswith(":"))
            if gap and lines and not continues:
                yield lines
                lines = []
            gap = False
            lines.append(line)
    if lines:
        yield lines


def _items_of_line(raw: str) -> Iterator[str]:
    """A line, or the items of a list in it: each begins after the end of a sentence, or has the next number."""
    first = _FIRST_NUMBER.match(raw)
    number = int(first[1]) if first else None
    begin = 0
    for found in _ITEM_INSIDE.finditer(raw):
        if found[1] in ".!?;:" or (number is not None and int(found[2]) == number + 1):
            number = int(found[2])
            yield raw[begin : found.start()]
            begin = found.end()
    yield raw[begin:]


def _line(raw: str) -> _Line | None:
    """A line without its marks; None where nothing is left of it."""
    if _NUMBER_ALONE.match(raw):
        return None
    raw = _QUOTED.sub("", raw)
    item = _ITEM.match(raw)
    text = raw[item.end() :] if item else raw
    if _is_link(text):
        return None
    text = _STRONG.sub(r"\2", _LINK.sub(r"\1", _TAG.sub("", text))).replace("`", "").strip()
    return _Line(text, item is not None, len(item[1]) if item else 0) if text else None


def _of_paragraph(lines: Sequence[_Line]) -> Iterator[str]:
    head = ""
    i = 0
    while i < len(lines):
        if lines[i].item:
            items, i = _items(lines, i)
            yield from _of_items(head, items)
            head = ""
            continue
        said, i = _joined(lines, i)
        parts = _sentences(said)
        head = parts.pop() if parts and parts[-1].endswith(_LEADS) else ""
        yield from (part for part in parts if _says(part))
    # A head without its items led to code or to nothing: it says nothing by itself.


def _items(lines: Sequence[_Line], i: int) -> tuple[list[str], int]:
    """The items from there on, each with the lines that continue with it; items below one are its own."""
    items: list[list[str]] = []
    while i < len(lines) and (lines[i].item or lines[i].indent or _continues(lines, i)):
        if lines[i].item:
            items.append([lines[i].text])
        elif items:
            items[-1] += ["\n" if lines[i - 1].text.endswith(_ENDS) else " ", lines[i].text]
        i += 1
    return ["".join(parts) for parts in items], i


def _continues(lines: Sequence[_Line], i: int) -> bool:
    """Whether a line that is no item belongs to the item before it: it was broken to fit."""
    return lines[i].text[:1].islower() and not lines[i - 1].text.endswith((*_ENDS, ":"))


def _of_items(head: str, items: Sequence[str]) -> Iterator[str]:
    if head and all(_is_name(item) for item in items):
        yield f"{head[:-1]}: {', '.join(item.rstrip(',;:') for item in items)}."
        return
    for i, item in enumerate(items):
        if item.endswith(":") and i + 1 < len(items):
            continue
        item = item.rstrip(" ,;")  # noqa: PLW2901 - they only part it from the next
        yield from (part for part in _sentences(item) if _says(part))


def _unlabelled(sentence: str) -> str:
    found = _ROLE.match(sentence)
    rest = sentence[found.end() :] if found else ""
    return rest[:1].upper() + rest[1:] if len(rest.split()) > 1 else sentence


def _says(sentence: str) -> bool:
    """Whether it says something by itself, and does not ask, or lead to what follows."""
    return (
        not sentence.endswith((*_LEADS, "?"))
        and is_prose(sentence)
        and not (len(sentence) < 120 and _LEAD_IN.search(sentence))
    )


def _sentences(text: str) -> list[str]:
    """The sentences of a text; brackets are not torn apart."""
    parts: list[str] = []
    depth = 0
    for sentence in map(_unlabelled, sentences(text)):
        if 0 < depth < 3 and len(parts[-1]) < 400:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
            depth = 0
        depth += sentence.count("(") - sentence.count(")")
    return parts


def _is_name(item: str) -> bool:
    return len(item.split()) <= _NAME_WORDS and not item.endswith((".", "!", "?"))


def _joined(lines: Sequence[_Line], i: int) -> tuple[str, int]:
    """A line with those that it was broken into, and the place after them."""
    said = [lines[i].text]
    i += 1
    while i < len(lines) and not lines[i].item:
        last = lines[i - 1].text
        broken = len(last) >= _WRAPPED or lines[i].text[:1].islower()
        said += [
            " " if broken and not last.rstrip("\"')]").endswith(_ENDS) else "\n",
            lines[i].text,
        ]
        i += 1
    return "".join(said), i
