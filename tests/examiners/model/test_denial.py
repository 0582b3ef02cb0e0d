"""What takes credit from a quote that was said: lists, denials, misconceptions; and what does not."""

import time

import pytest

from benchmarks import honest
from interviewer.core.grading import Finding, locate
from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners.model.checks.denial import Doubts
from interviewer.examiners.model.checks.verdicts import verdict
from interviewer.examiners.model.reply import ParsedReply, ReplyFinding
from interviewer.examiners.reading.frames import frames
from interviewer.examiners.reading.lists import heaped, lists_in

QUESTION = Question(
    id="folds",
    prompt="What does stratifying do, and how would you augment pictures?",
    reference_answer="Every fold keeps each category's share the same. Pictures can be flipped.",
    rubric=(
        RubricPoint(
            id="shares",
            description="Every fold keeps each category's share the same",
            signs=("each fold has the class ratios of the whole data",),
        ),
        RubricPoint(id="misleads", description="Accuracy is not enough on imbalanced data"),
        RubricPoint(id="transforms", description="Names transforms such as flips and rotations"),
    ),
    misconceptions=(
        Misconception(
            id="equal",
            description="Believes that stratifying makes the categories equal in size",
            signs=("every class gets the same number of samples",),
        ),
    ),
)
LIST = (
    "folds, category, share, accuracy, imbalance, data, flips, rotation, noise, split, class, rare"
)


def doubt(answer: str, quote: str, point: str = "shares"):
    place = locate(quote, [answer])
    assert place is not None
    return Doubts(QUESTION, [answer]).about(point, place)


def test_a_quote_out_of_a_bare_list_states_nothing():
    found = doubt(LIST, "folds, category, share")
    assert found.certain
    assert found.note == "unsupported: the quote stands in a bare list of terms"
    assert doubt(LIST.replace(", ", "\n- "), "category").certain
    assert doubt(LIST.replace(", ", " "), "category share").certain


def test_a_list_names_things_where_names_are_asked_for():
    assert doubt("flips, rotations, crops, noise", "rotations", "transforms") is None
    assert not doubt("flips, rotations, crops, noise", "rotations").certain
    assert doubt(LIST, "flips, rotation", "transforms").certain  # most of it is something else


def test_a_few_terms_in_an_answer_are_how_people_talk():
    answer = "Each fold has the same class ratios. I would use flips, crops, noise and blur too."
    assert doubt(answer, "Each fold has the same class ratios") is None
    assert doubt(answer, "flips, crops, noise", "transforms") is None


@pytest.mark.parametrize(
    "answer",
    [
        "It is not true that every fold keeps each category's share the same.",
        "It's a myth that each fold has the class ratios of the whole data.",
        "Every fold keeps each category's share the same, which is wrong.",
        "Every fold keeps each category's share the same. That is not true.",
        "The claim that every fold keeps each category's share the same is false.",
    ],
)
def test_a_sentence_denied_as_a_whole_misses_the_point(answer):
    words = "category's share" if "category" in answer else "class ratios"
    assert doubt(answer, words).note == "unsupported: the quoted sentence denies it"


def test_a_denial_inside_the_sentence_leaves_the_point_open():
    found = doubt("Every fold does not keep each category's share the same.", "category's share")
    assert found.note == "undecided: the quoted sentence may deny it"
    assert not doubt("I don't think that every fold keeps each share the same.", "fold").certain


def test_who_denies_the_reverse_of_a_point_makes_it():
    answer = "It is not true that accuracy is enough on imbalanced data."
    assert doubt(answer, "accuracy is enough", "misleads") is None
    assert doubt("Accuracy is not enough on imbalanced data.", "not enough", "misleads") is None


def test_a_misconception_proves_no_point():
    found = doubt("Every class gets the same number of samples.", "same number of samples")
    assert found.note.endswith("the quote words a misconception")
    assert doubt("Stratifying makes the categories equal in size.", "categories equal")


def test_of_several_statements_the_one_that_says_most_of_the_point_decides():
    answer = "Every fold keeps each category's share the same. It is not true that luck decides."
    assert doubt(answer, answer) is None
    assert (
        doubt(f"{LIST}. Each fold has the class ratios of the whole data.", "class ratios") is None
    )


def test_what_is_left_open_keeps_its_words():
    answer = "Every fold does not keep each category's share the same."
    draft = ParsedReply(
        findings=[
            ReplyFinding(point="shares", made="yes", quote="keep each category's share"),
            *(ReplyFinding(point=p.id, made="no") for p in QUESTION.points[1:]),
        ]
    )
    found = verdict("m", Sheet(QUESTION, 1, (Turn(QUESTION.prompt, answer),)), draft).findings[0]
    assert (found.credit, found.quote) == (None, "keep each category's share")
    assert found.note == "undecided: the quoted sentence may deny it"


@pytest.mark.parametrize(
    "description",
    [
        "Suits data with a clear structure, or names two of its kinds: series, images, volumes",
        "Choose k by the elbow, the silhouette score, a gap statistic or stability (any one)",
        "Remedies: sliding windows, sparse patterns, linear attention; naming one is enough",
    ],
)
def test_a_point_that_is_a_list_of_names_is_made_by_a_list(description):
    point = QUESTION.rubric[0].model_copy(update={"description": description, "signs": ()})
    question = Question(id="names", prompt="What is it for?", rubric=(point,))
    names = description.split(":")[-1].split(";")[0].split("by ")[-1].replace(" or ", ", ")
    answer = names.replace(" (any one)", "")
    place = locate(answer, [answer])
    assert Doubts(question, [answer]).about(point.id, place) is None


@pytest.mark.parametrize(
    "answer",
    [
        "Not that far, since every fold keeps each category's share the same.",
        "It wouldn't hold up: every fold keeps each category's share the same.",
        "Never, because each fold has the class ratios of the whole data.",
        "They can't - each fold has the class ratios of the whole data.",
    ],
)
def test_a_short_no_to_what_was_asked_denies_nothing_of_its_reason(answer):
    words = "category's share" if "category" in answer else "class ratios"
    assert doubt(answer, words) is None


@pytest.mark.parametrize(
    "answer",
    [
        "That is not true: every fold keeps each category's share the same.",
        "Not quite, since every fold does not keep each category's share the same.",
        "Stratifying does not mean this: every fold keeps each category's share the same.",
    ],
)
def test_a_denial_is_no_short_reply(answer):
    assert doubt(answer, "category's share") is not None


def test_notes_with_labels_are_no_bare_list():
    notes = "cv: k folds, rotate. strat: shares kept, each fold, same. use: rare, small."
    assert doubt(notes, "shares kept, each fold, same") is None
    assert doubt(notes.replace(": ", ", ").replace(". ", ", "), "shares kept, each fold")
    assert doubt("Terms: folds, category, share, accuracy, data", "folds, category, share")


def test_another_language_is_not_doubted():
    german = (
        "Jeder Teil der Daten behaelt beim Aufteilen genau dieselben Anteile aller Klassen wie die "
        "gesamte Menge, und das ist der Sinn der Sache."
    )
    assert doubt(german, "dieselben Anteile aller Klassen") is None


def test_the_verdict_says_why():
    answer = f"{LIST}."
    draft = ParsedReply(
        findings=[ReplyFinding(point=p.id, made="yes", quote=answer) for p in QUESTION.points]
    )
    found = verdict("m", Sheet(QUESTION, 1, (Turn(QUESTION.prompt, answer),)), draft).findings
    assert found[0] == Finding(
        point="shares", credit=0, note="unsupported: the quote stands in a bare list of terms"
    )
    assert found[2].credit == 0
    draft = ParsedReply(
        findings=[
            ReplyFinding(point=p.id, made="undecided", quote="flips") for p in QUESTION.points
        ]
    )
    open_ = verdict("m", Sheet(QUESTION, 1, (Turn(QUESTION.prompt, answer),)), draft).findings[2]
    assert (open_.credit, open_.quote, open_.turn) == (None, "flips", 0)


def test_lists_are_told_by_their_shape():
    assert [run.parts for run in lists_in(LIST)] == [12]
    assert lists_in("We split the data, fit the model, and look at what it does.") == []
    assert lists_in("w = w + a * x, b = b + a") == []
    assert heaped(LIST.replace(",", ""))
    assert not heaped(
        "Every one of the folds keeps the share that a category has in all of the data."
    )


def test_a_semicolon_ends_no_denial():
    found = frames(["It is false that a holds;", "b holds too.", "It is fine."])
    assert set(found) == {0, 1}


def test_nothing_that_is_typed_takes_long_to_read():
    """Shapes that make a careless pattern run forever; the bound is generous, not a measurement."""
    began = time.monotonic()
    for text in (
        "'" * 5000,
        "but " * 5000,
        ", " * 5000,
        "it is not " * 2000,
        "a-" * 5000,
        "-" * 5000,
    ):
        frames([text])
        lists_in(text)
        heaped(text)
        Doubts(QUESTION, [text])
    assert time.monotonic() - began < 20


def test_the_doubts_cost_honest_answers_next_to_nothing():
    cost = honest.cost("ours", honest.read_set("", honest.BANK, honest.OURS).answers)
    assert cost.earned > 900
    # Nearly all of it is notes without verbs, which have the shape of a list of terms.
    doubted = [sum(map(honest._doubts, notes)) for notes in (cost.undecided, cost.missed)]
    assert doubted[0] <= 0.03 * cost.earned
    assert doubted[1] <= 0.015 * cost.earned


NOTES = """- shares: each category, same share in every fold
- pictures: flips, rotations, crops
- noise: gaussian, salt, pepper
- rare: oversample, weights
- else: seeds, logging, plots"""
MIXED = """- definition: pepper, logging, category, plots
- pictures: share, seeds, weights, fold
- cost: rare, noise, oversample
- use: gaussian, salt, crops, metric"""


def test_notes_of_many_terms_state_what_stands_under_their_labels():
    assert len(lists_in(NOTES)) == 1
    assert doubt(NOTES, "each category, same share in every fold") is None
    assert doubt(NOTES, "flips, rotations", "transforms") is None


def test_any_terms_under_any_labels_state_nothing():
    assert doubt(MIXED, "share, seeds, weights, fold").note.endswith("bare list of terms")
    assert doubt(MIXED, "gaussian, salt, crops", "transforms").note.endswith("bare list of terms")


def test_what_stands_before_notes_is_no_part_of_their_list():
    answer = "each fold has the class ratios of the whole data.\n" + NOTES
    assert doubt(answer, "each fold has the class ratios") is None


def test_a_dash_before_a_list_is_a_label_too():
    answer = NOTES.replace(":", " -")
    assert doubt(answer, "flips, rotations", "transforms") is None
