"""The report's numbers by hand, and Markdown that nobody's text can break out of."""

import re

import pytest
from markdown_it import MarkdownIt

from interviewer.core.grading import Finding, Verdict
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    Answered,
    Concluded,
    FollowedUp,
    Graded,
    Skipped,
    Stopped,
    Ungraded,
)
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report_builder import compose
from interviewer.core.short_names import title
from interviewer.reports.markdown import to_markdown
from interviewer.reports.plain_text import report_lines
from tests.helpers.scripted import MarkExaminer


def question(name, topic="t", prompt=None, reference=None):
    return Question(
        id=name,
        topic=topic,
        prompt=prompt or f"What is {name}?",
        reference_answer=reference,
        rubric=(
            RubricPoint(id="one", weight=3, description="the first", essential=True),
            RubricPoint(id="two", weight=1, description="the second"),
        ),
    )


def verdict(one, two, *, examiner="script", turns=(0, 0)):
    found = [
        Finding(
            point=p, credit=c, quote="words" if c else None, turn=t if c else None, start=0, end=5
        )
        for p, c, t in (("one", one, turns[0]), ("two", two, turns[1]))
    ]
    return Graded(verdict=Verdict(examiner=examiner, findings=tuple(found)))


def composed(questions, *replies, **more):
    plan = Plan(bank="Bank", questions=tuple(questions), examiner=MarkExaminer().identity)
    finished = Session(plan, replies).as_if_stopped()
    return compose(plan, finished.sheets, closing=finished.closing, **more)


def test_scores_unaided_and_after_a_follow_up():
    report = composed(
        [question("a")],
        Answered(text="words first"),
        verdict(1, 0),
        FollowedUp(text="and?", point="two"),
        Answered(text="words then"),
        verdict(1, 1, turns=(0, 1)),
    )
    (found,) = report.questions
    assert (found.score, found.unaided_score, found.grade) == (1, 0.75, "A")
    assert [point.unaided for point in found.points] == [True, False]
    assert (report.score, report.unaided_score, report.grade) == (1, 0.75, "A")
    assert report.study == ()


def test_what_an_undecided_point_leaves_open_is_a_range():
    report = composed([question("a")], Answered(text="words"), verdict(1, None))
    (found,) = report.questions
    assert (found.score, found.low, found.high) == (1, 0.75, 1)
    assert found.points[1].state == "undecided"
    assert "(75 to 100 %)" in to_markdown(report)


def test_skipped_counts_zero_ungraded_and_unasked_do_not_count():
    report = composed(
        [question("a", "x"), question("b", "y"), question("c"), question("d")],
        Skipped(),
        Answered(text="words"),
        Ungraded(reason="The server is down."),
        Answered(text="words"),
        verdict(1, 1),
    )
    assert [q.status for q in report.questions] == ["skipped", "ungraded", "graded", "unasked"]
    assert [q.score for q in report.questions] == [0, None, 1, None]
    assert report.score == 0.5
    assert (report.asked, report.graded) == (3, 1)
    assert [topic.topic for topic in report.topics] == ["x", "t"]
    assert report.questions[1].reason == "The server is down."


def test_a_missed_essential_point_is_no_pass():
    report = composed([question("a")], Answered(text="words"), verdict(0, 1))
    assert report.questions[0].grade == "F"
    heavy = Question(
        id="h",
        prompt="p",
        rubric=(
            RubricPoint(id="one", weight=1, description="d", essential=True),
            RubricPoint(id="two", weight=9, description="d"),
        ),
    )
    report = composed([heavy], Answered(text="words"), verdict(0, 1))
    assert (report.questions[0].score, report.questions[0].grade) == (0.9, "D")


def test_a_question_of_which_nothing_could_be_decided_is_ungraded():
    report = composed([question("a")], Answered(text="words"), verdict(None, None))
    assert report.questions[0].status == "ungraded"
    assert report.score is None
    assert "No grade" in to_markdown(report)


def test_everybody_who_graded_is_named():
    report = composed(
        [question("a"), question("b")],
        Answered(text="words"),
        verdict(1, 1),
        Answered(text="words"),
        verdict(1, 1, examiner="offline"),
    )
    assert report.examiner == "script, offline"


def test_what_to_study_is_the_heaviest_first_and_at_most_five():
    questions = [question(name) for name in "abcdef"]
    replies = [Skipped()] * 6
    report = composed(questions, *replies)
    assert len(report.study) == 5
    assert report.study[0] == "A: the first"
    assert title("k-means_and more") == "K means and more"


def test_stopping_at_once_gives_an_empty_report():
    report = composed([question("a")], Stopped(), Concluded(text="bye"))
    assert (report.score, report.asked, report.closing) == (None, 0, "bye")
    assert list(report_lines(report))


HOSTILE = [
    "~~~\n# Out\n~~~",
    "```\n# Out\n```",
    "<script>alert(1)</script> <b>x</b>",
    "[click](https://example.org) ![img](x.png) <https://example.org>",
    "# Heading\n\n---\n\n* list\n\n> quote",
    "| a | b |\n|---|---|",
    "text\n===\nmore",
    "&lt;script&gt; &amp; \\# \\[x](y)",
    "a\x1b[31mred\x1b]8;;http://x\x07link\x07 \u202eabc \u2028 \x85 \x00",
    "1. one\n2. two\n- [ ] box\n[^1]: note\n[ref]: http://x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nobodys_text_breaks_out_of_its_place(text):
    asked = Question(
        id="a", topic=text, prompt=text, reference_answer=text,
        rubric=(RubricPoint(id="one", description=text), RubricPoint(id="two", description="d")),
    )  # fmt: skip
    plain = composed([question("a")], Answered(text="words"), verdict(1, 1))
    report = composed(
        [asked],
        Answered(text=text),
        Graded(
            verdict=Verdict(
                examiner=text,
                findings=(
                    Finding(point="one", credit=1, quote=text, turn=0),
                    Finding(point="two", credit=0),
                ),
            )
        ),
        FollowedUp(text=text, point="two"),
        Answered(text=text),
        Ungraded(reason=text),
    )
    report = report.model_copy(update={"bank": text, "closing": text, "study": (text,)})
    written = to_markdown(report)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(written)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in tokens + inline}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_block"}
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    normal = [t for t in parser.parse(to_markdown(plain)) if t.type == "heading_open"]
    assert len(headings) == len(normal) + 1  # "In closing" is there too
    fences = [token for token in tokens if token.type == "fence"]
    assert len(fences) == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", written)


def test_the_transcript_is_complete():
    report = composed(
        [question("a", reference="The full answer."), question("b")],
        Answered(text="words first"),
        verdict(1, 0),
        FollowedUp(text="And the other?", point="two"),
        Answered(text="words then"),
        verdict(1, 1, turns=(0, 1)),
        Skipped(),
        started="2026-01-02T03:04:05+00:00",
        finished="2026-01-02T04:04:05+00:00",
        session="s1",
    )
    text = to_markdown(report, digest="d" * 64)
    for part in (
        "# Bank: interview transcript",
        "**Grade C, 50 %**, unaided 38 %",
        "1 of 2 answered, 1 skipped",
        "- Started: 2026-01-02 03:04",
        f"- Journal SHA-256: {'d' * 64}",
        "| 1 | A | t | graded | 100 % | 75 % | A |",
        "| 2 | B | t | skipped | 0 % | 0 % | F |",
        "**Interviewer, follow-up 1:** And the other?",
        "~~~text\nwords then\n~~~",
        "- \u2713 **made, 3 of 3, essential**: the first\n  - \u201cwords\u201d (unaided)",
        "- \u25cb **made after a follow-up, 1 of 1**: the second\n  - \u201cwords\u201d (after follow-up 1)",
        "> The full answer.",
        "## To study next\n\n- B: the first",
    ):
        assert part in text


def test_a_follow_up_without_an_answer_is_told():
    report = composed(
        [question("a")],
        Answered(text="words"),
        verdict(1, 0),
        FollowedUp(text="And the other?", point="two"),
        Skipped(),
    )
    assert report.questions[0].unanswered == "And the other?"
    assert "**Interviewer, follow-up 1:** And the other?\n\n**You:** (no answer)" in to_markdown(
        report
    )


def test_a_session_is_graded_no_better_than_its_best_question():
    report = composed(
        [
            Question(
                id="h",
                prompt="p",
                rubric=(
                    RubricPoint(id="one", weight=1, description="d", essential=True),
                    RubricPoint(id="two", weight=9, description="d"),
                ),
            )
        ],
        Answered(text="words"),
        verdict(0, 1),
    )
    assert (report.score, report.grade, report.questions[0].grade) == (0.9, "D", "D")
    assert "essential point is missing" in report.questions[0].reason
