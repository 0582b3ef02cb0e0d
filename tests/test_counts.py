"""Speed held by counting: what is mounted, sent and synced, where seconds would be noise. What is
loaded: tests/process/test_first_paint.py.

`make bench` shows the times (docs/performance.md); a defect that makes one of them grow shows here.
"""

import json
from pathlib import Path

import pytest

from interviewer.commands.live_interview import Archive, Examiners, LiveInterview
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, Skipped
from interviewer.core.questions import Question, RubricPoint
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.model_examiner import ModelExaminer
from interviewer.examiners.offline.offline_examiner import IDENTITY
from interviewer.storage import syscalls
from interviewer.storage.session_store import SessionStore
from interviewer.ui.tui.app import InterviewerApp
from interviewer.ui.tui.conversation import MOUNTED, Conversation, TurnWidget
from tests.helpers.model_server import ModelServer, says
from tests.helpers.prompt_files import PROMPTS
from tests.helpers.scripted import ScriptedCandidate
from tests.helpers.tui_doubles import FakeHost

ROOT = Path(__file__).parent.parent
FILES = Path("/proc/self/fd")


def question(number: int) -> Question:
    points = tuple(
        RubricPoint(id=f"p{n}", description=f"Says what part {n} does") for n in range(4)
    )
    return Question(id=f"q{number}", prompt=f"What is thing {number} made of?", rubric=points)


# -- mounted --------------------------------------------------------------------------------------


async def test_a_long_interview_keeps_few_turns_mounted():
    host = FakeHost([question(number) for number in range(50)])
    app = InterviewerApp(host, host.interview(follow_ups=1))
    async with app.run_test(size=(80, 24)) as pilot:
        conversation = app.screen.query_one(Conversation)
        screen, answered = app.screen, None
        for number in range(45):
            for _ in range(200):
                if screen._candidate.asked and screen.interview.session.step is not answered:
                    break
                await pilot.pause()
            answered = screen.interview.session.step
            screen._box.text = f"It has {number} parts."
            await pilot.press("enter")
        assert len(conversation._turns) > MOUNTED
        assert conversation.mounted <= MOUNTED
        await pilot.pause()
        assert len(app.screen.query(TurnWidget)) <= MOUNTED + 1  # one may be on its way out


# -- sent -----------------------------------------------------------------------------------------


def graded(asked) -> list:
    """No point is made; the follow-up goes to the first that was not asked about yet."""
    if "response_format" not in asked.body:
        return says("You answered all of it.")
    shape = asked.body["response_format"]["json_schema"]["schema"]["properties"]
    points = shape["findings"]["items"]["properties"]["point"]["enum"]
    said = asked.body["messages"][-1]["content"]
    left = [point for point in points if f"(about `{point}`)" not in said]
    findings = [{"point": point, "quote": "", "made": "no"} for point in points]
    follow_up = {"point": left[0], "text": f"And number {len(left)}?"} if left else None
    return says(json.dumps({"findings": findings, "follow_up": follow_up}))


async def test_an_answer_is_one_request_and_the_prompt_grows_by_what_was_said(tmp_path):
    store = SessionStore(tmp_path)
    answers = [f"It has {number} parts, I believe." for number in range(8)]
    async with ModelServer(answer=graded) as server:
        examiner = ModelExaminer(OpenAIModel("m", server.url, None), PROMPTS)
        plan = Plan(bank="B", questions=(question(1), question(2)), examiner=IDENTITY, follow_ups=3)
        panel = Examiners(examiner, None)
        live = LiveInterview(store.create(plan), panel, Archive(store))
        candidate = ScriptedCandidate(*answers)
        await live.conduct(candidate)
        await examiner.aclose()
    prompts = [
        "".join(message["content"] for message in asked.body["messages"])
        for asked in server.asked
        if "response_format" in asked.body
    ]
    assert len(prompts) == len(answers)
    for first in (0, 4):  # of either question
        for before, after in zip(prompts[first:], prompts[first + 1 : first + 4], strict=False):
            stable = before[: before.rindex("<answer")]
            assert after.startswith(stable)
            assert len(after) - len(before) < 300  # the answer, the follow-up, their marks


# -- written --------------------------------------------------------------------------------------


def test_an_event_is_one_write_and_one_sync(tmp_path, monkeypatch):
    calls = []
    for name in (
        "create",
        "open_to_append",
        "write",
        "sync_data",
        "sync_folder",
        "truncate",
        "replace",
    ):
        real = getattr(syscalls, name)

        def counted(*words, name=name, real=real):
            calls.append(name)
            return real(*words)

        monkeypatch.setattr(syscalls, name, counted)
    plan = Plan(bank="B", questions=(question(1),), examiner=IDENTITY)
    with SessionStore(tmp_path).create(plan) as opened:
        calls.clear()
        reply = Answered(text="It has parts.")
        opened.record(reply)
        opened.session.send(reply)
        assert calls == ["write", "sync_data"]


@pytest.mark.skipif(not FILES.exists(), reason="counts open files in /proc")
def test_a_long_session_holds_no_more_files_open_than_a_short_one(tmp_path):
    plan = Plan(
        bank="B", questions=tuple(map(question, range(30))), examiner=IDENTITY, follow_ups=0
    )
    with SessionStore(tmp_path).create(plan) as opened:
        before = len(list(FILES.iterdir()))
        for _ in range(30):
            opened.record(Skipped())
            opened.session.send(Skipped())
            opened.keep_draft("so far")
        assert len(list(FILES.iterdir())) == before
