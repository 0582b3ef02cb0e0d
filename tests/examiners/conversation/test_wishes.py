"""What is typed but is no answer: every rule matches its own examples, and no answer's."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, Clarify, HintWanted, Queried, Skipped, Stopped
from interviewer.core.questions import Question
from interviewer.examiners.conversation.canned import clarified
from interviewer.examiners.conversation.wish_rules import ADDITION
from interviewer.examiners.conversation.wishes import RULES, recognised, wish_in
from interviewer.examiners.offline.identity import IDENTITY

QUESTION = Question(id="q", prompt="What is k-fold cross-validation?", reference_answer="Splits.")
ASK = Session(Plan(bank="b", questions=(QUESTION,), examiner=IDENTITY)).step
CASES = [(rule, text) for rule in RULES for text in rule.matches]
ANSWERS = [(rule, text) for rule in RULES for text in rule.misses]


@pytest.mark.parametrize(("rule", "text"), CASES, ids=lambda value: getattr(value, "name", value))
def test_a_rule_holds_for_its_examples(rule, text):
    assert wish_in(text) is rule


@pytest.mark.parametrize(("rule", "text"), ANSWERS, ids=lambda value: getattr(value, "name", value))
def test_what_a_rule_must_not_match_is_an_answer(rule, text):
    said = Answered(text=text)
    assert recognised(ASK, said) == said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("can we skip this one please", Skipped),
        ("my mind's gone blank", HintWanted),
        ("could you repeat the question?", "repeat"),
        ("do you mean per fold?", "question"),
        ("Can I assume balanced classes?", "question"),
        ("give me a second", "moment"),
        ("hmm", "moment"),
        ("quit", "stop"),
        ("/help", "help"),
        ("?", "help"),
    ],
)
def test_what_it_is_taken_for(text, kind):
    found = recognised(ASK, Answered(text=text))
    if isinstance(kind, str):
        assert found == Queried(text=text, about=kind)
    else:
        assert isinstance(found, kind)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "Never heard of it",
        "Is it when every fold has the same class shares?",
        "You split into k folds. Do you mean per fold? Each is held out once.",
        "Skip connections? They add the input to the output, so gradients pass.",
        "wait, let me think: it keeps the shares of each class",
        "do you mean per fold?\n\nIf so: every fold keeps the class shares.",
        "stop training early",
    ],
)
def test_what_says_something_is_an_answer(text):
    said = Answered(text=text)
    assert recognised(ASK, said) == said


FOLLOW_UP = replace(ASK, point="k", follow_up=1)


@pytest.mark.parametrize("text", ADDITION.matches)
def test_what_adds_to_the_answer_before_says_so(text):
    said = recognised(FOLLOW_UP, Answered(text=f"{text.capitalize()}.\n\nIt is so.", seconds=3.0))
    assert (said.adds, said.seconds) == (True, 3.0)
    assert not getattr(recognised(ASK, Answered(text=text)), "adds", False), "nothing was said yet"


@pytest.mark.parametrize("text", ADDITION.misses)
def test_what_only_looks_like_an_addition_answers_the_follow_up(text):
    assert not recognised(FOLLOW_UP, Answered(text=text)).adds


@pytest.mark.parametrize("unit", ["skip ", "a ", "? ", "can i ", "hint", "/", " ", "please "])
def test_long_texts_are_never_searched(unit):
    text = (unit * 40_000)[:65_000] or "x"
    said = Answered(text=text + "x")
    assert recognised(ASK, said) == said


CALIBRATION = Path(__file__).parents[3] / "calibration"


def test_no_answer_of_the_calibration_sets_is_taken_for_a_wish():
    answers = {
        json.loads(line)["answer"]
        for name in ("first-bank.jsonl", "typed.jsonl")
        for line in (CALIBRATION / name).read_text(encoding="utf-8").splitlines()
    }
    assert len(answers) > 700
    taken = [text for text in answers if text.strip() and wish_in(text) is not None]
    assert taken == []


ROOT = CALIBRATION.parent
BANKS = [ROOT / "questions.json", *sorted((ROOT / "banks").glob("*.json"))]


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_nothing_that_a_bank_accepts_is_taken_for_a_wish(path):
    bank = json.loads(path.read_text(encoding="utf-8"))
    texts = [
        text
        for question in bank["questions"]
        for text in (
            question["reference_answer"],
            *question.get("alternative_answers", ()),
            *(
                sign
                for point in question["rubric"]
                for sign in (point["description"], *point.get("signs", ()))
            ),
        )
    ]
    assert len(texts) > 100
    assert [text for text in texts if wish_in(text) is not None] == []


def test_a_second_wish_to_stop_ends_the_interview():
    asked = replace(ASK, instead=clarified(Clarify(ASK, "stop", "stop")).text, after="stop")
    assert isinstance(recognised(asked, Answered(text="I want to stop")), Stopped)
    assert isinstance(recognised(asked, Answered(text="yes")), Stopped)
    assert recognised(asked, Answered(text="It splits.")) == Answered(text="It splits.")


def test_words_that_a_model_begins_a_reply_with_ask_nobody_to_stop():
    asked = replace(ASK, instead="We can stop here. Which part is unclear?", after="question")
    assert recognised(asked, Answered(text="yes")) == Answered(text="yes")


def test_who_insists_that_it_was_said_goes_on():
    said = Answered(text="I already said that.")
    first = recognised(FOLLOW_UP, said)
    assert first == Queried(text=said.text, about="moment")
    again = replace(FOLLOW_UP, instead=clarified(Clarify(FOLLOW_UP, said.text, "moment")).text)
    assert isinstance(recognised(again, Answered(text="I've answered that.")), Skipped)


def test_silence_is_waited_for_once():
    assert isinstance(recognised(ASK, Answered(text="...")), Queried)
    waited = replace(ASK, instead="Take your time.")
    assert recognised(waited, Answered(text="...")) == Answered(text="...")


@pytest.mark.parametrize(
    "text",
    [
        "Could you speak up a little?",
        "You can speak easy english with me?",
        "Is this the last question?",
        "Have you asked this question before?",
    ],
)
def test_talk_about_the_talk_is_no_answer(text):
    assert recognised(ASK, Answered(text=text)) == Queried(text=text, about="help")


@pytest.mark.parametrize(
    "text",
    [
        "You repeat it again and again.",
        "You hold out one and repeat.",
        "Do you repeat it with another fold?",
        "I asked him what he would like.",
        "I said that we need time.",
        "It is right or wrong at first.",
    ],
)
def test_words_of_conversation_can_be_an_answer(text):
    assert recognised(ASK, Answered(text=text)) == Answered(text=text)
