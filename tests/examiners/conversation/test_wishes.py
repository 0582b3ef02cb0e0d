"""What is typed but is no answer: every rule matches its own examples, and no answer's."""

from dataclasses import replace

import pytest

from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered, HintWanted, Queried, Skipped
from interviewer.core.questions import Question
from interviewer.examiners.conversation.wishes import ADDITION, RULES, prepared, recognised
from interviewer.examiners.offline.identity import IDENTITY

QUESTION = Question(id="q", prompt="What is k-fold cross-validation?", reference_answer="Splits.")
ASK = Session(Plan(bank="b", questions=(QUESTION,), examiner=IDENTITY)).step
CASES = [(rule, text) for rule in RULES for text in rule.matches]
ANSWERS = [(rule, text) for rule in RULES for text in rule.misses]


@pytest.mark.parametrize(("rule", "text"), CASES, ids=lambda value: getattr(value, "name", value))
def test_a_rule_holds_for_its_examples(rule, text):
    assert rule.holds(prepared(text))


@pytest.mark.parametrize(("rule", "text"), ANSWERS, ids=lambda value: getattr(value, "name", value))
def test_what_a_rule_must_not_match_is_an_answer(rule, text):
    assert not rule.holds(prepared(text))
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
