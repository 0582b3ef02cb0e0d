"""From a job posting to a report: a model drafts, one is interviewed, and it is said what nobody has reviewed."""

import json

import pytest

from benchmarks.fake_drafts import outline, question
from tests.helpers.model_server import ModelServer, in_thread, says
from tests.helpers.program import call

POSTING = """Data Engineer, Hamburg

- Design and run pipelines with Kafka
- Keep SQL queries fast
"""
ANSWER = "I ask first what is needed and by when. Then I measure it and improve the worst.\n\n"


@pytest.fixture
def run(tmp_path):
    (tmp_path / "posting.txt").write_text(POSTING)

    def run(*words, stdin=""):
        done = call(tmp_path / "home", *words, stdin=stdin)
        assert done.stderr == b"", done.stderr.decode()
        assert done.returncode == 0
        return done.stdout.decode()

    return run


def test_a_posting_is_drafted_asked_and_reported_and_its_drafts_are_named_as_such(run, tmp_path):
    drafts = outline(f"<material>\n{POSTING}\n</material>\n\nList 10 interview questions")
    prompts = [one["prompt"] for one in drafts["questions"]]
    server = ModelServer(
        says(json.dumps(drafts)),
        *(says(json.dumps(question(f"this interview question:\n\n{p}\n"))) for p in prompts),
    )
    with in_thread(server):
        words = ("--model", "m", "--base-url", server.url)
        out = run("bank", "draft", "--from", tmp_path / "posting.txt", *words)
    assert "2 questions drafted from posting.txt." in out
    assert "      from: Keep SQL queries fast" in out
    assert "2 to review" in out
    assert "not reviewed (drafted)" in run("bank", "list")

    out = run("start", "posting", "--offline", "--plain", "--count", "1", stdin=ANSWER)
    assert prompts[0] in out
    assert "1 question was a draft and reviewed by nobody yet" in " ".join(run("report").split())

    run("bank", "review", "posting", stdin="k\nk\n")
    assert "not reviewed" not in run("bank", "list")
