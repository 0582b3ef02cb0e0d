"""Run the program as a person does: a process of its own, a home of its own."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.helpers import forks

ROOT = Path(__file__).parent.parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    own = {"INTERVIEWER_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    return {**kept, **own, "PYTHONUTF8": "1", **more}


def call(home: Path, *words: object, stdin: str | bytes = "", **more: str):
    """Return the finished process; its output is bytes, exactly as it was written."""
    told = stdin.encode() if isinstance(stdin, str) else stdin
    if forks.possible(more):
        return _forked(home, [str(word) for word in words], told, more)
    return subprocess.run(
        [sys.executable, "-m", "interviewer", *map(str, words)],
        input=told,
        capture_output=True,
        env=environment(home, **more),
        check=False,
        timeout=60,
    )


def _forked(home: Path, words: list[str], told: bytes, more: dict[str, str]):
    pipes = [os.pipe() for _ in range(3)]
    ours = [pipes[0][1], pipes[1][0], pipes[2][0]]
    theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
    server = forks.server(environment(home))
    child = server.start(words, environment(home, **more), theirs)
    for number in theirs:
        os.close(number)
    with ThreadPoolExecutor(3) as threads:
        threads.submit(_write, ours[0], told)
        output, errors = threads.map(_read, ours[1:])
        try:
            status = child.wait(60)
        finally:
            child.kill()
    return subprocess.CompletedProcess(["interviewer", *words], status, output, errors)


def _write(number: int, told: bytes) -> None:
    with suppress(BrokenPipeError), open(number, "wb") as pipe:
        pipe.write(told)


def _read(number: int) -> bytes:
    with open(number, "rb") as pipe:
        return pipe.read()


def start(home: Path, *words: object, **more: str):
    """Return a running process with pipes."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "interviewer", *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home, **more),
    )
