"""Statement by statement: commas, denials, reversals, misconceptions, and short answers."""

import pytest

from interviewer.assets import default_bank
from interviewer.core.questions import QuestionBank
from interviewer.examiners.offline.rules import examine

BANK = {q.id: q for q in QuestionBank.model_validate_json(default_bank().read_bytes()).questions}
QUESTION = BANK["regularization"]


REGULARIZATION = (
    "To stop the model from memorising the training data. L1 leads to sparse weights, L2 keeps weights "
    "small, dropout randomly drops neurons in training, and early stopping quits when validation loss "
    "goes up."
)


def test_commas_earn_what_full_stops_earn_and_accuse_nobody():
    question = BANK["regularization"]
    stops = REGULARIZATION.replace(", and", ". Also").replace(", ", ". ")
    for answer in (REGULARIZATION, stops):
        verdict = examine(question, [answer], [question.prompt])
        assert [found.credit for found in verdict.findings] == [1.0] * 5
        assert verdict.beliefs == ()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("imbalanced-data", "I'd judge with F1 or PR curve not accuracy."),
        ("stratified-cross-validation", "Every fold keeps the same percentage of each class."),
        (
            "regularization",
            (
                "Whatever makes the model do better on unseen examples even if it fits the training "
                "examples slightly worse."
            ),
        ),
        (
            "learning-paradigms",
            "Unsupervised finds structure in data with no labels, like clusters.",
        ),
        ("rise-of-deep-learning", "GPUs made it feasible, and data sets grew."),
    ],
)
def test_a_correct_statement_is_not_accused(name, answer):
    assert examine(BANK[name], [answer], [BANK[name].prompt]).beliefs == ()


@pytest.mark.parametrize(
    ("name", "answer", "misconception"),
    [
        ("regularization", "L2 gives sparse weights.", "l2-is-sparse"),
        ("rise-of-deep-learning", "It is only because of GPUs.", "gpus-alone"),
        ("imbalanced-data", "Accuracy is still a good metric here.", "accuracy-is-fine"),
    ],
)
def test_a_blunt_misconception_is_caught(name, answer, misconception):
    verdict = examine(BANK[name], [answer], [BANK[name].prompt])
    assert [belief.misconception for belief in verdict.beliefs] == [misconception]


@pytest.mark.parametrize(
    ("name", "answer", "points"),
    [
        (
            "stratified-cross-validation",
            "The class proportions are not the same in every fold.",
            ["preserves-proportions"],
        ),
        (
            "stratified-cross-validation",
            "Stratified cross-validation does not keep the class proportions.",
            ["preserves-proportions"],
        ),
        (
            "regularization",
            (
                "L1 squares the parameters so they stay small, and L2 takes absolute values so many "
                "become zero."
            ),
            ["l1", "l2"],
        ),
        ("imbalanced-data", "You should never use precision and recall.", ["metrics"]),
        (
            "curse-of-dimensionality",
            "It is when there are too many samples and too few features.",
            ["definition"],
        ),
        (
            "validation-and-test",
            "The test set is used to tune, validation only once at the end.",
            ["validation-role", "test-role"],
        ),
        ("ensembles", "All members make the same errors, so they agree.", ["errors-differ"]),
        ("imbalanced-data", "Imbalanced data is when one class is rare.", ["augmentation"]),
    ],
)
def test_a_reversed_or_unrelated_statement_does_not_make_the_point(name, answer, points):
    verdict = examine(BANK[name], [answer], [BANK[name].prompt])
    assert not any(verdict.finding(point).made for point in points)


@pytest.mark.parametrize(
    ("name", "answer", "points"),
    [
        (
            "rise-of-deep-learning",
            "More data, GPUs, and better algorithms.",
            ["data", "hardware", "algorithms"],
        ),
        (
            "rise-of-deep-learning",
            (
                "There is much more data available than before, and GPUs made training fast. "
                "Algorithms got better too."
            ),
            ["data", "hardware", "algorithms"],
        ),
        (
            "stratified-cross-validation",
            "3% churners gives 3% churners in each chunk.",
            ["preserves-proportions"],
        ),
        ("imbalanced-data", "It means very unequal counts per class.", ["definition"]),
        ("imbalanced-data", "Imbalanced data is when one class is rare.", ["definition"]),
    ],
)
def test_short_and_colloquial_answers_make_their_points(name, answer, points):
    verdict = examine(BANK[name], [answer], [BANK[name].prompt])
    assert all(verdict.finding(point).made for point in points)


def test_with_a_rubric_a_point_is_made_missed_or_undecided_and_quoted_only_when_made():
    for question in BANK.values():
        for answer in question.alternative_answers:
            for found in examine(question, [answer], [question.prompt]).findings:
                assert found.credit in {0.0, 1.0, None}
                assert (found.quote is not None) == bool(found.credit)


@pytest.mark.parametrize("answer", ["\U0001f600\U0001f600", "???", "+ - *"])
def test_symbols_are_said_to_be_no_words(answer):
    verdict = examine(QUESTION, [answer], [QUESTION.prompt])
    assert verdict.remark == "there are no words in the answer"


@pytest.mark.parametrize(
    "answer",
    ["\u9632\u6b62\u8fc7\u62df\u5408", "\u042d\u0442\u043e \u043d\u0435 \u0442\u0430\u043a"],
)
def test_another_script_is_undecided_and_the_remark_says_why(answer):
    verdict = examine(QUESTION, [answer], [QUESTION.prompt])
    assert [found.credit for found in verdict.findings] == [None] * 5
    assert "reads English only" in verdict.remark
