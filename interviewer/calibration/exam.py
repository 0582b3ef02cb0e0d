"""The exam of an examiner: forty labelled answers that ship with the first bank, a third of them
wrong or hostile, graded beside the built-in rules. One sentence of advice comes of it.

How good a model is as a grader cannot be seen from its name or its size: a small one says yes to
everything, and takes minutes for it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from interviewer.core.grading import Verdict
from interviewer.core.protocol import Grade, Graded
from interviewer.core.questions import Question
from interviewer.core.run import Examiner, Notice
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners.reliability import Said, Tally, Trust, said_of

NEAR = 0.03
"""Shares of right points that differ by less than this are taken for alike: 6 of 190 points."""

SLOW = 45.0
"""Seconds an answer after which practice with a model becomes a wait."""

BETTER = 0.015
"""By so much the two together must be better than either: 3 of 190 points."""

Advice = Literal["model", "rules", "both", "either"]


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

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

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
    """In and out, for all answers together; 0 where none are used or reported."""

    @property
    def share(self) -> float:
        """Of the points that were decided as people did, 0 to 1."""
        return self.right / self.points if self.points else 0.0

    @property
    def seconds_each(self) -> float:
        return self.seconds / self.answers if self.answers else 0.0


class Result(BaseModel):
    """An exam: the examiner's marks beside the built-in rules' on the same answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    examiner: str
    server: str = ""
    taken: str = ""
    """When, ISO 8601."""
    model: Marks
    rules: Marks
    both: Marks | None = None
    """The two together, each question decided by counts of the others alone; None in older exams."""
    trust: Trust | None = None
    """How far each can be trusted, counted over all questions: what `--best` decides by."""

    @property
    def advice(self) -> Advice:
        """Who should grade. Points that nobody decided count as not right."""
        ahead = self.model.share - self.rules.share
        better = max(self.model.share, self.rules.share)
        if self.both is not None and self.both.share >= better + BETTER:
            return "both"
        if ahead >= NEAR:
            return "model"
        return "rules" if ahead <= -NEAR else "either"

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
                together = f"{self.both.share:.0%}" if self.both else ""
                return (
                    f"Use both together (--best): they decided {together} of the points as people "
                    f"did, this model alone {model}, the built-in rules {rules}.{slow}"
                )
            case "either":
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
) -> list[Sat]:
    """Let an examiner grade every answer, one after the other. `done` is called with how many are done."""
    found: list[Sat] = []
    for number, answer in enumerate(answers, 1):
        question = answer.question
        sheet = Sheet(question, 1, (Turn(question.prompt, answer.answer),))
        graded = await examiner.grade(Grade(sheet), _quiet)
        found.append(Sat(answer, decisions(graded.verdict) if isinstance(graded, Graded) else None))
        done(number)
    return found


def decisions(verdict: Verdict) -> dict[str, bool | None]:
    """What a verdict decides of each point; None where it is undecided."""
    return {f.point: None if f.credit is None else f.made for f in verdict.findings}


def result(
    examiner: str, model: Sequence[Sat], rules: Sequence[Sat], *, seconds: float, tokens: int = 0
) -> Result:
    """Compute the exam of a model from what it and the rules decided, answer by answer."""
    own = marks(model, seconds).model_copy(update={"tokens": tokens})
    return Result(
        examiner=examiner,
        model=own,
        rules=marks(rules),
        both=marks(_together(model, rules)),
        trust=_trust(model, rules),
    )


def _trust(model: Iterable[Sat], rules: Iterable[Sat]) -> Trust:
    return Trust(model=tally(model), rules=tally(rules))


def tally(found: Iterable[Sat]) -> Tally:
    """Count what an examiner said, by what people had decided. Answers without a grading are left out."""
    made: Counter[Said] = Counter()
    missed: Counter[Said] = Counter()
    for answer, decided in found:
        for point, by_people in answer.points.items():
            if decided is not None:
                (made if by_people else missed)[said_of(decided.get(point))] += 1
    return Tally(made=dict(made), missed=dict(missed))


def _together(model: Sequence[Sat], rules: Sequence[Sat]) -> Iterator[Sat]:
    """What the two decide together, on each question by counts of the other questions."""
    for question in dict.fromkeys(sat.answer.question.id for sat in model):
        others = [sat.answer.question.id != question for sat in model]
        trust = _trust(compress(model, others), compress(rules, others))
        for own, ruled in zip(model, rules, strict=True):
            if own.answer.question.id == question:
                yield Sat(own.answer, _decided_together(own, ruled, trust))


def _decided_together(model: Sat, rules: Sat, trust: Trust) -> Mapping[str, bool | None] | None:
    if model.decided is None or rules.decided is None:
        return model.decided
    return {
        point: trust.decided(said_of(model.decided.get(point)), said_of(rules.decided.get(point)))
        for point in model.answer.points
    }


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


def table(result: Result) -> list[tuple[str, str, str, str]]:
    """The figures as rows: what, the model's, the rules', those of both together."""
    model, rules, together = result.model, result.rules, result.both or Marks()

    def both(
        name: str, of: Callable[[Marks], str], *, alone: bool = False
    ) -> tuple[str, str, str, str]:
        return name, of(model), of(rules), "" if alone else of(together)

    return [
        ("", result.examiner, "built-in rules", "both (--best)"),
        both("points decided as people did", lambda m: f"{m.right} of {m.points} ({m.share:.0%})"),
        both("undecided", lambda m: str(m.undecided)),
        both("credits not earned", lambda m: str(m.false_credits)),
        both("of these in wrong or hostile answers", lambda m: str(m.false_credits_hostile)),
        both("made, but not credited", lambda m: str(m.missed)),
        both("answers without a grading", lambda m: f"{m.ungraded} of {m.answers}"),
        both("seconds an answer", lambda m: f"{m.seconds_each:.2f}", alone=True),
        both(
            "tokens an answer",
            lambda m: f"{m.tokens / m.answers:.0f}" if m.answers else "0",
            alone=True,
        ),
    ]


def _quiet(_notice: Notice) -> None:
    pass
