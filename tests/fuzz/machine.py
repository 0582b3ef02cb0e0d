"""The engine as a state machine: the real loop on the real storage, with a model of both beside it.

What must hold, whatever happens in whatever order:

- A reply that was acknowledged is on the disk, to the letter, and never changes.
- What is read from the disk is what is in memory: replies, the step that waits, the score.
- After a kill and a resume everything is as if neither had been; nothing is asked twice.
- What was typed at a question is there after any kill.
- A reply out of turn changes nothing.
- The score can be counted again from the journal alone.
- Another driver, given the same replies, ends with the same report.
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from interviewer.core.protocol import (
    REPLIES,
    Answered,
    Clarified,
    Concluded,
    FollowedUp,
    Hinted,
    HintWanted,
    OutOfTurn,
    Paused,
    Predicted,
    Probed,
    Queried,
    Regraded,
    Reviewed,
    Skipped,
    Stopped,
    Ungraded,
)
from interviewer.core.run import Choice, Interrupted, KeptForLater, RecordError, TookBack
from interviewer.storage.files import StorageError
from tests.fuzz import strategies
from tests.fuzz.world import COUNTS, ID, World
from tests.helpers.replies import samples


def waits_for(*kinds):
    return precondition(lambda self: self.going is not None and self.going.at.kind in kinds)


class Engine(World):
    """One session, from its plan to its end, with everything that may befall it."""

    # -- the candidate --

    @waits_for("ask")
    @rule(text=strategies.said)
    def submit(self, text):
        self._move(Answered(text=text))

    @waits_for("ask")
    @rule(text=strategies.answers)
    def type(self, text):
        """Typed, not submitted; what is blank cannot be."""
        before = self.draft
        if not text.strip(" \t\n"):
            try:
                Answered(text=text)
            except ValueError:
                pass
            else:
                raise AssertionError("blanks became an answer")

        def keep():
            try:
                self.opened.keep_draft(text)
                self.draft = text
            except StorageError:
                COUNTS["disk failures"] += 1

        if self._guarded(keep):
            assert self.opened.draft() == self.draft
        else:
            self.draft = {before, text}

    @waits_for("ask")
    @rule(text=strategies.good)
    def submit_something_good(self, text):
        self._move(Answered(text=text))

    @waits_for("ask", "review", "decide")
    @rule(how=st.sampled_from(["skip", "skip", "stop", "leave"]))
    def go_away(self, how):
        kind = self.going.at.kind
        if how == "leave":
            self._move(KeptForLater(), throw=True)
        elif kind == "ask":
            self._move(Skipped() if how == "skip" else Stopped())
        elif kind == "review":
            self._move(Stopped())

    @waits_for("ask")
    @rule(
        text=strategies.said,
        about=st.sampled_from(["question", "repeat", "moment", "stop", "help"]),
    )
    def ask_back(self, text, about):
        self._move(Queried(text=text, about=about))

    @waits_for("ask")
    @rule(what=st.sampled_from([HintWanted(), Paused(seconds=12.5)]))
    def ask_for_a_hint_or_a_pause(self, what):
        """Neither takes away what is typed."""
        self._move(what)

    @waits_for("ask")
    @rule(text=strategies.said)
    def add(self, text):
        """Something more to the answer before, while a follow-up waits."""
        self._move(Answered(text=text, adds=True))

    @waits_for("grade")
    @rule()
    def take_back(self):
        self._move(TookBack(), throw=True)

    @waits_for("predict")
    @rule(rating=st.none() | st.integers(0, 3))
    def predict(self, rating):
        self._move(Predicted(rating=rating))

    @waits_for("review")
    @rule()
    def read_the_review(self):
        self._move(Reviewed())

    @waits_for("decide")
    @rule(which=st.integers(0, 3))
    def decide(self, which):
        choices = self.going.at.step.choices
        assert choices[-1] is Choice.KEEP
        self._move(choices[which % len(choices)])

    # -- the examiner --

    @waits_for("grade")
    @rule(given=strategies.marks, belief=st.booleans())
    def grade(self, given, belief):
        waiting = self.going.at
        self._move(strategies.graded(waiting.step.sheet, given, waiting.who, belief=belief))

    @waits_for("grade")
    @rule(good=st.booleans())
    def grade_all(self, good):
        """Every point alike: with the word `one` for proof, or missed."""
        waiting = self.going.at
        given = [(1 if good else 0, "one")] * 3
        self._move(strategies.graded(waiting.step.sheet, given, waiting.who))

    @waits_for("grade")
    @rule(text=strategies.said)
    def see_a_question_back(self, text):
        self._move(Clarified(text=text))

    @waits_for("clarify", "hint", "probe")
    @rule(text=strategies.said, empty=st.booleans())
    def say_something_between(self, text, empty):
        waiting = self.going.at
        if waiting.kind == "clarify":
            self._move(Clarified(text=text))
        elif waiting.kind == "hint":
            step = waiting.step
            self._move(Hinted(text=text, point=step.target.id, rung=step.rung))
        else:
            self._move(Probed(text="" if empty else text))

    @waits_for("grade", "follow_up", "conclude", "clarify", "hint", "probe")
    @rule(reason=st.none() | strategies.answers)
    def fail(self, reason):
        """The server fails, for a reason; or the person cancels, for None."""
        known = len(self.acknowledged)
        if reason is None:
            self._move(Interrupted(), throw=True)
        elif self.going.at.kind == "grade":
            self._move(Ungraded(reason=reason))
            assert len(self.acknowledged) == known, "recorded before anybody decided"

    @waits_for("follow_up")
    @rule(words=strategies.texts)
    def stream(self, words):
        """Half a follow-up is shown; nothing of it counts until it is whole."""
        self.going.at.show_words(words)
        assert self.path.read_bytes() == self.sealed

    @waits_for("follow_up")
    @rule(text=strategies.said)
    def ask_further(self, text):
        self._move(FollowedUp(text=text, point=self.going.at.step.target.id))

    @waits_for("follow_up")
    @rule()
    def ask_as_the_bank_does(self):
        target = self.going.at.step.target
        self._move(FollowedUp(text=target.canned or "More?", point=target.id))

    @waits_for("conclude")
    @rule(text=strategies.answers)
    def conclude(self, text):
        self._move(Concluded(text=text))

    # -- what befalls it --

    @precondition(lambda self: self.going is not None)
    @rule(
        what=st.sampled_from(["kill", "kill soon", "kill soon", "full disk", "clock"]),
        calls=st.integers(0, 9),
        share=st.sampled_from([0, 0.1, 0.5, 0.99, 1]),
    )
    def misfortune(self, what, calls, share):
        """Killed now, or at one of the coming calls; the disk is full; the clock is set."""
        if what == "kill":
            self._clear_away()
        elif what == "kill soon":
            self.disk.kill_in, self.disk.share = calls, share
        elif what == "full disk":
            self.disk.failures = 1 + calls // 3
        else:
            seconds = (-86400, -1, 0.5, 7200)[calls % 4]
            self.moment += timedelta(seconds=seconds)
            self.seconds += max(seconds, 0)

    @precondition(lambda self: self.going is not None)
    @rule(reply=st.none() | st.sampled_from(samples("p0")))
    def intrude(self, reply):
        """A reply out of turn; or, for None, another process that opens the session."""
        session = self.opened.session
        step, replies = session.step, list(session.replies)
        if reply is None:
            self._open_it_twice()
        elif not isinstance(reply, REPLIES[type(step)]):
            for take in (session.send, self.opened.record):
                try:
                    take(reply)
                except OutOfTurn:
                    continue
                raise AssertionError(f"{type(step).__name__} took {reply!r}")
        assert session.step is step
        assert session.replies == replies
        assert self.path.read_bytes() == self.sealed or self.disk.failures

    def _open_it_twice(self):
        if self.disk.failures or self.disk.kill_in is not None:
            return
        try:
            self.store.open(ID)
        except StorageError as told:
            assert "open in another" in str(told)
        else:
            raise AssertionError("two have one session open")

    # -- continuing --

    @precondition(lambda self: self.going is None and not self.over)
    @rule(kill_in=st.none() | st.integers(0, 3))
    def resume(self, kill_in):
        COUNTS["resumes"] += 1
        self.disk.kill_in = kill_in
        self.disk.share = 0.5
        if self._guarded(self._open) and self.opened is not None:
            self.disk.kill_in = None
            if self.opened.session.finished:
                self.over = True
                self.opened.close()
            else:
                self._go_on()

    @precondition(lambda self: self.over)
    @rule()
    def look(self):
        (info,) = self.store.list()
        assert info.state == "finished"
        assert self.store.newest_unfinished() is None

    def _open(self):
        self.opened, failing = None, self.disk.failures
        try:
            self.opened = self.store.open(ID)
        except StorageError as told:
            assert failing, told
            COUNTS["disk failures"] += 1
            return
        self._settle_doubt(self.opened)
        kept = self.opened.draft()
        assert kept in self.draft if isinstance(self.draft, set) else kept == self.draft
        self.draft = kept
        self.seal()

    @precondition(lambda self: self.going is None and any(
        reply.kind == "answered" for reply in self.acknowledged))  # fmt: skip
    @rule(given=strategies.marks, data=st.data(), kill_in=st.none() | st.integers(1, 2))
    def grade_later(self, given, data, kill_in):
        if not self._guarded(self._open) or self.opened is None:
            return
        sheets = [sheet for sheet in self.opened.sheets() if sheet.turns]
        if not sheets:  # every answer was taken back
            self.opened.close()
            return
        sheet = data.draw(st.sampled_from(sheets))
        self.amending = Regraded(
            question=sheet.number,
            verdict=strategies.verdict(sheet, given, "later"),
        )
        self.disk.kill_in = kill_in

        def amend():
            try:
                self.opened.amend(self.amending)
            except RecordError:
                return
            self.amended.append(self.amending)
            self.seal()
            self.opened.close()

        self._guarded(amend)
        self.disk.kill_in = None
