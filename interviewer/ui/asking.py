"""How line mode begins: in the same words whether the interview is there or still coming."""

import textwrap

from interviewer.core.text import Inert, inert, one_line


def greeting(title: str, questions: int, examiner: str) -> Inert:
    """What is about to happen, and how to answer."""
    count = f"{questions} question" + ("" if questions == 1 else "s")
    return inert(
        f"{one_line(title)}: {count}. Graded by: {one_line(examiner)}.\n"
        "An empty line ends an answer. /skip, /repeat, /quit and /help start one."
    )


def question(number: int, total: int, about: tuple[str, str], text: str, why: str = "") -> Inert:
    """A question as it is asked. `about` is its topic and difficulty; `why` it is asked today."""
    topic, difficulty = about
    heading = f"Question {number} of {total} ({one_line(topic)}, {difficulty})"
    return asked(f"{heading}\n{one_line(why)}" if why else heading, text)


def asked(heading: str, text: str) -> Inert:
    return inert(f"\n{heading}\n{text}\n")


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
