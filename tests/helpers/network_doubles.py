"""A client under test: its sleeps are recorded, not slept; its errors are looked through for keys."""

import asyncio
import base64
from contextlib import asynccontextmanager
from typing import Any

import pytest

from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.deadlines import Deadlines
from interviewer.examiners.model.http.messages import (
    Message,
    ModelError,
    Request,
    RetryNotice,
    WaitNotice,
)
from tests.helpers.model_server import ModelServer, Script

CANARY = "sk-canary-5Yw2Qm8Lr4Tz6Ksn"
"""Must never be seen: whole, in base64, or its last eight characters."""
LEAKS = (CANARY, base64.b64encode(CANARY.encode()).decode(), CANARY[-8:])
NOW = 1_800_000_000.0
"""Fri, 15 Jan 2027 08:00:00 GMT."""

SCHEMA = {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"]}
HELLO = Request("grade", (Message("system", "Be fair."), Message("user", "Hello")))
GRADE = Request("grade", (Message("system", "Be fair."), Message("user", "Hello")), schema=SCHEMA)


class Clock:
    """Monotonic seconds that move only when a test turns them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


async def until(condition: Any) -> None:
    """Wait for what a loop that has the turn now will bring about."""
    while not condition():  # noqa: ASYNC110 - there is nobody to set an event
        await asyncio.sleep(0.01)


class Memory:
    """What is kept of servers, in a dict; nothing is read from a disk."""

    def __init__(self, **kept: Any) -> None:
        self.kept = kept

    def recall(self, server: str, model: str) -> dict[str, Any]:
        return self.kept

    def keep(self, server: str, model: str, learned: Any) -> None:
        self.kept = dict(learned)


class Talk:
    """One client and what it did."""

    def __init__(self, model: OpenAIModel, waits: list[float], server: Any) -> None:
        self.model = model
        self.server = server
        """A ModelServer, told to `proceed` once words are heard; or None."""
        self.waits = waits
        """Seconds of every sleep that was asked for; steps without waiting left out."""
        self.told: list[RetryNotice] = []
        self.waited: list[WaitNotice] = []
        self.finish: str | None = None

    def notice(self, notice: RetryNotice | WaitNotice) -> None:
        (self.waited if isinstance(notice, WaitNotice) else self.told).append(notice)

    async def text(self, request: Request = HELLO) -> str:
        """The whole reply."""
        async with self.model.open(request, self.notice) as reply:
            text = ""
            async for words in reply:
                text += words
                if self.server is not None:
                    self.server.proceed.set()
        self.finish = reply.finish
        return text

    async def error(self, request: Request = HELLO, kind: type[ModelError] = ModelError) -> str:
        """The one sentence of a call that must fail."""
        return str(await self.failure(request, kind))

    async def failure(
        self, request: Request = HELLO, kind: type[ModelError] = ModelError
    ) -> ModelError:
        with pytest.raises(ModelError) as caught:
            await self.text(request)
        assert type(caught.value) is kind
        check_sentence(str(caught.value))
        return caught.value


def check_sentence(sentence: str) -> None:
    """One line that says what happened and what to do, and gives no key away."""
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert "; " in sentence, "says what to do"
    assert "Traceback" not in sentence
    for leak in LEAKS:
        assert leak not in sentence


@asynccontextmanager
async def talking(
    server: ModelServer | str,
    *,
    model: str = "small",
    key: str | None = CANARY,
    clock: Any = None,
    memory: Any = None,
    **deadlines: float | None,
):
    """A client of the server (or base URL); every deadline not named is far away.

    The model is known to speak without thinking aloud first, unless a memory says otherwise.
    """
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        if seconds:
            waits.append(seconds)

    limits = {"connect": 5.0, "first_token": 20.0, "stall": 20.0, "total": 60.0} | deadlines
    url = server if isinstance(server, str) else server.url
    extra = {} if clock is None else {"clock": clock}
    client = OpenAIModel(
        model,
        url,
        key,
        key_origin="INTERVIEWER_API_KEY",
        model_origin="INTERVIEWER_MODEL",
        deadlines=Deadlines(**limits),
        memory=Memory(speaks=True) if memory is None else memory,
        sleep=sleep,
        now=lambda: NOW,
        **extra,
    )
    try:
        talk = Talk(client, waits, None if isinstance(server, str) else server)
        yield talk
    finally:
        await client.aclose()
    for leak in LEAKS:
        assert leak not in repr(client) + repr(vars(client)) + repr(talk.told)


@asynccontextmanager
async def scene(*script: Script, **options: Any):
    """A server with this script and a client of it; `options` are those of `talking`."""
    async with ModelServer(*script) as server, talking(server, **options) as talk:
        yield talk
