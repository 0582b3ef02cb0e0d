"""`grade --batch`: for those who grade by the hundred thousand, at half the price, within a day.

The answers go up in files of requests, the server works through them, the results come down. What
was sent is written down beside the output before anything is waited for, so that the command can be
ended at any time and run again: it continues with what it finds, and nothing is sent or paid twice.
"""

import asyncio
import hashlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer import assets
from interviewer.banks.bank import Bank
from interviewer.bulk.grading_run import GradingRun
from interviewer.bulk.input_lines import LineFaults, QuestionLookup, opened
from interviewer.bulk.jobs import Job, sheet_of
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.bulk.results import ResultFile
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import counted, inert
from interviewer.storage.files import read_file, shown, write_atomically

if TYPE_CHECKING:
    from interviewer.examiners.model.batch_grading import BatchedGrading
    from interviewer.examiners.model.http.batch_client import Batch, BatchClient
    from interviewer.settings import Settings

MOST_FILE_REQUESTS = 50_000
MOST_FILE_BYTES = 100_000_000
"""Of one batch: the limits of the hosted interface, with room."""

POLL_SECONDS = 20.0
MOST_FAILED_LOOKS = 30
"""Looks that fail one after another before the command gives up; the batches run on."""


def grade_in_batches(  # noqa: PLR0913 - each is said by its name where it is called
    answers: str,
    output: str,
    bank: Bank,
    settings: "Settings",
    *,
    retry: bool = False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> int:
    """Send the file `answers`, wait, collect into the file `output`; return the exit status.

    `retry` grades again what `output` holds as ungraded.
    Raises UsageError where `answers` is a pipe, ReportedError where the server cannot be used.
    """
    with opened(answers) as source:
        if source.size is None:
            raise UsageError("--batch reads its answers twice: a pipe can be read once only.")
    about = {"model": settings.model or "", "server": settings.base_url, "bank": bank.digest}
    progress = Progress(shown=on_terminal(results_elsewhere=True))
    results = ResultFile(output, answers, retry=retry)
    finished = False
    try:
        work = _Work(answers, QuestionLookup(bank.questions), results, progress)
        status = asyncio.run(_whole(work, settings, BatchState(output, about), sleep))
        finished = True
    finally:
        progress.end()
        results.close(finished=finished)
    return status


class BatchState:
    """What has been sent, beside the output: `OUTPUT.batch`. Each change is one atomic write."""

    def __init__(self, output: str, about: dict[str, str]) -> None:
        """`about` is what the batches depend on. Raises ReportedError where the file is about another run."""
        self.path = Path(f"{output}.batch")
        self.sent: list[dict[str, str]] = []
        """{"file": id, "batch": id or ""} for each file, in the order of the answers."""
        self.complete = False
        """Everything has been sent."""
        self._about = about
        if os.path.lexists(self.path):
            self._read()

    def _read(self) -> None:
        try:
            kept = json.loads(read_file(self.path))
            about, sent, complete = kept["about"], kept["sent"], kept["complete"]
        except (ValueError, KeyError, TypeError):
            raise ReportedError(
                f"{shown(self.path)} cannot be read. Remove it to begin again."
            ) from None
        if about != self._about:
            other = ", ".join(f"{name} {about.get(name)}" for name in self._about)
            raise ReportedError(
                f"{shown(self.path)} belongs to another run ({other[:300]}). Finish that one, or "
                "remove the file to begin again."
            )
        self.sent, self.complete = sent, bool(complete)

    def write(self) -> None:
        kept = {"about": self._about, "sent": self.sent, "complete": self.complete}
        write_atomically(self.path, json.dumps(kept, indent=1) + "\n")

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class _Work:
    """The answers, which are gone through once to send them and once to write their results."""

    def __init__(
        self, path: str, bank: QuestionLookup, results: ResultFile, progress: Progress
    ) -> None:
        self._path = path
        self._bank = bank
        self._results = results
        self._reported = False
        self.progress = progress

    @contextmanager
    def pass_through(self) -> Iterator[tuple[GradingRun, Iterator[Job]]]:
        """A run over the answers that have no result yet. Faults are reported the first time only."""
        say = (lambda _: None) if self._reported else self.progress.say
        self._reported = True
        with opened(self._path) as source:
            run = GradingRun(self._bank, self._results, LineFaults(source.name, say), self.progress)
            yield run, run.jobs(source)


async def _whole(
    work: _Work,
    settings: "Settings",
    state: BatchState,
    sleep: Callable[[float], Awaitable[None]],
) -> int:
    from interviewer.examiners.model.batch_grading import BatchedGrading
    from interviewer.examiners.model.http.batch_client import BatchClient
    from interviewer.examiners.model.http.endpoint import endpoint_of

    peer = endpoint_of(
        settings.model or "", settings.base_url, settings.key, settings.key_origin, "--model"
    )
    hosted = peer.host == "api.openai.com"
    grading = BatchedGrading(peer.model, assets.prompts(), hosted=hosted)
    client = BatchClient(peer, settings.base_url, sleep=sleep)
    try:
        if not state.complete:
            await _send(work, grading, client, state)
        ended = await _wait(work, client, state, sleep)
        status = await _collect(work, grading, client, state, ended)
        state.remove()
        for file in (*(sent["file"] for sent in state.sent), *(f for e in ended for f in e.files)):
            await client.forget(file)
    finally:
        await client.aclose()
    return status


def name_of(job: Job) -> str:
    """What an answer is called in a batch: the same whenever the command runs again."""
    written = json.dumps([job.tag.id, job.question.id, job.answer])
    return hashlib.sha256(written.encode()).hexdigest()[:40]


async def _send(
    work: _Work, grading: "BatchedGrading", client: "BatchClient", state: BatchState
) -> None:
    """Send what has not been sent. A file that was sent without its batch gets that first."""
    with work.pass_through() as (_, jobs):
        wanted = (
            job for job in jobs if job.settled is None and grading.known(sheet_of(job)) is None
        )
        for number, path in enumerate(_files(wanted, grading, state.path)):
            if number < len(state.sent):
                file = state.sent[number]["file"]
            else:
                file = await client.send(path)
                state.sent.append({"file": file, "batch": ""})
                state.write()
            if not state.sent[number]["batch"]:
                state.sent[number]["batch"] = await client.begin(file)
                state.write()
    state.complete = True
    state.write()
    work.progress.say(
        inert(
            f"Sent {counted(len(state.sent), 'file')} of requests. This may take up to 24 hours. "
            "It may be ended: the same command resumes it."
        )
    )


def _files(jobs: Iterator[Job], grading: "BatchedGrading", beside: Path) -> Iterator[Path]:
    """Write the requests into one file after another; each is gone when the next is asked for."""
    path = beside.with_name(f".{beside.name[:100]}.{os.getpid():x}.jsonl")
    job = next(jobs, None)
    try:
        while job is not None:
            count = size = 0
            path.touch(0o600)
            with path.open("wb") as out:
                while job is not None and count < MOST_FILE_REQUESTS and size < MOST_FILE_BYTES:
                    size += out.write(grading.line(name_of(job), sheet_of(job)))
                    count += 1
                    job = next(jobs, None)
            yield path
    finally:
        path.unlink(missing_ok=True)


async def _wait(
    work: _Work,
    client: "BatchClient",
    state: BatchState,
    sleep: Callable[[float], Awaitable[None]],
) -> "list[Batch]":
    """Look at every batch until all have ended. Raises ReportedError where the server refused one."""
    failed = 0
    while True:
        try:
            found = [await client.look(sent["batch"]) for sent in state.sent]
        except ReportedError as reported:
            failed += 1
            if failed >= MOST_FAILED_LOOKS:
                raise ReportedError(
                    f"{reported} The batches run on; run the same command again."
                ) from None
            work.progress.say(inert(f"{reported} Looking again."))
        else:
            failed = 0
            refused = next((one for one in found if one.status == "failed"), None)
            if refused is not None:
                state.remove()
                raise ReportedError(
                    f"The server refused the batch: {refused.trouble or 'it said no more'}."
                )
            if not any(one.running for one in found):
                return found
            work.progress.note(inert(f"{sum(one.done for one in found):,} graded at the server"))
        await sleep(POLL_SECONDS)


async def _collect(
    work: _Work,
    grading: "BatchedGrading",
    client: "BatchClient",
    state: BatchState,
    ended: "list[Batch]",
) -> int:
    """Fetch the results and write them in the order of the answers."""
    paths: list[Path] = []
    try:
        for one in ended:
            for file in one.files:
                path = state.path.with_name(f".{state.path.name[:100]}.{len(paths)}.jsonl")
                paths.append(path)
                path.touch(0o600)
                await client.fetch(file, path)
        index = _index(paths)
        with work.pass_through() as (run, jobs):
            for job in jobs:
                sheet = sheet_of(job)
                known = grading.known(sheet)
                record = None if known else _record(paths, index.get(bytes.fromhex(name_of(job))))
                run.emit(job, job.settled or known or grading.outcome(sheet, record))
            status = run.conclude()
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
    return status


def _index(paths: list[Path]) -> dict[bytes, tuple[int, int]]:
    """Where each answer's result stands: some 200 bytes an answer, not the result itself."""
    found: dict[bytes, tuple[int, int]] = {}
    for number, path in enumerate(paths):
        with path.open("rb") as stream:
            at = 0
            for raw in stream:
                # Where this fails, nobody can say whose result it was.
                with suppress(ValueError, TypeError, KeyError, RecursionError):
                    found.setdefault(bytes.fromhex(json.loads(raw)["custom_id"]), (number, at))
                at += len(raw)
    return found


def _record(paths: list[Path], place: tuple[int, int] | None) -> dict[str, Any] | None:
    if place is None:
        return None
    with paths[place[0]].open("rb") as stream:
        stream.seek(place[1])
        found = json.loads(stream.readline())
    return found if isinstance(found, dict) else None
