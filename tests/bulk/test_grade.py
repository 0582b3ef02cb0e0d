"""`grade`: order, places, what is kept, what is said of lines that cannot be used."""

import argparse
import asyncio
import json
import os
import signal
import threading
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bulk import answer_result, grading_run, input_lines, pool, results
from interviewer.bulk.progress_line import Progress
from interviewer.commands import grade as family
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.grading import Finding, Verdict, checked
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import Graded, Ungraded
from interviewer.core.text import inert, normalise
from interviewer.examiners.base import BaseExaminer
from interviewer.storage.bank_files import find_bank
from tests.helpers import program
from tests.helpers.model_server import ModelServer, Until, answers, says

POINTS = ("one", "two")
BANK = {
    "questions": [
        {
            "id": "q",
            "prompt": "What is it?",
            "rubric": [{"id": p, "description": f"Says {p}.", "weight": 1} for p in POINTS],
        },
        {"id": "other", "prompt": "And that?", "reference_answer": "That is another thing."},
    ]
}


class Words(BaseExaminer):
    """Credits a point whose id stands in the answer; says nothing of "unsure", fails at "fail"."""

    identity = None

    def __init__(self, kind="offline", delay=None):
        self.identity = ExaminerIdentity(name="words", version="1", kind=kind)
        self.delay = delay
        self.graded = []
        self.most_at_once = self.at_once = 0
        self.closed = False

    async def grade(self, step, notify):
        answer = step.sheet.answers[-1]
        self.graded.append(answer)
        if self.delay is not None:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await self.delay(answer)
            self.at_once -= 1
        if "fail" in answer:
            return Ungraded(reason="The server is down.")
        if "broken" in answer:
            raise ZeroDivisionError
        findings = [
            checked(self._found(point.id, answer), step.sheet.question, [answer], step.sheet.asked)
            for point in step.sheet.question.points
        ]
        return Graded(verdict=Verdict(examiner="words", findings=tuple(findings)))

    def _found(self, point, answer):
        if "unsure" in answer:
            return Finding(point=point, credit=None)
        made = point in answer
        return Finding(point=point, credit=int(made), quote=point if made else None)

    async def aclose(self):
        self.closed = True


class World:
    """A folder with a bank, and `grade` called in this process with an examiner of the test's."""

    def __init__(self, folder, monkeypatch, capfdbinary):
        self.folder = folder
        self.examiner = Words()
        self._output = capfdbinary
        monkeypatch.setattr(family, "bulk_examiner", lambda _: self.examiner)
        (folder / "bank.json").write_text(json.dumps(BANK))

    @property
    def question(self):
        return find_bank(self.folder / "bank.json", self.folder).load()["q"]

    def grade(self, *answers, raw=None, output=None, **more):
        """Return exit status, results and what was said."""
        path = self.folder / "answers.jsonl"
        if raw is None:
            raw = b"".join(json.dumps(answer).encode() + b"\n" for answer in answers)
        path.write_bytes(raw)
        flags = {
            "questions": str(self.folder / "bank.json"),
            "answers": str(path),
            "output": None if output is None else str(output),
            "concurrency": 3,
            "retry_ungraded": False,
            "batch": False,
            "home": str(self.folder),
            **more,
        }
        status = family.grade(argparse.Namespace(**flags))
        printed = self._output.readouterr()
        written = printed.out if output is None else output.read_bytes()
        return status, [json.loads(line) for line in written.splitlines()], printed.err.decode()


@pytest.fixture
def world(tmp_path, monkeypatch, capfdbinary):
    return World(tmp_path, monkeypatch, capfdbinary)


def answer(an_id, text="one and two", question="q"):
    return {"id": an_id, "question_id": question, "answer": text}


def test_a_result_has_exactly_the_promised_fields(world):
    status, found, said = world.grade(answer("x", "it is one, I think"))
    assert (status, said) == (0, "")
    assert found == [
        {
            "id": "x",
            "question_id": "q",
            "status": "graded",
            "score": 0.5,
            "reason": None,
            "points": [
                {"id": "one", "credit": 1, "quote": "one", "start": 6, "end": 9},
                {"id": "two", "credit": 0, "quote": None, "start": None, "end": None},
            ],
        }
    ]


def test_a_failed_grading_is_ungraded_with_its_reason_and_never_zero(world):
    status, found, said = world.grade(answer(1, "fail"), answer(2, "unsure"), answer(3, "broken"))
    assert status == 1
    assert [line["status"] for line in found] == ["ungraded"] * 3
    assert [line["score"] for line in found] == [None] * 3
    assert found[0]["reason"] == "The server is down."
    assert "could not decide" in found[1]["reason"]
    assert "ZeroDivisionError" in found[2]["reason"]
    assert [point["credit"] for point in found[0]["points"]] == [None, None]
    assert "2 answers could not be graded" in said


def test_what_nobody_can_decide_is_no_failure(world):
    assert world.grade(answer(1, "unsure"))[0] == 0


BAD = [
    (b"not json", "not JSON (character 1"),
    (b'["a"]', "not an object"),
    (b'{"id": "a", "question_id": "q", "answer": "\xff"}', "not UTF-8"),
    (b'{"id": "a", "question_id": "q"}', 'There is no "answer"'),
    (b'{"id": "a", "question_id": "q", "answr": "one"}', "Did you mean 'answr'"),
    (b'{"id": "a", "question_id": "q", "answer": 3}', '"answer" is not a string'),
    (b'{"question_id": "q", "answer": "one"}', 'There is no "id"'),
    (b'{"id": true, "question_id": "q", "answer": "one"}', '"id" is not a string'),
    (b'{"id": "a", "question_id": "othr", "answer": "one"}', "Did you mean 'other'"),
    (b'{"id": "ok", "question_id": "q", "answer": "one"}', "stands on an earlier line"),
    (b'{"id": NaN, "question_id": "q", "answer": "one"}', "NaN is no value that JSON knows"),
    (b"[" * 100_000, "not JSON"),
    (b'{"id": ' + b"9" * 5000 + b', "question_id": "q", "answer": "one"}', "not JSON"),
    (b'{"id": "a\\u001b[2J", "question_id": "\\u001b[2J", "answer": ""}', "no question"),
]


@pytest.mark.parametrize(("line", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_line_is_told_by_number_and_the_others_are_graded(world, line, message):
    good = json.dumps(answer("ok")).encode()
    last = json.dumps(answer("last")).encode()
    status, found, said = world.grade(raw=b"\n".join([good, b"", line, last]))
    assert status == 1
    assert [one["id"] for one in found] == ["ok", "last"]
    assert "answers.jsonl:3: " in said
    assert message in said
    assert "\x1b" not in said
    assert "1 line was unusable" in said


def test_a_wrong_file_is_not_told_line_by_line_for_ever(world):
    status, found, said = world.grade(raw=b"id answer\n" * 5000)
    assert (status, found) == (1, [])
    assert "5,000 lines were unusable" in said
    assert len(said.splitlines()) < 110


def test_mark_line_ends_and_blank_lines_of_any_editor_are_read(world):
    one, two = (json.dumps(answer(n)).encode() for n in (1, 2))
    status, found, _ = world.grade(raw=b"\xef\xbb\xbf" + one + b"\r\n\r\n  \n" + two)
    assert (status, [line["id"] for line in found]) == (0, [1, 2])


def test_a_file_in_utf_16_is_refused_as_a_whole(world):
    with pytest.raises(UsageError, match="Save it as UTF-8"):
        world.grade(raw=json.dumps(answer(1)).encode("utf-16"))


def test_a_line_without_an_end_costs_no_memory(world, monkeypatch):
    monkeypatch.setattr(input_lines, "LONGEST_LINE", 100_000)
    long = json.dumps(answer("long", "one " * 5_000_000)).encode()
    tracemalloc.start()
    source = input_lines.Source("a", BytesIO(long + b"\n" + json.dumps(answer("x")).encode()), None)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    complaints = input_lines.LineFaults("a", lambda _: None)
    assert [number for number, _ in input_lines.records(source, complaints)] == [2]
    assert complaints.count == 1
    assert tracemalloc.get_traced_memory()[1] - before < 5_000_000
    tracemalloc.stop()


def test_an_answer_that_no_interview_would_take_is_ungraded(world):
    status, found, _ = world.grade(answer("x", "one " * 20_000))
    assert status == 1
    assert "longer than 65,536" in found[0]["reason"]
    assert world.examiner.graded == []


@given(st.text(alphabet="\r\n \ud800\x85\u2028aé\u0301😀", max_size=30), st.booleans())
def test_a_place_in_the_normalised_answer_is_found_in_the_given_one(text, marked):
    given_text = text + ("one" if marked else "") + text
    clean = normalise(given_text)
    places = answer_result._Places(given_text)
    for start in range(len(clean)):
        for end in range(start + 1, len(clean) + 1):
            cut = given_text[places.given(start) : places.given(end)]
            assert normalise(cut) == clean[start:end]


def test_offsets_are_those_of_the_answer_as_it_was_given(world):
    text = "\r\n\r\nit is\r\n\ud800😀 one\r\nand two"
    _, found, _ = world.grade(answer("x", text))
    for point in found[0]["points"]:
        assert text[point["start"] : point["end"]] == point["quote"] == point["id"]


def test_ids_with_lone_surrogates_and_controls_come_back_as_they_were(world):
    ids = ["\ud800", "\x9b2J", "\u202e", "", 7, "7"]
    _, found, _ = world.grade(*(answer(an_id) for an_id in ids))
    assert [line["id"] for line in found] == ids


# -- several at once ------------------------------------------------------------------------------


def test_results_keep_the_order_while_several_are_asked_at_once(world):
    async def later_first(text):
        await asyncio.sleep(0.002 * (10 - int(text)))

    world.examiner = Words("model", later_first)
    status, found, _ = world.grade(*(answer(n, str(n)) for n in range(10)))
    assert status == 0
    assert [line["id"] for line in found] == list(range(10))
    assert world.examiner.most_at_once == 3
    assert world.examiner.closed


def test_one_slow_answer_does_not_keep_the_others_from_being_asked(world):
    gate = None

    async def first_waits_for_the_tenth(text):
        nonlocal gate
        gate = gate or asyncio.Event()
        if text == "9":
            gate.set()
        if text == "0":
            await asyncio.wait_for(gate.wait(), 5)

    world.examiner = Words("model", first_waits_for_the_tenth)
    assert [line["id"] for line in world.grade(*(answer(n, str(n)) for n in range(10)))[1]] == list(
        range(10)
    )


def test_no_more_is_read_ahead_than_the_window_holds(world):
    read = 0
    release = None

    def jobs():
        nonlocal read
        for read in range(1, 1001):
            yield pool.Job(read, question, "one")

    async def head_waits(_text):
        nonlocal release
        if release is None:
            release = asyncio.Event()
            for _ in range(2000):
                await asyncio.sleep(0)
            assert read <= 2 * pool.AHEAD + 1
            release.set()

    question = world.question
    done = []
    pool.grade_all(
        Words("model", head_waits), jobs(), lambda job, _: done.append(job.tag), concurrency=2
    )
    assert done == list(range(1, 1001))


def test_a_fault_of_the_input_or_output_reaches_the_caller(world):
    def jobs():
        yield pool.Job(1, question, "one")
        raise UsageError("the input broke")

    question = world.question
    for waits in (False, True):
        with pytest.raises(UsageError, match="the input broke"):
            pool.grade_all(Words("model"), jobs(), lambda *_: None, waits=waits)

    def full(*_):
        raise ReportedError("disk full")

    with pytest.raises(ReportedError, match="disk full"):
        pool.grade_all(Words("model"), iter([pool.Job(1, question, "one")] * 50), full)


# -- a file that is resumed ------------------------------------------------------------------


def test_what_the_output_holds_is_not_graded_again(world, tmp_path):
    out = tmp_path / "out.jsonl"
    assert world.grade(answer(1), answer(2, "fail"), output=out)[0] == 1
    first = out.read_bytes()
    status, found, said = world.grade(answer(1), answer(2, "fail"), answer(3), output=out)
    assert status == 0
    assert out.read_bytes().startswith(first)
    assert [line["id"] for line in found] == [1, 2, 3]
    assert world.examiner.graded == ["one and two", "fail", "one and two"]
    assert "2 answers had been graded before" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "answers.jsonl",
        "bank.json",
        "out.jsonl",
    ]


def test_ungraded_ones_are_tried_again_when_asked_for(world, tmp_path):
    out = tmp_path / "out.jsonl"
    world.grade(answer(1, "fail"), answer(2), output=out)
    status, found, _ = world.grade(answer(1), answer(2), output=out, retry_ungraded=True)
    assert status == 0
    assert [(line["id"], line["status"]) for line in found] == [(2, "graded"), (1, "graded")]


@pytest.mark.parametrize("kept", [1, 9, 40, -1])
def test_a_torn_last_line_is_cut_and_graded_again(world, tmp_path, kept):
    out = tmp_path / "out.jsonl"
    world.grade(answer(1), answer(2), answer(3), output=out)
    whole = out.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    out.write_bytes(whole[:last] + whole[last:][:kept])
    world.grade(answer(1), answer(2), answer(3), output=out)
    assert out.read_bytes() == whole


@pytest.mark.parametrize("foreign", [b"my notes", b"my notes\n", b'{"id": 1}\n', b"[]\n"])
def test_a_file_of_something_else_is_not_touched(world, tmp_path, foreign):
    out = tmp_path / "notes.txt"
    out.write_bytes(foreign)
    with pytest.raises(UsageError, match="something else"):
        world.grade(answer(1), output=out)
    assert out.read_bytes() == foreign


def test_the_answers_are_never_written_over(world, tmp_path):
    with pytest.raises(UsageError, match="holds the answers"):
        world.grade(answer(1), output=tmp_path / "answers.jsonl")


def test_two_runs_do_not_write_to_one_file(world, tmp_path):
    out = tmp_path / "out.jsonl"
    first = results.ResultFile(str(out), "-")
    try:
        with pytest.raises(ReportedError, match="is writing to"):
            world.grade(answer(1), output=out)
    finally:
        first.close(finished=True)
    assert world.grade(answer(1), output=out)[0] == 0


@pytest.mark.parametrize("where", ["missing/out.jsonl", ".", "bank.json/out", "a\0b"])
def test_a_place_that_cannot_be_written_is_one_sentence(world, tmp_path, where):
    with pytest.raises(ReportedError):
        family.grade(
            argparse.Namespace(
                questions=str(tmp_path / "bank.json"),
                answers=str(tmp_path / "bank.json"),
                output=f"{tmp_path}/{where}",
                concurrency=1,
                home=str(tmp_path),
                retry_ungraded=False,
                batch=False,
            )
        )


def test_a_device_takes_results_like_standard_output(world, tmp_path):
    assert world.grade(answer(1), output=tmp_path / ".." / "../../../../../../dev/null")[0] == 0


def test_an_interrupted_run_loses_no_paid_grade_and_keeps_the_order(world, tmp_path):
    out = tmp_path / "out.jsonl"

    async def first_never_ends(text):
        if text == "0":
            while len(world.examiner.graded) < 8:  # noqa: ASYNC110 - the others tell nobody
                await asyncio.sleep(0)
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(60)

    world.examiner = Words("model", first_never_ends)
    asked = [answer(n, str(n)) for n in range(8)]
    with pytest.raises(KeyboardInterrupt):
        world.grade(*asked, output=out)
    assert out.read_bytes() == b""
    assert world.examiner.closed
    world.examiner = Words("model")
    _, found, _ = world.grade(*asked, output=out)
    assert [line["id"] for line in found] == list(range(8))
    assert "0" in world.examiner.graded
    assert len(world.examiner.graded) <= 2  # the first, and one that was still under way
    assert not list(tmp_path.glob("*.ahead"))


@given(st.lists(st.one_of(st.text(max_size=3), st.integers(-5, 5)), max_size=60))
def test_a_key_stands_for_one_id(ids):
    assert len({results.key(an_id) for an_id in ids}) == len({(type(i), i) for i in ids})


def test_memory_is_flat_in_the_number_of_answers(world, tmp_path):
    question = world.question
    examiner = Words()
    examiner.graded = type("Nothing", (), {"append": lambda *_: None})()

    def peak(count):
        tracemalloc.start()
        pool.grade_all(
            examiner,
            (pool.Job(grading_run.Asked(n, "one"), question, "one") for n in range(count)),
            lambda job, outcome: results.to_line(grading_run.result(job, job.tag, outcome)),
        )
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(50)
    assert peak(2000) < peak(200) + 300_000  # holding them would take a million and more


def test_progress_is_one_line_rewritten_and_messages_stand_above_it(capsys):
    clock = iter([0.0, *(n * 0.06 for n in range(1, 100))])
    progress = Progress(shown=True, clock=lambda: next(clock))
    progress.share = 0.5
    for _ in range(4):
        progress.step()
    progress.say(inert("answers:3: \x1b[2J"))
    progress.end()
    said = capsys.readouterr().err
    assert "graded" in said
    assert "50%" in said
    assert "\x1b" not in said
    assert said.endswith("\n")


# -- the program itself ---------------------------------------------------------------------------


def test_the_program_grades_a_pipe_offline(tmp_path):
    given_lines = json.dumps(
        {"id": "a", "question_id": "regularization", "answer": "I don't know."}
    )
    run = program.call(tmp_path, "grade", "-", "--offline", stdin=given_lines)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["id"], found["status"], found["score"]) == ("a", "graded", 0)
    assert run.stdout.isascii()


def test_the_program_names_a_missing_file(tmp_path):
    run = program.call(tmp_path, "grade", tmp_path / "none.jsonl", "--offline")
    assert run.returncode == 2
    assert b"none.jsonl" in run.stderr
    assert b"Traceback" not in run.stderr


def test_an_interrupt_ends_the_program_with_what_is_done_kept(tmp_path):
    out = tmp_path / "out.jsonl"
    run = program.start(tmp_path, "grade", "-", "--offline", "-o", out)
    line = {"question_id": "regularization", "answer": "L1 adds the absolute weights."}
    run.stdin.write(b"".join(json.dumps({"id": n, **line}).encode() + b"\n" for n in range(3)))
    run.stdin.flush()
    done = threading.Event()
    while not done.wait(0.01) and (not out.exists() or out.read_bytes().count(b"\n") < 3):
        assert run.poll() is None, run.stderr.read()
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Traceback" not in said
    assert [json.loads(one)["id"] for one in out.read_bytes().splitlines()] == [0, 1, 2]


def test_a_reader_that_goes_away_is_no_crash(tmp_path):
    line = json.dumps({"id": "a", "question_id": "regularization", "answer": "none"})
    many = tmp_path / "answers.jsonl"
    many.write_text("".join(line.replace('"a"', f'"{n}"') + "\n" for n in range(2000)))
    run = program.start(tmp_path, "grade", many, "--offline")
    run.stdin.close()
    run.stdout.close()
    said = run.stderr.read()
    run.stderr.close()
    assert run.wait(timeout=30) == 1
    assert b"Traceback" not in said


async def test_the_program_asks_a_model_about_several_answers_at_once(tmp_path):
    point = {"made": "yes", "quote": "frozen water"}
    bank = {"questions": [{**BANK["questions"][0], "prompt": "What becomes of frozen water?"}]}
    (tmp_path / "bank.json").write_text(json.dumps(bank))
    path = tmp_path / "answers.jsonl"
    text = "Well, ordinary frozen water one and two takes more room, case"
    asked = [{"id": n, "question_id": "q", "answer": f"{text} {n}."} for n in range(12)]
    path.write_text("".join(json.dumps(one) + "\n" for one in asked))
    at_once, gate = 0, asyncio.Event()

    def reply(request):
        nonlocal at_once
        at_once += 1
        if at_once == 4:
            gate.set()
        if "case 5." in request.body["messages"][1]["content"]:
            return [Until(gate), *answers(500, {"error": {"message": "down"}})]
        quote = {"one": "one and two", "two": "takes more room"}
        findings = [{**point, "point": p, "quote": quote[p]} for p in POINTS]
        return [Until(gate), *says(json.dumps({"findings": findings}))]

    async with ModelServer(answer=reply) as server:
        words = ("--questions", tmp_path / "bank.json", "--concurrency", "4", "--model", "judge")
        run = await asyncio.to_thread(
            program.call, tmp_path, "grade", path, *words, "--base-url", server.url
        )
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["id"] for line in found] == list(range(12)), run.stderr
    assert run.returncode == 1
    assert found[5]["status"] == "ungraded"
    assert {line["score"] for line in found if line["id"] != 5} == {1}
