"""`start` and `resume`: what is asked, who grades, and through which door."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.banks.preview import glance
from interviewer.commands import wiring
from interviewer.commands.app_host import Host
from interviewer.commands.conduct import in_lines, message, on_screen
from interviewer.core.errors import UsageError
from interviewer.core.text import one_line
from interviewer.storage.home_folder import check
from interviewer.ui.ports import Coming, Interview, Wish

if TYPE_CHECKING:
    from interviewer.commands.live_interview import Equipment, Panel, Subject
    from interviewer.settings import Settings
    from interviewer.storage.stored_session import StoredSession


def start(arguments: argparse.Namespace) -> int:
    """A new interview, or the home screen where nothing was said on the command line."""
    plain = _plain(arguments)
    host, first = _opening(arguments, at_home=arguments.bare and not plain)
    return in_lines(host, first) if plain and first is not None else on_screen(host, first)


def _opening(
    arguments: argparse.Namespace, *, at_home: bool
) -> tuple[Host, Interview | Coming | None]:
    """What there is to begin with; no interview `at_home`. Whatever is wrong is said by raising."""
    home = wiring.home_of(arguments)
    check(home)
    settings = wiring.settings_of(arguments)
    file = wiring.bank_file(arguments.bank)
    wish = _wish(arguments, settings)
    transcript = _transcript(arguments)

    def equip() -> "Equipment":
        from interviewer.commands.live_interview import Equipment, Subject  # noqa: PLC0415 - takes a while

        bank, warnings = file.bank()
        for warning in warnings:
            message(f"warning: {warning.at(file.name)}")
        if not warnings:
            wiring.known_banks(home).add(file.raw)
        subject = Subject(bank, file.digest, arguments.seed, transcript, wish)
        return Equipment(wiring.store_of(arguments), subject, _panel(settings))

    host = Host(home, equip)
    if at_home:
        host.ready()
        return host, None
    known = file.raw in wiring.known_banks(home)
    coming = _coming(file, wish, settings, host) if known else None
    return host, coming or host.begin(wish)


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
    from interviewer.commands.live_interview import Equipment  # noqa: PLC0415 - takes a while

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
    return in_lines(host, interview) if _plain(arguments) else on_screen(host, interview)


def _subject_of(stored: "StoredSession", transcript: Path | None) -> "Subject":
    """What a stored session was made from: its own questions, whatever the file says now."""
    from interviewer.commands.live_interview import Subject  # noqa: PLC0415 - takes a while
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
    from interviewer.commands.live_interview import Panel  # noqa: PLC0415 - takes a while

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
