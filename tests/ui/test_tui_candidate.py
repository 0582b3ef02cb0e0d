"""The candidate's port by itself: a key finds a future only while its question waits."""

import asyncio

import pytest

from interviewer.core.interview import Session
from interviewer.core.protocol import Answered, Ask, Review, Reviewed, Skipped, Stopped
from interviewer.core.run import Choice, Failure, Interrupted, KeptForLater, Notice
from interviewer.core.sheets import Sheet
from interviewer.ui.tui.candidate import ScreenCandidate
from tests.helpers.tui_doubles import REGULARIZATION, FakeHost


class View:
    """Notes what is shown. `door` holds a question back, as a slow terminal does."""

    def __init__(self):
        self.shown = []
        self.door = None

    async def _show(self, what):
        self.shown.append(what)
        if self.door is not None:
            await self.door.wait()

    show_question = show_review = show_prediction = show_failure = _show

    def show_work(self, words, seconds=None):
        self.shown.append(words)

    show_words = show_work


@pytest.fixture
def view():
    return View()


@pytest.fixture
def candidate(view):
    return ScreenCandidate(view)


@pytest.fixture
def ask() -> Ask:
    return Session(FakeHost().interview().session.plan).step


REVIEW = Review(Sheet(REGULARIZATION, 1), 1)
FAILURE = Failure("It broke.", (Choice.RETRY, Choice.SKIP, Choice.KEEP))


async def started(work):
    task = asyncio.ensure_future(work)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


def test_no_key_does_anything_while_nothing_waits(candidate):
    assert not candidate.answer("words")
    assert not candidate.skip()
    assert not candidate.go_on()
    assert not candidate.choose(Choice.RETRY)
    assert not candidate.cancel()


async def test_a_question_that_is_not_on_the_screen_yet_takes_no_answer(candidate, view, ask):
    view.door = asyncio.Event()
    asking = await started(candidate.ask(ask))
    assert view.shown == [ask]
    assert not candidate.skip()
    view.door.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert candidate.skip()
    assert await asking == Skipped()


async def test_one_question_takes_one_answer(candidate, ask):
    asking = await started(candidate.ask(ask))
    assert candidate.asked
    assert candidate.answer("words")
    assert not candidate.asked
    assert not candidate.answer("again")
    assert not candidate.skip()
    assert await asking == Answered(text="words")
    assert not candidate.skip()


async def test_only_what_is_offered_can_be_chosen(candidate):
    deciding = await started(candidate.decide(FAILURE))
    assert not candidate.choose(Choice.OFFLINE)
    assert candidate.choose(Choice.RETRY)
    assert await deciding is Choice.RETRY


async def test_cancelling_interrupts_the_examiner_and_nothing_else(candidate):
    attending = await started(candidate.attend(asyncio.sleep(60)))
    assert candidate.working
    assert candidate.cancel()
    with pytest.raises(Interrupted):
        await attending
    assert not candidate.working
    assert await candidate.attend(asyncio.sleep(0, "next")) == "next"


async def test_a_screen_that_closes_is_not_an_interruption(candidate):
    attending = await started(candidate.attend(asyncio.sleep(60)))
    attending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attending


@pytest.mark.parametrize("step", ["ask", "review", "decide"])
async def test_leaving_ends_whatever_waits_and_whatever_comes(candidate, ask, step):
    calls = {"ask": (candidate.ask, ask), "review": (candidate.review, REVIEW)}
    call, argument = calls.get(step, (candidate.decide, FAILURE))
    waiting = await started(call(argument))
    candidate.leave()
    with pytest.raises(KeptForLater):
        await waiting
    with pytest.raises(KeptForLater):
        await candidate.ask(ask)


async def test_leaving_drops_what_the_examiner_does(candidate):
    attending = await started(candidate.attend(asyncio.sleep(60)))
    candidate.leave()
    with pytest.raises(KeptForLater):
        await attending


async def test_finishing_stops_at_the_next_step_and_takes_no_grade_for_a_failure(candidate, ask):
    candidate.finish()
    assert await candidate.ask(ask) == Stopped()
    assert await candidate.review(REVIEW) == Stopped()
    assert await candidate.decide(FAILURE) is Choice.SKIP


async def test_finishing_ends_what_waits(candidate, ask, view):
    asking = await started(candidate.ask(ask))
    candidate.finish()
    assert await asking == Stopped()
    fresh = ScreenCandidate(view)
    reviewing = await started(fresh.review(REVIEW))
    fresh.finish()
    assert await reviewing == Stopped()


async def test_finishing_leaves_the_choice_about_an_unsaved_answer_to_the_person(candidate):
    deciding = await started(candidate.decide(Failure("Disk full.", (Choice.RETRY, Choice.KEEP))))
    candidate.finish()
    assert not deciding.done()
    assert candidate.choose(Choice.KEEP)
    assert await deciding is Choice.KEEP


async def test_a_verdict_is_read_once(candidate):
    reviewing = await started(candidate.review(REVIEW))
    assert candidate.reviewing
    assert candidate.go_on()
    assert not candidate.go_on()
    assert await reviewing == Reviewed()


def test_what_the_examiner_says_reaches_the_view(candidate, view):
    candidate.notify(Notice("asked again, 2 of 3"))
    candidate.show_words("words")
    assert view.shown == ["asked again, 2 of 3", "words"]
