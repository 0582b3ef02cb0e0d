"""The types that `import interviewer` promises, for mypy: nothing here is run.

`make types` checks this file; a type that changes is a change of the public face.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from typing import Any, assert_type

import interviewer as iv
from interviewer.testing import ListRecorder, ScriptedCandidate, ScriptedExaminer

Row = dict[str, str]


def banks() -> None:
    bank = iv.load_bank("sql.json")
    assert_type(bank, iv.Bank)
    assert_type(bank["null-comparison"], iv.Question)
    assert_type(bank["null-comparison"].points[0], iv.RubricPoint)
    assert_type(iter(bank), Iterator[str])
    assert_type(bank.title, str)
    assert_type(bank.warnings, tuple[iv.Fault, ...])
    try:
        iv.load_bank()
    except iv.BankError as error:
        assert_type(error.faults, tuple[iv.Fault, ...])
        assert_type((error.faults[0].line, error.faults[0].column), tuple[int, int])
        assert_type(error.faults[0].remedy, str)


def one_answer(question: iv.Question) -> None:
    result = iv.grade(question, "An answer.")
    assert_type(result, iv.AnswerResult)
    assert_type(
        (result.score, result.low, result.high), tuple[float | None, float | None, float | None]
    )
    assert_type(result.grade, str | None)
    assert_type(result.reason, str | None)
    assert_type(result.points, Mapping[str, iv.PointResult])
    point = result.points["a"]
    assert_type((point.made, point.credit), tuple[bool | None, float | None])
    assert_type((point.quote, point.start, point.end), tuple[str | None, int | None, int | None])
    iv.grade(question, ["one", "two"], asked=["more?"], by=ScriptedExaminer({"a": "one"}))


async def one_answer_async(question: iv.Question) -> None:
    assert_type(await iv.agrade(question, "An answer.", by="offline"), iv.AnswerResult)


def many_answers(bank: iv.Bank, rows: list[Row]) -> None:
    graded = iv.grade_many(rows, bank, by="offline", concurrency=4)
    assert_type(graded, Iterator[tuple[Row, iv.AnswerResult]])
    assert_type(iv.agrade_many(rows, bank), AsyncIterator[tuple[Row, iv.AnswerResult]])
    grader = iv.Grader(bank, by="model", model="m")
    assert_type(grader(rows), list[dict[str, Any]])
    assert_type(grader({"question_id": ["a"], "answer": ["b"]}), dict[str, Any])
    assert_type(grader.results(rows), list[iv.AnswerResult])


def an_interview(bank: iv.Bank) -> None:
    with iv.Interview(bank, count=3, topic="joins", follow_ups=1, by="offline") as interview:
        assert_type(interview.question, str | None)
        assert_type(interview.answer("An answer."), iv.AnswerResult | None)
        assert_type(interview.hint(), str)
        interview.skip()
        interview.stop()
        assert_type(interview.report, iv.Report)
        assert_type(interview.report.questions, tuple[iv.QuestionReport, ...])
        assert_type(interview.replies[0].kind == "answered", bool)
        interview.send(iv.Stopped())


def sessions() -> None:
    found = iv.Sessions()
    latest = found["latest"]
    assert_type(latest, iv.ArchivedSession)
    assert_type(latest.report(), iv.Report)
    assert_type(latest.verify(), iv.Verification)
    assert_type(latest.finished, datetime | None)
    assert_type(found.get("another"), iv.ArchivedSession | None)


def examiners() -> None:
    assert_type(iv.examiner("model", model="m", base_url="http://127.0.0.1:9/v1"), iv.Examiner)
    own: iv.Examiner = Own()
    scripted: iv.Examiner = ScriptedExaminer()
    candidate: iv.Candidate = ScriptedCandidate("one", iv.Skipped())
    recorder: iv.Recorder = ListRecorder()
    assert_type(own.usage, str)
    del scripted, candidate, recorder


class Own(iv.BaseExaminer):
    identity = iv.ExaminerIdentity(name="own", version="1", kind="script")

    async def grade(self, step: iv.Grade, notify: object) -> iv.Graded | iv.Ungraded:
        return iv.Ungraded(reason=step.sheet.answers[-1])
