"""The quick part of `make fuzz`: the same state machine, banks and settings, the same each time."""

import pytest

from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import Plan
from interviewer.core.protocol import Regraded
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import KeptForLater, run
from interviewer.storage.session_store import SessionStore
from tests.fuzz import banks, engine, flags
from tests.helpers.scripted import MarkExaminer, ScriptedCandidate


def test_spoiled_banks_are_loaded_or_refused():
    done = banks.fuzz((1, 1000))
    assert min(done["refused"], done["loaded"], done["conducted"]) > 10


def test_spoiled_settings_are_usable_or_refused():
    done = flags.fuzz((1, 300))
    assert min(done["refused"], done["usable"]) > 20


def test_the_engine_under_a_state_machine():
    """Also P06, P11 and P12: killed, opened twice, the clock set back, in any order."""
    done = engine.examples(50, steps=20)
    assert done["examples"] >= 50
    assert min(done[what] for what in ("kills", "resumes", "by lines")) > 10


async def test_what_is_said_after_a_later_grading_counts_more(tmp_path):
    """A session may be graded again while it is unfinished, and then be resumed."""
    store = SessionStore(tmp_path)
    point = RubricPoint(id="p", description="says p")
    question = Question(id="q", prompt="What of q?", rubric=(point,))
    identity = MarkExaminer().identity
    plan = Plan(bank="b", questions=(question,), examiner=identity)
    leaving = ScriptedCandidate("no", KeptForLater())
    with store.create(plan) as opened, pytest.raises(KeptForLater):
        await run(opened.session, leaving, MarkExaminer(), opened)
    with store.open(opened.id) as opened:
        missed = Finding(point="p", credit=0)
        verdict = Verdict(examiner="later", findings=(missed,))
        opened.amend(Regraded(question=1, verdict=verdict))
        assert opened.sheets()[0].verdicts == (verdict,)
    with store.open(opened.id) as opened:
        await run(opened.session, ScriptedCandidate("p!"), MarkExaminer(), opened)
    sheet = store.read(opened.id).sheets()[0]
    assert [found.examiner for found in sheet.verdicts] == ["script", "script"]
    assert store.read(opened.id).amendments[0].verdict == verdict
