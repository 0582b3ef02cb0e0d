"""Spoiled question banks: each is loaded, or refused with places and remedies. Nothing else.

What is loaded must also serve: it is chosen from, shown, written into a plan and read back, and
some are conducted to the end by the built-in examiner.
"""

import asyncio
import json
import random
from collections import Counter
from pathlib import Path

from interviewer.banks.json_bank import BankError, parse
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.questions import choose
from interviewer.core.report_builder import compose
from interviewer.core.run import run
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.reports.markdown import to_markdown
from tests.fuzz import mutations
from tests.fuzz.text import FORBIDDEN
from tests.helpers.scripted import ListRecorder, ScriptedCandidate

REAL = (Path(__file__).parent.parent.parent / "questions.json").read_bytes()
POINT = {"id": "p", "weight": 2, "essential": True, "description": "Says p.", "signs": ["p is"],
         "follow_up": "And p?"}  # fmt: skip
SMALL = {
    "schema_version": 1,
    "title": "Small",
    "description": "Two questions.",
    "questions": [
        {
            "id": "a",
            "topic": "t",
            "difficulty": "easy",
            "prompt": "Why a?",
            "reference_answer": "Because. So, e.g. this.",
            "alternative_answers": ["Or so."],
            "rubric": [POINT, {**POINT, "id": "q", "essential": False}],
            "misconceptions": [{"id": "m", "description": "believes m", "signs": ["m is"]}],
        },
        {"id": "b", "prompt": "Why b?", "reference_answer": "It depends on c."},
    ],
}
SMALL_RAW = json.dumps(SMALL, indent=1).encode()


def candidates(rng: random.Random):
    """One spoiled bank: three of four are small."""
    kind = rng.randrange(8)
    if kind < 3:
        return mutations.spoiled(SMALL_RAW, rng)
    if kind < 6:
        data = mutations.retyped(SMALL, rng)
        raw = json.dumps(data, ensure_ascii=rng.random() < 0.5, allow_nan=True)
        raw = raw.encode("utf-8", rng.choice(("surrogatepass", "replace")))
        return mutations.spoiled(raw, rng) if rng.random() < 0.2 else raw
    return mutations.spoiled(REAL, rng)


def fuzz(job) -> Counter:
    """Try this many banks from a seed. Raises AssertionError with the bank that broke something."""
    seed, count = job
    rng = random.Random(seed)
    found = Counter(done=count)
    for number in range(count):
        raw = candidates(rng)
        try:
            found[try_one(raw, conduct=number % 10 == 0)] += 1
        except Exception as error:
            spoiled = raw if len(raw) < 5000 else raw[:5000] + b"..."
            raise AssertionError(f"bank {seed}/{number}: {error!r}\n{spoiled!r}") from error
    return found


def try_one(raw: bytes, *, conduct: bool = False) -> str:
    """Return how it ended: loaded, refused."""
    try:
        bank, warnings = parse(raw, "bank.json")
    except BankError as error:
        text = raw.decode("utf-8", "replace")
        lines = text.count("\n") + 1
        assert error.faults
        for fault in error.faults:
            assert 1 <= fault.line <= lines, fault
            assert fault.column >= 1, fault
            assert fault.message.strip(), fault
            check_shown(fault.at("bank.json"))
        return "refused"
    for warning in warnings:
        check_shown(warning.at("bank.json"))
    assert choose(bank, shuffle=True, seed=1)
    plan = Plan(bank=bank.title, questions=bank.questions[:2], examiner=OfflineExaminer().identity)
    again = Plan.model_validate(json.loads(json.dumps(plan.model_dump(mode="json"))))
    assert again == plan
    if conduct:
        _conduct(plan)
        return "conducted"
    return "loaded"


def _conduct(plan: Plan) -> None:
    first = plan.questions[0]
    said = [(first.reference_answer or first.points[0].description), "I do not know.", "p is m"] * 3
    candidate = ScriptedCandidate(*said)
    finished = asyncio.run(run(Session(plan), candidate, OfflineExaminer(), ListRecorder()))
    report = compose(plan, finished.sheets, closing=finished.closing)
    assert report.score is None or 0 <= report.score <= 1
    written = to_markdown(report)
    assert not FORBIDDEN.search(written.replace("\n", " ")), "the transcript is not inert"


def check_shown(message: str) -> None:
    """What a person is shown is on one line and does nothing."""
    assert "\n" not in message, message
    assert not FORBIDDEN.search(message), message
