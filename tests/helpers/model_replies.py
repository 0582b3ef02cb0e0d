"""What a model that is asked to grade sends over the wire, made up to fit what it was asked."""

import json
import threading

from tests.helpers.model_server import DONE, Asked, Do, End, Script, delta, head, says


class Voice:
    """Words that a server says one by one, each when the test lets it."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self._allowed = threading.Semaphore(0)

    def go_on(self) -> None:
        self._allowed.release()

    def say_all(self) -> None:
        self._allowed.release(len(self.words))

    def script(self, before: str, after: str) -> Script:
        """A stream of which everything but the words comes at once."""
        said = [
            act
            for word in self.words
            for act in (Do(lambda: self._allowed.acquire(timeout=30)), delta(_inside(word)))
        ]
        return [head(), delta(before), *said, delta(after, "stop"), DONE, End.CLOSE]


def reply_to(asked: Asked, voice: Voice, closing: str = "Well done.") -> Script:
    """No point made, the voice's words as the follow-up where one is wanted; or the closing."""
    shape = asked.body.get("response_format", {}).get("json_schema", {}).get("schema")
    if shape is None:
        return says(closing)
    points = shape["properties"]["findings"]["items"]["properties"]["point"]["enum"]
    findings = [{"point": point, "quote": "", "made": "no"} for point in points]
    beliefs = {"beliefs": []} if "beliefs" in shape["properties"] else {}
    told = json.dumps({"findings": findings, **beliefs})[:-1]
    last = asked.body["messages"][-1]["content"]
    if "Follow-up wanted: yes" not in last:
        return says(told + ', "follow_up": null}')
    return voice.script(f'{told}, "follow_up": {{"point": "{points[0]}", "text": "', '"}}')


def _inside(words: str) -> str:
    """As they stand inside a JSON string."""
    return json.dumps(words)[1:-1]
