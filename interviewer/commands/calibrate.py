"""`calibrate`: how far an examiner agrees with people, on their labels and not on its own word."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.api.grading import grade_many, run_sync
from interviewer.banks.bank import Bank
from interviewer.bulk.input_lines import LineFaults, QuestionLookup, opened
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.calibration import labels
from interviewer.calibration.agreement import Agreement, compare, of_length
from interviewer.calibration.intervals import Figure
from interviewer.calibration.labels import Labelled
from interviewer.calibration.table import table
from interviewer.commands.wiring import bank_file, bulk_examiner
from interviewer.core.errors import UsageError
from interviewer.core.run import Examiner
from interviewer.process.output import write_json

WORST = 10
"""This many of the worst points, and of the worst answers, are listed."""

BETWEEN_READERS = ("pearson", "rmse", "qwk")


def calibrate(arguments: argparse.Namespace) -> int:
    """Print how far the examiner agrees with labels; 1 where a line of them was unusable."""
    bank = bank_file(arguments, arguments.questions).load()
    examiner = bulk_examiner(arguments)
    progress = Progress(shown=on_terminal(results_elsewhere=True))
    with opened(arguments.labels) as source:
        complaints = LineFaults(source.name, progress.say)
        answers, others = labels.read(
            source, QuestionLookup(bank.questions), complaints, arguments.group
        )
    if not answers:
        left_out = f"{others:,} lines are of another group. " if others else ""
        raise UsageError(
            f"{source.name} holds no labels to compare with. {left_out}"
            "Each line needs question_id, answer and score."
        )
    _grade(bank, examiner, answers, arguments.concurrency, progress)
    found = measure(answers, examiner.identity.name)
    found["examiner"] = examiner.identity.model_dump(include={"name", "version"})
    found["bank"] = {"title": bank.title, "sha256": bank.digest}
    write_json(json.dumps(found) if arguments.json else table(found))
    return 1 if complaints.count else 0


def _grade(
    bank: Bank,
    examiner: Examiner,
    answers: Sequence[Labelled],
    concurrency: int,
    progress: Progress,
) -> None:
    """Grade each different answer to a question once, however many labels it has."""
    same: dict[tuple[str, str], list[Labelled]] = {}
    for answer in answers:
        same.setdefault((answer.question.id, answer.answer), []).append(answer)

    def rows() -> Iterator[dict[str, Any]]:
        for number, ((question_id, answer), alike) in enumerate(same.items(), 1):
            progress.share = number / len(same)
            yield {"question_id": question_id, "answer": answer, "alike": alike}

    try:
        for row, result in grade_many(rows(), bank, by=examiner, concurrency=concurrency):
            for labelled in row["alike"]:
                labelled.outcome = result.outcome
            progress.step()
    finally:
        progress.end()
        run_sync(examiner, examiner.aclose())


def measure(answers: Sequence[Labelled], examiner: str) -> dict[str, Any]:
    """Everything that `--json` writes about graded answers; figures are `{value, low, high}`."""
    marks = labels.marks(answers)
    whole = compare(marks, labels.decisions(answers))
    return {
        "n": whole.n,
        "questions": whole.questions,
        **_figures(whole.scores),
        "points": _points(whole),
        "point_macro_f1": whole.points["macro_f1"].as_json() if whole.points else None,
        "abstained": len(answers) - len(marks),
        "length_baseline": _figures(of_length(marks)),
        "readers": [_pair(pair) for pair in labels.pairs(list(answers), examiner)],
        "worst_points": _worst_points(answers),
        "worst_answers": _worst_answers(answers),
        "intervals": _how_sure(whole),
    }


def _figures(found: Mapping[str, Figure]) -> dict[str, Any]:
    return {name: figure.as_json() for name, figure in found.items()}


def _points(found: Agreement) -> dict[str, Any] | None:
    if not found.points:
        return None
    return {"n": found.decisions, "abstained": found.undecided, **_figures(found.points)}


def _how_sure(found: Agreement) -> str:
    if found.questions < 2:
        return "none: there is one question only"
    rough = ", rough guesses: there are few questions" if found.few else ""
    return f"95 %, by bootstrap over questions{rough}"


def _pair(pair: labels.Pair) -> dict[str, Any]:
    found = compare(pair.marks, pair.decisions, wanted=BETWEEN_READERS)
    return {
        "pair": list(pair.names),
        "n": found.n,
        **_figures(found.scores),
        "points": _points(found),
    }


@dataclass(slots=True)
class _Tally:
    """How often the examiner and the readers took a point for made."""

    both: int = 0
    examiner_only: int = 0
    people_only: int = 0
    neither: int = 0
    undecided: int = 0

    def count(self, human: bool, machine: bool | None) -> None:
        if machine is None:
            self.undecided += 1
        elif human:
            self.both += machine
            self.people_only += not machine
        else:
            self.examiner_only += machine
            self.neither += not machine

    @property
    def wrong(self) -> int:
        return self.examiner_only + self.people_only


def _worst_points(answers: Sequence[Labelled]) -> list[dict[str, Any]]:
    """The points on which the examiner and people differ most often."""
    tallies: dict[tuple[str, str], _Tally] = {}
    for decision in labels.decisions(answers):
        tally = tallies.setdefault((decision.question, decision.point), _Tally())
        tally.count(decision.human, decision.machine)
    descriptions = {
        (a.question.id, point.id): point.description for a in answers for point in a.question.points
    }
    worst = sorted(tallies.items(), key=lambda item: (-item[1].wrong, item[0]))[:WORST]
    return [
        {
            "question_id": place[0],
            "point": place[1],
            "description": descriptions[place],
            "both": tally.both,
            "examiner_only": tally.examiner_only,
            "people_only": tally.people_only,
            "neither": tally.neither,
            "undecided": tally.undecided,
        }
        for place, tally in worst
        if tally.wrong
    ]


def _worst_answers(answers: Sequence[Labelled]) -> list[dict[str, Any]]:
    """The answers whose scores lie furthest apart, with the points behind it."""
    apart = [
        (abs(a.human - m), number, a, m)
        for number, a in enumerate(answers)
        if (m := a.machine) is not None
    ]
    worst = sorted(apart, key=lambda entry: (-entry[0], entry[1]))[:WORST]
    return [
        {
            "question_id": answer.question.id,
            "answer": answer.answer,
            "human": round(answer.human, 4),
            "examiner": round(value, 4),
            "points": [
                {
                    "id": point.id,
                    "human": [label.points.get(point.id) for label in answer.labels.values()],
                    "examiner": answer.decided(point.id),
                }
                for point in answer.question.points
                if any(label.points for label in answer.labels.values())
            ],
        }
        for difference, _, answer, value in worst
        if difference > 0
    ]
