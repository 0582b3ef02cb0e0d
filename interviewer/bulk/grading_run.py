"""One run over many answers: what was read, what was written, what could not be.

The results come in the order of the answers, each as soon as it and those before it are known;
nothing is held in memory but a window of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from interviewer.bulk.answer_result import ResultLine
from interviewer.bulk.input_lines import (
    FaultError,
    LineFaults,
    QuestionLookup,
    Source,
    records,
    text,
)
from interviewer.bulk.jobs import Job, Outcome
from interviewer.bulk.progress_line import Progress
from interviewer.bulk.results import ResultFile, ResultStream, key, to_line
from interviewer.bulk.rows import job_for, result_of
from interviewer.core.protocol import Ungraded
from interviewer.core.text import counted, inert, one_line

AnswerId = str | int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a result needs to know of its input line."""

    id: AnswerId
    given: str
    """The answer as it stands in the input."""
    ready: bytes | None = None
    """The result, where an interrupted run had it already."""


class GradingRun:
    """One run of `grade`: what was read, what was written, what could not be."""

    def __init__(
        self,
        bank: QuestionLookup,
        results: ResultFile | ResultStream,
        complaints: LineFaults,
        progress: Progress,
    ) -> None:
        self._bank = bank
        self._results = results
        self._complaints = complaints
        self._progress = progress
        self._seen: set[int] = set()
        self._skipped = 0
        self._failed = 0
        self._reason = ""
        self.finished = False

    def jobs(self, source: Source) -> Iterator[Job]:
        """Yield what has to be graded, in order; complain of what cannot be."""

        def read(_number: int, total: int) -> None:
            self._progress.share = total / source.size if source.size else 0.0

        for number, data in records(source, self._complaints, read):
            try:
                job = self._job(data)
            except FaultError as fault:
                self._complaints.about(number, fault)
                continue
            if job is not None:
                yield job

    def _job(self, data: dict[str, Any]) -> Job | None:
        an_id = _id(data)
        question = self._bank.question(data)
        given = text(data, "answer")
        if key(an_id) in self._seen:
            raise FaultError(
                f"The id {one_line(str(an_id), 80)!r} stands on an earlier line already. "
                "Give each answer an id of its own."
            )
        self._seen.add(key(an_id))
        if self._results.has(an_id):
            self._skipped += 1
            return None
        ready = self._results.kept(an_id)
        job, _ = job_for(question, given, tag=Asked(an_id, given, ready))
        return (
            job if ready is None else replace(job, settled=Ungraded(reason="It was graded before."))
        )

    def emit(self, job: Job, outcome: Outcome) -> None:
        self._results.write(self._line(job, outcome))
        self._progress.step()

    def late(self, job: Job, outcome: Outcome) -> None:
        self._results.keep(self._line(job, outcome))

    def _line(self, job: Job, outcome: Outcome) -> bytes:
        asked: Asked = job.tag
        if asked.ready is not None:
            return asked.ready
        if isinstance(outcome, Ungraded):
            self._failed += 1
            self._reason = outcome.reason
        return to_line(result(job, asked, outcome))

    def conclude(self) -> int:
        """Say in words what did not go well; return the exit status."""
        say, bad = self._progress.say, self._complaints.count
        if self._skipped:
            say(
                inert(
                    f"{counted(self._skipped, 'answer')} had been graded before and stayed as they were."
                )
            )
        if bad:
            lines = "line was" if bad == 1 else "lines were"
            say(
                inert(
                    f"{bad:,} {lines} unusable and not graded. "
                    f"Correct {'it' if bad == 1 else 'them'} and run the same command again."
                )
            )
        if self._failed:
            say(
                inert(
                    f"{counted(self._failed, 'answer')} could not be graded (the last because: "
                    f"{one_line(self._reason, 200)}). "
                    "With -o, add --retry-ungraded to try them again."
                )
            )
        return 1 if bad or self._failed else 0


def _id(data: dict[str, Any]) -> AnswerId:
    an_id = data.get("id")
    if isinstance(an_id, str) or (isinstance(an_id, int) and not isinstance(an_id, bool)):
        return an_id
    return text(data, "id")  # which says what is wrong


def result(job: Job, asked: Asked, outcome: Outcome) -> ResultLine:
    """The output line of one answer, as `interviewer schema grade` describes it. Scores are rounded to six digits."""
    return {"id": asked.id, **result_of(job, outcome, (asked.given,)).as_json()}
