"""A session that is being held: every reply is on the disk before it is acted on.

The promise behind `record`: once it has returned, the reply outlives this process. What is being
typed lives beside the journal in a draft, which counts until the candidate's next reply: what is
typed while the examiner reads is there when it has been read.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from interviewer.core.errors import UsageError
from interviewer.core.plan import Plan
from interviewer.core.protocol import REPLIES, AnyReply, Beside, OutOfTurn, ends_the_draft
from interviewer.core.run import RecordError
from interviewer.core.text import normalise
from interviewer.storage import journal_format, syscalls
from interviewer.storage.files import StorageError, read_file, storage_error, write_atomically
from interviewer.storage.home_folder import ANOTHER_HOME
from interviewer.storage.journal import Journal
from interviewer.storage.journal_format import Record
from interviewer.storage.journal_records import Continued, Opened, Resumed
from interviewer.storage.lock import HeldError, Lock
from interviewer.storage.stored_session import StoredSession

_NOT_SAVED: Final = {
    "answered": "this answer is NOT saved",
    "graded": "the grading is NOT saved (the answer is)",
    "ungraded": "the grading is NOT saved (the answer is)",
}
"""What is said about a reply that could not be written, by its kind."""


class OpenSession(StoredSession):
    """A session that this process continues with; nobody else can, until it is closed.

    `record` does not send: whoever drives the interview sends each recorded reply to `session`
    before the next is recorded (as `core.run` does).
    """

    def __init__(
        self,
        path: Path,
        draft: Path,
        stamp: Callable[[], str],
        monotonic: Callable[[], float],
        today: date | None = None,
    ) -> None:
        """`today` stands in for the calendar; None where it counts itself."""
        super().__init__(path.stem, path)
        self._draft_path = draft
        self._stamp = stamp
        self._day_given = None if today is None else today.isoformat()
        self._without = {"day"} if today is None else set()
        self._monotonic = monotonic
        self._before = 0.0
        """Seconds spent before this process opened the session."""
        self._opened = monotonic()
        self._journal: Journal | None = None
        self._recorded = 0
        """How many replies the journal holds; drafts of earlier versions belong to one."""
        self._said = 0
        """How many of them ended a draft: the one that is kept belongs to what follows."""
        self._lock: Lock | None = None

    # -- called by the store --

    def lock(self) -> None:
        """Make it this process's own. Raises StorageError saying whose it is."""
        path = self.path.with_suffix(".lock")
        try:
            self._lock = Lock(path)
        except HeldError as error:
            raise StorageError(
                f"Session {self.id} is open in another interviewer ({error.holder}). Continue there, "
                "or close it there first."
            ) from None
        except OSError as error:
            raise storage_error(error, path, ANOTHER_HOME) from None

    def begin(self, plan: Plan) -> None:
        """Create the journal. Raises FileExistsError, or StorageError leaving nothing behind."""
        opened = Opened(
            version=journal_format.JOURNAL_VERSION,
            session=self.id,
            at=self._stamp(),
            day=self._day_given,
            plan=plan,
        )
        header = opened.model_dump(mode="json", exclude=self._without)
        self.take(header)
        try:
            self._journal = Journal.create(self.path)
        except FileExistsError:
            raise
        except OSError as error:
            raise storage_error(error, self.path, ANOTHER_HOME) from None
        try:
            self._journal.append(header)
        except RecordError as error:
            with suppress(OSError):
                syscalls.remove(self.path)
            raise _as_storage_error(error, self.path) from None

    def resume(self) -> None:
        """Read the journal, repair it if need be, and note that the session continues."""
        self._journal, _, self.recovery = Journal.open(self.path, self.take)
        self._count()
        if not self.session.finished:
            try:
                resumed = Resumed(at=self._stamp(), day=self._day_given)
                self._journal.append(resumed.model_dump(exclude=self._without))
            except RecordError as error:
                raise _as_storage_error(error, self.path) from None

    def continue_stopped(self) -> bool:
        """Continue with an interview that the candidate stopped early; False where it was not.

        Raises StorageError.
        """
        if self.session.before_stop() is None or self._journal is None:
            return False
        continued = Continued(at=self._stamp(), day=self._day_given)
        record = continued.model_dump(exclude=self._without)
        try:
            self._journal.append(record)
        except RecordError as error:
            raise _as_storage_error(error, self.path) from None
        self.take(record)
        self._count()
        return True

    def _count(self) -> None:
        """Note what there is before this process adds to it."""
        self._recorded, self._before = len(self.replies), self.spent
        self._said = sum(map(ends_the_draft, self.replies))

    # -- called by the interview --

    def record(self, reply: AnyReply) -> None:
        """Return once the reply is safe. Raises RecordError, having changed nothing, and OutOfTurn
        for a reply that the waiting step does not take.
        """
        step = self.session.step
        if not isinstance(reply, REPLIES[type(step)]):
            raise OutOfTurn(step, reply)
        at, spent = self._stamp(), round(self.elapsed(), 3)
        what = _NOT_SAVED.get(reply.kind, "this step is NOT saved (what was answered is)")
        self._append({**reply.model_dump(), "at": at, "spent": spent}, what)
        self._recorded += 1
        self.spent, self._last = spent, datetime.fromisoformat(at)
        if ends_the_draft(reply):
            self._said += 1
            with suppress(OSError):  # it does not count any more; its removal is only tidiness
                syscalls.remove(self._draft_path)

    def amend(self, later: Beside | Record) -> None:
        """Add a later grading or an appeal; the verdict it replaces is kept.

        Raises RecordError as `record` does, and ValueError for what would not be read back.
        """
        checked = self.amendment(later)
        self._append({**checked.model_dump(), "at": self._stamp()}, _NOT_SAVED["graded"])
        self.keep(checked)

    def _append(self, record: Record, what: str) -> None:
        if self._journal is None:
            raise RecordError(f"The session is closed: {what}. Resume it first.")
        self._journal.append(record, what)

    def elapsed(self) -> float:
        """Seconds of the candidate's time so far, those before a resume included."""
        if self.session.finished:
            return self.spent
        return self._before + max(self._monotonic() - self._opened, 0.0)

    def draft(self) -> str:
        """What was being typed since the last reply; empty where nothing was, or it is lost."""
        try:
            kept = json.loads(read_file(self._draft_path))
            stale = kept["step"] != self._recorded if "step" in kept else kept["said"] != self._said
            if stale:
                return ""
            return normalise(kept["text"])
        except (UsageError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return ""

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed. Raises StorageError."""
        kept = json.dumps({"said": self._said, "text": text})
        write_atomically(self._draft_path, kept, ANOTHER_HOME)

    def close(self) -> None:
        """Let others continue with it. Closing twice does nothing."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @contextmanager
    def reopened(self) -> Iterator["OpenSession"]:
        """The session to add to: itself while it is open, else reopened just for this.

        Raises StorageError where another process has it.
        """
        if self._journal is not None:
            yield self
            return
        again = OpenSession(self.path, self._draft_path, self._stamp, self._monotonic)
        again.lock()
        try:
            again.resume()
            yield again
            self.amendments, self.appeals = again.amendments, again.appeals
            self._graded = again._graded
        finally:
            again.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _as_storage_error(error: RecordError, path: Path) -> StorageError:
    cause = error.__cause__
    if isinstance(cause, OSError):
        return storage_error(cause, path, ANOTHER_HOME)
    return StorageError(str(error))
