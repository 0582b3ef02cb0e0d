"""What an installed package adds: an examiner, a bank, a bank format. It is really installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import program

EXAMPLE = Path(__file__).parent / "example_package"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the example package in it, as pip installs it."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--no-compile"]
    subprocess.run([*pip, *offline, "--target", target, EXAMPLE], check=True, timeout=120)
    return target


@pytest.fixture
def call(installed, tmp_path):
    """The program, or a script, with the package installed."""

    def run(*words, stdin=""):
        path = f"{installed}:{program.ROOT}"
        return program.call(tmp_path / "home", *words, stdin=stdin, PYTHONPATH=path)

    def script(code):
        env = program.environment(tmp_path / "home", PYTHONPATH=f"{installed}:{program.ROOT}")
        done = subprocess.run(
            [sys.executable, "-c", f"import sys\nimport interviewer as iv\n{code}"],
            capture_output=True, text=True, env=env, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.script = script
    run.home = tmp_path / "home"
    run.home.mkdir()
    return run


def test_its_examiner_is_found_by_name_and_takes_its_options(call):
    out = call.script(
        "question = iv.load_bank('example')['one']\n"
        "for words in 2, 9:\n"
        "    by = iv.examiner('by-length', words=words)\n"
        "    print(by.identity.name, iv.grade(question, 'three words here', by=by).score)"
    )
    assert out == "by length 1.0\nby length 0.0\n"


def test_its_examiner_can_be_the_one_of_the_configuration(call):
    (call.home / "config.toml").write_text('examiner = "by-length"\n')
    line = json.dumps({"id": 1, "question_id": "one", "answer": "Because it is so."})
    done = call("grade", "-", "--questions", "example", stdin=line)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["score"] == 1
    done = call("--plain", "--count", "1", "example", stdin="Because it is so.\n")
    assert b"by length" in done.stdout
    assert done.returncode == 0


def test_its_bank_is_found_by_name_and_its_format_by_the_suffix(call, tmp_path):
    assert b"example: Example, 1 question" in call("check", "example").stdout
    (tmp_path / "notes.lines").write_text("What is it?\tA thing. It is new.\n")
    done = call("check", tmp_path / "notes.lines")
    assert b"1 question, 2 points" in done.stdout
    (tmp_path / "notes.lines").write_text("no tab in this line\n")
    done = call("check", tmp_path / "notes.lines")
    assert done.returncode == 2
    assert b"notes.lines: This is no .lines bank (ValueError" in done.stderr


def test_it_is_not_loaded_where_nothing_of_it_is_asked_for(call):
    out = call.script(
        "bank = iv.load_bank()\niv.grade(next(iter(bank.values())), 'a')\n"
        "iv.examiner('offline')\nprint('interviewer_example' in sys.modules)"
    )
    assert out == "False\n"


def test_an_unknown_name_is_said_with_those_that_packages_add(call):
    (call.home / "config.toml").write_text('examiner = "by-lenght"\n')
    done = call("--plain", "--count", "1")
    assert done.returncode == 2
    assert (
        b"'by-lenght' (config.toml line 1). There is: offline, model, best, by-length."
        in done.stderr
    )
