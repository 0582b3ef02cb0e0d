"""Finished work: reports made from journals, the transcripts beside them, and whether all agrees."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path

from interviewer import assets
from interviewer.core.errors import UsageError
from interviewer.core.grading import Belief, Finding, Verdict, locate, supports
from interviewer.core.plan import Plan
from interviewer.core.protocol import AnyReply
from interviewer.core.report import Report
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet
from interviewer.core.text import one_line
from interviewer.reports.closing import closing_now
from interviewer.reports.markdown import to_markdown, written_by
from interviewer.storage.history import SessionInfo
from interviewer.storage.home_folder import home_path
from interviewer.storage.session_store import SessionStore
from interviewer.storage.stored_session import StoredSession


@dataclass(frozen=True, slots=True)
class Verification:
    """What recomputing a session from its journal found."""

    differences: tuple[str, ...]
    """Each a sentence; empty where everything agrees."""
    replies: int
    verdicts: int
    quotes: int
    """How many were checked."""
    score: float | None
    digest: str
    """SHA-256 of the journal."""

    def __bool__(self) -> bool:
        """Whether everything agrees."""
        return not self.differences


class ArchivedSession:
    """A stored session as it stood when it was read. Changes nothing and locks nothing."""

    def __init__(self, stored: StoredSession, transcript: Path) -> None:
        """`transcript` is where its Markdown is, if there is any."""
        self._stored = stored
        self._transcript = transcript

    def __repr__(self) -> str:
        return f"<session {self.id}, {len(self.replies)} replies>"

    @property
    def id(self) -> str:
        return self._stored.id

    @property
    def plan(self) -> Plan:
        """What was agreed before the first question: the questions, who grades, how."""
        return self._stored.plan

    @property
    def replies(self) -> tuple[AnyReply, ...]:
        """All that happened, in order."""
        return tuple(self._stored.replies)

    @property
    def started(self) -> datetime:
        """Aware."""
        return self._stored.started

    @property
    def finished(self) -> datetime | None:
        """Aware; None while the session is unfinished."""
        return self._stored.finished

    @property
    def warning(self) -> str:
        """What is wrong with its journal, for a person; empty where nothing is."""
        return self._stored.recovery_sentence

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the journal."""
        return self._stored.digest

    def report(self) -> Report:
        """Compute its report; an unfinished one's as if it stopped now."""
        stored, plan = self._stored, self._stored.plan
        ending, sheets = stored.ending(), stored.sheets()
        found = compose(
            plan,
            sheets,
            closing=closing_now(ending, sheets, plan.examiner),
            usage=ending.usage,
            session=stored.id,
            started=stored.started.isoformat(),
            finished=stored.finished.isoformat() if stored.finished else None,
        )
        names = {name for question in found.questions for name in question.examiners}
        graded_by = names.pop() if len(names) == 1 else plan.examiner.name
        agreement = "" if names else measured_agreement(graded_by, plan.bank_digest)
        return found.model_copy(update={"agreement": agreement})

    def markdown(self, report: Report | None = None) -> str:
        """Its transcript; `report` is its report, where that has been computed."""
        return to_markdown(report or self.report(), digest=self.digest)

    def verify(self) -> Verification:
        """Recompute every score and check every quote again."""
        sheets = self._stored.sheets()
        verdicts = [verdict for sheet in sheets for verdict in sheet.verdicts]
        return Verification(
            differences=tuple(self._differences(sheets)),
            replies=len(self.replies),
            verdicts=len(verdicts),
            quotes=sum(len(list(_quotes(verdict))) for verdict in verdicts),
            score=self.report().score,
            digest=self.digest,
        )

    def _differences(self, sheets: Sequence[Sheet]) -> Iterator[str]:
        if not self._stored.recovery.clean:
            yield one_line(self.warning)
        for sheet in sheets:
            yield from _wrong_quotes(sheet)
        path = self._transcript
        if path.exists() and not self._agrees(path.read_text(encoding="utf-8", errors="replace")):
            yield f"the transcript {one_line(str(path))} is not what the journal gives"

    def _agrees(self, transcript: str) -> bool:
        """Whether a transcript is what the journal gives; of another version's, its digest is."""
        if f"\n{written_by()}\n" in transcript:
            return transcript == self.markdown()
        return f"\n- Journal SHA-256: {self.digest}\n" in transcript


def _wrong_quotes(sheet: Sheet) -> Iterator[str]:
    """Credits without proof, in any verdict of a question."""
    for number, verdict in enumerate(sheet.verdicts, 1):
        for finding in verdict.findings:
            if finding.credit and not _proved(finding, sheet):
                yield (
                    f"question {sheet.number}, verdict {number}, point {one_line(finding.point)}: "
                    "credit without a quote that proves it"
                )
        for belief in verdict.beliefs:
            if not _said(belief, sheet):
                yield (
                    f"question {sheet.number}, verdict {number}, misconception "
                    f"{one_line(belief.misconception)}: the quote is not what was answered"
                )


def _quotes(verdict: Verdict) -> Iterator[str]:
    yield from (finding.quote for finding in verdict.findings if finding.quote)
    yield from (belief.quote for belief in verdict.beliefs)


def _proved(finding: Finding, sheet: Sheet) -> bool:
    return (
        finding.quote is not None
        and _said(finding, sheet)
        and supports(finding.quote, sheet.question, sheet.asked[: (finding.turn or 0) + 1])
    )


def _said(proof: Finding | Belief, sheet: Sheet) -> bool:
    """Whether the words stand in the answer where the examiner says that they stand."""
    turn, start, end = proof.turn, proof.start, proof.end
    if proof.quote is None or turn is None or start is None or end is None:
        return False
    if not (0 <= turn < len(sheet.answers) and 0 <= start < end):
        return False
    return (
        sheet.answers[turn][start:end] == proof.quote
        and locate(proof.quote, sheet.answers) is not None
    )


class UnknownSessionError(UsageError, KeyError):
    """A home has no session of that name, or several; the message names those that are near."""

    __str__ = UsageError.__str__  # KeyError shows its message in quotation marks


class Sessions(Mapping[str, ArchivedSession]):
    """The stored sessions of a home by id, newest first; "latest" and a part of an id serve too.

    Only reads. A session is read when it is asked for: that raises StorageError where its journal
    cannot be used.
    """

    def __init__(self, home: str | PathLike[str] | None = None) -> None:
        """`home` is where sessions are kept; None is the person's own, as for the commands."""
        self._store = SessionStore(home_path(None if home is None else fspath(home)))

    def __getitem__(self, name: str) -> ArchivedSession:
        """Return the session. Raises UnknownSessionError, a KeyError."""
        try:
            found = self._store.resolve(name)
        except UsageError as error:
            raise UnknownSessionError(str(error)) from None
        transcript = self._store.home / "transcripts" / f"{found}.md"
        return ArchivedSession(self._store.read(found), transcript)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._store.ids()

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.ids())

    def __len__(self) -> int:
        return len(self._store.ids())

    def summaries(self) -> list[SessionInfo]:
        """Every session in a line, newest first; one that cannot be read has its `fault`."""
        return self._store.list()


def measured_agreement(examiner: str, bank_digest: str) -> str:
    """How far an examiner was measured to agree with people on a bank, in words; empty if not."""
    try:
        figures = json.loads(assets.agreement().read_bytes())
    except (OSError, ValueError):
        return ""
    found = figures.get(bank_digest, {}).get(examiner, "")
    return str(found)
