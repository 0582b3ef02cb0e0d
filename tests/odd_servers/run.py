"""Runs before odd servers, many at a time, and what must hold of each."""

import asyncio
import time
from collections import Counter
from random import Random
from typing import Any

from interviewer.core.protocol import Conclude, Grade, Graded, Ungraded
from interviewer.core.selection import missing
from interviewer.core.sheets import Sheet
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.deadlines import Deadlines
from interviewer.examiners.model.model_examiner import MOST_REQUESTS_AN_ANSWER, ModelExaminer
from tests.examiners.model.test_model_examiner import (
    ANSWER,
    CLOSING,
    FOLLOW_UP,
    QUESTION,
    Ear,
    concluded_sheet,
    sheet,
    step_after,
)
from tests.helpers.model_server import Asked, ModelServer, Script, answers
from tests.helpers.prompt_files import PROMPTS
from tests.odd_servers.server import MARK, SECRET, OddServer

KEY = "sk-canary-5Yw2Qm8Lr4Tz6Ksn"
AT_ONCE = 16
_CREDITS = {"yes": 1.0, "no": 0.0, "undecided": None}


class Broken(AssertionError):  # noqa: N818 - a promise
    """A promise that did not hold before one server; the message names its seed."""


class Ward:
    """One loopback server that plays every odd server, told apart by the path."""

    def __init__(self) -> None:
        self.servers: dict[str, OddServer] = {}
        self.server = ModelServer(answer=self._answer)
        self.faults: list[str] = []

    def _answer(self, asked: Asked) -> Script:
        try:
            return self.servers[asked.path.split("/")[1]].reply(asked)
        except Exception as error:  # noqa: BLE001 - a fault of the test, told at its end
            self.faults.append(repr(error))
            return answers(400, "the test is broken")

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.port}/{name}/v1"


async def many(seed: int, count: int) -> dict[str, int]:
    """Do this many runs, from `seed` up; return what came of them. Raises Broken."""
    ward, found = Ward(), {"gradings": 0, "graded": 0, "requests": 0, "gentle": 0}
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with turns:
            try:
                async with asyncio.timeout(60):
                    await _run(ward, number, found)
            except Exception as error:
                odd = ward.servers[str(number)]
                told = {name: getattr(odd.body, "__name__", value) if name == "body" else value
                        for name, value in vars(odd).items() if name != "rng"}  # fmt: skip
                raise Broken(f"seed {number}: {error!r}; the server: {told}") from error

    async with ward.server:
        runs = [asyncio.create_task(one(number)) for number in range(seed, seed + count)]
        done = await asyncio.gather(*runs, return_exceptions=True)
    broken = [str(one) for one in done if isinstance(one, Exception)]
    if broken:
        raise Broken(f"{len(broken)} of {count} runs broke a promise:\n" + "\n".join(broken[:20]))
    if ward.faults:
        raise Broken(f"the server's own faults: {ward.faults[:3]}")
    return found


async def _run(ward: Ward, number: int, found: dict[str, int]) -> None:
    odd = ward.servers[str(number)] = OddServer(Random(number))
    model = OpenAIModel(
        "small", ward.url(str(number)), KEY,
        deadlines=Deadlines(
            first_token=None, total=1.2 if odd.trouble else 40, stall=0.6 if odd.trouble else 20, notice=30,
        ), sleep=_no_sleep,
    )  # fmt: skip
    examiner = ModelExaminer(model, PROMPTS, randomness=lambda n: b"r" * n)
    try:
        for turn in (1, 2):
            await _answer(odd, examiner, turn, found)
        concluded = await examiner.conclude(Conclude((concluded_sheet(),)), lambda _: None)
        _check(SECRET not in concluded.text, "a thought in the closing words")
        computed = concluded.text.strip() != CLOSING
        _check(not computed or len(concluded.text) > 200, f"closing words lost: {concluded.text!r}")
    finally:
        await examiner.aclose()
    found["requests"] += odd.asked


async def _answer(odd: OddServer, examiner: ModelExaminer, number: int, found: Any) -> None:
    the_sheet = sheet(ANSWER)
    the_sheet = Sheet(QUESTION, number, the_sheet.turns)
    before, notices, began = odd.asked, [], time.monotonic()
    outcome = await examiner.grade(Grade(the_sheet), notices.append)
    found["gradings"] += 1
    _check(SECRET not in str(outcome) + str(notices), "a thought in a grading")
    if isinstance(outcome, Graded):
        found["graded"] += 1
        earned = [finding.credit for finding in outcome.verdict.findings]
        truth = [_CREDITS[odd.made], _CREDITS[odd.other]]
        _check(earned == truth, f"a wrong grade: {earned}, not {truth}")
        await _follow_up(examiner, outcome, the_sheet)
    else:
        _check(isinstance(outcome, Ungraded), f"{outcome!r}")
        _check_reason(odd, outcome.reason)
    if odd.gentle:
        found["gentle"] += 1
        _check(isinstance(outcome, Graded), f"ungraded before a gentle server: {outcome}")
    spent = odd.asked - before
    _check(spent <= MOST_REQUESTS_AN_ANSWER, f"{spent} requests for one answer")
    _check(time.monotonic() - began < 45, "it took too long")


def _check_reason(odd: OddServer, reason: str) -> None:
    _check(reason.isprintable() and reason.endswith("."), f"no sentence: {reason!r}")
    _check("Traceback" not in reason, "a traceback")
    _check(KEY not in reason, "the key")
    if odd.said_no and " within " not in reason and "longer than" not in reason:
        _check(MARK in reason, f"the server's words are lost: {reason!r}")


async def _follow_up(examiner: ModelExaminer, outcome: Graded, the_sheet: Sheet) -> None:
    step = step_after(outcome, the_sheet)
    if not missing(step.sheet):
        return
    ear = Ear()
    followed = await examiner.follow_up(step, ear)
    _check(SECRET not in followed.text + ear.text, "a thought in a follow-up")
    canned = {target.canned for target in [step.target]}
    _check(followed.text in {FOLLOW_UP, *canned}, f"an odd follow-up: {followed.text!r}")


def _check(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


async def _no_sleep(_: float) -> None:
    await asyncio.sleep(0)


def work(job: tuple[int, int]) -> Any:
    """Do a share of the runs in a process of its own."""
    seed, count = job
    try:
        return Counter(asyncio.run(many(seed, count))) + Counter(done=count)
    except Broken as broken:
        print(broken, flush=True)
        return Counter(done=count, broken=1)
