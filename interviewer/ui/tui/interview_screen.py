"""The interview on the screen: shows what the candidate's port says, turns keys into replies."""

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from interviewer.core.choices import Choice, Failure, KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.tui.candidate import ScreenCandidate
from interviewer.ui.tui.composer import Composer
from interviewer.ui.tui.conversation import Conversation, TurnView
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.headline import Headline, Standing
from interviewer.ui.tui.interview_keys import (
    BACK,
    CANCEL,
    CHOICES,
    DOWN,
    FINISH,
    GO_ON,
    HINT,
    KEEP,
    LEAVE,
    NEW_LINE,
    REPEAT,
    SEND,
    SKIP,
    STOP,
    UP,
)  # fmt: skip
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.turns import FirstScreen, answer_turn, asked_turn, instead_turn, sight_of

if TYPE_CHECKING:
    from textual.timer import Timer

    from interviewer.core.interview import Ask, Review, Step

SHORT = 18
"""Below so many lines the question comes first."""
OFFLINE_BADGE = "offline estimate"
"""Who grades once the person chose to go on offline."""
PAINTS = 5
"""After so many refreshes a thing has been shown, even where the screen has no room for it."""
REFRESH_EVERY = 0.05
"""Seconds between two refreshes of a follow-up that is being written."""

Mode = Literal["starting", "asking", "reading", "review", "failure", "over"]


_CHOSEN = tuple(key for choice, key in CHOICES.items() if choice is not Choice.RETRY)
"""Their keys; that of trying again is the one of the hint."""


class InterviewScreen(Screen[None]):
    """One interview. It is the View of its candidate; the rules of the interview are elsewhere.

    One that is still coming is made once its first question is painted. Until then its keys do
    what they do before a question waits: what is typed stays in the box, and nothing is answered.
    """

    KEYS: ClassVar[tuple[KeyHint, ...]] = (
        SEND, NEW_LINE, HINT, SKIP, REPEAT, LEAVE, CANCEL, UP, DOWN, STOP, *EVERYWHERE,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((HINT, SKIP, REPEAT, LEAVE, UP, DOWN, STOP, *_CHOSEN), priority=True),
        *bindings((FINISH, KEEP), priority=True),  # letters, while the menu is there
        *bindings((CANCEL,)),
    ]
    AUTO_FOCUS = "AnswerBox"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    InterviewScreen {
        #column { align: center top; }
        Conversation, KeyBar, Composer { max-width: 104; }
        &.-short {
            AnswerBox { max-height: 5; }
            Conversation { padding: 0 2; min-height: 1; }
            StatusLines { padding: 0 2; max-height: 6; }
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
        self._sight = _first_sight(interview)
        self._candidate = ScreenCandidate(self)
        self._mode: Mode = "starting"
        self._leaving = False
        self._skipping = False
        """Whether the next key, if it is that of skipping again, drops what is typed."""
        self._greeting = self._sight.greeting
        """What there is to say at the start; empty once a key was pressed."""
        self._number = self._sight.number
        """The question that is being discussed."""
        self._step: Ask | None = None
        """What was asked last."""
        self._first: Step | None = None
        """The step that waited at the start: a question is shown before it is asked."""
        self._badge = self._sight.badge
        self._told: ReportedError | None = None
        """What the interview failed with."""
        self._words: list[str] = []
        self._written = 0
        """So many characters of the words are on the screen."""
        self._words_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Headline(self._standing)
        with Vertical(id="column"):
            yield Conversation(self._sight.turns)
            yield Composer(self.interview, self._sight.draft, self.action_send)
            yield KeyBar((SEND, NEW_LINE, HINT, SKIP, REPEAT, HELP, LEAVE, PALETTE))

    def on_mount(self) -> None:
        self._conversation = self.query_one(Conversation)
        self._desk = self.query_one(Composer)
        self._tray, self._box = self._desk.tray, self._desk.box
        self._keys = self.query_one(KeyBar)
        self._headline = self.query_one(Headline)
        self._greet()
        self.set_interval(1, self._headline.refresh)
        # Not called yet: a signal may come first, and what is never awaited complains.
        self.run_worker(self._conduct, exit_on_error=True)  # type: ignore[arg-type]

    def on_resize(self) -> None:
        if self._greeting:
            self._greet()

    def _greet(self) -> None:
        self._tray.greet(self._greeting, short=self.app.size.height < SHORT)

    async def _conduct(self) -> None:
        app: Any = self.app
        try:
            interview = await self._arrival()
        except ReportedError as told:
            app.call_later(app.interview_refused, told)
            return
        self._first = interview.session.step
        try:
            report = await interview.conduct(self._candidate)
        except KeptForLater as kept:
            app.call_later(app.interview_kept, interview, str(kept))
        except ReportedError as told:
            self._told = told
            self._enter("over", (CANCEL,))
            self._tray.state(str(told), (KeyHint("escape", "Esc", "leave", "", "escape"),))
        else:
            self._mode = "over"
            self._desk.keep_draft()
            app.call_later(app.interview_finished, report)

    async def _arrival(self) -> Interview:
        """The interview: where it is still coming, made beside a screen that can be read."""
        try:
            if self.interview is None:
                assert self._coming is not None  # noqa: S101 - either is given
                await self._painted(self._conversation)
                self.interview = await asyncio.to_thread(self._coming.make)
                self._desk.belongs_to(self.interview)
            return self.interview
        finally:
            self.there.set()

    # -- what the candidate's port shows ------------------------------------------------------------

    async def show_question(self, step: "Ask") -> None:
        self._step, self._number = step, step.sheet.number
        self._stop_streaming()
        if step is self._first:
            said: Widget = self._conversation.newest or self._tray
        else:
            turn = instead_turn(step.instead) if step.instead else asked_turn(step)
            said = self._conversation.settle(turn)
            self._desk.next_question()  # at the first, "press Enter once more" is still true
        hint = (HINT,) if step.hints_left else ()
        self._enter("asking", (SEND, NEW_LINE, *hint, SKIP, REPEAT, HELP, LEAVE, PALETTE))
        await self._painted(said)
        if step is self._first and self.interview is not None:
            self.interview.shown()

    async def show_review(self, step: "Review") -> None:
        from interviewer.ui.tui.replayed import verdict_turn  # noqa: PLC0415 - see _first_sight

        self._number = step.sheet.number
        self._stop_streaming()
        said = self._conversation.add(verdict_turn(step.sheet))
        self._enter("review", (GO_ON, UP, DOWN, HELP, LEAVE, PALETTE))
        self._desk.recorded()
        self._tray.state("Enter goes on.")
        await self._painted(said)
        self._conversation.show_top_of(said)

    async def show_failure(self, failure: Failure) -> None:
        self._conversation.take_back()
        self._enter("failure", (NEW_LINE, HELP, LEAVE, PALETTE))
        self._tray.state(failure.sentence, [CHOICES[choice] for choice in failure.choices])
        await self._painted(self._tray)

    def show_work(self, doing: str) -> None:
        self._desk.recorded()  # the loop records before it works
        self._enter("reading", (CANCEL, NEW_LINE, HELP, LEAVE, PALETTE))
        self._tray.state(f"{doing or 'reading your answer'}, Esc cancels")

    def show_words(self, more: str) -> None:
        self._words.append(more)
        if len(self._words) == 1:
            self._tray.state("asking a follow-up, Esc cancels")
        if self._words_timer is None:  # the first words at once, the others together
            self._write()

    def _write(self) -> None:
        self._words_timer = None
        coming = "".join(self._words)
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
        self._keys.show(keys)
        self._headline.refresh()

    def _standing(self) -> Standing:
        sight, there = self._sight, self.interview
        done = self._number if self._mode in ("review", "over") else self._number - 1
        return Standing(
            sight.bank, self._number, done, sight.questions,
            there.elapsed() if there else 0.0, self._badge, there.usage() if there else "",
        )  # fmt: skip

    # -- keys ---------------------------------------------------------------------------------------

    def action_send(self) -> None:
        text = self._box.answer
        if self._mode == "review":
            self._candidate.go_on()
        elif not text.strip():
            self._desk.remark("There is nothing to send yet. ^K skips the question.")
        elif self._candidate.answer(text):
            self._desk.hand_in(text)
            self._conversation.add(answer_turn(text))
            if self._step is not None and self._step.follow_up < self._step.follow_ups:
                # Its place is laid out by the time that its first words come.
                self._conversation.write(TurnView("interviewer", "Interviewer", "\u2026"))
        elif self._mode == "failure":
            self._desk.remark("Not sent yet: choose first how to go on.")
        elif self._mode == "reading":
            self._desk.remark("Not sent yet: your last answer is still being read.")
        else:
            self._desk.remark("Not sent yet: press Enter once more.")

    def action_new_line(self) -> None:
        self._box.action_new_line()

    def pressed(self, key: str) -> None:
        """Any key, before it acts; empty for a paste."""
        if self._greeting:
            self._greeting = ""
            self._tray.remark("")
        if self._skipping and key != SKIP.key:
            self._skipping = False
            self._tray.remark("")

    def action_skip(self) -> None:
        typed = self._box.answer if self._candidate.asked else ""
        if typed.strip() and not self._skipping:
            self._skipping = True
            self._desk.remark(
                f"You have typed {words(typed)}. Ctrl+K again skips the question and drops them."
            )
            return
        self._skipping = False
        if self._candidate.skip():
            self._desk.drop()
            self._conversation.add(TurnView("note", "", "(skipped)"))
        else:
            self._desk.remark("There is no question to skip just now.")

    def action_hint(self) -> None:
        """The next hint; where something failed, the same key tries again."""
        if self._candidate.deciding:
            self.action_choose(Choice.RETRY.name)
        elif not self._candidate.hint():
            self._desk.remark("There is no question to hint at just now.")

    def action_repeat(self) -> None:
        if self._mode == "asking" and self._step is not None:
            again = asked_turn(self._step, again=True)
            if self._conversation.last != again:
                self._conversation.add(again)
            self._conversation.anchor()

    def action_scroll(self, direction: int) -> None:
        self._conversation.page(direction)

    def action_choose(self, name: str) -> None:
        choice = Choice[name]
        if self._candidate.choose(choice) and choice is Choice.OFFLINE:
            self._badge = OFFLINE_BADGE
            self._headline.refresh()

    def keep_draft(self) -> None:
        """Keep what is typed and not recorded: the terminal goes away."""
        self._desk.keep_draft()

    def cancel(self) -> bool:
        """Stop what the examiner is doing; False where it does nothing."""
        return self._candidate.cancel()

    def action_escape(self) -> None:
        if self._leaving:
            self._close_menu()
        elif self._mode == "over":
            if self._told is not None:  # else the report is on its way
                app: Any = self.app
                app.interview_failed(self.interview, self._told)
        elif not self.cancel():
            self.action_leave()

    def action_stop(self) -> None:
        if self._leaving:
            self.action_keep()
        elif self._box.selected_text:
            self._box.action_copy()
        else:
            self.action_escape()

    def action_leave(self) -> None:
        if self._mode == "over":
            self.action_escape()
            return
        self._leaving = True
        unsent = " What stands in the box is not sent." if self._box.answer.strip() else ""
        self._tray.menu(f"Leave the interview?{unsent}", (FINISH, KEEP, BACK))
        self.set_focus(None)

    def _close_menu(self) -> None:
        self._leaving = False
        self._tray.menu("", ())
        self.set_focus(self._box)  # at once: later, it could be the menu's turn again

    def action_finish(self) -> None:
        self._close_menu()
        if self._candidate.working:
            self._tray.remark("Finishing as soon as your answer has been read.")
        self._candidate.finish()

    def action_keep(self) -> None:
        self._close_menu()
        self.keep_draft()
        self._candidate.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("finish", "keep"):
            return self._leaving
        if action == "choose":
            return self._candidate.deciding
        if self._leaving and action in ("skip", "repeat", "leave"):
            return False
        return super().check_action(action, parameters)


def _first_sight(interview: Interview | PendingInterview) -> FirstScreen:
    """What is painted first: of an interview that is coming, nothing else has to be loaded."""
    if isinstance(interview, PendingInterview):
        return sight_of(interview)
    from interviewer.ui.tui.replayed import first_sight  # noqa: PLC0415 - it needs the whole core

    return first_sight(interview)
