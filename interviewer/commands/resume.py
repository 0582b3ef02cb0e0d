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
        raise UsageError("There is no unfinished session. `interviewer` begins a new one.")
    panel, transcript = examiners_of(settings), transcript_of(arguments)
    opened = store.open(name)
    if opened.session.finished:
        opened.close()
        raise UsageError(f"Session {name} is finished. `interviewer report {name}` shows it.")
    factory = InterviewFactory(store, _source_of(opened, transcript), panel)
    return factory, factory.live(opened)


def _source_of(stored: StoredSession, transcript: Path | None) -> InterviewSource:
    """What a stored session was made from: its own questions, whatever the file says now."""
    plan = stored.plan
    key = plan.bank_ids[0] if len(set(plan.bank_ids)) == 1 else None
    content = QuestionBank(id=key, title=plan.bank, questions=plan.questions)
    bank = Bank(content, digest=plan.bank_digest)
    return InterviewSource(bank, plan.seed, transcript)
