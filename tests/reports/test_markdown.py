"""The Markdown report and the transcript on the screen hold what was said between the answers too."""

from textual.content import Content

from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.questions import Question
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Clarification, GivenHint, Sheet, Turn
from interviewer.reports import markdown, plain_text
from interviewer.reports.html import to_html
from interviewer.ui.tui import transcript_screen

QUESTION = Question(
    id="sky", prompt="Why is the sky blue?", reference_answer="Short waves scatter."
)


def report(hints=2):
    verdict = Verdict(
        examiner="offline",
        findings=tuple(Finding(point=point.id, credit=0) for point in QUESTION.points),
    )
    turn = Turn(QUESTION.prompt, "It is wide.", verdict=verdict, hints=hints)
    sheet = Sheet(
        QUESTION,
        1,
        (turn,),
        hints=tuple(GivenHint(text=f"rung {n}", point="p", rung=n) for n in range(1, hints + 1)),
        clarifications=(Clarification(asked="By *day*?", reply="Yes, by day. <b>"),),
    )
    examiner = ExaminerIdentity(name="offline", version="1", kind="offline")
    return compose(Plan(bank="b", questions=(QUESTION,), examiner=examiner), [sheet])


def test_questions_back_and_hints_are_in_the_markdown():
    text = markdown.to_markdown(report())
    assert "**You asked back:** By \\*day\\*?" in text
    assert text.index("You asked back") < text.index("**Interviewer:** Yes, by day.")
    assert "(2 hints were given)" in text
    assert "(1 hint was given)" in markdown.to_markdown(report(hints=1))
    assert "hint was" not in markdown.to_markdown(report(hints=0))


def test_they_are_in_the_page_with_nothing_breaking_out():
    page = to_html(report())
    assert page.index("You asked back") < page.index("Yes, by day. &lt;b&gt;")
    assert "(2 hints were given)" in page
    assert "hint was" not in to_html(report(hints=0))


def test_they_are_in_the_transcript_on_the_screen():
    (question,) = report().questions
    said = [
        str(turn.text)
        for turn in transcript_screen._turns(1, question)
        if isinstance(turn.text, str | Content)
    ]
    assert "By *day*?" in said
    assert "Yes, by day. <b>" in said
    assert "2 hints" in said


def test_plain_lines_hold_them_too_and_the_follow_up_without_an_answer():
    found = report()
    (question,) = found.questions
    left = question.model_copy(update={"unanswered": "And at night?"})
    lines = "\n".join(plain_text.report_lines(found.model_copy(update={"questions": (left,)})))
    assert 'You asked back: "By *day*?"\n       Interviewer: Yes, by day. <b>' in lines
    assert "2 hints were given." in lines
    assert "Follow-up without an answer: And at night?" in lines
