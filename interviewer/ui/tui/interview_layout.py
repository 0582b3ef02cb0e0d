"""The widgets of the interview's screen: where each stands, and what gives way where there is little room."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from interviewer.core.text import inert
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.tui.composer import Composer
from interviewer.ui.tui.conversation import Conversation
from interviewer.ui.tui.headline import Headline, Standing
from interviewer.ui.tui.interview_keys import HINT, LEAVE, NEW_LINE, PAUSE, REPEAT, SEND, SKIP
from interviewer.ui.tui.keys import HELP, PALETTE, KeyBar
from interviewer.ui.tui.on_demand import first_sight
from interviewer.ui.tui.panes import Pane, QuestionPanel

SHORT = 18
"""Below this many lines the question comes first."""
TINY = 9
"""Below this many lines nothing has a border: there is room for the question and the answer alone."""


class InterviewLayout(Screen[None]):
    """Shows the first sight of an interview, which may still be coming."""

    AUTO_FOCUS = "AnswerBox"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    InterviewLayout {
        #column { align: center top; }
        Conversation, Composer, QuestionPanel, StatusLines { max-width: 104; }
        #stage { display: none; height: 1fr; max-width: 104; padding: 1 2 0 2; }
        &.-without-box {
            Conversation, AnswerBox, QuestionPanel { display: none; }
            #stage { display: block; }
        }
        &.-short, &.-tiny {
            AnswerBox { max-height: 5; }
            Conversation { padding: 0 2; min-height: 1; }
            QuestionPanel { display: none; }
            StatusLines { padding: 0 2; max-height: 6; }
            #stage { padding: 0; }
            Pane { padding: 0 1; }
        }
        &.-tiny {
            AnswerBox { border: none; min-height: 1; max-height: 2; padding: 0; margin: 0; }
            Conversation { padding: 0; }
            TurnWidget { margin: 0; padding: 0; }
            StatusLines { padding: 0; min-height: 0; max-height: 1; }
        }
    }
    """

    def __init__(self, interview: Interview | PendingInterview) -> None:
        super().__init__()
        self._coming = interview if isinstance(interview, PendingInterview) else None
        self.interview = None if isinstance(interview, PendingInterview) else interview
        """None while it is coming."""
        self._sight = first_sight(interview)
        self._greeting = inert(self._sight.greeting)
        """What there is to say at the start; empty once a key was pressed."""

    def compose(self) -> ComposeResult:
        yield Headline(self._standing)
        with Vertical(id="column"):
            yield QuestionPanel()
            yield Conversation(self._sight.turns)
            with Vertical(id="stage"):
                yield Pane(can_focus=True)
            yield Composer(self.interview, self._sight.draft, self.action_send, self._up)
        yield KeyBar((SEND, NEW_LINE, HINT, SKIP, PAUSE, REPEAT, HELP, LEAVE, PALETTE))

    def _find_widgets(self) -> None:
        """Once they are mounted."""
        self._conversation = self.query_one(Conversation)
        self._composer = self.query_one(Composer)
        self._status_lines, self._box = self._composer.status_lines, self._composer.box
        self._keys = self.query_one(KeyBar)
        self._headline = self.query_one(Headline)
        self._pane = self.query_one(Pane)
        self._panel = self.query_one(QuestionPanel)

    def on_resize(self) -> None:
        if self._greeting:
            self._greet()

    def _greet(self) -> None:
        self._status_lines.greet(self._greeting, short=self.app.size.height < SHORT)

    def _elapsed(self) -> float:
        return self.interview.elapsed() if self.interview is not None else 0.0

    def _standing(self) -> Standing:
        raise NotImplementedError

    def action_send(self) -> None:
        raise NotImplementedError

    def _up(self) -> bool:
        raise NotImplementedError
