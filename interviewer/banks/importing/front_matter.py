"""Front matter: questions that stand in it, and what it says of those below."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from interviewer.banks.importing import structured
from interviewer.banks.importing.columns import meanings
from interviewer.banks.importing.found import Findings, difficulty_of
from interviewer.banks.importing.rows import plain, take
from interviewer.banks.importing.yaml_flow import YamlError
from interviewer.banks.importing.yaml_reader import read_yaml

_MATTER: Final = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST: Final = 200_000


def with_front_matter(
    text: str, given: Mapping[str, str] | None, body_reader: Callable[[str], Findings]
) -> Findings:
    """The questions of a file; front matter may hold them, or say topic and licence of the body's."""
    match = _MATTER.match(text[:_LONGEST]) if text.startswith("---") else None
    matter = _read(match[1]) if match else None
    if match is None or not isinstance(matter, dict):
        return body_reader(text)
    body = text[match.end() :]
    above = text.count("\n", 0, match.end())
    fields = _fields(matter, given)
    if isinstance(fields.get("question"), str):
        found = Findings()
        take(found, {**fields, "answer": fields.get("answer") or body}, 1)
        return _said(found, matter)
    if any(
        isinstance(value, list) and value and isinstance(value[0], dict)
        for value in matter.values()
    ):
        found = structured.questions_in(matter, match[1], given)
        found.questions = [_lower(question, 1) for question in found.questions]
        if found.questions:
            return _said(found, matter)
    found = body_reader(body)
    for question in found.questions:
        _lower(question, above)
        question.topic = question.topic or _topic(fields)
        question.difficulty = question.difficulty or difficulty_of(plain(fields.get("difficulty")))
    found.left = [left._replace(line=left.line + above) for left in found.left]
    return _said(found, matter)


def _read(text: str) -> Any:
    try:
        return read_yaml(text)
    except YamlError:
        return None


def _fields(matter: Mapping[str, Any], given: Mapping[str, str] | None) -> dict[str, Any]:
    """The matter by meaning; a title is a question only under its own name."""
    names = [name for name in matter if name not in {"title", "name", "description", "text"}]
    return {
        meaning: matter[name]
        for meaning, name in meanings(names, given if _has(given, names) else None).items()
    }


def _has(given: Mapping[str, str] | None, names: list[str]) -> bool:
    return bool(given) and all(name in names for name in (given or {}).values())


def _lower(question: Any, lines: int) -> Any:
    question.line += lines
    return question


def _topic(fields: Mapping[str, Any]) -> str:
    topic = fields.get("topic")
    first = topic[0] if isinstance(topic, list) and topic else topic
    return plain(first).split(",")[0].strip().removeprefix("#")[:100]


def _said(found: Findings, matter: Mapping[str, Any]) -> Findings:
    for name in ("licence", "license"):
        found.licence = found.licence or plain(matter.get(name))[:200]
    for name in ("source", "url"):
        found.source = found.source or plain(matter.get(name))[:300]
    if isinstance(matter.get("title"), str):
        found.title = matter["title"]
    return found
