"""Read a bank's file: a bank, or every fault with its line, column and remedy; never a traceback.

A bank is written by hand, so the message about a fault matters as much as finding it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from interviewer.banks import json_text
from interviewer.banks.explain import explained, misnamed, rename
from interviewer.banks.faults import BankError, Fault
from interviewer.banks.json_positions import Path
from interviewer.banks.problems import Problem, located, place
from interviewer.banks.prose import points
from interviewer.banks.repair import repair
from interviewer.core.nearest import nearest
from interviewer.core.questions import (
    Foreseen,
    LabelledAnswer,
    Misconception,
    Question,
    QuestionBank,
    RubricPoint,
)
from interviewer.core.text import one_line


def parse(raw: bytes, name: str) -> tuple[QuestionBank, tuple[Fault, ...]]:
    """Read a bank from a file's bytes; return it with warnings (they do not stop anybody).

    `name` is how messages call the file. Raises BankError with every fault that was found, a
    hundred at most.
    """
    text = json_text.decode(raw, name)
    data = json_text.load(text, name)
    repair(data, nulls="null" in text)
    try:
        bank = QuestionBank.model_validate(data)
    except ValidationError as error:
        problems = explained(error, data) if isinstance(data, dict) else _no_bank(data)
        raise BankError(name, located(problems, text)) from None
    faults = located(_contradictions(bank, data), text)
    if faults:
        raise BankError(name, faults)
    unknown = (*_unknown_fields(data), *_unknown_points(bank))
    return _with_points(bank), tuple(located(unknown, text))


def _with_points(bank: QuestionBank) -> QuestionBank:
    """The bank with points for questions that have no rubric: made here, once, so that a session
    keeps those that were asked, whatever a later version makes of the same answer.
    """
    if all(question.rubric for question in bank.questions):
        return bank
    questions = tuple(
        question if question.rubric else question.model_copy(update={"rubric": _points(question)})
        for question in bank.questions
    )
    return bank.model_copy(update={"questions": questions})


def _points(question: Question) -> tuple[RubricPoint, ...]:
    return tuple(
        RubricPoint(id=f"sentence-{number}", description=sentence)
        for number, sentence in enumerate(points(question.reference_answer or ""), 1)
    )


def _no_bank(data: Any) -> Iterator[Problem]:
    """What is wrong with a value that is no object: as a rule the list of questions alone."""
    if not isinstance(data, list):
        kind = {str: "one text", bool: "true or false", type(None): "null"}.get(
            type(data), "a number"
        )
        yield Problem(
            (), f"The file is {kind}; the bank must be an object.", 'Write {"questions": [...]}.'
        )
        return
    message = "The file is a bare list; the bank must be an object."
    yield Problem((), message, 'Put the list into {"questions": [...]}.')
    try:
        QuestionBank.model_validate({"questions": data})
    except ValidationError as error:
        for problem in explained(error, {"questions": data}):
            if len(problem.path) > 2:  # inside a question
                yield Problem(problem.path[1:], problem.message, problem.remedy)


def _contradictions(bank: QuestionBank, data: Any) -> Iterator[Problem]:
    """What each field alone cannot show: ids given twice, questions that cannot be graded."""
    yield from _same_ids([q.id for q in bank.questions], ("questions",))
    for i, question in enumerate(bank.questions):
        here: Path = ("questions", i)
        if not question.rubric and question.reference_answer is None:
            yield _ungradable(here, data["questions"][i])
        ids = [p.id for p in question.rubric] + [m.id for m in question.misconceptions]
        if len(set(ids)) != len(ids):
            known = len(question.rubric)
            yield from _same_ids(ids[:known], (*here, "rubric"))
            yield from _same_ids(ids, (*here, "misconceptions"), skip=known)


def _ungradable(path: Path, item: Any) -> Problem:
    for field in ("reference_answer", "rubric"):
        other = misnamed(field, item)
        if other is not None and other != field:
            return rename(path, field, other)
    message = f"{place(path)} has neither a rubric nor a reference_answer."
    return Problem(path, message, "Add one of them: it is graded by it.")


def _same_ids(ids: Sequence[str], path: Path, skip: int = 0) -> Iterator[Problem]:
    if len(set(ids)) == len(ids):
        return
    first: dict[str, int] = {}
    for i, found in enumerate(ids):
        if found in first and i >= skip:
            known = first[found]
            there = (*path, known - skip) if known >= skip else (*path[:-1], "rubric", known)
            yield Problem(
                (*path, i - skip, "id"),
                f"The id {one_line(found, 60)!r} is already taken at {{first}}.",
                "Give each its own.",
                first=(*there, "id"),
            )
        first.setdefault(found, i)


_KNOWN: dict[tuple[str, ...], type[BaseModel]] = {
    (): QuestionBank,
    ("questions",): Question,
    ("questions", "rubric"): RubricPoint,
    ("questions", "misconceptions"): Misconception,
    ("questions", "clarifications"): Foreseen,
    ("questions", "examples"): LabelledAnswer,
}


def _unknown_fields(data: Any) -> Iterator[Problem]:
    for path in _unknown_paths(data):
        model = _KNOWN[tuple(part for part in path[:-1] if isinstance(part, str))]
        field = str(path[-1])
        near = nearest(field, model.model_fields) or " It is ignored."
        message = f"Unknown field {one_line(field, 60)!r}."
        yield Problem((*path, ""), message, near.strip())


def _unknown_points(bank: QuestionBank) -> Iterator[Problem]:
    """Labelled answers that name points which the question does not have."""
    for i, question in enumerate(bank.questions):
        known = {point.id for point in question.points} if question.examples else set[str]()
        for j, example in enumerate(question.examples):
            for field in ("made", "unsure"):
                for k, name in enumerate(getattr(example, field)):
                    if name not in known:
                        message = f"{one_line(name, 60)!r} is no point of this question."
                        remedy = nearest(name, known) or " It is ignored."
                        path = ("questions", i, "examples", j, field, k)
                        yield Problem(path, message, remedy.strip())


def _unknown_paths(data: Any) -> Iterator[Path]:
    """Walk only where models are: banks may be large, and most have nothing unknown."""
    bank, question = QuestionBank.model_fields.keys(), Question.model_fields.keys()
    parts = [(path[1], model.model_fields.keys()) for path, model in _KNOWN.items() if path[1:]]
    yield from ((key,) for key in data if key not in bank and key != "$schema")
    for i, item in enumerate(data["questions"]):
        if not item.keys() <= question:
            yield from (("questions", i, key) for key in item if key not in question)
        for name, known in parts:
            for j, part in enumerate(item.get(name, ())):
                if not part.keys() <= known:
                    unknown = (key for key in part if key not in known)
                    yield from (("questions", i, name, j, key) for key in unknown)
