"""A clock that can be stopped, answers that can be taken back, predictions: what came with the panels."""

import asyncio

import pytest

from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, Graded, Predicted, TakenBack
from interviewer.ui.tui.stopwatch import Stopwatch, left
from tests.helpers.tui_doubles import IDENTITY, QUESTIONS, FakeHost, FakeInterview
from tests.helpers.tui_helpers import box, say, screen, text, type_in, until, waits

FULL = "It serves the validation score; L1 makes weights sparse; dropout drops units."


def kinds(interview):
    return [reply.kind for reply in interview.session.replies]


def planned(host, **more):
    plan = Plan(bank="B", questions=QUESTIONS, examiner=IDENTITY, follow_ups=0, **more)
    host.latest = FakeInterview(plan, host.examiner)
    return host.latest


async def test_a_pause_hides_the_question_and_stops_the_clock():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    async with screen(host, interview) as (app, pilot):
        interview.seconds += 40
        await type_in(pilot, "half")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "The clock stands still" in text(app)
        assert "What is regularization?" not in text(app)
        assert "half" not in text(app)
        await pilot.press(*"typed")  # goes nowhere
        interview.seconds += 1000
        await pilot.press("ctrl+s")
        await until(pilot, lambda: waits(app))
        assert box(app).answer == "half"
        assert text(app).count("What is regularization?") == 1
        assert "08:22" in text(app), "what was shown before, and 40 seconds"
        interview.seconds += 20
        await pilot.press("enter")
        await until(pilot, lambda: "graded" in kinds(interview))
    paused, answered = interview.session.replies[:2]
    assert (paused.kind, paused.seconds) == ("paused", 1000)
    assert answered == Answered(text="half", seconds=60)


@pytest.mark.parametrize("key", ["up", "ctrl+z"])
async def test_an_answer_sent_too_early_is_taken_back(key):
    host = FakeHost()
    interview = host.interview()
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It is not")
        await until(pilot, lambda: app.screen._candidate.reading)
        assert "^Z take back" in text(app)
        await pilot.press(key)
        await until(pilot, lambda: waits(app))
        assert box(app).answer == "It is not"
        assert "(taken back)" in text(app)
        assert isinstance(interview.session.replies[-1], TakenBack)
        host.examiner.gate.set()
        box(app).text = FULL
        await pilot.press("enter")
        await until(pilot, lambda: kinds(interview)[-1] == "graded")
    assert kinds(interview) == ["answered", "taken_back", "answered", "graded"]


async def test_up_in_an_empty_box_does_nothing_where_nothing_is_read():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("up", "x")
        assert box(app).answer == "x"
        assert host.latest.session.replies == []


@pytest.mark.parametrize(("key", "rating"), [("0", 0), ("3", 3), ("enter", None)])
async def test_a_prediction_comes_before_the_verdict(key, rating):
    host = FakeHost()
    interview = planned(host, predict=True, feedback="each")
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: app.screen._candidate.predicting)
        assert "How well did question 1 go?" in text(app)
        assert "grade" not in text(app)
        await pilot.press("f", "k", "escape")
        assert app.screen._candidate.predicting
        await pilot.press(key)
        await until(pilot, lambda: app.screen._candidate.reviewing)
    assert Predicted(rating=rating) in interview.session.replies


async def test_a_verdict_folds_out():
    host = FakeHost()
    interview = planned(host, feedback="each")
    async with screen(host, interview, size=(100, 40)) as (app, pilot):
        await say(pilot, "It serves the validation score.")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        shown = text(app)
        assert "Reference answer" not in shown
        assert shown.index("L1 penalises") < shown.index("It is meant"), "missed points first"
        await pilot.press("space")
        await pilot.pause()
        assert "Reference answer" in text(app)
        await pilot.press("space")
        await pilot.pause()
        assert "Reference answer" not in text(app)
        assert app.screen._candidate.reviewing


async def test_a_countdown_is_shown_and_never_cuts():
    host = FakeHost()
    interview = planned(host, per_question=2)
    async with screen(host, interview) as (app, pilot):
        app.screen._tick()
        await pilot.pause()
        assert "02:00 left" in text(app)
        interview.seconds += 100
        app.screen._tick()
        await pilot.pause()
        assert "00:20 left" in text(app)
        interview.seconds += 90
        app.screen._tick()
        await pilot.pause()
        assert "+01:10 over" in text(app)
        assert "Time to come to an end" in text(app)
        await say(pilot, FULL)
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        assert isinstance(interview.session.replies[1], Graded)
        assert "02:00 left" in text(app)


def test_a_countdown_is_amber_then_red_then_nudges():
    assert left(100, 0) == ("01:40 left", "", False)
    assert "warning" in left(100, 75).style
    assert "error" in left(100, 101).style
    assert not left(100, 149).nudge
    assert left(100, 150).nudge


def test_a_stopwatch_runs_rests_and_begins_again():
    now = [10.0]
    watch = Stopwatch(lambda: now[0])
    assert watch.seconds == 0
    watch.run()
    now[0] += 5
    watch.rest()
    now[0] += 100
    assert watch.seconds == 5
    watch.run()
    now[0] += 1
    assert watch.seconds == 6
    watch.restart()
    assert watch.seconds == 0


async def test_a_follow_up_is_held_until_its_first_sentence_is_whole():
    host = FakeHost()
    host.examiner.words = ["On which ", "data does it"]
    host.examiner.word_gate = asyncio.Event()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: "asking a follow-up" in text(app))
        assert "On which" not in text(app)
        await pilot.press("escape")
        await until(pilot, lambda: waits(app))
        assert "You say it helps." in text(app)


async def test_a_hint_is_said_once_and_the_question_stays_in_sight():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("ctrl+t")
        await until(pilot, lambda: waits(app) and app.screen._step.hints_left == 2)
        assert "question 1" in text(app)
        assert "What is regularization?" in text(app)
        await type_in(pilot, "still here")
        await pilot.press("ctrl+t", "ctrl+t")
        await until(pilot, lambda: waits(app))
        assert box(app).answer == "still here"
