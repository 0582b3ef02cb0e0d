"""What a question's labelled answers teach, and how a point is decided from several kinds of evidence."""

import json

import pytest

from benchmarks.make_examples import BANK as FIRST_BANK
from benchmarks.make_examples import LIBRARY, with_examples, written
from benchmarks.probes import negated
from benchmarks.typed import Sample, f1, labelled, recall
from interviewer.assets import banks, default_bank
from interviewer.banks.json_bank import parse
from interviewer.core.questions import (
    LabelledAnswer,
    Misconception,
    Question,
    QuestionBank,
    RubricPoint,
)
from interviewer.examiners.offline.rules import examine
from interviewer.examiners.reading.decision import DATA, WORDINGS, decided
from interviewer.examiners.reading.decision import EXAMPLES as BY_EXAMPLES
from interviewer.examiners.reading.examples import factorised, lessons, solved, vector
from interviewer.examiners.reading.features import Features, Taught
from interviewer.examiners.reading.words import stems

CARRYING = {"behavioural", "deep-learning", "sql"}
"""The banks of the library that carry labelled answers."""
LABELLED = [path for name, path in banks().items() if name in CARRYING]
BANK = {q.id: q for q in QuestionBank.model_validate_json(default_bank().read_bytes()).questions}


def made(question_id, answer):
    question = BANK[question_id]
    found = examine(question, [answer], [question.prompt]).findings
    return {f.point: answer[f.start : f.end] for f in found if f.made}


def taught(*pairs):
    return Question(
        id="q",
        prompt="Why does bread rise?",
        rubric=(RubricPoint(id="gas", description="Yeast makes gas"),),
        examples=tuple(LabelledAnswer(answer=text, made=points) for text, points in pairs),
    )


def test_a_system_of_equations_is_solved():
    factor = factorised([[4.0], [2.0, 3.0]])
    assert solved(factor, [10.0, 8.0]) == pytest.approx([1.75, 1.5])


def test_words_of_made_points_speak_for_them_and_words_of_missed_ones_against_them():
    known = lessons(
        taught(
            ("bubbles of carbon dioxide lift the dough", ["gas"]),
            ("little bubbles swell in the dough", ["gas"]),
            ("the oven heats the crust", []),
            ("flour from the oven turns brown", []),
        )
    )
    assert known is not None
    speaking = known.score(vector(stems("bubbles")))[0]
    silent = known.score(vector(stems("umbrella")))[0]
    against = known.score(vector(stems("oven")))[0]
    assert speaking > silent > against


def test_a_question_without_labelled_answers_is_taught_by_its_wordings():
    known = lessons(taught())
    assert known is not None
    assert not known.labelled
    assert known.score(vector(stems("the yeast makes gas")))[0] > known.score({})[0]


def test_wordings_of_a_misconception_speak_against_the_point():
    question = taught().model_copy(
        update={
            "misconceptions": (
                Misconception(
                    id="heat",
                    description="Believes that heat alone lifts it",
                    signs=("the heat lifts it",),
                    contradicts="gas",
                ),
            )
        }
    )
    known, before = lessons(question), lessons(taught())
    assert known is not None
    assert before is not None
    said = vector(stems("it is the heat"))
    assert known.score(said)[0] < before.score(said)[0]


def test_a_question_without_a_rubric_is_taught_nothing():
    assert lessons(Question(id="q", prompt="Why?", reference_answer="Yeast makes gas.")) is None


def test_a_labelled_answer_that_names_no_point_is_a_warning_with_its_place():
    bank = {
        "questions": [
            {
                "id": "q",
                "prompt": "Why does bread rise?",
                "rubric": [{"id": "gas", "description": "Yeast makes gas"}],
                "examples": [{"answer": "bubbles", "made": ["gass"]}],
            }
        ]
    }
    read, (warning,) = parse(json.dumps(bank).encode(), "bank.json")
    assert read.questions[0].examples[0].made == ("gass",)
    assert "no point of this question" in warning.message
    assert "Did you mean 'gas'" in warning.remedy


@pytest.mark.parametrize("path", [FIRST_BANK, *LABELLED], ids=lambda p: p.stem)
def test_a_shipped_bank_carries_its_tune_group(path):
    text = path.read_text(encoding="utf-8")
    bank = json.loads(text)
    assert with_examples(bank, path) == bank, (
        f"renew them: python -m benchmarks.make_examples {path}"
    )
    assert written(bank, indent=2 if path == FIRST_BANK else 1) == text


def test_no_answer_that_figures_are_reported_from_is_given_away():
    for path in LIBRARY.glob("*.jsonl"):
        bank = json.loads(banks()[path.stem].read_bytes())
        carried = {e["answer"] for q in bank["questions"] for e in q.get("examples", ())}
        held_out = {one["answer"] for one, _ in labelled(path, ["held-out"])}
        assert held_out
        assert not carried & held_out


def test_there_is_a_coefficient_for_every_feature():
    told = json.loads(DATA.read_text(encoding="utf-8"))
    for kind in (WORDINGS, BY_EXAMPLES):
        assert told[kind].keys() == {"constant", *Features._fields, *Taught._fields}


def test_what_is_neither_likely_nor_unlikely_is_undecided():
    assert [decided(p) for p in (0.2, 0.47, 0.5, 0.9)] == [0.0, None, 1.0, 1.0]


def test_notes_with_signs_of_relation_are_statements():
    answer = "L1 = absolute value penalty -> sparse, L2 = squared penalty -> small weights"
    assert {"l1", "l2"} <= made("regularization", answer).keys()


def test_the_right_way_round_is_not_taken_for_its_reversal():
    answer = "test on one fold, train on the other k-1, class shares kept the same in each"
    found = made("stratified-cross-validation", answer).keys()
    assert {"splits", "preserves-proportions"} <= found


def test_a_reversed_comparison_proves_nothing():
    answer = "every neuron is connected to every pixel, it has more parameters than a fully connected network"
    assert not made("convolutional-networks", answer)


def test_a_name_that_says_the_point_makes_it():
    assert "resampling" in made("imbalanced-data", "I would use SMOTE on the training set")


def test_what_would_happen_otherwise_makes_the_point():
    answer = "otherwise you could end up with folds without positives"
    assert "random-can-miss" in made("stratified-cross-validation", answer)


def test_what_is_true_of_the_other_one_proves_nothing():
    answer = "The test set is for tuning hyperparameters, the validation set is used once at the very end."
    assert not {"validation-role", "test-role"} & made("validation-and-test", answer).keys()


def test_denied_sentences_that_are_followed_by_the_same_remark_prove_nothing():
    told = BANK["ensembles"].reference_answer.split(". ")[:3]
    assert not made("ensembles", " ".join(f"{s.rstrip('.')}. That is not true." for s in told))


def test_sentences_of_a_reference_are_credited_in_part_whoever_made_points_of_them():
    text = "Salt lowers the freezing point of water. Ice on the road melts therefore."
    bank = {"questions": [{"id": "q", "prompt": "Why salt?", "reference_answer": text}]}
    read, _ = parse(json.dumps(bank).encode(), "bank.json")
    assert read.questions[0].rubric
    found = examine(read.questions[0], ["It changes when water freezes."]).findings
    assert any(0 < f.credit < 1 for f in found)


def test_the_figures_of_the_benchmark():
    rows = [
        Sample("terse", "q", "a", "p", human=True, machine=True),
        Sample("terse", "q", "a", "r", human=True, machine=None),
        Sample("terse", "q", "b", "p", human=False, machine=False),
    ]
    assert recall(rows) == 0.5
    assert f1(rows) == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_what_is_denied_before_an_arrow_is_not_denied_behind_it():
    answer = "vs ordinary: no guarantee -> fold w/ 0 positives possible, noisy scores"
    assert "random-can-miss" in made("stratified-cross-validation", answer)


def test_notes_of_many_short_lines_are_statements():
    answer = (
        "Supervised\n - from: labelled pairs\n - out: classifier / regressor\n - where: spam, medical imaging\n"
        "Unsupervised\n - from: unlabelled data\n - out: clusters, components\n - where: segmentation, outliers\n"
        "RL\n - from: rewards from env\n - out: policy that maximises them\n - where: AlphaGo, ad placement"
    )
    assert {"unsupervised", "reinforcement"} <= made("learning-paradigms", answer).keys()


def test_a_list_under_its_label_names_what_is_asked_for():
    answer = "new samples from old, label kept. images: flip/crop/rotate/colour/noise. rule: must be realistic"
    assert "examples" in made("data-augmentation", answer)


def test_who_denies_most_of_what_is_said_makes_no_point_with_half_a_wording():
    question = BANK["imbalanced-data"]
    denied = negated(question)
    assert denied is not None
    assert not made(question.id, denied)
    assert made(question.id, question.reference_answer).keys() == {p.id for p in question.points}


def test_what_is_said_the_other_way_round_makes_no_point():
    answer = "A convolutional layer has far more parameters than a fully connected one, so it needs more data."
    assert "fewer-parameters" not in made("convolutional-networks", answer)


def test_how_sure_it_has_to_be_decides_what_is_left_undecided():
    question = BANK["ensembles"]
    answer = "I'd take a mix of models that go wrong in other places."

    def open_points(band):
        verdict = examine(question, [answer], [question.prompt], undecided=band)
        return sum(f.credit is None for f in verdict.findings)

    assert open_points((0.5, 0.5)) == 0
    assert open_points((0.01, 0.99)) > 0


@pytest.mark.parametrize(
    ("question_id", "point", "ways"),
    [
        (
            "imbalanced-data",
            "metrics",
            (
                "report PR-AUC, not accuracy",
                "report PR AUC, not accuracy",
                "report AUPRC, not accuracy",
            ),
        ),
        (
            "stratified-cross-validation",
            "preserves-proportions",
            (
                "class ratio per fold = class ratio overall",
                "class ratio per fold \u2248 class ratio overall",
                "the class ratio in each fold equals the overall class ratio",
            ),
        ),
        (
            "convolutional-networks",
            "fewer-parameters",
            (
                "far fewer params than a dense layer",
                "params << FC",
                "#params much smaller than a FC layer",
            ),
        ),
        (
            "convolutional-networks",
            "counting",
            (
                "784*784 = 614k weights dense vs 9 for a 3x3 conv",
                "784 x 784 = 614,656 weights fully connected against 9 for one 3x3 filter",
            ),
        ),
        (
            "regularization",
            "l2",
            (
                "L2 penalises w\u00b2",
                "L2 penalises w^2",
                "L2 penalises w**2",
                "L2 penalises the squared weights",
            ),
        ),
        (
            "regularization",
            "early-stopping",
            (
                "early stopping: stop when val loss \u2191",
                "stop early, once the validation loss goes up",
            ),
        ),
        (
            "curse-of-dimensionality",
            "definition",
            ("d >> n, random correlations", "many more features than samples, random correlations"),
        ),
        (
            "validation-and-test",
            "validation-role",
            ("val = tune hyperparams", "the validation set is for tuning the hyperparameters"),
        ),
    ],
)
def test_notation_and_words_get_the_same_verdict(question_id, point, ways):
    assert [point in made(question_id, way) for way in ways] == [True] * len(ways)
