"""The Markdown report and the transcript on the screen hold what was said between the answers too."""

from html import escape

from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.questions import Question
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Clarification, GivenHint, Sheet, Turn
from interviewer.core.text import markdown as inline
from interviewer.reports import markdown, plain_text
from interviewer.reports.html import to_html
from interviewer.ui.tui import transcript_screen

QUESTION = Question(
    id="sky", prompt="Why is the sky blue?", reference_answer="Short waves scatter."
)


def report(hints=2, unanswered=None):
    verdict = Verdict(
        examiner="offline",
        findings=tuple(Finding(point=point.id, credit=0) for point in QUESTION.points),
    )
    turn = Turn(QUESTION.prompt, "It is wide.", verdict=verdict, hints=hints)
    sheet = Sheet(
        QUESTION,
        1,
        (turn,),
        unanswered=unanswered,
        between=(
            Clarification(asked="By *day*?", reply="Yes, by day. <b>"),
            *(GivenHint(text=f"rung {n}", point="p", rung=n) for n in range(1, hints + 1)),
            *([GivenHint("at night", "p", 3, answers=1)] if unanswered else []),
        ),
    )
    examiner = ExaminerIdentity(name="offline", version="1", kind="offline")
    return compose(Plan(bank="b", questions=(QUESTION,), examiner=examiner), [sheet])


SAID = ("Why is the sky blue?", "By *day*?", "Yes, by day. <b>", "rung 1", "rung 2", "It is wide.")
"""In the order of the conversation."""


def in_order(page, *said):
    places = [page.index(one) for one in said]
    return places == sorted(places)


def test_the_markdown_is_in_the_order_of_the_conversation():
    text = markdown.to_markdown(report())
    talk = text[text.index("**Interviewer:**") :]
    assert in_order(talk, *map(inline, SAID))
    assert "**You asked back:** By \\*day\\*?" in talk
    assert "**Interviewer, a hint:** rung 1" in talk
    assert "a hint" not in markdown.to_markdown(report(hints=0))


def test_so_is_the_page_with_nothing_breaking_out():
    page = to_html(report())
    assert in_order(page[page.index("<section") :], *map(escape, SAID))
    assert page.count("<h3>Interviewer, a hint</h3>") == 2


def test_so_is_the_transcript_on_the_screen():
    (question,) = report().questions
    said = [str(turn.text) for turn in transcript_screen._turns(1, question)]
    assert [text for text in said if text in SAID] == list(SAID)


def test_plain_lines_hold_what_came_between_and_the_follow_up_without_an_answer():
    lines = "\n".join(plain_text.report_lines(report(unanswered="And at night?")))
    assert 'You asked back: "By *day*?"\n       Interviewer: Yes, by day. <b>' in lines
    assert in_order(
        lines, "You asked back", "Hint: rung 1", "Hint: rung 2", "And at night?", "Hint: at night"
    )


def test_a_question_that_was_skipped_says_so_in_the_conversation():
    examiner = ExaminerIdentity(name="offline", version="1", kind="offline")
    skipped = Sheet(QUESTION, 1, skipped=True)
    found = compose(Plan(bank="b", questions=(QUESTION,), examiner=examiner), [skipped])
    assert "**You:** (no answer)" in markdown.to_markdown(found)
    assert "(no answer)" in to_html(found)
