"""What a model sent, read as strictly as a form: one object, every point once, no number believed.

Rows G01-G08, G11-G13 and G16 of the fault list are decided here. Reading has two speeds. `Incoming`
watches a reply while it streams and says as soon as its findings cannot change any more. `read`
takes a whole reply, also one wrapped in prose or a code fence, if exactly one object in it fits.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from interviewer.core.questions import Question
from interviewer.core.text import one_line
from interviewer.examiners.model import json_slips
from interviewer.examiners.model.json_slips import NoOneReading, TwiceError

LONGEST_REPLY = 1_000_000
"""Characters of a reply; one that continues longer is cut off and refused."""

TOO_LONG = f"It was longer than {LONGEST_REPLY:,} characters."

_TRIES = 200
"""At this many opening brackets an object is looked for; prose and code hold far fewer."""

_REPAIRED = 20
"""At this many of them an object with slips is looked for: that takes longer."""


def _plain_word(value: Any) -> Any:
    """The word as it is asked for: Yes, YES and "yes." could be no other than yes."""
    return value.strip(" \t\n.!").lower() if isinstance(value, str) and len(value) < 20 else value


Made = Annotated[Literal["yes", "half", "no", "undecided"], BeforeValidator(_plain_word)]
"""Half is for sentences of a reference answer; a point of a rubric is made or not."""
_Said = Annotated[str, StringConstraints(max_length=20_000)]


class _Part(BaseModel):
    # Strict: "true" is no yes, 1 is no yes. What was not asked for, a total for one, is not read.
    model_config = ConfigDict(strict=True, extra="ignore")


class ReplyFinding(_Part):
    """One finding as the model gave it."""

    point: str
    made: Made
    quote: _Said | None = None
    """Missing or null is no quote, which earns nothing."""


class ReplyBelief(_Part):
    """A misconception that the model sees in an answer, with its quote; not checked yet."""

    misconception: str
    quote: _Said


class ReplyFollowUp(_Part):
    """The follow-up the model suggests."""

    point: str
    text: _Said


class ParsedReply(_Part):
    """A reply of the right shape. Which of its ids exist is another question: see `faults`."""

    findings: Annotated[list[ReplyFinding], Field(max_length=10_000)] = []
    beliefs: Annotated[list[ReplyBelief], Field(max_length=10_000)] = []
    clarification: _Said | None = None
    """What is said to a question back; then there may be no findings."""
    transition: _Said | None = None
    follow_up: ReplyFollowUp | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_one(cls, value: Any) -> Any:
        if isinstance(value, dict) and "findings" not in value and not value.get("clarification"):
            raise PydanticCustomError("no_findings", "Findings are missing")
        return value


class Unusable(ValueError):  # noqa: N818 - the state of a reply, said in the field's words
    """A reply that cannot be read. The message is a sentence for the model to repair it by."""


class Refused(Unusable):
    """A reply in words, with no object, that declines to grade. Asking again would not help."""


def schema(question: Question, *, follow_ups: bool, asks_back: bool = False) -> dict[str, Any]:
    """JSON Schema of a grading: closed, without defaults, every field required.

    The quote stands before the decision, for what is written first is what the rest follows from.
    Without `follow_ups` there is no place for one; with `asks_back` there is one, at the front, for what
    is said to a question back. Else it is the same for every call on a question, even
    for the last, which wants none: servers put it at the front of the prompt, and it stays cached.
    """
    points = [point.id for point in question.points]
    finding = _object(
        point={"type": "string", "enum": points},
        quote={"type": "string"},
        made={"type": "string", "enum": _decisions(question)},
    )
    each = {"type": "array", "items": finding, "minItems": len(points), "maxItems": len(points)}
    text = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    fields: dict[str, Any] = {"clarification": text} if asks_back else {}
    fields["findings"] = each
    wrong = [misconception.id for misconception in question.misconceptions]
    if wrong:
        belief = _object(misconception={"type": "string", "enum": wrong}, quote={"type": "string"})
        fields["beliefs"] = {"type": "array", "items": belief}
    if follow_ups:
        follow_up = _object(
            point={"type": "string", "enum": [*points, *wrong]}, text={"type": "string"}
        )
        fields["transition"] = text
        fields["follow_up"] = {"anyOf": [follow_up, {"type": "null"}]}
    return _object(**fields)


def _decisions(question: Question) -> list[str]:
    return ["yes", "no", "undecided"] if question.rubric else ["yes", "half", "no", "undecided"]


def _object(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def read(text: str, *, ended: bool = False) -> ParsedReply:
    """Return the one grading in a whole reply. Raises Unusable, or Refused.

    `ended` is whether the model is known to have said all it wanted. Slips in the JSON are repaired
    where it has one reading only; the same grading twice is one.
    """
    if len(text) > LONGEST_REPLY:
        raise Unusable(TOO_LONG)
    fitting, wrong = _gradings(text, ended=ended)
    if len(fitting) == 1 and not wrong:
        return fitting[0]
    if fitting:
        raise Unusable("It held more than one object.")
    if wrong:
        raise Unusable(wrong)
    if not text.strip():
        raise Unusable("It was empty.")
    if "{" not in text and _REFUSAL.search(text[:400]):
        raise Refused(one_line(text, 120))
    raise Unusable("It held no complete JSON object with findings.")


def _gradings(text: str, *, ended: bool) -> tuple[list[ParsedReply], str]:
    """The gradings in a text that differ, and what is wrong with the first that is none."""
    fitting: list[ParsedReply] = []
    wrong = ""
    try:
        for value in _objects(text, ended=ended):
            try:
                found = ParsedReply.model_validate(value)
            except ValidationError as error:
                if "findings" in value or "clarification" in value:
                    wrong = wrong or mistake(error)
            else:
                fitting += [found] if found not in fitting else []
    except TwiceError as twice:
        raise Unusable(str(twice)) from None
    return fitting, wrong


_REFUSAL = re.compile(
    r"\b(?:can(?:no|['\u2019])?t|can not|won['\u2019]?t|will not|(?:un|not )able to|not going to|"
    r"must decline|have to decline|sorry|refuse)\b",
    re.IGNORECASE,
)


def _objects(text: str, *, ended: bool) -> Iterator[dict[str, Any]]:
    """Every JSON object that stands by itself in a text, outermost ones only. Raises TwiceError."""
    decoder = json.JSONDecoder(object_pairs_hook=json_slips.strict)
    at = text.find("{")
    for number in range(_TRIES):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except TwiceError:
            raise
        except (ValueError, RecursionError):
            value, end = _repaired(text, at, ended=ended) if number < _REPAIRED else (None, at + 1)
        if isinstance(value, dict):
            yield value
        at = text.find("{", end)


def _repaired(text: str, at: int, *, ended: bool) -> tuple[dict[str, Any] | None, int]:
    try:
        return json_slips.repaired(text, at, ended=ended)
    except NoOneReading:
        return None, at + 1


def mistake(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{one_line(where, 60)}: {one_line(first['msg'], 100)}."


def faults(draft: ParsedReply, question: Question) -> list[str]:
    """What is wrong with the ids of a grading, in sentences for the model; empty where all fit."""
    points = [point.id for point in question.points]
    found = [finding.point for finding in draft.findings]
    wrong = {misconception.id for misconception in question.misconceptions}
    believed = {belief.misconception for belief in draft.beliefs}
    noted = (
        ("There is no point", (name for name in found if name not in points)),
        ("There is no misconception", (name for name in believed if name not in wrong)),
        ("There is no finding on", missing_points(draft, question)),
        ("There is more than one finding on", (name for name in points if found.count(name) > 1)),
    )
    listed = [(what, list(names)) for what, names in noted]
    return [f"{what} {_listed(names)}." for what, names in listed if names]


def missing_points(draft: ParsedReply, question: Question) -> list[str]:
    """The points that a grading says nothing of: without them it is not a grading."""
    found = {finding.point for finding in draft.findings}
    return [point.id for point in question.points if point.id not in found]


def decided(draft: ParsedReply, point: str) -> ReplyFinding:
    """The finding on a point; where there are several and they disagree, it is undecided."""
    found = [finding for finding in draft.findings if finding.point == point]
    if any(finding.made != found[0].made for finding in found):
        return ReplyFinding(point=point, made="undecided")
    return next((finding for finding in found if finding.quote), found[0])


def _listed(names: Iterable[str]) -> str:
    shown = [repr(one_line(name, 60)) for name in dict.fromkeys(names)]
    return ", ".join(shown[:5]) + (" and others" if len(shown) > 5 else "")
