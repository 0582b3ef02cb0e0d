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

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from interviewer.core.interview import (
    REPLIES,
    Answered,
    Concluded,
    FollowedUp,
    OutOfTurn,
    Regraded,
    Reviewed,
    Session,
    Skipped,
    Stopped,
    Ungraded,
)
from interviewer.core.report import compose
from interviewer.core.run import Choice, Interrupted, KeptForLater, RecordError
from interviewer.storage import lock
from interviewer.storage.files import StorageError
from interviewer.storage.sessions import SessionStore
from tests.crash.doubles import standing_in
from tests.fuzz import drivers, recount, stepping, strategies
from tests.fuzz.mortal import Killed, MortalDisk

COUNTS = {"examples": 0, "steps": 0, "kills": 0, "resumes": 0, "disk failures": 0, "by lines": 0}
"""How much was really done, for whoever reads the numbers."""


ID = "20261123-201845-x7k2"

EVERY_REPLY = (
    Answered(text="x"), Skipped(), Stopped(), Ungraded(reason="r"), Reviewed(), Concluded(text=""),
    FollowedUp(text="f", point="p0"),
)  # fmt: skip


class Recorder:
    """Between the loop and the session: notes what is in flight, and what was acknowledged."""

    def __init__(self, machine, opened):
        self.machine = machine
        self.opened = opened

    def record(self, reply):
        self.machine.in_doubt = reply
        self.opened.record(reply)
        self.machine.acknowledged.append(reply)
        self.machine.in_doubt = None
        self.machine.draft = ""
        self.machine.seal()


class Store(SessionStore):
    """Remembers what was opened, so that a kill can free it as the kernel would."""

    held = ()

    def _opening(self, session_id):
        opened = super()._opening(session_id)
        self.held = (*self.held, opened)
        return opened


def waits_for(*kinds):
    return precondition(lambda self: self.going is not None and self.going.at.kind in kinds)


class Engine(RuleBasedStateMachine):
    """One session, from its plan to its end, with everything that may befall it."""

    def __init__(self):
        super().__init__()
        COUNTS["examples"] += 1
        self.moment = datetime(2026, 11, 23, 20, 18, 45, tzinfo=UTC)
        self.seconds = 0.0
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="engine-"))
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.disk = self.stack.enter_context(standing_in(MortalDisk()))
        self.stack.enter_context(mock.patch.object(lock, "time"))
        self.store = Store(
            self.folder / "home",
            now=lambda: self.moment,
            monotonic=lambda: self.seconds,
            new_id=lambda: ID,
        )
        self.opened = None
        self.going: stepping.Interview | None = None
        self.acknowledged: list = []
        self.amended: list = []
        self.in_doubt = None
        self.draft = ""
        self.sealed = b""
        self.over = False
        """Whether it has been opened after its end: once is enough."""

    @initialize(plan=strategies.plans())
    def begin(self, plan):
        self.plan = plan
        self.opened = self.store.create(plan)
        self.path = self.opened.path
        self.seal()
        self._go_on()

    # -- the model --

    def seal(self):
        """What stands in the journal now was promised: it may be added to, never changed."""
        raw = self.path.read_bytes()
        assert raw.startswith(self.sealed)
        self.sealed = raw

    def _go_on(self):
        self.going = stepping.Interview(self.opened.session, Recorder(self, self.opened))
        self._settle()

    def _settle(self):
        """The loop has moved: it waits somewhere, or has ended and the session is closed."""
        COUNTS["steps"] += 1
        if self.going.at is None:
            self.going = None
            self.opened.close()

    def _guarded(self, action, *arguments):
        """Do something during which the process may be killed; whether it lived."""
        try:
            action(*arguments)
        except Killed:
            self._clear_away()
            return False
        return True

    def _move(self, value, *, throw=False):
        def act():
            (self.going.throw if throw else self.going.reply)(value)
            self._settle()

        self._guarded(act)

    def _clear_away(self):
        """What the kernel does for a killed process: its descriptors and locks are gone."""
        COUNTS["kills"] += 1
        if self.going is not None:
            self.going.abandon()
        for opened in self.store.held:
            for held in (opened._journal, opened._lock):
                if held is not None and held._fd >= 0:
                    os.close(held._fd)
                    held._fd = -1
        self.store.held = ()
        self.opened, self.going = None, None
        self.disk.reborn()

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

    @waits_for("grade", "follow_up", "conclude")
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
        self.going.at.hear(words)
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
    @rule(reply=st.none() | st.sampled_from(EVERY_REPLY))
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

    # -- going on --

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

    def _settle_doubt(self, stored):
        """What was in flight at a kill may have been kept or not; now it is known."""
        if self.in_doubt is not None and len(stored.replies) > len(self.acknowledged):
            self.acknowledged.append(self.in_doubt)
            self.draft = ""
        if len(stored.amendments) > len(self.amended):
            self.amended.append(self.amending)
        self.in_doubt = None

    @precondition(lambda self: self.going is None and any(
        reply.kind == "answered" for reply in self.acknowledged))  # fmt: skip
    @rule(given=strategies.marks, data=st.data(), kill_in=st.none() | st.integers(1, 2))
    def grade_later(self, given, data, kill_in):
        if not self._guarded(self._open) or self.opened is None:
            return
        sheets = [sheet for sheet in self.opened.sheets() if sheet.turns]
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

    # -- what holds --

    @invariant()
    def what_was_acknowledged_is_on_the_disk(self):
        if not self.sealed:
            return
        raw = self.path.read_bytes()
        assert raw.startswith(self.sealed)
        if self.going is not None and not self.disk.failures:
            assert self.opened.replies == self.acknowledged

    def teardown(self):
        try:
            if self.sealed:
                self._compare()
        finally:
            if self.going is not None:
                self.going.abandon()
            if self.opened is not None:
                self.disk.reborn()
                self.opened.close()
            self.stack.close()

    def _compare(self):
        self.disk.reborn()
        stored = self.store.read(ID)
        self._settle_doubt(stored)
        assert stored.replies == self.acknowledged
        assert stored.amendments == self.amended
        in_memory = Session(self.plan, self.acknowledged)
        assert stored.session.step == in_memory.step
        report = compose(self.plan, stored.sheets(), closing=stored.ending().closing)
        again = recount.score(recount.lines(self.path.read_bytes()))
        assert (report.score is None) == (again is None)
        assert again is None or abs(report.score - again) < 1e-9
        self._let_others_drive(stored)

    def _let_others_drive(self, stored):
        """The same replies through other doors, without any kill, end in the same report."""
        uncut = compose(self.plan, stored.as_graded(), closing=stored.ending().closing)
        for name, drive in (("script", drivers.in_script), ("lines", drivers.in_lines)):
            store = SessionStore(
                self.folder / name,
                now=lambda: self.moment,
                monotonic=lambda: self.seconds,
                new_id=lambda: ID,
            )
            with store.create(self.plan) as other:
                shown = drive(other, self.acknowledged)
            if shown is None:
                continue
            if name == "lines":
                COUNTS["by lines"] += 1
                assert not any(c in shown for c in "\x1b\x07\x00\u202e\x9b")
            read = store.read(ID)
            assert read.replies == self.acknowledged
            assert compose(self.plan, read.sheets(), closing=read.ending().closing) == uncut, (
                f"driven by {name}, the report differs"
            )
