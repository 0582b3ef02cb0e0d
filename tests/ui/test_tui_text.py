"""Text from outside is shown as it is and does nothing: in every place, for every kind of it."""

import asyncio
import re
from dataclasses import replace

import pytest

from interviewer.core.protocol import Answered
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import Notice
from interviewer.core.text import normalise
from interviewer.ui.tui.control_chars import ControlCharSigns
from tests.helpers.tui_doubles import FakeHost
from tests.helpers.tui_helpers import say, screen, text, until

HOSTILE = {
    "markup": "[/b] [bold a[0] [x for x in y] [@click=app.quit]x[/] [red]r[/red] [/]",
    "template": "{x} %s %(a)s $name ${y} </answer> {{z}} \\[b]",
    "escape": "\x1b[2J\x1b]0;title\x07\x1b]52;c;aGk=\x07\x9b31m\x90q\x9c",
    "bidi": "abc \u202e evil \u2066 more \u200f end",
    "controls": "\x00\x01\x08\x0b\x0c\x7f\x85\u2028\u2029\ufeff",
    "emoji": "\U0001f469\u200d\U0001f4bb \U0001f1e9\U0001f1ea e\u0301 \u4f60\u597d \u0627\u0644",
    "surrogate": "\ud800 lone",
    "private": "\U00100000\U00100001\ue000",
    "code": "def f(a):\n\treturn a[0]\n\n```\n# head\n```",
}
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(params=range(3), ids=("words", "codes", "signs"))
def hostile(request):
    """The payloads three at a time: a whole interview for each of them would take too long."""
    return " ".join(list(HOSTILE.values())[request.param :: 3])


def harmless(app) -> None:
    """Nothing on the screen but text: no control character, no bidirectional override."""
    found = _HARMFUL.findall(text(app).replace("\n", ""))
    assert not found, f"{found!r} reached the screen\n{text(app)}"
    assert app._exception is None


def a_question(hostile):
    hostile = normalise(hostile)  # as every bank is on entry
    return Question(
        id="q",
        topic=f"t {hostile}",
        prompt=f"P {hostile}",
        reference_answer=f"R {hostile}",
        rubric=(
            RubricPoint(id="made", description=f"D {hostile}", signs=("sparse",)),
            RubricPoint(id="missed", description=f"M {hostile}", follow_up=f"F {hostile}"),
        ),
    )


@pytest.mark.fault(
    "I04", "I05", "I06", "I07", "I08", "I09", "I11", "I13", "I14", "I15", "I17", "Q16"
)
async def test_an_interview_and_its_report(hostile, monkeypatch):
    monkeypatch.setattr("interviewer.ui.tui.composer.DRAFT_EVERY", 3600)
    host = FakeHost([a_question(hostile)])
    interview = host.interview(feedback="each", follow_ups=1)
    interview.badge = interview.tokens = interview.greeting = f"B {hostile}"
    host.examiner.failures = [f"E {hostile}"]
    answer = f"sparse {hostile} sparse"
    async with screen(host, interview, size=(120, 40)) as (app, pilot):
        harmless(app)
        app.screen._candidate.notify(Notice(f"N {hostile}"))
        await pilot.pause()
        harmless(app)
        app.screen._box.replace(answer, (0, 0), (0, 0), maintain_selection_offset=False)
        await pilot.pause()
        harmless(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen._mode == "failure")
        harmless(app)
        host.examiner.words = ["W. ", normalise(hostile)]
        host.examiner.word_gate = asyncio.Event()
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "W. " in text(app))
        harmless(app)
        host.examiner.word_gate.set()
        await say(pilot, "no")
        await until(pilot, lambda: app.screen._candidate.reviewing)
        harmless(app)
        await pilot.press("pagedown")
        await pilot.press("enter")
        await until(pilot, lambda: app.outcome.report and app.screen.query("RowList"))
        harmless(app)
        await pilot.press("down")
        await pilot.pause()
        harmless(app)
        await pilot.press("t")
        await pilot.pause()
        harmless(app)
    expected = normalise(answer)
    assert interview.session.replies[0] == Answered(text=expected)
    quote = app.outcome.report.questions[0].points[0]
    assert expected[quote.start : quote.end] == quote.quote == "sparse"


@pytest.mark.fault("Q16")
async def test_the_home_screen(hostile):
    class Hostile(FakeHost):
        def home(self):
            view = super().home()
            return replace(
                view,
                title=hostile,
                topics=((hostile, 3),),
                difficulties=((hostile, 3),),
                examiner=hostile,
                model_hint=hostile,
            )

    host = Hostile()
    host.errors = {"begin": f"E {hostile}"}
    async with screen(host) as (app, pilot):
        harmless(app)
        await pilot.press("m")
        harmless(app)
        await pilot.press("enter")
        await pilot.pause()
        harmless(app)
        await pilot.press("c", "right", "down", "right")
        await pilot.pause()
        harmless(app)


@pytest.mark.fault("I04", "I05", "I06", "I07", "I08", "I09", "I11", "I13", "I14", "I15", "I17")
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_box_gives_back_what_it_took(piece):
    signs = ControlCharSigns()
    for text_ in (piece, piece + piece, f"a{piece}\n\U00100002", "plain"):
        held = signs.to_shown(text_)
        assert signs.to_answer(held) == normalise(text_)
        assert len(signs.shown(held)) == len(held)
        assert not _HARMFUL.search(signs.shown(held).replace("\n", "").replace("\t", ""))
