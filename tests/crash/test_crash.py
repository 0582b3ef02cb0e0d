"""A quick part of `make crash`, and that its checker would notice what it looks for."""

import pytest

from interviewer.storage import journal, syscalls
from tests.crash import kills, states, trace


def quick_states() -> list:
    """All states but the thousands of cuts, which test_journal.py makes."""
    ops = states.recorded()
    return [
        (states._said(ops[:length]), state)
        for length, kind, state in trace.states(ops)
        if kind != "last write cut"
    ]


def test_p06_killed_processes_lose_nothing():
    found = kills.run(12)
    assert found["killed"] == 12
    assert found["acknowledged"] > 12
    assert not found["lost"] + found["wrong"] + found["drafts lost"]


def test_p06_no_state_that_a_power_cut_could_leave_loses_anything():
    batch = quick_states()
    assert len(batch) > 500
    found = states._check_all(batch)
    assert not found["lost"] + found["wrong"]


def unsynced_name(path):
    return journal.Journal(path, syscalls.create(path), 0, 0)


def unsynced_append(self, record, _what=""):
    line = journal.encode(self._sequence, record)
    syscalls.write(self._fd, line)
    self._sequence, self._end = self._sequence + 1, self._end + len(line)


@pytest.mark.parametrize(
    ("name", "careless"),
    [("create", unsynced_name), ("append", unsynced_append), ("_set_aside", lambda path, _: path)],
)
def test_the_checker_notices_what_is_left_out(monkeypatch, capsys, name, careless):
    place = journal if name == "_set_aside" else journal.Journal
    monkeypatch.setattr(place, name, careless)
    monkeypatch.setattr(states, "FAULTS", ())
    batch = quick_states()
    chunks = (batch[at : at + 25] for at in range(0, len(batch), 25))
    assert any(states._check_all(chunk)["lost"] for chunk in chunks)
    assert "lost" in capsys.readouterr().out
