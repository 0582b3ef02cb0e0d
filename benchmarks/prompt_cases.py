"""The prompts that anybody can play a model on: which answers they are about, and their text."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer import assets
from interviewer.calibration.exam import read_exam
from interviewer.core.questions import Question, QuestionBank
from interviewer.core.sheets import Sheet, Turn
from interviewer.core.text import normalise
from interviewer.examiners.model.prompts import Prompts
from interviewer.examiners.model.reply import schema

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "calibration" / "typed.jsonl"
BACK = ROOT / "benchmarks" / "questions_back.jsonl"
KINDS = ("alone", "interview", "back", "exam")


@dataclass(frozen=True, slots=True)
class Case:
    """One prompt: a question and what was said to it."""

    name: str
    kind: str
    question_id: str
    answer: str
    points: Mapping[str, bool]
    """What people decided; empty for a question back."""


def questions() -> dict[str, Question]:
    """The first bank's, by id."""
    bank = QuestionBank.model_validate_json(assets.default_bank().read_bytes())
    return {question.id: question for question in bank.questions}


def drawn(kind: str, count: int, seed: int) -> list[Case]:
    """Draw so many cases, the same for the same seed."""
    if kind == "exam":
        sat = read_exam(assets.exam(), questions().values())
        return [
            Case(f"exam-{n:03}", kind, one.question.id, normalise(one.answer), one.points)
            for n, one in enumerate(sat, 1)
        ]
    rng = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    rows = [
        json.loads(line) for line in (BACK if kind == "back" else ANSWERS).read_text().splitlines()
    ]
    if kind == "back":
        cases = [(row["question_id"], row["text"], {}) for row in rows]
    else:
        by_id: dict[str, list[Mapping[str, Any]]] = {}
        for row in rows:
            by_id.setdefault(row["id"], []).append(row)
        cases = [
            (pair[0]["question_id"], pair[0]["answer"], pair[0]["points"])
            for pair in by_id.values()
            if len(pair) > 1 and pair[0]["points"] == pair[1]["points"]
        ]
    rng.shuffle(cases)
    return [
        Case(f"{kind}-{number:03}", kind, question, normalise(answer), points)
        for number, (question, answer, points) in enumerate(cases[:count], 1)
    ]


def sheet_of(case: Case, question: Question) -> Sheet:
    return Sheet(question, 1, (Turn(question.prompt, case.answer),))


def prompt(case: Case, question: Question) -> str:
    """What a server would get, as text: the rules, the question, the schema of the reply."""
    wanted = None if case.kind in ("alone", "exam") else True
    messages = Prompts(assets.prompts(), lambda size: b"d" * size).grading(
        sheet_of(case, question), wanted=wanted
    )
    shape = schema(question, follow_ups=wanted is not None, asks_back=case.kind == "back")
    parts = [f"=== {message.role}\n{message.content}" for message in messages]
    return "\n\n".join([*parts, f"=== schema of the reply\n{json.dumps(shape)}"])
