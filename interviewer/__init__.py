"""A mock interviewer for the terminal: asks, follows up, grades with evidence, loses nothing.

As a library:

    import interviewer as iv

    bank = iv.load_bank("sql.json")
    result = iv.grade(bank["null-comparison"], "It yields unknown.")
    print(result.score, result.points["unknown"].quote)

The names in `__all__` are the promise; everything else may move. Each is loaded when it is first
used: `import interviewer` alone loads nothing.
"""

import sys

__version__ = "0.1.0"

TYPE_CHECKING = (
    False  # what type checkers take for true; importing it takes longer than all of this
)

if TYPE_CHECKING:
    from interviewer.api.grading import (
        agrade,
        agrade_many,
        examiner,
        grade,
        grade_many,
        load_bank,
    )
    from interviewer.api.interview import Interview
    from interviewer.banks.bank import Bank, UnknownQuestionError
    from interviewer.banks.faults import BankError, Fault, NoSuchBankError
    from interviewer.bulk.answer_result import AnswerResult, PointResult
    from interviewer.bulk.grader import Grader
    from interviewer.core.choices import Choice, Failure, Interrupted, KeptForLater
    from interviewer.core.errors import ReportedError, UsageError
    from interviewer.core.grading import Belief, Finding, Verdict, checked
    from interviewer.core.plan import ExaminerIdentity, Plan
    from interviewer.core.protocol import (
        Answered,
        Ask,
        Conclude,
        Concluded,
        Finished,
        FollowedUp,
        FollowUp,
        Grade,
        Graded,
        OutOfTurn,
        Review,
        Reviewed,
        Skipped,
        Stopped,
        Ungraded,
    )
    from interviewer.core.questions import Misconception, NothingToAsk, Question, RubricPoint
    from interviewer.core.report import PointReport, QuestionReport, Report
    from interviewer.core.run import Candidate, Examiner, Notice, Recorder, RecordError
    from interviewer.examiners.base import BaseExaminer
    from interviewer.storage.archive import (
        ArchivedSession,
        Sessions,
        UnknownSessionError,
        Verification,
    )
    from interviewer.storage.files import StorageError

__all__ = [
    "AnswerResult",
    "Answered",
    "ArchivedSession",
    "Ask",
    "Bank",
    "BankError",
    "BaseExaminer",
    "Belief",
    "Candidate",
    "Choice",
    "Conclude",
    "Concluded",
    "Examiner",
    "ExaminerIdentity",
    "Failure",
    "Fault",
    "Finding",
    "Finished",
    "FollowUp",
    "FollowedUp",
    "Grade",
    "Graded",
    "Grader",
    "Interrupted",
    "Interview",
    "KeptForLater",
    "Misconception",
    "NoSuchBankError",
    "NothingToAsk",
    "Notice",
    "OutOfTurn",
    "Plan",
    "PointReport",
    "PointResult",
    "Question",
    "QuestionReport",
    "RecordError",
    "Recorder",
    "Report",
    "ReportedError",
    "Review",
    "Reviewed",
    "RubricPoint",
    "Sessions",
    "Skipped",
    "Stopped",
    "StorageError",
    "Ungraded",
    "UnknownQuestionError",
    "UnknownSessionError",
    "UsageError",
    "Verdict",
    "Verification",
    "__version__",
    "agrade",
    "agrade_many",
    "checked",
    "examiner",
    "grade",
    "grade_many",
    "load_bank",
]

_PLACES = {
    "interviewer.api.grading": "agrade agrade_many examiner grade grade_many load_bank",
    "interviewer.api.interview": "Interview",
    "interviewer.banks.bank": "Bank UnknownQuestionError",
    "interviewer.banks.faults": "BankError Fault NoSuchBankError",
    "interviewer.bulk.answer_result": "AnswerResult PointResult",
    "interviewer.bulk.grader": "Grader",
    "interviewer.core.choices": "Choice Failure Interrupted KeptForLater",
    "interviewer.core.errors": "ReportedError UsageError",
    "interviewer.core.grading": "Belief Finding Verdict checked",
    "interviewer.core.plan": "ExaminerIdentity Plan",
    "interviewer.core.protocol": (
        "Answered Ask Conclude Concluded Finished FollowUp FollowedUp Grade Graded"
        " OutOfTurn Review Reviewed Skipped Stopped Ungraded"
    ),
    "interviewer.core.questions": "Misconception NothingToAsk Question RubricPoint",
    "interviewer.core.report": "PointReport QuestionReport Report",
    "interviewer.core.run": "Candidate Examiner Notice RecordError Recorder",
    "interviewer.examiners.base": "BaseExaminer",
    "interviewer.storage.archive": "ArchivedSession Sessions UnknownSessionError Verification",
    "interviewer.storage.files": "StorageError",
}
_MODULE_OF = {name: module for module, names in _PLACES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'interviewer' has no attribute {name!r}")
    __import__(module)  # importlib would be one more thing to load
    value: object = getattr(sys.modules[module], name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
