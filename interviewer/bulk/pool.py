"""Many answers through one examiner: results in the order of the answers, in flat memory.

The built-in examiner waits for nothing, so its answers go through one by one without an event loop.
A model is asked about several at once, in an event loop in a thread of its own, so that calls go on
while the results are used. An answer that takes long holds up the results behind it, not the
asking, until a window of results is full.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, closing, suppress
from dataclasses import dataclass, field
from typing import Any

from interviewer.bulk.jobs import Job, Outcome, at_once, graded
from interviewer.core.run import Examiner

AHEAD = 16
"""Results that may wait for an earlier one, for each call at once."""

JobOutcome = tuple[Job, Outcome]
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
    """Grade every job and hand it to `emit` with its outcome, in order; see `in_order`."""
    pairs = in_order(examiner, jobs, concurrency=concurrency, late=late, waits=waits)
    with closing(pairs):
        for job, outcome in pairs:
            emit(job, outcome)


def in_order(
    examiner: Examiner,
    jobs: Iterator[Job],
    *,
    concurrency: int = 8,
    late: Emit | None = None,
    waits: bool = False,
) -> Generator[JobOutcome]:
    """Yield every job with its outcome, in order. Closing it cancels what is under way.

    `jobs` is read in the caller's thread, at most a window ahead; with `waits` in a thread of its
    own: taking the next job may have to wait (a pipe), and must not hold up the calls under way.
    When this is closed early, `late` is handed what was finished ahead of its turn. Raises what
    `jobs` and, where the settings are wrong, the examiner raise.
    """
    if examiner.identity.kind != "offline":
        yield from _threaded(examiner, jobs, concurrency=concurrency, late=late, waits=waits)
        return
    for job in jobs:
        yield job, job.settled or at_once(graded(examiner, job))


async def in_order_async(
    examiner: Examiner,
    jobs: AsyncIterator[Job],
    *,
    concurrency: int = 8,
    late: Emit | None = None,
) -> AsyncGenerator[JobOutcome]:
    """Yield every job with its outcome, in order, as `in_order` does. Leaves the examiner open."""
    line: asyncio.Queue[_Pair | None] = asyncio.Queue()
    room = asyncio.Semaphore(AHEAD * concurrency)
    slots = asyncio.Semaphore(concurrency)

    async def feed() -> None:
        try:
            async for job in jobs:
                await room.acquire()
                await slots.acquire()
                task = asyncio.create_task(graded(examiner, job))
                task.add_done_callback(lambda _: slots.release())
                line.put_nowait((job, task))
        finally:
            line.put_nowait(None)

    feeder = asyncio.create_task(feed())
    pair = None
    try:
        while (pair := await line.get()) is not None:
            yield pair[0], await pair[1]
            room.release()
        await feeder
    finally:
        feeder.cancel()
        waiting = [pair, *(line.get_nowait() for _ in range(line.qsize()))]
        await _leave([one for one in waiting if one is not None], late)


_Pair = tuple[Job, "asyncio.Task[Outcome]"]


async def _leave(waiting: list[_Pair], late: Emit | None) -> None:
    """Hand over what is finished, cancel the rest. After a whole run nothing is left."""
    for job, task in waiting:
        if not task.done():
            task.cancel()
        elif late is not None and not task.cancelled() and task.exception() is None:
            late(job, task.result())
    await asyncio.gather(*(task for _, task in waiting), return_exceptions=True)


# -- the loop in a thread of its own --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _JobWanted:
    """The loop can take another job; its caller reads it."""

    give: Callable[[Job | None], None]


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None


_Message = JobOutcome | _JobWanted | _Ended


def _threaded(
    examiner: Examiner,
    jobs: Iterator[Job],
    *,
    concurrency: int,
    late: Emit | None,
    waits: bool,
) -> Generator[JobOutcome]:
    inbox: queue.SimpleQueue[_Message] = queue.SimpleQueue()
    server = _Server(examiner, concurrency, late, inbox, jobs if waits else None)
    server.start()
    try:
        while True:
            match inbox.get():
                case _JobWanted(give=give):
                    give(next(jobs, None))
                case _Ended(error=None):
                    return
                case _Ended(error=error):
                    assert error is not None  # noqa: S101 - the case above
                    raise error
                case (job, outcome):
                    yield job, outcome
                    server.taken()
    finally:
        server.stop()


@dataclass(eq=False)
class _Server:
    """Grades in an event loop in a thread of its own; says in `inbox` what comes of it."""

    examiner: Examiner
    concurrency: int
    late: Emit | None
    inbox: "queue.SimpleQueue[_Message]"
    jobs: Iterator[Job] | None
    """Read in yet another thread; None asks the caller for each job."""
    _ready: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve()), daemon=True, name="interviewer-grading"
        )
        self._thread.start()
        self._ready.wait()

    def taken(self) -> None:
        """The caller has used a result and comes for the next."""
        self._loop.call_soon_threadsafe(self._turn.release)

    def stop(self) -> None:
        with suppress(RuntimeError):  # its loop has ended
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None  # noqa: S101 - this runs in one
        self._task, self._turn = task, asyncio.Semaphore(0)
        self._ready.set()
        error: BaseException | None = None
        try:
            await self._grade()
        except asyncio.CancelledError:
            pass  # the caller has gone
        except BaseException as raised:  # noqa: BLE001 - raised again where the results are awaited
            error = raised
        finally:
            await self.examiner.aclose()
            self.inbox.put(_Ended(error))

    async def _grade(self) -> None:
        read = self._requested() if self.jobs is None else _from_thread(self.jobs)
        pairs = in_order_async(self.examiner, read, concurrency=self.concurrency, late=self.late)
        async with aclosing(pairs):
            async for pair in pairs:
                self.inbox.put(pair)
                await self._turn.acquire()

    async def _requested(self) -> AsyncIterator[Job]:
        """Have the caller read each job, in its own thread."""
        while True:
            future: asyncio.Future[Job | None] = self._loop.create_future()

            def give(job: Job | None, future: "asyncio.Future[Job | None]" = future) -> None:
                self._loop.call_soon_threadsafe(_settle, future, job, None)

            self.inbox.put(_JobWanted(give))
            if (job := await future) is None:
                return
            yield job


def _settle(future: "asyncio.Future[Job | None]", job: Job | None, error: Any) -> None:
    if future.done():  # nobody waits for it any more
        return
    if error is None:
        future.set_result(job)
    else:
        future.set_exception(error)


async def _from_thread(jobs: Iterator[Job]) -> AsyncIterator[Job]:
    """Take the jobs on a thread of their own, one when asked. An abandoned one ends with us."""
    loop = asyncio.get_running_loop()
    wanted: queue.SimpleQueue[asyncio.Future[Job | None]] = queue.SimpleQueue()

    def serve() -> None:
        while True:
            future, job, error = wanted.get(), None, None
            try:
                job = next(jobs, None)
            except Exception as raised:  # noqa: BLE001 - raised again where it is awaited
                error = raised
            try:
                loop.call_soon_threadsafe(_settle, future, job, error)
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
