"""Interviews to conduct, and what they are made of: a bank, an examiner, a place on the disk."""

import argparse
import gc
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.banks.bank import Bank
from interviewer.calibration.exam import Result
from interviewer.commands import wiring
from interviewer.commands.disputes import hear
from interviewer.commands.report_file import write_report
from interviewer.commands.wiring import badge
from interviewer.core.errors import ReportedError
from interviewer.core.plan import Plan
from interviewer.core.report import QuestionReport, Report
from interviewer.core.report_builder import question_report
from interviewer.core.run import Candidate, Examiner, Reach, run
from interviewer.core.text import one_line
from interviewer.examiners import registry
from interviewer.process.output import message
from interviewer.settings import Settings
from interviewer.storage.archive import ArchivedSession
from interviewer.storage.bank_files import BankFile
from interviewer.storage.files import private_folder
from interviewer.storage.home_folder import first_time
from interviewer.storage.open_session import OpenSession
from interviewer.storage.session_store import SessionStore
from interviewer.ui.ports import Appeal, SavedFiles
from interviewer.ui.question_choice import QuestionChoice

if TYPE_CHECKING:
    from interviewer.core.interview import Session


@dataclass(frozen=True, slots=True)
class InterviewSource:
    """What interviews are made from: a bank and the flags that are not wishes."""

    bank: Bank
    seed: int | None = None
    transcript: Path | None = None
    """Where the Markdown goes; None is the home's transcripts/."""
    wish: QuestionChoice = field(default_factory=QuestionChoice)
    """What the flags and settings ask for."""


@dataclass(frozen=True, slots=True)
class Examiners:
    """Who grades, and who continues where that fails."""

    examiner: Examiner
    fallback: Examiner | None
    greeting: str = ""
    """One line to start with: why the interview is offline, for example."""
    fresh: Callable[[], Examiner] | None = None
    """Makes another like it, for another event loop."""

    @property
    def offline(self) -> bool:
        return self.examiner.identity.kind == "offline"

    @property
    def badge(self) -> str:
        return badge(None if self.offline else self.examiner.identity.name)


def examiners_of(settings: "Settings", *, greet: bool = False) -> Examiners:
    """Who grades by the settings. `greet` says why nobody but the built-in examiner does.

    Where the model's exam says that it had better not grade alone, that is said.
    """
    examiner = registry.configured(settings)
    if settings.examiner == registry.OFFLINE:
        return Examiners(examiner, None, settings.offline_reason if greet else "")
    fallback = registry.examiner(registry.OFFLINE)
    best = settings.examiner == registry.BEST
    greeting = _exam_advice(settings.exam, best=best)
    return Examiners(examiner, fallback, greeting, fresh=lambda: registry.configured(settings))


def _exam_advice(exam: Mapping[str, Any] | None, *, best: bool) -> str:
    """What the exam said about a model that had better not grade alone; empty for every other.

    `best` is whether it does not: beside the rules, only their exam together counts against it.
    """
    if exam is None:
        return (
            "How far this model can be trusted is not known: `interviewer doctor --exam` finds it out."
            if best
            else ""
        )
    try:
        result = Result.model_validate(exam)
    except ValueError:
        return ""
    if result.advice == "rules" or (result.advice == "both" and not best):
        return result.sentence
    return ""


class LiveInterview:
    """One interview on disk, ready to be conducted. Implements `ui.ports.Interview`."""

    def __init__(self, opened: OpenSession, panel: Examiners, archive: "Archive") -> None:
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

    def discard(self) -> None:
        self._archive.discard(self.id)

    def usage(self) -> str:
        return self._panel.examiner.usage

    def shown(self) -> None:
        # What is loaded by now stays: it is not looked through for garbage while somebody types.
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        self._panel.examiner.warm()

    @property
    def reach(self) -> Reach:
        return self._panel.examiner.reach

    async def try_reach(self) -> str:
        return await self._panel.examiner.try_reach()

    async def appeal(
        self, question_id: str | None, point: str, quote: str, why: str
    ) -> dict[str, Any]:
        """Judge a disputed point with the examiner of this interview, and keep what came of it."""
        examiner = self._panel.examiner
        heard = await hear(self._opened, examiner, question_id, Appeal(point, quote, why))
        if self.session.finished:
            await examiner.aclose()
        return heard

    def question(self, number: int) -> QuestionReport:
        return question_report(next(s for s in self._opened.sheets() if s.number == number))

    async def conduct(self, candidate: Candidate) -> Report:
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
            await self._panel.examiner.aclose()
        report = ArchivedSession(self._opened, self._archive.transcript_path(self.id)).report()
        if self._opened.answers or self._archive.asked_for:
            self._archive.keep(report)  # why it could not is said with what is saved
        return report


class Archive:
    """Finished work: reports from journals, transcripts beside them."""

    def __init__(self, store: SessionStore, transcript: Path | None = None) -> None:
        self._store = store
        self._transcript = transcript
        self._problems: dict[str, str] = {}
        """Why a session's transcript could not be written, by its id."""

    @property
    def asked_for(self) -> bool:
        """Whether the person named a place for transcripts: one is then always written."""
        return self._transcript is not None

    def report(self, session_id: str) -> Report:
        return self._read(session_id).report()

    def keep(self, report: Report) -> str:
        """Write what a finished session leaves beside its journal.

        Returns why that failed, with a remedy; empty where it did not. The session is whole
        without it.
        """
        try:
            self.save_transcript(report)
        except ReportedError as error:
            remedy = f"`interviewer report {report.session} -o PATH` writes it elsewhere."
            self._problems[report.session] = f"The transcript is not written. {error} {remedy}"
        return self._problems.get(report.session, "")

    def discard(self, session_id: str) -> None:
        """Delete a session that nobody conducts any more."""
        self._store.remove(session_id)

    def save_transcript(self, report: Report) -> str:
        path = self.transcript_path(report.session)
        if path.parent == self._store.home / "transcripts":
            private_folder(path.parent)
        write_report(path, self._read(report.session).markdown(report))
        self._problems.pop(report.session, None)
        return str(path)

    def save_html(self, report: Report) -> str:
        from interviewer.reports.html import to_html

        path = self.transcript_path(report.session).with_suffix(".html")
        if path.parent == self._store.home / "transcripts":
            private_folder(path.parent)
        write_report(path, to_html(report))
        return str(path)

    def _read(self, session_id: str) -> ArchivedSession:
        return ArchivedSession(self._store.read(session_id), self.transcript_path(session_id))

    def remove_transcript(self, session_id: str) -> None:
        """Remove what the home holds of a session that continues: it is written again at its end."""
        with suppress(OSError):
            (self._store.home / "transcripts" / f"{session_id}.md").unlink()

    def transcript_path(self, session_id: str) -> Path:
        if self._transcript is None:
            return self._store.home / "transcripts" / f"{session_id}.md"
        if self._transcript.is_dir():
            return self._transcript / f"{session_id}.md"
        return self._transcript

    def saved(self, report: Report) -> SavedFiles:
        """Where a session is that was finished since this archive was made."""
        problem = self._problems.get(report.session, "")
        path = self.transcript_path(report.session)
        transcript = "" if problem or not path.exists() else str(path)
        return SavedFiles(str(self._store.journal_path(report.session)), transcript, problem)


@dataclass(frozen=True)
class InterviewFactory:
    """All that interviews are made of and kept by."""

    store: SessionStore
    subject: InterviewSource
    panel: Examiners

    @cached_property
    def archive(self) -> Archive:
        return Archive(self.store, self.subject.transcript)

    def begin(self, wish: QuestionChoice) -> LiveInterview:
        """A new interview, on the disk. Raises NothingToAsk."""
        seed = self.subject.seed
        if seed is None:
            seed = secrets.randbelow(2**31) if wish.shuffle else 0
        plan = self.subject.bank.plan(
            self.panel.examiner.identity,
            questions=wish.questions,
            topic=wish.topic,
            difficulty=wish.difficulty,
            count=wish.count,
            shuffle=wish.shuffle,
            seed=seed,
            follow_ups=wish.follow_ups,
            feedback="each" if wish.feedback_each else "end",
            persona=wish.persona,
            level=wish.level,
            adaptive=wish.adaptive,
            minutes=wish.minutes,
            per_question=wish.per_question,
            predict=bool(wish.predict),
        )
        return self.begun(plan)

    def begun(self, plan: Plan) -> LiveInterview:
        """The interview of a plan, on the disk."""
        return self.live(self.store.create(plan))

    def live(self, opened: OpenSession) -> LiveInterview:
        return LiveInterview(opened, self.panel, self.archive)


def new_interviews(
    arguments: argparse.Namespace,
    file: BankFile,
    settings: Settings,
    wish: QuestionChoice,
    transcript: Path | None,
) -> InterviewFactory:
    """What makes the interviews of a bank's file. Raises BankError, UsageError, StorageError."""
    home = wiring.home_of(arguments)
    bank = file.load()
    for warning in bank.warnings:
        message(one_line(f"warning: {warning.at(file.name)}"))
    if not bank.warnings and file.suffix == ".json":
        wiring.known_banks(home).add(file.raw)
    source = InterviewSource(bank, arguments.seed, transcript, wish)
    settings = wiring.measured(settings, home)
    examiners = examiners_of(settings, greet=first_time(home))
    return InterviewFactory(wiring.store_of(arguments), source, examiners)
