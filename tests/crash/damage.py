"""A sample journal cut at every byte and with every bit flipped, a disk that fails at every call, and
one that is really full.
"""

import errno
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from interviewer.core.errors import ReportedError
from interviewer.core.run import RecordError
from interviewer.storage.files import StorageError
from tests.crash import script
from tests.crash.doubles import FailingDisk, NoSync, standing_in

PLAN = script.plan(3)
REPLIES = script.all_replies(PLAN)
STEP = 500
"""This many cuts or flips a task."""


def sample() -> tuple[bytes, object]:
    """A journal with a resume in it, and the report that it must always lead to."""
    home = Path(tempfile.mkdtemp(prefix="sample-"))
    try:
        store = script.store(home)
        with store.create(PLAN) as opened:
            script.go_on(opened, 5)
        with store.open(script.ID) as opened:
            script.go_on(opened)
            return opened.path.read_bytes(), script.report(opened)
    finally:
        shutil.rmtree(home)


def cuts(workers: int) -> Counter:
    """Cut the journal at every byte, resume it, continue to the end."""
    raw, report = sample()
    return _spread(partial(_cut, raw, report), len(raw) + 1, workers)


def flips(workers: int) -> Counter:
    """Flip every bit of the journal, and read it."""
    raw, _ = sample()
    return _spread(partial(_flip, raw), len(raw) * 8, workers)


def _spread(task: Callable[[range], Counter], size: int, workers: int) -> Counter:
    ranges = [range(start, min(start + STEP, size)) for start in range(0, size, STEP)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(task, ranges), Counter({"tried": size}))


def _cut(raw: bytes, report: object, where: range) -> Counter:
    found: Counter = Counter()
    home = Path(tempfile.mkdtemp(prefix="cut-"))
    store = script.store(home)
    store.check()
    path = store.journal_path(script.ID)
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    given = [
        b'"kind":"resumed"' not in line and b'"kind":"opened"' not in line
        for line in raw.split(b"\n")
    ]
    with standing_in(NoSync()):
        for cut in where:
            path.write_bytes(raw[:cut])
            lines = sum(end <= cut for end in ends)
            if not lines:
                found["wrong"] += not _refused(store, path, raw[:cut])
                continue
            with store.open(script.ID) as opened:
                found["lost"] += max(sum(given[:lines]) - len(opened.replies), 0)
                found["wrong"] += opened.replies != REPLIES[: sum(given[:lines])]
                script.go_on(opened)
                found["wrong"] += script.report(opened) != report
    shutil.rmtree(home)
    return found


def _refused(store, path: Path, raw: bytes) -> bool:
    try:
        store.open(script.ID)
    except StorageError:
        return path.read_bytes() == raw
    return False


def _flip(raw: bytes, where: range) -> Counter:
    found: Counter = Counter()
    home = Path(tempfile.mkdtemp(prefix="flip-"))
    store = script.store(home)
    store.check()
    path = store.journal_path(script.ID)
    for bit in where:
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            stored = store.read(script.ID)
        except StorageError:
            found["refused whole"] += 1
            continue
        found["accepted silently"] += stored.recovery.clean
        found["wrong"] += stored.replies != REPLIES[: len(stored.replies)]
    shutil.rmtree(home)
    return found


def failing(code: int, *, short: bool) -> Counter:
    """Fail the k-th call to the disk, for every k of a whole interview, and try again."""
    found: Counter = Counter()
    at = 0
    while True:
        at += 1
        home = Path(tempfile.mkdtemp(prefix="failing-"))
        try:
            with standing_in(FailingDisk(at, code, short=short)) as disk:
                _live(script.store(home), found)
        finally:
            shutil.rmtree(home)
        if not disk.failed:
            return found
        found["tried"] += 1


def _live(store, found: Counter) -> None:
    """A whole interview in which everything that fails is tried again, as a person would."""
    opened = _insist(lambda: store.create(PLAN), found)
    with opened:
        while not opened.session.finished:
            reply = script.reply_to(opened.session.step)
            _insist(lambda: opened.keep_draft("typing"), found)
            _insist(lambda reply=reply: opened.record(reply), found)
            there = store.read(script.ID).replies
            found["wrong"] += there != [*opened.replies, reply]
            opened.session.send(reply)
    found["lost"] += len(REPLIES) - len(store.read(script.ID).replies)


def _insist(act: Callable[[], object], found: Counter) -> object:
    try:
        return act()
    except ReportedError as told:
        found["told"] += 1
        found["wrong"] += not str(told).endswith(".")
        return act()


def full_disk() -> Counter:
    """A file system of 64 KB, filled to the last byte; nothing where none may be mounted."""
    found: Counter = Counter()
    home = Path(tempfile.mkdtemp(prefix="full-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", home]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        home.rmdir()
        return found
    try:
        store = script.store(home)
        ballast = home / "ballast"
        with store.create(script.plan(50)) as opened:
            with ballast.open("wb", buffering=0) as file:
                try:
                    while file.write(bytes(512)):
                        pass
                except OSError as error:
                    assert error.errno == errno.ENOSPC
            while not opened.session.finished:
                try:
                    script.go_on(opened, 1)
                    found["acknowledged"] += 1
                except RecordError as told:
                    found["told"] += "Disk full: this answer is NOT saved" in str(told)
                    there = store.read(script.ID)
                    found["wrong"] += there.replies != opened.replies
                    found["lost"] += found["acknowledged"] - len(there.replies)
                    size = ballast.stat().st_size
                    if size < 4096:
                        break
                    with ballast.open("r+b") as file:
                        file.truncate(size - 4096)
    finally:
        subprocess.run(["umount", home], check=True)
        home.rmdir()
    return found
