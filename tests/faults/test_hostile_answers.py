"""B1 and B2: text on which a reader might hang; B3: what was graded later stays.

Time is the processor's, of the whole program: noise does not touch it, and a reader that
backtracks or starts over at every character takes minutes.
"""

import json
import resource
import shutil
import signal

import pytest

from tests.commands.test_program import BANK
from tests.helpers.model_server import Asked, ModelServer, Script, in_thread, says
from tests.helpers.program import call, start

SECONDS = 8
"""Of the processor, start and end of the program included; honest answers take one."""
FULL = 64 * 1024


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


class Grader:
    """A model that decides every point the same way, and never asks."""

    def __init__(self, made: str = "no", closing: str = "Well done.") -> None:
        self.made = made
        self.closing = closing
        self.quote = ""
        self.follow_up = False

    def __call__(self, asked: Asked) -> Script:
        shape = asked.body.get("response_format", {}).get("json_schema", {}).get("schema")
        if shape is None:
            return says(self.closing)
        points = shape["properties"]["findings"]["items"]["properties"]["point"]["enum"]
        findings = [{"point": p, "quote": self.quote, "made": self.made} for p in points]
        asks = {"point": points[0], "text": "Which colour is bent the most?"}
        follow_up = asks if self.follow_up else None
        reply = {"findings": findings, "beliefs": [], "follow_up": follow_up}
        return says(json.dumps(reply))


def settings(server: ModelServer) -> dict[str, str]:
    return {"INTERVIEWER_MODEL": "m", "INTERVIEWER_BASE_URL": server.url}


class CpuTime:
    """Seconds of the processor that programs started in a block took."""

    def __enter__(self):
        self._before = self._spent()
        return self

    def __exit__(self, *_):
        self.seconds = self._spent() - self._before

    @staticmethod
    def _spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


# -- B1 -------------------------------------------------------------------------------------------

ONE_WORD = {
    "of four letters": "asdf" * 30 + " what",
    "of one letter": "a" * 20_000 + " what?",
    "with marks": "x-" * 4_000 + " what",
    "with apostrophes": "i'm" * 4_000 + " so",
}


@pytest.mark.parametrize("answer", ONE_WORD.values(), ids=ONE_WORD.keys())
def test_b1_one_word_again_and_again_is_read_in_no_time(home, bank, answer):
    with in_thread(ModelServer(answer=Grader())) as server:
        words = ("--plain", "--count", "1", bank)
        with CpuTime() as took:
            run = call(home, *words, stdin=f"{answer}\n\n", **settings(server))
        assert run.returncode == 0, run.stderr
        assert took.seconds < SECONDS
        with CpuTime() as took:
            run = call(home, "regrade", "latest", **settings(server))
        assert run.returncode == 0, run.stderr
        assert took.seconds < SECONDS


# -- B2 -------------------------------------------------------------------------------------------

LONG = {
    "blanks inside a sentence": "It is" + " " * (FULL - 20) + "blue.",
    "letters and blanks": ("a" + " " * 900) * 70 + "a",
    "tabs": "It is" + "\t" * (FULL - 20) + "blue.",
    "no-break spaces": "It is" + "\u00a0" * 30_000 + "blue.",
    "short forms": "e.g. " * 13_000,
    "one word": "really " * 9_000,
    "lines": "a\n" * (FULL // 2 - 1),
    "brackets": "(" * (FULL - 2),
    "quotation marks": '"' * (FULL - 2),
    "angles and blanks": "<" + " " * (FULL - 4),
    "digits": "1" * (FULL - 2),
    "combining marks": "e" + "\u0301" * 30_000,
    "numbers of a list": "1. " * 21_000,
    "denials": "not " * 16_000,
    "commas": "blue, " * 10_000,
}


@pytest.mark.parametrize("part", range(3))
def test_b2_a_full_answer_is_graded_offline_in_no_time(home, tmp_path, bank, part):
    chosen = dict([*LONG.items()][part::3])
    answers = tmp_path / "answers.jsonl"
    lines = [{"id": kind, "question_id": "sky", "answer": text} for kind, text in chosen.items()]
    assert all(len(text.encode()) <= FULL for text in chosen.values())
    answers.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with CpuTime() as took:
        run = call(home, "grade", answers, "--questions", bank, "--offline")
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert {one["id"] for one in found} == chosen.keys()
    assert all(one["score"] in (0, None) for one in found)
    assert not any("broke" in (one["reason"] or "") for one in found)
    assert took.seconds < SECONDS


@pytest.mark.parametrize(
    "kind", ["angles and blanks", "blanks inside a sentence", "lines", "one word"]
)
def test_b2_and_with_a_model(home, bank, kind):
    typed = LONG[kind]
    with in_thread(ModelServer(answer=Grader())) as server, CpuTime() as took:
        words = ("--plain", "--count", "1", bank)
        run = call(home, *words, stdin=f"{typed}\n\n", **settings(server))
        assert run.returncode == 0, run.stderr
    assert took.seconds < SECONDS


@pytest.mark.parametrize(
    "closing", ["9" * 64_000, "a " * 32_000, "You said 1 of 2. " * 4_000, "<" + " " * 60_000]
)
def test_b2_so_are_closing_words(home, bank, closing):
    with in_thread(ModelServer(answer=Grader(closing=closing))) as server, CpuTime() as took:
        words = ("--plain", "--count", "1", bank)
        run = call(home, *words, stdin="It is the light.\n\n", **settings(server))
        assert run.returncode == 0, run.stderr
    assert took.seconds < SECONDS


@pytest.mark.parametrize(
    "line", [" " * 30_000, "model =" + " " * 30_000, "# " * 15_000, "a" * 30_000, "[" * 30_000]
)
def test_b2_and_a_line_of_the_config_file(home, bank, line):
    home.mkdir()
    (home / "config.toml").write_text(f"follow_ups = 1\n{line}\n")
    with CpuTime() as took:
        run = call(home, "--plain", "--offline", bank, stdin="/quit\n")
    assert run.returncode in (0, 2), run.stderr
    assert b"Traceback" not in run.stderr
    assert took.seconds < SECONDS


# -- B3 -------------------------------------------------------------------------------------------


def test_b3_what_was_graded_later_stays(home, bank, tmp_path):
    """Killed before the follow-up, graded again, and resumed with nothing said."""
    grader = Grader()
    grader.follow_up = True
    with in_thread(ModelServer(answer=grader)) as server:
        program = start(home, "--plain", "--count", "1", bank, **settings(server))
        program.stdin.write(b"Blue light scatters more.\n\n")
        program.stdin.flush()
        said = b""
        while b"bent the most" not in said:
            said += program.stdout.read1(4096) or pytest.fail(repr(said))
        program.send_signal(signal.SIGKILL)
        program.communicate()
        assert score(home) == 0
        grader.made, grader.quote = "yes", "Blue light scatters more"
        run = call(home, "regrade", "latest", **settings(server))
        assert run.returncode == 0, run.stderr
        assert score(home) == 1
    for number, typed in enumerate(("", "/quit\n", "/repeat\n/skip\n")):
        again = shutil.copytree(home, tmp_path / f"again-{number}")
        run = call(again, "resume", "latest", "--plain", "--offline", stdin=typed)
        assert run.returncode == 0, run.stderr
        assert score(again) == 1, typed
        assert call(again, "verify", "latest").returncode == 0, typed


def score(home):
    run = call(home, "report", "--format", "json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["questions"][0]["score"]
