"""A key made for one run must not be found in anything that the run writes or says."""

import base64
import json
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.model_server import ModelServer, answers, in_thread, refuses, says
from tests.helpers.program import call, environment


def traces(key: str) -> list[bytes]:
    """The key as it is, in base64 at every alignment, and its last eight characters."""
    shifted = [base64.b64encode(b"x" * n + key.encode())[4:-4] for n in range(3)]
    return [key.encode(), *shifted, key[-8:].encode()]


def written(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


GRADED = json.dumps(
    {
        "findings": [
            {"point": "scatter", "quote": "Blue light scatters more", "made": "yes"},
        ],
        "beliefs": [],
        "follow_up": None,
    }
)


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    point = {"id": "scatter", "description": "Short waves are scattered more than long ones."}
    question = {"id": "sky", "prompt": "Why is the sky blue?", "rubric": [point]}
    path.write_text(json.dumps({"questions": [question]}))
    return path


def scenes(key: str):
    """A server that works, and servers that repeat the key they were sent."""
    echo = f"Incorrect API key provided: {key}. Headers: Authorization: Bearer {key}"
    yield "works", lambda asked: says(GRADED)
    yield "401", lambda asked: refuses(401, echo, "invalid_api_key")
    yield "500", lambda asked: refuses(500, echo)
    yield "html", lambda asked: answers(200, f"<html>{echo}</html>".encode(), "text/html")
    yield "talks", lambda asked: says(f"Your key is {key}.")


@pytest.mark.parametrize(
    ("scene", "place"),
    [
        ("works", "environment"),
        ("401", "file"),
        ("500", "environment"),
        ("html", "config"),
        ("talks", "file"),
    ],
)
def test_the_key_appears_nowhere(tmp_path, bank, scene, place):
    key = "sk-canary-" + secrets.token_urlsafe(32)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    script = dict(scenes(key))[scene]
    flags, more = [], {}
    if place == "environment":
        more["INTERVIEWER_API_KEY"] = key
    elif place == "file":
        (tmp_path / "key").write_text(key + "\n")
        (tmp_path / "key").chmod(0o600)
        flags = ["--key-file", tmp_path / "key"]
    with in_thread(ModelServer(answer=script)) as server:
        where = ["--model", "m", "--base-url", server.url, *flags]
        if place == "config":
            (home / "config.toml").write_text(f'api_key = "{key}"\n')
            (home / "config.toml").chmod(0o600)
        runs = [
            call(home, bank, "--plain", *where, stdin="Blue light scatters more.\n", **more),
            call(home, "doctor", *where, **more),
            call(home, "regrade", "latest", *where, **more),
        ]
        sent = list(server.asked)
    assert any(key in str(asked.headers) for asked in sent), "the key was never used"
    assert all(key not in json.dumps(asked.body, default=str) for asked in sent if asked.body)
    (home / "config.toml").unlink(missing_ok=True)
    found = written(home) + b"".join(run.stdout + run.stderr for run in runs)
    assert b"Traceback" not in found
    for trace in traces(key):
        assert trace not in found


def test_a_crash_report_holds_no_value(tmp_path, bank):
    """Crash in the middle of an interview, with the key and an answer at hand."""
    key = "sk-canary-" + secrets.token_urlsafe(32)
    home = tmp_path / "home"
    script = (
        "import sys\n"
        "from interviewer.core import run\n"
        "from interviewer.cli import main\n"
        "def broken(self, step):\n"
        "    secret = 'the answer'\n"
        "    raise ValueError(f'{step!r} ' + __import__('os').environ['INTERVIEWER_API_KEY'])\n"
        "run.Driver.reply_to = broken\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--plain", "--offline", bank],
        env=environment(home, INTERVIEWER_API_KEY=key),
        input=b"My secret answer.\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    (report,) = (home / "logs").glob("crash-*.txt")
    assert b"ValueError" in report.read_bytes()
    for trace in (*traces(key), b"secret answer", b"sky blue?"):
        assert trace not in report.read_bytes() + done.stderr
