"""What the keys of the interview do. The screen that shows it: `interview_screen.py`."""

from typing import TYPE_CHECKING, Any, Literal

from interviewer.core.choices import Choice
from interviewer.core.text import MAX_ANSWER, Inert, inert
from interviewer.ui.ports import Appeal
from interviewer.ui.tui.candidate import ScreenCandidate
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.headline import Standing
from interviewer.ui.tui.interview_keys import PAUSED_KEYS, SKIP
from interviewer.ui.tui.interview_layout import InterviewLayout
from interviewer.ui.tui.interview_time import InterviewTime
from interviewer.ui.tui.on_demand import dispute_screen, leave_dialog
from interviewer.ui.tui.panes import pause
from interviewer.ui.tui.shown_verdict import ShownVerdict
from interviewer.ui.tui.skip_guard import GRACE, SkipGuard
from interviewer.ui.tui.turns import added_turn, answer_turn, asked_turn, note_turn

if TYPE_CHECKING:
    from interviewer.core.errors import ReportedError
    from interviewer.core.protocol import Ask
    from interviewer.core.report import QuestionReport
    from interviewer.core.run import Reach
    from interviewer.ui.tui.keys import KeyHint
    from interviewer.ui.tui.leave_dialog import Leaving
    from interviewer.ui.tui.reaching import Reaching

OFFLINE_BADGE = "offline estimate"
"""Who grades once the person chose to continue offline."""

Mode = Literal["starting", "asking", "paused", "reading", "predict", "review", "failure", "over"]


class InterviewActions(InterviewLayout):
    """The half of the interview's screen that acts. What it shows is set by the other half."""

    _candidate: ScreenCandidate
    _mode: Mode
    _step: "Ask | None"
    _failure: "ReportedError | None"
    _badge: str
    _skipping: bool
    _discarding: bool
    _sent: str
    _taken_back: str
    _returning: bool
    _number: int
    _reaching: "Reaching"
    _time: InterviewTime
    _verdict: ShownVerdict
    _skip_guard: SkipGuard

    def _enter(self, mode: Mode, keys: "tuple[KeyHint, ...]") -> None:
        raise NotImplementedError

    def _ask(self, step: "Ask") -> None:
        raise NotImplementedError

    def _keep_in_sight(self) -> None:
        raise NotImplementedError

    # -- answering ------------------------------------------------------------------------------------

    def action_send(self) -> None:
        if self._mode == "review":
            self._candidate.go_on()
        elif self._mode == "predict":
            self._candidate.rate(None)
        elif self._mode == "paused":
            self.action_pause()
        else:
            self._send(self._box.answer)

    def _send(self, text: str) -> None:
        if not text.strip():
            self._composer.remark(inert("There is nothing to send yet. ^K skips the question."))
        elif self._candidate.answer(text, self._time.answer.seconds or None):
            self._time.answer.rest()
            self._sent = text
            self._composer.hand_in(text)
            self._conversation.add(answer_turn(text))
            if self._step is not None and self._step.follow_up < self._step.follow_ups:
                # Its place is laid out by the time that its first words come.
                self._conversation.write(TurnView("interviewer", inert("Interviewer"), "\u2026"))
        elif self._mode == "failure":
            self._composer.remark(inert("Not sent yet: choose first how to continue."))
        elif self._mode == "reading":
            self._composer.remark(inert("Not sent yet: your last answer is still being read."))
        else:
            self._composer.remark(inert("Not sent yet: press Enter once more."))

    def action_add(self) -> None:
        """Add what is typed to the answer before: the one that is read, else the one that led to
        the follow-up that waits.
        """
        more, step = self._box.answer, self._step
        if not more.strip():
            self._composer.remark(inert("Type first what you want to add to your answer."))
        elif self._mode == "asking" and step is not None and step.follow_up:
            if self._candidate.answer(more, self._time.answer.seconds or None, adds=True):
                self._sent = more
                self._added(more, more)
        elif self._mode == "reading" and self._sent:
            whole = f"{self._sent}\n\n{more}"
            if len(whole.encode()) > MAX_ANSWER:
                self._composer.remark(inert("That would be longer than an answer can be."))
            elif self._candidate.answer_instead(whole, self._time.answer.seconds or None):
                self._sent = whole
                self._added(more, whole)
        else:
            self._composer.remark(inert("There is no answer to add to just now."))

    def _added(self, more: str, whole: str) -> None:
        self._time.answer.rest()
        self._composer.hand_in(whole)
        self._conversation.take_back()
        self._conversation.add(added_turn(more))

    def on_key(self, event: Any) -> None:
        """Keys of the panes, where there is no box to take them."""
        if self._mode == "predict" and event.key in ("0", "1", "2", "3"):
            self.action_rate(int(event.key))
        elif event.key == "enter" and self._mode in ("review", "predict", "paused"):
            self.action_send()
        else:
            return
        event.stop()

    def action_rate(self, rating: int) -> None:
        self._candidate.rate(rating)

    def action_fold(self) -> None:
        if self._mode == "review":
            self._verdict.fold()
            self._keys.show(self._verdict.keys)

    def action_dispute(self) -> None:
        """Dispute a missed point of the verdict that is shown."""
        question = self._verdict.question
        if self._mode != "review" or question is None or self.interview is None:
            return
        if not question.disputable:
            self._composer.remark(inert("There is no point left to dispute."))
            return
        interview, number = self.interview, self._number

        async def hear(appeal: Appeal) -> "tuple[str, QuestionReport]":
            heard = await interview.appeal(question.id, *appeal)
            return heard["reason"], interview.question(number)

        self.app.push_screen(dispute_screen(question, hear), self._disputed)

    def _disputed(self, renewed: "QuestionReport | None") -> None:
        if renewed is not None:
            self._verdict.renew(renewed)
            self._enter("review", self._verdict.keys)

    def action_new_line(self) -> None:
        self._box.action_new_line()

    def pressed(self, key: str) -> None:
        """Any key, before it acts; empty for a paste."""
        if self._greeting:
            self._greeting = inert("")
            self._status_lines.remark(inert(""))
        if key == SKIP.key:
            return
        if self._skip_guard.let_go():
            self._status_lines.remark(inert("Not skipped."))
        if self._skipping:
            self._skipping = False
            self._status_lines.remark(inert(""))

    def action_skip(self) -> None:
        typed = self._box.answer if self._candidate.asked else ""
        if self._mode == "paused":
            return
        if typed.strip() and not self._skipping:
            self._skipping = True
            self._composer.remark(
                inert(f"You have typed {words(typed)}. ^K again skips the question and drops them.")
            )
            return
        self._skipping = False
        if self._candidate.asked and self._skip_guard.hold(self._skip):
            said = f"This question is new. It is skipped in {GRACE:.0f} s; any other key keeps it."
            self._composer.remark(inert(said))
        else:
            self._skip()

    def _skip(self) -> None:
        self._skip_guard.let_go()
        if self._candidate.skip():
            self._time.answer.rest()
            self._composer.drop()
            self._conversation.add(note_turn("(skipped)"))
        else:
            self._composer.remark(inert("There is no question to skip just now."))

    def action_hint(self) -> None:
        """The next hint; where something failed, the same key tries again."""
        if self._candidate.deciding:
            self.action_choose(Choice.RETRY.name)
        elif self._step is not None and self._candidate.asked and not self._step.hints_left:
            self._composer.remark(inert("There are no more hints to this question."))
        elif self._mode == "paused" or not self._candidate.hint():
            self._composer.remark(inert("There is no question to hint at just now."))

    def action_repeat(self) -> None:
        if self._mode == "asking" and self._step is not None:
            again = asked_turn(self._step, again=True)
            if self._conversation.last != again:
                self._conversation.add(again)
            self._conversation.anchor()

    # -- pausing, taking back -------------------------------------------------------------------------

    def action_pause(self) -> None:
        if self._mode == "paused":
            self._returning = True
            self._candidate.paused(self._time.resume())
        elif self._candidate.asked:
            self._time.pause()
            self._pane.show(inert("paused"), pause())
            self._enter("paused", PAUSED_KEYS)
        else:
            self._composer.remark(inert("There is nothing to pause: no question waits."))

    def action_take_back(self) -> bool:
        """Take back the answer that is being read; False where none is."""
        if not self._sent or not self._candidate.take_back():
            return False
        self._taken_back, self._sent = self._sent, ""
        self._returning = True
        return True

    def _up(self) -> bool:
        """Up in an empty box."""
        return self.action_take_back()

    # -- who grades ------------------------------------------------------------------------------------

    def _reach(self) -> "Reach":
        if self._badge == OFFLINE_BADGE:
            return ""
        return self.interview.reach if self.interview is not None else "untried"

    def _reach_changed(self, note: Inert) -> None:
        if self._mode == "asking":
            self._status_lines.state(note)
        self._headline.refresh()

    # -- the time -------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._headline.refresh()
        self._keep_in_sight()
        if self._mode != "asking" or self.interview is None:
            return
        if self._time.nudge(self.interview.session.plan, self._step):
            self._composer.remark(
                inert("Time to come to an end: say what you have. Nothing is cut.")
            )

    def _left(self) -> tuple[Inert, str] | None:
        if self.interview is None:
            return None
        found = self._time.left(self.interview.session.plan, self._step)
        return found and (found.text, found.style)

    def _standing(self) -> Standing:
        sight, there = self._sight, self.interview
        done = self._number if self._mode in ("review", "over") else self._number - 1
        return Standing(
            sight.bank, self._number, done, sight.questions,
            self._time.spent, self._badge, there.usage() if there else "",
            self._reach(), self._left(),
        )  # fmt: skip

    # -- looking, choosing, leaving -------------------------------------------------------------------

    def action_scroll(self, direction: int) -> None:
        if self._mode == "review":
            self._pane.scroll_relative(
                y=direction * max(self._pane.size.height - 2, 1), animate=False
            )
        else:
            self._conversation.page(direction)

    def action_choose(self, name: str) -> None:
        choice = Choice[name]
        if self._candidate.choose(choice) and choice is Choice.OFFLINE:
            self._badge = OFFLINE_BADGE
            self._reaching.end()
            self._headline.refresh()

    def keep_draft(self) -> None:
        """Keep what is typed and not recorded: the terminal goes away."""
        self._composer.keep_draft()

    def cancel(self) -> bool:
        """Stop what the examiner is doing; False where it does nothing."""
        return self._candidate.cancel()

    def action_escape(self) -> None:
        """Close what is open: a pause, the examiner's work, an interview that failed. Else nothing."""
        if self._mode == "paused":
            self.action_pause()
        elif self._failure is not None:
            app: Any = self.app
            app.interview_failed(self.interview, self._failure)
        else:
            self.cancel()

    def action_stop(self) -> None:
        if self._box.selected_text:
            self._box.action_copy()
        elif self._failure is not None or not self.cancel():
            self.action_leave()

    def action_leave(self) -> None:
        if self._mode == "over":
            self.action_escape()
            return
        unsent = bool(self._box.answer.strip())
        self.app.push_screen(leave_dialog(unsent=unsent), self._left_by)

    def _left_by(self, leaving: "Leaving | None") -> None:
        if leaving is None:
            return
        if leaving.name == "FINISH":
            if self._candidate.working:
                self._status_lines.remark(inert("Finishing as soon as your answer has been read."))
            self._candidate.finish()
            return
        self._discarding = leaving.name == "DISCARD"
        if not self._discarding:
            self.keep_draft()
        self._candidate.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self._candidate.deciding
        if action in ("fold", "dispute"):
            return self._mode == "review"
        return super().check_action(action, parameters)
