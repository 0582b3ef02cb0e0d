"""What each screen says at three sizes, as text that can be read in a review."""

import asyncio

import pytest

from tests.helpers.tui_doubles import FakeHost, SignExaminer
from tests.helpers.tui_helpers import compare, say, screen, type_in, until, waits

SIZES = [(80, 24), (120, 40), (40, 12)]
GOOD = (
    "It keeps the model from overfitting, so that it does better on validation data. "
    "L1 makes weights sparse, L2 keeps them small."
)


@pytest.fixture(autouse=True)
def _no_draft_is_saved_meanwhile(monkeypatch):
    monkeypatch.setattr("interviewer.ui.tui.composer.DRAFT_EVERY", 3600)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request):
    return request.param


def name(what, size):
    return f"{what}-{size[0]}x{size[1]}"


async def test_home(size):
    async with screen(FakeHost(), size=size) as (_app, pilot):
        await compare(pilot, name("home", size))
        await pilot.press("down")
        await pilot.pause()
        await compare(pilot, name("home-list", size))


async def test_a_question_with_its_follow_up(size):
    host = FakeHost()
    interview = host.interview()
    interview.greeting = "Recovered 3 answers."
    async with screen(host, interview, size=size) as (app, pilot):
        await compare(pilot, name("question", size))
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: waits(app))
        await type_in(pilot, "On data that was not trained on; the training score")
        await compare(pilot, name("follow-up", size))
        await pilot.press("ctrl+q")
        await pilot.pause()
        await compare(pilot, name("leave", size))


async def test_an_answer_that_is_read_and_a_failure(size):
    host = FakeHost()
    interview = host.interview()
    interview.fallback = SignExaminer()
    host.examiner.gate = asyncio.Event()
    host.examiner.failures = [
        "Nothing is listening at localhost:11434. Start the server, or continue without it."
    ]
    async with screen(host, interview, size=size) as (app, pilot):
        await say(pilot, GOOD)
        await until(pilot, lambda: app.screen._candidate.working)
        await type_in(pilot, "typed ahead")
        await compare(pilot, name("reading", size))
        host.examiner.gate.set()
        await until(pilot, lambda: app.screen._candidate.deciding)
        await compare(pilot, name("failure", size))


async def test_a_verdict_after_a_question(size):
    host = FakeHost()
    host.examiner.undecided = {"dropout"}
    async with screen(host, host.interview(feedback="each"), size=size) as (app, pilot):
        await say(pilot, GOOD + " It raises the training score.")
        await say(pilot, "I mean it raises the training score a little less.")
        await say(pilot, "Nothing more comes to mind.")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        await compare(pilot, name("review", size))


async def test_the_report(size):
    host = FakeHost()
    host.examiner.undecided = {"dropout"}
    async with screen(host, host.interview(), size=size) as (app, pilot):
        await say(pilot, "It prevents overfitting, and L1 makes weights sparse.")
        await say(pilot, "It does better on validation data, at the cost of the training score.")
        await say(pilot, "no more")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        host.examiner.failures = ["Nothing is listening at localhost:11434."]
        await say(pilot, "They make different errors.")
        await until(pilot, lambda: app.screen._candidate.deciding)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: waits(app))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: app.outcome.report and app.screen.query("RowList"))
        await compare(pilot, name("report", size))
        await pilot.press("down")
        await pilot.pause()
        if size[0] < 70:
            await pilot.press("enter")
        await pilot.pause()
        await compare(pilot, name("report-question", size))
        await pilot.press("t")
        await pilot.pause()
        await compare(pilot, name("transcript", size))


async def test_help_and_choosing(size):
    async with screen(FakeHost(), size=size) as (_app, pilot):
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("down", "right")
        await compare(pilot, name("choose", size))
        await pilot.press("f1")
        await pilot.pause()
        await compare(pilot, name("help", size))
