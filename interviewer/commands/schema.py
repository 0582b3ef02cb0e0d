"""`schema`: JSON Schemas of the files that other programs read or write, made from the types that do so here."""

import argparse
import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Union, get_args

from pydantic import BaseModel, Field, TypeAdapter, create_model

from interviewer.bulk.answer_result import ResultLine
from interviewer.core.protocol import AnyReply, Beside
from interviewer.core.questions import QuestionBank
from interviewer.core.report import Report
from interviewer.process.output import write_json
from interviewer.storage.journal_records import Continued, Opened, Resumed, Time

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(arguments: argparse.Namespace) -> int:
    """Print one JSON Schema."""
    write_json(json.dumps(schema_of(arguments.name), indent=2))
    return 0


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a bank, a report, a line of `grade` or a journal's record.

    Of what people write and older versions wrote (bank, journal) it says what can be read; of what
    this program writes (report, grade), what is written.
    """
    read: dict[str, Any] = {"bank": QuestionBank, "journal": _journal_record()}
    written: dict[str, Any] = {"report": Report, "grade": ResultLine}
    kind = read.get(name) or written[name]
    found = TypeAdapter(kind).json_schema(mode="validation" if name in read else "serialization")
    _describe_fields(found, dict(_models(kind)))
    return {"$schema": DIALECT, **_TITLES[name], **found}


_TITLES: dict[str, dict[str, str]] = {
    "bank": {},
    "report": {},
    "grade": {},
    "journal": {
        "title": "JournalRecord",
        "description": "One line of a session's journal, after its checksum (eight hex digits) and a space.",
    },
}
"""What a schema says of itself where its type cannot."""


def _journal_record() -> Any:
    """Any record of a journal: what it says, with its number and its time."""
    number = (Annotated[int, Field(ge=0, description="The record's place in the journal.")], ...)
    spent = (Annotated[float, Field(ge=0, description="Seconds of the candidate's time.")], ...)
    at = (Time, ...)
    records = [
        *(_stored(kind, seq=number) for kind in (Opened, Resumed, Continued)),
        *(_stored(kind, seq=number, at=at) for kind in get_args(Beside)),
        *(_stored(kind, seq=number, at=at, spent=spent) for kind in get_args(AnyReply)),
    ]
    return Annotated[Union[tuple(records)], Field(discriminator="kind")]  # noqa: UP007 - not a literal


def _stored(record: type[BaseModel], **more: Any) -> type[BaseModel]:
    """A record with what the journal adds to it. Its kind has a default in code, none on disk."""
    kind: Any = (record.model_fields["kind"].annotation, ...)
    return create_model(record.__name__, __base__=record, kind=kind, **more)


def _models(annotation: Any) -> Iterator[tuple[str, type]]:
    """Every class with documented fields that a type is made of, by name."""
    for part in get_args(annotation):
        yield from _models(part)
    if isinstance(annotation, type) and hasattr(annotation, "__annotations__"):
        yield annotation.__name__, annotation
        fields = (
            [field.annotation for field in annotation.model_fields.values()]
            if issubclass(annotation, BaseModel)
            else annotation.__annotations__.values()
        )
        for field in fields:
            yield from _models(field)


def _describe_fields(found: dict[str, Any], models: dict[str, type]) -> None:
    """Give each field the sentence that stands under it in the code."""
    for part in (found, *found.get("$defs", {}).values()):
        model = models.get(part.get("title", ""))
        sentences = _sentences(model) if model else {}
        for field, shape in part.get("properties", {}).items():
            if field in sentences and "description" not in shape:
                shape["description"] = sentences[field]


def _sentences(model: type) -> dict[str, str]:
    """The sentence under each field of a class, by field."""
    found: dict[str, str] = {}
    for base in (*getattr(model, "__orig_bases__", ()), *reversed(model.__mro__)):
        try:
            (definition,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        except (OSError, TypeError):
            continue  # built in, or made above: it has no source
        body = definition.body if isinstance(definition, ast.ClassDef) else []
        for field, below in pairwise(body):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(ast.Constant(value=str(text))),
                ):
                    found[name] = re.sub(r"\bNone\b", "null", " ".join(text.split()))
    return found
