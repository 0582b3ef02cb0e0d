"""A journal under cuts, flips, full disks and other damage: nothing acknowledged is lost, and nothing
damaged is believed.
"""

import errno
import json
import os
import stat
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.core.run import RecordError
from interviewer.storage import journal
from interviewer.storage.files import StorageError
from interviewer.storage.journal import Journal
from interviewer.storage.journal_format import (
    NewerVersionError,
    Recovery,
    UnreadableError,
    decode,
    encode,
)
from tests.crash.doubles import FailingDisk, NoSync, standing_in

RECORDS = [
    {"kind": "opened", "version": 1},
    {"kind": "answered", "text": "a\u2028b\u0085c\n\u2029\r\x1c\U0001f600\0"},
    {"kind": "skipped"},
    {"kind": "concluded", "text": "", "n": [1, 2.5, None, True]},
]


@pytest.fixture(autouse=True)
def _quick():
    """Bytes matter here, not power cuts: those are tests/crash's."""
    with standing_in(NoSync()):
        yield


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.jsonl"


def written(path, records=RECORDS) -> bytes:
    made = Journal.create(path)
    for record in records:
        made.append(record)
    made.close()
    return path.read_bytes()


def bounds(raw: bytes) -> list[int]:
    """Where each line ends."""
    return [i + 1 for i, byte in enumerate(raw) if byte == ord("\n")]


def test_a_line_is_a_checksum_a_space_and_ascii_json_with_its_number(path):
    lines = written(path).split(b"\n")
    assert lines.pop() == b""
    for number, (line, record) in enumerate(zip(lines, RECORDS, strict=True)):
        assert line.isascii()
        assert line[8:9] == b" "
        assert int(line[:8], 16) == zlib.crc32(line[9:])
        assert json.loads(line[9:]) == {"seq": number, **record}


def test_i15_what_was_appended_is_read_back_to_the_letter(path):
    raw = written(path)
    assert journal.read(path) == (RECORDS, Recovery())
    opened, records, recovery = Journal.open(path)
    assert (records, recovery) == (RECORDS, Recovery())
    opened.append({"kind": "more"})
    opened.close()
    opened.close()
    assert path.read_bytes() == raw + encode(4, {"kind": "more"})


def test_i09_lone_surrogates_do_not_crash_and_are_replaced(path):
    written(path, [{"kind": "opened"}, {"a\udfff": ["x\ud83d", ("\U0001f600",)]}])
    assert journal.read(path)[0][1] == {"a\ufffd": ["x\ufffd", ["\U0001f600"]]}


def test_a_journal_is_private_and_never_overwritten(path):
    before = os.umask(0)
    try:
        written(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Journal.create(path)


def test_one_record_is_one_write_and_one_sync_and_the_folder_is_synced_once(path):
    seen = []

    class Spy:
        def call(self, name, real, *arguments):
            seen.append(name)
            return real(*arguments)

    with standing_in(Spy()):
        written(path, RECORDS[:2])
    assert seen == ["create", "sync_folder", *["write", "sync_data"] * 2]


def test_p13_every_cut_keeps_the_whole_lines_and_appending_goes_on(tmp_path, path):
    raw = written(path)
    ends = bounds(raw)
    for cut in range(len(raw) + 1):
        torn = tmp_path / f"{cut}.jsonl"
        torn.write_bytes(raw[:cut])
        whole = sum(end <= cut for end in ends)
        if not whole:
            with pytest.raises(UnreadableError):
                Journal.open(torn)
            assert torn.read_bytes() == raw[:cut]
            continue
        opened, records, recovery = Journal.open(torn)
        assert records == RECORDS[:whole]
        rest = cut - ends[whole - 1]
        assert recovery == Recovery(torn=rest, line=whole + 1 if rest else 0)
        opened.append({"kind": "next"})
        opened.close()
        assert torn.read_bytes() == raw[: ends[whole - 1]] + encode(whole, {"kind": "next"})
        assert journal.read(torn)[1].clean
    assert not list(tmp_path.glob("*damaged*"))


def test_every_flipped_bit_is_noticed_and_the_damaged_file_is_kept(tmp_path, path):
    raw = written(path)
    ends = bounds(raw)
    damaged = tmp_path / "d.jsonl"
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        damaged.write_bytes(flipped)
        good = sum(end <= bit // 8 for end in ends)
        if not good:
            with pytest.raises(UnreadableError):
                journal.read(damaged)
            continue
        records, recovery = journal.read(damaged)
        assert records == RECORDS[:good]
        assert recovery.damaged, "no crash explains it: a copy must be kept"
        assert recovery.line == good + 1


@given(st.binary(max_size=60), st.integers(0, 200), st.integers(0, 200))
def test_other_damage_never_makes_up_a_record(tmp_path_factory, junk, start, length):
    path = tmp_path_factory.mktemp("j") / "x.jsonl"
    raw = written(path)
    path.write_bytes(raw[:start] + junk + raw[start + length :])
    try:
        records, _ = journal.read(path)
    except StorageError:
        return
    assert records == RECORDS[: len(records)]


def test_p14_damage_in_the_middle_keeps_what_is_before_and_a_copy_of_everything(tmp_path, path):
    raw = written(path)
    first, second = bounds(raw)[:2]
    broken = raw[: second - 3] + b"~" + raw[second - 2 :]
    (tmp_path / "x.damaged-1.jsonl").write_bytes(b"an older copy")
    path.write_bytes(broken)

    opened, records, recovery = Journal.open(path)
    opened.close()

    assert records == RECORDS[:1]
    assert recovery.damaged == len(raw) - first
    assert recovery.set_aside == tmp_path / "x.damaged-2.jsonl"
    assert recovery.set_aside.read_bytes() == broken
    assert stat.S_IMODE(recovery.set_aside.stat().st_mode) == 0o600
    assert (tmp_path / "x.damaged-1.jsonl").read_bytes() == b"an older copy"
    assert path.read_bytes() == raw[:first]


def test_p14_a_reader_changes_nothing(tmp_path, path):
    raw = written(path)
    path.write_bytes(raw[:-40] + b"~" + raw[-39:])
    assert journal.read(path)[1].damaged
    assert path.read_bytes() == raw[:-40] + b"~" + raw[-39:]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6])
def test_p14_where_no_copy_can_be_made_nothing_is_cut(tmp_path, path, at):
    raw = written(path)
    path.write_bytes(raw[:-40] + b"~" + raw[-39:])
    with standing_in(FailingDisk(at)), pytest.raises(StorageError, match=r"x\.jsonl"):
        Journal.open(path)
    copied = tmp_path / "x.damaged-1.jsonl"
    assert path.read_bytes() == raw[:-40] + b"~" + raw[-39:] or copied.exists()
    opened, records, _ = Journal.open(path)
    opened.close()
    assert records == RECORDS[:-1]
    assert copied.exists()


@pytest.mark.parametrize(
    "mixed", [[0, 2, 3], [0, 1, 1, 2, 3], [0, 2, 1, 3]], ids=["lost", "twice", "swapped"]
)
def test_p14_lines_that_are_good_alone_but_out_of_order_are_damage(path, mixed):
    lines = written(path).splitlines(keepends=True)
    path.write_bytes(b"".join(lines[i] for i in mixed))
    records, recovery = journal.read(path)
    right = next(i for i, line in enumerate(mixed) if i != line)
    assert (len(records), recovery.line) == (right, right + 1)
    assert recovery.damaged


def test_p15_a_newer_version_is_refused_by_its_number_and_untouched(path):
    raw = encode(0, {"kind": "opened", "version": 2}) + b"whatever may follow then"
    path.write_bytes(raw)
    for use in (Journal.open, journal.read):
        with pytest.raises(NewerVersionError, match=r"version 2, this one reads 1.*Update"):
            use(path)
    assert path.read_bytes() == raw


def test_a_record_without_meaning_is_damage(path):
    written(path)
    taken = []

    def accept(record):
        if record["kind"] == "skipped":
            raise ValueError("there is nothing to skip")
        taken.append(record)

    opened, records, recovery = Journal.open(path, accept)
    opened.close()
    assert (taken, records, recovery.line) == (RECORDS[:2], [], 3)
    assert recovery.set_aside is not None


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"1", b"{}", b'{"seq":true}', b'{"seq":"0"}', b"[" * 100_000, b"9" * 5000, b"\xff{}"],
    ids=lambda raw: repr(raw[:12]),
)
def test_a_good_checksum_over_nonsense_is_no_record(raw):
    with pytest.raises(ValueError):
        decode(b"%08x %b" % (zlib.crc32(raw), raw), 0)


def test_capitals_in_a_checksum_are_not_ours():
    line = next(line for n in range(99) if (line := encode(n, {}))[:8].upper() != line[:8])
    with pytest.raises(ValueError, match="checksum"):
        decode(line[:8].upper() + line[8:-1], 0)


SENTENCES = {
    errno.ENOSPC: "Disk full: this answer is NOT saved. Free some space, then try again.",
    errno.EDQUOT: "Disk full: this answer is NOT saved. Free some space, then try again.",
    errno.EIO: "error (input/output error): this answer is NOT saved",
    errno.EROFS: "read-only: this answer is NOT saved",
    errno.EFBIG: "may not grow: this answer is NOT saved",
}


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("at", [1, 2])
def test_p08_a_failed_append_is_told_changes_nothing_and_can_be_tried_again(path, at, code):
    raw = written(path)
    opened, _, _ = Journal.open(path)
    with standing_in(FailingDisk(at, code)), pytest.raises(RecordError) as told:
        opened.append({"kind": "more"})
    assert SENTENCES[code] in str(told.value)
    assert path.read_bytes() == raw
    opened.append({"kind": "more"})
    opened.close()
    assert path.read_bytes() == raw + encode(4, {"kind": "more"})


@pytest.mark.parametrize("full_for", range(1, 8))
def test_p08_a_disk_that_takes_half_a_line_and_then_nothing(path, full_for):
    """Even where the half cannot be removed at once, no later record joins it."""
    raw = written(path)
    opened, _, _ = Journal.open(path)

    class Full:
        calls = 0

        def call(self, name, real, *arguments):
            self.calls += 1
            if self.calls > full_for:
                return real(*arguments)
            if name == "write":
                return real(arguments[0], arguments[1][:9])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with standing_in(Full()):
        tries = 0
        while True:
            try:
                opened.append({"kind": "more"})
                break
            except RecordError:
                tries += 1
                assert journal.read(path)[0] == RECORDS
    opened.close()
    assert 1 <= tries <= 5
    assert path.read_bytes() == raw + encode(4, {"kind": "more"})


def test_an_interrupted_append_is_undone_by_the_next(path, monkeypatch):
    raw = written(path)
    opened, _, _ = Journal.open(path)

    def interrupted(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("interviewer.storage.syscalls.sync_data", interrupted)
        with pytest.raises(KeyboardInterrupt):
            opened.append({"kind": "never acknowledged"})
    opened.append({"kind": "more"})
    opened.close()
    assert path.read_bytes() == raw + encode(4, {"kind": "more"})


def test_a_deleted_journal_is_told_and_not_written_into_nothing(path):
    opened = Journal.create(path)
    opened.append({"kind": "opened"})
    path.unlink()
    with pytest.raises(RecordError, match="was deleted: this answer is NOT saved"):
        opened.append({"kind": "more"})
    opened.close()


def test_a_journal_that_is_no_file_is_told_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(StorageError, match="is a pipe, not a journal"):
        journal.read(tmp_path / "pipe.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(StorageError, match="is a folder, not a journal"):
        journal.read(tmp_path / "folder.jsonl")
    with pytest.raises(StorageError, match="is a folder"):
        Journal.open(tmp_path / "folder.jsonl")
    with pytest.raises(StorageError, match="no such file"):
        journal.read(tmp_path / "none.jsonl")
