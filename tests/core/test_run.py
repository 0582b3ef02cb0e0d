"""The one loop: everything is written down before it is acted on, and failures offer a choice."""

import asyncio

import pytest

from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, Graded, Skipped, Stopped, Ungraded
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import Interrupted, KeptForLater, RecordError, run
from tests.helpers.scripted import (
    KEEP,
    OFFLINE,
    RETRY,
    SKIP,
    ListRecorder,
    MarkExaminer,
    ScriptedCandidate,
)

QUESTIONS = tuple(
    Question(
        id=name,
        prompt=f"What is {name}?",
        rubric=(
            RubricPoint(id="one", description="the first", essential=True),
            RubricPoint(id="two", description="the second"),
        ),
    )
    for name in ("a", "b")
)


def session(**more):
    plan = Plan(bank="b", questions=QUESTIONS, examiner=MarkExaminer().identity, **more)
    return Session(plan)


async def test_an_interview_from_start_to_end():
    candidate = ScriptedCandidate("one! two!", "one!", "two!")
    recorder = ListRecorder()
    going = session()
    finished = await run(going, candidate, MarkExaminer(), recorder)
    assert [step.text for step in candidate.asked] == ["What is a?", "What is b?", "More on two?"]
    assert "".join(candidate.words) == "More on two? "
    assert finished.closing == "2 questions."
    assert recorder.replies == going.replies


async def test_an_answer_is_safe_before_it_is_graded():
    recorder, examiner = ListRecorder(), MarkExaminer()
    seen = []

    async def grade(step, notify):
        seen.append(list(recorder.replies))
        return await MarkExaminer.grade(examiner, step, notify)

    examiner.grade = grade
    await run(session(), ScriptedCandidate("one! two!", Stopped()), examiner, recorder)
    assert seen == [[Answered(text="one! two!")]]


async def test_p08_what_cannot_be_written_down_is_not_acted_on():
    full = RecordError("Disk full: this answer is NOT saved.")
    recorder, examiner = ListRecorder(full, refusals=2), MarkExaminer()
    candidate = ScriptedCandidate("one! two!", Stopped(), choices=[RETRY, RETRY])
    await run(session(), candidate, examiner, recorder)
    assert [failure.sentence for failure in candidate.failures] == [str(full)] * 2
    assert recorder.replies[0] == Answered(text="one! two!")

    recorder, examiner = ListRecorder(full, refusals=9), MarkExaminer()
    candidate = ScriptedCandidate("one!", choices=[RETRY, KEEP])
    with pytest.raises(KeptForLater, match="Disk full"):
        await run(session(), candidate, examiner, recorder)
    assert examiner.graded == []


async def test_a_failed_grading_can_be_tried_again():
    candidate = ScriptedCandidate("one! two!", Stopped(), choices=[RETRY])
    examiner, recorder = MarkExaminer(failures=1), ListRecorder()
    await run(session(), candidate, examiner, recorder)
    assert isinstance(recorder.replies[1], Graded)
    assert len(examiner.graded) == 2


async def test_a_failed_grading_can_be_left_for_later():
    candidate = ScriptedCandidate("one! two!", Stopped(), choices=[SKIP])
    recorder = ListRecorder()
    await run(session(), candidate, MarkExaminer(failures=1), recorder)
    assert recorder.replies[1] == Ungraded(reason="The server is down.")


async def test_somebody_else_can_go_on():
    candidate = ScriptedCandidate("one! two!", "one! two!", choices=[OFFLINE])
    recorder = ListRecorder()
    await run(
        session(), candidate, MarkExaminer(failures=9), recorder, fallback=MarkExaminer("offline")
    )
    graded = [reply for reply in recorder.replies if isinstance(reply, Graded)]
    assert [reply.verdict.examiner for reply in graded] == ["offline", "offline"]


async def test_nobody_is_offered_who_is_not_there():
    candidate = ScriptedCandidate("one!", choices=[KEEP])
    with pytest.raises(KeptForLater):
        await run(session(), candidate, MarkExaminer(failures=1), ListRecorder())
    assert candidate.failures[0].choices == (RETRY, SKIP, KEEP)


async def test_a_cancelled_grading_offers_the_same_choices():
    candidate = ScriptedCandidate("one! two!", Stopped(), choices=[RETRY])
    attend, calls = candidate.attend, []

    async def cancel_first(work):
        calls.append(work)
        if len(calls) == 1:
            work.close()
            raise Interrupted
        return await attend(work)

    candidate.attend = cancel_first
    recorder = ListRecorder()
    await run(session(), candidate, MarkExaminer(), recorder)
    assert "cancelled" in candidate.failures[0].sentence
    assert isinstance(recorder.replies[1], Graded)


async def test_skipping_and_leaving():
    recorder = ListRecorder()
    candidate = ScriptedCandidate(Skipped(), KeptForLater())
    with pytest.raises(KeptForLater):
        await run(session(), candidate, MarkExaminer(), recorder)
    assert recorder.replies == [Skipped()]


async def test_resuming_at_every_reply_ends_the_same():
    """Whoever stops after any reply and continues gives the same interview as never having stopped."""
    answers = ["one!", "nothing", "two! one?", Skipped()]
    whole = ListRecorder()
    await run(session(feedback="each"), ScriptedCandidate(*answers), MarkExaminer(), whole)
    for cut in range(len(whole.replies) + 1):
        kept = whole.replies[:cut]
        said = sum(reply.kind in ("answered", "skipped") for reply in kept)
        going = Session(session(feedback="each").plan, kept)
        rest = ListRecorder()
        await run(going, ScriptedCandidate(*answers[said:]), MarkExaminer(), rest)
        assert kept + rest.replies == whole.replies


def test_the_loop_needs_no_screen():
    asyncio.run(run(session(), ScriptedCandidate(Stopped()), MarkExaminer(), ListRecorder()))
