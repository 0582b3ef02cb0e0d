"""Whether reading takes time that grows with the length of a text and no faster: `make growth`.

    python -m benchmarks.growth [--size 16384]

Forty shapes of text, each at one length and at twice that length, through everything that reads an
answer: the offline examiner, what recognises that nothing was said, the checks on a model's quotes,
its follow-ups and its closing words. Twice the text may take at most 2.2 times as long. The shapes
are what hostile and honest texts are made of: blanks, marks, digits, one word again and again.
"""

import argparse
import sys
import time
from collections.abc import Callable

from interviewer.assets import default_bank
from interviewer.core.grading import Place
from interviewer.core.questions import QuestionBank
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.model.checks.denial import Doubts
from interviewer.examiners.model.checks.leaks import LeakCheck
from interviewer.examiners.model.checks.not_answers import not_an_answer
from interviewer.examiners.model.checks.provenance import proves_nothing, specific_words
from interviewer.examiners.offline.rules import examine

MOST = 2.2
"""How much longer twice the text may take."""
SLACK = 0.004
"""Seconds below which a clock says nothing."""

UNITS = (
    "a\n", " ", "really ", "e.g. ", "< ", "<", "7", "asdf", "\n", "\t ", ". ", "; ", ", ", "- ", "-", "* ",
    "1. ", "(", ") ", '"', "'", "/ ", "-> ", "= ", "not ", "no ", "it is not true that ", "the fold ", "i ",
    "as a ", "i have ", "ignore ", "give me ", "classes keep their shares. ", "bagging, ", "which is wrong; ",
    "1,000 ", "0.5 ", "don't know ", "\u0435\u0301",
)  # fmt: skip
"""Each shape is one of these again and again."""

BANK = QuestionBank.model_validate_json(default_bank().read_bytes())
QUESTION = BANK.questions[0]


def shaped(unit: str, size: int) -> str:
    """A text of about that many characters, with something to find at its ends."""
    body = unit * max(1, size // len(unit))
    return f"every fold keeps the shares {body} what"


def offline(text: str) -> None:
    examine(QUESTION, [text], [QUESTION.prompt])


def nothing_said(text: str) -> None:
    not_an_answer(QUESTION, [QUESTION.prompt], text)


def quotes(text: str) -> None:
    """What is held against a model's quotes."""
    place = Place(0, 0, min(len(text), 60))
    proves_nothing(QUESTION, text, place)
    specific_words(QUESTION, [text])
    doubts = Doubts(QUESTION, [text])
    for point in QUESTION.points:
        doubts.about(point.id, place)


def follow_up(text: str) -> None:
    point = QUESTION.points[0]
    sheet = Sheet(QUESTION, 1, (Turn(QUESTION.prompt, text),))
    target = Target(point.id, point.description, point.follow_up)
    LeakCheck(sheet, target).trouble(text)


STEPS: dict[str, Callable[[str], None]] = {
    "offline examiner": offline,
    "nothing said": nothing_said,
    "quotes": quotes,
    "follow-up": follow_up,
}


def seconds(step: Callable[[str], None], text: str, times: int = 3) -> float:
    """The least processor time that a step takes over a text."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        step(text)
        best = min(best, time.process_time() - begun)
        if best > 2:
            break
    return best


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--size", type=int, default=16_384, help="characters of the shorter text")
    size = parser.parse_args().size
    worst, slow = 0.0, []
    for name, step in STEPS.items():
        step(shaped("a ", 100))
        for unit in UNITS:
            short, long = (seconds(step, shaped(unit, n)) for n in (size, 2 * size))
            factor = long / short if long > SLACK else 0.0
            worst = max(worst, factor)
            if factor > MOST:
                slow.append(f"{name}, {unit!r}: {short:.3f} s, twice as long {long:.3f} s")
    print(f"{len(UNITS)} shapes, {len(STEPS)} steps, {size:,} and {2 * size:,} characters")
    print(f"twice the text took at most {worst:.2f} times as long; at most {MOST} is wanted")
    print("\n".join(slow))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
