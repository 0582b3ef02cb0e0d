"""What a journal means: a session, replayed record by record.

Reading a session and resuming it go through the same `take`, so that what can be listed, reported
or verified is exactly what an interview would continue from.
"""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, assert_never

from interviewer.core.interview import Session, amended
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    BESIDE,
    BESIDE_KINDS,
    REPLY,
    REPLY_KINDS,
    Answered,
    AnyReply,
    Appealed,
    AppealJudged,
    Ask,
    Beside,
    Clarify,
    Conclude,
    Finished,
    FollowUp,
    Grade,
    Hint,
    Predict,
    Probe,
    Regraded,
    Review,
    Step,
)
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet
from interviewer.core.text import counted, one_line
from interviewer.practice.reviews import Past, past_of
from interviewer.storage.files import shown
from interviewer.storage.history import SessionInfo
from interviewer.storage.journal_format import (
    JOURNAL_VERSION,
    NewerVersionError,
    Record,
    Recovery,
)

LONGEST: Final = 1e10
"""Seconds of a candidate's time, some 300 years: more is damage, and less than a float can hold."""

YEARS: Final = range(1900, 9000)
"""A time of another year is damage. A clock may be wrong, but these exist in every time zone."""


class StoredSession:
    """A stored session, as its journal records it."""

    plan: Plan
    session: Session
    """The interview, standing where its replies lead."""
    started: datetime
    """Aware."""
    day: date
    """When it began, on the person's calendar."""

    def __init__(self, session_id: str, path: Path) -> None:
        self.id = session_id
        self.path = path
        """The journal."""
        self.spent = 0.0
        """Seconds of the candidate's time, measured by a clock that nobody sets."""
        self.amendments: list[Regraded | AppealJudged] = []
        """Later gradings and judged appeals, oldest first; the earlier verdicts stay where they are."""
        self.appeals: list[Appealed] = []
        """What the candidate disputed, oldest first."""
        self._graded: list[Sheet] = []
        """For each of them, what it has graded."""
        self.recovery = Recovery()
        self._last: datetime | None = None
        """When the last reply was given."""
        self.days: dict[int, date] = {}
        """By the number of a question: the day, on the person's calendar, of its last reply."""
        self._day: date | None = None
        """What stands in for the calendar since the session was last opened."""

    @property
    def finished(self) -> datetime | None:
        """When the interview ended, aware; None while unfinished."""
        return self._last if self.session.finished else None

    @property
    def replies(self) -> list[AnyReply]:
        return self.session.replies

    def take(self, record: Record) -> None:
        """Take the next record.

        Raises, changing nothing, NewerVersionError for a kind of record that this version does not
        know, and ValueError where it has no meaning here.
        """
        kind = record.get("kind")
        if not hasattr(self, "session"):
            self._open(record)
        elif kind == "resumed":
            _moment(record)
            self._day = _stand_in(record)
        elif kind == "continued":
            _moment(record)
            day, before = _stand_in(record), self.session.before_stop()
            if before is None:
                raise ValueError("it was not stopped")
            self._day, self.session = day, before
        elif isinstance(kind, str) and kind in BESIDE_KINDS:
            _moment(record)
            self.keep(self.amendment(record))
        elif isinstance(kind, str) and kind not in REPLY_KINDS:
            raise NewerVersionError(
                f"{shown(self.path)} was written by a newer interviewer (it holds {one_line(kind, 40)!r}, "
                "which this one does not know). It was not touched. Update the program, then try again."
            )
        else:
            at, spent = _moment(record), record.get("spent")
            if not isinstance(spent, int | float) or not self.spent <= spent <= LONGEST:
                raise ValueError("time spent")
            sheet: Sheet | None = _discussed(self.session.step)
            self.session.send(REPLY.validate_python(record))
            self.spent, self._last = float(spent), at
            if sheet is not None:
                self.days[sheet.number] = self._day or at.date()

    def _open(self, header: Record) -> None:
        if header.get("kind") != "opened" or header.get("version") != JOURNAL_VERSION:
            raise ValueError("header")
        if header.get("session") != self.id:
            raise ValueError("another session's journal")
        started = _moment(header)
        self._day = _stand_in(header)
        self.day = self._day or started.date()
        plan = Plan.model_validate(header.get("plan"))
        self.session = Session(plan)
        self.plan, self.started = plan, started

    def amendment(self, record: Record | Beside) -> Beside:
        """Return a record beside the interview checked. Raises ValueError where it means nothing here."""
        later = BESIDE.validate_python(record)
        if self._answered(later.question) is None:
            raise ValueError("a question that was not answered")
        return later

    def keep(self, later: Beside) -> None:
        """Remember what `amendment` has checked, a later grading with what it has graded."""
        if isinstance(later, Appealed):
            self.appeals.append(later)
            return
        sheet = self._answered(later.question)
        assert sheet is not None  # noqa: S101 - else `amendment` has raised
        self.amendments.append(later)
        self._graded.append(sheet)

    def _answered(self, number: int) -> Sheet | None:
        """The sheet of that number, as it was graded; None where nothing was answered."""
        return next((s for s in self.as_graded() if s.number == number and s.turns), None)

    def ending(self) -> Finished:
        """How the interview ended; of an unfinished one, how it would end if it were stopped."""
        step = self.session.step
        return step if isinstance(step, Finished) else self.session.as_if_stopped()

    def as_graded(self) -> tuple[Sheet, ...]:
        """The sheets with the verdicts that were given during the interview."""
        return self.ending().sheets

    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets with later gradings in place of the verdicts they replace.

        A session that was graded again may be resumed: what is said or graded then is newer than
        the later grading of its question, which counts no more.
        """
        sheets = self.as_graded()
        now = {sheet.number: sheet.turns for sheet in sheets}
        pairs = zip(self.amendments, self._graded, strict=True)
        # The turns hold the answers and their verdicts. The rest of a sheet may change without them:
        # a follow-up that was left unanswered takes nothing from a later grading.
        return amended(sheets, [later for later, old in pairs if now.get(old.number) == old.turns])

    @property
    def digest(self) -> str:
        """The SHA-256 of the journal's bytes, as `sha256sum` prints it."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @property
    def answers(self) -> int:
        """How many answers were given, follow-ups included."""
        return sum(isinstance(reply, Answered) for reply in self.replies)

    @property
    def recovery_sentence(self) -> str:
        """What happened to the journal, for a person; empty where nothing did."""
        recovery = self.recovery
        if recovery.clean:
            return ""
        saved = f"Recovered {counted(self.answers, 'answer')}"
        if recovery.torn:
            return f"{saved}: the last write was cut off ({recovery.torn} bytes) and left out."
        where = f"the journal is damaged from line {recovery.line} on"
        if recovery.set_aside is None:
            return f"{saved}: {where}, and nothing after it is used."
        return f"{saved}: {where}. The damaged file is kept as {shown(recovery.set_aside)}."

    def past(self) -> Past:
        """What it says about the person's memory."""
        return past_of(self.id, self.plan, self.sheets(), self.days, self.day)

    def info(self) -> SessionInfo:
        """The session in one line of a list."""
        stat = self.path.stat()
        info = SessionInfo(
            id=self.id,
            size=stat.st_size,
            changed=stat.st_mtime_ns,
            started=self.started,
            finished=self.finished,
            day=self.day,
            bank=self.plan.bank,
            examiner=self.plan.examiner.name,
            questions=len(self.plan.questions),
            answers=self.answers,
            spent=self.spent,
            # A torn line is repaired by resuming; only damage is worth a person's attention.
            fault=self.recovery_sentence if self.recovery.damaged else "",
        )
        if not isinstance(self.session.step, Finished):
            return replace(info, question=_waiting(self.session))
        report = compose(self.plan, self.sheets())
        return replace(
            info,
            score=report.score,
            unaided_score=report.unaided_score,
            grade=report.grade,
            weakest="\n".join(topic.topic for topic in report.topics[:3]),
        )


def _waiting(session: Session) -> int:
    """The number of the question that waits; the last one's where only the summing up does."""
    sheet = _discussed(session.step)
    return sheet.number if sheet is not None else len(session.plan.questions)


def _discussed(step: Step) -> Sheet | None:
    """The question that a step belongs to; None where all are done."""
    match step:
        case Conclude() | Finished():
            return None
        case Clarify(ask=ask):
            return ask.sheet
        case Ask() | Grade() | FollowUp() | Hint() | Probe() | Predict() | Review():
            return step.sheet
    assert_never(step)


def _moment(record: Record) -> datetime:
    at = record.get("at")
    moment = datetime.fromisoformat(at) if isinstance(at, str) else None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("no time")
    return moment


def _stand_in(record: Record) -> date | None:
    """The day that stood in for the calendar; None where the calendar itself counted."""
    day = record.get("day")
    if day is None:
        return None
    if not isinstance(day, str):
        raise ValueError("no day")  # noqa: TRY004 - damage, as every record without a meaning
    return date.fromisoformat(day)
