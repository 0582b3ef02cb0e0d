"""Which format a file has, by what it holds, and the questions in it."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from interviewer.banks.binary_files import binary_file
from interviewer.banks.importing import gift, markdown_questions, moodle, structured, tables
from interviewer.banks.importing.decoding import text_of
from interviewer.banks.importing.found import Findings, ImportRefusedError
from interviewer.banks.importing.front_matter import with_front_matter

_TOML_START: Final = re.compile(
    r"^(?:\s*|#[^\n]*)*\n?(?:\[\[?[\w. \"-]+\]\]?\s*$|\w+\s*=\s*[\"'\[\d])", re.MULTILINE
)
_TOML_TABLES: Final = re.compile(r"^\[\[[\w. \"-]+\]\]\s*$", re.MULTILINE)
_TEXT_SUFFIXES: Final = frozenset(
    ".md .markdown .mdx .mdown .txt .text .csv .tsv .json .jsonl .ndjson .yaml .yml .toml .gift .xml .org .rst".split()  # noqa: SIM905
)


def is_text_name(name: str) -> bool:
    """Whether a file of a folder may hold questions, by its name."""
    return PurePosixPath(name.lower()).suffix in _TEXT_SUFFIXES


def questions_in(raw: bytes, name: str, given: Mapping[str, str] | None = None) -> Findings:
    """Every question of one text file. Raises ImportRefusedError where it cannot be read."""
    if (binary := binary_file(raw)) is not None:
        raise ImportRefusedError(f"{name} is {binary.what}. {binary.remedy}")
    text = text_of(raw, name)
    if not text.strip():
        raise ImportRefusedError(f"{name} is empty.")
    return _reader(text, PurePosixPath(name.lower()).suffix)(text, name, given)


_Reader = Callable[[str, str, Mapping[str, str] | None], Findings]


def _reader(text: str, suffix: str) -> _Reader:  # noqa: PLR0911 - one for each format
    head = text[:20_000].lstrip()
    if head.startswith("<") and re.search(r"<quiz\b", head):
        return lambda text, name, _: moodle.questions_in(text, name)
    if head[:1] in "[{" and _is_json(text, suffix):
        return structured.from_json
    if suffix in {".yaml", ".yml"}:
        return structured.from_yaml
    if suffix == ".toml" or (
        suffix not in _MARKDOWN and _TOML_START.match(head) and _TOML_TABLES.search(head)
    ):
        return structured.from_toml
    if gift.looks_like_gift(text, suffix):
        return lambda text, _name, _: gift.questions_in(text)
    if suffix in {".csv", ".tsv"} or (suffix not in _MARKDOWN and tables.looks_like_table(text)):
        return lambda text, _name, given: tables.questions_in(text, given)
    if suffix not in _MARKDOWN and re.match(
        r"^(?:---\s*\n)?(?:- )?(?:question|questions|q|prompt|front)s?:", head
    ):
        return structured.from_yaml
    return lambda text, _name, given: with_front_matter(
        text, given, markdown_questions.questions_in
    )


_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdx", ".mdown", ".html", ".htm"})


def _is_json(text: str, suffix: str) -> bool:
    if suffix in {".json", ".jsonl", ".ndjson"}:
        return True
    first = text.lstrip().split("\n", 1)[0]
    for part in (text, first):
        try:
            return isinstance(json.loads(part), (list, dict))
        except (ValueError, RecursionError):
            continue
    return False


def is_configuration(name: str) -> bool:
    """Whether a file of a folder that cannot be read as questions is just none, by its kind."""
    return PurePosixPath(name.lower()).suffix in {".json", ".yaml", ".yml", ".toml", ".xml", ".txt"}
