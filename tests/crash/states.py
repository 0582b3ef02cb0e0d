"""Every state that a power cut could leave of a session with all that can happen to one in it."""

import hashlib
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from interviewer.core.errors import ReportedError
from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import Answered, Skipped
from interviewer.core.run import RecordError
from interviewer.storage import syscalls
from interviewer.storage.files import write_atomically
from tests.crash import script
from tests.crash.doubles import NoSync, standing_in
from tests.crash.trace import Op, Recorder, State, states

PLAN = script.plan(3)
REPLIES = script.all_replies(PLAN)
GARBAGE = b"00000000 this line was damaged on the disk\n"
FAULTS = ("short", "sync")
"""What the disk does in mid-interview; the same answer is then tried again."""
AGAIN = {
    "kind": "regraded",
    "question": 1,
    "verdict": Verdict(examiner="later", findings=(Finding(point="p0", credit=0),)).model_dump(),
}


def recorded() -> list[Op]:
    """Live through a session: begun, resumed, a disk that fails, a torn and a damaged journal, the
    end, a later grading, a transcript.
    """
    home = Path(tempfile.mkdtemp(prefix="trace-"))
    recorder = Recorder(home)
    store = script.store(home)
    path = store.journal_path(script.ID)
    try:
        with standing_in(recorder):
            store.check()
            with store.create(PLAN) as opened:
                recorder.say("created")
                _steps(opened, recorder, 3)
            with store.open(script.ID) as opened:
                for fault in FAULTS:
                    recorder.fail_next = fault
                    _fail(opened)
                    _steps(opened, recorder, 1)
            _append(path, b'0badcafe {"seq":', sync=False)
            with store.open(script.ID) as opened:
                _steps(opened, recorder, 2)
            _append(path, GARBAGE, sync=True)
            recorder.say("damaged")
            with store.open(script.ID) as opened:
                _steps(opened, recorder, len(REPLIES))
            with store.open(script.ID) as opened:
                opened.amend(AGAIN)
                recorder.say("regraded")
            for text in ("first", "second"):
                write_atomically(home / "transcript.md", text * 20)
                recorder.say("written", text)
    finally:
        shutil.rmtree(home)
    return recorder.ops


def _steps(opened, recorder: Recorder, steps: int) -> None:
    while steps and not opened.session.finished:
        number = len(opened.replies)
        opened.keep_draft(f"typing {number}")
        recorder.say("draft", number)
        script.go_on(opened, 1)
        recorder.say("reply", number + 1)
        steps -= 1


def _fail(opened) -> None:
    try:
        opened.record(script.reply_to(opened.session.step))
    except RecordError:
        return
    raise AssertionError("the disk was to fail")


def _append(path: Path, data: bytes, *, sync: bool) -> None:
    """Harm the journal, so that the trace holds the harm."""
    fd = syscalls.open_to_append(path)
    syscalls.write(fd, data)
    if sync:
        syscalls.sync_data(fd)
    syscalls.close(fd)


def run(workers: int) -> Counter:
    """Check every state; return what was counted. "lost" and "wrong" must stay 0."""
    ops = recorded()
    said = {length: _said(ops[:length]) for length in range(len(ops) + 1)}
    seen: set[bytes] = set()
    found: Counter = Counter({"operations in the trace": sum(op.kind != "said" for op in ops)})
    batch: list[tuple[dict, State]] = []
    with ProcessPoolExecutor(workers) as pool:
        waiting = []
        for length, kind, state in states(ops):
            found[kind] += 1
            mark = hashlib.sha256(repr((said[length], sorted(state.items()))).encode()).digest()
            if mark in seen:
                continue
            seen.add(mark)
            batch.append((said[length], state))
            if len(batch) == 100:
                waiting.append(pool.submit(_check_all, batch))
                batch = []
        waiting.append(pool.submit(_check_all, batch))
        for done in waiting:
            found += done.result()
    found["different states"] = len(seen)
    return found


def _said(ops: list[Op]) -> dict:
    """What had been acknowledged when the power went."""
    said: dict = {}
    for op in ops:
        if op.kind == "said":
            said[op.said[0]] = op.said[1] if len(op.said) > 1 else True
    return said


def _check_all(batch: list[tuple[dict, State]]) -> Counter:
    found: Counter = Counter()
    whole = _report_of_whole()
    with standing_in(NoSync()):
        for said, state in batch:
            home = Path(tempfile.mkdtemp(prefix="state-", dir=_quick_folder()))
            try:
                for path, data in sorted(state.items()):
                    if data is None:
                        (home / path).mkdir(exist_ok=True)
                    else:
                        (home / path).write_bytes(data)
                problem = _problem(home, said, state, whole)
            finally:
                shutil.rmtree(home)
            if problem:
                found["lost" if problem.startswith("lost") else "wrong"] += 1
                print(f"{problem}: acknowledged {said}")
    return found


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own in it


def _report_of_whole():
    home = Path(tempfile.mkdtemp(prefix="whole-"))
    try:
        with script.store(home).create(PLAN) as opened:
            script.go_on(opened)
            return script.report(opened)
    finally:
        shutil.rmtree(home)


def _problem(home: Path, said: dict, state: State, whole) -> str:
    """What promise the state breaks; nothing where it keeps them all."""
    store = script.store(home)
    if "damaged" in said and not any(GARBAGE in (data or b"") for data in state.values()):
        return "lost: the damaged bytes"
    if "written" in said:
        texts = [b"second" * 20, b"first" * 20][: 1 + (said["written"] == "first")]
        if state.get("transcript.md") not in texts:
            return "wrong: the transcript is not whole"
    store.list()
    try:
        opened = store.open(script.ID)
    except ReportedError:
        return "lost: the session" if "created" in said else ""
    with opened:
        problem = _problem_inside(opened, said, whole)
    again = store.read(script.ID)
    repaired = again.recovery.clean and again.replies == REPLIES
    return problem or ("" if repaired else "wrong: not repaired")


def _problem_inside(opened, said: dict, whole) -> str:
    there = len(opened.replies)
    acknowledged = said.get("reply", 0)
    if there < acknowledged:
        return f"lost: {acknowledged - there} replies"
    if there > acknowledged + 1 or opened.replies != REPLIES[:there]:
        return "wrong: replies that were not given"
    # A draft counts until the candidate's next reply.
    since = max(
        (n + 1 for n in range(there) if isinstance(REPLIES[n], Answered | Skipped)), default=0
    )
    drafts = [f"typing {number}" for number in range(since, there + 1)]
    if since <= said.get("draft", -1) <= there and opened.draft() not in drafts:
        return "lost: a draft"
    if opened.draft() not in ("", *drafts):
        return "wrong: a draft from before a reply"
    if "regraded" in said and len(opened.amendments) != 1:
        return "lost: a later grading"
    script.go_on(opened)
    return "" if script.report(opened) == whole else "wrong: another report"
