"""A bank from what was found: ids, what is asked twice, where it comes from; nothing invented."""

import hashlib
import re
from typing import Any, Final

from interviewer.banks.importing.found import (
    MAX_QUESTIONS,
    Findings,
    FoundQuestion,
    ImportRefusedError,
    LeftOut,
    WrongAnswer,
)
from interviewer.banks.prose import is_only_code
from interviewer.core.questions import slug

_ID_WORDS: Final = 8
_FILLING: Final = frozenset(
    {"a", "an", "the", "is", "are", "do", "does", "of", "in", "to", "what", "you", "your"}
)


def bank_of(found: Findings, *, title: str, source: str) -> tuple[dict[str, Any], list[LeftOut]]:
    """The bank as JSON holds it, with what is left out because it is asked before.

    Raises ImportRefusedError where nothing can be asked.
    """
    if len(found.questions) > MAX_QUESTIONS:
        raise ImportRefusedError(
            f"{len(found.questions)} questions are more than {MAX_QUESTIONS}. Import fewer files at a time."
        )
    left: list[LeftOut] = []
    kept: dict[str, FoundQuestion] = {}
    for question in found.questions:
        if not question.points and is_only_code(question.answer):
            why = "its answer is only code, with nothing said about it"
            left.append(LeftOut(question.line, question.prompt, why, question.file))
            continue
        known = " ".join(question.prompt.casefold().split())
        first = kept.setdefault(known, question)
        if first is not question:
            where = (
                f"{first.file}:{first.line}"
                if first.file != question.file
                else f"line {first.line}"
            )
            left.append(
                LeftOut(
                    question.line, question.prompt, f"the same question as {where}", question.file
                )
            )
    ids = QuestionIds()
    bank: dict[str, Any] = {
        "schema_version": 1,
        "id": slug(title),
        "title": title,
        "source": found.source or source,
        "licence": found.licence,
        "review": "imported",
        "questions": [_question(question, ids) for question in kept.values()],
    }
    return {key: value for key, value in bank.items() if value}, left


def _question(found: FoundQuestion, ids: "QuestionIds") -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": ids.of(found.prompt),
        "topic": found.topic,
        "difficulty": found.difficulty,
        "prompt": found.prompt,
        "reference_answer": found.answer,
        "alternative_answers": found.alternatives,
        "rubric": [
            {
                "id": f"point-{i}",
                "description": point.text,
                **({"weight": point.weight} if point.weight else {}),
            }
            for i, point in enumerate(found.points, 1)
        ],
        "misconceptions": [
            {
                "id": f"wrong-{i}",
                "description": _believed(wrong),
                "signs": [wrong.text],
            }
            for i, wrong in enumerate(found.wrong, 1)
        ],
        "hints": found.hints[:3],
        "review": "imported",
    }
    return {key: value for key, value in made.items() if value}


def _believed(wrong: WrongAnswer) -> str:
    said = " ".join(wrong.text.split())
    return f"Answers: {said}" + (f" ({' '.join(wrong.why.split())})" if wrong.why else "")


class QuestionIds:
    """Ids made from prompts: the same prompts in the same order give the same ids."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, prompt: str) -> str:
        words = re.findall(r"[^\W_]+", prompt.casefold())
        specific = [word for word in words if word not in _FILLING] or words
        base = (
            "-".join(specific[:_ID_WORDS])[:80] or hashlib.sha256(prompt.encode()).hexdigest()[:8]
        )
        found, number = base, 1
        while found in self._taken:
            number += 1
            found = f"{base}-{number}"
        self._taken.add(found)
        return found
