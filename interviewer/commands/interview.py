"""`start` and `resume`: an interview through the screen, or in plain lines."""

import argparse
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.commands import wiring
from interviewer.commands.host import Host
from interviewer.core.choices import KeptForLater
from interviewer.core.errors import Told, UsageError
from interviewer.core.glance import glance
from interviewer.core.text import inert, one_line
from interviewer.storage.home import check
from interviewer.ui.asking import greeting, question
from interviewer.ui.ports import Coming, Interview, Wish

if TYPE_CHECKING:
    from interviewer.commands.live import Equipment, Panel, Subject
    from interviewer.core.report import Report
    from interviewer.settings import Settings
    from interviewer.storage.stored import StoredSession
    from interviewer.ui.plain import PlainCandidate

_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start(arguments: argparse.Namespace) -> int:
    """A new interview, or the home screen where nothing was said on the command line."""
    home = wiring.home_of(arguments)
    check(home)
    settings = wiring.settings_of(arguments)
    file = wiring.bank_file(arguments.bank)
    wish = _wish(arguments, settings)
    transcript = _transcript(arguments)

    def equip() -> "Equipment":
        from interviewer.commands.live import Equipment, Subject  # noqa: PLC0415 - takes a while

        bank, warnings = file.bank()
        for warning in warnings:
            _message(f"warning: {warning.at(file.name)}")
        if not warnings:
            wiring.known_banks(home).add(file.raw)
        subject = Subject(bank, file.digest, arguments.seed, transcript, wish)
        return Equipment(wiring.store_of(arguments), subject, _panel(settings))

    host = Host(home, equip)
    show = _in_lines if _plain(arguments) else _on_screen
    if arguments.bare and show is _on_screen:
        host.ready()
        return _on_screen(host, None)
    known = file.raw in wiring.known_banks(home)
    coming = _coming(file, wish, settings, host) if known else None
    return show(host, coming or host.begin(wish))


def _coming(file: wiring.BankFile, wish: Wish, settings: "Settings", host: Host) -> Coming | None:
    """The interview as far as it is known from a glance; None where its first question is not."""
    if wish.questions or wish.topic or wish.difficulty or wish.shuffle:
        return None
    seen = glance(file.raw)
    return Coming(
        bank=seen.title,
        prompt=seen.prompt,
        questions=min(seen.questions, wish.count or seen.questions),
        about=(seen.topic, seen.difficulty),
        badge=wiring.badge(settings.model),
        greeting=settings.offline_reason,
        make=lambda: host.begin(wish),
    )


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the named session, else the newest unfinished one."""
    from interviewer.commands.live import Equipment  # noqa: PLC0415 - takes a while

    store = wiring.store_of(arguments)
    store.check()
    settings = wiring.settings_of(arguments)
    name = store.resolve(arguments.session) if arguments.session else store.newest_unfinished()
    if name is None:
        raise UsageError("There is no unfinished session. `interviewer` begins a new one.")
    panel, transcript = _panel(settings), _transcript(arguments)
    opened = store.open(name)
    equipment = Equipment(store, _subject_of(opened, transcript), panel)
    host, interview = Host(store.home, lambda: equipment), equipment.live(opened)
    if interview.session.finished:
        raise UsageError(f"Session {name} is finished. `interviewer report {name}` shows it.")
    return _in_lines(host, interview) if _plain(arguments) else _on_screen(host, interview)


def _subject_of(stored: "StoredSession", transcript: Path | None) -> "Subject":
    """What a stored session was made from: its own questions, whatever the file says now."""
    from interviewer.commands.live import Subject  # noqa: PLC0415 - takes a while
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


def _panel(settings: "Settings") -> "Panel":
    from interviewer.commands.live import Panel  # noqa: PLC0415 - takes a while

    if not settings.model:
        return Panel(wiring.offline_examiner(), None, settings.offline_reason)
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


def _on_screen(host: Host, first: Interview | Coming | None) -> int:
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


def _in_lines(host: Host, first: Interview | Coming) -> int:
    if first.greeting:
        _message(first.greeting)
    if isinstance(first, Coming):  # asked at once; the rest is loaded while it is being read
        print(greeting(first.bank, first.questions, first.badge))
        print(question(1, first.questions, first.about, first.prompt), flush=True)
        interview = first.make()
    else:
        interview = first
        plan = interview.session.plan
        print(greeting(plan.bank, len(plan.questions), interview.badge), flush=True)
    from interviewer.ui.plain import Lines, PlainCandidate  # noqa: PLC0415 - takes a while

    candidate = PlainCandidate(
        Lines(sys.stdin.fileno()),
        sys.stdout,
        sys.stderr,
        interactive=sys.stdin.isatty(),
        keep_draft=interview.keep_draft,
        draft=interview.draft(),
    )
    try:
        candidate.begin(interview.session.step, asked=isinstance(first, Coming))
        import asyncio  # noqa: PLC0415 - loaded while the first question is being read

        return asyncio.run(_conduct(host, interview, candidate))
    except (KeyboardInterrupt, SystemExit):  # a signal before the loop, which takes them from there
        _message(_how_to_resume(interview.id))
        raise


async def _conduct(host: Host, interview: Interview, candidate: "PlainCandidate") -> int:
    """Conduct, ending on a signal with everything saved and the status a shell expects."""
    import asyncio  # noqa: PLC0415 - see _in_lines

    from interviewer.ui.words import report_lines  # noqa: PLC0415 - one door is loaded

    caught: list[int] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def leave(number: int) -> None:
        if number == signal.SIGINT and candidate.interrupt():
            return  # the first Ctrl+C cancels what the examiner is doing
        caught.append(number)
        if task is not None:
            task.cancel()

    for number in _ENDING_SIGNALS:
        loop.add_signal_handler(number, leave, number)
    interview.shown()
    try:
        report = await interview.conduct(candidate)
    except asyncio.CancelledError:
        if not caught:
            raise
        _message(_how_to_resume(interview.id))
        return 128 + caught[0]
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
