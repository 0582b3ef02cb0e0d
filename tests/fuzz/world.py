"""The session of the state machine, what it is kept on, and what the model beside it knows."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from interviewer.core.interview import Session
from interviewer.core.protocol import ends_the_draft
from interviewer.core.report_builder import compose
from interviewer.storage import lock
from interviewer.storage.session_store import SessionStore
from tests.crash.doubles import standing_in
from tests.fuzz import drivers, recount, stepping, strategies
from tests.fuzz.mortal import Killed, MortalDisk

COUNTS = {"examples": 0, "steps": 0, "kills": 0, "resumes": 0, "disk failures": 0, "by lines": 0}
"""How much was really done, for whoever reads the numbers."""


ID = "20261123-201845-x7k2"


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
        if ends_the_draft(reply):
            self.machine.draft = ""
        self.machine.seal()


class Store(SessionStore):
    """Remembers what was opened, so that a kill can free it as the kernel would."""

    held = ()

    def _opening(self, session_id):
        opened = super()._opening(session_id)
        self.held = (*self.held, opened)
        return opened


class World(RuleBasedStateMachine):
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

    def _settle_doubt(self, stored):
        """What was in flight at a kill may have been kept or not; now it is known."""
        if self.in_doubt is not None and len(stored.replies) > len(self.acknowledged):
            self.acknowledged.append(self.in_doubt)
            if ends_the_draft(self.in_doubt):
                self.draft = ""
        if len(stored.amendments) > len(self.amended):
            self.amended.append(self.amending)
        self.in_doubt = None

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
        if not self.plan.adaptive:  # whose questions come in an order that the journal implies
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
