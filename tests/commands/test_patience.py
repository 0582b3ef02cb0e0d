"""What the exam found decides how long a model is waited for, and what is said before an interview."""

import argparse

import pytest

from interviewer.calibration.exam import Marks, Result
from interviewer.commands import wiring
from interviewer.commands.live_interview import examiners_of
from interviewer.core.plan import ExaminerIdentity
from interviewer.storage.exams import Exams

URL = "http://127.0.0.1:9/v1"


def settings(home, *, best=False, config=""):
    (home / "config.toml").write_text(config)
    return wiring.settings_of(
        argparse.Namespace(
            model="m", base_url=URL, key_file=None, provider=None, offline=False, best=best,
            home=str(home),
        )
    )  # fmt: skip


def examined(home, *, seconds=40.0, right=90, both=None, prompts=None):
    identity = ExaminerIdentity(
        name="m", version="1", kind="model", server="127.0.0.1:9", prompts=prompts or {"a": "b"}
    )
    result = Result(
        examiner="m",
        model=Marks(points=100, right=right, answers=40, seconds=40 * seconds),
        rules=Marks(points=100, right=90),
        both=both and Marks(points=100, right=both),
    )
    Exams(home).keep(identity, result.model_dump(mode="json"))


@pytest.mark.parametrize(
    ("seconds", "total"), [(2.0, None), (39.0, None), (50.0, 300.0), (120.0, 360.0)]
)
def test_a_slow_model_is_waited_for_as_its_exam_took(tmp_path, seconds, total):
    examined(tmp_path, seconds=seconds)
    assert settings(tmp_path).deadlines.get("total") == total


def test_what_is_configured_is_left_alone(tmp_path):
    examined(tmp_path, seconds=120.0)
    assert settings(tmp_path, config="total_seconds = 100\n").deadlines["total"] == 100


def test_a_model_without_an_exam_is_waited_for_as_usual(tmp_path):
    assert settings(tmp_path).deadlines == {}


@pytest.mark.parametrize(
    ("right", "both", "best", "said"),
    [
        (60, 90, False, "Use the built-in rules (--offline)"),
        (60, 90, True, "Use the built-in rules (--offline)"),
        (90, 95, False, "Use both together (--best)"),
        (90, 95, True, ""),
        (97, 97, False, ""),
    ],
)
def test_a_model_that_had_better_not_grade_alone_says_so_first(tmp_path, right, both, best, said):
    examined(tmp_path, right=right, both=both, prompts={"with": "a persona"})
    greeting = examiners_of(settings(tmp_path, best=best)).greeting
    assert greeting.startswith(said)
    assert bool(greeting) == bool(said)


def test_best_without_an_exam_says_how_to_take_it(tmp_path):
    assert "doctor --exam" in examiners_of(settings(tmp_path, best=True)).greeting


def test_an_exam_that_cannot_be_read_says_nothing(tmp_path):
    (tmp_path / "exams.json").write_text('{"m@127.0.0.1:9#x": {"model": {"seconds": "long"}}}')
    assert examiners_of(settings(tmp_path)).greeting == ""
