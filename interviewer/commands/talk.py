"""`talk`: an interview over JSON lines on standard input and output."""

import argparse
import asyncio
import signal
import sys

from interviewer.commands.start import begun
from interviewer.core.choices import KeptForLater
from interviewer.core.text import inert
from interviewer.process.output import message
from interviewer.process.signals import SIGNALS
from interviewer.ui.line_source import Lines
from interviewer.ui.ports import Interview
from interviewer.ui.talk import TalkCandidate


def talk(arguments: argparse.Namespace) -> int:
    """Conduct an interview; the end of the input keeps it for `resume`, with status 0."""
    interview = begun(arguments)
    if interview.greeting:
        message(inert(interview.greeting))
    return asyncio.run(_talk(interview))


async def _talk(interview: Interview) -> int:
    candidate = TalkCandidate(Lines(sys.stdin.fileno()), sys.stdout, interview.appeal)
    caught: list[int] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def leave(number: int) -> None:
        if number == signal.SIGINT and candidate.interrupt():
            return
        caught.append(number)
        if task is not None:
            task.cancel()

    try:
        with SIGNALS.handled_by(loop, leave):
            interview.shown()
            candidate.finished(await interview.conduct(candidate))
            await candidate.after_the_report()
    except asyncio.CancelledError:
        if not caught:
            raise
        message(inert(f"Everything is saved. Continue with: interviewer resume {interview.id}"))
        return 128 + caught[0]
    except KeptForLater as kept:
        said = f"{kept} Everything is saved. Continue with: interviewer resume {interview.id}"
        message(inert(said.strip()))
        return 1 if str(kept) else 0
    return 0
