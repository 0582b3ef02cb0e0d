"""The two doors of an interview: the screen and the plain lines, from the first question to the end.

A first question that is known is shown before what asks it is loaded.
"""

import os
import signal
import sys
from typing import TYPE_CHECKING

from interviewer.core.choices import KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.core.text import Inert, inert, one_line
from interviewer.process.environment import correct
from interviewer.process.output import message, say
from interviewer.process.signals import SIGNALS
from interviewer.ui.asking import greeting, question, wrapped
from interviewer.ui.ports import Interview, PendingInterview

if TYPE_CHECKING:
    from interviewer.commands.app_host import AppHost
    from interviewer.core.report import Report
    from interviewer.ui.line_source import LineSource
    from interviewer.ui.plain import PlainCandidate
    from interviewer.ui.terminal_mode import KeyByKey

# -- the screen -----------------------------------------------------------------------------------


def on_screen(host: "AppHost", first: Interview | PendingInterview | None) -> int:
    # Textual paints at most so often a second: at its own 60 a key waits up to 17 ms to be seen.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    correct()
    from interviewer.ui.tui.app import InterviewerApp  # noqa: PLC0415 - textual, only for the screen

    app = InterviewerApp(host, first)
    app.run()
    outcome = app.outcome
    if outcome.said:
        message(inert(outcome.said))
    if outcome.report is not None:
        unsaved = _print_saved(host, outcome.report)
        return outcome.status or unsaved
    if outcome.kept is not None:
        message(_how_to_resume(outcome.kept, outcome.said))
    return outcome.status


READING_WIDTH = 100

# -- plain lines ----------------------------------------------------------------------------------


def in_lines(host: "AppHost", first: Interview | PendingInterview, *, end_mark: str = "") -> int:
    """With `end_mark`, an answer ends at a line that holds it alone."""
    if not sys.stdin.isatty():
        return _in_lines(host, first, None, end_mark)
    from interviewer.ui.terminal_mode import KeyByKey  # noqa: PLC0415 - of terminals alone

    with KeyByKey(sys.stdin.fileno()) as terminal:
        return _in_lines(host, first, terminal, end_mark)


def _width() -> int:
    """At how many cells lines are wrapped: nowhere in a pipe, which gets them as they are."""
    try:
        return min(os.get_terminal_size(1).columns, READING_WIDTH)
    except (OSError, ValueError):
        return 0


def _in_lines(
    host: "AppHost",
    first: Interview | PendingInterview,
    terminal: "KeyByKey | None",
    end_mark: str,
) -> int:
    width = _width()
    if first.greeting:
        message(inert(first.greeting))
    if isinstance(
        first, PendingInterview
    ):  # asked at once; the rest is loaded while it is being read
        say(wrapped(greeting(first.bank, first.questions, first.badge), width))
        asked = question(1, first.questions, first.about, first.prompt)
        say(wrapped(asked, width), flush=True)
        interview = first.make()
    else:
        interview = first
        plan = interview.session.plan
        say(wrapped(greeting(plan.bank, plan.total, interview.badge), width), flush=True)
    from interviewer.ui.plain import PlainCandidate  # noqa: PLC0415 - takes a while

    candidate = PlainCandidate(
        _lines(terminal),
        sys.stdout,
        sys.stderr,
        interactive=terminal is not None,
        keep_draft=interview.keep_draft,
        draft=interview.draft(),
        why=interview.session.plan.why,
        end_mark=end_mark,
        width=width,
    )
    try:
        candidate.begin(interview.session.step, asked=isinstance(first, PendingInterview))
        import asyncio  # noqa: PLC0415 - loaded while the first question is being read

        return asyncio.run(_conduct(host, interview, candidate))
    except (KeyboardInterrupt, SystemExit):  # a signal before the loop hears them, or afterwards
        if not interview.session.finished:
            message(_how_to_resume(interview.id))
        raise


def _lines(terminal: "KeyByKey | None") -> "LineSource":
    if terminal is None:
        from interviewer.ui.line_source import Lines  # noqa: PLC0415 - one door is loaded

        return Lines(sys.stdin.fileno())
    from interviewer.ui.plain import is_command  # noqa: PLC0415 - one door is loaded
    from interviewer.ui.terminal_lines import TerminalLines  # noqa: PLC0415 - one door is loaded

    return TerminalLines(terminal, is_command)


async def _conduct(host: "AppHost", interview: Interview, candidate: "PlainCandidate") -> int:
    """Conduct, ending on a signal with everything saved and the status a shell expects."""
    import asyncio  # noqa: PLC0415 - see in_lines

    from interviewer.reports.plain_text import report_lines  # noqa: PLC0415 - one door is loaded
    from interviewer.ui.line_source import TerminalGone  # noqa: PLC0415 - one door is loaded

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
        message(_how_to_resume(interview.id))
        return 128 + caught[0]
    except TerminalGone:  # the signal that says so may come late, or to the shell alone
        message(_how_to_resume(interview.id))
        return 128 + signal.SIGHUP
    except KeptForLater as kept:
        message(inert(f"{kept} {_how_to_resume(interview.id, str(kept))}".strip()))
        return 1 if str(kept) else 0
    say()
    width = _width()
    for line in report_lines(report, shown=frozenset(candidate.shown)):
        say(wrapped(line, width))
    say()
    return _print_saved(host, report)


def _print_saved(host: "AppHost", report: "Report") -> int:
    """Say where everything is; return 1 where something could not be written, else 0."""
    try:
        saved = host.saved(report)
    except ReportedError as reported:
        message(inert(str(reported)))
        return 1
    if saved.transcript:
        say(inert(f"Transcript: {one_line(saved.transcript)}"))
    say(inert(f"Journal: {one_line(saved.journal)}"))
    if saved.problem:
        message(inert(saved.problem))
        return 1
    return 0


def _how_to_resume(session_id: str, said: str = "") -> Inert:
    """`said` is what was said just before: it may be that something is not saved."""
    kept = "Everything else is saved." if "NOT saved" in said else "Everything is saved."
    return inert(f"{kept} Go on with: interviewer resume {session_id}")
