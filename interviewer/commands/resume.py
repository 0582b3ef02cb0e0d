"""`resume`: continues with an unfinished session."""

import argparse
from pathlib import Path

from interviewer.banks.bank import Bank
from interviewer.commands import wiring
from interviewer.commands.conduct import conduct, plain_wanted
from interviewer.commands.live_interview import (
    InterviewFactory,
    InterviewSource,
    LiveInterview,
    examiners_of,
)
from interviewer.commands.report_file import transcript_of
from interviewer.commands.start import warn_of_openness
from interviewer.core.errors import UsageError
from interviewer.core.questions import QuestionBank
from interviewer.storage.session_store import SessionStore
from interviewer.storage.stored_session import StoredSession


def resume(arguments: argparse.Namespace) -> int:
    """Continue with the named session, else the newest unfinished one."""
    plain = plain_wanted(arguments)
    factory, interview = reopened(arguments)
    return conduct(lambda: factory, interview, factory.store.home, plain=plain)


def reopened(arguments: argparse.Namespace) -> tuple[InterviewFactory, LiveInterview]:
    """The interview of the named session, else of the newest unfinished one, and what it is made by.

    Raises UsageError where there is none that is unfinished.
    """
    store = wiring.store_of(arguments)
    store.check()
    warn_of_openness(store.home)
    settings = wiring.settings_of(arguments)
    name = store.resolve(arguments.session) if arguments.session else store.newest_unfinished()
    if name is None:
        raise UsageError(f"There is no unfinished session.{_stopped(store)}")
    panel, transcript = examiners_of(settings), transcript_of(arguments)
    opened = store.open(name)
    finished = opened.session.finished
    if finished and not opened.continue_stopped():
        opened.close()
        raise UsageError(f"Session {name} is finished. `interviewer report {name}` shows it.")
    factory = InterviewFactory(store, _source_of(opened, transcript), panel)
    if finished:
        factory.archive.remove_transcript(name)
    return factory, factory.live(opened)


def _stopped(store: SessionStore) -> str:
    """What can be done where none is unfinished: the newest may have been stopped early."""
    newest = store.ids()[:1]
    if newest and store.read(newest[0]).session.before_stop() is not None:
        return f" `interviewer resume {newest[0]}` continues the one that you stopped."
    return " `interviewer` begins a new one."


def _source_of(stored: StoredSession, transcript: Path | None) -> InterviewSource:
    """What a stored session was made from: its own questions, whatever the file says now."""
    plan = stored.plan
    key = plan.bank_ids[0] if len(set(plan.bank_ids)) == 1 else None
    content = QuestionBank(id=key, title=plan.bank, questions=plan.questions)
    bank = Bank(content, digest=plan.bank_digest)
    return InterviewSource(bank, plan.seed, transcript)
