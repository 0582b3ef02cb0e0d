"""Evidence: what covers a claim, what denies it, and which quotes prove anything."""

import pytest

from interviewer.assets import default_bank
from interviewer.core.grading import supports
from interviewer.core.questions import Question, QuestionBank
from interviewer.examiners.offline.quotes import proof
from interviewer.examiners.offline.rules import _handed_on, examine
from interviewer.examiners.reading.credit import calibrated
from interviewer.examiners.reading.decision import decided
from interviewer.examiners.reading.evidence import AnswerIndex, Claim, claim
from interviewer.examiners.reading.passages import clauses_of, sentences_of
from interviewer.examiners.reading.polarity import choice, polarity
from interviewer.examiners.reading.words import vocabulary

BANK = QuestionBank.model_validate_json(default_bank().read_bytes())
NOTHING = frozenset[str]()


def said(text: str, wanted: Claim) -> AnswerIndex:
    return AnswerIndex(sentences_of([text]), vocabulary(wanted.weights))


def test_a_claim_is_covered_by_its_own_words_and_by_kindred_ones():
    wanted = claim("the model makes fewer errors", NOTHING)
    assert said("The model makes fewer errors.", wanted).meaning(wanted) == pytest.approx(1)
    assert 0.5 < said("The model makes fewer mistakes.", wanted).meaning(wanted) < 1
    assert said("Bananas are yellow.", wanted).meaning(wanted) < 0.2


def test_words_of_the_question_weigh_little():
    given = frozenset(("salt", "water"))
    wanted = claim("salt water evaporates", given)
    assert said("salt water", wanted).meaning(wanted) < 0.3
    assert said("it evaporates", wanted).meaning(wanted) > 0.6


@pytest.mark.parametrize(
    ("wanted", "answer", "denies"),
    [
        ("the path is closed", "The path is not closed.", True),
        ("the path is closed", "The path is closed.", False),
        ("there is no closed path", "The path is not closed.", False),
        ("there is no closed path", "The path is closed.", True),
        ("the path is closed", "It is not true that the path is closed.", True),
        (
            "if it sticks it is iron, if it does not stick it is not",
            "If it sticks it is iron.",
            False,
        ),
    ],
)
def test_a_denial_is_told_from_an_assertion(wanted, answer, denies):
    meant = claim(wanted, NOTHING)
    assert said(answer, meant).denies(0, meant) is denies


def test_an_even_number_of_denials_asserts():
    assert "keep" in polarity(["it", "do", "not", "fail", "to", "keep"]).asserted
    assert "keep" in polarity(["it", "do", "not", "keep"]).denied


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Yes, because", "yes"), ("no it is not", "no"), ("B. It is", "b"), ("C because", "c"),
        ("A. Dry soil", "a"), ("A fold is", None), ("I think", None), ("Nothing", None), ("", None),
    ],
)  # fmt: skip
def test_the_choice_an_answer_opens_with(text, chosen):
    assert choice(text) == chosen


def test_the_wrong_choice_costs_most_of_the_credit():
    question = Question(
        id="q", prompt="Will the bulb light?", reference_answer="No. The circuit has a gap."
    )
    right = examine(question, ["No, the circuit has a gap."]).findings
    wrong = examine(question, ["Yes, the circuit has a gap."]).findings
    assert sum(f.credit for f in wrong) < 0.5 * sum(f.credit for f in right)


def test_sentences_and_clauses_keep_their_place():
    text = "It averages, e.g. by voting; then it stops.\n- next (a list) because so"
    parts = sentences_of([text])
    assert [text[p.start : p.end] for p in parts] == [
        "It averages, e.g. by voting;", "then it stops.", "next (a list) because so",
    ]  # fmt: skip
    inner = clauses_of(parts[2], [text])
    assert [text[p.start : p.end] for p in inner] == ["next", "a list)", "because so"]


def test_more_evidence_never_earns_less():
    credits_ = [calibrated(i / 200) for i in range(201)]
    assert credits_ == sorted(credits_)
    assert (credits_[0], credits_[-1]) == (0, 1)


def test_a_point_of_a_rubric_is_made_missed_or_undecided_and_nothing_between():
    found = [decided(i / 100) for i in range(200)]
    assert list(dict.fromkeys(found)) == [0.0, None, 1.0]


def test_a_quote_proves_what_the_core_says_it_proves():
    for question in BANK.questions:
        asked = [question.prompt]
        texts = [question.prompt, question.reference_answer, "It depends on the data."]
        texts += [point.description for point in question.rubric]
        for text in texts:
            for passage in sentences_of([text]):
                alone = text[passage.start : passage.end]
                expected = supports(alone, question, asked) or supports(text, question, asked)
                assert (proof(passage, question, [text], asked) is not None) == expected


def test_a_reference_sentence_that_nothing_speaks_of_earns_nothing_and_the_others_what_it_would():
    question = Question(
        id="q",
        prompt="When does a model overfit, and what helps?",
        reference_answer=(
            "A model overfits when it learns the noise of the training set. More data or a smaller model help."
        ),
    )
    answer = "It overfits if it learns noise that only the training set has."
    first, second = examine(question, [answer], [question.prompt]).findings
    assert first.credit
    assert first.credit > 0.5
    assert not second.credit
    said = f"{answer} Take more data, or a smaller model."
    assert all(found.credit for found in examine(question, [said], [question.prompt]).findings)


def test_credit_is_handed_on_and_not_lost():
    earned = [(0.5, 0), (0.6, 0), (0.2, 1)]
    moved = _handed_on(earned, [True, False, True])
    assert moved[1][0] == 0
    assert sum(c for c, _ in moved) == pytest.approx(1.3)
    assert _handed_on([(0.9, 0), (0.8, 0)], [False, False]) == [(0.9, 0), (0.8, 0)]
