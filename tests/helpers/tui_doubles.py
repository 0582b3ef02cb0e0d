"""Stand-ins for the rest of the program, as the screen sees it: no file, no clock, no model.

They run the real interview loop. What the examiner finds depends on the answer alone: a point is
made where one of its signs occurs. Hurdles (a gate, a failure) are laid out by the test.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from interviewer.core.errors import ReportedError
from interviewer.core.grading import Belief, Finding, Verdict, checked, locate
from interviewer.core.interview import Session, amended
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import (
    AnyReply,
    Appealed,
    Concluded,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Ungraded,
    ends_the_draft,
)
from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.core.report import Report
from interviewer.core.report_builder import compose, question_report
from interviewer.core.run import Candidate, Notice, OnNotice, OnWords, RecordError, run
from interviewer.core.short_names import title
from interviewer.examiners import appeals
from interviewer.examiners.base import BaseExaminer
from interviewer.practice.progress import Progress
from interviewer.ui.home_views import (
    BankQuestion,
    HomeView,
    ModelForm,
    PastSession,
    StandingView,
    Tonight,
)
from interviewer.ui.ports import Appeal, Interview, Judged, SavedFiles
from interviewer.ui.question_choice import QuestionChoice

if TYPE_CHECKING:
    import asyncio

REGULARIZATION = Question(
    id="regularization",
    topic="training",
    difficulty="easy",
    prompt="What is regularization? Give me a few techniques and say what each of them does.",
    reference_answer=(
        "Regularization is anything meant to improve the validation score, sometimes at the cost "
        "of the training score. L1 penalises absolute values and gives sparse parameters."
    ),
    rubric=(
        RubricPoint(
            id="purpose",
            weight=3,
            essential=True,
            description="It is meant to improve generalisation, the validation score",
            signs=("validation", "generalise"),
            follow_up="You say it helps. Helps on which data, and what might you give up for it?",
        ),
        RubricPoint(
            id="l1",
            description="L1 penalises absolute values and gives sparse parameters",
            signs=("sparse",),
            follow_up="What do the weights look like after an L1 penalty?",
        ),
        RubricPoint(
            id="dropout",
            description="Dropout sets outputs to zero at random while training",
            signs=("dropout", "drop units"),
        ),
    ),
    misconceptions=(
        Misconception(
            id="raises-training",
            description="Regularization raises the training score",
            signs=("raises the training score",),
            follow_up="Does it? What happens to the training score?",
        ),
    ),
)
ENSEMBLES = Question(
    id="ensembles",
    topic="modelling",
    prompt="Why does an ensemble usually score above its single members?",
    reference_answer="The members make different errors, which compensate one another.",
    rubric=(
        RubricPoint(
            id="errors-differ",
            weight=3,
            essential=True,
            description="The members make different errors, which compensate one another",
            signs=("different errors",),
            follow_up="What must be true of the members' mistakes for that?",
        ),
        RubricPoint(
            id="cost", description="It costs more compute or latency", signs=("slower", "compute")
        ),
    ),
)
LEAKAGE = Question(
    id="validation-and-test",
    topic="evaluation",
    difficulty="hard",
    prompt="Why do we need both a validation set and a test set?",
    rubric=(
        RubricPoint(id="leak", weight=2, description="Tuning on a score leaks it", signs=("leak",)),
        RubricPoint(id="final", description="The test set is used once", signs=("once",)),
    ),
)
QUESTIONS = (REGULARIZATION, ENSEMBLES, LEAKAGE)
IDENTITY = ExaminerIdentity(name="offline", version="1", kind="script")


class SignExaminer(BaseExaminer):
    """Finds a point where one of its signs is said. Its hurdles are used up, each once."""

    identity = IDENTITY

    def __init__(self) -> None:
        self.failures: list[str] = []
        """Reasons why the next gradings fail."""
        self.undecided: set[str] = set()
        """Points it never decides."""
        self.gate: asyncio.Event | None = None
        """Where set, gradings wait for it."""
        self.words: list[str] = []
        """The pieces in which the next follow-up is heard; empty: the canned one, at once."""
        self.word_gate: asyncio.Event | None = None
        """Where set, a follow-up waits for it after its words."""
        self.errors: list[Exception] = []
        """Raised by the next gradings: defects."""
        self.graded: list[Grade] = []

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded:
        self.graded.append(step)
        notify(Notice("reading your answer"))
        if self.gate is not None:
            await self.gate.wait()
        if self.errors:
            raise self.errors.pop(0)
        if self.failures:
            return Ungraded(reason=self.failures.pop(0))
        return Graded(verdict=self._verdict(step))

    def _verdict(self, step: Grade) -> Verdict:
        question, answers = step.sheet.question, step.sheet.answers
        findings = []
        for point in question.points:
            sign = next((s for s in point.signs if locate(s, answers)), None)
            found = Finding(point=point.id, credit=1 if sign else 0, quote=sign)
            if point.id in self.undecided:
                found = Finding(point=point.id, credit=None, note="It could mean either.")
            findings.append(checked(found, question, answers, step.sheet.asked))
        return Verdict(
            examiner=self.identity.name, findings=tuple(findings), beliefs=_beliefs(step)
        )

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        words, self.words = self.words, []
        for piece in words:
            show_words(piece)
        if words and self.word_gate is not None:
            await self.word_gate.wait()
        text = "".join(words) or step.target.canned or "What else belongs to a full answer?"
        return FollowedUp(text=text, point=step.target.id)

    async def conclude(self, step: object, notify: OnNotice) -> Concluded:
        return Concluded(text="You explain causes well. Say next time what a method costs.")


def _beliefs(step: Grade) -> tuple[Belief, ...]:
    found = []
    for wrong in step.sheet.question.misconceptions:
        for sign in wrong.signs:
            place = locate(sign, step.sheet.answers)
            if place is not None:
                found.append(
                    Belief(
                        misconception=wrong.id,
                        quote=sign,
                        turn=place.turn,
                        start=place.start,
                        end=place.end,
                    )
                )
    return tuple(found)


class FakeInterview:
    """An interview in memory."""

    def __init__(
        self,
        plan: Plan,
        examiner: SignExaminer,
        replies: Sequence[AnyReply] = (),
        fallback: SignExaminer | None = None,
    ) -> None:
        self.id = "20261121-184000-abcd"
        self.session = Session(plan, replies)
        self.badge = "offline estimate"
        self.greeting = ""
        self.examiner = examiner
        self.fallback = fallback
        self.seconds = 462.0
        self.kept_draft = ""
        self.drafts: list[str] = []
        self.draft_error = ""
        self.record_errors: list[str] = []
        self.conduct_error: Exception | None = None
        self.discarded = False
        self.tokens = ""
        self.appeals = []
        self.unreachable: list[str] = []
        """Why the server is not reached, each time that is asked."""
        self.reach = ""

    def elapsed(self) -> float:
        return self.seconds

    def draft(self) -> str:
        return self.kept_draft

    def keep_draft(self, text: str) -> None:
        if self.draft_error:
            raise ReportedError(self.draft_error)
        self.kept_draft = text
        self.drafts.append(text)

    def record(self, reply: AnyReply) -> None:
        if self.record_errors:
            raise RecordError(self.record_errors.pop(0))
        if ends_the_draft(reply):
            self.kept_draft = ""  # a draft counts until the next reply

    def usage(self) -> str:
        return self.tokens

    def discard(self) -> None:
        self.discarded = True

    def shown(self) -> None:
        pass

    async def try_reach(self):
        why = self.unreachable.pop(0) if self.unreachable else ""
        if self.reach:
            self.reach = "unreachable" if why else "reached"
        return why

    def sheets(self):
        ended = self.session.as_if_stopped() if not self.session.finished else self.session.step
        return amended(ended.sheets, self.appeals)

    async def appeal(self, question_id, point, quote, why):
        sheet = next(s for s in self.sheets() if s.question.id == question_id)
        appeal = Appealed(question=sheet.number, point=point, quote=quote, why=why)
        judged = await appeals.judge(self.examiner, sheet, appeal)
        self.appeals.append(judged)
        return {"question": question_id, **judged.model_dump(include={"point", "upheld", "reason"})}

    def question(self, number):
        return question_report(next(s for s in self.sheets() if s.number == number))

    async def conduct(self, candidate: Candidate) -> Report:
        if self.conduct_error is not None:
            raise self.conduct_error
        finished = await run(self.session, candidate, self.examiner, self, fallback=self.fallback)
        sheets = amended(finished.sheets, self.appeals)
        return report_of(self.session.plan, sheets, finished.closing, self.id)


def report_of(plan: Plan, sheets: Sequence, closing: str = "", session: str = "s") -> Report:
    return compose(
        plan,
        sheets,
        closing=closing,
        session=session,
        started="2026-11-21T18:40:00+01:00",
        finished="2026-11-21T19:05:00+01:00",
        agreement="agrees with people on 83 of 100 points of this bank",
    )


UNFINISHED = PastSession(
    "20261122-184000-feed", "yesterday 18:40", "ML fundamentals", False, 4, 10, None, None, None, ""
)
PAST = PastSession(
    "20261121-101500-cafe",
    "21 Nov",
    "ML fundamentals",
    True,
    0,
    10,
    0.74,
    0.61,
    "B",
    "validation and test",
)


class FakeHost:
    """The program behind the screen, in memory. Errors named in `errors` are told once."""

    def __init__(self, questions: Sequence[Question] = QUESTIONS) -> None:
        self.questions = tuple(questions)
        self.examiner = SignExaminer()
        self.unfinished: tuple[PastSession, ...] = (UNFINISHED,)
        self.past: tuple[PastSession, ...] = (PAST,)
        self.hint = "No model is configured: `interviewer doctor` says how to connect one."
        self.errors: dict[str, str] = {}
        self.wishes: list[QuestionChoice] = []
        self.form = ModelForm("openai", "https://api.openai.com/v1", "", "", "none")
        self.calls: list[str] = []
        self.themes: list[str] = []
        self.remembered = ""
        self.tonight: Tonight | None = None
        self.stands = Progress((), (), (), (), (), date(2026, 12, 3), None)
        self.others = {}
        """By question: the attempts in other sessions."""
        self.latest: FakeInterview | None = None
        self.regraded: Report | None = None

    def interview(
        self, replies: Sequence[AnyReply] = (), *, feedback: str = "end", follow_ups: int = 2
    ) -> FakeInterview:
        plan = Plan(
            bank="Machine-learning fundamentals",
            questions=self.questions,
            examiner=IDENTITY,
            follow_ups=follow_ups,
            feedback=feedback,
        )
        self.latest = FakeInterview(plan, self.examiner, replies)
        return self.latest

    def _call(self, name: str, *rest: str) -> None:
        self.calls.append(" ".join((name, *rest)))
        if name in self.errors:
            raise ReportedError(self.errors.pop(name))

    def home(self) -> HomeView:
        return HomeView(
            title="Machine-learning fundamentals",
            topics=(("data", 3), ("evaluation", 2), ("foundations", 2), ("training", 3)),
            difficulties=(("easy", 3), ("medium", 6), ("hard", 1)),
            questions=10,
            minutes=35,
            examiner="built-in examiner, offline",
            model_hint=self.hint,
            unfinished=self.unfinished,
            past=self.past,
            bank=tuple(
                BankQuestion(q.id, title(q.id), q.topic, q.difficulty) for q in self.questions
            ),
            sample=self.questions[0].prompt,
            standing=StandingView(0.74, 0.61, (0.41, 0.55, 0.74)) if self.past else None,
            tonight=self.tonight,
        )

    def begin(self, wish: QuestionChoice) -> Interview:
        self.wishes.append(wish)
        self._call("begin")
        return self.interview(feedback="each" if wish.feedback_each else "end")

    def practise(self, *, missed: bool = False) -> Interview:
        self._call("practise", "missed" if missed else "due")
        return self.interview(feedback="each")

    def progress(self) -> Progress:
        self._call("progress")
        return self.stands

    def resume(self, session_id: str) -> Interview:
        self._call("resume", session_id)
        return self.interview()

    def report(self, session_id: str) -> Report:
        self._call("report", session_id)
        return report_of(self.interview().session.plan, ())

    def other_attempts(self, report):
        return self.others

    def again(self, report: Report, question_id: str) -> Interview:
        self._call("again", question_id)
        return self.interview()

    def save_html(self, report: Report) -> str:
        self._call("save_html")
        return "/home/ada/transcripts/20261121.html"

    def providers(self):
        return (("openai", "https://api.openai.com/v1"), ("ollama", "http://127.0.0.1:11434/v1"))

    def model(self) -> ModelForm:
        self._call("model")
        return self.form

    def models(self, form: ModelForm) -> tuple[str, ...]:
        self._call("models", form.base_url)
        return ("qwen3:8b", "llama3.2")

    def try_model(self, form: ModelForm) -> str:
        self._call("try_model", form.model)
        return f"{form.model} answers and can grade; the test took 0.4 s."

    def keep_model(self, form: ModelForm) -> str:
        self._call("keep_model", form.model)
        self.form = form
        return f"Saved in config.toml. From now on {form.model} grades."

    async def appeal(self, report: Report, question_id: str, appeal: Appeal) -> Judged:
        self._call("appeal", question_id, appeal.point, appeal.quote)
        assert self.latest is not None, "the report is of no interview of this host"
        heard = await self.latest.appeal(question_id, *appeal)
        renewed = report_of(self.latest.session.plan, self.latest.sheets(), report.closing)
        return Judged(heard["upheld"], heard["reason"], renewed)

    def save_transcript(self, report: Report) -> str:
        self._call("save_transcript")
        return "/home/ada/transcripts/20261121.md"

    def saved(self, report: Report) -> SavedFiles:
        self._call("saved")
        journal = "/home/ada/sessions/20261121.jsonl"
        return SavedFiles(journal, "/home/ada/transcripts/20261121.md", "")

    def regrade(self, report: Report) -> Report:
        self._call("regrade")
        assert self.regraded is not None, "the test has laid out no regraded report"
        return self.regraded

    def theme(self) -> str:
        return self.remembered

    def keep_theme(self, name: str) -> None:
        self._call("keep_theme", name)
        self.themes.append(name)
