"""What each class of attack earns, and what stopping it costs honest answers: `make attacks`.

    python -m benchmarks.attacks [DATA] [--write]

Twelve classes of answers that ask for credit they have not earned, against the offline examiner and
against a model that has been captured entirely: it marks every point as made and quotes real words,
in the way that earns most. What stops that one is code alone. The strings: `tests/attacks/`. DATA is
as for `benchmarks.agreement`. `--write` puts the tables into docs/grading.md.
"""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from benchmarks import honest
from benchmarks.agreement import ROOT
from interviewer.core.grading import Score, score
from interviewer.core.questions import Question
from interviewer.examiners.offline.rules import examine
from tests.attacks.strings import CLASSES, QUESTIONS, hostile_bank
from tests.attacks.test_captured_model import most
from tests.attacks.variants import VARIANTS

MARKS = ("<!-- attacks -->", "<!-- /attacks -->")


def offline(question: Question, answer: str) -> float:
    """The offline examiner's score, 0 to 1; what it leaves undecided earns nothing."""
    verdict = examine(question, [answer], [question.prompt])
    return score(question.points, [found.credit for found in verdict.findings]).low


def strings() -> Iterator[tuple[str, list[tuple[Question, str]]]]:
    """Every class with its answers, each to its question."""
    for name, answers in CLASSES.items():
        hostile = name == "injection through the bank"
        asked = [
            (hostile_bank(q) if hostile else q, text) for q in QUESTIONS for text in answers(q)
        ]
        yield name, asked
    for name, (shapes, _) in VARIANTS.items():
        yield f"*{name}*", [(q, shape(q)) for q in QUESTIONS for shape in shapes]


async def rows() -> Iterator[tuple[str, str]]:
    """The rows of the table, by their class."""
    found = []
    for name, asked in strings():
        rules = [offline(question, text) for question, text in asked]
        captured = [await most(question, text) for question, text in asked]
        found.append((name, _row(name, rules, captured)))
    return iter(found)


def _row(name: str, rules: Sequence[float], captured: Sequence[Score]) -> str:
    shown = [one.value or 0.0 for one in captured]
    figures = [mean(rules), max(rules), mean(shown), max(shown), mean(one.high for one in captured)]
    return f"| {name} | {len(rules)} | " + " | ".join(f"{value:.2f}" for value in figures) + " |"


HEAD = (
    "| class | strings | offline, mean | worst | captured model, mean | worst "
    "| were all undecided made |\n|---|---:|---:|---:|---:|---:|---:|"
)


def renewed(path: Path, text: str) -> None:
    """Put a text between the marks of a file; whatever else it holds stays as it is."""
    begin, end = MARKS
    before, mark, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, behind = rest.partition(end)
    if not mark or not closed:
        raise SystemExit(f"{path.name} has no {begin} ... {end}")
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{behind}", encoding="utf-8")


def main() -> None:
    """Print the tables in Markdown."""
    parser = argparse.ArgumentParser("python -m benchmarks.attacks", description=__doc__)
    parser.add_argument("data", nargs="?", default=honest.default_data(), type=Path)
    parser.add_argument("--write", action="store_true", help="renew docs/grading.md")
    arguments = parser.parse_args()
    attacks = list(asyncio.run(rows()))
    costs = honest.table(arguments.data)
    whole = "\n".join([HEAD, *(row for _, row in attacks), "", *costs])
    print(whole)
    if arguments.write:
        renewed(ROOT / "docs" / "grading.md", whole)


if __name__ == "__main__":
    main()
