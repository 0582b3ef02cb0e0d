"""B rows of journals: what they hold is checked, an odd one is damage, and a full disk is said."""

import errno
import json
import sqlite3
import zlib

import pytest

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.protocol import Answered, Graded, Regraded, Skipped, Ungraded
from interviewer.core.run import RecordError
from interviewer.storage.history import History
from interviewer.storage.session_store import SessionStore
from tests.commands.test_program import OFFLINE, journal
from tests.crash import script
from tests.crash.doubles import FailingDisk, standing_in
from tests.helpers.program import call
from tests.helpers.terminal import Terminal


def interviewed(home, bank):
    said = "Blue light scatters more.\n\n/quit\n"
    return call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=said)


# -- B8: what verify checks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Red light scatters more"},
        {"turn": 1},
        {"turn": -1},
        {"start": 1},
        {"end": 4},
        {"quote": "?", "start": 0, "end": 1},
    ],
)
def test_b8_a_misconception_that_nobody_worded_differs(tmp_path, changed):
    said = "It is the sea that is reflected."
    held = {"misconception": "mirror", "quote": said, "turn": 0, "start": 0, "end": len(said)}
    home = tmp_path / "home"
    for wrong, belief in ((b"Everything agrees.", held), (b"misconception mirror", held | changed)):
        store = script.store(home)
        points = [p.id for p in script.plan(1).questions[0].points]
        verdict = Verdict(
            examiner="script",
            findings=tuple(Finding(point=point, credit=0) for point in points),
            beliefs=(Belief(**belief),),
        )
        with store.create(script.plan(1)) as opened:
            for reply in (Answered(text=said), Graded(verdict=verdict)):
                opened.record(reply)
                opened.session.send(reply)
            opened.amend(Regraded(question=1, verdict=verdict))
        run = call(home, "verify", "latest")
        assert wrong in run.stdout
        assert run.returncode == (belief is not held)
        opened.path.unlink()


# -- B9: odd journals ------------------------------------------------------------------------------


def line(number: int, text: str) -> bytes:
    raw = text.encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(raw), raw)


def spoiled(path, number, old, new):
    """The journal with one thing of one record changed, and every checksum right."""
    records = [raw.partition(b" ")[2].decode("ascii") for raw in path.read_bytes().splitlines()]
    assert old in records[number]
    records[number] = records[number].replace(old, new, 1)
    return b"".join(line(n, record) for n, record in enumerate(records))


FIRST = {
    "surrogate-title": ('"bank":"Two things"', '"bank":"\\udc80 things"'),
    "surrogate-prompt": ("sky blue?", "sky \\uD800?"),
    "far-date": ('"at":"2', '"at":"9999-12-31T23:59:59.999-12:00","was":"2'),
    "first-date": ('"at":"2', '"at":"0001-01-01T00:00:00.000+14:00","was":"2'),
    "seed": ('"seed":0', '"seed":1e999'),
    "digits": ('"seed":0', '"seed":' + "7" * 5000),
    "deep": ('"seed":0', '"seed":' + "[" * 90_000 + "]" * 90_000),
}
LATER = {
    "spent-400": ('"spent":', '"spent":1' + "0" * 400 + ',"was":'),
    "spent-300": ('"spent":', '"spent":1e300,"was":'),
    "spent-negative": ('"spent":', '"spent":-1,"was":'),
    "far-date": ('"at":"2', '"at":"9999-12-31T23:59:59.999-12:00","was":"2'),
    "surrogate-answer": ('"text":"', '"text":"\\ud83d'),
    "kind": ('"kind":"answered"', '"kind":["answered"]'),
}


def test_b9_an_odd_journal_is_damage_and_hides_no_other(home, bank):
    assert interviewed(home, bank).returncode == 0
    (good,) = (home / "sessions").glob("*.jsonl")
    ids = {}
    for number, odd in enumerate((FIRST, LATER)):
        for name, (old, new) in odd.items():
            path = good.with_name(f"{good.stem}-{number}-{name}.jsonl")
            renamed = good.with_name(f"renamed-{number}.jsonl")
            renamed.write_bytes(good.read_bytes())
            renamed.write_bytes(spoiled(renamed, 0, good.stem, path.stem))
            path.write_bytes(spoiled(renamed, number, old, new))
            renamed.unlink()
            ids[path.stem] = number
    for words in (("sessions",), ("sessions", "--json"), ("resume", "--plain", "--offline")):
        run = call(home, *words, stdin="/quit\n")
        assert b"Traceback" not in run.stderr
        assert b"broke" not in run.stderr
        assert run.returncode == 0, run.stderr
    listed = {info["id"]: info for info in json.loads(call(home, "sessions", "--json").stdout)}
    assert listed[good.stem]["state"] == "finished"
    for odd, number in ids.items():
        assert listed[odd]["fault"] or listed[odd]["state"] != "damaged"
        run = call(home, "report", odd)
        assert b"broke" not in run.stderr
        assert run.returncode == (0 if number else 1), (odd, run.stderr)
        assert number or b"cannot be read" in run.stderr
    with Terminal(home, "--offline", "--plain") as terminal:
        terminal.until("Question 1")


def test_b9_a_row_of_an_earlier_index_is_not_believed(home, bank):
    """The index of the version before held what it had read of such journals."""
    assert interviewed(home, bank).returncode == 0
    (known,) = SessionStore(home).list()
    with sqlite3.connect(home / "history.sqlite3") as database:
        database.execute("UPDATE sessions SET started = '9999-12-31T23:59:59-12:00'")
        database.execute("PRAGMA user_version = 1")
    database.close()
    assert History(home).all() == {}
    assert SessionStore(home).list() == [known]


# -- B16: the disk fills at any reply --------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Answered(text="It is."), "this answer is NOT saved"),
        (
            Graded(verdict=Verdict(examiner="x", findings=())),
            "grading is NOT saved (the answer is)",
        ),
        (Ungraded(reason="down"), "grading is NOT saved (the answer is)"),
        (Skipped(), "this step is NOT saved (what was answered is)"),
    ],
)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EFBIG, errno.EIO, errno.ENOENT])
def test_b16_what_is_not_saved_is_named(tmp_path, reply, said, code):
    with script.store(tmp_path / "home").create(script.plan(1)) as opened:
        if isinstance(reply, Graded | Ungraded):
            opened.record(Answered(text="It is."))
            opened.session.send(Answered(text="It is."))
        with (
            standing_in(FailingDisk(1, code, calls=("write",))),
            pytest.raises(RecordError) as told,
        ):
            opened.record(reply)
        assert said in str(told.value)
        opened.record(reply)
    kinds = [record["kind"] for record in journal(tmp_path / "home")]
    assert kinds[-1] == reply.kind
