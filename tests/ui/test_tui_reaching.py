"""Who grades, and whether they were reached: said in the header before the first answer is written."""

import asyncio

import pytest

from interviewer.ui.tui import reaching
from tests.helpers.tui_doubles import FakeHost
from tests.helpers.tui_helpers import say, screen, text, until, waits

WHY = "Nothing listens at 127.0.0.1:9; start the server, or check its address."


def with_a_model(*why):
    host = FakeHost()
    interview = host.interview()
    interview.badge, interview.reach, interview.unreachable = "qwen3:8b", "untried", list(why)
    return host, interview


def header(app):
    return text(app).split("\n")[0]


async def test_a_server_that_answers_is_said_to_be_reached():
    host, interview = with_a_model()
    async with screen(host, interview) as (app, pilot):
        await until(pilot, lambda: "qwen3:8b \u2713 reached" in header(app))
        assert "Not reachable" not in text(app)


@pytest.mark.parametrize(
    ("size", "words"), [((80, 24), "\u2717 not reachable"), ((40, 12), "\u2717")]
)
async def test_a_dead_server_is_named_and_the_note_goes_once_it_lives(monkeypatch, size, words):
    monkeypatch.setattr(reaching, "AGAIN", 0.01)
    host, interview = with_a_model(*[WHY] * 10_000)
    async with screen(host, interview, size=size) as (app, pilot):
        await until(pilot, lambda: "Nothing listens at" in text(app), "why")
        assert header(app).endswith(words)
        assert waits(app)
        await pilot.press(*"so")
        assert "Nothing listens at" in text(app), "it still holds"
        interview.unreachable.clear()
        await until(pilot, lambda: "\u2713" in header(app))
        await until(pilot, lambda: "Nothing listens at" not in text(app))


async def test_the_built_in_examiner_is_not_looked_for():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, "the validation score")
        assert header(app).endswith("offline estimate")


async def test_before_it_was_tried_the_header_says_so():
    host, interview = with_a_model()

    interview.try_reach = asyncio.Event().wait
    async with screen(host, interview) as (app, _pilot):
        assert header(app).endswith("qwen3:8b \u2026 not reached yet")
