"""S5-S9: replies that come late, think aloud, stand in another place or hold slips of the pen."""

import asyncio
import json
import time

import pytest

from interviewer.core.protocol import Ungraded
from interviewer.examiners.model.http.deadlines import Deadlines
from interviewer.examiners.model.json_slips import NoOneReading, repaired
from tests.examiners.model.test_model_examiner import (
    ALL_MADE,
    CLOSING,
    FOLLOW_UP,
    GOOD,
    reply,
    said,
)
from tests.helpers.model_server import (
    DONE,
    Do,
    End,
    ModelServer,
    Until,
    answers,
    delta,
    event,
    head,
    says,
)
from tests.helpers.network_doubles import GRADE, HELLO, Clock, Memory, scene, talking, until
from tests.helpers.odd_servers import exam

UNASKED = reply(
    ("lookup", "yes", "jump straight to the rows"), ("write-cost", "no", ""), follow_up=None
)
"""A grading without a follow-up: its words are asked for alone."""

OK = says(*said(GOOD))

# -- S5 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "o3-mini", "deepseek-r1", "my-deployment"])
def test_s5_patience_is_longer_than_any_hosted_model_thinks(name):
    for thinks in (False, True):
        deadlines = Deadlines().for_model(thinks=thinks)
        assert deadlines.first_token > 90
    assert Deadlines().for_model(thinks=True).total > Deadlines().for_model(thinks=False).total
    assert Deadlines(first_token=7).for_model(thinks=True).first_token == 7, "as it was set"


HEADERS = {
    "before the headers": [],
    "after the headers": [head()],
    "comments": [head(), b": hm\n\n"],
}


@pytest.mark.parametrize("first", HEADERS.values(), ids=HEADERS.keys())
async def test_s5_silence_is_waited_for_and_said(first):
    spoken = asyncio.Event()
    script = [*first, Until(spoken), *says("Good.")[0 if not first else 1 :]]
    async with scene(script, first_token=None, total=None, notice=0.05) as talk:
        asking = asyncio.create_task(talk.text())
        await until(lambda: len(talk.waited) >= 3)
        assert not asking.done()
        spoken.set()
        assert await asking == "Good."
        assert len(talk.server.asked) == 1, "nothing is paid for twice"
        assert [round(one.seconds, 2) for one in talk.waited[:3]] == [0.05, 0.1, 0.15]
        assert not talk.told


async def test_s5_silence_that_does_not_end_is_told_and_never_repeated():
    async with scene([head(), End.HANG], first_token=None, total=0.1) as talk:
        assert "took longer than 0.1 s;" in await talk.error(GRADE)
        assert len(talk.server.asked) == 1
    async with scene([End.HANG], first_token=None, total=0.1) as talk:
        assert "no word within 0.1 s;" in await talk.error(GRADE)
        assert len(talk.server.asked) == 1


async def test_s5_the_screen_says_that_it_thinks():
    script = [head(), delta(reasoning_content="Hm."), *(delta(word) for word in said(GOOD)), delta(finish="stop"), DONE, End.CLOSE]  # fmt: skip
    async with exam(script) as seen:
        assert await seen.credits() == [1, 0]
        assert "the model is thinking" in seen.notices


# -- S6 -------------------------------------------------------------------------------------------

SECRET = "MUSING"
THOUGHT = f"{SECRET}: they forgot the cost of writing, so I ask about that."
STYLES = {
    "think": f"<think>{THOUGHT}</think>\n\n",
    "thinking": f"<thinking>\n{THOUGHT}\n</thinking>",
    "mistral": f"[THINK]{THOUGHT}[/THINK]",
    "end alone": f"{THOUGHT}\n</think>\n\n",
    "end alone, other": f"{THOUGHT}[/THINK]",
    "upper case": f"<THINK>{THOUGHT}</THINK>",
    "attributes": f'<think duration="3">{THOUGHT}</think>',
    "channels": f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>",
    "channels stripped": f"analysis{THOUGHT}assistantfinal",
    "channels on lines": f"analysis\n{THOUGHT}\nassistant\nfinal\n",
    "kimi": f"\u25c1think\u25b7{THOUGHT}\u25c1/think\u25b7",
    "command": f"<|START_THINKING|>{THOUGHT}<|END_THINKING|>",
    "seed": f"<seed:think>{THOUGHT}</seed:think>",
    "escaped": f"&lt;think&gt;{THOUGHT}&lt;/think&gt;",
    "thought": f"<thought>{THOUGHT}</thought>",
    "reflection": f"<reflection>{THOUGHT}</reflection>",
    "twice": f"<think>{THOUGHT}</think>\n<think>{THOUGHT}</think>",
}  # fmt: skip


def thinks(style, words):
    text = style + words
    return says(*[text[i : i + 3] for i in range(0, len(text), 3)])


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
async def test_s6_thoughts_are_never_speech(style):
    """In a grading, in a follow-up that is asked for alone, and in the closing words."""
    script = [thinks(style, UNASKED), thinks(style, FOLLOW_UP), thinks(style, CLOSING)]
    async with exam(*script) as seen:
        assert await seen.credits() == [1, 0]
        assert await seen.follow_up() == seen.ear.text == FOLLOW_UP
        assert await seen.closing() == CLOSING
        assert SECRET not in str(seen.outcome) + "".join(seen.notices)
        assert seen.memory.kept["reasons"]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
async def test_s6_a_model_that_gets_no_further_than_its_thoughts_says_nothing(style):
    cut = says(style[: style.rindex(SECRET) + 20], finish="length")
    async with exam(thinks("", UNASKED), cut) as seen:
        await seen.credits()
        text = await seen.follow_up()
        assert SECRET not in text + seen.ear.text
        assert text == "When would you rather not have one?", "the bank's own"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
async def test_s6_a_connection_that_ends_after_a_sentence_of_the_thoughts_says_nothing(style):
    torn = says(style[: style.rindex(THOUGHT) + len(THOUGHT)], finish=None, end=b"")
    async with exam(thinks(style, UNASKED), *[torn] * 3) as seen:
        await seen.credits()
        text = await seen.follow_up()
        assert SECRET not in text + seen.ear.text
        assert text == "When would you rather not have one?", "the bank's own"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
async def test_s6_thoughts_inside_of_the_follow_up_of_a_grading(style):
    text = reply(("lookup", "yes", "jump straight to the rows"), ("write-cost", "no", ""),
                 follow_up=("write-cost", style + FOLLOW_UP))  # fmt: skip
    async with exam(says(*said(text)), says(FOLLOW_UP)) as seen:
        await seen.credits()
        assert SECRET not in await seen.follow_up()


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
@pytest.mark.parametrize("finish", ["stop", "length", None])
async def test_s6_a_draft_among_the_thoughts_is_no_grading(style, finish):
    """The model thinks of a grading that it does not give, and gets no further."""
    draft = style.replace(THOUGHT, f"{THOUGHT} A draft: {ALL_MADE}? No.")
    script = says(draft, finish=finish, end=DONE if finish else b"")
    async with exam(*[script] * 3) as seen:
        assert isinstance(await seen.grade(), Ungraded)


async def test_s6_words_are_held_back_only_until_a_model_is_known_to_speak():
    going_on = asyncio.Event()
    streamed = [head(), delta("And "), Until(going_on), delta("now?", "stop"), DONE, End.CLOSE]
    async with scene(says("Why?"), streamed, memory=Memory()) as talk:
        assert await talk.text() == "Why?"
        async with talk.model.open(HELLO, talk.notice) as words:
            assert await anext(aiter(words)) == "And "
            going_on.set()
            assert [word async for word in words] == ["now?"]


async def test_s6_a_model_that_was_thought_to_speak_is_found_out():
    """Its follow-up is dropped, and from then on its words are held back again."""
    async with exam(
        thinks("", UNASKED), says("Hm, ", "I ask", "</think>", "Why?"), kept={"speaks": True}
    ) as seen:
        await seen.credits()
        assert await seen.follow_up() == "When would you rather not have one?"
        assert "speaks" not in seen.memory.kept
        assert seen.memory.kept["thinks_unopened"]


# -- S7 -------------------------------------------------------------------------------------------

FIELDS = {
    "reasoning_content": {"reasoning_content": SECRET},
    "reasoning": {"reasoning": SECRET},
    "reasoning_details": {"reasoning_details": [{"type": "reasoning.text", "text": SECRET}]},
    "summary": {"reasoning_details": [{"type": "reasoning.summary", "summary": SECRET}]},
    "thinking_blocks": {"thinking_blocks": [{"type": "thinking", "thinking": SECRET, "signature": "x"}]},
    "thinking": {"thinking": SECRET},
    "thought": {"thought": SECRET},
    "part": {"content": [{"type": "thinking", "thinking": SECRET}]},
    "parts in a part": {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": SECRET}]}]},
    "reasoning part": {"content": [{"type": "reasoning", "text": SECRET}]},
}  # fmt: skip


def pause(seconds):
    """A server that does something else for a while."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    return [Do(lambda: loop.call_later(seconds, over.set)), Until(over)]


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS.keys())
async def test_s7_thoughts_are_a_sign_of_life_and_not_heard(fields):
    """They come for longer than a model may be silent before its first word."""
    slow = [act for _ in range(6) for act in (delta(**fields), *pause(0.05))]
    script = [head(), *slow, *(delta(word) for word in said(GOOD)), delta(finish="stop"), DONE, End.CLOSE]  # fmt: skip
    async with exam(script, first_token=0.25) as seen:
        assert await seen.credits() == [1, 0]
        assert SECRET not in str(seen.outcome)
        assert "the model is thinking" in seen.notices


async def test_s7_a_model_that_shows_thoughts_is_given_the_time_of_one_that_thinks():
    clock = Clock()
    async with ModelServer() as server:
        going_on = [asyncio.Event() for _ in range(3)]
        server.script = [[head(), delta(reasoning="Hm."), Until(going_on[0]), delta(reasoning="So."), Until(going_on[1]), delta("Good.", "stop"), DONE, End.CLOSE]]  # fmt: skip
        async with talking(server, clock=clock, first_token=None, total=None) as talk:
            asking = asyncio.create_task(talk.text())
            await until(lambda: talk.waited)
            clock.forward(150)  # longer than a model may take that does not think
            going_on[0].set()
            await asyncio.sleep(0.05)
            clock.forward(100)
            going_on[1].set()
            assert await asking == "Good."


# -- S8 -------------------------------------------------------------------------------------------


def pieces(**named):
    """Events in which a field holds the reply, piece by piece."""
    ((name, text),) = named.items()
    return [delta(**{name: part}) for part in said(text, 40)]


def calls(text):
    return [
        delta(tool_calls=[{"index": 0, "function": {"name": "grade", "arguments": part}}])
        for part in said(text, 40)
    ]


END = [delta(finish="stop"), DONE]
WHOLE = {"choices": [{"message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}]}
STREAM = [*(delta(word) for word in said(GOOD, 40)), *END]
PLACES = {
    "reasoning_content": [head(), *pieces(reasoning_content=GOOD), *END],
    "reasoning": [head(), *pieces(reasoning=GOOD), *END],
    "reasoning, with its end": [head(), *pieces(reasoning=f"Hm.</think>{GOOD}"), *END],
    "tool_calls": [head(), *calls(GOOD), delta(finish="tool_calls"), DONE],
    "tool_calls, fenced": [head(), *calls(f"```json\n{GOOD}\n```"), delta(finish="tool_calls"), DONE],
    "tool_calls, whole": answers(200, {"choices": [{"message": {"content": None, "tool_calls": [{"function": {"arguments": GOOD}}]}, "finish_reason": "tool_calls"}]})[:2],
    "arguments as an object": answers(200, {"choices": [{"message": {"content": "", "tool_calls": [{"function": {"arguments": json.loads(GOOD)}}]}}]})[:2],
    "function_call": [head(), *(delta(function_call={"arguments": part}) for part in said(GOOD, 40)), *END],
    "text": [head(), *(event({"choices": [{"text": part}]}) for part in said(GOOD, 40)), DONE],
    "message in a stream": [head(), event({"choices": [{"message": {"content": GOOD}}]}), *END],
    "message repeated": [head(), *(event({"choices": [{"message": {"content": GOOD[:n]}}]}) for n in (50, 90, len(GOOD))), *END],
    "message objects": [head(kind="application/x-ndjson"), *(json.dumps({"message": {"content": part}, "done": False}).encode() + b"\n" for part in said(GOOD, 40)), b'{"done": true, "message": {"content": ""}}'],
    "candidates": [head(kind="application/json"), json.dumps([{"candidates": [{"content": {"parts": [{"text": part}]}}]} for part in said(GOOD, 40)]).encode()],
    "blocks": [head(), *(event({"type": "content_block_delta", "delta": {"type": "text_delta", "text": part}}) for part in said(GOOD, 40)), event({"type": "message_stop"})],
    "output": answers(200, {"output": [{"type": "message", "content": [{"type": "output_text", "text": GOOD}]}], "status": "completed"})[:2],
}  # fmt: skip
BODIES = {
    "events as JSON": [head(kind="application/json"), *STREAM],
    "events as text": [head(kind="text/plain"), *STREAM],
    "events as a page": [head(kind="text/html"), *STREAM],
    "no type": [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", *STREAM],
    "impossible charset": [head(kind="text/event-stream; charset=hex_codec"), *STREAM],
    "charset of no name": [head(kind='application/json; charset="no such thing"'), json.dumps(WHOLE).encode()],
    "JSON as events": [head(), json.dumps(WHOLE).encode()],
    "JSON in one event": [head(), event(WHOLE), DONE],
    "JSON over lines": [head(kind="text/plain"), json.dumps(WHOLE, indent=2).encode()],
    "JSON, then the end": [head(kind="application/json"), json.dumps(WHOLE).encode() + b"\n[DONE]"],
    "JSON, then an event of the end": [head(kind="application/json"), json.dumps(WHOLE).encode() + b"\n\ndata: [DONE]\n\n"],
    "byte order mark": [head(kind="application/json"), b"\xef\xbb\xbf" + json.dumps(WHOLE).encode()],
    "empty data": [head(), b"data:\n\ndata: \n\n", *[act for one in STREAM for act in (one, b"data:\n\n")]],
    "no empty lines": [head(), *(one.replace(b"\n\n", b"\n") for one in STREAM)],
    "an event over lines": [head(), *(b"".join(b"data: " + line + b"\n" for line in json.dumps(json.loads(one[6:]), indent=1).encode().split(b"\n")) + b"\n" for one in STREAM[:-1]), DONE],
    "carriage returns": [head(), *(one.replace(b"\n", b"\r") for one in STREAM)],
    "no space": [head(), *(one.replace(b"data: ", b"data:") for one in STREAM)],
    "comments": [head(), b": OPENROUTER PROCESSING\n\n" * 5, *STREAM],
    "named events": [head(), *(b"event: completion\nid: 1\n" + one for one in STREAM)],
    "bare words": [head(), *(b"data: " + part.encode() + b"\n\n" for part in said(GOOD, 40)), DONE],
    "bare words, whole": [head(), b"data: " + GOOD.encode() + b"\n\n", DONE],
    "the end and no close": [head(), *STREAM, End.HANG],
}  # fmt: skip


@pytest.mark.parametrize("script", [*PLACES.values(), *BODIES.values()], ids=[*PLACES, *BODIES])
async def test_s8_the_reply_is_found_by_what_the_body_holds(script):
    began = time.monotonic()
    last = [] if script[-1] is End.HANG else [End.CLOSE]
    async with exam([*script, *last]) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 1
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("script", [*PLACES.values()][:7], ids=[*PLACES][:7])
async def test_s8_what_stands_where_thoughts_stand_is_no_speech(script):
    """Where words are asked for, and not JSON, only words in their own place are heard."""
    async with scene([*script, End.CLOSE], [*script, End.CLOSE]) as talk:
        assert "nothing at all" in await talk.error(HELLO)


SAID = {
    "error line": [head(), b'error: {"message": "slot is broken", "code": 500}\n\n'],
    "error line in words": [head(), b"error: slot is broken\n\n"],
    "error event": [head(), b'event: error\ndata: {"message": "slot is broken"}\n\n'],
    "error event in words": [head(), b"event: error\ndata: slot is broken\n\n"],
    "words of an error": [head(), b"data: Internal error: slot is broken\n\n"],
    "error as JSON": answers(200, {"error": {"message": "slot is broken"}})[:2],
    "errors": answers(200, {"errors": ["slot is broken"]})[:2],
    "detail": answers(200, {"detail": "slot is broken"})[:2],
    "words alone": answers(200, "slot is broken", "text/plain")[:2],
    "page": answers(200, "<html><head><title>slot is broken</title>", "text/html")[:2],
}  # fmt: skip


@pytest.mark.parametrize("script", SAID.values(), ids=SAID.keys())
async def test_s8_the_servers_own_words_are_told(script):
    async with scene(*[[*script, End.CLOSE]] * 3) as talk:
        assert "slot is broken" in str(await talk.error(GRADE))


# -- S9 -------------------------------------------------------------------------------------------

_PRETTY = json.dumps(json.loads(GOOD), indent=1)
SLIPS = {
    "comma before a brace": GOOD[:-1] + ",}",
    "comma before a bracket": GOOD.replace('}], "beliefs"', '},], "beliefs"'),
    "commas everywhere": _PRETTY.replace("}\n", "},\n").replace("}\n", "},\n"),
    "escaped apostrophe": GOOD.replace("you say", "you can\\'t say"),
    "escaped signs": GOOD.replace("you say", "you \\$ay \\_ \\-"),
    "raw line end": GOOD.replace("there, you say.", "there,\nyou say.\t"),
    "no last brace": GOOD[:-1],
    "no last two": UNASKED.replace(', "beliefs": [], "follow_up": null}', ""),
    "the same twice": f"{UNASKED}\n{UNASKED}",
    "the same twice, spaced": f"{UNASKED}\nor rather\n{json.dumps(json.loads(UNASKED), indent=3)}",
    "Yes": GOOD.replace('"yes"', '"Yes"').replace('"no"', '"NO."'),
    "None": UNASKED.replace("null", "None"),
    "single quotes": repr(json.loads(GOOD)),
    "names without quotes": GOOD.replace('"findings"', "findings").replace('"quote"', "quote"),
    "comments": GOOD.replace('"beliefs"', '/* none */ "beliefs"').replace("{", "{ // so\n", 1),
    "no comma": _PRETTY.replace('],\n "follow_up"', ']\n "follow_up"'),
    "a brace too many": GOOD + "}",
    "curly quotes": UNASKED.replace('"', "\u201c", 1).replace('"', "\u201d", 1),
    "in a fence, with a comma": f"Sure:\n```json\n{GOOD[:-1]},}}\n```",
}  # fmt: skip


@pytest.mark.parametrize("size", [4, 100_000])
@pytest.mark.parametrize("text", SLIPS.values(), ids=SLIPS.keys())
async def test_s9_one_reading_is_read(text, size):
    async with exam(says(*said(text, size))) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 1


TWO_READINGS = {
    "two that differ": UNASKED + UNASKED.replace('"no"', '"yes"'),
    "one with a slip, one without": UNASKED[:-1] + ",}" + UNASKED.replace('"no"', '"undecided"'),
    "a field twice": UNASKED.replace('"made": "no"', '"made": "no", "made": "yes"'),
    "findings twice": UNASKED[:-1] + ', "findings": []}',
    "quotes in a quote": UNASKED.replace("jump straight", 'jump "straight", "made": "no'),
    "escaped letter": UNASKED.replace("jump straight", "jump \\straight"),
    "cut in a string": UNASKED[: UNASKED.index("straight")],
    "cut behind a name": GOOD[: GOOD.index('"follow_up"') + 12],
    "cut behind a comma": UNASKED[: UNASKED.index('"beliefs"')],
    "strings without a comma": UNASKED.replace('"beliefs": []', '"beliefs": ["a" "b"]'),
    "another word": UNASKED.replace('"yes"', '"mostly"'),
    "a word for a number": UNASKED.replace('"yes"', "1"),
}  # fmt: skip


@pytest.mark.parametrize("text", TWO_READINGS.values(), ids=TWO_READINGS.keys())
async def test_s9_two_readings_are_asked_again(text):
    async with exam(says(text), says(GOOD)) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 2
    async with exam(says(text), says(text)) as seen:
        assert isinstance(await seen.grade(), Ungraded)


@pytest.mark.parametrize("wrap", [b"data: %s\n\n", b"%s"])
async def test_s9_a_field_twice_is_noticed_without_any_wrapping(wrap):
    script = [head(), wrap % TWO_READINGS["a field twice"].encode(), End.CLOSE]
    async with exam(script, OK) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 2


async def test_s9_brackets_are_put_at_the_end_only_of_what_was_ended():
    """Where a server does not say why it stopped, or that the limit was reached, more may have come."""
    async with exam(says(UNASKED[:-1], finish=None, end=b""), says(GOOD)) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 2
    async with exam(says(ALL_MADE[:-1], finish="length"), says(GOOD)) as seen:
        assert await seen.credits() == [1, 0]
        assert len(seen.server.asked) == 2


@pytest.mark.parametrize("text", ["{" * 10_000, '{"a":' * 10_000, '{"a": "' + "x" * 300_000, "{'" * 5_000, '{"a": [' + "1," * 50_000])  # fmt: skip
def test_s9_hostile_text_is_refused_in_no_time(text):
    began = time.monotonic()
    with pytest.raises(NoOneReading):
        repaired(text, ended=True)
    assert time.monotonic() - began < 5, "a machine may be busy; what is not linear takes minutes"
