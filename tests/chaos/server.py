"""A model's server in many moods: for each request another, the same for the same seed."""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass

from tests.helpers.model_server import (
    DONE,
    Asked,
    End,
    ModelServer,
    Script,
    delta,
    head,
    refuses,
    says,
)

GOOD = ("at once", "slowly")
MOODS = (
    *GOOD, *GOOD, "stalls", "silent", "busy", "broken", "refused", "reset", "closed", "prose", "page",
)  # fmt: skip


@dataclass(frozen=True)
class Sleep:
    """Lets this many seconds go by in the middle of a reply."""

    seconds: float


class PatientServer(ModelServer):
    async def _act(self, act, reader, writer) -> None:
        if isinstance(act, Sleep):
            await asyncio.sleep(act.seconds)
        else:
            await super()._act(act, reader, writer)


class Moody:
    """Answers by the seed that the path begins with: `/SEED/v1/chat/completions`."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()

    def server(self) -> ModelServer:
        return PatientServer(answer=self.reply)

    def reply(self, asked: Asked) -> Script:
        seed = asked.path.split("/")[1]
        self._asked[seed] += 1
        rng = random.Random(f"{seed} {self._asked[seed]}")
        return self._in_mood(rng.choice(MOODS), _wanted(asked), rng)

    def _in_mood(self, mood: str, words: str, rng: random.Random) -> Script:
        pieces = [delta(words[at : at + 12]) for at in range(0, len(words), 12)]
        some = pieces[: rng.randint(0, len(pieces))]
        pause = Sleep(rng.choice([0.005, 0.02, 0.08]))
        slow = [act for piece in pieces for act in (piece, pause)]
        scripts: dict[str, Script] = {
            "at once": says(words),
            "slowly": [head(), *slow, delta(finish="stop"), DONE, End.CLOSE],
            "stalls": [head(), *some, End.HANG],
            "silent": [End.HANG],
            "busy": refuses(429, "too many", retry_after=str(rng.choice([1, 3, 60]))),
            "broken": refuses(500, "not now"),
            "refused": refuses(401, "no such key"),
            "reset": [head(), *some, End.RESET],
            "closed": [head(), *some, End.CLOSE],
            "prose": says("I would rather talk about the weather."),
            "page": [head(kind="text/html"), b"<html>Sign in</html>", End.CLOSE],
        }
        return scripts[mood]


def _wanted(asked: Asked) -> str:
    """A grading that fits what was asked, with a follow-up where one is wanted; or closing words."""
    shape = asked.body.get("response_format", {}).get("json_schema", {}).get("schema")
    if shape is None:
        return "That was an interview."
    points = shape["properties"]["findings"]["items"]["properties"]["point"]["enum"]
    told = {"findings": [{"point": point, "quote": "", "made": "no"} for point in points]}
    if "beliefs" in shape["properties"]:
        told["beliefs"] = []
    wanted = "Follow-up wanted: yes" in asked.body["messages"][-1]["content"]
    follow_up = {"point": points[0], "text": "What more is there to it, and why so?"}
    return json.dumps({**told, "follow_up": follow_up if wanted else None})
