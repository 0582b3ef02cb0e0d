"""The interview on the screen: what keys do, when they do nothing, and that nothing is lost."""

import asyncio

import pytest
from textual import events

from interviewer.core.interview import Session
from interviewer.core.protocol import Answered, Graded, Skipped, Stopped, Ungraded
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.help_screen import HelpScreen
from tests.helpers.tui_doubles import FakeHost, SignExaminer
from tests.helpers.tui_helpers import box, choose, leave, say, screen, text, type_in, until, waits

FULL = "It serves the validation score. L1 makes weights sparse, and there is dropout."


@pytest.fixture(autouse=True)
def _drafts_at_once(monkeypatch):
    monkeypatch.setattr("interviewer.ui.tui.composer.DRAFT_EVERY", 0.001)


def kinds(interview):
    return [reply.kind for reply in interview.session.replies]


def mode(app):
    return app.screen._mode


async def test_a_whole_interview_ends_in_its_report():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await say(pilot, "They make different errors; it needs more compute.")
        await say(pilot, "Scores leak. The test set is used once.")
        await until(pilot, lambda: app.outcome.report, "the report")
        assert app.outcome.report.grade == "A"
        await pilot.press("escape")
    assert kinds(interview) == ["answered", "graded"] * 3 + ["concluded"]
    assert (app.outcome.status, app.outcome.kept) == (0, None)


@pytest.mark.fault("I01", "I02")
@pytest.mark.parametrize("blank", ["", "   ", "\n\t\n"])
async def test_nothing_blank_is_sent(blank):
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, blank)
        await pilot.press("enter")
        await pilot.pause()
        assert "nothing to send" in text(app)
        assert waits(app)
        assert interview.session.replies == []


async def test_new_lines_are_typed_in_the_order_they_were_pressed():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "c", "x", "backspace", "d")
        assert box(app).answer == "a\nb\ncd"


@pytest.mark.fault("I06", "I07", "I13", "I15")
async def test_what_is_typed_key_by_key_is_kept_to_the_letter():
    """Characters without a glyph too, which Textual drops."""
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    typed = "\U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e e\u0301 \u200f\u202ea\xa0b\u3000c\u2028\x9b\U0001fae9\U000378aa"
    async with screen(host, interview) as (app, pilot):
        for char in typed:
            app.screen.post_message(events.Key(char, char))
        await until(pilot, lambda: box(app).answer == typed)
        await pilot.press("enter")
        await until(pilot, lambda: interview.session.replies)
    assert interview.session.replies[0] == Answered(text=typed)


async def test_a_key_pressed_while_an_answer_is_read_does_not_touch_the_next_question():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "reading")
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert "no question to skip" in text(app)
        await type_in(pilot, "typed ahead")
        await pilot.press("enter")
        await pilot.pause()
        assert "still being read" in text(app)
        host.examiner.gate.set()
        await until(pilot, lambda: waits(app))
        assert kinds(interview) == ["answered", "graded"]
        assert box(app).answer == "", "it was meant for the question before"
        assert "typed to question 1 and not sent" in text(app)
        assert "typed ahead" in text(app)


async def test_skip_skips_the_question_that_waits_and_only_it():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("ctrl+k")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        assert interview.session.replies == [Skipped()]
        assert "(skipped)" in text(app)


async def test_skipping_what_is_typed_takes_two_keys_and_drops_it():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, "half an answer")
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert "You have typed 3 words. ^K again skips the question and" in text(app)
        await pilot.press("left")
        await pilot.pause()
        assert "^K again" not in text(app)
        await pilot.press("ctrl+k", "ctrl+r", "ctrl+k")
        app.post_message(events.Paste(" more"))
        await until(pilot, lambda: "more" in box(app).answer)
        assert "^K again" not in text(app)
        assert interview.session.replies == []
        await pilot.press("ctrl+k", "ctrl+k")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        assert interview.session.replies == [Skipped()]
        assert box(app).answer == interview.kept_draft == ""
        assert "^K again" not in text(app)
        await type_in(pilot, "x")
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert "You have typed 1 word. " in text(app)
        assert interview.session.replies == [Skipped()]


async def test_a_greeting_never_hides_the_question_and_goes_with_the_first_key():
    host = FakeHost()
    interview = host.interview()
    interview.greeting = "No model is configured, so the built-in examiner grades. " * 4
    async with screen(host, interview, size=(40, 12)) as (app, pilot):
        shown = text(app)
        assert "each of them does." in shown
        assert shown.count("No model") == 1
        assert any(line.endswith("\u2026") for line in shown.splitlines())
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert text(app).count("No model") > 1
        await pilot.resize_terminal(40, 12)
        await pilot.press("pageup")
        await pilot.pause()
        assert "No model" not in text(app)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "No model" not in text(app)


async def test_a_second_interrupt_keeps_everything_and_leaves():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, "half an ans")
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "leave the interview?" in text(app)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: app.outcome.kept == interview.id)
    assert interview.kept_draft == "half an ans"
    assert interview.session.replies == []


async def test_the_badge_says_who_grades_from_now_on():
    host = FakeHost()
    interview = host.interview()
    interview.badge = "some-model"
    interview.fallback = SignExaminer()
    host.examiner.failures = ["Nobody listens.", "Nobody listens."]
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: waits(app))
        assert "some-model" in text(app)
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: waits(app))
        assert "some-model" not in text(app)
        assert "offline estimate" in text(app)


async def test_a_tab_is_kept_to_the_letter_pasted_or_typed():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    async with screen(host, interview) as (app, pilot):
        app.post_message(events.Paste("if a:\n\treturn\t1"))
        await until(pilot, lambda: box(app).answer)
        await pilot.press("ctrl+j", "tab", "b")
        assert box(app).answer == "if a:\n\treturn\t1\n\tb"
        assert "    return  1" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: interview.session.replies)
    assert interview.session.replies[0] == Answered(text="if a:\n\treturn\t1\n\tb")


async def test_the_verdict_on_a_skipped_question_has_nothing_undecided():
    host = FakeHost()
    async with screen(host, host.interview(feedback="each"), size=(100, 40)) as (app, pilot):
        await pilot.press("ctrl+k")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        assert "skipped, 0 %" in text(app)
        assert "\u2717 1 It is meant to improve" in text(app)
        assert "undecided" not in text(app)
        assert "? 1" not in text(app)


async def test_the_words_of_a_text_without_spaces_are_its_signs():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await type_in(pilot, "\u6b63\u5219\u5316\u9632\u6b62\u8fc7\u62df\u5408\u3002")
        assert ", 8 words" in text(app) or " 8 words" in text(app)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("", "0 words"),
        ("one", "1 word"),
        ("a - b", "3 words"),
        ("\u6b63\u5219", "2 words"),
        ("L1 \u6b63\u5219\uff0c weights.", "4 words"),
        ("\u3053\u308c\u306f", "3 words"),
        ("\uc815\uaddc\ud654\ub294 \ud6a8\uacfc", "2 words"),
    ],
)
def test_words_are_counted_in_every_script(said, count):
    assert words(said) == count


async def test_repeat_asks_again_once():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("ctrl+r", "ctrl+r")
        await pilot.pause()
        assert text(app).count("question 1, again") == 1
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: waits(app))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "follow-up 1 of 2, again" in text(app)


async def test_escape_cancels_and_the_person_chooses_how_to_go_on():
    host = FakeHost()
    interview = host.interview()
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "reading")
        await pilot.press("escape")
        await until(pilot, lambda: mode(app) == "failure")
        await pilot.press("ctrl+o")  # not offered: there is nobody else to grade
        await type_in(pilot, "more")
        await pilot.press("enter")
        await pilot.pause()
        assert "choose first" in text(app)
        host.examiner.gate.set()
        await pilot.press("ctrl+t")
        await until(pilot, lambda: waits(app))
        assert kinds(interview) == ["answered", "graded"]


async def test_after_a_failure_one_can_go_on_ungraded():
    host = FakeHost()
    interview = host.interview()
    host.examiner.failures = ["Cannot find models.example."]
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        assert "Cannot find models.example." in text(app)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: waits(app))
        assert isinstance(interview.session.replies[-1], Ungraded)


async def test_after_a_failure_the_built_in_examiner_can_go_on():
    host = FakeHost()
    interview = host.interview()
    interview.fallback = SignExaminer()
    host.examiner.failures = ["Cannot find models.example."]
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: waits(app))
        assert isinstance(interview.session.replies[-1], Graded)
        assert len(interview.fallback.graded) == 1


async def test_after_a_failure_one_can_leave():
    host = FakeHost()
    host.examiner.failures = ["Cannot find models.example."]
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.outcome.kept == interview.id)
    assert kinds(interview) == ["answered"]


async def test_leaving_can_be_taken_back():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "leave the interview?" in text(app)
        await pilot.press("enter")  # the safe choice
        await pilot.press("ctrl+q", "escape", "x")
        await pilot.pause()
        assert "leave the interview?" not in text(app)
        assert box(app).answer == "x"


async def test_escape_in_the_box_does_nothing():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("escape", *"for example", "escape", "escape", *" f")
        assert box(app).answer == "for example f"
        assert mode(app) == "asking"
        assert interview.session.replies == []


async def test_discarding_asks_and_leaves_nothing():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, "half")
        await pilot.press("ctrl+q")
        await pilot.pause()
        await choose(pilot, "DISCARD")
        assert "Nothing of this interview will be left" in text(app)
        await pilot.press("enter")  # no, keep it
        assert not interview.discarded
        await pilot.press("escape")
        await leave(pilot, "DISCARD")
        await until(pilot, lambda: interview.discarded)
    assert app.outcome.kept is None
    assert app.outcome.said == "The interview is discarded."


async def test_finishing_now_gives_a_report():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await leave(pilot, "FINISH")
        await until(pilot, lambda: app.outcome.report)
        assert interview.session.replies[0] == Stopped()


async def test_finishing_while_an_answer_is_read_waits_for_its_grade():
    host = FakeHost()
    interview = host.interview()
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "reading")
        await leave(pilot, "FINISH")
        await pilot.pause()
        assert "as soon as your answer has been read" in text(app)
        host.examiner.gate.set()
        await until(pilot, lambda: app.outcome.report)
        assert kinds(interview) == ["answered", "graded", "stopped", "concluded"]


async def test_keeping_for_later_keeps_what_was_typed():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await type_in(pilot, "half an ans")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "typed, too." in text(app)
        await choose(pilot, "KEEP")
        await until(pilot, lambda: app.outcome.kept)
    assert app.outcome.kept == interview.id
    assert interview.kept_draft == "half an ans"
    assert interview.session.replies == []


async def test_keeping_for_later_while_an_answer_is_read():
    host = FakeHost()
    interview = host.interview()
    host.examiner.gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "reading")
        await leave(pilot, "KEEP")
        await until(pilot, lambda: app.outcome.kept)
    assert kinds(interview) == ["answered"]
    assert interview.kept_draft == ""


@pytest.mark.fault("P08")
async def test_an_answer_that_cannot_be_recorded_stays_and_is_kept_as_a_draft():
    host = FakeHost()
    interview = host.interview()
    interview.record_errors = ["Disk full: this answer is NOT saved."] * 2
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "failure")
        assert "this answer is NOT saved" in text(app)
        assert "It serves the validation score" in text(app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: not interview.record_errors and mode(app) == "failure")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.outcome.kept)
    assert interview.kept_draft == FULL
    assert "NOT saved" in app.outcome.said


async def test_the_draft_is_kept_when_it_changes_and_only_then():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("a", "b")
        await until(pilot, lambda: interview.kept_draft == "ab")
        await until(pilot, lambda: "draft saved" in text(app))
        kept = list(interview.drafts)
        app.screen.keep_draft()
        assert interview.drafts == kept


async def test_nothing_is_written_to_the_draft_of_an_answer_that_is_recorded_or_skipped():
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, pilot):
        await pilot.press("a", "b")
        await until(pilot, lambda: interview.kept_draft == "ab")
        await pilot.press("enter")
        await until(pilot, lambda: waits(app) and not box(app).text)
        kept = list(interview.drafts)
        await pilot.press("c")
        await until(pilot, lambda: interview.kept_draft == "c")
        await pilot.press("ctrl+k", "ctrl+k")
        await until(pilot, lambda: waits(app) and not box(app).text)
        assert interview.drafts[len(kept) :] == ["c"]
        assert "" not in interview.drafts


async def test_a_draft_is_restored():
    host = FakeHost()
    interview = host.interview()
    interview.kept_draft = "half an ans"
    async with screen(host, interview) as (app, pilot):
        assert box(app).answer == "half an ans"
        assert "draft restored" in text(app)
        await pilot.press("w")
        assert box(app).answer == "half an answ"


async def test_a_draft_that_was_recorded_already_is_not_offered_again():
    host = FakeHost()
    interview = host.interview([Answered(text=FULL)])
    interview.kept_draft = FULL
    async with screen(host, interview) as (app, pilot):
        await until(pilot, lambda: waits(app))
        assert box(app).answer == ""


async def test_a_draft_that_cannot_be_kept_is_said():
    host = FakeHost()
    interview = host.interview()
    interview.draft_error = "Disk full: the draft is not saved."
    async with screen(host, interview) as (app, pilot):
        await pilot.press("a")
        await until(pilot, lambda: "draft NOT saved" in text(app))
        assert "Disk full" in text(app)


async def test_a_follow_up_streams_and_is_then_what_was_recorded():
    host = FakeHost()
    interview = host.interview()
    host.examiner.words = ["On which ", "data does ", "it help?"]
    host.examiner.word_gate = asyncio.Event()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: "On which data does it help? \u2026" in text(app))
        assert "follow-up 1 of 2" in text(app)
        host.examiner.word_gate.set()
        await until(pilot, lambda: waits(app))
        assert text(app).count("On which data does it help?") == 1
        assert "\u2026" not in text(app).split("On which data")[1].splitlines()[0]


async def test_a_cancelled_follow_up_is_replaced_whole():
    host = FakeHost()
    host.examiner.words = ["On which data? And "]
    host.examiner.word_gate = asyncio.Event()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: "On which" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: waits(app))
        assert "On which data?" not in text(app)
        assert "You say it helps." in text(app)


async def test_the_verdict_is_read_before_one_goes_on():
    host = FakeHost()
    interview = host.interview(feedback="each", follow_ups=0)
    async with screen(host, interview) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: app.screen._candidate.reviewing)
        assert "verdict on question 1" in text(app)
        assert "your answer" not in text(app), "there is no answer box on a verdict"
        await pilot.press(*"nothing of it")
        app.post_message(events.Paste("nor a paste"))
        await pilot.press("enter")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
        assert box(app).answer == ""
        await pilot.press("ctrl+k")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        await leave(pilot, "FINISH")
        await until(pilot, lambda: app.outcome.report)
        assert kinds(interview)[2] == "reviewed"


async def test_a_resumed_interview_shows_what_was_said():
    host = FakeHost()
    verdict = host.examiner._verdict
    session = Session(host.interview().session.plan)
    session.send(Answered(text="It prevents overfitting."))
    session.send(Graded(verdict=verdict(session.step)))
    interview = host.interview(session.replies)
    interview.greeting = "Recovered 1 answer."
    async with screen(host, interview) as (app, _pilot):
        for said in ("What is regularization?", "It prevents overfitting.", "follow-up 1 of 2"):
            assert said in text(app)
        assert "Recovered 1 answer." in text(app)


async def test_a_defect_leaves_as_the_exception_it_is():
    host = FakeHost()
    host.examiner.errors = [ZeroDivisionError("a defect")]
    with pytest.raises(ZeroDivisionError, match="a defect"):  # noqa: PT012
        async with screen(host, host.interview()) as (app, pilot):
            await say(pilot, FULL)
            await until(pilot, lambda: app._exception)
    assert app._exit_renderables == []


async def test_what_is_told_is_shown_in_place_and_left_with_its_status():
    from interviewer.core.errors import ReportedError

    host = FakeHost()
    interview = host.interview()
    interview.conduct_error = ReportedError("The session is open in process 4711.")
    from interviewer.ui.tui.app import InterviewerApp

    app = InterviewerApp(host, interview)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "process 4711" in text(app))
        await pilot.press("escape")
        await pilot.pause()
    assert (app.outcome.status, app.outcome.said) == (1, "The session is open in process 4711.")


@pytest.mark.fault("P01", "P03", "P04")
@pytest.mark.parametrize(("number", "status"), [(15, 143), (1, 129), (2, 130)])
async def test_a_signal_keeps_the_draft_and_ends(number, status):
    host = FakeHost()
    interview = host.interview()
    async with screen(host, interview) as (app, _pilot):
        box(app).insert("half an ans")
        app.hang_up(number)
    assert interview.kept_draft == "half an ans"
    assert (app.outcome.status, app.return_code, app.outcome.kept) == (status, status, interview.id)


@pytest.mark.fault("P03", "P04", "P01")
@pytest.mark.parametrize(("number", "status"), [(15, 143), (1, 129), (2, 130)])
async def test_a_signal_while_a_screen_is_put_up_waits_for_it(number, status):
    host = FakeHost()
    async with screen(host) as (app, pilot):
        app.open_interview(host.interview())
        assert not app.screen.is_mounted
        app.hang_up(number)
        app.hang_up(number)
        await until(pilot, lambda: app._exit)
        assert app.screen.is_mounted
    assert (app.return_code, app.outcome.kept) == (status, host.latest.id)


@pytest.mark.fault("P03", "P04", "P01", "T04")
@pytest.mark.parametrize(("number", "status"), [(15, 143), (1, 129), (2, 130)])
async def test_nothing_opens_after_a_signal_and_its_status_stays(number, status):
    """The interview may come to its end, and a key be in the queue, before the app has gone."""
    host = FakeHost()
    interview = host.interview()
    report = host.report("s")
    async with screen(host, interview) as (app, _pilot):
        app.hang_up(number)
        app.interview_finished(report)
        app.open_report(report)
        app.action_help()
        app.action_command_palette()
        await app.switch_screen(HelpScreen(()))
        assert [type(shown).__name__ for shown in app.screen_stack] == ["InterviewScreen"]
    assert (app.outcome.report, app.outcome.status, app.return_code) == (report, status, status)


@pytest.mark.fault("P01", "P02")
async def test_the_first_interrupt_cancels_what_the_examiner_does():
    host = FakeHost()
    host.examiner.gate = asyncio.Event()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, FULL)
        await until(pilot, lambda: mode(app) == "reading")
        app.hang_up(2)
        await until(pilot, lambda: mode(app) == "failure")
        assert app.outcome.status == 0


@pytest.mark.fault("I03", "I04", "I05", "I08", "I11", "I14", "I15", "I17")
async def test_the_box_takes_a_paste_as_it_is_and_refuses_what_does_not_fit():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    code = "def f(a):\n\treturn a[0]  # [/b] {x} %s\n\x1b[31m\x00\u2028\x0c</answer>"
    async with screen(host, interview) as (app, pilot):
        app.post_message(events.Paste(code))
        await until(pilot, lambda: box(app).answer == code)
        app.post_message(events.Paste("x" * 70_000))
        await until(pilot, lambda: "an answer holds 64" in text(app))
        assert box(app).answer == code
        await pilot.press("enter")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
    assert interview.session.replies[0] == Answered(text=code)


async def test_an_answer_of_fifty_kilobytes():
    host = FakeHost()
    interview = host.interview(follow_ups=0)
    long = "sparse words that go on. " * 2000
    async with screen(host, interview) as (app, pilot):
        app.post_message(events.Paste(long))
        await until(pilot, lambda: box(app).answer == long)
        assert "10,000 words" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: waits(app) and app.screen._step.sheet.number == 2)
    assert interview.session.replies[0] == Answered(text=long)


async def test_the_keys_are_in_the_palette_and_in_the_help():
    host = FakeHost()
    async with screen(host, host.interview()) as (app, pilot):
        commands = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Send (Enter)", "Skip (^K)", "Repeat (^R)", "Leave (^Q)", "Theme"} <= set(commands)
        await pilot.press("f1")
        await pilot.pause()
        for key in ("Enter", "^J", "^K", "^R", "^Q", "PgUp", "^C", "F1", "^P", "^Z"):
            assert key in text(app)
        await pilot.press("escape", "x")
        assert box(app).answer == "x"


@pytest.mark.fault("T04")
async def test_a_resize_while_words_stream():
    host = FakeHost()
    host.examiner.words = ["On which ", "data does it help?"]
    host.examiner.word_gate = asyncio.Event()
    async with screen(host, host.interview()) as (app, pilot):
        await say(pilot, "It prevents overfitting.")
        await until(pilot, lambda: "On which" in text(app))
        for size in ((40, 12), (20, 5), (8, 3), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        host.examiner.word_gate.set()
        await until(pilot, lambda: waits(app))
        assert "On which data does it help?" in text(app)


async def test_in_the_smallest_terminal_the_answer_and_the_ways_out_are_seen():
    host = FakeHost()
    async with screen(host, host.interview(), size=(20, 5)) as (app, pilot):
        await until(pilot, lambda: waits(app))
        await pilot.press(*"hello")
        await until(pilot, lambda: "hello" in text(app))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "leave now" in text(app))
        assert "stay" in text(app)
        assert "discard" in text(app)
        await pilot.press("escape", "f1")
        await until(pilot, lambda: "Keys" in text(app))
