"""The same question then and now: what was answered, and which points were gained and lost."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.report import PointReport, Report
from interviewer.core.report_builder import question_report
from interviewer.core.text import one_line
from interviewer.practice.attempts import AttemptReport, OtherAttempts, changes
from interviewer.practice.reviews import Attempt, Past, bank_of, id_in_bank
from interviewer.reports.facts import percent

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore


def then_and_now(store: "SessionStore", past: Past, wanted: str) -> Iterator[str]:
    """The first graded attempt at a question beside the newest, line by line.

    Raises UsageError where the question was never asked.
    """
    graded = [one for one in past.attempts if one.question == wanted and one.status == "graded"]
    if not graded:
        near = nearest(wanted, {one.question for one in past.attempts})
        raise UsageError(f"No answer to {one_line(wanted, 80)!r} was graded.{near}")
    bank = graded[-1].bank
    graded = [one for one in graded if one.bank == bank]
    now = _report_of(store, graded[-1])
    yield one_line(now.report.prompt, 500)
    if len(graded) == 1:
        yield "It was asked once; there is nothing to compare with yet."
        yield from _attempt("Now", now)
        return
    then = _report_of(store, graded[0])
    yield from _changes(then.report.points, now.report.points)
    yield from _attempt("Then", then)
    yield from _attempt("Now", now)


def other_attempts(store: "SessionStore", report: Report) -> dict[str, OtherAttempts]:
    """By a question's id: the graded attempts beside that of a report, where there are any."""
    graded: dict[tuple[str, str], list[Attempt]] = {}
    for one in store.past().attempts:
        if one.status == "graded":
            graded.setdefault((one.bank, one.question), []).append(one)
    stored, found = store.read(report.session), {}
    for question in stored.plan.questions:
        bank = bank_of(stored.plan, question)
        tries = graded.get((bank, id_in_bank(bank, question.id)), [])
        at = next((n for n, one in enumerate(tries) if one.session == report.session), None)
        if at is None or len(tries) == 1:
            continue
        first, last = tries[0], tries[-1]
        found[question.id] = OtherAttempts(
            _report_of(store, first) if at > 0 else None,
            _report_of(store, last) if at < len(tries) - 1 else None,
        )
    return found


def _report_of(store: "SessionStore", attempt: Attempt) -> AttemptReport:
    stored = store.read(attempt.session)
    sheet = next(
        sheet
        for sheet in stored.sheets()
        if sheet.number == attempt.number
        and id_in_bank(bank_of(stored.plan, sheet.question), sheet.question.id) == attempt.question
    )
    return AttemptReport(attempt.session, attempt.day, question_report(sheet))


def _changes(then: Sequence[PointReport], now: Sequence[PointReport]) -> Iterator[str]:
    found = list(changes(then, now))
    gained = sum(change.gained for change in found)
    yield ""
    yield f"Points gained: {gained}, lost: {len(found) - gained}"
    for change in found:
        sign = "+" if change.gained else "-"
        yield f"  {sign} {one_line(change.label, 100)} ({change.was}, now {change.now})"


def _attempt(name: str, shown: AttemptReport) -> Iterator[str]:
    score, alone = percent(shown.report.score), percent(shown.report.unaided_score)
    yield ""
    yield f"{name}, {shown.day.isoformat()}: {score}, unaided {alone}"
    for turn in shown.report.turns:
        if turn.point is not None:
            yield f"  ? {one_line(turn.asked, 200)}"
        yield from (f"  | {one_line(line)}" for line in turn.answer.splitlines() if line.strip())
