"""The wire against a real llama.cpp server: streaming, schema, usage, cancelling, refusals."""

import asyncio
import json
import time

import pytest

from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.messages import ContextTooLong, Message, ModelError, Request
from interviewer.examiners.model.server_check import probe

pytestmark = pytest.mark.slow

SCHEMA = {
    "type": "object",
    "properties": {
        "findings": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    "point": {"enum": ["bias", "variance"]},
                    "met": {"type": "boolean"},
                },
                "required": ["point", "met"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["findings"],
    "additionalProperties": False,
}
TALK = (Message("system", "You are an interviewer."), Message("user", "Ask about overfitting."))


@pytest.fixture
async def model(base_url):
    model = OpenAIModel("smollm2", base_url, None)
    yield model
    await model.aclose()


@pytest.fixture
async def speaking(model):
    """The model once it is known to speak: the first plain reply is held back until it has ended,
    as it might be a thought; from then on words are heard as they come.
    """
    hello = (Message("user", "Say hello."),)
    async with model.open(Request("closing", hello, max_tokens=200), never) as reply:
        words = [part async for part in reply]
    assert len(words) == 1, "held back until its end"
    assert reply.finish == "stop"
    assert model.dialect.speaks
    return model


def never(trying):
    raise AssertionError(f"asked again: {trying}")


async def test_it_streams(speaking):
    async with speaking.open(Request("follow-up", TALK, max_tokens=60), never) as reply:
        words = [part async for part in reply]
    assert len(words) > 5
    assert reply.finish in ("stop", "length")
    assert reply.spent == 1


async def test_it_keeps_to_a_schema(model):
    request = Request("grade", TALK, schema=SCHEMA, max_tokens=300)
    async with model.open(request, never) as reply:
        read = json.loads("".join([part async for part in reply]))
    assert model.dialect.structure == "schema"
    assert len(read["findings"]) == 2
    assert all(type(finding["met"]) is bool for finding in read["findings"])


async def test_it_tells_usage_and_its_cache_hits(model):
    stable = Message("system", "You are an interviewer. " * 60)
    for _ in range(2):
        request = Request("follow-up", (stable, TALK[1]), max_tokens=5)
        async with model.open(request, never) as reply:
            async for _ in reply:
                pass
    told = model.usage
    assert (told.calls, told.untold) == (2, 0)
    assert told.tokens_in > 600
    assert 0 < told.tokens_out <= 10
    assert told.cached > 200, "the second prompt began like the first"


async def test_cancelling_stops_the_server(speaking):
    """The one slot is free again long before 4,000 tokens could have been written."""
    async with speaking.open(Request("closing", TALK, max_tokens=3000), never) as reply:
        await anext(aiter(reply))
    began = time.monotonic()
    async with speaking.open(Request("closing", TALK, max_tokens=3000), never) as reply:
        task = asyncio.create_task(anext(aiter(reply)))
        await task
    assert time.monotonic() - began < 5
    assert speaking.usage.untold == 2


async def test_too_long_a_conversation_is_said_to_be_one(model):
    long = Request("grade", (Message("user", "word " * 6000),))
    with pytest.raises(ContextTooLong, match="too long for smollm2"):
        async with model.open(long, never):
            pass


async def test_a_wrong_path_is_said_to_be_one(base_url):
    model = OpenAIModel("smollm2", base_url.removesuffix("/v1") + "/nothing", None)
    with pytest.raises(ModelError, match="usually ends in /v1"):
        async with model.open(Request("grade", TALK), never):
            pass
    await model.aclose()


async def test_doctor(model):
    checks = {check.name: check for check in await probe(model)}
    assert checks["reachable"].ok
    assert checks["model"].ok
    assert checks["streaming"].ok
    assert checks["structured output"].ok
    assert checks["token counts"].ok


async def test_many_words_come_one_by_one(speaking):
    """The first word is heard long before the last one: nothing waits for the whole."""
    began = time.monotonic()
    async with speaking.open(Request("closing", TALK, max_tokens=80), never) as reply:
        times = [time.monotonic() - began async for _ in reply]
    assert times[0] < times[-1] / 2
