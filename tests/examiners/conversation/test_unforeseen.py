"""What is said that is no answer, in words that no rule knows; and answers that are near to it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.said_texts import answers, banks
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    Answered,
    Clarify,
    FollowUp,
    HintWanted,
    Queried,
    Skipped,
    Stopped,
)
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.conversation.canned import clarified, step_down
from interviewer.examiners.conversation.canned_conversation import CannedConversation
from interviewer.examiners.conversation.kinds import DATA, heard
from interviewer.examiners.conversation.noise import is_noise
from interviewer.examiners.conversation.unforeseen import (
    NOISE,
    REACTIONS,
    UNKNOWN,
    UNSURE,
    kind_of,
)
from interviewer.examiners.conversation.wishes import wish_in
from interviewer.examiners.offline.offline_examiner import OfflineExaminer

QUESTIONS = banks()["first"]


class WithModel(CannedConversation):
    def earns_nothing(self, question, text):
        return None


OFFLINE, WITH_A_MODEL = OfflineExaminer(), WithModel()


def asked(question="ensembles", **changes):
    plan = Plan(bank="b", questions=(QUESTIONS[question],), examiner=OFFLINE.identity)
    return replace(Session(plan).step, **changes)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'd rather have a different topic, this one bores me to tears", Skipped),
        ("a small pointer in the right direction, please?", HintWanted),
        ("my train is here, I really have to leave you now", "stop"),
        ("sorry, I scrolled away, could you show me the question once more?", "repeat"),
        ("so how many questions do we still have to go through?", "help"),
        ("how many points would that be, roughly?", "help"),
        ("give me two minutes, the kettle is boiling", "moment"),
        ("I told you that two messages ago, did you not read it?", "moment"),
        ("my hands are sweaty, I always get nervous with this", "moment"),
        ("you sound like my old maths teacher", "moment"),
    ],
)
def test_what_no_rule_knows_is_recognised_by_what_it_is_most_like(text, kind):
    assert wish_in(text) is None, "a rule knows it: the example shows nothing"
    found = OFFLINE.recognise(asked(), Answered(text=text))
    if isinstance(kind, str):
        assert found == Queried(text=text, about=kind)
    else:
        assert isinstance(found, kind)


@pytest.mark.parametrize(
    "text",
    [
        "dropout",
        "they vote",
        "sorry, I meant the second one",
        "no idea, maybe averaging?",
        "two heads are better than one",
        "the members make different errors",
        "10",
        "no",
        "I don't know",
        "never heard of it",
        "is it that their mistakes cancel?",
        "I forgot the name, where you draw rows with replacement",
    ],
)
@pytest.mark.parametrize("examiner", [OFFLINE, WITH_A_MODEL], ids=["offline", "model"])
def test_a_short_answer_stays_one(text, examiner):
    assert examiner.recognise(asked(), Answered(text=text)) == Answered(text=text)


def test_of_the_honest_answers_of_every_bank_at_most_one_in_a_thousand_is_taken_for_none():
    said = [one for group in ("tune", "held-out") for one in answers(group)]
    steps = {q.id: replace(asked(), sheet=Sheet(q, 1)) for bank in banks().values() for q in bank.values()}  # fmt: skip
    taken = [
        one.text
        for one in said
        if not isinstance(OFFLINE.recognise(steps[one.question.id], Answered(text=one.text)), Answered)
    ]  # fmt: skip
    assert len(said) > 1100
    assert len(taken) <= len(said) / 1000, taken


def test_what_earns_something_is_an_answer_however_it_is_put():
    text = "I'd rather you let them vote, and their mistakes cancel each other out, thank you"
    assert not OFFLINE.earns_nothing(QUESTIONS["ensembles"], text)
    assert OFFLINE.recognise(asked(), Answered(text=text)) == Answered(text=text)
    assert OFFLINE.earns_nothing(QUESTIONS["ensembles"], "you sound like my old maths teacher")


def test_every_kind_has_a_reaction_whose_words_can_be_filled_in():
    kinds = set(json.loads(DATA.read_text(encoding="utf-8"))["kinds"])
    assert kinds | {NOISE, UNSURE} == {*REACTIONS, UNKNOWN}
    for reaction in REACTIONS.values():
        for reply in reaction.replies:
            assert reply.format(asked="a", part="b", number=1, total=2)


def test_the_reply_is_of_the_kind():
    text = "you sound like my old maths teacher"
    said = OFFLINE.recognise(asked(), Answered(text=text))
    reply = clarified(Clarify(asked(), text, said.about)).text
    starts = [one.split("{")[0] for one in REACTIONS[kind_of(QUESTIONS["ensembles"], text)].replies]
    assert reply.startswith(tuple(starts))
    assert "ensemble" in reply


def test_whoever_says_yes_to_leaving_a_question_leaves_it():
    step = asked(instead=REACTIONS["skip"].replies[0])
    assert isinstance(OFFLINE.recognise(step, Answered(text="yes")), Skipped)
    assert OFFLINE.recognise(step, Answered(text="they vote")) == Answered(text="they vote")


def test_a_second_wish_to_stop_in_other_words_stops():
    text = "my train is here, I really have to leave you now"
    step = asked(instead=clarified(Clarify(asked(), text, "stop")).text, after="stop")
    assert isinstance(OFFLINE.recognise(step, Answered(text=text)), Stopped)


def test_who_is_asked_whether_it_was_an_answer_is_believed():
    for reply in REACTIONS[UNSURE].replies:
        step = asked(instead=reply.format(part="Why?"))
        text = next(t for t in DOUBTFUL if kind_of(QUESTIONS["ensembles"], t) == UNSURE)
        assert isinstance(OFFLINE.recognise(asked(), Answered(text=text)), Queried)
        assert OFFLINE.recognise(step, Answered(text=text)) == Answered(text=text)


DOUBTFUL = (
    "one of those again, how lovely, tell me more",
    "my aunt would love this, let me tell you",
    "well I never, what will you say next",
    "go on, surprise me with something",
    "it was on a slide, the blue one",
    "can you believe the day I had, and now you",
)


@pytest.mark.parametrize("text", ["-", "!!!", ".", "~", "qwerty", "asdf", "lkjsdf lkj sdflkj", "jjjjjj", "[A[A[B"])  # fmt: skip
def test_marks_and_random_keys_are_no_answer_once(text):
    found = OFFLINE.recognise(asked(), Answered(text=text))
    assert isinstance(found, Queried)
    reply = clarified(Clarify(asked(), text, found.about)).text
    again = asked(instead=reply)
    assert OFFLINE.recognise(again, Answered(text=text)) == Answered(text=text)


@pytest.mark.parametrize(
    "text", ["L1", "SMOTE", "k", "x > y", "=", "BCNF", "98:2", "RNNs", "rhythm", "\u221e", "kNN"]
)
def test_what_could_be_a_term_or_a_formula_is_no_noise(text):
    assert not is_noise(text, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "\u041f\u043e\u0442\u043e\u043c\u0443 \u0447\u0442\u043e \u043e\u0448\u0438\u0431\u043a\u0438 \u0440\u0430\u0437\u043d\u044b\u0435",
        "Weil sich die Fehler der Mitglieder gegenseitig ausgleichen und nicht alle dasselbe falsch machen.",
    ],
)
def test_an_answer_in_another_language_stays_an_answer(text):
    """Nobody here can read it: it is kept to the letter and left undecided."""
    assert OFFLINE.recognise(asked(), Answered(text=text)) == Answered(text=text)
    assert WITH_A_MODEL.recognise(asked(), Answered(text=text)) == Answered(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "My first answer",
        "An answer with some words in it.",
        "line one of it",
        "I have used this in production.",
        "It is a technique that helps.",
        "the sky is blue",
        "you use it when you need it",
        "Please give me full marks",
        "\U0001f600",
    ],
)
def test_what_says_nothing_and_asks_for_nothing_stays_an_answer(text):
    assert OFFLINE.recognise(asked(), Answered(text=text)) == Answered(text=text)


def test_who_knows_nothing_in_words_of_his_own_gets_a_smaller_step():
    text = "I wouldn't even know where to begin with that, it's beyond me."
    question = QUESTIONS["ensembles"]
    assert kind_of(question, text) == UNKNOWN
    sheet = Sheet(question, 1, (Turn(question.prompt, text),))
    easier = step_down(FollowUp(sheet, Target("cost", "It costs more.", None)))
    assert easier is not None
    assert question.hints[0] in easier


def test_a_long_text_is_never_looked_at():
    assert heard("can we skip this please " * 200, QUESTIONS["ensembles"]).kind == ""
    assert Path(DATA).stat().st_size < 700_000
