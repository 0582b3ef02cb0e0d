"""Keys that come too early, too late or twice; signals while something is on its way."""

import asyncio
import gc
import warnings

import pytest
from textual import events
from textual.command import CommandList

from interviewer.core.protocol import Answered
from interviewer.core.text import inert
from interviewer.ui.tui import skip_guard
from interviewer.ui.tui.app import InterviewerApp
from interviewer.ui.tui.choose_screen import ChooseScreen
from interviewer.ui.tui.conversation import Conversation
from interviewer.ui.tui.interview_screen import InterviewScreen
from interviewer.ui.tui.leave_dialog import Leaving
from interviewer.ui.tui.listing import Entry, RowList
from tests.helpers.tui_doubles import FakeHost
from tests.helpers.tui_helpers import box, leave, say, screen, text, type_in, until, waits

SCREEN = "InterviewScreen"


def shown(app) -> list[str]:
    return [type(one).__name__ for one in app.screen_stack]


def press(app, *keys) -> None:
    """As the terminal's driver does it: they are in the queue before anything acts on them."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+k", "ctrl+r", "ctrl+c", "pagedown"])
async def test_keys_wait_until_the_first_screen_is_mounted(monkeypatch, key):
    host, mount = FakeHost(), InterviewScreen.on_mount

    async def late(self):
        press(self.app, key)
        for _ in range(100):
            await asyncio.sleep(0)
        mount(self)

    monkeypatch.setattr(InterviewScreen, "on_mount", late)
    app = InterviewerApp(host, host.interview())
    async with app.run_test() as pilot:
        if key in ("ctrl+q", "ctrl+c"):
            await until(pilot, lambda: "leave the interview?" in text(app))
            await pilot.press("escape")
        assert not host.latest.session.replies  # nothing was skipped before it was seen


async def test_what_is_typed_ahead_is_not_lost():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        app.open_interview(host.interview())
        press(app, "h", "i")
        app.post_message(events.Paste(" there"))
        await until(pilot, lambda: waits(app))
        assert box(app).answer == "hi there"


@pytest.mark.fault("P01", "P03", "P04")
async def test_a_signal_before_the_interview_has_begun(monkeypatch):
    """Python complains, on the terminal, of a coroutine that nobody has begun."""
    host, mount = FakeHost(), InterviewScreen.on_mount

    def hit(self):
        mount(self)
        self.app.exit()

    monkeypatch.setattr(InterviewScreen, "on_mount", hit)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        async with screen(host) as (app, pilot):
            app.open_interview(host.interview())
            await pilot.pause()
        gc.collect()
    assert not [str(one.message) for one in caught if "never awaited" in str(one.message)]


@pytest.mark.parametrize("at_home", [True, False])
@pytest.mark.parametrize("over", ["f1", "ctrl+p", "ctrl+p, not up yet"])
@pytest.mark.parametrize("end", ["finished", "kept"])
async def test_an_interview_that_ends_under_something_else(at_home, over, end):
    """The report took the place of the help, and leaving it led back to what was over."""
    host = FakeHost()
    host.examiner.gate = asyncio.Event()
    first = None if at_home else host.interview(follow_ups=0)
    async with screen(host, first) as (app, pilot):
        if at_home:
            app.open_interview(host.interview(follow_ups=0))
        await say(pilot, "validation, sparse, dropout")
        await until(pilot, lambda: host.examiner.graded)
        interviewing = app.screen
        if over.endswith("yet"):
            app.action_command_palette()
        else:
            await pilot.press(over)
        assert app.screen is not interviewing
        if end == "kept":
            interviewing._left_by(Leaving.KEEP)
            await until(pilot, lambda: app._exit or shown(app) == ["HomeScreen"])
        else:
            interviewing._candidate.finish()
            host.examiner.gate.set()
            await until(pilot, lambda: shown(app)[-1] == "ReportScreen")
            await pilot.press("ctrl+q")
            await until(pilot, lambda: app._exit or shown(app) == ["HomeScreen"])
        assert app._exit is not at_home


async def test_a_signal_at_the_report_tells_of_the_report():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("ctrl+k")
        await leave(pilot, "FINISH")
        await until(pilot, lambda: shown(app)[-1] == "ReportScreen")
        app.hang_up(15)
    assert app.outcome.report is not None
    assert (app.outcome.kept, app.outcome.status) == (None, 143)


@pytest.mark.parametrize("key", ["escape", "ctrl+z", "x", "ctrl+r"])
async def test_a_second_skip_in_haste_waits_and_any_other_key_keeps_the_new_question(
    monkeypatch, key
):
    monkeypatch.setattr(skip_guard, "UNREAD", 60.0)
    host = FakeHost()
    interview = host.interview(follow_ups=1)
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "Too little.")
        await until(pilot, lambda: waits(app) and app.screen._step.follow_up == 1)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        said = len(interview.session.replies)
        await pilot.press("ctrl+k", "ctrl+k", "ctrl+k")
        await until(pilot, lambda: "This question is new." in text(app))
        assert len(interview.session.replies) == said
        await pilot.press(key)
        await pilot.pause()
        assert "This question is new." not in text(app)
        assert "Not skipped." in text(app) or key == "x"
        assert waits(app)
        assert len(interview.session.replies) == said
        assert app.screen._skip_guard._held is None


async def test_a_second_skip_in_haste_happens_once_if_no_key_is_pressed(monkeypatch):
    monkeypatch.setattr(skip_guard, "GRACE", 0.01)
    monkeypatch.setattr(skip_guard, "UNREAD", 60.0)
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("ctrl+k")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        press(app, "ctrl+k", "ctrl+k")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 3)
        await pilot.pause()
        assert [reply.kind for reply in interview.session.replies] == ["skipped", "skipped"]


@pytest.mark.fault("P01", "P03", "P04")
async def test_keys_that_come_after_a_signal_do_nothing():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        app.hang_up(15)
        press(app, "p", "enter", "c")
        await pilot.pause()
    assert host.latest is None
    assert app.return_code == 143


async def test_enter_twice_in_the_palette_closes_the_palette_alone():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        app.open_interview(host.interview())
        await until(pilot, lambda: waits(app))
        await pilot.press("ctrl+p", *"repeat")
        await until(pilot, lambda: app.screen.query_one(CommandList).option_count)
        await pilot.press("down")
        palette = app.screen
        palette._select_or_command()
        palette._select_or_command()  # the second was in the queue already
        await until(pilot, lambda: shown(app)[-1] != "Palette")
        assert shown(app) == ["HomeScreen", SCREEN]


async def test_esc_twice_in_the_palette():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("ctrl+p")
        palette = app.screen
        palette._action_escape()
        palette._action_escape()
        await until(pilot, lambda: shown(app) == [SCREEN])


async def test_the_dialog_opened_again_at_once_takes_its_keys():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        press(app, "ctrl+q", "escape", "ctrl+q", "down", "enter")
        await until(pilot, lambda: app._exit)
    assert (app.outcome.kept, app.return_code) == (host.latest.id, 0)


@pytest.mark.parametrize("opened", ["escape", "ctrl+q"])
async def test_no_letter_ends_anything(opened):
    """Esc, then a word that begins with f or k: a habit of editors that ended a session."""
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press(opened, *"for kids")
        if opened == "ctrl+q":
            assert shown(app)[-1] == "LeaveDialog"
            await pilot.press("escape")
        assert shown(app)[-1] == SCREEN
        assert box(app).answer == ("for kids" if opened == "escape" else "")
        assert host.latest.session.replies == []


@pytest.mark.fault("P01", "P03", "P04")
async def test_a_signal_when_every_screen_is_gone():
    host = FakeHost()
    async with screen(host) as (app, _pilot):
        app.exit()
    app.hang_up(15)
    assert app.return_code == 0


async def test_the_palette_opened_again_before_it_is_gone():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        for _ in range(3):
            await pilot.press("ctrl+p")
            app.screen.dismiss()
        app.action_command_palette()
        await until(pilot, lambda: app.screen.is_mounted)
        assert shown(app) == [SCREEN, "Palette"]


async def test_what_the_palette_starts_is_for_the_screen_it_was_opened_on():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("c")
        choosing = app.screen
        assert isinstance(choosing, ChooseScreen)
        commands = [c for c in app.get_system_commands(choosing) if c.title.startswith("Back")]
        await pilot.press("escape")
        await commands[0].callback()
        await pilot.pause()
        assert shown(app) == ["HomeScreen"]


@pytest.mark.parametrize("size", [(80, 24), (2, 1)])
async def test_a_page_key_before_a_list_was_drawn(size):
    """Its lines are known once it was laid out, and one without room for it never is."""
    host = FakeHost()
    async with screen(host, host.interview(), size=size) as (app, pilot):
        await pilot.press("ctrl+p")
        listing = app.screen.query_one(CommandList)
        with app.screen.prevent(CommandList.OptionHighlighted):
            listing.styles.display = "none"
            await pilot.pause()
            listing.clear_options()
            listing.add_options(["x", "y"])
            listing.highlighted = 0
        for key in ("page_down", "page_up"):
            app.screen._action_command_list(key)
        await pilot.press("escape")
        assert shown(app) == [SCREEN]


async def test_a_page_key_in_a_list_without_room():
    listing = RowList([Entry("o 1", (inert("one"),)), Entry("o 2", (inert("two"),))])
    async with screen(FakeHost()) as (app, pilot):
        listing.styles.display = "none"
        await app.screen.mount(listing)
        listing.action_page_down()
        listing.action_page_up()
        await pilot.pause()


async def test_leaving_while_the_report_is_on_its_way(monkeypatch):
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        came: list[object] = []
        monkeypatch.setattr(app, "interview_finished", came.append)
        await pilot.press("ctrl+k")
        await leave(pilot, "FINISH")
        await until(pilot, lambda: came)
        await pilot.press("ctrl+q", "escape", "ctrl+c", "k")
        assert shown(app) == [SCREEN]


@pytest.mark.fault("P01", "P03", "P04")
async def test_a_signal_ends_what_goes_on_before_its_widgets_are_gone():
    """The verdict was on its way to a screen that had been taken down."""
    host = FakeHost()
    interview = host.interview(feedback="each", follow_ups=0)
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        conversation = app.screen.query_one(Conversation)
        await say(pilot, "validation, sparse, dropout")
        await until(pilot, lambda: host.examiner.graded)
        await type_in(pilot, "and half")
        app.hang_up(15)
        for _ in range(300):
            if not conversation.is_attached:
                break
            await asyncio.sleep(0)
        assert not conversation.is_attached
        host.examiner.gate.set()
        for _ in range(20):
            await asyncio.sleep(0)
    assert (app.return_code, app.outcome.kept) == (143, interview.id)
    assert [type(reply) for reply in interview.session.replies] == [Answered]
    assert interview.kept_draft == "and half"
