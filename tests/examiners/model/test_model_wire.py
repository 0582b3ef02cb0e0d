"""The examiner on the real client, over a scripted server on loopback: requests counted and read."""

import asyncio
import json

from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import Answered
from interviewer.core.run import run
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.model_examiner import ModelExaminer
from tests.examiners.model.test_model_examiner import (
    ALL_MADE,
    ANSWER,
    CLOSING,
    FOLLOW_UP,
    GOOD,
    QUESTION,
    graded,
    said,
    sheet,
)
from tests.helpers.model_server import End, ModelServer, delta, head, refuses, says
from tests.helpers.prompt_files import PROMPTS
from tests.helpers.scripted import ListRecorder, ScriptedCandidate


async def test_one_request_an_answer_each_beginning_like_the_one_before():
    second = "Loading gets slow, every insert pays for it"
    script = [says(*said(text)) for text in (GOOD, ALL_MADE, CLOSING)]
    async with ModelServer(*script) as server:
        model = OpenAIModel("m", server.url, None)
        examiner = ModelExaminer(model, PROMPTS)
        plan = Plan(bank="b", questions=(QUESTION,), examiner=examiner.identity)
        candidate = ScriptedCandidate(Answered(text=ANSWER), Answered(text=second))
        finished = await run(Session(plan), candidate, examiner, ListRecorder())
        await examiner.aclose()
    assert all(found.made for found in finished.sheets[0].findings)
    assert "".join(candidate.words) == candidate.asked[1].text == FOLLOW_UP
    first, then, closing = (asked.body["messages"] for asked in server.asked)
    assert first[0] == then[0] == closing[0]
    newest = first[1]["content"].index("\n\n<answer 1 ")
    assert then[1]["content"].startswith(first[1]["content"][:newest])
    assert "Follow-up wanted: yes." in then[1]["content"]
    shape = server.asked[0].body["response_format"]["json_schema"]
    assert shape["strict"] is True
    assert shape == server.asked[1].body["response_format"]["json_schema"]
    assert "response_format" not in server.asked[2].body


async def test_a_follow_up_that_is_not_wanted_is_hung_up_on():
    """Every point was made, yet the model goes on: the server sees the connection close."""
    made = json.loads(ALL_MADE)
    made["follow_up"] = {"point": "lookup", "text": FOLLOW_UP}
    text = json.dumps(made)
    answer = "You jump straight to the rows, and every insert pays for it."
    made["findings"][0]["quote"] = "jump straight to the rows"
    start = [head(), *(delta(word) for word in said(text[: text.index("It can")]))]
    async with ModelServer([*start, End.HANG]) as server:
        examiner = ModelExaminer(OpenAIModel("m", server.url, None), PROMPTS)
        outcome, _ = await graded(examiner, sheet(answer))
        assert all(found.made for found in outcome.verdict.findings)
        await asyncio.wait_for(server.gone.wait(), 5)
        assert examiner.usage == "", "it was hung up on before it could tell"
        await examiner.aclose()
    assert len(server.asked) == 1


async def test_a_cancelled_grading_hangs_up():
    async with ModelServer([head(), delta("{"), End.HANG]) as server:
        examiner = ModelExaminer(OpenAIModel("m", server.url, None), PROMPTS)
        work = asyncio.create_task(graded(examiner, sheet(ANSWER)))
        await server.hanging.wait()
        work.cancel()
        await asyncio.wait({work})
        assert work.cancelled()
        await asyncio.wait_for(server.gone.wait(), 5)
        await examiner.aclose()


async def test_a_server_without_schemas_is_read_all_the_same():
    refused = refuses(400, "response_format json_schema is not supported")
    wrapped = says(*said(f"Here you are:\n```json\n{GOOD}\n```"))
    async with ModelServer(refused, wrapped) as server:
        examiner = ModelExaminer(OpenAIModel("m", server.url, None), PROMPTS)
        outcome, _ = await graded(examiner, sheet(ANSWER))
        assert [found.credit for found in outcome.verdict.findings] == [1, 0]
        await examiner.aclose()
    system = server.asked[1].body["messages"][0]["content"]
    assert system.startswith(PROMPTS["interviewer"].partition("<<")[0])
    assert PROMPTS["interview"].strip() in system
    assert '"enum": ["lookup", "write-cost"]' in system
