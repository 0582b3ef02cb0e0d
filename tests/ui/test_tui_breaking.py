"""Keys at the wrong moment, leaving from anywhere, sizes nobody plans for."""

import asyncio

import pytest
from textual.widget import MountError

from interviewer.core.interview import Session
from interviewer.core.protocol import Stopped
from interviewer.ui.home_views import BankQuestion
from tests.helpers.tui_doubles import PAST, FakeHost
from tests.helpers.tui_helpers import box, leave, say, screen, text, type_in, until, waits

FULL = "It serves the validation score. L1 makes weights sparse, and there is dropout."


def kinds(interview):
    return [r.kind for r in interview.session.replies]


async def test_double_enter():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, FULL)
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        assert kinds(interview) == ["answered", "graded"]


async def test_ctrl_q_twice_then_back():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("ctrl+q", "ctrl+q", "escape", "x")
        await pilot.pause()
        assert box(app).answer == "x"
        await pilot.press("ctrl+q", "ctrl+k", "ctrl+r", "ctrl+t", "ctrl+s", *"kfy", "escape")
        await until(pilot, lambda: waits(app))
        assert box(app).answer == "x"
        assert interview.session.replies == []


async def test_skip_while_streaming():
    host = FakeHost()
    interview = host.interview()
    host.examiner.words = ["On which data? And "]
    host.examiner.word_gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: "On which" in text(app))
        await pilot.press("ctrl+k", "ctrl+k")
        host.examiner.word_gate.set()
        await until(pilot, lambda: waits(app))
        assert kinds(interview) == ["answered", "graded", "followed_up"]


async def test_finish_at_failure_menu():
    host = FakeHost()
    interview = host.interview()
    host.examiner.failures = ["no"]
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: app.screen._mode == "failure")
        await leave(pilot, "FINISH")
        await until(pilot, lambda: app.outcome.report)
        assert kinds(interview)[:3] == ["answered", "ungraded", "stopped"], kinds(interview)


async def test_leave_menu_then_question_arrives():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: app.screen._mode == "reading")
        asking = app.screen
        await pilot.press("ctrl+q")
        host.examiner.gate.set()
        await until(pilot, lambda: asking._candidate.asked)
        assert "leave the interview?" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: waits(app))
        await pilot.press("z")
        await pilot.pause()
        assert box(app).answer == "z"
        assert kinds(interview) == ["answered", "graded"]


async def test_resume_anywhere():
    host = FakeHost()
    interview = host.interview(feedback="each", follow_ups=1)
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await say(pilot, "sparse")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        await pilot.press("enter")
        await until(pilot, lambda: waits(app))
        await leave(pilot, "FINISH")
        await until(pilot, lambda: app.outcome.report)
    for upto in range(1, 8):
        resumed = host.interview(interview.session.replies[:upto], feedback="each", follow_ups=1)
        await reaches_its_report(host, resumed)


async def reaches_its_report(host, interview):
    from interviewer.ui.tui.app import InterviewerApp

    app = InterviewerApp(host, interview)
    async with app.run_test() as pilot:
        await until(
            pilot,
            lambda: (
                app.outcome.report
                or (
                    getattr(app.screen, "_candidate", None)
                    and (waits(app) or app.screen._candidate.reviewing)
                )
            ),
        )
        if not app.outcome.report:
            await leave(pilot, "FINISH")
        await until(pilot, lambda: app.outcome.report)


async def test_resume_stopped_at_conclude():
    host = FakeHost()
    s = Session(host.interview().session.plan)
    s.send(Stopped())
    j = host.interview(s.replies)
    from interviewer.ui.tui.app import InterviewerApp

    app = InterviewerApp(host, j)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.outcome.report)
        await pilot.press("down", "t", "escape", "s", "g", "a")
        await until(pilot, lambda: waits(app))


async def test_a_huge_bank_at_home_and_in_choosing():
    host = FakeHost()
    h = host.home
    from dataclasses import replace

    host.home = lambda: replace(
        h(),
        title="T " * 3000,
        questions=10_000,
        topics=tuple((f"topic {n}", 1) for n in range(10_000)),
        bank=tuple(BankQuestion(f"q{n}", f"Q {n}", f"topic {n}", "easy") for n in range(10_000)),
        past=tuple(replace(PAST, id=f"p{n}") for n in range(500)),
    )
    async with screen(host) as (app, pilot):
        assert {"interview", "leave"} <= set(text(app).split())
        await pilot.press("down")
        await pilot.pause()
        await pilot.press("escape", "c")
        await pilot.pause()
        await pilot.press("left")
        await pilot.pause()
        assert "topic 9999" in text(app)


async def test_long_failure_keeps_choices():
    host = FakeHost()
    interview = host.interview()
    host.examiner.failures = ["word " * 400]
    async with screen(host, interview, size=(40, 12)) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: app.screen._mode == "failure")
        await pilot.pause()
        assert "retry" in text(app), text(app)


async def test_a_screen_that_is_taken_down_takes_no_further_turn(monkeypatch):
    """A second signal ends the program while the next question is on its way to the screen."""
    host = FakeHost()
    interview = host.interview()

    async def another_turn(_candidate):
        raise MountError

    async with screen(host, interview) as (app, pilot):
        await until(pilot, lambda: waits(app))
        interview.conduct = another_turn
        with pytest.raises(MountError):
            await app.screen._conduct()
        monkeypatch.setattr(type(app.screen), "is_attached", False)
        await app.screen._conduct()
