"""Many answers through one examiner: results in the order of the answers, in flat memory.

The built-in examiner waits for nothing, so its answers go through one by one without an event loop.
A model is asked about several at once, in the event loop of `event_loop`, so that calls continue while
the results are used. An answer that takes long holds up the results behind it, not the
asking, until a window of results is full.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, closing
from dataclasses import dataclass
from typing import Any

from interviewer.bulk.event_loop import LOOP
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
    """Grade every job and hand it to `emit` with its outcome, in order; see `in_order`.

    Closes the examiner at the end.
    """
    pairs = in_order(examiner, jobs, concurrency=concurrency, late=late, waits=waits)
    try:
        with closing(pairs):
            for job, outcome in pairs:
                emit(job, outcome)
    finally:
        if examiner.identity.kind != "offline":
            LOOP.run(examiner.aclose())


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


# -- asked from without the event loop ------------------------------------------------------------


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
    ended: _Ended | None = None
    LOOP.submit(server.serve())
    try:
        while ended is None:
            match message := inbox.get():
                case _JobWanted(give=give):
                    give(next(jobs, None))
                case _Ended():
                    ended = message
                case (job, outcome):
                    yield job, outcome
                    server.taken()
        if ended.error is not None:
            raise ended.error
    finally:
        if ended is None:
            server.cancel()
            while not isinstance(inbox.get(), _Ended):
                pass


class _Server:
    """Grades in the event loop; says in `inbox` what comes of it, `_Ended` last."""

    def __init__(
        self,
        examiner: Examiner,
        concurrency: int,
        late: Emit | None,
        inbox: "queue.SimpleQueue[_Message]",
        jobs: Iterator[Job] | None,
    ) -> None:
        """`jobs` is read in a thread of its own; None asks the caller for each."""
        self._examiner = examiner
        self._concurrency = concurrency
        self._late = late
        self._inbox = inbox
        self._jobs = jobs
        self._started = threading.Event()

    def taken(self) -> None:
        """The caller has used a result and comes for the next."""
        self._loop.call_soon_threadsafe(self._turn.release)

    def cancel(self) -> None:
        """The caller goes."""
        self._started.wait()
        self._loop.call_soon_threadsafe(self._task.cancel)

    async def serve(self) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - this runs in one
        self._loop, self._task, self._turn = asyncio.get_running_loop(), task, asyncio.Semaphore(0)
        self._started.set()
        error: BaseException | None = None
        try:
            await self._grade()
        except asyncio.CancelledError:
            pass  # the caller has gone
        except BaseException as raised:  # noqa: BLE001 - raised again where the results are awaited
            error = raised
        finally:
            self._inbox.put(_Ended(error))

    async def _grade(self) -> None:
        read = self._requested() if self._jobs is None else _from_thread(self._jobs)
        pairs = in_order_async(self._examiner, read, concurrency=self._concurrency, late=self._late)
        async with aclosing(pairs):
            async for pair in pairs:
                self._inbox.put(pair)
                await self._turn.acquire()

    async def _requested(self) -> AsyncIterator[Job]:
        """Have the caller read each job, in its own thread."""
        while True:
            future: asyncio.Future[Job | None] = self._loop.create_future()

            def give(job: Job | None, future: "asyncio.Future[Job | None]" = future) -> None:
                self._loop.call_soon_threadsafe(_settle, future, job, None)

            self._inbox.put(_JobWanted(give))
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
