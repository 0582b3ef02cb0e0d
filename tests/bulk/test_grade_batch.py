"""`grade --batch` against a server that speaks the batch interface."""

import argparse
import json
import stat

import pytest

from interviewer.bulk import batch as family
from interviewer.commands import grade as command
from interviewer.core.errors import ReportedError, UsageError
from tests.helpers.batch_server import BatchServer, said

BANK = {
    "questions": [
        {
            "id": "q",
            "prompt": "Why does ice float on a lake?",
            "reference_answer": "Frozen water expands, so it weighs less than liquid water.",
            "rubric": [
                {"id": "expands", "description": "Water expands when it freezes."},
                {"id": "lighter", "description": "Hence it is less dense than the liquid."},
            ],
        }
    ]
}
TEXT = "Frozen water expands and so takes more room, number"


def grading(request, quote="water expands"):
    """A model that finds the first point made, with a quote."""
    assert request["method"] == "POST"
    body = request["body"]
    assert "stream" not in body
    assert "water" in body["messages"][1]["content"]
    findings = [
        {"point": "expands", "quote": quote, "made": "yes"},
        {"point": "lighter", "quote": "", "made": "no"},
    ]
    return said(json.dumps({"findings": findings}))


class Stopped(Exception):  # noqa: N818 - the person ends the command
    pass


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INTERVIEWER_API_KEY", "sk-canary")
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    (tmp_path / "bank.json").write_text(json.dumps(BANK))
    out = tmp_path / "out.jsonl"

    def call(server, lines, sleep=None, **more):
        path = tmp_path / "answers.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in lines))
        flags = {
            "answers": str(path),
            "questions": str(tmp_path / "bank.json"),
            "output": str(out),
            "model": "judge",
            "base_url": server.url if server else "http://127.0.0.1:9/v1",
            "key_file": None,
            "provider": None,
            "home": str(tmp_path / "home"),
            "offline": False,
            "retry_ungraded": False,
            "batch": True,
            "concurrency": 8,
            **more,
        }

        async def slept(_seconds):
            if sleep is not None:
                sleep()

        status = command.in_batches(argparse.Namespace(**flags), sleep=slept)
        found = [json.loads(line) for line in out.read_bytes().splitlines()]
        return status, found, capsys.readouterr().err

    call.folder = tmp_path
    return call


def answers(count):
    return [{"id": n, "question_id": "q", "answer": f"{TEXT} {n}."} for n in range(count)]


def test_answers_go_up_and_come_back_in_their_order(run):
    with BatchServer(grading, looks=3) as server:
        status, found, said_ = run(server, answers(5))
    assert status == 0, said_
    assert [line["id"] for line in found] == list(range(5))
    assert {line["score"] for line in found} == {0.5}
    point = found[3]["points"][0]
    assert answers(5)[3]["answer"][point["start"] : point["end"]] == "water expands"
    assert sorted(path.name for path in run.folder.iterdir() if path.is_file()) == [
        "answers.jsonl",
        "bank.json",
        "out.jsonl",
    ]
    assert set(server.deleted) == set(server.files)
    assert "sk-canary" not in str(server.files) + said_


def test_what_is_no_answer_is_never_sent(run):
    given = [*answers(1), {"id": "x", "question_id": "q", "answer": "I don't know."}]
    with BatchServer(grading) as server:
        status, found, _ = run(server, given)
        assert len(server.requests()) == 1
    assert (status, found[1]["status"], found[1]["score"]) == (0, "graded", 0)
    with BatchServer(grading) as server:
        assert run(server, given)[0] == 0  # everything is there already
        assert server.calls == []


def test_many_requests_are_split_into_files(run, monkeypatch):
    monkeypatch.setattr(family, "MOST_FILE_REQUESTS", 2)
    with BatchServer(grading) as server:
        _, found, _ = run(server, answers(5))
        assert len(server.batches) == 3
        assert len(server.requests()) == 5
    assert [line["id"] for line in found] == list(range(5))


BAD = [
    (said("no JSON here"), "could not be used"),
    (said('{"findings": []}'), "There is no finding on"),
    (said('{"findings"', finish="length"), "cut off"),
    (said(None, finish="content_filter"), "filtered"),
    (said(None, refusal="no"), "refused"),
    ({"response": {"status_code": 200, "body": None}, "error": None}, "none of a model's"),
    ({"response": {"status_code": 200, "body": {"choices": []}}}, "none of a model's"),
    (
        {"response": {"status_code": 400, "body": {"error": {"message": "too \x1b long"}}}},
        "could not grade this answer: too",
    ),
    ({"response": None, "error": {"message": "expired"}}, "could not grade this answer: expired"),
    ({}, "could not grade this answer"),
    (None, "ended before this answer"),
]


@pytest.mark.parametrize(("record", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_result_that_proves_nothing_is_ungraded_and_the_others_stand(run, record, reason):
    def answer(request):
        bad = "number 1." in request["body"]["messages"][1]["content"]
        return record if bad else grading(request)

    with BatchServer(answer) as server:
        status, found, _ = run(server, answers(3))
        assert status == 1
        assert [line["status"] for line in found] == ["graded", "ungraded", "graded"]
        assert reason in found[1]["reason"]
        assert found[1]["score"] is None
        server.answer = grading
        status, found, _ = run(server, answers(3), retry_ungraded=True)
    assert status == 0
    assert sorted(line["id"] for line in found) == [0, 1, 2]
    assert {line["status"] for line in found} == {"graded"}


def test_a_quote_that_was_not_said_earns_nothing(run):
    with BatchServer(lambda request: grading(request, "never said")) as server:
        _, found, _ = run(server, answers(1))
    assert found[0]["score"] == 0


def test_the_command_can_be_ended_and_goes_on_where_it_was(run):
    looked = 0

    def stop():
        nonlocal looked
        looked += 1
        raise Stopped

    with BatchServer(grading, looks=2) as server:
        with pytest.raises(Stopped):
            run(server, answers(3), sleep=stop)
        assert stat.S_IMODE((run.folder / "out.jsonl.batch").stat().st_mode) == 0o600
        status, found, _ = run(server, answers(3))
        assert len(server.batches) == 1
    assert (status, looked, len(found)) == (0, 1, 3)


def test_a_lost_reply_starts_no_second_batch(run):
    with BatchServer(grading) as server:
        server.failing = [200, 200, "lost"]  # the file, the list, the batch itself
        status, found, _ = run(server, answers(2))
        assert len(server.batches) == 1
    assert (status, len(found)) == (0, 2)


def test_a_server_that_is_away_for_a_while_is_asked_again(run):
    with BatchServer(grading) as server:
        server.failing = [503, 200, 200, 200, 503, 503, 503, 503]
        status, found, said_ = run(server, answers(2))
    assert (status, len(found)) == (0, 2)
    assert "Looking again" in said_


def test_a_server_that_stays_away_ends_the_command_and_loses_nothing(run, monkeypatch):
    monkeypatch.setattr(family, "MOST_FAILED_LOOKS", 2)
    with BatchServer(grading) as server:
        server.failing = [200, 200, 200] + [503] * 6
        with pytest.raises(ReportedError, match="run the same command again"):
            run(server, answers(2))
        assert run(server, answers(2))[0] == 0
        assert len(server.batches) == 1


def test_a_batch_that_the_server_refuses_is_told_and_can_be_sent_anew(run):
    with BatchServer(grading) as server:
        server.trouble = "the model cannot be batched sk-canary"
        with pytest.raises(ReportedError, match="cannot be batched") as told:
            run(server, answers(2))
        assert "sk-canary" not in str(told.value)
        server.trouble = ""
        assert run(server, answers(2))[0] == 0


def test_a_server_without_the_interface_is_named_with_a_remedy(run):
    with BatchServer(grading) as server:
        server.failing = [404]
        with pytest.raises(ReportedError, match="no batch interface; grade without --batch"):
            run(server, answers(2))


def test_a_state_of_another_run_is_not_gone_on_with(run):
    def stop():
        raise Stopped

    with BatchServer(grading, looks=2) as server:
        with pytest.raises(Stopped):
            run(server, answers(2), sleep=stop)
        with pytest.raises(ReportedError, match="belongs to another run"):
            run(server, answers(2), model="another")
        (run.folder / "out.jsonl.batch").write_text("[]")
        with pytest.raises(ReportedError, match="cannot be read"):
            run(server, answers(2))


@pytest.mark.parametrize(
    "flags", [{"output": None}, {"answers": "-"}, {"offline": True}, {"model": None}]
)
def test_what_cannot_be_batched_is_refused_before_anything_is_sent(run, flags):
    with pytest.raises(UsageError, match="--batch"):
        run(None, answers(1), **flags)
