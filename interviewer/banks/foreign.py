"""What a file is that is no JSON, so that a message names it: a spreadsheet is not JSON with "a comma
too many".
"""

import json
import re
from pathlib import PurePath
from typing import Final, NamedTuple

from interviewer.core.text import one_line


class Kind(NamedTuple):
    """What a file is, and what to do with it: two sentences."""

    message: str
    remedy: str


_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as Word, Excel and Anki write them"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"{\\rtf", "rich text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_SUFFIXES: Final = {
    ".csv": "CSV",
    ".tsv": "CSV",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".yaml": "YAML",
    ".yml": "YAML",
    ".toml": "TOML",
    ".html": "HTML or XML",
    ".htm": "HTML or XML",
    ".xml": "HTML or XML",
}
_LOOK: Final = 20_000
"""Characters of a text that are looked at."""
_JOURNAL: Final = re.compile(r'[0-9a-f]{8} \{"seq":0,')
_MARKDOWN: Final = re.compile(r"^(#{1,6} \S|\*\*\S.*\*\*|```|- \S|\d+\. \S)", re.MULTILINE)
_YAML: Final = re.compile(r"(---\s*$|[\w-]+:(\s|$))", re.MULTILINE)
_TOML: Final = re.compile(r"(\[\[?[\w.-]+\]\]?\s*$|[\w-]+ *= *\S)", re.MULTILINE)


def binary_kind(raw: bytes, name: str) -> Kind | None:
    """What a file is that holds no text; None where it may hold one."""
    found = next((words for magic, words in _MAGIC if raw.startswith(magic)), None)
    if found is None:
        return None
    return Kind(f"The file is {found}, not a bank.", f"Save its text as CSV, then: {_import(name)}")


def text_kind(text: str, name: str) -> Kind | None:
    """What a text is that is no JSON; None where it looks like JSON with a slip."""
    text = text.lstrip()
    lines = _json_lines(text)
    if lines is not None:
        return lines
    head = text[:_LOOK]
    known = _SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith("{") or (head.startswith("[") and known is None and not _TOML.match(head)):
        return None
    if _JOURNAL.match(head):
        return Kind(
            "The file is a session's journal, not a bank.", "`interviewer report` shows a session."
        )
    kind = known or _looks_like(head)
    if kind in ("CSV", "Markdown"):
        return Kind(f"The file is {kind}, not a bank in JSON.", f"{_import(name)} makes one of it.")
    if kind is None and head.startswith('"'):
        return None
    return Kind(
        f"The file is {kind or 'plain text'}, not a bank in JSON.",
        "`interviewer schema` describes a bank.",
    )


def _import(name: str) -> str:
    return f"`interviewer bank import {one_line(name, 200)}`"


def _looks_like(head: str) -> str | None:
    if head.startswith("<"):
        return "HTML or XML"
    if _TOML.match(head):
        return "TOML"
    rows = [row for row in head.splitlines()[:20] if row.strip()]
    for mark in ",;\t":
        cells = rows[0].split(mark) if len(rows) > 1 else []
        named = len(cells) > 1 and all(len(cell) <= 40 for cell in cells)
        if named and rows[0].strip()[-1] not in ".?!" and mark in rows[1]:
            return "CSV"
    if _MARKDOWN.search(head):
        return "Markdown"
    return "YAML" if _YAML.match(head) else None


def _json_lines(text: str) -> Kind | None:
    """JSON with one object in each line."""
    rows = [row for row in text[:_LOOK].split("\n", 3) if row.strip()][:2]
    try:
        found = [json.loads(row) for row in rows]
    except (ValueError, RecursionError):
        return None
    if len(found) < 2 or not all(isinstance(one, dict) for one in found):
        return None
    if "question_id" in found[0]:
        return Kind(
            "The file holds answers, one a line, not a bank.",
            "`interviewer grade` reads it; give it the bank with --questions.",
        )
    return Kind(
        "The file is JSON lines (one object a line), not one JSON object.",
        'Put them into one list, with commas between them: {"questions": [...]}.',
    )
