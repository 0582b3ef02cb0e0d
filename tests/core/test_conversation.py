"""What is no answer, driven by hand: hints, questions back, additions, taking back, going deeper."""

import pytest

from interviewer.core.grading import Finding, Verdict
from interviewer.core.interview import Session, amended
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    Answered,
    AppealJudged,
    Ask,
    Clarified,
    Clarify,
    Conclude,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Hint,
    Hinted,
    HintWanted,
    Paused,
    Predict,
    Predicted,
    Probe,
    Probed,
    Queried,
    Review,
    Skipped,
    Stopped,
    TakenBack,
)
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report_builder import compose, question_report
from tests.helpers.scripted import MarkExaminer

SCRIPT = MarkExaminer().identity


def question(name="q", difficulty="medium"):
    rubric = tuple(RubricPoint(id=f"p{i}", description=f"point {i}") for i in range(2))
    return Question(id=name, prompt=f"What about {name}?", difficulty=difficulty, rubric=rubric)


def begun(*replies, questions=None, **more):
    plan = Plan(bank="b", questions=questions or (question(),), examiner=SCRIPT, **more)
    return Session(plan, replies)


def graded(*credits_, quote="a"):
    found = tuple(
        Finding(point=f"p{i}", credit=c, quote=quote if c else None, turn=0 if c else None,
                start=0 if c else None, end=len(quote) if c else None)
        for i, c in enumerate(credits_)
    )  # fmt: skip
    return Graded(verdict=Verdict(examiner="script", findings=found))


def test_a_question_back_uses_up_nothing():
    session = begun(Queried(text="Per fold?"))
    assert isinstance(session.step, Clarify)
    before = session.step.ask
    step = session.send(Clarified(text="Yes."))
    assert isinstance(step, Ask)
    assert (step.text, step.follow_up, step.instead) == (before.text, 0, "Yes.")
    session.send(Answered(text="a"))
    session.send(graded(1, 1))
    (sheet,) = session.as_if_stopped().sheets
    assert [(said.asked, said.reply) for said in sheet.clarifications] == [("Per fold?", "Yes.")]
    assert len(sheet.turns) == 1


def test_a_question_says_what_was_said_since_was_about():
    session = begun()
    assert session.step.after is None
    for reply, said, after in (
        (HintWanted(), Hinted(text="Look.", point="p0", rung=1), "hinted"),
        (Queried(text="stop", about="stop"), Clarified(text="Stop?"), "stop"),
        (Answered(text="per fold?"), Clarified(text="Yes."), "question"),
    ):
        session.send(reply)
        assert session.send(said).after == after
    assert session.send(Paused(seconds=1)).after == "question"
    session.send(Answered(text="a"))
    assert session.send(TakenBack()).after is None


def test_the_report_holds_the_conversation_in_its_order():
    session = begun(
        HintWanted(), Hinted(text="Look.", point="p0", rung=1), Queried(text="Per fold?"), Clarified(text="Yes."),
        Answered(text="a"), graded(1, 0), FollowedUp(text="And p1?", point="p1"),
        HintWanted(), Hinted(text="Look there.", point="p1", rung=2), Skipped(),
    )  # fmt: skip
    (asked, *_) = compose(session.plan, session.as_if_stopped().sheets).questions
    assert [(said.kind, said.text, said.turn) for said in asked.said] == [
        ("question", "What about q?", 0), ("hint", "Look.", 0), ("question back", "Per fold?", 0), ("reply", "Yes.", 0),
        ("answer", "a", 0), ("follow-up", "And p1?", 1), ("hint", "Look there.", 1),
    ]  # fmt: skip


def test_the_deeper_question_ends_the_conversation_of_the_report():
    session = begun(
        Answered(text="a"), graded(1, 1), Probed(text="Deeper?"), Queried(text="How deep?"), Clarified(text="Very."),
        Answered(text="b"), level="senior",
    )  # fmt: skip
    (asked, *_) = compose(session.plan, session.as_if_stopped().sheets).questions
    assert [said.text for said in asked.said[2:]] == ["Deeper?", "How deep?", "Very.", "b"]


def test_only_the_examiner_saw_that_it_was_a_question():
    session = begun(Answered(text="per fold or what"))
    step = session.send(Clarified(text="Per fold."))
    assert isinstance(step, Ask)
    assert (step.sheet.turns, step.instead) == ((), "Per fold.")
    assert step.sheet.clarifications[0].asked == "per fold or what"


def test_hints_climb_three_rungs_and_what_follows_is_aided():
    session = begun()
    for rung in (1, 2, 3):
        step = session.send(HintWanted())
        assert isinstance(step, Hint)
        assert (step.rung, step.target.id) == (rung, "p0")
        step = session.send(Hinted(text=f"hint {rung}", point="p0", rung=rung))
        assert (step.instead, step.hints_left) == (f"hint {rung}", 3 - rung)
    step = session.send(HintWanted())
    assert isinstance(step, Clarify)
    assert step.about == "hint"
    session.send(Clarified(text="No more."))
    session.send(Answered(text="a"))
    session.send(graded(1, 1))
    (asked,) = compose(session.plan, session.as_if_stopped().sheets).questions
    assert (asked.score, asked.unaided_score, asked.hints) == (1.0, 0.5, 3)
    assert [point.aided for point in asked.points] == ["hint", None], "of p1 no hint spoke"


def hinted_and_answered(hint, description):
    points = (
        RubricPoint(id="p0", description="the first"),
        RubricPoint(id="p1", description=description),
    )
    asked = Question(id="q", prompt="Why do members help?", rubric=points)
    session = begun(HintWanted(), questions=(asked,))
    session.send(Hinted(text=hint, point="p0", rung=1))
    session.send(Answered(text="a"))
    session.send(graded(1, 1))
    return [point.aided for point in question_report(session.as_if_stopped().sheets[0]).points]


def test_a_hint_helps_with_every_point_that_it_speaks_of():
    spoken_of = "The mistakes of the members compensate each other."
    assert hinted_and_answered("Which mistakes can compensate others?", spoken_of) == [
        "hint",
        "hint",
    ]
    assert hinted_and_answered("Look at the members and their mistakes.", spoken_of) == [
        "hint",
        None,
    ], "one word, and one of the question's own, are not enough"


def test_a_hint_takes_nothing_from_what_was_said_before_it_nor_does_a_question_back():
    session = begun(Queried(text="Per fold?"), Clarified(text="Yes."), Answered(text="a"))
    session.send(graded(1, 0))
    session.send(FollowedUp(text="More?", point="p1"))
    session.send(HintWanted())
    session.send(Hinted(text="point 1", point="p1", rung=1))
    session.send(Answered(text="b"))
    said = Finding(point="p1", credit=1, quote="b", turn=1, start=0, end=1)
    before = Finding(point="p0", credit=1, quote="a", turn=0, start=0, end=1)
    session.send(Graded(verdict=Verdict(examiner="script", findings=(before, said))))
    (asked,) = compose(session.plan, session.as_if_stopped().sheets).questions
    assert [point.aided for point in asked.points] == [None, "hint"]
    assert (asked.score, asked.unaided_score) == (1.0, 0.5)


def test_in_an_exam_there_are_no_hints():
    step = begun(HintWanted(), mode="exam").step
    assert isinstance(step, Clarify)
    assert step.ask.hints_left == 0


def test_a_pause_changes_nothing():
    before = begun().step
    after = begun(Paused(seconds=60)).step
    assert after == before


def test_an_addition_joins_the_answer_before_it():
    session = begun(
        Answered(text="a", seconds=5.0), graded(0, 0), FollowedUp(text="More?", point="p0")
    )
    session.send(Answered(text="b", adds=True, seconds=2.0))
    assert isinstance(session.step, Grade)
    (turn,) = session.step.sheet.turns
    assert (turn.answer, turn.seconds) == ("a\n\nb", 7.0)
    step = session.send(graded(1, 0))
    assert isinstance(step, FollowUp)
    step = session.send(FollowedUp(text="And?", point="p1"))
    assert step.follow_up == 1, "no follow-up was used up"
    assert session.as_if_stopped().sheets[0].turns[0].verdict is not None


def test_what_is_added_after_a_follow_up_towards_it_was_not_said_unaided():
    quoted = Finding(point="p0", credit=1, quote="b", turn=0, start=3, end=4)
    verdict = Verdict(examiner="x", findings=(quoted, Finding(point="p1", credit=0)))
    session = begun(Answered(text="a"), graded(0, 0), FollowedUp(text="More?", point="p0"))
    session.send(Answered(text="b", adds=True))
    session.send(Graded(verdict=verdict))
    made, _ = question_report(session.as_if_stopped().sheets[0]).points
    assert (made.state, made.unaided, made.aided) == ("made", False, "follow-up")
    assert session.as_if_stopped().sheets[0].asked[0].endswith("\n\nMore?"), (
        "it was asked all the same"
    )


def test_what_is_added_of_its_own_accord_was():
    quoted = Finding(point="p1", credit=1, quote="b", turn=0, start=3, end=4)
    verdict = Verdict(examiner="x", findings=(Finding(point="p0", credit=0), quoted))
    session = begun(Answered(text="a"), graded(0, 0), FollowedUp(text="More?", point="p0"))
    session.send(Answered(text="b", adds=True))
    session.send(Graded(verdict=verdict))
    _, made = question_report(session.as_if_stopped().sheets[0]).points
    assert (made.state, made.unaided, made.aided) == ("made", True, None)


def test_an_addition_without_an_answer_is_an_answer():
    step = begun(Answered(text="a", adds=True)).step
    assert isinstance(step, Grade)
    assert step.sheet.answers == ("a",)


def test_an_answer_that_is_taken_back_was_never_given():
    session = begun(Answered(text="a"), TakenBack())
    assert isinstance(session.step, Ask)
    assert session.step.sheet.turns == ()
    session = begun(
        Answered(text="a"), graded(0, 0), FollowedUp(text="More?", point="p0"), Answered(text="b"),
        TakenBack(),
    )  # fmt: skip
    assert session.step.text == "More?"
    assert session.step.sheet.answers == ("a",)


def test_a_senior_who_has_said_everything_is_asked_one_deeper_question():
    session = begun(Answered(text="a"), graded(1, 1), level="senior")
    assert isinstance(session.step, Probe)
    step = session.send(Probed(text="Why?"))
    assert isinstance(step, Ask)
    assert step.beyond
    step = session.send(Answered(text="Because."))
    assert isinstance(step, Conclude)
    (sheet,) = step.sheets
    assert (sheet.beyond.asked, sheet.beyond.answer) == ("Why?", "Because.")
    assert len(sheet.turns) == 1, "it adds nothing to the score"


@pytest.mark.parametrize("level", ["", "junior", "mid"])
def test_others_are_not(level):
    assert isinstance(begun(Answered(text="a"), graded(1, 1), level=level).step, Conclude)


def test_the_prediction_comes_before_the_verdict():
    session = begun(Answered(text="a"), graded(1, 1), predict=True, feedback="each")
    assert isinstance(session.step, Predict)
    step = session.send(Predicted(rating=2))
    assert isinstance(step, Review)
    assert step.sheet.predicted == 2
    assert isinstance(
        begun(Answered(text="a"), graded(1, 1), Stopped(), predict=True).step, Conclude
    )


def test_the_next_question_follows_from_the_answers():
    pool = (question("e1", "easy"), question("m1"), question("h1", "hard"), question("m2"))
    session = begun(questions=pool, adaptive=True, count=3)
    assert session.step.sheet.question.id == "m1"
    session.send(Answered(text="a"))
    session.send(graded(1, 1))
    assert session.step.sheet.question.id == "h1"
    session.send(Skipped())
    assert session.step.sheet.question.id == "m2"
    session.send(Skipped())
    assert isinstance(session.step, Conclude)
    report = compose(session.plan, session.as_if_stopped().sheets)
    assert [asked.id for asked in report.questions] == ["m1", "h1", "m2"]


def test_a_due_point_gets_the_follow_up_first():
    step = begun(Answered(text="a"), graded(0, 0), due={"q": ("p1",)}).step
    assert isinstance(step, FollowUp)
    assert step.target.id == "p1"


def test_an_appeal_raises_and_never_lowers():
    sheets = begun(Answered(text="a b"), graded(0, 1), follow_ups=0).as_if_stopped().sheets
    better = Finding(point="p0", credit=1, quote="b", turn=0, start=2, end=3)
    worse = Finding(point="p1", credit=0)
    judged = [
        AppealJudged(question=1, point="p0", upheld=True, finding=better),
        AppealJudged(question=1, point="p1", upheld=True, finding=worse),
        AppealJudged(question=9, point="p1", upheld=True, finding=better),
    ]
    (sheet,) = amended(sheets, judged)
    assert [found.credit for found in sheet.findings] == [1, 1]
    (sheet,) = amended(sheets, [judged[0].model_copy(update={"upheld": False})])
    assert [found.credit for found in sheet.findings] == [0, 1]
