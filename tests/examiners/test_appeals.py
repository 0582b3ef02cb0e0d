"""A disputed point: judged by the words that are named, never lowered, once."""

import asyncio

import pytest

from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import Appealed, AppealJudged
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners import appeals
from interviewer.testing import ScriptedExaminer

QUESTION = Question(
    id="q",
    prompt="Why do ensembles help?",
    rubric=(
        RubricPoint(id="p", description="errors differ"),
        RubricPoint(id="r", description="cost"),
    ),
)
ANSWER = "The members err in other places. It costs more."


def sheet(p=0.0, r=1.0):
    findings = (
        Finding(point="p", credit=p),
        Finding(point="r", credit=r, quote="It costs more", turn=0, start=33, end=46),
    )
    verdict = Verdict(examiner="script", findings=findings)
    return Sheet(QUESTION, 1, (Turn(QUESTION.prompt, ANSWER, verdict=verdict),))


def appealed(quote="The members err in other places", point="p"):
    return Appealed(question=1, point=point, quote=quote, why="it says so")


def judge(appeal, grading, found=None):
    examiner = ScriptedExaminer(*([grading] if grading is not None else []))
    return asyncio.run(appeals.judge(examiner, found or sheet(), appeal))


def test_words_that_make_the_point_earn_it_where_they_stand():
    judged = judge(appealed("members err in other places"), {"p": "err in other places"})
    assert judged.upheld
    place = judged.finding
    assert ANSWER[place.start : place.end] == place.quote == "err in other places"


def test_words_that_were_not_said_earn_nothing_and_nobody_is_asked():
    judged = judge(appealed("their errors cancel out"), None)
    assert not judged.upheld
    assert judged.reason == appeals.NOT_SAID


def test_what_the_examiner_denies_again_stays_as_it_was():
    judged = judge(appealed(), {"p": 0.0})
    assert (judged.upheld, judged.finding) == (False, sheet().findings[0])


def test_a_grading_that_failed_changes_nothing():
    with pytest.raises(appeals.NotJudgedError, match="The server is down"):
        judge(appealed(), "The server is down.")


def test_words_of_the_question_prove_nothing():
    echoing = Sheet(QUESTION, 1, (Turn(QUESTION.prompt, "Why do ensembles help? Who knows."),))
    judged = judge(appealed("Why do ensembles help"), {"p": "Why do ensembles help"}, echoing)
    assert not judged.upheld


def judged_before(point):
    old = Finding(point=point, credit=0)
    return AppealJudged(question=1, point=point, upheld=False, finding=old)


@pytest.mark.parametrize(
    ("found", "appeal", "before", "why"),
    [
        (None, appealed(), (), appeals.NO_POINT),
        (sheet(), appealed(point="zzz"), (), appeals.NO_POINT),
        (sheet(), appealed(), (judged_before("p"),), appeals.BEFORE),
        (Sheet(QUESTION, 1, (Turn("?", "So."),)), appealed(), (), appeals.NO_GRADE),
        (sheet(), appealed(point="r"), (), appeals.MADE),
        (sheet(), appealed(), (judged_before("r"),), ""),
    ],
)
def test_what_is_not_heard_at_all(found, appeal, before, why):
    assert appeals.refused(found, appeal, before) == why
