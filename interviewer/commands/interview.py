"""`start` and `resume`: an interview through the screen, or in plain lines."""

import argparse
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.commands import wiring
from interviewer.commands.host import Archive, Host, LiveInterview, Panel, Subject
from interviewer.core.errors import Told, UsageError
from interviewer.core.run import KeptForLater
from interviewer.core.text import inert, one_line
from interviewer.ui.ports import Interview, Wish
from interviewer.ui.signals import SIGNALS

if TYPE_CHECKING:
    from interviewer.core.report import Report
    from interviewer.settings import Settings
    from interviewer.storage.stored import StoredSession
    from interviewer.ui.plain import PlainCandidate


def start(arguments: argparse.Namespace) -> int:
    """A new interview, or the home screen where nothing was said on the command line."""
    store = wiring.store_of(arguments)
    store.check()
    settings = wiring.settings_of(arguments)
    bank, digest, warnings = wiring.read_bank(arguments.bank)
    for warning in warnings:
        _message(f"warning: {warning.at(arguments.bank or 'questions.json')}")
    wish = _wish(arguments, settings)
    subject = Subject(bank, digest, arguments.seed, _transcript(arguments), wish)
    host = Host(store, subject, _panel(arguments, settings))
    if _plain(arguments):
        return _in_lines(host, host.begin(wish))
    first = None if arguments.bare else host.begin(wish)
    return _on_screen(host, first)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the named session, else the newest unfinished one."""
    store = wiring.store_of(arguments)
    store.check()
    settings = wiring.settings_of(arguments)
    name = store.resolve(arguments.session) if arguments.session else store.newest_unfinished()
    if name is None:
        raise UsageError("There is no unfinished session. `interviewer` begins a new one.")
    panel, transcript = _panel(arguments, settings), _transcript(arguments)
    opened = store.open(name)
    host = Host(store, _subject_of(opened, transcript), panel)
    interview = LiveInterview(opened, panel, Archive(store, transcript))
    if interview.session.finished:
        raise UsageError(f"Session {name} is finished. `interviewer report {name}` shows it.")
    return _in_lines(host, interview) if _plain(arguments) else _on_screen(host, interview)


def _subject_of(stored: "StoredSession", transcript: Path | None) -> Subject:
    """What a stored session was made from: its own questions, whatever the file says now."""
    from interviewer.core.questions import QuestionBank  # noqa: PLC0415 - only to resume

    plan = stored.plan
    bank = QuestionBank(title=plan.bank, questions=plan.questions)
    return Subject(bank, plan.bank_digest, plan.seed, transcript)


def _wish(arguments: argparse.Namespace, settings: "Settings") -> Wish:
    follow_ups = settings.follow_ups if arguments.follow_ups is None else arguments.follow_ups
    return Wish(
        count=arguments.count,
        topic=arguments.topic,
        difficulty=arguments.difficulty,
        questions=tuple(arguments.question),
        shuffle=arguments.shuffle,
        follow_ups=follow_ups,
        feedback_each=(arguments.feedback or settings.feedback) == "each",
    )


def _panel(arguments: argparse.Namespace, settings: "Settings") -> Panel:
    if arguments.offline or not settings.model:
        greeting = "" if arguments.offline else settings.offline_reason
        return Panel(wiring.offline_examiner(), None, greeting)
    remote = wiring.model_examiner(settings)
    return Panel(
        remote,
        wiring.offline_examiner(),
        remote=remote,
        fresh=lambda: wiring.model_examiner(settings),
    )


def _transcript(arguments: argparse.Namespace) -> Path | None:
    """Where the Markdown goes; said before question 1 where it cannot."""
    if arguments.transcript is None:
        return None
    path = Path(arguments.transcript).expanduser()
    folder = path if path.is_dir() else path.parent
    if arguments.transcript.endswith(os.sep) and not path.exists():
        path.mkdir(parents=True)
        folder = path
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(
            f"--transcript: cannot write in {one_line(str(folder))}. Name a folder that exists."
        )
    return path.absolute()


def _plain(arguments: argparse.Namespace) -> bool:
    return (
        arguments.plain
        or os.environ.get("TERM") in (None, "", "dumb")
        or not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())
    )


# -- the screen -----------------------------------------------------------------------------------


def _on_screen(host: Host, first: Interview | None) -> int:
    # Textual paints at most so often a second: at its own 60 a key waits up to 17 ms to be seen.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from interviewer.ui.tui.app import InterviewerApp  # noqa: PLC0415 - textual, only for the screen

    app = InterviewerApp(host, first)
    app.run()
    outcome = app.outcome
    if outcome.said:
        _message(outcome.said)
    if outcome.report is not None:
        _print_saved(host, outcome.report)
    elif outcome.kept is not None:
        _message(_how_to_resume(outcome.kept))
    return outcome.status


# -- plain lines ----------------------------------------------------------------------------------


def _in_lines(host: Host, interview: Interview) -> int:
    from interviewer.ui.plain import Lines, PlainCandidate  # noqa: PLC0415 - one door is loaded

    if interview.greeting:
        _message(interview.greeting)
    candidate = PlainCandidate(
        Lines(sys.stdin.fileno()),
        sys.stdout,
        sys.stderr,
        interactive=sys.stdin.isatty(),
        keep_draft=interview.keep_draft,
        draft=interview.draft(),
    )
    candidate.greet(
        interview.session.plan.bank, len(interview.session.plan.questions), interview.badge
    )
    try:
        candidate.begin(interview.session.step)
        import asyncio  # noqa: PLC0415 - loaded while the first question is being read

        return asyncio.run(_conduct(host, interview, candidate))
    except (KeyboardInterrupt, SystemExit):  # a signal before the loop hears them, or afterwards
        if not interview.session.finished:
            _message(_how_to_resume(interview.id))
        raise


async def _conduct(host: Host, interview: Interview, candidate: "PlainCandidate") -> int:
    """Conduct, ending on a signal with everything saved and the status a shell expects."""
    import asyncio  # noqa: PLC0415 - see _in_lines

    from interviewer.ui.plain import TerminalGone  # noqa: PLC0415 - one door is loaded
    from interviewer.ui.words import report_lines  # noqa: PLC0415 - one door is loaded

    caught: list[int] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def leave(number: int) -> None:
        if number == signal.SIGINT and candidate.interrupt():
            return  # the first Ctrl+C cancels what the examiner is doing
        caught.append(number)
        if task is not None:
            task.cancel()

    try:
        with SIGNALS.heard(loop, leave):
            interview.shown()
            report = await interview.conduct(candidate)
    except asyncio.CancelledError:
        if not caught:
            raise
        _message(_how_to_resume(interview.id))
        return 128 + caught[0]
    except TerminalGone:  # the signal that says so may come late, or to the shell alone
        _message(_how_to_resume(interview.id))
        return 128 + signal.SIGHUP
    except KeptForLater as kept:
        _message(" ".join([str(kept), _how_to_resume(interview.id)]).strip())
        return 1 if str(kept) else 0
    print()
    for line in report_lines(report):
        print(line)
    print()
    _print_saved(host, report)
    return 0


def _print_saved(host: Host, report: "Report") -> None:
    try:
        paths = host.saved(report)
    except Told as told:
        _message(str(told))
        return
    for name, path in zip(("Transcript", "Journal"), paths, strict=False):
        print(f"{name}: {one_line(path)}")


def _how_to_resume(session_id: str) -> str:
    return f"Everything is saved. Go on with: interviewer resume {session_id}"


def _message(text: str) -> None:
    with suppress(OSError):  # the terminal may be what has gone
        print(inert(text), file=sys.stderr)
