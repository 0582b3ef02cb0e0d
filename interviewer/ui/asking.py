"""How line mode begins: in the same words whether the interview is there or still coming."""

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
