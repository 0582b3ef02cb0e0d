"""The verdict on the question that was just discussed: in the pane, and as a turn of the conversation."""

from typing import TYPE_CHECKING

from interviewer.core.text import inert
from interviewer.ui.tui.conversation import Conversation, TurnWidget
from interviewer.ui.tui.interview_keys import CONTINUE, DISPUTE, DOWN, FOLD, LEAVE, UP
from interviewer.ui.tui.keys import HELP, PALETTE, KeyHint
from interviewer.ui.tui.on_demand import verdict, verdict_turn
from interviewer.ui.tui.panes import Pane

if TYPE_CHECKING:
    from interviewer.core.report import QuestionReport


class ShownVerdict:
    """Short at first; folded out, it shows the rubric's sentences and the reference answer too."""

    def __init__(self, pane: Pane, conversation: Conversation) -> None:
        self._pane = pane
        self._conversation = conversation
        self._number = 0
        self._full = False
        self._turn: TurnWidget | None = None
        self.question: QuestionReport | None = None
        """What it is about; None before the first."""

    @property
    def keys(self) -> tuple[KeyHint, ...]:
        """Those that work now."""
        dispute = (DISPUTE,) if self.question is not None and self.question.disputable else ()
        fold = FOLD._replace(label="in short") if self._full else FOLD
        return (CONTINUE, fold, *dispute, UP, DOWN, HELP, LEAVE, PALETTE)

    def show(self, number: int, question: "QuestionReport") -> None:
        """Show the verdict on another question."""
        self._number, self.question, self._full = number, question, False
        self._turn = self._conversation.settle(verdict_turn(number, question))
        self._paint()

    def fold(self) -> None:
        """Fold it out, or in."""
        self._full = not self._full
        self._paint()

    def renew(self, question: "QuestionReport") -> None:
        """Show what became of it after a dispute."""
        self.question = question
        if self._turn is not None:
            self._turn.say(verdict_turn(self._number, question))
        self._paint()

    def _paint(self) -> None:
        if self.question is not None:
            rows = verdict(self.question, full=self._full, first=True)
            self._pane.show(inert(f"verdict on question {self._number}"), rows)
