"""Sessions on disk: kept, found, resumed as if nothing had happened."""

import errno
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.core.errors import UsageError
from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import (
    Answered,
    Ask,
    Graded,
    HintWanted,
    OutOfTurn,
    Regraded,
    Reviewed,
    Skipped,
    Stopped,
    Ungraded,
)
from interviewer.core.run import RecordError
from interviewer.core.text import normalise
from interviewer.storage.files import StorageError
from interviewer.storage.journal_format import encode
from interviewer.storage.session_store import SessionStore
from tests.crash import script
from tests.crash.doubles import FailingDisk, NoSync, standing_in
from tests.crash.script import ID, give, go_on, reply_to

PLAN = script.plan()
REPLIES = script.all_replies(PLAN)


@pytest.fixture(autouse=True)
def _quick():
    """Bytes matter here, not power cuts: those are tests/crash's."""
    with standing_in(NoSync()):
        yield


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def store(home):
    return script.store(home)


def begun(store, steps=None):
    opened = store.create(PLAN)
    go_on(opened, steps)
    opened.close()
    return opened.path


def tree(home) -> dict:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def lines_of(path) -> list[dict]:
    return [json.loads(line[9:]) for line in path.read_bytes().split(b"\n")[:-1]]


# -- what is written ------------------------------------------------------------------------------


def test_a_session_is_its_plan_and_its_replies_with_their_times(store):
    path = begun(store)
    first, *rest = lines_of(path)
    assert first.pop("plan") == PLAN.model_dump(mode="json")
    at = "2026-11-23T20:18:45.000+00:00"
    assert first == {"seq": 0, "kind": "opened", "version": 1, "session": ID, "at": at}
    assert [line["kind"] for line in rest] == [reply.kind for reply in REPLIES]
    assert {line["at"] for line in rest} == {at}
    spent = [line["spent"] for line in rest]
    assert spent == sorted(spent)


def test_what_was_given_is_read_back(store):
    begun(store)
    stored = store.read(ID)
    assert (stored.id, stored.plan, stored.replies) == (ID, PLAN, REPLIES)
    assert stored.started == stored.finished == script.MOMENT
    assert stored.recovery_sentence == ""
    assert script.HOSTILE in stored.session.replies[0].text


def test_q17_a_bank_that_is_edited_later_changes_no_session(store):
    """Everything that was agreed stands in the journal; the bank's file is not read again."""
    mine = script.plan(2, bank_digest="of the file as it was", seed=7, feedback="each")
    store.create(mine).close()
    assert store.read(ID).plan == mine
    with store.open(ID) as opened:
        assert (opened.plan, opened.session.step.text) == (mine, "What about 1?")


@settings(deadline=None)
@given(said=st.text(st.characters(), min_size=1).map(normalise).filter(re.compile(r"\S").search))
def test_i04_to_i17_whatever_was_said_is_kept_to_the_letter(tmp_path_factory, said):
    store = script.store(tmp_path_factory.mktemp("said"))
    try:
        answer = Answered(text=said)
    except ValueError:
        return  # blank by the core's own rule
    with store.create(PLAN) as opened:
        opened.keep_draft(said)
        assert opened.draft() == said
        give(opened, answer)
    assert store.read(ID).replies == [answer]


def test_i03_a_long_answer_is_one_line_like_any_other(store):
    answer = Answered(text="\U0001f600 \u2028" * 30_000)
    with store.create(PLAN) as opened:
        give(opened, answer)
        assert opened.path.read_bytes().count(b"\n") == 2
    assert store.read(ID).replies == [answer]


def test_two_drivers_with_the_same_clock_write_the_same_bytes(tmp_path):
    one, two = (begun(script.store(tmp_path / name)).read_bytes() for name in "ab")
    assert one == two


def test_the_digest_is_what_sha256sum_prints(store):
    path = begun(store)
    said = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout
    assert store.read(ID).digest == said.split()[0]


def test_everything_under_the_home_is_private(store, home):
    opened = store.create(PLAN)
    opened.keep_draft("text")
    store.list()
    for path in (home, *home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    opened.close()


def test_a_reply_out_of_turn_is_not_written(store):
    opened = store.create(PLAN)
    before = opened.path.read_bytes()
    with pytest.raises(OutOfTurn, match="Ask takes"):
        opened.record(Reviewed())
    assert opened.path.read_bytes() == before
    opened.close()


# -- resuming -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A journal with a resume in it, and the report that it must always lead to."""
    store = script.store(tmp_path_factory.mktemp("whole"))
    path = begun(store, 7)
    opened = store.open(ID)
    go_on(opened)
    opened.close()
    return path.read_bytes(), script.report(store.read(ID))


def put(home: Path, raw: bytes) -> SessionStore:
    (home / "sessions").mkdir(parents=True, exist_ok=True)
    (home / "sessions" / f"{ID}.jsonl").write_bytes(raw)
    return script.store(home)


def check_cut(home, raw, cut, report):
    store = put(home, raw[:cut])
    whole_lines = [json.loads(line[9:]) for line in raw[:cut].split(b"\n")[:-1]]
    said = [line for line in whole_lines if line["kind"] not in ("opened", "resumed")]
    if not whole_lines:
        with pytest.raises(StorageError):
            store.open(ID)
        assert [info.state for info in store.list()] == ["damaged"] * bool(cut)
        return
    opened = store.open(ID)
    assert opened.replies == REPLIES[: len(said)]
    go_on(opened)
    opened.close()
    stored = store.read(ID)
    assert stored.recovery.clean
    assert script.report(stored) == report
    assert not list(home.rglob("*damaged*"))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_p06_p13_resuming_at_any_cut_ends_in_the_same_report(whole, tmp_path_factory, data):
    raw, report = whole
    check_cut(
        tmp_path_factory.mktemp("cut"), raw, data.draw(st.integers(0, len(raw)), "cut"), report
    )


def test_p06_resuming_after_every_reply_ends_in_the_same_report(whole, tmp_path):
    raw, report = whole
    at = 0
    for number, line in enumerate(raw.split(b"\n")[:-1]):
        at += len(line) + 1
        check_cut(tmp_path / str(number), raw, at, report)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_p14_after_any_flipped_bit_what_stood_before_it_is_gone_on_from(
    whole, tmp_path_factory, data
):
    raw, report = whole
    home = tmp_path_factory.mktemp("flip")
    bit = data.draw(st.integers(0, len(raw) * 8 - 1), "bit")
    flipped = bytearray(raw)
    flipped[bit // 8] ^= 1 << bit % 8
    store = put(home, flipped)
    if bit // 8 <= raw.index(b"\n"):
        with pytest.raises(StorageError):
            store.open(ID)
        assert tree(home / "sessions") == {str(home / "sessions" / f"{ID}.jsonl"): flipped}
        return
    with store.open(ID) as opened:
        assert opened.replies == REPLIES[: len(opened.replies)]
        kept = Path(str(opened.recovery.set_aside))
        assert kept.read_bytes() == flipped
        assert "The damaged file is kept as" in opened.recovery_sentence
        go_on(opened)
    assert script.report(store.read(ID)) == report


def test_p13_says_how_many_answers_were_recovered(store):
    path = begun(store, 4)
    path.write_bytes(path.read_bytes() + b"1234")
    assert store.read(ID).recovery_sentence == (
        "Recovered 2 answers: the last write was cut off (4 bytes) and left out."
    )
    with store.open(ID) as opened:
        assert opened.recovery_sentence.startswith("Recovered 2 answers:")


def test_a_reply_that_is_out_of_turn_in_a_journal_is_damage(store):
    path = begun(store, 2)
    at = "2026-11-23T20:18:45+00:00"
    for bad in (
        {"kind": "reviewed", "at": at, "spent": 99},
        {"kind": ["answered"], "at": at, "spent": 99},
        {"kind": "followed_up", "text": " ", "point": "p", "at": at, "spent": 99},
        {"kind": "followed_up", "text": "Why?", "point": "p", "at": at, "spent": -1},
        {"kind": "followed_up", "text": "Why?", "point": "p", "at": at},
        {"kind": "followed_up", "text": "Why?", "point": "p", "at": "soon", "spent": 99},
        {"kind": "followed_up", "text": "Why?", "point": "p", "at": "2026-11-23", "spent": 99},
        {"kind": "regraded", "question": 1, "at": at},
        {"kind": "resumed"},
    ):
        good = path.read_bytes()
        path.write_bytes(good + encode(len(good.split(b"\n")) - 1, bad))
        assert store.read(ID).recovery.damaged, bad
        assert store.list()[0].fault.startswith("Recovered 1 answer: the journal is damaged")
        path.write_bytes(good)


def test_p06_a_resume_leaves_a_line_and_a_finished_session_none(store):
    path = begun(store, 3)
    store.open(ID).close()
    assert [line["kind"] for line in lines_of(path)][-1] == "resumed"
    with store.open(ID) as opened:
        go_on(opened)
    raw = path.read_bytes()
    store.open(ID).close()
    assert path.read_bytes() == raw


VICTIM = """
import sys
from pathlib import Path
from tests.crash import script
store = script.store(Path(sys.argv[1]))
with store.create(script.plan()) as opened:
    while not opened.session.finished:
        opened.keep_draft("typing")
        script.go_on(opened, 1)
        print(len(opened.replies), flush=True)
        if len(opened.replies) == int(sys.argv[2]):
            opened.keep_draft("half an ans")
            print("waiting", flush=True)
            sys.stdin.read()
"""


def victim(home, steps):
    """Start a process of its own that answers this many steps, and then types."""
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM, home, str(steps)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent.parent,
    )
    while process.stdout.readline() != b"waiting\n":
        assert process.poll() is None
    return process


def test_p06_p11_a_killed_process_loses_nothing_and_a_living_one_is_named(home, store, whole):
    with victim(home, 7) as process:
        before = tree(home)
        with pytest.raises(
            StorageError, match=rf"open in another interviewer \(process {process.pid}"
        ):
            store.open(ID)
        assert tree(home) == before, "the second changes nothing"
        assert store.newest_unfinished() == ID
        process.send_signal(signal.SIGKILL)
    with store.open(ID) as opened:
        assert opened.replies == REPLIES[:7]
        assert opened.draft() == "half an ans"
        go_on(opened)
    assert script.report(store.read(ID)) == whole[1]


def test_p11_also_within_one_process_and_only_while_it_is_open(store):
    opened = store.create(PLAN)
    with pytest.raises(StorageError, match=f"process {os.getpid()}"):
        store.open(ID)
    opened.close()
    opened.close()
    store.open(ID).close()
    with pytest.raises(RecordError, match="closed: this answer is NOT saved"):
        opened.record(reply_to(opened.session.step))


def test_p11_the_newest_that_nobody_has_open_is_resumed_first(home):
    names = iter(["20261123-201845-aaaa", "20261123-201845-bbbb"])
    store = script.store(home, new_id=lambda: next(names))
    store.create(PLAN).close()
    with store.create(PLAN) as newer:
        assert store.newest_unfinished() == "20261123-201845-aaaa"
        go_on(newer)
    assert store.newest_unfinished() == "20261123-201845-aaaa"


# -- time -----------------------------------------------------------------------------------------


def test_p12_a_clock_set_back_changes_neither_order_nor_durations(home):
    wall = [script.MOMENT]
    steady = [100.0]
    store = script.store(home, now=lambda: wall[0], monotonic=lambda: steady[0])
    opened = store.create(PLAN)
    steady[0] += 10
    go_on(opened, 3)
    wall[0] -= timedelta(days=400)
    steady[0] += 5.25
    go_on(opened, 2)
    assert opened.elapsed() == 15.25
    opened.close()

    steady[0] = 3.0  # a machine that was started again counts from 0
    opened = store.open(ID)
    assert opened.elapsed() == 15.25
    steady[0] += 2
    go_on(opened)
    steady[0] += 1000
    assert opened.elapsed() == opened.spent == 17.25, "a finished interview takes no more time"
    opened.close()
    stored = store.read(ID)
    assert (stored.replies, stored.spent) == (REPLIES, 17.25)
    assert stored.finished == opened.finished == script.MOMENT - timedelta(days=400)


def test_times_keep_their_zone_and_naive_ones_get_the_local(home):
    zone = timezone(timedelta(hours=5, minutes=45))
    store = script.store(home, now=lambda: datetime(2026, 1, 2, 3, 4, tzinfo=zone))
    store.create(PLAN).close()
    assert store.read(ID).started.utcoffset() == zone.utcoffset(None)
    naive = script.store(home, now=lambda: datetime(2026, 1, 2, 3, 4), new_id=lambda: "b")  # noqa: DTZ001
    naive.create(PLAN).close()
    assert naive.read("b").started.tzinfo is not None


# -- disks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("short", [False, True])
def test_p08_a_full_disk_says_so_and_the_same_answer_can_be_tried_again(store, at, short):
    opened = store.create(PLAN)
    answer = reply_to(opened.session.step)
    before = opened.path.read_bytes()
    with standing_in(FailingDisk(at, short=short, calls=("write", "sync_data"))) as failing:
        with pytest.raises(RecordError, match="Disk full: this answer is NOT saved"):
            opened.record(answer)
        assert failing.failed == 1
    assert opened.path.read_bytes() == before
    assert opened.replies == []
    give(opened, answer)
    go_on(opened)
    opened.close()
    assert store.read(ID).replies == REPLIES


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_p08_wherever_the_disk_fails_acknowledged_replies_stay_and_others_are_not_there(
    tmp_path, code
):
    at = 0
    while True:
        at += 1
        store = script.store(tmp_path / str(at))
        acknowledged = 0
        with standing_in(FailingDisk(at, code)) as failing:
            try:
                with store.create(PLAN) as opened:
                    while not opened.session.finished:
                        give(opened, reply_to(opened.session.step))
                        acknowledged += 1
            except StorageError:
                assert not store.list(), "a session that could not begin is not there"
                continue
            except RecordError:
                assert store.read(ID).replies == REPLIES[:acknowledged]
        if not failing.failed:
            assert at > 2 * len(REPLIES)
            break


def test_p08_a_draft_that_cannot_be_kept_is_told_and_the_old_one_stays(store):
    with store.create(PLAN) as opened:
        opened.keep_draft("first")
        for at in range(1, 5):
            with standing_in(FailingDisk(at)), pytest.raises(StorageError, match="Disk full"):
                opened.keep_draft("second")
            assert opened.draft() == "first"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EROFS, "is on a read-only disk. Choose another folder with --home DIR."),
        (errno.EACCES, "You may not write to .*chmod.*--home DIR"),
        (errno.ENOSPC, "Disk full: .* Free some space"),
    ],
)
@pytest.mark.parametrize("at", [1, 7, 8, 9])
def test_p09_p10_a_home_that_cannot_be_written_to_is_told_before_question_1(
    store, home, at, code, sentence
):
    with standing_in(FailingDisk(at, code)), pytest.raises(StorageError, match=sentence):
        store.check()
    store.check()
    assert not tree(home), "nothing is left of the trial"


def test_p10_for_real(home, store):
    home.mkdir()
    if os.geteuid():
        home.chmod(0o500)
        with pytest.raises(StorageError, match=r"You may not write to .*--home DIR"):
            store.check()
        return
    os.seteuid(65534)
    try:
        with pytest.raises(StorageError, match=r"You may not write to .*--home DIR"):
            store.check()
    finally:
        os.seteuid(0)


def test_a_file_where_the_home_should_be_is_told(home):
    home.touch()
    with pytest.raises(StorageError, match=r"a file stands where a folder is needed.*--home DIR"):
        script.store(home).check()


def test_p15_a_newer_session_is_listed_refused_and_untouched(store, home):
    path = begun(store, 2)
    header = lines_of(path)[0] | {"version": 7}
    header.pop("seq")
    path.write_bytes(encode(0, header))
    before = tree(home)
    for use in (store.open, store.read):
        with pytest.raises(StorageError, match="journal version 7"):
            use(ID)
    assert tree(home) == before
    assert "journal version 7" in store.list()[0].fault
    assert store.newest_unfinished() is None


@pytest.mark.parametrize("kind", ["nodded", "sung", "x" * 300])
def test_p15_a_reply_of_an_unknown_kind_is_of_a_newer_version_and_untouched(store, home, kind):
    path = begun(store, 2)
    lines = path.read_bytes().splitlines(keepends=True)
    newer = {"kind": kind, "at": "2026-11-25T10:00:00+00:00", "spent": 99.0, "text": "?"}
    path.write_bytes(b"".join(lines) + encode(len(lines), newer))
    before = tree(home)
    for use in (store.open, store.read):
        with pytest.raises(StorageError, match=r"was written by a newer interviewer.*not touched"):
            use(ID)
    assert tree(home) == before
    assert "newer interviewer" in store.list()[0].fault
    assert store.newest_unfinished() is None


def test_p14_a_session_whose_beginning_is_lost_is_listed_and_left_alone(store, home):
    path = begun(store, 2)
    path.write_bytes(b"00000000" + path.read_bytes()[8:])
    before = tree(home)
    with pytest.raises(StorageError, match="its first line is damaged"):
        store.open(ID)
    assert tree(home) == before
    (info,) = store.list()
    assert (info.id, info.state, info.started) == (ID, "damaged", None)


def test_a_journal_under_another_name_is_not_believed(store):
    path = begun(store, 2)
    shutil.copy(path, path.with_name("other.jsonl"))
    with pytest.raises(StorageError, match="cannot be read"):
        store.read("other")


def test_b3_a_later_grading_outlives_a_resume_in_which_nothing_is_said(store):
    """Killed between the grade and its follow-up, graded again, resumed and stopped."""
    with store.create(PLAN) as opened:
        for reply in (Answered(text="Loss, I think."), Graded(verdict=verdict(0))):
            opened.record(reply)
            opened.session.send(reply)
        opened.amend(Regraded(question=1, verdict=verdict(1)))
    with store.open(ID) as opened:
        go_on(opened, 1)
        opened.record(Stopped())
        opened.session.send(Stopped())
        go_on(opened)
    (sheet,) = store.read(ID).sheets()
    assert sheet.unanswered, "the follow-up was asked after the later grading"
    assert sheet.verdicts[-1] == verdict(1)


# -- drafts ---------------------------------------------------------------------------------------


def test_a_draft_counts_until_the_next_answer(store, home):
    with store.create(PLAN) as opened:
        assert opened.draft() == ""
        opened.keep_draft(f"half {script.HOSTILE}")
        assert opened.draft() == f"half {script.HOSTILE}"
    with store.open(ID) as opened:
        assert opened.draft() == f"half {script.HOSTILE}"
        give(opened, reply_to(opened.session.step))
        assert opened.draft() == ""
        assert not list((home / "drafts").iterdir())
        opened.keep_draft("while the examiner reads")
    kept = home / "drafts" / f"{ID}.json"
    raw = kept.read_bytes()
    with store.open(ID) as opened:
        while not isinstance(opened.session.step, Ask):
            give(opened, reply_to(opened.session.step))
            assert opened.draft() == "while the examiner reads"
        give(opened, reply_to(opened.session.step))
        kept.write_bytes(raw)  # as if a crash had undone its removal
        assert opened.draft() == ""


@pytest.mark.parametrize("typed", [True, False])
def test_a_wish_for_a_hint_ends_the_draft_only_where_it_was_typed(store, typed):
    """Sent from the answer box it has emptied the box; pressed as a key it leaves the box alone."""
    with store.create(PLAN) as opened:
        opened.keep_draft("can I have a hint?")
        give(opened, HintWanted(typed=typed))
    with store.open(ID) as opened:
        assert opened.draft() == ("" if typed else "can I have a hint?")


def test_a_draft_of_an_earlier_version_belongs_to_one_step(store, home):
    with store.create(PLAN) as opened:
        kept = home / "drafts" / f"{ID}.json"
        kept.write_text('{"step": 0, "text": "half"}')
        assert opened.draft() == "half"
        give(opened, reply_to(opened.session.step))
        kept.write_text('{"step": 0, "text": "half"}')
        assert opened.draft() == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b'{"said":0}',
        b'{"said":0,"text":7}',
        b'{"text":"x"}',
        b"\xff",
        b"[" * 99999,
    ],
)
def test_a_damaged_draft_is_no_draft(store, home, raw):
    with store.create(PLAN) as opened:
        (home / "drafts" / f"{ID}.json").write_bytes(raw)
        assert opened.draft() == ""


# -- names and lists ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/etc/passwd",
        "a\0",
        "a\n",
        "A",
        "\x1b[31m",
        "a" * 65,
        "-a",
        "é",
    ],
)
def test_what_is_no_id_never_becomes_a_path(store, home, name):
    begun(store, 1)
    for use in (store.open, store.read, store.journal_path):
        with pytest.raises(UsageError) as told:
            use(name)
        assert str(told.value).isprintable()


def test_an_id_is_sortable_and_typeable(home):
    store = SessionStore(home, now=lambda: script.MOMENT)
    ids = {store.create(PLAN).id for _ in range(5)}
    assert len(ids) == 5
    for made in ids:
        date, time, letters = made.split("-")
        assert (date, time, len(letters)) == ("20261123", "201845", 4)
        assert not set(letters) & set("01ilo")


def test_ids_of_one_second_sort_in_the_order_they_were_made(home):
    moments = [datetime(2026, 11, 23, 20, 18, 45, part * 2_000, tzinfo=UTC) for part in range(400)]
    left = iter(moments)
    store = script.store(home, now=lambda: next(left), new_id=None)
    made = [store._made_up() for _ in moments]
    assert made == sorted(made)
    assert len({one[-2:] for one in made}) > 100, "two letters of every id are random"


def test_an_id_that_is_taken_is_not_used_again(store, home):
    begun(store, 3)
    before = tree(home)
    with pytest.raises(StorageError, match="No new session id is free"):
        store.create(PLAN)
    assert tree(home) == before


def test_an_id_of_a_session_that_is_open_is_not_used_again(home):
    ids = iter(["one", "one", "two"])
    store = script.store(home, new_id=lambda: next(ids))
    first = store.create(PLAN)
    assert store.create(PLAN).id == "two"
    assert first.id == "one"


def test_a_name_may_be_short_while_it_is_clear(home):
    names = ["20261123-201845-aaab", "20261123-201845-bbbb", "20261201-000000-ccab"]
    left = iter(names)
    store = script.store(home, new_id=lambda: next(left))
    with pytest.raises(UsageError, match="There are no sessions yet"):
        store.resolve("latest")
    for _ in names:
        store.create(PLAN).close()
    assert store.resolve("latest") == names[2]
    assert store.resolve(names[0]) == names[0]
    assert store.resolve("202612") == names[2]
    assert store.resolve("bbbb") == names[1]
    with pytest.raises(UsageError, match=f"could be 2 sessions: {names[1]}, {names[0]}. Type more"):
        store.resolve("202611")
    with pytest.raises(UsageError, match=f"There is no session.*Did you mean '{names[1]}'"):
        store.resolve("20261123-201845-bbbc")
    with pytest.raises(UsageError, match="interviewer sessions"):
        store.resolve("\x1b]0;x\x07")
    for use in (store.read, store.open):
        with pytest.raises(UsageError, match="There is no session '202612'"):
            use("202612")


def test_a_list_has_everything_newest_first_and_nothing_crashes_it(home):
    names = iter(["20261123-201845-aaaa", "20261123-201845-bbbb", "20261123-201845-cccc"])
    store = script.store(home, new_id=lambda: next(names))
    assert store.list() == []
    assert store.newest_unfinished() is None
    for steps in (None, 9, 0):
        begun(store, steps)
    folder = home / "sessions"
    os.mkfifo(folder / "20261123-201845-dddd.jsonl")
    (folder / "20261123-201845-eeee.jsonl").mkdir()
    (folder / "20261123-201845-ffff.jsonl").touch()  # killed before its first line
    (folder / "20261123-201845-hhhh.jsonl").write_bytes(b"no journal\n")
    (folder / "20261123-201845-aaaa.damaged-1.jsonl").touch()
    (folder / "notes.txt").touch()
    (folder / "20261123-201845-gggg.jsonl").symlink_to("nowhere")

    for _ in range(2):  # made from the journals, then from the index
        found = store.list()
        states = [(info.id[-4:], info.state) for info in found]
        assert states == [
            ("hhhh", "damaged"),
            ("cccc", "unfinished"),
            ("bbbb", "unfinished"),
            ("aaaa", "finished"),
        ]
        assert "its first line is damaged" in found[0].fault
        new, middle, done = found[1:]
        assert (new.question, new.questions, new.answers) == (1, 5, 0)
        assert middle.question == 2
        assert done.score == script.report(store.read(done.id)).score is not None
        assert done.grade in "ABCDF"
        assert "topic" in done.weakest
        assert not done.fault
    assert store.newest_unfinished() == "20261123-201845-cccc"


# -- later gradings -------------------------------------------------------------------------------


def verdict(credit):
    findings = tuple(Finding(point=f"p{i}", credit=credit) for i in range(3))
    return Verdict(examiner="later", findings=findings)


def test_a_later_grading_is_kept_beside_the_first_and_counts(store):
    path = begun(store)
    before = store.list()[0].score
    with store.open(ID) as opened:
        opened.amend({"kind": "regraded", "question": 3, "verdict": verdict(0).model_dump()})
        assert opened.sheets()[2].verdicts == (verdict(0),)
    assert path.read_bytes().count(b"\n") == len(REPLIES) + 2
    stored = store.read(ID)
    assert stored.replies == REPLIES
    assert stored.as_graded()[2].turns[-1].ungraded
    assert stored.sheets()[2].verdicts == (verdict(0),)
    assert stored.amendments[0].question == 3
    assert store.list()[0].score < before


@pytest.mark.parametrize("question", [0, 4, 9, "x"])
def test_a_grading_of_what_was_not_answered_is_not_written(store, question):
    path = begun(store)
    raw = path.read_bytes()
    with store.open(ID) as opened, pytest.raises(ValueError):
        opened.amend({"kind": "regraded", "question": question, "verdict": verdict(0).model_dump()})
    assert path.read_bytes() == raw


def test_stopping_and_skipping_are_kept_as_such(store):
    with store.create(PLAN) as opened:
        for reply in (Skipped(), Answered(text="x"), Ungraded(reason="away"), Stopped()):
            give(opened, reply)
        go_on(opened)
    assert [sheet.skipped for sheet in store.read(ID).sheets()] == [True, False]
