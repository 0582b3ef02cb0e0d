"""What the doors are handed: interviews to conduct, and the rest of the program behind a few calls."""

import gc
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.commands import listing
from interviewer.commands.wiring import measured_agreement
from interviewer.core import report as reports
from interviewer.core.errors import Told
from interviewer.core.interview import Plan, Session
from interviewer.core.questions import Question, QuestionBank, choose
from interviewer.core.report import Report
from interviewer.core.run import Candidate, Examiner, run
from interviewer.core.text import one_line
from interviewer.core.transcript import to_markdown
from interviewer.storage.files import private_folder, read_file, write_atomically
from interviewer.storage.opened import OpenSession
from interviewer.storage.sessions import SessionStore
from interviewer.storage.stored import StoredSession
from interviewer.ui.ports import HomeView, Interview, Wish

if TYPE_CHECKING:
    from interviewer.commands.remote import LazyModelExaminer


@dataclass(frozen=True, slots=True)
class Subject:
    """What interviews are made from: a bank with its digest and the flags that are not wishes."""

    bank: QuestionBank
    digest: str
    seed: int | None = None
    transcript: Path | None = None
    """Where the Markdown goes; None is the home's transcripts/."""
    wish: Wish = field(default_factory=Wish)
    """What the flags and settings ask for."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Who grades, and who goes on where that fails."""

    examiner: Examiner
    fallback: Examiner | None
    greeting: str = ""
    """One line to start with: why the interview is offline, for example."""
    remote: "LazyModelExaminer | None" = None
    """The examiner again, where it is a model: it is warmed up, asked for its usage, closed."""
    fresh: Callable[[], Examiner] | None = None
    """Makes another like it, for another event loop."""

    def warm(self) -> None:
        """Load what the examiner needs for its first answer, beside everything else."""
        warm = getattr(self.examiner, "warm", None)
        if warm is not None:
            threading.Thread(target=warm, daemon=True, name="interviewer-warm").start()

    @property
    def offline(self) -> bool:
        return self.examiner.identity.kind == "offline"

    @property
    def badge(self) -> str:
        return "offline estimate" if self.offline else one_line(self.examiner.identity.name, 40)


class LiveInterview:
    """One interview on disk, ready to be conducted. Implements `ui.ports.Interview`."""

    def __init__(self, opened: OpenSession, panel: Panel, archive: "Archive") -> None:
        self._opened = opened
        self._panel = panel
        self._archive = archive
        self.id = opened.id
        self.session: Session = opened.session
        self.badge = panel.badge
        self.greeting = " ".join(
            part for part in (opened.recovery_sentence, panel.greeting) if part
        )

    def elapsed(self) -> float:
        return self._opened.elapsed()

    def draft(self) -> str:
        return self._opened.draft()

    def keep_draft(self, text: str) -> None:
        self._opened.keep_draft(text)

    def usage(self) -> str:
        return self._panel.remote.usage_in_words() if self._panel.remote else ""

    def shown(self) -> None:
        # What is loaded by now stays: it is not looked through for garbage while somebody types.
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        if self._panel.remote is not None:
            self._panel.remote.warm()
        else:
            self._panel.warm()

    async def conduct(self, candidate: Candidate) -> Report:
        remote = self._panel.remote
        if remote is not None:
            remote.follow_ups = self.session.plan.follow_ups
        try:
            await run(
                self.session,
                candidate,
                self._panel.examiner,
                self._opened,
                fallback=self._panel.fallback,
            )
        finally:
            self._opened.close()
            if remote is not None:
                await remote.aclose()
        report = self._archive.report(self.id)
        self._archive.keep(report)
        return report


class Archive:
    """Finished work: reports from journals, transcripts beside them."""

    def __init__(self, store: SessionStore, transcript: Path | None = None) -> None:
        self._store = store
        self._transcript = transcript

    def report(self, session_id: str) -> Report:
        return report_of(self._store.read(session_id))

    def keep(self, report: Report) -> None:
        """Write what a finished session leaves beside its journal."""
        self.save_transcript(report)

    def save_transcript(self, report: Report) -> str:
        path = self.transcript_path(report.session)
        stored = self._store.read(report.session)
        if path.parent == self._store.home / "transcripts":
            private_folder(path.parent)
        write_atomically(path, to_markdown(report, digest=stored.digest))
        return str(path)

    def transcript_path(self, session_id: str) -> Path:
        if self._transcript is None:
            return self._store.home / "transcripts" / f"{session_id}.md"
        if self._transcript.is_dir():
            return self._transcript / f"{session_id}.md"
        return self._transcript

    def saved(self, report: Report) -> Sequence[str]:
        paths = (self.transcript_path(report.session), self._store.journal_path(report.session))
        return [str(path) for path in paths if path.exists()]


class Host:
    """The program behind the screen. Implements `ui.ports.Host`."""

    def __init__(self, store: SessionStore, subject: Subject, panel: Panel) -> None:
        self._store = store
        self._subject = subject
        self._panel = panel
        self._archive = Archive(store, subject.transcript)

    def home(self) -> HomeView:
        who = "offline - built-in examiner" if self._panel.offline else self._panel.badge
        view = listing.home_view(self._subject.bank, who, self._panel.greeting, self._store)
        return replace(view, wish=self._subject.wish)

    def begin(self, wish: Wish) -> Interview:
        bank = self._subject.bank
        seed = self._subject.seed
        if seed is None:
            seed = secrets.randbelow(2**31) if wish.shuffle else 0
        questions = choose(
            bank,
            ids=wish.questions,
            topic=wish.topic,
            difficulty=wish.difficulty,
            count=wish.count,
            shuffle=wish.shuffle,
            seed=seed,
        )
        return self._open(bank.title, questions, wish, seed)

    def again(self, report: Report, question_id: str) -> Interview:
        stored = self._store.read(report.session)
        questions = [q for q in stored.plan.questions if q.id == question_id]
        wish = Wish(follow_ups=stored.plan.follow_ups, feedback_each=True)
        return self._open(stored.plan.bank, questions, wish, 0)

    def _open(
        self, title: str, questions: Sequence[Question], wish: Wish, seed: int
    ) -> LiveInterview:
        plan = Plan(
            bank=title,
            questions=tuple(questions),
            examiner=self._panel.examiner.identity,
            follow_ups=wish.follow_ups,
            feedback="each" if wish.feedback_each else "end",
            seed=seed,
            bank_digest=self._subject.digest,
        )
        return LiveInterview(self._store.create(plan), self._panel, self._archive)

    def resume(self, session_id: str) -> Interview:
        return LiveInterview(self._store.open(session_id), self._panel, self._archive)

    def report(self, session_id: str) -> Report:
        return self._archive.report(session_id)

    def save_transcript(self, report: Report) -> str:
        return self._archive.save_transcript(report)

    def saved(self, report: Report) -> Sequence[str]:
        return self._archive.saved(report)

    def regrade(self, report: Report) -> Report:
        import asyncio  # noqa: PLC0415 - it takes as long to load as all of this program

        from interviewer.commands.regrade import complete  # noqa: PLC0415 - seldom needed

        examiner = self._panel.fresh() if self._panel.fresh else self._panel.examiner
        asyncio.run(complete(self._store, report.session, examiner))
        renewed = self._archive.report(report.session)
        self._archive.keep(renewed)
        return renewed

    def theme(self) -> str:
        try:
            return one_line(read_file(self._theme_file, 100).decode("ascii", "replace"))
        except Told:
            return ""

    def keep_theme(self, name: str) -> None:
        write_atomically(self._theme_file, name)

    @property
    def _theme_file(self) -> Path:
        return self._store.home / "theme"


def report_of(stored: StoredSession) -> Report:
    """Compute a session's report from its journal; an unfinished one's as if it stopped now."""
    found = reports.compose(
        stored.plan,
        stored.sheets(),
        closing=stored.ending().closing,
        usage=stored.ending().usage,
        session=stored.id,
        started=stored.started.isoformat(),
        finished=stored.finished.isoformat() if stored.finished else None,
    )
    names = {name for question in found.questions for name in question.examiners}
    graded_by = names.pop() if len(names) == 1 else stored.plan.examiner.name
    agreement = "" if names else measured_agreement(graded_by, stored.plan.bank_digest)
    return found.model_copy(update={"agreement": agreement})
