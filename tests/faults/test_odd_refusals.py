"""S1-S4, S10, S14: what a server refuses, in whatever shape it says so, gives way and is remembered."""

import json
from importlib import import_module

import pytest

from interviewer.examiners.model.http import oddities
from interviewer.examiners.model.http.messages import ContextTooLong, Message, Request
from tests.examiners.model.test_model_examiner import CLOSING, GOOD, said
from tests.helpers.model_server import answers, refuses, says
from tests.helpers.network_doubles import GRADE, HELLO, Memory, scene
from tests.helpers.odd_servers import exam

OK = says(*said(GOOD))


def error(number, **fields):
    return answers(number, {"error": fields})


# -- S1 -------------------------------------------------------------------------------------------

NO_SYSTEM = {
    "alternate": error(400, message="Conversation roles must alternate user/assistant/user/..."),
    "template as 500": error(500, message="Jinja Exception: System role not supported", code=500),
    "only two roles": error(
        424, message="only user and assistant roles are supported, got system", type="x"
    ),
    "quoted": answers(400, {"message": "Unsupported value: 'messages[0].role' does not support 'system'"}),
    "field": answers(422, {"detail": [{"loc": ["body", "messages", 0, "role"], "msg": "Input should be 'user' or 'assistant'"}]}),
    "developer": error(400, message="Developer instruction is not enabled for models/gemma", status="INVALID_ARGUMENT"),
    "first": answers(400, "A conversation must start with a user message: the first message role must be user", "text/plain"),
    "param": error(400, message="Invalid value", param="messages[0].role"),
}  # fmt: skip


@pytest.mark.parametrize("refusal", NO_SYSTEM.values(), ids=NO_SYSTEM.keys())
async def test_s1_rules_go_to_the_head_of_the_user_message(refusal):
    async with exam(refusal, OK, says(CLOSING)) as seen:
        assert await seen.credits() == [1, 0]
        await seen.closing()
        first, second, third = (body["messages"] for body in seen.bodies)
    assert [one["role"] for one in first] == ["system", "user"]
    rules, words = (one["content"] for one in first)
    assert second == [{"role": "user", "content": f"{rules}\n\n{words}"}]
    assert [one["role"] for one in third] == ["user"], "found out once"
    assert third[0]["content"].startswith(rules)
    assert "response_format" in seen.bodies[1], "only what was refused gave way"
    assert seen.memory.kept["system"] is False
    async with exam(OK, kept=seen.memory.kept) as later:
        assert await later.credits() == [1, 0]
        assert len(later.bodies[0]["messages"]) == 1, "remembered from session to session"


# -- S2 -------------------------------------------------------------------------------------------


def shapes(words, name):
    """One refusal in every shape that is known."""
    sentence = f"{words}: {name}"
    return {
        "message": (422, {"error": {"message": sentence}}),
        "message is an object": (422, {"message": {"code": 4, "detail": sentence}}),
        "message is a list": (422, {"message": [sentence]}),
        "detail with loc": (
            422,
            {"detail": [{"type": "extra_forbidden", "loc": ["body", name], "msg": words, "input": {"temperature": 0, "stream_options": {}, "response_format": 1}}]},
        ),
        "list": (400, [{"error": {"message": sentence, "code": 400}}]),
        "errors": (400, {"errors": [{"message": sentence}]}),
        "errors by field": (400, {"errors": {name: [words]}}),
        "raw": (400, {"error": {"message": "Provider returned error", "metadata": {"raw": json.dumps({"error": {"message": sentence}})}}}),
        "param": (400, {"error": {"message": words, "param": name, "type": "invalid_request_error"}}),
        "deep": (400, {"result": {"fault": {"error": {"errors": [{"reason": sentence}]}}}}),
        "text": (422, sentence),
    }  # fmt: skip


SHAPES = shapes("Extra inputs are not permitted", "stream_options")


@pytest.mark.parametrize(("status", "body"), SHAPES.values(), ids=SHAPES.keys())
async def test_s2_the_name_is_found_in_any_shape(status, body):
    async with scene(answers(status, body), says("{}"), says("{}")) as talk:
        await talk.text(GRADE)
        await talk.text(GRADE)
        first, *later = (asked.body for asked in talk.server.asked)
    gone = {name: value for name, value in first.items() if name != "stream_options"}
    assert later == [gone, gone], "only what was refused gave way, for good"
    assert not talk.waits


@pytest.mark.parametrize(("status", "body"), SHAPES.values(), ids=SHAPES.keys())
async def test_s2_the_words_are_found_in_any_shape(status, body):
    async with scene(*[answers(status, body)] * 3) as talk:
        assert "Extra inputs are not permitted" in await talk.error(GRADE)


PARTS = {
    "stream_options": ("stream_options is not supported", lambda b: "stream_options" not in b),
    "usage": ("unknown field include_usage", lambda b: "stream_options" not in b),
    "temperature": ("temperature may not be 0", lambda b: "temperature" not in b),
    "limit": ("unknown field max_tokens", lambda b: "max_completion_tokens" in b),
    "schema": ("json_schema is not supported", lambda b: b["response_format"]["type"] == "json_object"),
    "stream": ("stream must be false for this model", lambda b: b["stream"] is False),
    "verify": ("Your organization must be verified to stream this model", lambda b: not b["stream"]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "gave_way"), PARTS.values(), ids=PARTS.keys())
@pytest.mark.parametrize("status", [400, 422, 500])
async def test_s2_every_part_can_give_way(status, words, gave_way):
    whole = answers(200, {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]})
    async with scene(answers(status, {"detail": words}), whole) as talk:
        assert await talk.text(GRADE) == "{}"
        assert gave_way(talk.server.asked[1].body)


async def test_s2_a_server_that_refuses_one_thing_after_another():
    """Two are named; the third request holds nothing any more that could be refused."""
    script = [refuses(400, "no stream_options"), refuses(400, "no temperature"), says("{}")]
    async with scene(*script, refuses(400, "no system role"), says("{}")) as talk:
        await talk.text(GRADE)
        bare = talk.server.asked[2].body
        assert set(bare) == {"model", "messages", "stream"}
        await talk.text(GRADE)
        last = talk.server.asked[4].body
    assert set(last) == {"model", "messages", "stream", "max_tokens", "response_format"}
    assert [one["role"] for one in last["messages"]] == ["user"]


async def test_s2_what_a_refusal_repeats_of_the_request_is_no_name():
    echo = {"detail": [{"loc": ["body", "max_tokens"], "msg": "Unknown field",
            "input": {"temperature": 0, "system": "role system is not supported"}}]}  # fmt: skip
    async with scene(answers(422, echo), says("{}")) as talk:
        await talk.text(GRADE)
        body = talk.server.asked[1].body
    assert body["temperature"] == 0
    assert body["messages"][0]["role"] == "system"
    assert "max_completion_tokens" in body


# -- S3 -------------------------------------------------------------------------------------------

ROUTERS = (
    "No endpoints found that support the requested parameters: response_format",
    "No endpoints found that can handle the requested parameters. To learn more about routing ...",
    "No provider available that supports structured outputs for this model",
    "This model does not support the parameters of your request",
)


@pytest.mark.parametrize("words", ROUTERS)
async def test_s3_a_router_is_asked_for_less(words):
    async with scene(refuses(404, words), says("{}")) as talk:
        await talk.text(GRADE)
        kinds = [asked.body["response_format"]["type"] for asked in talk.server.asked]
        assert kinds == ["json_schema", "json_object"]
    async with scene(*[refuses(404, words)] * 3) as talk:
        told = await talk.error(GRADE)
        assert words[:60] in told
        assert "base URL" not in told


@pytest.mark.parametrize("words", ["No endpoints found for a/b:free.", "model a/b not found"])
async def test_s3_a_model_that_no_provider_has(words):
    async with scene(refuses(404, words)) as talk:
        told = await talk.error(GRADE)
        assert 'does not know the model "small"' in told
        assert words in told


# -- S4 -------------------------------------------------------------------------------------------

LONG = Request(
    "grade", (Message("system", "Be fair."), Message("user", "w " * 3000)), max_tokens=640
)
SMALL_ROOM = {
    "vllm": "'max_tokens' or 'max_completion_tokens' is too large: 8640. This model's maximum context length is 8192 tokens and your request has 3010 input tokens (8640 > 8192 - 3010).",
    "openai": "This model's maximum context length is 8,192 tokens. However, you requested 11650 tokens (3010 in the messages, 8640 in the completion). Please reduce the length.",
    "tgi": "`inputs` tokens + `max_new_tokens` must be <= 8192. Given: 3010 `inputs` tokens and 8640 `max_new_tokens`",
    "per minute": "Request too large on tokens per minute (TPM): Limit 8192, Requested 11650, please reduce your message size",
    "context alone": "the request exceeds the context window of 8192 tokens",
}  # fmt: skip
HIGHEST = {
    "at most": "max_tokens must be <= 4096",
    "supports": "max_tokens is too large: 8640. This model supports at most 4,096 completion tokens.",
    "range": "Invalid value for max_tokens: the range should be [1, 4096]",
    "above": "max_tokens: 8640 > 4096, which is the maximum allowed number of output tokens",
    "between": "max_tokens must be between 1 and 4096",
}  # fmt: skip


@pytest.mark.parametrize("status", [400, 413, 422])
@pytest.mark.parametrize("words", SMALL_ROOM.values(), ids=SMALL_ROOM.keys())
async def test_s4_a_model_that_thinks_asks_for_what_fits(words, status):
    memory = Memory(reasons=True, speaks=True)
    async with scene(refuses(status, words), says("Good."), says("Good."), memory=memory) as talk:
        assert await talk.text(LONG) == "Good."
        await talk.text(LONG)
        limits = [asked.body["max_tokens"] for asked in talk.server.asked]
    assert limits[0] == 8640
    assert 640 <= limits[1] <= 8192 - (3010 if "3010" in words else 2000)
    assert limits[2] <= limits[1], "found out once"
    assert memory.kept["context"] == 8192
    async with scene(says("Good."), memory=memory) as talk:
        await talk.text(LONG)
        assert talk.server.asked[0].body["max_tokens"] <= limits[1] + 20


@pytest.mark.parametrize("words", HIGHEST.values(), ids=HIGHEST.keys())
async def test_s4_a_highest_limit_is_kept_to(words):
    memory = Memory(reasons=True, speaks=True)
    async with scene(refuses(400, words), says("Good."), memory=memory) as talk:
        assert await talk.text(LONG) == "Good."
        assert talk.server.asked[1].body["max_tokens"] == 4096
    assert memory.kept["most_tokens"] == 4096


async def test_s4_a_prompt_that_is_too_long_by_itself_is_not_asked_in_vain():
    words = "maximum context length is 2048 tokens; you requested 3650 tokens (3010 in the messages"
    async with scene(refuses(400, words)) as talk:
        told = await talk.failure(LONG, kind=ContextTooLong)
        assert "maximum context length is 2048 tokens" in str(told), "the server's own words"


# -- S10, S14 -------------------------------------------------------------------------------------

BY_CHANCE = (
    {"message": "Failed to generate JSON. Please adjust your prompt.", "code": "json_validate_failed", "failed_generation": "{"},
    {"message": "Generated JSON does not match the expected schema", "type": "invalid_request_error"},
    {"message": "Failed to validate JSON", "code": 400},
)  # fmt: skip


@pytest.mark.parametrize("fields", BY_CHANCE)
async def test_s10_a_reply_that_came_out_badly_is_asked_for_once_more(fields):
    async with exam(error(400, **fields), OK) as seen:
        assert await seen.credits() == [1, 0]
        first, second = seen.bodies
        assert first == second, "the very same request"
    async with exam(*[error(400, **fields)] * 2, OK) as seen:
        assert await seen.credits() == [1, 0]
        assert seen.bodies[2]["response_format"]["type"] == "json_object"


BAD_KEYS = {
    "google": (400, {"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}}),
    "list": (400, [{"error": {"message": "API Key not found. Please pass a valid API key."}}]),
    "incorrect": (400, {"error": "Incorrect API key provided: x"}),
    "unprocessable": (422, {"detail": "Invalid API key"}),
    "code": (400, {"error": {"message": "No.", "code": "invalid_api_key"}}),
    "credentials": (400, {"message": "No auth credentials found"}),
}  # fmt: skip


@pytest.mark.parametrize(("status", "body"), BAD_KEYS.values(), ids=BAD_KEYS.keys())
async def test_s14_a_bad_key_is_told_at_once(status, body):
    async with scene(answers(status, body)) as talk:
        assert "rejected the key from INTERVIEWER_API_KEY" in await talk.error(GRADE)
        assert len(talk.server.asked) == 1


# -- the table ------------------------------------------------------------------------------------


def test_the_table_names_every_row_and_its_patterns_tell_them_apart():
    rows = {oddity.row for oddity in oddities.ODDITIES}
    assert rows == {*(f"S{n}" for n in range(1, 15)), "B10", "B11", "B12"}
    with_words = [oddity for oddity in oddities.ODDITIES if oddity.pattern is not None]
    assert len(with_words) >= 8
    for oddity in with_words:
        assert oddity.pattern.search(oddity.sample.lower()), oddity.what
        for other in with_words:
            if other is not oddity:
                assert not other.pattern.search(oddity.sample.lower()), (oddity.what, other.what)
    for oddity in oddities.ODDITIES:
        assert oddity.recognised
        assert oddity.done
        assert oddity.seen
        assert oddity.pattern is not None or oddity.where


def test_what_is_recognised_where_is_there():
    """The table names the function; it must exist."""
    for oddity in oddities.ODDITIES:
        if not oddity.where:
            continue
        place, _, name = oddity.where.rpartition("/")
        module, *path = name.split(".")
        folder = f"interviewer.{place.replace('/', '.')}" if place else oddities.__package__
        found = import_module(f"{folder}.{module}")
        for part in path:
            found = getattr(found, part)


def test_nothing_is_refused_that_nobody_refused():
    for words in ("the system is overloaded", "internal server error", "bad request", ""):
        assert oddities.refused_parts(words) == ()


async def test_a_plain_request_that_is_refused_without_a_reason_is_asked_bare():
    async with scene(refuses(400, "Bad Request"), says("Good."), memory=Memory()) as talk:
        assert await talk.text(HELLO) == "Good."
        assert set(talk.server.asked[1].body) == {"model", "messages", "stream"}
