"""Disputing a missed point: chosen, proved by own words, judged, seen; in a verdict and in a report."""

import asyncio

import pytest

from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import Graded
from interviewer.ui.tui.dispute_screen import DisputeScreen
from interviewer.ui.tui.report_screen import ReportScreen
from tests.helpers.tui_doubles import FakeHost, SignExaminer
from tests.helpers.tui_helpers import say, screen, text, until

ANSWER = "It helps the model to generalise. Weights become sparse with L1."


class Overhears(SignExaminer):
    """Finds nothing while an interview continues; what is disputed it reads well."""

    def __init__(self):
        super().__init__()
        self.answers_read = 0
        self.down = ""

    async def grade(self, step, tell):
        self.answers_read += 1
        if self.answers_read == 1:
            findings = tuple(Finding(point=p.id, credit=0) for p in step.sheet.question.points)
            return Graded(verdict=Verdict(examiner="offline", findings=findings))
        return await super().grade(step, tell)


def verdict_shown(app):
    return "verdict on question 1" in text(app) and "continue" in text(app)


def at_a_verdict():
    host = FakeHost()
    host.examiner = Overhears()
    return host, host.interview(feedback="each", follow_ups=0)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_a_point_is_disputed_in_its_verdict_and_counts(size):
    host, interview = at_a_verdict()
    async with screen(host, interview, size=size) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: verdict_shown(app))
        if size == (80, 24):
            assert "d I did say that" in text(app)
        await pilot.press("d")
        await until(pilot, lambda: "Which of these did you say?" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Only words you said count" in " ".join(text(app).split()))
        await pilot.press("enter")  # the first sentence, into the line
        line = app.screen.query_one("Input")
        await until(pilot, lambda: line.value == "It helps the model to generalise.")
        await pilot.press("enter")
        await until(pilot, lambda: "It counts." in text(app))
        assert "generalise" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: verdict_shown(app))
        made = next(p for p in interview.question(1).points if p.id == "purpose")
        assert (made.state, made.quote, made.dispute.upheld) == ("made", "generalise", True)
        assert interview.appeals[0].upheld
        if size == (80, 24):
            assert "disputed and upheld" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "2 of 3" in text(app))


async def test_words_that_were_never_said_change_nothing_and_each_point_is_heard_once():
    host, interview = at_a_verdict()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: verdict_shown(app))
        await pilot.press("d", "enter", *"nobody said this", "enter")
        await until(pilot, lambda: "It stays as it was." in text(app))
        assert "These words were not said" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: verdict_shown(app))
        await pilot.press("d", "enter")
        await until(pilot, lambda: "Which of your words say it?" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Which of these did you say?" in text(app))
        assert "It is meant to improve" not in text(app), "it was disputed before"
        await pilot.press("escape")
        await until(pilot, lambda: verdict_shown(app))
    assert [judged.upheld for judged in interview.appeals] == [False]


async def test_the_line_has_the_focus_and_the_arrows_choose_a_sentence():
    host, interview = at_a_verdict()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: verdict_shown(app))
        await pilot.press("d", "enter")
        await until(pilot, lambda: "take these words" in text(app))
        line = app.screen.query_one("Input")
        assert line.has_focus
        assert "\u203a It helps the model" in text(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: line.value == "Weights become sparse with L1.")
        assert "Enter dispute" in text(app)
        await pilot.press("up", "enter")
        await until(pilot, lambda: line.value == "It helps the model to generalise.")
        await pilot.press("tab")
        await until(pilot, lambda: line.value == "")
        await pilot.press(*"my own", "down", "left")
        await until(pilot, lambda: line.value == "my own")
        assert line.has_focus
        assert line.cursor_position == 5
        await pilot.click("RowList", offset=(4, 1))
        await until(pilot, lambda: line.value == "Weights become sparse with L1.")
        assert line.has_focus
    assert interview.appeals == []


async def test_a_judgement_that_fails_or_is_stopped_can_be_asked_for_again():
    host, interview = at_a_verdict()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: verdict_shown(app))
        host.examiner.failures = ["The server is down."]
        await pilot.press("d", "enter", "enter", "enter")
        await until(pilot, lambda: "The server is down." in text(app))
        assert app.screen.query_one("Input").value == "It helps the model to generalise."
        host.examiner.gate = asyncio.Event()
        await pilot.press("enter")
        await until(pilot, lambda: "judging it again" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped. It was not judged" in text(app))
        host.examiner.gate.set()
        await pilot.press("enter")
        await until(pilot, lambda: "It counts." in text(app))
    assert len(interview.appeals) == 1


async def test_the_key_is_shown_only_where_something_can_be_disputed():
    host = FakeHost()
    async with screen(host, host.interview(feedback="each", follow_ups=0)) as (app, pilot):
        await say(pilot, "It helps the validation score, weights get sparse, dropout too.")
        await until(pilot, lambda: verdict_shown(app))
        assert "I did say that" not in text(app)
        await pilot.press("d")
        await until(pilot, lambda: "There is no point left to dispute." in text(app))
        assert not isinstance(app.screen, DisputeScreen)


async def test_a_point_is_disputed_in_the_report_which_is_renewed():
    host, interview = at_a_verdict()
    interview = host.interview(follow_ups=0)
    async with screen(host, interview, size=(120, 40)) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: "2 of 3" in text(app))
        await pilot.press("ctrl+k", "ctrl+k")
        await until(pilot, lambda: "3 of 3" in text(app) or isinstance(app.screen, ReportScreen))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "d dispute" not in text(app), "the overview has no point to dispute"
        before = app.outcome.report.score
        await pilot.press("down")
        await until(pilot, lambda: "d dispute" in text(app))
        await pilot.press("d", "enter", "enter", "enter")
        await until(pilot, lambda: "It counts." in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "disputed and upheld" in text(app))
        assert app.outcome.report.score > before
        assert app.outcome.report is app.screen.report
        await pilot.press("down")  # a skipped question
        await until(pilot, lambda: "d dispute" not in text(app))
    assert host.calls[-1] == "appeal regularization purpose It helps the model to generalise."


async def test_without_colours_the_line_is_underlined_and_has_a_cursor(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    host, interview = at_a_verdict()
    async with screen(host, interview) as (app, pilot):
        await say(pilot, ANSWER)
        await until(pilot, lambda: verdict_shown(app))
        await pilot.press("d", "enter")
        await until(pilot, lambda: "take these words" in text(app))
        line = app.screen.query_one("Input")
        assert line.get_component_rich_style("input--cursor").reverse
        assert line.rich_style.underline
