"""Reading takes time that grows with the length of a text and no faster.

Counted in lines that are run, not in seconds; patterns, whose work no counter sees, by the processor's
clock on hostile text, which noise does not touch: a pattern that backtracks takes ten times as long and more.
"""

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import interviewer.examiners
from benchmarks.growth import STEPS, UNITS, shaped
from interviewer.core.questions import Question
from interviewer.examiners.reading.named_rules import NamedRule

SIZE = 600
MOST = 2.2


def lines(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("unit", UNITS[::8])
def test_twice_the_text_runs_at_most_so_many_times_the_lines(step: str, unit: str) -> None:
    texts = [shaped(unit, size) for size in (SIZE, 2 * SIZE)]
    STEPS[step](shaped(unit, 50))  # whatever is prepared once a question, and once a word
    short, long = (lines(lambda text=text: STEPS[step](text)) for text in texts)  # type: ignore[misc]
    assert long <= MOST * short + 200


def _bank(points: int, signs: int, sentences: int) -> Question:
    def said(n: int) -> str:
        return f"Fold{n} keeps share{n % 7} of class{n % 11} in part{n}"

    return Question.model_validate(
        {
            "id": "q",
            "prompt": "What is it?",
            "reference_answer": ". ".join(said(n) for n in range(sentences)) + ".",
            "rubric": [
                {
                    "id": f"p{n}",
                    "description": said(n),
                    "signs": [said(n * 31 + k) for k in range(signs)],
                }
                for n in range(points)
            ],
        }
    )


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the examiners, and of every named rule."""
    for info in pkgutil.walk_packages(interviewer.examiners.__path__, "interviewer.examiners."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for at, one in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(one, NamedRule):
                    yield f"{info.name}.{name}.{at}", one.compiled
                elif isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield f"{info.name}.{name}.{at}", one


PATTERNS = dict(_patterns())
CUT = frozenset(
    {"_BEFORE", "_CLAIM", "_IS_WRONG", "_REJECTED", "_DOUBTED", "_BEHIND", "_AFTERWARDS"}
)
"""Looked for in the first or last characters of a sentence alone."""
HOSTILE = (
    *UNITS,
    "asdf",
    "a b ",
    "x-",
    "i'm ",
    "so ",
    "of of ",
    "wrong ",
    "it's ",
    "the candidate ",
)


def test_there_are_patterns_to_feed() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_backtracks_over_hostile_text(name: str) -> None:
    size = 160 if name.split(".")[-2] in CUT else 3_000
    pattern = PATTERNS[name]
    for unit in HOSTILE:
        text = unit * (size // len(unit))
        begun = time.process_time()
        for tried in (text, text + "?!", "x" + text + " what"):
            pattern.search(tried)
            pattern.fullmatch(tried)
        took = time.process_time() - begun
        assert took < 0.1, f"{unit!r} again and again took {took:.1f} s"
