"""Many answers through one examiner: results in the order of the answers, in flat memory.

The built-in examiner waits for nothing, so its answers go through one by one without an event loop.
A model is asked about several at once; an answer that takes long holds up the results behind it,
not the asking, until a window of results is full.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from interviewer.core.errors import ReportedError
from interviewer.core.interview import Grade, Graded, Sheet, Turn, Ungraded
from interviewer.core.questions import Question
from interviewer.core.run import Examiner, Notice

AHEAD = 16
"""Results that may wait for an earlier one, for each call at once."""

LONGEST_ANSWER = 64 * 1024
"""Code points; no interview takes a longer answer either."""


@dataclass(frozen=True, slots=True)
class Job:
    """One answer to one question."""

    tag: Any
    """Whatever the caller knows it by."""
    question: Question
    answer: str
    """Normalised, see `core.text`."""
    settled: Graded | Ungraded | None = None
    """What is known of it without an examiner; None asks the examiner."""


Outcome = Graded | Ungraded
Emit = Callable[[Job, Outcome], None]


def grade_all(  # noqa: PLR0913 - each is said by its name where it is called
    examiner: Examiner,
    jobs: Iterator[Job],
    emit: Emit,
    *,
    concurrency: int = 8,
    late: Emit | None = None,
    waits: bool = False,
) -> None:
    """Grade every job and hand it to `emit` with its outcome, in order.

    `waits`: taking the next job may have to wait (a pipe), and must not hold up the calls under
    way. When this is interrupted, `late` is handed what was finished ahead of its turn. Raises what
    `jobs`, `emit` and, where the settings are wrong, the examiner raise.
    """
    if examiner.identity.kind == "offline":
        for job in jobs:
            emit(job, job.settled or _at_once(examiner, job))
    else:
        asyncio.run(_several(examiner, jobs, emit, concurrency=concurrency, late=late, waits=waits))


def sheet_of(job: Job) -> Sheet:
    """The job as an interview of one turn, the way examiners know it."""
    return Sheet(job.question, 1, (Turn(job.question.prompt, job.answer),))


def too_long(answer: str) -> Ungraded | None:
    """Why an answer is not graded at all; None where it is short enough."""
    if len(answer) <= LONGEST_ANSWER:
        return None
    return Ungraded(reason=f"The answer is longer than {LONGEST_ANSWER:,} characters.")


def _quiet(_notice: Notice) -> None:
    pass


def _at_once(examiner: Examiner, job: Job) -> Outcome:
    """Run a grading that waits for nothing. A loop would cost more than the rules themselves."""
    work = _graded(examiner, job)
    try:
        work.send(None)
    except StopIteration as done:
        outcome: Outcome = done.value
        return outcome
    work.close()
    raise AssertionError("the offline examiner waited for something")


async def _graded(examiner: Examiner, job: Job) -> Outcome:
    if job.settled is not None:
        return job.settled
    try:
        return await examiner.grade(Grade(sheet_of(job)), _quiet)
    except ReportedError:  # wrong settings: the same for every answer
        raise
    except Exception as error:  # noqa: BLE001 - a defect that one answer shows must not cost the rest
        kind = type(error).__name__
        return Ungraded(reason=f"The examiner broke on this answer ({kind}). Please report it.")


async def _several(  # noqa: PLR0913 - see grade_all
    examiner: Examiner,
    jobs: Iterator[Job],
    emit: Emit,
    *,
    concurrency: int,
    late: Emit | None,
    waits: bool,
) -> None:
    line: asyncio.Queue[_Pair | None] = asyncio.Queue()
    room = asyncio.Semaphore(AHEAD * concurrency)
    slots = asyncio.Semaphore(concurrency)

    async def feed() -> None:
        try:
            async for job in _from_thread(jobs) if waits else _directly(jobs):
                await room.acquire()
                await slots.acquire()
                task = asyncio.create_task(_graded(examiner, job))
                task.add_done_callback(lambda _: slots.release())
                line.put_nowait((job, task))
        finally:
            line.put_nowait(None)

    feeder = asyncio.create_task(feed())
    pair = None
    try:
        while (pair := await line.get()) is not None:
            emit(pair[0], await pair[1])
            room.release()
        await feeder
    finally:
        feeder.cancel()
        waiting = [pair, *(line.get_nowait() for _ in range(line.qsize()))]
        await _leave([one for one in waiting if one is not None], late)
        await examiner.aclose()


_Pair = tuple[Job, "asyncio.Task[Outcome]"]


async def _leave(waiting: list[_Pair], late: Emit | None) -> None:
    """Hand over what is finished, cancel the rest. After a whole run nothing is left."""
    for job, task in waiting:
        if not task.done():
            task.cancel()
        elif late is not None and not task.cancelled() and task.exception() is None:
            late(job, task.result())
    await asyncio.gather(*(task for _, task in waiting), return_exceptions=True)


async def _directly(jobs: Iterator[Job]) -> AsyncIterator[Job]:
    for job in jobs:
        yield job


async def _from_thread(jobs: Iterator[Job]) -> AsyncIterator[Job]:
    """Take the jobs on a thread of their own, one when asked. An abandoned one ends with us."""
    loop = asyncio.get_running_loop()
    wanted: queue.SimpleQueue[asyncio.Future[Job | None]] = queue.SimpleQueue()

    def settle(future: "asyncio.Future[Job | None]", job: Job | None, error: Any) -> None:
        if future.done():  # nobody waits for it any more
            return
        if error is None:
            future.set_result(job)
        else:
            future.set_exception(error)

    def serve() -> None:
        while True:
            future, job, error = wanted.get(), None, None
            try:
                job = next(jobs, None)
            except Exception as raised:  # noqa: BLE001 - raised again where it is awaited
                error = raised
            try:
                loop.call_soon_threadsafe(settle, future, job, error)
            except RuntimeError:  # the loop has ended
                return

    threading.Thread(target=serve, daemon=True).start()
    while True:
        future: asyncio.Future[Job | None] = loop.create_future()
        wanted.put(future)
        job = await future
        if job is None:
            return
        yield job
