"""A whole interview by the real parts: client, examiner, prompts, and a llama.cpp server.

The model is far too small to judge; what is tested is that nothing it says can do harm. Whatever it
makes of the answers, the interview ends, every credited quote is found in them, and no follow-up
tells what it asks for.
"""

from dataclasses import replace

import pytest

from interviewer.assets import default_bank, prompts
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered
from interviewer.core.questions import QuestionBank
from interviewer.core.report_builder import compose
from interviewer.core.run import Choice, run
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.deadlines import Deadlines
from interviewer.examiners.model.model_examiner import ModelExaminer
from tests.helpers.scripted import ListRecorder, ScriptedCandidate

pytestmark = pytest.mark.slow

BANK = QuestionBank.model_validate_json(default_bank().read_bytes())
FIRST = (
    "You cut the data into folds and take turns; stratified means that every fold keeps the same "
    "share of each class as the whole data."
)
SECOND = "I would use it when a class is rare, since a random split can leave it out of a fold."
ANSWERS = (FIRST, SECOND, "I don't know.")


class Brief(OpenAIModel):
    """The small model likes to say one thing forever; so much is enough for a whole reply."""

    def open(self, request, on_retry):
        return super().open(replace(request, max_tokens=min(request.max_tokens, 160)), on_retry)


async def test_a_whole_interview_ends_in_a_report_with_real_quotes(base_url):
    model = Brief("smollm2", base_url, None, deadlines=Deadlines(total=100))
    examiner = ModelExaminer(model, prompts())
    question = BANK.questions[0].model_copy(update={"rubric": BANK.questions[0].rubric[:2]})
    plan = Plan(bank=BANK.title, questions=(question,), examiner=examiner.identity)
    answers = [Answered(text=text) for text in ANSWERS]
    candidate = ScriptedCandidate(*answers, choices=[Choice.SKIP] * 3)
    finished = await run(Session(plan), candidate, examiner, ListRecorder())
    report = compose(plan, finished.sheets, closing=finished.closing)
    for question in report.questions:
        for point in question.points:
            if point.credit:
                answer = question.turns[point.turn].answer
                assert answer[point.start : point.end] == point.quote
    assert len(finished.closing.split()) > 20
    assert model.usage.tokens_in > 1000 or model.usage.untold
    assert 1 <= model.usage.calls <= 3 * len(ANSWERS) + 3
    print(f"\n{examiner.usage}; {model.usage.calls} requests\n{finished.closing}")
    for turn in report.questions[0].turns:
        print(f"- {turn.asked}")
    await examiner.aclose()
