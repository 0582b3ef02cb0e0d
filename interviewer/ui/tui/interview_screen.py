"""The interview on the screen: shows what the candidate's port says, turns keys into replies."""

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from interviewer.core.choices import Choice, Failure, KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.core.text import inert
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.tui.candidate import ScreenCandidate
from interviewer.ui.tui.composer import Composer
from interviewer.ui.tui.conversation import Conversation, TurnWidget
from interviewer.ui.tui.headline import Headline, Standing
from interviewer.ui.tui.interview_actions import InterviewActions, Mode
from interviewer.ui.tui.interview_keys import (
    ADD,
    CANCEL,
    CHOICES,
    CONTINUE,
    DISPUTE,
    DOWN,
    FOLD,
    HINT,
    LEAVE,
    NEW_LINE,
    NO_RATING,
    PAUSE,
    RATE,
    REPEAT,
    SEND,
    SKIP,
    STOP,
    SUSPEND,
    TAKE_BACK,
    UP,
)  # fmt: skip
from interviewer.ui.tui.keys import HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.on_demand import first_sight, prediction, verdict, verdict_turn
from interviewer.ui.tui.panes import Pane, QuestionPanel
from interviewer.ui.tui.reaching import Reaching
from interviewer.ui.tui.stopwatch import Stopwatch
from interviewer.ui.tui.turns import (
    asked_turn,
    instead_turn,
    note_turn,
    same_question,
    topic_rule,
    unsent_turn,
)
from interviewer.ui.tui.waiting import Waiting

if TYPE_CHECKING:
    from textual.timer import Timer

    from interviewer.core.protocol import Ask, Predict, Review, Step
    from interviewer.core.report import QuestionReport

SHORT = 18
"""Below this many lines the question comes first."""
TINY = 9
"""Below this many lines nothing has a border: there is room for the question and the answer alone."""
PAINTS = 5
"""After this many refreshes a thing has been shown, even where the screen has no room for it."""
REFRESH_EVERY = 0.05
"""Seconds between two refreshes of a follow-up that is being written."""
SENTENCE = re.compile(r"[.?!\u2026\u3002\uff1f](?:\s|[\"'\u201d)]|$)")
"""The end of one. A follow-up that may still be refused is not shown before its first."""

WITHOUT_BOX = ("paused", "predict", "review")
"""Nothing can be typed there: what stands in the box waits, out of sight, for its own question."""

_CHOSEN = tuple(key for choice, key in CHOICES.items() if choice is not Choice.RETRY)
"""Their keys; that of trying again is the one of the hint."""


class InterviewScreen(InterviewActions):
    """One interview. It is the View of its candidate; the rules of the interview are elsewhere.

    One that is still coming is made once its first question is painted. Until then its keys do
    what they do before a question waits: what is typed stays in the box, and nothing is answered.
    """

    KEYS: ClassVar[tuple[KeyHint, ...]] = (
        SEND, NEW_LINE, HINT, SKIP, ADD, PAUSE, REPEAT, TAKE_BACK, LEAVE, CANCEL, UP, DOWN, STOP,
        HELP, PALETTE, SUSPEND,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((HINT, ADD, SKIP, PAUSE, REPEAT, LEAVE, UP, DOWN, STOP, *_CHOSEN), priority=True),
        *bindings((CANCEL, FOLD, DISPUTE)),
    ]
    AUTO_FOCUS = "AnswerBox"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    InterviewScreen {
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
        self.there = asyncio.Event()
        """Set once the interview is there, or will never be."""
        if self._coming is None:
            self.there.set()
        self._sight = first_sight(interview)
        self._candidate = ScreenCandidate(self)
        self._mode: Mode = "starting"
        self._skipping = False
        """Whether the next key, if it is that of skipping again, drops what is typed."""
        self._greeting = inert(self._sight.greeting)
        """What there is to say at the start; empty once a key was pressed."""
        self._number = self._sight.number
        """The question that is being discussed."""
        self._step: Ask | None = None
        """What was asked last."""
        self._first: Step | None = None
        """The step that waited at the start: a question is shown before it is asked."""
        self._badge = self._sight.badge
        self._failure: ReportedError | None = None
        """What the interview failed with."""
        self._reaching = Reaching(self._reach_changed)
        self._discarding = False
        self._words: list[str] = []
        self._written = 0
        """This many characters of the words are on the screen."""
        self._words_timer: Timer | None = None
        self._watch = Stopwatch(self._elapsed)
        self._away = Stopwatch(self._elapsed)
        self._absent = 0.0
        """Seconds of pauses, since this screen was opened."""
        self._nudged = False
        self._asked: TurnWidget | None = None
        """Where the question stands in the conversation."""
        self._sent = ""
        """The answer that is being read: it can be taken back."""
        self._taken_back = ""
        self._returning = False
        """The question that waits next is the one that was paused or answered too early."""
        self._reviewed: QuestionReport | None = None
        self._full = False
        """Whether the verdict is folded out."""
        self._verdict_turn: TurnWidget | None = None
        """Where it stands in the conversation."""

    def compose(self) -> ComposeResult:
        yield Headline(self._standing)
        with Vertical(id="column"):
            yield QuestionPanel()
            yield Conversation(self._sight.turns)
            with Vertical(id="stage"):
                yield Pane(can_focus=True)
            yield Composer(self.interview, self._sight.draft, self.action_send, self._up)
        yield KeyBar((SEND, NEW_LINE, HINT, SKIP, PAUSE, REPEAT, HELP, LEAVE, PALETTE))

    def on_mount(self) -> None:
        self._conversation = self.query_one(Conversation)
        self._composer = self.query_one(Composer)
        self._status_lines, self._box = self._composer.status_lines, self._composer.box
        self._keys = self.query_one(KeyBar)
        self._headline = self.query_one(Headline)
        self._pane = self.query_one(Pane)
        self._panel = self.query_one(QuestionPanel)
        self._wait = Waiting(self, self._status_lines, self._elapsed)
        self._greet()
        self.set_interval(1, self._tick)
        # Not called yet: a signal may come first, and what is never awaited complains.
        self.run_worker(self._conduct, exit_on_error=True)  # type: ignore[arg-type]

    def on_resize(self) -> None:
        if self._greeting:
            self._greet()

    def _greet(self) -> None:
        self._status_lines.greet(self._greeting, short=self.app.size.height < SHORT)

    def _elapsed(self) -> float:
        return self.interview.elapsed() if self.interview is not None else 0.0

    async def _conduct(self) -> None:
        app: Any = self.app
        try:
            interview = await self._arrival()
        except ReportedError as reported:
            app.call_later(app.interview_refused, reported)
            return
        self._first = interview.session.step
        try:
            report = await interview.conduct(self._candidate)
        except KeptForLater as kept:
            leave = app.interview_discarded if self._discarding else app.interview_kept
            app.call_later(leave, interview, str(kept))
        except ReportedError as reported:
            self._failure = reported
            self._enter("over", (CANCEL,))
            self._status_lines.state(
                inert(str(reported)), (KeyHint("escape", "Esc", "leave", "", "escape"),)
            )
        else:
            self._mode = "over"
            self._wait.end()
            self._composer.keep_draft()
            app.call_later(app.interview_finished, report)

    async def _arrival(self) -> Interview:
        """The interview: where it is still coming, made beside a screen that can be read."""
        try:
            if self.interview is None:
                assert self._coming is not None  # noqa: S101 - either is given
                await self._painted(self._conversation)
                self.interview = await asyncio.to_thread(self._coming.make)
                self._composer.belongs_to(self.interview)
            return self.interview
        finally:
            self.there.set()

    # -- what the candidate's port shows ------------------------------------------------------------

    async def show_question(self, step: "Ask") -> None:
        before, self._step = self._step, step
        returning, self._returning = self._returning, False
        self._stop_streaming()
        if step.sheet.number != self._number:
            self._new_question(step)
        if step is self._first:
            said: Widget = self._conversation.newest or self._status_lines
        elif returning and same_question(step, before):
            self._conversation.take_back()
            said = self._status_lines
        elif same_question(step, before):
            said = self._conversation.settle(instead_turn(step.instead))
        else:
            why = self.interview.session.plan.why if self.interview is not None else None
            said = self._conversation.settle(asked_turn(step, why=why))
        if step is not self._first:
            self._composer.next_question()  # at the first, "press Enter once more" is still true
        if not same_question(step, before):
            self._watch.restart()
        self._watch.run()
        self._restore()
        self._ask(step)
        await self._painted(said)
        if self._asked is None:
            self._asked = self._conversation.newest
        self._keep_in_sight()
        if step is self._first and self.interview is not None:
            self.interview.shown()
            self.run_worker(partial(self._reaching.look, self.interview))  # type: ignore[arg-type]

    def _keep_in_sight(self) -> None:
        """Show the question above the conversation, once it has been scrolled out of that."""
        asked, view = self._asked, self._conversation
        out = asked is not None and (
            not asked.is_attached or asked.virtual_region.y < view.scroll_y
        )
        if out and self._mode == "asking":
            self._panel.add_class("-shown")

    def _ask(self, step: "Ask") -> None:
        hint = (HINT,) if step.hints_left else ()
        add = (ADD,) if step.follow_up else ()
        self._enter(
            "asking", (SEND, NEW_LINE, *hint, SKIP, *add, PAUSE, REPEAT, HELP, LEAVE, PALETTE)
        )
        self._sent = ""
        asked = step.sheet.question
        self._panel.show(step.sheet.number, asked.topic, asked.prompt)
        self._panel.set_class(step.beyond, "-shown")

    def _new_question(self, step: "Ask") -> None:
        """What was typed to the last question and not sent stays with it, in sight."""
        unsent = self._box.answer
        if unsent.strip():
            self._conversation.add(unsent_turn(self._number, unsent))
            self._box.empty()
        self._number, self._nudged = step.sheet.number, False
        self._asked = None
        self._conversation.add(topic_rule(step.sheet.question.topic))

    def _restore(self) -> None:
        """What was taken back stands in the box again, before what was typed since."""
        back, self._taken_back = self._taken_back, ""
        if back:
            typed = self._box.answer
            self._box.restore(f"{back}\n\n{typed}" if typed.strip() else back)
            self._conversation.add(note_turn("(taken back)"))

    async def show_prediction(self, step: "Predict") -> None:
        self._stop_streaming()
        self._number = step.sheet.number
        self._pane.show(inert(f"question {self._number}"), prediction(self._number))
        self._enter("predict", (RATE, NO_RATING, HELP, LEAVE, PALETTE))
        self._composer.recorded()
        await self._painted(self._pane)

    async def show_review(self, step: "Review") -> None:
        assert self.interview is not None  # noqa: S101 - it is under way
        self._number = step.sheet.number
        self._stop_streaming()
        self._reviewed, self._full = self.interview.question(self._number), False
        self._verdict_turn = self._conversation.settle(verdict_turn(self._number, self._reviewed))
        self._show_verdict()
        self._composer.recorded()
        await self._painted(self._pane)

    def _show_verdict(self) -> None:
        if self._reviewed is not None:
            rows = verdict(self._reviewed, full=self._full, first=True)
            self._pane.show(inert(f"verdict on question {self._number}"), rows)
            dispute = (DISPUTE,) if self._reviewed.disputable else ()
            self._enter("review", (CONTINUE, FOLD, *dispute, UP, DOWN, HELP, LEAVE, PALETTE))

    async def show_failure(self, failure: Failure) -> None:
        self._conversation.take_back()
        self._enter("failure", (NEW_LINE, HELP, LEAVE, PALETTE))
        self._status_lines.state(
            inert(failure.sentence), [CHOICES[choice] for choice in failure.choices]
        )
        await self._painted(self._status_lines)

    def show_work(self, doing: str, seconds: float | None = None) -> None:
        self._composer.recorded()  # the loop records before it works
        take_back = (TAKE_BACK, ADD) if self._candidate.reading else ()
        self._enter("reading", (CANCEL, *take_back, NEW_LINE, HELP, LEAVE, PALETTE))
        self._wait.begin(inert(doing), seconds)

    def show_words(self, more: str) -> None:
        self._words.append(more)
        if len(self._words) == 1:
            self._sent = ""
            self._wait.begin(inert("asking a follow-up"))
        if self._words_timer is None:  # the first sentence at once, the others together
            self._write()

    def _write(self) -> None:
        self._words_timer = None
        coming = "".join(self._words)
        if self._written == 0 and not SENTENCE.search(coming):
            return
        if self._step is not None and len(coming) > self._written:
            self._written = len(coming)
            self._conversation.write(asked_turn(self._step, f"{coming} \u2026"))
            self._words_timer = self.set_timer(REFRESH_EVERY, self._write)

    def _stop_streaming(self) -> None:
        self._words.clear()
        self._written = 0
        if self._words_timer is not None:
            self._words_timer.stop()
            self._words_timer = None

    async def _painted(self, shown: Widget) -> None:
        """Wait until the person can have seen it: only then does a key answer it."""
        for _ in range(PAINTS):
            seen = asyncio.Event()
            self.call_after_refresh(seen.set)
            await seen.wait()
            if shown.size.height:
                return

    def _enter(self, mode: Mode, keys: tuple[KeyHint, ...]) -> None:
        self._mode = mode
        if mode != "reading":
            self._wait.end()
            self._status_lines.state(self._reaching.note if mode == "asking" else inert(""))
        self.set_class(mode in WITHOUT_BOX, "-without-box")
        self.set_focus(self._pane if mode in WITHOUT_BOX else self._box)
        self._keys.show(keys)
        self._headline.refresh()

    def _standing(self) -> Standing:
        sight, there = self._sight, self.interview
        done = self._number if self._mode in ("review", "over") else self._number - 1
        return Standing(
            sight.bank, self._number, done, sight.questions,
            self._elapsed() - self._absent, self._badge, there.usage() if there else "",
            self._reach(), self._left(),
        )  # fmt: skip
