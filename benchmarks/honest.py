"""What the checks on a model's quotes cost honest answers; part of `make attacks`.

A *perfect* model is played: it credits exactly the points that people gave, and quotes for each the
statement of the answer that says most of the point, whether it asserts or denies it. What code then
leaves undecided or takes for missed is the cost. For the bank's own calibration set people's points are
known; in the development sets, which have none, an answer with full marks made every sentence of
the reference answer.
"""

import argparse
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.agreement import BANK, OURS, ROOT, read_set
from interviewer.calibration.labels import Labelled
from interviewer.core.questions import RubricPoint
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners.model.checks.denial import REASONS
from interviewer.examiners.model.checks.verdicts import verdict
from interviewer.examiners.model.reply import ParsedReply, ReplyFinding
from interviewer.examiners.reading.evidence import AnswerIndex
from interviewer.examiners.reading.key import answer_key
from interviewer.examiners.reading.passages import sentences_of
from interviewer.examiners.reading.rubric import IndexedAnswers

NAMES = {
    "digiklausur": "DigiKlausur",
    "beetle": "Beetle",
    "scientsbank": "SciEntsBank",
    "saf": "SAF",
}


@dataclass(slots=True)
class Cost:
    """How many credits were honestly earned, and why some of them were taken away."""

    name: str
    earned: int = 0
    undecided: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    """The notes of the findings, one for each credit."""

    def row(self) -> str:
        doubted = [sum(_doubts(n) for n in notes) for notes in (self.undecided, self.missed)]
        cells = [*doubted, len(self.undecided) + len(self.missed)]
        shares = " | ".join(f"{n} ({100 * n / self.earned:.1f} %)" for n in cells)
        return f"| {self.name} | {self.earned:,} | {shares} |"


def _doubts(note: str) -> bool:
    """Whether a note is one of the rules on lists, denials and misconceptions."""
    return note.endswith(REASONS)


def best_quotes(answer: Labelled) -> dict[str, str]:
    """For each point the statement of the answer that says most of it, by the point's id."""
    key = answer_key(answer.question)
    said = AnswerIndex(sentences_of([answer.answer]), key.vocabulary)
    statements = IndexedAnswers(said, [answer.answer]).statements
    found = {}
    for point, wanted in zip(answer.question.points, key.points, strict=True):
        rows = [[s / claim.total for s in statements.by_passage(claim)] for claim in wanted.claims]
        shares = [max(column) for column in zip(*rows, strict=True)]
        if shares:
            best = statements.passages[max(range(len(shares)), key=shares.__getitem__)]
            found[point.id] = answer.answer[best.start : best.end]
    return found


def earned_points(answer: Labelled) -> list[RubricPoint]:
    """The points that every reader gave; all of them for full marks where points were not read."""
    points = answer.question.points
    read = [label.points for label in answer.labels.values() if label.points]
    if read:
        return [point for point in points if all(each.get(point.id) for each in read)]
    return list(points) if answer.human >= 1 else []


def cost(name: str, answers: Iterable[Labelled]) -> Cost:
    """Grade the answers as a perfect model would, and count what code takes away."""
    found = Cost(name)
    for answer in answers:
        made = {point.id for point in earned_points(answer)}
        quotes = best_quotes(answer) if made else {}
        claimed = [
            ReplyFinding(
                point=point.id,
                made="yes" if point.id in made else "no",
                quote=quotes.get(point.id, "") if point.id in made else "",
            )
            for point in answer.question.points
        ]
        sheet = Sheet(answer.question, 1, (Turn(answer.question.prompt, answer.answer),))
        for finding in verdict("perfect", sheet, ParsedReply(findings=claimed)).findings:
            if finding.point in made:
                found.earned += 1
                if not finding.credit:
                    (found.undecided if finding.credit is None else found.missed).append(
                        finding.note
                    )
    return found


def costs(data: Path) -> Iterator[Cost]:
    """Our own calibration set, then every development set that is there."""
    yield cost("first bank", read_set("", BANK, OURS).answers)
    for folder in sorted(path.parent for path in data.glob("*/labels.jsonl")):
        read = read_set(folder.name, folder / "bank.json", folder / "labels.jsonl")
        yield cost(NAMES.get(folder.name, folder.name), read.answers)


def default_data() -> Path:
    return Path(os.environ.get("INTERVIEWER_GRADING_DATA") or ROOT / "../shared/data/grading-dev")


def table(data: Path) -> list[str]:
    head = "| honest answers | credits earned | left undecided | missed | taken by all checks together |"
    return [head, "|---|---:|---:|---:|---:|", *(one.row() for one in costs(data))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m benchmarks.honest", description=__doc__)
    parser.add_argument("data", nargs="?", default=default_data(), type=Path)
    for one in costs(parser.parse_args().data):
        notes = [*one.undecided, *one.missed]
        print(one.row(), *sorted(f"{notes.count(n)} x {n}" for n in {*notes}), sep="\n    ")
