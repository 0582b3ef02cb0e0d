"""The index never says anything else than the journals, whatever happened to either of them."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.core.protocol import Regraded
from interviewer.practice.memory import Remembered
from interviewer.practice.reviews import together
from interviewer.storage import remembered as tables
from interviewer.storage.index import INDEX_VERSION, Index
from tests.crash import script
from tests.crash.doubles import NoSync, standing_in
from tests.crash.script import go_on

FIRST = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _quick():
    with standing_in(NoSync()):
        yield


class World:
    """Two homes, and what a person, a kill or a copy can do to them."""

    def __init__(self, root):
        self.homes = [root / "one", root / "two"]
        self.made = 0

    def store(self, which, day=0):
        self.made += 1
        name = f"20261123-201845-{self.made:04}"
        return script.store(
            self.homes[which], new_id=lambda: name, today=FIRST + timedelta(days=day)
        )

    def journals(self, which):
        folder = self.homes[which] / "sessions"
        return sorted(folder.glob("*.jsonl")) if folder.exists() else []

    # -- what can happen --

    def practise(self, which, day, steps, edited):
        plan = script.plan()
        if edited:  # the bank was edited in between: the session has its own questions
            first, *others = plan.questions
            point = first.rubric[0].model_copy(update={"description": "something else"})
            first = first.model_copy(update={"rubric": (point, *first.rubric[1:])})
            plan = plan.model_copy(update={"questions": (first, *others)})
        with self.store(which, day).create(plan) as opened:
            go_on(opened, steps)

    def resume(self, which, number, steps):
        if found := self.journals(which):
            with self.store(which).open(found[number % len(found)].stem) as opened:
                go_on(opened, steps)

    def regrade(self, which, number):
        if found := self.journals(which):
            with self.store(which).open(found[number % len(found)].stem) as opened:
                for sheet in opened.sheets():
                    if sheet.verdicts:
                        verdict = sheet.verdicts[-1]
                        missed = [f.model_copy(update={"credit": 0}) for f in verdict.findings]
                        newer = verdict.model_copy(update={"findings": tuple(missed)})
                        opened.amend(Regraded(question=sheet.number, verdict=newer))
                        return

    def tear(self, which, number):
        if found := self.journals(which):
            path = found[number % len(found)]
            os.truncate(path, max(path.stat().st_size - 7, 1))

    def delete(self, which, number):
        if found := self.journals(which):
            self.store(which).remove(found[number % len(found)].stem)

    def copy(self, which):
        (self.homes[1 - which] / "sessions").mkdir(parents=True, exist_ok=True)
        for path in self.journals(which):
            shutil.copy2(path, self.homes[1 - which] / "sessions" / path.name)

    def forget(self, which):
        (self.homes[which] / "history.sqlite3").unlink(missing_ok=True)

    def look(self, which):
        self.store(which).remembered()

    def kill(self, which):
        """The index is cut off in the middle of being renewed."""

        class KilledError(BaseException):
            pass

        def killed(*_):
            raise KilledError

        really, tables.memories = tables.memories, killed
        try:
            self.store(which).remembered()
        except KilledError:
            pass
        finally:
            tables.memories = really

    # -- what must hold --

    def check(self, which):
        store = self.store(which)
        fresh = [store.read(path.stem).past() for path in self.journals(which)]
        assert store.past() == together(fresh)
        assert store.remembered() == Remembered.of(fresh)
        if fresh:
            counted = {(r.session, r.number, r.key) for r in store.past().reviews}
            assert len(counted) == len(store.past().reviews), "nothing counts twice"
            assert not list(self.homes[which].glob("*.damaged"))


WHICH, NUMBER = st.integers(0, 1), st.integers(0, 9)
STEPS = st.tuples(
    st.sampled_from(["practise"]), WHICH, st.integers(0, 9), st.integers(1, 14), st.booleans()
)
EVENTS = st.one_of(
    STEPS,
    STEPS,
    st.tuples(st.just("resume"), WHICH, NUMBER, st.integers(1, 9)),
    st.tuples(st.sampled_from(["regrade", "tear", "delete"]), WHICH, NUMBER),
    st.tuples(st.sampled_from(["copy", "forget", "look", "kill"]), WHICH),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, min_size=2, max_size=10))
def test_the_same_reviews_whatever_happens(tmp_path_factory, events):
    world = World(tmp_path_factory.mktemp("world"))
    for name, *arguments in events:
        getattr(world, name)(*arguments)
    world.check(0)
    world.check(1)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    world.practise(0, 0, 20, edited=False)
    world.practise(0, 3, 20, edited=False)
    return world


def test_an_index_of_the_version_before_is_made_from_the_journals(world):
    path = world.homes[0] / "history.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE sessions (id TEXT PRIMARY KEY, size, changed, started)")
        database.execute("INSERT INTO sessions VALUES ('20261123-201845-0001', 1, 2, 'x')")
        database.execute("PRAGMA user_version = 2")
    world.check(0)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (INDEX_VERSION,)
    assert world.store(0).past().reviews


def test_an_index_that_cannot_be_used_costs_time_and_no_review(world):
    before = world.store(0).remembered()
    path = world.homes[0] / "history.sqlite3"
    path.unlink()
    path.mkdir()
    assert world.store(0).remembered() == before
    assert world.store(0).past().reviews


def test_memory_is_worked_out_only_for_what_changed(world, monkeypatch):
    world.look(0)
    seen = []
    really = tables.memories
    monkeypatch.setattr(
        tables, "memories", lambda rows: seen.append(list(rows)) or really(seen[-1])
    )
    world.look(0)
    assert seen == []
    world.practise(0, 5, 5, edited=False)
    world.look(0)
    assert {review.key.question for review in seen[0]} == {"q1"}


def test_a_memory_that_was_tampered_with_is_made_again(world):
    before = world.store(0).remembered()
    Index(world.homes[0]).run(lambda db: db.execute("UPDATE memory SET rating = 'good'"))
    assert world.store(0).remembered() == before


def test_the_day_is_that_of_the_calendar_that_stood_in(world):
    days = {review.day for review in world.store(0).past().reviews}
    assert days == {FIRST, FIRST + timedelta(days=3)}
    assert [info.day for info in world.store(0).list()] == [FIRST + timedelta(days=3), FIRST]
