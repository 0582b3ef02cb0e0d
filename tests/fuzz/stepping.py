"""The real loop of an interview, moved by hand: it stops wherever it waits for somebody.

`core.run.run` is driven as a coroutine without an event loop, so that a test decides what happens
next, at every point where in life a person, a model or a disk would.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from interviewer.core.plan import ExaminerIdentity
from interviewer.core.run import KeptForLater, run
from interviewer.examiners.base import BaseExaminer


@dataclass(eq=False)
class Waiting:
    """A point where the interview waits. Awaiting it gives what `Interview.reply` was called with."""

    kind: str
    """What for: ask, review, decide, grade, follow_up, conclude."""
    step: Any
    """The step, or the failure that is to be decided on."""
    who: str = ""
    """Which examiner is asked."""
    show_words: Any = None
    """Takes words of a follow-up while it is streamed."""

    def __await__(self):
        return (yield self)


class Candidate:
    """Waits for everything; remembers what streamed in."""

    def __init__(self):
        self.heard = []

    async def ask(self, step):
        return await Waiting("ask", step)

    async def predict(self, step):
        return await Waiting("predict", step)

    async def review(self, step):
        return await Waiting("review", step)

    async def decide(self, failure):
        return await Waiting("decide", failure)

    async def attend(self, work):
        return await work

    def notify(self, notice):
        pass

    def show_words(self, words):
        self.heard.append(words)


class Examiner(BaseExaminer):
    """Waits for everything."""

    identity = None

    def __init__(self, name):
        self.identity = ExaminerIdentity(name=name, version="1", kind="script")

    def recognise(self, step, said):
        """Nothing: what is typed here is an answer, whatever it looks like."""
        return said

    async def grade(self, step, notify):
        return await Waiting("grade", step, self.identity.name)

    async def clarify(self, step, notify):
        return await Waiting("clarify", step, self.identity.name)

    async def hint(self, step, show_words):
        return await Waiting("hint", step, self.identity.name)

    async def probe(self, step, show_words):
        return await Waiting("probe", step, self.identity.name)

    async def follow_up(self, step, show_words):
        return await Waiting("follow_up", step, self.identity.name, show_words)

    async def conclude(self, step, notify):
        return await Waiting("conclude", step, self.identity.name)


class Interview:
    """A session under way. `at` is where it waits; None once it has ended or was left."""

    def __init__(self, session, recorder):
        self.candidate = Candidate()
        self._flow = run(
            session, self.candidate, Examiner("first"), recorder, fallback=Examiner("second")
        )
        self.at: Waiting | None = None
        self._go(self._flow.send, None)

    def reply(self, value):
        self._go(self._flow.send, value)

    def throw(self, error):
        self._go(self._flow.throw, error)

    def abandon(self):
        """Nothing more happens, as after a kill."""
        self.at = None
        self._flow.close()

    def _go(self, move, value):
        self.at = None
        with suppress(StopIteration, KeptForLater):
            self.at = move(value)
