"""The sessions of a home: begun, found again, resumed, listed.

Everything a command wants of a session goes through here, so that a path is made from an id in one
place only, and every list and every name means the same sessions.
"""

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.nearest import nearest
from interviewer.core.plan import Plan
from interviewer.core.text import one_line
from interviewer.practice.memory import Remembered
from interviewer.practice.reviews import Past, together
from interviewer.storage import journal, syscalls
from interviewer.storage.clock import local_now
from interviewer.storage.files import StorageError, shown, storage_error
from interviewer.storage.history import History, SessionInfo
from interviewer.storage.home_folder import (
    ANOTHER_HOME,
    check,
    drafts_in,
    make_folders,
    sessions_in,
)
from interviewer.storage.lock import is_held
from interviewer.storage.open_session import OpenSession
from interviewer.storage.stored_session import StoredSession

LATEST = "latest"

Infos = list[SessionInfo]
Ids = list[str]
Entries = list[tuple[str, int, int]]

_LISTED = " `interviewer sessions` lists them."

_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Those that are not taken for one another when an id is typed from paper."""


class SessionStore:
    """The sessions under a home.

    `now` must be aware of its zone; `monotonic` counts seconds; `today` stands in for the calendar,
    never for the clock: sessions stay in the order in which they were made.
    """

    def __init__(
        self,
        home: Path,
        *,
        now: Callable[[], datetime] = local_now,
        monotonic: Callable[[], float] = time.monotonic,
        new_id: Callable[[], str] | None = None,
        today: date | None = None,
    ) -> None:
        self.home = Path(home)
        self._today = today
        self._monotonic = monotonic
        self._now = now
        self._new_id = new_id or self._made_up
        self._folder = sessions_in(self.home)
        self._drafts = drafts_in(self.home)

    def _stamp(self) -> str:
        """The time, ISO 8601 with its offset, to the millisecond."""
        now = self._now()
        return (now if now.tzinfo else now.astimezone()).isoformat(timespec="milliseconds")

    def journal_path(self, session_id: str) -> Path:
        """Where a session is kept. Raises UsageError for what is no session's id."""
        if not _ID.fullmatch(session_id) or session_id == LATEST:
            raise UsageError(f"{one_line(session_id, 80)!r} is no session's id.{_LISTED}")
        return self._folder / f"{session_id}.jsonl"

    def check(self) -> None:
        """Raise StorageError, with a remedy, if an interview could not be kept here."""
        check(self.home)

    def create(self, plan: Plan) -> OpenSession:
        """Begin a session; on return its plan is on the disk. Raises StorageError."""
        make_folders(self.home)
        for _ in range(10):
            opened = self._opening(self._new_id())
            if opened.path.exists():  # taken; whoever has it open holds its lock
                continue
            try:
                opened.lock()
                opened.begin(plan)
            except FileExistsError:
                opened.close()
            except BaseException:
                opened.close()
                raise
            else:
                return opened
        raise StorageError(f"No new session id is free in {shown(self._folder)}. {ANOTHER_HOME}")

    def _opening(self, session_id: str) -> OpenSession:
        draft = self._drafts / f"{session_id}.json"
        path = self.journal_path(session_id)
        return OpenSession(path, draft, self._stamp, self._monotonic, self._today)

    def open(self, session_id: str) -> OpenSession:
        """Continue with a session. A torn or damaged journal is repaired first, see `recovery_sentence`.

        Raises StorageError where it is open elsewhere or cannot be used, UsageError where there is
        none of that id. In all these cases nothing has been changed.
        """
        self._must_exist(session_id)
        make_folders(self.home)
        opened = self._opening(session_id)
        try:
            opened.lock()
            opened.resume()
        except BaseException:
            opened.close()
            raise
        return opened

    def remove(self, session_id: str) -> None:
        """Delete a session, its draft and its transcripts in the home for good.

        What was remembered of it goes with it: it is made from the journals. Raises StorageError where it is open elsewhere or cannot be deleted.
        """
        self._must_exist(session_id)
        opened = self._opening(session_id)
        try:
            opened.lock()
            transcripts = self.home / "transcripts"
            for path in (
                self.journal_path(session_id),
                self._drafts / f"{session_id}.json",
                transcripts / f"{session_id}.md",
                transcripts / f"{session_id}.html",
            ):
                with suppress(FileNotFoundError):
                    syscalls.remove(path)
        except OSError as error:
            raise storage_error(error, self._folder, ANOTHER_HOME) from error
        finally:
            opened.close()

    def read(self, session_id: str) -> StoredSession:
        """Return a session as it stands; changes nothing and locks nothing.

        Raises StorageError where it cannot be read, UsageError where there is none of that id.
        """
        self._must_exist(session_id)
        stored = StoredSession(session_id, self.journal_path(session_id))
        _, stored.recovery = journal.read(stored.path, stored.take)
        return stored

    def list(self) -> Infos:
        """Every session, newest first. One that cannot be read is there with its fault."""
        history = History(self.home)
        entries = self._entries()
        if not entries and not history.path.exists():
            return []
        known = history.all()
        infos: Infos = []
        new: list[tuple[SessionInfo, Past]] = []
        for session_id, size, changed in entries:
            info = known.pop(session_id, None)
            if info is None or (info.size, info.changed) != (size, changed):
                info, past = self._look(session_id, size, changed)
                new.append((info, past))
            infos.append(info)
        history.put(new)
        history.forget(known)
        return infos

    def shown(self, infos: Infos | None = None) -> Infos:
        """Those of `list` that are worth showing: not those in which nothing was said or typed."""
        found = self.list() if infos is None else infos
        return [info for info in found if not info.empty or self._holds_more(info)]

    def _holds_more(self, info: SessionInfo) -> bool:
        """Whether something was typed and not sent, or a damaged copy may hold what was said."""
        if (self._folder / f"{info.id}.damaged-1.jsonl").exists():
            return True
        return info.state == "unfinished" and (self._drafts / f"{info.id}.json").exists()

    def remembered(self, infos: Infos | None = None) -> Remembered:
        """What all sessions together say about the person's memory. `infos` is what `list` has just
        returned, where it is at hand.
        """
        for again in range(2):
            listed = self.list() if again or infos is None else infos
            known = {info.id: (info.size, info.changed) for info in listed}
            found = History(self.home).remembered(known)
            if found is not None:
                return found
        return Remembered.of(self._pasts())

    def past(self) -> Past:
        """All that all sessions left, in the order in which it was made."""
        for _ in range(2):
            known = {info.id: (info.size, info.changed) for info in self.list()}
            found = History(self.home).past(known)
            if found is not None:
                return found
        return together(self._pasts())

    def _pasts(self) -> Iterator[Past]:
        """From the journals, each time: the index cannot be written or read."""
        yield from (self._look(*entry)[1] for entry in self._entries())

    def ids(self) -> Ids:
        """The id of every session, newest first."""
        return [entry[0] for entry in self._entries()]

    def _look(self, session_id: str, size: int, changed: int) -> tuple[SessionInfo, Past]:
        try:
            stored = self.read(session_id)
            # The size before it was read: what is added meanwhile makes it another one the next time.
            return replace(stored.info(), size=size, changed=changed), stored.past()
        except (ReportedError, OSError) as error:
            return SessionInfo(session_id, size, changed, fault=str(error)), Past()
        except Exception as error:  # noqa: BLE001 - one odd journal must not hide all the others
            fault = f"It cannot be understood ({type(error).__name__})."
            return SessionInfo(session_id, size, changed, fault=fault), Past()

    def _entries(self) -> Entries:
        """Id, size and age of every journal, newest first: ids begin with their time.

        An empty file is none: its process was killed before the first line, so nothing was said.
        """
        found = []
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - no Path each
                    if suffix == ".jsonl" and _ID.fullmatch(stem):
                        with suppress(FileNotFoundError):  # it was taken away, or leads nowhere
                            facts = entry.stat()
                            if stat.S_ISREG(facts.st_mode) and facts.st_size:
                                found.append((stem, facts.st_size, facts.st_mtime_ns))
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise StorageError(
                f"Cannot list {shown(self._folder)} ({reason}). Correct that, or: {ANOTHER_HOME}"
            ) from None
        return sorted(found, reverse=True)

    def newest_unfinished(self) -> str | None:
        """The id to continue with where none is named: rather one that no other process has open."""
        unfinished = [info.id for info in self.list() if info.state == "unfinished"]
        free = (i for i in unfinished if not is_held(self.journal_path(i).with_suffix(".lock")))
        return next(free, unfinished[0] if unfinished else None)

    def resolve(self, name: str) -> str:
        """Return the id meant by an id, its unique beginning or end, or "latest".

        Raises UsageError where none or several are meant, naming those that are near.
        """
        ids = self.ids()
        if name in ids:
            return name
        if name == LATEST and ids:
            return ids[0]
        if not ids:
            raise UsageError("There are no sessions yet. `interviewer` starts one.")
        meant = [i for i in ids if name and (i.startswith(name) or i.endswith(name))]
        if len(meant) == 1:
            return meant[0]
        said = one_line(name, 80)
        if meant:
            some = ", ".join(meant[:5]) + (", ..." if len(meant) > 5 else "")
            raise UsageError(f"{said!r} could be {len(meant)} sessions: {some}. Type more of it.")
        raise UsageError(f"There is no session {said!r}.{nearest(name, ids) or _LISTED}")

    def _must_exist(self, session_id: str) -> None:
        if not os.path.lexists(self.journal_path(session_id)):
            near = nearest(session_id, self.ids())
            raise UsageError(f"There is no session {one_line(session_id, 80)!r}.{near or _LISTED}")

    def _made_up(self) -> str:
        """An id of the time and two random letters. Ids sort in the order they were made."""
        now = self._now()
        base = len(_LETTERS)
        part_of_second = now.microsecond * base**2 // 1_000_000
        random = int.from_bytes(os.urandom(8), "big") % base**2
        digits = (*divmod(part_of_second, base), *divmod(random, base))
        return f"{now:%Y%m%d-%H%M%S}-{''.join(_LETTERS[digit] for digit in digits)}"
