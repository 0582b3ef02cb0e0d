"""Says what a file is that was given as a bank and is none: a spreadsheet is not JSON with "a comma
too many".
"""

import json
import re
import tomllib
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from interviewer.banks.binary_files import SQLITE, ZIP, binary_file
from interviewer.core.text import one_line


class Kind(NamedTuple):
    """What a file is, and what to do with it: two sentences."""

    message: str
    remedy: str


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
_TOML_TABLES: Final = re.compile(r"^\[\[[\w.-]+\]\]\s*$", re.MULTILINE)
_TOML: Final = re.compile(r"(\[\[?[\w.-]+\]\]?\s*$|[\w-]+ *= *\S)", re.MULTILINE)


def binary_kind(raw: bytes, name: str) -> Kind | None:
    """What a file is that holds no text; None where it may hold one."""
    if raw.startswith((ZIP, SQLITE)):
        what = "a ZIP archive" if raw.startswith(ZIP) else "a SQLite database"
        remedy = f"Of Anki's packages, {_import(name)} makes one; save others as CSV first."
        return Kind(f"The file is {what}, not a bank.", remedy)
    known = binary_file(raw)
    return None if known is None else Kind(f"The file is {known.what}, not a bank.", known.remedy)


def text_kind(text: str, name: str) -> Kind | None:
    """What a text is that is no JSON; None where it looks like JSON with a slip."""
    text = text.lstrip()
    found = _json_lines(text) or _toml_bank(text)
    if found is not None:
        return found
    head = text[:_LOOK]
    known = _SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith("{") or (head.startswith("[") and known is None and not _TOML.match(head)):
        return None
    if _JOURNAL.match(head):
        return Kind(
            "The file is a session's journal, not a bank.", "`interviewer report` shows a session."
        )
    kind = known or _looks_like(text)
    if kind in ("CSV", "Markdown"):
        return Kind(f"The file is {kind}, not a bank in JSON.", f"{_import(name)} makes one of it.")
    if kind is None and head.startswith('"'):
        return None
    return Kind(
        f"The file is {kind or 'plain text'}, not a bank in JSON.",
        "`interviewer schema` describes a bank.",
    )


def _toml_bank(text: str) -> Kind | None:
    """A bank in TOML whose name does not say so; None where it is another file in TOML."""
    if _table_in(text).get("questions") is None:
        return None
    return Kind(
        "The file is a bank in TOML, and its name does not say so.",
        "Rename it to end in .toml.",
    )


def _table_in(text: str) -> dict[str, Any]:
    """What a text in TOML holds; empty where it is none, as a settings file in INI."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return {}


def _import(name: str) -> str:
    return f"`interviewer bank import {one_line(name, 200)}`"


def _looks_like(text: str) -> str | None:
    head = text[:_LOOK]
    if head.startswith("<"):
        return "HTML or XML"
    if _TOML.match(head) and (_TOML_TABLES.search(head) or _table_in(text)):
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
