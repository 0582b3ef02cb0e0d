"""The exam of an examiner: what is counted, and which advice comes of it."""

import asyncio

import pytest

from interviewer import assets
from interviewer.api.grading import load_bank
from interviewer.calibration.exam import (
    ExamAnswer,
    Marks,
    Result,
    Sat,
    marks,
    read_exam,
    result,
    sit,
    tally,
)
from interviewer.core.questions import Question, RubricPoint
from interviewer.testing import ScriptedExaminer

QUESTION = Question(
    id="q",
    prompt="?",
    rubric=tuple(RubricPoint(id=name, description=name) for name in ("a", "b", "c", "d")),
)
PEOPLE = {"a": True, "b": True, "c": False, "d": False}


def test_every_kind_of_decision_is_counted():
    answer = ExamAnswer(QUESTION, "words", PEOPLE, hostile=True)
    found = marks(
        [Sat(answer, {"a": True, "b": False, "c": True, "d": None}), Sat(answer, None)], 6.0
    )
    assert found == Marks(
        points=8, right=1, undecided=5, false_credits=1, false_credits_hostile=1, missed=1,
        answers=2, ungraded=1, seconds=6.0,
    )  # fmt: skip
    assert found.seconds_each == 3.0


@pytest.mark.parametrize(
    ("model", "rules", "advice"), [(90, 80, "model"), (70, 80, "rules"), (81, 80, "either")]
)
def test_the_advice_follows_from_the_share_of_right_points(model, rules, advice):
    result = Result(
        examiner="m", model=Marks(points=100, right=model), rules=Marks(points=100, right=rules)
    )
    assert result.advice == advice
    assert f"{rules}%" in result.sentence


def test_an_examiner_sits_it_answer_by_answer():
    answers = [ExamAnswer(QUESTION, "It is about a.", PEOPLE, hostile=False)] * 2
    heard = []
    found = asyncio.run(
        sit(ScriptedExaminer({"a": "about a"}, "The server is down."), answers, heard.append)
    )
    found = marks(found)
    assert heard == [1, 2]
    assert (found.right, found.missed, found.ungraded) == (3, 1, 1)


def test_the_shipped_exam_has_forty_answers_of_every_question_and_a_third_of_them_is_wrong():
    answers = read_exam(assets.exam(), load_bank().values())
    assert len(answers) == 40
    assert len({answer.question.id for answer in answers}) == 10
    assert sum(answer.hostile for answer in answers) >= 13
    for answer in answers:
        assert set(answer.points) == {point.id for point in answer.question.points}


def sat(decided: dict[str, bool | None] | None, question: str = "q") -> Sat:
    asked = QUESTION.model_copy(update={"id": question})
    return Sat(ExamAnswer(asked, "words", PEOPLE, hostile=False), decided)


def test_two_that_are_right_about_different_points_are_better_together():
    """The model never misses a made point, the rules never credit a missed one."""
    generous = {"a": True, "b": True, "c": True, "d": False}
    strict = {"a": True, "b": None, "c": False, "d": False}
    model = [sat(generous, f"q{n}") for n in range(6)]
    rules = [sat(strict, f"q{n}") for n in range(6)]
    found = result("m", model, rules, seconds=1.0)
    assert (found.model.share, found.rules.share, found.both.share) == (0.75, 0.75, 1.0)
    assert found.advice == "both"
    assert "--best" in found.sentence
    assert found.trust.model == tally(model)


def test_a_question_is_decided_by_counts_of_the_others_alone():
    """With one question there is nothing to count by: where they differ stays open."""
    model, rules = [sat(dict.fromkeys(PEOPLE, True))], [sat(dict.fromkeys(PEOPLE, False))]
    assert result("m", model, rules, seconds=1.0).both.undecided == 4


def test_an_answer_that_the_model_could_not_grade_stays_ungraded():
    found = result("m", [sat(None)], [sat(dict(PEOPLE))], seconds=1.0)
    assert found.both.ungraded == 1


def test_an_exam_of_an_earlier_version_gives_its_advice_still():
    old = {
        "examiner": "m",
        "model": {"points": 10, "right": 5},
        "rules": {"points": 10, "right": 9},
    }
    assert Result.model_validate(old).advice == "rules"
