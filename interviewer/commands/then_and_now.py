"""The same question then and now: what was answered, and which points were gained and lost."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.report import PointReport, QuestionReport, question_report
from interviewer.core.text import one_line
from interviewer.practice.reviews import Attempt, Past, bank_of, id_in_bank
from interviewer.reports.facts import percent

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore


class AttemptReport(NamedTuple):
    """One attempt at a question with its report."""

    attempt: Attempt
    report: QuestionReport


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


def _report_of(store: "SessionStore", attempt: Attempt) -> AttemptReport:
    stored = store.read(attempt.session)
    sheet = next(
        sheet
        for sheet in stored.sheets()
        if sheet.number == attempt.number
        and id_in_bank(bank_of(stored.plan, sheet.question), sheet.question.id) == attempt.question
    )
    return AttemptReport(attempt, question_report(sheet))


def _changes(then: Sequence[PointReport], now: Sequence[PointReport]) -> Iterator[str]:
    before = {point.id: point for point in then}
    gained, lost = [], []
    for point in now:
        old = before.get(point.id)
        if old is None or "undecided" in (old.state, point.state):
            continue
        if _rank(point) > _rank(old):
            gained.append(f"  + {one_line(point.label, 100)} ({_word(old)}, now {_word(point)})")
        elif _rank(point) < _rank(old):
            lost.append(f"  - {one_line(point.label, 100)} ({_word(old)}, now {_word(point)})")
    yield ""
    yield f"Points gained: {len(gained)}, lost: {len(lost)}"
    yield from gained
    yield from lost


def _rank(point: PointReport) -> int:
    return 0 if point.state == "missed" else 2 if point.unaided else 1


def _word(point: PointReport) -> str:
    return ("missed", "with help", "unaided")[_rank(point)]


def _attempt(name: str, shown: AttemptReport) -> Iterator[str]:
    score, alone = percent(shown.report.score), percent(shown.report.unaided_score)
    yield ""
    yield f"{name}, {shown.attempt.day.isoformat()}: {score}, unaided {alone}"
    for turn in shown.report.turns:
        if turn.point is not None:
            yield f"  ? {one_line(turn.asked, 200)}"
        yield from (f"  | {one_line(line)}" for line in turn.answer.splitlines() if line.strip())
