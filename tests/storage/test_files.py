"""Whatever a path names: one sentence with a remedy, no wait, nothing half written."""

import errno
import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from interviewer.core.errors import UsageError
from interviewer.storage.files import StorageError, private_folder, read_file, write_atomically
from tests.crash.doubles import FailingDisk, NoSync, standing_in


@pytest.fixture(autouse=True)
def _quick():
    """Bytes matter here, not power cuts: those are tests/crash's."""
    with standing_in(NoSync()):
        yield


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def refusal(path, **more) -> str:
    with pytest.raises(UsageError) as told:
        read_file(path, **more)
    return str(told.value)


def test_a_file_is_read_to_the_byte(tmp_path):
    path = tmp_path / "bank.json"
    path.write_bytes(b"\xef\xbb\xbf{}\r\n\0")
    assert read_file(path) == b"\xef\xbb\xbf{}\r\n\0"
    assert read_file(str(path), limit=8) == path.read_bytes()


def test_q01_a_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "none.json") == (
        f"There is no file {tmp_path}/none.json. Check the path's spelling."
    )
    (tmp_path / "file").touch()
    assert "a part of the path is no folder" in refusal(tmp_path / "file" / "bank.json")


def test_q02_a_folder_is_no_file(tmp_path):
    assert refusal(tmp_path).startswith(f"{tmp_path} is a folder, not a file.")


def test_q15_a_file_may_be_too_large_and_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert "is larger than 20 MB" in refusal(path)
    assert "is larger than 3 bytes" in refusal(path, limit=3)


def test_q18_a_pipe_a_socket_and_devices_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe, not a file" in refusal(tmp_path / "pipe")
    assert "is a device, not a file" in refusal("/dev/zero")
    assert "is a device, not a file" in refusal("/dev/null")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert "is a socket" in refusal(tmp_path / "s")


def test_a_forbidden_file_is_named_with_the_remedy(tmp_path, monkeypatch):
    path = tmp_path / "bank.json"
    path.touch()

    def refuse(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("interviewer.storage.syscalls.open_to_read", refuse)
    assert refusal(path).startswith(f"You may not read {path}. Change its permissions")


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5000, "\x1b]0;title\x07\u202e"])
def test_impossible_and_hostile_names_are_told_inert(name):
    told = refusal(name)
    assert told.isprintable()
    assert len(told) < 500


def test_a_folder_and_its_missing_parents_are_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        made = private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert (mode(made), mode(made.parent)) == (0o700, 0o700)


def test_a_folder_that_was_there_stays_as_it_is(tmp_path):
    (tmp_path / "own").mkdir(mode=0o755)
    private_folder(tmp_path / "own" / "new")
    assert mode(tmp_path / "own") == 0o755


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "home").touch()
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        private_folder(tmp_path / "home")
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        private_folder(tmp_path / "home" / "sessions")
    with pytest.raises(StorageError, match="not a possible folder name"):
        private_folder("a\0b")


def test_p09_a_read_only_disk_is_told_with_the_remedy(tmp_path):
    failing = FailingDisk(code=errno.EROFS, lasting=True)
    with standing_in(failing), pytest.raises(StorageError) as told:
        private_folder(tmp_path / "home", "Choose another folder with --home DIR.")
    assert str(told.value) == (
        f"{tmp_path}/home is on a read-only disk. Choose another folder with --home DIR."
    )


def test_a_file_is_replaced_whole_and_private(tmp_path):
    path = tmp_path / "report.md"
    path.write_text("old")
    write_atomically(path, "n\u00e9w \ud800")
    assert path.read_bytes() == "n\u00e9w ?".encode()
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_other(tmp_path, at, code):
    path = tmp_path / "report.md"
    path.write_text("old")
    with standing_in(FailingDisk(at, code)), pytest.raises(StorageError, match=r"report\.md"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_takes_half_is_asked_again(tmp_path):
    path = tmp_path / "report.md"
    with standing_in(FailingDisk(2, short=True)) as failing:
        write_atomically(path, "1234567")
    assert failing.failed == 1
    assert path.read_text() == "1234567"


def test_a_link_is_written_through_and_a_long_name_is_no_trouble(tmp_path):
    path = tmp_path / ("x" * 255)
    (tmp_path / "link").symlink_to(path)
    write_atomically(tmp_path / "link", "text")
    assert path.read_text() == "text"
    assert (tmp_path / "link").is_symlink()


def test_devices_and_pipes_are_written_to_and_not_replaced(tmp_path):
    write_atomically("/dev/null", "text")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(StorageError, match="Disk full"):
        write_atomically("/dev/full", "text")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StorageError, match="pipe"):
        write_atomically(tmp_path / "pipe", "nobody reads")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        while True:
            try:
                write_atomically(tmp_path / "pipe", "somebody reads")
                break
            except StorageError:
                assert reader.poll() is None
        assert reader.stdout.read() == b"somebody reads"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(StorageError, match="is a folder, not a file"):
        write_atomically(tmp_path, "text")
    with pytest.raises(StorageError, match="no such file or directory"):
        write_atomically(tmp_path / "none" / "report.md", "text")
    with pytest.raises(StorageError, match="not a possible file name"):
        write_atomically("a\0b", "text")
