"""Rows about the disk: what one event of an interview costs there, and what it takes to continue."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.banks import small
from benchmarks.floors.append_by_hand import append
from benchmarks.measuring import PROGRAM, Result, beside, in_turn, ms, until_printed
from interviewer.banks.json_bank import parse
from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, AnyReply, FollowedUp, FollowUp, Graded
from interviewer.examiners.offline.offline_examiner import IDENTITY
from interviewer.storage import syscalls
from interviewer.storage.journal import Journal
from interviewer.storage.open_session import OpenSession
from interviewer.storage.session_store import SessionStore

ANSWER = (
    "It is made of parts that work together, and each of them does what the others cannot. " * 3
)


def journal(home: Path) -> Iterator[Result]:
    """Two files, one event each in turn. Most of either is the disk."""
    fd = os.open(home / "by-hand", os.O_RDWR | os.O_APPEND | os.O_CREAT)
    book = Journal.create(home / "book.jsonl")
    record = {
        "kind": "answered",
        "text": ANSWER,
        "at": "2026-11-23T20:53:00.000+01:00",
        "spent": 1.5,
    }
    raw = json.dumps(record).encode() + b"\n"
    floor, took = in_turn(
        400, lambda: _timed(lambda: append(fd, raw)), lambda: _timed(lambda: book.append(record))
    )
    book.close()
    os.close(fd)
    named = ("os.write + fdatasync by hand", ms(floor))
    yield beside("journal append, synced", named, ms(took), 2.0, "at most 2 x")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def resume(home: Path) -> Iterator[Result]:
    """A session of 1,000 answers: its journal replayed, alone and in the whole program."""
    name = kept(home, 1000)
    store = SessionStore(home)

    def replay() -> float:
        began = time.perf_counter()
        store.read(name)
        return time.perf_counter() - began

    lines = [line[9:] for line in store.journal_path(name).read_bytes().splitlines()]
    words = [*PROGRAM, "resume", name, "--offline", "--plain"]
    fresh = [*PROGRAM, "--offline", "--plain", "--count", "1"]
    floor, alone, start, took = in_turn(
        5,
        lambda: _timed(lambda: [json.loads(line) for line in lines]),
        replay,
        lambda: until_printed(fresh, home, b"Question 1 of 1"),
        lambda: until_printed(words, home, b"Question "),
    )
    named = ("json.loads of its journal", ms(floor))
    row = beside("replaying a session of 1,000 answers", named, ms(alone), 99, "under 500 ms")
    yield Result(row.what, row.floor, row.ours, row.bar, row.got, ms(alone).median < 500)
    named = ("a new interview's start", ms(start))
    row = beside("`resume` of it, start to the question", named, ms(took), 99, "under 500 ms")
    yield Result(row.what, row.floor, row.ours, row.bar, row.got, ms(took).median < 500)


def kept(home: Path, answers: int, *, follow_ups: int = 1, points: int = 3) -> str:
    """Write an unfinished session with this many answers, as an interview would; return its id."""
    each = follow_ups + 1
    bank, _ = parse(json.dumps(small(answers // each + 100, points)).encode(), "small.json")
    plan = Plan(bank="Many", questions=bank.questions, examiner=IDENTITY, follow_ups=follow_ups)
    missed = Verdict(
        examiner="offline",
        findings=tuple(Finding(point=p.id, credit=0) for p in bank.questions[0].points),
    )
    with _unsynced(), SessionStore(home).create(plan) as opened:
        for number in range(answers):
            _reply(opened, Answered(text=f"{ANSWER} That was answer {number}."))
            _reply(opened, Graded(verdict=missed))
            step = opened.session.step
            if isinstance(step, FollowUp):
                asked = FollowedUp(text=f"And what else, {number}?", point=step.target.id)
                _reply(opened, asked)
        return opened.id


def _reply(opened: OpenSession, reply: AnyReply) -> None:
    opened.record(reply)
    opened.session.send(reply)


@contextmanager
def _unsynced() -> Iterator[None]:
    """Making the data need not wait for the disk."""
    sync, syscalls.sync_data = syscalls.sync_data, lambda _: None
    try:
        yield
    finally:
        syscalls.sync_data = sync
