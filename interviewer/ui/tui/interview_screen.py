"""The interview on the screen: shows what the candidate's port says, turns keys into replies."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.widget import MountError, Widget

from interviewer.core.choices import Choice, Failure, KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.core.text import inert
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.tui.candidate import ScreenCandidate
from interviewer.ui.tui.follow_up_stream import FollowUpStream
from interviewer.ui.tui.interview_actions import InterviewActions, Mode
from interviewer.ui.tui.interview_keys import (
    ADD,
    CANCEL,
    CHOICES,
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
from interviewer.ui.tui.interview_time import InterviewTime
from interviewer.ui.tui.keys import HELP, PALETTE, KeyHint, bindings
from interviewer.ui.tui.on_demand import prediction
from interviewer.ui.tui.reaching import Reaching
from interviewer.ui.tui.shown_verdict import ShownVerdict
from interviewer.ui.tui.skip_guard import SkipGuard
from interviewer.ui.tui.turns import (
    asked_turn,
    instead_turn,
    note_turn,
    topic_rule,
    unsent_turn,
)
from interviewer.ui.tui.waiting import Waiting

if TYPE_CHECKING:
    from interviewer.core.protocol import Ask, Predict, Review, Step
    from interviewer.ui.tui.conversation import TurnWidget

PAINTS = 5
"""After this many refreshes a thing has been shown, even where the screen has no room for it."""

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

    def __init__(self, interview: Interview | PendingInterview) -> None:
        super().__init__(interview)
        self.there = asyncio.Event()
        """Set once the interview is there, or will never be."""
        if self._coming is None:
            self.there.set()
        self._candidate = ScreenCandidate(self)
        self._mode: Mode = "starting"
        self._skipping = False
        """Whether the next key, if it is that of skipping again, drops what is typed."""
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
        self._stream = FollowUpStream(self, self._show_coming)
        self._time = InterviewTime(self._elapsed)
        self._skip_guard = SkipGuard(self)
        self._asked: TurnWidget | None = None
        """Where the question stands in the conversation."""
        self._sent = ""
        """The answer that is being read: it can be taken back."""
        self._taken_back = ""
        self._returning = False
        """The question that waits next is the one that was paused or answered too early."""

    def on_mount(self) -> None:
        self._find_widgets()
        self._verdict = ShownVerdict(self._pane, self._conversation)
        self._wait = Waiting(self, self._status_lines, self._elapsed)
        self._greet()
        self.set_interval(1, self._tick)
        # Not called yet: a signal may come first, and what is never awaited complains.
        self.run_worker(self._conduct, exit_on_error=True)  # type: ignore[arg-type]

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
        except MountError:
            if self.is_attached:
                raise
            # The program is ending and the screen is gone; everything said is in the journal.
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
        self._stream.stop()
        if step.sheet.number != self._number:
            self._new_question(step)
        if step is self._first:
            said: Widget = self._conversation.newest or self._status_lines
        elif returning and step.repeats(before):
            self._conversation.take_back()
            said = self._status_lines
        elif step.repeats(before):
            said = self._conversation.settle(instead_turn(step.instead))
        else:
            why = self.interview.session.plan.why if self.interview is not None else None
            said = self._conversation.settle(asked_turn(step, why=why))
        if step is not self._first:
            self._composer.next_question()  # at the first, "press Enter once more" is still true
        if not step.repeats(before):
            self._time.answer.restart()
        self._time.answer.run()
        self._restore()
        self._ask(step)
        await self._painted(said)
        if self._asked is None:
            self._asked = self._conversation.newest
            if step is not self._first:
                self._skip_guard.new_question()
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
        self._number = step.sheet.number
        self._time.next_question()
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
        self._stream.stop()
        self._number = step.sheet.number
        self._pane.show(inert(f"question {self._number}"), prediction(self._number))
        self._enter("predict", (RATE, NO_RATING, HELP, LEAVE, PALETTE))
        self._composer.recorded()
        await self._painted(self._pane)

    async def show_review(self, step: "Review") -> None:
        assert self.interview is not None  # noqa: S101 - it is under way
        self._number = step.sheet.number
        self._stream.stop()
        self._verdict.show(self._number, self.interview.question(self._number))
        self._enter("review", self._verdict.keys)
        self._composer.recorded()
        await self._painted(self._pane)

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
        if self._stream.add(more):
            self._sent = ""
            self._wait.begin(inert("asking a follow-up"))

    def _show_coming(self, words: str) -> None:
        if self._step is not None:
            self._conversation.write(asked_turn(self._step, f"{words} \u2026"))

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
