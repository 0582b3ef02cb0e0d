"""Home and report: every key does what the footer says, and says so where it cannot."""

import asyncio
import threading
from dataclasses import replace
from datetime import date

import pytest

from interviewer.core.interview import Session
from interviewer.core.protocol import Answered, Graded, Ungraded
from interviewer.practice.attempts import AttemptReport, OtherAttempts
from tests.helpers.tui_doubles import PAST, UNFINISHED, FakeHost, report_of
from tests.helpers.tui_helpers import leave, screen, text, until, waits


def shown(app):
    return type(app.screen).__name__


def a_report(host, *, graded=True):
    """One question answered, graded or not."""
    plan = host.interview().session.plan
    session = Session(plan, [Answered(text="The validation score; weights get sparse; dropout.")])
    verdict = host.examiner._verdict(session.step)
    session.send(Graded(verdict=verdict) if graded else Ungraded(reason="Nobody listened."))
    return report_of(plan, session.as_if_stopped().sheets, "Well done.", "s1")


async def test_enter_begins_and_the_end_of_it_comes_back_home():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: waits(app))
        await leave(pilot, "FINISH")
        await until(pilot, lambda: shown(app) == "ReportScreen")
        await pilot.press("escape")
        await until(pilot, lambda: shown(app) == "HomeScreen")
        host.unfinished = ()
        await pilot.press("p")
        await until(pilot, lambda: waits(app))
        await leave(pilot, "KEEP")
        await until(pilot, lambda: shown(app) == "HomeScreen")
        assert "Unfinished" not in text(app), "the home screen is read again"
        assert app.outcome.kept is not None
        await pilot.press("escape")
    assert [wish.feedback_each for wish in host.wishes] == [False, True]


async def test_what_is_chosen_in_the_list_is_resumed_or_opened():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("down")
        await until(pilot, lambda: "\u203a yesterday" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: waits(app))
        await leave(pilot, "KEEP")
        await until(pilot, lambda: shown(app) == "HomeScreen")
        await pilot.press("down")
        await until(pilot, lambda: "\u203a 21 Nov" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: shown(app) == "ReportScreen")
    assert host.calls == [f"resume {UNFINISHED.id}", f"report {PAST.id}"]


async def test_keys_without_the_list_take_the_newest():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("o")
        await until(pilot, lambda: shown(app) == "ReportScreen")
        await pilot.press("escape", "r")
        await until(pilot, lambda: waits(app))
    assert host.calls == [f"report {PAST.id}", f"resume {UNFINISHED.id}"]


async def test_a_fresh_home_has_nothing_to_resume():
    host = FakeHost()
    host.unfinished = host.past = ()
    async with screen(host) as (app, pilot):
        await pilot.press("r")
        await pilot.pause()
        assert "no unfinished interview" in text(app)
        await pilot.press("o")
        await pilot.pause()
        assert "no finished interview" in text(app)
        assert "r resume" not in text(app)


@pytest.mark.parametrize(("key", "call"), [("enter", "begin"), ("r", "resume"), ("o", "report")])
async def test_what_cannot_be_done_is_said_in_place(key, call):
    host = FakeHost()
    host.errors = {call: "The folder cannot be read: chmod it."}
    async with screen(host) as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert "chmod it" in text(app)
        assert shown(app) == "HomeScreen"


async def test_escape_takes_a_remark_away_before_it_leaves():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        host.errors = {"begin": "chmod it"}
        await pilot.press("enter")
        await pilot.pause()
        assert "chmod it" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "chmod it" not in text(app)
        assert not app._exit
        await pilot.press("escape")
        await pilot.pause()
        assert app._exit


async def test_past_interviews_stand_in_columns_and_a_full_score_has_nothing_weakest():
    host = FakeHost()
    other = replace(PAST, id="s2", bank="Sorting", questions=1, score=1.0, grade="A")
    host.past = (PAST, other)
    async with screen(host, size=(130, 30)) as (app, _pilot):
        lines = [line for line in text(app).splitlines() if "21 Nov" in line]
        assert "B   74 %  unaided 61 %  10 questions ML fundamentals   weakest" in lines[0]
        assert "A  100 %  unaided 61 %  1 question   Sorting" in lines[1]
        assert "weakest" not in lines[1]
        assert lines[0].index("ML fund") == lines[1].index("Sorting")


async def test_what_is_unfinished_can_be_resumed_by_the_footer_at_80_columns():
    host = FakeHost()
    async with screen(host) as (app, _pilot):
        assert "r resume" in text(app).splitlines()[-1]


async def test_choosing_shows_the_questions_and_counts_what_is_ticked():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: shown(app) == "ChooseScreen")
        assert "3 questions of 3" in text(app)
        for said in ("[x] Regularization", "[x] Ensembles", "[x] Validation and test"):
            assert said in text(app)
        await pilot.press("tab", "space")
        await pilot.pause()
        assert "[ ] Regularization" in text(app)
        assert "2 questions of 3" in text(app)
        await pilot.press("a", "a")
        await pilot.pause()
        assert "0 questions of 3" in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "No question is ticked." in text(app)
        assert host.wishes == []


async def test_a_filter_that_leaves_nothing_cannot_be_chosen():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: shown(app) == "ChooseScreen")
        await pilot.press("right")  # training: one easy question
        await pilot.pause()
        assert "1 question of 3" in text(app)
        await pilot.press("down")
        for _ in range(4):
            await pilot.press("right")
            await pilot.pause()
            assert "1 question of 3" in text(app)
        assert "medium" not in text(app)


async def test_choosing_makes_the_wish():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: shown(app) == "ChooseScreen")
        await pilot.press("tab", "space", "tab", "down", "down", "right", "down", "left", "down")
        await pilot.press("right")
        host.errors = {"begin": "No question is left."}
        await pilot.press("enter")
        await pilot.pause()
        assert "No question is left." in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: waits(app))
    wish = host.wishes[-1]
    assert wish.questions == ("ensembles", "validation-and-test")
    assert (wish.shuffle, wish.follow_ups, wish.feedback_each) == (True, 1, True)


async def test_a_model_is_listed_tested_and_kept():
    host = FakeHost()
    async with screen(host) as (app, pilot):
        await pilot.press("m")
        await until(pilot, lambda: shown(app) == "ModelScreen")
        assert "https://api.openai.com/v1" in text(app)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "http://127.0.0.1:11434/v1" in text(app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "qwen3:8b" in text(app))
        await pilot.press("enter")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "answers and can grade" in text(app))
        host.errors = {"keep_model": "config.toml cannot be written."}
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "cannot be written" in text(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: shown(app) == "HomeScreen")
    assert host.form.model == "qwen3:8b"
    assert host.form.base_url == "http://127.0.0.1:11434/v1"


async def test_a_first_run_is_welcomed_with_a_question():
    host = FakeHost()
    host.unfinished = host.past = ()
    async with screen(host) as (app, _pilot):
        for said in (
            "welcome",
            "Nothing leaves this machine",
            "a question",
            "What is regularization?",
        ):
            assert said in text(app)
        assert "your interviews" not in text(app)


async def test_the_theme_is_remembered():
    host = FakeHost()
    host.remembered = "nord"
    async with screen(host) as (app, pilot):
        assert app.theme == "nord"
        app.theme = "textual-light"
        await until(pilot, lambda: host.themes == ["textual-light"])
        host.errors = {"keep_theme": "Disk full."}
        app.theme = "dracula"
        await pilot.pause()


async def test_an_unknown_theme_is_the_default():
    host = FakeHost()
    host.remembered = "no-such-theme"
    async with screen(host) as (app, _pilot):
        assert app.theme in app.available_themes
        assert host.themes == []


async def test_a_report_tells_each_point_with_its_words():
    host = FakeHost()
    async with screen(host, report=a_report(host), size=(120, 40)) as (app, pilot):
        for said in (
            "grade A, 100 %",
            "1 of 3 answered",
            "Topics",
            "Well done.",
            "agrees",
        ):
            assert said in text(app)
        await pilot.press("down")
        await pilot.pause()
        for said in ("\u2713 1 It is meant", "3 of 3", "“validation”"):
            assert said in text(app)
        for said in ("The validation <1> score;", "sparse <2>;", "<3>."):
            assert said in text(app)
        await pilot.press("escape")
    assert app.outcome.status == 0


async def test_a_report_is_saved_and_says_where():
    host = FakeHost()
    async with screen(host, report=a_report(host)) as (app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert "Saved: /home/ada/transcripts/20261121.md" in text(app)
        host.errors = {"save_transcript": "Disk full."}
        await pilot.press("s")
        await pilot.pause()
        assert "Disk full." in text(app)


async def test_a_question_is_answered_again_and_the_report_is_still_there():
    host = FakeHost()
    async with screen(host, report=a_report(host)) as (app, pilot):
        await pilot.press("a")
        await pilot.pause()
        assert "Choose a question first" in text(app)
        await pilot.press("down", "a")
        await until(pilot, lambda: waits(app))
        await leave(pilot, "FINISH")
        await until(pilot, lambda: shown(app) == "ReportScreen")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query("RowList"))
        assert "grade A, 100 %" in text(app)
    assert host.calls == ["again regularization"]


async def test_what_could_not_be_graded_is_graded_beside_the_screen():
    host = FakeHost()
    host.regraded = a_report(host)
    gate, threads = threading.Event(), []
    regrade = host.regrade

    def slowly(report):
        threads.append(threading.current_thread())
        assert gate.wait(30)
        return regrade(report)

    host.regrade = slowly
    async with screen(host, report=a_report(host, graded=False)) as (app, pilot):
        assert "g grade" in text(app)
        await pilot.press("g")
        await until(pilot, lambda: threads)
        assert "You can read on" in text(app)
        await pilot.press("g", "down")
        gate.set()
        await until(pilot, lambda: "grade A, 100 %" in text(app))
        await until(pilot, lambda: "Graded." in text(app))
        await pilot.press("g")
        await pilot.pause()
        assert "has a grade" in text(app)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


async def test_grading_that_fails_again_is_said():
    host = FakeHost()
    host.errors = {"regrade": "Cannot find models.example."}
    async with screen(host, report=a_report(host, graded=False)) as (app, pilot):
        await pilot.press("g")
        await until(pilot, lambda: "Cannot find models.example." in text(app))


async def test_a_report_of_nothing():
    host = FakeHost()
    async with screen(host, report=report_of(host.interview().session.plan, ())) as (app, pilot):
        assert "no grade" in text(app)
        await pilot.press("down", "t", "escape", "pagedown")
        await pilot.pause()


async def test_a_defect_beside_the_screen_is_not_swallowed():
    host = FakeHost()
    with pytest.raises(AssertionError, match="laid out no regraded"):  # noqa: PT012
        async with screen(host, report=a_report(host, graded=False)) as (app, pilot):
            await pilot.press("g")
            await until(pilot, lambda: app._exception)


async def test_a_closed_screen_is_not_called_back():
    from interviewer.ui.tui.background import aside

    gate = threading.Event()
    work = asyncio.ensure_future(aside(gate.wait))
    await asyncio.sleep(0)
    work.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await work


@pytest.mark.fault("T05")
async def test_without_colours_there_are_none(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    host = FakeHost()
    host.remembered = "dracula"
    async with screen(host, report=a_report(host)) as (app, pilot):
        await pilot.press("down")
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip.apply_filter(app._filters[-1], app.screen.background_colors[0]):
                for color in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert color is None or color.is_default
    assert host.themes == []


async def test_a_second_attempt_shows_then_and_now_and_leaves_a_trace_in_the_first():
    host = FakeHost()
    plan = host.interview().session.plan
    first, second = (
        report_of(plan, finished(host.interview(follow_ups=0), said)).questions[0]
        for said in ("It helps the validation score.", "Weights get sparse. Dropout too.")
    )
    report = report_of(plan, finished(host.interview(follow_ups=0), "nothing at all"))
    host.others = {
        "regularization": OtherAttempts(
            before=AttemptReport("s1", date(2026, 11, 24), first),
            since=AttemptReport("s3", date(2026, 12, 2), second),
        )
    }
    async with screen(host, report=report, size=(120, 50)) as (app, pilot):
        await pilot.press("down")
        await until(pilot, lambda: "Then, 24 Nov 2026: grade" in text(app))
        assert "- It is meant to improve generalisation" in text(app)
        assert "unaided, then missed" in text(app)
        assert "Answered again, 2 Dec 2026" in text(app)
        assert "+ L1 penalises absolute values and gives sparse" in text(app)
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: "Your answer again, 2 Dec 2026" in text(app))
        await pilot.press("down")
        await until(pilot, lambda: "question 2" in text(app))
        assert "Then, 24 Nov" not in text(app)


def finished(interview, said):
    """The sheets of an interview in which question 1 got this answer and no other was asked."""
    session = interview.session
    session.send(Answered(text=said))
    session.send(Graded(verdict=interview.examiner._verdict(session.step)))
    return session.as_if_stopped().sheets
