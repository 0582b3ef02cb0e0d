"""The program with a model behind a loopback server: one call an answer, and a kill costs one call."""

import json

from tests.helpers.model_server import End, ModelServer, delta, head, in_thread, says
from tests.helpers.program import call, start

POINT = {"id": "p", "description": "It is scattered light."}
QUESTIONS = [
    {"id": "sky", "prompt": "Why is the sky blue?", "rubric": [POINT]},
    {"id": "sea", "prompt": "Why is the sea salty?", "rubric": [POINT]},
]


def graded(quote: str) -> str:
    finding = {"point": "p", "quote": quote, "made": "yes"}
    return json.dumps({"findings": [finding], "beliefs": [], "follow_up": None})


def asked_about(request) -> str:
    return "\n".join(message["content"] for message in request.body["messages"])


def test_kill_9_in_the_middle_of_a_stream_asks_and_pays_for_nothing_twice(tmp_path):
    bank, home = tmp_path / "bank.json", tmp_path / "home"
    bank.write_text(json.dumps({"questions": QUESTIONS}))
    cut_off = [head(), delta(graded("brings minerals")[:30]), End.HANG]
    server = ModelServer(
        says(graded("short waves scatter")), cut_off, says(graded("brings minerals")), says("Well.")
    )
    with in_thread(server):
        where = ("--plain", "--model", "m", "--base-url", server.url)
        run = start(home, bank, *where)
        run.stdin.write(b"The short waves scatter more.\n\nRain brings minerals along.\n\n")
        run.stdin.flush()
        while len(server.asked) < 2:
            assert run.poll() is None, run.stderr.read()
        run.kill()
        run.communicate()
        again = call(home, "resume", *where, stdin="")
        assert again.returncode == 0, again.stderr
        assert b"sea salty" not in again.stdout.split(b"Report:")[0]
    gradings = [asked_about(request) for request in server.asked[:3]]
    assert ["sky" in text for text in gradings] == [True, False, False]
    assert len(server.asked) == 4
    report = json.loads(call(home, "report", "latest", "--format", "json").stdout)
    assert report["usage"]
    assert [q["points"][0]["quote"] for q in report["questions"]] == [
        "short waves scatter",
        "brings minerals",
    ]
    for question in report["questions"]:
        (point,) = question["points"]
        answer = question["turns"][point["turn"]]["answer"]
        assert answer[point["start"] : point["end"]] == point["quote"]
    assert call(home, "verify", "latest").returncode == 0


def test_a_failed_grading_is_completed_later(tmp_path):
    bank, home = tmp_path / "bank.json", tmp_path / "home"
    bank.write_text(json.dumps({"questions": QUESTIONS[:1]}))
    server = ModelServer(
        says("I would rather talk about the weather."),
        says("No."),
        says("It could not be graded."),
        says(graded("short waves scatter")),
    )
    with in_thread(server):
        where = ("--model", "m", "--base-url", server.url)
        run = call(home, bank, "--plain", *where, stdin="The short waves scatter more.\n")
        assert run.returncode == 0, run.stderr
        found = json.loads(call(home, "report", "latest", "--format", "json").stdout)
        assert [q["status"] for q in found["questions"]] == ["ungraded"]
        assert found["score"] is None
        done = call(home, "regrade", "latest", "--missing", *where)
        assert done.returncode == 0, done.stderr
    found = json.loads(call(home, "report", "latest", "--format", "json").stdout)
    assert [(q["status"], q["score"]) for q in found["questions"]] == [("graded", 1.0)]
