"""An interview whose first question is shown before the rest of it is there: nothing typed is lost."""

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest

from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.protocol import Answered, Skipped
from interviewer.ui.ports import PendingInterview
from interviewer.ui.tui.app import InterviewerApp
from tests.helpers.tui_doubles import REGULARIZATION, FakeHost
from tests.helpers.tui_helpers import box, leave, text, until, waits


@pytest.fixture(autouse=True)
def _drafts_at_once(monkeypatch):
    monkeypatch.setattr("interviewer.ui.tui.composer.DRAFT_EVERY", 0.001)


class Slow:
    """Makes the interview once the test lets it, or raises what the test laid out."""

    def __init__(self, host: FakeHost) -> None:
        self.host = host
        self.gate = threading.Event()
        self.made = asyncio.Event()
        self.error: Exception | None = None
        self._loop = asyncio.get_running_loop()

    def __call__(self):
        assert self.gate.wait(30), "the test never let it continue"
        self._loop.call_soon_threadsafe(self.made.set)
        if self.error is not None:
            raise self.error
        return self.host.interview()

    async def arrives(self):
        self.gate.set()
        await self.made.wait()


@asynccontextmanager
async def coming(size=(80, 24)):
    """The app with an interview on its way, under a pilot, painted."""
    host = FakeHost()
    slow = Slow(host)
    about = (REGULARIZATION.topic, REGULARIZATION.difficulty)
    first = PendingInterview(
        "Machine-learning fundamentals", 3, about, REGULARIZATION.prompt, "offline estimate",
        "No model is configured.", slow,
    )  # fmt: skip
    app = InterviewerApp(host, first)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: "What is regularization?" in text(app))
            yield app, pilot, slow
    finally:
        slow.gate.set()


async def test_it_looks_the_same_before_and_after_it_is_there():
    async with coming() as (app, pilot, slow):
        before = text(app)
        assert "Question 1 of 3" in before
        assert "offline estimate" in before
        assert "No model is configured." in before
        await slow.arrives()
        await until(pilot, lambda: waits(app))
        assert text(app).replace("07:42", "00:00") == before


async def test_what_is_typed_meanwhile_is_there_and_kept_as_a_draft():
    async with coming() as (app, pilot, slow):
        await pilot.press(*"It helps")
        await slow.arrives()
        await until(pilot, lambda: waits(app))
        await pilot.press(*" me")
        assert box(app).answer == "It helps me"
        await until(pilot, lambda: slow.host.latest.kept_draft == "It helps me")
        assert slow.host.latest.drafts[0] == "It helps"


async def test_keys_that_answer_do_nothing_before_it_is_there():
    async with coming() as (app, pilot, slow):
        await pilot.press(*"Early", "enter")
        await until(pilot, lambda: "press Enter once more" in text(app))
        await pilot.press("ctrl+r", "escape", "escape")
        await slow.arrives()
        await until(pilot, lambda: waits(app))
        assert "press Enter once more" in text(app)
        assert box(app).answer == "Early"
        assert slow.host.latest.session.replies == []
        await pilot.press("enter")
        await until(pilot, lambda: slow.host.latest.session.replies)
        assert slow.host.latest.session.replies[0] == Answered(text="Early")


async def test_skipping_before_it_is_there_skips_nothing():
    async with coming() as (app, pilot, slow):
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "no question to skip" in text(app))
        await slow.arrives()
        await until(pilot, lambda: waits(app))
        assert slow.host.latest.session.replies == []


async def test_skipping_as_soon_as_it_waits_skips_the_question_that_was_seen():
    async with coming() as (app, pilot, slow):
        await slow.arrives()
        await until(pilot, lambda: waits(app))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: slow.host.latest.session.replies)
        assert slow.host.latest.session.replies == [Skipped()]


async def test_leaving_early_keeps_the_session_with_its_draft():
    async with coming() as (app, pilot, slow):
        await pilot.press(*"half")
        await leave(pilot, "KEEP")
        await slow.arrives()
        await until(pilot, lambda: app.outcome.kept)
        assert app.outcome.kept == slow.host.latest.id
        assert slow.host.latest.kept_draft == "half"
    assert app.outcome.status == 0


async def test_finishing_early_ends_in_a_report():
    async with coming() as (app, pilot, slow):
        await leave(pilot, "FINISH")
        await slow.arrives()
        await until(pilot, lambda: app.outcome.report)
        assert app.outcome.report.asked == 0


@pytest.mark.parametrize(
    ("error", "status"), [(ReportedError("Disk full."), 1), (UsageError("bank"), 2)]
)
async def test_what_cannot_begin_is_left_and_told(error, status):
    async with coming() as (app, pilot, slow):
        slow.error = error
        await pilot.press("f1")  # whatever is open
        await slow.arrives()
        await until(pilot, lambda: app._exit)
    assert (app.outcome.said, app.outcome.status, app.outcome.kept) == (str(error), status, None)


async def test_a_defect_leaves_as_an_exception():
    async def fails():
        async with coming() as (app, pilot, slow):
            slow.error = RuntimeError("a defect")
            await slow.arrives()
            await until(pilot, lambda: app._exception)

    with pytest.raises(RuntimeError, match="a defect"):
        await fails()


async def test_a_signal_waits_until_what_is_typed_can_be_kept():
    async with coming() as (app, pilot, slow):
        await pilot.press(*"half")
        app.hang_up(15)
        await pilot.pause()
        assert not app._exit
        await slow.arrives()
        await until(pilot, lambda: app._exit)
    assert slow.host.latest.kept_draft == "half"
    assert (app.outcome.status, app.outcome.kept) == (143, slow.host.latest.id)


async def test_a_signal_while_it_is_refused_decides_the_status():
    async with coming() as (app, pilot, slow):
        slow.error = ReportedError("Disk full.")
        app.hang_up(15)
        await slow.arrives()
        await until(pilot, lambda: app._exit)
    assert app.outcome.status == 143
