"""The interview in plain lines: pleasant with a screen reader, exact in a pipe, no escape byte.

An answer is typed line by line and ended by an empty line. The end of the input submits what was
typed, and stops the interview where nothing was: nothing blank is ever submitted.
"""

import errno
import os
import select
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from interviewer.core.choices import Choice, Failure, Interrupted, KeptForLater
from interviewer.core.protocol import (
    Answered,
    Ask,
    HintWanted,
    Predict,
    Predicted,
    Review,
    Reviewed,
    Skipped,
    Step,
    Stopped,
)
from interviewer.core.report import question_report
from interviewer.core.run import AskReply, Notice
from interviewer.core.text import MAX_ANSWER, Inert, inert, normalise, one_line
from interviewer.reports.facts import RATINGS
from interviewer.reports.plain_text import question_lines
from interviewer.ui import asking

if TYPE_CHECKING:
    import asyncio

Result = TypeVar("Result")

SLASH_COMMANDS = ("/skip", "/quit", "/repeat", "/hint", "/help")
SLASH_HELP = inert("""\
Type your answer, as many lines as you like; an empty line ends it.
At the start of an answer:
  /skip    skip this question, or the rest of its follow-ups
  /repeat  hear the question again
  /hint    a hint; each leads a little further
  /quit    end the interview here, with a report on what you answered
  /help    this text
Ctrl+C leaves at once and keeps everything; `interviewer resume` goes on.""")


class TerminalGone(KeptForLater):
    """The terminal was closed. That looks like the end of the input, and nobody meant it as one."""


class Lines:
    """Lines from a file descriptor without blocking the event loop: pipe, terminal or file.

    Read as bytes: an invalid byte must not end the interview.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._terminal = os.isatty(descriptor)
        self._buffer = b""
        self._ended = False

    async def next(self) -> str | None:
        """Return the next line without its end; None at the end of the input.

        Raises TerminalGone.
        """
        while b"\n" not in self._buffer and not self._ended:
            await self._readable()
            piece = self._read()
            self._buffer += piece
            self._ended = not piece
        if not self._buffer:
            return None
        line, _, self._buffer = self._buffer.partition(b"\n")
        return normalise(line).removesuffix("\n")

    def _read(self) -> bytes:
        try:
            piece = os.read(self._descriptor, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # a terminal's that is gone, or was taken away
                raise
            raise TerminalGone from None
        if not piece and self._terminal and hung_up(self._descriptor):
            raise TerminalGone
        return piece

    async def _readable(self) -> None:
        import asyncio  # noqa: PLC0415 - loaded once the first question is there to be read

        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()
        try:
            loop.add_reader(self._descriptor, _settle, ready)
        except OSError:
            return  # a regular file: it never blocks, and cannot be waited for
        try:
            await ready
        finally:
            loop.remove_reader(self._descriptor)


class PlainCandidate:
    """The candidate at the other end of two streams. Implements `core.run.Candidate`."""

    def __init__(  # noqa: PLR0913 - its two streams and what it is handed
        self,
        lines: Lines,
        out: TextIO,
        messages: TextIO,
        *,
        interactive: bool,
        keep_draft: Callable[[str], None],
        draft: str = "",
    ) -> None:
        self._lines = lines
        self._out = out
        self._messages = messages
        self._interactive = interactive
        """Whether a person is at the keyboard, who can be asked what to do about a failure."""
        self._keep_draft = keep_draft
        self._draft = draft
        self._work: asyncio.Future[Any] | None = None
        self._posed: Ask | None = None
        """What has been asked already, by `begin`."""

    def begin(self, step: Step, *, asked: bool) -> None:
        """Ask the first question ahead of the event loop, which takes a while to load.

        `asked` where it has been asked already, before the interview was there.
        """
        if isinstance(step, Ask):
            if not asked:
                self._pose(step)
            self._posed = step

    def _pose(self, step: Ask) -> None:
        self._say(_asked(step))

    async def ask(self, step: Ask) -> AskReply:  # noqa: C901 - one for each command
        if step is not self._posed:
            self._pose(step)
        self._posed = None
        too_long = False
        while True:
            words = await self._typed()
            match words:
                case "/skip":
                    return Skipped()
                case "/quit":
                    return Stopped()
                case "/hint":
                    return HintWanted()
                case "/repeat":
                    self._say(inert(f"{step.text}\n"))
                case "/help":
                    self._say(SLASH_HELP)
                case None if too_long:
                    raise KeptForLater("The last answer was too long; it is kept as a draft.")
                case None:
                    return Stopped()
                case _ if len(words.encode()) <= MAX_ANSWER:
                    return Answered(text=words)
                case _:
                    too_long = True
                    self._say(_too_long(words))

    async def _typed(self) -> str | None:
        """Return a command, or the lines up to an empty one or the end; None where it has ended."""
        typed = self._take_draft()
        while True:
            line = await self._lines.next()
            if not typed and line is not None and line.startswith("/"):
                command = line.strip().casefold()
                if command in SLASH_COMMANDS:
                    return command
                meant = _nearest(command)
                if meant:
                    self._say(inert(f"There is no {command}. Did you mean {meant}?"))
                    continue
            if line is not None and line.strip():
                typed.append(line)
                self._keep_draft("\n".join(typed))
            elif typed:
                return "\n".join(typed)
            elif line is None:
                return None

    def _take_draft(self) -> list[str]:
        draft, self._draft = self._draft, ""
        if not draft.strip():
            return []
        self._say(Inert("You had typed this; go on, or end it with an empty line:"))
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
        for line in question_lines(question_report(step.sheet), step.sheet.number):
            self._say(line)
        if not self._interactive:
            return Reviewed()
        self._say(Inert("\nPress Enter to go on, or type /quit."))
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

    async def attend(self, work: Awaitable[Result]) -> Result:
        import asyncio  # noqa: PLC0415 - see Lines

        task = asyncio.ensure_future(work)
        self._work = task
        try:
            return await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
            raise Interrupted from None
        finally:
            self._work = None

    def interrupt(self) -> bool:
        """Cancel what the examiner is doing, on Ctrl+C. False where it is doing nothing."""
        return self._work is not None and self._work.cancel()

    def tell(self, notice: Notice) -> None:
        if self._interactive:
            self._message(inert(f"({one_line(notice.text)})"))

    def hear(self, words: str) -> None:
        """Words that stream in are not shown: the whole question follows at once, read in one go."""

    def _say(self, text: Inert) -> None:
        self._out.write(text + "\n")
        self._out.flush()

    def _message(self, text: Inert) -> None:
        self._messages.write(text + "\n")
        self._messages.flush()


def hung_up(descriptor: int) -> bool:
    """Whether the other end of a terminal or a pipe has gone."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def _settle(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)


def _nearest(command: str) -> str:
    """The command that was meant by a mistyped one; empty where none is near."""
    import difflib  # noqa: PLC0415 - only for a line that begins with a slash

    return next(iter(difflib.get_close_matches(command, SLASH_COMMANDS, n=1, cutoff=0.7)), "")


def _too_long(text: str) -> Inert:
    return inert(
        f"This answer has {len(text.encode()):,} bytes; at most {MAX_ANSWER:,} fit. It was NOT "
        "submitted. Please answer again, shorter."
    )


def _asked(step: Ask) -> Inert:
    if step.instead:
        return inert(f"\n{step.instead}\n")
    number, asked = step.sheet.number, step.sheet.question
    if step.follow_up:
        which = f"follow-up {step.follow_up} of {step.follow_ups}"
        return asking.asked(f"Question {number} of {step.total}, {which}", step.text)
    return asking.question(number, step.total, (asked.topic, asked.difficulty), step.text)
