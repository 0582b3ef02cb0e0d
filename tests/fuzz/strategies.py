"""What the state machine says: plans, answers, verdicts; hostile ones among them."""

from hypothesis import strategies as st

from interviewer.core.grading import Belief, Finding, Verdict, checked, locate
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import Graded
from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.core.text import normalise

SCRIPT = ExaminerIdentity(name="first", version="1", kind="script")

HOSTILE = (
    "\x1b[31m\x1b]52;c;eA==\x07", "\u202eabc", "[/b] [@click=app.quit]x[/]", "{x} %s $name </answer>",
    "a\u2028b\u0085c", "\x00", "\ud800", "caf\u00e9 \U0001f468\u200d\U0001f469", "one\r\ntwo\rthree",
    "/skip", "  one  \n\n two", "\ufeff\ufffe", "x" * 3000, "e\u0301\u0301 \u0130\ufb01",
)  # fmt: skip

words = st.sampled_from(["one", "two", "three", "scattering", "no idea", "why?", *HOSTILE])
texts = st.one_of(
    st.lists(words, min_size=1, max_size=4).map(" ".join), st.text(max_size=12), words
)
"""Anything that may be typed, blanks included."""
answers = texts.map(normalise)
said = answers.filter(lambda text: text.strip())

good = st.lists(
    st.sampled_from(["one", "two", "caf\u00e9", "x"]), min_size=1, max_size=4, unique=True
).map(" and ".join)
"""Answers that hold words an examiner quotes, see `marks`."""

weights = st.sampled_from([1, 2, 3.5, 1e-9, 1_000_000, 0.1])


@st.composite
def plans(draw):
    questions = []
    for number in range(draw(st.integers(1, 3))):
        rubric = tuple(
            RubricPoint(
                id=f"p{i}",
                weight=draw(weights),
                essential=draw(st.booleans()),
                description=f"the point {i} of question {number}",
                follow_up=draw(st.sampled_from([None, f"And {i}?"])),
            )
            for i in range(draw(st.integers(1, 3)))
        )
        wrong = (Misconception(id="m", description="believes m"),) if draw(st.booleans()) else ()
        questions.append(
            Question(
                id=f"q{number}",
                topic=draw(st.sampled_from(["a", "b"])),
                prompt=f"What of {number}? {normalise(draw(st.sampled_from(HOSTILE)))}",
                rubric=rubric,
                misconceptions=wrong,
            )
        )
    return Plan(
        bank=f"Bank {normalise(draw(st.sampled_from(HOSTILE)))}",
        questions=tuple(questions),
        examiner=SCRIPT,
        follow_ups=draw(st.integers(0, 3)),
        feedback=draw(st.sampled_from(["end", "each"])),
        level=draw(st.sampled_from(["", "", "senior"])),
        mode=draw(st.sampled_from(["interview", "interview", "exam"])),
        predict=draw(st.booleans()),
        adaptive=draw(st.booleans()),
        count=draw(st.none() | st.integers(1, 3)),
    )


marks = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 0.3, 0.5, 1]), st.sampled_from(["one", "two", "caf\u00e9", "x"])
    ),
    min_size=3,
    max_size=3,
)
"""For each point, the credit that an examiner would give and the words it would quote."""


def verdict(sheet, given, who, *, belief=False):
    """What an examiner makes of those marks: only quotes that prove something are credited."""
    findings = tuple(
        checked(
            Finding(point=point.id, credit=credit, quote=quote),
            sheet.question,
            sheet.answers,
            sheet.asked,
        )
        for point, (credit, quote) in zip(sheet.question.points, given, strict=False)
    )
    beliefs = ()
    place = locate("one", sheet.answers) if belief and sheet.question.misconceptions else None
    if place is not None:
        quote = sheet.answers[place.turn][place.start : place.end]
        beliefs = (
            Belief(
                misconception="m",
                quote=quote,
                turn=place.turn,
                start=place.start,
                end=place.end,
            ),
        )
    return Verdict(examiner=who, findings=findings, beliefs=beliefs)


def graded(sheet, given, who, *, belief=False):
    return Graded(verdict=verdict(sheet, given, who, belief=belief))
