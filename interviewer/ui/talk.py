"""An interview over JSON lines, both ways: for agents, editors and web pages.

One object a line. Out: what is asked and said. In: what the candidate does. What cannot be understood
is answered by an error, and nothing has changed. The end of the input keeps the session for later.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TextIO

from interviewer.core.choices import Choice, Failure, KeptForLater
from interviewer.core.errors import ReportedError
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
    Stopped,
)
from interviewer.core.report import Report
from interviewer.core.report_builder import question_report
from interviewer.core.run import Notice
from interviewer.core.text import MAX_ANSWER, normalise
from interviewer.ui.interruptible import Interruptible

COMMANDS = ("answer", "hint", "skip", "repeat", "stop", "appeal", "predict")
"""The members that a line may have, one of them."""

Appeal = Callable[[str | None, str, str, str], Awaitable[dict[str, Any]]]
"""Judges a disputed point: question id (None is the newest), point, quote, why. Raises ReportedError."""


class Source(Protocol):
    """Where lines come from."""

    async def next(self) -> str | None:
        """The next line without its end; None at the end of the input."""


class UnusableLineError(ValueError):
    """A line that means nothing here; the message says why, in a sentence."""


class TalkCandidate(Interruptible):
    """Implements `core.run.Candidate` over JSON lines."""

    def __init__(self, lines: Source, out: TextIO, appeal: Appeal) -> None:
        self._lines = lines
        self._out = out
        self._appeal = appeal
        self._posed: Ask | None = None
        """What was asked last; None before the first question, also where a session is resumed."""

    # -- the port --

    async def ask(self, step: Ask) -> AskReply:
        if not step.instead or not step.repeats(self._posed):
            self._pose(step)
        if step.instead:
            self._say_instead(step)
        self._posed = step
        while True:
            said = await self._read()
            if "answer" in said:
                return Answered(text=said["answer"])
            if "hint" in said:
                return HintWanted()
            if "skip" in said:
                return Skipped()
            if "stop" in said:
                return Stopped()
            if "repeat" in said:
                self._pose(step)
            elif "appeal" in said:
                await self.hear_appeal(said["appeal"])
            else:
                self._error('"predict" is for after a question. Send an "answer".')

    def _pose(self, step: Ask) -> None:
        self._event(
            "question",
            number=step.sheet.number,
            of=step.total,
            id=step.sheet.question.id,
            text=step.text,
            follow_up=step.follow_up,
            **({"lead": step.lead} if step.lead else {}),
            **({"beyond": True} if step.beyond else {}),
        )

    def _say_instead(self, step: Ask) -> None:
        """A clarification or a hint: the newest of what was said since the question was asked."""
        if step.after == "hinted":
            self._event("hint", text=step.instead, rung=step.sheet.hints[-1].rung)
        else:
            self._event("clarification", text=step.instead)

    async def predict(self, step: Predict) -> Predicted | Stopped:
        self._event("predict", number=step.sheet.number, text="How well did that go, 0 to 3?")
        while True:
            said = await self._read()
            if "predict" in said:
                return Predicted(rating=said["predict"])
            if "skip" in said:
                return Predicted(rating=None)
            if "stop" in said:
                return Stopped()
            self._error('Send {"predict": 0 to 3}, or {"skip": true}.')

    async def review(self, step: Review) -> Reviewed | Stopped:
        report = question_report(step.sheet).model_dump(mode="json")
        self._event("verdict", number=step.sheet.number, question=report)
        return Reviewed()

    async def decide(self, failure: Failure) -> Choice:
        self._error(failure.sentence)
        return Choice.SKIP if Choice.SKIP in failure.choices else Choice.KEEP

    def notify(self, notice: Notice) -> None:
        """What the examiner is doing is not sent: only what is said."""

    def show_words(self, words: str) -> None:
        """Words that stream in are not sent: the whole question follows at once."""

    # -- after the end --

    def finished(self, report: Report) -> None:
        self._event("report", report=report.model_dump(mode="json"), session=report.session)

    async def after_the_report(self) -> None:
        """Take appeals until the end of the input."""
        while True:
            try:
                said = await self._read()
            except KeptForLater:
                return
            if "appeal" in said:
                await self.hear_appeal(said["appeal"])
            else:
                self._error("The interview is over. Only an appeal is taken now.")

    async def hear_appeal(self, said: dict[str, str]) -> None:
        try:
            judged = await self._appeal(
                said.get("question"), said["point"], said["quote"], said.get("why", "")
            )
        except ReportedError as reported:
            self._error(str(reported))
            return
        self._event("appeal", **judged)

    # -- lines --

    async def _read(self) -> dict[str, Any]:
        """The next line that can be used. Raises KeptForLater at the end of the input."""
        while True:
            line = await self._lines.next()
            if line is None:
                raise KeptForLater
            if not line.strip():
                continue
            try:
                return understood(line)
            except UnusableLineError as why:
                self._error(str(why))

    def _error(self, text: str) -> None:
        self._event("error", text=text)

    def _event(self, event: str, **members: Any) -> None:
        self._out.write(json.dumps({"event": event, **members}) + "\n")
        self._out.flush()


def understood(line: str) -> dict[str, Any]:
    """A line as what it asks for: one known member with a value of its kind. Raises UnusableLineError."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise UnusableLineError(
            'The line is not JSON. Send one object, such as {"answer": "..."}.'
        ) from None
    if not isinstance(said, dict):
        raise UnusableLineError('The line is not an object. Send one, such as {"answer": "..."}.')
    unknown = [name for name in said if name not in COMMANDS]
    if unknown or len(said) != 1:
        named = f"There is no member {str(unknown[0])[:80]!r}. " if unknown else ""
        raise UnusableLineError(f"{named}Send one of: {', '.join(COMMANDS)}.")
    ((name, value),) = said.items()
    if name == "answer":
        return {name: _answer(value)}
    if name == "appeal":
        return {name: _disputed(value)}
    if name == "predict":
        if isinstance(value, bool) or value not in (0, 1, 2, 3):
            raise UnusableLineError('"predict" is a whole number from 0 to 3.')
        return {name: value}
    if value is not True:
        raise UnusableLineError(f'"{name}" is true or not there.')
    return said


def _answer(value: object) -> str:
    if not isinstance(value, str):
        raise UnusableLineError('"answer" is a string.')
    text = normalise(value)
    if not text.strip():
        raise UnusableLineError("The answer is empty. Nothing was submitted.")
    if len(text.encode()) > MAX_ANSWER:
        raise UnusableLineError(
            f"The answer is longer than {MAX_ANSWER:,} bytes. Nothing was submitted."
        )
    return text


def _disputed(value: object) -> dict[str, str]:
    members = ("question", "point", "quote", "why")
    if not isinstance(value, dict) or not all(isinstance(value.get(k, ""), str) for k in members):
        raise UnusableLineError(
            '"appeal" is an object of strings: point, quote, why and, for an older one, question.'
        )
    if not value.get("point") or not str(value.get("quote", "")).strip():
        raise UnusableLineError('An appeal names a "point" and a "quote" of your own words.')
    return {name: normalise(value[name]) for name in members if name in value}
