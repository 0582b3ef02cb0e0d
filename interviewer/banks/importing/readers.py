"""Which format a file has, by its name and by what it holds, and the questions in it.

`FORMATS` is the one table of them. A new format is a row there.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from interviewer.banks.binary_files import binary_file
from interviewer.banks.importing import gift, markdown_questions, moodle, structured, tables
from interviewer.banks.importing.decoding import text_of
from interviewer.banks.importing.found import Findings, ImportRefusedError
from interviewer.banks.importing.front_matter import with_front_matter

_HEAD: Final = 20_000
"""Characters by which a format is recognised."""
_TOML_LINE: Final = re.compile(r"\[\[?[\w. \"-]+\]\]?\s*$|\w+\s*=\s*[\"'\[\d]")
_TOML_TABLES: Final = re.compile(r"^\[\[[\w. \"-]+\]\]\s*$", re.MULTILINE)
_YAML_QUESTION: Final = re.compile(r"^(?:---\s*\n)?(?:- )?(?:question|questions|q|prompt|front)s?:")
_PROSE: Final = frozenset({".md", ".markdown", ".mdx", ".mdown", ".html", ".htm"})
"""Suffixes of files that are no table, YAML or TOML, whatever they look like."""


class Format(NamedTuple):
    """A format that questions are imported from."""

    suffixes: frozenset[str]
    """Of the files that may have it; a folder's other files are not looked at."""
    is_it: Callable[[str, str], bool]
    """Whether a text, of a file with this suffix, has it."""
    read: Callable[[str, str, Mapping[str, str] | None], Findings]
    """Takes the text, the file's name, and which columns of a table hold what, where a person said so."""
    configures: bool = False
    """Whether files with these suffixes mostly hold no questions: one that cannot be read is skipped."""


def _is_json(text: str, suffix: str) -> bool:
    text = text.lstrip()
    if text[:1] not in ("[", "{"):
        return False
    if suffix in {".json", ".jsonl", ".ndjson"}:
        return True
    for part in (text, text.split("\n", 1)[0]):
        try:
            return isinstance(json.loads(part), (list, dict))
        except (ValueError, RecursionError):
            continue
    return False


def _is_toml(text: str, suffix: str) -> bool:
    head = text[:_HEAD]
    lines = (line.strip() for line in head.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return suffix == ".toml" or (
        suffix not in _PROSE
        and _TOML_LINE.match(first) is not None
        and _TOML_TABLES.search(head) is not None
    )


def _is_moodle(text: str, suffix: str) -> bool:
    del suffix
    head = text[:_HEAD].lstrip()
    return head.startswith("<") and re.search(r"<quiz\b", head) is not None


def _is_table(text: str, suffix: str) -> bool:
    return suffix in {".csv", ".tsv"} or (suffix not in _PROSE and tables.looks_like_table(text))


def _is_yaml(text: str, suffix: str) -> bool:
    head = text[:_HEAD].lstrip()
    return suffix not in _PROSE and _YAML_QUESTION.match(head) is not None


def _suffixes(*suffixes: str) -> frozenset[str]:
    return frozenset(suffixes)


FORMATS: Final = (
    Format(
        _suffixes(".xml"),
        _is_moodle,
        lambda text, name, _: moodle.questions_in(text, name),
        configures=True,
    ),
    Format(_suffixes(".json"), _is_json, structured.from_json, configures=True),
    Format(_suffixes(".jsonl", ".ndjson"), _is_json, structured.from_json),
    Format(
        _suffixes(".yaml", ".yml"),
        lambda _, suffix: suffix in {".yaml", ".yml"},
        structured.from_yaml,
        configures=True,
    ),
    Format(_suffixes(".toml"), _is_toml, structured.from_toml, configures=True),
    Format(
        _suffixes(".gift", ".txt", ".text"),
        gift.looks_like_gift,
        lambda text, _name, _: gift.questions_in(text),
    ),
    Format(
        _suffixes(".csv", ".tsv"),
        _is_table,
        lambda text, _name, given: tables.questions_in(text, given),
    ),
    Format(_suffixes(".txt"), _is_yaml, structured.from_yaml, configures=True),
    Format(
        _suffixes(".md", ".markdown", ".mdx", ".mdown", ".org", ".rst"),
        lambda _text, _suffix: True,
        lambda text, _name, given: with_front_matter(text, given, markdown_questions.questions_in),
    ),
)
"""In the order they are tried; the last takes what is left."""


def is_text_name(name: str) -> bool:
    """Whether a file of a folder may hold questions, by its name."""
    return any(_suffix(name) in known.suffixes for known in FORMATS)


def is_configuration(name: str) -> bool:
    """Whether a file of a folder that cannot be read as questions is just none, by its name."""
    return any(known.configures and _suffix(name) in known.suffixes for known in FORMATS)


def questions_in(raw: bytes, name: str, given: Mapping[str, str] | None = None) -> Findings:
    """Every question of one text file. Raises ImportRefusedError where it cannot be read."""
    if (binary := binary_file(raw)) is not None:
        raise ImportRefusedError(f"{name} is {binary.what}. {binary.remedy}")
    text = text_of(raw, name)
    if not text.strip():
        raise ImportRefusedError(f"{name} is empty.")
    found = next(known for known in FORMATS if known.is_it(text, _suffix(name)))
    return found.read(text, name, given)


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix
