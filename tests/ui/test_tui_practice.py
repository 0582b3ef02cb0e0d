"""Practice on the screen: what home proposes, how the person stands, why a question is asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from interviewer.practice.memory import Remembered
from interviewer.practice.progress import SessionStanding, standing
from interviewer.practice.reviews import Attempt, BeliefSeen, Past, PointKey, Rating, Review, asks
from interviewer.practice.worth import Offer
from interviewer.ui.home_views import Tonight
from interviewer.ui.tui.interview_screen import InterviewScreen
from tests.helpers.tui_doubles import QUESTIONS, FakeHost
from tests.helpers.tui_helpers import compare, leave, screen, text, until, waits

TODAY = date(2026, 12, 3)
DUE = Tonight(12, 25, "You missed \u201cwhat leaks\u201d 6 days ago.", missed=7)


def stands(today=TODAY):
    """Three evenings over the doubles' questions: some said, some helped, some missed, one belief."""
    ratings = [Rating.GOOD, Rating.HARD, Rating.AGAIN]
    offers = [Offer("ml", question) for question in QUESTIONS]
    reviews, attempts, sessions = [], [], []
    for evening in range(3):
        day, name = today - timedelta(days=6 - 2 * evening), f"s{evening}"
        for number, question in enumerate(QUESTIONS[: 2 + evening], 1):
            score = 0.3 + 0.2 * evening
            attempts.append(
                Attempt(
                    name, number, "ml", question.id, question.topic, day, "graded",
                    score, score / 2, 3, 90.0,
                )
            )  # fmt: skip
            reviews += [
                Review(
                    PointKey("ml", question.id, point.id), day,
                    ratings[(n + evening) % 3], "offline", asks(point), name, number,
                )
                for n, point in enumerate(question.points)
            ]  # fmt: skip
        sessions.append(SessionStanding(name, day, "ML", score, score / 2, 12.0))
    wrong = next(q for q in QUESTIONS if q.misconceptions)
    seen = BeliefSeen("s0", 1, "ml", wrong.id, wrong.misconceptions[0].id, TODAY, held=True)
    past = Past(tuple(reviews), tuple(attempts), (seen,))
    until = today + timedelta(days=9)
    return standing(offers, past, Remembered.of([past]), sessions, today=today, until=until)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=str)
async def test_home_proposes_what_is_due(size):
    host = FakeHost()
    host.tonight = DUE
    async with screen(host, size=size) as (_app, pilot):
        await compare(pilot, f"home-tonight-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (200, 60)], ids=str)
async def test_the_progress_screen(size):
    host = FakeHost()
    host.stands = stands()
    async with screen(host, size=size) as (_app, pilot):
        await pilot.press("g")
        await pilot.pause()
        await compare(pilot, f"progress-{size[0]}x{size[1]}")


async def test_the_progress_screen_scrolls_and_goes_back():
    host = FakeHost()
    host.stands = stands()
    async with screen(host, size=(80, 24)) as (app, pilot):
        await pilot.press("g")
        await until(pilot, lambda: "score and unaided" in text(app))
        assert "how you rate yourself" not in text(app)
        await pilot.press("pagedown", "pagedown", "down")
        await until(pilot, lambda: "how you rate yourself" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "your interviews" in text(app))
    assert host.calls == ["progress"]


async def test_progress_without_any_past_says_what_to_do():
    async with screen(FakeHost(), size=(120, 40)) as (app, pilot):
        await pilot.press("g")
        await until(pilot, lambda: "Nothing was asked yet." in text(app))
        assert "No session has been graded yet." in text(app)


@pytest.mark.parametrize(
    ("key", "calls", "wishes"),
    [("enter", ["practise due"], 0), ("p", ["practise due"], 0), ("w", ["practise missed"], 0),
     ("i", ["begin"], 1)],
)  # fmt: skip
async def test_three_ways_in(key, calls, wishes):
    host = FakeHost()
    host.tonight = DUE
    async with screen(host) as (app, pilot):
        await pilot.press(key)
        await until(pilot, lambda: waits(app))
        assert isinstance(app.screen, InterviewScreen)
        await leave(pilot, "KEEP")
        await pilot.press("escape")
    assert (host.calls, len(host.wishes)) == (calls, wishes)


async def test_where_nothing_can_be_drilled_it_is_said():
    host = FakeHost()
    host.tonight = replace(DUE, missed=0)
    host.errors["practise"] = "Nothing was missed the last time."
    async with screen(host) as (app, pilot):
        assert "drill" not in text(app)
        await pilot.press("w")
        await until(pilot, lambda: "Nothing was missed the last time." in text(app))


async def test_the_screen_says_why_a_question_is_asked():
    host = FakeHost()
    interview = host.interview()
    why = {q.id: f"You missed it {n} days ago." for n, q in enumerate(QUESTIONS, 2)}
    interview.session.plan = interview.session.plan.model_copy(update={"why": why})
    async with screen(host, interview) as (app, pilot):
        await until(pilot, lambda: waits(app))
        assert "You missed it 2 days ago." in text(app)
        await pilot.press("ctrl+k")
        await leave(pilot, "KEEP")
