"""`start` and `resume`: what is asked, who grades, and through which door."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.banks.preview import preview
from interviewer.commands import wiring
from interviewer.commands.app_host import AppHost
from interviewer.commands.conduct import in_lines, on_screen
from interviewer.commands.report_file import check_place
from interviewer.core.errors import UsageError
from interviewer.core.text import one_line
from interviewer.process.output import message
from interviewer.process.streams import unreadable
from interviewer.storage.files import expanded, private_folder, storage_error
from interviewer.storage.home_folder import check, first_time, openness
from interviewer.ui.ports import Interview, PendingInterview, QuestionChoice

if TYPE_CHECKING:
    from interviewer.commands.live_interview import InterviewFactory, InterviewSource
    from interviewer.settings import Settings
    from interviewer.storage.bank_files import BankFile
    from interviewer.storage.stored_session import StoredSession


def start(arguments: argparse.Namespace) -> int:
    """A new interview, or the home screen where nothing was said on the command line."""
    plain = plain_wanted(arguments)
    host, first = _opening(arguments, at_home=arguments.bare and not plain)
    if plain and first is not None:
        return in_lines(host, first, end_mark=arguments.end_mark.strip())
    return on_screen(host, first)


def begun(arguments: argparse.Namespace) -> tuple[AppHost, Interview]:
    """A new interview with all that is behind it, made at once."""
    host, first = _opening(arguments, at_home=False)
    assert first is not None  # noqa: S101 - not at home
    return host, first.make() if isinstance(first, PendingInterview) else first


def _warn_of_openness(home: Path) -> None:
    warning = openness(home)
    if warning:
        message(one_line(f"warning: {warning}"))


def _opening(
    arguments: argparse.Namespace, *, at_home: bool
) -> tuple[AppHost, Interview | PendingInterview | None]:
    """What there is to begin with; no interview `at_home`. Whatever is wrong is said by raising."""
    home = wiring.home_of(arguments)
    check(home)
    _warn_of_openness(home)
    settings = replace(wiring.settings_of(arguments), manner=wiring.manner_of(arguments))
    file = wiring.bank_file(arguments, arguments.bank)
    wish = _wish(arguments, settings)
    transcript = transcript_of(arguments)

    def equip() -> "InterviewFactory":
        from interviewer.commands.live_interview import (  # noqa: PLC0415 - takes a while
            InterviewFactory,
            InterviewSource,
            examiners_of,
        )

        bank = file.load()
        for warning in bank.warnings:
            message(one_line(f"warning: {warning.at(file.name)}"))
        if not bank.warnings and file.suffix == ".json":
            wiring.known_banks(home).add(file.raw)
        subject = InterviewSource(bank, arguments.seed, transcript, wish)
        examiners = examiners_of(settings, greet=first_time(home), home=home)
        return InterviewFactory(wiring.store_of(arguments), subject, examiners)

    host = AppHost(home, equip)
    if at_home:
        host.ready()
        return host, None
    known = file.raw in wiring.known_banks(home)
    coming = _coming(file, wish, settings, host) if known else None
    return host, coming or host.begin(wish)


def _coming(
    file: "BankFile", wish: QuestionChoice, settings: "Settings", host: AppHost
) -> PendingInterview | None:
    """The interview as far as it is known from a glance; None where its first question is not, or
    who grades is only known to another package.
    """
    if not settings.model and settings.examiner != "offline":
        return None
    if not wish.plain_order:
        return None
    seen = preview(file.raw)
    return PendingInterview(
        bank=seen.title,
        prompt=seen.prompt,
        questions=min(seen.questions, wish.count or seen.questions),
        about=(seen.topic, seen.difficulty),
        badge=wiring.badge(settings.model),
        greeting=settings.offline_reason if first_time(host.folder) else "",
        make=lambda: host.begin(wish),
    )


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the named session, else the newest unfinished one."""
    plain = plain_wanted(arguments)
    from interviewer.commands.live_interview import InterviewFactory, examiners_of  # noqa: PLC0415 - takes a while

    store = wiring.store_of(arguments)
    store.check()
    _warn_of_openness(store.home)
    settings = wiring.settings_of(arguments)
    name = store.resolve(arguments.session) if arguments.session else store.newest_unfinished()
    if name is None:
        raise UsageError("There is no unfinished session. `interviewer` begins a new one.")
    panel, transcript = examiners_of(settings, home=store.home), transcript_of(arguments)
    opened = store.open(name)
    equipment = InterviewFactory(store, _subject_of(opened, transcript), panel)
    host, interview = AppHost(store.home, lambda: equipment), equipment.live(opened)
    if interview.session.finished:
        raise UsageError(f"Session {name} is finished. `interviewer report {name}` shows it.")
    return in_lines(host, interview) if plain else on_screen(host, interview)


def _subject_of(stored: "StoredSession", transcript: Path | None) -> "InterviewSource":
    """What a stored session was made from: its own questions, whatever the file says now."""
    from interviewer.banks.bank import Bank  # noqa: PLC0415 - only to resume
    from interviewer.commands.live_interview import InterviewSource  # noqa: PLC0415 - takes a while
    from interviewer.core.questions import QuestionBank  # noqa: PLC0415 - only to resume

    plan = stored.plan
    key = plan.bank_ids[0] if len(set(plan.bank_ids)) == 1 else None
    content = QuestionBank(id=key, title=plan.bank, questions=plan.questions)
    bank = Bank(content, digest=plan.bank_digest)
    return InterviewSource(bank, plan.seed, transcript)


def _wish(arguments: argparse.Namespace, settings: "Settings") -> QuestionChoice:
    follow_ups = settings.follow_ups if arguments.follow_ups is None else arguments.follow_ups
    return QuestionChoice(
        count=arguments.count,
        topic=arguments.topic,
        difficulty=arguments.difficulty,
        questions=tuple(arguments.question),
        shuffle=arguments.shuffle,
        follow_ups=follow_ups,
        feedback_each=(arguments.feedback or settings.feedback) == "each",
        persona=arguments.persona or "",
        level=arguments.level or "",
        adaptive=arguments.adaptive,
        minutes=arguments.minutes,
        per_question=arguments.per_question,
        predict=arguments.predict,
    )


def transcript_of(arguments: argparse.Namespace) -> Path | None:
    """Where the Markdown goes; said before question 1 where it cannot."""
    if arguments.transcript is None:
        return None
    path = expanded(arguments.transcript)
    try:
        folder = path if path.is_dir() else path.parent
    except OSError as error:  # a name that is too long
        raise storage_error(error, path) from None
    if arguments.transcript.endswith(os.sep) and not path.exists():
        folder = private_folder(path)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(
            f"--transcript: cannot write in {one_line(str(folder))}. Name a folder that exists."
        )
    check_place(path)
    return path.absolute()


def plain_wanted(arguments: argparse.Namespace) -> bool:
    """Whether lines serve and not the screen. Raises UsageError where nobody could answer in them."""
    plain = (
        arguments.plain
        or os.environ.get("TERM") in (None, "", "dumb")
        or not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())
    )
    why = unreadable() if plain else ""
    if why:
        raise UsageError(f"{why}: type answers in a terminal, or pipe them to the program.")
    return plain
