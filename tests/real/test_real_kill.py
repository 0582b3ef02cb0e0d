"""The program killed while the real server writes its reply, and resumed: nothing is lost or asked twice."""

import json
import urllib.request

import pytest

from tests.helpers.program import call, start

pytestmark = pytest.mark.slow

POINT = {"id": "scatter", "description": "Short waves are scattered more than long ones."}
QUESTION = {"id": "sky", "prompt": "Why is the sky blue?", "rubric": [POINT]}
ANSWER = "Blue light is scattered more than red light by the air."


def writing(base_url: str) -> bool:
    """Whether the server is busy with a request."""
    slots = base_url.removesuffix("/v1") + "/slots"
    with urllib.request.urlopen(slots, timeout=30) as reply:  # noqa: S310 - our own server
        return any(slot["is_processing"] for slot in json.load(reply))


def test_kill_9_during_a_stream(base_url, tmp_path):
    bank, home = tmp_path / "bank.json", tmp_path / "home"
    bank.write_text(json.dumps({"questions": [QUESTION]}))
    where = ("--plain", "--model", "smollm2", "--base-url", base_url)
    run = start(home, bank, "--follow-ups", 0, *where)
    run.stdin.write(f"{ANSWER}\n\n".encode())
    run.stdin.flush()
    while not writing(base_url):
        assert run.poll() is None, run.stderr.read()
    run.kill()
    run.communicate()
    (journal,) = (home / "sessions").glob("*.jsonl")
    before = journal.read_bytes()
    assert before.count(b'"answered"') == 1
    again = call(home, "resume", *where, stdin="")
    assert again.returncode == 0, again.stderr
    assert b"Why is the sky blue" not in again.stdout.split(b"Report:")[0]
    assert journal.read_bytes().startswith(before)
    assert journal.read_bytes().count(b'"answered"') == 1
    report = json.loads(call(home, "report", "latest", "--format", "json").stdout)
    (question,) = report["questions"]
    assert [turn["answer"] for turn in question["turns"]] == [ANSWER]
    for point in question["points"]:
        if point["credit"]:
            assert ANSWER[point["start"] : point["end"]] == point["quote"]
    assert call(home, "verify", "latest").returncode == 0
