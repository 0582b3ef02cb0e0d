"""Other drivers of the same interview, given the replies that one had: all must end alike."""

import asyncio
import io
from contextlib import suppress
from typing import assert_never

from interviewer.core.protocol import (
    REPLY_KINDS,
    Answered,
    Clarified,
    Concluded,
    FollowedUp,
    Graded,
    Hinted,
    HintWanted,
    Paused,
    Predicted,
    Probed,
    Queried,
    Reviewed,
    Skipped,
    Stopped,
    TakenBack,
    Ungraded,
)
from interviewer.core.run import Choice, KeptForLater, TookBack, run
from interviewer.ui.plain import PlainCandidate
from tests.fuzz.stepping import Examiner

EXAMINERS = (
    "graded", "ungraded", "followed_up", "concluded", "clarified", "hinted", "probed", "taken_back",
)  # fmt: skip
"""Kinds of replies that come while the examiner works; taking an answer back interrupts it."""

CANDIDATES = tuple(sorted(REPLY_KINDS - set(EXAMINERS)))


class ReplayedExaminer(Examiner):
    """Gives the examiner's part of the replies, in order; leaves where there is no more."""

    def __init__(self, replies):
        super().__init__("first")
        self.replies = [r for r in replies if r.kind in EXAMINERS]

    def _next(self):
        if not self.replies:
            raise KeptForLater
        return self.replies.pop(0)

    async def grade(self, step, notify):
        await asyncio.sleep(0)
        reply = self._next()
        if reply.kind == "taken_back":
            raise TookBack
        return reply

    async def clarify(self, step, notify):
        return self._next()

    async def hint(self, step, show_words):
        return self._next()

    async def probe(self, step, show_words):
        return self._next()

    async def follow_up(self, step, show_words):
        reply = self._next()
        for char in reply.text:
            show_words(char)
        return reply

    async def conclude(self, step, notify):
        return self._next()


class ReplayedCandidate:
    """Gives the candidate's part."""

    def __init__(self, replies):
        self.replies = [r for r in replies if r.kind in CANDIDATES]

    async def ask(self, step):
        if not self.replies:
            raise KeptForLater
        return self.replies.pop(0)

    review = predict = ask

    async def decide(self, failure):
        return Choice.SKIP

    async def attend(self, work):
        return await work

    def notify(self, notice):
        pass

    def show_words(self, words):
        pass


class TypedLines:
    """Lines typed at a terminal; leaves where there are no more."""

    more = False
    unfinished = ""

    def __init__(self, lines):
        self.lines = list(lines)

    async def next(self):
        if not self.lines:
            raise KeptForLater
        return self.lines.pop(0)


def typed(replies):  # noqa: C901 - one for each kind
    """The lines that a person types in line mode for these replies; None where none do."""
    lines = []
    for reply in replies:
        match reply:
            case Skipped():
                lines.append("/skip")
            case Stopped():
                lines.append("/quit")
            case Reviewed():
                lines.append("")
            case HintWanted():
                lines.append("/hint")
            case Predicted(rating=rating):
                lines.append("" if rating is None else str(rating))
            case Queried() | Paused() | TakenBack():
                return None
            case Ungraded():
                lines.append("2")
            case Graded() | Clarified() | Hinted() | Probed() | FollowedUp() | Concluded():
                pass  # the examiner's
            case Answered():
                own = reply.text.split("\n")
                if (
                    reply.adds
                    or own[0].startswith("/")  # a command, or near enough to one to be asked about
                    or not all(line.strip() for line in own)
                ):
                    return None
                lines += [*own, ""]
            case _:
                assert_never(reply)
    return lines


async def _drive(opened, candidate, examiner):
    with suppress(KeptForLater):
        await run(opened.session, candidate, examiner, opened)


def in_lines(opened, replies):
    """Drive a session through the plain door; return what was printed, None if impossible."""
    lines = typed(replies)
    if lines is None:
        return None
    out, messages = io.StringIO(), io.StringIO()
    candidate = PlainCandidate(
        TypedLines(lines), out, messages, interactive=True, keep_draft=lambda _: None
    )
    asyncio.run(_drive(opened, candidate, ReplayedExaminer(replies)))
    return out.getvalue() + messages.getvalue()


def in_script(opened, replies):
    """Drive a session with the replies as they are."""
    asyncio.run(_drive(opened, ReplayedCandidate(replies), ReplayedExaminer(replies)))
    return ""
