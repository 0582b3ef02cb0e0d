"""Whatever bytes a server sends, a call ends with text or with one sentence."""

import random

import pytest

from interviewer.examiners.model.http.messages import ModelError
from tests.helpers.model_server import DONE, End, ModelServer, delta, event, head, usage
from tests.helpers.network_doubles import GRADE, check_sentence, talking

ROUNDS = 120
ODD = [
    b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"data:", b"data: \n\n", b": \n", b"event: error\n", b"{", b"]",
    b'"', b"\\u0000", b"\\ud800", b"null", b"1e999", b"NaN", b"[[[[", b"\x1b]0;x\x07", b"data: [DONE]\n\n",
    b'data: {"error": {"message": 5}}\n\n', b'data: {"error": "x"}\n\n', b"<html>", b"9" * 5000,
    b'data: {"choices": {"0": 1}}\n\n', b'data: {"choices": [[]]}\n\n', b'data: {"usage": 5}\n\n',
    b'data: {"usage": {"prompt_tokens": "many", "completion_tokens": -1}}\n\n',
]  # fmt: skip


def noise(rng: random.Random) -> bytes:
    """A good stream with some bytes changed, lost, doubled or odd."""
    parts = [delta("Well "), delta(reasoning="Hm"), delta(None, role="assistant"), delta("done")]
    parts += [event({"choices": []}), delta(finish="stop"), usage(5, 3), DONE]
    raw = bytearray(b"".join(parts))
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(raw) + 1)
        kind = rng.randrange(4)
        if kind == 0 and at < len(raw):
            raw[at] = rng.randrange(256)
        elif kind == 1:
            del raw[at : at + rng.randrange(40)]
        elif kind == 2:
            raw[at:at] = raw[at : at + rng.randrange(60)]
        else:
            raw[at:at] = rng.choice(ODD)
    return bytes(raw)


def script(rng: random.Random) -> list:
    kind = rng.choice(["text/event-stream"] * 5 + ["application/json", "text/plain", "\xff/x", ""])
    status = rng.choice([200] * 8 + [400, 404, 429, 500, 299, 999])
    start = head(status, kind)
    if rng.random() < 0.05:
        start = noise(rng)
    if rng.random() < 0.05:
        start = start.replace(b"Connection: close", b"Transfer-Encoding: chunked")
    return [start, noise(rng), rng.choice([End.CLOSE, End.RESET])]


@pytest.mark.parametrize("seed", range(4))
async def test_n23_n25_noise_never_escapes(seed):
    rng = random.Random(seed)
    async with ModelServer(answer=lambda _: script(rng)) as server:
        for _ in range(ROUNDS // 4):
            async with talking(server) as talk:
                try:
                    text = await talk.text(GRADE)
                except ModelError as error:
                    check_sentence(str(error))
                else:
                    text.encode()
