"""What an interview shows first, and things said as turns on the screen.

Nothing here needs more than what is loaded for the first paint.
"""

from typing import TYPE_CHECKING, NamedTuple

from interviewer.core.text import Inert, inert, one_line
from interviewer.ui.ports import PendingInterview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.layout import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewer.core.protocol import Ask


class FirstScreen(NamedTuple):
    """What the first paint of an interview shows."""

    bank: str
    questions: int
    """How many are asked."""
    number: int
    """That of the question that waits, from 1."""
    badge: str
    greeting: str
    turns: tuple[TurnView, ...]
    """All that was said, the question that waits included."""
    draft: str = ""
    """What the answer box begins with."""


def sight_of(coming: PendingInterview) -> FirstScreen:
    """The first sight of an interview that is not there yet."""
    asked = TurnView("interviewer", _question(1), coming.prompt)
    return FirstScreen(coming.bank, coming.questions, 1, coming.badge, coming.greeting, (asked,))


def asked_turn(
    step: "Ask",
    coming: str | None = None,
    *,
    again: bool = False,
    why: "Mapping[str, str] | None" = None,
) -> TurnView:
    """What the interviewer says. `coming` is a follow-up to this step that is being written; `why`
    says, by a question's id, why it is asked today.
    """
    number = step.follow_up + (coming is not None)
    if step.beyond:
        label = "Interviewer, beyond the question, not graded"
    elif number:
        label = f"Interviewer, follow-up {number} of {step.follow_ups}"
    else:
        label = _question(step.sheet.number)
    if again:
        label += ", again"
        if step.follow_up or step.beyond:
            both = f"{step.sheet.question.prompt}\n\n{step.text}"
            return TurnView("interviewer", inert(label), both)
    said = step.text if coming is None else coming
    if step.lead and coming is None and not again:
        said = f"{step.lead}\n\n{said}"
    reason = (why or {}).get(step.sheet.question.id, "")
    if reason and not number and not step.beyond:
        said = f"{reason}\n\n{said}"
    return TurnView("interviewer", inert(label), said)


def instead_turn(said: str) -> TurnView:
    """A hint, or what is said to a question back: the question still stands."""
    return TurnView("interviewer", inert("Interviewer"), said)


def topic_rule(topic: str) -> TurnView:
    """A thin line between two questions, with the topic of the next."""
    line = "\u2500" * 6
    return TurnView("rule", NOTHING, f"{line} {one_line(topic, 40)} {line}")


def note_turn(said: str) -> TurnView:
    return TurnView("note", NOTHING, said)


def unsent_turn(number: int, said: str) -> TurnView:
    """What was typed to a question and not sent: it goes to no other question."""
    return note_turn(f"(typed to question {number} and not sent)\n{said}")


def _question(number: int) -> Inert:
    return inert(f"Interviewer, question {number}")


def added_turn(said: str) -> TurnView:
    """Words that were added to the answer before."""
    return TurnView("candidate", inert(f"You added, {words(said)}"), said)


def answer_turn(said: str) -> TurnView:
    return TurnView("candidate", inert(f"You, {words(said)}"), said)
