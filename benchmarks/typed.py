"""How the built-in examiner reads answers as people type them: `python -m benchmarks.typed`.

For each group of calibration/typed.jsonl and calibration/first-bank.jsonl: the point F1 (the mean of made and
missed; a point that is left undecided counts as missed), how many made points are found in each style, and what
wrong answers earn. Half a minute: the loop that the reader is developed in.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.core.questions import QuestionBank
from interviewer.examiners.offline.rules import examine
from interviewer.examiners.reading.decision import UNDECIDED, Band

ROOT = Path(__file__).resolve().parent.parent
FILES = ("typed", "first-bank")
GROUPS = ("tune", "held-out")
WRONG = ("confidently-wrong", "wrong")
"""The styles of answers that are wrong and do not say so."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One point of one answer, as both readers decided it and as the examiner did."""

    kind: str
    question: str
    answer_id: str
    point: str
    human: bool
    machine: bool | None


def labelled(
    path: Path, groups: Sequence[str]
) -> Iterator[tuple[dict[str, object], dict[str, bool]]]:
    """Each answer of these groups with the points that its readers decide alike."""
    lines: dict[str, list[dict[str, object]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one["group"] in groups:
            lines.setdefault(one["id"], []).append(one)
    for same in lines.values():
        first, *others = [one["points"] for one in same]
        assert isinstance(first, dict)  # noqa: S101 - the files are this project's own
        agreed = {p: made for p, made in first.items() if all(o.get(p) == made for o in others)}  # type: ignore[attr-defined]
        yield same[0], agreed


BANDS: tuple[Band, ...] = ((0.5, 0.5), UNDECIDED, (0.4, 0.6), (0.3, 0.7), (0.2, 0.8), (0.1, 0.9))
"""How sure the examiner may have to be."""


def samples(
    bank: QuestionBank, path: Path, groups: Sequence[str], undecided: Band = UNDECIDED
) -> Iterator[Sample]:
    """What the examiner makes of every labelled point."""
    questions = {question.id: question for question in bank.questions}
    for one, agreed in labelled(path, groups):
        question = questions[str(one["question_id"])]
        answer = str(one["answer"])
        verdict = examine(question, [answer], [question.prompt], undecided=undecided)
        for finding in verdict.findings:
            if finding.point in agreed:
                made = None if finding.credit is None else finding.made
                yield Sample(
                    str(one["kind"]), question.id, str(one["id"]), finding.point,
                    agreed[finding.point], made,
                )  # fmt: skip


def f1(rows: Iterable[Sample]) -> float:
    """Macro F1 of made and missed points; what is undecided counts as missed."""
    cells = {(h, m): 0 for h in (True, False) for m in (True, False)}
    for row in rows:
        cells[row.human, bool(row.machine)] += 1
    both = []
    for kind in (True, False):
        right, wrong = cells[kind, kind], cells[kind, not kind] + cells[not kind, kind]
        both.append(2 * right / (2 * right + wrong) if right else 0.0)
    return sum(both) / 2


def recall(rows: Sequence[Sample]) -> float | None:
    made = [row for row in rows if row.human]
    return sum(row.machine is True for row in made) / len(made) if made else None


def report(rows: Sequence[Sample]) -> Iterator[str]:
    """The lines of one group."""
    decided = [row for row in rows if row.machine is not None]
    right = sum(row.human == row.machine for row in decided) / len(decided)
    false = [row for row in rows if row.machine and not row.human]
    answers = len({row.answer_id for row in rows})
    yield (
        f"  point F1 {f1(rows):.3f}   of {answers} answers, {len(rows)} points; {1 - len(decided) / len(rows):.1%} "
        f"undecided, {right:.3f} of the decided right, {len(false)} false credits"
    )
    wrong = [row for row in rows if row.kind in WRONG]
    yield (
        f"  wrong answers: {sum(row.machine is True and not row.human for row in wrong)} false points in "
        f"{len({row.answer_id for row in wrong})} answers"
    )
    kinds = sorted({row.kind for row in rows})
    shown = []
    for kind in kinds:
        of_kind = [row for row in rows if row.kind == kind]
        found = recall(of_kind)
        credited = sum(row.machine is True and not row.human for row in of_kind)
        shown.append(f"{kind} {'-' if found is None else f'{found:.2f}'} ({credited})")
    yield "  recall (false credits): " + ", ".join(shown)


def curve(bank: QuestionBank, path: Path, groups: Sequence[str]) -> Iterator[str]:
    """How much is left undecided, and how much of the rest is right, by how sure the examiner has to be."""
    for band in BANDS:
        rows = list(samples(bank, path, groups, band))
        sure = [row for row in rows if row.machine is not None]
        right = sum(row.human == row.machine for row in sure) / len(sure)
        yield (
            f"  undecided from {band[0]:.2f} to {band[1]:.2f}: {1 - len(sure) / len(rows):.1%} undecided, "
            f"{right:.3f} of the decided right, point F1 {f1(rows):.3f}"
        )


def main() -> None:
    """Print every group's figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.typed", description=__doc__)
    parser.add_argument("files", nargs="*", default=FILES, help="names of files in calibration/")
    parser.add_argument("--bank", type=Path, default=ROOT / "questions.json")
    parser.add_argument(
        "--groups", nargs="*", default=GROUPS, help="tune, held-out; of typed-sealed: sealed, once"
    )
    parser.add_argument("--curve", action="store_true", help="by how sure it has to be, too")
    arguments = parser.parse_args()
    bank = QuestionBank.model_validate_json(arguments.bank.read_bytes())
    for name in arguments.files:
        for group in arguments.groups:
            print(f"{name}, {group}:")
            path = ROOT / "calibration" / f"{name}.jsonl"
            print("\n".join(report(list(samples(bank, path, [group])))), flush=True)
            if arguments.curve:
                print("\n".join(curve(bank, path, [group])), flush=True)


if __name__ == "__main__":
    main()
