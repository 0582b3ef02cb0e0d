"""What an interview shows first, and things said as turns on the screen.

Nothing here needs more than what is loaded for the first paint.
"""

from typing import TYPE_CHECKING, NamedTuple

from interviewer.ui.ports import PendingInterview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.formatting import words

if TYPE_CHECKING:
    from interviewer.core.interview import Ask


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


def asked_turn(step: "Ask", coming: str | None = None, *, again: bool = False) -> TurnView:
    """What the interviewer says. `coming` is a follow-up to this step that is being written."""
    number = step.follow_up + (coming is not None)
    if number:
        label = f"Interviewer, follow-up {number} of {step.follow_ups}"
    else:
        label = _question(step.sheet.number)
    if again:
        label += ", again"
        if step.follow_up:
            return TurnView("interviewer", label, f"{step.sheet.question.prompt}\n\n{step.text}")
    return TurnView("interviewer", label, step.text if coming is None else coming)


def instead_turn(text: str) -> TurnView:
    """A hint, or what is said to a question back: the question still stands."""
    return TurnView("interviewer", "Interviewer", text)


def _question(number: int) -> str:
    return f"Interviewer, question {number}"


def answer_turn(text: str) -> TurnView:
    return TurnView("candidate", f"You, {words(text)}", text)
