"""Over 500 texts that try to do something, in every place that shows text: none of them does.

`make fuzz` joins them at random; here each goes alone, always the same.
"""

import json

import pytest

from interviewer.core.text import normalise
from tests.fuzz import payloads, screens
from tests.fuzz.text import FORBIDDEN
from tests.helpers.program import call
from tests.helpers.terminal import ENTERED


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


@pytest.mark.fault("I04", "I05", "I06", "I11", "Q16")
def test_no_screen_writes_any_of_it(tmp_path):
    """Home, choosing, interview, failure, verdict, report, transcript, help and palette."""
    output = screens.tour(tmp_path / "home", list(screens.ATTACKS))
    assert screens.foreign(output) == []
    assert b"Traceback" not in output
    begins = output.index(ENTERED) + len(ENTERED)
    spoiled = output[:begins] + b"interviewer \x1b[2J" + output[begins:]
    assert screens.foreign(spoiled), "the test would not see one"
