"""A short run of `make chaos`, and that its checks would notice what they look for."""

import os
import random
import signal
from pathlib import Path

import pytest

from tests.chaos import check, run
from tests.chaos.play import Life

SEEDS = random.Random(os.environ.get("CHAOS_SEED", "1")).sample(range(10**6), 4)
GOOD = b"\x1b[?1049h\x1b[?2004h\x1b[?25l Question \x1b[?2004l\x1b[?1049l\x1b[?25h"


def test_random_keys_and_signals_break_no_promise():
    found = [sentence for wrong, _ in run.many(SEEDS, lanes=2) for sentence in wrong]
    assert not found, "\n".join(found)


def life(**more) -> Life:
    told = {"status": 143, "sent": {signal.SIGTERM}, "ready": True, "cooked": True, "output": GOOD}
    return Life(("--offline",), lines=False, **{**told, **more})


def test_a_life_that_ended_well(tmp_path):
    assert not check.ended(life(), tmp_path)
    assert not check.ended(life(status=0, sent=set(), left=True), tmp_path)
    assert not check.ended(life(status=-9, sent={signal.SIGKILL}, output=b"\x1b[?1049h"), tmp_path)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"status": None}, "hangs"),
        ({"status": 1}, "status 1"),
        ({"status": 0}, "status 0"),
        ({"status": -15}, "status -15"),
        ({"output": GOOD + b"Traceback (most recent call last)"}, "Traceback"),
        ({"output": GOOD[:-20]}, "alternate screen"),
        ({"output": GOOD + b"\x1b[?1003h"}, "any motion"),
        ({"output": GOOD[:-6]}, "cursor"),
        ({"cooked": False}, "raw"),
    ],
)
def test_the_checks_notice(tmp_path, more, said):
    assert any(said in wrong for wrong in check.ended(life(**more), tmp_path))


def test_the_checks_notice_what_is_lost(tmp_path):
    (tmp_path / "sessions").mkdir()
    assert check.stored(life(half="half12"), tmp_path) == ["half-typed text lost: so far half12"]


def test_the_evidence_of_a_broken_promise_is_kept(tmp_path, monkeypatch):
    """In a folder that was not there; the run itself leaves nothing behind."""
    monkeypatch.setattr(check, "ended", lambda _lived, home: [f"made up, in {home.parent}"])
    with run.in_thread(run.Moody().server()) as server:
        url = server.url.removesuffix("/v1")
        (found, _), keep = (
            run.one(7, url, str(tmp_path / "not" / "there")),
            tmp_path / "not" / "there",
        )
    kept = keep / "7"
    assert (kept / "broken.txt").read_text() == "\n".join(found) + "\n"
    assert (kept / "terminal.out").stat().st_size > 0
    assert (kept / "home").is_dir()
    left = found[0].partition("made up, in ")[2].split(";")[0]
    assert not Path(left).exists()
