"""The computed closing: what it says, how long it is, and that every number in it is the report's."""

import random
import re

import pytest

from interviewer.assets import default_bank
from interviewer.core.grading import Belief, Finding, Verdict, checked
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import Conclude, Finished
from interviewer.core.questions import Question, QuestionBank, RubricPoint, sentences
from interviewer.core.sheets import GivenHint, Sheet, Turn
from interviewer.core.short_names import label_of
from interviewer.examiners.model.checks.closing_claims import facts_of, false_claim
from interviewer.reports.closing import (
    MOST,
    OLDER,
    closing_now,
    closing_of,
    closing_text,
    report_of,
)
from interviewer.reports.closing_phrases import cut
from interviewer.reports.facts import percent

BANK = QuestionBank.model_validate_json(default_bank().read_bytes())
WHO = ExaminerIdentity(name="offline", version="1", kind="offline")


def sheet(number, question, rng, share):
    """A sheet of somebody who makes about that share of the points."""
    answer = (*question.alternative_answers, question.reference_answer)[0]
    found = [
        checked(
            Finding(
                point=point.id,
                credit=float(rng.random() < share),
                quote=rng.choice(sentences(answer)),
            ),
            question,
            [answer],
            [question.prompt],
        )
        for point in question.points
    ]
    verdict = Verdict(examiner="offline", findings=tuple(found))
    return Sheet(question, number, (Turn(question.prompt, answer, verdict=verdict),))


def interview(share, questions=6, seed=1):
    rng = random.Random(seed)
    chosen = enumerate(BANK.questions[:questions], 1)
    return Conclude(tuple(sheet(number, question, rng, share) for number, question in chosen))


@pytest.mark.parametrize("questions", [1, 3, 10])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.8, 1.1])
@pytest.mark.parametrize("seed", range(3))
def test_it_is_short_honest_and_invents_nothing(share, questions, seed):
    step = interview(share, questions, seed)
    text, report = closing_of(step, WHO), report_of(step, WHO)
    assert len(text.split()) <= MOST + 10, text
    assert percent(report.score) in text
    assert f"grade {report.grade}" in text
    assert false_claim(text, report, facts_of(report)) is None
    for quote in re.findall(r'said "(.*?)\u2026?"', text):
        assert any(quote in turn.answer for q in report.questions for turn in q.turns)
    assert "great" not in text.lower()
    assert "  " not in text


def test_it_leads_with_what_cost_most():
    step = interview(0)
    text, report = closing_of(step, WHO), report_of(step, WHO)
    essential = [p.label for q in report.questions for p in q.points if p.essential]
    assert any(known[1:] in text for known in essential)
    assert "essential" in text or "no answer passes without" in text
    assert not any(question.id in text for question in report.questions)
    assert "said" not in text, "there is nothing to quote"


def test_a_full_score_is_told_what_is_left():
    text = closing_of(interview(1.1), WHO)
    assert "100 %, grade A" in text
    assert "No decided point is missing" in text


def test_no_two_reports_of_fifty_are_alike():
    texts = [
        closing_of(interview(share, questions, seed), WHO)
        for seed, (share, questions) in enumerate(
            (share, questions) for share in (0, 0.2, 0.4, 0.7, 1.1) for questions in range(1, 11)
        )
    ]
    assert len(texts) == len(set(texts)) == 50
    sentences_ = [set(re.split(r"(?<=[.;]) ", text.replace("\n\n", " "))) for text in texts]
    for sentence in set().union(*sentences_):
        if len(sentence.split()) >= 4:
            same = sum(sentence in one for one in sentences_)
            assert same <= 10, (same, sentence)
    assert not any("...." in text or "\u2026." in text.replace('\u2026".', "") for text in texts)
    assert not any("harder set" in text or "reference answers" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("one two three", 5, "one two three"),
        ("It ends here.", 5, "It ends here"),
        ("the classes stand at 99 to 1 and nobody sees it", 6, "the classes stand\u2026"),
        ("from 0.5 1.5 on it grows", 2, "from\u2026"),
        ("it helps on new data, which is what counts in the end", 8, "it helps on new data\u2026"),
        ("say it to the end of the line here", 6, "say it to the end\u2026"),
    ],
)
def test_a_cut_tears_nothing_apart(text, words, kept):
    assert cut(text, words) == kept


def test_what_took_a_follow_up_is_told():
    question = BANK.questions[0]
    first = Verdict(
        examiner="o", findings=tuple(Finding(point=p.id, credit=0) for p in question.points)
    )
    answer = "It keeps the shares of the classes the same everywhere"
    place = {"turn": 1, "start": 0, "end": len(answer)}
    made = tuple(
        Finding(point=point.id, credit=1, quote=answer, **place) for point in question.points
    )
    second = Verdict(examiner="o", findings=made)
    turns = (Turn(question.prompt, "Hm.", verdict=first), Turn("So?", answer, verdict=second))
    text = closing_of(Conclude((Sheet(question, 1, turns),)), WHO)
    assert "0 %" in text
    assert ", once asked" in text


@pytest.mark.parametrize("number", range(1, 7))
def test_a_point_after_a_hint_is_not_told_as_one_after_being_asked_again(number):
    question = BANK.questions[0]
    answer = "It keeps the shares of the classes the same everywhere"
    place = {"turn": 0, "start": 0, "end": len(answer)}
    made = tuple(Finding(point=p.id, credit=1, quote=answer, **place) for p in question.points)
    turn = Turn(question.prompt, answer, verdict=Verdict(examiner="o", findings=made), hints=1)
    hint = GivenHint("Think of the classes.", question.points[0].id, 1)
    text = closing_of(Conclude((Sheet(question, number, (turn,), between=(hint,)),)), WHO)
    assert "a hint" in text
    assert "asked again" not in text
    assert "follow-up" not in text
    assert "first answers alone" not in text


def test_a_wrong_belief_is_quoted():
    step = interview(0.5, 1)
    turn = step.sheets[0].turns[0]
    wrong = step.sheets[0].question.misconceptions[0]
    belief = Belief(misconception=wrong.id, quote="they are all equal", turn=0, start=0, end=5)
    verdict = turn.verdict.model_copy(update={"beliefs": (belief,)})
    held = Sheet(step.sheets[0].question, 1, (Turn(turn.asked, turn.answer, verdict=verdict),))
    assert 'Look again at where you said "they are all equal"' in closing_of(Conclude((held,)), WHO)


def test_nothing_said_nothing_graded_and_skipped():
    assert closing_text(None).startswith("You stopped before the first answer")
    question = BANK.questions[0]
    ungraded = Sheet(question, 1, (Turn(question.prompt, "An answer.", ungraded="Gone."),))
    text = closing_of(Conclude((ungraded,)), WHO)
    assert "could be graded" in text
    assert "interviewer regrade" in text
    skipped = closing_of(Conclude((Sheet(question, 1, skipped=True),)), WHO)
    assert "skipped" in skipped
    assert "one skipped question counted as zero" in skipped.lower()


def test_hostile_text_stays_on_its_line():
    point = RubricPoint(id="p", description="\x1b[31mred\n# heading " + "long " * 300)
    question = Question(id="evil # id", prompt="?", rubric=(point,))
    answer = "\x1b[2J quote\n\n# not a heading"
    found = Finding(point="p", credit=1, quote=answer, turn=0, start=0, end=len(answer))
    verdict = Verdict(examiner="o", findings=(found,))
    for findings in ((found,), (Finding(point="p", credit=0),)):
        verdict = Verdict(examiner="o", findings=findings)
        step = Conclude((Sheet(question, 1, (Turn("?", answer, verdict=verdict),)),))
        text = closing_of(step, WHO)
        assert "\x1b" not in text
        assert "\n#" not in text
        assert len(text) < 2000


WORDS = (
    "You held up well where you were concrete, and that is worth keeping for the next time. {} "
    "Look up resampling of the rare class before anything else, and say it aloud once or twice."
)


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ("With 98% healthy patients you saw why accuracy tells nothing.", True),
        ("Your example with 98 % was a good one, and 97% was not in it.", False),
        ("You reached 98% of what was asked.", False),
        ("Your score is 98%.", False),
        ("You made half of the points.", False),
        ("Two thirds of your answers were complete.", False),
        ("Most of the points were there.", False),
        ("You left half of the idea out.", True),
    ],
)
def test_numbers_of_the_answers_may_be_named_and_shares_of_the_points_may_not(said, passes):
    question = BANK.questions[3]
    answer = (
        "Say 98% of the patients are healthy and 2% ill; always saying healthy is then 98% right."
    )
    found = [
        Finding(point=p.id, credit=0.0)
        if n
        else checked(Finding(point=p.id, credit=1, quote=answer[:40]), question, [answer], [])
        for n, p in enumerate(question.points)
    ]
    verdict = Verdict(examiner="m", findings=tuple(found))
    step = Conclude((Sheet(question, 1, (Turn(question.prompt, answer, verdict=verdict),)),))
    report = report_of(step, WHO)
    claim = false_claim(WORDS.format(said), report, facts_of(report))
    assert (claim is None) is passes, claim


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Goodbye, [Candidate's Name]. {}", "it has gaps to fill in"),
        ("{} I hope to see you again, <name>.", "it has gaps to fill in"),
        ("Dear candidate, {}", "it is a letter"),
        ("{}\n\nBest regards, the interviewer.", "it is a letter"),
        ("Thank you so much for your feedback. {}", "it speaks for the candidate"),
        ("{} I am grateful for this opportunity.", "it speaks for the candidate"),
        ("{}", None),
    ],
)
def test_what_is_no_closing_is_not_shown(text, why):
    step = interview(0.5, 1)
    report = report_of(step, WHO)
    plain = WORDS.format("Folds and the share of each category are what you have to read up on.")
    assert false_claim(text.format(plain), report, facts_of(report)) == why


def test_words_that_could_end_any_interview_are_not_shown():
    report = report_of(interview(0.5, 1), WHO)
    said = (
        "It was a pleasure to meet you today. You did a fine job and you should be proud of yourself. Keep "
        "going, stay curious, and good luck with all of your future endeavours, wherever they lead."
    )
    assert false_claim(said, report, facts_of(report)) == "it could end any interview"


def judged(made):
    """One question of which all points but the last are made, and that one too where `made`."""
    question = BANK.questions[0]
    answer = "It keeps the shares of the classes the same everywhere"
    place = {"turn": 0, "start": 0, "end": len(answer)}
    found = [Finding(point=p.id, credit=1, quote=answer, **place) for p in question.points]
    if not made:
        found[-1] = Finding(point=question.points[-1].id, credit=0)
    verdict = Verdict(examiner="o", findings=tuple(found))
    return Sheet(question, 1, (Turn(question.prompt, answer, verdict=verdict),))


def test_a_point_that_was_upheld_since_is_not_named_as_missing():
    before, now = (judged(made=False),), (judged(made=True),)
    said = closing_of(Conclude(before), WHO)
    missing = label_of(BANK.questions[0].points[-1])[1:20]
    assert missing in said
    ending = Finished(before, said)
    assert closing_now(ending, before, WHO) == said
    again = closing_now(ending, now, WHO)
    assert missing not in again
    assert "100 %" in again


def test_a_models_closing_says_that_it_is_older_than_a_dispute():
    ending = Finished((judged(made=False),), "Well spoken, one point was missing.")
    again = closing_now(ending, (judged(made=True),), WHO)
    assert again.startswith(ending.closing)
    assert again.endswith(OLDER)
    assert closing_now(Finished(ending.sheets, ""), (judged(made=True),), WHO) == ""
