"""The interview in plain lines: pleasant with a screen reader, exact in a pipe, no escape byte.

An answer is typed line by line and ended by an empty line. The end of the input submits what was
typed, and stops the interview where nothing was: nothing blank is ever submitted.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TextIO, TypeVar

from interviewer.core.choices import Choice, Failure, KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.core.nearest import nearest_of
from interviewer.core.protocol import (
    Answered,
    Ask,
    AskReply,
    HintWanted,
    Predict,
    Predicted,
    Review,
    Reviewed,
    Skipped,
    Step,
    Stopped,
)
from interviewer.core.report_builder import question_report
from interviewer.core.run import Notice
from interviewer.core.text import MAX_ANSWER, Inert, inert, one_line
from interviewer.reports.facts import RATINGS
from interviewer.reports.plain_text import question_lines
from interviewer.ui import asking
from interviewer.ui.interruptible import Interruptible
from interviewer.ui.line_source import LineSource, PastedLine
from interviewer.ui.slash_commands import (
    HELP,
    NAMED,
    WORDS,
    Typed,
    command_in,
    looks_like_a_command,
)

Result = TypeVar("Result")

EMPTY_LINES = 2
"""After this many in a row a person reads that nothing was sent: one more than what ends an answer."""
NOTHING_TYPED = inert("Nothing is typed yet. Type an answer, or /hint, or /skip.")
MOST_KEPT = 64 * MAX_ANSWER
"""Bytes of an answer that are kept, to become its draft where it is too long."""
NO_END = 1 << 30
"""Bytes after which an answer is taken for one without an end."""


class _Answer:
    """The lines of an answer, and its size in bytes of UTF-8, whatever of it is kept."""

    def __init__(self, lines: list[str]) -> None:
        self.lines: list[str] = []
        self.size = -1
        self.unsaved = False
        """Whether a line was added that the draft does not have."""
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        self.size += 1 + len(line.encode("utf-8", "replace")) + getattr(line, "beyond", 0)
        if self.size <= MOST_KEPT or not self.lines:
            self.lines.append(line)
            self.unsaved = True

    def text(self, more: str = "") -> str:
        return "\n".join([*self.lines, more] if more else self.lines)


class PlainCandidate(Interruptible):
    """The candidate at the other end of two streams. Implements `core.run.Candidate`."""

    def __init__(  # noqa: PLR0913 - its two streams and what it is handed
        self,
        lines: LineSource,
        out: TextIO,
        messages: TextIO,
        *,
        interactive: bool,
        keep_draft: Callable[[str], None],
        draft: str = "",
        why: Mapping[str, str] | None = None,
        end_mark: str = "",
        width: int = 0,
    ) -> None:
        """`why` says, by a question's id, why it is asked today.

        With `end_mark` an answer ends at a line that holds it alone, so that empty lines are part of
        it. What is said is wrapped at `width` cells; 0 leaves its lines as they are.
        """
        self._end_mark = end_mark
        self._width = width
        self.shown: set[int] = set()
        """The questions, by number, whose verdicts were shown."""
        self._lines = lines
        self._why = why or {}
        self._out = out
        self._messages = messages
        self._interactive = interactive
        """Whether a person is at the keyboard, who can be asked what to do about a failure."""
        self._keep_draft = keep_draft
        self._draft = draft
        self._posed: Ask | None = None
        """What was asked last."""

    def asked_already(self, step: Step) -> None:
        """The question of this step has been printed; it is not asked again."""
        if isinstance(step, Ask):
            self._posed = step

    def _pose(self, step: Ask) -> None:
        why = self._why.get(step.sheet.question.id, "")
        self._say(asking.ask_lines(step, why, before=self._posed))
        self._posed = step

    async def ask(self, step: Ask) -> AskReply:  # noqa: C901 - one for each command
        if step is not self._posed:
            self._pose(step)
        too_long = False
        if self._interactive:
            self._say(Inert("You:"))
        while True:
            said, size = await self._typed()
            match said:
                case Typed(word="/skip"):
                    return Skipped()
                case Typed(word="/quit"):
                    return Stopped()
                case Typed(word="/hint"):
                    return HintWanted()
                case Typed(word="/repeat"):
                    self._say(inert(f"{step.text}\n"))
                case Typed():
                    self._say(HELP)
                case None if too_long:
                    raise KeptForLater("The last answer was too long; it is kept as a draft.")
                case None:
                    return Stopped()
                case _ if size <= MAX_ANSWER:
                    return Answered(text=said)
                case _:
                    too_long = True
                    self._say(_too_long(size))

    async def _typed(self) -> tuple[Typed | str | None, int]:
        """Return a command, or the lines up to an empty one or the end, with their size in bytes.

        None where the input has ended.
        """
        typed = _Answer(self._take_draft())
        empty = 0
        while True:
            line = await self._next(typed)
            pasted = isinstance(line, PastedLine)
            if not typed.lines and not pasted and line is not None and line.startswith("/"):
                if (command := command_in(line)) is not None:
                    return command, 0
                if unknown := _unknown(line):
                    self._say(unknown)
                    continue
            if line is not None and (not self._ends(line) or (pasted and typed.lines)):
                typed.add(line)
                if typed.unsaved and not self._lines.more:
                    self._keep_draft(typed.text())
                    typed.unsaved = False
                if typed.size > NO_END:
                    raise KeptForLater("The input has no end; its beginning is kept as a draft.")
            elif typed.lines:
                return typed.text(), typed.size
            elif line is None:
                return None, 0
            else:
                empty += 1
                self._say_nothing_typed(empty)

    def _say_nothing_typed(self, empty: int) -> None:
        if self._interactive and empty == EMPTY_LINES:
            self._say(NOTHING_TYPED)

    def _ends(self, line: str) -> bool:
        """Whether a line ends an answer."""
        return line.strip() == self._end_mark

    async def _next(self, typed: _Answer) -> str | None:
        """The next line. Where it is left, what was typed of it is kept."""
        try:
            return await self._lines.next()
        except BaseException:
            with suppress(ReportedError):  # it is being left: nobody would read it
                if typed.lines or self._lines.unfinished.strip():
                    self._keep_draft(typed.text(self._lines.unfinished))
            raise

    def _take_draft(self) -> list[str]:
        draft, self._draft = self._draft, ""
        if not draft.strip():
            return []
        self._say(Inert("You had typed this; continue, or end it with an empty line:"))
        self._say(inert(draft))
        return draft.split("\n")

    async def predict(self, step: Predict) -> Predicted | Stopped:
        del step
        if not self._interactive:
            return Predicted(rating=None)
        scale = ", ".join(f"{number} {word}" for number, word in enumerate(RATINGS))
        self._say(inert(f"How well did that go? {scale}; Enter: no answer."))
        while True:
            typed = await self._lines.next()
            pressed = "" if typed is None else typed.strip()
            if pressed == "/quit":
                return Stopped()
            if pressed in {"0", "1", "2", "3"}:
                return Predicted(rating=int(pressed))
            if not pressed:
                return Predicted(rating=None)
            self._say(Inert("Type 0, 1, 2 or 3, or press Enter."))

    async def review(self, step: Review) -> Reviewed | Stopped:
        self.shown.add(step.sheet.number)
        for line in question_lines(question_report(step.sheet), step.sheet.number):
            self._say(line)
        if not self._interactive:
            return Reviewed()
        self._say(Inert("\nPress Enter to continue, or type /quit."))
        pressed = await self._lines.next()
        return Stopped() if pressed is not None and pressed.strip() == "/quit" else Reviewed()

    async def decide(self, failure: Failure) -> Choice:
        self._message(one_line(failure.sentence))
        if not self._interactive:
            return Choice.SKIP if Choice.SKIP in failure.choices else Choice.KEEP
        for number, choice in enumerate(failure.choices, 1):
            self._message(inert(f"  {number}  {choice.value}"))
        while True:
            typed = await self._lines.next()
            if typed is None:
                return Choice.KEEP
            for number, choice in enumerate(failure.choices, 1):
                if typed.strip() == str(number):
                    return choice
            self._message(inert(f"Type a number from 1 to {len(failure.choices)}."))

    def notify(self, notice: Notice) -> None:
        if self._interactive:
            self._message(inert(f"({one_line(notice.text)})"))

    def show_words(self, words: str) -> None:
        """Words that stream in are not shown: the whole question follows at once, read in one go."""

    def _say(self, text: Inert) -> None:
        self._out.write(asking.wrapped(text, self._width) + "\n")
        self._out.flush()

    def _message(self, text: Inert) -> None:
        self._messages.write(text + "\n")
        self._messages.flush()


def _unknown(line: str) -> Inert | None:
    """What is said to a command that there is not; None for a line that may begin an answer."""
    if meant := nearest_of(line.strip().casefold(), WORDS, cutoff=0.7):
        return inert(f"There is no {one_line(line)}. Did you mean {meant}?")
    if looks_like_a_command(line):
        return inert(f"There is no {one_line(line.strip())}. There is {NAMED}.")
    return None


def _too_long(size: int) -> Inert:
    return inert(
        f"This answer has {size:,} bytes; at most {MAX_ANSWER:,} fit. It was NOT "
        "submitted. Please answer again, shorter."
    )
