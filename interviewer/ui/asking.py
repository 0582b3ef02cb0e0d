"""How line mode begins: in the same words whether the interview is there or still coming."""

import textwrap
from typing import TYPE_CHECKING

from interviewer.core.text import Inert, counted, inert, one_line
from interviewer.ui.slash_commands import NAMED

if TYPE_CHECKING:
    from interviewer.core.protocol import Ask


def greeting(title: str, questions: int, examiner: str) -> Inert:
    """What is about to happen, and how to answer."""
    return inert(
        f"{one_line(title)}: {counted(questions, 'question')}. Graded by: {one_line(examiner)}.\n"
        f"An empty line ends an answer. Or answer with {NAMED}."
    )


def question(number: int, total: int, about: tuple[str, str], text: str, why: str = "") -> Inert:
    """A question as it is asked. `about` is its topic and difficulty; `why` it is asked today."""
    topic, difficulty = about
    heading = f"Question {number} of {total} ({one_line(topic)}, {difficulty})"
    return asked(f"{heading}\n{one_line(why)}" if why else heading, text)


def asked(heading: str, text: str) -> Inert:
    return inert(f"\n{heading}\n{text}\n")


def ask_lines(step: "Ask", why: str = "", *, before: "Ask | None" = None) -> Inert:
    """What a step asks, and what was said since: a hint, the reply to a question back.

    `why` it is asked today; may be empty. After `before`, which asked the same, the question itself
    is not printed again.
    """
    since = f"\n{step.instead}\n" if step.instead else ""
    if since and step.repeats(before):
        return inert(since)
    return inert(f"{_question_lines(step, why)}{since}")


def _question_lines(step: "Ask", why: str) -> Inert:
    number, of = step.sheet.number, step.sheet.question
    if step.beyond:
        return asked(f"Question {number} of {step.total}, beyond it, not graded", step.text)
    if step.follow_up:
        which = f"follow-up {step.follow_up} of {step.follow_ups}"
        return asked(f"Question {number} of {step.total}, {which}", step.text)
    said = f"{step.lead}\n\n{step.text}" if step.lead else step.text
    return question(number, step.total, (of.topic, of.difficulty), said, why)


def wrapped(text: Inert, width: int) -> Inert:
    """Break lines at `width` cells, further lines under the first; 0 changes nothing."""
    if not width or all(len(line) <= width for line in text.split("\n")):
        return text
    lines = []
    for line in text.split("\n"):
        under = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(
            line, width, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return Inert("\n".join(lines))
