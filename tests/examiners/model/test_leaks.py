"""Which follow-ups give their point away: lists written by hand, judged whole and as they stream."""

import pytest

from benchmarks import follow_ups
from interviewer.assets import default_bank
from interviewer.core.questions import QuestionBank
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.model.checks.closed_questions import closed
from interviewer.examiners.model.checks.leaks import LeakCheck

BANK = QuestionBank.model_validate_json(default_bank().read_bytes())
BY_ID = {question.id: question for question in BANK.questions}

ANSWERS = {
    "stratified-cross-validation": "You cut the data into folds, and each one is tested once.",
    "ensembles": "You train several models and let them vote, which smooths things out.",
    "regularization": "It stops the network from over-fitting, with things like dropout.",
    "imbalanced-data": "When one class is much rarer than the other, like fraud.",
    "validation-and-test": "The validation set is for picking the best model.",
    "learning-paradigms": "Supervised needs labels, unsupervised does not.",
    "rise-of-deep-learning": "Mostly because there is so much more data on the internet now.",
    "data-augmentation": "You flip and rotate the pictures to get more of them.",
    "convolutional-networks": "A small filter slides over the picture, so there are fewer weights.",
    "curse-of-dimensionality": "With too many columns the model finds things that are not there.",
}

HONEST = [
    ("stratified-cross-validation", "preserves-proportions", "Each fold is tested once, fine. If you opened two of those folds side by side, what would you want to see?"),
    ("stratified-cross-validation", "random-can-miss", "So you cut the data into folds. What might go wrong if you did that with your eyes closed?"),
    ("stratified-cross-validation", "when-small-or-imbalanced", "Suppose I gave you ten million examples instead. Would you still bother, and why?"),
    ("ensembles", "errors-differ", "They vote, you say. When would the vote come out no better than asking just one of them?"),
    ("ensembles", "cost", "Say you put twenty of those models behind a website. What would your users notice?"),
    ("ensembles", "diversity-bagging", "Those several models: how do you stop them from all turning out alike?"),
    ("regularization", "purpose", "You want to stop over-fitting. How would you see in your numbers that you had?"),
    ("regularization", "early-stopping", "Besides dropout, what could you read off the curves while it learns?"),
    ("imbalanced-data", "metrics", "With fraud that rare, how would you convince your boss that the model is any good?"),
    ("imbalanced-data", "resampling", "One class is much rarer, as you say. What could you do about what the model gets to see?"),
    ("validation-and-test", "leakage", "You pick the best model that way. What if you had picked from ten thousand of them?"),
    ("validation-and-test", "test-role", "Once you have picked it, what is left to find out before you ship?"),
    ("learning-paradigms", "reinforcement", "That leaves the third kind. How does a program learn a game when nobody tells it the right move?"),
    ("learning-paradigms", "pretraining", "How could the kind without labels be of any help to the kind with labels?"),
    ("rise-of-deep-learning", "hardware", "Suppose you took all that data back to the nineties. What would keep you from using it?"),
    ("rise-of-deep-learning", "algorithms", "And on the inside: what would a model from back then have made of that data?"),
    ("data-augmentation", "task-specific", "You flip the pictures. Can you think of pictures where you would rather not?"),
    ("data-augmentation", "definition", "When you have flipped one, what do you tell the model that it shows?"),
    ("convolutional-networks", "where", "You talk about pictures. What else could a small filter slide over?"),
    ("convolutional-networks", "fewer-parameters", "So there are fewer weights. What do you get out of that when the model meets new data?"),
    ("curse-of-dimensionality", "feature-selection", "Suppose a doctor looked over your columns with you. What could come of it?"),
    ("curse-of-dimensionality", "scale", "Too many columns, you say. Too many compared with what?"),
]  # fmt: skip

LEAKING = [
    ("stratified-cross-validation", "preserves-proportions", "Does each fold keep the same proportion of every category?"),
    ("stratified-cross-validation", "preserves-proportions", "What happens to the share of each category in the folds?"),
    ("stratified-cross-validation", "random-can-miss", "Could a random split leave a fold without a rare class?"),
    ("ensembles", "errors-differ", "Do the members make the same errors?"),
    ("ensembles", "errors-differ", "What if one model's error is compensated by the rest?"),
    ("ensembles", "diversity-bagging", "Have you heard of bagging?"),
    ("ensembles", "diversity-boosting", "And what about boosting, where samples are re-weighted?"),
    ("ensembles", "cost", "What does it do to latency?"),
    ("regularization", "l1", "Which penalty gives sparse parameters?"),
    ("regularization", "early-stopping", "What is it called when the training is stopped early?"),
    ("regularization", "purpose", "How does it affect generalization?"),
    ("imbalanced-data", "resampling", "Would over-sampling help here?"),
    ("imbalanced-data", "metrics", "What would precision and recall tell you?"),
    ("imbalanced-data", "augmentation", "Could you add noise to create more of it?"),
    ("validation-and-test", "leakage", "What leaks out of it each time you decide by it?"),
    ("validation-and-test", "leakage", "Can one over-fit the validation set?"),
    ("learning-paradigms", "reinforcement", "What role does a reward play in the third kind?"),
    ("learning-paradigms", "pretraining", "How would you initialize the weights of a model with few labels?"),
    ("rise-of-deep-learning", "hardware", "What about GPUs?"),
    ("rise-of-deep-learning", "algorithms", "Did ReLU and dropout matter?"),
    ("data-augmentation", "task-specific", "What would a flip do to character recognition?"),
    ("convolutional-networks", "vision", "What happened with AlexNet at ImageNet?"),
    ("convolutional-networks", "where", "Would it suit a time series?"),
    ("curse-of-dimensionality", "dimensionality-reduction", "Would PCA help you?"),
    ("curse-of-dimensionality", "l1", "Which kind of penalty makes parameters sparse?"),
]  # fmt: skip


def watch(question_id, point_id):
    question = BY_ID[question_id]
    point = question.point(point_id)
    sheet = Sheet(question, 1, (Turn(question.prompt, ANSWERS[question_id]),))
    return LeakCheck(sheet, Target(point.id, point.description, None))


@pytest.mark.parametrize(("question", "point", "text"), HONEST)
def test_an_honest_follow_up_may_be_asked(question, point, text):
    assert watch(question, point).trouble(text) is None


@pytest.mark.parametrize(("question", "point", "text"), LEAKING)
def test_one_that_gives_its_point_away_may_not(question, point, text):
    assert watch(question, point).trouble(text) is not None


def test_every_follow_up_of_the_bank_may_be_asked():
    """A check that refuses what a person wrote with care would refuse a model's best ones too."""
    for question in BANK.questions:
        sheet = Sheet(question, 1, (Turn(question.prompt, ANSWERS[question.id]),))
        for point in (*question.points, *question.misconceptions):
            target = Target(point.id, point.description, point.follow_up)
            trouble = LeakCheck(sheet, target).trouble(point.follow_up or "")
            assert trouble is None, point.id


@pytest.mark.parametrize(("question", "point", "text"), HONEST)
def test_an_honest_follow_up_is_shown_as_it_comes(question, point, text):
    looking, shown, late = watch(question, point), 0, 0
    for end in range(1, len(text) + 1):
        clear, leaks = looking.clear(text[:end])
        assert not leaks
        assert clear >= shown
        shown = clear
        late += clear < end
    assert shown >= len(text) - 1
    assert late < 0.5 * len(text)


@pytest.mark.parametrize(("question", "point", "text"), LEAKING)
def test_of_a_leaking_one_nothing_is_shown_that_leaks(question, point, text):
    looking, shown = watch(question, point), 0
    for end in range(1, len(text) + 1):
        clear, leaks = looking.clear(text[:end])
        if leaks:
            break
        shown = max(shown, clear)
    assert looking.trouble(text[:shown]) in (None, "it says nothing")


@pytest.mark.parametrize(
    "text",
    [
        "Would you still bother, and why?",
        "Would that hold for ten million rows? Why not?",
        "Can you think of a case where it goes wrong?",
        "Could you walk me through it for one fold?",
        "Is it the same for both of them, or how do they differ?",
        "Too many compared with what?",
        "And in production?",
        "If you opened two of those, what would you want to see?",
        "Tell me about the last time it went wrong.",
    ],
)
def test_an_open_question_is_one(text):
    assert not closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does it keep them?",
        "So it is slower then, isn't it?",
        "It helps, right?",
        "You could also stop once it rises, no?",
        "So you would say that it helps the rare ones too?",
        "Have you thought of adding something, which makes it smaller?",
        "Would you say it works because they differ?",
        "Isn't it made once, when the function is defined?",
    ],
)
def test_a_question_that_yes_answers_is_closed(text):
    assert closed(text)
    assert closed(f"You cut it up, you say. {text}")


def test_about_a_wrong_belief_what_yes_answers_may_be_asked():
    looking = watch("ensembles", "copies-help")
    assert looking.trouble("Would ten copies of it ever disagree?") is None
    assert looking.trouble("But ten copies never disagree, right?") is not None
    assert looking.trouble("Don't ten copies always agree?") is not None


def test_another_language_is_left_alone():
    assert not closed("Was w\u00fcrde das in der Praxis f\u00fcr die seltenen Klassen bedeuten?")


def test_the_words_of_the_candidate_give_nothing_away():
    question = BY_ID["ensembles"]
    sheet = Sheet(question, 1, (Turn(question.prompt, "Because their errors cancel out."),))
    point = question.point("errors-differ")
    looking = LeakCheck(sheet, Target(point.id, point.description, None))
    assert looking.trouble("Their errors cancel out, you say. When would they not?") is None


@pytest.mark.parametrize(
    "text",
    [
        "Why does an ensemble usually score higher than any of its members alone?",
        "Tell me how you'd get a good one, and what you'd weigh up before using it in practice.",
    ],
)
def test_half_of_the_question_is_no_new_question(text):
    question = BY_ID["ensembles"]
    sheet = Sheet(question, 1, (Turn(text, "They vote."),))
    point = question.point("errors-differ")
    target = Target(point.id, point.description, None)
    assert LeakCheck(sheet, target).trouble(f"So, {text}") == "it was asked before"


def test_few_honest_follow_ups_are_refused_and_few_leaks_pass():
    """`python -m benchmarks.follow_ups` prints the figures. An edited bank may cost one more."""
    written = follow_ups.rows()
    honest = [follow_ups.trouble(row) for row in written if not row["leaks"]]
    leaks = [follow_ups.trouble(row) for row in written if row["leaks"]]
    assert len(honest) >= 80
    assert len(leaks) >= 60
    assert len(honest) - honest.count(None) <= 0.05 * len(honest) + 1
    assert leaks.count(None) <= 0.1 * len(leaks)
