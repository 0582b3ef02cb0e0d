"""An examiner on the real client, before a loopback server that a test makes odd."""

from contextlib import asynccontextmanager
from typing import Any

from interviewer.core.protocol import Conclude, Graded
from interviewer.examiners.model.model_examiner import ModelExaminer
from tests.examiners.model.test_model_examiner import (
    ANSWER,
    Ear,
    concluded_sheet,
    graded,
    sheet,
    step_after,
)
from tests.helpers.model_server import ModelServer, Script
from tests.helpers.network_doubles import Memory, Talk, talking
from tests.helpers.prompt_files import PROMPTS


class Exam:
    """An examiner, the server it asks, and what the candidate saw of it."""

    def __init__(self, talk: Talk, memory: Memory) -> None:
        self.examiner = ModelExaminer(talk.model, PROMPTS, randomness=lambda n: b"r" * n)
        self.server = talk.server
        self.model = talk.model
        self.memory = memory
        self.waits = talk.waits
        self.notices: list[str] = []
        self.ear = Ear()
        self.sheet = sheet(ANSWER)
        self.outcome: Any = None

    async def grade(self) -> Any:
        """The outcome for ANSWER; with GOOD as the reply its credits are 1 and 0."""
        self.outcome, told = await graded(self.examiner, self.sheet)
        self.notices += told
        return self.outcome

    async def credits(self) -> list[float | None]:
        outcome = await self.grade()
        assert isinstance(outcome, Graded), outcome
        return [found.credit for found in outcome.verdict.findings]

    async def reason(self) -> str:
        """Why it stays ungraded."""
        outcome = await self.grade()
        assert not isinstance(outcome, Graded)
        return outcome.reason

    async def follow_up(self) -> str:
        """The follow-up to the grading that was made last."""
        step = step_after(self.outcome, self.sheet)
        return (await self.examiner.follow_up(step, self.ear)).text

    async def closing(self) -> str:
        concluded = await self.examiner.conclude(Conclude((concluded_sheet(),)), lambda _: None)
        return concluded.text

    @property
    def bodies(self) -> list[Any]:
        return [asked.body for asked in self.server.asked]


@asynccontextmanager
async def exam(*script: Script, kept: dict[str, Any] | None = None, **options: Any):
    """An exam before a server with this script; nothing is known of the server but `kept`."""
    memory = Memory(**(kept or {}))
    async with ModelServer(*script) as server, talking(server, memory=memory, **options) as talk:
        found = Exam(talk, memory)
        try:
            yield found
        finally:
            await found.examiner.aclose()
