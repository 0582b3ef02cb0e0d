"""What is said back of an answer: a short phrase of the subject, to the letter; and the way to the next question."""

import pytest

from benchmarks.said_texts import banks
from interviewer.core.protocol import FollowUp
from interviewer.core.questions import Question
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.conversation.canned import acknowledged, transition, without_lead
from interviewer.examiners.conversation.phrases import MOST, phrase_of

ENSEMBLES = banks()["first"]["ensembles"]
WEAK = "I think a random forest is one, but I never used it much."


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (WEAK, "random forest"),
        ("Well, with bootstrap samples, somehow.", "bootstrap samples"),
        ("each model sees other rows", ""),
        ("you switch off models", ""),
        ("no idea", ""),
        ("it is good", ""),
        ("votes = [m(x) for m in models]", ""),
    ],
)
def test_a_phrase_is_of_the_subject_and_to_the_letter(answer, phrase):
    assert phrase_of(answer, ENSEMBLES) == phrase


def test_a_phrase_of_a_long_answer_is_short():
    answer = "Their uncorrelated errors average out over many bootstrap samples of the rows. " * 50
    found = phrase_of(answer, ENSEMBLES)
    assert found in answer
    assert 2 <= len(found.split()) <= MOST


def sheet(answer, number=1, question=ENSEMBLES):
    return Sheet(question, number, (Turn(question.prompt, answer),))


def test_a_follow_up_takes_up_words_of_an_answer_that_earned_nothing():
    said = acknowledged(FollowUp(sheet(WEAK), Target("cost", "It costs more.", None)), "What else?")
    assert '"random forest"' in said
    assert said.endswith("What else?")
    assert without_lead(said) == "What else?"


def test_between_questions_words_or_the_topic_are_taken_up_at_every_second_one():
    said = [transition(sheet(WEAK, number)) for number in range(1, 9)]
    assert sum(map(bool, said)) == 4
    assert all('"random forest"' in one for one in said if one)
    assert len(set(said)) > 2
    by_topic = {transition(sheet("It is good.", number)) for number in range(1, 9)} - {""}
    assert by_topic
    assert all(ENSEMBLES.topic in one for one in by_topic)


def test_without_a_topic_and_words_nothing_is_said():
    question = Question(id="q", prompt="Why?", reference_answer="Because of rivers.")
    assert {transition(sheet("It is good.", number, question)) for number in range(1, 5)} == {""}
