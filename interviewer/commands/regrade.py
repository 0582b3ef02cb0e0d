"""`regrade`: stored answers graded again, or those that could not be graded. Every verdict is kept."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace

from interviewer.commands import session_rows, wiring
from interviewer.commands.live_interview import Archive
from interviewer.core.protocol import Grade, Graded, Regraded, Ungraded
from interviewer.core.report import PointReport, QuestionReport
from interviewer.core.report_builder import question_report
from interviewer.core.run import Examiner, Notice, OnNotice, graded_alone
from interviewer.core.sheets import Sheet
from interviewer.core.short_names import title
from interviewer.core.text import Inert, inert, one_line
from interviewer.examiners import registry
from interviewer.process.output import message, say
from interviewer.reports.facts import name, percent, point_facts
from interviewer.storage.open_session import OpenSession
from interviewer.storage.session_store import SessionStore


def regrade(arguments: argparse.Namespace) -> int:
    """Grade, keep the verdicts, and show where the two examiners differ."""
    settings = wiring.settings_of(arguments)
    store = wiring.store_of(arguments)
    session_id = store.resolve(arguments.session)
    message(inert(f"Session {session_id}"))
    examiner = registry.configured(settings)
    before = {sheet.number: sheet for sheet in store.read(session_id).sheets()}
    failures = asyncio.run(
        complete(store, session_id, examiner, missing_only=arguments.missing, notify=_progress)
    )
    archive = Archive(store)
    unwritten = archive.keep(archive.report(session_id))
    after = {sheet.number: sheet for sheet in store.read(session_id).sheets()}
    pairs = [
        (question_report(before[number]), question_report(sheet))
        for number, sheet in after.items()
        if sheet != before[number]
    ]
    _print_comparison(pairs, examiner)
    failures += [unwritten] if unwritten else []
    for failure in failures:
        message(one_line(failure))
    return 1 if failures else 0


async def complete(
    store: SessionStore,
    session_id: str,
    examiner: Examiner,
    *,
    missing_only: bool = True,
    notify: OnNotice = lambda _: None,
) -> list[str]:
    """Grade a session's answers and write each verdict down; return why any failed.

    `missing_only` leaves alone what has a verdict. The journal keeps the old verdicts.
    """
    opened = store.open(session_id)
    failures = []
    try:
        for sheet in opened.sheets():
            if not sheet.turns or (missing_only and sheet.turns[-1].verdict is not None):
                continue
            notify(Notice(f"grading question {sheet.number}"))
            outcome = await _grade(sheet, examiner, notify, again=not missing_only)
            if isinstance(outcome, Graded):
                _keep(opened, Regraded(question=sheet.number, verdict=outcome.verdict))
            else:
                failures.append(f"Question {sheet.number}: {outcome.reason}")
    finally:
        opened.close()
        await examiner.aclose()
    return failures


async def _grade(
    sheet: Sheet, examiner: Examiner, notify: OnNotice, *, again: bool
) -> Graded | Ungraded:
    """Grade a question's answers in the order they were given, as in the interview.

    An examiner may build on what it made of the earlier answers, so they come first.
    """
    turns = [replace(turn, verdict=None) if again else turn for turn in sheet.turns]
    outcome: Graded | Ungraded = Ungraded(reason="There is no answer.")
    for number, turn in enumerate(turns):
        if turn.verdict is not None:
            continue
        seen = replace(sheet, turns=(*turns[:number], turn))
        outcome = graded_alone(await examiner.grade(Grade(seen), notify))
        if isinstance(outcome, Ungraded):
            return outcome
        turns[number] = replace(turn, verdict=outcome.verdict, ungraded=None)
    return outcome


def _keep(opened: OpenSession, regraded: Regraded) -> None:
    opened.amend(regraded.model_dump(mode="json"))


def _progress(notice: Notice) -> None:
    if sys.stderr.isatty():
        message(inert(f"({one_line(notice.text)})"))


def _print_comparison(
    pairs: list[tuple[QuestionReport, QuestionReport]], examiner: Examiner
) -> None:
    """Say what every point that differs was, what it is now, and by which words or for what reason."""
    if not pairs:
        say(inert("Nothing was graded again."))
        return
    rows = [("QUESTION", "BEFORE", "NOW", "POINTS THAT DIFFER")]
    changes: list[str] = []
    same = total = 0
    for old, new in pairs:
        differing = [
            (was, now)
            for was, now in zip(old.points, new.points, strict=True)
            if was.state != now.state
        ]
        total += len(new.points)
        same += len(new.points) - len(differing)
        rows.append((title(new.id), percent(old.score), percent(new.score), str(len(differing))))
        for was, now in differing:
            changes += _change(new, was, now)
    say(inert(session_rows.table(rows)))
    if changes:
        say()
        say(inert("\n".join(changes)))
        say()
    say(
        inert(
            f"{one_line(examiner.identity.name)} agrees with what stood before on {same} of {total} points."
        )
    )


def _change(question: QuestionReport, was: PointReport, now: PointReport) -> Iterator[Inert]:
    """A point that differs, a line, and under it what each state rests on."""
    facts = point_facts(question, now)
    yield inert(f"{name(question)}, {facts.label}: {was.word} -> {now.word}")
    if was.quote:
        yield inert(f"    before by: \u201c{one_line(was.quote)}\u201d")
    if facts.quote:
        yield inert(f"    now by: \u201c{facts.quote}\u201d ({facts.when})")
    elif facts.note:
        yield inert(f"    now: {facts.note}")
    elif now.state != "made":
        yield inert("    now: no words of yours were found that say it")
