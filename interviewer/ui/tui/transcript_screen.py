"""The transcript on the screen: the conversation again, with the words that earned credit marked."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from interviewer.core.report import QuestionReport, Report, SaidReport
from interviewer.core.text import inert, one_line
from interviewer.reports.facts import examiner_name, speaker
from interviewer.ui.tui.conversation import Conversation, Speaker, TurnView
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.verdict_view import answer, verdict

BACK = KeyHint("escape", "Esc", "back", "Back to the report.", "dismiss", stays=True)
UP = KeyHint("pageup", "PgUp", "up", "Scroll up.", "scroll(-1)")
DOWN = KeyHint("pagedown", "PgDn", "down", "Scroll down.", "scroll(1)")


class TranscriptScreen(Screen[None]):
    """All that was asked and said."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (UP, DOWN, BACK, *EVERYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((UP, DOWN, BACK)),
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("t,q,ctrl+q,ctrl+c", "dismiss", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        yield TopLine(
            inert(f"Transcript: {one_line(self._report.bank)}"),
            examiner_name(self._report.examiner),
        )
        turns = [
            turn
            for number, question in enumerate(self._report.questions, 1)
            if question.status != "unasked"
            for turn in _turns(number, question)
        ]
        yield Conversation(turns, from_top=True)
        yield KeyBar((DOWN, UP, HELP, BACK, PALETTE))

    def action_scroll(self, by: int) -> None:
        self.query_one(Conversation).page(by)

    def action_line(self, by: int) -> None:
        self.query_one(Conversation).scroll_relative(y=by, animate=False)


def _turns(number: int, question: QuestionReport) -> list[TurnView]:
    turns = [_turn(number, question, said) for said in question.said]
    about = inert(f"Verdict on question {number}")
    turns.append(TurnView("verdict", about, tuple(verdict(question))))
    return turns


def _turn(number: int, question: QuestionReport, said: SaidReport) -> TurnView:
    if said.kind == "answer":
        label = inert(f"{speaker(said)}, {words(said.text)}")
        text = said.text if said.turn is None else answer(question, said.turn)
        return TurnView("candidate", label, text)
    if said.kind == "question":
        return TurnView("interviewer", inert(f"Interviewer, question {number}"), said.text)
    who: Speaker = "candidate" if said.kind == "question back" else "interviewer"
    return TurnView(who, speaker(said), said.text)
