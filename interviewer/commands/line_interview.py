"""An interview in lines, from the first answer to the end. Its first question has been printed."""

import asyncio
import signal
import sys
from collections.abc import Callable

from interviewer.commands.outcome_lines import how_to_continue, how_to_resume, print_saved
from interviewer.core.choices import KeptForLater
from interviewer.core.report import Report
from interviewer.core.text import inert
from interviewer.process.output import message, say
from interviewer.process.signals import SIGNALS
from interviewer.reports.plain_text import report_lines
from interviewer.ui.asking import wrapped
from interviewer.ui.line_source import Lines, TerminalGone
from interviewer.ui.plain import PlainCandidate
from interviewer.ui.ports import Interview, SavedFiles
from interviewer.ui.slash_commands import is_command
from interviewer.ui.terminal_lines import TerminalLines
from interviewer.ui.terminal_mode import KeyByKey


def conduct_in_lines(
    interview: Interview,
    saved: Callable[[Report], SavedFiles],
    terminal: KeyByKey | None,
    end_mark: str,
    width: int,
) -> int:
    """Conduct an interview whose waiting question was asked already; return the exit status."""
    lines = TerminalLines(terminal, is_command) if terminal else Lines(sys.stdin.fileno())
    candidate = PlainCandidate(
        lines,
        sys.stdout,
        sys.stderr,
        interactive=terminal is not None,
        keep_draft=interview.keep_draft,
        draft=interview.draft(),
        why=interview.session.plan.why,
        end_mark=end_mark,
        width=width,
    )
    candidate.asked_already(interview.session.step)
    try:
        return asyncio.run(_conduct(interview, saved, candidate, width))
    except (KeyboardInterrupt, SystemExit):  # a signal before the loop handles them, or afterwards
        if not interview.session.finished:
            message(how_to_resume(interview.id))
        raise


async def _conduct(
    interview: Interview,
    saved: Callable[[Report], SavedFiles],
    candidate: PlainCandidate,
    width: int,
) -> int:
    """Conduct, ending on a signal with everything saved and the status a shell expects."""
    caught: list[int] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def leave(number: int) -> None:
        if number == signal.SIGINT and candidate.interrupt():
            return  # the first Ctrl+C cancels what the examiner is doing
        caught.append(number)
        if task is not None:
            task.cancel()

    try:
        with SIGNALS.handled_by(loop, leave):
            interview.shown()
            report = await interview.conduct(candidate)
    except asyncio.CancelledError:
        if not caught:
            raise
        message(how_to_resume(interview.id))
        return 128 + caught[0]
    except TerminalGone:  # the signal that says so may come late, or to the shell alone
        message(how_to_resume(interview.id))
        return 128 + signal.SIGHUP
    except KeptForLater as kept:
        message(inert(f"{kept} {how_to_resume(interview.id, str(kept))}".strip()))
        return 1 if str(kept) else 0
    say()
    for line in report_lines(report, shown=frozenset(candidate.shown)):
        say(wrapped(line, width))
    say()
    status = print_saved(saved, report)
    if interview.session.before_stop() is not None and _by_a_person():
        message(how_to_continue(interview.id))
    return status


def _by_a_person() -> bool:
    """Whether answers are typed: a program that sends them knows where its input ends."""
    return sys.stdin is not None and sys.stdin.isatty()
