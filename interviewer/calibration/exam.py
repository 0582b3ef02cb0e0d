"""The exam of an examiner: forty labelled answers that ship with the first bank, a third of them
wrong or hostile, graded beside the built-in rules. One sentence of advice comes of it.

What a model is worth as a grader cannot be told from its name or its size: a small one says yes to
everything, and takes minutes for it.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from interviewer.core.interview import Grade, Graded, Sheet, Turn
from interviewer.core.questions import Question
from interviewer.core.run import Examiner, Notice

NEAR = 0.03
"""Shares of right points that differ by less than this are taken for alike: 6 of 190 points."""

SLOW = 45.0
"""Seconds an answer after which practice with a model becomes a wait."""

Advice = Literal["model", "rules", "both"]


@dataclass(frozen=True, slots=True)
class ExamAnswer:
    """One answer whose points two people decided alike."""

    question: Question
    answer: str
    points: Mapping[str, bool]
    hostile: bool
    """Confidently wrong, off the subject, or meant to mislead the grader."""


class Marks(BaseModel):
    """How one examiner did. Counts are of points unless said otherwise."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    points: int = 0
    right: int = 0
    """Decided as people did."""
    undecided: int = 0
    false_credits: int = 0
    """Credited though people say missed."""
    false_credits_hostile: int = 0
    """Of these, in answers that are wrong or hostile."""
    missed: int = 0
    """Made, say people, and not credited."""
    answers: int = 0
    ungraded: int = 0
    """Answers that got no grading at all."""
    seconds: float = 0.0
    """For all answers together."""
    tokens: int = 0
    """In and out, for all answers together; 0 where none are used or told."""

    @property
    def share(self) -> float:
        """Of the points that were decided as people did, 0 to 1."""
        return self.right / self.points if self.points else 0.0

    @property
    def seconds_each(self) -> float:
        return self.seconds / self.answers if self.answers else 0.0


class Result(BaseModel):
    """An exam: the examiner's marks beside the built-in rules' on the same answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    examiner: str
    server: str = ""
    taken: str = ""
    """When, ISO 8601."""
    model: Marks
    rules: Marks

    @property
    def advice(self) -> Advice:
        """Who should grade. Points that nobody decided count as not right."""
        ahead = self.model.share - self.rules.share
        if ahead >= NEAR:
            return "model"
        return "rules" if ahead <= -NEAR else "both"

    @property
    def sentence(self) -> str:
        """The advice, for a person."""
        model, rules = f"{self.model.share:.0%}", f"{self.rules.share:.0%}"
        slow = ""
        if self.model.seconds_each > SLOW:
            slow = f" It takes about {self.model.seconds_each:.0f} seconds an answer."
        match self.advice:
            case "model":
                return (
                    f"Use this model: it decided {model} of the points as people did, the built-in "
                    f"rules {rules}.{slow}"
                )
            case "rules":
                return (
                    f"Use the built-in rules (--offline): they decided {rules} of the points as "
                    f"people did, this model {model}, with {self.model.false_credits} credits that "
                    f"were not earned.{slow}"
                )
            case "both":
                return (
                    f"Either will do: this model decided {model} of the points as people did, the "
                    f"built-in rules {rules}.{slow}"
                )


class Sat(NamedTuple):
    """One answer and what an examiner decided; None where it could not be graded."""

    answer: ExamAnswer
    decided: Mapping[str, bool | None] | None


def read_exam(path: Path, questions: Iterable[Question]) -> tuple[ExamAnswer, ...]:
    """Read the labelled answers of an exam. Those of questions that are not there are left out."""
    known = {question.id: question for question in questions}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return tuple(
        ExamAnswer(known[row["question_id"]], row["answer"], row["points"], row["hostile"])
        for row in rows
        if row["question_id"] in known
    )


async def sit(
    examiner: Examiner,
    answers: Sequence[ExamAnswer],
    done: Callable[[int], None],
    clock: Callable[[], float] = time.monotonic,
) -> Marks:
    """Let an examiner grade every answer, one after the other. `done` hears how many are."""
    found: list[Sat] = []
    begun = clock()
    for number, answer in enumerate(answers, 1):
        question = answer.question
        sheet = Sheet(question, 1, (Turn(question.prompt, answer.answer),))
        graded = await examiner.grade(Grade(sheet), _quiet)
        decided = None
        if isinstance(graded, Graded):
            credit = {f.point: f.credit for f in graded.verdict.findings}
            made = {f.point: f.made for f in graded.verdict.findings}
            decided = {
                p.id: None if credit.get(p.id) is None else made[p.id] for p in question.points
            }
        found.append(Sat(answer, decided))
        done(number)
    return marks(found, clock() - begun)


def marks(found: Iterable[Sat], seconds: float = 0.0) -> Marks:
    """Count how an examiner's decisions stand beside people's."""
    counts = dict.fromkeys(Marks.model_fields, 0)
    for answer, decided in found:
        counts["answers"] += 1
        counts["ungraded"] += decided is None
        for point, made in answer.points.items():
            said = decided.get(point) if decided is not None else None
            counts["points"] += 1
            counts["right"] += said is made
            counts["undecided"] += said is None
            counts["false_credits"] += said is True and not made
            counts["false_credits_hostile"] += said is True and not made and answer.hostile
            counts["missed"] += said is False and made
    return Marks.model_validate({**counts, "seconds": seconds})


def table(result: Result) -> list[tuple[str, str, str]]:
    """The figures as rows: what, the model's, the rules'."""
    model, rules = result.model, result.rules

    def both(name: str, of: Callable[[Marks], str]) -> tuple[str, str, str]:
        return name, of(model), of(rules)

    return [
        ("", result.examiner, "built-in rules"),
        both("points decided as people did", lambda m: f"{m.right} of {m.points} ({m.share:.0%})"),
        both("undecided", lambda m: str(m.undecided)),
        both("credits not earned", lambda m: str(m.false_credits)),
        both("of these in wrong or hostile answers", lambda m: str(m.false_credits_hostile)),
        both("made, but not credited", lambda m: str(m.missed)),
        both("answers without a grading", lambda m: f"{m.ungraded} of {m.answers}"),
        both("seconds an answer", lambda m: f"{m.seconds_each:.2f}"),
        both("tokens an answer", lambda m: f"{m.tokens / m.answers:.0f}" if m.answers else "0"),
    ]


def _quiet(_notice: Notice) -> None:
    pass
