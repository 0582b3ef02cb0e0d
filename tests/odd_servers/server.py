"""One odd server: what it refuses, how it thinks, slips and delivers, all drawn from one seed."""

import json
from random import Random
from typing import Any

from tests.examiners.model.test_model_examiner import CLOSING, FOLLOW_UP
from tests.helpers.model_server import Asked, End, Script, answers, head
from tests.odd_servers import bodies

SECRET = "MUSING"
MARK = "quillwort"
"""Stands in every sentence of a server that refuses: a person must get to read it."""

QUOTE = "jump straight to the rows"

_STYLES = (
    "<think>{}</think>\n", "<thinking>\n{}\n</thinking>", "[THINK]{}[/THINK]", "{}\n</think>\n\n", "<THOUGHT>{}</THOUGHT>",
    "<|channel|>analysis<|message|>{}<|end|><|start|>assistant<|channel|>final<|message|>", "analysis{}assistantfinal",
    "<think>{}</think><think>{}</think>", "&lt;think&gt;{}&lt;/think&gt;", "\u25c1think\u25b7{}\u25c1/think\u25b7",
    '<think type="long">{}</think>',
)  # fmt: skip

_PARTS = {
    "system": ("the role system is not supported", "role"),
    "stream_options": ("extra inputs are not permitted", "stream_options"),
    "temperature": ("unsupported value", "temperature"),
    "max_tokens": ("unknown field", "max_tokens"),
    "json_schema": ("not supported by this model", "response_format"),
    "json_object": ("unsupported", "response_format"),
}


def grading(made: str, other: str, follow_up: Any) -> dict[str, Any]:
    findings = [
        {"point": "lookup", "quote": QUOTE if made == "yes" else "", "made": made},
        {"point": "write-cost", "quote": "", "made": other},
    ]
    return {"findings": findings, "beliefs": [], "follow_up": follow_up}


class OddServer:
    """Answers the requests of one run. `made` and `other` are the one true grading."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.made, self.other = rng.choice(["yes", "no", "yes"]), rng.choice(["no", "undecided"])
        self.refused = rng.sample([*_PARTS], rng.choices([0, 1, 2, 3], [60, 25, 12, 3])[0])
        self.style = rng.choice(_STYLES) if rng.random() < 0.4 else ""
        self.body = rng.choice([*bodies.SPOKEN * 2, *bodies.ELSEWHERE])
        self.finish, self.done = rng.choice([(True, True), (True, True), (True, False), (False, True), (False, False)])  # fmt: skip
        self.slip = rng.choice([*["sound"] * 6, *_ONE_READING, *_SEVERAL])
        self.always_slips = rng.random() < 0.5
        self.trouble = rng.random() < 0.25
        self.asked = 0
        self.gradings = 0
        self.said_no = False
        """The newest request was refused in words."""

    @property
    def gentle(self) -> bool:
        """Whether nothing stands between such a server and a grade."""
        return (
            len(self.refused) <= 1 and not self.trouble and (self.finish or self.done)
            and self.slip in ("sound", *_ONE_READING)
            and not (self.style and self.body in bodies.ELSEWHERE)
            and not (self.slip == "fence" and self.body in (bodies.as_thoughts, bodies.calls))  # a draft, perhaps
            and (self.finish or self.body is not bodies.candidates)  # those have no mark of their end
            and not (self.slip == "comment" and self.body is bodies.bare)  # its line would not end
            and not (self.slip == "fence" and self.body is bodies.bare and not self.done)  # no end
        )  # fmt: skip

    def reply(self, asked: Asked) -> Script:
        self.asked += 1
        self.said_no = False
        refused = self._refuses(asked.body)
        if refused is not None:
            self.said_no = True
            return refused
        if self.trouble and self.rng.random() < 0.4:
            found = self._troubled()
            if found is not None:
                return found
        return self._deliver(self._text(asked.body))

    def _refuses(self, body: Any) -> Script | None:
        kind = (body.get("response_format") or {}).get("type")
        present = {
            "system": any(one["role"] == "system" for one in body["messages"]),
            "json_schema": kind == "json_schema", "json_object": kind == "json_object",
            **{name: name in body for name in ("stream_options", "temperature", "max_tokens")},
        }  # fmt: skip
        for part in self.refused:
            if present[part]:
                words, name = _PARTS[part]
                status = self.rng.choice([400, 400, 422, 424, 500])
                return answers(status, bodies.refusal(self.rng, f"{MARK}: {words}", name))
        return None

    def _troubled(self) -> Script | None:  # noqa: PLR0911 - one kind of trouble after another
        match self.rng.randrange(7):
            case 0:
                return answers(self.rng.choice([500, 502, 503, 529]), {"error": {"message": MARK}})
            case 1:
                return answers(429, {"error": MARK}, Retry_After="0")
            case 2:
                return [self.rng.choice([End.RESET, End.CLOSE])]
            case 3:
                return [head(), b"data: [DONE]\n\n", End.CLOSE]
            case 4:
                return [head(), b'data: {"error": {"message": "quillwort"}}\n\n', End.CLOSE]
            case 5:
                return [head(), End.HANG]
        return None

    def _text(self, body: Any) -> str:
        last = body["messages"][-1]["content"]
        if "Grade every point now" not in last:
            words = FOLLOW_UP if "Word one follow-up" in last else CLOSING
            return self._thoughts() + words
        self.gradings += 1
        follow_up = {"point": "write-cost", "text": FOLLOW_UP} if self.rng.random() < 0.6 else None
        true = grading(self.made, self.other, follow_up)
        slips = self.slip != "sound" and (self.always_slips or self.gradings == 1)
        text = _SLIPS[self.slip](true, self._false()) if slips else json.dumps(true)
        return self._thoughts() + text

    def _false(self) -> dict[str, Any]:
        """A grading that the model did not mean."""
        return grading("no" if self.made == "yes" else "yes", self.other, None)

    def _thoughts(self) -> str:
        draft = json.dumps(self._false())
        return self.style.replace(
            "{}", f"{SECRET}: they forgot it. A draft: {draft}? No, {SECRET}."
        )

    def _deliver(self, text: str) -> Script:
        raw = self.body(self.rng, text, finish=self.finish, done=self.done)
        torn = self.trouble and self.rng.random() < 0.3
        if torn:
            raw = raw[: self.rng.randrange(max(1, len(raw)))]
        start = head(200, self.rng.choice(bodies.KINDS))
        size = max(1, len(raw) // self.rng.choice([1, 2, 7, 30]))
        pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
        return [start, *pieces, End.RESET if torn and self.rng.random() < 0.5 else End.CLOSE]


def _plain(value: Any) -> str:
    return json.dumps(value)


_SLIPS = {
    "comma": lambda true, _: _plain(true)[:-1] + ",}",
    "commas": lambda true, _: _plain(true).replace('""', '"",').replace(',, "made"', ', "made"').replace('",,', '",'),
    "apostrophe": lambda true, _: _plain(true).replace("you say", "you can\\'t say"),
    "line end": lambda true, _: _plain(true).replace(" Now ", "\nNow\t"),
    "brace": lambda true, _: _plain(true)[:-1],
    "twice": lambda true, _: f"{_plain(true)}\n{_plain(true)}",
    "Yes": lambda true, _: _plain(true).replace('"yes"', '"Yes"').replace('"no"', '"NO"').replace('"undecided"', '"Undecided."'),
    "python": lambda true, _: repr(true),
    "fence": lambda true, _: f"Here you are:\n```json\n{_plain(true)}\n```\nDone.",
    "comment": lambda true, _: _plain(true).replace('"beliefs"', '// none\n"beliefs"'),
    "two": lambda true, false: f"{_plain({**true, 'follow_up': None})}\n{_plain(false)}",
    "two, one with a slip": lambda true, false: f"{_plain({**true, 'follow_up': None})[:-1]},}} or {_plain(false)}",
    "a field twice": lambda true, false: _plain(true)[:-1] + ', "findings": ' + _plain(false["findings"]) + "}",
    "words": lambda _, __: "The first point was made, I would say.",
    "cut": lambda true, _: _plain(true)[: len(_plain(true)) // 3],
    "empty": lambda _, __: "",
    "other ids": lambda true, _: _plain(true).replace("lookup", "look-up"),
    "inner quotes": lambda true, _: _plain({**true, "follow_up": None}).replace('"made": "no"', '"note": "a "b", "made": "yes"'),
    "letters": lambda true, _: _plain(true).replace("write-cost", "\\write-cost"),
}  # fmt: skip
_ONE_READING = (
    "comma",
    "apostrophe",
    "line end",
    "brace",
    "twice",
    "Yes",
    "python",
    "fence",
    "comment",
)
_SEVERAL = tuple(name for name in _SLIPS if name not in _ONE_READING)
