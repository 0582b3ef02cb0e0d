"""Sessions as a person reads them: the home screen's lists, `interviewer sessions`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from interviewer.banks.bank import Bank
from interviewer.commands.home_practice import practised
from interviewer.commands.wiring import today
from interviewer.core.errors import ReportedError
from interviewer.core.short_names import title
from interviewer.core.text import one_line
from interviewer.practice.worth import MINUTES_A_QUESTION
from interviewer.storage.history import SessionInfo
from interviewer.storage.session_store import SessionStore
from interviewer.ui.home_views import BankQuestion, HomeView, PastSession, StandingView

if TYPE_CHECKING:
    from interviewer.commands.home_practice import Practised

SHOWN_AT_HOME = 20
RESULTS_AT_HOME = 12


def home_view(bank: Bank, examiner: str, hint: str, store: SessionStore) -> HomeView:
    """What the home screen shows of a bank and of what was done before."""
    listed = store.list()
    infos = [info for info in store.shown(listed) if info.state != "damaged"]
    unfinished = [info for info in infos if info.finished is None][:SHOWN_AT_HOME]
    finished = [info for info in infos if info.finished is not None]
    practised = _practised(store, bank, listed) if infos else None
    return HomeView(
        title=one_line(bank.title),
        topics=_counted(question.topic for question in bank.questions),
        difficulties=_counted(question.difficulty for question in bank.questions),
        questions=len(bank.questions),
        minutes=round(sum(question.minutes or MINUTES_A_QUESTION for question in bank.questions)),
        examiner=examiner,
        model_hint=hint,
        unfinished=tuple(map(past, unfinished)),
        past=tuple(map(past, finished[:SHOWN_AT_HOME])),
        bank=tuple(
            BankQuestion(question.id, title(question.id), question.topic, question.difficulty)
            for question in bank.questions
        ),
        sample=bank.questions[0].prompt,
        tonight=practised.tonight if practised else None,
        standing=_standing(finished, practised),
    )


def _practised(store: SessionStore, bank: Bank, infos: list[SessionInfo]) -> "Practised | None":
    """What practice says; None where that is not known, which must not keep anybody from home."""
    try:
        return practised(store, bank, infos)
    except ReportedError:
        return None


def _standing(
    finished: Sequence[SessionInfo], practised: "Practised | None"
) -> StandingView | None:
    """The newest result, the last ones before it, the topics."""
    graded = [info for info in finished if info.score is not None][:RESULTS_AT_HOME]
    if not graded:
        return None
    return StandingView(
        graded[0].score,
        graded[0].unaided_score,
        tuple(info.score or 0.0 for info in reversed(graded)),
        practised.topics if practised else (),
        practised.days_to_go if practised else None,
    )


def past(info: SessionInfo) -> PastSession:
    """One session as a line."""
    return PastSession(
        id=info.id,
        when=said_when(info),
        bank=one_line(info.bank, 60),
        finished=info.finished is not None,
        question=info.question,
        questions=info.questions,
        score=info.score,
        unaided_score=info.unaided_score,
        grade=info.grade,
        weakest=one_line(info.weakest.replace("\n", ", "), 60),
    )


def said_when(info: SessionInfo) -> str:
    """When a session began, on the person's calendar; empty where that is not known."""
    if info.started is None or info.day is None:
        return ""
    return when(datetime.combine(info.day, info.started.time()), datetime.combine(today(), time()))


def when(moment: datetime, today: datetime) -> str:
    """A moment as a person says it: "today 18:40", "yesterday 18:40", "21 Nov", "21 Nov 2025"."""
    if moment.date() == today.date():
        return f"today {moment:%H:%M}"
    if moment.date() == (today - timedelta(days=1)).date():
        return f"yesterday {moment:%H:%M}"
    day = f"{moment.day} {moment:%b}"
    return day if moment.year == today.year else f"{day} {moment.year}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, each as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one_line(name) for name in names)
    return tuple(counts.most_common())
