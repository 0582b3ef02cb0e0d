"""What a model says besides its gradings: answers to questions back, transitions, hints; and what is
held back of it.
"""

import asyncio
import json

import pytest

from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    Answered,
    Ask,
    Clarified,
    Clarify,
    Concluded,
    Finished,
    Graded,
    Hint,
)
from interviewer.core.questions import Foreseen
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.model.checks.spoken import may_ask_back
from interviewer.examiners.model.http.messages import ModelError
from tests.examiners.model.test_model_examiner import (
    ALL_MADE,
    ANSWER,
    GOOD,
    QUESTION,
    examiner_of,
    graded,
    reply,
    said,
    sheet,
)
from tests.helpers.doubles import Says, ScriptedModel

BACK = "Is this about one column or about several together?"
CLARIFIED = "About one column; take whichever kind you know best."


def clarifying(text: str) -> str:
    return json.dumps({"clarification": text})


async def test_a_question_back_is_answered_and_costs_one_call():
    model = ScriptedModel(said(clarifying(CLARIFIED)))
    outcome, _ = await graded(examiner_of(model), sheet(BACK))
    assert outcome == Clarified(text=CLARIFIED)
    assert len(model.requests) == 1
    assert model.replies[0].closed


async def test_nothing_is_waited_for_behind_the_answer_to_a_question_back():
    """A server that keeps to the schema goes on with findings that nobody needs."""
    never = asyncio.Event()
    model = ScriptedModel([*said(clarifying(CLARIFIED)[:-1]), never, ', "findings": []}'])
    outcome, _ = await graded(examiner_of(model), sheet(BACK))
    assert outcome == Clarified(text=CLARIFIED)


async def test_only_what_may_ask_back_has_a_place_for_it_in_the_form():
    model = ScriptedModel(said(GOOD), said(GOOD), said(GOOD))
    for answer, place in ((ANSWER, False), (BACK, True)):
        await graded(examiner_of(model), sheet(answer))
        assert ("clarification" in model.requests[-1].schema["properties"]) is place
    await graded(examiner_of(model), sheet(BACK), follow_ups=0)
    assert "clarification" not in model.requests[-1].schema["properties"]


async def test_an_answer_is_graded_whatever_the_model_calls_it():
    """An answer that a model takes for a question back is asked for again, and never lost."""
    model = ScriptedModel(said(clarifying(CLARIFIED)), said(GOOD))
    outcome, _ = await graded(examiner_of(model), sheet(ANSWER))
    assert isinstance(outcome, Graded)
    assert len(model.requests) == 2


@pytest.mark.parametrize(
    "leaks",
    [
        "Think of scanning the whole table.",
        "You are right, go on.",
        "Every insert has to maintain the index as well, so mind that.",
        "word " * 70,
        "Goodbye, [Candidate's Name]. It was a pleasure.",
        "Thank you for your feedback.",
    ],
)
async def test_what_gives_a_point_away_or_judges_is_said_in_canned_words(leaks):
    model = ScriptedModel(said(clarifying(leaks)))
    outcome, _ = await graded(examiner_of(model), sheet(BACK))
    assert isinstance(outcome, Clarified)
    assert outcome.text != " ".join(leaks.split())
    assert "scan" not in outcome.text


@pytest.mark.parametrize(
    ("answer", "may"),
    [
        (BACK, True),
        ("What do you mean by that?", True),
        ("You mean one column?", True),
        ("Not sure what you mean. For reads?", True),
        (ANSWER, False),
        ("It finds rows. Why? Because it is sorted.", False),
        ("Is it? " + "word " * 40, False),
    ],
)
def test_a_question_back_is_short_and_a_question(answer, may):
    assert may_ask_back(answer) is may


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jumping straight to the rows, fine; let us leave the database there.", True),
        ("Great answer, let us go on.", False),
        ("You missed something there, let us go on.", False),
        ("Shall we go on?", False),
        ("So much for rows; the cost of keeping it up to date comes later.", False),
        ("word " * 31, False),
        ("", False),
    ],
)
async def test_a_transition_takes_up_what_was_said_and_gives_nothing_away(text, kept):
    halves = reply(
        ("lookup", "yes", "jump straight to the rows"), ("write-cost", "no", ""), follow_up=None,
        transition=text,
    )  # fmt: skip
    question = QUESTION.model_copy(
        update={
            "rubric": (
                QUESTION.rubric[0],
                QUESTION.rubric[1].model_copy(
                    update={"description": "Says what it costs to keep it up to date."}
                ),
            )
        }
    )
    question.__dict__.pop("points", None)
    model = ScriptedModel(said(halves))
    outcome, _ = await graded(examiner_of(model), sheet(ANSWER, question=question))
    assert outcome.transition == (text if kept else "")


async def test_no_transition_stands_beside_a_follow_up():
    model = ScriptedModel(said(GOOD[:-1] + ', "transition": "Let us leave the rows there."}'))
    outcome, _ = await graded(examiner_of(model), sheet(ANSWER))
    assert outcome.transition == ""


async def test_an_interview_says_the_transition_before_the_next_question():
    """And a question back between costs no follow-up."""
    transition = "Jumping straight to the rows, fine; let us leave it there."
    whole = json.loads(ALL_MADE) | {"transition": transition}
    model = ScriptedModel(said(clarifying(CLARIFIED)), said(json.dumps(whole)), said(GOOD))
    examiner = examiner_of(model)
    session = Session(
        Plan(bank="b", questions=(QUESTION, QUESTION.model_copy(update={"id": "two"})),
             examiner=examiner.identity, follow_ups=1)
    )  # fmt: skip
    session.send(Answered(text=BACK))
    outcome = await examiner.grade(session.step, lambda _: None)
    asked = session.send(outcome)
    assert (asked.instead, asked.follow_up) == (CLARIFIED, 0)
    assert [c.reply for c in asked.sheet.clarifications] == [CLARIFIED]
    assert asked.sheet.turns == ()
    session.send(Answered(text=f"{ANSWER} And every insert pays for it."))
    following = session.send(await examiner.grade(session.step, lambda _: None))
    assert (following.lead, following.sheet.number) == (transition, 2)
    assert not isinstance(following, Finished | Concluded)


def asking(question=QUESTION) -> Ask:
    return Ask(Sheet(question, 1), 1, question.prompt, 0, 1)


async def test_a_question_back_that_rules_saw_is_answered_by_the_model():
    model = ScriptedModel(said(f'"{CLARIFIED}"'))
    step = Clarify(asking(), "Do you mean per column?", "question")
    found = await examiner_of(model).clarify(step, lambda _: None)
    assert found.text == CLARIFIED
    assert "per column" in model.requests[0].messages[-1].content


async def test_what_the_bank_foresees_and_what_is_a_wish_costs_no_call():
    question = QUESTION.model_copy(
        update={"clarifications": (Foreseen(asked=("per column?",), reply="Yes, one."),)}
    )
    model = ScriptedModel()
    examiner = examiner_of(model)
    step = Clarify(asking(question), "Do you mean per column?", "question")
    assert (await examiner.clarify(step, lambda _: None)).text == "Yes, one."
    again = await examiner.clarify(Clarify(asking(), "again?", "repeat"), lambda _: None)
    assert QUESTION.prompt in again.text


@pytest.mark.parametrize(
    "says",
    [Says([], opening=ModelError("Down.")), said("Mind that scanning the whole table is slow.")],
)
async def test_a_clarification_always_comes(says):
    step = Clarify(asking(), "Do you mean per column?", "question")
    found = await examiner_of(ScriptedModel(says)).clarify(step, lambda _: None)
    assert found.text
    assert "scan" not in found.text


TARGET = Target("write-cost", QUESTION.rubric[1].description, QUESTION.rubric[1].follow_up)


def hinting(rung: int, question=QUESTION) -> Hint:
    return Hint(Sheet(question, 1, (Turn(question.prompt, ANSWER),)), TARGET, rung)


async def test_a_hint_is_the_banks_own_where_it_has_one():
    question = QUESTION.model_copy(update={"hints": ("Look at the price.",)})
    found = await examiner_of(ScriptedModel()).hint(hinting(1, question), lambda _: None)
    assert found.text == "Look at the price."


@pytest.mark.parametrize(
    ("rung", "text", "kept"),
    [
        (1, "You jump to the rows; now look at the other side of the ledger.", True),
        (1, "Every insert has a price.", False),
        (3, "An insert has to do something more than it had to before.", True),
        (3, "Says that every insert has to maintain the index as well.", False),
        (3, "Great, an insert has its price.", False),
    ],
)
async def test_a_hint_says_no_more_than_its_rung_may(rung, text, kept):
    found = await examiner_of(ScriptedModel(said(text))).hint(hinting(rung), lambda _: None)
    assert (found.text == text) is kept
    assert (found.point, found.rung) == ("write-cost", rung)
