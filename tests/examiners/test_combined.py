"""Two examiners for one verdict: who decides which point, with whose words, and what a report shows."""

import json

import pytest

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.protocol import Clarified, Grade, Graded, Ungraded
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report import PointReport
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners import registry
from interviewer.examiners.combined import CombinedExaminer, combined
from interviewer.examiners.reliability import USUAL, Tally, Trust
from interviewer.reports.facts import point_facts
from interviewer.settings import load
from interviewer.testing import ScriptedExaminer

GENEROUS = Tally(made={"yes": 50}, missed={"yes": 50, "no": 2})
"""Says yes to everything."""
CAREFUL = Tally(made={"yes": 40, "no": 10}, missed={"yes": 2, "no": 48})
EXACT = Tally(made={"yes": 49, "no": 1}, missed={"yes": 1, "no": 49})

QUESTION = Question(
    id="q", prompt="Why?", rubric=(RubricPoint(id="p", description="Because of the folds"),)
)


def said(what: str, words: str) -> Verdict:
    credit = {"yes": 1.0, "no": 0.0, "open": None}[what]
    quote = words if what == "yes" else None
    place = {"turn": 0, "start": 0, "end": len(words)} if quote else {}
    found = Finding(point="p", credit=credit, quote=quote, note=f"{words}: {what}", **place)
    return Verdict(examiner=words, findings=(found,))


@pytest.mark.parametrize(
    ("trust", "model", "rules", "credit", "by"),
    [
        (Trust(model=GENEROUS, rules=CAREFUL), "yes", "no", 0, "rules"),
        (Trust(model=GENEROUS, rules=CAREFUL), "yes", "yes", 1, "both"),
        (Trust(model=EXACT, rules=CAREFUL), "yes", "no", 1, "model"),
        (Trust(model=EXACT, rules=CAREFUL), "no", "yes", 0, "model"),
        (Trust(model=EXACT, rules=CAREFUL), "open", "yes", 1, "rules"),
        (Trust(model=GENEROUS, rules=CAREFUL), "no", "open", 0, "model"),
        (USUAL, "yes", "no", None, "both"),
        (USUAL, "no", "yes", None, "both"),
        (USUAL, "open", "open", None, "both"),
    ],
)
def test_who_is_surer_decides(trust, model, rules, credit, by):
    found = combined(said(model, "mine"), said(rules, "theirs"), trust, "m + offline").findings[0]
    assert (found.credit, found.by) == (credit, by)
    if credit:
        assert found.quote == ("mine" if model == "yes" else "theirs")


def test_where_nobody_is_surer_both_are_shown():
    found = combined(said("open", "mine"), said("yes", "theirs"), USUAL, "m").findings[0]
    assert found.credit == 1  # a quote that was not found says nothing against the rules' quote
    found = combined(said("no", "mine"), said("yes", "theirs"), USUAL, "m").findings[0]
    assert found.quote == "theirs"
    assert found.note == "undecided: the model says missed, the rules say made"


def test_a_wrong_belief_that_either_saw_is_one():
    def held(name: str) -> Belief:
        return Belief(misconception=name, quote="w", turn=0, start=0, end=1)

    model = said("no", "mine").model_copy(update={"beliefs": (held("a"),)})
    rules = said("no", "theirs").model_copy(update={"beliefs": (held("a"), held("b"))})
    assert [b.misconception for b in combined(model, rules, USUAL, "m").beliefs] == ["a", "b"]


def sheet() -> Sheet:
    return Sheet(QUESTION, 1, (Turn("Why?", "It is the folds that do it."),))


async def test_it_is_one_examiner_whose_identity_names_both():
    model = ScriptedExaminer({"p": "the folds"}, "The server is down.")
    both = CombinedExaminer(model, registry.examiner(registry.OFFLINE), USUAL)
    assert both.identity.name.endswith(" + offline")
    graded = await both.grade(Grade(sheet()), lambda _: None)
    assert isinstance(graded, Graded)
    assert graded.verdict.examiner == both.identity.name
    assert graded.verdict.findings[0].by in ("both", "model", "rules")
    failed = await both.grade(Grade(sheet()), lambda _: None)
    assert failed == Ungraded(reason="The server is down.")


async def test_a_question_back_is_passed_on():
    class AsksBack(ScriptedExaminer):
        async def grade(self, step, notify):
            return Clarified(text="For the usual case.")

    both = CombinedExaminer(AsksBack({}), registry.examiner(registry.OFFLINE), USUAL)
    assert isinstance(await both.grade(Grade(sheet()), lambda _: None), Clarified)


def test_a_report_says_who_decided():
    question = PointReport(
        id="p", description="d", weight=1, essential=False, credit=1, quote="w", turn=0, start=0,
        end=1, unaided=True, by="rules", note="",
    )  # fmt: skip
    graded = type("Q", (), {"status": "graded", "turns": ()})()
    assert point_facts(graded, question).outcome.endswith("decided by the rules")


def test_best_needs_a_model_and_takes_what_its_exam_counted(tmp_path):
    flags = {"model": "m", "base_url": "http://127.0.0.1:9/v1", "best": "yes"}
    settings = load(flags, {}, tmp_path)
    assert (settings.examiner, settings.model) == ("best", "m")
    assert settings.origin_of("examiner") == "--best"
    assert isinstance(registry.configured(settings), CombinedExaminer)
    assert load({"best": "yes"}, {}, tmp_path).examiner == "offline"
    (tmp_path / "config.toml").write_text('model = "m"\nexaminer = "best"\n')
    assert load({"base_url": "http://127.0.0.1:9/v1"}, {}, tmp_path).examiner == "best"


def test_a_journal_without_who_decided_is_read():
    old = json.loads(said("yes", "w").model_dump_json())
    for found in old["findings"]:
        del found["by"]
    assert Verdict.model_validate(old).findings[0].by == ""
