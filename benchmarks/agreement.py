"""Every figure on how far the offline examiner agrees with people: `make agreement`.

    python -m benchmarks.agreement [DATA] [--write]

DATA is a folder of sets, each with bank.json and labels.jsonl; else INTERVIEWER_GRADING_DATA; else
../shared/data/grading-dev. A folder that is not there is said to be absent, and the rest is
measured. `--write` renews agreement.json, which the reports quote.
"""

import argparse
import hashlib
import inspect
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.probes import PROBES, REFERENCE_AT_LEAST, Probe, reference
from interviewer.bulk.input_lines import LineFaults, QuestionLookup, opened
from interviewer.bulk.jobs import Job
from interviewer.bulk.pool import grade_all
from interviewer.calibration import labels
from interviewer.calibration.agreement import compare
from interviewer.calibration.labels import Labelled
from interviewer.commands.calibrate import measure
from interviewer.core.grading import score
from interviewer.core.protocol import Graded
from interviewer.core.questions import Question
from interviewer.core.run import Examiner
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "questions.json"
OURS = ROOT / "calibration" / "first-bank.jsonl"
TYPED = ROOT / "calibration" / "typed.jsonl"
LIBRARY = ROOT / "calibration" / "banks"
"""Labelled answers to a bank of the library, under its name."""
TABLE = ROOT / "agreement.json"
HELD_OUT = "held-out"

BARS = {
    ("digiklausur", "pearson"): 0.48,
    ("digiklausur", "partial_pearson_length"): 0.30,
    ("scientsbank", "macro_f1"): 0.72,
    ("beetle", "macro_f1"): 0.73,
    ("our held-out half", "point_macro_f1"): 0.86,
    ("as people type them", "point_macro_f1"): 0.88,
}
"""See GRADING: what counts is measured on other questions of the same sets."""

BANK_BAR = 0.80
"""Point F1 of the answers to every bank of the library."""

HONEST_COST = 0.02
"""The guards may change Pearson's r on honest answers by so much at most."""

COLUMNS = (
    ("pearson", "Pearson"),
    ("pearson_within_question", "within"),
    ("partial_pearson_length", "given length"),
    ("qwk", "QWK"),
    ("macro_f1", "2-way F1"),
    ("point_macro_f1", "point F1"),
)


@dataclass(frozen=True, slots=True)
class Set:
    """Labelled answers and the questions they answer."""

    name: str
    questions: tuple[Question, ...]
    answers: list[Labelled]


def read_set(name: str, bank: Path, path: Path, group: str | None = None) -> Set:
    """Read labels in calibrate's format. A line that cannot be used is told and left out."""
    questions = find_bank(bank, home_path()).load().questions
    with opened(str(path)) as source:
        complaints = LineFaults(source.name, lambda text: print(text, file=sys.stderr))
        answers, _ = labels.read(source, QuestionLookup(questions), complaints, group)
    return Set(name, questions, answers)


def sets(data: Path) -> Iterator[Set]:
    """Every development set that is there, then our own held-out answers."""
    folders = sorted(path.parent for path in data.glob("*/labels.jsonl"))
    if not folders:
        print(f"development data: none at {data}; only our own is measured\n")
    for folder in folders:
        yield read_set(folder.name, folder / "bank.json", folder / "labels.jsonl")
    if OURS.is_file():
        yield read_set("our held-out half", BANK, OURS, HELD_OUT)
    if TYPED.is_file():
        yield read_set("as people type them", BANK, TYPED, HELD_OUT)
    for path in sorted(LIBRARY.glob("*.jsonl")):
        yield read_set(f"bank {path.stem}", ROOT / "banks" / f"{path.stem}.json", path, HELD_OUT)


def graded(answers: Sequence[Labelled], examiner: Examiner) -> None:
    """Write the examiner's outcome into every answer."""

    def emit(job: Job, outcome: Any) -> None:
        job.tag.outcome = outcome

    grade_all(examiner, (Job(a, a.question, a.answer) for a in answers), emit)


def probe(questions: Sequence[Question], a_probe: Probe, examiner: Examiner) -> list[float | None]:
    """The scores of one probe on every question that it can be made for; None is undecided."""
    found: list[float | None] = []

    def emit(job: Job, outcome: Any) -> None:
        if not isinstance(outcome, Graded):
            raise TypeError(outcome)
        found.append(score(job.question.points, [f.credit for f in outcome.verdict.findings]).value)

    made = ((question, a_probe(question)) for question in questions)
    grade_all(examiner, (Job(None, q, text) for q, text in made if text is not None), emit)
    return found


def without_guards() -> Examiner | None:
    """The same examiner with its guards off; None where it has no such switch."""
    if "guards" not in inspect.signature(OfflineExaminer).parameters:
        return None
    return OfflineExaminer(guards=False)


# -- printing -------------------------------------------------------------------------------------


def _figure(figure: Mapping[str, float | None] | None) -> str:
    if figure is None or figure["value"] is None:
        return "-"
    if figure["low"] is None:
        return f"{figure['value']:.2f}"
    return f"{figure['value']:.2f} ({figure['low']:.2f}-{figure['high']:.2f})"


def show_figures(a_set: Set, found: Mapping[str, Any]) -> list[str]:
    """Print a set's rows; return the bars that it misses."""
    print(f"{a_set.name}: {found['n']} answers, {found['questions']} questions, "
          f"{found['abstained']} not graded; intervals {found['intervals']}")  # fmt: skip
    missed = []
    for key, name in COLUMNS:
        figure = found[key]
        if figure is None:
            continue
        line = f"  {name:14}{_figure(figure):22}"
        if key in found["length_baseline"]:
            line += f"length alone {_figure(found['length_baseline'][key]):22}"
        library = BANK_BAR if a_set.name.startswith("bank ") and key == "point_macro_f1" else None
        bar = BARS.get((a_set.name, key), library)
        if bar is not None:
            met = (figure["value"] or 0) >= bar
            line += f"bar {bar:.2f} {'met' if met else 'MISSED'}"
            missed += [] if met else [f"{a_set.name}: {name}"]
        print(line.rstrip())
    for pair in found["readers"]:
        points = pair["points"] or {}
        print(
            f"  {' and '.join(pair['pair']):28}points agreed on {_figure(points.get('agreement'))}"
        )
    return missed


def show_cost(a_set: Set, found: Mapping[str, Any], bare: Examiner | None) -> list[str]:
    """Print what the guards change on honest answers; return what is too much."""
    if bare is None:
        print("  guards' cost: not measured, the examiner has no guards=False")
        return []
    graded(a_set.answers, bare)
    marks = labels.marks(a_set.answers)
    value = compare(marks, wanted=["pearson"]).scores["pearson"].value
    if value is None or found["pearson"]["value"] is None:
        return []
    change = found["pearson"]["value"] - value
    print(f"  guards' cost    r {value:.3f} without guards, {change:+.3f} with them")
    return [f"{a_set.name}: the guards' cost"] if change < -HONEST_COST else []


def show_probes(a_set: Set, examiner: Examiner) -> list[str]:
    missed = []
    for name, (a_probe, bar) in PROBES.items():
        found = probe(a_set.questions, a_probe, examiner)
        if found:
            mean = sum(value or 0.0 for value in found) / len(found)
            met = mean <= bar + 1e-9
            print(f"  {name:28}mean {mean:.2f}  highest {max(v or 0.0 for v in found):.2f}"
                  f"  bar {bar:.2f} {'met' if met else 'MISSED'}")  # fmt: skip
            missed += [] if met else [f"{a_set.name}: {name}"]
    found = probe(a_set.questions, reference, examiner)
    if found:
        mean = sum(value or 0.0 for value in found) / len(found)
        met = mean >= REFERENCE_AT_LEAST
        print(f"  {'the references themselves':28}mean {mean:.2f}  lowest "
              f"{min(v or 0.0 for v in found):.2f}   bar {REFERENCE_AT_LEAST:.2f} "
              f"{'met' if met else 'MISSED'}")  # fmt: skip
        missed += [] if met else [f"{a_set.name}: references"]
    return missed


# -- what the reports quote -----------------------------------------------------------------------


def agreement_table() -> dict[str, dict[str, str]]:
    """What is measured on held-out answers alone, by the bank's SHA-256 and the examiner's name.

    Of a hundred decisions of people on points, on how many the examiner decided the same; where it
    left a point undecided it does not agree.
    """
    library = {ROOT / "banks" / f"{path.stem}.json": path for path in LIBRARY.glob("*.jsonl")}
    return dict(_agreement(bank, path) for bank, path in ({BANK: OURS} | library).items())


def _agreement(bank: Path, path: Path) -> tuple[str, dict[str, str]]:
    ours = read_set("", bank, path, HELD_OUT)
    examiner = OfflineExaminer()
    graded(ours.answers, examiner)
    found = compare([], labels.decisions(ours.answers)).points["agreement"].value
    words = f"agrees with people on {100 * (found or 0):.0f} of 100 points of this bank"
    return hashlib.sha256(bank.read_bytes()).hexdigest(), {examiner.identity.name: words}


def write_table() -> None:
    TABLE.write_text(json.dumps(agreement_table(), indent=2) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.agreement", description=__doc__)
    default = os.environ.get("INTERVIEWER_GRADING_DATA") or ROOT / "../shared/data/grading-dev"
    parser.add_argument("data", nargs="?", default=default, type=Path, help="folder of sets")
    parser.add_argument("--write", action="store_true", help="renew agreement.json")
    arguments = parser.parse_args()
    examiner, bare = OfflineExaminer(), without_guards()
    missed = []
    for a_set in sets(Path(arguments.data)):
        graded(a_set.answers, examiner)
        found = measure(a_set.answers, examiner.identity.name)
        missed += show_figures(a_set, found)
        missed += show_cost(a_set, found, bare)
        missed += show_probes(a_set, examiner)
        print(flush=True)
    print("missed: " + ("; ".join(missed) if missed else "nothing"))
    if arguments.write:
        write_table()
        print(f"{TABLE.name}: {TABLE.read_text(encoding='utf-8').strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
