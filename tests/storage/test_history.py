"""The index: quick, true to the journals, and never in the way."""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace

import pytest

from interviewer.practice.reviews import Past
from interviewer.storage.history import History, SessionInfo
from interviewer.storage.session_store import SessionStore
from tests.crash import script
from tests.crash.doubles import NoSync, standing_in
from tests.crash.script import go_on

PLAN = script.plan()
INFO = SessionInfo(
    "20261123-201845-x7k2",
    size=7,
    changed=1795467151708780648,
    started=script.MOMENT,
    finished=script.MOMENT,
    day=script.MOMENT.date(),
    bank="a [/b] 'bank'; DROP TABLE sessions",
    score=1 / 3,
    grade="D",
    fault="\u2028",
)


@pytest.fixture(autouse=True)
def _quick():
    """Bytes matter here, not power cuts: those are tests/crash's."""
    with standing_in(NoSync()):
        yield


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def store(home):
    names = (f"20261123-201845-{n:04}" for n in range(10))
    store = script.store(home, new_id=lambda: next(names))
    for steps in (None, 5, None):
        with store.create(PLAN) as opened:
            go_on(opened, steps)
    return store


def test_what_was_added_is_found_and_replaced(home):
    history = History(home)
    assert history.all() == {}
    history.put([(INFO, Past())])
    history.put([])
    nameless = replace(INFO, id="b", started=None, finished=None, score=None, grade=None)
    history.put([(nameless, Past())])
    history.put([(replace(INFO, size=8), Past())])
    found = history.all()
    assert found[INFO.id] == replace(INFO, size=8)
    assert (found["b"].state, found["b"].score) == ("damaged", None)
    history.forget(["b", "none"])
    assert list(history.all()) == [INFO.id]
    assert stat.S_IMODE(history.path.stat().st_mode) == 0o600


def test_a_list_reads_no_journal_twice_and_each_changed_one_again(store, home, monkeypatch):
    before = store.list()
    read = []
    really = store.read
    monkeypatch.setattr(store, "read", lambda name: read.append(name) or really(name))
    assert store.list() == before
    assert read == []
    with store.open(before[1].id) as opened:
        go_on(opened, 3)
    found = store.list()
    assert read == [before[1].id]
    assert found[1].answers > before[1].answers
    (home / "sessions" / f"{before[0].id}.jsonl").unlink()
    assert store.list() == found[1:]
    assert set(History(home).all()) == {info.id for info in found[1:]}


def test_a_journal_that_grows_while_it_is_read_is_read_again(store, home, monkeypatch):
    read = SessionStore.read
    unfinished = next(info.id for info in store.list() if info.state == "unfinished")
    History(home).forget([unfinished])

    def meanwhile(self, name):
        stored = read(self, name)
        monkeypatch.setattr(SessionStore, "read", read)
        with store.open(name) as opened:  # another process goes on with it
            go_on(opened, None)
        return stored

    monkeypatch.setattr(SessionStore, "read", meanwhile)
    assert "unfinished" in {info.state for info in store.list()}
    assert {info.state for info in store.list()} == {"finished"}


def test_the_index_can_be_deleted_and_made_anew(store, home):
    before = store.list()
    history = History(home)
    history.path.unlink()
    assert store.list() == before
    assert list(history.all().values()) == before[::-1] or set(history.all()) == {
        info.id for info in before
    }


def damage_by_bytes(path):
    path.write_bytes(b"this is no database, and long enough to be looked at" * 100)


def damage_by_cut(path):
    os.truncate(path, path.stat().st_size // 2)


def damage_by_zeros(path):
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + bytes(len(raw) - 100))


def damage_by_other_table(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE sessions")
        database.execute("CREATE TABLE sessions (id, other)")
        database.execute("INSERT INTO sessions VALUES (1, 2)")


def damage_by_no_table(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE sessions")


def damage_by_version(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA user_version = 99")


def damage_by_values(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE sessions SET started = 'soon', size = x'00ff'")


def damage_by_journal(path):
    path.write_bytes(b"x" * 4096)
    path.with_name("history.sqlite3-journal").write_bytes(b"x" * 4096)


DAMAGES = [value for name, value in list(globals().items()) if name.startswith("damage_by_")]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__[10:])
def test_p16_a_damaged_index_is_made_anew_and_the_list_is_the_same(store, home, damage):
    before = store.list()
    damage(home / "history.sqlite3")
    assert store.list() == before
    assert store.list() == before
    assert History(home).all() == {info.id: info for info in before}
    with store.create(PLAN) as opened:
        go_on(opened)
    assert len(store.list()) == len(before) + 1


def test_p16_a_locked_index_delays_little_and_stops_nothing(store, home, monkeypatch):
    monkeypatch.setattr("interviewer.storage.index.BUSY_SECONDS", 0.01)
    before = store.list()
    with closing(sqlite3.connect(home / "history.sqlite3")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert store.list() == before
        with store.create(PLAN) as opened:
            go_on(opened)
        History(home).put([(INFO, Past())])
        assert len(store.list()) == len(before) + 1
        other.rollback()
    assert len(store.list()) == len(before) + 1
    assert not list(home.glob("*.damaged")), "a locked index is not a damaged one"


def test_p16_an_index_that_cannot_be_a_file_stops_nothing(store, home):
    before = store.list()
    (home / "history.sqlite3").unlink()
    (home / "history.sqlite3").mkdir()
    assert store.list() == before
    (home / "history.sqlite3").rmdir()
    os.mkfifo(home / "history.sqlite3")
    assert store.list() == before
