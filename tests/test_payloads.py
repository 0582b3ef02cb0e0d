"""Over 500 texts that try to do something, in every place that shows text: none of them does.

`make fuzz` joins them at random; here each goes alone, always the same.
"""

import json
import re

import pytest

from interviewer.core.text import normalise
from tests.fuzz import payloads
from tests.fuzz.text import FORBIDDEN
from tests.program import call
from tests.terminal import Terminal


def test_there_are_enough_of_them():
    assert len(payloads.PAYLOADS) >= 500


@pytest.mark.parametrize("part", range(6))
def test_transcripts_and_reports_in_lines(part):
    for payload in payloads.PAYLOADS[part::6]:
        payloads.check(payload)


def test_a_report_as_json_gives_back_every_character():
    for payload in payloads.PAYLOADS:
        report = payloads.report_of(payload)
        turn = json.loads(json.dumps(report.model_dump(mode="json")))["questions"][0]["turns"][0]
        text = normalise(payload)
        assert turn["answer"] == (text if text.strip() else f"x{text}x")


@pytest.fixture
def bank(tmp_path):
    """All of them in one bank: a title, topics, prompts, points of every kind."""
    path = tmp_path / "bank.json"
    pieces = ["".join(payloads.PAYLOADS[at::4]) for at in range(4)]
    questions = [
        {
            "id": f"q{number}",
            "topic": piece,
            "prompt": piece,
            "reference_answer": piece,
            "rubric": [{"id": "p", "description": piece, "signs": ["one"], "follow_up": piece}],
        }
        for number, piece in enumerate(pieces)
    ]
    path.write_text(json.dumps({"title": pieces[0], piece_name(): 1, "questions": questions}))
    return path


def piece_name() -> str:
    """An unknown field: it is told in a warning."""
    return "titel\x1b]52;c;eA==\x07\u202e"


def shown(run) -> str:
    assert b"Traceback" not in run.stderr
    text = (run.stdout + run.stderr).decode()
    assert not FORBIDDEN.search(text.replace("\n", " "))
    return text


def test_every_command_in_lines(tmp_path, bank):
    home = tmp_path / "home"
    said = "".join(payloads.PAYLOADS).replace("\n\n", "\n").encode("utf-8", "replace")
    shown(call(home, "check", bank))
    shown(call(home, "--offline", "--plain", bank, "--feedback", "each", stdin=said[:60_000]))
    for words in (
        ("sessions",),
        ("sessions", "--json"),
        ("verify", "latest"),
        ("report", "latest"),
    ):
        shown(call(home, *words))
    shown(call(home, "regrade", "latest", "--offline"))
    shown(call(home, "report", "\x1b[2J\u202e"))
    shown(call(home, "check", "\x1b[2J\u202e.json"))


OURS = re.compile(
    "\x1b\\](?!22;|11;|10;)[0-9]+|\x1b[P_^]|\x1bc|\x1b\\[\\?1049l|[\x07\x80-\x9f\u202a-\u202e\u2066-\u2069]"
    "|\x1b\\[[0-9;]*[ABn]"
)
"""What content asks for and no widget of ours writes."""

POINTER = "\x1b]22;default\x07"
"""Textual sets the shape of the mouse pointer by it."""


def test_the_screen_writes_none_of_it(tmp_path, bank):
    home = tmp_path / "home"
    with Terminal(home, "--offline", bank, "--feedback", "each", size=(100, 40)) as terminal:
        terminal.until("Question 1")
        paste = "".join(payloads.PAYLOADS).replace("\x1b[201~", "").replace("\x1b[200~", "")
        begun = len(terminal.output)
        terminal.type(b"\x1b[200~" + paste.encode("utf-8", "replace")[:30_000] + b"\x1b[201~")
        terminal.wait_for(lambda: list((home / "drafts").glob("*")), "the draft")
        terminal.type("\r")
        terminal.wait_for(
            lambda: (
                b'"answered"' in next((home / "sessions").glob("*.jsonl")).read_bytes()
                or (b"Enter once more" in terminal.output[begun:] and terminal.type("\r"))
            ),
            "the answer",
        )
        terminal.wait_for(
            lambda: b'"graded"' in next((home / "sessions").glob("*.jsonl")).read_bytes(),
            "the verdict",
        )
        text = terminal.output.decode("utf-8").replace(POINTER, "")
        found = [text[max(at.start() - 20, 0) : at.end() + 20] for at in OURS.finditer(text)]
        assert not found
        assert b"Traceback" not in terminal.output
