"""Adding to an answer: while it is read, and at a follow-up; it joins the answer before."""

import asyncio

from interviewer.core.protocol import Answered, TakenBack
from tests.helpers.tui_doubles import FakeHost
from tests.helpers.tui_helpers import box, say, screen, text, type_in, until, waits


def said(interview):
    return [(r.text, r.adds) for r in interview.session.replies if isinstance(r, Answered)]


async def test_at_a_follow_up_it_joins_the_answer_before():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        assert "^N add" not in text(app), "nothing was answered yet"
        await say(pilot, "It makes weights sparse.")
        await until(pilot, lambda: waits(app) and "follow-up 1 of 2" in text(app))
        assert "^N add" in text(app)
        await type_in(pilot, "And dropout.")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "You added, 2 words" in text(app))
        await until(pilot, lambda: waits(app))
        assert interview.session.step.follow_up == 1, "no follow-up was used up"
        (turn,) = interview.session.step.sheet.turns
        assert turn.answer == "It makes weights sparse.\n\nAnd dropout."
        assert box(app).answer == ""
    assert said(interview) == [("It makes weights sparse.", False), ("And dropout.", True)]


async def test_words_that_say_so_add_too():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It makes weights sparse.")
        await until(pilot, lambda: waits(app) and "follow-up 1 of 2" in text(app))
        await say(pilot, "Oh, and I forgot to mention dropout.")
        await until(pilot, lambda: len(said(interview)) == 2 and waits(app))
        assert said(interview)[1][1]
        assert interview.session.step.follow_up == 1


async def test_while_an_answer_is_read_it_is_read_again_with_the_addition():
    host = FakeHost()
    host.examiner.gate = asyncio.Event()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It makes weights sparse.")
        await until(pilot, lambda: "reading your answer" in text(app))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "Type first what you want to add" in text(app))
        await type_in(pilot, "And dropout.")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "You added, 2 words" in text(app))
        host.examiner.gate.set()
        await until(pilot, lambda: waits(app))
        assert host.examiner.graded[-1].sheet.answers == (
            "It makes weights sparse.\n\nAnd dropout.",
        )
        assert box(app).answer == ""
    assert [type(reply) for reply in interview.session.replies[:3]] == [
        Answered, TakenBack, Answered,
    ]  # fmt: skip


async def test_what_is_too_long_to_be_added_stays_in_the_box():
    host = FakeHost()
    host.examiner.gate = asyncio.Event()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, "x" * 40_000)
        await until(pilot, lambda: "reading your answer" in text(app))
        await type_in(pilot, "y" * 40_000)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "longer than an answer can be" in text(app))
        assert box(app).answer == "y" * 40_000
        host.examiner.gate.set()
        await until(pilot, lambda: waits(app))


async def test_where_there_is_no_answer_yet_it_is_said():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await type_in(pilot, "And dropout.")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "There is no answer to add to" in text(app))
        assert box(app).answer == "And dropout."
