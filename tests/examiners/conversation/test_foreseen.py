"""Which of the bank's replies a question back gets: one to a question of its own kind, or none."""

import pytest

from interviewer import assets
from interviewer.core.questions import Foreseen, Question, QuestionBank
from interviewer.examiners.conversation.foreseen import foreseen_reply, is_foreseen, kind_of

QUESTION = Question(
    id="q",
    prompt="How does it differ from the ordinary kind, in practice?",
    reference_answer="Somehow.",
    clarifications=(
        Foreseen(asked=("do you mean k-fold?", "is the ordinary kind k-fold?"), reply="Yes."),
        Foreseen(asked=("what do you mean by in practice?",), reply="With users."),
        Foreseen(asked=("how many folds?",), reply="Any number."),
    ),
)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Do you mean plain k-fold?", "Yes."),
        ("So is the ordinary kind k-fold?", "Yes."),
        ("What do you mean by ordinary kind?", ""),
        ("What is k-fold?", ""),
        ("Why k-fold?", ""),
        ("Sorry, what do you mean by practice?", "With users."),
        ("Is it in practice?", ""),
        ("Do you mean the ordinary kind?", ""),
        ("How many folds should there be?", "Any number."),
        ("Do you mean folds?", ""),
    ],
)
def test_a_reply_fits_a_question_of_its_own_kind(said, reply):
    assert foreseen_reply(QUESTION, said) == reply


def test_what_is_foreseen_word_for_word_is_of_its_kind_too():
    assert is_foreseen(QUESTION, "Is the ordinary kind then k-fold?")
    assert not is_foreseen(QUESTION, "What do you mean by ordinary kind, k-fold?")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("What exactly do you mean by that?", "meaning"),
        ("ok but how deep should I go?", "amount"),
        ("Should I write code?", "wish"),
        ("Why would one?", "reason"),
        ("And how would I?", "how"),
        ("Classification only?", ""),
    ],
)
def test_kinds_of_questions_back(said, kind):
    assert kind_of(said) == kind


def test_the_replies_of_the_shipped_banks_are_found_by_their_own_questions():
    found = wanted = 0
    for path in (assets.default_bank(), *assets.banks().values()):
        for question in QuestionBank.model_validate_json(path.read_bytes()).questions:
            for known in question.clarifications:
                wanted += len(known.asked)
                found += sum(foreseen_reply(question, one) == known.reply for one in known.asked)
    assert wanted > 600
    assert found >= wanted - 2
