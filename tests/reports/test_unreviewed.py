"""A report says that its questions were drafts, or imported, and that nobody has reviewed them."""

import pytest

from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.questions import Question
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet
from interviewer.reports.facts import graded_by

BY = ExaminerIdentity(name="offline", version="1", kind="offline")


def report(*marks):
    questions = tuple(
        Question(id=f"q{n}", prompt="Why?", reference_answer="So.", review=mark)
        for n, mark in enumerate(marks)
    )
    plan = Plan(bank="b", questions=questions, examiner=BY)
    sheets = [Sheet(question, n, skipped=True) for n, question in enumerate(questions, 1)]
    return compose(plan, sheets)


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("drafted", None), "1 question was a draft and reviewed by nobody yet."),
        (("drafted", "drafted"), "2 questions were drafts and reviewed by nobody yet."),
        (("imported", None), "1 question was imported and reviewed by nobody yet."),
    ],
)
def test_unreviewed_questions_are_named(marks, said):
    assert graded_by(report(*marks)).endswith(said)
    assert [q.review for q in report(*marks).questions] == list(marks)


def test_a_models_name_keeps_its_letters():
    graded = report(None).model_copy(update={"examiner": "llama3.1"})
    assert graded_by(graded).startswith("llama3.1 graded this")
    assert graded_by(report(None)).startswith("The built-in offline examiner graded this")


def test_reviewed_ones_are_not():
    assert "nobody" not in graded_by(report(None, None))
