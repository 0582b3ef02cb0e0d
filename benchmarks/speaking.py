"""Rows about a model's words on their way to the screen, and about what is sent to get them."""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from benchmarks.banks import small, written
from benchmarks.fake_server import first_word as first_word_of
from benchmarks.floors.raw_client import ask
from benchmarks.measuring import PROGRAM, Result, Spread, environment, fake_server, ms, run, stats
from benchmarks.terminal import Terminal

KEYS = "БГДЖЗИЙЛПУФЦЧШЩЪЫЬЭЮЯΓΔΘΛΞΠΣΦΨΩ"
"""Letters that nothing else on the screen holds."""
SHAPE = {
    "properties": {
        "findings": {"items": {"properties": {"point": {"enum": ["p0", "p1", "p2"]}}}},
        "follow_up": {},
    }
}


def _program(home: Path, address: str, points: int = 20) -> list[str]:
    bank = written(home, small(40, points))
    words = [*PROGRAM, str(bank), "--base-url", address, "--model", "fake"]
    return [*words, "--follow-ups", "20"]


def echo(home: Path) -> Iterator[Result]:
    """Keys pressed at rest, and while the words of a follow-up come in."""
    idle = Spread((), "ms")
    for rate, most in ((200, (12, 40)), (1000, None)):
        with fake_server(rate=rate, words=60, latency=0.05) as address:
            words = _program(home, address)
            with Terminal(words, environment(home, COLORTERM="truecolor")) as terminal:
                terminal.until("Question 1")
                time.sleep(1.5)  # until openai has been imported in its thread
                if not idle.values:
                    idle = ms(_pressed(terminal, KEYS))
                    terminal.type("\x7f" * len(KEYS))
                    terminal.quiet(0.3)
                waits = []
                for answer in range(12 if most else 18):
                    waits += _while_streaming(terminal, answer, rate)
        took, p90 = ms(waits), quantiles(waits, n=10)[-1] * 1e3
        met = None if most is None else took.median <= most[0] and p90 <= most[1]
        yield Result(
            f"key press to echo while {rate:,} tokens/s stream",
            f"at rest: {idle}",
            f"{took}, {len(waits)} keys",
            "median 12 ms, p90 40 ms" if most else "",
            f"median {took.median:.1f} ms, p90 {p90:.1f} ms",
            met,
        )


def _while_streaming(terminal: Terminal, answer: int, rate: float) -> list[float]:
    """Send an answer; press keys as long as its follow-up comes in."""
    terminal.forget()
    terminal.type(f"it is made of {answer} equal parts\r")
    terminal.until(first_word_of(answer + 1))
    # 56 words of 14 letters, behind the first sentence, are 210 tokens; the last ones may already be there.
    ends = time.perf_counter() + 0.8 * 210 / rate
    waits = []
    for key in KEYS:
        if time.perf_counter() > ends:
            break
        waits += _pressed(terminal, key)
    terminal.quiet(0.4)
    terminal.type("\x7f" * len(waits))
    terminal.quiet(0.2)
    return waits


def _pressed(terminal: Terminal, keys: str) -> list[float]:
    waits = []
    for key in keys:
        terminal.forget()
        pressed = terminal.type(key)
        waits.append(terminal.until(key, patience=3) - pressed)
        time.sleep(0.023)  # no multiple of any refresh
    return waits


def first_word(home: Path) -> Iterator[Result]:
    """From the moment a server has sent the first sentence until its first word comes out of the terminal.

    The words before are not shown earlier on purpose: until its first sentence is whole a follow-up may still be
    refused, and nothing that has been shown shall be taken back. How long that is, is a row of its own.
    """
    with fake_server(rate=200, words=30, latency=0.2) as address:
        with Terminal(
            _program(home, address), environment(home, COLORTERM="truecolor")
        ) as terminal:
            terminal.until("Question 1")
            time.sleep(1.5)
            seen = {}
            for answer in range(1, 16):
                terminal.forget()
                terminal.type(f"it is made of {answer} equal parts\r")
                with suppress(TimeoutError):
                    word = first_word_of(answer)
                    seen[word] = terminal.until(word, patience=5)
                terminal.quiet(0.4)
        told = stats(address)
        sent, begun = dict(told["first_sentences"]), dict(told["first_words"])
        waits = ms([at - sent[word] for word, at in seen.items() if word in sent])
        held = ms([sent[word] - begun[word] for word in seen if word in sent])
    with fake_server(rate=200, words=30) as address:
        bare = []
        for _ in range(15):
            came = asyncio.run(ask(address, "Follow-up wanted: yes", SHAPE))
            _, at = stats(address)["first_sentences"][-1]
            bare.append(min(abs(piece - at) for piece in came))
    late = waits.median - ms(bare).median
    yield Result(
        "first sentence of a follow-up: sent by the server, its first word seen on the terminal",
        f"raw read of the same server: {ms(bare)}",
        str(waits),
        "at most 10 ms more",
        f"{late:+.1f} ms",
        late <= 10,
    )
    yield Result(
        "its first word waits until that sentence is whole, so that nothing is taken back",
        "a model of 200 tokens/s, 60 characters",
        str(held),
        "",
        f"{held.median:.0f} ms",
        None,
    )


CHUNKS = """
import asyncio, sys, time
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.messages import Message, Request

async def main():
    model = OpenAIModel("fake", sys.argv[1], None)
    request = Request("follow-up", (Message("user", "Go on."),), max_tokens=9)
    for _ in range(6):
        count, began = 0, time.process_time()
        async with model.open(request, print) as reply:
            async for _ in reply:
                count += 1
        print((time.process_time() - began) / count)
    await model.aclose()

asyncio.run(main())
"""

RAW_CHUNKS = """
import asyncio, sys, time
from benchmarks.fake_server import first_word as first_word_of
from benchmarks.floors.raw_client import ask

async def main():
    for _ in range(6):
        began = time.process_time()
        await ask(sys.argv[1], "Go on.")
        print((time.process_time() - began) / int(sys.argv[2]))

asyncio.run(main())
"""


def chunks(home: Path) -> Iterator[Result]:
    """Processor time for each piece of a reply that comes as fast as it can be read."""
    words = 900
    pieces = words * 15 // 4
    with fake_server(words=words) as address:
        _, raw = run([sys.executable, "-c", RAW_CHUNKS, address, str(pieces)], home)
        _, out = run([sys.executable, "-c", CHUNKS, address], home)
    floor, ours = (
        Spread(tuple(float(value) * 1e6 for value in told.split()[1:]), "us") for told in (raw, out)
    )
    yield Result(
        "processor time a chunk",
        f"raw bytes: {floor}",
        str(ours),
        "`create(stream=True)`: 128 us on the design's machine",
        f"{ours.median:.0f} us",
        None,
    )


def calls(home: Path) -> Iterator[Result]:
    """Twelve answers of one question: what was sent for each?"""
    asked = [f"It is made of {n} equal parts, as far as I remember it." for n in range(12)]
    with fake_server(words=12) as address:
        words = [*_program(home, address), "--plain", "--count", "1"]
        stdin = "".join(f"{answer}\n\n" for answer in asked).encode()
        run([*words, "--follow-ups", "11"], home, stdin)
        prompts = stats(address)["prompts"]
    gradings = ["\n".join(prompt) for prompt in prompts if "Follow-up wanted" in prompt[-1]]
    others = len(prompts) - len(gradings)  # the closing words
    yield Result(
        "model calls an answer", "", f"{len(gradings)} for {len(asked)} answers",
        "1", f"{len(gradings) / len(asked):.2f}, and {others} for the closing words",
        len(gradings) == len(asked),
    )  # fmt: skip
    kept = []
    for before, after in pairwise(gradings):
        stable = before[: before.rindex("<answer")]
        kept.append(after.startswith(stable))
    follow_ups = 11 * (12 * 15)
    said = len(json.dumps(small(1, 20))) + sum(map(len, asked)) + follow_ups
    sent = len(gradings[-1])
    yield Result(
        "prompt of call n+1 begins with call n's, up to its newest answer", "",
        f"{sum(kept)} of {len(kept)}", "all, byte for byte",
        f"the last is {sent:,} characters: rules, and {said:,} of rubric and conversation", all(kept),
    )  # fmt: skip
