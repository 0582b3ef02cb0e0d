"""The commands as a person or a pipe uses them."""

import json
import re
import signal

import pytest

from tests.helpers.program import call, start

BANK = {
    "title": "Two things",
    "questions": [
        {
            "id": "sky",
            "topic": "nature",
            "prompt": "Why is the sky blue?",
            "reference_answer": "Short waves scatter more than long ones.",
            "rubric": [
                {
                    "id": "scatter",
                    "description": "Short waves are scattered more than long ones.",
                    "signs": ["blue light scatters more"],
                    "essential": True,
                },
            ],
        },
        {"id": "sea", "prompt": "Why is the sea salty?", "reference_answer": "Rivers bring salt."},
    ],
}
OFFLINE = ("--offline", "--plain")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


def report(home):
    run = call(home, "report", "latest", "--format", "json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def journal(home):
    (path,) = (home / "sessions").glob("*.jsonl")
    return [json.loads(line.partition(b" ")[2]) for line in path.read_bytes().splitlines()]


def test_a_pipe_of_answers_gives_a_report_without_an_escape_byte(home, bank):
    run = call(home, *OFFLINE, bank, stdin="Blue light scatters more.\n\nRivers bring salt.\n")
    assert run.returncode == 0, run.stderr
    assert b"\x1b" not in run.stdout + run.stderr
    said = run.stdout.decode()
    assert "Question 1 of 2 (nature, medium)\nWhy is the sky blue?" in said
    assert re.search(r"^Grade [A-F], ", said, re.MULTILINE)
    for name in ("Transcript", "Journal"):
        (path,) = re.findall(rf"^{name}: (.+)$", said, re.MULTILINE)
        assert path.startswith(str(home))
    found = report(home)
    assert [q["status"] for q in found["questions"]] == ["graded", "graded"]
    assert {"session", "bank", "examiner", "started", "finished", "score", "grade", "study"} <= set(
        found
    )
    point = found["questions"][0]["points"][0]
    assert point["quote"].lower().startswith("blue light scatters more")
    assert (point["turn"], point["unaided"]) == (0, True)


def test_the_end_of_the_input_submits_nothing_blank(home, bank):
    run = call(home, *OFFLINE, bank, stdin="\n\n  \n")
    assert run.returncode == 0
    found = report(home)
    assert [q["status"] for q in found["questions"]] == ["unasked", "unasked"]
    assert found["score"] is None
    assert not [line for line in journal(home) if line["kind"] == "answered"]


def test_commands_in_lines(home, bank):
    run = call(home, *OFFLINE, bank, stdin="/help\n/repeat\n/skip\nsome /skip inside\n\n/quit\n")
    said = run.stdout.decode()
    assert said.count("Why is the sky blue?") >= 2
    assert "an empty line ends it" in said
    kinds = [line["kind"] for line in journal(home)]
    assert kinds[1] == "skipped"
    assert "stopped" in kinds
    assert report(home)["questions"][0]["score"] == 0


AWKWARD = (
    "[/b]", "[bold", "a[0]", "[x for x in y]", "[@click=app.quit]x[/]", "{x}", "%s", "$name",
    "</answer>", "\U0001f468\u200d\U0001f469\u200d\U0001f467 caf\u00e9", "a\u2028b\u0085c", "\u202eabc",
    "tab\there", "trailing  ", "```\n~~~\n# not a heading", "<script>alert(1)</script>",
    "[click](https://example.org)", "\x00\x1b[31m\x1b]52;c;eA==\x07",
)  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_answers_are_stored_to_the_letter_and_shown_inert(home, bank, text):
    run = call(home, *OFFLINE, bank, "--count", 1, "--follow-ups", 0, stdin=text + "\n\n")
    assert run.returncode == 0, run.stderr
    assert b"\x1b" not in run.stdout
    assert [line["text"] for line in journal(home) if line["kind"] == "answered"] == [text]
    written = next((home / "transcripts").glob("*.md")).read_text(encoding="utf-8")
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert report(home)["questions"][0]["turns"][0]["answer"] == text


def test_a_paste_of_50_kb_is_kept_and_one_of_100_kb_is_refused_aloud(home, bank):
    paste = "def f(x): return a[0]\n" * 2400
    run = call(home, *OFFLINE, bank, "--count", 1, stdin=paste)
    assert run.returncode == 0, run.stderr
    assert report(home)["questions"][0]["turns"][0]["answer"] == paste.rstrip("\n")
    run = call(home, *OFFLINE, bank, "--count", 1, stdin="x" * 100_000 + "\n\n/quit\n")
    assert b"NOT submitted" in run.stdout


def test_invalid_bytes_do_not_end_the_interview(home, bank):
    run = call(home, *OFFLINE, bank, "--count", 1, stdin=b"caf\xe9 \xff\xfe ok\n\n")
    assert run.returncode == 0
    assert report(home)["questions"][0]["turns"][0]["answer"] == "caf\ufffd \ufffd\ufffd ok"


def test_windows_line_ends_in_a_pipe(home, bank):
    run = call(home, *OFFLINE, bank, "--count", 1, stdin=b"one\r\ntwo\r\n\r\n")
    assert run.returncode == 0
    assert report(home)["questions"][0]["turns"][0]["answer"] == "one\ntwo"


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_save_everything_and_the_interview_is_resumed(home, bank, number, status):
    run = start(home, *OFFLINE, bank, "--follow-ups", 0)
    run.stdin.write(b"Blue light scatters more.\n\nRivers\n")
    run.stdin.flush()
    while b"sea salty" not in (line := run.stdout.readline()):
        assert line, run.stderr.read()
    while not list((home / "drafts").glob("*")):
        assert run.poll() is None
    run.send_signal(number)
    _, told = run.communicate(timeout=30)
    assert run.returncode == status
    assert b"interviewer resume" in told
    again = call(home, "resume", "--offline", "--plain", stdin=" bring salt.\n")
    assert again.returncode == 0, again.stderr
    assert b"sky blue" not in again.stdout.split(b"Report:")[0]
    turns = report(home)["questions"][1]["turns"]
    assert turns[0]["answer"] == "Rivers\n bring salt."


def test_kill_9_loses_nothing_that_was_answered(home, bank):
    run = start(home, *OFFLINE, bank, "--follow-ups", 0)
    run.stdin.write(b"Blue light scatters more.\n\n")
    run.stdin.flush()
    while b"sea salty" not in (line := run.stdout.readline()):
        assert line, run.stderr.read()
    run.kill()
    run.communicate()
    assert b"question 2 of 2" in call(home, "sessions").stdout
    again = call(home, "resume", "--offline", stdin="Rivers bring salt.\n")
    assert again.returncode == 0, again.stderr
    assert [q["status"] for q in report(home)["questions"]] == ["graded", "graded"]
    assert call(home, "verify", "latest").returncode == 0


def test_nothing_to_resume(home):
    run = call(home, "resume", "--offline")
    assert run.returncode == 2
    assert b"no unfinished session" in run.stderr


def test_a_finished_session_is_not_resumed(home, bank):
    call(home, *OFFLINE, bank, "--follow-ups", "0", stdin="It is salt.\n\nRivers bring salt.\n")
    (session,) = json.loads(call(home, "sessions", "--json").stdout)
    assert session["state"] == "finished"
    assert call(home, "resume", session["id"], "--offline").returncode == 2
    assert list(home.rglob("*.lock")) == []


@pytest.mark.parametrize("stop", ["/quit\n", ""])
def test_what_was_stopped_early_has_a_report_and_can_be_resumed(home, bank, stop):
    words = (*OFFLINE, bank, "--follow-ups", "0")
    run = call(home, *words, stdin="Blue light scatters more.\n\n" + stop)
    assert run.returncode == 0
    first = report(home)
    assert [q["status"] for q in first["questions"]] == ["graded", "unasked"]
    assert run.stderr == b"", "a program that sends answers knows where they end"
    unnamed = call(home, "resume", "--offline", "--plain")
    assert unnamed.returncode == 2
    assert f"interviewer resume {first['session']}" in unnamed.stderr.decode()

    run = call(home, "resume", first["session"], *OFFLINE, stdin="Rivers bring salt.\n")
    assert run.returncode == 0, run.stderr
    assert "Why is the sea salty?" in run.stdout.decode()
    assert "Why is the sky blue?" not in run.stdout.decode().split("Report:")[0]
    assert "interviewer resume" not in run.stderr.decode()
    found = report(home)
    assert [q["status"] for q in found["questions"]] == ["graded", "graded"]
    assert call(home, "verify").returncode == 0
    (session,) = json.loads(call(home, "sessions", "--json").stdout)
    assert session["state"] == "finished"
    kinds = [line["kind"] for line in journal(home)]
    assert kinds.index("stopped") < kinds.index("continued")


def test_stopped_again_and_killed_after_continuing(home, bank):
    words = (*OFFLINE, bank, "--follow-ups", "0")
    call(home, *words, stdin="/quit\n")
    session = report(home)["session"]
    for _ in range(2):
        run = call(home, "resume", session, *OFFLINE, stdin="/quit\n")
        assert run.returncode == 0, run.stderr
    killed = start(home, "resume", session, *OFFLINE)
    while b"sky blue" not in (line := killed.stdout.readline()):
        assert line, killed.stderr.read()
    killed.kill()
    killed.communicate()
    run = call(home, "resume", session, *OFFLINE, stdin="It is salt.\n\nRivers.\n")
    assert run.returncode == 0, run.stderr
    assert [q["status"] for q in report(home)["questions"]] == ["graded", "graded"]
    assert call(home, "verify").returncode == 0


def test_choosing_on_the_command_line(home, bank):
    run = call(home, *OFFLINE, bank, "--question", "sea", stdin="/quit\n")
    assert b"Question 1 of 1 (general, medium)\nWhy is the sea salty?" in run.stdout
    run = call(home, *OFFLINE, bank, "--topic", "art", stdin="/quit\n")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"No question with topic 'art'. There is: general, nature." in run.stderr


def test_feedback_after_each_question(home, bank):
    run = call(
        home, *OFFLINE, bank, "--feedback", "each", "--follow-ups", 0, stdin="Blue light scatters more.\n\n\n/quit\n"
    )  # fmt: skip
    before_report = run.stdout.decode().split("Report:")[0]
    assert "+ made, 1 of 1, essential: Short waves are scattered" in before_report
    assert "Reference answer: Short waves scatter" in before_report


def test_a_transcript_where_it_was_asked_for(home, bank, tmp_path):
    path = tmp_path / "mine.md"
    call(home, *OFFLINE, bank, "--transcript", path, stdin="Blue light scatters more.\n\n/quit\n")
    text = path.read_text()
    assert text.startswith("# Two things: interview transcript")
    assert "| 1 | Sky | nature | graded |" in text
    run = call(home, *OFFLINE, bank, "--transcript", tmp_path / "no/such/x.md", stdin="a\n")
    assert run.returncode == 2
    assert b"cannot write" in run.stderr


def test_verify_finds_an_edited_transcript(home, bank):
    call(home, *OFFLINE, bank, stdin="Blue light scatters more.\n\n/quit\n")
    assert b"Everything agrees." in call(home, "verify", "latest").stdout
    (path,) = (home / "transcripts").glob("*.md")
    path.write_text(path.read_text().replace("Grade", "Grade A+"))
    run = call(home, "verify", "latest")
    assert run.returncode == 1
    assert b"differs: the transcript" in run.stdout


def test_verify_finds_a_damaged_journal(home, bank):
    call(home, *OFFLINE, bank, stdin="Blue light scatters more.\n\n/quit\n")
    (path,) = (home / "sessions").glob("*.jsonl")
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"light scatters more.", b"light scattered more.", 1))
    run = call(home, "verify", "latest")
    assert run.returncode == 1
    assert b"damaged" in run.stdout


def test_report_of_an_unfinished_session(home, bank):
    run = start(home, *OFFLINE, bank)
    while b"sky blue" not in run.stdout.readline():
        pass
    run.kill()
    run.communicate()
    found = report(home)
    assert found["finished"] is None
    assert [q["status"] for q in found["questions"]] == ["unasked", "unasked"]


def test_check_and_schema(home, bank, tmp_path):
    run = call(home, "check", bank)
    assert (run.returncode, b"2 questions" in run.stdout) == (0, True)
    broken = tmp_path / "broken.json"
    broken.write_text('{"questions": [{"id": "a", "prompt": ""}]}')
    run = call(home, "check", broken)
    assert (run.returncode, run.stdout) == (2, b"")
    assert f"{broken}:1:38: Question 1: prompt is blank".encode() in run.stderr
    assert json.loads(call(home, "schema").stdout)["properties"]["questions"]


@pytest.mark.parametrize(
    "words",
    [
        ("--count", "0"),
        ("--count", "many"),
        ("--difficulty", "extreme"),
        ("--no-such-flag",),
        ("no-such-bank.json",),
        ("resum",),
        ("report", "nothing"),
        ("start", "--follow-ups", "-1"),
    ],
)
def test_wrong_usage_exits_2_with_one_plain_message(home, words):
    run = call(home, *words, *(() if words[0] == "report" else OFFLINE))
    assert run.returncode == 2
    assert run.stdout == b""
    assert b"Traceback" not in run.stderr
    assert run.stderr.strip()


def test_a_mistyped_command_is_recognised(home):
    assert b"Did you mean 'resume'?" in call(home, "resum", *OFFLINE).stderr


@pytest.mark.parametrize(
    "command",
    ["start", "resume", "sessions", "report", "verify", "regrade", "grade", "calibrate", "check",
     "schema", "completion", "doctor"],
)  # fmt: skip
def test_every_command_teaches(home, command):
    run = call(home, command, "--help")
    assert run.returncode == 0
    assert b"--home" in run.stdout
    assert len(run.stdout) > 150


def test_an_encoding_without_the_characters(home, bank):
    run = call(
        home, *OFFLINE, bank, "--count", 1, stdin="\u4f60\u597d caf\u00e9\n", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_a_reader_that_goes_away(home, bank):
    run = start(home, *OFFLINE, bank)
    run.stdout.close()
    run.stdin.write(b"Blue light scatters more.\n\nRivers.\n")
    run.stdin.close()
    assert b"Traceback" not in run.stderr.read()
    run.stderr.close()
    assert run.wait(30) == 1


def test_a_home_that_cannot_be_written_is_said_before_question_1(tmp_path, bank):
    blocked = tmp_path / "file"
    blocked.write_text("a file, not a folder")
    run = call(blocked, *OFFLINE, bank, stdin="x\n")
    assert run.returncode == 1
    assert b"sky" not in run.stdout
    assert b"--home" in run.stderr


def test_with_an_end_mark_empty_lines_are_part_of_an_answer(home, bank):
    said = "Blue light\n\nscatters more.\nEND\nRivers.\n\nSalt.\nEND\n"
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, "--end-mark", "END", stdin=said)
    assert run.returncode == 0, run.stderr
    answers = [line["text"] for line in journal(home) if line["kind"] == "answered"]
    assert answers == ["Blue light\n\nscatters more.", "Rivers.\n\nSalt."]


def test_a_verdict_is_printed_once(home, bank):
    words = (*OFFLINE, bank, "--follow-ups", 0, "--feedback", "each")
    run = call(home, *words, stdin="Blue light scatters more.\n\nRivers bring salt.\n\n")
    said = run.stdout.decode()
    assert said.count("Reference answer: Short waves") == 1
    assert said.count("you said:") == len(set(re.findall(r"you said: .*", said)))


def test_a_report_without_a_session_is_the_newest(home, bank):
    call(home, *OFFLINE, bank, stdin="Blue light scatters more.\n\n")
    run = call(home, "report")
    assert run.returncode == 0, run.stderr
    assert run.stdout == call(home, "report", "latest").stdout
    nothing = call(home / "other", "report")
    assert nothing.returncode == 2


def test_verify_and_regrade_without_a_session_take_the_newest_and_say_which(home, bank):
    for _ in range(2):
        call(home, *OFFLINE, "--count", "1", bank, stdin="Blue light scatters more.\n")
    newest = report(home)["session"]
    checked = call(home, "verify")
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert checked.stdout.decode().startswith(f"{newest}: ")
    again = call(home, "regrade", "--offline")
    assert again.returncode == 0
    assert newest in again.stderr.decode()
    assert again.stdout == b"Nothing was graded again.\n", "its verdicts are what they were"


def test_a_question_that_was_seen_and_not_answered_is_not_told_as_unasked(home, bank):
    run = call(home, *OFFLINE, "--count", "1", bank, stdin="/quit\n")
    assert run.returncode == 0
    for said in (run.stdout.decode(), call(home, "report").stdout.decode()):
        assert "Questions: 0 of 1 answered" in said
        assert "asked, " not in said


def test_what_was_not_asked_is_not_given_away(home, bank):
    call(home, *OFFLINE, bank, stdin="Blue light scatters more.\n\n/quit\n")
    secret = BANK["questions"][1]["reference_answer"]
    for form in ("md", "json", "html"):
        run = call(home, "report", "--format", form)
        assert run.returncode == 0, run.stderr
        assert secret.encode() not in run.stdout
        assert b"Why is the sky blue?" in run.stdout
    unasked = report(home)["questions"][1]
    assert (unasked["status"], unasked["points"], unasked["reference_answer"]) == (
        "unasked",
        [],
        None,
    )


@pytest.mark.parametrize(
    ("words", "at_home"),
    [
        ([], True),
        (["--home", "x"], True),
        (["--model", "m", "--base-url", "http://127.0.0.1:9/v1"], True),
        (["--provider", "ollama"], True),
        (["start"], False),
        (["--offline"], False),
        (["--count", "2"], False),
        (["bank.json"], False),
    ],
)
def test_flags_that_say_who_and_where_keep_the_home_screen(words, at_home, monkeypatch):
    from interviewer import cli

    seen = []
    monkeypatch.setattr(
        "interviewer.process.main.call",
        lambda module, command, arguments: seen.append(arguments) or 0,
    )
    assert cli.main(words) == 0
    assert seen[0].bare is at_home
